package policy

import (
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// A back is what an event brought about under a condition that takes it back
// ([promise.ElseBack]): the customer accepted another date that holds only if the
// customer does something first. If that is missed, the promise goes back by
// itself, and so do the fields that the event set.
type back struct {
	at         time.Time
	conditions []promise.Condition
	set        []string // fields that nobody has changed since
	before     Fields   // what they were
	was        stance   // by what the run stood
	turns      int      // of the run, once the event had been taken in
}

// back returns the first fact of the event that brings the promise of a commitment a
// condition that takes it back; nil if there is none.
func (e *Event) back(commitment string) *promise.Event {
	for i := range e.Facts {
		f := &e.Facts[i]
		if f.Commitment == commitment && f.Says.Kind == promise.Revise && slices.ContainsFunc(f.Says.Terms.Conditions, isBack) {
			return &f.Says
		}
	}
	return nil
}

func isBack(c promise.Condition) bool { return c.Else == promise.ElseBack }

// offersBack reports whether the event brings a condition, and nothing else, that
// takes it back.
func (e *Event) offersBack(commitment string) bool {
	condition := e.condition(commitment)
	return condition != nil && slices.ContainsFunc(condition.Terms.Conditions, isBack)
}

// takes looks at an event before it is taken in: fields that it changes go back with
// no earlier one, and what it brings about under a condition is kept. It returns the
// run for which it keeps something.
func (r *runner) takes(e *Event, before, after Fields) *run {
	live := r.live()
	if live == nil || live.isZero() {
		return nil
	}
	for i := range live.backs {
		b := &live.backs[i]
		b.set = slices.DeleteFunc(slices.Clone(b.set), func(name string) bool { return before[name] != after[name] })
	}
	brought := e.back(r.commitment.Name)
	if brought == nil {
		return nil
	}
	b := back{at: e.At, conditions: slices.Clone(brought.Terms.Conditions), before: before, was: live.stance}
	b.was.named = b.was.named.unshare()
	for _, name := range sortedKeys(e.Set) {
		if before[name] != after[name] {
			b.set = append(b.set, name)
		}
	}
	live.backs = append(live.backs, b)
	live.missed = slices.Clip(live.missed)
	for i := range e.Facts { // what goes back can bring another condition into force again
		for _, c := range e.Facts[i].Says.Terms.Conditions {
			if isBack(c) && e.Facts[i].Commitment == r.commitment.Name {
				live.missed = append(live.missed, later(c.By, e.At))
			}
		}
	}
	slices.SortFunc(live.missed, time.Time.Compare)
	return live
}

// keep notes how the run stood once the event had been taken in.
func (x *run) keep() {
	if x != nil {
		x.backs[len(x.backs)-1].turns = x.turns
	}
}

// lapses returns when the promise under way goes back, if that is before an instant.
func (r *runner) lapses(until time.Time) (time.Time, bool, error) {
	live := r.live()
	if live == nil {
		return time.Time{}, false, nil
	}
	for len(live.missed) > 0 && live.missed[0].Before(until) {
		i, err := live.lapsed(live.missed[0])
		if i >= 0 || err != nil {
			return live.missed[0], err == nil, err
		}
		live.missed = live.missed[1:]
	}
	return time.Time{}, false, nil
}

// lapsesNext returns when the promise under way goes back, as far as is known; zero if
// it does not.
func (r *runner) lapsesNext() time.Time {
	if live := r.live(); live != nil {
		for _, at := range live.missed {
			if i, err := live.lapsed(at); i >= 0 && err == nil {
				return at
			}
		}
	}
	return time.Time{}
}

// lapsed returns the number of what goes back at an instant; -1 if nothing does.
func (x *run) lapsed(at time.Time) (int, error) {
	p, err := x.recorded()
	if err != nil {
		return -1, err
	}
	for _, e := range p.Lapsed(at) {
		for i := range x.backs {
			if e.At.Equal(x.backs[i].at) && slices.EqualFunc(e.Terms.Conditions, x.backs[i].conditions, isSameCondition) {
				return i, nil
			}
		}
	}
	return -1, nil
}

func isSameCondition(a, b promise.Condition) bool {
	return a.Name == b.Name && a.By.Equal(b.By) && a.Else == b.Else
}

// lapse takes back what was brought about under conditions that were missed at an
// instant. A promise has gone back by itself, and the commitment stands by what it
// stood before, unless another rule has come to hold since; for the others it is a
// change of fields.
func (d *derivation) lapse(at time.Time) error {
	e := &Event{At: at, Recorded: at, Set: Fields{}}
	for i := range d.runners {
		r := &d.runners[i]
		for {
			t, ok, err := r.lapses(at.Add(1))
			if err == nil && ok && t.Equal(at) {
				err = r.takeBack(e)
			}
			if err != nil {
				return r.failed(err)
			}
			if !ok || !t.Equal(at) {
				break
			}
		}
	}
	if len(e.Set) == 0 {
		return nil
	}
	return d.step(e, d.fields.with(e.Set))
}

// takeBack lets the run stand as before, and enters into the event the fields that go
// back and why.
func (r *runner) takeBack(e *Event) error {
	live := r.live()
	i, err := live.lapsed(e.At)
	if err != nil || i < 0 {
		return err
	}
	b := live.backs[i]
	live.backs = slices.Delete(slices.Clone(live.backs), i, i+1)
	named := []ledger{live.named, b.was.named}
	if live.turns == b.turns {
		live.stance = b.was
		live.turns = b.turns
	}
	live.named = ledger{}
	for _, l := range named {
		holds, err := l.stillNamed(live.base, e.At)
		if err != nil {
			return err
		}
		if holds {
			live.named = l
			break
		}
	}
	for _, field := range b.set {
		e.Set[field] = b.before[field]
	}
	k := slices.IndexFunc(b.conditions, func(c promise.Condition) bool { return isBack(c) && !c.By.After(e.At) })
	e.Reason = fmt.Sprintf("%q was not met in time", b.conditions[max(k, 0)].Name)
	return nil
}

// stillNamed reports whether the date that a person has named is the one in force.
func (l *ledger) stillNamed(p promise.Promise, at time.Time) (bool, error) {
	if l.isZero() {
		return false, nil
	}
	named, err := l.recorded()
	return err == nil && named.TermsAt(at).Due.Equal(p.TermsAt(at).Due), err
}
