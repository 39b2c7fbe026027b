package promise

import (
	"strings"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Removal names what a Revise takes out of the terms. The zero Removal takes nothing
// out. What it takes out is as if the terms had never had it: where the revision does not
// bind, or is taken back ([ElseBack]), it stays.
type Removal struct {
	// Target leaves the promise without a target.
	Target bool `json:"target,omitempty"`
	// Notice leaves it without notice: a later date then binds only by consent.
	Notice bool `json:"notice,omitempty"`
	// Cutoff leaves it without a cut-off, for deadlines that are read from then on.
	Cutoff bool `json:"cutoff,omitempty"`
	// Conditions leaves it without conditions, also those that were missed and for
	// which its start waits.
	Conditions bool `json:"conditions,omitempty"`
}

// IsZero reports whether nothing is taken out.
func (r Removal) IsZero() bool { return r == Removal{} }

// check reports what a revision both takes out and names.
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
			wrong.Add(f.path, "conflicts with terms.%s; write one of the two", f.path)
		}
	}
	return wrong.Err()
}

// text says what is taken out, as a part of a sentence: ", without target, notice".
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

// from returns the terms without what is taken out.
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
