package forecast_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
)

// crowd is a group of cases that all weigh the same: how long each was watched, in
// whole hours, and whether it was finished then.
type crowd struct {
	hours    []int
	finished []bool
}

// atRisk returns how many were watched up to an hour, and how many were finished in
// it.
func (c crowd) atRisk(hour int) (watched, done float64) {
	for i, h := range c.hours {
		if h >= hour {
			watched++
		}
		if h == hour && c.finished[i] {
			done++
		}
	}
	return watched, done
}

// open returns the share still open after each hour, by Kaplan and Meier.
func (c crowd) open(hours int) []float64 {
	share, list := 1.0, make([]float64, hours)
	for hour := range hours {
		if n, done := c.atRisk(hour); n > 0 {
			share *= 1 - done/n
		}
		list[hour] = share
	}
	return list
}

// isStep reports whether a shrunk curve counts anew after an hour: where one of the group
// was finished, and behind the last of these where one was lost from sight.
func (c crowd) isStep(hour int) bool {
	last := -1
	for i, h := range c.hours {
		if c.finished[i] && h == hour {
			return true
		}
		if c.finished[i] {
			last = max(last, h)
		}
	}
	return hour > last && slices.Contains(c.hours, hour)
}

// watched returns how many were watched up to the next step, from an hour on.
func (c crowd) watched(hour, hours int) (n float64) {
	for hour < hours && !c.isStep(hour) {
		hour++
	}
	n, _ = c.atRisk(hour)
	return n
}

// slowShrunk returns the share still open after each hour the slow way: hour by hour,
// the cases of the group and those of the prior, which are finished and censored as the
// parent's cases are. Both are counted anew at the steps of the group.
func slowShrunk(own, parent crowd, weight float64, hours int) []float64 {
	all, parents := parent.watched(0, hours), parent.open(hours)
	share, open, from := 1.0, make([]float64, hours), 1.0
	n, prior := own.watched(0, hours), weight
	for hour := range hours {
		left := n + prior
		if from > 0 {
			left -= prior * (1 - parents[hour]/from)
		}
		if own.isStep(hour) {
			_, done := own.atRisk(hour)
			left -= done
		}
		open[hour] = share
		if n+prior > 0 {
			open[hour] = share * left / (n + prior)
		}
		if own.isStep(hour) {
			share, from = open[hour], parents[hour]
			n, prior = own.watched(hour+1, hours), weight*parent.watched(hour+1, hours)/all
			if from <= 0 {
				prior = 0
			}
		}
	}
	return open
}

func (c crowd) cases(id string, fields policy.Fields) (list []forecast.Record) {
	for i, h := range c.hours {
		x := forecast.Record{ID: fmt.Sprint(id, i), Fields: fields, Opened: day(0), Took: time.Duration(h) * time.Hour}
		if at := day(0).Add(x.Took); c.finished[i] {
			x.Finished = at
		} else {
			x.Seen, x.Ended = at, true
		}
		list = append(list, x)
	}
	return list
}

func drawCrowd(t *rapid.T, name string, hours int) (c crowd) {
	for range rapid.IntRange(1, 4).Draw(t, name) {
		c.hours = append(c.hours, rapid.IntRange(0, hours-1).Draw(t, "hours"))
		c.finished = append(c.finished, rapid.IntRange(0, 3).Draw(t, "finished") > 0)
	}
	return c
}

// TestShrunkCurveIsTheSlowOne compares what a group and its parent make together with a
// walk hour by hour. The parent has other cases besides, so that each is watched
// where the other is not.
func TestShrunkCurveIsTheSlowOne(t *testing.T) {
	const hours = 12
	rapid.Check(t, func(t *rapid.T) {
		own, other := drawCrowd(t, "own", hours), drawCrowd(t, "other", hours)
		weight := rapid.SampledFrom([]float64{0.5, 1, 4, 50}).Draw(t, "weight")
		h, err := forecast.New(forecast.Config{Groups: [][]string{{"type"}, {}}, HalfLife: -1, Refresh: -1, Least: 1, PriorWeight: weight},
			append(own.cases("a", policy.Fields{"type": "a"}), other.cases("b", policy.Fields{"type": "b"})...)...)
		require.NoError(t, err)
		c := h.Curve(policy.Fields{"type": "a"}, day(100))
		parent := crowd{slices.Concat(own.hours, other.hours), slices.Concat(own.finished, other.finished)}
		for hour, want := range slowShrunk(own, parent, weight, hours) {
			require.InDelta(t, want, c.Open(time.Duration(hour)*time.Hour), 1e-6, "after %d h; %v shrunk towards %v by %v", hour, own, parent, weight)
		}
	})
}

