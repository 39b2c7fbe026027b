package lint

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
)

// canHold returns for each rule whether there is a case to which it applies.
func (c *checker) canHold(rules []policy.Rule) []cover.Answer {
	list, holds := boxes(rules), make([]cover.Answer, len(rules))
	for k := range rules {
		_, holds[k] = c.cover.Outside(list[k], list[:k])
	}
	return holds
}

// checkRules finds rules that can never apply, or for which that is not decided.
func (c *checker) checkRules(path string, i int, m policy.Commitment) {
	for k := range m.Rules {
		switch c.holds[i][k] {
		case cover.No:
			c.find(i, Error, fmt.Sprintf("%s.rules[%d]", path, k), "move it up, or take it out", "can never hold: the rules before it match all that it matches")
		case cover.Undecided:
			c.find(i, Note, fmt.Sprintf("%s.rules[%d]", path, k), "ask for fewer fields and values in the rules before it", "undecided: it takes too many steps to find out whether it can hold; it is taken for one that can")
		case cover.Yes:
		}
	}
}

// A pair is two rules of two commitments that apply to the same case.
type pair struct {
	k, n int
	both policy.Fields // such a case; nil if none is known
}

// pairs returns the rules of two commitments that can apply to the same case.
func (c *checker) pairs(i, j int) []pair {
	a, b := boxes(c.config.Commitments[i].Rules), boxes(c.config.Commitments[j].Rules)
	var list []pair
	for k := range a {
		for n := range b {
			hidden := slices.Concat(a[:k], b[:n])
			both, meet := a[k].Meeting(b[n])
			if !meet {
				continue
			}
			if fields, holds := c.cover.Outside(both, hidden); holds != cover.No {
				list = append(list, pair{k, n, fields})
			}
		}
	}
	return list
}

// A step is the effect of setting fields: the rule that applied before, and the one that
// applies after; -1 if none does.
type step struct{ from, to int }

// stepsWith returns the effects of setting fields on the cases to which a rule of a
// commitment applies.
func (c *checker) stepsWith(rules []policy.Rule, set policy.Fields) []step {
	list := boxes(rules)
	var after []cover.Box // what a case must have besides, so that a rule matches once they are set
	var matches []int
	for k, b := range list {
		if rest, ok := taken(b, set); ok {
			after, matches = append(after, rest), append(matches, k)
		}
	}
	var steps []step
	for k, b := range list {
		for n, rest := range after {
			both, meet := b.Meeting(rest)
			if meet && !c.covered(both, slices.Concat(list[:k], after[:n])) {
				steps = append(steps, step{k, matches[n]})
			}
		}
		if !c.covered(b, slices.Concat(list[:k], after)) {
			steps = append(steps, step{k, -1})
		}
	}
	return steps
}

// taken returns the rest of a box after fields are set. ok is false if the box does not
// match then.
func taken(b cover.Box, set policy.Fields) (rest cover.Box, ok bool) {
	rest = cover.Box{}
	for field, values := range b {
		value, isSet := set[field]
		switch {
		case !isSet:
			rest[field] = values
		case len(cover.Within([]string{value}, values)) == 0:
			return nil, false
		}
	}
	return rest, true
}
