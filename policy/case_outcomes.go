package policy

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// Event types of the outcomes of promises. These events are derived and cannot be
// recorded. Triggers can match them, so that a broken promise starts another, and a
// kept one a follow-up. Their data holds the name of the "commitment" and the ID of the
// "promise".
const (
	// PromiseKept is the type of the event at which a promise is fulfilled and kept.
	PromiseKept = "promise kept"
	// PromiseBroken is the type of the event at which a promise breaks.
	PromiseBroken = "promise broken"
)

// turns returns the triggers that wait for outcomes of promises.
func (c *Commitment) turns() (waiting []Trigger) {
	lists := [][]Trigger{c.Clock.Start, c.Clock.Stop, c.Clock.Cancel, c.Clock.Reopen, c.Clock.Reset}
	for _, p := range c.Conditions {
		lists = append(lists, p.Met)
	}
	for _, list := range lists {
		for _, t := range list {
			if slices.Contains(t.Event, PromiseKept) || slices.Contains(t.Event, PromiseBroken) {
				waiting = append(waiting, t)
			}
		}
	}
	return waiting
}

// awaits reports whether the trigger waits for promises of a commitment.
func (t *Trigger) awaits(commitment string) bool {
	whose, named := t.Where["commitment"]
	return !named || slices.Contains(whose, commitment)
}

// follows returns the ID of the promise whose outcome the event is; "" if it is not an
// outcome.
func (e *Event) follows() string {
	if e.Type == PromiseKept || e.Type == PromiseBroken {
		return e.Data["promise"]
	}
	return ""
}

// thereafter returns the instant of the consequences of the event: consequences of a
// break come after all breaks of that instant.
func (e *Event) thereafter() time.Time {
	if e.Type == PromiseBroken {
		return e.At.Add(1)
	}
	return e.At
}

// tells returns the outcome of a promise as an event.
func (r *runner) tells(kind string, x *run, at, recorded time.Time) *Event {
	return &Event{Type: kind, At: at, Recorded: recorded, Data: map[string]string{"commitment": r.commitment.Name, "promise": r.promiseID(x)}}
}

// turns returns the instant at which the promise under way breaks or the next period
// begins, if that is before an instant. A break is returned once.
func (r *runner) turns(until time.Time) (time.Time, bool, error) {
	live := r.live()
	if live == nil {
		return r.next, !r.next.IsZero() && r.next.Before(until), nil
	}
	if live.broke || live.isZero() {
		return time.Time{}, false, nil
	}
	p, err := live.recorded()
	if err != nil {
		return time.Time{}, false, err
	}
	s := p.At(until.Add(-1))
	return s.BrokenAt, s.Standing == promise.Broken && s.BrokenAt.Before(until), nil
}

// breaks returns the break of the promise under way as an event; nil if there
// is none under way.
func (r *runner) breaks(at time.Time) *Event {
	live := r.live()
	if live == nil {
		return nil
	}
	live.broke = true
	return r.tells(PromiseBroken, live, at, at)
}

// nextPeriod begins the next period of a periodic commitment. It ends the old one if
// that is still under way.
func (r *runner) nextPeriod(at time.Time, fields Fields) error {
	live := r.live()
	if r.commitment.Clock.Cycle != Periodic || r.retired || (live == nil && r.next.IsZero()) {
		r.next, r.nextDay = time.Time{}, 0
		return nil
	}
	e, day := &Event{At: at, Recorded: at}, r.nextDay
	if live != nil {
		if !live.broke { // it began with this break
			return nil
		}
		p, err := live.recorded()
		if err != nil {
			return err
		}
		if on, due, ok := p.DueDay(at); ok && due.Equal(at) {
			day = on
		}
		live.end(&Event{Type: PromiseBroken, At: at, Recorded: at, Reason: "the period is over"}, promise.Withdraw, "")
	}
	r.next, r.nextDay = time.Time{}, 0
	return r.begin(e, at, day, "", fields)
}
