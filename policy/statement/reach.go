package statement

import (
	"maps"
	"slices"
)

// mostSteps bounds the work of deciding which rules of a policy can hold, and
// mostStepsOnce that of one question. Beyond it a rule counts as one that can.
const mostSteps, mostStepsOnce = 500_000, 50_000

// A side is what a field may be: one of some values, or any; but none of others.
type side struct {
	only []string // nil is any
	not  []string
}

// without takes values away. ok is false if nothing is left.
func (s side) without(values []string) (rest side, ok bool) {
	if s.only == nil {
		return side{not: slices.Concat(s.not, values)}, true // there is always another value
	}
	rest.only = slices.DeleteFunc(slices.Clone(s.only), func(v string) bool { return slices.Contains(values, v) })
	return rest, len(rest.only) > 0
}

// misses reports whether the side has none of the values.
func (s side) misses(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool {
		return !slices.Contains(s.not, v) && (s.only == nil || slices.Contains(s.only, v))
	})
}

// A search looks for a case that has one of the values asked for in each field,
// and that none of the earlier conditions matches: for each of them there must be
// a field in which the case is otherwise.
type search struct {
	sides map[string]side
	steps int // left
}

// escapes reports whether there is a case that matches when and none of the
// earlier ones.
func (w *writer) escapes(when map[string][]string, earlier []map[string][]string) bool {
	if slices.ContainsFunc(earlier, func(other map[string][]string) bool { return len(other) == 0 }) {
		return false
	}
	s := search{sides: map[string]side{}, steps: min(w.steps, mostStepsOnce)}
	for field, values := range when {
		s.sides[field] = side{only: values}
	}
	before := s.steps
	found := s.find(earlier)
	w.steps -= before - s.steps
	return found
}

func (s *search) find(earlier []map[string][]string) bool {
	for i, other := range earlier {
		if s.steps--; s.steps <= 0 {
			return true
		}
		if s.avoids(other) {
			continue
		}
		for _, field := range slices.Sorted(maps.Keys(other)) {
			was, known := s.sides[field]
			rest, ok := was.without(other[field])
			if !ok {
				continue
			}
			s.sides[field] = rest
			if s.find(earlier[i+1:]) {
				return true
			}
			if s.sides[field] = was; !known {
				delete(s.sides, field)
			}
		}
		return false
	}
	return true
}

// avoids reports whether no case that is left matches.
func (s *search) avoids(other map[string][]string) bool {
	for field, values := range other {
		if s.sides[field].misses(values) {
			return true
		}
	}
	return false
}

// A reach is to which cases a rule still applies, behind those before it.
type reach struct {
	none bool // it can never hold
	// when holds, for each field that the rule names, the values with which it
	// can hold.
	when map[string][]string
	// rest says that of those cases earlier rules take some away.
	rest bool
}

// reachOf works out to which cases a rule applies.
func (w *writer) reachOf(when map[string][]string, earlier []map[string][]string) reach {
	if !w.escapes(when, earlier) {
		return reach{none: true}
	}
	r := reach{when: map[string][]string{}}
	for field, values := range when {
		narrowed := maps.Clone(when)
		for i, v := range values {
			narrowed[field] = []string{v}
			if !slices.Contains(values[:i], v) && w.escapes(narrowed, earlier) {
				r.when[field] = append(r.when[field], v)
			}
		}
	}
	left := search{sides: map[string]side{}}
	for field, values := range r.when {
		left.sides[field] = side{only: values}
	}
	r.rest = slices.ContainsFunc(earlier, func(other map[string][]string) bool { return !left.avoids(other) })
	return r
}
