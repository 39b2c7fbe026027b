package timeline

import (
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// A unit is a unit of the axis.
type unit uint8

const (
	minutes unit = iota + 1
	hours
	days
	weeks
	months
	years
)

// seconds returns the approximate length of a unit.
func (u unit) seconds() int64 {
	const day = 24 * 60 * 60
	return [...]int64{minutes: 60, hours: 60 * 60, days: day, weeks: 7 * day, months: 30 * day, years: 365 * day}[u]
}

// A civil is a wall-clock reading, held in UTC, where every reading exists
// once.
type civil time.Time

// reading returns the wall-clock reading at t.
func reading(t time.Time, zone *time.Location) civil {
	t = t.In(zone)
	y, m, d := t.Date()
	return civil(time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, time.UTC))
}

// floor returns the last reading, at or before c, that is a whole number of n
// units: days of a month and months of a year count from 0.
func (c civil) floor(u unit, n int) civil {
	t := time.Time(c)
	y, m, d := t.Date()
	switch h, minute := t.Hour(), t.Minute(); u {
	case minutes:
		return civil(time.Date(y, m, d, h, minute-minute%n, 0, 0, time.UTC))
	case hours:
		return civil(time.Date(y, m, d, h-h%n, 0, 0, 0, time.UTC))
	case weeks:
		return civil(time.Date(y, m, d-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC))
	case months:
		return civil(time.Date(y, m-time.Month((int(m)-1)%n), 1, 0, 0, 0, 0, time.UTC))
	case years:
		return civil(time.Date(y-y%n, time.January, 1, 0, 0, 0, 0, time.UTC))
	default:
		return civil(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
	}
}

// plus returns the reading n units later.
func (c civil) plus(u unit, n int) civil {
	t := time.Time(c)
	switch u {
	case minutes:
		return civil(t.Add(time.Duration(n) * time.Minute))
	case hours:
		return civil(t.Add(time.Duration(n) * time.Hour))
	case weeks:
		return civil(t.AddDate(0, 0, 7*n))
	case months:
		return civil(t.AddDate(0, n, 0))
	case years:
		return civil(t.AddDate(n, 0, 0))
	default:
		return civil(t.AddDate(0, 0, n))
	}
}

// first returns the first instant with the wall-clock reading c or a later one.
func (c civil) first(zone *time.Location) time.Time {
	t := time.Time(c)
	return calendar.Instant(date.NewAt(t), clock.NewAt(t), zone)
}

// starts returns the instants before to at which n units begin, from the last
// one at or before from on; at most so many more.
func starts(from, to time.Time, zone *time.Location, u unit, n, most int) []time.Time {
	c := reading(from, zone).floor(u, n)
	list := []time.Time{c.first(zone)}
	for range most {
		c = c.plus(u, n)
		t := c.first(zone)
		if !t.Before(to) {
			break
		}
		if t.After(list[len(list)-1]) {
			list = append(list, t)
		}
	}
	return list
}
