package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A Policy computes the terms of promises from the fields of cases. It is compiled once
// by [Parse] or [New] and used many times; it is immutable and safe for concurrent use.
// The zero Policy has no commitments.
type Policy struct {
	config Config
}

// ErrNoRule is returned if no rule of a commitment matches a case, so that no promise is
// made.
var ErrNoRule = errors.New("no rule matches")

// New compiles a policy. It returns all errors joined, each a
// [*document.FieldError] with the path of the field in the document.
func New(c Config) (*Policy, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	return &Policy{c.clone()}, nil
}

// Name returns the policy's name, "" if it has none.
func (p *Policy) Name() string { return p.config.Name }

// Config returns a copy of the configuration of the policy.
func (p *Policy) Config() Config { return p.config.clone() }

// Commitments returns the names of the commitments, in the policy's order.
func (p *Policy) Commitments() []string {
	var names []string
	for _, c := range p.config.Commitments {
		names = append(names, c.Name)
	}
	return names
}

// Wording returns the name of a commitment for a reader who prefers the first of the
// languages ("de-AT", "en"), then the second, and so on. For each language it looks for
// a wording in the document, then for one in the language without its region. If there is
// none, it returns the name of the commitment.
func (p *Policy) Wording(commitment string, languages ...string) string {
	i := slices.IndexFunc(p.config.Commitments, func(c Commitment) bool { return c.Name == commitment })
	if i < 0 {
		return commitment
	}
	for _, tag := range languages {
		for tag != "" {
			if text, ok := p.config.Commitments[i].Wording[tag]; ok {
				return text
			}
			tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
		}
	}
	return commitment
}

// isSame reports whether two policies have the same content.
func (p *Policy) isSame(other *Policy) bool {
	if p == nil || other == nil || p == other {
		return p == other
	}
	doc, err := p.MarshalJSON()
	others, othersErr := other.MarshalJSON()
	if err != nil || othersErr != nil {
		return fmt.Sprint(err) == fmt.Sprint(othersErr)
	}
	return bytes.Equal(doc, others)
}

// String returns the policy's document, which [Parse] reads, or the text of the error if
// it has none.
func (p *Policy) String() string {
	doc, err := p.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	var b bytes.Buffer
	if err := json.Indent(&b, doc, "", "  "); err != nil {
		return err.Error() // not reached: it is JSON
	}
	return string(plaintext.JSON(b.Bytes()))
}

// Terms returns the terms of a promise made at the instant made, by the first rule of
// the commitment that matches the fields, and the reasons. The reasons are complete also
// if there is an error: [ErrNoRule] if no rule matches, [ErrNoQuote] if the rule takes
// its date from history and history has no answer, or that of the calendar if it never
// reaches a deadline.
func (p *Policy) Terms(commitment string, fields Fields, made time.Time) (promise.Terms, Why, error) {
	i := slices.IndexFunc(p.config.Commitments, func(c Commitment) bool { return c.Name == commitment })
	if i < 0 {
		return promise.Terms{}, Why{Commitment: commitment, Rule: -1}, fmt.Errorf("policy: unknown commitment %q; expected %s", commitment, either(p.Commitments()))
	}
	terms, why, err := p.config.Commitments[i].terms(fields, made, 0, p.config.Quoter)
	if err != nil {
		return promise.Terms{}, why, fmt.Errorf("policy: %s: %w", commitment, err)
	}
	return terms, why, nil
}

// terms returns the terms by the rule that applies, and the reasons. They count from the
// instant made, on the business day given; 0 is the day of the instant.
func (c *Commitment) terms(fields Fields, made time.Time, day date.Date, quoter Quoter) (promise.Terms, Why, error) {
	why := c.match(fields)
	if why.Rule < 0 {
		return promise.Terms{}, why, ErrNoRule
	}
	terms, rule := c.Terms, c.Rules[why.Rule]
	terms.Calendar = c.calendarOf(rule)
	var err error
	if terms.Conditions, err = c.conditions(terms, made, day); err != nil {
		return promise.Terms{}, why, err
	}
	if c.Pad.Level > 0 && (rule.Due.IsZero() || rule.Target.IsZero()) {
		var answered bool
		if answered, err = c.quote(&terms, &why, fields, made, day, quoter); answered || err != nil {
			return terms, why, err
		}
	}
	quoted := why.Pad
	terms.Due, terms.Target, why.Pad, err = c.Pad.apply(terms, rule, made, day)
	if err != nil {
		return promise.Terms{}, why, fmt.Errorf("rules[%d]: %w", why.Rule, err)
	}
	if quoted != "" {
		why.Pad = strings.TrimSuffix(quoted+"; "+why.Pad, "; ")
	}
	return terms, why, nil
}

// calendarOf returns the calendar by which a rule counts.
func (c *Commitment) calendarOf(r Rule) *calendar.Calendar {
	if r.Calendar != nil {
		return r.Calendar
	}
	return c.Calendar
}

// about returns the About of the promises of the commitment.
func (c *Commitment) about(fields Fields) promise.About {
	return promise.About{Name: c.Name, Wording: maps.Clone(c.Wording), To: fields[c.To], Owner: fields[c.Owner], Origin: c.Origin, Stake: c.Stake.of(fields)}
}
