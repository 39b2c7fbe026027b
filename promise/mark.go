package promise

import (
	"errors"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
)

// A mark is a deadline turned into an instant: due, target, or the expected
// later date. Pauses move it while it is ahead.
type mark struct {
	deadline Deadline
	dayCount
	state   markState
	holds   bool          // pauses do not move it
	said    bool          // it was said in an earlier promise, or gives way to one that was
	held    bool          // there pauses did not move it
	idle    bool          // it was said, and the promise has not been made yet
	before  time.Duration // working time that had moved it by then
	first   time.Time     // as first read
	used    time.Duration // working time that had been paused then
	at      time.Time     // as it stands
	reached bool          // it came before a pause that would have moved it
	err     error         // why it is unreachable
}

type markState uint8

const (
	absent      markState = iota // there is no such deadline
	unread                       // the start is not known
	read                         // at is its instant
	unreachable                  // the calendar has no such instant
	gone                         // it passed while fulfilled
	hidden                       // an open pause will move it by an unknown amount
)

// newMark returns the mark of a deadline. A date is read at once.
func newMark(d Deadline, terms *Terms) mark {
	m := mark{deadline: d, dayCount: terms.dayCount(), holds: terms.OnPause == Hold || !d.moves()}
	switch d.kind {
	case noDeadline:
	case by:
		m.set(d.read(m.dayCount, time.Time{}, 0))
	case within, inDays, inDaysBy, inDaysByClose, before:
		m.state = unread
	}
	return m
}

// readFrom reads an unread mark, counted from start; day is the business day to
// which the start belongs, or 0.
func (m *mark) readFrom(start time.Time, day date.Date) {
	if m.state == unread && m.deadline.kind != before {
		m.set(m.deadline.read(m.dayCount, start, day))
	}
}

// unread clears an instant that depends on the start.
func (m *mark) unread() {
	if m.deadline.counts() {
		m.state, m.reached, m.used = unread, false, 0
	}
}

// readBefore computes a Before deadline from the due mark, repeatedly until it
// is reached. It never moves earlier, and is neither before the start, if that
// is known, nor after the due.
func (m *mark) readBefore(due *mark, start time.Time) {
	if m.deadline.kind != before || m.reached || due.state != read {
		return
	}
	old := m.at
	m.set(m.deadline.readBefore(m.cal, due.at))
	m.holds = due.holds
	if m.state != read {
		return
	}
	if m.at.Before(start) {
		m.at = start.In(m.cal.Zone())
	}
	if m.at.After(due.at) {
		m.at = due.at
	}
	if m.at.Before(old) {
		m.at = old
	}
}

// set sets the computed instant, or the error.
func (m *mark) set(at time.Time, err error) {
	m.state, m.at, m.first, m.err = read, at, at, err
	if err != nil {
		m.state = unreachable
	}
}

// shifts reports whether an open pause will move the mark.
func (m *mark) shifts() bool { return m.state == read && !m.holds && !m.reached && !m.idle }

// pauseOpens notes that a pause begins at t: a mark that was reached stays.
func (m *mark) pauseOpens(t time.Time) {
	if m.state == read && !m.idle && m.at.Before(t) {
		m.reached = true
	}
}

// pauseCloses moves the mark when a pause ends at t, after paused working time
// in all pauses since the start.
func (m *mark) pauseCloses(t time.Time, paused time.Duration) {
	if !m.shifts() || m.deadline.kind == before {
		return
	}
	at, err := m.shifted(t, paused)
	if err != nil {
		m.state, m.err = unreachable, err
		return
	}
	if at.After(m.at) {
		m.at = at
	}
}

func (m *mark) shifted(t time.Time, paused time.Duration) (time.Time, error) {
	at, err := m.first, error(nil)
	if paused > m.used {
		at, err = m.cal.Add(m.first, paused-m.used)
		if err == nil && m.deadline.hasClock() {
			at, err = m.deadline.atOrAfter(m.cal, at)
		}
	}
	if err == nil && at.Before(t) {
		// It would lie inside the pause.
		at = t.In(m.cal.Zone())
		if m.deadline.hasClock() {
			at, err = m.deadline.atOrAfter(m.cal, t)
		}
	}
	return at, err
}

// rebase makes later pauses move the mark from its present instant.
func (m *mark) rebase(cal *calendar.Calendar, paused time.Duration) {
	m.cal, m.first, m.used = cal, m.at, paused
}

// cause returns why the mark is unreachable, without the prefix of package
// calendar.
func (m *mark) cause() error {
	for _, cause := range []error{calendar.ErrNeverOpen, calendar.ErrOutOfRange} {
		if errors.Is(m.err, cause) {
			return cause
		}
	}
	return m.err
}
