package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// mostNotes is the maximum number of notes written in full; the others are
// counted.
const mostNotes = 8

// A note is an event or a stretch, written below the bar with a number.
type note struct {
	from, to time.Time // to is zero if it has no length
	kind     noteKind
	look     look // of its badge; none for a plain disc
	until    bool // from is a last instant, until which it can happen
	words    words
	when     string
}

// noteKind is the kind of a note. Notes of the first kinds are kept longest.
type noteKind uint8

const (
	ofCondition noteKind = iota
	ofLate
	ofRevision
	ofPause
	ofUpdate
	ofOther
	ofClosure
	ofRemark
)

var noteNames = [...]string{ofCondition: "condition", ofLate: "late update", ofRevision: "revision", ofPause: "pause", ofUpdate: "update", ofOther: "other stretch", ofClosure: "closure", ofRemark: "remark"}

// note returns the note of a stretch, if it has one.
func (x stretch) note() (n note, ok bool) {
	n = note{from: x.from, to: x.to, words: words{plain: x.text}}
	switch x.kind {
	case paused:
		n.kind, n.words.strong = ofPause, "paused"
		if x.holds {
			n.words.strong = "paused, the due does not move"
		}
	case closed:
		n.kind, n.words.strong = ofClosure, "closed"
	case reopened:
		n.kind, n.words.strong = ofOther, "done, reopened later"
		if x.text == "withdrawn" {
			n.words.strong = "withdrawn, reopened later"
		}
		n.words.plain = ""
	case uncounted:
		n.kind, n.words.strong = ofOther, "not counted"
	case running:
		if x.text == "" {
			return note{}, false
		}
		n.kind, n.words.strong = ofOther, "counted"
	}
	return n, true
}

// whole describes a stretch, for the text shown on hover.
func (x stretch) whole(f *facts) string {
	n, ok := x.note()
	if !ok {
		return ""
	}
	return n.text() + ", " + f.period(x.from, x.to)
}

// text returns the text of a note.
func (n note) text() string {
	if n.words.plain == "" || n.words.strong == "" {
		return n.words.String()
	}
	return n.words.strong + ": " + n.words.plain
}

// readNotes collects the notes below the bar, in order.
func (f *facts) readNotes(e promise.Explanation) {
	for _, x := range f.steps {
		if n, ok := x.note(); ok {
			f.notes = append(f.notes, n)
		}
	}
	for _, r := range e.Revisions {
		if f.forCustomer && (r.To.Equal(r.From) || r.To.IsZero()) {
			continue // of the target, or of other terms
		}
		f.notes = append(f.notes, f.revision(r))
	}
	for _, c := range e.Conditions {
		f.notes = append(f.notes, f.conditionNote(c))
	}
	for _, u := range e.Updates {
		f.notes = append(f.notes, f.updateNote(u))
	}
	if !f.forCustomer {
		for _, r := range e.Remarks {
			f.notes = append(f.notes, note{from: bound(r.At), kind: ofRemark, words: words{"remark", clean(r.Text)}})
		}
	}
	sort.SliceStable(f.notes, func(i, j int) bool { return f.notes[i].from.Before(f.notes[j].from) })
}

// revision describes what a revision changed and whether it binds.
func (f *facts) revision(r promise.Revision) note {
	n := note{from: bound(r.At), kind: ofRevision, words: words{"revised", "terms changed"}}
	switch {
	case !r.To.IsZero() && !r.To.Equal(r.From):
		n.words.plain = "due " + f.brief(r.To)
		if r.To.Equal(f.due) {
			n.words.plain = f.dueWord + " " + f.brief(r.To)
		}
		if !r.From.IsZero() {
			n.words.plain += " instead of " + f.brief(r.From)
		}
	case !r.From.IsZero() && r.To.IsZero():
		n.words.plain = "no due instant any more"
	}
	if f.forCustomer {
		if n.words.strong = "new date"; !r.Binds {
			n.words = words{"expected", strings.TrimPrefix(n.words.plain, "due ")}
		}
		return n
	}
	if n.words.strong = "revised, binds"; !r.Binds {
		n.words.strong = "revised, does not bind"
	}
	if r.Agreed {
		n.words.plain += ", agreed"
	}
	if r.Reason != "" {
		n.words.plain += ": " + clean(r.Reason)
	}
	return n
}

// chooseNotes returns the most important notes, and a text about those omitted.
func (f *facts) chooseNotes() (kept []note, left string) {
	if len(f.notes) <= mostNotes {
		return f.notes, ""
	}
	order := make([]int, len(f.notes))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool {
		x, y := &f.notes[order[i]], &f.notes[order[j]]
		if x.kind == y.kind && (x.kind == ofLate || x.kind == ofUpdate) {
			return y.from.Before(x.from) // the last thing said counts most
		}
		return cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(y.to.Sub(y.from), x.to.Sub(x.from))) < 0
	})
	for i, n := range f.notes {
		if slices.Contains(order[:mostNotes], i) {
			kept = append(kept, n)
		}
	}
	var counts [len(noteNames)]int
	for _, i := range order[mostNotes:] {
		counts[f.notes[i].kind]++
	}
	var parts []string
	for k, n := range counts {
		if n > 0 {
			parts = append(parts, plural(n, noteNames[k]))
		}
	}
	return kept, "and " + strings.Join(parts, ", ") + " more"
}

func plural(n int, name string) string {
	switch {
	case n == 1:
		return "1 " + name
	case strings.HasSuffix(name, "ch"):
		return fmt.Sprintf("%d %ses", n, name)
	}
	return fmt.Sprintf("%d %ss", n, name)
}
