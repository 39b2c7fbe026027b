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

// A Quoter says from history how long to promise, for a [Pad] that asks for a
// level. The same question must always get the same answer, whatever has been
// learnt since, so that a case that is replayed makes the same promises. Package
// forecast has one.
//
// A policy keeps its quoter as it is given, so it must not be changed afterwards. One
// that holds a map or a slice has a method Clone() Quoter besides: then the policy
// keeps a clone, and gives away clones.
type Quoter interface {
	// Quote answers a question. A Due that is longer than AtMost is cut to it.
	Quote(Question) Answer
}

// cloneQuoter copies what the caller could change later.
func cloneQuoter(q Quoter) Quoter {
	if c, ok := q.(interface{ Clone() Quoter }); ok {
		return c.Clone()
	}
	return q
}

// A Question asks how long to promise.
type Question struct {
	// Commitment is what is promised, and Fields are those of the case.
	Commitment string `json:"commitment,omitempty"`
	Fields     Fields `json:"fields,omitempty"`
	// Made is when it is promised, and Calendar by which it counts.
	Made     time.Time          `json:"made,omitzero"`
	Calendar *calendar.Calendar `json:"calendar,omitzero"`
	// Level is how often it is to be kept, above 0 and below 1.
	Level float64 `json:"level,omitempty"`
	// AtMost is the longest that may be promised, in working time. 0 is no
	// limit.
	AtMost time.Duration `json:"at_most,omitzero"`
}

// An Answer says how long to promise.
type Answer struct {
	// Due is the working time to promise; 0 says that no time is honest at the
	// level. Target is what the team should aim for; 0 is none.
	Due    time.Duration `json:"due,omitzero"`
	Target time.Duration `json:"target,omitzero"`
	// Level is how often Due is kept: less than was asked for if AtMost cut it;
	// 0 if that is not known.
	Level float64 `json:"level,omitempty"`
	// Why says from what it is known.
	Why string `json:"why,omitempty"`
}

// within returns the answer as far as it can be believed: no longer than was
// asked for, with a target that is none if it makes no sense.
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

// ErrNoQuote says that a rule leaves it to history what to promise, and that
// history has no honest answer.
var ErrNoQuote = errors.New("the rule leaves it to history what to promise, and history has no honest answer; give the rule a due")

// Quoting returns the policy with something to ask for pads that name a level.
// Without it they do as if they named none.
func (p *Policy) Quoting(q Quoter) *Policy {
	quoting := *p
	quoting.config.Quoter = cloneQuoter(q)
	return &quoting
}

// quote fills in what history says to promise. It reports whether it has an
// answer; if not, the pad's other fields are asked. Then why.Pad says that there
// is none.
func (c *Commitment) quote(terms *promise.Terms, why *Why, fields Fields, made time.Time, day date.Date, quoter Quoter) (bool, error) {
	rule := c.Rules[why.Rule]
	given := time.Duration(0) // what the rule gives, in working time
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

// promiseQuoted makes the terms from an answer.
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
