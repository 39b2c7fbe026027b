package ical_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/ical"
)

// many repeats a text, with its number for each %d.
func many(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// TestHostile reads feeds that are made to keep the reader busy, or to fill
// its memory. Each ends soon, most in an error.
func TestHostile(t *testing.T) {
	wide := ical.Config{
		Zone: loadZone(t, "Europe/Berlin"), First: date.New(1900, time.January, 1), Last: date.New(2189, time.December, 31),
		MaxBytes: 1 << 20, MaxEvents: 1500, MaxInstances: 20_000,
	}
	event := func(rest string) string {
		return "BEGIN:VEVENT\nUID:%d\nDTSTART:19000101T000000\nDURATION:PT1S\n" + rest + "\nEND:VEVENT\n"
	}
	whole := func(text string) string { return "BEGIN:VCALENDAR\n" + text + "END:VCALENDAR\n" }
	for _, c := range []struct {
		name, feed string
		want       string // in the error, "" for none
	}{
		{"a long line", whole("X-A:" + strings.Repeat("a", 2<<20) + "\n"), "more than 1048576 bytes"},
		{"a long line that matters", whole("BEGIN:VEVENT\nUID:x\nDTSTART:20260101\nSUMMARY:" + strings.Repeat("a", 1<<19) + "\nEND:VEVENT\n"), "longer than 262144 bytes"},
		{"folds without end", whole("BEGIN:VEVENT\nUID:x\nDTSTART:20260101\nSUMMARY:a" + strings.Repeat("\n a", 300_000) + "\nEND:VEVENT\n"), "longer than 262144 bytes"},
		{"empty folds without end", whole("X-A:" + strings.Repeat("\n ", 1<<19-20) + "\n"), ""},
		{"empty lines without end", whole(strings.Repeat("\n", 1<<20-100)), ""},
		{"components without end", strings.Repeat("BEGIN:VCALENDAR\n", 10_000), "nest deeper"},
		{"parameters without end", whole("BEGIN:VEVENT\nUID:x\nDTSTART" + strings.Repeat(";A=b", 10_000) + ":20260101\nEND:VEVENT\n"), "within 1024 bytes"},
		{"values of a parameter without end", whole("BEGIN:VEVENT\nUID:x\nDTSTART;A=b" + strings.Repeat(",b", 10_000) + ":20260101\nEND:VEVENT\n"), "within 1024 bytes"},
		{"parameters hidden by a backslash", whole("BEGIN:VEVENT\nUID:x\nDTSTART;A=\"\\\":" + strings.Repeat(";A=b", 10_000) + "\":20260101\nEND:VEVENT\n"), "backslash"},
		{"properties without end", whole("BEGIN:VEVENT\nDTSTART:20260101\n" + strings.Repeat("UID:\n", 200_000) + "END:VEVENT\n"), "uid: duplicate"},
		{"events without end", whole(many(1_501, "BEGIN:VEVENT\nUID:%d\nEND:VEVENT\n")), "more than 1500 calendars, events"},
		{"calendars without end", many(1_501, "BEGIN:VCALENDAR\nEND:VCALENDAR\n"), "more than 1500 calendars, events"},
		{"zones without end", whole(many(600, "BEGIN:VTIMEZONE\nTZID:%d\nBEGIN:STANDARD\nEND:STANDARD\nBEGIN:DAYLIGHT\nEND:DAYLIGHT\nEND:VTIMEZONE\n")), "more than 1500 calendars, events"},
		{"names of zones without end", whole(many(1_400, "BEGIN:VEVENT\nUID:%d\nDTSTART;TZID=Zone%d:20260101T000000\nEND:VEVENT\n")), "more than 1000 problems"},
		{"problems without end", whole(many(1_400, "BEGIN:VEVENT\nUID:%d\nEND:VEVENT\n")), "more than 1000 problems"},
		{"dates without end", whole("BEGIN:VEVENT\nUID:x\nDTSTART:20260101\n" + strings.Repeat("RDATE:"+strings.Repeat("20260101,", 500)+"20260101\n", 60) + "END:VEVENT\n"), "more than 20000 instances"},
		{"exclusions without end", whole("BEGIN:VEVENT\nUID:x\nDTSTART:20260101\n" + strings.Repeat("EXDATE:20260101\n", 25_000) + "END:VEVENT\n"), "more than 20000 instances"},

		{"every day for ever", whole(event("RRULE:FREQ=DAILY")), "more than 20000 instances"},
		{"a thousand million times", whole(event("RRULE:FREQ=DAILY;COUNT=1000000000")), "more than 20000 instances"},
		{"more times than an int of 32 bits holds", whole(event("RRULE:FREQ=DAILY;COUNT=2147483648")), "COUNT=2147483648 is out of range; write at most 2147483647"},
		{"two to the 32nd times a day", whole(event("RRULE:FREQ=DAILY;BYHOUR=" + numbers(1, 2048) + ";BYMINUTE=" + numbers(1, 2048) + ";BYSECOND=" + numbers(1, 1024))), "at most 1440 instances a day, got 4294967296"},
		{"many times a day", whole(event("RRULE:FREQ=DAILY;BYHOUR=" + numbers(0, 23) + ";BYMINUTE=" + numbers(0, 59))), "more than 20000 instances"},
		{"many times a day, once a century", whole(many(1_000, event("RRULE:FREQ=YEARLY;INTERVAL=100;BYHOUR="+numbers(0, 23)+";BYMINUTE="+numbers(0, 59)))), "more than 20000 instances"},
		{"every second", whole(event("RRULE:FREQ=SECONDLY")), "finer than a day"},
		{"an hour that never comes", whole(event("RRULE:FREQ=HOURLY;INTERVAL=2;BYHOUR=1")), "finer than a day"},
		{"a date that never comes", whole(many(1_000, event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))), "more than 20000 instances"},
		{"a date that never comes, day by day", whole(many(1_000, event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))), "more than 20000 instances"},
		{"a date that never comes, and the end is far", whole(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231")), "must have an instance after its start"},
		{"a week that never comes", whole(event("RRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;BYDAY=MO")), ""},
		{"a rule for all rules", whole(event("RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU," + strings.Join(everyWeekday(), ","))), "more than 20000 instances"},
		{"a long list", whole(event("RRULE:FREQ=YEARLY;BYMONTHDAY=" + strings.Repeat("1,", 10_000) + "1")), ""},
		{"years of long ago", whole(many(100, "BEGIN:VEVENT\nUID:%d\nDTSTART:00010101\nRRULE:FREQ=YEARLY;COUNT=9999\nEND:VEVENT\n")), "more than 20000 instances"},
		{"an instance of centuries", whole(many(10, "BEGIN:VEVENT\nUID:%d\nDTSTART:19000101\nDTEND:99991231\nEND:VEVENT\n")), "more than 20000 instances"},
		{"centuries every day", whole("BEGIN:VEVENT\nUID:x\nDTSTART:19000101\nDURATION:P36525D\nRRULE:FREQ=DAILY\nEND:VEVENT\n"), "more than 20000 instances"},
		{"a zone that changes every day", whole("BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:16010101T000000\nRRULE:FREQ=DAILY\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:x\nDTSTART;TZID=x:20260101T000000\nEND:VEVENT\n"), "more than 20000 instances"},
		{"a zone that changes back at once", whole("BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:20260101T000000\nTZOFFSETFROM:+2359\nTZOFFSETTO:-2359\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20260101T000001\nTZOFFSETFROM:-2359\nTZOFFSETTO:+2359\nEND:DAYLIGHT\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:x\nDTSTART;TZID=x:20260101T000000\nDURATION:P3D\nRRULE:FREQ=DAILY;COUNT=9\nEND:VEVENT\n"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ical.Read(strings.NewReader(c.feed), wide)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.want)
			require.Less(t, len(err.Error()), 1<<20)
			// It is no help to skip what is bad, if it is too much.
			if strings.Contains(c.want, "more than") {
				skipping := wide
				skipping.SkipBad = true
				_, err = ical.Read(strings.NewReader(c.feed), skipping)
				require.ErrorIs(t, err, ical.ErrTooLarge)
			}
		})
	}
}

