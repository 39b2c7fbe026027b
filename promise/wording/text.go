package wording

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A text is being written, sentence by sentence, about one promise.
type text struct {
	c *catalogue
	e *promise.Explanation
	s promise.Status
	o Options

	// The instants that sentences name, in the reader's zone; zero where there
	// is none.
	now, due, expected, target, start, end, from, next time.Time

	name, reason, reasons string // free text, cleaned
	successor             string // the ID of the promise that took its place, cleaned
	zone                  string // how the zone is called, where it is by name
	zoned                 bool   // the zone must be named
	ruled                 bool   // the expected date follows from a rule, and nobody was told it
	sentences             []string
}

// newText reads the facts that a text tells.
func (l Language) newText(e *promise.Explanation, o Options) *text {
	t := &text{c: l.catalogue(), e: e, s: e.Status, o: o, now: e.Status.At, end: e.Status.EndedAt, next: o.NextUpdate}
	t.due, _ = t.s.Due()
	t.expected, _ = t.s.Expected()
	t.target, _ = t.s.Target()
	if t.s.Phase == promise.Pending && e.Start.After(t.now) {
		t.start = e.Start
	}
	t.name, t.reason, t.zone = plaintext.Line(e.About.Name), plaintext.Line(t.s.Reason), plaintext.Line(o.ZoneName)
	t.successor = plaintext.Line(e.Successor)
	t.ruled = isRuled(e)
	t.place()
	return t
}

// isRuled reports whether the later date that is expected follows from a rule: it is
// that of the last revision that names one and does not bind or, without one, that of
// a promise which an earlier due instant holds on in.
func isRuled(e *promise.Explanation) bool {
	for _, r := range slices.Backward(e.Revisions) {
		if r.Named && !r.Binds && r.Lapsed.IsZero() {
			return r.Rule
		}
	}
	return !e.CarriedDue.IsZero()
}

// place brings every instant into the reader's zone. The marks come in that of
// the calendar, the others in whatever zone their source wrote.
func (t *text) place() {
	home := t.now.Location()
	for _, mark := range []time.Time{t.e.Made, t.expected, t.due} {
		if !mark.IsZero() {
			home = mark.Location()
			t.zoned = t.zoned || t.o.Zone != nil && offsetName(mark.In(t.o.Zone)) != offsetName(mark)
		}
	}
	for _, instant := range []*time.Time{&t.now, &t.start, &t.end, &t.next} {
		*instant = instant.In(home)
	}
	if t.o.Zone == nil {
		return
	}
	for _, instant := range []*time.Time{&t.now, &t.due, &t.expected, &t.target, &t.start, &t.end, &t.next} {
		*instant = instant.In(t.o.Zone)
	}
}

// say adds the sentences of messages.
func (t *text) say(messages ...message) {
	for _, m := range messages {
		t.sentences = append(t.sentences, capital(t.render(m)))
	}
}

// String returns what was said.
func (t *text) String() string { return strings.Join(t.sentences, " ") }

// render writes the text of a message: all in English, if the language lacks it.
func (t *text) render(m message) string {
	c := t.c
	if c.texts[m] == "" {
		c = catalogues[0]
	}
	return expand(c.texts[m], func(placeholder string) string { return t.value(c, placeholder) })
}

// value returns what stands for a placeholder; a placeholder that has no value
// stays, so that tests find it.
func (t *text) value(c *catalogue, placeholder string) string {
	switch placeholder {
	case "what":
		if t.name == "" {
			return c.texts[what]
		}
		return expand(c.texts[whatNamed], func(string) string { return t.name })
	case "within":
		text, _ := t.promisedWithin(c)
		return text
	case "early":
		text, _ := c.ahead(t.end, t.due)
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
	case "successor":
		return t.successor
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

// promisedWithin writes the amount of time that was promised, if it was an
// amount and still holds.
func (t *text) promisedWithin(c *catalogue) (text string, ok bool) {
	deadline := t.e.Due.String()
	if len(t.e.Revisions) > 0 {
		return "", false
	}
	if n, found := strings.CutSuffix(strings.TrimSuffix(deadline, "s"), " day"); found {
		if days, err := strconv.Atoi(n); err == nil && days > 0 {
			return expand(c.texts[withinDays], func(string) string { return c.count(&c.businessDays, days) }), true
		}
	}
	if amount, err := calendar.ParseDuration(deadline); err == nil && amount >= time.Minute {
		return expand(c.texts[withinTime], func(string) string { return c.length(&c.within, amount) }), true
	}
	return "", false
}

// expand puts values in the place of {placeholders}. A full stop after a value
// that ends with one is not doubled.
func expand(template string, value func(placeholder string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		placeholder, after, _ := strings.Cut(rest, "}")
		v := value(placeholder)
		b.WriteString(v)
		if strings.HasSuffix(v, ".") {
			after = strings.TrimPrefix(after, ".")
		}
		template = after
	}
}

// capital makes the first letter large.
func capital(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}
