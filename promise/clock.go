package promise

import (
	"fmt"
	"time"
)

// A ClockError reports that an event was to be recorded at an instant before
// the last recorded one: a clock went back, or two machines have different
// clocks. Recording it would change what was known at an earlier instant.
type ClockError struct {
	// Now is the instant at which the event was to be recorded.
	Now time.Time
	// Last is the last recorded instant, the earliest that Now can be. A caller
	// that has asked up to Last for what is to be done (the Actions of package
	// policy) must record later than Last.
	Last time.Time
}

// Error returns both instants and the correction.
func (e *ClockError) Error() string {
	return fmt.Sprintf("must not be before the last recorded instant %s, got %s; record at %s or later, or state recorded",
		stamp(e.Last), stamp(e.Now), stamp(e.Last))
}

// A recorder checks that the events it stamps are recorded in order.
type recorder struct {
	now, last time.Time
	refused   bool
}

// newRecorder returns a recorder for events that are added to a log.
func newRecorder(now time.Time, log []Event) recorder {
	r := recorder{now: now}
	for i := range log {
		r.take(&log[i])
	}
	return r
}

// take notes that an event is in the log.
func (r *recorder) take(e *Event) {
	if e.Recorded.After(r.last) {
		r.last = e.Recorded
	}
}

// check returns an error if the event cannot be stamped, once.
func (r *recorder) check(e *Event) error {
	if r.refused || !e.Recorded.IsZero() || !r.now.Before(r.last) {
		return nil
	}
	r.refused = true
	return fieldError("now", &ClockError{r.now, r.last})
}
