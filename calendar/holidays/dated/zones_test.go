package dated_test

import (
	"fmt"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/rickar/cal/v2"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/holidays/dated"
)

// Zones with days that have no midnight, or that have no day.
var hardZones = []string{
	"America/Sao_Paulo", "America/Asuncion", "America/Santiago", "America/Havana", "Atlantic/Azores",
	"Asia/Beirut", "Asia/Amman", "Asia/Tehran", "Africa/Cairo", "Antarctica/Casey", "America/Scoresbysund",
	"Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kiritimati", "Pacific/Kwajalein", "Europe/Berlin", "UTC",
}

// skipped are the dates that zones never had, in the supported range.
var skipped = map[string]date.Date{
	"Pacific/Apia":       date.New(2011, time.December, 30),
	"Pacific/Fakaofo":    date.New(2011, time.December, 30),
	"Pacific/Kiritimati": date.New(1994, time.December, 31),
	"Pacific/Kwajalein":  date.New(1993, time.August, 21),
}

func loadZone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation(name)
	require.NoError(tb, err)
	return zone
}

// inZone is a holiday whose function answers in a zone, as those of package cal
// answer in the zone of the machine.
func inZone(d date.Date, zone *time.Location) *cal.Holiday {
	return &cal.Holiday{Name: "a", StartYear: d.Year(), EndYear: d.Year(), Func: func(*cal.Holiday, int) time.Time {
		return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, zone)
	}}
}

// TestMissingMidnight: a date without a midnight is still that date.
func TestMissingMidnight(t *testing.T) {
	for _, c := range []struct{ zone, day string }{
		{"America/Sao_Paulo", "2004-11-02"},
		{"America/Sao_Paulo", "2018-11-04"},
		{"America/Asuncion", "2016-10-02"},
		{"Asia/Beirut", "2020-03-29"},
		{"Asia/Amman", "2022-02-25"},
		{"Africa/Cairo", "2010-04-30"},
		{"Asia/Tehran", "2021-03-22"},
		{"America/Havana", "2020-03-08"},
	} {
		zone := loadZone(t, c.zone)
		at, err := time.Parse(time.DateOnly, c.day)
		require.NoError(t, err)
		d := date.NewAt(at)
		require.NotZero(t, time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, zone).Hour(), "%s has a midnight in %s", c.day, c.zone)
		days, err := dated.Days([]*cal.Holiday{inZone(d, zone)}, d.Year(), d.Year())
		require.Equal(t, []string{c.day + " a"}, show(t, days, err), c.zone)
	}
}

// TestAnyMidnight: whatever the zone that a function answers in, its date is kept,
// or refused next to a date that the zone skipped.
func TestAnyMidnight(t *testing.T) {
	first, last := date.New(1900, 1, 1), date.New(2189, 12, 31)
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom(hardZones).Draw(rt, "zone")
		gone, skips := skipped[name]
		from, to := first, last
		if skips && rapid.Bool().Draw(rt, "near") {
			from, to = gone-3, gone+3
		}
		d := date.Date(rapid.Int64Range(int64(from), int64(to)).Draw(rt, "date"))
		days, err := dated.Days([]*cal.Holiday{inZone(d, loadZone(t, name))}, d.Year(), d.Year())
		if skips && d >= gone-1 && d <= gone+1 {
			require.ErrorContains(rt, err, fmt.Sprintf("the date is ambiguous next to %s, which the zone %s skipped", gone, name))
			return
		}
		if skips && err != nil {
			require.LessOrEqual(rt, d, gone+2, "refused only near a skipped date")
			require.GreaterOrEqual(rt, d, gone-2, "refused only near a skipped date")
			return
		}
		require.Equal(rt, []string{d.String() + " a"}, show(t, days, err))
	})
}

// TestFunctionAtNoon: an answer later in the day is of that day.
func TestFunctionAtNoon(t *testing.T) {
	h := &cal.Holiday{Name: "a", Func: func(_ *cal.Holiday, year int) time.Time {
		return cal.WeekdayN(year, time.May, time.Monday, 1)
	}}
	days, err := dated.Days([]*cal.Holiday{h}, 2026, 2026)
	require.Equal(t, []string{"2026-05-04 a"}, show(t, days, err))
}
