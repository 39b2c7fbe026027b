package policy

import (
	"fmt"
	"slices"
	"time"
)

// A derivation derives the promises of a case from its events, one
// fact after the other. It is a value that can be continued: clone it first.
type derivation struct {
	id      string
	policy  *Policy // in force
	runners []runner
	fields  Fields
	last    entry // the last fact
	derived int   // number of derived events
	undone  undoing
}

// An entry is one line of the log of a case.
type entry struct {
	Event

	policy *Policy   // that was adopted; nil for any other event
	before time.Time // when it happened, if that was before the opening
}

// happened returns when the event happened, as it was recorded.
func (e *entry) happened() time.Time {
	if e.before.IsZero() {
		return e.At
	}
	return e.before
}

// mostDerived bounds the number of derived events in a case: breaks, periods, and
// promises that are kept through others.
const mostDerived = 10_000

func newDerivation(id string, p *Policy) derivation {
	d := derivation{id: id, policy: p, fields: Fields{}}
	for i := range p.config.Commitments {
		d.runners = append(d.runners, p.runner(id, i))
	}
	d.watch()
	return d
}

func (p *Policy) runner(id string, i int) runner {
	c := &p.config.Commitments[i]
	return runner{id: id, of: id + "/" + part(c.Name), commitment: c, quoter: p.config.Quoter, versions: []version{{commitment: c}}}
}

// watch marks the commitments whose outcomes a trigger waits for, and returns those
// that were not marked before.
func (d *derivation) watch() (fresh []*runner) {
	var waiting []Trigger
	for i := range d.runners {
		waiting = append(waiting, d.runners[i].commitment.turns()...)
	}
	for i := range d.runners {
		r, was := &d.runners[i], d.runners[i].awaited
		r.awaited = r.commitment.Clock.Cycle == Periodic ||
			slices.ContainsFunc(waiting, func(t Trigger) bool { return t.awaits(r.commitment.Name) })
		if r.awaited && !was {
			fresh = append(fresh, r)
		}
	}
	return fresh
}

// watches reports whether anything is derived from the passing of time alone.
func (d *derivation) watches() bool {
	for i := range d.runners {
		if live := d.runners[i].live(); d.runners[i].awaited || (live != nil && len(live.missed) > 0) {
			return true
		}
	}
	return false
}

// clone returns a derivation that can be continued without changing this one.
func (d derivation) clone() derivation {
	d.runners = append([]runner(nil), d.runners...)
	for i := range d.runners {
		d.runners[i].unshare()
	}
	d.undone = d.undone.unshare()
	return d
}

// goesOnWith reports whether events, which are in order, come after all facts that were
// applied, and belong to no batch of which a part was applied.
func (d *derivation) goesOnWith(events []entry) bool {
	if len(events) == 0 {
		return true
	}
	for i := range events {
		if events[i].policy != nil || (events[i].Batch != "" && events[i].At.Equal(d.last.At)) {
			return false
		}
	}
	return d.last.compare(&events[0]) <= 0
}

// take applies a fact. Facts come in the order in which they happened; those
// before it are needed only if it adopts another policy. A promise orders the facts of
// one instant by when they were recorded, so a fact from before the opening gets a
// Recorded that is not before that of the fact that it follows.
func (d *derivation) take(e *entry, earlier func() []entry) error {
	if e.At.Equal(d.last.At) && e.Recorded.Before(d.last.Recorded) {
		learnt := *e
		learnt.Recorded = d.last.Recorded
		e = &learnt
	}
	if err := d.pass(e.At); err != nil {
		return err
	}
	var before []entry
	if e.policy != nil {
		before = earlier()
	}
	err := d.enter(e, before)
	d.last = entry{Event: Event{At: e.At, Recorded: e.Recorded}, before: e.before}
	return err
}

// enter applies a fact to whose instant the derivation was advanced.
func (d *derivation) enter(e *entry, earlier []entry) error {
	was := d.fields
	after := was.with(e.Set)
	from := d.keepFact(e, earlier)
	if e.policy != nil {
		if err := d.adopt(e, after, func() []entry { return earlier }); err != nil {
			return err
		}
	}
	for i := range d.runners {
		d.runners[i].fact = d.undone.facts
	}
	if err := d.step(&e.Event, after); err != nil {
		return err
	}
	d.keepFields(was, after, d.keepStart(from))
	return nil
}

// step applies an event to every commitment, and then the outcomes of promises that it
// causes.
func (d *derivation) step(e *Event, after Fields) error {
	before := d.fields
	d.fields = after
	queue := []*Event{e}
	for len(queue) > 0 {
		e, queue = queue[0], queue[1:]
		for i := range d.runners {
			r := &d.runners[i]
			kept, err := r.step(e, before, after)
			if err != nil {
				return r.failed(err)
			}
			if kept != nil && d.derived < mostDerived {
				d.derived++
				queue = append(queue, kept)
			}
		}
		before = after // what follows changes no field
	}
	return nil
}

// pass advances the derivation up to, and not including, an instant: promises break,
// periods end, and acceptances under missed conditions lapse.
func (d *derivation) pass(until time.Time) error {
	for d.derived < mostDerived {
		next, err := d.nextTurn(until)
		if next.r == nil || err != nil {
			return err
		}
		d.derived++
		r, at := next.r, next.at
		if next.lapses {
			if err := d.lapse(at); err != nil {
				return err
			}
			continue
		}
		if broken := r.breaks(at); broken != nil {
			if err := d.step(broken, d.fields); err != nil {
				return err
			}
		}
		if err := r.nextPeriod(at, d.fields); err != nil {
			return r.failed(err)
		}
	}
	return nil
}

// A turn is a change that time alone causes: the promise of a commitment breaks, its
// next period begins, or a revision lapses.
type turn struct {
	r      *runner
	at     time.Time
	lapses bool
}

// nextTurn returns the first turn before an instant; its runner is nil if there is
// none. At one instant a lapse comes before a break.
func (d *derivation) nextTurn(until time.Time) (first turn, err error) {
	take := func(t turn) {
		if first.r == nil || t.at.Before(first.at) || (t.lapses && !first.lapses && t.at.Equal(first.at)) {
			first = t
		}
	}
	for i := range d.runners {
		r := &d.runners[i]
		at, ok, err := r.lapses(until)
		if err != nil {
			return first, r.failed(err)
		}
		if ok {
			take(turn{r, at, true})
		}
		if !r.awaited {
			continue
		}
		if at, ok, err = r.turns(until); err != nil {
			return first, r.failed(err)
		}
		if ok {
			take(turn{r, at, false})
		}
	}
	return first, nil
}

// pledges returns the promises that were made, by commitment.
func (d *derivation) pledges() ([][]pledge, error) {
	made := make([][]pledge, len(d.runners))
	for i := range d.runners {
		var err error
		if made[i], err = d.runners[i].pledges(); err != nil {
			return nil, d.runners[i].failed(err)
		}
	}
	return made, nil
}

// failed adds the case and the commitment to an error.
func (r *runner) failed(err error) error {
	return fmt.Errorf("policy: case %q: %s: %w", r.id, r.commitment.Name, err)
}
