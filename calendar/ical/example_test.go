package ical_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/ical"
)

const teamFeed = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:christmas
DTSTART;VALUE=DATE:20201225
RRULE:FREQ=YEARLY
SUMMARY:Christmas Day
END:VEVENT
BEGIN:VEVENT
UID:all-hands
DTSTART;TZID=America/New_York:20261203T090000
DTEND;TZID=America/New_York:20261203T093000
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=America/New_York:20261210T090000
SUMMARY:All hands
END:VEVENT
END:VCALENDAR
`

// A team's feed closes days and hours of the Berlin desk.
func ExampleRead() {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	feed, err := ical.Read(strings.NewReader(teamFeed), ical.Config{
		Zone:  berlin,
		First: date.New(2026, time.January, 1), Last: date.New(2026, time.December, 31),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range feed.Days {
		fmt.Println(d.On, d.Hours, d.Name)
	}
	for _, b := range feed.Breaks {
		fmt.Println(b.On, b.Hours, b.Name)
	}
	cal, err := calendar.New(calendar.Config{
		Zone: berlin, Week: calendar.MustWeek("Mo-Fr 09:00-17:00"), Days: feed.Days, Breaks: feed.Breaks,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cal.Why(time.Date(2026, time.December, 17, 15, 10, 0, 0, berlin)))
	// Output:
	// 2026-12-25 off Christmas Day
	// 2026-12-03 15:00-15:30 All hands
	// 2026-12-17 15:00-15:30 All hands
	// break: All hands
}

// Every problem is told at once, with its line; or bad events are skipped, and
// returned.
func ExampleRead_errors() {
	feed := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261224\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nUID:2\nDTSTART;TZID=Office Time:20261224T090000\nEND:VEVENT\nBEGIN:VEVENT\nUID:3\nDTSTART:24.12.2026\nEND:VEVENT\nEND:VCALENDAR\n"
	c := ical.Config{Zone: time.UTC, First: date.New(2026, time.January, 1), Last: date.New(2026, time.December, 31)}
	_, err := ical.Read(strings.NewReader(feed), c)
	fmt.Println(err)
	c.SkipBad = true
	read, err := ical.Read(strings.NewReader(feed), c)
	fmt.Println(len(read.Days), "day,", len(read.Bad), "bad,", err)
	// Output:
	// ical: line 8: event "2": dtstart: unknown tzid "Office Time": neither a zone of the time zone database nor defined by a VTIMEZONE; write one like Europe/Berlin, or define it
	// ical: line 12: event "3": dtstart: invalid date or time "24.12.2026"; write 20261225, 20261225T090000 or 20261225T090000Z
	// 1 day, 2 bad, <nil>
}

// The closures of a calendar, for the calendar programs of people.
func ExampleWrite() {
	cal, err := calendar.Parse([]byte(`{"name":"Berlin support","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00",
		"days":[{"on":"--12-25","name":"Christmas Day"}],
		"breaks":[{"on":"2026-12-17","hours":"15:00-15:30","name":"All hands"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	var text strings.Builder
	err = ical.Write(&text, cal, ical.Export{
		From:  time.Date(2026, time.December, 1, 0, 0, 0, 0, cal.Zone()),
		To:    time.Date(2027, time.January, 1, 0, 0, 0, 0, cal.Zone()),
		Stamp: time.Date(2026, time.November, 20, 8, 30, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(strings.ReplaceAll(text.String(), "\r\n", "\n"))
	// Output:
	// BEGIN:VCALENDAR
	// VERSION:2.0
	// PRODID:-//underpromise//calendar//EN
	// METHOD:PUBLISH
	// X-WR-CALNAME:Berlin support
	// BEGIN:VEVENT
	// UID:fa4fcf38f7e9a7d7ae761f654c93421f@calendar.underpromise
	// DTSTAMP:20261120T083000Z
	// DTSTART:20261217T140000Z
	// DTEND:20261217T143000Z
	// SUMMARY:All hands
	// TRANSP:OPAQUE
	// END:VEVENT
	// BEGIN:VEVENT
	// UID:db6dbb2de8a421f5dbf3015940644111@calendar.underpromise
	// DTSTAMP:20261120T083000Z
	// DTSTART;VALUE=DATE:20261225
	// DTEND;VALUE=DATE:20261226
	// SUMMARY:Christmas Day
	// TRANSP:OPAQUE
	// END:VEVENT
	// END:VCALENDAR
}
