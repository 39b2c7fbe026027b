package promise

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
)

// A trace records the steps of a judge for an explanation.
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

// step notes what the clock did up to an instant, and the working time of that. It
// is called before anything changes.
func (t *trace) step(j *judge, to time.Time, worked time.Duration) {
	s := rawStep{Step: Step{From: j.since, To: to, Paused: worked, Phase: Running, Holds: j.due.holds}, cal: j.terms.Calendar}
	switch {
	case j.phase != 0:
		s.Phase = j.phase
	case j.isPaused():
		s.Phase, s.Reason = Paused, j.r.facts[j.pauses.list()[0].latest].Reason
	default:
		s.ran, s.Holds = true, false
		s.Counted, s.Paused = worked, 0
	}
	if n := len(t.steps) - 1; n >= 0 && t.steps[n].continues(s) {
		t.steps[n].To = to
		t.steps[n].Counted += s.Counted
		t.steps[n].Paused += s.Paused
		return
	}
	t.steps = append(t.steps, s)
}

// continues reports whether the next step continues this one.
func (s rawStep) continues(next rawStep) bool {
	return s.Phase == next.Phase && s.Reason == next.Reason && s.Holds == next.Holds && s.Dropped == next.Dropped && s.To.Equal(next.From) && s.cal == next.cal
}

// discard marks the steps so far as not counting.
func (t *trace) discard() {
	for i := range t.steps {
		s := &t.steps[i]
		s.Counted, s.Paused, s.Holds, s.ran, s.Dropped = 0, 0, false, false, true
	}
}

// remark notes that a fact changes nothing.
func (t *trace) remark(e *Event, why string) {
	text := e.Kind.String()
	if e.ID != "" {
		text += fmt.Sprintf(" %q", document.Excerpt(e.ID))
	}
	if e.Key != "" {
		text += fmt.Sprintf(" of %q", document.Excerpt(e.Key))
	}
	t.remarks = append(t.remarks, Remark{At: e.At, Text: text + ": " + why})
}

// revision notes what a Revise, the i-th fact, did.
func (t *trace) revision(j *judge, i int, due mark, binds bool) {
	e := &j.r.facts[i]
	r := Revision{
		fact: i, At: e.At, Binds: binds, Agreed: e.Agreed, Named: !e.Terms.Due.IsZero(), Rule: e.Rule,
		Conditional: len(e.Terms.Conditions) > 0, Removed: e.Removes, By: e.By, Channel: e.Channel, Reason: e.Reason,
	}
	if j.due.state == read {
		r.From = j.due.at
	}
	if due.state == read {
		r.To = due.at
	}
	t.revisions = append(t.revisions, r)
}
