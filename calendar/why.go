package calendar

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"
)

// Why says why the calendar is closed at t, in a few words for a person: the
// name of the day ("Christmas Day"), "break: all hands", "closed on Sundays",
// "before hours", "between hours" or "after hours". It is "open" while the
// calendar is open. A composed calendar names the parts that keep it closed.
func (c *Calendar) Why(t time.Time) string {
	switch sec := t.Unix(); {
	case c.source == nil:
		return "never open"
	case sec < rangeFrom || sec >= rangeTo:
		return "outside the supported range"
	case c.IsOpen(t):
		return "open"
	default:
		return c.source.whyClosed(t)
	}
}

func (p *plain) whyClosed(t time.Time) string {
	d := localDate(t, p.zone)
	day, sec := dayNumber(d), t.Unix()
	for _, b := range p.breaks {
		if b.day < day-margin || b.day > day+margin {
			continue
		}
		clock := newWallClock(p.zone, b.day*secondsPerDay, (b.day+2)*secondsPerDay)
		for _, s := range clock.appendHours(nil, b.day, b.hours) {
			if s.from <= sec && sec < s.to {
				return named("break", b.name)
			}
		}
	}
	if special := p.special(day, day); len(special) > 0 {
		x := special[0]
		switch {
		case len(x.hours) > 0 && x.name != "":
			return p.outside(d, sec) + " (" + x.name + ")"
		case len(x.hours) > 0:
			return p.outside(d, sec)
		case x.name != "":
			return x.name
		}
		return "closed on " + isoDate(d)
	}
	if len(p.week[d.Weekday()]) == 0 {
		return fmt.Sprintf("closed on %ss", d.Weekday())
	}
	return p.outside(d, sec)
}

// outside says on which side of the hours of d the closed instant lies.
func (p *plain) outside(d date.Date, sec int64) string {
	hours := p.hoursOn(d)
	switch {
	case len(hours) == 0:
		return "no hours left"
	case sec < hours[0].from:
		return "before hours"
	case sec >= hours[len(hours)-1].to:
		return "after hours"
	}
	return "between hours"
}

func named(what, name string) string {
	if name == "" {
		return what
	}
	return what + ": " + name
}
