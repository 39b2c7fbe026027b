package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// policyDocument is a Policy as JSON.
type policyDocument struct {
	Version     int                  `json:"version"`
	Name        string               `json:"name,omitempty"`
	Calendars   []json.RawMessage    `json:"calendars,omitempty"`
	Commitments []commitmentDocument `json:"commitments"`
}

type commitmentDocument struct {
	Name     string         `json:"name"`
	To       string         `json:"to,omitempty"`
	Owner    string         `json:"owner,omitempty"`
	Calendar string         `json:"calendar,omitempty"`
	Clock    *clockDocument `json:"clock,omitempty"`
	Rules    []ruleDocument `json:"rules"`
	Pad      *padDocument   `json:"pad,omitempty"`
	Terms    *promise.Terms `json:"terms,omitempty"`

	Reactions []reactionDocument `json:"reactions,omitempty"`
}

type ruleDocument struct {
	When     fieldValues      `json:"when,omitempty"`
	Calendar string           `json:"calendar,omitempty"`
	Target   promise.Deadline `json:"target,omitzero"`
	Due      promise.Deadline `json:"due,omitzero"`
}

type padDocument struct {
	Fixed   string  `json:"fixed,omitempty"`
	Percent float64 `json:"percent,omitempty"`
	AtLeast string  `json:"at_least,omitempty"`
	AtMost  string  `json:"at_most,omitempty"`
	Round   Round   `json:"round,omitempty"`
}

// Parse reads a policy from its document. Its commitments and rules name
// calendars: those under "calendars", or those given. Every problem is
// reported, each a [*calendar.FieldError] with its path, joined.
func Parse(doc []byte, calendars ...*calendar.Calendar) (*Policy, error) {
	var d policyDocument
	err := calendar.UnmarshalStrict("policy", doc, &d)
	p, more := d.compile(calendars)
	if err = calendar.JoinErrors(err, more); err != nil {
		return nil, err
	}
	return p, nil
}

// UnmarshalJSON reads what [Parse] reads, all calendars under "calendars".
func (p *Policy) UnmarshalJSON(doc []byte) error {
	parsed, err := Parse(doc)
	if err == nil {
		*p = *parsed
	}
	return err
}

