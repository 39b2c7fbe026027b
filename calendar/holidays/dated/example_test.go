package dated_test

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/us"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/holidays/dated"
)

// A program that needs one country imports that country's package only. The
// Fourth of July of 2026 is a Saturday, and taken on the Friday.
func Example() {
	days, err := dated.Days(us.Holidays, 2026, 2035)
	if err != nil {
		fmt.Println(err)
		return
	}
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		fmt.Println(err)
		return
	}
	desk, err := calendar.New(calendar.Config{
		Name: "Chicago desk",
		Zone: chicago,
		Week: calendar.MustWeek("Mo-Fr 08:00-17:00"),
		Days: days,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	thursday := time.Date(2026, time.July, 2, 16, 0, 0, 0, chicago)
	due, _ := desk.Add(thursday, 2*time.Hour)
	fmt.Println(due.Format("Mon 2 Jan 15:04"))
	fmt.Println(desk.Why(thursday.AddDate(0, 0, 1)))
	// Output:
	// Mon 6 Jul 09:00
	// Independence Day (observed)
}

// A list of your own: what is there, and a day of the firm's.
func ExampleDays() {
	outing := &cal.Holiday{
		Name:      "company outing",
		Month:     time.June,
		Weekday:   time.Friday,
		Offset:    2, // the second Friday
		StartYear: 2027,
		Func:      cal.CalcWeekdayOffset,
	}
	days, err := dated.Days([]*cal.Holiday{aa.NewYear, aa.EasterMonday, outing}, 2026, 2027)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range days {
		fmt.Println(d.On, d.Name)
	}
	// Output:
	// 2026-01-01 New Year's Day
	// 2026-04-06 Easter Monday
	// 2027-01-01 New Year's Day
	// 2027-03-29 Easter Monday
	// 2027-06-11 company outing
}
