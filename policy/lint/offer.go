package lint

import (
	"fmt"
	"maps"
	"slices"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
	"github.com/underpromise/underpromise/promise"
)

// checkOffers finds offers that are never made, because they improve nothing.
func (c *checker) checkOffers(path string, i int, m policy.Commitment) {
	if len(m.Offers) == 0 {
		return
	}
	asked := c.asked()
	for n, offer := range m.Offers {
		at := fmt.Sprintf("%s.offers[%d]", path, n)
		unasked := 0
		for _, field := range slices.Sorted(maps.Keys(offer.Set)) {
			if !asked[field] {
				unasked++
				c.find(i, Warning, at+".set."+field, "name a field that a rule asks for", "sets %q, which the policy does not use", field)
			}
		}
		if unasked == 0 || unasked < len(offer.Set) {
			c.checkOffer(at, i, m, offer)
		}
	}
}

// checkOffer checks the rules that an offer leads to, for all cases that could ask.
func (c *checker) checkOffer(path string, i int, m policy.Commitment, offer policy.Alternative) {
	steps := slices.DeleteFunc(c.stepsWith(m.Rules, offer.Set), func(s step) bool { return c.holds[i][s.from] == cover.No })
	every := func(is func(from, to policy.Rule) bool) bool {
		return !slices.ContainsFunc(steps, func(s step) bool { return s.to >= 0 && !is(m.Rules[s.from], m.Rules[s.to]) })
	}
	switch {
	case !slices.ContainsFunc(steps, func(s step) bool { return s.to >= 0 }):
		c.find(i, Warning, path+".set", "set fields for which a rule matches", "leads to no rule, so that it is never offered")
	case offer.Part != "":
		if every(func(from, to policy.Rule) bool { return isPartLate(m, offer.Due, from, to) }) {
			c.find(i, Warning, path+".due", "promise the part earlier", "the part is never due earlier than the whole")
		}
	case !slices.ContainsFunc(steps, func(s step) bool { return s.to >= 0 && s.to != s.from }):
		c.find(i, Warning, path+".set", "set fields for which another rule holds", "leads to the rule that holds without it, so that it is never offered")
	case every(func(from, to policy.Rule) bool { return isRuleLate(m, from, to) }):
		c.find(i, Warning, path+".set", "lead to a rule that promises more", "leads to no rule that promises anything earlier, so that it is never offered")
	}
}

// isPartLate reports whether a part is never due before the whole.
func isPartLate(m policy.Commitment, part promise.Deadline, from, to policy.Rule) bool {
	due, ok := promised(m, from)
	return ok && calendarOf(m, from).Equal(calendarOf(m, to)) && isNeverEarlier(part, due)
}

// isRuleLate reports whether a rule never promises an earlier date than another. The
// same pad keeps the order of two targets.
func isRuleLate(m policy.Commitment, from, to policy.Rule) bool {
	if !calendarOf(m, from).Equal(calendarOf(m, to)) {
		return false
	}
	if from.Due.IsZero() && to.Due.IsZero() && m.Pad.Level == 0 {
		return isNeverEarlier(to.Target, from.Target)
	}
	was, ok := promised(m, from)
	is, known := promised(m, to)
	return ok && known && isNeverEarlier(is, was)
}

// asked returns the fields that the policy uses.
func (c *checker) asked() map[string]bool {
	asked := map[string]bool{}
	values := func(m map[string][]string) {
		for field := range m {
			asked[field] = true
		}
	}
	for _, t := range c.places {
		values(t.Becomes)
		values(t.Leaves)
		for _, field := range t.Changes {
			asked[field] = true
		}
	}
	for _, m := range c.config.Commitments {
		for _, r := range m.Rules {
			values(r.When)
		}
		for _, pause := range m.Clock.PauseWhile {
			values(pause)
		}
		for _, offer := range m.Offers {
			asked[offer.Cost.Field] = true
		}
		asked[m.To], asked[m.Owner], asked[m.Stake.Field] = true, true, true
	}
	return asked
}
