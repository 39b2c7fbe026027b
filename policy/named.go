package policy

import (
	"errors"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// name notes that a person has named a date, if what was said about the promise
// does and it binds.
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
	return err == nil && isOpen(p.At(e.At)) && p.At(e.At).Standing != promise.Broken
}

// An aim is a target as it stands at an event, every pause taken as ended then; the
// due instant, where there is no target.
type aim struct {
	at    time.Time
	moves bool // with pauses
}

func aimOf(p promise.Promise, e *Event) (aim, bool, error) {
	p, err := resumed(p, e)
	if err != nil {
		return aim{}, false, err
	}
	s, terms := p.At(e.At), p.TermsAt(e.At)
	at, ok := s.Target()
	deadline := terms.Target
	if !ok {
		at, ok = s.Due()
		deadline = terms.Due
	}
	if deadline.IsBefore() {
		deadline = terms.Due
	}
	return aim{at, !deadline.IsDate() && terms.OnPause != promise.Hold}, ok, nil
}

// earlier returns the earlier of two aims.
func (a aim) earlier(b aim) aim {
	if b.at.Before(a.at) {
		return b
	}
	return a
}

// deadline returns the aim as a deadline that counts from an instant: what pauses
// move as the working time that is left, a date as a date.
func (a aim) deadline(cal *calendar.Calendar, from time.Time) promise.Deadline {
	if a.moves || a.at.Before(from) {
		return promise.Within(max(cal.Between(from, a.at), 0))
	}
	return promise.By(a.at)
}

// reviseNamed lets the date that a person has named stand, whatever rule holds now:
// the customer was told that date. The team aims for the earlier of what it aimed
// for when the date was named and what the rule says.
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
	cal := p.TermsAt(e.At).Calendar
	revision := promise.Event{Kind: promise.Revise, Count: promise.Anew, Rule: true, Reason: reason}
	if why.Rule >= 0 {
		terms, matched, rules, err := r.aimOfRule(live, p, e, fields)
		if errors.Is(err, errNothing) {
			return nil
		}
		if err != nil {
			return err
		}
		if why = matched; is {
			best = best.earlier(rules)
		}
		if !cal.Equal(terms.Calendar) {
			revision.Terms.Calendar = terms.Calendar
			live.named.enter(e.stampedOn(promise.Event{Kind: promise.Revise, Terms: promise.Terms{Calendar: terms.Calendar}}))
		}
		cal = terms.Calendar
	}
	due, known := p.DueIfResumed(e.At)
	current, _, err := aimOf(p, e)
	if err != nil {
		return err
	}
	if known && is {
		if due.Before(best.at) {
			best.at = due
		}
		if !best.at.Equal(current.at) || (best.moves != current.moves && best.at.Before(due)) {
			revision.Terms.Target = best.deadline(cal, e.At)
		}
	}
	live.stands(r.commitment, why)
	if revision.Terms.Calendar != nil || !revision.Terms.Target.IsZero() {
		live.note(e, revision)
	}
	return nil
}

// errNothing says that a rule has nothing to promise.
var errNothing = errors.New("nothing")

// aimOfRule returns what the rule that holds now promises, why, and the target that
// follows from it alone, a Before from the rule's own due.
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
	return terms, why, rules, err
}

// goOnNamed returns the terms of a promise in whose place another comes whose date
// a person has named: the new one has that date, and the earlier of the old aim and
// its rule's. The run keeps that the date was named.
func (x *run) goOnNamed(old promise.Promise, named *ledger, terms promise.Terms, e *Event) (promise.Terms, error) {
	if !isAhead(old, e) {
		return terms, nil
	}
	plain := terms
	plain.Conditions = nil
	made, err := promise.Make(plain, promise.About{}, e.At)
	if err != nil {
		return terms, err
	}
	rules, _, err := aimOf(made, e)
	if err != nil {
		return terms, err
	}
	then, err := named.recorded()
	if err != nil {
		return terms, err
	}
	aimed, is, err := aimOf(then, e)
	if err != nil {
		return terms, err
	}
	said, _ := old.SaidAt(e.At)
	due := aim{said.At, !said.Holds && !said.Due.IsDate()}
	if !is {
		aimed = due
	}
	plain.Due, plain.Target = due.deadline(terms.Calendar, e.At), due.earlier(aimed).target(due, terms.Calendar, e.At)
	shadow, err := promise.Make(plain, promise.About{}, e.At)
	if err != nil {
		return terms, err
	}
	x.named = ledger{base: shadow}
	terms.Due, terms.Target = plain.Due, due.earlier(aimed).earlier(rules).target(due, terms.Calendar, e.At)
	return terms, nil
}

// target returns the aim as the target of a promise with that due instant; none if
// it is not earlier.
func (a aim) target(due aim, cal *calendar.Calendar, from time.Time) promise.Deadline {
	if !a.at.Before(due.at) {
		return promise.Deadline{}
	}
	return a.deadline(cal, from)
}
