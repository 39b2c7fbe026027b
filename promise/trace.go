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
	s := rawStep{Step: Step{From: j.since, To: to, Counted: counted, Why: "running"}, cal: j.terms.Calendar}
	switch {
	case j.phase == Fulfilled:
		s.Why = "fulfilled, later reopened"
	case j.phase == Withdrawn:
		s.Why = "withdrawn, later reopened"
	case j.isPaused():
		s.Why = "paused"
		if reason := j.r.facts[j.pauses.list()[0].latest].Reason; reason != "" {
			s.Why += ": " + reason
		}
	default:
		s.ran = true
	}
	if !s.ran && counted > 0 {
		s.Why += " (the clock runs on)"
	}
	if n := len(t.steps) - 1; n >= 0 && t.steps[n].Why == s.Why && t.steps[n].To.Equal(s.From) && t.steps[n].cal == s.cal {
		t.steps[n].To = to
		t.steps[n].Counted += counted
		return
	}
	t.steps = append(t.steps, s)
}

// discard notes that what has run so far does not count.
func (t *trace) discard() {
	for i := range t.steps {
		t.steps[i].Counted, t.steps[i].ran = 0, false
		t.steps[i].Why += ", not counted: a condition was not met"
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

// revision notes what a Revise did.
func (t *trace) revision(j *judge, e *Event, due mark, binds bool) {
	r := Revision{At: e.At, Binds: binds, Agreed: e.Agreed, By: e.By, Channel: e.Channel, Reason: e.Reason}
	if j.due.state == read {
		r.From = j.due.at
	}
	if due.state == read {
		r.To = due.at
	}
	t.revisions = append(t.revisions, r)
}
