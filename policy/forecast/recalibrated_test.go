package forecast_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
)

// TestRecalibratedConformal takes the exact rank of the ratios, and of the differences,
// of finished cases, though the history fades; what is still open does not count.
func TestRecalibratedConformal(t *testing.T) {
	for n := 1; n <= 60; n++ {
		var cases []forecast.Record
		var ratios, residuals []float64
		for i := range n {
			opened := day(i)
			estimate := time.Duration(1+i%4) * time.Hour
			took := time.Duration(1+i*37%n) * 16 * time.Minute
			cases = append(cases,
				forecast.Record{ID: string(rune('a' + 2*i)), Opened: opened, Finished: opened.Add(took), Took: took, Estimate: estimate},
				forecast.Record{ID: string(rune('b' + 2*i)), Opened: opened, Estimate: estimate})
			ratios = append(ratios, took.Hours()/estimate.Hours())
			residuals = append(residuals, (took - estimate).Hours())
		}
		slices.Sort(ratios)
		slices.Sort(residuals)
		h, err := forecast.New(forecast.Config{Least: 1, HalfLife: 24 * time.Hour}, cases...)
		require.NoError(t, err)
		for _, p := range []float64{0.5, 0.8, 0.9, 0.95} {
			q := forecast.Query{At: day(100), Level: p, Estimate: 40 * time.Hour}
			ratio := forecast.Recalibrated{Conformal: true}.Quote(h, q)
			residual := forecast.Recalibrated{Conformal: true, Additive: true}.Quote(h, q)
			k := int(math.Ceil(float64(n+1)*p - 1e-9))
			require.Equal(t, k <= n, ratio.Reachable)
			require.Equal(t, k <= n, residual.Reachable)
			if k <= n {
				require.InDelta(t, 40*ratios[k-1], ratio.Due.Hours(), 1e-4)
				require.InDelta(t, 40+residuals[k-1], residual.Due.Hours(), 1e-9)
				require.Equal(t, n, ratio.N)
				require.Zero(t, ratio.Censored)
			}
		}
	}
}
