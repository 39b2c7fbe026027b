package policy

import (
	"fmt"
	"maps"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

type commitmentDocument struct {
	Name       string              `json:"name"`
	Audience   Audience            `json:"audience,omitempty"`
	To         string              `json:"to,omitempty"`
	Owner      string              `json:"owner,omitempty"`
	Matter     string              `json:"matter,omitempty"`
	Origin     promise.Origin      `json:"origin,omitempty"`
	Stake      Stake               `json:"stake,omitzero"`
	Wording    map[string]string   `json:"wording,omitempty"`
	Calendar   string              `json:"calendar,omitempty"`
	Clock      *clockDocument      `json:"clock,omitempty"`
	Rules      []ruleDocument      `json:"rules"`
	Pad        *padDocument        `json:"pad,omitempty"`
	Conditions []conditionDocument `json:"conditions,omitempty"`
	Terms      *promise.Terms      `json:"terms,omitempty"`

	Reactions []reactionDocument    `json:"reactions,omitempty"`
	Offers    []alternativeDocument `json:"offers,omitempty"`
}

type ruleDocument struct {
	When     fieldValues      `json:"when,omitempty"`
	Calendar string           `json:"calendar,omitempty"`
	Target   promise.Deadline `json:"target,omitzero"`
	Due      promise.Deadline `json:"due,omitzero"`
}

type alternativeDocument struct {
	Name      string           `json:"name"`
	Set       Fields           `json:"set,omitempty"`
	Part      string           `json:"part,omitempty"`
	Due       promise.Deadline `json:"due,omitzero"`
	Condition string           `json:"condition,omitempty"`
	By        promise.Deadline `json:"by,omitzero"`

	Wording map[string]string `json:"wording,omitempty"`
	Cost    Stake             `json:"cost,omitzero"`
	Why     string            `json:"why,omitempty"`
}

type conditionDocument struct {
	Name string           `json:"name"`
	By   promise.Deadline `json:"by,omitzero"`
	Else promise.Else     `json:"else,omitempty"`

	Wording map[string]string          `json:"wording,omitempty"`
	Met     oneOrMore[triggerDocument] `json:"met,omitempty"`
}

type padDocument struct {
	Fixed   string  `json:"fixed,omitempty"`
	Percent float64 `json:"percent,omitempty"`
	AtLeast string  `json:"at_least,omitempty"`
	AtMost  string  `json:"at_most,omitempty"`
	Level   float64 `json:"level,omitempty"`
	Round   Round   `json:"round,omitempty"`
}

// commitment makes the commitment that the document describes.
func (d commitmentDocument) commitment(path string, named func(path, name string) *calendar.Calendar, wrong *document.Problems) Commitment {
	c := Commitment{
		Name: d.Name, Audience: d.Audience, To: d.To, Owner: d.Owner, Matter: d.Matter, Origin: d.Origin, Stake: d.Stake, Wording: maps.Clone(d.Wording),
		Calendar: named(path+".calendar", d.Calendar), Clock: d.Clock.clock(),
	}
	for k, r := range d.Rules {
		cal := named(fmt.Sprintf("%s.rules[%d].calendar", path, k), r.Calendar)
		c.Rules = append(c.Rules, Rule{When: r.When.values(), Calendar: cal, Target: r.Target, Due: r.Due})
	}
	if d.Pad != nil {
		c.Pad = d.Pad.pad(path+".pad", wrong)
	}
	for _, p := range d.Conditions {
		c.Conditions = append(c.Conditions, Precondition{p.Name, p.By, p.Else, maps.Clone(p.Wording), triggers(p.Met)})
	}
	if d.Terms != nil {
		c.Terms = *d.Terms
	}
	for k, r := range d.Reactions {
		c.Reactions = append(c.Reactions, r.reaction(fmt.Sprintf("%s.reactions[%d]", path, k), wrong))
	}
	for _, a := range d.Offers {
		c.Offers = append(c.Offers, Alternative(a))
	}
	return c
}

func documentOf(c Commitment, name func(*calendar.Calendar) string) commitmentDocument {
	d := commitmentDocument{
		Name: c.Name, Audience: c.Audience, To: c.To, Owner: c.Owner, Matter: c.Matter, Origin: c.Origin, Stake: c.Stake, Wording: c.Wording,
		Calendar: name(c.Calendar), Clock: documentOfClock(c.Clock), Pad: documentOfPad(c.Pad),
	}
	for _, r := range c.Rules {
		d.Rules = append(d.Rules, ruleDocument{When: documentOfValues(r.When), Calendar: name(r.Calendar), Target: r.Target, Due: r.Due})
	}
	for _, r := range c.Reactions {
		d.Reactions = append(d.Reactions, reactionDocument{r.Name, r.When, durationText(r.Every), r.Times, r.Wall, r.Do})
	}
	for _, p := range c.Conditions {
		d.Conditions = append(d.Conditions, conditionDocument{p.Name, p.By, p.Else, p.Wording, documentOfTriggers(p.Met)})
	}
	for _, a := range c.Offers {
		d.Offers = append(d.Offers, alternativeDocument(a))
	}
	if !c.Terms.IsZero() {
		d.Terms = &c.Terms
	}
	return d
}

func documentOfPad(p Pad) *padDocument {
	if p == (Pad{}) {
		return nil
	}
	return &padDocument{durationText(p.Fixed), p.Percent, durationText(p.AtLeast), durationText(p.AtMost), p.Level, p.Round}
}

// durationText writes a duration as Go does, "" for none.
func durationText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// reactionDocument is a Reaction as JSON.
type reactionDocument struct {
	Name  string `json:"name"`
	When  Moment `json:"when"`
	Every string `json:"every,omitempty"`
	Times int    `json:"times,omitempty"`
	Wall  bool   `json:"wall,omitempty"`
	Do    string `json:"do,omitempty"`
}

func (d reactionDocument) reaction(path string, wrong *document.Problems) Reaction {
	r := Reaction{Name: d.Name, When: d.When, Times: d.Times, Wall: d.Wall, Do: d.Do}
	readDuration(path+".every", d.Every, &r.Every, wrong)
	return r
}

// readDuration reads a duration, "" for none.
func readDuration(path, text string, into *time.Duration, wrong *document.Problems) {
	if text == "" {
		return
	}
	d, err := document.ParseDuration(text)
	wrong.Take(document.PrefixErrors("policy", wrong.Below+path, err))
	*into = d
}

func (d padDocument) pad(path string, wrong *document.Problems) Pad {
	p := Pad{Percent: d.Percent, Level: d.Level, Round: d.Round}
	readDuration(path+".fixed", d.Fixed, &p.Fixed, wrong)
	readDuration(path+".at_least", d.AtLeast, &p.AtLeast, wrong)
	readDuration(path+".at_most", d.AtMost, &p.AtMost, wrong)
	return p
}
