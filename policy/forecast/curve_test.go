package forecast_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
)

// milliseconds turns the times of a golden file into durations.
func milliseconds(x float64) time.Duration {
	return time.Duration(math.Round(x*1000)) * time.Millisecond
}

// sampleHistory makes a history of one group in which all cases weigh the same,
// known at the instant returned.
func sampleHistory(tb testing.TB, took []time.Duration, finished []bool) (forecast.History, time.Time) {
	tb.Helper()
	opened := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	now := opened.Add(300 * 24 * time.Hour)
	var cases []forecast.Record
	for i, d := range took {
		c := forecast.Record{ID: strconv.Itoa(i), Opened: opened, Took: d}
		if finished[i] {
			c.Finished = opened.Add(d)
		} else {
			c.Seen, c.Ended = opened.Add(d), true
		}
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{Least: 1, HalfLife: -1, Refresh: -1}, cases...)
	require.NoError(tb, err)
	return h, now
}

type goldenQuotes struct {
	Kind     string
	X, T     []float64
	Finished []bool
	P        map[string]*float64
	Plain    map[string]*float64
	Conf     map[string]*float64

	Target, Gamma float64
	Clip          [2]float64
	Errs          []int
	Alpha         []float64

	PerTimeQuote float64 `json:"per_time_quote"`
	PerTimeLate  float64 `json:"per_time_late"`
	PerTimeEarly float64 `json:"per_time_early"`
	Level        float64
}

// TestGolden reproduces quotes whose answers are known from elsewhere, and those of
// a second implementation in testdata.
func TestGolden(t *testing.T) {
	for _, name := range []string{"reference.json", "quotes.json"} {
		t.Run(name, func(t *testing.T) {
			file := testFile(t, name)
			var list []goldenQuotes
			require.NoError(t, json.NewDecoder(file).Decode(&list))
			require.NotEmpty(t, list)
			for i, g := range list {
				t.Run(fmt.Sprintf("%d %s", i, g.Kind), g.check)
			}
		})
	}
}

func (g goldenQuotes) check(t *testing.T) {
	switch g.Kind {
	case "conformal":
		h, now := sampleHistory(t, durations(g.X), slices.Repeat([]bool{true}, len(g.X)))
		compareQuotes(t, forecast.Conformal{}, h, now, g.P)
	case "order":
		h, now := sampleHistory(t, durations(g.X), slices.Repeat([]bool{true}, len(g.X)))
		compareQuotes(t, baseline.Order{}, h, now, g.P)
	case "km":
		c := forecast.Observe(durations(g.T), g.Finished)
		for level, want := range g.Plain {
			got, ok := c.Quantile(number(t, level))
			require.Equal(t, want != nil, ok, level)
			if ok {
				require.Equal(t, milliseconds(*want), got, level)
			}
		}
		h, now := sampleHistory(t, durations(g.T), g.Finished)
		compareQuotes(t, forecast.Survival{}, h, now, g.Conf)
	case "aci":
		state := forecast.AdaptiveState{Level: g.Target, Gamma: g.Gamma, Low: g.Clip[0], High: g.Clip[1]}
		for i, e := range g.Errs {
			state = state.Step(e == 0, 0)
			require.InDelta(t, g.Alpha[i], state.Alpha, 1e-12, i)
		}
	case "newsvendor":
		n := forecast.Newsvendor{Quoted: g.PerTimeQuote, Late: g.PerTimeLate, Early: g.PerTimeEarly}
		require.InDelta(t, g.Level, n.Plan(forecast.History{}, forecast.Query{}).Level, 1e-12)
	default:
		t.Fatalf("kind %q is not known", g.Kind)
	}
}

func compareQuotes(t *testing.T, method forecast.Method, h forecast.History, now time.Time, levels map[string]*float64) {
	t.Helper()
	require.NotEmpty(t, levels)
	for level, want := range levels {
		q := method.Quote(h, forecast.Query{At: now, Level: number(t, level)})
		require.Equal(t, want != nil, q.Reachable, level)
		if want != nil {
			require.Equal(t, milliseconds(*want), q.Due, level)
		}
	}
}

func durations(x []float64) []time.Duration {
	list := make([]time.Duration, len(x))
	for i := range x {
		list[i] = milliseconds(x[i])
	}
	return list
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return x
}

// textbookOpen returns the share still open after x the slow way: for each time at
// which something was finished, one product over all cases.
func textbookOpen(took []time.Duration, finished []bool, x time.Duration) float64 {
	share := 1.0
	for t := time.Duration(0); t <= x; t++ {
		watched, done := 0, 0
		for i := range took {
			if took[i] >= t {
				watched++
			}
			if took[i] == t && finished[i] {
				done++
			}
		}
		if done > 0 {
			share *= 1 - float64(done)/float64(watched)
		}
	}
	return share
}

