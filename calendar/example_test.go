package calendar_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
)

func berlinOffice() *calendar.Calendar {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	cal, err := calendar.New(calendar.Config{
		Name: "Berlin support",
		Zone: berlin,
		Week: calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00"),
		Days: []calendar.Day{
			{On: calendar.Yearly(time.December, 25), Name: "Christmas Day"},
			{On: calendar.Once(date.New(2026, time.December, 24)), Hours: calendar.MustHours("09:00-12:00"), Name: "Christmas Eve"},
			{On: calendar.Easter(1), Name: "Easter Monday"},
		},
	})
	if err != nil {
		panic(err)
	}
	return cal
}

// Eight working hours after Wednesday noon before Christmas.
func Example() {
	cal := berlinOffice()
	wednesday := time.Date(2026, time.December, 23, 15, 0, 0, 0, cal.Zone())
	due, err := cal.Add(wednesday, 8*time.Hour)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(due.Format("Mon 2 Jan 15:04"))
	fmt.Println(cal.Between(wednesday, due))
	// Output:
	// Sat 26 Dec 12:30
	// 8h0m0s
}

// Adding stops at a close; subtracting stops at an opening.
func ExampleCalendar_Add() {
	cal := berlinOffice()
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, cal.Zone())
	due, _ := cal.Add(monday, 7*time.Hour+30*time.Minute)
	fmt.Println(due.Format("Mon 15:04"), cal.IsOpen(due))
	next, _ := cal.NextOpen(due)
	fmt.Println(next.Format("Mon 15:04"))
	// Output:
	// Mon 17:30 false
	// Tue 09:00
}

// A search on a calendar that never opens again fails at once.
func ExampleCalendar_Add_errors() {
	cal, _ := calendar.Parse([]byte(`{"name":"pop-up","zone":"UTC","days":[{"on":"2026-01-05","hours":"10:00-18:00"}]}`))
	_, err := cal.Add(time.Date(2026, time.January, 6, 0, 0, 0, 0, time.UTC), time.Hour)
	fmt.Println(err)
	// Output: calendar: pop-up: add 1h0m0s from 2026-01-06T00:00:00Z: never open
}

// Business days are not 24 hours of work.
func ExampleCalendar_AddDays() {
	cal := berlinOffice()
	friday := time.Date(2026, time.April, 3, 16, 0, 0, 0, cal.Zone())
	for n := 1; n <= 3; n++ {
		day, _ := cal.AddDays(friday, n)
		fmt.Println(n, day.Format("Mon 2 Jan 15:04"))
	}
	// Output:
	// 1 Sat 4 Apr 14:00
	// 2 Tue 7 Apr 16:00
	// 3 Wed 8 Apr 16:00
}

// When is one of two desks open, and when are both?
func ExampleUnion() {
	berlin, _ := calendar.Parse([]byte(`{"name":"Berlin","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`))
	newYork, _ := calendar.Parse([]byte(`{"name":"New York","zone":"America/New_York","week":"Mo-Fr 09:00-17:00"}`))
	either, _ := calendar.Union(berlin, newYork)
	both, _ := calendar.Intersect(berlin, newYork)
	monday := time.Date(2026, time.January, 5, 0, 0, 0, 0, berlin.Zone())
	fmt.Println(either.Between(monday, monday.AddDate(0, 0, 1)), both.Between(monday, monday.AddDate(0, 0, 1)))
	fmt.Println(either.Why(monday.Add(23*time.Hour + 30*time.Minute)))
	// Output:
	// 14h0m0s 2h0m0s
	// Berlin: after hours; New York: after hours
}

// Spans come one by one, in either direction.
func ExampleCalendar_Spans() {
	cal := berlinOffice()
	friday := time.Date(2026, time.December, 25, 0, 0, 0, 0, cal.Zone())
	for span := range cal.Spans(friday.AddDate(0, 0, -1), friday.AddDate(0, 0, 3)) {
		fmt.Println(span.From.Format("Mon 15:04"), span.To.Format("15:04"))
	}
	for span := range cal.Spans(friday, friday.AddDate(-1, 0, 0)) {
		fmt.Println("before:", span.From.Format("Mon 15:04"), span.To.Format("15:04"))
		break
	}
	// Output:
	// Thu 09:00 12:00
	// Sat 10:00 14:00
	// before: Thu 09:00 12:00
}

