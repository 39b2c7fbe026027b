package ical

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/underpromise/underpromise/calendar/document"
)

// An event is a VEVENT, read but not expanded.
type event struct {
	line       int // of its BEGIN
	uid, name  string
	start      moment
	end        ending
	rules      []*rule
	rulesAt    int // the line of the first rule
	added      []period
	excluded   exclusions
	recurrence *moment // which instance of its series it replaces, if it does

	sequence               int
	stamp                  string // DTSTAMP, if it is a UTC time
	cancelled, transparent bool
	said                   *component
	zones                  *zones

	problems []*Problem
	lost     *Problem // the first instance that takes no time, if one does
}

// problem makes a problem of the event.
func (ev *event) problem(line int, err error) *Problem {
	return &Problem{Line: line, UID: ev.uid, Name: ev.name, Err: err}
}

// fail notes a problem of the event, which is then not used.
func (ev *event) fail(line int, err error) {
	if len(ev.problems) < mostLineErrors {
		ev.problems = append(ev.problems, ev.problem(line, err))
	}
}

// passedLimit returns the error of a limit that was exceeded while the event was
// read, or nil.
func (ev *event) passedLimit() error {
	for _, p := range ev.problems {
		var limit *document.FieldError
		if errors.Is(p.Err, ErrTooLarge) && errors.As(p.Err, &limit) {
			return limit
		}
	}
	return nil
}

// rulesLine returns the line to which a problem of its recurrence belongs.
func (ev *event) rulesLine() int { return max(ev.line, ev.rulesAt) }

// takesNoTime reports whether no instance of the event lasts.
func (ev *event) takesNoTime() bool {
	for _, p := range ev.added {
		if p.end != nil && p.end.kind != endsAtOnce && (p.end.kind != endsAfter || p.end.after != timeLength{}) {
			return false
		}
	}
	return ev.end.kind == endsAtOnce || ev.end.kind == endsAfter && ev.end.after == timeLength{}
}

// readEvent reads a VEVENT. Its problems are kept with it.
func readEvent(c *component, z *zones, method string) *event {
	ev := &event{line: c.line, said: c, zones: z}
	if p := c.first("UID"); p != nil {
		ev.uid = p.value
	}
	if p := c.first("SUMMARY"); p != nil {
		ev.name = nameOf(p.value)
	}
	for _, x := range c.bad {
		ev.fail(x.line, x.err)
	}
	ev.readState(method)
	ev.readRecurrence()
	if ev.cancelled {
		return ev // its times may be missing
	}
	ev.readTimes()
	if len(ev.problems) == 0 { // the rest depends on the start
		ev.readRules()
		ev.readLists()
	}
	return ev
}

// read calls use for each property of that name, and notes its error with the
// property's name and line.
func (ev *event) read(name string, use func(p *property) error) {
	for _, p := range ev.said.props[name] {
		if err := use(p); err != nil {
			ev.fail(p.line, fmt.Errorf("%s: %w", strings.ToLower(name), err))
		}
	}
}

// readState reads the properties that decide whether the event counts, and which of
// several events with its UID is used.
func (ev *event) readState(method string) {
	is := func(name, word string) bool {
		p := ev.said.first(name)
		return p != nil && strings.EqualFold(strings.TrimSpace(p.value), word)
	}
	ev.cancelled = is("STATUS", "CANCELLED") || method == "CANCEL"
	ev.transparent = is("TRANSP", "TRANSPARENT")
	ev.read("SEQUENCE", func(p *property) error {
		n, err := strconv.ParseInt(strings.TrimSpace(p.value), 10, 31)
		if err != nil || n < 0 {
			return fmt.Errorf("invalid number %q; write 0 or more", document.Excerpt(p.value))
		}
		ev.sequence = int(n)
		return nil
	})
	ev.read("DTSTAMP", func(p *property) error {
		if _, allDay, utc, ok := parseTime(p.value); ok && utc && !allDay {
			ev.stamp = p.value
		}
		return nil
	})
}

// readRecurrence reads which instance the event replaces.
func (ev *event) readRecurrence() {
	ev.read("RECURRENCE-ID", func(p *property) error {
		which, ok, err := p.param("RANGE")
		switch {
		case err != nil:
			return err
		case ok:
			return fmt.Errorf("RANGE=%q, which changes several instances at once, is not supported; end the series with UNTIL and begin another", document.Excerpt(which))
		}
		m, err := ev.zones.moment(p, p.value)
		ev.recurrence = &m
		return err
	})
}

// readTimes reads when the event starts and ends.
func (ev *event) readTimes() {
	started := false
	ev.read("DTSTART", func(p *property) (err error) {
		ev.start, err = ev.zones.moment(p, p.value)
		started = err == nil
		return err
	})
	if !started {
		if ev.said.first("DTSTART") == nil && !slices.ContainsFunc(ev.said.bad, func(x badLine) bool { return x.name == "DTSTART" }) {
			ev.fail(ev.line, errors.New("dtstart: required; write the date or time at which it starts"))
		}
		return
	}
	ev.end = ending{kind: endsAtOnce}
	if ev.start.allDay {
		ev.end = ending{kind: endsAfter, after: timeLength{days: 1}}
	}
	ev.read("DURATION", func(p *property) error {
		length, err := parseLength(p.value)
		switch {
		case err != nil:
			return err
		case ev.start.allDay && (length.seconds != 0 || length.days == 0):
			return fmt.Errorf("%q must be at least 1 whole day, because dtstart is a date; write one like P1D", document.Excerpt(p.value))
		}
		ev.end = ending{kind: endsAfter, after: length}
		return nil
	})
	ev.read("DTEND", func(p *property) error { return ev.readEnd(p) })
	ev.widenToDays()
}

