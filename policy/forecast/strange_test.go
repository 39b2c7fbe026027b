package forecast_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
)

func kind(i any) policy.Fields { return policy.Fields{"type": fmt.Sprint(i)} }

var twoLines = [][]string{{"type"}, {}}

// TestStrangeGroupsSpeakForThemselves: beside five types that are all alike, one that
// takes ten times as long, or a tenth, is quoted as its own few cases say, as far as so
// few can: n of them keep n/(n+1) at most.
func TestStrangeGroupsSpeakForThemselves(t *testing.T) {
	const runs, spread = 60, 0.6
	for _, c := range []struct {
		n      int
		median float64
		level  float64
	}{{5, 20, 0.8}, {10, 20, 0.8}, {10, 20, 0.9}, {10, 20, 0.95}, {40, 20, 0.8}, {40, 20, 0.95}, {10, 0.2, 0.8}, {40, 0.2, 0.95}} {
		kept, days := 0.0, 0.0
		for seed := range uint64(runs) {
			r := rand.New(rand.NewPCG(seed, 2))
			var cases []forecast.Case
			add := func(f policy.Fields, median float64) {
				cases = append(cases, done(fmt.Sprint(len(cases)), f, day(0).Add(span(r.Float64()*30)), span(median*math.Exp(spread*r.NormFloat64()))))
			}
			for i := range 500 {
				add(kind(i%5), 2)
			}
			for range c.n {
				add(kind("strange"), c.median)
			}
			h, err := forecast.New(forecast.Config{Groups: twoLines}, cases...)
			require.NoError(t, err)
			q := forecast.Survival{}.Quote(h, forecast.Question{At: day(200), Level: c.level, Fields: kind("strange")})
			require.True(t, q.Reachable)
			due := q.Due.Hours() / 24
			days += due / runs
			kept += math.Erfc(-math.Log(due/c.median)/spread/math.Sqrt2) / 2 / runs
		}
		right := c.median * math.Exp(spread*math.Sqrt2*math.Erfinv(2*c.level-1))
		t.Logf("%d cases of median %v d: %v is kept %.3f, in %.2f d; right would be %.2f", c.n, c.median, c.level, kept, days, right)
		require.GreaterOrEqual(t, kept, min(c.level, float64(c.n)/float64(c.n+1))-0.03)
		if c.median < 2 {
			require.Less(t, days, 6.5, "no longer than the others, of whom 95 in 100 take 5.4")
		} else {
			require.Less(t, days, 1.6*right)
		}
	}
}