// MarshalJSON writes the policy with all its calendars. A calendar without a
// name, or two under one, cannot be written: an error.
func (p *Policy) MarshalJSON() ([]byte, error) {
	d := policyDocument{Version: 1, Name: p.config.Name}
	written := map[string]*calendar.Calendar{}
	var errs []error
	name := func(c *calendar.Calendar) string {
		switch {
		case c == nil:
			return ""
		case c.Name() == "":
			errs = append(errs, fieldError("calendars", fmt.Errorf("%s has no name; give it one, so that rules can name it", c)))
		case written[c.Name()] == nil:
			written[c.Name()] = c
		case !c.Equal(written[c.Name()]):
			errs = append(errs, fieldError("calendars", fmt.Errorf("two are called %q; rename one", c.Name())))
		}
		return c.Name()
	}
	for _, c := range p.config.Commitments {
		d.Commitments = append(d.Commitments, documentOf(c, name))
	}
	for _, key := range sortedKeys(written) {
		text, err := json.Marshal(written[key])
		errs = append(errs, err)
		d.Calendars = append(d.Calendars, text)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return json.Marshal(d)
}

func documentOf(c Commitment, name func(*calendar.Calendar) string) commitmentDocument {
	d := commitmentDocument{
		Name: c.Name, To: c.To, Owner: c.Owner, Calendar: name(c.Calendar), Clock: documentOfClock(c.Clock), Pad: documentOfPad(c.Pad),
	}
	for _, r := range c.Rules {
		d.Rules = append(d.Rules, ruleDocument{When: documentOfValues(r.When), Calendar: name(r.Calendar), Target: r.Target, Due: r.Due})
	}
	for _, r := range c.Reactions {
		d.Reactions = append(d.Reactions, reactionDocument{r.Name, r.When, durationText(r.Every), r.Times, r.Do})
	}
	if text, err := json.Marshal(c.Terms); err == nil && string(text) != "{}" {
		d.Terms = &c.Terms
	}
	return d
}

// compile makes the policy that the document describes.
func (d policyDocument) compile(given []*calendar.Calendar) (*Policy, error) {
	var errs []error
	fail := func(path string, err error) { errs = append(errs, fieldError(path, err)) }
	if d.Version < 0 || d.Version > 1 {
		fail("version", fmt.Errorf("%d is not known; this is version 1", d.Version))
	}
	known := map[string]*calendar.Calendar{}
	for _, c := range given {
		if c != nil {
			known[c.Name()] = c
		}
	}
	own := map[string]bool{}
	for i, doc := range d.Calendars {
		path := fmt.Sprintf("calendars[%d]", i)
		c, err := calendar.Parse(doc)
		switch {
		case err != nil:
			errs = append(errs, calendar.PrefixErrors("policy", path, err))
		case c.Name() == "":
			fail(path+".name", errors.New("none; name it, so that rules can"))
		case own[c.Name()]:
			fail(path+".name", fmt.Errorf("%q is there twice; keep one", c.Name()))
		default:
			known[c.Name()], own[c.Name()] = c, true
		}
	}
	named := func(path, name string) *calendar.Calendar {
		if name != "" && known[name] == nil {
			fail(path, fmt.Errorf("there is no calendar %q; known are %s", name, either(sortedKeys(known))))
			return calendar.Always() // so that this is not told twice
		}
		return known[name]
	}
	config := Config{Name: d.Name}
	for i, cd := range d.Commitments {
		path := fmt.Sprintf("commitments[%d]", i)
		c := Commitment{Name: cd.Name, To: cd.To, Owner: cd.Owner, Calendar: named(path+".calendar", cd.Calendar), Clock: cd.Clock.clock()}
		for k, rd := range cd.Rules {
			cal := named(fmt.Sprintf("%s.rules[%d].calendar", path, k), rd.Calendar)
			c.Rules = append(c.Rules, Rule{When: rd.When.values(), Calendar: cal, Target: rd.Target, Due: rd.Due})
		}
		if cd.Pad != nil {
			c.Pad = cd.Pad.pad(path+".pad", fail)
		}
		if cd.Terms != nil {
			c.Terms = *cd.Terms
		}
		for k, rd := range cd.Reactions {
			c.Reactions = append(c.Reactions, rd.reaction(fmt.Sprintf("%s.reactions[%d]", path, k), fail))
		}
		config.Commitments = append(config.Commitments, c)
	}
	p, more := New(config)
	if err := calendar.JoinErrors(errors.Join(errs...), more); err != nil {
		return nil, err
	}
	return p, nil
}

func documentOfPad(p Pad) *padDocument {
	if p.isZero() {
		return nil
	}
	return &padDocument{durationText(p.Fixed), p.Percent, durationText(p.AtLeast), durationText(p.AtMost), p.Round}
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
	Do    string `json:"do,omitempty"`
}

func (d reactionDocument) reaction(path string, fail func(string, error)) Reaction {
	r := Reaction{Name: d.Name, When: d.When, Times: d.Times, Do: d.Do}
	readDuration(path+".every", d.Every, &r.Every, fail)
	return r
}

// readDuration reads a duration, "" for none.
func readDuration(path, text string, into *time.Duration, fail func(string, error)) {
	if text == "" {
		return
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		fail(path, fmt.Errorf("%.40q is not a duration; write one like 30m or 4h", text))
	}
	*into = d
}

func (d padDocument) pad(path string, fail func(string, error)) Pad {
	p := Pad{Percent: d.Percent, Round: d.Round}
	readDuration(path+".fixed", d.Fixed, &p.Fixed, fail)
	readDuration(path+".at_least", d.AtLeast, &p.AtLeast, fail)
	readDuration(path+".at_most", d.AtMost, &p.AtMost, fail)
	return p
}

// check reports everything wrong with the configuration.
func (c Config) check() error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	if len(c.Commitments) == 0 {
		fail("commitments", "none; say what is promised")
	}
	names := map[string]bool{}
	for i, m := range c.Commitments {
		path := fmt.Sprintf("commitments[%d]", i)
		switch {
		case m.Name == "":
			fail(path+".name", "none; name what is promised, like first reply")
		case names[m.Name]:
			fail(path+".name", "%q is there twice; keep one", m.Name)
		}
		names[m.Name] = true
		errs = append(errs, m.check(path))
	}
	return errors.Join(errs...)
}

