package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCorrelationByHand is the one-way analysis of variance of groups of unequal
// sizes (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 2003).
//
// Of three groups of 2, 3 and 5 cases, 2, 1 and 1 are so. All are 10, of which 4 are
// so, a mean of 0.4. The sum of squares between the groups is
//
//	2 (1-0.4)^2 + 3 (1/3-0.4)^2 + 5 (0.2-0.4)^2 = 0.72 + 1/75 + 0.2 = 14/15
//
// with 2 degrees of freedom, a mean square of 7/15. That within them is
//
//	2*1*0 + 3*(1/3)*(2/3) + 5*(1/5)*(4/5) = 2/3 + 4/5 = 22/15
//
// with 10-3 = 7 degrees, a mean square of 22/105. The size of an equal group is
//
//	n0 = (10 - (4+9+25)/10) / 2 = 3.1
//
// and the correlation (7/15 - 22/105) / (7/15 + 2.1*22/105) = (9/35) / (68/75) =
// 135/476. So the prior weight is (1-r)/r = 341/135 cases, about 2.5.
func TestCorrelationByHand(t *testing.T) {
	r, ok := correlation([]proportion{{3, 1}, {2, 2}, {5, 1}})
	require.True(t, ok)
	require.InDelta(t, 135.0/476, r, 1e-15)
	require.InDelta(t, 341.0/135, (1-r)/r, 1e-13)

	// Two groups of 4, of which 3 and 1 are so: between 8*(1/4)^2 = 1/2 with 1 degree,
	// within 2*4*(3/16) = 3/2 with 6 degrees, so 1/2 and 1/4, and (1/4)/(1/2+3/4).
	r, ok = correlation([]proportion{{4, 3}, {4, 1}})
	require.True(t, ok)
	require.InDelta(t, 0.2, r, 1e-15)

	// Groups that are all alike say less than chance would: between 0, within 2 over 6.
	r, ok = correlation([]proportion{{4, 2}, {4, 2}})
	require.True(t, ok)
	require.InDelta(t, -1.0/3, r, 1e-15)

	r, ok = correlation([]proportion{{4, 4}, {7, 0}})
	require.True(t, ok)
	require.InDelta(t, 1, r, 1e-15, "the group says all")
	r, ok = correlation([]proportion{{4, 4}, {7, 7}})
	require.True(t, ok)
	require.Zero(t, r, "there is nothing to tell apart")
	_, ok = correlation([]proportion{{40, 4}})
	require.False(t, ok, "one group")
	_, ok = correlation([]proportion{{1, 1}, {1, 0}})
	require.False(t, ok, "no two cases in a group")
}

// TestCorrelationOfManyGroups finds the one with which they were made: shares drawn
// from a beta distribution with a and b have 1/(a+b+1).
func TestCorrelationOfManyGroups(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 9))
	exponential := func(n int) (sum float64) { // gamma distributed
		for range n {
			sum += random.ExpFloat64()
		}
		return sum
	}
	for _, c := range []struct{ a, b int }{{1, 1}, {2, 3}, {4, 12}} {
		var shares []proportion
		for range 4000 {
			x, y := exponential(c.a), exponential(c.b)
			var group proportion
			for range 2 + random.IntN(30) {
				group.add(random.Float64() < x/(x+y))
			}
			shares = append(shares, group)
		}
		r, ok := correlation(slices.Clone(shares))
		require.True(t, ok)
		require.InDelta(t, 1/float64(c.a+c.b+1), r, 0.01)
		random.Shuffle(len(shares), func(i, k int) { shares[i], shares[k] = shares[k], shares[i] })
		again, _ := correlation(shares)
		require.Equal(t, math.Float64bits(r), math.Float64bits(again), "in any order")
	}
}