func (ev *event) readEnd(p *property) error {
	end, err := ev.zones.moment(p, p.value)
	switch {
	case err != nil:
		return err
	case ev.said.first("DURATION") != nil:
		return errors.New("conflicts with duration; remove one of the two")
	case end.allDay != ev.start.allDay:
		return fmt.Errorf("%q conflicts with dtstart; write two dates or two times", document.Excerpt(p.value))
	case end.allDay && end.at <= ev.start.at:
		return fmt.Errorf("%q must be after dtstart; write the first date after the event, or leave it out for one day", document.Excerpt(p.value))
	case compare(end, ev.start) < 0:
		return fmt.Errorf("%q must not be before dtstart; write the start first", document.Excerpt(p.value))
	case compare(end, ev.start) == 0:
		return nil // it takes no time
	}
	ev.end = ending{kind: endsAt, until: end, from: ev.start.at}
	if end.allDay {
		ev.end = ending{kind: endsAfter, after: timeLength{days: int64((end.at - ev.start.at) / day)}}
	}
	return nil
}

// widenToDays makes an all-day event of an event from midnight to midnight that Outlook
// marks as one.
func (ev *event) widenToDays() {
	p := ev.said.first("X-MICROSOFT-CDO-ALLDAYEVENT")
	if p == nil || !strings.EqualFold(p.value, "TRUE") || ev.end.kind != endsAt {
		return
	}
	if end := ev.end.until; end.zone == ev.start.zone && ev.start.at%day == 0 && end.at%day == 0 {
		ev.end = ending{kind: endsAfter, after: timeLength{days: int64((end.at - ev.start.at) / day)}}
		ev.start.allDay = true
	}
}

// readRules reads the RRULEs.
func (ev *event) readRules() {
	ev.read("EXRULE", func(*property) error {
		return errors.New("not supported, and no longer part of iCalendar; write the dates as EXDATE")
	})
	ev.read("RRULE", func(p *property) error {
		if ev.recurrence != nil {
			return errors.New("on an event that replaces a single instance; take one of the two out")
		}
		r, err := parseRule(p.value, ev.start.at, ev.start.allDay)
		if ev.rulesAt == 0 {
			ev.rulesAt = p.line
		}
		ev.rules = append(ev.rules, r)
		return err
	})
}

// readLists reads RDATE and EXDATE.
func (ev *event) readLists() {
	ev.read("RDATE", func(p *property) error {
		if ev.recurrence != nil {
			return errors.New("on an event that replaces a single instance; take one of the two out")
		}
		list, err := ev.zones.periods(p)
		if err != nil {
			return err
		}
		for _, x := range list {
			if x.start.allDay != ev.start.allDay {
				return fmt.Errorf("%q conflicts with dtstart; write dates if dtstart is a date, or else times", document.Excerpt(p.value))
			}
		}
		ev.added = append(ev.added, list...)
		return nil
	})
	ev.read("EXDATE", func(p *property) error {
		list, err := ev.zones.times(p)
		for _, m := range list {
			ev.exclude(m)
		}
		return err
	})
}

// exclusions are instances that do not take place: all of a date, or those at an
// instant. An all-day event has dates only.
type exclusions struct {
	dates    map[local]bool
	instants map[int64]bool
}

// exclude excludes the instances of an EXDATE, or the one of the RECURRENCE-ID of an
// event that replaces it.
func (ev *event) exclude(m moment) {
	x, z := &ev.excluded, ev.zones
	if x.dates == nil {
		*x = exclusions{map[local]bool{}, map[int64]bool{}}
	}
	switch {
	case m.allDay:
		x.dates[m.at] = true
	case ev.start.allDay && m.zulu:
		x.dates[z.read(m.instant(), false).floor()] = true
	case ev.start.allDay:
		x.dates[m.at.floor()] = true
	default:
		x.instants[m.instant().Unix()] = true
	}
}

// excludes reports whether the instance that starts at m does not take place.
func (ev *event) excludes(m moment) bool {
	x := &ev.excluded
	return x.dates[m.at.floor()] || len(x.instants) > 0 && x.instants[m.instant().Unix()]
}

// nameOf makes a name of a summary: line breaks and other control characters
// become blanks.
func nameOf(summary string) string {
	if !strings.ContainsFunc(summary, unicode.IsControl) {
		return summary
	}
	blank := func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}
	return strings.Join(strings.Fields(strings.Map(blank, summary)), " ")
}

// clock returns the function from starts of the event to instants.
func (ev *event) clock() func(local) time.Time {
	return func(l local) time.Time { return moment{at: l, zone: ev.start.zone}.instant() }
}
