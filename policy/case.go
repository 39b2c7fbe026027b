package policy

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

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
	policy *Policy
	id     string
	opened Event
	log    []Event // as recorded
	made   [][]pledge
	fields Fields // as they are after the last event
}

// A pledge is one promise of a commitment, with the reason for it.
type pledge struct {
	promise promise.Promise
	why     Why
}

// ErrNoCase says that a case is the zero Case.
var ErrNoCase = errors.New("policy: there is no case; open one with Open")

// Open opens a case at an instant, with what is known of it then. The error is
// that of a calendar that never reaches what is promised.
func (p *Policy) Open(id string, fields Fields, opened time.Time) (Case, error) {
	c := Case{policy: p, id: id, opened: Event{Type: Opened, At: opened.Round(0), Recorded: opened.Round(0), Set: maps.Clone(fields)}}
	return c.derived()
}

// Record returns the case with events added to its log, learnt of at now, and
// with the promises that follow. It is all or nothing. An At or Recorded that is
// zero becomes now.
//
// The errors name the fields of what is malformed, and what a calendar never
// reaches. What is early, late or out of place is no error; an event that is
// recorded again under the same ID changes nothing.
func (c Case) Record(now time.Time, events ...Event) (Case, error) {
	if c.policy == nil {
		return c, ErrNoCase
	}
	log := slices.Clip(c.log)
	var errs []error
	for i, e := range events {
		path := fmt.Sprintf("events[%d]", i)
		if k := slices.IndexFunc(log, func(old Event) bool { return e.ID != "" && old.ID == e.ID }); k >= 0 {
			if !e.same(log[k]) {
				errs = append(errs, &promise.IDError{ID: e.ID, Field: path})
			}
			continue
		}
		e = e.stamped(now)
		if err := e.check(path + "."); err != nil {
			errs = append(errs, err)
			continue
		}
		log = append(log, e)
	}
	if err := errors.Join(errs...); err != nil {
		return c, err
	}
	if len(log) == len(c.log) {
		return c, nil
	}
	next := c
	next.log = log
	next, err := next.derived()
	if err != nil {
		return c, err
	}
	return next, nil
}

// derived works the promises out from the log.
func (c Case) derived() (Case, error) {
	runners := make([]runner, len(c.policy.config.Commitments))
	for i := range runners {
		runners[i] = runner{id: c.id, commitment: &c.policy.config.Commitments[i]}
	}
	fields := Fields{}
	for _, e := range c.facts() {
		after := fields.with(e.Set)
		for i := range runners {
			if err := runners[i].step(&e, fields, after); err != nil {
				return c, fmt.Errorf("policy: case %q: %s: %w", c.id, runners[i].commitment.Name, err)
			}
		}
		fields = after
	}
	c.fields = fields
	c.made = make([][]pledge, len(runners))
	for i := range runners {
		var err error
		if c.made[i], err = runners[i].pledges(); err != nil {
			return c, fmt.Errorf("policy: case %q: %s: %w", c.id, runners[i].commitment.Name, err)
		}
	}
	return c, nil
}

// facts returns what happened, the opening first, then in the order in which it
// happened: at the same instant in that in which it was recorded, then as it
// stands in the log. What is said to have happened before the opening happened
// at it.
func (c Case) facts() []Event {
	facts := append([]Event{c.opened}, c.log...)
	for i := range facts {
		if facts[i].At.Before(c.opened.At) {
			facts[i].At = c.opened.At
		}
	}
	slices.SortStableFunc(facts[1:], func(a, b Event) int {
		return cmp.Or(a.At.Compare(b.At), a.Recorded.Compare(b.Recorded))
	})
	return facts
}

// ID returns the name by which the case was opened.
func (c Case) ID() string { return c.id }

// Fields returns what is known of the case after the last event.
func (c Case) Fields() Fields { return maps.Clone(c.fields) }

// Events returns a copy of the log, as it was recorded, without the opening.
func (c Case) Events() []Event {
	events := slices.Clone(c.log)
	for i := range events {
		events[i].Data, events[i].Set = maps.Clone(events[i].Data), maps.Clone(events[i].Set)
	}
	return events
}

// Promises returns all promises that follow from the policy, in the order of its
// commitments, those of one in the order of their cycles. Their IDs are the
// case's, the commitment's name and the number of the cycle: "T-7/first
// reply/1".
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
				return p.why, true
			}
		}
	}
	return Why{}, false
}

// KnownAt returns the case as it was known at t: with the events that had been
// recorded by then.
func (c Case) KnownAt(t time.Time) Case {
	if c.policy == nil {
		return c
	}
	known := slices.DeleteFunc(slices.Clone(c.log), func(e Event) bool { return e.Recorded.After(t) })
	if len(known) == len(c.log) {
		return c
	}
	then := c
	then.log = known
	then, err := then.derived()
	if err != nil {
		return c // not reached: it was recorded so
	}
	return then
}

// NextChange returns the next instant after now at which the standing of one of
// the promises changes. ok is false if none will.
func (c Case) NextChange(now time.Time) (next time.Time, ok bool) {
	for _, p := range c.Promises() {
		if t, changes := p.NextChange(now); changes && (!ok || t.Before(next)) {
			next, ok = t, true
		}
	}
	return next, ok
}
