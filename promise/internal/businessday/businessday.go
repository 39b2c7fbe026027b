// Package businessday brings what comes in into business days: by the cut-off of
// terms, and to days that have open time.
package businessday

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// Intake returns the instant as which a start at t counts: t while the calendar is
// open, the next opening while it is closed. If that is at or after the cut-off on
// the local clock, it is the first opening of the next business day. A cut-off of 0
// is none. The result is never before t.
//
// The error is [calendar.ErrNeverOpen] if there is no opening after t.
func Intake(cal *calendar.Calendar, t time.Time, cutoff clock.Clock) (time.Time, error) {
	in, ok := cal.RollForward(t)
	if !ok {
		return time.Time{}, noOpening(cal, t)
	}
	if cutoff <= 0 || clock.NewAt(in.In(cal.Zone())) < cutoff {
		return in, nil
	}
	for d := localDate(cal, in) + 1; ; {
		day, hours, err := HoursFrom(cal, d)
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
// left, and that time as [calendar.Calendar.OpenOn] returns it, at least one span.
// Only a composed calendar can have business days without open time.
//
// The error is [calendar.ErrNeverOpen] if there is no such day in the supported
// range.
func HoursFrom(cal *calendar.Calendar, d date.Date) (date.Date, []calendar.Span, error) {
	for {
		day, err := cal.BusinessDay(d, 0)
		if err != nil {
			return 0, nil, err
		}
		if hours := cal.OpenOn(day); len(hours) > 0 {
			return day, hours, nil
		}
		// The other parts of a composed calendar leave nothing of this day, and
		// perhaps of many more.
		d = day + 1
		midnight := cal.At(d, 0)
		open, ok := cal.RollForward(midnight)
		if !ok {
			return 0, nil, noOpening(cal, midnight)
		}
		d = max(d, localDate(cal, open)-1) // a night shift opens on the date before its tail
	}
}

func noOpening(cal *calendar.Calendar, t time.Time) error {
	name := ""
	if cal.Name() != "" {
		name = cal.Name() + ": "
	}
	return fmt.Errorf("calendar: %san opening after %s: %w", name, t.Format(time.RFC3339), calendar.ErrNeverOpen)
}

func localDate(cal *calendar.Calendar, t time.Time) date.Date { return date.NewAt(t.In(cal.Zone())) }
