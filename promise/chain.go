package promise

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
)

// restarts reports whether a due instant of an earlier promise remains in
// force.
func (r *record) restarts() bool { return !r.about.FirstDue.IsZero() || !r.about.CarriedDue.IsZero() }

// carryDue replaces the due instant of the promise with the one carried from an
// earlier promise. Its own is expected if it is later. By the first terms
// alone, the first due instant of the chain is used. The marks have just been
// computed.
func (j *judge) carryDue() {
	carried, first := j.r.about.CarriedDue, j.r.about.FirstDue
	switch {
	case j.firstOnly && !first.IsZero():
		j.due = first.mark(j.terms)
	case carried.Named:
		j.due = carried.mark(j.terms)
	case carried.IsZero() || j.due.state != read || !j.due.at.After(carried.At):
		return
	default:
		j.due, j.expected = carried.mark(j.terms), j.due
		j.expected.said = true
	}
	if j.target.deadline.kind == before {
		j.target = newMark(j.target.deadline, j.terms)
	}
	j.readFromStart()
}

// mark returns the due instant as a mark that later pauses move from its place
// when the promise was made. Earlier pauses are already included.
func (s Said) mark(terms *Terms) mark {
	m := newMark(s.Due, terms)
	m.set(s.At.In(terms.Calendar.Zone()), nil)
	m.said, m.held = true, s.Holds
	m.holds, m.idle = m.holds || m.held, true
	if m.deadline.hasClock() && s.Paused > 0 {
		moved := m
		moved.first, moved.at, moved.idle = s.First, s.First, false
		if at, err := moved.shifted(s.First, s.Paused); err == nil && at.Equal(s.At) {
			m.first, m.before = s.First.In(terms.Calendar.Zone()), s.Paused
		}
	}
	return m
}

// wakes lets pauses move the carried instant from when the promise was made.
func (j *judge) wakes(t time.Time) {
	if !j.due.idle || j.r.made.After(t) {
		return
	}
	j.count(j.r.made)
	j.due.idle, j.due.used = false, j.paused-j.due.before
	if j.started && (j.isPaused() || j.phase != 0) {
		j.due.pauseOpens(j.r.made)
	}
}

// SaidAt returns what a promise that restarts this one at t takes over: the due
// instant in force, and the first one of the chain of promises that restart
// each other. Both are computed as if every open pause ended at t. A Said is
// zero if there is no such instant: the start is unknown, or pauses have moved
// it out of reach. Before the promise was made both are zero.
func (p Promise) SaidAt(t time.Time) (due, first Said) {
	if p.r == nil || t.Before(p.r.made) {
		return Said{}, Said{}
	}
	return p.r.said(t, false), p.r.said(t, true)
}

// said returns the due instant at t, by the first terms alone or by those in
// force.
func (r *record) said(t time.Time, firstOnly bool) Said {
	j := judge{firstOnly: firstOnly}
	j.open(r)
	j.walk(t)
	if j.phase == 0 {
		j.count(t)
	}
	at, ok := j.dueIfResumed(t)
	if !ok {
		return Said{}
	}
	said := Said{Due: j.due.deadline, At: document.Writable(at), Holds: j.due.holds && j.due.deadline.moves()}
	if paused := j.paused - j.due.used; j.due.deadline.hasClock() && paused > 0 && at.After(j.due.first) {
		said.First, said.Paused = document.Writable(j.due.first), paused
	}
	return said
}

// DueDay returns the due instant at t and the business day to whose clock or
// close it belongs: 24:00 and the close of a night shift belong to the date
// before. A cycle that starts at the due instant counts business days from that
// day (About.StartDay). ok is false if there is no due instant.
func (p Promise) DueDay(t time.Time) (day date.Date, due time.Time, ok bool) {
	due, ok = p.At(t).Due()
	if !ok {
		return 0, time.Time{}, false
	}
	var j judge
	j.open(p.r)
	j.walk(t)
	m := &j.due
	if j.phase != 0 {
		m = &j.finalDue
	}
	return m.deadline.dayOf(m.cal, due), due, true
}

// cause returns why a promise is void that this event withdraws.
func (e *Event) cause() VoidCause {
	switch {
	case e.By.Role == RoleCustomer || e.Agreed:
		return VoidByCustomer
	case e.Successor != "":
		return VoidReplaced
	}
	return VoidByUs
}

// voidBy notes why the promise that has just ended is void, if it is void.
func (j *judge) voidBy(cause VoidCause) {
	if j.verdict == Void {
		j.cause = cause
	}
}
