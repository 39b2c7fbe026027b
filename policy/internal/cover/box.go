package cover

import (
	"maps"
	"slices"
)

// Meets reports whether the boxes have a case in common. The lists of other are
// plain.
func (b Box) Meets(other Box) bool {
	_, ok := b.Meeting(other)
	return ok
}

// Meeting returns the intersection of two boxes, each of which may have lists made by
// [Outside]. ok is false if it is empty.
func (b Box) Meeting(other Box) (both Box, ok bool) {
	both = maps.Clone(b)
	if both == nil {
		both = Box{}
	}
	for field, values := range other {
		switch old := both[field]; {
		case len(values) == 0 || values[0] != allBut:
			both[field] = Within(old, values)
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

// IsIn reports whether all cases of a box are in another.
func (b Box) IsIn(other Box) bool {
	for field, values := range other {
		if b[field] == nil || len(Within(values, b[field])) < len(b[field]) {
			return false
		}
	}
	return true
}

// Outside returns the cases in which a field has none of some values.
func Outside(field string, values []string) Box {
	return Box{field: append([]string{allBut}, values...)}
}

// Within returns the values of b, a plain list, that are also in a; a nil list is every
// value.
func Within(a, b []string) []string {
	switch {
	case a == nil:
		return b
	case a[0] == allBut:
		return slices.DeleteFunc(slices.Clone(b), func(v string) bool { return slices.Contains(a, v) })
	}
	return slices.DeleteFunc(slices.Clone(b), func(v string) bool { return !slices.Contains(a, v) })
}

// without returns the values of a that are not in b, a plain list; nil if there are
// none.
func without(a, b []string) []string {
	if a[0] == allBut {
		return append(slices.Clone(a), b...)
	}
	left := slices.DeleteFunc(slices.Clone(a), func(v string) bool { return slices.Contains(b, v) })
	if len(left) == 0 {
		return nil
	}
	return left
}
