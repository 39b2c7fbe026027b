package policy

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// standAs brings the run under way to the state of another one, which was derived
// without the lapsed acceptances. Differences in the promise become revisions. If no rule
// matches and the promise was withdrawn, a date that a person had named before the lapsed
// acceptance stays in force in a promise of its own.
func (r *runner) standAs(other *run, e *Event, fields Fields) error {
	x := r.live()
	switch {
	case x.isZero() && !other.named.isZero():
		return r.nameAgain(x, other, e, fields)
	case x.isZero():
		x.named = ledger{}
		if x.gone = other.gone.unshare(); !other.isZero() {
			x.gone = other.ledger.unshare()
		}
		return nil
	case other.isZero():
		x.named = ledger{}
		return nil
	}
	return x.comeTo(other, e)
}

// nameAgain makes a promise for a run that has none, with the date that a person
// has named in another one.
func (r *runner) nameAgain(x, other *run, e *Event, fields Fields) error {
	q, err := other.recorded()
	if err != nil {
		return err
	}
	due, first := q.SaidAt(e.At)
	old := r.lastPromise()
	if due.IsZero() || old == nil { // the due instant is not determined
		x.gone = other.ledger.unshare()
		return nil
	}
	due.Named = true
	m := r.attaching(x, e)
	about := r.commitment.about(fields)
	about.ID, about.Parent, about.StartDay = r.promiseID(x), x.parent, m.day
	about.Restarts, about.CarriedDue, about.FirstDue = r.promiseID(old), due, first
	if !m.from.Equal(e.At) {
		about.Start = m.from
	}
	terms, err := termsToGoOn(q, due, e)
	if err != nil {
		return err
	}
	made, err := promise.Make(terms, about, e.At)
	if err != nil {
		return r.forgiven(err)
	}
	x.ledger, x.gone, x.stance = ledger{base: made}, ledger{}, other.stance
	x.enter(m.facts...)
	if err := x.askAgain(e, r.fact); err != nil {
		return err
	}
	return x.comeTo(other, e)
}

// lastPromise returns the last run with a promise; nil if there is none.
func (r *runner) lastPromise() *run {
	for i := len(r.runs) - 1; i >= 0; i-- {
		if !r.runs[i].isZero() {
			return r.runs[i]
		}
	}
	return nil
}

// termsToGoOn returns the terms of a promise that continues another one with its due
// instant.
func termsToGoOn(q promise.Promise, due promise.Said, e *Event) (promise.Terms, error) {
	terms := q.TermsAt(e.At)
	unmet := q.Explain(e.At).Unmet()
	terms.Conditions = slices.DeleteFunc(terms.Conditions, func(c promise.Condition) bool {
		return isBack(c) || !slices.ContainsFunc(unmet, func(s promise.ConditionState) bool { return s.Name == c.Name })
	})
	terms.Due, terms.Target = promise.By(due.At), promise.Deadline{}
	if due.At.Before(e.At) {
		terms.Due = promise.Within(0) // it is broken, and no date can be promised that is past
		return terms, nil
	}
	aims, known, err := aimOf(q, e)
	if err == nil && known {
		terms.Target = aims.target(aimAt(due), terms, e.At)
	}
	return terms, err
}

// comeTo revises the promise of a run to the state of that of another one.
func (x *run) comeTo(other *run, e *Event) error {
	x.stance = other.stance
	x.named = x.named.unshare()
	p, err := x.recorded()
	if err != nil {
		return err
	}
	q, err := other.recorded()
	if err != nil {
		return err
	}
	revisions, err := toward(p, q, e)
	for _, says := range revisions {
		x.note(e, says)
	}
	return err
}

// toward returns the revisions that give a promise the due instant, the target and the
// expected instant of another one; none if they are equal.
func toward(p, q promise.Promise, e *Event) ([]promise.Event, error) {
	due, ok := saidAim(q, e)
	was, known := saidAim(p, e)
	target, _, err := aimOf(q, e)
	if err != nil {
		return nil, err
	}
	old, _, err := aimOf(p, e)
	if err != nil || !ok || !known {
		return nil, err
	}
	expected, later, err := expectedAim(q, e)
	if err != nil {
		return nil, err
	}
	before, late, err := expectedAim(p, e)
	if err != nil {
		return nil, err
	}
	terms := q.TermsAt(e.At)
	from, day := countsAnew(p, e)
	cal := terms.Calendar
	isSame := cal.Equal(p.TermsAt(e.At).Calendar)
	if isSame && due.isSame(was) && target.isSame(old) && later == late && expected.Equal(before) {
		return nil, nil
	}
	revision := promise.Event{
		Kind: promise.Revise, Count: promise.Anew, Agreed: true, Rule: true, Reason: e.Reason,
		Terms: promise.Terms{Due: due.deadline(due, terms, from, day)},
	}
	switch {
	case hasTarget(q, e):
		revision.Terms.Target = target.deadline(due, terms, from, day)
	case hasTarget(p, e):
		revision.Removes.Target = true
	}
	if !isSame {
		revision.Terms.Calendar = cal
	}
	list := []promise.Event{revision}
	if later {
		then := aim{at: expected, moves: due.moves}
		list = append(list, promise.Event{
			Kind: promise.Revise, Count: promise.Anew, Rule: true, Reason: e.Reason, Terms: promise.Terms{Due: then.deadline(then, terms, from, day)},
		})
	}
	return list, nil
}

func hasTarget(p promise.Promise, e *Event) bool { return !p.TermsAt(e.At).Target.IsZero() }

// expectedAim returns the expected instant of a promise as if every pause ended with the
// event.
func expectedAim(p promise.Promise, e *Event) (time.Time, bool, error) {
	p, err := resumed(p, e)
	if err != nil {
		return time.Time{}, false, err
	}
	at, ok := p.At(e.At).Expected()
	return at, ok, nil
}

// saidAim returns the due instant at an event, as if every pause ended then.
func saidAim(p promise.Promise, e *Event) (aim, bool) {
	said, _ := p.SaidAt(e.At)
	return aimAt(said), !said.IsZero()
}

func (a aim) isSame(b aim) bool { return a.at.Equal(b.at) && a.moves == b.moves }
