package forecast_test

import (
	"fmt"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy/forecast"
)

// TestUpdateByOverEaster: a desk in Berlin is open for eight hours on working days. On
// Maundy Thursday, 2 April 2026, at 15:00 it is asked by when to tell a customer; the
// Friday, the weekend and the Monday are closed, and on the Sunday before summer time
// had begun.
//
// Of a hundred cases three are finished at every second hour: at 2, 4, 6 and so on,
// and so 0.40 are still open at 41 h, when this one is due. Half of those that are as
// old as it break where 0.80 are still open: after 14 h, with 0.79, more than half do.
func TestUpdateByOverEaster(t *testing.T) {
	cal, err := calendar.Parse([]byte(`{"name":"desk","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00",
		"days":[{"on":"easter-2","name":"Good Friday"},{"on":"easter+1","name":"Easter Monday"}]}`))
	require.NoError(t, err)
	var cases []forecast.Record
	for i := range 100 {
		opened := time.Date(2026, 1, 12, 8, 0, 0, 0, time.UTC)
		took := time.Duration(2*(i/3+1)) * time.Hour
		finished, err := cal.Add(opened, took)
		require.NoError(t, err)
		cases = append(cases, forecast.Record{ID: fmt.Sprint(i), Opened: opened, Finished: finished, Took: took})
	}
	h, err := forecast.New(forecast.Config{Calendar: cal, HalfLife: -1}, cases...)
	require.NoError(t, err)
	c := h.Curve(nil, time.Date(2026, 4, 2, 13, 0, 0, 0, time.UTC))
	require.InDelta(t, 0.79, c.Open(14*time.Hour), 1e-9)
	require.InDelta(t, 0.40, c.Open(41*time.Hour), 1e-9)

	berlin := func(text string) time.Time {
		at, err := time.ParseInLocation("Mon 2 Jan 15:04 2006", text+" 2026", cal.Zone())
		require.NoError(t, err)
		return at
	}
	hours := func(n int) time.Duration { return time.Duration(n) * time.Hour }
	for _, c := range []struct {
		name        string
		at          string
		age, notice time.Duration
		by          string
	}{
		// 2 h on Thursday, 8 h on Tuesday, and 4 h of Wednesday.
		{"without notice", "Thu 2 Apr 15:00", 0, 0, "Wed 8 Apr 13:00"},
		{"with two hours' notice", "Thu 2 Apr 15:00", 0, hours(2), "Wed 8 Apr 11:00"},
		// 2 + 8 h are up when the desk closes, not when it opens again.
		{"the last working instant of a day", "Thu 2 Apr 15:00", 0, hours(4), "Tue 7 Apr 17:00"},
		{"the last before the holidays", "Thu 2 Apr 15:00", 0, hours(12), "Thu 2 Apr 17:00"},
		{"notice longer than what is left", "Thu 2 Apr 15:00", 0, hours(15), "Thu 2 Apr 15:00"},
		// 5 h old, it has 9 h: all of Tuesday and one more.
		{"asked on Good Friday", "Fri 3 Apr 11:00", hours(5), 0, "Wed 8 Apr 10:00"},
		{"asked on a Sunday", "Sun 5 Apr 23:30", hours(5), hours(1), "Tue 7 Apr 17:00"},
		{"asked on Easter Monday, at the last", "Mon 6 Apr 12:00", hours(12), hours(2), "Mon 6 Apr 12:00"},
		{"asked before opening", "Tue 7 Apr 07:00", hours(13), 0, "Tue 7 Apr 10:00"},
		// 11 h from Friday at 16:00: one, a weekend, eight, and two.
		{"over an ordinary weekend", "Fri 10 Apr 16:00", hours(3), 0, "Tue 14 Apr 11:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := berlin(c.at)
			by, then := h.UpdateBy(forecast.Running{At: at, Age: c.age, Due: 41 * time.Hour}, c.notice)
			require.Equal(t, c.by, by.In(cal.Zone()).Format("Mon 2 Jan 15:04"))
			when := "by " + c.by
			if by.Equal(at) {
				when = "now"
			}
			require.Contains(t, then.Why, when)
		})
	}

	// A promise to the very end of what history has: nothing is likely to break, so
	// the due instant counts. 68 h from Thursday at 15:00 are 2 and eight days of 8 and
	// 2 h: Tuesday to Friday, Monday to Thursday, and 2 h of the Friday.
	by, _ := h.UpdateBy(forecast.Running{At: berlin("Thu 2 Apr 15:00"), Due: 68 * time.Hour}, 0)
	require.Equal(t, "Fri 17 Apr 11:00", by.In(cal.Zone()).Format("Mon 2 Jan 15:04"))
}
