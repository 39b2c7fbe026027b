package promise

import (
	"strings"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Removal lists what a Revise removes from the terms, as if the terms never
// had it. If the revision does not bind or is undone ([ElseBack]), nothing is
// removed. The zero Removal removes nothing.
type Removal struct {
	// Target removes the target.
	Target bool `json:"target,omitempty"`
	// Notice removes the notice: a later date then binds only with consent.
	Notice bool `json:"notice,omitempty"`
	// Cutoff removes the cut-off, for deadlines that are computed from then on.
	Cutoff bool `json:"cutoff,omitempty"`
	// Conditions removes all conditions, including those that were missed and
	// block the start.
	Conditions bool `json:"conditions,omitempty"`
}

// check returns an error for each field that a revision both removes and gives.
func (r Removal) check(prefix string, named Terms) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	for _, f := range []struct {
		path           string
		removed, named bool
	}{
		{"target", r.Target, !named.Target.IsZero()}, {"notice", r.Notice, named.Notice != 0},
		{"cutoff", r.Cutoff, named.Cutoff != 0}, {"conditions", r.Conditions, len(named.Conditions) > 0},
	} {
		if f.removed && f.named {
			wrong.Add(f.path, "conflicts with terms.%s; remove one of the two", f.path)
		}
	}
	return wrong.Err()
}

// text describes the removal as a part of a sentence: ", without target,
// notice".
func (r Removal) text() string {
	var names []string
	for _, f := range []struct {
		name    string
		removed bool
	}{{"target", r.Target}, {"notice", r.Notice}, {"cut-off", r.Cutoff}, {"conditions", r.Conditions}} {
		if f.removed {
			names = append(names, f.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ", without " + strings.Join(names, ", ")
}

// from returns the terms without the removed fields.
func (r Removal) from(t Terms) Terms {
	if r.Target {
		t.Target = Deadline{}
	}
	if r.Notice {
		t.Notice = 0
	}
	if r.Cutoff {
		t.Cutoff = 0
	}
	if r.Conditions {
		t.Conditions = nil
	}
	return t
}
