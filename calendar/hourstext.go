package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2/clock"
)

// ParseWeek reads weekly hours in a strict subset of the opening_hours format
// of OpenStreetMap:
//
//	Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00; Su off
//	Fr-Mo 22:00-06:00
//	24/7
//
// Rules are separated by ";". Days are Mo Tu We Th Fr Sa Su, alone, listed
// with "," or as ranges, which may wrap around the week. Times are HH:MM or
// HH:MM:SS, with 24:00 as the end of a day; see [Window] for hours that run
// past midnight. A day without a rule is closed. A duplicate day, days of a
// month, sunrise and everything else of the full format are errors. Each error
// contains its offset in the text (in bytes, from 0).
func ParseWeek(text string) (Week, error) {
	p := hoursParser{text: text}
	week := p.week()
	if p.err != nil {
		return Week{}, &document.FieldError{Package: "calendar", Path: "week", Err: p.err}
	}
	return week, nil
}

// MustWeek is [ParseWeek] for constants in source: it panics on an error.
func MustWeek(text string) Week {
	week, err := ParseWeek(text)
	if err != nil {
		panic(err)
	}
	return week
}

// ParseHours reads the hours of one date: "09:00-12:00,13:00-17:30", or "off".
// The text is that of one rule of [ParseWeek] without its days.
func ParseHours(text string) (Hours, error) {
	p := hoursParser{text: text}
	p.space()
	hours := p.hours("")
	p.space()
	if p.err == nil && !p.done() {
		p.fail(p.at, "unexpected text %q after the hours; remove it", document.Excerpt(p.rest()))
	}
	if p.err != nil {
		return nil, &document.FieldError{Package: "calendar", Path: "hours", Err: p.err}
	}
	return hours, nil
}

// MustHours is [ParseHours] for constants in source: it panics on an error.
func MustHours(text string) Hours {
	hours, err := ParseHours(text)
	if err != nil {
		panic(err)
	}
	return hours
}

// An hoursParser reads from the left and keeps the first error.
type hoursParser struct {
	text string
	at   int
	err  error
}

func (p *hoursParser) week() (week Week) {
	p.space()
	switch strings.TrimRight(p.rest(), " \t") {
	case "":
		p.fail(p.at, "required; write %q for a week without hours", closedText)
		return week
	case closedText:
		return week
	case alwaysText:
		for i := range week {
			week[i] = Hours{{0, 24 * clock.Hour}}
		}
		return week
	}
	var named [7]bool
	for p.err == nil {
		p.weekRule(&week, &named)
		p.space()
		if p.done() {
			break
		}
		p.want(";", "between rules")
		p.space()
		if p.err == nil && p.done() {
			break // a closing semicolon is harmless
		}
	}
	return week
}

// weekRule reads "Mo-Fr,Su 09:00-17:00" and enters it into the week.
func (p *hoursParser) weekRule(week *Week, named *[7]bool) {
	start := p.at
	days := p.days()
	if p.err == nil && !p.space() {
		p.fail(p.at, "hours are required after %q; for example 09:00-17:00, or %q", document.Excerpt(p.text[start:p.at]), closedText)
	}
	if p.err != nil {
		return
	}
	hours := p.hours(strings.ToLower(dayNames[days[0]]) + ": ")
	for _, d := range days {
		if p.err == nil && named[d] {
			p.fail(start, "duplicate day %s; put all its windows into one rule, like %s 09:00-12:00,13:00-17:00", dayNames[d], dayNames[d])
		}
		named[d] = true
		week[d] = slices.Clone(hours)
	}
}

// days reads "Mo-We,Fr" and returns the weekdays in the order named.
func (p *hoursParser) days() (days []int) {
	for p.err == nil {
		first := p.day()
		last := first
		if p.take("-") {
			last = p.day()
		}
		if p.err != nil {
			break
		}
		for d := first; ; d = (d + 1) % 7 {
			days = append(days, d)
			if d == last {
				break
			}
		}
		p.space2(",")
		if !p.take(",") {
			break
		}
		p.space()
	}
	return days
}

func (p *hoursParser) day() int {
	for i, name := range dayNames {
		if p.take(name) {
			return i
		}
	}
	p.failWord("unknown", "day", p.word(), "expected Mo, Tu, We, Th, Fr, Sa or Su")
	return 0
}

// hours reads windows separated by commas, or "off". The prefix names the day
// in errors.
func (p *hoursParser) hours(prefix string) (hours Hours) {
	if p.take(closedText) {
		return nil
	}
	for p.err == nil {
		start := p.at
		w := Window{Open: p.clock()}
		p.want("-", "between opening and closing")
		w.Close = p.clock()
		if p.err == nil {
			if err := w.check(); err != nil {
				p.fail(start, "%s%w", prefix, err)
			}
		}
		hours = append(hours, w)
		p.space2(",")
		if !p.take(",") {
			break
		}
		p.space()
	}
	return hours
}

// clock reads HH:MM or HH:MM:SS, up to 24:00.
func (p *hoursParser) clock() clock.Clock {
	if p.err != nil {
		return 0
	}
	word := p.word()
	c, err := document.ParseClock(word)
	if err != nil {
		p.failWord("invalid", "time", word, "write HH:MM, from 00:00 to 24:00")
		return 0
	}
	p.at += len(word)
	return c
}

func (p *hoursParser) done() bool   { return p.at >= len(p.text) }
func (p *hoursParser) rest() string { return p.text[p.at:] }

// word returns the next text up to a separator, for parsing and for errors.
func (p *hoursParser) word() string {
	if i := strings.IndexAny(p.rest(), " \t,;-"); i >= 0 {
		return p.rest()[:i]
	}
	return p.rest()
}

// space skips blanks and reports whether there were any.
func (p *hoursParser) space() bool {
	start := p.at
	for !p.done() && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
	return p.at > start
}

// space2 skips blanks if the separator follows them.
func (p *hoursParser) space2(separator string) {
	if rest := strings.TrimLeft(p.rest(), " \t"); strings.HasPrefix(rest, separator) {
		p.at = len(p.text) - len(rest)
	}
}

func (p *hoursParser) take(s string) bool {
	if p.err != nil || !strings.HasPrefix(p.rest(), s) {
		return false
	}
	p.at += len(s)
	return true
}

func (p *hoursParser) want(s, where string) {
	if p.err == nil && !p.take(s) {
		p.fail(p.at, "expected %q %s, got %s", s, where, standing(p.rest()))
	}
}

// failWord keeps the error of a word at the current offset: missing if it is empty, or
// else invalid in the way of the problem.
func (p *hoursParser) failWord(problem, what, word, mend string) {
	if word == "" {
		p.fail(p.at, "missing %s; %s", what, mend)
		return
	}
	p.fail(p.at, "%s %s %q; %s", problem, what, document.Excerpt(word), mend)
}

// fail keeps the first error, with its offset.
func (p *hoursParser) fail(at int, format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format+" (offset %d)", append(args, at)...)
	}
}

// standing quotes a text for an error, or returns "nothing" for the empty text.
func standing(text string) string {
	if text == "" {
		return "nothing"
	}
	return strconv.Quote(document.Excerpt(text))
}
