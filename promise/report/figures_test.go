package report_test

import (
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// drawMonths draws promises of some months, a few of them missing. Lengths are of so
// few nanoseconds that no quantile of theirs is rounded.
func drawMonths(t *rapid.T) (list oracle) {
	var promised, most int64 = 100, 90
	for m := range 8 {
		grow := func(what string) int64 { return int64(rapid.IntRange(-15, 40).Draw(t, what)) }
		promised, most = min(max(promised+grow("promised"), 20), 450), min(max(most+grow("most"), 10), 450)
		if rapid.IntRange(0, 7).Draw(t, "missing") == 0 {
			continue
		}
		for range rapid.IntRange(3, 30).Draw(t, "promises") {
			o := report.Outcome{
				At: time.Date(2025, time.Month(9+m), 10, 12, 0, 0, 0, time.UTC), Standing: promise.Kept,
				Promised: time.Duration(promised), Actual: time.Duration(rapid.Int64Range(1, most).Draw(t, "actual")),
			}
			if o.Actual >= o.Promised {
				o.Standing, o.Unfinished = promise.Broken, rapid.Bool().Draw(t, "unfinished")
			}
			list = append(list, o)
		}
	}
	return list
}

// padOf is what a pad of one month should say, and whether there is one.
func (o oracle) padOf(month time.Time, level float64, least int) (p report.Pad, ok bool) {
	o = o.where(func(x report.Outcome) bool { return x.At.Format("2006-01") == month.Format("2006-01") }).measured()
	n := float64(len(o))
	if len(o) == 0 || len(o) < least || n < level/(1-level)-1e-9 {
		return p, false
	}
	p = report.Pad{Month: month.Format("2006-01"), N: len(o)}
	var promised []float64
	for _, x := range o {
		promised = append(promised, float64(x.Promised))
	}
	median, _ := quantile(promised, 0.5)
	p.Promised = time.Duration(median)
	if median, ok := quantile(o.actual(), 0.5); ok {
		p.Actual = time.Duration(median)
	}
	if used, ok := quantile(o.used(), level); ok {
		p.Factor = 1 / used
	}
	return p, true
}

// grewBy is how much longer b is than a, as a fraction.
func grewBy(a, b time.Duration) *big.Rat { return big.NewRat(int64(b-a), int64(a)) }

// TestPadsAgainstOracle goes through the months one by one, and asks for each what it
// and the two before it were: whether promises were longer than needed, and whether
// work grew along with them.
func TestPadsAgainstOracle(t *testing.T) {
	said := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		list := drawMonths(rt)
		level, least := rapid.SampledFrom([]float64{0.5, 0.8, 0.9}).Draw(rt, "level"), rapid.IntRange(1, 12).Draw(rt, "least")
		got := build(t, list...).Pads(level, least)
		for m := range 8 {
			var last [3]report.Pad // this month, the one before, and the one before that
			row := 0
			for k := range last {
				p, ok := list.padOf(time.Date(2025, time.Month(9+m-k), 10, 0, 0, 0, 0, time.UTC), level, least)
				if !ok {
					break
				}
				last[k] = p
				row++
			}
			if row == 0 {
				continue
			}
			require.NotEmpty(t, got)
			pad := got[0]
			got = got[1:]
			want := last[0]
			require.Equal(t, []any{want.Month, want.N, want.Promised, want.Actual}, []any{pad.Month, pad.N, pad.Promised, pad.Actual})
			require.InDelta(t, want.Factor, pad.Factor, want.Factor/200+1e-6)

			sure, long := row == 3, row == 3
			for _, p := range last[:row] {
				long = long && p.Factor > 1.25
				sure = sure && math.Abs(p.Factor/1.25-1) > 0.006
			}
			if sure || row < 3 {
				require.Equal(t, long, pad.Sandbagged, "%+v", last)
			}
			grown := false
			if row == 3 && last[2].Actual > 0 && want.Actual > 0 {
				promised, actual := grewBy(last[2].Promised, want.Promised), grewBy(last[2].Actual, want.Actual)
				half := new(big.Rat).Mul(promised, big.NewRat(1, 2))
				if actual.Cmp(half) == 0 {
					continue // at the very edge
				}
				grown = promised.Cmp(big.NewRat(1, 10)) >= 0 && actual.Cmp(half) > 0
			}
			require.Equal(t, grown, pad.Grown, "%+v", last)
			if pad.Grown {
				said["grown"]++
			}
			if pad.Sandbagged {
				said["sandbagged"]++
			}
		}
		require.Empty(t, got)
	})
	require.Positive(t, said["grown"])
	require.Positive(t, said["sandbagged"])
}

// TestSummaryAgainstOracle counts the figures of the summary one outcome after the
// other: who got no promise and no quote, what was first said, who was told nothing,
// and which group and month were worst.
func TestSummaryAgainstOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := oracle(outcomes().Draw(rt, "outcomes"))
		least := rapid.IntRange(1, 8).Draw(rt, "least")
		r := build(t, list...)
		s := r.Summary(0.9, least)

		unquoted := list.where(func(x report.Outcome) bool { return x.Unquoted })
		unpromised := list.where(func(x report.Outcome) bool { return x.Standing == 0 && !x.Unquoted })
		require.Equal(t, report.Rate{Count: len(unquoted), Of: len(list)}, r.Total().WithoutQuote())
		require.Equal(t, report.Rate{Count: len(unpromised), Of: len(list)}, r.Total().WithoutPromise())
		heard := list.where(func(x report.Outcome) bool {
			return x.Standing == promise.Broken && x.Notice != "" && x.Notice != promise.Unannounced
		})
		silent := heard.where(func(x report.Outcome) bool { return x.Notice == promise.Silent })
		require.Equal(t, report.Rate{Count: len(silent), Of: len(heard)}, s.Total.Silence)

		newYork := zone(t, "America/New_York")
		groups, months := map[string]oracle{}, map[string]oracle{}
		for _, x := range list.judged() {
			month := x.At.In(newYork).Format("2006-01")
			groups[x.Group], months[month] = append(groups[x.Group], x), append(months[month], x)
		}
		for _, c := range []struct {
			by   map[string]oracle
			line report.Line
		}{{groups, s.WorstGroup}, {months, s.WorstMonth}} {
			share := func(o oracle) *big.Rat {
				kept := o.where(func(x report.Outcome) bool { return x.Standing == promise.Kept })
				return big.NewRat(int64(len(kept)), int64(len(o)))
			}
			var names []string
			for name, o := range c.by {
				if len(o) >= least {
					names = append(names, name)
				}
			}
			if len(names) == 0 {
				require.Zero(t, c.line.Keep)
				continue
			}
			slices.SortFunc(names, func(a, b string) int {
				if order := share(c.by[a]).Cmp(share(c.by[b])); order != 0 {
					return order
				}
				if a < b {
					return -1
				}
				return 1
			})
			require.Equal(t, names[0], c.line.Name)
			require.Equal(t, len(c.by[names[0]]), c.line.Keep.Of)
		}
	})
}