func everyWeekday() (list []string) {
	for n := 1; n <= 53; n++ {
		for _, code := range dayCodes {
			list = append(list, fmt.Sprintf("%d%s", n, code), fmt.Sprintf("-%d%s", n, code))
		}
	}
	return list
}

// TestStopsReading checks that no more is read of an endless feed than its
// limit, and a buffer.
func TestStopsReading(t *testing.T) {
	c := in(t, "Europe/Berlin")
	c.MaxBytes = 100_000
	for _, text := range []string{"a", "\n", "\r\n ", "X-A:b\n", "BEGIN:VEVENT\nEND:VEVENT\n"} {
		endless := &endlessReader{text: text}
		_, err := ical.Read(io.MultiReader(strings.NewReader("BEGIN:VCALENDAR\n"), endless), c)
		require.ErrorIs(t, err, ical.ErrTooLarge, "%q", text)
		require.Less(t, endless.read, c.MaxBytes+10_000, "%q", text)
	}
}

type endlessReader struct {
	text string
	read int
}

func (r *endlessReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[(r.read+i)%len(r.text)]
	}
	r.read += len(p)
	return len(p), nil
}

// TestLimits shows that limits can be set, and where they lie.
func TestLimits(t *testing.T) {
	feed := calendarOf("BEGIN:VEVENT", "UID:x", "DTSTART:20260101", "RRULE:FREQ=WEEKLY;COUNT=10", "END:VEVENT")
	c := in(t, "Europe/Berlin")
	c.MaxBytes = len(feed)
	c.MaxEvents = 2 // the calendar and the event
	require.Len(t, read(t, feed, c).Days, 10)
	for _, tight := range []func(*ical.Config){
		func(c *ical.Config) { c.MaxBytes = len(feed) - 1 },
		func(c *ical.Config) { c.MaxEvents = 1 },
		func(c *ical.Config) { c.MaxInstances = 15 },
	} {
		tightened := c
		tight(&tightened)
		_, err := ical.Read(strings.NewReader(feed), tightened)
		require.ErrorIs(t, err, ical.ErrTooLarge)
	}
}
