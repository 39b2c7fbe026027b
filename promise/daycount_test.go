package promise_test

import (
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// seriesCalendars have no hours past midnight, but for the last two.
var seriesCalendars = []string{
	`{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"2026-03-31"}]}`,
	`{"zone":"America/New_York","week":"Mo-Fr 00:00-24:00"}`,
	`{"zone":"Australia/Lord_Howe","week":"24/7","days":[{"on":"2026-04-06"}]}`,
	`{"zone":"Asia/Kathmandu","week":"Mo-Th 09:00-12:00,13:00-18:00; Fr 08:00-12:00"}`,
	`{"zone":"Europe/Berlin","week":"Mo-Th 22:00-06:00; Fr 22:00-04:00"}`,
	`{"zone":"Europe/London","week":"Mo,We,Su 20:00-02:00"}`,
}

func drawSeriesCalendar(tb testing.TB, t *rapid.T) (cal *calendar.Calendar, overnight bool) {
	tb.Helper()
	i := rapid.IntRange(0, len(seriesCalendars)-1).Draw(t, "calendar")
	cal, err := calendar.Parse([]byte(seriesCalendars[i]))
	require.NoError(tb, err)
	return cal, i >= len(seriesCalendars)-2
}

func drawAround(t *rapid.T) time.Time {
	minutes := rapid.OneOf(rapid.IntRange(0, 40*day), rapid.Map(rapid.IntRange(0, 40*24), func(h int) int { return h * 60 })).Draw(t, "minute")
	return time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(minutes) * time.Minute)
}

// By the date of receipt, days count as the calendar counts them.
func TestLawReceiptIsAddDays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal, _ := drawSeriesCalendar(t, rt)
		start, n := drawAround(rt).Add(time.Duration(rapid.IntRange(0, 1).Draw(rt, "ns"))), rapid.IntRange(1, 20).Draw(rt, "days")
		want, err := cal.AddDays(start, n)
		require.NoError(rt, err)
		got, err := promise.Terms{Calendar: cal, DayZero: promise.AtReceipt}.Reach(promise.InDays(n), start, 0)
		require.NoError(rt, err)
		require.True(rt, want.Equal(got), "%v, want %v", got, want)
		// From the cut-off on it is one more, on a business day.
		k := clock.NewAt(start.In(cal.Zone()))
		if k == 0 {
			return
		}
		for cutoff, more := range map[clock.Clock]int{k / clock.Second * clock.Second: 1, k/clock.Second*clock.Second + clock.Second: 0} {
			if cutoff >= 24*clock.Hour || cutoff == 0 {
				continue
			}
			if !cal.IsBusinessDay(date.NewAt(start.In(cal.Zone()))) {
				more = 0
			}
			want, err := cal.AddDays(start, n+more)
			require.NoError(rt, err)
			got, err := promise.Terms{Calendar: cal, DayZero: promise.AtReceipt, Cutoff: cutoff}.Reach(promise.InDays(n), start, 0)
			require.NoError(rt, err)
			require.True(rt, want.Equal(got), "cut-off %v: %v, want %v", cutoff, got, want)
		}
	})
}

// In a series, of which each promise starts at the due instant of the one before, on
// the day of that, n business days are n business days: no day is lost between two of
// them, whatever the terms say of day 0 and cut-off.
func TestLawSeriesKeepStep(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal, overnight := drawSeriesCalendar(t, rt)
		n := rapid.IntRange(1, 7).Draw(rt, "days")
		kinds := []promise.Deadline{
			promise.InDaysByClose(n), promise.InDaysByClose(0), promise.InDaysBy(n, 24*clock.Hour), promise.InDaysBy(n, 0),
			promise.InDaysBy(n, clock.Clock(rapid.IntRange(0, 24).Draw(rt, "clock"))*clock.Hour),
		}
		if !overnight { // a time of day after midnight can be of two business days
			kinds = append(kinds, promise.InDays(n), promise.InDays(n))
		}
		terms := promise.Terms{
			Calendar: cal, Due: rapid.SampledFrom(kinds).Draw(rt, "due"),
			DayZero: rapid.SampledFrom([]promise.DayZero{"", promise.AtReceipt}).Draw(rt, "day zero"),
			Cutoff:  rapid.SampledFrom([]clock.Clock{0, 10 * clock.Hour}).Draw(rt, "cutoff"),
		}
		if terms.Due.Equal(promise.InDaysByClose(0)) {
			n = 1 // that of the day itself is over
		}
		made := drawAround(rt)
		p, err := promise.Make(terms, promise.About{}, made)
		require.NoError(rt, err)
		for range 4 {
			day, due, ok := p.DueDay(p.Made())
			require.True(rt, ok)
			want, err := cal.BusinessDay(day, n)
			require.NoError(rt, err)
			p, err = promise.Make(terms, promise.About{Start: due, StartDay: day}, due)
			require.NoError(rt, err)
			next, at, ok := p.DueDay(due)
			require.True(rt, ok)
			require.Equal(rt, want, next, "%s from %v on %v: %v", terms.Due, due, day, at)
			reached, err := terms.Reach(terms.Due, due, day)
			require.NoError(rt, err)
			require.True(rt, at.Equal(reached))
		}
	})
}

