package lint

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/policy"
)

// canHold tells for each rule whether there is a case for which it holds.
func canHold(rules []policy.Rule) []bool {
	list, holds := boxes(rules), make([]bool, len(rules))
	for k := range rules {
		holds[k] = !covered(list[k], list[:k])
	}
	return holds
}

// checkRules finds rules that can never hold.
func (c *checker) checkRules(path string, i int, m policy.Commitment) {
	for k := range m.Rules {
		if !c.holds[i][k] {
			c.find(i, Error, fmt.Sprintf("%s.rules[%d]", path, k), "move it up, or take it out", "can never hold: the rules before it match all that it matches")
		}
	}
}

// A pair is two rules of two commitments that hold for one case.
type pair struct {
	k, n int
	both policy.Fields // such a case; nil if none is known
}

// pairs returns which rules of two commitments can hold for one case.
func (c *checker) pairs(i, j int) []pair {
	a, b := boxes(c.config.Commitments[i].Rules), boxes(c.config.Commitments[j].Rules)
	var list []pair
	for k := range a {
		for n := range b {
			hidden := slices.Concat(a[:k], b[:n])
			if both, meet := meeting(a[k], b[n]); meet && !covered(both, hidden) {
				fields, _ := witness(both, hidden)
				list = append(list, pair{k, n, fields})
			}
		}
	}
	return list
}

// A step is what setting fields does: the rule that held, and the one that holds
// then; -1 if none does.
type step struct{ from, to int }

// stepsWith returns what setting fields can do to the cases for which a rule of a
// commitment holds.
func stepsWith(rules []policy.Rule, set policy.Fields) []step {
	list := boxes(rules)
	var after []box // what a case must have besides, so that a rule matches once they are set
	var matches []int
	for k, b := range list {
		if rest, ok := taken(b, set); ok {
			after, matches = append(after, rest), append(matches, k)
		}
	}
	var steps []step
	for k, b := range list {
		for n, rest := range after {
			both, meet := meeting(b, rest)
			if meet && !covered(both, slices.Concat(list[:k], after[:n])) {
				steps = append(steps, step{k, matches[n]})
			}
		}
		if !covered(b, slices.Concat(list[:k], after)) {
			steps = append(steps, step{k, -1})
		}
	}
	return steps
}

// taken returns what is left of a box once fields are set. ok is false if it does
// not match then.
func taken(b box, set policy.Fields) (rest box, ok bool) {
	rest = box{}
	for field, values := range b {
		value, isSet := set[field]
		switch {
		case !isSet:
			rest[field] = values
		case len(within([]string{value}, values)) == 0:
			return nil, false
		}
	}
	return rest, true
}
