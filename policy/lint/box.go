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

// Values of a field that nothing is known of are a nil list; all values but some
// are a list that begins with allBut.
const allBut = "\x00all but"

// mostSplits bounds the work of deciding about one box. Beyond it nothing is known,
// so that nothing false is said.
const mostSplits = 1_000_000

// covered reports whether all that is in a box is in one of the others, for sure.
func covered(b box, others []box) bool {
	part, sure := outside(b, others, new(int))
	return part == nil && sure
}

// witness returns a case that is in a box and in none of the others. ok is false if
// there is none, or none is known.
func witness(b box, others []box) (fields policy.Fields, ok bool) {
	part, _ := outside(b, others, new(int))
	if part == nil {
		return nil, false
	}
	fields = policy.Fields{}
	for field, values := range part {
		fields[field] = values[0]
		for i := 1; values[0] == allBut && (i == 1 || slices.Contains(values, fields[field])); i++ {
			fields[field] = fmt.Sprint("other ", i)
		}
	}
	return fields, true
}

// outside returns a part of a box that is in none of the others, nil if there is
// none; sure is false if that took too long to find out. It takes the first box
// that meets this one and looks at what sticks out of it, field by field: what lies
// outside one field's values, then what lies within them and outside the next one's.
func outside(b box, others []box, splits *int) (part box, sure bool) {
	if *splits++; *splits > mostSplits {
		return nil, false
	}
	rest := maps.Clone(b)
	if rest == nil {
		rest = box{}
	}
	i := slices.IndexFunc(others, func(other box) bool { return meets(b, other) })
	if i < 0 {
		return rest, true
	}
	other := others[i]
	for _, field := range slices.Sorted(maps.Keys(other)) {
		if out := without(rest[field], other[field]); out != nil {
			beyond := maps.Clone(rest)
			beyond[field] = out
			if part, sure = outside(beyond, others[i+1:], splits); part != nil || !sure {
				return part, sure
			}
		}
		rest[field] = within(rest[field], other[field])
	}
	return nil, true
}

// meets reports whether the boxes have something in common.
func meets(a, b box) bool {
	for field, values := range b {
		if len(within(a[field], values)) == 0 {
			return false
		}
	}
	return true
}

// meeting returns what two boxes have in common.
func meeting(a, b box) (box, bool) {
	both := maps.Clone(a)
	if both == nil {
		both = box{}
	}
	for field, values := range b {
		if both[field] = within(both[field], values); len(both[field]) == 0 {
			return nil, false
		}
	}
	return both, true
}

// common returns what two boxes have in common, each of which may have all values but
// some for a field.
func common(a, b box) (box, bool) {
	both := maps.Clone(a)
	if both == nil {
		both = box{}
	}
	for field, values := range b {
		switch old := both[field]; {
		case len(values) == 0 || values[0] != allBut:
			both[field] = within(old, values)
		case old == nil:
			both[field] = values
		default:
			both[field] = without(old, values[1:])
		}
		if len(both[field]) == 0 {
			return nil, false
		}
	}
	return both, true
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

// boxes returns what each of the rules matches.
func boxes(rules []policy.Rule) []box {
	list := make([]box, len(rules))
	for i, r := range rules {
		list[i] = box(r.When)
	}
	return list
}
