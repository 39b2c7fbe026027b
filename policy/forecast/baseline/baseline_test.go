package baseline_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
)

// hundred is a history of cases that took 1, 2, ... 100 hours, and an instant at which
// all are known.
func hundred() (forecast.History, time.Time) {
	monday := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	var cases []forecast.Record
	for i := range 100 {
		took := time.Duration(i+1) * time.Hour
		cases = append(cases, forecast.Record{ID: fmt.Sprint(i), Opened: monday, Finished: monday.Add(took), Took: took})
	}
	h, err := forecast.New(forecast.Config{HalfLife: -1}, cases...)
	if err != nil {
		panic(err)
	}
	return h, monday.Add(30 * 24 * time.Hour)
}

// TestFixedAndPercent checks the promised time and the level that the history gives it.
func TestFixedAndPercent(t *testing.T) {
	h, now := hundred()
	q := baseline.Fixed{Add: 50 * time.Hour}.Quote(h, forecast.Query{At: now})
	require.Equal(t, 50*time.Hour, q.Due)
	require.InDelta(t, 50.0/101, q.Level, 1e-9)
	require.False(t, q.Reachable)
	q = baseline.Fixed{Add: 50 * time.Hour}.Quote(h, forecast.Query{At: now, Estimate: 46 * time.Hour})
	require.Equal(t, 96*time.Hour, q.Due)
	require.True(t, q.Reachable)
	q = baseline.Percent{Percent: 25, AtLeast: 2 * time.Hour}.Quote(h, forecast.Query{At: now, Estimate: 40 * time.Hour})
	require.Equal(t, 50*time.Hour, q.Due)
	q = baseline.Percent{Percent: 25, AtLeast: 20 * time.Hour}.Quote(h, forecast.Query{At: now, Estimate: 40 * time.Hour})
	require.Equal(t, 60*time.Hour, q.Due)
	require.Zero(t, baseline.Percent{Percent: 25}.Quote(h, forecast.Query{At: now}).Due)
	require.Equal(t, "there is no estimate to go by", baseline.Percent{Percent: 25}.Quote(h, forecast.Query{At: now}).Refused)
	longest := baseline.Fixed{Add: math.MaxInt64}.Quote(h, forecast.Query{At: now, Estimate: math.MaxInt64})
	require.Equal(t, time.Duration(math.MaxInt64), longest.Due)
}

// TestOrder compares with the definition: the k-th shortest of n, k = ceil(np).
func TestOrder(t *testing.T) {
	h, now := hundred()
	for _, p := range []float64{0.5, 0.801, 0.95, 0.99} {
		q := baseline.Order{}.Quote(h, forecast.Query{At: now, Level: p})
		require.Equal(t, time.Duration(math.Ceil(100*p))*time.Hour, q.Due, p)
		require.Equal(t, "order", q.Basis)
	}
}

// A shop that adds two days to everything measures how often that is kept.
func ExampleFixed() {
	history, now := hundred()
	q := baseline.Fixed{Add: 48 * time.Hour}.Quote(history, forecast.Query{At: now, Level: 0.95})
	fmt.Println(q)
	// Output:
	// no time is honest at 95 %; the best is 48h, kept 47.5 % of the time
}
