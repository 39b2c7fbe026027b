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

// Fields are what is known of a case: its priority, its customer, its channel.
// A field that is not there has the value "".
type Fields map[string]string

// A Config says what a policy is made of; [New] compiles it.
type Config struct {
	// Name says whose policy it is. Defaults to none.
	Name string
	// Commitments are what is promised. Required.
	Commitments []Commitment
	// Contact says which events count as contact with the customer. Defaults to
	// none: then nothing is known about silence.
	Contact ContactConfig
	// Quoter answers pads that ask for a level. Defaults to none.
	Quoter Quoter
}

// A Commitment is one thing that is promised for every case: a first reply, a
// resolution, a delivery.
type Commitment struct {
	// Name says what is promised ("first reply"). Required, and different for
	// each.
	Name string
	// Calendar is by which its rules count. Required, unless each rule has its
	// own.
	Calendar *calendar.Calendar
	// Rules say how much is promised. The first one that matches a case holds;
	// a case that none matches gets no promise. Required.
	Rules []Rule
	// Pad makes the promise from a rule's target, or the target from its
	// promise. Defaults to none: then they are the same.
	Pad Pad
	// Clock says when its clock starts, stops and pauses. Defaults to one that
	// starts when a case is opened and never stops.
	Clock Clock
	// Reactions say what to do about its promises, and when. Defaults to
	// nothing.
	Reactions []Reaction
	// Audience is to whom it is promised. Defaults to [AudienceCustomer].
	Audience Audience
	// To and Owner name the fields of a case that say to whom it is promised and
	// who must keep it. They default to none.
	To, Owner string
	// Matter says what it is about, where another commitment promises something
	// about the same: then [Case.Conflicts] tells where they disagree. Defaults
	// to none.
	Matter string
	// Origin says whether it is said at all, or follows from a website or a
	// habit. Defaults to [promise.Explicit].
	Origin promise.Origin
	// Stake is what is lost if it is broken. Defaults to nothing.
	Stake Stake
	// Wording says to customers what is promised, by language ("en": "an
	// answer"). It completes a sentence that begins with "you will have"; package
	// wording says in which form other languages take it. Defaults to the name, in
	// quotation marks.
	Wording map[string]string
	// Offers are what can be offered to a customer who wishes an earlier date.
	// Defaults to nothing.
	Offers []Alternative
	// Conditions are what the customer must do first. Defaults to nothing.
	Conditions []Precondition
	// Terms holds what every promise of the commitment has besides: notice,
	// cut-off, what pauses and reopening do. Its calendar, due, target and
	// conditions stay empty. Defaults to none of it.
	Terms promise.Terms
}

// Audience is to whom a commitment promises something.
type Audience string

const (
	// AudienceCustomer is the customer: a later date needs consent, notice, or a
	// clock with [LaterBinds].
	AudienceCustomer Audience = "customer"
	// AudienceTeam is the team itself (operational level agreement): a later date
	// of a rule binds, and a clock that starts anew has its own date.
	AudienceTeam Audience = "team"
	// AudienceSupplier is a supplier who promises something to us (underpinning
	// contract). A later date binds as for [AudienceTeam].
	AudienceSupplier Audience = "supplier"
)

// A Rule says how much is promised to the cases that it matches. It gives the
// target, from which the pad makes the promise, or the due, from which the pad
// makes the target; if it gives both, they stay as they are.
type Rule struct {
	// When names the values that fields must have: one of those listed, for
	// every field. Defaults to every case.
	When map[string][]string
	// Calendar is by which this rule counts. Defaults to the commitment's.
	Calendar *calendar.Calendar
	// Target is what the team aims for, Due what the customer is told. At
	// least one is required.
	Target, Due promise.Deadline
}

// A Policy says what to promise. It is compiled once by [Parse] or [New] and
// asked many times; it is immutable and safe for concurrent use. The zero
// Policy has no commitments.
type Policy struct {
	config Config
}

// ErrNoRule says that no rule of a commitment matches a case, which is then
// promised nothing.
var ErrNoRule = errors.New("no rule matches")

// New compiles a policy. Its errors, all of them joined, are each a
// [*document.FieldError] with the path of the field in the document.
func New(c Config) (*Policy, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	return &Policy{c.clone()}, nil
}

// Name returns the policy's name, "" if it has none.
func (p *Policy) Name() string { return p.config.Name }

