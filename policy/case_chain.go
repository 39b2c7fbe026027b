package policy

import (
	"github.com/underpromise/underpromise/promise"
)

// A chain is the promise that another replaces.
type chain struct {
	old    promise.Promise // before it is withdrawn
	gone   *ledger         // or as if it had not been withdrawn when no rule held
	agreed bool            // the customer agreed to the new date
}

// carried returns the About of a promise on those terms that replaces another: the
// promise that it replaces, the first due instant, and the due instant that stays in
// force because a person named it, or because the new one is later and does not bind.
// After a time in which no rule matched it does so only while the old due instant is
// ahead.
func (r *runner) carried(m making, about promise.About, terms promise.Terms, e *Event) (promise.About, error) {
	old, err := m.chain.old, error(nil)
	if m.chain.gone != nil {
		old, err = m.chain.gone.recorded()
	}
	if err != nil {
		return about, err
	}
	ahead := isAhead(old, e)
	if m.chain.gone != nil && !ahead {
		return about, nil
	}
	due, first := old.SaidAt(e.At)
	about.Restarts, about.FirstDue = old.About().ID, first
	switch {
	case !ahead:
		return about, nil
	case m.named != nil:
		about.CarriedDue, about.CarriedDue.Named = due, true
		return about, nil
	case m.chain.agreed || r.commitment.laterBinds() || hasNotice(old, e):
		return about, nil
	}
	made, err := promise.Make(terms, about, e.At)
	if err == nil {
		made, err = made.Record(e.Recorded, m.facts...)
	}
	if err != nil {
		return about, err
	}
	if own, ok := made.DueIfResumed(e.At); !ok || own.After(due.At) {
		about.CarriedDue = due
	}
	return about, nil
}

// isAhead reports whether a promise is open, with a due instant that has not passed
// even if every pause ended with the event.
func isAhead(p promise.Promise, e *Event) bool {
	due, _ := p.SaidAt(e.At)
	return isToKeep(p, e) && !due.At.Before(e.At)
}

// isToKeep reports whether a promise is open and not broken when the event comes. At
// the due instant events come first and the promise is judged after them; only what
// follows from a break comes after it.
func isToKeep(p promise.Promise, e *Event) bool {
	s := p.At(e.At)
	return isOpen(s) && (s.Standing != promise.Broken || (s.BrokenAt.Equal(e.At) && e.Type != PromiseBroken))
}

// hasNotice reports whether the event leaves the customer the notice that the terms
// in force promise before the due instant.
func hasNotice(p promise.Promise, e *Event) bool {
	terms := p.TermsAt(e.At)
	due, _ := p.SaidAt(e.At)
	return terms.Notice > 0 && terms.Calendar.Between(e.At, due.At) >= terms.Notice
}

// laterBinds reports whether a later date of a rule binds without consent.
func (c *Commitment) laterBinds() bool {
	return c.Clock.Later == LaterBinds || c.Audience == AudienceTeam || c.Audience == AudienceSupplier
}
