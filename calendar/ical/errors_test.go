package ical_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/ical"
)

// TestErrors holds every message in one file, so that a reader can judge them.
func TestErrors(t *testing.T) {
	var b strings.Builder
	show := func(input string, err error) {
		b.WriteString(strings.ToValidUTF8(input, "\\xff") + "\n")
		if err == nil {
			b.WriteString("\tno error\n")
			return
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			b.WriteString("\t" + line + "\n")
		}
	}
	c := in(t, "Europe/Berlin")
	readAll := func(title, feed string) {
		_, err := ical.Read(strings.NewReader(feed), c)
		show(title, err)
	}

	b.WriteString("# feeds\n")
	for _, feed := range []string{
		"", "\n\n", "<!DOCTYPE html>\n<html>", "BEGIN:VEVENT\nEND:VEVENT", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x", "BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR",
		"BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR", "BEGIN:VCALENDAR\nEND:VCALENDAR\nX:y", "BEGIN:VCALENDAR\rEND:VCALENDAR", "B\x00E\x00G\x00I\x00N\x00:\x00V\x00",
		"BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR", "BEGIN:VCALENDAR\nCALSCALE:JULIAN\nEND:VCALENDAR", "BEGIN:VCALENDAR\nMETHOD:PUBLISH\nMETHOD:CANCEL\nEND:VCALENDAR",
	} {
		readAll(fmt.Sprintf("%q", feed), feed)
	}

	b.WriteString("\n# events\n")
	for _, event := range []string{
		"", "DTSTART:", "DTSTART:2026-01-05", "DTSTART:20260230", "DTSTART:20260105T2400", "DTSTART:20260105T240000", "DTSTART:20260105T100000.5", "DTSTART:20260105T100000+0100",
		"DTSTART;VALUE=DATE:20260105T100000", "DTSTART;VALUE=DATE-TIME:20260105", "DTSTART;VALUE=TEXT:20260105", "DTSTART;TZID=Nowhere/Here:20260105T100000", "DTSTART;TZID=W. Europe Standard Time:20260105T100000",
		"DTSTART;TZID=:20260105T100000", "DTSTART;TZID=Europe/Berlin,UTC:20260105T100000", "DTSTART;TZID=Europe/Berlin;tzid=UTC:20260105T100000", "DTSTART;TZID=../../etc/passwd:20260105T100000",
		"DTSTART:20260105\nDTSTART:20260106", "DTSTART;X=\"a:20260105", "DTSTART;X:20260105", "DTSTART;X=a\"b:20260105", "DTSTART;X=\\:20260105", "DTSTART ;X=a:20260105",
		"DTSTART;" + strings.Repeat("X=a;", 40) + "X=a:20260105", "DTSTART;X=" + strings.Repeat("a", 1100) + ":20260105", "DTSTART:20260105\nSUMMARY:\xff", "DTSTART:20260105\nSUMMARY:" + strings.Repeat("a", 300<<10),
		"DTSTART:20260105\nDTEND:20260105", "DTSTART:20260105\nDTEND:20260104", "DTSTART:20260105\nDTEND:20260106T100000", "DTSTART:20260105T100000\nDTEND:20260106", "DTSTART:20260105T100000\nDTEND:20260105T090000",
		"DTSTART:20260105T100000\nDTEND:20260105T085959Z", "DTSTART:20260105T100000\nDTEND:x\nDURATION:PT1H", "DTSTART:20260105T100000\nDTEND:20260105T110000\nDURATION:PT1H",
		"DTSTART:20260105\nDURATION:PT24H", "DTSTART:20260105\nDURATION:P0D", "DTSTART:20260105\nDURATION:-P1D", "DTSTART:20260105T100000\nDURATION:1H", "DTSTART:20260105T100000\nDURATION:PT", "DTSTART:20260105T100000\nDURATION:P1DT1M1H",
		"DTSTART:20260105T100000\nDURATION:P99999999999W", "DTSTART:20260105T100000\nDURATION:P999999W", "DTSTART:20260105T100000\nDURATION:P1M", "DTSTART:20260105\nSEQUENCE:two", "DTSTART:20260105\nSEQUENCE:-1",
		"DTSTART:20260105\nRDATE:20260106T100000", "DTSTART:20260105T100000\nDURATION:PT1H\nRDATE;VALUE=DATE:20260106", "DTSTART:20260105T100000\nDURATION:PT1H\nRDATE:20260106T100000,,20260107T100000", "DTSTART:20260105\nRDATE;VALUE=PERIOD:20260106/P1D",
		"DTSTART:20260105T100000\nRDATE;VALUE=PERIOD:20260106T100000/20260106T100000", "DTSTART:20260105T100000\nRDATE;VALUE=PERIOD:20260106T100000/P", "DTSTART:20260105\nEXDATE:tomorrow", "DTSTART:20260105\nEXRULE:FREQ=DAILY",
		"DTSTART:20260105\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260105", "DTSTART:20260105\nRECURRENCE-ID;RANGE=THISANDPRIOR:20260105", "DTSTART:20260105\nRECURRENCE-ID:x", "DTSTART:20260105\nRECURRENCE-ID:20260105\nRRULE:FREQ=DAILY\nRDATE:20260106",
		"DTSTART:20260105\nDTEND:x\nRECURRENCE-ID:y\nSEQUENCE:z",
	} {
		title := event
		if len(title) > 200 {
			title = title[:40] + "..."
		}
		readAll(strings.ReplaceAll(title, "\n", " | "), eventOf(strings.Split(event, "\n")...))
	}
	readAll("no uid", calendarOf("BEGIN:VEVENT", "DTSTART:x", "SUMMARY:Christmas", "END:VEVENT", "BEGIN:VEVENT", "DTSTART:x", "END:VEVENT"))
	readAll("twice otherwise", calendarOf("BEGIN:VEVENT", "UID:x", "DTSTART:20260105", "END:VEVENT", "BEGIN:VEVENT", "UID:x", "DTSTART:20260106", "END:VEVENT"))

	b.WriteString("\n# rules\n")
	for _, rule := range []string{
		"", "DAILY", "FREQ=", "FREQ=FORTNIGHTLY", "INTERVAL=2", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;;COUNT=2", "FREQ=DAILY;BYEASTER=1", "FREQ=DAILY;DTSTART=20260105", "FREQ=DAILY;RSCALE=CHINESE", "FREQ=DAILY;X-A=1",
		"FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY;INTERVAL=2;BYHOUR=1", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=WEEKLY;INTERVAL=1000000000", "FREQ=WEEKLY;INTERVAL=99999999999999999999", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=many",
		"FREQ=DAILY;COUNT=2;UNTIL=20260201", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;WKST=XX", "FREQ=DAILY;WKST=2MO", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-53MO", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=YEARLY;BYMONTH=2;BYDAY=53MO", "FREQ=YEARLY;BYDAY=54MO",
		"FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=MONDAY", "FREQ=MONTHLY;BYDAY=X", "FREQ=MONTHLY;BYWEEKNO=1", "FREQ=DAILY;BYYEARDAY=1", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;BYSETPOS=1",
		"FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
	} {
		readAll(rule, eventOf("DTSTART:20260105", "RRULE:"+rule))
	}
	readAll("FREQ=DAILY;BYHOUR=24", eventOf("DTSTART:20260105T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYHOUR=24"))
	readAll("FREQ=DAILY;BYSECOND=60", eventOf("DTSTART:20260105T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYSECOND=60"))
	readAll("FREQ=DAILY;BYHOUR=0,1,...;BYMINUTE=0,1,...;BYSECOND=0,1", eventOf("DTSTART:20260105T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYHOUR="+numbers(0, 23)+";BYMINUTE="+numbers(0, 59)+";BYSECOND=0,1"))

	b.WriteString("\n# zones\n")
	good := "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:STANDARD"
	for _, text := range []string{
		"", strings.Replace(good, "DTSTART:19700101T000000\n", "", 1), strings.Replace(good, "TZOFFSETFROM:+0100\n", "", 1), strings.Replace(good, "+0200", "0200", 1), strings.Replace(good, "+0200", "+2500", 1),
		strings.Replace(good, "+0200", "+0260", 1), strings.Replace(good, "T000000", "T000000Z", 1), strings.Replace(good, "T000000", "", 1), strings.Replace(good, "END", "RRULE:FREQ=HOURLY\nEND", 1), strings.Replace(good, "END", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND", 1),
		strings.Replace(good, "END", "RDATE:1970\nEND", 1), strings.Replace(good, "END", "TZOFFSETTO:+0300\nEND", 1), "TZID:Otherwise\n" + good, strings.Repeat(good+"\n", 201),
	} {
		title := text
		if len(title) > 200 {
			title = title[:40] + "..."
		}
		readAll(strings.ReplaceAll(title, "\n", " | "), calendarOf(append(timezone("Here", text), "BEGIN:VEVENT", "UID:x", "DTSTART;TZID=Here:20260105T100000", "END:VEVENT")...))
	}
	readAll("defined twice otherwise", calendarOf(append(append(timezone("Here", good), timezone("Here", strings.Replace(good, "+0200", "+0300", 1))...), "BEGIN:VEVENT", "UID:x", "DTSTART;TZID=Here:20260105T100000", "END:VEVENT")...))

	b.WriteString("\n# configurations\n")
	for i, c := range []ical.Config{
		{},
		{Zone: time.Local, First: date.New(1899, 12, 31), Last: date.New(2190, 1, 1)},
		{Zone: time.FixedZone("Europe/Berlin", 3600), First: date.New(2026, 1, 1), Last: date.New(2190, 1, 1)},
		{Zone: time.UTC, First: date.New(2026, 1, 2), Last: date.New(2026, 1, 1), Timed: 3, Transparent: 4, MaxBytes: -1, MaxEvents: 1 << 30, MaxInstances: 1 << 30},
	} {
		_, err := ical.Read(strings.NewReader(""), c)
		show(fmt.Sprintf("config %d", i), err)
	}
	show("reader", func() error {
		_, err := ical.Read(io.MultiReader(strings.NewReader("BEGIN:VCALENDAR\nX-A:"), iotest.ErrReader(errors.New("connection reset"))), c)
		return err
	}())
	var k ical.Kind
	show("kind", k.UnmarshalText([]byte("ajar")))
	_, err := k.MarshalText()
	show("zero kind", err)

	b.WriteString("\n# exports\n")
	show("nothing", ical.Write(io.Discard, calendar.Always(), ical.Export{}))
	now := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	show("backwards", ical.Write(io.Discard, calendar.Always(), ical.Export{From: now, To: now.Add(-time.Second), Stamp: now, What: 3, MaxEvents: -1}))
	show("backwards, otherwise right", ical.Write(io.Discard, calendar.Always(), ical.Export{From: now, To: now.Add(-time.Second), Stamp: now}))
	show("no calendar", ical.Write(io.Discard, nil, ical.Export{From: now, To: now, Stamp: now}))
	show("too many", ical.Write(io.Discard, office(t), ical.Export{From: now, To: now.AddDate(1, 0, 0), Stamp: now, What: ical.Open, MaxEvents: 100}))
	documenttest.Golden(t, "errors.golden", b.String())
}

func numbers(from, to int) string {
	var list []string
	for n := from; n <= to; n++ {
		list = append(list, fmt.Sprint(n))
	}
	return strings.Join(list, ",")
}

// TestTypedErrors shows what a caller can branch on.
func TestTypedErrors(t *testing.T) {
	c := in(t, "Europe/Berlin")
	_, err := ical.Read(strings.NewReader(eventOf("DTSTART:20260105", "DTEND:20260104")), c)
	var problem *ical.Problem
	require.ErrorAs(t, err, &problem)
	require.Equal(t, "x", problem.UID)
	require.Equal(t, 7, problem.Line)

	c.MaxEvents = 1
	_, err = ical.Read(strings.NewReader(eventOf("DTSTART:20260105")+eventOf("DTSTART:20260105")), c)
	require.ErrorIs(t, err, ical.ErrTooLarge)

	reset := errors.New("connection reset")
	_, err = ical.Read(iotest.ErrReader(reset), in(t, "UTC"))
	require.ErrorIs(t, err, reset)

	_, err = ical.Read(strings.NewReader(""), ical.Config{})
	var field *document.FieldError
	require.ErrorAs(t, err, &field)
	require.Equal(t, "zone", field.Path)

	failed := errors.New("disk full")
	now := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	require.ErrorIs(t, ical.Write(failingWriter{failed}, office(t), ical.Export{From: now, To: now, Stamp: now}), failed)
	var b bytes.Buffer
	require.ErrorIs(t, ical.Write(&b, office(t), ical.Export{From: now, To: now.AddDate(1, 0, 0), Stamp: now, What: ical.Open, MaxEvents: 1}), ical.ErrTooLarge)
	require.Empty(t, b.String(), "nothing is written")
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

// TestWords checks that the enumerations are written and read back.
func TestWords(t *testing.T) {
	type both struct {
		Kind         ical.Kind
		Transparency ical.Transparency
	}
	for _, want := range []both{{ical.Closed, ical.CountAllDay}, {ical.Open, ical.CountAll}, {ical.Open, ical.CountNone}} {
		text, err := json.Marshal(want)
		require.NoError(t, err)
		require.Contains(t, string(text), want.Kind.String())
		require.Contains(t, string(text), want.Transparency.String())
		var got both
		require.NoError(t, json.Unmarshal(text, &got))
		require.Equal(t, want, got)
	}
	require.Empty(t, ical.Kind(0).String())
	require.Error(t, new(ical.Transparency).UnmarshalText([]byte("All")))
}
