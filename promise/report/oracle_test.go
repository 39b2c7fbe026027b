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

// An oracle answers the same questions from the list of all outcomes, slowly.
type oracle []report.Outcome

func (o oracle) where(keep func(report.Outcome) bool) oracle {
	var list oracle
	for _, x := range o {
		if keep(x) {
			list = append(list, x)
		}
	}
	return list
}

func (o oracle) judged() oracle {
	return o.where(func(x report.Outcome) bool {
		return !x.AlreadyDone && (x.Standing == promise.Kept || x.Standing == promise.Broken)
	})
}

func (o oracle) measured() oracle {
	return o.judged().where(func(x report.Outcome) bool { return x.Promised > 0 })
}

// quantile is the least value that at least the share p of all is not above.
func quantile(values []float64, p float64) (float64, bool) {
	slices.Sort(values)
	for i, v := range values {
		if float64(i+1) >= p*float64(len(values))-1e-9 {
			return v, !math.IsInf(v, 1)
		}
	}
	return 0, false
}

// used is actual over promised, endless for what is not done.
func (o oracle) used() (values []float64) {
	for _, x := range o.measured() {
		if x.Unfinished {
			values = append(values, math.Inf(1))
		} else {
			values = append(values, math.Min(float64(x.Actual)/float64(x.Promised), 1e9))
		}
	}
	return values
}

func (o oracle) actual() (values []float64) {
	for _, x := range o.measured() {
		if x.Unfinished {
			values = append(values, math.Inf(1))
		} else {
			values = append(values, float64(x.Actual))
		}
	}
	return values
}

// pinball by its definition, one promise after the other.
func (o oracle) pinball(level float64) float64 {
	sum, n := 0.0, 0
	for _, x := range o.measured() {
		if x.Unfinished {
			continue
		}
		n++
		y, q := float64(x.Actual), float64(x.Promised)
		if y >= q {
			sum += level * (y - q)
		} else {
			sum += (1 - level) * (q - y)
		}
	}
	return sum / float64(n)
}

// checkAgainst compares a tally with the list that it counts.
func checkAgainst(t require.TestingT, want oracle, got report.Tally, level float64) {
	kept := want.where(func(x report.Outcome) bool { return x.Standing == promise.Kept && !x.AlreadyDone })
	require.Equal(t, report.Rate{Count: len(kept), Of: len(want.judged())}, got.Keep())
	require.Equal(t, len(want), got.All())
	number := func(is func(report.Outcome) bool) int { return len(want.where(is)) }
	first := func(standing promise.Standing) int {
		return number(func(x report.Outcome) bool {
			last := !x.AlreadyDone && !x.Replaced && x.VoidCause != promise.VoidReplaced
			return last && (x.First == standing || x.First == 0 && x.Standing == standing)
		})
	}
	require.Equal(t, report.Rate{Count: first(promise.Kept), Of: first(promise.Kept) + first(promise.Broken)}, got.KeepFirst())
	for cause, n := range map[promise.VoidCause]int{
		promise.VoidByCustomer: got.VoidByCustomer, promise.VoidByCondition: got.VoidByCondition,
		promise.VoidReplaced: got.VoidReplaced, promise.VoidByUs: got.VoidByUs,
	} {
		require.Equal(t, number(func(x report.Outcome) bool { return x.VoidCause == cause }), n, cause)
	}
	withdrawn := number(func(x report.Outcome) bool { return x.VoidCause == promise.VoidByUs })
	require.Equal(t, report.Rate{Count: withdrawn, Of: withdrawn + len(want.judged())}, got.Withdrawn())
	heard := func(notice promise.Notice) int {
		return number(func(x report.Outcome) bool { return x.Notice == notice })
	}
	silent := heard(promise.Silent)
	require.Equal(t, report.Rate{Count: silent, Of: silent + heard(promise.FairNotice) + heard(promise.ShortNotice)}, got.Silence())
	require.Equal(t, heard(promise.Unannounced), got.Unannounced)
	require.Equal(t, number(func(x report.Outcome) bool { return x.AlreadyDone }), got.AlreadyDone)

	near := func(want, got float64, text string, within float64) {
		require.GreaterOrEqual(t, got, want*(1-1e-12)-within, text)
		require.LessOrEqual(t, got, want*(1+1.0/256)*(1+1e-12)+within, text)
	}
	wantActual, wantOK := quantile(want.actual(), level)
	gotActual, ok := got.Actual.Quantile(level)
	require.Equal(t, wantOK, ok)
	if ok {
		near(wantActual, float64(gotActual), "actual", 0)
	}

	used := want.used()
	n := float64(len(used))
	wantUsed, wantOK := quantile(used, level)
	pad, ok := got.Pad(level)
	require.Equal(t, wantOK && n*(1-level) >= level-1e-9 && wantUsed*1e6 >= 0.5, ok, "pad %v of %v", wantUsed, n)
	if ok {
		near(wantUsed, 1/pad, "pad", 1e-6)
	}
	var unused []float64
	for _, x := range kept.measured() {
		unused = append(unused, 1-float64(x.Actual)/float64(x.Promised))
	}
	wantUnused, wantOK := quantile(unused, level)
	gotUnused, ok := got.UnusedShare(level)
	require.Equal(t, wantOK, ok)
	require.InDelta(t, wantUnused, gotUnused, 0.004)

	if got.Actual.N() > 0 {
		loss, ok := got.Pinball(level)
		require.True(t, ok)
		require.InDelta(t, want.pinball(level), float64(loss), 1000+1e-9*want.pinball(level))
	}
}

func TestAgainstOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := oracle(outcomes().Draw(rt, "outcomes"))
		level := rapid.Float64Range(0.01, 0.99).Draw(rt, "level")
		r := build(t, list...)
		checkAgainst(rt, list, r.Total(), level)
		for _, row := range r.Groups() {
			checkAgainst(rt, list.where(func(x report.Outcome) bool { return x.Group == row.Name }), row.Tally, level)
		}
		newYork := zone(t, "America/New_York")
		for _, row := range r.Months() {
			checkAgainst(rt, list.where(func(x report.Outcome) bool { return x.At.In(newYork).Format("2006-01") == row.Name }), row.Tally, level)
		}
		for _, x := range r.Excluded() {
			worked := time.Duration(0)
			for _, o := range list {
				if len(o.Excluded) > 0 && o.Excluded[0].Cause == x.Cause && o.Excluded[0].Reason == x.Reason && worked < 1<<62 {
					worked += o.Excluded[0].Worked
				}
			}
			if worked < 1<<62 {
				require.Equal(t, worked, x.Worked)
			}
		}
	})
}

func TestDeskAgainstOracle(t *testing.T) {
	list := oracle(desk())
	r := build(t, list...)
	for _, level := range []float64{0.5, 0.8, 0.9, 0.95, 0.99} {
		checkAgainst(t, list, r.Total(), level)
	}
}

// TestBurn counts the days itself and adds up the binomial exactly.
func TestBurn(t *testing.T) {
	newYork := zone(t, "America/New_York")
	rapid.Check(t, func(rt *rapid.T) {
		list := oracle(outcomes().Draw(rt, "outcomes"))
		until := time.Unix(rapid.Int64Range(1767225600, 1780000000).Draw(rt, "until"), 0)
		days := rapid.IntRange(1, 120).Draw(rt, "days")
		y, m, d := until.In(newYork).Date()
		first := time.Date(y, m, d-days+1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		last := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		in := list.judged().where(func(x report.Outcome) bool {
			on := x.At.In(newYork).Format(time.DateOnly)
			return on >= first && on <= last
		})
		broken := len(in.where(func(x report.Outcome) bool { return x.Standing == promise.Broken }))
		b, ok := build(t, list...).Burn(0.75, until, days)
		require.Equal(t, len(in) > 0, ok)
		if !ok {
			return
		}
		require.Equal(t, []string{first, last}, []string{b.From, b.To})
		require.Equal(t, report.Rate{Count: broken, Of: len(in)}, b.Broken)
		require.InDelta(t, float64(broken)/float64(len(in))*4, b.Speed, 1e-6)
		require.InDelta(t, float64(len(in))/4-float64(broken), b.Left, 1e-6)
		require.InDelta(t, exactTail(broken, len(in), 4), b.Chance, 1e-6)
	})
}

// exactTail is the probability of k or more of n, each with one in parts, in whole
// numbers.
func exactTail(k, n int, parts int64) float64 {
	sum, power := new(big.Int), big.NewInt(1) // of parts-1
	for i := n; i >= k; i-- {
		term := new(big.Int).Binomial(int64(n), int64(i))
		sum.Add(sum, term.Mul(term, power))
		power.Mul(power, big.NewInt(parts-1))
	}
	all := new(big.Int).Exp(big.NewInt(parts), big.NewInt(int64(n)), nil)
	v, _ := new(big.Rat).SetFrac(sum, all).Float64()
	return v
}

// TestBurnOfMany: large counts neither overflow nor lose the tail.
func TestBurnOfMany(t *testing.T) {
	at := time.Date(2026, time.March, 3, 12, 0, 0, 0, time.UTC)
	list := make([]report.Outcome, 2000)
	for i := range list {
		list[i] = report.Outcome{At: at, Standing: promise.Kept}
		if i < 120 {
			list[i].Standing = promise.Broken
		}
	}
	b, ok := build(t, list...).Burn(0.95, at, 7)
	require.True(t, ok)
	require.InDelta(t, exactTail(120, 2000, 20), b.Chance, 1e-6)
	require.InDelta(t, 1.2, b.Speed, 1e-9)
	require.InDelta(t, -20, b.Left, 1e-9)
}

func FuzzParse(f *testing.F) {
	r, err := report.New(time.UTC)
	require.NoError(f, err)
	r, err = r.Add(desk()[:40]...)
	require.NoError(f, err)
	f.Add([]byte(marshal(f, r)))
	f.Add([]byte(`{"version":1,"zone":"UTC","groups":[{"months":[{"month":"2026-01","kept":1,"first_kept":1}],"days":[{"on":"2026-01-05","kept":1,"judged":1}]}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		r, err := report.Parse(doc)
		if err != nil {
			return
		}
		again, err := report.Parse([]byte(marshal(t, r)))
		require.NoError(t, err)
		require.True(t, again.Equal(r))
		_ = r.Summary(0.95, 1).String()
		_ = marshal(t, r.Summary(0.95, 1))
		_, _ = r.Merge(again)
		_, _ = r.Burn(0.95, time.Unix(0, 0), 30)
	})
}
