package promise

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// ErrNone is returned by methods of the zero Promise that need a promise.
var ErrNone = errors.New("promise: promise required, got the zero Promise; make one with Make or Parse")

// ErrDuplicateID is the error of a [*document.FieldError] for an event that has the ID
// of a different event in the log. An event that is sent again must be the same; a
// different event needs its own ID.
var ErrDuplicateID = errors.New("duplicate id")

// duplicateID returns the error for the i-th event, whose ID a different event has.
func duplicateID(i int, id string) error {
	return fieldError(fmt.Sprintf("events[%d]", i), fmt.Errorf("%w %q of a different event; give this one its own ID", ErrDuplicateID, document.Excerpt(id)))
}

// Record returns the promise with events added to its log, recorded at now. If
// it returns an error, no event is added. A zero At or Recorded becomes now.
//
// Record returns an error for malformed events, with the path of the field, and
// [ErrDuplicateID] for an ID that is used twice. An event that is early, late or
// out of place is not an error: it is stored, applied as far as possible, and
// remarked on in the explanation. Recording an event again under the same ID
// changes nothing.
//
// Record returns a [*ClockError] if now is before the last Recorded of the log
// and the events have no Recorded of their own. It is not an error if now
// equals the last Recorded.
func (p Promise) Record(now time.Time, events ...Event) (Promise, error) {
	return p.record(now, events, false)
}

// record is Record with a choice: events already checked are not checked again.
func (p Promise) record(now time.Time, events []Event, checked bool) (Promise, error) {
	if p.r == nil {
		return p, ErrNone
	}
	log := slices.Grow(slices.Clip(p.r.log), len(events))
	ids := newIDs(log, len(events))
	clock := newRecorder(now, log)
	wrong := document.Problems{Package: packageName}
	for i, e := range events {
		if old, known := ids.find(log, e.ID); known {
			if !e.same(old) {
				wrong.Take(duplicateID(i, e.ID))
			}
			continue
		}
		if now.IsZero() && (e.At.IsZero() || e.Recorded.IsZero()) {
			wrong.Add("now", "required; pass the instant at which the events are recorded")
			break
		}
		wrong.Take(clock.check(&e))
		stamped := e.stamped(now)
		if err := stamped.checkUnless(checked); err != nil {
			wrong.Take(document.PrefixErrors(packageName, fmt.Sprintf("events[%d]", i), err))
			continue
		}
		clock.take(stamped)
		ids.add(e.ID, len(log))
		log = append(log, *stamped)
	}
	wrong.Take(checkBack(log, len(p.r.log)))
	if err := wrong.Err(); err != nil {
		return p, err
	}
	if len(log) == len(p.r.log) {
		return p, nil
	}
	return Promise{p.r.with(log)}, nil
}

// checkUnless returns the result of check, or nil if the event was checked
// before.
func (e *Event) checkUnless(checked bool) error {
	if checked {
		return nil
	}
	return e.check()
}

// stamped returns a deep copy of the event with its zero instants set to now.
func (e Event) stamped(now time.Time) *Event {
	if e.At.IsZero() {
		e.At = now
	}
	if e.Recorded.IsZero() {
		e.Recorded = now
	}
	cloneFields(&e)
	return &e
}

// with returns the record with another log.
func (r *record) with(log []Event) *record {
	next := *r
	next.log = log
	next.facts = factsOf(log)
	next.revised = hasKind(next.facts, Revise)
	return &next
}

// factsOf returns the events that are not retracted, in the order in which they
// happened: those at the same instant in the order in which they were recorded,
// then in the order of the log, but a Start first.
func factsOf(log []Event) []Event {
	if !hasKind(log, Retract) && isSorted(log) {
		return slices.Clip(log) // which is never changed
	}
	taken := takenBack(log)
	facts := make([]Event, 0, len(log))
	for _, e := range log {
		if e.Kind != Retract && !taken[e.ID] {
			facts = append(facts, e)
		}
	}
	sort.SliceStable(facts, func(i, j int) bool { return inOrder(&facts[i], &facts[j]) < 0 })
	return facts
}

// inOrder compares two events by the order of facts.
func inOrder(a, b *Event) int {
	return cmp.Or(a.At.Compare(b.At), startFirst(a, b), a.Recorded.Compare(b.Recorded))
}

func isSorted(log []Event) bool {
	for i := 1; i < len(log); i++ {
		if inOrder(&log[i], &log[i-1]) < 0 {
			return false
		}
	}
	return true
}

func hasKind(log []Event, kind Kind) bool {
	for i := range log {
		if log[i].Kind == kind {
			return true
		}
	}
	return false
}

