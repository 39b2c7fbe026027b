// Package cover decides which rules of a policy can apply: whether there is a case
// that matches a condition and none of the conditions before it.
//
// The question is NP-complete, so a [Decider] takes a bounded number of steps.
// Beyond them its answer is [Undecided], which is neither yes nor no: a caller must
// then use only what is true in both cases.
package cover

import (
	"maps"
	"slices"
	"strconv"
)

// A Box is a set of cases: for each field that it names, the values that the field
// may have. A field that is not named may have any.
//
// A list made by [Outside] stands for all values except some.
type Box map[string][]string

// allBut begins a list of values that a field may not have.
const allBut = "\x00all but"

// An Answer is whether there is a case outside of boxes.
type Answer uint8

const (
	// No means that there is no such case.
	No Answer = iota + 1
	// Yes means that there is one.
	Yes
	// Undecided means that deciding takes too many steps.
	Undecided
)

const (
	// mostSteps bounds the work of a Decider, and mostStepsOnce that of one question.
	// A step covers 64 values of a field.
	mostSteps     = 8_000_000
	mostStepsOnce = 4_000_000
)

// A Decider answers questions about one policy, with a bounded number of steps for
// all of them. It is not safe for concurrent use.
type Decider struct{ left int }

// New returns a Decider with all its steps.
func New() *Decider { return &Decider{mostSteps} }

// Outside searches for a case that is in a box and in none of the others, whose lists
// are plain. It returns the case with the answer Yes; the case has the fields that the
// box and the others name.
func (d *Decider) Outside(b Box, others []Box) (fields map[string]string, a Answer) {
	if d.left <= 0 {
		return nil, Undecided
	}
	once := min(d.left, mostStepsOnce)
	s, covered := newSearch(b, others, once)
	if covered {
		d.left -= once - s.left
		return nil, No
	}
	domain := make([]set, len(s.fields))
	for i := range domain {
		domain[i] = s.all(i)
	}
	found := s.find(domain, s.clauses)
	d.left -= once - s.left
	switch {
	case found != nil:
		return s.caseOf(found, b, others), Yes
	case s.left <= 0:
		return nil, Undecided
	}
	return nil, No
}

// caseOf returns a case with values that are left. Where they do not miss one of the
// others, a field that may have any value gets one that nothing names.
func (s *search) caseOf(domain []set, b Box, others []Box) map[string]string {
	fields := map[string]string{}
	for i, field := range s.fields {
		for v, value := range s.values[i] {
			if domain[i][v/64]>>(v%64)&1 == 1 {
				fields[field] = value
				break
			}
		}
	}
	for field := range b {
		if _, known := fields[field]; !known {
			fields[field] = unnamed(field, b, others)
		}
	}
	for _, box := range others {
		if field, ok := free(fields, box); ok {
			fields[field] = unnamed(field, b, others)
		}
	}
	return fields
}

// free returns the first field of a box that has no value yet. ok is false if the case
// is outside of the box anyway, by one of the fields that have one.
func free(fields map[string]string, box Box) (first string, ok bool) {
	for _, field := range slices.Sorted(maps.Keys(box)) {
		switch v, known := fields[field]; {
		case known && !slices.Contains(box[field], v):
			return "", false
		case !known && !ok:
			first, ok = field, true
		}
	}
	return first, ok
}

// unnamed returns a value of a field that no box names.
func unnamed(field string, b Box, others []Box) string {
	isNamed := func(v string) bool {
		return slices.Contains(b[field], v) || slices.ContainsFunc(others, func(other Box) bool { return slices.Contains(other[field], v) })
	}
	for i := 1; ; i++ {
		if v := "other " + strconv.Itoa(i); !isNamed(v) {
			return v
		}
	}
}
