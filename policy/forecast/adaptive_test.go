package forecast_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy/forecast"
)

// A world decides what becomes of the next promise, knowing all that was.
type world func(alpha, share float64, n int) (kept bool)

func drawWorld(t *rapid.T, level float64) world {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	return map[string]world{
		"breaks all":          func(float64, float64, int) bool { return false },
		"keeps all":           func(float64, float64, int) bool { return true },
		"in turns":            func(_, _ float64, n int) bool { return n%2 == 0 },
		"in long turns":       func(_, _ float64, n int) bool { return n/300%2 == 0 },
		"by a coin":           func(float64, float64, int) bool { return random.IntN(2) == 0 },
		"as it is said":       func(alpha, _ float64, _ int) bool { return random.Float64() >= alpha },
		"breaks short ones":   func(alpha, _ float64, _ int) bool { return alpha < 1-level },
		"breaks long ones":    func(alpha, _ float64, _ int) bool { return alpha > 1-level },
		"away from the level": func(_, share float64, _ int) bool { return share < 1-level },
	}[rapid.SampledFrom([]string{
		"breaks all", "keeps all", "in turns", "in long turns", "by a coin", "as it is said", "breaks short ones", "breaks long ones", "away from the level",
	}).Draw(t, "world")]
}

func drawState(t *rapid.T) forecast.AdaptiveState {
	return forecast.AdaptiveState{
		Level: rapid.SampledFrom([]float64{0, 0.3, 0.5, 0.8, 0.9, 0.99}).Draw(t, "level"),
		Gamma: rapid.SampledFrom([]float64{0, 0.01, 0.1, 0.5}).Draw(t, "gamma"),
		Alpha: rapid.SampledFrom([]float64{0, 0.01, 0.4, 0.9}).Draw(t, "alpha"),
		Low:   -1, High: 2,
	}
}

// filled returns what the state's zero values stand for.
func filled(a forecast.AdaptiveState) (level, gamma, alpha float64) {
	level, gamma = a.Level, a.Gamma
	if level == 0 {
		level = 0.95
	}
	if gamma == 0 {
		gamma = 0.005
	}
	if alpha = a.Alpha; alpha == 0 {
		alpha = 1 - level
	}
	return level, gamma, alpha
}

// TestAdaptiveStateKeepsItsBound in any world, at every moment: nothing breaks while alpha
// is 0 or less, nothing is kept while it is 1 or more, and all else is the world's.
func TestAdaptiveStateKeepsItsBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state := drawState(t)
		level, gamma, first := filled(state)
		what, alpha, broken := drawWorld(t, level), first, 0.0
		for n := 1; n <= 2000; n++ {
			kept := alpha <= 0 || alpha < 1 && what(alpha, broken/float64(n), n)
			if !kept {
				broken++
			}
			state = state.Step(kept, 0)
			alpha = state.Alpha
			off := math.Abs(broken/float64(n) - (1 - level))
			require.LessOrEqual(t, off, (math.Max(first, 1-first)+gamma)/(float64(n)*gamma)+1e-9, "after %d", n)
			require.False(t, state.Saturated())
		}
	})
}

// TestAdaptiveKeepsItsBound against a desk that takes longer than was said whenever
// it likes: what Adaptive refuses is fed as kept. High may be the usual one.
func TestAdaptiveKeepsItsBound(t *testing.T) {
	h, now := hundred(t)
	refusals := 0
	rapid.Check(t, func(t *rapid.T) {
		state := drawState(t)
		state.High = 0
		level, gamma, first := filled(state)
		what, broken := drawWorld(t, level), 0.0
		method := forecast.Adaptive{State: state, Method: forecast.Survival{}}
		for n := 1; n <= 2000; n++ {
			q := method.Quote(h, forecast.Query{At: now})
			require.Positive(t, q.Due)
			kept := !q.Reachable || what(1-q.Asked, broken/float64(n), n)
			if !kept {
				broken++
			}
			if !q.Reachable {
				refusals++
				require.LessOrEqual(t, method.State.Alpha, 0.0, "only where no time is long enough")
			}
			method.State = method.State.Step(kept, 0)
			require.LessOrEqual(t, broken/float64(n), 1-level+(first+gamma)/(float64(n)*gamma)+1e-9, "after %d", n)
		}
	})
	require.Positive(t, refusals)
}

// TestAdaptiveStateAims at any level from where it starts, unless its clips are in the way.
func TestAdaptiveStateAims(t *testing.T) {
	for level := 0.01; level < 1; level += 0.01 {
		state := forecast.AdaptiveState{Level: level}
		require.False(t, state.Saturated(), level)
		require.InDelta(t, 1-level, state.Step(true, 0).Alpha, 0.005)
		require.Greater(t, state.Step(true, 0).Alpha, state.Step(false, 0).Alpha)
	}
	clipped := forecast.AdaptiveState{Level: 0.3, High: 0.6}
	require.True(t, clipped.Saturated())
	require.InDelta(t, 0.6, clipped.Step(true, 0).Alpha, 1e-12)
	require.InDelta(t, 0.6-0.3*0.005, clipped.Step(false, 0).Step(true, 0).Step(true, 0).Step(false, 0).Step(true, 0).Alpha, 0.005)

	// Where nothing needs to be kept, the shortest time is promised.
	h, now := hundred(t)
	q := forecast.Adaptive{State: forecast.AdaptiveState{Alpha: 1.5, High: 2}}.Quote(h, forecast.Query{At: now})
	require.True(t, q.Reachable)
	require.Equal(t, time.Hour, q.Due)
}

