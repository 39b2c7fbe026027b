package forecast_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
)

// slowing is a desk of 20 cases a day for 300 days whose times, log-normal with a
// median of 3 days, grow evenly to as many times.
func slowing(seed uint64, times float64) (cases []forecast.Record) {
	r := rand.New(rand.NewPCG(seed, 3))
	for i := range 6000 {
		d := float64(i) / 20
		cases = append(cases, done(fmt.Sprint(i), nil, day(0).Add(span(d)), span(3*(1+(times-1)*d/300)*math.Exp(.8*r.NormFloat64()))))
	}
	return cases
}

// keeps returns the share of the cases from the 61st day on that take no longer than
// the method said at their opening.
func keeps(t *testing.T, cases []forecast.Record, adapt *forecast.Adaptive) (kept, n float64) {
	t.Helper()
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	var open []verdict
	var method forecast.Method = forecast.Survival{}
	for _, c := range cases[1200:] {
		if adapt != nil {
			for len(open) > 0 && !open[0].due.After(c.Opened) {
				adapt.State, open = adapt.State.Step(open[0].kept, len(open)-1), open[1:]
			}
			method = *adapt
		}
		q := method.Quote(h, forecast.Query{At: c.Opened})
		require.True(t, q.Reachable)
		n++
		if c.Took <= q.Due {
			kept++
		}
		if adapt != nil {
			open = comesDue(open, verdict{c.Opened.Add(q.Due), c.Took <= q.Due})
		}
	}
	return kept, n
}

// TestSlowingDesks shows how far Survival lags where work slows, as its comment says, and
// that Adaptive hardly does; where nothing changes both keep their word.
func TestSlowingDesks(t *testing.T) {
	for _, c := range []struct{ times, survival, adaptive float64 }{
		{1, 0.95, 0.95}, {1.5, 0.94, 0.949}, {3, 0.923, 0.948},
	} {
		var kept, n, adapted float64
		for seed := range uint64(2) {
			cases := slowing(seed, c.times)
			k, all := keeps(t, cases, nil)
			a, _ := keeps(t, cases, &forecast.Adaptive{})
			kept, n, adapted = kept+k, n+all, adapted+a
		}
		t.Logf("times grow to %v times: survival keeps %.4f, adaptive %.4f of %.0f", c.times, kept/n, adapted/n, n)
		noise := 2.6 * math.Sqrt(.95*.05/n)
		require.GreaterOrEqual(t, kept/n, c.survival-noise)
		require.GreaterOrEqual(t, adapted/n, c.adaptive-noise)
	}
}
