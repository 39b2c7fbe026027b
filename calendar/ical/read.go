package ical

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
)

// A Feed holds the days and breaks of an .ics feed, for a [calendar.Config] of the zone
// for which it was read. The same feed gives the same Feed.
type Feed struct {
	// Days are the dates that events close, and those that they open, in order: at
	// most one of either for a date. If a date has both, its hours take precedence.
	Days []calendar.Day `json:"days,omitempty"`
	// Breaks are the hours that events close, in order. One that runs past
	// midnight is cut there.
	Breaks []calendar.Break `json:"breaks,omitempty"`
	// Ignored are the valid events that do not count: those that are transparent,
	// and those that take no time, at least on one date when the clocks change.
	Ignored []*Problem `json:"ignored,omitempty"`
	// Bad are the events that could not be read. It is empty without
	// [Config.SkipBad], because they are then errors.
	Bad []*Problem `json:"bad,omitempty"`
}

// A Problem describes a problem of one event of a feed.
type Problem struct {
	// Line is the line in the feed, from 1.
	Line int
	// UID is the UID of the event, or empty if it has none.
	UID string
	// Name is the summary of the event.
	Name string
	// Err describes the problem and how to fix it.
	Err error
}

// Error returns `ical: line 12: event "id": ` and the message of Err.
func (p *Problem) Error() string {
	who := ""
	switch {
	case p.UID != "":
		who = fmt.Sprintf(" %q", document.Excerpt(p.UID))
	case p.Name != "":
		who = fmt.Sprintf(" %q without uid", document.Excerpt(p.Name))
	}
	return fmt.Sprintf("ical: line %d: event%s: %v", p.Line, who, p.Err)
}

// Unwrap returns Err.
func (p *Problem) Unwrap() error { return p.Err }

// Read reads an iCalendar feed (RFC 5545): one VCALENDAR or several. See the package
// comment for the meaning of its events.
//
// The error joins all problems of the feed: a [*Problem] for each event that cannot be
// read, or a [*document.FieldError] for a field of the Config or a line of the feed. A
// feed that is cut short or is not iCalendar is an error even with [Config.SkipBad], and
// so is a feed beyond the limits ([ErrTooLarge]). Read returns no Feed with an error.
func Read(r io.Reader, c Config) (*Feed, error) {
	c, err := c.complete()
	zoneErr := document.PrefixErrors("ical", "", calendar.CheckZone(c.Zone))
	if err := errors.Join(zoneErr, err); err != nil {
		return nil, err
	}
	limits := newBudget(c)
	calendars, err := readComponents(r, limits)
	if err != nil {
		return nil, err
	}
	f := &reader{
		config: c, base: c.Zone, limits: limits, builder: newBuilder(c, limits),
		known: map[string]*time.Location{}, byUID: map[string]*series{},
	}
	for _, vcalendar := range calendars {
		if err := f.take(vcalendar); err != nil {
			return nil, err
		}
	}
	for _, s := range f.series {
		if err := f.enter(s); err != nil {
			return nil, err
		}
	}
	return f.feed()
}

// A reader turns the components of a feed into days and breaks.
type reader struct {
	config  Config
	base    *time.Location            // the calendar's zone
	known   map[string]*time.Location // zones that were looked up by name, nil for none
	limits  *budget
	builder *builder
	series  []*series // in the order in which they come
	byUID   map[string]*series
	ignored []*Problem
}

// take adds the events of one VCALENDAR.
func (f *reader) take(vcalendar *component) error {
	method, err := methodOf(vcalendar)
	if err != nil {
		return err
	}
	z := newZones(f, vcalendar)
	for _, part := range vcalendar.parts {
		if part.name != "VEVENT" {
			continue
		}
		ev := readEvent(part, z, method)
		if err := ev.passedLimit(); err != nil {
			return err
		}
		s := f.seriesOf(ev)
		s.events = append(s.events, ev)
	}
	return nil
}

// seriesOf returns the series that an event belongs to. An event without a UID
// is one of its own.
func (f *reader) seriesOf(ev *event) *series {
	s := f.byUID[ev.uid]
	if s == nil || ev.uid == "" {
		s = &series{}
		f.series = append(f.series, s)
		f.byUID[ev.uid] = s
	}
	return s
}

