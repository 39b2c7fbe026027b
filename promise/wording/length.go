package wording

import (
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
)

// lengths are the words for hours and minutes, in one grammatical case. hoursAnd
// are hours with minutes behind them.
type lengths struct{ hours, hoursAnd, minutes forms }

// forms are the words for a number {n} of things, in the plural forms of CLDR.
// Those that a language does not have are empty.
type forms struct{ one, few, many, other string }

// count writes n of something; n is at least 0.
func (c *catalogue) count(f *forms, n int) string {
	text := f.other
	switch plural.Cardinal.MatchPlural(c.tag, n, 0, 0, 0, 0) {
	case plural.One:
		text = orElse(f.one, text)
	case plural.Few:
		text = orElse(f.few, text)
	case plural.Many:
		text = orElse(f.many, text)
	case plural.Other, plural.Zero, plural.Two:
	}
	return strings.ReplaceAll(text, "{n}", strconv.Itoa(n))
}

// length writes hours and minutes without the sign. It omits fractions of a
// minute.
func (c *catalogue) length(words *lengths, d time.Duration) string {
	d = abs(d)
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case hours == 0:
		return c.count(&words.minutes, minutes)
	case minutes == 0:
		return c.count(&words.hours, hours)
	}
	return c.count(&words.hoursAnd, hours) + " " + c.count(&words.minutes, minutes)
}

// ahead returns how much earlier end was than due: in whole wall-clock days,
// else in whole hours, else, if few minutes were promised, in whole minutes.
// worth is false if the difference is too small.
func (c *catalogue) ahead(end, due time.Time, promised time.Duration) (text string, worth bool) {
	if !end.Before(due) {
		return "", false
	}
	days := int(civil(due).Sub(civil(end)) / (24 * time.Hour))
	if end.AddDate(0, 0, days).After(due) {
		days--
	}
	if days > 0 {
		return c.count(&c.earlyDays, days), true
	}
	early := due.Sub(end)
	if hours := int(early / time.Hour); hours > 0 {
		return c.count(&c.earlyHours, hours), true
	}
	if minutes := int(early / time.Minute); minutes > 0 && promised <= fewMinutes && early >= promised/10 {
		return c.count(&c.earlyMinutes, minutes), true
	}
	return "", false
}

// fewMinutes is the longest promised time for which minutes are written.
const fewMinutes = 2 * time.Hour

// ahead returns how much earlier the promise was fulfilled than the customer
// was told. worth is false if the difference is too small.
func (t *text) ahead(c *catalogue) (text string, worth bool) {
	from := t.e.Made
	if t.e.Start.After(from) {
		from = t.e.Start
	}
	promised := t.said.Sub(from)
	if from.IsZero() {
		promised = 2 * fewMinutes
	}
	return c.ahead(t.end, t.said, promised)
}

// civil returns t's local date, as a time in UTC, in which days are 24 hours
// long.
func civil(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// upToMinute rounds up to the whole minute.
func upToMinute(d time.Duration) time.Duration {
	if d = abs(d); d%time.Minute > 0 && d < math.MaxInt64-time.Minute {
		d += time.Minute - d%time.Minute
	}
	return d
}

func abs(d time.Duration) time.Duration {
	if d < 0 {
		d = -max(d, -math.MaxInt64)
	}
	return d
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