// TestCurveIsTheTextbooks compares curves of small whole numbers, with many ties,
// with the slow computation at every age.
func TestCurveIsTheTextbooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		took, finished := make([]time.Duration, n), make([]bool, n)
		for i := range took {
			took[i] = time.Duration(rapid.IntRange(0, 20).Draw(t, "took"))
			finished[i] = rapid.IntRange(0, 3).Draw(t, "finished") > 0
		}
		c := forecast.Observe(took, finished)
		total, censored := c.Count()
		require.Equal(t, n, total)
		require.Equal(t, n-count(finished), censored)
		for x := time.Duration(-1); x <= 21; x++ {
			require.InDelta(t, textbookOpen(took, finished, x), c.Open(x), 1e-9, "after %d", x)
		}
		p := rapid.Float64Range(0.01, 0.99).Draw(t, "p")
		want, ok := time.Duration(-1), false
		for x := time.Duration(0); x <= 21 && !ok; x++ {
			if textbookOpen(took, finished, x) <= 1-p+1e-9 && n > 0 {
				want, ok = x, true
			}
		}
		got, reached := c.Quantile(p)
		require.Equal(t, ok, reached)
		if ok {
			require.Equal(t, want, got)
		}
		best, at := c.Best()
		require.InDelta(t, 1-textbookOpen(took, finished, 21), best, 1e-9)
		require.InDelta(t, 1-best, c.Open(at), 1e-9)
	})
}

func count(list []bool) (n int) {
	for _, b := range list {
		if b {
			n++
		}
	}
	return n
}

// TestConformalKeepsItsWord draws desks and the next case from one distribution with
// a heavy tail: the quote is kept with probability p to p+1/(n+1).
func TestConformalKeepsItsWord(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	draw := func() time.Duration { return time.Duration(float64(time.Hour) * math.Exp(2*r.NormFloat64())) }
	for _, c := range []struct {
		n     int
		level float64
	}{{19, 0.95}, {25, 0.95}, {50, 0.9}, {100, 0.8}, {300, 0.95}} {
		const rounds = 6000
		kept := 0
		for range rounds {
			took := make([]time.Duration, c.n)
			for i := range took {
				took[i] = draw()
			}
			curve := forecast.Observe(took, slices.Repeat([]bool{true}, c.n))
			due, ok := curve.Quantile(math.Ceil(float64(c.n+1)*c.level-1e-9) / float64(c.n))
			require.True(t, ok)
			if draw() <= due {
				kept++
			}
		}
		share := float64(kept) / rounds
		noise := 4 * math.Sqrt(c.level*(1-c.level)/rounds)
		require.GreaterOrEqual(t, share, c.level-noise, "n %d, level %v", c.n, c.level)
		require.LessOrEqual(t, share, c.level+1/float64(c.n+1)+noise, "n %d, level %v", c.n, c.level)
	}
}

// TestConformalQuotes draws whole histories for the same law, so that the method
// itself is tried.
func TestConformalQuotes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	const n, rounds, level = 39, 1500, 0.95
	kept := 0
	for range rounds {
		took := make([]time.Duration, n)
		for i := range took {
			took[i] = time.Duration(1 + r.ExpFloat64()*float64(time.Hour))
		}
		h, now := sampleHistory(t, took, slices.Repeat([]bool{true}, n))
		q := forecast.Conformal{}.Quote(h, forecast.Query{At: now, Level: level})
		s := forecast.Survival{}.Quote(h, forecast.Query{At: now, Level: level})
		require.True(t, q.Reachable)
		require.Equal(t, q.Due, s.Due, "without open cases both are the same")
		if time.Duration(1+r.ExpFloat64()*float64(time.Hour)) <= q.Due {
			kept++
		}
	}
	noise := 4 * math.Sqrt(level*(1-level)/rounds)
	require.GreaterOrEqual(t, float64(kept)/rounds, level-noise)
	require.LessOrEqual(t, float64(kept)/rounds, level+1.0/(n+1)+noise)
}

// TestRefusals tells what methods say where history is short or has a plateau.
func TestRefusals(t *testing.T) {
	took := slices.Repeat([]time.Duration{time.Hour}, 18)
	h, now := sampleHistory(t, took, slices.Repeat([]bool{true}, 18))
	q := forecast.Conformal{}.Quote(h, forecast.Query{At: now, Level: 0.95})
	require.False(t, q.Reachable, "19 are needed")
	require.InDelta(t, 18.0/19, q.Level, 1e-9)
	require.Equal(t, time.Hour, q.Due)

	// Four in ten are never finished.
	for i := range 40 {
		took = append(took, time.Duration(i+1)*time.Hour)
	}
	finished := make([]bool, len(took))
	for i := range finished {
		finished[i] = i < 18 || i%5 < 3
	}
	finished[len(finished)-1] = false
	h, now = sampleHistory(t, took, finished)
	q = forecast.Survival{}.Quote(h, forecast.Query{At: now})
	require.False(t, q.Reachable)
	require.Less(t, q.Level, 0.95)
	require.Positive(t, q.Due)
	again := forecast.Survival{}.Quote(h, forecast.Query{At: now, Level: q.Level})
	require.True(t, again.Reachable, "the best level can be had")
	require.Equal(t, q.Due, again.Due)
	_, err := q.Terms(always, now, "")
	require.ErrorIs(t, err, forecast.ErrUnreachable)
	if diff := cmp.Diff([]string{
		"survival over 58 cases of all, 17 of them not finished",
		"history gets to 91.5 %, within 39h; 95 % is out of reach",
	}, q.Reasons()); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}

	nothing, _ := sampleHistory(t, []time.Duration{time.Hour, 2 * time.Hour}, []bool{false, false})
	q = forecast.Survival{}.Quote(nothing, forecast.Query{At: now})
	require.False(t, q.Reachable)
	require.Zero(t, q.Due)
	require.Zero(t, q.Level)
	require.Equal(t, "nothing to promise: too few such cases are finished to promise anything", q.String())
}
