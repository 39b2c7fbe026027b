package calendar

import (
	"time"

	"github.com/rickb777/date/v2"
)

// RollForward and IntoDay move an instant into open time. No arithmetic here
// does so as a side effect.

// RollForward returns t if the calendar is open then, or else the next opening.
// ok is false if there is none in the supported range.
func (c *Calendar) RollForward(t time.Time) (rolled time.Time, ok bool) {
	if c.IsOpen(t) {
		return t.Round(0).In(c.Zone()), true
	}
	return c.NextOpen(t)
}

// noOpening returns the error of a search for an opening after t.
func (c *Calendar) noOpening(t time.Time) error {
	return c.failed("an opening after "+t.Format(time.RFC3339), false)
}

// IntoDay returns t if the calendar is open then. Otherwise it moves t into the hours
// of the business day d, as [Calendar.AddDays] does. t lies on d, or on the next date
// if the hours of d run past midnight.
//
// The error is [ErrNeverOpen] if there is no opening to which t can be moved.
func (c *Calendar) IntoDay(d date.Date, t time.Time) (time.Time, error) {
	return c.intoHours(d, t.Round(0).In(c.Zone()))
}
