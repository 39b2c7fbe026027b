package ical

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	ics "github.com/arran4/golang-ical"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// An Export says what of a calendar is written.
type Export struct {
	// From and To bound what is written, [From, To), in whole seconds: parts
	// of a second are cut off. Required.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Stamp is when it is written: the DTSTAMP of all events, in whole
	// seconds. Required, since nothing here reads the clock.
	Stamp time.Time `json:"stamp"`
	// What is written: Closed writes what days without hours and breaks close,
	// with their names (see [calendar.Calendar.Closures]); Open writes the
	// open time (see [calendar.Calendar.Spans]). Defaults to Closed.
	What Kind `json:"what,omitzero"`
	// MaxEvents bounds the events written. Defaults to 10,000; at most
	// 100,000.
	MaxEvents int `json:"max_events,omitempty"`
}

// Write writes a calendar as an .ics feed (RFC 5545), for people to look at in
// their own calendar program. The same arguments give the same bytes.
//
// Closed time is busy, open time is free. A day without hours is written as its
// date, even if the night before runs into it; a break is written with its
// times, even if it lasts all day, and so is all else. Times are in UTC, so that
// no zone need be defined. Closed time without a name is called "Closed". An
// event keeps its UID as long as its calendar's name, its name and its times
// stay the same.
//
// What is written of the closures of a plain calendar, [Read] reads back as days
// and breaks that make the same calendar of the same week: the same open time
// and the same business days. Days with hours of their own are no closures, and a
// date that the zone skips takes no time; neither is written.
//
// Open time is read back with Timed set to Open and Transparent to CountAll, as
// the same open time. A span that ends before noon is cut at the midnight before
// if the date of its end is a business day, so that it stays one. What a break
// cut off from a night, after midnight, counts for the date on which it lies.
//
// The error is a [*document.FieldError] that names the field of the Export,
// [ErrTooLarge] if there is too much to write, or the writer's. Nothing is
// written before all is known to be right.
func Write(w io.Writer, cal *calendar.Calendar, x Export) error {
	x, err := x.complete()
	if err == nil && cal == nil {
		err = &document.FieldError{Package: "ical", Path: "calendar", Err: errors.New("none; make one with calendar.New")}
	}
	if err != nil {
		return err
	}
	entries, err := x.entries(cal)
	if err != nil {
		return err
	}
	out := &ics.Calendar{}
	out.SetVersion("2.0")
	out.SetProductId("-//underpromise//calendar//EN")
	out.SetMethod(ics.MethodPublish)
	if cal.Name() != "" {
		out.SetXWRCalName(cal.Name())
	}
	for _, e := range entries {
		out.Components = append(out.Components, e.component(cal, x))
	}
	var b bytes.Buffer
	if err := out.SerializeTo(&b, ics.WithLineLength(75), ics.WithNewLineWindows); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// complete checks the export and fills in what was left out.
func (x Export) complete() (Export, error) {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &document.FieldError{Package: "ical", Path: path, Err: fmt.Errorf(format, args...)})
	}
	for _, t := range []struct {
		path string
		at   *time.Time
	}{{"from", &x.From}, {"to", &x.To}, {"stamp", &x.Stamp}} {
		if year := t.at.UTC().Year(); t.at.IsZero() || year < 1 || year > 9999 {
			fail(t.path, "no instant of the years 1 to 9999; name one")
		}
		*t.at = t.at.Round(0).Truncate(time.Second)
	}
	if len(errs) == 0 && x.To.Before(x.From) {
		fail("to", "%s is before from; swap them", x.To.Format(time.RFC3339))
	}
	if x.What == 0 {
		x.What = Closed
	}
	if x.What > Open {
		fail("what", "kind %d is not known; use Closed or Open", x.What)
	}
	if x.MaxEvents == 0 {
		x.MaxEvents = defaultEvents
	}
	if x.MaxEvents < 1 || x.MaxEvents > mostEvents {
		fail("max_events", "%d is no limit; name one from 1 to %d", x.MaxEvents, mostEvents)
	}
	return x, errors.Join(errs...)
}

