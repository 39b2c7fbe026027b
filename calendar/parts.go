package calendar

import (
	"github.com/underpromise/underpromise/calendar/document"
)

// Config returns what a plain calendar was made of, in its canonical form: windows
// merged, days and breaks sorted. The caller may change it. [New] makes an equal
// calendar of it. ok is false for the zero Calendar and for one that is composed of
// others, which has [Calendar.Parts].
func (c *Calendar) Config() (config Config, ok bool) {
	p, ok := c.source.(*plain)
	if !ok {
		return Config{}, false
	}
	return p.config(), true
}

func (p *plain) config() Config {
	c := Config{Name: p.name, Zone: p.zone}
	for i, h := range p.week {
		c.Week[i] = h.hours()
	}
	for _, x := range p.dated {
		c.Days = append(c.Days, Day{Once(dateOf(x.day)), x.hours.hours(), x.name})
	}
	for _, x := range p.recurring {
		c.Days = append(c.Days, Day{x.on, x.hours.hours(), x.name})
	}
	for _, x := range p.breaks {
		c.Breaks = append(c.Breaks, Break{dateOf(x.day), x.hours.hours(), x.name})
	}
	return c
}

// An Operation is how a calendar is composed of others.
type Operation uint8

const (
	// UnionOf is what [Union] does.
	UnionOf Operation = iota + 1
	// IntersectionOf is what [Intersect] does.
	IntersectionOf
	// DifferenceOf is what [Subtract] does.
	DifferenceOf
)

var operationWords = document.NewWords[Operation]("calendar", "operation", "union", "intersect", "subtract")

// String returns the field of documents that has the parts: "union", "intersect" or
// "subtract"; "" for any other value.
func (o Operation) String() string { return operationWords.Text(o) }

// MarshalText writes what String returns.
func (o Operation) MarshalText() ([]byte, error) { return operationWords.Marshal(o) }

// UnmarshalText reads what MarshalText writes, and nothing else.
func (o *Operation) UnmarshalText(text []byte) error { return operationWords.Unmarshal(text, o) }

// Parts returns the calendars of which a composed calendar was made, in order, and
// how: at least two. The operation on them, under the name and in the zone of c,
// makes an equal calendar. There are no parts, and the operation is 0, for the zero
// Calendar and for a plain one, which has a [Calendar.Config].
func (c *Calendar) Parts() (op Operation, parts []*Calendar) {
	s, ok := c.source.(*composed)
	if !ok {
		return 0, nil
	}
	for _, p := range s.parts {
		parts = append(parts, &Calendar{name: p.title(), zone: p.location(), source: p})
	}
	return s.op, parts
}

// IsAlwaysOpen reports whether the calendar is open at every instant of the supported
// range, as [Always] is. For most calendars it looks at a year, for one that is
// always open at all years.
func (c *Calendar) IsAlwaysOpen() bool {
	if c.source == nil {
		return false
	}
	if p, ok := c.source.(*plain); ok && p.isAroundTheClock() {
		return true
	}
	return c.isOpenThrough(middle, rangeTo) && c.isOpenThrough(rangeFrom, middle)
}

const (
	searchStep = 366 * secondsPerDay    // how much of the range a search looks at in one step
	middle     = 30 * int64(searchStep) // searches begin in this century
)

// isOpenThrough reports whether there is no closed time in [from, to).
func (c *Calendar) isOpenThrough(from, to int64) bool {
	for ; from < to; from += searchStep {
		end := min(from+searchStep, to)
		if open := c.source.open(nil, from, end); len(open) != 1 || open[0] != (span{from, end}) {
			return false
		}
	}
	return true
}

// isAroundTheClock reports whether every date has hours from midnight to midnight
// and nothing closes any. Others can be always open too.
func (p *plain) isAroundTheClock() bool {
	for _, h := range p.week {
		if len(h) != 1 || h[0].from > 0 || h[0].to < secondsPerDay {
			return false
		}
	}
	return len(p.dated)+len(p.recurring)+len(p.breaks) == 0
}
