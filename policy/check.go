package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// check reports everything wrong with the configuration.
func (c Config) check() error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	if len(c.Commitments) == 0 {
		fail("commitments", "none; say what is promised")
	}
	errs = append(errs, c.Contact.check("contact")...)
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
	errs = append(errs, c.checkConditions(path+".conditions")...)
	errs = append(errs, c.checkTerms(path+".terms"), c.checkAbout(path), c.Stake.check(path+".stake"))
	for i, a := range c.Offers {
		errs = append(errs, a.check(fmt.Sprintf("%s.offers[%d]", path, i)))
	}
	for i, r := range c.Rules {
		errs = append(errs, r.check(fmt.Sprintf("%s.rules[%d]", path, i), c.Calendar, c.Pad.Level > 0))
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
	if len(c.Terms.Conditions) > 0 {
		err = errors.Join(err, fieldError(path+".conditions", errors.New("conditions with dates of their own; give the commitment conditions")))
	}
	if c.Terms.Starts == promise.OnEvent {
		err = errors.Join(err, fieldError(path+".starts", errors.New("\"event\", for which no event of a case stands; say with the clock's start when it starts")))
	}
	terms := c.Terms
	terms.Conditions = nil
	terms.Calendar, terms.Due, terms.Target = calendar.Always(), promise.Within(0), promise.Deadline{}
	return errors.Join(err, calendar.PrefixErrors("policy", path, terms.Validate()))
}

// check reports what is wrong with a rule of a commitment that has this
// calendar.
func (r Rule) check(path string, cal *calendar.Calendar, quoted bool) error {
	var errs []error
	fail := func(path, text string) { errs = append(errs, fieldError(path, errors.New(text))) }
	if r.Calendar == nil && cal == nil {
		fail(path+".calendar", "none; name one here or for the commitment")
	}
	switch {
	case r.Due.IsZero() && r.Target.IsZero() && quoted:
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

// checkAbout reports what is wrong with what is said about its promises.
func (c Commitment) checkAbout(path string) error {
	var errs []error
	if c.Origin != "" && c.Origin != promise.Explicit && c.Origin != promise.Implied {
		errs = append(errs, fieldError(path+".origin", fmt.Errorf("%q is not known; write %q or %q", c.Origin, promise.Explicit, promise.Implied)))
	}
	for _, lang := range sortedKeys(c.Wording) {
		if lang == "" || c.Wording[lang] == "" {
			errs = append(errs, fieldError(path+".wording", fmt.Errorf("%q: %q; write a language and what is promised in it", lang, c.Wording[lang])))
		}
	}
	return errors.Join(errs...)
}

// clone copies what the caller could change later.
func (c Config) clone() Config {
	c.Contact = c.Contact.clone()
	c.Commitments = slices.Clone(c.Commitments)
	for i := range c.Commitments {
		m := &c.Commitments[i]
		m.Rules = slices.Clone(m.Rules)
		m.Conditions = cloneConditions(m.Conditions)
		for k := range m.Rules {
			m.Rules[k].When = cloneValues(m.Rules[k].When)
		}
		m.Clock, m.Reactions = m.Clock.clone(), slices.Clone(m.Reactions)
		m.Wording, m.Offers = maps.Clone(m.Wording), slices.Clone(m.Offers)
		for k := range m.Offers {
			m.Offers[k].Set = maps.Clone(m.Offers[k].Set)
		}
	}
	return c
}
