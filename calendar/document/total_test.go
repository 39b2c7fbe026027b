package document_test

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/document"
)

// totalOf returns the sum of n durations of one length.
func totalOf(n int, d time.Duration) (t document.Total) {
	for range n {
		t = t.Plus(document.TotalOf(d))
	}
	return t
}

// TestTotalText: a sum is written like a duration, with as many hours as it has.
func TestTotalText(t *testing.T) {
	for _, c := range []struct {
		total       document.Total
		want, short string
	}{
		{document.Total{}, "0s", "0s"},
		{totalOf(1, 90*time.Minute), "1h30m0s", "1h30m"},
		{totalOf(1, -5400*time.Second-5e8), "-1h30m0.5s", "-1h30m0.5s"},
		{totalOf(1, 1500), "1.5µs", "1.5µs"},
		{totalOf(2, 1<<32*time.Second), "2386092h56m32s", "2386092h56m32s"},
		{totalOf(4, 1_000_000*time.Hour), "4000000h0m0s", "4000000h"},
		{totalOf(4, 1_000_000*time.Hour).Plus(totalOf(1, 90*time.Minute)), "4000001h30m0s", "4000001h30m"},
		{totalOf(4, -1_000_000*time.Hour).Plus(totalOf(1, -61*time.Second-1)), "-4000000h1m1.000000001s", "-4000000h1m1.000000001s"},
		{totalOf(1, math.MinInt64), "-2562047h47m16.854775808s", "-2562047h47m16.854775808s"},
		{totalOf(1, math.MinInt64).Plus(totalOf(1, -1)), "-2562047h47m16.854775809s", "-2562047h47m16.854775809s"},
	} {
		text, err := c.total.MarshalText()
		require.NoError(t, err)
		require.Equal(t, c.want, string(text))
		require.Equal(t, c.short, c.total.Short())
		var back document.Total
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, c.total, back)
	}
	for _, bad := range []string{
		"", "1h", "01h0m0s", "4000000h", "4000000h61m0s", "4000000h-1m0s", "18446744073709551616h0m0s", "+1h0m0s", "h0m0s", "-h0m0s", "4000000.5h0m0s", "--4000000h0m0s",
		"-0s", "5400s", strings.Repeat("9", 1e6) + "h0m0s",
	} {
		var back document.Total
		err := back.UnmarshalText([]byte(bad))
		require.ErrorContains(t, err, fmt.Sprintf("invalid sum of durations %q; write one like 1h30m0s", document.Excerpt(bad)))
		require.Less(t, len(err.Error()), 300)
	}
}

// TestTotalExactly holds sums and means against integers of any size.
func TestTotalExactly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := rapid.SliceOf(rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{0, -1, 1, math.MaxInt64, math.MinInt64}))).Draw(rt, "durations")
		total, want, negative := document.Total{}, new(big.Int), false
		for _, d := range list {
			total = total.Plus(document.TotalOf(time.Duration(d)))
			want.Add(want, big.NewInt(d))
			negative = negative || d < 0
		}
		text, err := total.MarshalText()
		require.NoError(rt, err)
		var back document.Total
		require.NoError(rt, back.UnmarshalText(text))
		require.Equal(rt, total, back)

		f, _ := new(big.Float).SetInt(want).Float64()
		require.InEpsilon(rt, f+math.Copysign(1, f), total.Nanoseconds()+math.Copysign(1, f), 1e-15)
		if n := len(list); n > 0 {
			mean := new(big.Int).Quo(want, big.NewInt(int64(n)))
			require.Equal(rt, mean.Int64(), int64(total.Mean(n)))
		}
		sum := total.Duration()
		require.Equal(rt, want.IsInt64(), document.TotalOf(sum) == total)
		if !want.IsInt64() {
			require.Contains(rt, []time.Duration{math.MaxInt64, math.MinInt64}, sum)
			require.Equal(rt, want.Sign() < 0, sum < 0)
		}
		if !negative {
			require.True(rt, total.Fits(len(list)))
		}
		n := rapid.IntRange(0, 5).Draw(rt, "n")
		most := new(big.Int).Mul(big.NewInt(int64(n)), big.NewInt(math.MaxInt64))
		require.Equal(rt, want.Sign() >= 0 && want.Cmp(most) <= 0, total.Fits(n))
	})
}

// TestTotalOutOfRange: a sum that has no text is not written, and nothing that is
// asked about it fails.
func TestTotalOutOfRange(t *testing.T) {
	total := document.TotalOf(math.MaxInt64)
	for range 60 {
		total = total.Plus(total)
	}
	_, err := total.MarshalText()
	require.ErrorContains(t, err, "out of range")
	require.Equal(t, time.Duration(math.MaxInt64), total.Mean(1000))
	require.Zero(t, total.Mean(0))
	require.NotEmpty(t, total.String())
}
