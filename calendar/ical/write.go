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

// An Export holds the parameters of [Write].
type Export struct {
	// From and To bound the time that is written, [From, To), in whole seconds:
	// parts of a second are cut off. Required.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Stamp is the time of writing: the DTSTAMP of all events, in whole seconds.
	// Required, because nothing here reads the clock.
	Stamp time.Time `json:"stamp"`
	// What selects the time that is written: Closed writes the closures by days
	// without hours and by breaks, with their names (see
	// [calendar.Calendar.Closures]); Open writes the open time (see
	// [calendar.Calendar.Spans]). Defaults to Closed.
	What Kind `json:"what,omitzero"`
	// MaxEvents bounds the events written. Defaults to 10,000; at most
	// 100,000.
	MaxEvents int `json:"max_events,omitempty"`
}

// Write writes a calendar as an .ics feed (RFC 5545), for calendar programs. The same
// arguments give the same bytes.
//
// Closed time is busy, open time is free. A day without hours is written as its date,
// even if the night before runs into it. Everything else is written with times, also a
// break that lasts all day. Times are in UTC, so that the feed defines no zone. Closed
// time without a name is called "Closed". An event keeps its UID as long as the name of
// the calendar, its own name and its times stay the same.
//
// [Read] reads the closures of a plain calendar back as days and breaks. With the same
// week they make a calendar with the same open time and the same business days. Days
// with hours of their own are not closures, and a date that the zone skips takes no
// time; neither is written.
//
// [Read] reads open time back as the same open time with Timed set to Open and
// Transparent to CountAll. A span that ends before noon is cut at the midnight before if
// the date of its end is a business day, so that the date stays one. The rest of a night
// that a break separates after midnight counts for the date on which it lies.
//
// The error is a [*document.FieldError] with the field of the Export, [ErrTooLarge] if
// there are too many events, or the error of w. Nothing is written before all arguments
// are checked.
func Write(w io.Writer, cal *calendar.Calendar, x Export) error {
	x, err := x.complete()
	if err == nil && cal == nil {
		err = &document.FieldError{Package: "ical", Path: "calendar", Err: errors.New("required; make one with calendar.New")}
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

// complete checks the export and fills in the defaults.
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
			fail(t.path, "required; write an instant of the years 1 to 9999")
		}
		*t.at = t.at.Round(0).Truncate(time.Second)
	}
	if len(errs) == 0 && x.To.Before(x.From) {
		fail("to", "must not be before from, got %s; swap them", x.To.Format(time.RFC3339))
	}
	if x.What == 0 {
		x.What = Closed
	}
	if x.What > Open {
		fail("what", "unknown kind %d; use Closed or Open", x.What)
	}
	if x.MaxEvents == 0 {
		x.MaxEvents = defaultEvents
	}
	if x.MaxEvents < 1 || x.MaxEvents > mostEvents {
		fail("max_events", "%d is out of range; expected 1 to %d", x.MaxEvents, mostEvents)
	}
	return x, errors.Join(errs...)
}

// An entry is an event to be written.
type entry struct {
	from, to time.Time
	on       date.Date // if it is to be written as this date
	name     string
}

// entries returns the events to be written, in order.
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
