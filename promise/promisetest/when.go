package promisetest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// A when is an instant in the notation of stories, before it is known from
// where it counts.
type when struct {
	pos      int
	text     string
	instant  time.Time // in RFC 3339; if it is zero, what follows counts
	days     int       // "+2d", "+1w"
	last     bool
	weekday  weekday
	date     date.Date
	hasDate  bool
	clock    clock.Clock
	hasClock bool
}

// A weekday counts from 1, Sunday. 0 is none.
type weekday int

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func parseWeekday(word string) weekday { return weekday(slices.Index(weekdays, word) + 1) }

func weekdayOf(d date.Date) weekday { return weekday(d.Weekday()) + 1 }

// atWhen reports whether the next token is an instant.
func (s *scanner) atWhen() bool {
	t := s.peek()
	return !t.quoted && t.text != "" && (t.text == "last" || strings.ContainsRune("+0123456789", rune(t.text[0])) || looksLikeWeekday(t.text))
}

// looksLikeWeekday reports whether a word is a weekday, or begins like one.
func looksLikeWeekday(word string) bool {
	word = strings.ToLower(word)
	return parseWeekday(word) > 0 || (strings.HasSuffix(word, "day") && len(word) > 3 && parseWeekday(word[:3]) > 0)
}

// when reads an instant.
func (s *scanner) when() when {
	w := when{pos: s.peek().pos}
	start := s.at
	s.whenWords(&w)
	w.text = strings.TrimLeft(s.text[start:s.at], " \t\r")
	return w
}

func (s *scanner) whenWords(w *when) {
	t := s.peek()
	if i, err := document.ParseInstant(t.text); err == nil && !t.quoted {
		s.next()
		if w.instant = i; i.IsZero() {
			s.fail(t.pos, "invalid: the zero instant means none; write a later one")
		}
		return
	}
	if n, ok := parseShift(t.text); ok {
		s.next()
		w.days = n
	}
	w.last = s.take("last")
	t = s.peek()
	w.weekday = parseWeekday(t.text)
	w.date, w.hasDate = parseDate(t.text)
	if w.weekday > 0 || w.hasDate {
		s.next()
		t = s.peek()
	}
	if k, err := document.ParseClock(t.text); err == nil {
		s.next()
		w.clock, w.hasClock = k, true
	}
	s.checkWhen(*w, t)
}

// checkWhen checks an instant. t is the token that could not be read, if any.
func (s *scanner) checkWhen(w when, t token) {
	named := w.weekday > 0 || w.hasDate
	switch {
	case !w.hasClock && named:
		s.notA(t, "time", "one like 09:00 after the day")
	case !w.hasClock && looksLikeWeekday(t.text):
		s.notA(t, "day", strings.ToLower(t.text[:3]))
	case !w.hasClock && (w.days == 0 || w.last):
		s.notA(t, "time", "one like 09:00, mon 09:00, last mon 09:00, +1w mon 09:00, 2026-01-05 09:00 or 2026-01-05T09:00:00Z")
	case w.last && (w.weekday == 0 || w.days != 0):
		s.fail(w.pos, `"last" is supported with a weekday only; write one like last mon 09:00`)
	case w.days != 0 && w.hasDate:
		s.fail(w.pos, "days added to a date are not supported; write the resulting date")
	case w.days%7 != 0 && w.weekday > 0:
		s.fail(w.pos, "days added to a weekday are not supported, only weeks; write one like +1w mon 09:00")
	}
}

// parseShift reads "+2d" or "+1w" as days.
func parseShift(word string) (days int, ok bool) {
	if len(word) < 3 || word[0] != '+' {
		return 0, false
	}
	n, err := strconv.Atoi(word[1 : len(word)-1])
	if err != nil || n < 1 || n > 9999 || word[1] == '+' {
		return 0, false
	}
	switch word[len(word)-1] {
	case 'd':
		return n, true
	case 'w':
		return 7 * n, true
	}
	return 0, false
}

// parseDate reads YYYY-MM-DD only; the date must exist.
func parseDate(word string) (date.Date, bool) {
	d, err := document.ParseDate(word)
	return d, err == nil
}

// after returns the instant, counted forward from another one.
func (w when) after(cal *calendar.Calendar, from time.Time) (time.Time, error) {
	switch {
	case !w.instant.IsZero():
		return w.instant.In(cal.Zone()), nil
	case w.hasDate:
		return w.on(cal, w.date)
	case from.IsZero():
		return time.Time{}, fmt.Errorf("date required for %q; write the first instant with its date, like 2026-01-05 09:00, or a header like begins: 2026-01-05", w.text)
	case w.last:
		return w.before(cal, from)
	}
	from = from.In(cal.Zone())
	today := date.NewAt(from)
	if !w.hasClock {
		w.clock = clock.NewAt(from)
	}
	if w.weekday == 0 {
		return w.on(cal, today+date.Date(w.days))
	}
	day := today + date.Date((w.weekday-weekdayOf(today)+7)%7)
	if t := cal.At(day, w.clock); day == today && t.Before(from) {
		day += 7
	}
	return w.on(cal, day+date.Date(w.days))
}

// before returns the instant, counted back from another one: a weekday is the
// last one before.
func (w when) before(cal *calendar.Calendar, from time.Time) (time.Time, error) {
	if w.weekday == 0 || from.IsZero() {
		return w.after(cal, from)
	}
	if w.days > 0 {
		return time.Time{}, errors.New("weeks added to an instant in the past are not supported; write the resulting date")
	}
	today := date.NewAt(from.In(cal.Zone()))
	day := today - date.Date((weekdayOf(today)-w.weekday+7)%7)
	if t := cal.At(day, w.clock); day == today && t.After(from) {
		day -= 7
	}
	return w.on(cal, day)
}

// on returns the instant with that time of day on a date. It returns an error
// for a time that does not exist, because a story should not hide it.
func (w when) on(cal *calendar.Calendar, day date.Date) (time.Time, error) {
	if year := day.Year(); year < 1 || year > 9998 {
		return time.Time{}, errors.New("year out of range; expected 1 to 9998")
	}
	t := cal.At(day, w.clock)
	if w.clock < 24*clock.Hour && (date.NewAt(t) != day || clock.NewAt(t) != w.clock) {
		return time.Time{}, fmt.Errorf("invalid time: the clock of %s skips %s %s, to %s; write a time that exists", cal.Zone(), day, document.FormatClock(w.clock), t.Format(time.DateOnly+" 15:04"))
	}
	return t, nil
}

// tell returns an instant in the shortest notation that read reads back,
// counted from another instant. read is when.after or when.before.
func tell(cal *calendar.Calendar, from, t time.Time, read func(when, *calendar.Calendar, time.Time) (time.Time, error)) string {
	local := t.In(cal.Zone())
	k := document.FormatClock(clock.NewAt(local))
	date := local.Format(time.DateOnly) + " " + k
	day := weekdays[local.Weekday()] + " " + k
	for _, text := range []string{k, day, "last " + day, date} {
		if text != date && from.IsZero() {
			continue
		}
		s := scanner{text: text}
		w := s.when()
		if back, err := read(w, cal, from); s.err == nil && err == nil && back.Equal(t) {
			return text
		}
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// moment writes an instant for a person, with the zone's short name, so that
// the two instants of a repeated hour differ.
func moment(t time.Time) string {
	return plaintext.Moment(t) + t.Format(" MST")
}
