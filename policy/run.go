package policy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// A runner follows one commitment through what happens to a case.
type runner struct {
	id         string // of the case
	of         string // case and commitment, as they stand in IDs
	commitment *Commitment
	quoter     Quoter
	reigns     []reign
	runs       []*run
	cycles     int
	next       time.Time // when the next period begins, if it waits for that
	dormant    bool      // the commitment was not in force yet: nothing is promised
	retired    bool      // the commitment is in force no more: nothing starts
	awaited    bool      // something follows from what becomes of its promises
}

// A reign is the time from which on a version of a commitment is in force.
type reign struct {
	from       time.Time
	commitment *Commitment
}

// A run is one promise in the making. While no rule holds, there is no promise
// yet, but what happens is noted.
type run struct {
	number int
	start  time.Time // of the cycle
	parent string    // the ID of the promise that it follows from
	base   promise.Promise
	under  *Commitment // of which the rule is that is in why
	why    Why
	ruled  ruling          // the rule that was last looked at
	byHand []promise.Event // pauses that facts have opened
	events []promise.Event // that the base does not have yet
	paused string          // by which fields, "" if it runs
	ended  bool            // fulfilled or withdrawn
	done   bool            // fulfilled
	broke  bool            // it was told that it has broken
}

// A ruling says which rule of which version of a commitment matches.
type ruling struct {
	commitment *Commitment
	rule       int
}

// step takes in one event, which turned the fields from before into after. If a
// promise was kept through it and somebody waits for that, it returns that as an
// event.
func (r *runner) step(e *Event, before, after Fields) (kept *Event, err error) {
	cancels := isSetOff(r.commitment.Clock.Cancel, e, before, after)
	if kept, err = r.end(e, before, after, cancels); err != nil {
		return nil, err
	}
	if cancels {
		r.next = time.Time{}
	} else if err = r.goOn(e, before, after); err != nil {
		return nil, err
	}
	if live := r.live(); live != nil && e.Type == Opened && isSetOff(r.commitment.Clock.Stop, e, before, after) {
		if kept, err = r.stop(live, e, after, cancels); err != nil { // it comes in finished
			return nil, err
		}
	}
	r.noteFacts(e)
	return kept, nil
}

// end lets an event end what is under way: what keeps a promise comes before
// what cancels it.
func (r *runner) end(e *Event, before, after Fields, cancels bool) (kept *Event, err error) {
	clock, live := &r.commitment.Clock, r.live()
	switch {
	case live == nil:
	case isSetOff(clock.Stop, e, before, after):
		return r.stop(live, e, after, cancels)
	case cancels:
		live.end(e, promise.Withdraw)
	case isSetOff(clock.Reset, e, before, after):
		live.end(e, promise.Withdraw)
		return nil, r.beginAgain(live, e, "", after)
	}
	return nil, nil
}

// goOn lets an event reopen or start what is not under way, and change what is.
func (r *runner) goOn(e *Event, before, after Fields) error {
	clock := &r.commitment.Clock
	if r.live() == nil && isSetOff(clock.Reopen, e, before, after) {
		r.reopen(e)
	}
	if r.live() == nil && r.mayStart() && isSetOff(clock.starts(), e, before, after) {
		if err := r.begin(e, e.At, e.follows(), after); err != nil {
			return err
		}
	}
	live := r.live()
	if live == nil {
		return nil
	}
	live.pause(e, clock, after)
	live.meet(e, r.commitment.Conditions, before, after)
	return r.change(live, e, after)
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

// begin starts a cycle that counts from start.
func (r *runner) begin(e *Event, start time.Time, parent string, fields Fields) error {
	if n := len(r.runs); n > 0 {
		if _, err := r.runs[n-1].recorded(); err != nil { // it is shared from now on
			return err
		}
	}
	r.cycles++
	x := &run{number: r.cycles, start: start, parent: parent}
	r.runs = append(r.runs, x)
	if err := r.promise(x, e, start, fields); err != nil {
		return err
	}
	x.pause(e, &r.commitment.Clock, fields)
	return nil
}

// isPast reports whether terms promise a date that is past.
func isPast(terms promise.Terms, t time.Time) bool {
	due, err := terms.Reach(terms.Due, t, 0)
	return terms.Due.IsDate() && err == nil && due.Before(t)
}

// beginAgain starts a cycle in place of another, whose pauses by hand go on.
func (r *runner) beginAgain(old *run, e *Event, parent string, fields Fields) error {
	if err := r.begin(e, e.At, parent, fields); err != nil {
		return err
	}
	r.live().resumeByHand(e, old.byHand)
	return nil
}

// promise makes the promise of a run, if a rule holds.
func (r *runner) promise(x *run, e *Event, from time.Time, fields Fields) error {
	x.stands(r.commitment, Why{Commitment: r.commitment.Name, Rule: -1})
	if r.dormant {
		return nil
	}
	terms, why, err := r.commitment.terms(fields, from, r.quoter)
	x.stands(r.commitment, why)
	if errors.Is(err, ErrNoRule) || errors.Is(err, ErrNoQuote) {
		return nil
	}
	if err != nil {
		return err
	}
	if isPast(terms, e.At) {
		x.why.Pad = "its date is past"
		return nil
	}
	about := r.commitment.about(fields)
	about.ID, about.Parent = r.promiseID(x), x.parent
	if !from.Equal(e.At) {
		about.Start = from
	}
	x.base, err = promise.Make(terms, about, e.At)
	return err
}

// stands notes by which rule the run stands.
func (x *run) stands(c *Commitment, why Why) {
	x.under, x.why, x.ruled = c, why, ruling{c, why.Rule}
}

// promiseID is the case's, the commitment's name and the number of the cycle.
func (r *runner) promiseID(x *run) string {
	return r.of + "/" + strconv.Itoa(x.number)
}

// part writes a name as a part of an ID, in which a slash stands between two.
func part(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "%2", "%252"), "/", "%2F")
}