// Why a calendar is closed.
func ExampleCalendar_Why() {
	cal := berlinOffice()
	for _, t := range []time.Time{
		time.Date(2026, time.December, 25, 12, 0, 0, 0, cal.Zone()), time.Date(2026, time.December, 24, 15, 0, 0, 0, cal.Zone()),
		time.Date(2026, time.December, 27, 12, 0, 0, 0, cal.Zone()), time.Date(2026, time.December, 28, 12, 30, 0, 0, cal.Zone()),
	} {
		fmt.Println(cal.Why(t))
	}
	// Output:
	// Christmas Day
	// after hours (Christmas Eve)
	// closed on Sundays
	// between hours
}

// Weekly hours are opening_hours text; errors say where they lie.
func ExampleParseWeek() {
	week, err := calendar.ParseWeek("Mo-Fr 09:00-12:00,12:00-17:30; Sa 10:00-14:00; Su off")
	fmt.Println(week, err)
	_, err = calendar.ParseWeek("Mo-Fr 13:00-12:00")
	fmt.Println(err)
	// Output:
	// Mo-Fr 09:00-17:30; Sa 10:00-14:00 <nil>
	// calendar: week: mo: invalid window "13:00-12:00": closes before it opens; write 13:00-24:00 or swap the times (offset 6)
}

// Every problem of a document is reported at once, with its path.
func ExampleParse() {
	_, err := calendar.Parse([]byte(`{"zone":"Europe/Atlantis","week":"Mo-Fr 9-17","days":[{"on":"2026-02-30"}],"color":"red"}`))
	fmt.Println(err)
	// Output:
	// calendar: week: invalid time "9"; write HH:MM, from 00:00 to 24:00 (offset 6)
	// calendar: days[0].on: invalid date "2026-02-30"; write one like 2026-12-25, --12-25, first monday of september or easter+1
	// calendar: color: unknown field; expected one of version, name, zone, week, days, breaks, union, intersect, subtract
	// calendar: zone: unknown time zone "Europe/Atlantis"; write a name of the time zone database, like Europe/Berlin
}

// A calendar writes its canonical document.
func ExampleCalendar_MarshalJSON() {
	cal, _ := calendar.Parse([]byte(`{"zone":"UTC","week":"Mo 09:00-12:00,12:00-17:00; Tu 09:00-17:00","days":[{"on":"easter+1"},{"on":"2026-01-01","hours":"off"}]}`))
	doc, _ := json.Marshal(cal)
	fmt.Println(string(doc))
	// Output: {"zone":"UTC","week":"Mo,Tu 09:00-17:00","days":[{"on":"2026-01-01"},{"on":"easter+1"}]}
}

// When both desks can talk, and what an outage leaves of one.
func ExampleIntersect() {
	berlin, err := calendar.Parse([]byte(`{"name": "Berlin", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	newYork, err := calendar.Parse([]byte(`{"name": "New York", "zone": "America/New_York", "week": "Mo-Fr 09:00-17:00"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	outage, err := calendar.Parse([]byte(`{"name": "outage", "zone": "UTC", "days": [{"on": "2026-01-05", "hours": "14:00-15:30"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	both, _ := calendar.Intersect(berlin, newYork)
	left, _ := calendar.Subtract(both, outage)
	monday := time.Date(2026, time.January, 5, 0, 0, 0, 0, berlin.Zone())
	for _, cal := range []*calendar.Calendar{both, left} {
		for span := range cal.Spans(monday, monday.AddDate(0, 0, 1)) {
			fmt.Println(span.From.Format("Mon 15:04"), span.To.Format("15:04"), cal.Between(monday, monday.AddDate(0, 0, 7)))
		}
	}
	// Output:
	// Mon 15:00 17:00 10h0m0s
	// Mon 16:30 17:00 8h30m0s
}
