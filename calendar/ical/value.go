package ical

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// A local is civil time: the seconds that a clock which never changed would
// have counted from 1970-01-01 00:00. The context determines the clock.
type local int64

const day local = 86400

func localOf(d date.Date, k clock.Clock) local {
	return local(d-date.ZeroOffset)*day + local(k/clock.Second)
}

// floor returns the midnight at or before l.
func (l local) floor() local { return l - ((l%day)+day)%day }

func (l local) date() date.Date    { return date.Date(l.floor()/day) + date.ZeroOffset }
func (l local) clock() clock.Clock { return clock.Clock(l-l.floor()) * clock.Second }

// A moment is a date, or a time that the clock of a zone reads.
type moment struct {
	at     local
	allDay bool           // a date; at is its midnight
	zone   *time.Location // the calendar's own, for dates and floating times
	zulu   bool           // written in UTC
}

// instant returns the first instant at which the clock of the zone reads the
// moment or later.
func (m moment) instant() time.Time {
	return calendar.Instant(m.at.date(), m.at.clock(), m.zone)
}

// compare compares two moments: on the clock of their zone if it is the same,
// otherwise as instants.
func compare(a, b moment) int {
	if a.zone == b.zone {
		return cmp.Compare(a.at, b.at)
	}
	return a.instant().Compare(b.instant())
}

// An ending is the end of an event or an instance.
type ending struct {
	kind  endingKind
	until moment     // endsAt
	from  local      // endsAt: the start that it is the end of
	after timeLength // endsAfter
}

type endingKind uint8

const (
	endsAtOnce endingKind = iota
	endsAt
	endsAfter
)

// A timeLength is the value of a DURATION: whole days of the civil calendar, and then
// elapsed seconds.
type timeLength struct{ days, seconds int64 }

