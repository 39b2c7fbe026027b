package calendar

import (
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// RollForward, Intake and IntoDay bring an instant into open time. No arithmetic here
// does so as a side effect.

// RollForward returns t if the calendar is open then, or else the next opening.
// ok is false if there is none in the supported range.
func (c *Calendar) RollForward(t time.Time) (rolled time.Time, ok bool) {
	if c.IsOpen(t) {
		return t.Round(0).In(c.Zone()), true
	}
	return c.NextOpen(t)
}

// Intake returns when what comes in at t counts as come in (order entry,
// cut-off time): at t while open, at the next opening while closed, and at or
// after the cut-off on the local clock at the first opening of the next
// business day. "What is here before 14:00 is dealt with today." A cut-off of 0
// is none.
//
// The error is [ErrNeverOpen] if there is no opening after t.
func (c *Calendar) Intake(t time.Time, cutoff clock.Clock) (time.Time, error) {
	in, ok := c.RollForward(t)
	if !ok {
		return time.Time{}, c.noOpening(t)
	}
	if cutoff <= 0 || localClock(in, c.Zone()) < cutoff {
		return in, nil
	}
	for d := localDate(in, c.Zone()) + 1; ; {
		day, hours, err := c.HoursFrom(d)
		if err != nil {
			return time.Time{}, err
		}
		for _, s := range hours {
			// A date whose midnight comes twice has begun once already.
			if !s.From.Before(in) {
				return s.From, nil
			}
			if in.Before(s.To) {
				return in, nil
			}
		}
		d = day + 1
	}
}

// HoursFrom returns the first business day from d on whose hours have open time
// left, and that time as [Calendar.OpenOn] returns it, at least one span. Only a
// composed calendar can have business days without open time. The error is
// [ErrNeverOpen] if there is none in the supported range.
func (c *Calendar) HoursFrom(d date.Date) (date.Date, []Span, error) {
	for {
		day, err := c.BusinessDay(d, 0)
		if err != nil {
			return 0, nil, err
		}
		if hours := c.OpenOn(day); len(hours) > 0 {
			return day, hours, nil
		}
		// The other parts of a composed calendar leave nothing of this day, and
		// perhaps of many more.
		d = day + 1
		midnight := c.At(d, 0)
		open, ok := c.RollForward(midnight)
		if !ok {
			return 0, nil, c.noOpening(midnight)
		}
		d = max(d, localDate(open, c.Zone())-1) // a night shift opens on the date before its tail
	}
}

// noOpening says that nothing opens after t.
func (c *Calendar) noOpening(t time.Time) error {
	return c.failed("an opening after "+t.Format(time.RFC3339), false)
}

// IntoDay returns t if the calendar is open then. Otherwise it brings t into the
// hours of the business day d, as [Calendar.AddDays] does. t lies on d, or on the
// date after it where the hours of d run past midnight.
//
// The error is [ErrNeverOpen] if there is no opening that it could be brought to.
func (c *Calendar) IntoDay(d date.Date, t time.Time) (time.Time, error) {
	return c.intoHours(d, t.Round(0).In(c.Zone()))
}
