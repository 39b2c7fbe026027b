package policy

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A Quoter computes from history how long to promise, for a [Pad] with a level. It must
// always return the same answer to the same question, also after more history is known,
// so that a replayed case makes the same promises. Package forecast has a Quoter.
//
// A policy does not copy its quoter, so it must not be changed afterwards. A quoter
// that holds a map or a slice can have a method Clone() Quoter: then the policy
// stores a clone, and returns clones.
type Quoter interface {
	// Quote returns the answer to a question. The policy cuts a Due that is longer than
	// AtMost.
	Quote(Question) Answer
}

// cloneQuoter copies what the caller could change later.
func cloneQuoter(q Quoter) Quoter {
	if c, ok := q.(interface{ Clone() Quoter }); ok {
		return c.Clone()
	}
	return q
}

// A Question holds the parameters of [Quoter].Quote.
type Question struct {
	// Commitment is the name of the commitment, and Fields are those of the case.
	Commitment string `json:"commitment,omitempty"`
	Fields     Fields `json:"fields,omitempty"`
	// Made is the instant at which the promise is made, and Calendar the calendar in
	// which it counts.
	Made     time.Time          `json:"made,omitzero"`
	Calendar *calendar.Calendar `json:"calendar,omitzero"`
	// Level is the share of promises to keep, above 0 and below 1.
	Level float64 `json:"level,omitempty"`
	// AtMost is the longest that may be promised, in working time. 0 is no
	// limit.
	AtMost time.Duration `json:"at_most,omitzero"`
}

// An Answer is how long to promise.
type Answer struct {
	// Due is the working time to promise; 0 means that history has no honest answer at
	// the level. Target is the working time to aim for; 0 is none.
	Due    time.Duration `json:"due,omitzero"`
	Target time.Duration `json:"target,omitzero"`
	// Level is the share of promises that Due keeps: less than the level asked for if
	// AtMost cut it; 0 if it is unknown.
	Level float64 `json:"level,omitempty"`
	// Why describes the history that the answer is based on.
	Why string `json:"why,omitempty"`
}

// within returns the answer with a Due of at most AtMost, and without a target that is
// not valid.
func (a Answer) within(q Question) Answer {
	if q.AtMost > 0 && a.Due > q.AtMost {
		a.Due, a.Level = q.AtMost, 0
		a.Why = strings.TrimPrefix(a.Why+", cut to at most "+plaintext.Duration(q.AtMost), ", ")
	}
	if a.Target < 0 {
		a.Target = 0
	}
	if !(a.Level > 0 && a.Level <= 1) {
		a.Level = 0
	}
	return a
}

// ErrNoQuote is returned if a rule takes its date from history, and history has no
// honest answer.
var ErrNoQuote = errors.New("the rule requires a quote from history, and history has no honest answer; give the rule a due")

// Quoting returns the policy with a quoter for pads with a level.
// Without a quoter the level of a pad is ignored.
func (p *Policy) Quoting(q Quoter) *Policy {
	quoting := *p
	quoting.config.Quoter = cloneQuoter(q)
	return &quoting
}

// quote fills in the terms from history. It reports whether history has an answer; if
// not, the pad's other fields apply, and why.Pad contains a note.
func (c *Commitment) quote(terms *promise.Terms, why *Why, fields Fields, made time.Time, day date.Date, quoter Quoter) (bool, error) {
	rule := c.Rules[why.Rule]
	given := time.Duration(0) // the time that the rule gives, in working time
	for _, deadline := range []promise.Deadline{rule.Due, rule.Target} {
		if !deadline.IsZero() {
			at, err := terms.Reach(deadline, made, day)
			if err != nil {
				return false, fmt.Errorf("rules[%d]: %w", why.Rule, err)
			}
			given = terms.Calendar.Between(made, at)
		}
	}
	var answer Answer
	if quoter == nil {
		answer.Why = "there is no history to ask"
	} else {
		q := Question{Commitment: c.Name, Fields: maps.Clone(fields), Made: made, Calendar: terms.Calendar, Level: c.Pad.Level}
		if c.Pad.AtMost > 0 && rule.Due.IsZero() {
			q.AtMost = given + c.Pad.AtMost
		}
		answer = quoter.Quote(q).within(q)
	}
	if answer.Due <= 0 {
		why.Pad = fmt.Sprintf("no honest time at %v%%: %s", percent(c.Pad.Level), orElse(answer.Why, "no reason given"))
		if rule.Due.IsZero() && rule.Target.IsZero() {
			return false, ErrNoQuote
		}
		return false, nil
	}
	return true, c.promiseQuoted(terms, why, rule, answer, given, made)
}

// promiseQuoted fills in the terms from an answer.
func (c *Commitment) promiseQuoted(terms *promise.Terms, why *Why, rule Rule, answer Answer, given time.Duration, made time.Time) error {
	why.Pad = plaintext.Duration(answer.Due) + ", how often kept is not known"
	if answer.Level > 0 {
		why.Pad = fmt.Sprintf("%s is kept %v%% of the time", plaintext.Duration(answer.Due), percent(answer.Level))
	}
	if answer.Why != "" {
		why.Pad += ": " + answer.Why
	}
	terms.Due, terms.Target = rule.Due, rule.Target
	if rule.Due.IsZero() {
		var err error
		due := max(answer.Due, given)
		if terms.Due, why.Pad, err = c.Pad.lengthen(terms.Calendar, promise.Within(due), made, made, due, why.Pad); err != nil {
			return fmt.Errorf("rules[%d]: %w", why.Rule, err)
		}
		given = due
	}
	if rule.Target.IsZero() && answer.Target > 0 && answer.Target < given {
		terms.Target = promise.Within(answer.Target)
	}
	return nil
}

// percent writes a level as a share of a hundred, without the noise of floating
// point.
func percent(level float64) float64 {
	return float64(int64(level*1e6+0.5)) / 1e4
}
