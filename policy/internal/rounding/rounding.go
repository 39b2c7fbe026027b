// Package rounding rounds instants to times that people use: half hours, the last close
// of a business day, the end of a date. Results are in the zone of the calendar, except
// that an instant that is not rounded is returned as it is.
package rounding

import (
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
)

// HalfHourUp returns the first :00 or :30 on the calendar's clock at or after t, or a
// close that comes first: an instant at which an amount of working time can end, if t is
// one.
func HalfHourUp(cal *calendar.Calendar, t time.Time) time.Time {
	up := t.In(cal.Zone())
	for past := pastHalfHour(up); past > 0; past = pastHalfHour(up) {
		up = up.Add(30*time.Minute - past)
	}
	if closing, ok := cal.NextClose(t.Add(-1)); ok && closing.Before(up) {
		return closing
	}
	return up
}

// HalfHourDown returns the last :00 or :30 on the calendar's clock at or before t. If
// nothing is open just before that, it returns the last close before t; t if there is
// none.
func HalfHourDown(cal *calendar.Calendar, t time.Time) time.Time {
	local := t.In(cal.Zone())
	if down := local.Add(-pastHalfHour(local)); cal.IsOpen(down.Add(-1)) {
		return down
	}
	if closing, ok := cal.PrevClose(t); ok {
		return closing
	}
	return t
}

// CloseUp returns the first last close of a business day at or after t, if it is one of
// the day before, the day of t or the day after; else t.
func CloseUp(cal *calendar.Calendar, t time.Time) time.Time {
	today := date.NewAt(t.In(cal.Zone()))
	for d := today - 1; d <= today+1; d++ { // a night shift closes on the morning after
		if closing, ok := lastClose(cal, d); ok && !closing.Before(t) {
			return closing
		}
	}
	return t
}

// CloseDown returns the last close of a business day at or before t; t if there is none.
func CloseDown(cal *calendar.Calendar, t time.Time) time.Time {
	closing, ok := cal.PrevClose(t)
	for ok {
		today := date.NewAt(closing)
		for d := today; d >= today-1; d-- {
			if last, ok := lastClose(cal, d); ok && last.Equal(closing) {
				return closing
			}
		}
		closing, ok = cal.PrevClose(closing.Add(-1))
	}
	return t
}

// DateUp returns the end of the date of t on the calendar's clock, the midnight after it;
// t if it is such a midnight itself.
func DateUp(cal *calendar.Calendar, t time.Time) time.Time {
	if d := date.NewAt(t.In(cal.Zone())); !cal.At(d, 0).Equal(t) {
		return cal.At(d+1, 0)
	}
	return t
}

// lastClose returns the last close of the hours of a business day.
func lastClose(cal *calendar.Calendar, d date.Date) (time.Time, bool) {
	hours := cal.OpenOn(d)
	if len(hours) == 0 || !cal.IsBusinessDay(d) {
		return time.Time{}, false
	}
	return hours[len(hours)-1].To, true
}

// pastHalfHour returns the time on the clock since it read :00 or :30.
func pastHalfHour(local time.Time) time.Duration {
	return time.Duration(local.Minute()%30)*time.Minute + time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
}
