package forecast_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
)

// TestConformalInGroups: a group with enough cases has the law for itself. One with too
// few is answered for by all, who are kept at least as often as the level, and more,
// since each group promises no less than its own longest.
func TestConformalInGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	desk := func(groups, each int) forecast.History {
		var cases []forecast.Record
		for i := range groups * each {
			cases = append(cases, done(fmt.Sprint(i), kind(i%groups), day(0), span(r.ExpFloat64())))
		}
		h, err := forecast.New(forecast.Config{Groups: twoLines}, cases...)
		require.NoError(t, err)
		return h
	}
	const runs, level = 1200, 0.9
	kept := func(groups, each, n int) (share float64) {
		for range runs {
			q := forecast.Conformal{}.Quote(desk(groups, each), forecast.Query{At: day(200), Level: level, Fields: kind(3)})
			require.Equal(t, n, q.N)
			share += (1 - math.Exp(-q.Due.Hours()/24)) / runs
		}
		return share
	}
	const noise = 0.005 // three standard errors
	own := kept(5, 39, 39)
	require.GreaterOrEqual(t, own, level-noise)
	require.LessOrEqual(t, own, level+1.0/40+noise)
	require.GreaterOrEqual(t, kept(20, 8, 160), level-noise)
}