// A weekly report stays on its weekday, by the close as by any clock.
func TestWeeklyReport(t *testing.T) {
	for _, c := range []struct{ week, due, made, want string }{
		{"Mo-Fr 09:00-17:00", "5 days close", "2026-03-02 10:00", "2026-03-09 17:00, 2026-03-16 17:00, 2026-03-23 17:00"},
		{"Mo-Fr 09:00-17:00", "5 days", "2026-03-02 10:00", "2026-03-09 10:00, 2026-03-16 10:00, 2026-03-23 10:00"},
		{"Mo-Fr 09:00-17:00", "5 days 16:00", "2026-03-02 10:00", "2026-03-09 16:00, 2026-03-16 16:00, 2026-03-23 16:00"},
		{"Mo-Fr 09:00-17:00", "5 days 24:00", "2026-03-02 10:00", "2026-03-10 00:00, 2026-03-17 00:00, 2026-03-24 00:00"},
		{"24/7", "7 days close", "2026-03-02 10:00", "2026-03-10 00:00, 2026-03-17 00:00, 2026-03-24 00:00"},
		{"24/7", "7 days", "2026-03-02 00:00", "2026-03-09 00:00, 2026-03-16 00:00, 2026-03-23 00:00"},
		{"Mo-Fr 22:00-06:00", "1 day close", "2026-03-03 06:00", "2026-03-05 06:00, 2026-03-06 06:00, 2026-03-07 06:00, 2026-03-10 06:00"},
		{"Mo-Th 09:00-17:00; Fr 09:00-14:00", "1 day", "2026-03-04 16:00", "2026-03-05 16:00, 2026-03-06 14:00, 2026-03-09 14:00"},
		{"Mo-Th 09:00-17:00; Fr 09:00-14:00", "1 day close", "2026-03-04 16:00", "2026-03-05 17:00, 2026-03-06 14:00, 2026-03-09 17:00"},
	} {
		cal, err := calendar.Parse([]byte(`{"zone":"Europe/Berlin","week":"` + c.week + `"}`))
		require.NoError(t, err)
		d, err := promise.ParseDeadline(c.due)
		require.NoError(t, err)
		made, err := time.ParseInLocation("2006-01-02 15:04", c.made, cal.Zone())
		require.NoError(t, err)
		text, about := "", promise.About{}
		for len(text) < len(c.want) {
			p, err := promise.Make(promise.Terms{Calendar: cal, Due: d}, about, made)
			require.NoError(t, err)
			day, due, ok := p.DueDay(made)
			require.True(t, ok)
			if text != "" {
				text += ", "
			}
			text += due.Format("2006-01-02 15:04")
			about, made = promise.About{Start: due, StartDay: day}, due
		}
		require.Equal(t, c.want, text, "%s on %s", c.due, c.week)
	}
}

// The due instant belongs to a business day, also as it stands after a pause, and as
// it was when the promise ended.
func TestDueDay(t *testing.T) {
	for _, c := range []struct{ week, due, made, want string }{
		{"Mo-Fr 09:00-17:00", "1h", "2026-03-06 16:00", "2026-03-06"},
		{"Mo-Fr 09:00-24:00", "15h", "2026-03-06 09:00", "2026-03-06"}, // 24:00 is closed, and the close of Friday
		{"Mo-Fr 00:00-24:00", "24h", "2026-03-05 00:00", "2026-03-06"}, // open then
		{"Mo-Fr 00:00-24:00", "24h", "2026-03-06 00:00", "2026-03-06"},
		{"Mo-Fr 22:00-06:00", "8h", "2026-03-06 22:00", "2026-03-06"},
		{"Mo-Fr 22:00-06:00", "7h", "2026-03-06 22:00", "2026-03-07"}, // its local date
		{"Mo-Fr 22:00-06:00", "1 day 05:00", "2026-03-05 22:00", "2026-03-06"},
		{"Mo-Fr 22:00-06:00", "1 day 24:00", "2026-03-05 22:00", "2026-03-06"},
		{"Mo-Fr 22:00-06:00", "1 day close", "2026-03-05 22:00", "2026-03-06"},
		{"Mo-Fr 09:00-17:00", "2026-03-08T00:00:00+01:00", "2026-03-05 22:00", "2026-03-08"},
		{"Mo-Sa 20:00-24:00", "2026-03-08T00:00:00+01:00", "2026-03-05 22:00", "2026-03-07"},
	} {
		cal, err := calendar.Parse([]byte(`{"zone":"Europe/Berlin","week":"` + c.week + `"}`))
		require.NoError(t, err)
		d, err := promise.ParseDeadline(c.due)
		require.NoError(t, err)
		made, err := time.ParseInLocation("2006-01-02 15:04", c.made, cal.Zone())
		require.NoError(t, err)
		p, err := promise.Make(promise.Terms{Calendar: cal, Due: d}, promise.About{}, made)
		require.NoError(t, err)
		day, due, ok := p.DueDay(made)
		require.True(t, ok)
		require.Equal(t, c.want, day.String(), "%s from %s on %s, due %v", c.due, c.made, c.week, due)
		_, _, ok = p.DueDay(made.Add(-1))
		require.False(t, ok)
		// A revision after the end changes nothing of what it was.
		p, err = p.Record(made, promise.Event{Kind: promise.Fulfill, At: made},
			promise.Event{Kind: promise.Revise, At: made.Add(time.Minute), Count: promise.Anew, Agreed: true, Terms: promise.Terms{Due: promise.InDaysBy(1, 16*clock.Hour)}})
		require.NoError(t, err)
		day, _, ok = p.DueDay(made.Add(time.Hour))
		require.True(t, ok)
		require.Equal(t, c.want, day.String())
	}
	_, _, ok := promise.Promise{}.DueDay(time.Time{})
	require.False(t, ok)
}