// takenBack returns the IDs of the retracted events. A Retract that is itself
// retracted has no effect; neither have those that retract each other in a
// circle.
func takenBack(log []Event) map[string]bool {
	named := map[string]Event{} // retractions by their IDs
	doubts := map[string]int{}  // how many retractions may still take an ID back
	for _, e := range log {
		if e.Kind == Retract {
			named[e.ID] = e
			doubts[e.Of]++
		}
	}
	var certain []Event
	for _, e := range log {
		if e.Kind == Retract && (e.ID == "" || doubts[e.ID] == 0) {
			certain = append(certain, e)
		}
	}
	taken := make(map[string]bool, len(doubts))
	for len(certain) > 0 {
		id := certain[0].Of
		certain = certain[1:]
		void, isRetract := named[id]
		if taken[id] {
			continue
		}
		taken[id] = true
		if !isRetract {
			continue
		}
		if doubts[void.Of]--; doubts[void.Of] == 0 {
			if again, ok := named[void.Of]; ok {
				certain = append(certain, again)
			}
		}
	}
	return taken
}

func startFirst(a, b *Event) int {
	switch {
	case a.Kind == Start && b.Kind != Start:
		return -1
	case a.Kind != Start && b.Kind == Start:
		return 1
	}
	return 0
}

// KnownAt returns the promise as it was known at t: with the events recorded by
// then. Use it to reproduce an earlier answer.
func (p Promise) KnownAt(t time.Time) Promise {
	if p.r == nil {
		return p
	}
	known := slices.DeleteFunc(slices.Clone(p.r.log), func(e Event) bool { return e.Recorded.After(t) })
	if len(known) == len(p.r.log) {
		return p
	}
	return Promise{p.r.with(known)}
}

// NextChange returns the next instant after now at which the standing changes,
// given the recorded events, including those in the future. The instant is in
// the zone of the calendar first promised on. ok is false if the standing will
// not change. There is no need to poll: sleep until the instant, and call
// NextChange again after each Record. The phase alone can change earlier.
func (p Promise) NextChange(now time.Time) (next time.Time, ok bool) {
	if p.r == nil {
		return time.Time{}, false
	}
	if now.Before(p.r.made) {
		if s := p.At(p.r.made).Standing; s != OnTrack {
			return p.r.made, true
		}
		now = p.r.made
	}
	var j judge
	j.open(p.r)
	j.walk(now)
	standing := j.status(now).Standing
	for {
		t, ok := j.nextMoment(now)
		if !ok {
			return time.Time{}, false
		}
		j.walk(t)
		if j.status(t).Standing != standing {
			return t.In(p.r.terms.Calendar.Zone()), true
		}
		now = t
	}
}

// nextMoment returns the next instant after t at which the standing can change.
func (j *judge) nextMoment(t time.Time) (next time.Time, ok bool) {
	next, ok = j.nextItem()
	if j.phase != 0 {
		return next, ok
	}
	s := j.status(t)
	for _, mark := range []time.Time{s.target, s.due} {
		if !mark.IsZero() && mark.After(t) && (!ok || mark.Before(next)) {
			next, ok = mark, true
		}
	}
	return next, ok
}

// DueIfResumed returns the due instant, in the calendar's zone, as if every
// pause that is open at t ended at t. Without such a pause it is the due
// instant of [Promise.At]. ok is false if there would still be none.
func (p Promise) DueIfResumed(t time.Time) (due time.Time, ok bool) {
	if p.r == nil || t.Before(p.r.made) {
		return time.Time{}, false
	}
	var j judge
	j.open(p.r)
	j.walk(t)
	if j.phase != 0 || !j.isPaused() {
		return j.status(t).Due()
	}
	j.count(t)
	return j.dueIfResumed(t)
}

// ids finds events by their IDs. It is nil for small logs, which are searched
// in order.
type ids map[string]int

func newIDs(log []Event, more int) ids {
	if (len(log)+more)*more < 64 {
		return nil
	}
	known := make(ids, len(log)+more)
	for i, e := range log {
		known.add(e.ID, i)
	}
	return known
}

func (s ids) add(id string, i int) {
	if s != nil && id != "" {
		s[id] = i
	}
}

func (s ids) find(log []Event, id string) (Event, bool) {
	if id == "" {
		return Event{}, false
	}
	i, known := s[id]
	if s == nil {
		i = slices.IndexFunc(log, func(e Event) bool { return e.ID == id })
		known = i >= 0
	}
	if !known {
		return Event{}, false
	}
	return log[i], true
}
