package holidays_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/holidays"
)

// Ten years of holidays in a calendar, which can be stored and read back.
func Example() {
	days, err := holidays.For("DE-BY", 2026, 2035)
	if err != nil {
		fmt.Println(err)
		return
	}
	munich, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	cal, err := calendar.New(calendar.Config{
		Name: "Munich support",
		Zone: munich,
		Week: calendar.MustWeek("Mo-Fr 09:00-17:00"),
		Days: days,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	thursday := time.Date(2026, time.April, 2, 16, 0, 0, 0, munich)
	due, _ := cal.Add(thursday, 3*time.Hour)
	fmt.Println(due.Format("Mon 2 Jan 15:04"))
	fmt.Println(cal.Why(thursday.AddDate(0, 0, 1)))

	doc, _ := json.Marshal(cal)
	again, err := calendar.Parse(doc)
	fmt.Println(err, again.Equal(cal), again.Fingerprint() == cal.Fingerprint())
	// Output:
	// Tue 7 Apr 11:00
	// Karfreitag
	// <nil> true true
}

// The Fourth of July of 2026 is a Saturday. It is observed on the Friday, and both
// days are closed.
func ExampleFor() {
	days, err := holidays.For("US", 2026, 2026)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range days[5:8] {
		fmt.Println(d.On, d.Name)
	}
	// Output:
	// 2026-07-03 Independence Day (observed)
	// 2026-07-04 Independence Day
	// 2026-09-07 Labor Day
}

// A code that is not known is answered with those that are.
func ExampleFor_unknown() {
	_, err := holidays.For("AU", 2026, 2026)
	fmt.Println(err)
	// Output: holidays: code: unknown code "AU"; write a region: AU-ACT, AU-NSW, AU-NT, AU-QLD, AU-SA, AU-TAS, AU-VIC, AU-WA
}

func ExampleCodes() {
	codes := holidays.Codes()
	fmt.Println(codes[:4], len(codes))
	// Output: [AR AT AU-ACT AU-NSW] 96
}