// enter adds the instances of one series, all or none. The error is that of a limit;
// other errors are kept with their events.
func (f *reader) enter(s *series) error {
	var all []stretch
	var ignored []*Problem
	for _, ev := range s.settle() {
		if reason := f.ignores(ev); reason != nil {
			ignored = append(ignored, ev.problem(ev.line, reason))
			continue
		}
		stretches, err := f.expand(ev)
		switch {
		case errors.Is(err, ErrTooLarge):
			return err
		case err != nil:
			ev.fail(ev.rulesLine(), fmt.Errorf("rrule: %w", err))
		}
		all = append(all, stretches...)
		if ev.lost != nil {
			ignored = append(ignored, ev.lost)
		}
	}
	if s.bad() {
		return nil
	}
	f.ignored = append(f.ignored, ignored...)
	for _, x := range all {
		if err := f.builder.add(x); err != nil {
			return err
		}
	}
	return nil
}

// ignores returns the reason why an event does not count, or nil if it does.
func (f *reader) ignores(ev *event) error {
	counts := f.config.Transparent == CountAll || f.config.Transparent == CountAllDay && ev.start.allDay
	switch {
	case ev.transparent && !counts:
		return errors.New("is transparent (free), so it does not block; set Transparent to CountAll if it should")
	case ev.takesNoTime():
		return errors.New("ends when it starts, so it takes no time; give it a dtend")
	}
	return nil
}

// feed returns the result, or all problems as an error.
func (f *reader) feed() (*Feed, error) {
	bad := f.problems()
	if len(bad) > mostProblems {
		err := fmt.Errorf("%w: more than %d problems; fix those first", ErrTooLarge, mostProblems)
		return nil, joinProblems(bad[:mostProblems], &document.FieldError{Package: "ical", Err: err})
	}
	if len(bad) > 0 && !f.config.SkipBad {
		return nil, joinProblems(bad, nil)
	}
	days, breaks := f.builder.result()
	return &Feed{Days: days, Breaks: breaks, Ignored: f.ignored, Bad: bad}, nil
}

// mostProblems bounds the problems that are reported.
const mostProblems = 1000

// problems returns the problems of all events, in the order of the feed. With SkipBad
// they include the other events of a series with a bad one, whose meaning depends on
// that one.
func (f *reader) problems() (bad []*Problem) {
	for _, s := range f.series {
		if !s.bad() {
			continue
		}
		for _, ev := range s.events {
			if len(ev.problems) == 0 && f.config.SkipBad {
				ev.fail(ev.line, errors.New("another event of its series is invalid; fix that one"))
			}
			bad = append(bad, ev.problems...)
		}
	}
	slices.SortStableFunc(bad, func(a, b *Problem) int { return cmp.Compare(a.Line, b.Line) })
	return bad
}

func joinProblems(problems []*Problem, last error) error {
	errs := make([]error, 0, len(problems)+1)
	for _, p := range problems {
		errs = append(errs, p)
	}
	return errors.Join(append(errs, last)...)
}

// methodOf returns the METHOD of a VCALENDAR: "", PUBLISH, REQUEST or CANCEL.
func methodOf(vcalendar *component) (string, error) {
	fail := func(p *property, format string, args ...any) (string, error) {
		return "", lineError(p.line, format, args...)
	}
	if p := vcalendar.first("CALSCALE"); p != nil && !strings.EqualFold(p.value, "GREGORIAN") {
		return fail(p, "calscale %q is not supported; expected GREGORIAN", document.Excerpt(p.value))
	}
	for _, x := range vcalendar.bad {
		return "", lineError(x.line, "%w", x.err)
	}
	p := vcalendar.first("METHOD")
	if p == nil {
		return "", nil
	}
	switch method := strings.ToUpper(strings.TrimSpace(p.value)); method {
	case "", "PUBLISH", "REQUEST", "CANCEL":
		return method, nil
	}
	return fail(p, "method %q is not supported; expected PUBLISH, REQUEST or CANCEL", document.Excerpt(p.value))
}
