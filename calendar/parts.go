package calendar

import (
	"github.com/underpromise/underpromise/calendar/document"
)

// Config returns the parameters of a plain calendar in canonical form: windows merged,
// days and breaks sorted. The caller may change it. [New] returns an equal calendar for
// it. ok is false for the zero Calendar and for a composed one, which has
// [Calendar.Parts].
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

// An Operation is the way in which a calendar is composed of others. The zero Operation
// is none.
type Operation uint8

const (
	// UnionOf is the operation of [Union].
	UnionOf Operation = iota + 1
	// IntersectionOf is the operation of [Intersect].
	IntersectionOf
	// DifferenceOf is the operation of [Subtract].
	DifferenceOf
)

var operationWords = document.NewWords[Operation]("calendar", "operation", "union", "intersect", "subtract")

// String returns the name of the field for the parts in documents: "union", "intersect"
// or "subtract"; "" for any other value.
func (o Operation) String() string { return operationWords.Text(o) }

// MarshalText writes the text of String. It returns an error for any other value.
func (o Operation) MarshalText() ([]byte, error) { return operationWords.Marshal(o) }

// UnmarshalText reads the text of MarshalText. Any other text is an error.
func (o *Operation) UnmarshalText(text []byte) error { return operationWords.Unmarshal(text, o) }

// Parts returns the parts of a composed calendar, at least two, in order, and the
// operation on them. The operation on the parts, with the name and the zone of c,
// returns an equal calendar. The zero Calendar, and a plain one, which has a
// [Calendar.Config], have no parts and the operation 0.
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
// range, as [Always] is. It examines one year of most calendars, and all years of a
// calendar that is always open.
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
	searchStep = 366 * secondsPerDay    // the part of the range that a search examines in one step
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
