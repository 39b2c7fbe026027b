package promise

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
)

// A CalendarError reports that a document refers to a calendar by a fingerprint
// that none of the given calendars has: the calendar is missing or has another
// version. To use a new calendar for an old promise, record a Revise.
type CalendarError struct {
	// Name and Fingerprint are those that the document refers to.
	Name, Fingerprint string
	// Given is the fingerprint of the given calendar with that name; empty if
	// there was none.
	Given string
}

// Error returns the calendar that was expected and the one that was given.
func (e *CalendarError) Error() string {
	if e.Given == "" {
		return fmt.Sprintf("unknown calendar %q with fingerprint %s; pass it to Parse", document.Excerpt(e.Name), document.Excerpt(e.Fingerprint))
	}
	return fmt.Sprintf("calendar %q: expected fingerprint %[3]s, got %[2]s; pass the version of the promise to Parse, and record a Revise to change it", document.Excerpt(e.Name), e.Given, document.Excerpt(e.Fingerprint))
}

// promiseDocument is a Promise as JSON.
type promiseDocument struct {
	Version int `json:"version"`
	About
	StartDay dayText         `json:"start_day,omitzero"`
	Made     time.Time       `json:"made"`
	Terms    *termsDocument  `json:"terms"`
	Events   []eventDocument `json:"events,omitempty"`
}

// termsDocument is Terms as JSON: their fields, with the calendar in full or by its name.
type termsDocument struct {
	Version int `json:"version,omitempty"`
	termsFields
	Calendar *calendarDocument `json:"calendar,omitempty"`
}

// termsFields are Terms without their methods.
type termsFields Terms

// eventDocument is an Event as JSON: its fields, with terms as termsDocument has them.
type eventDocument struct {
	Version int `json:"version,omitempty"`
	eventFields
	Terms *termsDocument `json:"terms,omitempty"`
}

// eventFields are an Event without its methods.
type eventFields Event

// calendarDocument is a calendar in full, or the name of a calendar with its
// fingerprint.
type calendarDocument struct {
	cal *calendar.Calendar
	ref *reference
}

type reference struct {
	Name        string `json:"name"`
	Fingerprint string `json:"fingerprint"`
}

func (c calendarDocument) MarshalJSON() ([]byte, error) {
	if c.ref != nil {
		return document.Marshal(packageName, c.ref)
	}
	return document.Marshal(packageName, c.cal)
}

func (c *calendarDocument) UnmarshalJSON(doc []byte) error {
	if _, named := document.Member(doc, "fingerprint"); named {
		c.ref = &reference{}
		return document.Unmarshal("promise", doc, c.ref)
	}
	var err error
	c.cal, err = calendar.Parse(doc)
	return err
}

// dayText is a civil date written as 2026-01-09.
type dayText date.Date

func (d dayText) MarshalText() ([]byte, error) {
	return []byte(midnight(date.Date(d)).Format(time.DateOnly)), nil
}

