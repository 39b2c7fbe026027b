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

// A dateText is a date.Date as text. It is a type of its own, because a date.Date would
// link all of its methods into every program.
type dateText int64

// MarshalText writes YYYY-MM-DD.
func (d dateText) MarshalText() ([]byte, error) {
	return []byte(document.FormatDate(date.Date(d))), nil
}

// UnmarshalText reads YYYY-MM-DD. Any other text is an error.
func (d *dateText) UnmarshalText(text []byte) error {
	on, err := document.ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = dateText(on)
	return nil
}

// Parse reads a calendar document (see the package comment). The zone's name
// is looked up with [LoadZone]. The error joins one [*document.FieldError] for each
// problem, with its path, line and column.
//
// Parse may return the same pointer for the same bytes while the calendar is in use.
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

// UnmarshalJSON reads a document, as [Parse] does. c must be the zero Calendar.
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

// MarshalJSON returns the canonical document: days and breaks sorted, windows merged,
// fields in a fixed order. [Parse] returns an equal calendar for it. MarshalJSON returns
// an error for the zero Calendar, which has no document.
func (c *Calendar) MarshalJSON() ([]byte, error) {
	if c.source == nil {
		return nil, errors.New("calendar: the zero calendar has no document; make one with New or Parse")
	}
	return c.canonical(), nil
}

// String returns a description of the calendar: its name, its zone, its weekly hours,
// and the number of its days and breaks.
func (c *Calendar) String() string {
	if c.source == nil {
		return "never open"
	}
	return c.source.document().summary()
}

// Fingerprint returns the SHA-256 of the canonical document, the bytes that
// [Calendar.MarshalJSON] returns, as 64 hexadecimal digits. It is the version of a
// calendar that a promise pins. Equal calendars have the same fingerprint, even if their
// documents were written differently. It does not cover zone data: with another version
// of the time zone database the same fingerprint can mean other instants.
func (c *Calendar) Fingerprint() string {
	if p := c.print.Load(); p != nil {
		return *p
	}
	sum := sha256.Sum256(c.canonical())
	text := hex.EncodeToString(sum[:])
	c.print.Store(&text)
	return text
}

// Equal reports whether c and other have the same name, zone and hours.
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
		return nil, fieldError("version", "unknown version %d; expected 1", d.Version)
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
		return nil, fieldError("", "expected one of week (with days and breaks), union, intersect and subtract, got several; nest one in another to combine them")
	}
	if len(parts) < 2 {
		return nil, fieldError(ops[0].String(), "must have at least 2 calendars, got 1")
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

// summary returns a description of the document on one line.
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

// fieldError returns the error of a field of a calendar.
func fieldError(path, format string, args ...any) error {
	return &document.FieldError{Package: "calendar", Path: path, Err: fmt.Errorf(format, args...)}
}
