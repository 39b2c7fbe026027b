package rounding_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy/internal/rounding"
)

func office(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"office","zone":"Europe/Berlin","week":"Mo-Th 09:00-12:00,13:00-17:10; Fr 22:00-02:20"}`))
	require.NoError(tb, err)
	return cal
}

func TestRounding(t *testing.T) {
	cal := office(t)
	for _, c := range []struct {
		round    func(*calendar.Calendar, time.Time) time.Time
		at, want string
	}{
		{rounding.HalfHourUp, "2026-01-05T09:10:00", "2026-01-05T09:30:00"},
		{rounding.HalfHourUp, "2026-01-05T09:30:00", "2026-01-05T09:30:00"},
		{rounding.HalfHourUp, "2026-01-05T09:30:01", "2026-01-05T10:00:00"},
		{rounding.HalfHourUp, "2026-01-05T17:05:00", "2026-01-05T17:10:00"},
		{rounding.HalfHourDown, "2026-01-05T09:50:00", "2026-01-05T09:30:00"},
		{rounding.HalfHourDown, "2026-01-06T09:20:00", "2026-01-05T17:10:00"},
		{rounding.CloseUp, "2026-01-05T09:10:00", "2026-01-05T17:10:00"},
		{rounding.CloseUp, "2026-01-10T01:00:00", "2026-01-10T02:20:00"},
		{rounding.CloseUp, "2026-01-10T03:00:00", "2026-01-10T03:00:00"},
		{rounding.CloseDown, "2026-01-06T12:30:00", "2026-01-05T17:10:00"},
		{rounding.CloseDown, "2026-01-12T08:00:00", "2026-01-10T02:20:00"},
		{rounding.DateUp, "2026-01-05T00:00:00", "2026-01-05T00:00:00"},
		{rounding.DateUp, "2026-01-05T00:00:01", "2026-01-06T00:00:00"},
	} {
		at, err := time.ParseInLocation("2006-01-02T15:04:05", c.at, cal.Zone())
		require.NoError(t, err)
		require.Equal(t, c.want, c.round(cal, at.UTC()).In(cal.Zone()).Format("2006-01-02T15:04:05"), c.at)
	}
}

// Rounding up is never earlier and rounding down never later; rounding twice
// changes nothing more, but where a half hour is taken down from a close.
func TestRoundingLaws(t *testing.T) {
	cal := office(t)
	rapid.Check(t, func(rt *rapid.T) {
		at := time.Unix(rapid.Int64Range(1_767_000_000, 1_799_000_000).Draw(rt, "at"), 0)
		for _, up := range []func(*calendar.Calendar, time.Time) time.Time{rounding.HalfHourUp, rounding.CloseUp, rounding.DateUp} {
			got := up(cal, at)
			require.False(rt, got.Before(at))
			require.True(rt, up(cal, got).Equal(got))
		}
		for _, down := range []func(*calendar.Calendar, time.Time) time.Time{rounding.HalfHourDown, rounding.CloseDown} {
			got := down(cal, at)
			require.False(rt, got.After(at))
		}
		require.True(rt, rounding.CloseDown(cal, rounding.CloseDown(cal, at)).Equal(rounding.CloseDown(cal, at)))
	})
}
