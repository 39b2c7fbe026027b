package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// check returns all errors of the configuration.
func (c Config) check() error {
	wrong := document.Problems{Package: packageName}
	if len(c.Commitments) == 0 {
		wrong.Add("commitments", "required; list at least one commitment")
	}
	wrong.Take(c.Contact.check("contact")...)
	names := map[string]bool{}
	for i, m := range c.Commitments {
		path := fmt.Sprintf("commitments[%d]", i)
		switch {
		case m.Name == "":
			wrong.Add(path+".name", "required; for example \"first reply\"")
		case names[m.Name]:
			wrong.Add(path+".name", "duplicate %q; remove one of the two", m.Name)
		}
		names[m.Name] = true
		wrong.Take(m.check(path))
	}
	return wrong.Err()
}

func (c Commitment) check(path string) error {
	wrong := document.Problems{Package: packageName}
	if len(c.Rules) == 0 {
		wrong.Add(path+".rules", "required; for example [{\"target\": \"8h\"}]")
	}
	for _, err := range c.Pad.check() {
		wrong.Take(document.PrefixErrors("policy", path+".pad", err))
	}
	wrong.Take(c.Clock.check(path + ".clock")...)
	wrong.Take(checkReactions(path+".reactions", c.Reactions)...)
	wrong.Take(c.checkConditions(path + ".conditions")...)
	wrong.Take(c.checkTerms(path+".terms"), c.checkAbout(path), c.Stake.check(path+".stake"))
	for i, a := range c.Offers {
		wrong.Take(a.check(fmt.Sprintf("%s.offers[%d]", path, i)))
	}
	for i, r := range c.Rules {
		wrong.Take(r.check(fmt.Sprintf("%s.rules[%d]", path, i), c.Calendar, c.Pad.Level > 0))
	}
	return wrong.Err()
}

// checkTerms returns the errors of the terms of a commitment.
func (c Commitment) checkTerms(path string) error {
	wrong := document.Problems{Package: packageName}
	if c.Terms.Calendar != nil || !c.Terms.Due.IsZero() || !c.Terms.Target.IsZero() {
		wrong.Add(path, "calendar, due and target are not supported here; give them in the commitment and its rules")
	}
	if len(c.Terms.Conditions) > 0 {
		wrong.Add(path+".conditions", "not supported here; write them as the conditions of the commitment")
	}
	if c.Terms.Starts == promise.OnEvent {
		wrong.Add(path+".starts", "%q is not supported in a policy; name the starting event in the commitment's clock", c.Terms.Starts)
	}
	terms := c.Terms
	terms.Conditions = nil
	terms.Calendar, terms.Due, terms.Target = calendar.Always(), promise.Within(0), promise.Deadline{}
	wrong.Take(document.PrefixErrors("policy", path, terms.Validate()))
	return wrong.Err()
}

// check returns the errors of a rule of a commitment with this calendar.
func (r Rule) check(path string, cal *calendar.Calendar, quoted bool) error {
	wrong := document.Problems{Package: packageName}
	if r.Calendar == nil && cal == nil {
		wrong.Add(path+".calendar", "required; name one here or for the commitment")
	}
	_, isBefore := r.Target.BeforeDue()
	switch {
	case r.Due.IsZero() && r.Target.IsZero() && quoted:
	case r.Due.IsZero() && r.Target.IsZero():
		wrong.Add(path, "target or due is required; give one")
	case r.Due.IsZero() && isBefore:
		wrong.Add(path+".due", "required, since the target counts back from it; give one")
	default:
		terms := promise.Terms{Calendar: calendar.Always(), Due: r.Due, Target: r.Target}
		if r.Due.IsZero() {
			terms.Due = promise.Within(0)
		}
		wrong.Take(document.PrefixErrors("policy", path, terms.Validate()))
	}
	for _, field := range sortedKeys(r.When) {
		if len(r.When[field]) == 0 {
			wrong.Add(path+".when."+field, "required; list the values that match")
		}
	}
	return wrong.Err()
}

// checkAbout returns the errors of the fields that describe the promises.
func (c Commitment) checkAbout(path string) error {
	wrong := document.Problems{Package: packageName}
	if c.Origin != "" && c.Origin != promise.Explicit && c.Origin != promise.Implied {
		wrong.Add(path+".origin", "unknown word %q; write %q or %q", c.Origin, promise.Explicit, promise.Implied)
	}
	wrong.Check(path+".audience", audienceWords.Check(c.Audience))
	wrong.Take(checkWording(path+".wording", c.Wording)...)
	return wrong.Err()
}

// checkWording returns the errors of words by language.
func checkWording(path string, words map[string]string) []error {
	wrong := document.Problems{Package: packageName}
	for _, lang := range sortedKeys(words) {
		if lang == "" || words[lang] == "" {
			wrong.Add(path, "invalid entry %q: %q; write a language and the words in it", lang, words[lang])
		}
	}
	return wrong.List()
}

// clone copies what the caller could change later.
func (c Config) clone() Config {
	c.Contact, c.Quoter = c.Contact.clone(), cloneQuoter(c.Quoter)
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
			m.Offers[k].Set, m.Offers[k].Wording = maps.Clone(m.Offers[k].Set), maps.Clone(m.Offers[k].Wording)
		}
	}
	return c
}
