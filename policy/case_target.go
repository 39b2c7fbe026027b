package policy

import (
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/promise"
)

// An aim is the target at an event, as if every pause ended then; or the due instant, if
// there is no target.
type aim struct {
	at    time.Time
	moves bool             // with pauses
	back  bool             // it counts back from a due instant
	form  promise.Deadline // the target that it is, where that is a time of day or a close
	means promise.Deadline // what it was read from, if that can be read again at the event
	count promise.Count    // as that counts
}

// aimOf returns the aim of a promise at an event; false if it is not determined yet.
func aimOf(p promise.Promise, e *Event) (aim, bool, error) {
	said, _ := p.SaidAt(e.At)
	due, known := aimAt(said), !said.IsZero()
	p, err := resumed(p, e)
	if err != nil {
		return aim{}, false, err
	}
	at, ok := p.At(e.At).Target()
	if !ok {
		return due, known, nil
	}
	terms := p.TermsAt(e.At)
	if _, isBefore := terms.Target.BeforeDue(); !isBefore {
		_, isDate := terms.Target.Date()
		return aim{at: at, moves: !isDate && terms.OnPause != promise.Hold, form: terms.Target}, true, nil
	}
	return aim{at: at, moves: due.moves, back: true}, true, nil
}

// aimAt returns a due instant as an aim.
func aimAt(said promise.Said) aim {
	_, isDate := said.Due.Date()
	return aim{at: said.At, moves: !said.Holds && !isDate}
}

// earlier returns the earlier of two aims.
func (a aim) earlier(b aim) aim {
	if b.at.Before(a.at) {
		return b
	}
	return a
}

// deadline returns a deadline that reaches the aim, before a due instant, counted under
// the terms from an instant, and from the business day to which that belongs. It is the
// original deadline if that still reaches the aim; else a date if pauses do not move
// it; if they do, a time of day or a close where the target was one, and the remaining
// working time where not. No working time ends at an opening or
// while closed: there it is the working time before the due instant, or a time of day on
// a business day.
func (a aim) deadline(due aim, terms promise.Terms, from time.Time, day date.Date) promise.Deadline {
	if !a.means.IsZero() {
		return a.means
	}
	if d := a.inForm(terms, from, day); !d.IsZero() {
		return d
	}
	left := promise.Within(max(terms.Calendar.Between(from, a.at), 0))
	switch {
	case !a.moves && !a.at.Before(from):
		return promise.By(a.at)
	case a.at.Before(from), a.isReached(left, terms, from, day):
		return left
	}
	if d := terms.Calendar.Between(a.at, due.at); a.back && due.moves && d > 0 {
		if at, err := terms.Calendar.Sub(due.at, d); err == nil && at.Equal(a.at) {
			return promise.Before(d)
		}
	}
	k := clock.NewAt(a.at.In(terms.Calendar.Zone()))
	if d := a.inDays(func(n int) promise.Deadline { return promise.InDaysBy(n, k) }, terms, from, day); !d.IsZero() {
		return d
	}
	return promise.By(a.at)
}

// inForm returns the deadline of a target that is a time of day or a close, so that
// pauses move it to another of these; none for other targets, or if no number of days
// reaches the aim.
func (a aim) inForm(terms promise.Terms, from time.Time, day date.Date) promise.Deadline {
	k, isClock := a.form.Clock()
	switch {
	case !a.moves:
		return promise.Deadline{}
	case isClock:
		return a.inDays(func(n int) promise.Deadline { return promise.InDaysBy(n, k) }, terms, from, day)
	case a.form.AtClose():
		return a.inDays(promise.InDaysByClose, terms, from, day)
	}
	return promise.Deadline{}
}

// inDays returns the deadline of a number of business days that reaches the aim; none if
// no number does.
func (a aim) inDays(of func(int) promise.Deadline, terms promise.Terms, from time.Time, day date.Date) promise.Deadline {
	near := terms.Calendar.DaysBetween(from, a.at)
	for n := max(near-1, 0); n <= near+1; n++ { // the cut-off may count one day more or less
		if d := of(n); a.isReached(d, terms, from, day) {
			return d
		}
	}
	return promise.Deadline{}
}

// isReached reports whether a deadline reaches the aim.
func (a aim) isReached(d promise.Deadline, terms promise.Terms, from time.Time, day date.Date) bool {
	at, err := terms.Reach(d, from, day)
	return err == nil && at.Equal(a.at)
}

// target returns the aim as the target of a promise with that due instant, made at
// an instant; none if it is not earlier.
func (a aim) target(due aim, terms promise.Terms, made time.Time) promise.Deadline {
	if !a.at.Before(due.at) {
		return promise.Deadline{}
	}
	return a.deadline(due, terms, made, 0)
}

// countsAnew returns the instant from which a revision counts anew, and the business day
// to which that belongs: the event, or the start if that is later.
func countsAnew(p promise.Promise, e *Event) (time.Time, date.Date) {
	if about := p.About(); about.Start.After(e.At) && p.At(e.At).Phase == promise.Pending {
		return about.Start, about.StartDay
	}
	return e.At, 0
}