// Config returns what the policy was compiled from, as a copy.
func (p *Policy) Config() Config { return p.config.clone() }

// Commitments returns the names of the commitments, in the policy's order.
func (p *Policy) Commitments() []string {
	var names []string
	for _, c := range p.config.Commitments {
		names = append(names, c.Name)
	}
	return names
}

// Wording returns what a commitment is called to a reader, who prefers the first
// of the languages ("de-AT", "en"), then the second: as the document words it in
// that language or, without its region, in the one that it belongs to; otherwise
// by its name.
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

// isSame reports whether two policies say the same.
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

// String returns the policy's document, which [Parse] reads, or why it has none.
func (p *Policy) String() string {
	doc, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(plaintext.JSON(doc))
}

// Terms returns what to promise at the instant made, by the first rule of the
// commitment that matches the fields, and why. The why is whole even on an
// error: [ErrNoRule] if no rule matches, [ErrNoQuote] if the rule leaves it to
// history, which has no answer, or that of the calendar if it never reaches a
// deadline.
func (p *Policy) Terms(commitment string, fields Fields, made time.Time) (promise.Terms, Why, error) {
	i := slices.IndexFunc(p.config.Commitments, func(c Commitment) bool { return c.Name == commitment })
	if i < 0 {
		return promise.Terms{}, Why{Commitment: commitment, Rule: -1}, fmt.Errorf("policy: there is no commitment %q; known are %s", commitment, strings.Join(p.Commitments(), ", "))
	}
	terms, why, err := p.config.Commitments[i].terms(fields, made, 0, p.config.Quoter)
	if err != nil {
		return promise.Terms{}, why, fmt.Errorf("policy: %s: %w", commitment, err)
	}
	return terms, why, nil
}

// terms returns what to promise by the rule that holds, and why. It counts from the
// instant made, on the business day to which that belongs; 0 leaves the day to it.
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

// about says what its promises are about.
func (c *Commitment) about(fields Fields) promise.About {
	return promise.About{Name: c.Name, Wording: maps.Clone(c.Wording), To: fields[c.To], Owner: fields[c.Owner], Origin: c.Origin, Stake: c.Stake.of(fields)}
}

// holds returns the number of the rule that holds; -1 if none does.
func (c *Commitment) holds(fields Fields) int {
	for i := range c.Rules {
		if have(fields, c.Rules[i].When) {
			return i
		}
	}
	return -1
}

// match finds the first rule that matches, and says why those before it do not.
func (c *Commitment) match(fields Fields) Why {
	why := Why{Commitment: c.Name, Rule: c.holds(fields)}
	for i := range c.Rules {
		why.Rules = append(why.Rules, c.Rules[i].mismatch(fields))
		if i == why.Rule {
			break
		}
	}
	return why
}

// mismatch says why the rule does not match the fields; "" if it does.
func (r *Rule) mismatch(fields Fields) string {
	for _, name := range sortedKeys(r.When) {
		if values := r.When[name]; !slices.Contains(values, fields[name]) {
			return fmt.Sprintf("%s is %q, not %s", name, fields[name], either(values))
		}
	}
	return ""
}

// Why says how a promise came to be what it is.
type Why struct {
	// Commitment is what is promised.
	Commitment string
	// Rule is the number of the rule that matched, counted from 0; -1 if none
	// did.
	Rule int
	// Rules says for each rule up to that one why it did not match; it is
	// empty for the one that did.
	Rules []string
	// Pad says what the pad did, and whether it was cut; empty if there is
	// none.
	Pad string
}

// String says it in lines: the rule that matched first, then why those before
// it did not.
func (w Why) String() string {
	var b strings.Builder
	commitment := plaintext.Field(w.Commitment)
	if w.Rule < 0 {
		fmt.Fprintf(&b, "%s: no rule matches\n", commitment)
	} else {
		fmt.Fprintf(&b, "%s: rule %d matches\n", commitment, w.Rule+1)
	}
	if w.Pad != "" {
		fmt.Fprintf(&b, "  pad: %s\n", plaintext.Sentence(w.Pad))
	}
	for i, reason := range w.Rules {
		if reason != "" {
			fmt.Fprintf(&b, "  rule %d does not: %s\n", i+1, plaintext.Sentence(reason))
		}
	}
	return b.String()
}
