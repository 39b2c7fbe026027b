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

// TestGroupsThatDifferFromTheirPrior: beside five types that are all alike, one that
// takes ten times as long, or a tenth, is quoted as its own few cases say, as far as so
// few can: n of them keep n/(n+1) at most.
func TestGroupsThatDifferFromTheirPrior(t *testing.T) {
	const runs, spread = 60, 0.6
	for _, c := range []struct {
		n      int
		median float64
		level  float64
	}{{5, 20, 0.8}, {10, 20, 0.8}, {10, 20, 0.9}, {10, 20, 0.95}, {40, 20, 0.8}, {40, 20, 0.95}, {10, 0.2, 0.8}, {40, 0.2, 0.95}} {
		kept, days := 0.0, 0.0
		for seed := range uint64(runs) {
			r := rand.New(rand.NewPCG(seed, 2))
			var cases []forecast.Record
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
			q := forecast.Survival{}.Quote(h, forecast.Query{At: day(200), Level: c.level, Fields: kind("strange")})
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

// TestNewGroupsThatDifferFromTheirPrior: a type that is new and takes four times as long, or a
// third, as the others is quoted by them at first, and ever better.
func TestNewGroupsThatDifferFromTheirPrior(t *testing.T) {
	const decades = 4 // of days
	for _, c := range []struct {
		mean  float64
		kept  [decades]float64 // at least
		quote [decades]float64 // at most, on the average, beside the right one
	}{
		{20, [decades]float64{0.55, 0.74, 0.83, 0.86}, [decades]float64{1, 1, 1, 1}},
		{1.6, [decades]float64{0.93, 0.93, 0.93, 0.93}, [decades]float64{2.8, 1.4, 1.3, 1.3}},
	} {
		var kept, quoted, days [decades]float64
		for seed := range uint64(4) {
			r := rand.New(rand.NewPCG(seed, 3))
			var cases []forecast.Record
			for i := range 20 * (100 + 10*decades) {
				d := float64(i) / 20
				cases = append(cases, done(fmt.Sprint(i), kind(i%3), day(0).Add(span(d)), span(5*r.ExpFloat64())))
				if d > 100 && i%4 == 0 {
					cases = append(cases, done(fmt.Sprint("new ", i), kind("new"), day(0).Add(span(d)), span(c.mean*r.ExpFloat64())))
				}
			}
			h, err := forecast.New(forecast.Config{Groups: twoLines}, cases...)
			require.NoError(t, err)
			for _, x := range cases {
				q := forecast.Survival{}.Quote(h, forecast.Query{At: x.Opened, Fields: x.Fields})
				if x.Fields["type"] != "new" || !q.Reachable {
					continue
				}
				decade := int(x.Opened.Sub(day(100)).Hours() / 240)
				quoted[decade]++
				days[decade] += q.Due.Hours() / 24
				if x.Took <= q.Due {
					kept[decade]++
				}
			}
		}
		right := -c.mean * math.Log(0.05)
		for i := range decades {
			t.Logf("mean %v d, from day %d on: kept %.3f of %.0f, promised %.1f d; right would be %.1f", c.mean, 10*i, kept[i]/quoted[i], quoted[i], days[i]/quoted[i], right)
			require.GreaterOrEqual(t, kept[i]/quoted[i], c.kept[i])
			require.LessOrEqual(t, days[i]/quoted[i]/right, c.quote[i])
		}
	}
}
