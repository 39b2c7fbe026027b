package calendar

import (
	"fmt"
	"sort"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/instants"

	"github.com/rickb777/date/v2"
)

// Why returns the reason why the calendar is closed at t, in a few words for a person:
// the name of the day ("Christmas Day"), "break: all hands", "closed on Sundays",
// "before hours", "between hours" or "after hours". It returns "open" while the calendar
// is open. For a composed calendar it names the parts that keep it closed.
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

// NamesOn returns the names of the exceptions on the date d: of the day that replaces
// its weekly hours ("Christmas Day"), and then of its breaks ("break: all hands"), in
// the order of [Calendar.Config]. It is empty on an ordinary date. For a composed
// calendar each name follows the name of its part, and a subtracted part is named if it
// is open on d.
func (c *Calendar) NamesOn(d date.Date) []string {
	day := dayNumber(d)
	if c.source == nil || day < firstDay || day >= lastDay {
		return nil
	}
	return c.source.namesOn(day)
}

// A Closure is a span of closed time with a reason of its own: a day without hours, a
// break, or a subtracted part.
type Closure struct {
	Span
	// Name is the name of the day or break. In a composed calendar it follows the
	// name of its part. It is empty if neither has a name.
	Name string `json:"name,omitempty"`
	// AllDay reports whether a day without hours closes the date on which the span
	// begins, and no part of it was clipped. The span is then the closed time of that
	// date, which is less than the whole date if the night before runs into it. It is
	// false for breaks, for subtracted parts, and where another part of a composed
	// calendar is open or has another date.
	AllDay bool `json:"all_day,omitempty"`
}

// MarshalJSON writes the closure as [Span.MarshalJSON] does, with the other
// fields.
func (c Closure) MarshalJSON() ([]byte, error) {
	return document.MarshalFields("calendar", c)
}

// UnmarshalJSON reads the closure; an unknown field is an error.
func (c *Closure) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("calendar", doc, c)
}

// Closures returns the closures by days without hours and by breaks between two
// instants, clipped to them, in order. Nights, weekends and the time between windows are
// not closures. Closures may overlap.
func (c *Calendar) Closures(from, to time.Time) []Closure {
	a, b := max(from.Unix(), rangeFrom), min(to.Unix()+1, rangeTo)
	if c.source == nil || a >= b {
		return nil
	}
	var list []Closure
	for _, x := range c.source.closures(a, b) {
		// Time that is open nevertheless, like the end of the night before, is
		// not part of the closure.
		for _, s := range subtractSpans([]span{x.span}, c.source.open(nil, x.from, x.to)) {
			clipped := Span{instants.Later(c.time(s.from*nanosPerSecond), from).In(c.Zone()), instants.Earlier(c.time(s.to*nanosPerSecond), to).In(c.Zone())}
			if clipped.From.Before(clipped.To) {
				list = append(list, Closure{clipped, x.name, c.closesDate(x, s, from, to)})
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].From.Before(list[j].From) })
	return list
}

// closesDate reports whether s, the time that x closes, is all of a date closed by a
// day without hours, and x lies between the two instants.
func (c *Calendar) closesDate(x namedSpan, s span, from, to time.Time) bool {
	if !x.day || time.Unix(x.from, 0).Before(from) || time.Unix(x.to, 0).After(to) {
		return false
	}
	if _, isPlain := c.source.(*plain); isPlain {
		return true
	}
	on := localDate(time.Unix(x.from, 0), c.zone)
	return s == x.span && c.At(on, 0).Unix() == x.from && c.At(on+1, 0).Unix() == x.to
}

func (p *plain) namesOn(day int64) []string {
	var names []string
	for _, x := range p.special(day, day) {
		if x.name != "" {
			names = append(names, x.name)
		}
	}
	for _, b := range p.breaksOf(day, day) {
		names = append(names, named("break", b.name))
	}
	return names
}

// A namedSpan is a span closed by a day, a break or a part.
type namedSpan struct {
	span
	name string
	day  bool // whether it is the whole date of a day without hours
}

func (p *plain) closures(from, to int64) []namedSpan {
	first, last := floorDiv(from, secondsPerDay)-margin, floorDiv(to, secondsPerDay)+margin
	var list []namedSpan
	add := func(clock *wallClock, on int64, hours daySpans, name string, day bool) {
		for _, s := range clock.appendHours(nil, on, hours) {
			if cut := (span{max(s.from, from), min(s.to, to)}); cut.from < cut.to {
				list = append(list, namedSpan{cut, name, day && cut == s})
			}
		}
	}
	clock := newWallClock(p.zone, first*secondsPerDay, (last+2)*secondsPerDay)
	for _, d := range p.special(first, last) {
		if len(d.hours) == 0 {
			add(clock, d.day, daySpans{{0, secondsPerDay}}, d.name, true)
		}
	}
	clock = newWallClock(p.zone, first*secondsPerDay, (last+2)*secondsPerDay)
	for _, b := range p.breaksOf(first, last) {
		add(clock, b.day, b.hours, b.name, false)
	}
	return list
}

func (p *plain) whyClosed(t time.Time) string {
	day, sec := dayNumber(localDate(t, p.zone)), t.Unix()
	for _, b := range p.breaksOf(day-margin, day+margin) {
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
			return p.outside(day, sec) + " (" + x.name + ")"
		case len(x.hours) > 0:
			return p.outside(day, sec)
		case x.name != "":
			return x.name
		}
		return "closed on " + document.FormatDate(dateOf(day))
	}
	if weekday := weekdayOf(day); len(p.week[weekday]) == 0 {
		return fmt.Sprintf("closed on %ss", weekday)
	}
	return p.outside(day, sec)
}

// outside returns on which side of the hours of a date the closed instant lies.
func (p *plain) outside(day, sec int64) string {
	hours := p.hoursOn(day)
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
