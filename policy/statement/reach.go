package statement

import (
	"maps"
	"slices"

	"github.com/underpromise/underpromise/policy/internal/cover"
)

// escapes reports whether there is a case that matches when and none of the
// earlier ones, or whether that is undecided. The sentences about such cases are also
// true if there are none.
func (w *writer) escapes(when cover.Box, earlier []cover.Box) bool {
	_, outside := w.cover.Outside(when, earlier)
	return outside != cover.No
}

// A reach is the set of cases to which a rule applies, after the rules before it.
type reach struct {
	none bool // it can never apply
	// when holds, for each field that the rule names, the values with which it
	// can apply.
	when cover.Box
	// rest reports whether earlier rules match some of those cases.
	rest bool
}

// reachOf computes the cases to which a rule applies.
func (w *writer) reachOf(when cover.Box, earlier []cover.Box) reach {
	if !w.escapes(when, earlier) {
		return reach{none: true}
	}
	r := reach{when: cover.Box{}}
	for _, field := range slices.Sorted(maps.Keys(when)) { // in order: the steps are bounded
		narrowed := maps.Clone(when)
		for i, v := range when[field] {
			narrowed[field] = []string{v}
			if !slices.Contains(when[field][:i], v) && w.escapes(narrowed, earlier) {
				r.when[field] = append(r.when[field], v)
			}
		}
		if len(r.when[field]) == 0 {
			return reach{none: true}
		}
	}
	r.rest = slices.ContainsFunc(earlier, r.when.Meets)
	return r
}
