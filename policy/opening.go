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

// An Opening is how a case begins: when it was opened, with which fields, and
// when that was learnt of. [Policy.RecordOpening] takes it in, and [Case.Opening]
// returns it.
type Opening struct {
	// ID is the name of the case. The IDs of its promises begin with it.
	// Defaults to none.
	ID string `json:"id,omitempty"`
	// Fields are what is known of the case at its opening. Defaults to none.
	Fields Fields `json:"fields,omitempty"`
	// At is when it was opened, from which its promises count. An event that
	// happened earlier counts as if it had happened then. Defaults to the instant
	// at which it is recorded.
	At time.Time `json:"at,omitzero"`
	// Recorded is when it was learnt of. It can be after At (a call written down in
	// the afternoon), or before it (a case known ahead). Only an import states it.
	// Defaults to the instant at which it is recorded.
	Recorded time.Time `json:"recorded,omitzero"`
}

// Open opens a case at an instant, with what is known of it then, and which is
// learnt of at that instant. A case that is learnt of later has a [Policy.RecordOpening].
// The errors are those of RecordOpening.
func (p *Policy) Open(id string, fields Fields, opened time.Time) (Case, error) {
	return p.RecordOpening(opened, Opening{ID: id, Fields: fields})
}

// RecordOpening opens a case of which is learnt at now. An At or Recorded that is
// zero becomes now: a call of 09:00 that is written down at 14:00 is
//
//	c, err := pol.RecordOpening(fourteen, policy.Opening{ID: "T-7", Fields: fields, At: nine})
//
// Its promises count from 09:00; before 14:00 [Case.KnownAt] is the zero Case, and
// what should have been done by then [Case.Actions] tells at 14:00. An At after now
// is a case known ahead, whose promises are made at At.
//
// An opening stays as it was recorded: an older message that is merged in later
// counts as if it had come at the opening. Open the case again with another At, and
// record its log again, where the start must move.
//
// The errors name the fields that are malformed, or are that of a calendar
// that never reaches what is promised.
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

// Opening returns how the case began, with both instants; the zero Opening for the
// zero Case. RecordOpening takes it in again.
func (c Case) Opening() Opening {
	return Opening{ID: c.id, Fields: maps.Clone(c.opened.Set), At: c.opened.At, Recorded: c.opened.Recorded}
}

// sinceOpening returns events as they count: what happened, or was learnt of, before
// the opening happened at it, or was learnt of with it.
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

// recorder checks that what it stamps is recorded in order.
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

// take notes that an event is in the log.
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
