package report_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// monthly makes, for each month, forty promises of one length of which the longest
// take so much of what is meant, evenly from nothing on.
func monthly(tb testing.TB, promised, longest []time.Duration) report.Report {
	tb.Helper()
	var list []report.Outcome
	for m := range promised {
		for i := range 40 {
			o := report.Outcome{At: time.Date(2026, time.Month(m+1), 10, 12, 0, 0, 0, time.UTC), Standing: promise.Kept, Promised: promised[m]}
			o.Actual = longest[m] * time.Duration(i+1) / 40
			if o.Actual > o.Promised {
				o.Standing = promise.Broken
			}
			list = append(list, o)
		}
	}
	return build(tb, list...)
}

func hours(n ...int) (list []time.Duration) {
	for _, n := range n {
		list = append(list, time.Duration(n)*time.Hour)
	}
	return list
}

// TestSandbagging: promised forty hours, and 38 of 40 are done in 28.5 hours: 1.4
// times as long as needed. That is one month's margin, but not three months'.
func TestSandbagging(t *testing.T) {
	pads := monthly(t, hours(40, 40, 40, 40, 40, 40), hours(30, 30, 40, 30, 30, 30)).Pads(0.95, 20)
	require.Len(t, pads, 6)
	for i, want := range []bool{false, false, false, false, false, true} {
		require.Equal(t, want, pads[i].Sandbagged, pads[i].Month)
	}
	require.InEpsilon(t, 40/28.5, pads[0].Factor, 0.004)
	require.InEpsilon(t, 40/38.0, pads[2].Factor, 0.004)
	require.Equal(t, 40*time.Hour, pads[0].Promised)
}

// TestGrown: when the promise went from 20 to 30 hours, the work went from 15 to 20
// hours too; where the promise alone grew, it did not.
func TestGrown(t *testing.T) {
	pads := monthly(t, hours(20, 20, 30, 30, 30), hours(16, 16, 16, 22, 22)).Pads(0.95, 20)
	for i, want := range []bool{false, false, false, true, false} {
		require.Equal(t, want, pads[i].Grown, pads[i].Month)
	}
}

// TestGrownFromNothing: no work has grown from none, and none has not grown.
func TestGrownFromNothing(t *testing.T) {
	for _, longest := range [][]time.Duration{hours(0, 16, 22), hours(16, 16, 0), hours(0, 0, 0)} {
		for _, p := range monthly(t, hours(20, 25, 30), longest).Pads(0.95, 20) {
			require.False(t, p.Grown, p.Month)
		}
	}
}

// TestPadsNeedEnough: a month of 18 says nothing about 0.95.
func TestPadsNeedEnough(t *testing.T) {
	r := monthly(t, hours(20), hours(16))
	require.Len(t, r.Pads(0.95, 40), 1)
	require.Empty(t, r.Pads(0.95, 41))
	require.Empty(t, r.Pads(0.99, 1))
	require.Empty(t, r.Pads(1, 1))
	var list []report.Outcome
	for range 18 {
		list = append(list, report.Outcome{At: time.Unix(1767225600, 0), Standing: promise.Kept, Promised: time.Hour, Actual: time.Minute})
	}
	require.Empty(t, build(t, list...).Pads(0.95, 1))
	require.Len(t, build(t, append(list, list[0])...).Pads(0.95, 1), 1)
}

// TestSummaryNamesGroups: the summary names the groups whose promises are too long
// now, and those whose work grew.
func TestSummaryNamesGroups(t *testing.T) {
	s := monthly(t, hours(20, 20, 30, 30), hours(16, 16, 16, 22)).Summary(0.95, 20)
	require.Equal(t, []string{""}, s.Grown)
	require.Equal(t, []string{""}, monthly(t, hours(40, 40, 40), hours(30, 30, 30)).Summary(0.95, 20).Sandbagged)
	require.Contains(t, s.String(), "growing         work grew along with the promises, by: 2026-04\n")
	require.Contains(t, s.String(), "growing         work grew along with the promises in the last three months, in: -\n")
}

// TestExactRank: seven of a hundred is the seventh, though 0.07*100 is a little more
// than 7 in binary.
func TestExactRank(t *testing.T) {
	var list []report.Outcome
	for i := range 100 {
		list = append(list, report.Outcome{At: time.Unix(1767225600, 0), Standing: promise.Kept, Promised: 200 * time.Hour, Actual: time.Duration(i+1) * time.Hour})
	}
	took := build(t, list...).Total().Actual
	for _, want := range []int{7, 14, 28, 29, 50, 55, 56, 57, 58, 95, 100} {
		got, ok := took.Quantile(float64(want) / 100)
		require.True(t, ok)
		require.Equal(t, time.Duration(want)*time.Hour, got)
	}
	for share, ok := range map[float64]bool{0: true, 1: true, -1e-9: false, 1.001: false, -1: false, 1.5: false, math.NaN(): false} {
		_, got := took.Quantile(share)
		require.Equal(t, ok, got, share)
	}
}

// TestPadsInARow: three Januaries are no three months in a row.
func TestPadsInARow(t *testing.T) {
	r, err := report.New(time.UTC)
	require.NoError(t, err)
	for year, promised := range map[int]time.Duration{2024: 10 * time.Hour, 2025: 10 * time.Hour, 2026: 12 * time.Hour} {
		for i := range 30 {
			r, err = r.Add(report.Outcome{At: time.Date(year, time.January, 1+i%27, 9, 0, 0, 0, time.UTC), Standing: promise.Kept, Promised: promised, Actual: promised / 2})
			require.NoError(t, err)
		}
	}
	pads := r.Pads(.95, 1)
	require.Len(t, pads, 3)
	for _, p := range pads {
		require.False(t, p.Sandbagged || p.Grown, p.Month)
	}
}
