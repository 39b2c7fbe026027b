package businessday_test

import (
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise/internal/businessday"
)

func parse(tb testing.TB, doc string) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(doc))
	require.NoError(tb, err)
	return cal
}

// What comes in never counts as come in earlier, on a date whose midnight comes
// twice either: St John's set its clock back at 00:01.
func TestIntakeNeverGoesBack(t *testing.T) {
	cal := parse(t, `{"zone":"America/St_Johns","week":"24/7"}`)
	again := time.Date(2006, time.October, 28, 12, 0, 0, 0, cal.Zone()).Add(12*time.Hour + time.Minute) // Saturday, 23:01 once more
	in, err := businessday.Intake(cal, again, 14*clock.Hour)
	require.NoError(t, err)
	require.False(t, in.Before(again), "%v counts as come in at %v", again, in)
}

func TestIntake(t *testing.T) {
	cal := parse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30; Sa 22:00-06:00","days":[{"on":"2026-01-06"},{"on":"2026-01-08","hours":"10:00-11:00"}],"breaks":[{"on":"2026-01-08","hours":"10:00-11:00"}]}`)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.January, day, hour, minute, 0, 0, cal.Zone())
	}
	for _, c := range []struct {
		t      time.Time
		cutoff clock.Clock
		want   time.Time
	}{
		{at(5, 10, 0), 0, at(5, 10, 0)},
		{at(5, 10, 0), 14 * clock.Hour, at(5, 10, 0)},
		{at(5, 13, 59), 14 * clock.Hour, at(5, 13, 59)},
		{at(5, 14, 0), 14 * clock.Hour, at(7, 9, 0)},   // over a holiday
		{at(5, 12, 30), 14 * clock.Hour, at(5, 13, 0)}, // in the break
		{at(5, 18, 0), 14 * clock.Hour, at(7, 9, 0)},   // closed: the next opening, and then the cut-off
		{at(7, 15, 0), 14 * clock.Hour, at(9, 9, 0)},   // a break leaves nothing of Thursday
		{at(7, 15, 0), 0, at(7, 15, 0)},
		{at(10, 23, 0), 14 * clock.Hour, at(12, 9, 0)}, // Sunday is no business day: the night is Saturday's
		{at(11, 2, 0), 14 * clock.Hour, at(11, 2, 0)},
	} {
		got, err := businessday.Intake(cal, c.t, c.cutoff)
		require.NoError(t, err)
		require.True(t, got.Equal(c.want), "%v with cut-off %v is %v, want %v", c.t, c.cutoff, got, c.want)
	}
	// In Newfoundland the clocks went back from 00:01 to 23:01 in 2010: at the second 23:30
	// the next date has begun once already, and so have its hours.
	twice := parse(t, `{"zone":"America/St_Johns","week":"24/7"}`)
	late := time.Date(2010, time.November, 7, 3, 0, 0, 0, time.UTC)
	got, err := businessday.Intake(twice, late, 14*clock.Hour)
	require.NoError(t, err)
	require.True(t, got.Equal(late), got)
	once := parse(t, `{"zone":"UTC","days":[{"on":"2026-03-16","hours":"09:00-10:00"}]}`)
	_, err = businessday.Intake(once, at(20, 0, 0).AddDate(1, 0, 0), 0)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	_, err = businessday.Intake(once, time.Date(2026, time.March, 16, 9, 30, 0, 0, time.UTC), 9*clock.Hour)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}

// TestHoursFromLaws checks HoursFrom against a walk over the dates, and that a
// century without open time on its business days costs nothing.
func TestHoursFromLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(rt)
		from := date.New(2026, time.January, rapid.IntRange(1, 365).Draw(rt, "day"))
		day, hours, err := businessday.HoursFrom(cal, from)
		want := from
		for want < from+60 && (!cal.IsBusinessDay(want) || len(cal.OpenOn(want)) == 0) {
			want++
		}
		if want == from+60 {
			require.True(rt, err != nil || day >= want, "found %v", day)
			return
		}
		require.NoError(rt, err)
		require.Equal(rt, want, day)
		require.Equal(rt, cal.OpenOn(day), hours)
	})
	outages, err := calendar.Subtract(
		parse(t, `{"zone":"UTC","week":"Mo-Su 09:00-10:00"}`),
		parse(t, `{"zone":"UTC","week":"Mo-Su 08:00-12:00","days":[{"on":"2150-06-01"}]}`))
	require.NoError(t, err)
	day, hours, err := businessday.HoursFrom(outages, date.New(1950, time.January, 1))
	require.NoError(t, err)
	require.Equal(t, date.New(2150, time.June, 1), day)
	require.Len(t, hours, 1)
	_, _, err = businessday.HoursFrom(outages, day+1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}

// drawCalendar draws a plain calendar, or two of them composed.
func drawCalendar(t *rapid.T) *calendar.Calendar {
	plain := rapid.Custom(func(t *rapid.T) *calendar.Calendar {
		zone := rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/Santiago", "Pacific/Apia"}).Draw(t, "zone")
		week := rapid.SampledFrom([]string{"24/7", "Mo-Fr 09:00-17:00", "Sa 22:00-06:00", "Mo,We 00:00-02:00,20:00-24:00"}).Draw(t, "week")
		day := rapid.SampledFrom([]string{"", `{"on":"2026-03-16","hours":"09:00-10:00"}`, `{"on":"--05-01"}`, `{"on":"easter+1"}`}).Draw(t, "day")
		cal, err := calendar.Parse([]byte(`{"zone":"` + zone + `","week":"` + week + `","days":[` + day + `]}`))
		require.NoError(t, err)
		return cal
	})
	cal := plain.Draw(t, "calendar")
	compose := rapid.SampledFrom([]func(a, b *calendar.Calendar, more ...*calendar.Calendar) (*calendar.Calendar, error){
		nil, calendar.Union, calendar.Intersect, calendar.Subtract,
	}).Draw(t, "operation")
	if compose == nil {
		return cal
	}
	cal, err := compose(cal, plain.Draw(t, "other"))
	require.NoError(t, err)
	return cal
}