// times reads the dates and times of a property, separated by commas.
func (z *zones) times(p *property) ([]moment, error) {
	var list []moment
	for text := range strings.SplitSeq(p.value, ",") {
		m, err := z.moment(p, strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// moment reads one date or time with the parameters of its property.
func (z *zones) moment(p *property, text string) (moment, error) {
	kind, _, err := p.param("VALUE")
	if err != nil {
		return moment{}, err
	}
	at, allDay, utc, ok := parseTime(text)
	if !ok {
		return moment{}, fmt.Errorf("invalid date or time %q; write 20261225, 20261225T090000 or 20261225T090000Z", document.Excerpt(text))
	}
	switch kind = strings.ToUpper(kind); {
	case kind == "" || kind == "PERIOD" && p.name == "RDATE" || kind == "DATE" && allDay || kind == "DATE-TIME" && !allDay:
	case kind == "DATE" || kind == "DATE-TIME":
		return moment{}, fmt.Errorf("invalid value %q: expected a %s; write one, or remove VALUE=%s", document.Excerpt(text), kind, kind)
	default:
		return moment{}, fmt.Errorf("VALUE=%q is not supported; write DATE or DATE-TIME", document.Excerpt(kind))
	}
	tzid, named, err := p.param("TZID")
	switch {
	case err != nil:
		return moment{}, err
	case allDay:
		return moment{at: at, allDay: true, zone: z.base}, nil
	case utc:
		return moment{at: at, zone: z.utc, zulu: true}, nil
	case !named:
		return moment{at: at, zone: z.base}, nil
	}
	zone, err := z.find(tzid)
	return moment{at: at, zone: zone}, err
}

// parseTime reads YYYYMMDD, or YYYYMMDDTHHMMSS with or without Z. A second 60
// is read as 59.
func parseTime(text string) (at local, allDay, utc, ok bool) {
	layout := "20060102T150405"
	if len(text) == len("20060102") {
		layout, allDay = "20060102", true
	} else {
		text, utc = strings.CutSuffix(text, "Z")
		if len(text) == len(layout) && strings.HasSuffix(text, "60") {
			text = text[:len(text)-2] + "59"
		}
	}
	if len(text) != len(layout) {
		return 0, false, false, false
	}
	t, err := time.Parse(layout, text)
	return local(t.Unix()), allDay, utc, err == nil
}

// parseLength reads a DURATION, like P1D, PT8H30M or P2W. It is not negative
// and at most a century.
func parseLength(text string) (timeLength, error) {
	bad := fmt.Errorf("invalid duration %q; write one like P1D, PT8H30M or P2W", document.Excerpt(text))
	rest := strings.TrimPrefix(strings.ToUpper(text), "+")
	if strings.HasPrefix(rest, "-") {
		return timeLength{}, fmt.Errorf("%q must not be negative; write one like P1D", document.Excerpt(text))
	}
	rest, ok := strings.CutPrefix(rest, "P")
	if !ok || rest == "" {
		return timeLength{}, bad
	}
	dates, clocks, timed := strings.Cut(rest, "T")
	if timed && clocks == "" {
		return timeLength{}, bad
	}
	days, ok := sumUnits(dates, "WD", []int64{7, 1})
	seconds, ok2 := sumUnits(clocks, "HMS", []int64{3600, 60, 1})
	const longest = 36525
	switch {
	case !ok || !ok2:
		return timeLength{}, bad
	case days > longest || seconds > longest*86400:
		return timeLength{}, fmt.Errorf("%q is out of range; expected at most a century; write a shorter one, or a series", document.Excerpt(text))
	}
	return timeLength{days, seconds}, nil
}

// sumUnits adds up numbers with units, each of which comes once and in order.
func sumUnits(text, units string, worth []int64) (sum int64, ok bool) {
	for next := 0; text != ""; {
		i := strings.IndexAny(text, units)
		if i < 1 || i > 10 {
			return 0, false
		}
		unit := strings.IndexByte(units, text[i])
		n, err := strconv.ParseUint(text[:i], 10, 40)
		if err != nil || unit < next {
			return 0, false
		}
		sum, next, text = sum+int64(n)*worth[unit], unit+1, text[i+1:]
	}
	return sum, true
}

// A period is a start, with an end of its own if it has one.
type period struct {
	start moment
	end   *ending
}

// periods reads the values of an RDATE.
func (z *zones) periods(p *property) ([]period, error) {
	var list []period
	for text := range strings.SplitSeq(p.value, ",") {
		first, second, ok := strings.Cut(strings.TrimSpace(text), "/")
		start, err := z.moment(p, first)
		if err != nil {
			return nil, err
		}
		x := period{start: start}
		if ok {
			if x.end, err = z.periodEnd(p, start, second); err != nil {
				return nil, err
			}
		}
		list = append(list, x)
	}
	return list, nil
}

func (z *zones) periodEnd(p *property, start moment, text string) (*ending, error) {
	if start.allDay {
		return nil, errors.New("a period of dates is not supported; write times, or a series of single dates")
	}
	if strings.HasPrefix(text, "P") || strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-") {
		length, err := parseLength(text)
		return &ending{kind: endsAfter, after: length}, err
	}
	end, err := z.moment(p, text)
	switch {
	case err != nil:
		return nil, err
	case end.allDay || compare(end, start) <= 0:
		return nil, fmt.Errorf("%q must end after it starts; write the start first", document.Excerpt(p.value))
	}
	return &ending{kind: endsAt, until: end, from: start.at}, nil
}

// param returns a parameter, whose name may be written in any case.
func (p *property) param(name string) (value string, ok bool, err error) {
	n := 0
	for key, values := range p.params {
		if strings.EqualFold(key, name) {
			n += len(values)
			if len(values) == 1 {
				value = values[0]
			}
		}
	}
	if n > 1 {
		return "", false, fmt.Errorf("duplicate parameter %s; remove one of the two", name)
	}
	return value, n == 1, nil
}
