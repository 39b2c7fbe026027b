package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// Union returns the calendar that is open whenever any of its parts is open, as for
// follow-the-sun support. Each part keeps its own zone, hours and days; the union
// returns times in the zone of the first. Its business days are those of any part.
//
// It returns an error if a part is nil or the zero Calendar, if it would contain more
// than a thousand plain calendars, or if calendars would nest more than fifty deep.
func Union(a, b *Calendar, more ...*Calendar) (*Calendar, error) {
	return compose(UnionOf, append([]*Calendar{a, b}, more...))
}

// Intersect returns the calendar that is open whenever all of its parts are open, as
// when two desks must talk. Its business days are those of every part. It may never be
// open; searches then return [ErrNeverOpen]. Zone and errors are as for [Union].
func Intersect(a, b *Calendar, more ...*Calendar) (*Calendar, error) {
	return compose(IntersectionOf, append([]*Calendar{a, b}, more...))
}

// Subtract returns the calendar that is open whenever the first part is open and none
// of the others is, as for outages. Its business days are those of the first part. It
// may never be open; searches then return [ErrNeverOpen]. Zone and errors are as for
// [Union].
func Subtract(a, b *Calendar, more ...*Calendar) (*Calendar, error) {
	return compose(DifferenceOf, append([]*Calendar{a, b}, more...))
}

// WithName returns the same calendar with another name, which is part of its document
// and of its fingerprint. It returns an error if the name is invalid.
func (c *Calendar) WithName(name string) (*Calendar, error) {
	if err := checkName(name); err != nil {
		return nil, &document.FieldError{Package: "calendar", Path: "name", Err: err}
	}
	named := &Calendar{name: name, zone: c.zone, source: c.source}
	switch s := c.source.(type) {
	case *plain:
		p := *s
		p.name = name
		named.source = &p
	case *composed:
		p := *s
		p.name = name
		named.source = &p
	}
	return named, nil
}

// InZone returns the same composed calendar with another zone, in which it returns
// times and counts business days. It returns an error for a plain calendar, whose hours
// are read in its own zone.
func (c *Calendar) InZone(zone *time.Location) (*Calendar, error) {
	s, ok := c.source.(*composed)
	err := checkZone(zone)
	if !ok {
		err = errors.New("not supported for a plain calendar, whose hours are read in its own zone; make a new one")
	}
	if err != nil {
		return nil, &document.FieldError{Package: "calendar", Path: "zone", Err: err}
	}
	moved := *s
	moved.zone = zone
	return &Calendar{name: c.name, zone: zone, source: &moved}, nil
}

// mostParts bounds the plain calendars in a composed one, and deepest bounds how deep
// calendars nest.
const (
	mostParts = 1000
	deepest   = 50
)

// A composed source computes the open time of its parts only while tables are built.
type composed struct {
	name  string
	zone  *time.Location
	op    Operation
	parts []source
}

func compose(op Operation, parts []*Calendar) (*Calendar, error) {
	c := &composed{op: op}
	fail := func(path, format string, args ...any) (*Calendar, error) {
		return nil, fieldError(path, format, args...)
	}
	for i, p := range parts {
		if p == nil || p.source == nil {
			return fail(fmt.Sprintf("%s[%d]", op, i), "must not be nil or the zero Calendar; leave it out or make one with New")
		}
		c.parts = append(c.parts, p.source)
	}
	if n := c.size(); n > mostParts {
		return fail(op.String(), "must contain at most %d calendars, got %d", mostParts, n)
	}
	if n := c.depth(); n > deepest {
		return fail(op.String(), "calendars must nest at most %d deep, got %d", deepest, n)
	}
	c.zone = parts[0].zone
	return &Calendar{zone: c.zone, source: c}, nil
}

func (c *composed) size() int {
	n := 0
	for _, p := range c.parts {
		n += p.size()
	}
	return n
}

func (c *composed) depth() int {
	n := 0
	for _, p := range c.parts {
		n = max(n, p.depth())
	}
	return n + 1
}

