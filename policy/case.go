package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/promise"
)

// A Case is what a policy is applied to: a ticket, an order, with all that has
// happened to it. From that the promises follow; [promise.Promise] judges them.
//
// A Case is an immutable value: [Case.Record] returns another one. What follows
// depends on what is known, not on the order in which it came: replaying a log
// gives the same as recording it event by event. It is safe for concurrent use.
// The zero Case is none: it promises nothing, and Record refuses it.
type Case struct {
	policy  *Policy // under which it was opened
	id      string
	opened  Event
	log     []entry // as recorded
	seen    time.Time
	state   derivation // after the last fact
	made    [][]pledge // up to seen
	runners []runner   // that made them
	fields  Fields     // at seen
}

// A pledge is one promise of a commitment, with the reason for it.
type pledge struct {
	promise  promise.Promise
	why      Why
	cycle    int
	versions []version // of the commitment's versions
	of       string    // case and commitment
}

// ErrNoCase says that a case is the zero Case.
var ErrNoCase = errors.New("policy: there is no case; open one with Open")

// Record returns the case with events added to its log, learnt of at now, and
// with the promises that follow. It is all or nothing. An At or Recorded that is
// zero becomes now. Without events it lets the case see that time has passed: a
// promise that broke by now may have started another.
//
// The errors name the fields of what is malformed, and what a calendar never
// reaches. What is early, late or out of place is no error; an event that is
// recorded again under the same ID changes nothing.
//
// Recorded never goes back by itself: a now before the last Recorded of the log,
// or before the last instant up to which the case saw time pass, is a
// [*promise.ClockError], unless the events state their Recorded. The same instant
// again is no error, and without events an earlier now changes nothing. But a host
// that has asked [Case.Actions] up to an instant must record later than that, else
// what it records changes actions that count as told. The case does not know what was
// asked, so it cannot refuse this.
func (c Case) Record(now time.Time, events ...Event) (Case, error) {
	if c.policy == nil {
		return c, ErrNoCase
	}
	return c.record(now, events, nil)
}

// Adopt returns the case with another policy in force: another version of it, or
// the same with another calendar. The event says when, by whom, why, and whether
// the customer agreed; an At that is zero is now. From then on commitments of
// the same name go on under the new policy: where it promises something else,
// the commitment's [Change] says what becomes of a promise under way, and the
// revision has the event's reason. A commitment that is gone is withdrawn, unless
// its Change is [Keep]; a new one promises from then on, or from its start if it
// is Retroactive. What was judged before stands.
//
// What is under way keeps the notice, the cut-off, the conditions and what pauses
// do to it: they were said with it.
//
// A policy that is nil is an error; the others are those of Record.
func (c Case) Adopt(now time.Time, p *Policy, e Event) (Case, error) {
	if c.policy == nil {
		return c, ErrNoCase
	}
	if p == nil {
		return c, fieldError("policy", errors.New("none; name the one that holds from now on"))
	}
	if e.Type != "" && e.Type != Adopted {
		return c, fieldError("type", fmt.Errorf("%q; an adoption is %q, leave the type empty", e.Type, Adopted))
	}
	e.Type = Adopted
	return c.record(now, []Event{e}, p)
}

// Under returns the case as if it had been opened under another policy and none
// had been adopted since: the same log, other promises. What an adoption's event
// itself says still happened. The errors are those of Record, and one for a policy
// that is nil.
func (c Case) Under(p *Policy) (Case, error) {
	if c.policy == nil {
		return c, ErrNoCase
	}
	if p == nil {
		return c, fieldError("policy", errors.New("none; name the one to work it out by"))
	}
	next := c
	next.policy = p
	next.log = slices.Clone(c.log)
	for i := range next.log {
		next.log[i].policy = nil // what the event itself says still happened
	}
	next, err := next.derived()
	if err != nil {
		return c, err
	}
	return next, nil
}

// record adds events to the log; those of an adoption come with the policy.
func (c Case) record(now time.Time, events []Event, p *Policy) (Case, error) {
	log := slices.Clip(c.log)
	known := c.known(events)
	clock := newRecorder(now, &c)
	wrong := document.Problems{Package: packageName}
	for i, e := range events {
		path := fmt.Sprintf("events[%d]", i)
		if old, is := known[e.ID]; is {
			if !e.same(old.Event) || !p.isSame(old.policy) {
				wrong.Add(path, "%w %q of a different event; give this one its own ID", promise.ErrDuplicateID, document.Excerpt(e.ID))
			}
			continue
		}
		wrong.Take(clock.check(&e))
		e = e.stamped(now)
		if err := e.check(path+".", p); err != nil {
			wrong.Take(err)
			continue
		}
		clock.take(&e)
		log = append(log, entry{Event: e, policy: p})
		if e.ID != "" {
			known[e.ID] = log[len(log)-1]
		}
	}
	if err := wrong.Err(); err != nil {
		return c, err
	}
	return c.extended(log, now)
}

// known returns what the log has under the IDs of events.
func (c Case) known(events []Event) map[string]entry {
	asked := map[string]bool{}
	for _, e := range events {
		asked[e.ID] = e.ID != ""
	}
	known := map[string]entry{}
	for _, old := range c.log {
		if asked[old.ID] {
			known[old.ID] = old
		}
	}
	return known
}

// extended returns the case with a longer log, as seen at now.
func (c Case) extended(log []entry, now time.Time) (Case, error) {
	next := c
	next.log, next.seen = log, instants.Later(c.seen, now)
	fresh := inOrder(c.sinceOpening(log[len(c.log):]))
	var err error
	if c.state.goesOnWith(fresh) && !retracts(log, fresh) {
		next.state = c.state.clone()
		facts := inBatches(fresh)
		for i := range facts {
			if err = next.state.take(&facts[i], nil); err != nil {
				return c, err
			}
		}
		next, err = next.settled()
	} else {
		next, err = next.derived()
	}
	if err != nil {
		return c, err
	}
	return next, nil
}

