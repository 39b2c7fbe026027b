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

// A Case is a ticket or an order to which a policy is applied, with the log of its
// events. The promises are derived from the log; [promise.Promise] judges them.
//
// A Case is an immutable value: [Case.Record] returns another one. The promises do not
// depend on the order in which the events were recorded: replaying a log
// gives the same as recording it event by event. It is safe for concurrent use.
// The zero Case has no promises, and Record returns [ErrNoCase] for it.
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

// ErrNoCase is returned by the methods that add to a case if it is the zero Case.
var ErrNoCase = errors.New("policy: there is no case; open one with Open")

// Record returns the case with events added to its log, recorded at now, and
// with the promises that follow. If it returns an error, it adds none of the events. An
// At or Recorded that is zero becomes now. Without events it advances the case to now: a
// promise that broke by now may have started another.
//
// It returns an error that names each invalid field, and one if a calendar never reaches
// a deadline. It is not an error if an event is early, late or out of order. Recording an
// event again under the same ID changes nothing.
//
// A now before the last Recorded of the log, or before the last instant to which the
// case was advanced, is a [*promise.ClockError], unless the events set their Recorded.
// The same instant again is not an error, and without events an earlier now changes
// nothing. But a host that has called [Case.Actions] up to an instant must record later
// than that; otherwise the events can change actions that it has already got. Record
// cannot detect this, since the case does not store calls of Actions.
func (c Case) Record(now time.Time, events ...Event) (Case, error) {
	if c.policy == nil {
		return c, ErrNoCase
	}
	return c.record(now, events, nil)
}

// Adopt returns the case with another policy in force: another version of it, or
// the same with another calendar. The event holds when, by whom and why it was adopted,
// and whether the customer agreed; an At that is zero is now. From then on commitments of
// the same name continue under the new policy: if its terms are different, the
// commitment's [Change] applies to a promise under way, and the
// revision has the event's reason. The promises of a commitment that the new policy does
// not have are withdrawn, unless its Change is [Keep]; a new commitment promises from
// then on, or from its start if it is Retroactive. Verdicts before the adoption do not
// change.
//
// A promise under way keeps its notice, its cut-off, its conditions and the effect of
// pauses.
//
// It returns an error if the policy is nil, and the errors of Record.
func (c Case) Adopt(now time.Time, p *Policy, e Event) (Case, error) {
	if c.policy == nil {
		return c, ErrNoCase
	}
	if p == nil {
		return c, fieldError("policy", errors.New("required; name the policy that holds from now on"))
	}
	if e.Type != "" && e.Type != Adopted {
		return c, fieldError("type", fmt.Errorf("expected %q, got %q; leave the type empty", Adopted, e.Type))
	}
	e.Type = Adopted
	return c.record(now, []Event{e}, p)
}

// Under returns the case as if it had been opened under another policy and none
// had been adopted since: the same log, other promises. The fields and facts of an
// adoption's event still apply. It returns an error if the policy is nil, and the
// errors of Record.
func (c Case) Under(p *Policy) (Case, error) {
	if c.policy == nil {
		return c, ErrNoCase
	}
	if p == nil {
		return c, fieldError("policy", errors.New("required; name the policy to apply"))
	}
	next := c
	next.policy = p
	next.log = slices.Clone(c.log)
	for i := range next.log {
		next.log[i].policy = nil // the fields and facts of the event stay
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

// known returns the entries of the log with the IDs of events.
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

// derived derives the promises from the log.
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

// settled takes the promises from the derivation, up to the instant to which the case
// was advanced.
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

// facts returns the opening and then the events in the order in which they happened,
// also those before the opening: at the same instant in the order in which they were
// recorded, then in the order of the log. The parts of a batch are one. Retracted
// events are left out.
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

// Fields returns a copy of the fields of the case after the last event, without those
// that were restored by the last Record because a condition was missed
// ([promise.ElseBack]).
func (c Case) Fields() Fields { return maps.Clone(c.fields) }

// Policy returns the policy in force: the one adopted last, or else the one under
// which the case was opened; nil for the zero Case.
func (c Case) Policy() *Policy { return c.state.policy }

// Events returns a copy of the log, as it was recorded, without the opening. The event
// of an adoption does not contain the policy: replay it with [Case.Adopt].
func (c Case) Events() []Event {
	var events []Event
	for _, e := range c.log {
		events = append(events, e.clone())
	}
	return events
}

// Promises returns all promises of the case as of the instant of the last Record, in
// the order of the policy's commitments, then in the order of their cycles. Their IDs
// are keys, made of the ID of the case, the name of the commitment and the number of
// the cycle: "T-7/first reply/1". [Case.Pledges] returns those parts.
func (c Case) Promises() []promise.Promise {
	var list []promise.Promise
	for _, made := range c.made {
		for _, p := range made {
			list = append(list, p.promise)
		}
	}
	return list
}

// Why returns the reasons for the promise with the given ID: the rule that applied
// when it was made or last changed, and the effect of the pad. ok is false if the case
// has no such promise.
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
// recorded by then, and advanced to t at most. It returns the zero Case before
// the opening was recorded. (A promise alone does not have that instant:
// [promise.Promise.KnownAt] returns a promise that was made at the opening from the
// time at which it was made.)
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
// the promises changes, an action becomes due, a period begins, or an acceptance
// lapses because its condition is missed. A host can sleep until then, and call Record
// without events. ok is false if nothing will change without an event.
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

// lastInstant is the end of all calendars.
var lastInstant = time.Date(2190, time.January, 1, 0, 0, 0, 0, time.UTC)

// MarshalJSON returns an error: a case has no document. Store its policy, [Case.Opening]
// and [Case.Events], and replay them.
func (c Case) MarshalJSON() ([]byte, error) { return nil, errCaseDocument }

// UnmarshalJSON returns an error: replay the events of the case.
func (c *Case) UnmarshalJSON([]byte) error { return errCaseDocument }

var errCaseDocument = errors.New("policy: a case has no document; keep its policy, opening and events, and replay them with Open, Record and Adopt")
