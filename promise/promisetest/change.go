package promisetest

import (
	"slices"
	"strconv"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A change holds terms, or some of them, from headers or revisions. Dates in it
// are resolved once the instant is known from which they count.
type change struct {
	terms       promise.Terms
	due, target when // dates that are said; without text, terms has the deadline
	conditions  []condition
	named       map[string]int // where each field stands
}

type condition struct {
	promise.Condition
	by when
}

// changeFields read the values of the fields of terms that a story can contain.
var changeFields = map[string]func(*change, *scanner){
	"calendar":  (*change).calendar,
	"due":       func(c *change, s *scanner) { c.terms.Due, c.due = s.deadline() },
	"target":    func(c *change, s *scanner) { c.terms.Target, c.target = s.deadline() },
	"notice":    func(c *change, s *scanner) { c.terms.Notice = s.duration() },
	"cutoff":    (*change).cutoff,
	"day_zero":  func(c *change, s *scanner) { c.terms.DayZero = promise.DayZero(s.next().text) },
	"on_pause":  func(c *change, s *scanner) { c.terms.OnPause = promise.OnPause(s.next().text) },
	"on_reopen": func(c *change, s *scanner) { c.terms.OnReopen = promise.OnReopen(s.next().text) },
	"condition": (*change).condition,
}

// read reads the value of a field.
func (c *change) read(s *scanner, field token) {
	c.note(s, field)
	if s.atEnd() {
		s.fail(s.at, "%s: value required; write it as in a promise's document", field.text)
		return
	}
	changeFields[field.text](c, s)
}

// note records the position of a field. Only conditions can be repeated.
func (c *change) note(s *scanner, field token) {
	if _, twice := c.named[field.text]; twice && field.text != "condition" {
		s.fail(field.pos, "duplicate %s; remove one of the two", field.text)
	}
	if c.named == nil {
		c.named = map[string]int{}
	}
	c.named[field.text] = field.pos
}

func (c *change) calendar(s *scanner) {
	pos := s.at
	cal, err := calendar.Parse(s.document("calendar"))
	if s.err == nil && err != nil {
		s.err = s.errorsAt(pos, err)
	}
	c.terms.Calendar = cal
}

func (c *change) cutoff(s *scanner) {
	t := s.next()
	k, err := document.ParseClock(t.text)
	if err != nil {
		s.notA(t, "time of day", "one like 14:00")
	}
	c.terms.Cutoff = k
}

// condition reads: file by wed 12:00 else move.
func (c *change) condition(s *scanner) {
	var d condition
	d.Name = s.name("name of a condition")
	s.want("by", "before the instant by which it is to be met")
	d.by = s.when()
	if s.take("else") {
		t := s.next()
		d.Else = promise.Else(t.text)
		if d.Else != promise.ElseVoid && d.Else != promise.ElseMove && d.Else != promise.ElseBack {
			s.notA(t, "consequence", "void, move or back")
		}
	}
	c.conditions = append(c.conditions, d)
}

// deadline reads a deadline: as promise.ParseDeadline reads it, or an instant.
func (s *scanner) deadline() (promise.Deadline, when) {
	t := s.next()
	text, two := t.text, s.peek()
	_, notDays := strconv.Atoi(text)
	_, notDuration := document.ParseDuration(text)
	switch {
	case notDays == nil && (two.is("days") || two.is("day")):
		text += " " + s.next().text
		if _, err := document.ParseClock(s.peek().text); err == nil || s.peekWord("close") {
			text += " " + s.next().text
		}
	case notDuration == nil:
		if two.is("before") {
			text += " " + s.next().text
		}
	case notDays != nil:
		s.at = t.pos
		if s.atWhen() {
			return promise.Deadline{}, s.when()
		}
		s.next()
	}
	d, err := promise.ParseDeadline(text)
	if err != nil {
		s.fail(t.pos, "invalid deadline %s; write one like 8h, 2 days, 2 days 16:00, 2 days close, 4h before or fri 16:00", strconv.Quote(document.Excerpt(text)))
	}
	return d, when{}
}

// duration reads a duration.
func (s *scanner) duration() time.Duration {
	t := s.next()
	d, err := document.ParseDuration(t.text)
	if err != nil || t.quoted {
		s.notA(t, "duration", "one like 8h or 1h30m")
	}
	return d
}

// errorsAt adds the position to each error of a part.
func (s *scanner) errorsAt(pos int, err error) error {
	var errs problems
	for _, e := range eachOf(err) {
		errs.add(s.errorAt(pos, e))
	}
	return errs.err()
}

// resolve returns the terms, with dates counted from an instant.
func (c *change) resolve(s *scanner, cal *calendar.Calendar, from time.Time) (promise.Terms, error) {
	terms := c.terms
	var errs problems
	read := func(w when) time.Time {
		t, err := w.after(cal, from)
		if err != nil {
			errs.add(s.errorAt(w.pos, err))
		}
		return t
	}
	if c.due.text != "" {
		terms.Due = promise.By(read(c.due))
	}
	if c.target.text != "" {
		terms.Target = promise.By(read(c.target))
	}
	for _, d := range c.conditions {
		d.By = read(d.by)
		terms.Conditions = append(slices.Clip(terms.Conditions), d.Condition)
	}
	return terms, errs.err()
}

// tellTerms returns terms in the notation of a revision or, one a line, of
// headers.
func tellTerms(t promise.Terms, cal *calendar.Calendar, from time.Time) [][2]string {
	var fields [][2]string
	add := func(name, value string) {
		if value != "" {
			fields = append(fields, [2]string{name, value})
		}
	}
	if t.Calendar != nil {
		doc, err := t.Calendar.MarshalJSON()
		add("calendar", orError(doc, err))
	}
	add("due", tellDeadline(t.Due, cal, from))
	add("target", tellDeadline(t.Target, cal, from))
	if t.Notice != 0 {
		add("notice", plaintext.Duration(t.Notice))
	}
	if t.Cutoff != 0 {
		add("cutoff", document.FormatClock(t.Cutoff))
	}
	add("day_zero", string(t.DayZero))
	add("starts", string(t.Starts))
	add("on_pause", string(t.OnPause))
	add("on_reopen", string(t.OnReopen))
	for _, c := range t.Conditions {
		text := tellName(c.Name) + " by " + tell(cal, from, c.By, when.after)
		if c.Else != "" {
			text += " else " + string(c.Else)
		}
		add("condition", text)
	}
	return fields
}

// tellDeadline writes 8h, not 8h0m0s, and dates in the notation of stories.
func tellDeadline(d promise.Deadline, cal *calendar.Calendar, from time.Time) string {
	if amount, ok := d.Working(); ok {
		return plaintext.Duration(amount)
	}
	if amount, ok := d.BeforeDue(); ok {
		return plaintext.Duration(amount) + " before"
	}
	if t, ok := d.Date(); ok {
		return tell(cal, from, t, when.after)
	}
	return d.String()
}
