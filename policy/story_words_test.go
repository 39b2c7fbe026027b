package policy_test

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/underpromise/underpromise/calendar/document"
)

// A phrase is a line of a story, or a part of one, of which words are taken.
type phrase struct{ rest string }

// peek returns the next word without taking it; a text in quotation marks is
// one word.
func (p *phrase) peek() string {
	q := *p
	return q.word()
}

// word takes the next word, "" at the end.
func (p *phrase) word() string {
	p.rest = strings.TrimLeft(p.rest, " ")
	if strings.HasPrefix(p.rest, `"`) {
		if end := strings.IndexByte(p.rest[1:], '"'); end >= 0 {
			text := p.rest[1 : end+1]
			p.rest = p.rest[end+2:]
			return text
		}
	}
	end := 0
	for end < len(p.rest) && !endsWord(p.rest[end:]) {
		end++
	}
	text := p.rest[:end]
	p.rest = p.rest[end:]
	return text
}

// endsWord reports whether a word ends before the text: a colon ends one only
// before a blank, for a time of day has one too.
func endsWord(text string) bool {
	return text[0] == ' ' || text[0] == ',' || (text[0] == ':' && (len(text) == 1 || text[1] == ' '))
}

// take takes the words if they come next.
func (p *phrase) take(words string) bool {
	rest := strings.TrimLeft(p.rest, " ")
	after, found := strings.CutPrefix(rest, words)
	if !found || (after != "" && strings.IndexByte(" ,:/", after[0]) < 0) {
		return false
	}
	p.rest = after
	return true
}

// takeMark takes a comma or colon if it comes next.
func (p *phrase) takeMark(mark string) bool {
	rest, found := strings.CutPrefix(strings.TrimLeft(p.rest, " "), mark)
	if found {
		p.rest = rest
	}
	return found
}

func (p *phrase) atEnd() bool { return strings.TrimSpace(p.rest) == "" }

// all takes what is left.
func (p *phrase) all() string {
	text := strings.TrimSpace(p.rest)
	p.rest = ""
	return text
}

// takeAny takes the longest of the names that comes next.
func (p *phrase) takeAny(names []string) (string, bool) {
	best := ""
	for _, name := range names {
		if q := *p; len(name) > len(best) && q.take(name) {
			best = name
		}
	}
	return best, best != "" && p.take(best)
}

// parts splits a text at commas that are not in quotation marks.
func parts(text string) (list []string) {
	quoted := false
	from := 0
	for i, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == ',' && !quoted {
			list = append(list, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(list, strings.TrimSpace(text[from:]))
}

// withoutComment cuts off what stands behind a # at the beginning or after a
// blank.
func withoutComment(line string) string {
	for i := range line {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ') {
			return strings.TrimRight(line[:i], " ")
		}
	}
	return strings.TrimRight(line, " ")
}

var storyDays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// atWhen reports whether an instant comes next.
func (p *phrase) atWhen() bool {
	w := p.peek()
	return w != "" && (unicode.IsDigit(rune(w[0])) || w == "last" || w == "+1w" || weekdayNumber(w) >= 0)
}

func weekdayNumber(word string) int {
	for i, day := range storyDays {
		if day == word {
			return i
		}
	}
	return -1
}

// when takes an instant: "mon 09:00", "last mon 09:00", "+1w mon 09:00",
// "2026-01-12 09:00", "09:00" of the day of from, or one in RFC 3339. A weekday
// is the first one from an instant on, or, looking back, the last one up to it.
func (p *phrase) when(from time.Time, back bool) (time.Time, error) {
	first := p.word()
	if t, err := time.Parse(time.RFC3339, first); err == nil {
		return t.In(from.Location()), nil
	}
	weeks := 0
	switch first {
	case "last":
		back, first = true, p.word()
	case "+1w":
		weeks, first = 7, p.word()
	}
	day, number := from, weekdayNumber(first)
	if date, err := time.Parse(time.DateOnly, first); err == nil {
		day, first = date, p.word()
	} else if number >= 0 {
		first = p.word()
	}
	k, err := document.ParseClock(first)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no time of day; write an instant like mon 09:00", first)
	}
	at := func(days int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day()+days, 0, 0, int(time.Duration(k)/time.Second), 0, from.Location())
	}
	t := at(weeks)
	if number >= 0 {
		days := (number - int(day.Weekday()) + 7) % 7
		if back {
			days = -((7 - days) % 7)
		}
		switch t = at(days); {
		case back && t.After(from):
			t = at(days - 7)
		case !back && t.Before(from):
			t = at(days + 7 + weeks)
		default:
			t = at(days + weeks)
		}
	}
	if time.Duration(k) < 24*time.Hour && t.Hour()*60+t.Minute() != int(time.Duration(k)/time.Minute) {
		return t, fmt.Errorf("the clock of %s skips %s; write a time that exists", from.Location(), first)
	}
	return t, nil
}
