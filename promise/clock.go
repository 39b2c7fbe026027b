package promise

import (
	"fmt"
	"time"
)

// A ClockError reports that an event was to be recorded at an instant before
// one that is recorded already: the clock went back, or it is that of another
// machine. What is known at an instant would change after it was asked for.
type ClockError struct {
	// Now is the instant at which the event was to be recorded.
	Now time.Time
	// Last is the last recorded instant, the earliest that Now can be. Who has asked
	// up to Last what is to be done (the Actions of package policy) records later
	// than that.
	Last time.Time
}

// Error names both instants, and the mend.
func (e *ClockError) Error() string {
	return fmt.Sprintf("must not be before the last recorded instant %s, got %s; record at %s or later, or state recorded",
		stamp(e.Last), stamp(e.Now), stamp(e.Last))
}

// A recorder checks that what it stamps is recorded in order.
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
