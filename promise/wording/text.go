package wording

import (
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A text is a text about one promise, built sentence by sentence.
type text struct {
	c *catalogue
	e *promise.Explanation
	s promise.Status
	o Options

	// The instants that sentences name, in the reader's zone; zero where there
	// is none.
	now, due, said, expected, target, start, end, from, until, told, next time.Time

	// The conditions that are not met: on which the due instant depends, and for
	// which the start waits.
	ifs, onces []promise.ConditionState
	isLate     bool // the customer was told that it takes longer, and no date since

	name, reason, reasons string // free text, cleaned
	successor             string // the ID of the promise that took its place, cleaned
	condition             string // the condition that is being told
	zone                  string // how the zone is called, where it is by name
	personal              string // how the customer is called
	zoned                 bool   // the zone must be named
	sentences             []string
}

// newText returns an empty text with the facts of the explanation.
func (l Language) newText(e *promise.Explanation, o Options) *text {
	t := &text{c: l.catalogue(), e: e, s: e.Status, o: o, now: e.Status.At, end: e.Status.EndedAt, next: o.NextUpdate}
	t.due, _ = t.s.Due()
	t.said, _ = e.Told()
	var late promise.Notification
	if late, t.isLate = e.ToldLate(); t.isLate {
		t.told = late.At
	}
	t.expected, _ = t.s.Expected()
	t.target, _ = t.s.Target()
	if t.s.Phase == promise.Pending && e.Start.After(t.now) {
		t.start = e.Start
	}
	t.name, t.reason, t.zone = plaintext.Line(e.About.Name), plaintext.Line(t.s.Reason), plaintext.Line(o.ZoneName)
	t.successor = plaintext.Line(e.Successor)
	t.place()
	t.sortConditions()
	return t
}

// forCustomer returns a text for the customer that begins with the greeting. It
// contains a later date only if the customer was told it, and was not told
// since that it takes longer.
func (l Language) forCustomer(e *promise.Explanation, o Options) *text {
	t := l.newText(e, o)
	if _, told := e.ToldExpected(); !told || t.isLate {
		t.expected = time.Time{}
	}
	t.personal = plaintext.Line(o.Name)
	if t.personal != "" {
		t.say(greeting)
	}
	return t
}

// place converts every instant to the reader's zone.
func (t *text) place() {
	home := t.now.Location()
	for _, mark := range []time.Time{t.e.Made, t.expected, t.due} {
		if !mark.IsZero() {
			home = mark.Location()
			t.zoned = t.zoned || t.o.Zone != nil && offsetName(mark.In(t.o.Zone)) != offsetName(mark)
		}
	}
	for _, instant := range []*time.Time{&t.now, &t.start, &t.end, &t.told, &t.next} {
		*instant = instant.In(home)
	}
	if t.o.Zone == nil {
		return
	}
	for _, instant := range []*time.Time{&t.now, &t.due, &t.said, &t.expected, &t.target, &t.start, &t.end, &t.told, &t.next} {
		*instant = instant.In(t.o.Zone)
	}
}

// say adds the sentences of messages.
func (t *text) say(messages ...message) {
	for _, m := range messages {
		t.sentences = append(t.sentences, plaintext.Capital(t.render(m)))
	}
}

// String returns the sentences.
func (t *text) String() string { return strings.Join(t.sentences, " ") }

// render returns the text of a message: all of it in English, if the language
// lacks it.
func (t *text) render(m message) string {
	c := t.c
	if c.texts[m] == "" {
		c = catalogues[0]
	}
	template := c.texts[m]
	if c.formal != nil && t.personal != "" {
		template = c.formal(template)
	}
	if worded := t.worded(c); worded != "" && c.joined != nil {
		before, after, found := strings.Cut(template, "{what}")
		if found {
			template = before + "{what}" + c.joined(worded, after)
		}
	}
	return expand(template, func(placeholder string) string { return t.value(c, placeholder) })
}

// worded returns the subject of the promise in the customer's words, or "".
func (t *text) worded(c *catalogue) string { return c.wording(t.e.About.Wording) }

// value returns the value of a placeholder. A placeholder without a value is
// returned as it is, so that tests find it.
func (t *text) value(c *catalogue, placeholder string) string {
	switch placeholder {
	case "what":
		switch worded := t.worded(c); {
		case worded != "":
			return worded
		case t.name == "":
			return c.texts[what]
		}
		return expand(c.texts[whatNamed], func(string) string { return t.name })
	case "successor":
		return t.successor
	case "if":
		return t.conditions(c, ifGiven, ifNamed, t.ifs, true)
	case "once":
		return t.conditions(c, onceGiven, onceNamed, t.onces, false)
	case "condition":
		return t.condition
	case "customer":
		return t.personal
	case "within":
		text, _ := t.promisedWithin(c)
		return text
	case "early":
		text, _ := t.ahead(c)
		return text
	case "left":
		return c.length(&c.plain, t.s.Remaining)
	case "worked":
		return c.length(&c.plain, upToMinute(t.s.Remaining))
	case "wall":
		return c.length(&c.plain, upToMinute(t.s.WallRemaining))
	case "paused":
		return c.length(&c.plain, t.s.Paused)
	case "reason":
		return t.reason
	case "reasons":
		return t.reasons
	}
	f, instant := asName, placeholder
	if word, rest, found := strings.Cut(placeholder, " "); found {
		instant = rest
		switch word {
		case "by":
			f = asBy
		case "at":
			f = asAt
		case "short":
			f = asShort
		}
	}
	if at := t.instant(instant); !at.IsZero() {
		return c.when(newMoment(f, at, t.now, t.zoneOf(at)))
	}
	return "{" + placeholder + "}"
}

func (t *text) instant(name string) time.Time {
	switch name {
	case "due":
		return t.due
	case "said":
		return t.said
	case "until":
		return t.until
	case "told":
		return t.told
	case "expected":
		return t.expected
	case "target":
		return t.target
	case "start":
		return t.start
	case "end":
		return t.end
	case "from":
		return t.from
	case "next":
		return t.next
	}
	return time.Time{}
}

// zoneOf names the zone at an instant, where that is needed.
func (t *text) zoneOf(at time.Time) string {
	if t.zone == "" && t.zoned {
		return offsetName(at)
	}
	return t.zone
}

// promisedWithin returns the amount of time that was promised, if it was an
// amount and is still in force.
func (t *text) promisedWithin(c *catalogue) (text string, ok bool) {
	deadline := t.e.Due
	if len(t.e.Revisions) > 0 {
		return "", false
	}
	if days, ok := deadline.BusinessDays(); ok && days > 0 && deadline.Equal(promise.InDays(days)) {
		return expand(c.texts[withinDays], func(string) string { return c.count(&c.businessDays, days) }), true
	}
	amount, ok := deadline.Working()
	switch {
	case !ok || amount < time.Minute:
		return "", false
	case amount%time.Hour == 0:
		return expand(c.texts[withinHours], func(string) string { return c.count(&c.workingHours, int(amount/time.Hour)) }), true
	}
	return expand(c.texts[withinTime], func(string) string { return c.length(&c.within, amount) }), true
}

// expand puts values in the place of {placeholders}. A full stop after a value
// that ends with one is not doubled, though a value that is empty lies between.
func expand(template string, value func(placeholder string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		if strings.HasSuffix(b.String(), ".") {
			before = strings.TrimPrefix(before, ".")
		}
		b.WriteString(before)
		if !found {
			return b.String()
		}
		placeholder, after, _ := strings.Cut(rest, "}")
		b.WriteString(value(placeholder))
		template = after
	}
}
