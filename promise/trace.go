package promise

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// A trace notes what a judge does on the way, for an explanation.
type trace struct {
	steps     []rawStep
	revisions []Revision
	remarks   []Remark
}

// A rawStep is a stretch during which the clock ran, or stood for one reason,
// on one calendar.
type rawStep struct {
	Step
	ran bool
	cal *calendar.Calendar
}

// step notes what the clock did up to an instant. It is called before anything
// changes.
func (t *trace) step(j *judge, to time.Time, counted time.Duration) {
	s := rawStep{Step: Step{From: j.since, To: to, Counted: counted, Phase: Running}, cal: j.terms.Calendar}
	switch {
	case j.phase != 0:
		s.Phase = j.phase
	case j.isPaused():
		s.Phase, s.Reason = Paused, j.r.facts[j.pauses.list()[0].latest].Reason
	default:
		s.ran = true
	}
	if n := len(t.steps) - 1; n >= 0 && t.steps[n].continues(s) {
		t.steps[n].To = to
		t.steps[n].Counted += counted
		return
	}
	t.steps = append(t.steps, s)
}

// continues reports whether the next step is more of the same.
func (s rawStep) continues(next rawStep) bool {
	return s.Phase == next.Phase && s.Reason == next.Reason && s.Dropped == next.Dropped && s.To.Equal(next.From) && s.cal == next.cal
}

// discard notes that what has run so far does not count.
func (t *trace) discard() {
	for i := range t.steps {
		t.steps[i].Counted, t.steps[i].ran, t.steps[i].Dropped = 0, false, true
	}
}

// remark notes that a fact changes nothing.
func (t *trace) remark(e *Event, why string) {
	text := e.Kind.String()
	if e.ID != "" {
		text += fmt.Sprintf(" %q", e.ID)
	}
	if e.Key != "" {
		text += fmt.Sprintf(" of %q", e.Key)
	}
	t.remarks = append(t.remarks, Remark{At: e.At, Text: text + ": " + why})
}

// revision notes what a Revise, the i-th fact, did.
func (t *trace) revision(j *judge, i int, due mark, binds bool) {
	e := &j.r.facts[i]
	r := Revision{fact: i, At: e.At, Binds: binds, Agreed: e.Agreed, Named: !e.Terms.Due.IsZero(), Rule: e.Rule, By: e.By, Channel: e.Channel, Reason: e.Reason}
	if j.due.state == read {
		r.From = j.due.at
	}
	if due.state == read {
		r.To = due.at
	}
	t.revisions = append(t.revisions, r)
}
