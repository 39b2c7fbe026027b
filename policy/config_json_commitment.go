package policy

import (
	"fmt"
	"maps"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// commitmentDocument is a Commitment as JSON, whose calendars are Cs: by name in the
// document of a policy, and in full by itself.
type commitmentDocument[C any] struct {
	Name       string            `json:"name"`
	Audience   Audience          `json:"audience,omitempty"`
	To         string            `json:"to,omitempty"`
	Owner      string            `json:"owner,omitempty"`
	Matter     string            `json:"matter,omitempty"`
	Origin     promise.Origin    `json:"origin,omitempty"`
	Stake      Stake             `json:"stake,omitzero"`
	Wording    map[string]string `json:"wording,omitempty"`
	Calendar   C                 `json:"calendar,omitzero"`
	Clock      *Clock            `json:"clock,omitempty"`
	Rules      []ruleDocument[C] `json:"rules"`
	Pad        Pad               `json:"pad,omitzero"`
	Conditions []Precondition    `json:"conditions,omitempty"`
	Terms      *promise.Terms    `json:"terms,omitempty"`

	Reactions []Reaction    `json:"reactions,omitempty"`
	Offers    []Alternative `json:"offers,omitempty"`
}

// ruleDocument is a Rule as JSON, whose calendar is a C.
type ruleDocument[C any] struct {
	When     fieldValues      `json:"when,omitempty"`
	Calendar C                `json:"calendar,omitzero"`
	Target   promise.Deadline `json:"target,omitzero"`
	Due      promise.Deadline `json:"due,omitzero"`
}

// conditionDocument is a Precondition as JSON.
type conditionDocument struct {
	Name string           `json:"name"`
	By   promise.Deadline `json:"by,omitzero"`
	Else promise.Else     `json:"else,omitempty"`

	Wording map[string]string  `json:"wording,omitempty"`
	Met     oneOrMore[Trigger] `json:"met,omitempty"`
}

// commitment makes the commitment that the document describes, whose calendars are found
// by a function of path and value.
func (d commitmentDocument[C]) commitment(path string, find func(path string, c C) *calendar.Calendar) Commitment {
	c := Commitment{
		Name: d.Name, Audience: d.Audience, To: d.To, Owner: d.Owner, Matter: d.Matter, Origin: d.Origin, Stake: d.Stake, Wording: maps.Clone(d.Wording),
		Calendar: find(path+"calendar", d.Calendar), Pad: d.Pad, Conditions: d.Conditions, Reactions: d.Reactions, Offers: d.Offers,
	}
	if d.Clock != nil {
		c.Clock = *d.Clock
	}
	for k, r := range d.Rules {
		c.Rules = append(c.Rules, r.rule(find(fmt.Sprintf("%srules[%d].calendar", path, k), r.Calendar)))
	}
	if d.Terms != nil {
		c.Terms = *d.Terms
	}
	return c
}

func (d ruleDocument[C]) rule(cal *calendar.Calendar) Rule {
	return Rule{When: d.When.values(), Calendar: cal, Target: d.Target, Due: d.Due}
}

func documentOf[C any](c Commitment, calendar func(*calendar.Calendar) C) commitmentDocument[C] {
	d := commitmentDocument[C]{
		Name: c.Name, Audience: c.Audience, To: c.To, Owner: c.Owner, Matter: c.Matter, Origin: c.Origin, Stake: c.Stake, Wording: c.Wording,
		Calendar: calendar(c.Calendar), Clock: c.Clock.orNil(), Pad: c.Pad, Conditions: c.Conditions, Reactions: c.Reactions, Offers: c.Offers,
	}
	for _, r := range c.Rules {
		d.Rules = append(d.Rules, documentOfRule(r, calendar))
	}
	if !c.Terms.IsZero() {
		d.Terms = &c.Terms
	}
	return d
}

func documentOfRule[C any](r Rule, calendar func(*calendar.Calendar) C) ruleDocument[C] {
	return ruleDocument[C]{When: documentOfValues(r.When), Calendar: calendar(r.Calendar), Target: r.Target, Due: r.Due}
}

// inFull returns the calendar of a document that contains it in full.
func inFull(c *calendar.Calendar) *calendar.Calendar { return c }

// MarshalJSON writes the commitment, its calendars in full.
func (c Commitment) MarshalJSON() ([]byte, error) {
	return document.Marshal("policy", documentOf(c, inFull))
}

// UnmarshalJSON reads the output of MarshalJSON. It returns an error for an unknown
// field.
func (c *Commitment) UnmarshalJSON(doc []byte) error {
	var d commitmentDocument[*calendar.Calendar]
	err := document.Unmarshal("policy", doc, &d)
	*c = d.commitment("", func(_ string, c *calendar.Calendar) *calendar.Calendar { return c })
	return err
}

// MarshalJSON writes the rule, its calendar in full.
func (r Rule) MarshalJSON() ([]byte, error) {
	return document.Marshal("policy", documentOfRule(r, inFull))
}

// UnmarshalJSON reads the output of MarshalJSON. It returns an error for an unknown
// field.
func (r *Rule) UnmarshalJSON(doc []byte) error {
	var d ruleDocument[*calendar.Calendar]
	err := document.Unmarshal("policy", doc, &d)
	*r = d.rule(d.Calendar)
	return err
}

// MarshalJSON writes the precondition. A list of one trigger is written as the trigger.
func (p Precondition) MarshalJSON() ([]byte, error) {
	return document.Marshal("policy", conditionDocument{p.Name, p.By, p.Else, p.Wording, p.Met})
}

// UnmarshalJSON reads the output of MarshalJSON, and also a list of one trigger. It
// returns an error for an unknown field.
func (p *Precondition) UnmarshalJSON(doc []byte) error {
	var d conditionDocument
	err := document.Unmarshal("policy", doc, &d)
	*p = Precondition{d.Name, d.By, d.Else, d.Wording, d.Met}
	return err
}
