package ical_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/ical"
)

// FuzzRead checks that no feed panics, that what is read makes a calendar, and
// that the closures of that are written and read back.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.ics"))
	require.NoError(f, err)
	for _, name := range files {
		text, err := os.ReadFile(filepath.Clean(name))
		require.NoError(f, err)
		for zone := range hardZones {
			f.Add(text, uint8(zone), zone%2 == 0)
		}
	}
	for _, text := range []string{
		"", "BEGIN:VCALENDAR\nEND:VCALENDAR",
		eventOf("DTSTART;TZID=America/New_York:20261101T013000", "DURATION:PT1H30M", "RRULE:FREQ=MONTHLY;BYDAY=-1FR,2MO;UNTIL=20270101T000000Z", "EXDATE;VALUE=DATE:20261101", "RDATE;VALUE=PERIOD:20260108T080000/PT1H"),
		eventOf("DTSTART:20260105T220000Z", "DTEND;TZID=Asia/Tehran:20260107T080000", "RRULE:FREQ=YEARLY;BYWEEKNO=1,53,-1;WKST=SU", "SUMMARY:\\n\\,\\;\\\\"),
		calendarOf("METHOD:CANCEL", "BEGIN:VEVENT", "UID:x", "RECURRENCE-ID:20260105", "SEQUENCE:3", "STATUS:CANCELLED", "END:VEVENT"),
	} {
		f.Add([]byte(text), uint8(0), true)
	}
	f.Fuzz(func(t *testing.T, feed []byte, zone uint8, opens bool) {
		c := ical.Config{
			Zone: loadZone(t, hardZones[int(zone)%len(hardZones)]), First: date.New(2025, time.December, 1), Last: date.New(2027, time.January, 31),
			MaxBytes: 1 << 20, MaxEvents: 500, MaxInstances: 5000, Transparent: ical.CountAll,
		}
		if opens {
			c.Timed = ical.Open
		}
		strict, err := ical.Read(bytes.NewReader(feed), c)
		c.SkipBad = true
		got, skipErr := ical.Read(bytes.NewReader(feed), c)
		if err == nil && (skipErr != nil || cmp.Diff(show(strict), show(got)) != "") {
			t.Fatalf("%v; skipping, %v", err, skipErr)
		}
		if skipErr != nil {
			return
		}
		var problem *ical.Problem
		if err != nil && !errors.As(err, &problem) && !errors.Is(err, ical.ErrTooLarge) {
			t.Fatalf("%v, but nothing is wrong when skipping", err)
		}
		if (err == nil) != (len(got.Bad) == 0) {
			t.Fatalf("%v, but bad are %v", err, got.Bad)
		}
		week := "24/7"
		if opens {
			week = "Mo-Fr 09:00-17:00"
		}
		cal, err := calendar.New(calendar.Config{Zone: c.Zone, Week: calendar.MustWeek(week), Days: got.Days, Breaks: got.Breaks})
		if err != nil {
			t.Fatalf("%s\nmakes no calendar: %v", show(got), err)
		}
		if !opens {
			readsBack(t, cal, c)
		}
	})
}

// readsBack checks that closures are written and read back.
func readsBack(t *testing.T, cal *calendar.Calendar, c ical.Config) {
	t.Helper()
	from, to := cal.At(c.First, 0), cal.At(c.Last+1, 0)
	text := written(t, cal, ical.Export{From: from, To: to, Stamp: from})
	checkText(t, text)
	c.SkipBad, c.MaxBytes, c.MaxEvents, c.MaxInstances = false, 0, 0, 0
	feed := read(t, text, c)
	again, err := calendar.New(calendar.Config{Zone: c.Zone, Week: calendar.MustWeek("24/7"), Days: feed.Days, Breaks: feed.Breaks})
	require.NoError(t, err)
	if diff := cmp.Diff(closedByName(cal, from, to), closedByName(again, from, to)); diff != "" {
		t.Fatalf("%s\n(-want +got):\n%s", text, diff)
	}
}

// FuzzRule checks that no rule panics or runs for long, and that its dates do
// not depend on where one begins to look.
func FuzzRule(f *testing.F) {
	for _, rule := range []string{
		"FREQ=DAILY;INTERVAL=3;BYMONTH=1,2", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=9", "FREQ=MONTHLY;BYDAY=MO,-1TU;BYSETPOS=1,-1", "FREQ=YEARLY;BYWEEKNO=52,53,-53;BYDAY=MO,SU",
		"FREQ=YEARLY;BYYEARDAY=1,-1,366;UNTIL=20300101", "FREQ=YEARLY;BYDAY=53MO,-53SU", "FREQ=MONTHLY;BYMONTHDAY=29,30,31,-31", "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
	} {
		f.Add(rule, int32(9000), int32(800))
	}
	f.Fuzz(func(t *testing.T, rule string, start, ahead int32) {
		if strings.ContainsAny(rule, "\r\n") {
			return
		}
		first := date.New(1990, time.January, 1) + date.Date(start%15000)
		feed := eventOf("DTSTART;VALUE=DATE:"+dateText(first), "RRULE:"+rule)
		if first.Year() < 1 {
			return
		}
		whole := ical.Config{Zone: time.UTC, First: date.New(1950, time.January, 1), Last: date.New(2060, time.January, 1)}
		all, err := ical.Read(strings.NewReader(feed), whole)
		if err != nil {
			return
		}
		part := whole
		part.First = date.New(2000, time.January, 1) + date.Date(uint32(ahead)%18000)
		some, err := ical.Read(strings.NewReader(feed), part)
		if err != nil {
			t.Fatalf("%s from %s: %v from %s on, but not before", rule, first, err, part.First)
		}
		var want []string
		for _, d := range all.Days {
			if on, _ := d.On.IsOnce(); on >= part.First {
				want = append(want, d.On.String())
			}
		}
		var got []string
		for _, d := range some.Days {
			got = append(got, d.On.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s from %s, from %s on (-want +got):\n%s", rule, first, part.First, diff)
		}
	})
}
