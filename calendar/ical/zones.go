package ical

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// zones finds the zones of one VCALENDAR.
type zones struct {
	reader  *reader
	base    *time.Location // the calendar's own
	utc     *time.Location
	defined map[string][]*component // VTIMEZONEs by TZID
	found   map[string]foundZone
}

type foundZone struct {
	zone *time.Location
	err  error
}

func newZones(f *reader, vcalendar *component) *zones {
	z := &zones{reader: f, base: f.base, utc: time.UTC, defined: map[string][]*component{}, found: map[string]foundZone{}}
	if z.base.String() == z.utc.String() {
		z.utc = z.base
	}
	for _, part := range vcalendar.parts {
		if id := part.first("TZID"); part.name == "VTIMEZONE" && id != nil {
			z.defined[id.value] = append(z.defined[id.value], part)
		}
	}
	return z
}

// find returns the zone that a TZID names: one of the time zone database, or
// else one that the feed defines.
func (z *zones) find(tzid string) (*time.Location, error) {
	if x, ok := z.found[tzid]; ok {
		return x.zone, x.err
	}
	zone := z.reader.named(tzid)
	var err error
	if zone == nil {
		zone, err = z.define(tzid)
	}
	z.found[tzid] = foundZone{zone, err}
	return zone, err
}

// named returns the zone of that name in the time zone database, nil if there
// is none.
func (f *reader) named(name string) *time.Location {
	if name == f.base.String() {
		return f.base
	}
	zone, ok := f.known[name]
	if !ok {
		zone, _ = calendar.LoadZone(name)
		f.known[name] = zone
	}
	return zone
}

// define returns the zone that the feed defines under a TZID.
func (z *zones) define(tzid string) (*time.Location, error) {
	parts := z.defined[tzid]
	if len(parts) == 0 {
		return nil, fmt.Errorf("unknown tzid %q: neither a zone of the time zone database nor defined by a VTIMEZONE; write one like Europe/Berlin, or define it", document.Excerpt(tzid))
	}
	for _, other := range parts[1:] {
		if !other.equal(parts[0]) {
			return nil, fmt.Errorf("duplicate tzid %q: defined on line %d and differently on line %d; remove one of the two", document.Excerpt(tzid), parts[0].line, other.line)
		}
	}
	zone, err := z.compile(parts[0])
	if err != nil {
		err = fmt.Errorf("tzid %q: %w", document.Excerpt(tzid), err)
	}
	return zone, err
}

// inBase returns the reading of the calendar's own clock when the clock of a zone reads
// l. If its own clock repeats that reading and this is the second occurrence, which
// hours cannot express, it returns the reading itself, or the reading after the repeated
// hour if later is set.
func (z *zones) inBase(m moment, later bool) local {
	if m.allDay || m.zone == z.base {
		return m.at
	}
	return z.read(m.instant(), later)
}

// read returns the reading of the calendar's own clock at t; see inBase.
func (z *zones) read(t time.Time, later bool) local {
	t = t.In(z.base)
	l := reading(t)
	if !later || calendar.Instant(l.date(), l.clock(), z.base).Equal(t) {
		return l
	}
	// The hour is repeated from the last change of the clock on, and over when
	// the clock reads what it would have read then.
	change, _ := t.ZoneBounds()
	return max(l, reading(change.Add(-time.Second))+1)
}

// reading returns the reading of the clock of t's location at t.
func reading(t time.Time) local { return localOf(date.NewAt(t), clock.NewAt(t)) }
