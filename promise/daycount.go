package promise

import (
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise/internal/businessday"
)

// A dayCount holds the terms that define how business days are counted.
type dayCount struct {
	cal    *calendar.Calendar
	cutoff clock.Clock
	zero   DayZero
}

// dayCount returns the counting of business days under the terms.
func (t *Terms) dayCount() dayCount { return dayCount{t.Calendar, t.Cutoff, t.DayZero} }

// read returns the instant of a deadline of business days, counted from the day
// to which the start belongs, if that is given, otherwise from start.
func (c dayCount) read(d Deadline, start time.Time, day date.Date) (time.Time, error) {
	switch {
	case day != 0:
		return c.readFromDay(d, start, day)
	case c.zero == AtReceipt:
		return c.readFromReceipt(d, start)
	}
	in, err := businessday.Intake(c.cal, start, c.cutoff)
	if err != nil {
		return time.Time{}, err
	}
	if d.kind == inDays {
		return c.cal.AddDays(in, d.days)
	}
	first, err := c.cal.BusinessDay(localDate(c.cal, in), 0)
	if err != nil {
		return time.Time{}, err
	}
	return c.onDay(d, first, d.days, in)
}

// readFromReceipt counts from the civil date of start, open or not.
func (c dayCount) readFromReceipt(d Deadline, start time.Time) (time.Time, error) {
	received, n := localDate(c.cal, start), d.days
	if c.cutoff > 0 && c.cal.IsBusinessDay(received) && clock.NewAt(start.In(c.cal.Zone())) >= c.cutoff {
		n++
	}
	if d.kind == inDays {
		return c.cal.AddDays(start, n)
	}
	return c.onDay(d, received, n, start)
}

// readFromDay counts from the day to which start belongs or, if that is not a
// business day, from the one before. For InDays the start keeps its position: a
// start after midnight, the close of a night shift, gives a time after midnight
// again.
func (c dayCount) readFromDay(d Deadline, start time.Time, day date.Date) (time.Time, error) {
	zero := day
	if !c.cal.IsBusinessDay(day) {
		if before, err := c.cal.BusinessDay(day, -1); err == nil {
			zero = before
		}
	}
	if d.kind != inDays {
		return c.onDay(d, zero, d.days, start)
	}
	due, err := c.cal.BusinessDay(zero, d.days)
	if err != nil {
		return time.Time{}, err
	}
	place := due
	if localDate(c.cal, start) > day {
		place++
	}
	return c.cal.IntoDay(due, c.cal.At(place, clock.NewAt(start.In(c.cal.Zone()))))
}

// onDay returns the clock or the close of the n-th business day from a date on.
// For n = 0 it is that date, or the next business day if the date is closed. If
// the result is not after start, it is that of the next business day.
func (c dayCount) onDay(d Deadline, from date.Date, n int, start time.Time) (time.Time, error) {
	day, err := c.cal.BusinessDay(from, n)
	if err != nil {
		return time.Time{}, err
	}
	return d.nextOn(c.cal, day, func(u time.Time) bool { return u.After(start) })
}

// dayOf returns the business day to whose clock or close an instant of the
// deadline belongs: 24:00 and the close of a night shift belong to the date
// before. Any other instant belongs to its local date.
func (d Deadline) dayOf(cal *calendar.Calendar, at time.Time) date.Date {
	local := localDate(cal, at)
	switch {
	case d.kind == inDaysBy:
		if cal.At(local-1, d.clock).Equal(at) {
			return local - 1
		}
	case d.kind == inDaysByClose, !cal.IsOpen(at):
		if hours := cal.OpenOn(local - 1); len(hours) > 0 && hours[len(hours)-1].To.Equal(at) {
			return local - 1
		}
	}
	return local
}

// localDate returns the date of t in the calendar's zone.
func localDate(cal *calendar.Calendar, t time.Time) date.Date { return date.NewAt(t.In(cal.Zone())) }
