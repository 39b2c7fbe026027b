package report_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise/report"
)

// TestWilson compares with the intervals that R. G. Newcombe publishes for the score
// method without continuity correction (Two-sided confidence intervals for the
// single proportion: comparison of seven methods, Statistics in Medicine 17, 1998,
// table I, method 3), to their four places.
func TestWilson(t *testing.T) {
	for _, published := range []struct {
		rate      report.Rate
		low, high float64
	}{
		{report.Rate{Count: 81, Of: 263}, 0.2553, 0.3662},
		{report.Rate{Count: 15, Of: 148}, 0.0624, 0.1605},
		{report.Rate{Count: 0, Of: 20}, 0, 0.1611},
		{report.Rate{Count: 1, Of: 29}, 0.0061, 0.1718},
	} {
		low, high := published.rate.Wilson()
		require.InDelta(t, published.low, low, 0.00005)
		require.InDelta(t, published.high, high, 0.00005)
	}
	low, high := report.Rate{}.Wilson()
	require.Equal(t, []float64{0, 1}, []float64{low, high}, "of nothing, nothing is known")
}

// TestWilsonSolves checks the equation whose solutions its ends are: the share lies
// 1.96 standard deviations of a rate at an end away from that end.
func TestWilsonSolves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1_000_000).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		r := report.Rate{Count: k, Of: n}
		share, _ := r.Share()
		low, high := r.Wilson()
		require.True(t, 0 <= low && low <= share && share <= high && high <= 1, "%v %v %v", low, share, high)
		for _, end := range []float64{low, high} {
			if end == 0 || end == 1 {
				continue
			}
			require.InEpsilon(t, 1.959963984540054, math.Abs(share-end)/math.Sqrt(end*(1-end)/float64(n)), 1e-6)
		}
	})
}
