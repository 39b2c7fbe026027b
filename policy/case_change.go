package policy

import (
	"errors"
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/promise"
)

// change applies another rule that matches after the event. A rule with the same terms
// changes nothing.
func (r *runner) change(live *run, e *Event, fields Fields) error {
	now := ruling{r.commitment, r.commitment.holds(fields)}
	if live.ruled == now {
		return nil
	}
	why := r.commitment.match(fields)
	if !live.isZero() && live.ruled.isSame(now) {
		live.restate(r.commitment, why)
		return nil
	}
	return r.turnTo(live, e, why, orElse(e.Reason, r.commitment.reason(why, fields)), fields)
}

// restate assigns a run to another rule with the same terms as its last one.
func (x *run) restate(c *Commitment, why Why) {
	if x.ruled == (ruling{x.under, x.why.Rule}) {
		why.Pad = x.why.Pad
		x.under, x.why = c, why
	}
	x.ruled = ruling{c, why.Rule}
}

// turnTo applies the rule that matches now, by the Change of the clock.
func (r *runner) turnTo(live *run, e *Event, why Why, reason string, fields Fields) error {
	live.ruled = ruling{r.commitment, why.Rule}
	switch how := r.commitment.Clock.Change; {
	case live.isZero():
		return r.attach(live, e, fields)
	case how == Keep:
		return nil
	case live.isNamed(e) && (!e.Agreed || why.Rule < 0):
		if how == Restart && why.Rule >= 0 {
			return r.restart(live, e, reason, false, fields)
		}
		return r.reviseNamed(live, e, why, reason, fields)
	case why.Rule < 0:
		return r.leave(live, e, why, reason)
	case how == Restart && !e.offersBack(r.commitment.Name):
		return r.restart(live, e, reason, e.Agreed, fields)
	default:
		return r.revise(live, e, fields, reason)
	}
}

// counts returns the instant from which the terms of a rule count that applies from the
// event on, the business day to which that belongs, and the count for the revision.
func (r *runner) counts(live *run, e *Event) (from time.Time, day date.Date, count promise.Count) {
	switch r.commitment.Clock.Change {
	case Sooner:
		return e.At, 0, promise.Sooner
	case Restart:
		return e.At, 0, promise.Anew
	case Carry, Keep, Tighter:
	}
	about := live.base.About()
	if about.Start.IsZero() {
		return live.base.Made(), about.StartDay, promise.Carry
	}
	return about.Start, about.StartDay, promise.Carry
}

// revise revises a run to the rule that applies now. A condition of the event belongs
// to the same revision, so that both lapse together. With the customer's consent the
// rule's date replaces one that a person has named, later or not, also under Sooner and
// Tighter.
func (r *runner) revise(live *run, e *Event, fields Fields, reason string) error {
	from, day, count := r.counts(live, e)
	replaces := e.Agreed && live.isNamed(e)
	if replaces && count == promise.Sooner {
		count = promise.Anew
	}
	terms, why, err := r.commitment.terms(fields, from, day, r.quoter)
	if errors.Is(err, ErrNoQuote) {
		return nil // no quote from history: the promise stays
	}
	if err != nil {
		return r.forgiven(err)
	}
	if isPast(terms, e.At, day) {
		return nil // the calendar never reaches it
	}
	revision := promise.Event{
		Kind: promise.Revise, Terms: promise.Terms{Calendar: terms.Calendar, Due: terms.Due, Target: terms.Target},
		Count: count, Agreed: e.Agreed, Binds: r.commitment.laterBinds(), Rule: true, Reason: reason,
	}
	if r.commitment.Clock.Change == Tighter && !replaces {
		tighter, err := live.tightens(e, revision)
		if err != nil || !tighter {
			return err
		}
	}
	if how := r.commitment.Clock.Change; (how != Sooner && how != Tighter) || replaces {
		if revision.Removes.Target, err = live.losesTarget(e, &terms); err != nil {
			return err
		}
	}
	if condition := e.condition(r.commitment.Name); condition != nil {
		r.folded = true
		revision.Terms.Conditions, revision.Agreed = condition.Terms.Conditions, e.Agreed || condition.Agreed
	}
	live.stands(r.commitment, why)
	live.named = ledger{}
	live.note(e, revision)
	return nil
}

// losesTarget reports whether the terms of a rule without a target remove the target
// of another rule.
func (x *run) losesTarget(e *Event, terms *promise.Terms) (bool, error) {
	p, err := x.recorded()
	return err == nil && terms.Target.IsZero() && hasTarget(p, e), err
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

// reason returns why another rule applies: the fields that it requires.
func (c *Commitment) reason(why Why, fields Fields) string {
	if why.Rule < 0 {
		return ErrNoRule.Error()
	}
	return orElse(conditionText(c.Rules[why.Rule].When, fields), fmt.Sprintf("rule %d holds", why.Rule+1))
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

// conditionText returns the fields that a condition requires: "status is pending".
func conditionText(condition map[string][]string, fields Fields) string {
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
