package statement

import (
	"maps"
	"slices"

	"github.com/underpromise/underpromise/policy/internal/cover"
)

// escapes reports whether there is a case that matches when and none of the
// earlier ones, or may be one: where that is undecided, what is said of such cases
// is true if there are none.
func (w *writer) escapes(when cover.Box, earlier []cover.Box) bool {
	_, outside := w.cover.Outside(when, earlier)
	return outside != cover.No
}

// A reach is to which cases a rule still applies, behind those before it.
type reach struct {
	none bool // it can never hold
	// when holds, for each field that the rule names, the values with which it
	// can hold.
	when cover.Box
	// rest says that of those cases earlier rules take some away.
	rest bool
}

// reachOf works out to which cases a rule applies.
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
