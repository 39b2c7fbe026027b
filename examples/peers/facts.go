package main

import (
	"fmt"
	"io"
	"time"

	"github.com/rickar/cal/v2"

	"github.com/underpromise/underpromise/calendar"
)

// A fact is a question to which the two libraries give different answers, both
// found by asking them.
type fact struct{ question, ours, theirs string }

// facts asks.
func facts() ([]fact, error) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		return nil, err
	}
	office, err := calendar.New(calendar.Config{Zone: newYork, Week: calendar.MustWeek("Mo-Su 09:00-17:00")})
	if err != nil {
		return nil, err
	}
	night, err := calendar.New(calendar.Config{Zone: newYork, Week: calendar.MustWeek("Mo-Su 22:00-06:00")})
	if err != nil {
		return nil, err
	}
	their := func(opens, closes time.Duration) *cal.BusinessCalendar {
		c := cal.NewBusinessCalendar()
		for day := time.Sunday; day <= time.Saturday; day++ {
			c.SetWorkday(day, true)
		}
		c.SetWorkHours(opens, closes)
		return c
	}
	theirOffice, theirNight := their(9*time.Hour, 17*time.Hour), their(22*time.Hour, 6*time.Hour)
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 0, 0, 0, newYork)
	}
	list := []fact{
		{
			"is it open at the close, 17:00?",
			fmt.Sprint(office.IsOpen(at(time.June, 1, 17))), fmt.Sprint(theirOffice.IsWorkTime(at(time.June, 1, 17))),
		},
		{
			"from 17:00 back to 9:00 it worked",
			office.Between(at(time.June, 1, 17), at(time.June, 1, 9)).String(),
			theirOffice.WorkHoursInRange(at(time.June, 1, 17), at(time.June, 1, 9)).String(),
		},
		{
			"a night from 22:00 to 6:00 is open at 2:00?",
			fmt.Sprint(night.IsOpen(at(time.June, 1, 2))), fmt.Sprint(theirNight.IsWorkTime(at(time.June, 1, 2))),
		},
		{
			"the working time of one such night is",
			night.Between(at(time.June, 1, 12), at(time.June, 2, 12)).String(), theirNight.WorkHours(at(time.June, 1, 12)).String(),
		},
	}
	next, _ := office.NextOpen(at(time.March, 8, 0))
	list = append(list, fact{
		"on the day the clocks go forward it opens at",
		next.Format("15:04"), theirOffice.NextWorkdayStart(at(time.March, 8, 0)).Format("15:04"),
	})
	back, err := office.Add(at(time.June, 1, 16), -time.Hour)
	if err != nil {
		return nil, err
	}
	return append(list, fact{
		"16:00 less one working hour is",
		back.Format("15:04"), theirOffice.AddWorkHours(at(time.June, 1, 16), -time.Hour).Format("15:04"),
	}, fact{
		"years it answers for", "1900 to 2189", "any",
	}), nil
}

func printFacts(out io.Writer) error {
	list, err := facts()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "\n%-46s %14s %14s\n", "", "calendar", "cal"); err != nil {
		return err
	}
	for _, f := range list {
		if _, err := fmt.Fprintf(out, "%-46s %14s %14s\n", f.question, f.ours, f.theirs); err != nil {
			return err
		}
	}
	return nil
}