// TestAdaptiveStateOfZero: an Alpha, a Low or a High of exactly 0 is a value like others
// and not the default, after a step and after storage.
func TestAdaptiveStateOfZero(t *testing.T) {
	zero := forecast.AdaptiveState{Level: 0.5, Gamma: 0.5, Alpha: 0.25, Low: -1}.Step(false, 0)
	require.Zero(t, math.Float64bits(zero.Alpha), "exactly 0")
	require.InDelta(t, 0.25, zero.Step(true, 0).Alpha, 1e-12)
	doc, err := json.Marshal(zero)
	require.NoError(t, err)
	var stored forecast.AdaptiveState
	require.NoError(t, json.Unmarshal(doc, &stored))
	require.Equal(t, zero, stored)
	require.Equal(t, zero.Step(true, 0), stored.Step(true, 0))

	clipped := forecast.AdaptiveState{Level: 0.9, Gamma: 0.5, Alpha: 0.1, High: 0.6, Explicit: true} // Low is 0
	require.Zero(t, clipped.Step(false, 0).Alpha)
	require.Zero(t, clipped.Step(false, 0).Step(false, 0).Alpha)
	clipped = forecast.AdaptiveState{Level: 0.9, Gamma: 0.5, Alpha: -0.5, Low: -1, Explicit: true} // High is 0
	require.Zero(t, clipped.Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Step(true, 0).Alpha)
	require.InDelta(t, 0.05, forecast.AdaptiveState{}.Step(true, 0).Alpha, 0.005, "the zero state has defaults")
}

// busyDesk opens a case every hour of which six in a hundred are never finished, and
// the others take days, ever more if it slows down.
func busyDesk(t *testing.T, slows float64) (forecast.History, []forecast.Record) {
	t.Helper()
	r := rand.New(rand.NewPCG(6, 5))
	var cases []forecast.Record
	for i := range 5000 {
		opened := day(0).Add(time.Duration(i) * time.Hour)
		c := forecast.Record{ID: fmt.Sprint(i), Opened: opened}
		days := 3 * math.Exp(0.7*r.NormFloat64()) * (1 + slows*float64(i)/5000)
		if r.Float64() >= 0.06 {
			c.Took = time.Duration(days * 24 * float64(time.Hour))
			c.Finished = opened.Add(c.Took)
		}
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	return h, cases
}

// keepWhenFed walks through a desk and returns how often promises were kept. What
// became of each is fed at the instant that learnt says; nothing is if it says never.
func keepWhenFed(h forecast.History, cases []forecast.Record, level float64, learnt func(c forecast.Record, due time.Time) time.Time) float64 {
	type outcome struct {
		at   time.Time
		kept bool
	}
	var coming []outcome
	method, kept, judged := forecast.Adaptive{State: forecast.AdaptiveState{Level: level}}, 0, 0
	for i, c := range cases {
		for len(coming) > 0 && !coming[0].at.After(c.Opened) {
			method.State = method.State.Step(coming[0].kept, len(coming)-1)
			coming = coming[1:]
		}
		q := method.Quote(h, forecast.Query{At: c.Opened})
		if !q.Reachable {
			continue
		}
		due := c.Opened.Add(q.Due)
		ok := !c.Finished.IsZero() && !c.Finished.After(due)
		if at := learnt(c, due); !at.IsZero() {
			k, _ := slices.BinarySearchFunc(coming, at, func(o outcome, at time.Time) int { return cmp.Or(o.at.Compare(at), -1) })
			coming = slices.Insert(coming, k, outcome{at, ok})
		}
		if i < len(cases)/4 {
			continue
		}
		judged++
		if ok {
			kept++
		}
	}
	return float64(kept) / float64(judged)
}

// TestAdaptiveIsFedAtTheDueInstant: then a desk keeps what it says, though some cases
// are never finished, and though all take ever longer. Fed when cases are finished,
// it never hears of those that are not, and keeps less; and so it does, on a desk that
// slows down, if it hears of keeps at once and of breaks when promises come due.
func TestAdaptiveIsFedAtTheDueInstant(t *testing.T) {
	const level = 0.9
	atDue := func(_ forecast.Record, due time.Time) time.Time { return due }
	atCompletion := func(c forecast.Record, _ time.Time) time.Time { return c.Finished }
	asKnown := func(c forecast.Record, due time.Time) time.Time {
		if !c.Finished.IsZero() && c.Finished.Before(due) {
			return c.Finished
		}
		return due
	}
	for _, slows := range []float64{0, 2} {
		h, cases := busyDesk(t, slows)
		due, done := keepWhenFed(h, cases, level, atDue), keepWhenFed(h, cases, level, atCompletion)
		known := keepWhenFed(h, cases, level, asKnown)
		t.Logf("slows by %v: kept %.4f if fed when due, %.4f when finished, %.4f as known", slows, due, done, known)
		require.InDelta(t, level, due, 0.01)
		require.Less(t, done, level-0.03)
		if slows > 0 {
			require.Less(t, known, level-0.02)
		}
	}
}
