package ical_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/ical"
)

func loadZone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation(name)
	require.NoError(tb, err)
	return zone
}

// in returns the configuration for a zone and the year 2026.
func in(tb testing.TB, zone string) ical.Config {
	tb.Helper()
	return ical.Config{Zone: loadZone(tb, zone), First: date.New(2026, time.January, 1), Last: date.New(2026, time.December, 31)}
}

// show writes a feed as lines: "2026-12-25 closed Christmas", "2026-12-24 open
// 09:00-12:00", "2026-01-08 break 10:00-11:30 all hands".
func show(feed *ical.Feed) string {
	var b strings.Builder
	line := func(words ...string) {
		b.WriteString(strings.TrimRight(strings.Join(words, " "), " ") + "\n")
	}
	for _, d := range feed.Days {
		if len(d.Hours) == 0 {
			line(d.On.String(), "closed", d.Name)
		} else {
			line(d.On.String(), "open", d.Hours.String(), d.Name)
		}
	}
	for _, x := range feed.Breaks {
		line(x.On.String(), "break", x.Hours.String(), x.Name)
	}
	for _, p := range feed.Ignored {
		line("ignored:", p.Error())
	}
	for _, p := range feed.Bad {
		line("bad:", p.Error())
	}
	return b.String()
}

// lines cuts indentation from a text in source.
func lines(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		b.WriteString(strings.TrimSpace(line) + "\n")
	}
	return b.String()
}

// read reads a feed that must be good.
func read(tb testing.TB, feed string, c ical.Config) *ical.Feed {
	tb.Helper()
	got, err := ical.Read(strings.NewReader(feed), c)
	require.NoError(tb, err)
	return got
}

// eventOf writes lines as a VEVENT of a VCALENDAR, with a UID.
func eventOf(text ...string) string {
	return calendarOf(append(append([]string{"BEGIN:VEVENT", "UID:x"}, text...), "END:VEVENT")...)
}
