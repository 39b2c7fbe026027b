package policy

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/instants"

	"github.com/underpromise/underpromise/promise"
)

// An Opening is the beginning of a case: its fields, the instant at which it was opened,
// and the instant at which that became known. [Policy.RecordOpening] opens a case with
// it, and [Case.Opening] returns it.
type Opening struct {
	// ID is the name of the case. The IDs of its promises begin with it.
	// Defaults to none.
	ID string `json:"id,omitempty"`
	// Fields are the fields of the case at its opening. Defaults to none.
	Fields Fields `json:"fields,omitempty"`
	// At is the instant at which the case was opened. Promises count from it, and
	// earlier events count as if they had happened at it. Defaults to the instant
	// at which it is recorded.
	At time.Time `json:"at,omitzero"`
	// Recorded is the instant at which the case became known. It can be after At (a
	// morning call that is recorded in the afternoon), or before it (a case known
	// ahead). Only an import sets it. Defaults to the now of RecordOpening.
	Recorded time.Time `json:"recorded,omitzero"`
}

// Open returns a new case that is opened and recorded at the same instant, with those
// fields. Use [Policy.RecordOpening] for a case that is recorded later. It returns the
// errors of RecordOpening.
func (p *Policy) Open(id string, fields Fields, opened time.Time) (Case, error) {
	return p.RecordOpening(opened, Opening{ID: id, Fields: fields})
}

// RecordOpening returns a new case that is recorded at now. An At or Recorded that is
// zero becomes now. For example, a call at 09:00 that is recorded at 14:00 is
//
//	c, err := pol.RecordOpening(fourteen, policy.Opening{ID: "T-7", Fields: fields, At: nine})
//
// Its promises count from 09:00. Before 14:00 [Case.KnownAt] returns the zero Case, and
// actions planned before 14:00 become due at 14:00. If At is after now, the case is known
// ahead, and its promises are made at At.
//
// An opening does not change: an older message that is merged in later
// counts as if it had come at the opening. To move the start, open the case again with
// another At and record its log again.
//
// It returns an error that names each invalid field, and one if a calendar never reaches
// a deadline.
func (p *Policy) RecordOpening(now time.Time, o Opening) (Case, error) {
	if now.IsZero() && (o.At.IsZero() || o.Recorded.IsZero()) {
		return Case{}, errNoNow("when the case is opened")
	}
	e := Event{Type: Opened, At: o.At, Recorded: o.Recorded, Set: o.Fields}.stamped(now)
	checked := e
	checked.ID, checked.Type, checked.Set = o.ID, "", nil
	wrong := document.Problems{Package: packageName, Below: "opening."}
	wrong.Take(checked.check("opening.", nil))
	wrong.Take(checkFields("opening.fields", o.Fields)...)
	if err := wrong.Err(); err != nil {
		return Case{}, err
	}
	c := Case{policy: p, id: o.ID, opened: e, seen: e.Recorded}
	return c.derived()
}

// Opening returns the opening of the case, with both instants set; the zero Opening for
// the zero Case. Pass it to RecordOpening to open the same case again.
func (c Case) Opening() Opening {
	return Opening{ID: c.id, Fields: maps.Clone(c.opened.Set), At: c.opened.At, Recorded: c.opened.Recorded}
}

// sinceOpening returns events with an At and a Recorded that are not before those of the
// opening.
func (c *Case) sinceOpening(events []entry) []entry {
	at, recorded := c.opened.At, c.opened.Recorded
	var moved []entry // a copy, once one is needed
	for i := range events {
		if e := &events[i]; e.At.Before(at) || e.Recorded.Before(recorded) {
			if moved == nil {
				moved = slices.Clone(events)
			}
			if e.At.Before(at) {
				moved[i].before = e.At
			}
			moved[i].At, moved[i].Recorded = instants.Later(e.At, at), instants.Later(e.Recorded, recorded)
		}
	}
	if moved == nil {
		return events
	}
	return moved
}

func errNoNow(what string) error {
	return fieldError("now", errors.New("required; name the instant "+what))
}

// recorder checks that events are recorded in order.
type recorder struct {
	now, last time.Time
	refused   bool
}

// newRecorder returns a recorder for events that are added to the log of a case.
func newRecorder(now time.Time, c *Case) recorder {
	r := recorder{now: now, last: c.seen}
	for i := range c.log {
		r.take(&c.log[i].Event)
	}
	return r
}

// take records that an event is in the log.
func (r *recorder) take(e *Event) { r.last = instants.Later(r.last, e.Recorded) }

// check returns an error if the event cannot be stamped, once.
func (r *recorder) check(e *Event) error {
	switch {
	case r.refused:
		return nil
	case r.now.IsZero() && (e.At.IsZero() || e.Recorded.IsZero()):
		r.refused = true
		return errNoNow("at which the events are recorded")
	case e.Recorded.IsZero() && r.now.Before(r.last):
		r.refused = true
		return fieldError("now", &promise.ClockError{Now: r.now, Last: r.last})
	}
	return nil
}
