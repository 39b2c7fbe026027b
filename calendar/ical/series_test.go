package ical_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/ical"
)

// TestRecurrence reads one recurring event a case, in the calendar of Berlin
// and the year 2026 unless it says otherwise. January 5 is a Monday.
func TestRecurrence(t *testing.T) {
	for _, c := range []struct{ name, zone, event, want string }{
		{"count", "", "DTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=3", "01-05 01-12 01-19"},
		{"the start counts as one even if the rule does not name it", "", "DTSTART:20260105\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3", "01-05 01-06 01-13"},
		{"count begins at the start, not at the first date", "", "DTSTART:20251224\nRRULE:FREQ=DAILY;COUNT=10", "01-01 01-02"},
		{"several weekdays", "", "DTSTART:20260105\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=4", "01-05 01-07 01-09 01-12"},
		{"every other week, from Monday", "", "DTSTART:20260106\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "01-06 01-11 01-20 01-25"},
		{"every other week, from Sunday", "", "DTSTART:20260106\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "01-06 01-18 01-20 02-01"},
		{"last Friday of the month", "", "DTSTART:20260130\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "01-30 02-27 03-27"},
		{"last working day of the month", "", "DTSTART:20260130\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "01-30 02-27 03-31"},
		{"the 31st, in months that have one", "", "DTSTART:20260131\nRRULE:FREQ=MONTHLY;COUNT=4", "01-31 03-31 05-31 07-31"},
		{"leap day", "UTC", "DTSTART:20240229\nRRULE:FREQ=YEARLY", ""},
		{"yearly since long ago", "", "DTSTART:16040314\nRRULE:FREQ=YEARLY", "03-14"},
		{"Thanksgiving", "", "DTSTART:19701126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "11-26"},
		{"week 20", "", "DTSTART:19970512\nRRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "05-11"},
		{"week 53 begins in one year and ends in the next", "", "DTSTART:20201228\nRRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,TU,WE,TH,FR,SA,SU", "12-28 12-29 12-30 12-31"},
		{"a weekday and a numbered one", "", "DTSTART:20260105\nRRULE:FREQ=MONTHLY;BYDAY=MO,1TU;UNTIL=20260115", "01-05 01-06 01-12"},
		{"set positions count from the start of the week", "", "DTSTART:20260107\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=3", "01-07 01-14 01-21"},
		{"two rules", "", "DTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=MONTHLY;COUNT=2", "01-05 01-12 02-05"},
		{"times of dates mean nothing", "", "DTSTART:20260105\nRRULE:FREQ=DAILY;COUNT=2;BYHOUR=9,10", "01-05 01-06"},
		{"a semicolon at the end, and lower case", "", "DTSTART:20260105\nRRULE:freq=daily;count=2;", "01-05 01-06"},

		{"until a date", "", "DTSTART:20260105\nRRULE:FREQ=WEEKLY;UNTIL=20260119", "01-05 01-12 01-19"},
		{"until a date includes its times", "", "DTSTART:20260105T100000\nDTEND:20260105T110000\nRRULE:FREQ=WEEKLY;UNTIL=20260112", "01-05/10:00-11:00 01-12/10:00-11:00"},
		{"until a local time", "", "DTSTART:20260105T100000\nDTEND:20260105T110000\nRRULE:FREQ=WEEKLY;UNTIL=20260112T100000", "01-05/10:00-11:00 01-12/10:00-11:00"},
		{"until an instant", "", "DTSTART;TZID=Europe/Berlin:20260105T100000\nDTEND;TZID=Europe/Berlin:20260105T110000\nRRULE:FREQ=WEEKLY;UNTIL=20260112T090000Z", "01-05/10:00-11:00 01-12/10:00-11:00"},
		{"until a second before", "", "DTSTART;TZID=Europe/Berlin:20260105T100000\nDTEND;TZID=Europe/Berlin:20260105T110000\nRRULE:FREQ=WEEKLY;UNTIL=20260112T085959Z", "01-05/10:00-11:00"},
		{"dates until the midnight of Berlin", "", "DTSTART:20260105\nRRULE:FREQ=DAILY;UNTIL=20260106T230000Z", "01-05 01-06 01-07"},
		{"dates until the midnight of New York", "America/New_York", "DTSTART:20260105\nRRULE:FREQ=DAILY;UNTIL=20260106T230000Z", "01-05 01-06"},
		{"ended before it began", "", "DTSTART:20260105\nRRULE:FREQ=DAILY;UNTIL=20260104", ""},

		{"09:00 stays 09:00", "UTC", "DTSTART;TZID=Europe/Berlin:20260322T090000\nDTEND;TZID=Europe/Berlin:20260322T100000\nRRULE:FREQ=WEEKLY;COUNT=3", "03-22/08:00-09:00 03-29/07:00-08:00 04-05/07:00-08:00"},
		{"a time in the gap is the jump, and counts", "UTC", "DTSTART;TZID=Europe/Berlin:20260328T023000\nDTEND;TZID=Europe/Berlin:20260328T040000\nRRULE:FREQ=DAILY;COUNT=3", "03-28/01:30-03:00 03-29/01:00-02:00 03-30/00:30-02:00"},
		{"a time that comes twice is its first coming", "UTC", "DTSTART;TZID=Europe/Berlin:20261024T023000\nDTEND;TZID=Europe/Berlin:20261024T040000\nRRULE:FREQ=DAILY;COUNT=3", "10-24/00:30-02:00 10-25/00:30-03:00 10-26/01:30-03:00"},
		{"twice a day", "", "DTSTART:20260105T090000\nDURATION:PT30M\nRRULE:FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,15;COUNT=5", "01-05/09:00-09:30 01-05/09:15-09:45 01-05/14:00-14:30 01-05/14:15-14:45 01-06/09:00-09:30"},

		{"exdate", "", "DTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;VALUE=DATE:20260112,20260126\nEXDATE:20260105", "01-19 02-02"},
		{"exdate in another zone", "", "DTSTART;TZID=Europe/Berlin:20260105T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20260105T090000Z\nEXDATE;TZID=America/New_York:20260112T040000,20260119T040000", "01-26/10:00-11:00"},
		{"exdate of another time of day takes nothing out", "", "DTSTART:20260105T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:20260112T110000", "01-05/10:00-11:00 01-12/10:00-11:00"},
		{"a date as exdate of a time", "", "DTSTART:20260105T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE;VALUE=DATE:20260112", "01-05/10:00-11:00"},
		{"a time as exdate of a date", "", "DTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20260112T000000\nEXDATE;TZID=America/New_York:20260119T000000\nEXDATE:20260125T230000Z", "01-05"},
		{"exdate in the gap is the jump, like the instance", "UTC", "DTSTART;TZID=Europe/Berlin:20260328T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260329T010000Z", "03-28/01:30-02:30 03-30/00:30-01:30"},
		{"an exdate without a rule", "", "DTSTART:20260105\nEXDATE:20260105", ""},

		{"rdate", "", "DTSTART:20260105\nRDATE;VALUE=DATE:20260203,20260301\nRDATE:20260105", "01-05 02-03 03-01"},
		{"rdate in another zone", "", "DTSTART;TZID=Europe/Berlin:20260105T100000\nDTEND;TZID=Europe/Berlin:20260105T113000\nRDATE;TZID=America/New_York:20260108T100000\nRDATE:20260109T100000Z", "01-05/10:00-11:30 01-08/16:00-17:30 01-09/11:00-12:30"},
		{"rdate with periods", "", "DTSTART:20260105T100000\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260108T080000/20260108T093000,20260109T080000Z/PT15M", "01-05/10:00-11:00 01-08/08:00-09:30 01-09/09:00-09:15"},
		{"a period for an instance gives it another end", "", "DTSTART:20260105T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nRDATE;VALUE=PERIOD:20260106T100000/PT3H", "01-05/10:00-11:00 01-06/10:00-13:00"},
		{"periods alone last", "", "DTSTART:20260105T100000\nRDATE;VALUE=PERIOD:20260106T100000/PT3H", "01-06/10:00-13:00"},
		{"rdate taken out again", "", "DTSTART:20260105\nRDATE:20260203\nEXDATE:20260203", "01-05"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := in(t, "Europe/Berlin")
			if c.zone != "" {
				config.Zone = loadZone(t, c.zone)
			}
			feed := read(t, eventOf(strings.Split(c.event, "\n")...), config)
			if diff := cmp.Diff(c.want, brief(feed)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// brief writes dates and breaks of 2026 on one line.
func brief(feed *ical.Feed) string {
	var list []string
	for _, d := range feed.Days {
		list = append(list, strings.TrimPrefix(d.On.String(), "2026-"))
	}
	for _, x := range feed.Breaks {
		list = append(list, strings.TrimPrefix(x.On.String(), "2026-")+"/"+x.Hours.String())
	}
	return strings.Join(list, " ")
}

// TestSeries reads several events with one UID.
func TestSeries(t *testing.T) {
	const weekly = "DTSTART;TZID=Europe/Berlin:20260105T100000\nDTEND;TZID=Europe/Berlin:20260105T110000\nRRULE:FREQ=WEEKLY;COUNT=4\nSEQUENCE:1\nDTSTAMP:20260101T000000Z"
	for _, c := range []struct {
		name   string
		events []string
		want   string
	}{
		{"moved", []string{weekly, "RECURRENCE-ID;TZID=Europe/Berlin:20260112T100000\nDTSTART:20260113T150000\nDURATION:PT2H"}, "01-05/10:00-11:00 01-13/15:00-17:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"moved, named by its instant", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nDTSTART:20260113T150000\nDURATION:PT2H"}, "01-05/10:00-11:00 01-13/15:00-17:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"moved, named by its date", []string{weekly, "RECURRENCE-ID;VALUE=DATE:20260112\nDTSTART:20260113T150000\nDURATION:PT2H"}, "01-05/10:00-11:00 01-13/15:00-17:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"moved onto another instance", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nDTSTART:20260119T100000\nDURATION:PT2H"}, "01-05/10:00-11:00 01-19/10:00-11:00 01-19/10:00-12:00 01-26/10:00-11:00"},
		{"the change comes first", []string{"RECURRENCE-ID:20260112T090000Z\nDTSTART:20260113T150000\nDURATION:PT2H", weekly}, "01-05/10:00-11:00 01-13/15:00-17:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"one cancelled", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nSTATUS:CANCELLED"}, "01-05/10:00-11:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"one made free", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nDTSTART:20260112T100000\nDURATION:PT1H\nTRANSP:TRANSPARENT"}, "01-05/10:00-11:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"one made a whole day", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nDTSTART:20260112"}, "01-12 01-05/10:00-11:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"moved from a year into another", []string{"DTSTART:20251230\nRRULE:FREQ=DAILY;COUNT=4", "RECURRENCE-ID:20251230\nDTSTART:20260301", "RECURRENCE-ID:20260102\nDTSTART:20271231"}, "01-01 03-01"},
		{"the first instance moved", []string{"DTSTART:20260105\nRRULE:FREQ=DAILY;COUNT=2", "RECURRENCE-ID:20260105\nDTSTART:20260301"}, "01-06 03-01"},
		{"an instance of a series that is not there", []string{"RECURRENCE-ID:20260112T090000Z\nDTSTART:20260113T150000\nDURATION:PT2H"}, "01-13/15:00-17:00"},
		{"higher sequence", []string{"DTSTART:20260105\nSEQUENCE:2", "DTSTART:20260106\nSEQUENCE:10", "DTSTART:20260107"}, "01-06"},
		{"later stamp", []string{"DTSTART:20260105\nDTSTAMP:20250101T000000Z", "DTSTART:20260106\nDTSTAMP:20250102T000000Z", "DTSTART:20260107"}, "01-06"},
		{"sequence before stamp", []string{"DTSTART:20260105\nSEQUENCE:1\nDTSTAMP:20250101T000000Z", "DTSTART:20260106\nDTSTAMP:20250102T000000Z"}, "01-05"},
		{"a change changed again", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nSEQUENCE:2\nDTSTART:20260113T150000\nDURATION:PT2H", "RECURRENCE-ID;TZID=Europe/Berlin:20260112T100000\nSEQUENCE:3\nDTSTART:20260114T150000\nDURATION:PT2H"}, "01-05/10:00-11:00 01-14/15:00-17:00 01-19/10:00-11:00 01-26/10:00-11:00"},
		{"all cancelled", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nDTSTART:20260113T150000\nDURATION:PT2H", "SEQUENCE:2\nSTATUS:CANCELLED"}, ""},
		{"all cancelled, and one set anew", []string{weekly, "RECURRENCE-ID:20260112T090000Z\nSEQUENCE:3\nDTSTART:20260113T150000\nDURATION:PT2H", "SEQUENCE:2\nSTATUS:CANCELLED"}, "01-13/15:00-17:00"},
		{"a cancellation that is out of date", []string{weekly, "SEQUENCE:0\nSTATUS:CANCELLED"}, "01-05/10:00-11:00 01-12/10:00-11:00 01-19/10:00-11:00 01-26/10:00-11:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var events []string
			for _, ev := range c.events {
				events = append(events, append(append([]string{"BEGIN:VEVENT", "UID:x"}, strings.Split(ev, "\n")...), "END:VEVENT")...)
			}
			if diff := cmp.Diff(c.want, brief(read(t, calendarOf(events...), in(t, "Europe/Berlin")))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestMethodCancel reads a cancellation, alone and after what it cancels.
func TestMethodCancel(t *testing.T) {
	request := calendarOf("METHOD:REQUEST", "BEGIN:VEVENT", "UID:x", "DTSTART:20261224", "END:VEVENT", "BEGIN:VEVENT", "UID:y", "DTSTART:20261225", "END:VEVENT")
	cancel := calendarOf("METHOD:CANCEL", "BEGIN:VEVENT", "UID:x", "SEQUENCE:1", "END:VEVENT")
	c := in(t, "Europe/Berlin")
	require.Equal(t, "12-24 12-25", brief(read(t, request, c)))
	require.Empty(t, brief(read(t, cancel, c)))
	require.Equal(t, "12-25", brief(read(t, request+cancel, c)))
	require.Equal(t, "12-25", brief(read(t, cancel+request, c)))
}