// TestShrunkCurveOfFinishedCasesIsTheMixture by numbers, as it is in textbooks on
// shrinkage.
func TestShrunkCurveOfFinishedCasesIsTheMixture(t *testing.T) {
	own, other := crowd{[]int{1, 2, 2, 9}, slices.Repeat([]bool{true}, 4)}, crowd{[]int{3, 5, 8, 8}, slices.Repeat([]bool{true}, 4)}
	h, err := forecast.New(forecast.Config{Groups: [][]string{{"type"}, {}}, HalfLife: -1, Refresh: -1, Least: 1, PriorWeight: 6},
		append(own.cases("a", policy.Fields{"type": "a"}), other.cases("b", policy.Fields{"type": "b"})...)...)
	require.NoError(t, err)
	c := h.Curve(policy.Fields{"type": "a"}, day(100))
	for hour, want := range map[int]float64{
		0: 1,
		1: (4*3./4 + 6*7./8) / 10,
		2: (4*1./4 + 6*5./8) / 10,
		5: (4*1./4 + 6*3./8) / 10,
		8: (4*1./4 + 6*1./8) / 10,
		9: 0,
	} {
		require.InDelta(t, want, c.Open(time.Duration(hour)*time.Hour), 1e-12, "after %d h", hour)
	}
}

// TestNewGroupsUseTheirParents: a type that is ten days old and of the same law as
// all others is quoted like them, however many cases it has.
func TestNewGroupsUseTheirParents(t *testing.T) {
	for _, n := range []int{30, 60, 120, 200, 400} {
		quoted, tooLong := 0, 0
		for seed := range 20 {
			r := rand.New(rand.NewPCG(uint64(seed), 1))
			var cases []forecast.Record
			for i := range 4000 { // 20 a day, all alike: exponential, mean 5 days, so 95 % take 15 days
				cases = append(cases, done(fmt.Sprint("o", i), policy.Fields{"type": "old"}, day(0).Add(span(float64(i)/20)), span(5*r.ExpFloat64())))
			}
			for i := range n { // a new type, from ten days ago, of the same law
				cases = append(cases, done(fmt.Sprint("n", i), policy.Fields{"type": "new"}, day(0).Add(span(190+10*float64(i)/float64(n))), span(5*r.ExpFloat64())))
			}
			h, err := forecast.New(forecast.Config{Groups: [][]string{{"type"}, {}}}, cases...)
			require.NoError(t, err)
			if q := (forecast.Survival{}).Quote(h, forecast.Query{Fields: policy.Fields{"type": "new"}, At: day(200)}); q.Reachable {
				quoted++
				if q.Due > span(30) {
					tooLong++
				}
			}
		}
		t.Logf("%d cases in ten days: quoted in %d of 20 desks, in %d at more than twice the true 15 days", n, quoted, tooLong)
		if quoted < 18 || tooLong > 2 {
			t.Errorf("a type of the same law as 4,000 others should be quoted, near 15 days")
		}
	}
}

// TestBuildGrowsEvenly: with as many groups as cases, four times the cases take little
// more than four times the memory.
func TestBuildGrowsEvenly(t *testing.T) {
	bytes := func(n int) float64 {
		var cases []forecast.Record
		for i := range n { // two cases a customer, twenty customers a company
			f := policy.Fields{"customer": fmt.Sprint(i / 2), "company": fmt.Sprint(i / 40)}
			cases = append(cases, done(fmt.Sprint(i), f, day(0).Add(time.Duration(i)*30*time.Second), time.Duration(i%97+1)*time.Hour))
		}
		h, err := forecast.New(forecast.Config{Groups: [][]string{{"customer"}, {"company"}, {}}}, cases...)
		require.NoError(t, err)
		var a, b runtime.MemStats
		runtime.ReadMemStats(&a)
		for i := 0; i < n; i += 40 {
			forecast.Survival{}.Quote(h, forecast.Query{Fields: cases[i].Fields, At: day(100)})
		}
		runtime.ReadMemStats(&b)
		return float64(b.TotalAlloc - a.TotalAlloc)
	}
	one, four := bytes(10_000), bytes(40_000)
	t.Logf("%.0f MB, %.0f MB", one/1e6, four/1e6)
	require.Less(t, four, 6*one, "four times the cases, n log n")
}

// TestTheBestIsTheFirst age by which the best share is finished, but for rounding.
func TestTheBestIsTheFirst(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 2))
		var cases []forecast.Record
		for i := range 200 {
			ty := r.IntN(6)
			c := done(fmt.Sprint(i), kind(ty), day(0).Add(span(r.Float64()*60)), span(float64(1+ty)*r.ExpFloat64()))
			if r.IntN(8) == 0 {
				c.Finished, c.Took = time.Time{}, 0
			}
			cases = append(cases, c)
		}
		h, err := forecast.New(forecast.Config{Groups: twoLines}, cases...)
		require.NoError(t, err)
		q := forecast.Query{Fields: kind(1), At: day(100), Level: .999}
		c := h.Curve(q.Fields, q.At)
		p, at := c.Best()
		first, ok := c.Quantile(p)
		require.True(t, ok)
		a := forecast.Survival{}.Quote(h, q)
		q.Level = a.Level - 1e-9
		b := forecast.Survival{}.Quote(h, q)
		require.Equal(t, first, at, "desk %d: %v", seed, p)
		require.Equal(t, b.Due, a.Due, "desk %d: %s and, for 1e-9 less, %s", seed, a, b)
	}
}
