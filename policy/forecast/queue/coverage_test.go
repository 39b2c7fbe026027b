package queue_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/queue"
)

// TestPadIsTheConformalRank of the residuals of waits that are over, whatever the
// history makes of the past and of parents; those that are not over do not count.
func TestPadIsTheConformalRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cases []forecast.Record
		var residuals []time.Duration
		minutes := func(what string) time.Duration {
			return time.Duration(rapid.IntRange(1, 300).Draw(t, what)) * time.Minute
		}
		for i := range rapid.IntRange(1, 80).Draw(t, "waits") {
			c := forecast.Record{ID: fmt.Sprint(i), Opened: now.Add(-time.Duration(i+10) * 7 * time.Hour), Estimate: minutes("guess")}
			if rapid.IntRange(0, 9).Draw(t, "goes on") > 0 {
				c.Took = minutes("wait")
				c.Finished = c.Opened.Add(c.Took)
				residuals = append(residuals, c.Took-c.Estimate)
			}
			cases = append(cases, c)
		}
		h, err := forecast.New(forecast.Config{
			Least: 1, Refresh: -1, Groups: [][]string{{"desk"}, {}},
			HalfLife:    rapid.SampledFrom([]time.Duration{0, -1, 24 * time.Hour}).Draw(t, "fade"),
			PriorWeight: rapid.SampledFrom([]float64{0, 5}).Draw(t, "shrink"),
		}, cases...)
		require.NoError(t, err)
		slices.Sort(residuals)
		p, guess := float64(rapid.IntRange(1, 99).Draw(t, "level"))/100, minutes("guess now")
		q := queue.HeadOfLine{Waiting: guess}.Quote(h, forecast.Query{At: now, Level: p})

		k := int(math.Ceil(float64(len(residuals)+1)*p - 1e-9))
		require.Equal(t, k <= len(residuals), q.Reachable, "rank %d of %d", k, len(residuals))
		if q.Reachable {
			require.Equal(t, max(0, guess+residuals[k-1]), q.Due)
			require.Equal(t, len(residuals), q.N)
			require.InDelta(t, p, q.Level, 1e-12)
		}
	})
}

// A wait is one of a simulated queue, with what was known when somebody came.
type wait struct {
	came, served   time.Time
	ahead          int
	entered, first time.Duration // the wait of the last who was served, and of the first in line so far
}

const (
	servers = 3
	service = 9 * time.Minute
)

// simulated is a queue of three who take nine minutes on average, exponentially. So
// do people come: at night half as many as can be served, at noon more than that.
func simulated(seed uint64, days int) (waits []wait) {
	r := rand.New(rand.NewPCG(seed, 11))
	start := now.AddDate(0, 0, -days)
	free := slices.Repeat([]time.Time{start}, servers) // when each is free
	var line []int                                     // who waits, in order
	last := time.Duration(0)
	serve := func(until time.Time) { // those whose turn comes by then
		for len(line) > 0 {
			next, w := 0, &waits[line[0]]
			for i := range free {
				if free[i].Before(free[next]) {
					next = i
				}
			}
			w.served = w.came
			if free[next].After(w.came) {
				w.served = free[next]
			}
			if w.served.After(until) {
				return
			}
			last, line = w.served.Sub(w.came), line[1:]
			free[next] = w.served.Add(time.Duration(float64(service) * r.ExpFloat64()))
		}
	}
	const most = 0.34 // a minute; three can serve a third
	for at := start; at.Before(now); {
		at = at.Add(time.Duration(r.ExpFloat64() / most * float64(time.Minute)))
		if r.Float64() > 0.7-0.3*math.Cos(2*math.Pi*at.Sub(start).Hours()/24) {
			continue
		}
		serve(at)
		w := wait{came: at, ahead: len(line), entered: last}
		if len(line) > 0 {
			w.first = at.Sub(waits[line[0]].came)
		}
		line = append(line, len(waits))
		waits = append(waits, w)
	}
	serve(now.AddDate(1, 0, 0))
	return waits
}

// A guesser is a way of guessing.
type guesser interface {
	forecast.Method
	Wait() time.Duration
}

// TestPadsAreKept as often as is said in simulated queues, by each way of guessing,
// though hours are busy and quiet; the guess alone is not. The first half of each is
// only learnt from. What is left to chance is told from the days: one is like another,
// while the waits of one are not independent; and twice that, because there is chance
// in what was learnt too.
func TestPadsAreKept(t *testing.T) {
	queues := [][]wait{simulated(1, 80), simulated(2, 80), simulated(3, 80)}
	levels := []float64{0.8, 0.9, 0.95}
	for name, guess := range map[string]func(w wait) guesser{
		"length":       func(w wait) guesser { return queue.Length{Ahead: w.ahead, Servers: servers, Service: service} },
		"last entered": func(w wait) guesser { return queue.LastEntered{Waited: w.entered} },
		"head of line": func(w wait) guesser { return queue.HeadOfLine{Waiting: w.first} },
	} {
		kept, bare, all := make([]map[time.Time]float64, len(levels)), 0.0, 0.0 // more than said, by day
		for i := range kept {
			kept[i] = map[time.Time]float64{}
		}
		for _, waits := range queues {
			var cases []forecast.Record
			for i, w := range waits {
				cases = append(cases, forecast.Record{ID: fmt.Sprint(i), Opened: w.came, Finished: w.served, Took: w.served.Sub(w.came), Estimate: guess(w).Wait()})
			}
			h, err := forecast.New(forecast.Config{}, cases...)
			require.NoError(t, err)
			for _, w := range waits[len(waits)/2:] {
				all++
				if w.served.Sub(w.came) <= guess(w).Wait() {
					bare++
				}
				for i, level := range levels {
					q := guess(w).Quote(h, forecast.Query{At: w.came, Level: level})
					require.True(t, q.Reachable)
					kept[i][w.came.Truncate(24*time.Hour)] -= level
					if w.served.Sub(w.came) <= q.Due {
						kept[i][w.came.Truncate(24*time.Hour)]++
					}
				}
			}
		}
		for i, level := range levels {
			more, squares := 0.0, 0.0
			for _, day := range kept[i] {
				more += day
				squares += day * day
			}
			off, chance := more/all, math.Sqrt(2*squares)/all
			t.Logf("%s: said %.2f, kept %.4f of %.0f, give or take %.4f; the guess alone %.4f", name, level, level+off, all, chance, bare/all)
			require.LessOrEqual(t, math.Abs(off), 2*chance, name)
			require.Less(t, chance, 0.012, name)
		}
		require.Less(t, bare/all, 0.75, name)
	}
}
