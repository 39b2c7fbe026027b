package policy

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// change makes up for another rule that holds after the event.
func (r *runner) change(live *run, e *Event, fields Fields) error {
	if r.dormant || live.ruled == (ruling{r.commitment, r.commitment.holds(fields)}) {
		return nil
	}
	why := r.commitment.match(fields)
	return r.turnTo(live, e, why, orElse(e.Reason, r.commitment.reason(why, fields)), fields)
}

// turnTo makes up for the rule that holds now, as the clock says.
func (r *runner) turnTo(live *run, e *Event, why Why, reason string, fields Fields) error {
	live.ruled = ruling{r.commitment, why.Rule}
	switch how := r.commitment.Clock.Change; {
	case live.base.IsZero():
		return r.attach(live, e, fields)
	case how == Keep:
		return nil
	case why.Rule < 0 || how == Restart:
		parent := r.promiseID(live)
		live.end(&Event{ID: e.ID, At: e.At, Recorded: e.Recorded, By: e.By, Channel: e.Channel, Reason: reason}, promise.Withdraw)
		return r.beginAgain(live, e, parent, fields)
	default:
		return r.revise(live, e, fields, reason)
	}
}

// attach makes the promise of a run for which no rule had held so far.
func (r *runner) attach(live *run, e *Event, fields Fields) error {
	from := live.start
	if !r.commitment.Clock.Retroactive {
		from, live.events = e.At, nil
		if live.paused != "" {
			live.note(e, promise.Event{ID: "attach", Kind: promise.Pause, Key: whileKey, Reason: live.paused})
		}
		live.resumeByHand(e, live.byHand)
	}
	return r.promise(live, e, from, fields)
}

// revise carries a run over to the rule that holds now.
func (r *runner) revise(live *run, e *Event, fields Fields, reason string) error {
	start := live.base.About().Start
	if start.IsZero() {
		start = live.base.Made()
	}
	terms, why, err := r.commitment.terms(fields, start, r.quoter)
	if errors.Is(err, ErrNoQuote) {
		return nil // history knows nothing better: what was promised stays
	}
	if err != nil {
		return err
	}
	if isPast(terms, e.At) {
		return nil // nobody can promise that any more
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
	live.stands(r.commitment, why)
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

// reason says why another rule holds: by the fields that it asks for.
func (c *Commitment) reason(why Why, fields Fields) string {
	if why.Rule < 0 {
		return ErrNoRule.Error()
	}
	return orElse(says(c.Rules[why.Rule].When, fields), fmt.Sprintf("rule %d holds", why.Rule+1))
}

// adopt lets another policy take over. A commitment of the same name goes on
// under it; one that is gone is promised no more; a new one is worked out from
// the beginning, and promises from now on.
func (d *derivation) adopt(e *entry, fields Fields, earlier func() []entry) error {
	old := map[string]*runner{} // that go on
	for i := range d.runners {
		old[d.runners[i].commitment.Name] = &d.runners[i]
	}
	before := d.runners
	d.policy, d.runners = e.policy, nil
	for i := range d.policy.config.Commitments {
		r := d.policy.runner(d.id, i)
		r.reigns[0].from = e.At
		if o := old[r.commitment.Name]; o != nil {
			r.follow(o)
			delete(old, r.commitment.Name)
		} else {
			r.dormant = true
		}
		if r.dormant {
			if err := r.catchUp(earlier()); err != nil {
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

// overlook lets nobody be told of a break before an instant: nobody waited for it.
func (r *runner) overlook(until time.Time) error {
	_, broken, err := r.turns(until)
	if live := r.live(); live != nil && broken {
		live.broke = true
	}
	return err
}

// follow goes on where another version of the commitment stands. One that was in
// force no more, with nothing under way, is as good as new.
func (r *runner) follow(old *runner) {
	r.reigns = append(slices.Clip(old.reigns), r.reigns...)
	r.runs, r.cycles, r.awaited = old.runs, old.cycles, old.awaited
	if r.commitment.Clock.Cycle == Periodic {
		r.next = old.next
	}
	r.dormant = old.retired && old.live() == nil
}

// catchUp lets a commitment that is new look at what happened before, promising
// nothing. Of one that is back, what was promised stays the last, unless something
// is under way.
func (r *runner) catchUp(earlier []entry) error {
	fresh := *r
	fresh.runs, fresh.awaited = nil, false
	fields := Fields{}
	for i := range earlier {
		after := fields.with(earlier[i].Set)
		if _, err := fresh.step(&earlier[i].Event, fields, after); err != nil {
			return err
		}
		fields = after
	}
	if len(r.runs) == 0 || fresh.live() != nil {
		r.runs, r.cycles, r.next = append(slices.Clip(r.runs), fresh.runs...), fresh.cycles, fresh.next
	}
	return nil
}

// adopted makes up for a rule that is another one under the policy in force now.
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
		return r.begin(e, e.At, "", fields)
	}
	why := r.commitment.match(fields)
	promised := !live.base.IsZero()
	if promised {
		why.Pad = live.why.Pad
	}
	if (promised && live.under.isSame(live.why.Rule, r.commitment, why.Rule)) || (!promised && why.Rule < 0) {
		live.stands(r.commitment, why)
		return nil
	}
	return r.turnTo(live, e, why, orElse(e.Reason, p.adoption()), fields)
}

// ruleOver lets the last promise, which is over, stand under the policy in force
// if that promises the same, should it be reopened.
func (r *runner) ruleOver(fields Fields) {
	n := len(r.runs)
	if n == 0 || r.runs[n-1].base.IsZero() {
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
	live.end(e, promise.Withdraw)
	return true, err
}

// adoption says that the policy was adopted.
func (p *Policy) adoption() string {
	if p.Name() == "" {
		return "another policy holds"
	}
	return p.Name() + " holds"
}

// retire lets a commitment end that the policy in force does not have.
func (r *runner) retire(e *Event, p *Policy) {
	r.retired, r.next = true, time.Time{}
	if live := r.live(); live != nil && r.commitment.Clock.Change != Keep {
		gone := *e
		gone.Reason = orElse(e.Reason, p.adoption())
		live.end(&gone, promise.Withdraw)
	}
}

// isSame reports whether a rule promises the same as one of another version of
// the commitment.
func (c *Commitment) isSame(i int, other *Commitment, k int) bool {
	if i < 0 || k < 0 {
		return i == k
	}
	a, b := c.Rules[i], other.Rules[k]
	return a.Due.Equal(b.Due) && a.Target.Equal(b.Target) && c.Pad == other.Pad && c.calendarOf(a).Equal(other.calendarOf(b))
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
