package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
)

// A calendarDocument is a calendar as JSON: either hours in a zone, or an operation on
// other calendars.
type calendarDocument struct {
	Version   int                `json:"version,omitempty"`
	Name      string             `json:"name,omitempty"`
	Zone      string             `json:"zone,omitempty"`
	Week      *Week              `json:"week,omitempty"`
	Days      []Day              `json:"days,omitempty"`
	Breaks    []breakDocument    `json:"breaks,omitempty"`
	Union     []calendarDocument `json:"union,omitempty"`
	Intersect []calendarDocument `json:"intersect,omitempty"`
	Subtract  []calendarDocument `json:"subtract,omitempty"`
}

// breakDocument is a [Break] as JSON.
type breakDocument struct {
	On    dateText `json:"on"`
	Hours Hours    `json:"hours"`
	Name  string   `json:"name,omitempty"`
}

// A dateText is a date.Date as text. It is not one, since that would bring all
// its own ways to be read and written into every program.
type dateText int64

// MarshalText writes YYYY-MM-DD.
func (d dateText) MarshalText() ([]byte, error) {
	return []byte(document.FormatDate(date.Date(d))), nil
}

// UnmarshalText reads YYYY-MM-DD and nothing else.
func (d *dateText) UnmarshalText(text []byte) error {
	on, err := document.ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = dateText(on)
	return nil
}

// Parse reads a calendar document (see the package comment). The zone's name
// is looked up with [LoadZone]. Every problem is reported, each a
// [*document.FieldError] with its path, line and column, joined.
//
// The same bytes give the same calendar while it is in use: two results can be one
// pointer.
func Parse(doc []byte) (*Calendar, error) {
	key := sha256.Sum256(doc)
	if c := parsed.of(key); c != nil {
		return c, nil
	}
	c, err := parse(doc)
	if err != nil {
		return nil, err
	}
	return parsed.add(key, c), nil
}

func parse(doc []byte) (*Calendar, error) {
	var d calendarDocument
	err := document.Unmarshal("calendar", doc, &d)
	c, more := d.compile()
	if err = document.JoinErrors(err, more); err != nil {
		return nil, document.Locate(doc, err)
	}
	return c, nil
}

// UnmarshalJSON reads what [Parse] reads into a new, zero Calendar.
func (c *Calendar) UnmarshalJSON(doc []byte) error {
	parsed, err := Parse(doc)
	if err != nil {
		return err
	}
	if c.source != nil {
		return errors.New("calendar: a calendar in use cannot be read into; use a new one, or Parse")
	}
	c.name, c.zone, c.source = parsed.name, parsed.zone, parsed.source
	return nil
}

// MarshalJSON returns the canonical document: days and breaks sorted, windows
// merged, fields in a fixed order. [Parse] gives back an equal calendar. The
// zero Calendar has no document, which is an error.
func (c *Calendar) MarshalJSON() ([]byte, error) {
	if c.source == nil {
		return nil, errors.New("calendar: the zero calendar has no document; make one with New or Parse")
	}
	return c.canonical(), nil
}

// String returns the calendar as a person would describe it: its name, zone
// and weekly hours, and how many days and breaks change them.
func (c *Calendar) String() string {
	if c.source == nil {
		return "never open"
	}
	return c.source.document().summary()
}

// Fingerprint returns the SHA-256 of the canonical document, the bytes that
// [Calendar.MarshalJSON] itself returns, as 64 hexadecimal digits: the version of
// a calendar that a promise pins. It is the same for
// equal calendars, however they were written. Zone data is an input that it
// does not cover: with another version of the time zone database the same
// fingerprint can mean other instants.
func (c *Calendar) Fingerprint() string {
	if p := c.print.Load(); p != nil {
		return *p
	}
	sum := sha256.Sum256(c.canonical())
	text := hex.EncodeToString(sum[:])
	c.print.Store(&text)
	return text
}

// Equal reports whether two calendars are the same: name, zone and all hours.
func (c *Calendar) Equal(other *Calendar) bool {
	if c == nil || other == nil {
		return c == other
	}
	return c == other || c.Fingerprint() == other.Fingerprint()
}

// canonical returns the document's bytes, null for the zero Calendar.
func (c *Calendar) canonical() []byte {
	if c.source == nil {
		return []byte("null")
	}
	doc, _ := document.MarshalVerbatim("calendar", c.source.document()) // a document holds strings alone
	return doc
}

