package calendar

import (
	"errors"
	"sync/atomic"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// The first and last year of the supported range.
const (
	firstYear = 1900
	lastYear  = 2189
)

var (
	// ErrNeverOpen is the error of a search if the calendar has no open time after,
	// or before, the given instant.
	ErrNeverOpen = errors.New("never open")

	// ErrOutOfRange is the error of a search if the result would lie outside the
	// supported range, 1900-01-01 to 2190-01-01 UTC.
	ErrOutOfRange = errors.New("outside the supported range 1900-01-01 to 2190-01-01")
)

// A Config holds the parameters of a plain calendar, for [New].
type Config struct {
	// Name is the name of the calendar ("Berlin support"). It is part of the
	// calendar's document and of its fingerprint. Defaults to none.
	Name string
	// Zone is the time zone in which hours and dates are read, from [LoadZone] or
	// [time.LoadLocation]. Required. [time.Local] and a [time.FixedZone] are
	// errors, because a document cannot name them.
	Zone *time.Location
	// Week holds the weekly hours. Defaults to closed.
	Week Week
	// Days replace the weekly hours of the dates that they name. Defaults to
	// none.
	Days []Day
	// Breaks close hours of single dates. Defaults to none.
	Breaks []Break
}

// A Calendar defines open time, during which the clock of a promise runs. It is an
// odometer of open time: it stands still while closed and never goes back. See the
// package comment for the rules.
//
// A Calendar is immutable and safe for concurrent use; it must not be copied.
// The zero Calendar is in UTC and never open.
type Calendar struct {
	name   string
	zone   *time.Location
	source source

	odometer atomic.Pointer[table]    // the years asked about so far
	ranks    atomic.Pointer[dayRanks] // the same for business days
	print    atomic.Pointer[string]   // the fingerprint, once asked for
}

// New returns the calendar of a config. The error joins one [*document.FieldError] for
// each problem. It is [ErrNeverOpen] if the calendar would never open within the
// supported range.
func New(c Config) (*Calendar, error) {
	var errs []error
	p := &plain{name: c.Name, zone: c.Zone}
	for _, field := range []struct {
		path string
		err  error
	}{{"name", checkName(c.Name)}, {"zone", checkZone(c.Zone)}, {"week", c.Week.check()}} {
		if field.err != nil {
			errs = append(errs, &document.FieldError{Package: "calendar", Path: field.path, Err: field.err})
		}
	}
	var dayErrs, breakErrs []error
	p.dated, p.recurring, dayErrs = compileDays(c.Days)
	p.breaks, breakErrs = compileBreaks(c.Breaks)
	errs = append(append(errs, dayErrs...), breakErrs...)
	if c.Week.check() == nil && len(dayErrs) == 0 && len(breakErrs) == 0 && !p.opens(c.Week) {
		errs = append(errs, fieldError("week", "%w: no hours on any weekday or date; add some", ErrNeverOpen))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return &Calendar{name: c.Name, zone: c.Zone, source: p}, nil
}

// Always returns the calendar that is open all the time, in UTC. Its working time is
// elapsed time.
func Always() *Calendar {
	p := &plain{name: "always", zone: time.UTC}
	for i := range p.week {
		p.week[i] = daySpans{{0, secondsPerDay}}
	}
	return &Calendar{name: p.name, zone: p.zone, source: p}
}

// Zone returns the calendar's time zone, in which it returns times.
func (c *Calendar) Zone() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// Name returns the calendar's name, or "" if it has none.
func (c *Calendar) Name() string { return c.name }

// opens sets the weekly hours and reports whether p is ever open. Without a zone, dates
// and hours are read in UTC.
func (p *plain) opens(week Week) bool {
	for i, h := range week {
		p.week[i] = h.spans()
		p.overnight = p.overnight || p.week[i].runPastMidnight()
	}
	for _, d := range p.dated {
		p.overnight = p.overnight || d.hours.runPastMidnight()
	}
	for _, d := range p.recurring {
		p.overnight = p.overnight || d.hours.runPastMidnight()
	}
	if p.zone == nil {
		inUTC := *p
		inUTC.zone = time.UTC
		return inUTC.everOpen()
	}
	return p.everOpen()
}

// everOpen looks for open time, this century first.
func (p *plain) everOpen() bool {
	for from := middle; from < rangeTo; from += searchStep {
		if len(p.open(nil, from, min(from+searchStep, rangeTo))) > 0 {
			return true
		}
	}
	return len(p.open(nil, rangeFrom, middle)) > 0
}
