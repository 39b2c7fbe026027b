package policy

import (
	"errors"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// A runner follows one commitment through what happens to a case.
type runner struct {
	id         string // of the case
	commitment *Commitment
	runs       []*run
	cycles     int
}

// A run is one promise in the making: first whatever happens is noted, and in
// the end all is recorded at once. While no rule holds, there is no promise yet.
type run struct {
	number int
	start  time.Time // of the cycle
	parent string    // the ID of the promise that it follows from
	base   promise.Promise
	why    Why
	events []promise.Event
	paused bool
	ended  bool // fulfilled or withdrawn
	done   bool // fulfilled
}

// step takes in one event, which turned the fields from before into after.
func (r *runner) step(e *Event, before, after Fields) error {
	clock := &r.commitment.Clock
	live := r.live()
	switch {
	case live != nil && isSetOff(clock.Cancel, e, before, after):
		live.end(e, promise.Withdraw)
	case live != nil && isSetOff(clock.Stop, e, before, after):
		if err := r.stop(live, e, after); err != nil {
			return err
		}
	case live == nil && isSetOff(clock.Reopen, e, before, after):
		r.reopen(e)
	case live != nil && isSetOff(clock.Reset, e, before, after):
		live.end(e, promise.Withdraw)
		if err := r.begin(e, e.At, "", after); err != nil {
			return err
		}
	}
	if r.live() == nil && r.mayStart() && isSetOff(clock.starts(), e, before, after) {
		if err := r.begin(e, e.At, "", after); err != nil {
			return err
		}
	}
	if live := r.live(); live != nil {
		live.pause(e, clock, after)
		return r.change(live, e, after)
	}
	return nil
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
	return n == 0 || r.commitment.Clock.Cycle == EachTime || !r.runs[n-1].done
}

// begin starts a cycle that counts from start.
func (r *runner) begin(e *Event, start time.Time, parent string, fields Fields) error {
	r.cycles++
	x := &run{number: r.cycles, start: start, parent: parent}
	r.runs = append(r.runs, x)
	if err := r.promise(x, e, start, fields); err != nil {
		return err
	}
	x.pause(e, &r.commitment.Clock, fields)
	return nil
}

// promise makes the promise of a run, if a rule holds.
func (r *runner) promise(x *run, e *Event, from time.Time, fields Fields) error {
	terms, why, err := r.commitment.terms(fields, from)
	x.why = why
	if errors.Is(err, ErrNoRule) {
		return nil
	}
	if err != nil {
		return err
	}
	about := promise.About{
		ID: fmt.Sprintf("%s/%s/%d", r.id, r.commitment.Name, x.number), Name: r.commitment.Name,
		To: fields[r.commitment.To], Owner: fields[r.commitment.Owner], Parent: x.parent,
	}
	if !from.Equal(e.At) {
		about.Start = from
	}
	x.base, err = promise.Make(terms, about, e.At)
	return err
}

// stop fulfils a run, and starts the next one of a sequence.
func (r *runner) stop(live *run, e *Event, fields Fields) error {
	live.end(e, promise.Fulfill)
	if r.commitment.Clock.Cycle != Sequential {
		return nil
	}
	start := e.At
	if !live.base.IsZero() {
		p, err := live.recorded()
		if err != nil {
			return err
		}
		if due, ok := p.At(e.At).Due(); ok && due.After(start) {
			start = due
		}
	}
	return r.begin(e, start, "", fields)
}

// reopen reopens the last run, if it was fulfilled.
func (r *runner) reopen(e *Event) {
	n := len(r.runs)
	if n == 0 || !r.runs[n-1].done {
		return
	}
	last := r.runs[n-1]
	last.ended, last.done = false, false
	last.note(e, promise.Event{Kind: promise.Reopen})
}

// change makes up for another rule that holds after the event.
func (r *runner) change(live *run, e *Event, fields Fields) error {
	why := r.commitment.match(fields)
	if why.Rule == live.why.Rule {
		return nil
	}
	reason := orElse(e.Reason, r.commitment.reason(why, fields))
	switch how := r.commitment.Clock.Change; {
	case live.base.IsZero():
		return r.attach(live, e, reason, fields)
	case how == Keep:
		return nil
	case why.Rule < 0 || how == Restart:
		live.ended = true
		live.note(e, promise.Event{Kind: promise.Withdraw, Reason: reason})
		return r.begin(e, e.At, live.base.About().ID, fields)
	default:
		return r.revise(live, e, fields, reason)
	}
}

// attach makes the promise of a run for which no rule had held so far.
func (r *runner) attach(live *run, e *Event, reason string, fields Fields) error {
	from := live.start
	if !r.commitment.Clock.Retroactive {
		from, live.events = e.At, nil
		if live.paused {
			live.note(e, promise.Event{Kind: promise.Pause, Key: whileKey, Reason: reason})
		}
	}
	return r.promise(live, e, from, fields)
}

// revise carries a run over to the rule that holds now.
func (r *runner) revise(live *run, e *Event, fields Fields, reason string) error {
	start := live.base.About().Start
	if start.IsZero() {
		start = live.base.Made()
	}
	terms, why, err := r.commitment.terms(fields, start)
	if err != nil {
		return err
	}
	revision := promise.Event{
		Kind: promise.Revise, Terms: promise.Terms{Calendar: terms.Calendar, Due: terms.Due, Target: terms.Target},
		Count: promise.Carry, Agreed: e.Agreed, Reason: reason,
	}
	if r.commitment.Clock.Change == Tighter {
		tighter, err := live.tightens(e, revision)
		if err != nil || !tighter {
			return err
		}
	}
	live.why = why
	live.note(e, revision)
	return nil
}

// tightens reports whether a revision makes the run due earlier.
func (x *run) tightens(e *Event, revision promise.Event) (bool, error) {
	p, err := x.recorded()
	if err != nil {
		return false, err
	}
	revision.At, revision.Recorded = e.At, e.Recorded
	q, err := p.Record(e.Recorded, revision)
	if err != nil {
		return false, err
	}
	was, ok := p.DueIfResumed(e.At)
	is, known := q.DueIfResumed(e.At)
	return !ok || (known && is.Before(was)), nil
}

// whileKey is the key of the pauses that conditions on fields make.
const whileKey = "while"

// pause lets the clock pause or run on as the fields say.
func (x *run) pause(e *Event, clock *Clock, fields Fields) {
	condition, pauses := clock.pauses(fields)
	switch {
	case pauses && !x.paused:
		x.note(e, promise.Event{Kind: promise.Pause, Key: whileKey, Reason: orElse(e.Reason, says(condition, fields))})
	case !pauses && x.paused:
		x.note(e, promise.Event{Kind: promise.Resume, Key: whileKey, Reason: e.Reason})
	}
	x.paused = pauses
}

// end ends the run.
func (x *run) end(e *Event, kind promise.Kind) {
	x.ended, x.done, x.paused = true, kind == promise.Fulfill, false
	x.note(e, promise.Event{Kind: kind, Reason: e.Reason})
}

// note notes what an event of the case means for the promise.
func (x *run) note(e *Event, p promise.Event) {
	p.At, p.Recorded, p.By, p.Channel = e.At, e.Recorded, e.By, e.Channel
	if e.ID != "" {
		p.ID = e.ID + "/" + p.Kind.String()
	}
	x.events = append(x.events, p)
}

// recorded returns the promise with all that was noted.
func (x *run) recorded() (promise.Promise, error) {
	return x.base.Record(x.base.Made(), x.events...)
}

// pledges returns the promises that were made.
func (r *runner) pledges() ([]pledge, error) {
	var made []pledge
	for _, x := range r.runs {
		if x.base.IsZero() {
			continue
		}
		p, err := x.recorded()
		if err != nil {
			return nil, err
		}
		made = append(made, pledge{p, x.why})
	}
	return made, nil
}

// reason says why another rule holds: by the fields that it asks for.
func (c *Commitment) reason(why Why, fields Fields) string {
	if why.Rule < 0 {
		return ErrNoRule.Error()
	}
	return orElse(says(c.Rules[why.Rule].When, fields), fmt.Sprintf("rule %d holds", why.Rule+1))
}

// says writes the fields that a condition asks for: "status is pending".
func says(condition map[string][]string, fields Fields) string {
	text := ""
	for _, name := range sortedKeys(condition) {
		if text != "" {
			text += ", "
		}
		text += name + " is " + orElse(fields[name], "empty")
	}
	return text
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