// An entry is an event to be written.
type entry struct {
	from, to time.Time
	on       date.Date // if it is to be written as this date
	name     string
}

// entries returns what is to be written, in order.
func (x Export) entries(cal *calendar.Calendar) ([]entry, error) {
	var list []entry
	if x.What == Open {
		for s := range cal.Spans(x.From, x.To) {
			if list = appendOpen(list, cal, s); len(list) > x.MaxEvents {
				break
			}
		}
	} else {
		list = closures(cal, x)
	}
	if len(list) > x.MaxEvents {
		return nil, tooLarge(fmt.Sprintf("more than %d events from %s to %s", x.MaxEvents, x.From.Format(time.RFC3339), x.To.Format(time.RFC3339)), "MaxEvents", mostEvents)
	}
	return list, nil
}

// appendOpen appends a span of open time. Its part after the last midnight would
// be read back as hours of the date before if it ends before noon, so that it is
// an event of its own if its date is a business day.
func appendOpen(list []entry, cal *calendar.Calendar, s calendar.Span) []entry {
	const name = "Open"
	on := date.NewAt(s.To.In(cal.Zone()))
	midnight := cal.At(on, 0)
	if s.From.Before(midnight) && midnight.Before(s.To) && s.To.Before(cal.At(on, 12*clock.Hour)) && cal.IsBusinessDay(on) {
		list = append(list, entry{from: s.From, to: midnight, name: name})
		s.From = midnight
	}
	return append(list, entry{from: s.From, to: s.To, name: name})
}

// closures returns the closures to be written, each once. Days without hours
// are written as dates, but only one for a date: two would be read back as one
// day with both names.
func closures(cal *calendar.Calendar, x Export) (list []entry) {
	type key struct {
		from, to int64 // 0 for a date
		on       date.Date
		name     string
	}
	seen := map[key]bool{}
	var taken date.Date // the dates before it have been written
	for _, c := range cal.Closures(x.From, x.To) {
		e := entry{from: c.From, to: c.To, name: cmp.Or(c.Name, "Closed")}
		k := key{from: c.From.Unix(), to: c.To.Unix(), name: e.name}
		if c.AllDay {
			e.on = date.NewAt(c.From.In(cal.Zone()))
			k = key{on: e.on, name: e.name}
		}
		if seen[k] {
			continue
		}
		seen[k] = true
		if e.on < taken {
			e.on = 0
		}
		taken = max(taken, e.on+1)
		list = append(list, e)
	}
	return list
}

// component returns the VEVENT of an entry.
func (e entry) component(cal *calendar.Calendar, x Export) *ics.VEvent {
	const utc = "20060102T150405Z"
	start, end := e.from.UTC().Format(utc), e.to.UTC().Format(utc)
	var kind []ics.PropertyParameter
	if e.on != 0 {
		start, end = dateText(e.on), dateText(e.on+1)
		kind = append(kind, ics.WithValue(string(ics.ValueDataTypeDate)))
	}
	transparency := "OPAQUE"
	if x.What == Open {
		transparency = "TRANSPARENT"
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{x.What.String(), cal.Name(), start, end, e.name}, "\n")))
	ev := &ics.VEvent{ComponentBase: ics.NewComponent(hex.EncodeToString(sum[:16]) + "@calendar.underpromise")}
	ev.AddProperty(ics.ComponentPropertyDtstamp, x.Stamp.UTC().Format(utc))
	ev.AddProperty(ics.ComponentPropertyDtStart, start, kind...)
	ev.AddProperty(ics.ComponentPropertyDtEnd, end, kind...)
	ev.AddProperty(ics.ComponentPropertySummary, e.name)
	ev.AddProperty(ics.ComponentPropertyTransp, transparency)
	return ev
}

func dateText(d date.Date) string {
	year, month, dayOfMonth := d.Date()
	return fmt.Sprintf("%04d%02d%02d", year, int(month), dayOfMonth)
}
