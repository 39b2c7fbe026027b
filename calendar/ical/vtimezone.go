package ical

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// This file makes a zone of a VTIMEZONE. Its onsets are computed up to the last date
// that is read, and written as a file of the time zone database (RFC 9636), which the
// standard library loads as a location.

// An onset is an instant, in seconds since 1970, from which on a zone's clock
// is set to an offset from UTC, in seconds.
type onset struct{ at, before, after int64 }

// mostObservances bounds the observances of a zone; its file has one byte to
// count them.
const mostObservances = 200

// compile returns the zone that a VTIMEZONE defines.
func (z *zones) compile(c *component) (*time.Location, error) {
	if err := c.err(); err != nil {
		return nil, err
	}
	if n := len(c.parts); n == 0 || n > mostObservances {
		return nil, fmt.Errorf("line %d: expected 1 to %d of STANDARD and DAYLIGHT, got %d", c.line, mostObservances, n)
	}
	var onsets []onset
	for _, part := range c.parts {
		more, err := z.onsets(part)
		if err != nil {
			return nil, fmt.Errorf("line %d: %s: %w", part.line, part.name, err)
		}
		onsets = append(onsets, more...)
	}
	slices.SortStableFunc(onsets, func(a, b onset) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.after, a.after)) })
	onsets = slices.CompactFunc(onsets, func(a, b onset) bool { return a.at == b.at })
	// The name is the TZID's only in errors; "/" keeps it from being taken for
	// a zone of the database.
	return time.LoadLocationFromTZData("/"+c.first("TZID").value, zoneFile(onsets))
}

// onsets returns the onsets of one observance, STANDARD or DAYLIGHT, up to the
// last date that is read.
func (z *zones) onsets(c *component) ([]onset, error) {
	if err := c.err(); err != nil {
		return nil, err
	}
	before, err := offsetOf(c, "TZOFFSETFROM")
	if err != nil {
		return nil, err
	}
	after, err := offsetOf(c, "TZOFFSETTO")
	if err != nil {
		return nil, err
	}
	p := c.first("DTSTART")
	if p == nil {
		return nil, errors.New("dtstart: required; write the local time at which it begins, like 19701025T030000")
	}
	start, allDay, utc, ok := parseTime(p.value)
	if !ok || allDay || utc {
		return nil, fmt.Errorf("dtstart: invalid local time %q; write one like 19701025T030000", document.Excerpt(p.value))
	}
	starts := []local{start}
	// The clock of before reads the onsets, until the very last of them.
	clock := func(l local) time.Time { return time.Unix(int64(l)-before, 0) }
	last := localOf(z.reader.config.Last, 0) + 4*day
	for _, p := range c.props["RRULE"] {
		rule, err := parseRule(p.value, start, false)
		if err != nil {
			return nil, fmt.Errorf("rrule: %w", err)
		}
		more, err := rule.starts(start, last, rule.before(clock), z.reader.limits)
		if err != nil {
			return nil, err
		}
		starts = append(starts, more...)
	}
	for _, p := range c.props["RDATE"] {
		for text := range strings.SplitSeq(p.value, ",") {
			at, allDay, utc, ok := parseTime(strings.TrimSpace(text))
			if !ok || allDay || utc {
				return nil, fmt.Errorf("rdate: invalid local time %q; write one like 19701025T030000", document.Excerpt(text))
			}
			starts = append(starts, at)
		}
	}
	var onsets []onset
	for _, l := range starts {
		onsets = append(onsets, onset{int64(l) - before, before, after})
	}
	return onsets, nil
}

// offsetOf reads an offset from UTC, +HHMM or +HHMMSS, in seconds.
func offsetOf(c *component, name string) (int64, error) {
	text := ""
	if p := c.first(name); p != nil {
		text = p.value
	}
	bad := fmt.Errorf("%s: invalid offset %q; write one like +0100", strings.ToLower(name), document.Excerpt(text))
	if len(text) != len("+0100") && len(text) != len("+010000") || text[0] != '+' && text[0] != '-' {
		return 0, bad
	}
	var parts [3]int64
	for i := range (len(text) - 1) / 2 {
		n, err := strconv.ParseUint(text[1+2*i:3+2*i], 10, 8)
		if err != nil || n > 59 || i == 0 && n > 23 {
			return 0, bad
		}
		parts[i] = int64(n)
	}
	offset := parts[0]*3600 + parts[1]*60 + parts[2]
	if text[0] == '-' {
		return -offset, nil
	}
	return offset, nil
}

// zoneFile writes onsets, of which there is at least one, in order, as a file
// of the time zone database.
func zoneFile(onsets []onset) []byte {
	// Type 0 is that of the time before the first onset, and of no other.
	offsets := []int64{onsets[0].before}
	number := map[int64]int{}
	for _, o := range onsets {
		if _, ok := number[o.after]; !ok {
			number[o.after] = len(offsets)
			offsets = append(offsets, o.after)
		}
	}
	header := func(file []byte, times, types, letters int) []byte {
		file = append(file, "TZif2"...)
		file = append(file, make([]byte, 15)...)
		for _, n := range []int{0, 0, 0, times, types, letters} {
			file = binary.BigEndian.AppendUint32(file, uint32(n))
		}
		return file
	}
	file := header(nil, 0, 0, 0) // the old format, of 32 bits, left empty
	file = header(file, len(onsets), len(offsets), 1)
	for _, o := range onsets {
		file = binary.BigEndian.AppendUint64(file, uint64(o.at))
	}
	for _, o := range onsets {
		file = append(file, byte(number[o.after]))
	}
	for _, offset := range offsets {
		file = binary.BigEndian.AppendUint32(file, uint32(int32(offset)))
		file = append(file, 0, 0) // not marked as summer time; the first abbreviation
	}
	return append(file, 0) // the one abbreviation, empty
}

// equal reports whether two components have the same content.
func (c *component) equal(other *component) bool {
	same := func(a, b []*property) bool {
		return slices.EqualFunc(a, b, func(a, b *property) bool { return a.value == b.value && reflect.DeepEqual(a.params, b.params) })
	}
	return c.name == other.name && len(c.bad) == 0 && len(other.bad) == 0 && maps.EqualFunc(c.props, other.props, same) &&
		slices.EqualFunc(c.parts, other.parts, (*component).equal)
}

// err returns the first line of a component that could not be read.
func (c *component) err() error {
	if len(c.bad) == 0 {
		return nil
	}
	return fmt.Errorf("line %d: %w", c.bad[0].line, c.bad[0].err)
}