// stop fulfils a run, and starts the next one of a sequence, unless the event
// cancels that.
func (r *runner) stop(live *run, e *Event, fields Fields, cancels bool) (kept *Event, err error) {
	ended := live.end(e, promise.Fulfill)
	cycle := r.commitment.Clock.Cycle
	if !r.awaited && cycle != Sequential {
		return nil, nil
	}
	start := e.At
	if !live.base.IsZero() {
		p, err := live.recorded()
		if err != nil {
			return nil, err
		}
		s := p.At(ended)
		if due, ok := s.Due(); ok && due.After(start) {
			start = due
		}
		if r.awaited && s.Standing == promise.Kept {
			kept = r.tells(PromiseKept, live, e.thereafter(), e.Recorded)
		}
	}
	if cancels || r.retired {
		return kept, nil // nothing follows
	}
	if cycle == Sequential {
		return kept, r.begin(e, start, "", fields)
	}
	if cycle == Periodic {
		r.next = start
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
	last.ended, last.done, r.next = false, false, time.Time{}
	last.note(e, promise.Event{Kind: promise.Reopen})
}

// noteFacts notes what an event says about the promise under way, or about the
// last one.
func (r *runner) noteFacts(e *Event) {
	n := len(r.runs)
	for i, f := range e.Facts {
		if f.Commitment == r.commitment.Name && n > 0 {
			says := f.event(i)
			says.Reason = orElse(says.Reason, e.Reason)
			r.runs[n-1].keepByHand(says)
			r.runs[n-1].note(e, says)
		}
	}
}

// keepByHand keeps which pauses facts have opened.
func (x *run) keepByHand(says promise.Event) {
	if says.Kind != promise.Pause && says.Kind != promise.Resume {
		return
	}
	x.byHand = slices.DeleteFunc(slices.Clone(x.byHand), func(p promise.Event) bool { return p.Key == says.Key })
	if says.Kind == promise.Pause {
		x.byHand = append(x.byHand, says)
	}
}

// resumeByHand goes on with pauses that facts have opened.
func (x *run) resumeByHand(e *Event, pauses []promise.Event) {
	x.byHand = pauses
	for i, p := range pauses {
		if p.Until.IsZero() || p.Until.After(e.At) {
			p.ID = fmt.Sprintf("by hand/%d", i)
			x.note(e, p)
		}
	}
}

// whileKey is the key of the pauses that conditions on fields make.
const whileKey = "while"

// pause lets the clock pause or run on as the fields say; one waiting state after
// another goes on under its own reason.
func (x *run) pause(e *Event, clock *Clock, fields Fields) {
	waits := ""
	if condition, pauses := clock.pauses(fields); pauses {
		waits = says(condition, fields)
	}
	switch {
	case waits == x.paused:
	case waits != "":
		x.note(e, promise.Event{Kind: promise.Pause, Key: whileKey, Reason: orElse(e.Reason, waits)})
	default:
		x.note(e, promise.Event{Kind: promise.Resume, Key: whileKey, Reason: e.Reason})
	}
	x.paused = waits
}

// end ends the run, and returns when: after the break, if it ends with its own,
// since an event at the very instant would come before it.
func (x *run) end(e *Event, kind promise.Kind) time.Time {
	then := *e
	if e.Type == PromiseBroken {
		if p, err := x.recorded(); err == nil && p.At(e.At).BrokenAt.Equal(e.At) {
			then.At = e.At.Add(1)
		}
	}
	x.ended, x.done, x.paused = true, kind == promise.Fulfill, ""
	x.note(&then, promise.Event{Kind: kind, Reason: e.Reason})
	return then.At
}

// note notes what an event of the case means for the promise.
func (x *run) note(e *Event, p promise.Event) {
	p.At, p.Recorded, p.By, p.Channel = e.At, e.Recorded, e.By, e.Channel
	if p.ID = orElse(p.ID, p.Kind.String()); e.ID != "" {
		p.ID = e.ID + "/" + p.ID
	} else {
		p.ID = ""
	}
	x.events = append(x.events, p)
}

// recorded returns the promise with all that was noted.
func (x *run) recorded() (promise.Promise, error) {
	if len(x.events) == 0 || x.base.IsZero() {
		return x.base, nil
	}
	p, err := x.base.Record(x.base.Made(), x.events...)
	if err == nil {
		x.base, x.events = p, nil
	}
	return p, err
}

// unshare lets the runner change without changing that of which it is a copy.
// Only the last run changes.
func (r *runner) unshare() {
	if n := len(r.runs); n > 0 {
		r.runs = append([]*run(nil), r.runs...)
		last := *r.runs[n-1]
		last.events = slices.Clip(last.events)
		r.runs[n-1] = &last
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
			made = append(made, pledge{p, x.why, x.number, r.reigns, r.of})
		}
	}
	return made, nil
}