func (p *plain) document() calendarDocument {
	c := p.config()
	d := calendarDocument{Name: c.Name, Zone: c.Zone.String(), Days: c.Days}
	if !c.Week.isClosed() {
		d.Week = &c.Week
	}
	for _, b := range c.Breaks {
		d.Breaks = append(d.Breaks, breakDocument{dateText(b.On), b.Hours, b.Name})
	}
	return d
}

func (c *composed) document() calendarDocument {
	d := calendarDocument{Name: c.name}
	if first := c.parts[0].location(); c.zone.String() != first.String() {
		d.Zone = c.zone.String()
	}
	parts := make([]calendarDocument, len(c.parts))
	for i, p := range c.parts {
		parts[i] = p.document()
	}
	switch c.op {
	case UnionOf:
		d.Union = parts
	case IntersectionOf:
		d.Intersect = parts
	case DifferenceOf:
		d.Subtract = parts
	}
	return d
}

// compile makes the calendar that the document describes.
func (d calendarDocument) compile() (*Calendar, error) {
	if d.Version < 0 || d.Version > 1 {
		return nil, fieldError("version", "%d is not known; this is version 1", d.Version)
	}
	if len(d.Union)+len(d.Intersect)+len(d.Subtract) > 0 {
		return d.compileComposed()
	}
	c := Config{Name: d.Name, Days: d.Days}
	for _, b := range d.Breaks {
		c.Breaks = append(c.Breaks, Break{date.Date(b.On), b.Hours, b.Name})
	}
	if d.Week != nil {
		c.Week = *d.Week
	}
	zone, err := LoadZone(d.Zone)
	if err != nil {
		_, others := New(c) // finds what else is wrong
		return nil, document.JoinErrors(err, others)
	}
	c.Zone = zone
	return New(c)
}

func (d calendarDocument) compileComposed() (*Calendar, error) {
	var ops []Operation
	var parts []calendarDocument
	for _, list := range []struct {
		op    Operation
		parts []calendarDocument
	}{{UnionOf, d.Union}, {IntersectionOf, d.Intersect}, {DifferenceOf, d.Subtract}} {
		if len(list.parts) > 0 {
			ops, parts = append(ops, list.op), list.parts
		}
	}
	if len(ops) > 1 || d.Week != nil || len(d.Days) > 0 || len(d.Breaks) > 0 {
		return nil, fieldError("", "more than one of week (with days and breaks), union, intersect and subtract; nest one in another to combine them")
	}
	if len(parts) < 2 {
		return nil, fieldError(ops[0].String(), "one calendar; compose at least two")
	}
	var calendars []*Calendar
	var errs []error
	for i, part := range parts {
		c, err := part.compile()
		errs = append(errs, document.PrefixErrors("calendar", fmt.Sprintf("%s[%d]", ops[0], i), err))
		calendars = append(calendars, c)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	c, err := compose(ops[0], calendars)
	if err != nil {
		return nil, err
	}
	if d.Zone != "" {
		zone, err := LoadZone(d.Zone)
		if err != nil {
			return nil, err
		}
		if c, err = c.InZone(zone); err != nil {
			return nil, err
		}
	}
	return c.WithName(d.Name)
}

// summary says the document in a line.
func (d calendarDocument) summary() string {
	parts := d.Union
	op := UnionOf
	if len(d.Intersect) > 0 {
		parts, op = d.Intersect, IntersectionOf
	}
	if len(d.Subtract) > 0 {
		parts, op = d.Subtract, DifferenceOf
	}
	var text []string
	for _, p := range parts {
		text = append(text, p.summary())
	}
	line := strings.Join(text, ", ")
	switch {
	case len(parts) > 0:
		line = fmt.Sprintf("%s of (%s)", op, line)
	case d.Week == nil:
		line = closedText + " " + d.Zone
	default:
		line = d.Week.String() + " " + d.Zone
	}
	if d.Name != "" {
		line = d.Name + ": " + line
	}
	for _, n := range []struct {
		many int
		what string
	}{{len(d.Days), "day"}, {len(d.Breaks), "break"}} {
		if n.many == 1 {
			line += ", 1 " + n.what
		} else if n.many > 1 {
			line += fmt.Sprintf(", %d %ss", n.many, n.what)
		}
	}
	return line
}

// fieldError says what is wrong with a field of a calendar, and the mend.
func fieldError(path, format string, args ...any) error {
	return &document.FieldError{Package: "calendar", Path: path, Err: fmt.Errorf(format, args...)}
}
