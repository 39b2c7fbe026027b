package policy

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// adopt puts another policy into force. A commitment of the same name continues
// under it; a removed one ends; a new one is derived from the beginning, and promises
// from now on.
func (d *derivation) adopt(e *entry, fields Fields, earlier func() []entry) error {
	old := map[string]*runner{} // that go on
	for i := range d.runners {
		old[d.runners[i].commitment.Name] = &d.runners[i]
	}
	before := d.runners
	d.policy, d.runners = e.policy, nil
	for i := range d.policy.config.Commitments {
		r := d.policy.runner(d.id, i)
		r.versions[0].from = e.At
		if o := old[r.commitment.Name]; o != nil {
			r.follow(o)
			delete(old, r.commitment.Name)
		} else {
			r.dormant = true
		}
		if r.dormant {
			if err := r.catchUp(d.policy, i, earlier(), e.At); err != nil {
				return r.failed(err)
			}
		}
		if err := r.adopted(&e.Event, d.policy, fields); err != nil {
			return r.failed(err)
		}
		d.runners = append(d.runners, r)
	}
	for _, r := range before {
		if old[r.commitment.Name] != nil {
			r.retire(&e.Event, d.policy)
			d.runners = append(d.runners, r)
		}
	}
	for _, r := range d.watch() {
		if err := r.overlook(e.At); err != nil {
			return r.failed(err)
		}
	}
	return nil
}

// overlook suppresses the events of breaks before an instant, since no trigger waited
// for them.
func (r *runner) overlook(until time.Time) error {
	_, broken, err := r.turns(until)
	if live := r.live(); live != nil && broken {
		live.broke = true
	}
	return err
}

// follow continues the state of another version of the commitment. One that was not in
// force any more, with nothing under way, counts as new, and so does one without
// promises.
func (r *runner) follow(old *runner) {
	r.versions = append(slices.Clip(old.versions), r.versions...)
	r.awaited = old.awaited
	if !slices.ContainsFunc(old.runs, func(x *run) bool { return !x.isZero() }) {
		r.dormant = true
		return
	}
	r.runs, r.cycles = old.runs, old.cycles
	if r.commitment.Clock.Cycle == Periodic {
		r.next, r.nextDay = old.next, old.nextDay
	}
	r.dormant = old.retired && old.live() == nil
}

// catchUp derives the state that the clock of a new commitment, the i-th of the
// policy, would have had it been in force from the beginning, without promises. If the
// commitment was in force before, its last promise stays the last, unless one is under
// way.
func (r *runner) catchUp(p *Policy, i int, earlier []entry, until time.Time) error {
	alone := derivation{policy: p, fields: Fields{}, runners: []runner{p.runner(r.id, i)}, undone: undoing{shadow: true}}
	fresh := &alone.runners[0]
	fresh.cycles, fresh.dormant = r.cycles, true
	fresh.awaited = r.commitment.Clock.Cycle == Periodic
	for k := range earlier {
		if err := alone.take(&entry{Event: earlier[k].Event, before: earlier[k].before}, nil); err != nil {
			return err
		}
	}
	if err := alone.pass(until); err != nil {
		return err
	}
	for _, x := range fresh.runs {
		x.promiseNothing(r.commitment)
	}
	if len(r.runs) == 0 || fresh.live() != nil {
		r.runs, r.cycles, r.next, r.nextDay = append(slices.Clip(r.runs), fresh.runs...), fresh.cycles, fresh.next, fresh.nextDay
	}
	return nil
}

// promiseNothing removes the promise of a run and keeps the state of its clock.
func (x *run) promiseNothing(c *Commitment) {
	x.ledger, x.gone, x.asked, x.stance, x.broke = ledger{}, ledger{}, ledger{}, stance{}, false
	x.backs, x.missed = nil, nil
	x.stands(c, Why{Commitment: c.Name, Rule: -1})
}

// adopted applies the change of rule that the policy now in force causes.
func (r *runner) adopted(e *Event, p *Policy, fields Fields) error {
	r.dormant = false
	live := r.live()
	if live == nil {
		r.ruleOver(fields)
		return nil
	}
	if over, err := r.periodOver(live, e); over || err != nil {
		if err != nil {
			return err
		}
		return r.begin(e, e.At, 0, "", fields)
	}
	why := r.commitment.match(fields)
	promised := !live.isZero()
	if promised {
		why.Pad = live.why.Pad
	}
	if (promised && live.under.isSame(live.why.Rule, r.commitment, why.Rule)) || (!promised && why.Rule < 0) {
		live.stands(r.commitment, why)
		return nil
	}
	return r.turnTo(live, e, why, orElse(e.Reason, p.adoption()), fields)
}

// ruleOver assigns the last promise, which has ended, to the policy in force if that
// has the same terms, in case it is reopened.
func (r *runner) ruleOver(fields Fields) {
	n := len(r.runs)
	if n == 0 || r.runs[n-1].isZero() {
		return
	}
	last, why := r.runs[n-1], r.commitment.match(fields)
	if last.under.isSame(last.why.Rule, r.commitment, why.Rule) {
		why.Pad = last.why.Pad
		last.stands(r.commitment, why)
	}
}

// periodOver ends a promise that had broken before its commitment became a
// periodic one.
func (r *runner) periodOver(live *run, e *Event) (bool, error) {
	_, broken, err := r.turns(e.At)
	if over := broken || live.broke; !over || r.commitment.Clock.Cycle != Periodic {
		return false, err
	}
	live.end(e, promise.Withdraw, "")
	return true, err
}

// adoption returns the reason of a revision by adoption of the policy.
func (p *Policy) adoption() string {
	if p.Name() == "" {
		return "another policy holds"
	}
	return p.Name() + " holds"
}

// retire ends a commitment that the policy in force does not have.
func (r *runner) retire(e *Event, p *Policy) {
	r.retired, r.next, r.nextDay = true, time.Time{}, 0
	if live := r.live(); live != nil && r.commitment.Clock.Change != Keep {
		gone := *e
		gone.Reason = orElse(e.Reason, p.adoption())
		live.end(&gone, promise.Withdraw, "")
	}
}
