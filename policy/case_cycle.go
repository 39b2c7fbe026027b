package policy

import (
	"errors"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/promise"
)

// begin starts a cycle that counts from start. If start is the end of a business day,
// day is that day.
func (r *runner) begin(e *Event, start time.Time, day date.Date, parent string, fields Fields) error {
	x, err := r.add(run{start: start, day: day, parent: parent})
	if err != nil {
		return err
	}
	if err := r.promise(x, e, making{from: start, day: day}, fields); err != nil {
		return err
	}
	x.pause(e, &r.commitment.Clock, fields)
	return nil
}

// add adds a run.
func (r *runner) add(x run) (*run, error) {
	if n := len(r.runs); n > 0 {
		if _, err := r.runs[n-1].recorded(); err != nil { // it is shared from now on
			return nil, err
		}
	}
	r.cycles++
	x.number = r.cycles
	x.stands(r.commitment, Why{Commitment: r.commitment.Name, Rule: -1})
	r.runs = append(r.runs, &x)
	return &x, nil
}

// restart withdraws a run and starts another in its place, which counts from the
// event. Pauses by hand continue, and a date that a person has named stays in force,
// unless the customer agreed to another one. Where history has no quote for the rule
// that matches, or its date is past, nothing restarts: what was promised stays.
func (r *runner) restart(old *run, e *Event, reason string, agreed bool, fields Fields) error {
	if !old.isZero() && r.hasNoDate(e, fields) {
		return nil
	}
	x, err := r.add(run{start: e.At, parent: old.parent})
	if err != nil {
		return err
	}
	if err := x.inherit(old); err != nil {
		return err
	}
	m := making{from: e.At}
	switch {
	case !old.isZero():
		m.chain = &chain{old: old.base, agreed: agreed}
		if !agreed {
			x.gone = ledger{base: old.base} // in case no promise can be made now
		}
		if !agreed && old.isNamed(e) {
			m.named = &old.named
		}
	case !agreed:
		x.gone = old.gone
		m.chain = x.replaces(e)
	}
	if err := r.promise(x, e, m, fields); err != nil {
		return err
	}
	successor := ""
	if !x.isZero() {
		successor = r.promiseID(x)
	}
	byHand, then := old.byHand, *e
	then.Reason = reason
	old.end(&then, promise.Withdraw, successor)
	if _, err := old.recorded(); err != nil {
		return err
	}
	x.pause(e, &r.commitment.Clock, fields)
	x.byHand = byHand
	for _, p := range pausesByHand(byHand, e) {
		x.note(e, p)
	}
	return nil
}

// hasNoDate reports whether the rule that matches gives no date for a promise that
// counts from the event: history has no quote, or the date is past.
func (r *runner) hasNoDate(e *Event, fields Fields) bool {
	terms, _, err := r.commitment.terms(fields, e.At, 0, r.quoter)
	return errors.Is(err, ErrNoQuote) || err == nil && isPast(terms, e.At, 0)
}

// reset restarts the clock; an event of the customer's is consent. If no rule matches,
// a date that a person has named stays in force.
func (r *runner) reset(live *run, e *Event, fields Fields) error {
	agreed := e.Agreed || e.By.Role == promise.RoleCustomer
	if live.isNamed(e) && r.commitment.holds(fields) < 0 {
		return nil
	}
	return r.restart(live, e, e.Reason, agreed, fields)
}

// leave withdraws a run for which no rule matches any more. The events of its clock
// are kept, so that the cycle continues if a rule matches again.
func (r *runner) leave(live *run, e *Event, why Why, reason string) error {
	was, err := live.recorded()
	if err != nil {
		return err
	}
	x := run{
		start: live.start, day: live.day, parent: live.parent, gone: ledger{base: was},
		history: live.history, byHand: live.byHand, paused: live.paused,
	}
	if err := x.inherit(live); err != nil {
		return err
	}
	then := *e
	then.Reason = reason
	live.end(&then, promise.Withdraw, "")
	next, err := r.add(x)
	if err == nil {
		next.stands(r.commitment, why)
	}
	return err
}

// attach makes the promise of a run for which no rule has matched so far.
func (r *runner) attach(live *run, e *Event, fields Fields) error {
	m := r.attaching(live, e)
	m.chain = live.replaces(e)
	return r.promise(live, e, m, fields)
}

// attaching returns how the promise of such a run is made.
func (r *runner) attaching(live *run, e *Event) making {
	m := making{from: live.start, day: live.day, facts: live.history}
	if !r.commitment.Clock.Retroactive {
		if !live.start.After(e.At) {
			m.from, m.day = e.At, 0
		}
		m.facts = nil
		for _, p := range live.openPauses(e) {
			m.facts = append(m.facts, e.stampedOn(p))
		}
	}
	return m
}

// replaces returns the promise that the one of the run replaces, which was withdrawn
// when no rule matched; nil if there is none.
func (x *run) replaces(e *Event) *chain {
	if x.gone.isZero() {
		return nil
	}
	return &chain{gone: &x.gone, agreed: e.Agreed}
}

// A making holds the parameters of a new promise.
type making struct {
	from  time.Time       // the start of counting
	day   date.Date       // to which that belongs, where it is the end of one
	facts []promise.Event // that it has from the beginning
	chain *chain          // the promise in whose place it comes; nil for none
	named *ledger         // that promise, if a person named its date
}

// promise makes the promise of a run, if a rule matches.
func (r *runner) promise(x *run, e *Event, m making, fields Fields) error {
	x.stance = stance{}
	terms, why, err := r.commitment.terms(fields, m.from, m.day, r.quoter)
	x.stands(r.commitment, why)
	if errors.Is(err, ErrNoRule) || errors.Is(err, ErrNoQuote) || (err != nil && r.dormant) {
		return nil
	}
	if err != nil {
		return err
	}
	if isPast(terms, e.At, m.day) {
		x.why.Pad = "its date is past"
		return nil
	}
	about := r.commitment.about(fields)
	about.ID, about.Parent, about.StartDay = r.promiseID(x), x.parent, m.day
	if !m.from.Equal(e.At) {
		about.Start = m.from
	}
	if m.chain != nil {
		about, err = r.carried(m, about, terms, e)
	}
	if err == nil && about.CarriedDue.Named {
		terms, err = x.goOnNamed(m.named, about, terms, e)
	}
	if err != nil {
		return r.forgiven(err)
	}
	made, err := promise.Make(terms, about, e.At)
	if err != nil {
		return r.forgiven(err)
	}
	x.ledger, x.gone = ledger{base: made}, ledger{}
	x.enter(m.facts...)
	if err := x.askAgain(e, r.fact); err != nil {
		return err
	}
	_, err = x.recorded()
	return err
}

// forgiven returns err, or nil for a commitment that was not in force.
func (r *runner) forgiven(err error) error {
	if r.dormant {
		return nil
	}
	return err
}

// isPast reports whether terms promise a date that is past.
func isPast(terms promise.Terms, t time.Time, day date.Date) bool {
	due, err := terms.Reach(terms.Due, t, day)
	_, isDate := terms.Due.Date()
	return isDate && err == nil && due.Before(t)
}
