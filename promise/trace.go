package promise

import "time"

// A trace notes what a judge does, for an explanation.
type trace struct {
	steps   []rawStep
	remarks []Remark
	changes []Revision
}

// A rawStep is a stretch during which the clock ran, or stood for one reason.
type rawStep struct {
	from, to time.Time
	counted  time.Duration
}

func (t *trace) step(j *judge, to time.Time, counted time.Duration) {
	t.steps = append(t.steps, rawStep{j.since, to, counted})
}
func (t *trace) discard()                                          {}
func (t *trace) remark(e *Event, why string)                       {}
func (t *trace) revision(j *judge, e *Event, due mark, binds bool) {}

type Remark struct{}
type Revision struct{}
