package promise

import (
	"errors"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise/internal/businessday"
)

// A Deadline defines when something is due (SLA target, lead time): an amount
// of working time, a number of business days, or a date. Working time and days
// are different kinds and never convert: "1 day" is not 24 hours of work. The
// zero Deadline is none.
//
// Deadlines are data with a text form, which [ParseDeadline] reads. Use
// [Deadline.Equal] to compare them.
type Deadline struct {
	kind  deadlineKind
	d     time.Duration // within, before
	days  int           // inDays, inDaysBy, inDaysByClose
	clock clock.Clock   // inDaysBy
	at    time.Time     // by
}

type deadlineKind uint8

const (
	noDeadline deadlineKind = iota
	within
	inDays
	inDaysBy
	inDaysByClose
	by
	before
)

// Within returns a deadline of d of working time from the start: the earliest
// instant at which that much has passed. It can be a close and is never moved
// to the next opening. d must not be negative. In text: "8h", "1h30m".
func Within(d time.Duration) Deadline { return Deadline{kind: within, d: d} }

// InDays returns a deadline on the n-th business day after the start, at the
// start's time of day moved into that day's hours (see
// [calendar.Calendar.AddDays]). n must be at least 1. A start in closed time
// counts as a start at the next opening; a start at or after the cut-off of the
// terms counts as a start at the opening of the next business day. Another
// [DayZero] of the terms or a StartDay of About changes that. In text: "2
// days".
func InDays(n int) Deadline { return Deadline{kind: inDays, days: n} }

// InDaysBy returns a deadline at the time of day k on the n-th business day
// from the start, even if that day closes earlier. Day 0 is the date of the
// start if that is a business day, else the next one; n must not be negative.
// If that instant is not after the start, the deadline is on the next business
// day. Day 0, starts in closed time and the cut-off count as for [InDays]. In
// text: "2 days 16:00".
func InDaysBy(n int, k clock.Clock) Deadline { return Deadline{kind: inDaysBy, days: n, clock: k} }

// InDaysByClose is like [InDaysBy] with the day's last close as the time of
// day. In text: "2 days close".
func InDaysByClose(n int) Deadline { return Deadline{kind: inDaysByClose, days: n} }

// By returns a deadline at a fixed date, in open hours or not. Pauses do not
// move it. In text: an RFC 3339 instant.
func By(t time.Time) Deadline { return Deadline{kind: by, at: document.Writable(t)} }

// Before returns a deadline for targets only: d of working time before the due
// instant, which it follows, but never before the start. d must be positive. In
// text: "4h before".
func Before(d time.Duration) Deadline { return Deadline{kind: before, d: d} }

// IsZero reports whether there is no deadline.
func (d Deadline) IsZero() bool { return d.kind == noDeadline }

// Equal reports whether d and other are the same deadline. Dates are compared
// with [time.Time.Equal].
func (d Deadline) Equal(other Deadline) bool {
	at, otherAt := d.at, other.at
	d.at, other.at = time.Time{}, time.Time{}
	return d == other && at.Equal(otherAt)
}

// check returns an error for a deadline that is invalid.
func (d Deadline) check() error {
	switch d.kind {
	case within:
		if d.d < 0 {
			return fmt.Errorf("must not be negative, got %v; write at least 0s", d.d)
		}
	case before:
		if d.d <= 0 {
			return fmt.Errorf("must be more than 0s, got %v before; for example \"4h before\"", d.d)
		}
	case inDays:
		if d.days < 1 {
			return fmt.Errorf("must be at least 1 day, got %d; for today add a time of day or close, like \"0 days 16:00\"", d.days)
		}
		return d.checkDays()
	case inDaysBy, inDaysByClose:
		if d.days < 0 {
			return fmt.Errorf("must not be negative, got %d days; 0 is today", d.days)
		}
		if d.clock < 0 || d.clock > 24*clock.Hour {
			return fmt.Errorf("time of day %v out of range; write 00:00 to 24:00", time.Duration(d.clock))
		}
		if d.clock%clock.Second != 0 {
			return fmt.Errorf("time of day must be a whole second, got %v; round it", time.Duration(d.clock))
		}
		return d.checkDays()
	case by:
		if d.at.IsZero() {
			return errors.New("date required; for example 2026-01-09T16:00:00Z")
		}
		return checkInstant(d.at)
	case noDeadline:
	}
	return nil
}

// checkDays returns an error for more days than any calendar has, so that the
// count fits an int on every machine.
func (d Deadline) checkDays() error {
	const most = 999_999
	if d.days > most {
		return fmt.Errorf("%d days out of range; write at most %d", d.days, most)
	}
	return nil
}

// moves reports whether pauses move the deadline.
func (d Deadline) moves() bool { return d.kind != by }

// read returns the instant of the deadline, counted from start. day is the
// business day to which the start belongs, or 0. Deadlines made by Before are
// read by readBefore.
func (d Deadline) read(c dayCount, start time.Time, day date.Date) (time.Time, error) {
	switch d.kind {
	case within:
		return c.cal.Add(start, d.d)
	case by:
		return d.at.In(c.cal.Zone()), nil
	case inDays, inDaysBy, inDaysByClose:
		return c.read(d, start, day)
	case noDeadline, before:
	}
	return time.Time{}, errors.New("deadline required")
}

// readBefore returns the instant of a Before deadline.
func (d Deadline) readBefore(cal *calendar.Calendar, due time.Time) (time.Time, error) {
	return cal.Sub(due, d.d)
}

// atOrAfter returns the first of the deadline's clocks or closes at or after t.
func (d Deadline) atOrAfter(cal *calendar.Calendar, t time.Time) (time.Time, error) {
	// A night shift closes on the date after its own, and 24:00 is the next
	// midnight.
	yesterday := localDate(cal, t) - 1
	return d.nextOn(cal, yesterday, func(u time.Time) bool { return !u.Before(t) })
}

// nextOn returns the first of the deadline's clocks or closes, on a business
// day from the given date on, that is late enough.
func (d Deadline) nextOn(cal *calendar.Calendar, from date.Date, enough func(time.Time) bool) (time.Time, error) {
	for {
		day, u, err := d.firstOn(cal, from)
		if err != nil || enough(u) {
			return u, err
		}
		from = day + 1
	}
}

// firstOn returns the first business day from the given date on that has the
// deadline's clock or close, and that.
func (d Deadline) firstOn(cal *calendar.Calendar, from date.Date) (date.Date, time.Time, error) {
	if d.kind == inDaysByClose {
		day, hours, err := businessday.HoursFrom(cal, from)
		if err != nil {
			return 0, time.Time{}, err
		}
		return day, hours[len(hours)-1].To, nil
	}
	day, err := cal.BusinessDay(from, 0)
	if err != nil {
		return 0, time.Time{}, err
	}
	return day, cal.At(day, d.clock), nil
}

// hasClock reports whether the deadline is a clock or a close of a day.
func (d Deadline) hasClock() bool { return d.kind == inDaysBy || d.kind == inDaysByClose }

// stamp writes an instant in errors.
func stamp(t time.Time) string { return t.Format(time.RFC3339Nano) }
