package lint

import (
	"fmt"
	"maps"
	"slices"

	"github.com/underpromise/underpromise/policy"
)

// A box is what a rule matches: for each field that it names, the values that the
// field may have. A field that is not named may have any.
type box map[string][]string

// checkRules finds rules that can never hold.
func (c *checker) checkRules(path string, m policy.Commitment) {
	var before []box
	for k, r := range m.Rules {
		if covered(box(r.When), before, new(int)) {
			c.find(Error, fmt.Sprintf("%s.rules[%d]", path, k), "move it up, or take it out", "can never hold: the rules before it match all that it matches")
		}
		before = append(before, box(r.When))
	}
}

// mostSplits bounds the work of deciding one rule. Beyond it a rule counts as one
// that can hold, so that nothing false is said.
const mostSplits = 1_000_000

// covered reports whether all that is in a box is in one of the others. It takes
// the first box that meets this one and looks at what sticks out of it, field by
// field: what lies outside one field's values, then what lies within them and
// outside the next one's.
func covered(b box, others []box, splits *int) bool {
	if *splits++; *splits > mostSplits {
		return false
	}
	i := slices.IndexFunc(others, func(other box) bool { return meets(b, other) })
	if i < 0 {
		return false
	}
	rest := maps.Clone(b)
	if rest == nil {
		rest = box{}
	}
	other := others[i]
	for _, field := range slices.Sorted(maps.Keys(other)) {
		if outside := without(rest[field], other[field]); outside != nil {
			part := maps.Clone(rest)
			part[field] = outside
			if !covered(part, others[i+1:], splits) {
				return false
			}
		}
		rest[field] = within(rest[field], other[field])
	}
	return true
}

// Values of a field that nothing is known of are a nil list; all values but some
// are a list that begins with allBut.
const allBut = "\x00all but"

// meets reports whether the boxes have something in common.
func meets(a, b box) bool {
	for field, values := range b {
		if len(within(a[field], values)) == 0 {
			return false
		}
	}
	return true
}

// within returns those of the values of b, a plain list, that are in a.
func within(a, b []string) []string {
	switch {
	case a == nil:
		return b
	case a[0] == allBut:
		return slices.DeleteFunc(slices.Clone(b), func(v string) bool { return slices.Contains(a, v) })
	}
	return slices.DeleteFunc(slices.Clone(b), func(v string) bool { return !slices.Contains(a, v) })
}

// without returns the values of a that are not in b, a plain list; nil if there
// are none.
func without(a, b []string) []string {
	switch {
	case a == nil:
		return append([]string{allBut}, b...)
	case a[0] == allBut:
		return append(slices.Clone(a), b...)
	}
	left := slices.DeleteFunc(slices.Clone(a), func(v string) bool { return slices.Contains(b, v) })
	if len(left) == 0 {
		return nil
	}
	return left
}

// isIn reports whether all that is in a box is in another.
func isIn(a, b box) bool {
	for field, values := range b {
		if a[field] == nil || len(within(values, a[field])) < len(a[field]) {
			return false
		}
	}
	return true
}
