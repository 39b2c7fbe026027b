package report_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise/report"
)

// TestBurnRate adds up the tail of the binomial distribution term by term.
func TestBurnRate(t *testing.T) {
	for _, level := range []float64{0.5, 0.9, 0.95, 0.999} {
		for n := 1; n <= 100; n += 9 {
			for k := 0; k <= n; k++ {
				rate, chance := report.BurnRate(level, report.Rate{Count: k, Of: n})
				require.InDelta(t, float64(k)/float64(n)/(1-level), rate, 1e-9)
				want := 0.0
				for i := k; i <= n; i++ {
					a, _ := math.Lgamma(float64(n) + 1)
					b, _ := math.Lgamma(float64(i) + 1)
					c, _ := math.Lgamma(float64(n-i) + 1)
					want += math.Exp(a - b - c + float64(i)*math.Log(1-level) + float64(n-i)*math.Log(level))
				}
				require.InDelta(t, want, chance, 1e-9, "%d of %d at %v", k, n, level)
			}
		}
	}
	rate, chance := report.BurnRate(0.95, report.Rate{})
	require.Zero(t, rate)
	require.InDelta(t, 1, chance, 0)
}