// derived works the promises out from the log.
func (c Case) derived() (Case, error) {
	c.state = newDerivation(c.id, c.policy)
	facts := c.facts()
	for i := range facts {
		if err := c.state.take(&facts[i], func() []entry { return facts[:i] }); err != nil {
			return c, err
		}
	}
	return c.settled()
}

// settled takes the promises from what was worked out, up to the instant to
// which time was seen to pass.
func (c Case) settled() (Case, error) {
	var err error
	if c.made, err = c.state.pledges(); err != nil {
		return c, err
	}
	c.runners, c.fields = c.state.runners, c.state.fields
	if !c.state.watches() {
		return c, nil
	}
	ahead := c.state.clone()
	if err := ahead.pass(c.seen.Add(1)); err != nil {
		return c, err
	}
	c.made, err = ahead.pledges()
	c.runners, c.fields = ahead.runners, ahead.fields
	return c, err
}

// facts returns what happened, the opening first, then in the order in which it
// happened, also before the opening: at the same instant in that in which it was
// recorded, then as it stands in the log; the parts of a batch as one. What was taken back is left out.
func (c Case) facts() []entry {
	facts := append([]entry{{Event: c.opened}}, c.sinceOpening(c.log)...)
	gone := map[string]bool{}
	for i := range facts {
		if of := facts[i].Retracts; of != "" {
			gone[of] = true
		}
	}
	if len(gone) > 0 {
		facts = without(facts, func(e *entry) bool { return gone[e.ID] && e.Retracts == "" })
	}
	return append(facts[:1], inBatches(inOrder(facts[1:]))...)
}

// ID returns the name by which the case was opened, "" for the zero Case.
func (c Case) ID() string { return c.id }

// Fields returns what is known of the case after the last event, and after what has
// gone back by the last Record ([promise.ElseBack]).
func (c Case) Fields() Fields { return maps.Clone(c.fields) }

// Policy returns the policy in force: that under which the case was opened, or
// the one adopted last; nil for the zero Case.
func (c Case) Policy() *Policy { return c.state.policy }

// Events returns a copy of the log, as it was recorded, without the opening. An
// adoption is in it without its policy: replay that with [Case.Adopt].
func (c Case) Events() []Event {
	var events []Event
	for _, e := range c.log {
		events = append(events, e.clone())
	}
	return events
}

// Promises returns all promises that follow from the policy, in the order of its
// commitments, those of one in the order of their cycles, as of the instant of
// the last Record. Their IDs are keys, made of the
// case's, the commitment's name and the number of the cycle: "T-7/first
// reply/1". [Case.Pledges] returns those parts.
func (c Case) Promises() []promise.Promise {
	var list []promise.Promise
	for _, made := range c.made {
		for _, p := range made {
			list = append(list, p.promise)
		}
	}
	return list
}

// Why says why a promise is what it is, by its ID: which rule held when it was
// made or last changed, and what the pad did. ok is false if there is none.
func (c Case) Why(id string) (why Why, ok bool) {
	for _, made := range c.made {
		for _, p := range made {
			if p.promise.About().ID == id {
				return p.why.clone(), true
			}
		}
	}
	return Why{}, false
}

// KnownAt returns the case as it was known at t: with the events that had been
// recorded by then, and with the time that had passed. It is the zero Case before
// the opening was recorded: nobody knew of it, nor of its promises. (A promise
// alone has no such instant: [promise.Promise.KnownAt] shows one that was made at
// the opening as soon as it was made.)
func (c Case) KnownAt(t time.Time) Case {
	if c.policy == nil || t.Before(c.opened.Recorded) {
		return Case{}
	}
	then := c
	then.log = without(c.log, func(e *entry) bool { return e.Recorded.After(t) })
	if then.seen = instants.Earlier(c.seen, t); len(then.log) == len(c.log) && (then.seen.Equal(c.seen) || !c.state.watches()) {
		return c
	}
	then, err := then.derived()
	if err != nil {
		return c // not reached: it was recorded so
	}
	return then
}

// NextChange returns the next instant after now at which the standing of one of
// the promises changes, an action becomes due, a period begins, or what was
// accepted under a condition goes back: sleep until then, and record that time has passed. ok is false if nothing will change by
// itself.
func (c Case) NextChange(now time.Time) (next time.Time, ok bool) {
	earliest := func(t time.Time) {
		if t.After(now) && (!ok || t.Before(next)) {
			next, ok = t, true
		}
	}
	for _, p := range c.Promises() {
		if t, changes := p.NextChange(now); changes {
			earliest(t)
		}
	}
	for _, r := range c.runners {
		earliest(r.next)
		earliest(r.lapsesNext())
	}
	until := lastInstant
	if ok {
		until = next
	}
	for _, a := range c.plan(until) {
		earliest(a.Planned)
	}
	return next, ok
}

// lastInstant is where calendars end.
var lastInstant = time.Date(2190, time.January, 1, 0, 0, 0, 0, time.UTC)

// MarshalJSON is an error: a case has no document. Keep its policy, [Case.Opening]
// and [Case.Events], and replay them.
func (c Case) MarshalJSON() ([]byte, error) { return nil, errCaseDocument }

// UnmarshalJSON is an error: replay the events of the case.
func (c *Case) UnmarshalJSON([]byte) error { return errCaseDocument }

var errCaseDocument = errors.New("policy: a case has no document; keep its policy, opening and events, and replay them with Open, Record and Adopt")
