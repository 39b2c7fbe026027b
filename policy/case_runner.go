package policy

import (
	"slices"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/promise"
)

// A runner applies the events of a case to one commitment.
type runner struct {
	id         string // of the case
	of         string // case and commitment, as they stand in IDs
	commitment *Commitment
	quoter     Quoter
	versions   []version
	runs       []*run
	cycles     int
	next       time.Time // when the next period begins, if it waits for that
	nextDay    date.Date // to which that belongs, where it is the end of one
	dormant    bool      // the commitment was not in force yet: it is derived as if it had been
	retired    bool      // the commitment is not in force any more: nothing starts
	awaited    bool      // a trigger waits for outcomes of its promises
	fact       int       // the number of the current fact
	folded     bool      // the condition of the event stands in the revision by the rule
}

// A version is the time from which on a version of a commitment is in force.
type version struct {
	from       time.Time
	commitment *Commitment
}

// step applies one event, which changed the fields from before to after. If a
// promise was kept by it and a trigger waits for that, it returns that as an
// event.
func (r *runner) step(e *Event, before, after Fields) (kept *Event, err error) {
	r.takes(e)
	cancel := setOffBy(r.commitment.Clock.Cancel, e, before, after)
	if kept, err = r.end(e, cancel, before, after); err != nil {
		return nil, err
	}
	if cancel != nil {
		r.next, r.nextDay = time.Time{}, 0
	} else if err = r.goOn(e, before, after); err != nil {
		return nil, err
	}
	if live := r.live(); live != nil && e.Type == Opened && isSetOff(r.commitment.Clock.Stop, e, before, after) {
		if kept, err = r.stop(live, e, after, cancel != nil); err != nil { // it comes in finished
			return nil, err
		}
	}
	return kept, r.noteFacts(e)
}

// end applies an event to the promise under way: a stop comes before a cancellation.
// cancel is the event as done by the parts that cancel; nil if none does.
func (r *runner) end(e, cancel *Event, before, after Fields) (kept *Event, err error) {
	live := r.live()
	if live == nil {
		return nil, nil
	}
	if stop := setOffBy(r.commitment.Clock.Stop, e, before, after); stop != nil {
		return r.stop(live, stop, after, cancel != nil)
	}
	if cancel != nil {
		live.end(cancel, promise.Withdraw, "")
		return nil, nil
	}
	if reset := setOffBy(r.commitment.Clock.Reset, e, before, after); reset != nil {
		return nil, r.reset(live, reset, after)
	}
	return nil, nil
}

// goOn applies an event that can reopen, start or change a promise.
func (r *runner) goOn(e *Event, before, after Fields) error {
	clock, begun := &r.commitment.Clock, e
	if r.live() == nil {
		if reopens := setOffBy(clock.Reopen, e, before, after); reopens != nil {
			begun = reopens
			r.reopen(reopens)
		}
	}
	if r.live() == nil && r.mayStart() {
		if starts := setOffBy(clock.starts(), e, before, after); starts != nil {
			begun = starts
			if err := r.begin(starts, e.At, 0, e.follows(), after); err != nil {
				return err
			}
		}
	}
	live := r.live()
	if live == nil {
		return nil
	}
	live.pause(r.pauses(e, begun, before, after), clock, after)
	live.meet(e, r.commitment.Conditions, before, after)
	return r.change(live, r.changes(e, begun, before, after), after)
}

// live returns the run that is under way, if any.
func (r *runner) live() *run {
	if n := len(r.runs); n > 0 && !r.runs[n-1].ended {
		return r.runs[n-1]
	}
	return nil
}

// mayStart reports whether another cycle may start.
func (r *runner) mayStart() bool {
	n := len(r.runs)
	switch {
	case r.retired || !r.next.IsZero():
		return false
	case n == 0 || !r.runs[n-1].done:
		return true
	}
	return r.commitment.Clock.Cycle == EachTime || r.commitment.Clock.Cycle == Periodic
}

// stop fulfils a run, and starts the next one of a sequence, unless the event
// cancels that.
func (r *runner) stop(live *run, e *Event, fields Fields, cancels bool) (kept *Event, err error) {
	ended := live.end(e, promise.Fulfill, "")
	cycle := r.commitment.Clock.Cycle
	if !r.awaited && cycle != Sequential {
		return nil, nil
	}
	start, day := e.At, date.Date(0)
	if !live.isZero() {
		p, err := live.recorded()
		if err != nil {
			return nil, err
		}
		if on, due, ok := p.DueDay(ended); ok && !due.Before(start) {
			start, day = due, on
		}
		if r.awaited && p.At(ended).Standing == promise.Kept {
			kept = r.tells(PromiseKept, live, e.thereafter(), e.Recorded)
		}
	}
	if cancels || r.retired {
		return kept, nil // nothing follows
	}
	if cycle == Sequential {
		return kept, r.begin(e, start, day, "", fields)
	}
	if cycle == Periodic {
		r.next, r.nextDay = start, day
	}
	return kept, nil
}

// reopen reopens the last run, if it was fulfilled.
func (r *runner) reopen(e *Event) {
	n := len(r.runs)
	if n == 0 || !r.runs[n-1].done {
		return
	}
	last := r.runs[n-1]
	last.ended, last.done, r.next, r.nextDay = false, false, time.Time{}, 0
	last.missed = slices.Clone(last.missed)
	for i, at := range last.missed { // what was missed after the end goes back now
		last.missed[i] = instants.Later(at, e.At)
	}
	last.note(e, promise.Event{Kind: promise.Reopen})
}

// unshare copies the parts of the runner that can change, so that the original stays
// as it is. Only the last run changes.
func (r *runner) unshare() {
	if n := len(r.runs); n > 0 {
		r.runs = append([]*run(nil), r.runs...)
		r.runs[n-1] = r.runs[n-1].unshare()
	}
}

// pledges returns the promises that were made.
func (r *runner) pledges() ([]pledge, error) {
	var made []pledge
	for _, x := range r.runs {
		p, err := x.recorded()
		if err != nil {
			return nil, err
		}
		if !p.IsZero() {
			made = append(made, pledge{p, x.why, x.number, r.versions, r.of})
		}
	}
	return made, nil
}
