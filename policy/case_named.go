package policy

import (
	"errors"

	"github.com/underpromise/underpromise/promise"
)

// name records that a person has named a date, if the fact about the promise names one
// that binds.
func (x *run) name(e *Event, says promise.Event) error {
	if says.Kind != promise.Revise || says.Terms.Due.IsZero() || x.isZero() {
		return nil
	}
	p, err := x.recorded()
	if err != nil {
		return err
	}
	if _, expected := p.At(e.At).Expected(); !expected && p.TermsAt(e.At).Due.Equal(says.Terms.Due) {
		x.named = ledger{base: p}
	}
	return nil
}

// isNamed reports whether a person has named the date, and it is still to be kept.
func (x *run) isNamed(e *Event) bool {
	if x.named.isZero() {
		return false
	}
	p, err := x.recorded()
	return err == nil && isToKeep(p, e)
}

// reviseNamed keeps the date that a person has named in force, whichever rule applies
// now. The team aims for the earlier of the target when the date was named and the
// target of the rule.
func (r *runner) reviseNamed(live *run, e *Event, why Why, reason string, fields Fields) error {
	p, err := live.recorded()
	if err != nil {
		return err
	}
	named, err := live.named.recorded()
	if err != nil {
		return err
	}
	best, is, err := aimOf(named, e)
	if err != nil {
		return err
	}
	terms := p.TermsAt(e.At)
	revision := promise.Event{Kind: promise.Revise, Count: promise.Anew, Rule: true, Reason: reason}
	if why.Rule >= 0 {
		ruled, matched, rules, err := r.aimOfRule(live, p, e, fields)
		if errors.Is(err, errNothing) {
			return nil
		}
		if err != nil {
			return err
		}
		if why = matched; is {
			best = best.earlier(rules)
		}
		if !terms.Calendar.Equal(ruled.Calendar) {
			terms.Calendar, revision.Terms.Calendar = ruled.Calendar, ruled.Calendar
			live.named.enter(e.stampedOn(promise.Event{Kind: promise.Revise, Terms: promise.Terms{Calendar: ruled.Calendar}}))
		}
	}
	said, _ := p.SaidAt(e.At)
	due, known := said.At, !said.IsZero()
	current, _, err := aimOf(p, e)
	if err != nil {
		return err
	}
	if known && is {
		if due.Before(best.at) {
			best = aim{at: due, moves: best.moves}
		}
		if !best.at.Equal(current.at) || (best.moves != current.moves && best.at.Before(due)) {
			from, day := countsAnew(p, e)
			revision.Terms.Target = best.deadline(aimAt(said), terms, from, day)
			if !best.means.IsZero() {
				revision.Count = best.count
			}
		}
	}
	live.stands(r.commitment, why)
	if revision.Terms.Calendar != nil || !revision.Terms.Target.IsZero() {
		live.note(e, revision)
	}
	return nil
}

// errNothing is returned if a rule gives no date.
var errNothing = errors.New("nothing")

// aimOfRule returns the terms of the rule that applies now, the reasons, and the target
// of the rule alone. A Before counts from the rule's own due.
func (r *runner) aimOfRule(live *run, p promise.Promise, e *Event, fields Fields) (promise.Terms, Why, aim, error) {
	from, day, count := r.counts(live, e)
	if count == promise.Sooner {
		count = promise.Anew
	}
	terms, why, err := r.commitment.terms(fields, from, day, r.quoter)
	if errors.Is(err, ErrNoQuote) || (err == nil && isPast(terms, e.At, day)) || (err != nil && r.dormant) {
		return terms, why, aim{}, errNothing
	}
	if err != nil {
		return terms, why, aim{}, err
	}
	own := promise.Event{
		Kind: promise.Revise, At: e.At, Recorded: e.Recorded, Agreed: true, Count: count,
		Terms: promise.Terms{Calendar: terms.Calendar, Due: terms.Due, Target: terms.Target},
	}
	if own.Terms.Target.IsZero() {
		own.Terms.Target = own.Terms.Due
	}
	if p, err = p.Record(e.Recorded, own); err != nil {
		return terms, why, aim{}, err
	}
	rules, ok, err := aimOf(p, e)
	if err == nil && !ok {
		err = errNothing
	}
	if _, isBefore := own.Terms.Target.BeforeDue(); !isBefore {
		rules.means, rules.count = own.Terms.Target, count
	}
	return terms, why, rules, err
}

// goOnNamed returns the terms of a promise with a date that a person has named for the
// promise before: those of its rule, with the earlier of the old target and the rule's.
// The run records that the date was named.
func (x *run) goOnNamed(named *ledger, about promise.About, terms promise.Terms, e *Event) (promise.Terms, error) {
	plain := terms
	plain.Conditions = nil
	made, err := promise.Make(plain, promise.About{}, e.At)
	if err != nil {
		return terms, err
	}
	due := aimAt(about.CarriedDue)
	rules, known, err := aimOf(made, e)
	if err != nil {
		return terms, err
	}
	_, isBefore := terms.Target.BeforeDue()
	switch {
	case !known:
		rules = due
	case terms.Target.IsZero():
		rules.means = terms.Due
	case !isBefore:
		rules.means = terms.Target
	}
	then, err := named.recorded()
	if err != nil {
		return terms, err
	}
	aimed, known, err := aimOf(then, e)
	if err != nil {
		return terms, err
	}
	if !known {
		aimed = due
	}
	plain.Due = promise.By(due.at) // the rule's own may be before the aim
	plain.Target = due.earlier(aimed).target(due, terms, e.At)
	shadow, err := promise.Make(plain, about, e.At)
	if err != nil {
		return terms, err
	}
	x.named = ledger{base: shadow}
	terms.Target = due.earlier(aimed).earlier(rules).target(due, terms, e.At)
	return terms, nil
}
