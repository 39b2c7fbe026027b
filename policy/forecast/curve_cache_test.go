package forecast_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
)

// TestDaysInAnyOrder: whoever replays old cases asks for many days in turn, again and
// again, and gets what a history gets that is asked for the first time.
func TestDaysInAnyOrder(t *testing.T) {
	cases := manyCases(6_000)
	h, err := forecast.New(manyGroups(), cases...)
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(8, 8))
	for range 400 {
		kind := r.IntN(200)
		q := forecast.Query{At: day(100 + r.IntN(60)), Fields: policy.Fields{"type": fmt.Sprint(kind), "reason": fmt.Sprint(kind % 20)}, Level: 0.9}
		got := forecast.Survival{}.Quote(h, q)
		if r.IntN(40) > 0 {
			continue
		}
		fresh, err := forecast.New(manyGroups(), cases...)
		require.NoError(t, err)
		if diff := cmp.Diff(forecast.Survival{}.Quote(fresh, q), got); diff != "" {
			t.Fatalf("%v at %s (-fresh +got):\n%s", q.Fields, q.At, diff)
		}
	}
}

// TestCachedCurvesAreBounded: a history that is asked for ever more days and floors
// does not grow with them.
func TestCachedCurvesAreBounded(t *testing.T) {
	h, err := forecast.New(forecast.Config{Refresh: -1, Groups: [][]string{{"type"}, {}}}, manyCases(2_000)...)
	require.NoError(t, err)
	ask := func(from, to int) {
		for i := from; i < to; i++ {
			sinkQuote = forecast.Survival{}.Quote(h, forecast.Query{At: day(300).Add(-span(float64(i) / 100)), Fields: policy.Fields{"type": fmt.Sprint(i % 7)}})
		}
	}
	ask(0, 300)
	before := heapAfter(h)
	ask(300, 1500)
	require.Less(t, heapAfter(h), 1.5*before+5)
}

// TestLongCurvesFallLaterNeverEarlier: a curve of more steps than it keeps is within a
// thousandth of all cases of the whole, and never below it.
func TestLongCurvesFallLaterNeverEarlier(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	var cases []forecast.Record
	for i := range 5000 {
		c := done(fmt.Sprint(i), nil, day(0), span(5*r.ExpFloat64()))
		if i%20 == 0 {
			c.Finished, c.Seen = c.Seen, c.Finished
		}
		cases = append(cases, c)
	}
	// All were opened at the same instant, so that fading changes nothing but whether
	// ranks are whole.
	long, err := forecast.New(forecast.Config{HalfLife: -1}, cases...)
	require.NoError(t, err)
	thin, err := forecast.New(forecast.Config{HalfLife: span(1)}, cases...)
	require.NoError(t, err)
	whole, kept := long.Curve(nil, day(90)), thin.Curve(nil, day(90))
	less := 0
	for x := 0.0; x < 90; x += 0.01 {
		a, b := whole.Open(span(x)), kept.Open(span(x))
		require.GreaterOrEqual(t, b, a-1e-9, "after %v days", x)
		require.Less(t, b-a, 1.0/1024+1e-9, "after %v days", x)
		require.Less(t, b-a, a/60+1e-9, "after %v days", x)
		if b > a+1e-9 {
			less++
		}
	}
	require.Positive(t, less, "it is another curve")
	last, at := whole.Best()
	again, then := kept.Best()
	require.InDelta(t, last, again, 1e-9)
	require.Equal(t, at, then)
}

// heapAfter returns the megabytes in use beside what is thrown away.
func heapAfter(keep any) float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(keep)
	return float64(m.HeapAlloc) / 1e6
}

// TestCrossedGroupsAllocateNothing: each channel is a prior of a type, and all of
// their curves are cached.
func TestCrossedGroupsAllocateNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	var cases []forecast.Record
	both := func(a, b int) policy.Fields { return policy.Fields{"type": fmt.Sprint(a), "channel": fmt.Sprint(b)} }
	for i := range 20_000 {
		cases = append(cases, done(fmt.Sprint(i), both(r.IntN(100), r.IntN(100)), day(0).Add(span(r.Float64()*200)), span(3*r.ExpFloat64())))
	}
	h, err := forecast.New(forecast.Config{Groups: [][]string{{"type"}, {"channel"}, {}}}, cases...)
	require.NoError(t, err)
	h.Prepare(day(200))
	i, ask := 0, make([]policy.Fields, 100)
	for k := range ask {
		ask[k] = both(7, k)
	}
	quote := func() {
		forecast.Survival{}.Quote(h, forecast.Query{At: day(200), Fields: ask[i%100]})
		i++
	}
	for range 200 {
		quote()
	}
	require.Zero(t, testing.AllocsPerRun(500, quote))
}

// TestCachedShrunkCurvesAreBounded: the curves of types with many channels as priors, on
// many days, are cached up to about the memory of the cases.
func TestCachedShrunkCurvesAreBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	both := func(a, b int) policy.Fields { return policy.Fields{"type": fmt.Sprint(a), "channel": fmt.Sprint(b)} }
	before := heapAfter(nil)
	h := func() forecast.History {
		var cases []forecast.Record
		for i := range 6_000 {
			cases = append(cases, done(fmt.Sprint(i), both(r.IntN(5), r.IntN(60)), day(0).Add(span(r.Float64()*200)), span(3*r.ExpFloat64())))
		}
		h, err := forecast.New(forecast.Config{Groups: [][]string{{"type"}, {"channel"}, {}}}, cases...)
		require.NoError(t, err)
		return h
	}()
	cases := heapAfter(h) - before
	for d := range 10 {
		for a := range 5 {
			for b := range 60 {
				forecast.Survival{}.Quote(h, forecast.Query{At: day(140 + d), Fields: both(a, b)})
			}
		}
	}
	curves := heapAfter(h) - before - cases
	t.Logf("cases %.1f MB, curves %.1f MB", cases, curves)
	require.Less(t, curves, 3*cases)
}

// TestCurvesThatGrewAreBounded: a curve that replaces another counts as what it is.
func TestCurvesThatGrewAreBounded(t *testing.T) {
	before := heapAfter(nil)
	h, err := forecast.New(forecast.Config{HalfLife: -1}, done("0", nil, day(-100), span(1)))
	require.NoError(t, err)
	ask := func() {
		for d := range 250 {
			forecast.Survival{}.Quote(h, forecast.Query{At: day(d)})
		}
	}
	ask()
	r := rand.New(rand.NewPCG(1, 9))
	func() {
		var more []forecast.Record
		for i := range 5000 {
			more = append(more, done(fmt.Sprint(i+1), nil, day(-50), span(40*r.Float64())))
		}
		h, err = h.Append(more...)
		require.NoError(t, err)
	}()
	cases := heapAfter(h) - before
	ask()
	curves := heapAfter(h) - before - cases
	t.Logf("cases %.1f MB, curves %.1f MB", cases, curves)
	require.Less(t, curves, 3*cases)
}