func (c *composed) location() *time.Location { return c.zone }
func (c *composed) title() string            { return c.name }

func (c *composed) open(_ []span, from, to int64) []span {
	open := c.parts[0].open(nil, from, to)
	if c.op == IntersectionOf {
		for _, p := range c.parts[1:] {
			open = intersectSpans(open, p.open(nil, from, to))
		}
		return open
	}
	var others []span
	for _, p := range c.parts[1:] {
		others = append(others, p.open(nil, from, to)...)
	}
	if c.op == UnionOf {
		return mergeSpans(append(open, others...))
	}
	return subtractSpans(open, mergeSpans(others))
}

func (c *composed) hoursOn(day int64) []span {
	from, to := c.midnights(day)
	if from >= to {
		return nil
	}
	return c.open(nil, from, to)
}

// midnights returns the instants at which a date begins and ends, within the
// supported range.
func (c *composed) midnights(day int64) (from, to int64) {
	midnight := func(day int64) int64 { return Instant(dateOf(day), 0, c.zone).Unix() }
	return max(midnight(day), rangeFrom), min(midnight(day+1), rangeTo)
}

func (c *composed) namesOn(day int64) []string {
	from, to := c.midnights(day)
	var names []string
	for i, p := range c.parts {
		part := p.title()
		if c.op == DifferenceOf && i > 0 {
			if part != "" && from < to && len(p.open(nil, from, to)) > 0 {
				names = append(names, part)
			}
			continue
		}
		for _, name := range p.namesOn(day) {
			names = append(names, behind(part, name))
		}
	}
	return names
}

// behind returns a name after the name of its part.
func behind(part, name string) string {
	switch {
	case part == "":
		return name
	case name == "":
		return part
	}
	return part + ": " + name
}

func (c *composed) businessDays(first, last int64) []bool {
	days := c.parts[0].businessDays(first, last)
	if c.op != DifferenceOf {
		for _, p := range c.parts[1:] {
			for i, other := range p.businessDays(first, last) {
				if c.op == UnionOf {
					days[i] = days[i] || other
				} else {
					days[i] = days[i] && other
				}
			}
		}
	}
	// The zone of the whole can skip a date that exists in the zones of the parts.
	clock := newWallClock(c.zone, first*secondsPerDay, (last+1)*secondsPerDay)
	for i := range days {
		day := first + int64(i)
		days[i] = days[i] && clock.first(day*secondsPerDay) < clock.first((day+1)*secondsPerDay)
	}
	return days
}

// closures returns the closures of the parts that close the whole, and the subtracted
// open time.
func (c *composed) closures(from, to int64) []namedSpan {
	var list []namedSpan
	for i, p := range c.parts {
		name := p.title()
		if c.op == DifferenceOf && i > 0 {
			for _, s := range p.open(nil, from, to) {
				list = append(list, namedSpan{s, name, false})
			}
			continue
		}
		for _, x := range p.closures(from, to) {
			x.name = behind(name, x.name)
			list = append(list, x)
		}
	}
	return list
}

// whyClosed returns the reason of each part that keeps the calendar closed.
func (c *composed) whyClosed(t time.Time) string {
	var reasons []string
	say := func(p source, reason string) {
		reasons = append(reasons, behind(p.title(), reason))
	}
	for i, p := range c.parts {
		switch open := isOpenAt(p, t); {
		case c.op == DifferenceOf && i > 0 && open:
			say(p, "taken out")
		case (c.op != DifferenceOf || i == 0) && !open:
			say(p, p.whyClosed(t))
		}
	}
	return strings.Join(reasons, "; ")
}

func isOpenAt(p source, t time.Time) bool { return len(p.open(nil, t.Unix(), t.Unix()+1)) > 0 }

// intersectSpans returns the time in both a and b, which are in order.
func intersectSpans(a, b []span) []span {
	var both []span
	for len(a) > 0 && len(b) > 0 {
		both = appendSpan(both, span{max(a[0].from, b[0].from), min(a[0].to, b[0].to)})
		if a[0].to <= b[0].to {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}
