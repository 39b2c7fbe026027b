package forecast_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy/forecast"
)

// costOf is what it costs on average to promise a time, case by case. Those of the
// past are one in n+1 each; the last one takes longer than all of them, nobody knows
// by how much.
func costOf(n forecast.Newsvendor, took []time.Duration, due time.Duration) float64 {
	d, sum := due.Hours(), 0.0
	for i, t := range append(slices.Clone(took), slices.Max(took)) {
		sum += n.Quoted*d + n.Late*math.Max(t.Hours()-d, 0) + n.Early*math.Max(d-t.Hours(), 0)
		if t > due || i == len(took) {
			sum += n.Broken
		}
	}
	return sum / float64(len(took)+1)
}

// TestNewsvendorCostsLeast of all times that could be promised, from the shortest of
// the past to the longest, for any costs.
func TestNewsvendorCostsLeast(tb *testing.T) {
	chosen := 0
	rapid.Check(tb, func(t *rapid.T) {
		took := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) time.Duration {
			return time.Duration(rapid.IntRange(1, 400).Draw(t, "minutes")) * time.Minute * 7
		}), 1, 60).Draw(t, "took")
		cost := func(what string) float64 {
			return float64(rapid.IntRange(0, 400).Draw(t, what)) / 4
		}
		n := forecast.Newsvendor{Quoted: cost("quoted"), Late: cost("late"), Early: cost("early")}
		if rapid.Bool().Draw(t, "a fixed loss") {
			n.Broken = 10 * cost("broken")
		}
		h, now := sampleHistory(tb, took, slices.Repeat([]bool{true}, len(took)))
		question := forecast.Query{At: now}
		plan, q := n.Plan(h, question), n.Quote(h, question)
		if n.Broken == 0 && n.Late <= n.Quoted {
			require.Zero(t, plan)
			return
		}
		slices.Sort(took)
		least := math.Inf(1)
		for i, due := range took {
			least = math.Min(least, costOf(n, took, due))
			for part := range 4 { // and times between
				between := due + (took[min(i+1, len(took)-1)]-due)/4*time.Duration(part)
				least = math.Min(least, costOf(n, took, between))
			}
		}
		if !q.Reachable { // to be longer than all of the past would cost less
			require.Greater(t, plan.Level, float64(len(took))/float64(len(took)+1))
			require.InDelta(t, least, costOf(n, took, took[len(took)-1]), 1e-9*(1+least))
			require.True(t, math.IsInf(plan.Cost, 1))
			return
		}
		chosen++
		require.InDelta(t, least, costOf(n, took, q.Due), 1e-9*(1+least), "%v of %v", q.Due, took)
		require.InDelta(t, least, plan.Cost, 1e-9*(1+least))
		require.LessOrEqual(t, plan.Cost, plan.Less*(1+1e-9)+1e-9)
		require.LessOrEqual(t, plan.Cost, plan.More*(1+1e-9)+1e-9)
	})
	require.Positive(tb, chosen)
}

// TestNewsvendorRefuses what the costs do not say, and still tells what it was asked
// and which cases there are.
func TestNewsvendorRefuses(t *testing.T) {
	h, now := hundred(t)
	const cheap, odd = "being late costs no more than quoting long", "a cost is less than nothing or no number"
	for _, c := range []struct {
		n   forecast.Newsvendor
		why string
	}{
		{forecast.Newsvendor{Quoted: 20, Late: 20}, cheap},
		{forecast.Newsvendor{}, cheap},
		{forecast.Newsvendor{Quoted: 1, Late: 20, Early: -1}, odd},
		{forecast.Newsvendor{Quoted: math.NaN(), Late: 20}, odd},
		{forecast.Newsvendor{Broken: math.Inf(1)}, odd},
	} {
		got := c.n.Quote(h, forecast.Query{At: now})
		if diff := cmp.Diff(forecast.Quote{Asked: 0.95, Basis: "newsvendor", Group: "all", N: 100, Refused: c.why}, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.n, diff)
		}
		require.Equal(t, "nothing to promise: "+c.why, got.String())
	}
	if diff := cmp.Diff(forecast.Quote{Asked: 0.8, Basis: "newsvendor"}, forecast.Newsvendor{Broken: 9}.Quote(forecast.History{}, forecast.Query{At: now, Level: 0.8})); diff != "" {
		t.Errorf("without a history (-want +got):\n%s", diff)
	}
	longest := forecast.Newsvendor{Late: 1}.Quote(h, forecast.Query{At: now})
	require.Equal(t, 1.0, longest.Asked, "where quoting long costs nothing, no level is too high")
	require.False(t, longest.Reachable)
	require.Equal(t, 100*time.Hour, longest.Due)
}
