package forecast_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
)

// TestToDate: what is said to come "on Tuesday" is kept until Tuesday ends.
func TestToDate(t *testing.T) {
	cal, err := calendar.Parse([]byte(`{"zone":"Europe/Berlin","week":"Mo-Sa 09:00-19:00"}`))
	require.NoError(t, err)
	now := time.Date(2026, time.July, 1, 10, 0, 0, 0, cal.Zone())
	q := forecast.Quote{Due: 50 * time.Hour, Internal: 40 * time.Hour, Reachable: true}
	times, err := q.Times(cal, now, policy.ToDate)
	require.NoError(t, err)
	require.Equal(t, "2026-07-07", times.Day().String())
	require.Equal(t, time.Date(2026, time.July, 8, 0, 0, 0, 0, cal.Zone()), times.Due)
	terms, err := q.Terms(cal, now, policy.ToDate)
	require.NoError(t, err)
	p, err := promise.Make(terms, promise.About{}, now)
	require.NoError(t, err)
	for _, c := range []struct {
		day, hour int
		want      promise.Standing
	}{{7, 19, promise.Kept}, {7, 20, promise.Kept}, {8, 0, promise.Kept}, {8, 1, promise.Broken}} {
		at := time.Date(2026, time.July, c.day, c.hour, 0, 0, 0, cal.Zone())
		done, err := p.Record(at, promise.Event{Kind: promise.Fulfill, At: at})
		require.NoError(t, err)
		require.Equal(t, c.want, done.At(at).Standing, at)
	}
}

// TestLawTimesAndTerms: the due instant of Times is that of a promise made with Terms.
func TestLawTimesAndTerms(t *testing.T) {
	calendars := []*calendar.Calendar{always, office}
	for _, doc := range []string{
		`{"zone":"Europe/Berlin","week":"Mo-Sa 09:00-19:00"}`,
		`{"zone":"America/New_York","week":"Mo-Fr 22:00-06:10; Sa 10:00-12:20,13:00-13:40"}`,
		`{"zone":"Australia/Lord_Howe","week":"Mo-Fr 00:00-24:00"}`,
		`{"zone":"America/Sao_Paulo","week":"24/7"}`,
		`{"zone":"Asia/Kathmandu","week":"Mo-Su 09:05-17:35"}`,
	} {
		cal, err := calendar.Parse([]byte(doc))
		require.NoError(t, err)
		calendars = append(calendars, cal)
	}
	rapid.Check(t, func(t *rapid.T) {
		cal := rapid.SampledFrom(calendars).Draw(t, "calendar")
		year := rapid.SampledFrom([]int{2016, 2026}).Draw(t, "year")
		made := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(t, "minute")) * time.Minute)
		q := forecast.Quote{Due: time.Duration(rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 200*60)).Draw(t, "due")) * time.Minute, Reachable: true}
		q.Internal = time.Duration(rapid.IntRange(0, int(q.Due/time.Minute)).Draw(t, "internal")) * time.Minute
		round := rapid.SampledFrom([]policy.Round{"", policy.ToHalfHour, policy.ToClose, policy.ToDate}).Draw(t, "round")
		times, err := q.Times(cal, made, round)
		require.NoError(t, err)
		terms, err := q.Terms(cal, made, round)
		require.NoError(t, err)
		p, err := promise.Make(terms, promise.About{}, made)
		require.NoError(t, err)
		due, ok := p.At(made).Due()
		require.True(t, ok)
		require.Equal(t, times.Due.UTC(), due.UTC(), "%v %v", terms.Due, cal)
		if round == policy.ToDate {
			_, isDate := terms.Due.Date()
			require.True(t, isDate)
			require.Equal(t, times.Due, cal.At(times.Day()+1, 0))
		}
	})
}
