package policy

import (
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/promise"
)

// A back is the effect of an event under a condition with [promise.ElseBack]: the
// customer accepted another date that is in force only if the customer does something
// first. If the condition is missed, the promise and the fields that the event set are
// restored.
type back struct {
	fact       int         // the number of the event
	from       *derivation // before the event, and before all that has gone back since
	at         time.Time   // of the revision that has the conditions
	conditions []promise.Condition
}

// back returns the first fact of the event that adds a condition with
// [promise.ElseBack] to the promise of a commitment; nil if there is none.
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

// offersBack reports whether the event adds a condition with [promise.ElseBack], and
// nothing else.
func (e *Event) offersBack(commitment string) bool {
	condition := e.condition(commitment)
	return condition != nil && slices.ContainsFunc(condition.Terms.Conditions, isBack)
}

// takes saves the state before an event whose effect can lapse with a condition.
func (r *runner) takes(e *Event) {
	live, brought := r.live(), e.back(r.commitment.Name)
	if live == nil || live.isZero() || brought == nil {
		return
	}
	live.backs = append(slices.Clip(live.backs), back{fact: r.fact, at: e.At, conditions: slices.Clone(brought.Terms.Conditions)})
	live.missed = slices.Clip(live.missed)
	for i := range e.Facts { // what goes back can bring another condition into force again
		for _, c := range e.Facts[i].Says.Terms.Conditions {
			if isBack(c) && e.Facts[i].Commitment == r.commitment.Name {
				live.missed = append(live.missed, instants.Later(c.By, e.At))
			}
		}
	}
	slices.SortFunc(live.missed, time.Time.Compare)
}

// inherit copies from the run before all effects that still wait for a condition.
func (x *run) inherit(old *run) error {
	p, err := old.standing()
	if err == nil && !p.IsZero() && len(old.backs) > 0 {
		x.backs, x.missed, x.asked = slices.Clone(old.backs), slices.Clone(old.missed), ledger{base: p}
	}
	return err
}

// askAgain adds to the promise of a run, which has just been made, the conditions of
// the promise before, all in one revision, so that the acceptances lapse together. The
// conditions of the current event are added separately.
func (x *run) askAgain(e *Event, fact int) error {
	p, err := x.asked.recorded()
	x.asked = ledger{}
	if err != nil || p.IsZero() {
		return err
	}
	explained := p.Explain(e.At)
	open := append(explained.Unmet(), explained.Lapsed()...) // what lapses with the event comes after it
	var conditions []promise.Condition
	x.backs = slices.DeleteFunc(slices.Clone(x.backs), func(b back) bool {
		waits := false
		for _, c := range b.conditions {
			is := func(s promise.ConditionState) bool { return s.Name == c.Name && s.By.Equal(c.By) }
			isOpen := slices.ContainsFunc(open, is)
			waits = waits || (isBack(c) && (isOpen || !slices.ContainsFunc(explained.Conditions, is)))
			if isOpen && b.fact != fact && !slices.ContainsFunc(conditions, func(o promise.Condition) bool { return o.Name == c.Name }) {
				conditions = append(conditions, c)
			}
		}
		return !waits && b.fact != fact
	})
	if !slices.ContainsFunc(conditions, isBack) {
		x.backs = slices.DeleteFunc(x.backs, func(b back) bool { return b.fact != fact })
		return nil
	}
	own := slices.DeleteFunc(x.base.Terms().Conditions, func(c promise.Condition) bool {
		return slices.ContainsFunc(conditions, func(o promise.Condition) bool { return o.Name == c.Name })
	})
	conditions = append(own, conditions...)
	for i := range x.backs {
		if b := &x.backs[i]; b.fact != fact {
			b.at, b.conditions = e.At, conditions
		}
	}
	x.enter(e.stampedOn(promise.Event{ID: "condition", Kind: promise.Revise, Rule: true, Terms: promise.Terms{Conditions: conditions}}))
	return nil
}

// standing returns the promise, or as long as there is none the one before, as if it
// had not been withdrawn.
func (x *run) standing() (promise.Promise, error) {
	if x.isZero() {
		return x.asked.recorded()
	}
	return x.recorded()
}

// lapses returns the instant at which the promise under way is restored because a
// condition is missed, if that is before an instant.
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

// lapsesNext returns the instant at which the promise under way is restored, as far as
// the log determines it; zero if there is none.
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

// lapsed returns the index of the back that lapses at an instant; -1 if none does.
func (x *run) lapsed(at time.Time) (int, error) {
	p, err := x.standing()
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

// lapse undoes the effects of conditions that were missed at an instant: it restores
// the fields that were set, and each commitment whose promise lapses as if the promise
// had never been accepted.
func (d *derivation) lapse(at time.Time) error {
	e := &Event{At: at, Recorded: at, Set: Fields{}}
	var from *derivation
	var went []*runner
	for i := range d.runners {
		r := &d.runners[i]
		for {
			t, ok, err := r.lapses(at.Add(1))
			var gone *back
			if err == nil && ok && t.Equal(at) {
				gone, err = r.takeBack(e)
			}
			if err != nil {
				return r.failed(err)
			}
			if gone == nil {
				break
			}
			d.goBack(r, gone, e)
			if gone.from != nil && (from == nil || gone.from.undone.facts < from.undone.facts) {
				from = gone.from
			}
			if len(went) == 0 || went[len(went)-1] != r {
				went = append(went, r)
			}
		}
	}
	if err := d.workOutAgain(from, went, e); err != nil {
		return err
	}
	return d.step(e, d.fields.with(e.Set))
}

// takeBack removes the back that lapses at the instant of the event from the run, and
// records the reason; nil if none does.
func (r *runner) takeBack(e *Event) (*back, error) {
	live := r.live()
	i, err := live.lapsed(e.At)
	if err != nil || i < 0 {
		return nil, err
	}
	b := live.backs[i]
	live.backs = slices.Delete(slices.Clone(live.backs), i, i+1)
	k := slices.IndexFunc(b.conditions, func(c promise.Condition) bool { return isBack(c) && !c.By.After(e.At) })
	e.Reason = fmt.Sprintf("%q was not met in time", b.conditions[max(k, 0)].Name)
	return &b, nil
}

// goBack records that an acceptance has lapsed: later acceptances are derived without
// it if they lapse as well.
func (d *derivation) goBack(r *runner, gone *back, e *Event) {
	d.unset(gone.fact, e)
	d.undone.gone = append(d.undone.gone, acceptance{gone.fact, r.commitment.Name})
	for i := range d.runners {
		live := d.runners[i].live()
		for k := 0; live != nil && k < len(live.backs); k++ {
			if b := &live.backs[k]; b.fact > gone.fact && b.from != nil && gone.from != nil && gone.from.undone.facts < b.from.undone.facts {
				b.from = gone.from
			}
		}
	}
}

// workOutAgain derives the commitments with lapsed promises again, without the lapsed
// acceptances.
func (d *derivation) workOutAgain(from *derivation, went []*runner, e *Event) error {
	if len(went) == 0 {
		return nil
	}
	s, err := d.replay(from, e.At)
	if s == nil || err != nil {
		return err
	}
	fields := d.fields.with(e.Set)
	for _, r := range went {
		for i := range s.runners {
			if then := &s.runners[i]; then.commitment.Name == r.commitment.Name && then.live() != nil && r.live() != nil {
				if err := r.standAs(then.live(), e, fields); err != nil {
					return r.failed(err)
				}
			}
		}
	}
	return nil
}
