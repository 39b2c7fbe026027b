package forecast_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
)

// TestOpenPromisesDoNotSwingTheLevel: on a desk where nothing changes, with 1,500
// promises open at a time, every ten days keep what was said. By the rule as it was
// published, which knows nothing of a delay, the level swings to and fro.
func TestOpenPromisesDoNotSwingTheLevel(t *testing.T) {
	const perDay, days = 100, 120
	r := rand.New(rand.NewPCG(2, 7))
	var cases []forecast.Record
	for i := range perDay * days {
		cases = append(cases, done(fmt.Sprint(i), nil, day(0).Add(span(float64(i)/perDay)), span(5*r.ExpFloat64())))
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	worst := func(told func(open int) int) (worst float64) {
		var state forecast.AdaptiveState
		var open []verdict
		kept := map[int]float64{}
		for i, c := range cases[20*perDay:] {
			for len(open) > 0 && !open[0].due.After(c.Opened) {
				state, open = state.Step(open[0].kept, told(len(open)-1)), open[1:]
			}
			q := forecast.Adaptive{State: state}.Quote(h, forecast.Query{At: c.Opened})
			require.True(t, q.Reachable)
			open = comesDue(open, verdict{c.Opened.Add(q.Due), c.Took <= q.Due})
			if c.Took <= q.Due {
				kept[i/(10*perDay)] += 1.0 / (10 * perDay)
			}
		}
		worst = 1
		for _, share := range kept {
			worst = min(worst, share)
		}
		return worst
	}
	require.Greater(t, worst(func(open int) int { return open }), 0.93)
	require.Less(t, worst(func(int) int { return 0 }), 0.9)
}