// midnight returns midnight of a civil date in UTC, for texts and bounds.
func midnight(d date.Date) time.Time {
	year, month, day := d.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func (d *dayText) UnmarshalText(text []byte) error {
	on, err := document.ParseDate(string(text))
	if err != nil {
		return fmt.Errorf("invalid date %q; expected one like 2026-01-09", document.Excerpt(string(text)))
	}
	*d = dayText(on)
	return nil
}

// Parse reads a promise from its document and makes the same checks as [Make]
// and [Promise.Record]. Terms contain their calendar in full, or refer to one
// of the given calendars by its fingerprint; Parse returns a [*CalendarError]
// if it is not among them. An event without "recorded" was recorded when it
// happened, and one without "id" has none. The error joins all problems, each
// with its path.
func Parse(doc []byte, calendars ...*calendar.Calendar) (Promise, error) {
	var d promiseDocument
	err := document.UnmarshalFields("promise", doc, &d)
	p, more := d.promise(calendars)
	if err = document.JoinErrors(err, more); err != nil {
		return Promise{}, document.Locate(doc, err)
	}
	return p, nil
}

// promise returns the promise that the document describes.
func (d promiseDocument) promise(calendars []*calendar.Calendar) (Promise, error) {
	wrong := document.Problems{Package: packageName}
	wrong.Take(checkVersion("", d.Version))
	if d.Terms == nil {
		wrong.Add("terms", "required; for example {\"calendar\": {...}, \"due\": \"8h\"}")
		d.Terms = &termsDocument{}
	}
	terms, err := d.Terms.terms("terms.", calendars)
	wrong.Take(err)
	events, err := d.events(calendars)
	wrong.Take(err)
	d.About.StartDay = date.Date(d.StartDay)
	p, err := Make(terms, d.About, d.Made)
	if err := errors.Join(document.JoinErrors(wrong.Err(), err), twice(events)); err != nil {
		return Promise{}, err
	}
	return p.record(d.Made, events, true)
}

// events returns the events of the document, and all problems of each.
func (d promiseDocument) events(calendars []*calendar.Calendar) ([]Event, error) {
	events := make([]Event, len(d.Events))
	wrong := document.Problems{Package: packageName}
	for i := range d.Events {
		event, err := d.Events[i].event("", calendars)
		if events[i] = event; err == nil {
			err = events[i].check()
		} else {
			err = errors.Join(err, events[i].check())
		}
		if err != nil {
			wrong.Take(document.PrefixErrors(packageName, fmt.Sprintf("events[%d]", i), err))
		}
		if event.At.IsZero() {
			wrong.Add(fmt.Sprintf("events[%d].at", i), "required; write when it happened, like 2026-01-09T16:00:00Z")
		}
	}
	return events, wrong.Err()
}

// twice returns an error for each ID that two different events have.
func twice(events []Event) error {
	wrong := document.Problems{Package: packageName}
	seen := newIDs(nil, len(events))
	for i := range events {
		e := &events[i]
		old, known := seen.find(events[:i], e.ID)
		if !known {
			seen.add(e.ID, i)
		} else if !e.same(old) {
			wrong.Take(duplicateID(i, e.ID))
		}
	}
	return wrong.Err()
}

// UnmarshalJSON reads what [Parse] reads, with all calendars in full.
func (p *Promise) UnmarshalJSON(doc []byte) error {
	parsed, err := Parse(doc)
	if err == nil {
		*p = parsed
	}
	return err
}

// MarshalJSON writes the whole record with calendars in full. It returns an
// error for the zero Promise.
func (p Promise) MarshalJSON() ([]byte, error) { return p.Document() }

// Document writes the whole record. It refers to the given calendars by name
// and fingerprint instead of writing them in full; [Parse] needs the same
// calendars. It returns [ErrNone] for the zero Promise.
func (p Promise) Document(calendars ...*calendar.Calendar) ([]byte, error) {
	if p.r == nil {
		return nil, ErrNone
	}
	d := promiseDocument{Version: 1, About: p.r.about, StartDay: dayText(p.r.about.StartDay), Made: p.r.made, Terms: documentOf(p.r.terms, calendars)}
	for _, e := range p.r.log {
		d.Events = append(d.Events, documentOfEvent(e, calendars))
	}
	return document.MarshalFields("promise", d)
}

// MarshalJSON writes the terms with their calendar in full.
func (t Terms) MarshalJSON() ([]byte, error) {
	return document.Marshal("promise", documentOf(t, nil))
}

// UnmarshalJSON reads terms with their calendar in full. They may be
// incomplete, as in a revision; [Make] returns an error for those.
func (t *Terms) UnmarshalJSON(doc []byte) error {
	var d termsDocument
	err := document.Unmarshal("promise", doc, &d)
	terms, more := d.terms("", nil)
	if err = document.JoinErrors(err, more); err != nil {
		return document.Locate(doc, err)
	}
	*t = terms
	return nil
}

// MarshalJSON writes the event. It returns an error if the event has no kind.
func (e Event) MarshalJSON() ([]byte, error) {
	return document.Marshal("promise", documentOfEvent(e, nil))
}

// UnmarshalJSON reads an event. Its instants may be absent; [Promise.Record]
// sets them.
func (e *Event) UnmarshalJSON(doc []byte) error {
	var d eventDocument
	err := document.Unmarshal("promise", doc, &d)
	event, more := d.event("", nil)
	if more == nil && event.Kind == 0 {
		more = event.check()
	}
	if err = document.JoinErrors(err, more); err != nil {
		return document.Locate(doc, err)
	}
	*e = event
	return nil
}

func documentOf(t Terms, calendars []*calendar.Calendar) *termsDocument {
	d := &termsDocument{termsFields: termsFields(t)}
	if t.Calendar != nil {
		d.Calendar = &calendarDocument{cal: t.Calendar}
		if slices.ContainsFunc(calendars, t.Calendar.Equal) {
			d.Calendar = &calendarDocument{ref: &reference{t.Calendar.Name(), t.Calendar.Fingerprint()}}
		}
	}
	return d
}

func documentOfEvent(e Event, calendars []*calendar.Calendar) eventDocument {
	d := eventDocument{eventFields: eventFields(e)}
	if e.Recorded.Equal(e.At) {
		d.Recorded = time.Time{}
	}
	if !e.Terms.IsZero() {
		d.Terms = documentOf(e.Terms, calendars)
	}
	return d
}

// terms resolves the calendar and returns the terms.
func (d termsDocument) terms(prefix string, calendars []*calendar.Calendar) (Terms, error) {
	t := Terms(d.termsFields)
	if err := checkVersion(prefix, d.Version); err != nil {
		return t, err
	}
	if d.Calendar == nil {
		return t, nil
	}
	var err error
	if t.Calendar = d.Calendar.cal; d.Calendar.ref != nil {
		if t.Calendar, err = d.Calendar.ref.resolve(calendars); err != nil {
			return t, fieldError(prefix+"calendar", err)
		}
	}
	return t, nil
}

func (d eventDocument) event(prefix string, calendars []*calendar.Calendar) (Event, error) {
	e := Event(d.eventFields)
	if e.Recorded.IsZero() {
		e.Recorded = e.At
	}
	err := checkVersion(prefix, d.Version)
	if d.Terms != nil {
		terms, more := d.Terms.terms(prefix+"terms.", calendars)
		e.Terms, err = terms, errors.Join(err, more)
	}
	return e, err
}

// checkVersion returns an error for versions other than 1. 0 is 1.
func checkVersion(prefix string, version int) error {
	if version < 0 || version > 1 {
		return fieldError(prefix+"version", fmt.Errorf("unknown version %d; expected 1", version))
	}
	return nil
}

// resolve returns the calendar that the reference names.
func (r *reference) resolve(calendars []*calendar.Calendar) (*calendar.Calendar, error) {
	missing := &CalendarError{Name: r.Name, Fingerprint: r.Fingerprint}
	for _, c := range calendars {
		if c != nil && c.Fingerprint() == r.Fingerprint {
			return c, nil
		}
		if c != nil && c.Name() == r.Name {
			missing.Given = c.Fingerprint()
		}
	}
	return nil, missing
}
