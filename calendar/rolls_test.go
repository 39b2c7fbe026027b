package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
)

// What comes in on Friday at 16:00, after the cut-off of 14:00, counts as come
// in when the next business day opens, which is a Saturday here.
func ExampleCalendar_Intake() {
	cal := berlinOffice()
	friday := time.Date(2026, time.January, 9, 16, 0, 0, 0, cal.Zone())
	at, _ := cal.Intake(friday, 14*clock.Hour)
	fmt.Println(at.Format("Mon 15:04"))
	due, _ := cal.AddDays(at, 1)
	fmt.Println(due.Format("Mon 15:04"))
	// Output:
	// Sat 10:00
	// Mon 10:00
}

// Rolls have names of their own; arithmetic never rolls.
func ExampleCalendar_RollForward() {
	cal := berlinOffice()
	lunch := time.Date(2026, time.January, 9, 12, 30, 0, 0, cal.Zone())
	forward, _ := cal.RollForward(lunch)
	fmt.Println(forward.Format("15:04"))
	// Output:
	// 13:00
}

func TestRolls(t *testing.T) {
	cal := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30"}`)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.January, day, hour, minute, 0, 0, cal.Zone())
	}
	for _, c := range []struct{ t, forward time.Time }{
		{at(5, 10, 0), at(5, 10, 0)},
		{at(5, 9, 0), at(5, 9, 0)},
		{at(5, 12, 0), at(5, 13, 0)},
		{at(5, 12, 30), at(5, 13, 0)},
		{at(10, 10, 0), at(12, 9, 0)},
	} {
		forward, ok := cal.RollForward(c.t)
		require.True(t, ok && forward.Equal(c.forward), "%v forward is %v", c.t, forward)
	}
	once := mustParse(t, `{"zone":"UTC","days":[{"on":"2026-03-16","hours":"09:00-10:00"}]}`)
	_, ok := once.RollForward(at(20, 0, 0).AddDate(1, 0, 0))
	require.False(t, ok)
}

func TestIntake(t *testing.T) {
	cal := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30; Sa 22:00-06:00","days":[{"on":"2026-01-06"},{"on":"2026-01-08","hours":"10:00-11:00"}],"breaks":[{"on":"2026-01-08","hours":"10:00-11:00"}]}`)
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
		got, err := cal.Intake(c.t, c.cutoff)
		require.NoError(t, err)
		require.True(t, got.Equal(c.want), "%v with cut-off %v is %v, want %v", c.t, c.cutoff, got, c.want)
	}
	// In Newfoundland the clocks went back from 00:01 to 23:01 in 2010: at the second 23:30
	// the next date has begun once already, and so have its hours.
	twice := mustParse(t, `{"zone":"America/St_Johns","week":"24/7"}`)
	late := time.Date(2010, time.November, 7, 3, 0, 0, 0, time.UTC)
	got, err := twice.Intake(late, 14*clock.Hour)
	require.NoError(t, err)
	require.True(t, got.Equal(late), got)
	once := mustParse(t, `{"zone":"UTC","days":[{"on":"2026-03-16","hours":"09:00-10:00"}]}`)
	_, err = once.Intake(at(20, 0, 0).AddDate(1, 0, 0), 0)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	_, err = once.Intake(time.Date(2026, time.March, 16, 9, 30, 0, 0, time.UTC), 9*clock.Hour)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}

// TestHoursFromLaws checks HoursFrom against a walk over the dates, and that a
// century without open time on its business days costs nothing.
func TestHoursFromLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(t, rt)
		from := date.NewAt(drawInstant(rt, "from"))
		day, hours, err := cal.HoursFrom(from)
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
		mustParse(t, `{"zone":"UTC","week":"Mo-Su 09:00-10:00"}`),
		mustParse(t, `{"zone":"UTC","week":"Mo-Su 08:00-12:00","days":[{"on":"2150-06-01"}]}`))
	require.NoError(t, err)
	day, hours, err := outages.HoursFrom(date.New(1950, time.January, 1))
	require.NoError(t, err)
	require.Equal(t, date.New(2150, time.June, 1), day)
	require.Len(t, hours, 1)
	_, _, err = outages.HoursFrom(day + 1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}

func TestNamesOn(t *testing.T) {
	plain := `{"name":"desk","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"--12-25","name":"Christmas Day"},{"on":"2026-12-24","hours":"09:00-12:00","name":"Christmas Eve"},{"on":"2026-12-28"}],
		"breaks":[{"on":"2026-12-24","hours":"10:00-11:00","name":"toast"},{"on":"2026-12-29","hours":"10:00-11:00"}]}`
	outage := `{"name":"outage","zone":"UTC","days":[{"on":"2026-12-30","hours":"09:00-10:00"}]}`
	for _, c := range []struct {
		doc  string
		day  int
		want []string
	}{
		{plain, 23, nil}, {plain, 24, []string{"Christmas Eve", "break: toast"}}, {plain, 25, []string{"Christmas Day"}}, {plain, 28, nil}, {plain, 29, []string{"break"}},
		{`{"union":[` + plain + `,` + outage + `]}`, 25, []string{"desk: Christmas Day"}},
		{`{"subtract":[` + plain + `,` + outage + `]}`, 30, []string{"outage"}}, {`{"subtract":[` + plain + `,` + outage + `]}`, 31, nil},
	} {
		require.Equal(t, c.want, mustParse(t, c.doc).NamesOn(date.New(2026, time.December, c.day)), "%s on %d", c.doc, c.day)
	}
	require.Empty(t, calendar.Always().NamesOn(date.New(2300, time.January, 1)))
	require.Empty(t, (&calendar.Calendar{}).NamesOn(date.New(2026, time.January, 1)))
}