func (c Commitment) check(path string) error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	if len(c.Rules) == 0 {
		fail(path+".rules", "none; say how much is promised")
	}
	for _, err := range c.Pad.check() {
		errs = append(errs, calendar.PrefixErrors("policy", path+".pad", err))
	}
	errs = append(errs, c.Clock.check(path+".clock")...)
	errs = append(errs, checkReactions(path+".reactions", c.Reactions)...)
	errs = append(errs, c.checkTerms(path+".terms"))
	for i, r := range c.Rules {
		errs = append(errs, r.check(fmt.Sprintf("%s.rules[%d]", path, i), c.Calendar))
	}
	return errors.Join(errs...)
}

// checkTerms reports what is wrong with what all promises of the commitment
// have.
func (c Commitment) checkTerms(path string) error {
	var err error
	if c.Terms.Calendar != nil || !c.Terms.Due.IsZero() || !c.Terms.Target.IsZero() {
		err = fieldError(path, errors.New("has a calendar, due or target; the commitment and its rules give those"))
	}
	terms := c.Terms
	terms.Calendar, terms.Due, terms.Target = calendar.Always(), promise.Within(0), promise.Deadline{}
	return errors.Join(err, calendar.PrefixErrors("policy", path, terms.Validate()))
}

// check reports what is wrong with a rule of a commitment that has this
// calendar.
func (r Rule) check(path string, cal *calendar.Calendar) error {
	var errs []error
	fail := func(path, text string) { errs = append(errs, fieldError(path, errors.New(text))) }
	if r.Calendar == nil && cal == nil {
		fail(path+".calendar", "none; name one here or for the commitment")
	}
	switch {
	case r.Due.IsZero() && r.Target.IsZero():
		fail(path, "neither a target nor a due; give one")
	case r.Due.IsZero() && r.Target.IsBefore():
		fail(path+".due", "none, before which the target could lie; give one")
	default:
		terms := promise.Terms{Calendar: calendar.Always(), Due: r.Due, Target: r.Target}
		if r.Due.IsZero() {
			terms.Due = promise.Within(0)
		}
		errs = append(errs, calendar.PrefixErrors("policy", path, terms.Validate()))
	}
	for _, field := range sortedKeys(r.When) {
		if len(r.When[field]) == 0 {
			fail(path+".when."+field, "no value; list those that match")
		}
	}
	return errors.Join(errs...)
}

// clone copies what the caller could change later.
func (c Config) clone() Config {
	c.Commitments = slices.Clone(c.Commitments)
	for i := range c.Commitments {
		m := &c.Commitments[i]
		m.Rules = slices.Clone(m.Rules)
		m.Terms.Conditions = slices.Clone(m.Terms.Conditions)
		for k := range m.Rules {
			m.Rules[k].When = cloneValues(m.Rules[k].When)
		}
		m.Clock, m.Reactions = m.Clock.clone(), slices.Clone(m.Reactions)
	}
	return c
}

func fieldError(path string, err error) error {
	return &calendar.FieldError{Package: "policy", Path: path, Err: err}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// either lists values as "a", "b" or "c".
func either(list []string) string {
	var quoted []string
	for _, s := range list {
		quoted = append(quoted, strconv.Quote(s))
	}
	switch n := len(quoted); n {
	case 0:
		return "none"
	case 1:
		return quoted[0]
	default:
		return strings.Join(quoted[:n-1], ", ") + " or " + quoted[n-1]
	}
}
