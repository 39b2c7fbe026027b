package forecast_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
)

// manyCases returns cases of a year in 200 groups, one in ten still open.
func manyCases(n int) []forecast.Record {
	r := rand.New(rand.NewPCG(1, 2))
	cases := make([]forecast.Record, n)
	for i := range cases {
		opened := day(0).Add(time.Duration(r.Int64N(int64(365 * 24 * time.Hour))))
		kind := r.IntN(200)
		took := time.Duration(float64(time.Hour) * float64(1+kind%7) * math.Exp(1.5*r.NormFloat64()))
		c := forecast.Record{ID: fmt.Sprint(i), Opened: opened, Fields: policy.Fields{"type": fmt.Sprint(kind), "reason": fmt.Sprint(kind % 20)}}
		if r.IntN(10) > 0 {
			c.Finished, c.Took = opened.Add(took), took
		}
		cases[i] = c
	}
	return cases
}

func manyGroups() forecast.Config {
	return forecast.Config{Groups: [][]string{{"type"}, {"reason"}, {}}}
}

// newEachTime reads so many cases anew at every question, as if each were the first of
// its day.
func newEachTime(b *testing.B, n int) forecast.History {
	b.Helper()
	config := manyGroups()
	config.Refresh = -1
	h, err := forecast.New(config, manyCases(n)...)
	require.NoError(b, err)
	return h
}

// anew returns an instant for each number, none twice.
func anew(i int) time.Time { return day(300).Add(time.Duration(i) * time.Second) }

var (
	sinkHistory forecast.History
	sinkQuote   forecast.Quote
	sinkRisk    forecast.Risk
)

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		cases := manyCases(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				h, err := forecast.New(manyGroups(), cases...)
				if err != nil {
					b.Fatal(err)
				}
				sinkHistory = h
			}
		})
	}
}

// BenchmarkQuote quotes from 100,000 cases in 200 groups: each group again and
// again, as a day goes, or the curves of all groups anew, as a day begins.
func BenchmarkQuote(b *testing.B) {
	h, err := forecast.New(manyGroups(), manyCases(100_000)...)
	require.NoError(b, err)
	q := forecast.Query{At: day(300)}
	fields := make([]policy.Fields, 200)
	for i := range fields {
		fields[i] = policy.Fields{"type": fmt.Sprint(i), "reason": fmt.Sprint(i % 20)}
	}
	b.Run("known", func(b *testing.B) {
		for i := range fields {
			q.Fields = fields[i]
			sinkQuote = forecast.Survival{}.Quote(h, q)
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			q.Fields = fields[i%len(fields)]
			sinkQuote = forecast.Survival{}.Quote(h, q)
		}
	})
	b.Run("a new day for all groups", func(b *testing.B) {
		h := newEachTime(b, 100_000)
		for i := 0; b.Loop(); i++ {
			q.At = anew(i)
			for k := range fields {
				q.Fields = fields[k]
				sinkQuote = forecast.Survival{}.Quote(h, q)
			}
		}
	})
}

// BenchmarkFirstOfTheDay asks once a day, so that each time the curves of one group and
// its parents are made anew.
func BenchmarkFirstOfTheDay(b *testing.B) {
	h := newEachTime(b, 100_000)
	for i := 0; b.Loop(); i++ {
		sinkQuote = forecast.Survival{}.Quote(h, forecast.Query{At: anew(i), Fields: policy.Fields{"type": "7", "reason": "7"}})
	}
}

// BenchmarkAnyDay quotes for any group on any of 60 days, as whoever replays old cases
// does.
func BenchmarkAnyDay(b *testing.B) {
	h, err := forecast.New(manyGroups(), manyCases(100_000)...)
	require.NoError(b, err)
	r := rand.New(rand.NewPCG(5, 5))
	ask := func() {
		kind := r.IntN(200)
		sinkQuote = forecast.Survival{}.Quote(h, forecast.Query{At: day(240 + r.IntN(60)), Fields: policy.Fields{"type": fmt.Sprint(kind), "reason": fmt.Sprint(kind % 20)}})
	}
	for range 5000 {
		ask()
	}
	for b.Loop() {
		ask()
	}
}

// BenchmarkPrepare makes all curves of a day. That of ten times as many cases takes
// little more than ten times as long.
func BenchmarkPrepare(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		h := newEachTime(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				h.Prepare(anew(i))
			}
		})
	}
}

// BenchmarkAppend appends a case and quotes the next one, on a history of 100,000.
func BenchmarkAppend(b *testing.B) {
	h, err := forecast.New(manyGroups(), manyCases(100_000)...)
	require.NoError(b, err)
	for i := range 200 {
		fields := policy.Fields{"type": fmt.Sprint(i), "reason": fmt.Sprint(i % 20)}
		sinkQuote = forecast.Survival{}.Quote(h, forecast.Query{At: day(365), Fields: fields})
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := day(365).Add(time.Duration(i) * 100 * time.Millisecond)
		c := forecast.Record{ID: fmt.Sprint("new ", i), Opened: at, Fields: policy.Fields{"type": fmt.Sprint(i % 200), "reason": fmt.Sprint(i % 20)}}
		if h, err = h.Append(c); err != nil {
			b.Fatal(err)
		}
		sinkQuote = forecast.Survival{}.Quote(h, forecast.Query{At: at, Fields: c.Fields})
	}
}

func BenchmarkRisk(b *testing.B) {
	h, err := forecast.New(manyGroups(), manyCases(100_000)...)
	require.NoError(b, err)
	r := forecast.Running{At: day(300), Fields: policy.Fields{"type": "7", "reason": "7"}, Age: time.Hour, Due: 9 * time.Hour}
	sinkRisk = h.Risk(r)
	b.ReportAllocs()
	for b.Loop() {
		sinkRisk = h.Risk(r)
	}
}

// TestPreparedQuotesAllocateNothing: the first question of a day finds all curves made.
func TestPreparedQuotesAllocateNothing(t *testing.T) {
	h, err := forecast.New(manyGroups(), manyCases(5_000)...)
	require.NoError(t, err)
	for i := range 50 {
		q := forecast.Query{At: day(200 + i), Fields: policy.Fields{"type": fmt.Sprint(i), "reason": fmt.Sprint(i % 20)}}
		h.Prepare(q.At)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		sinkQuote = forecast.Survival{}.Quote(h, q)
		runtime.ReadMemStats(&after)
		require.Less(t, after.Mallocs-before.Mallocs, uint64(8), "day %d: the runtime itself may do some, a curve does dozens", 200+i)
	}
	forecast.History{}.Prepare(day(0))
}

// TestQuotesAllocateNothing once the curves of the day are known.
func TestQuotesAllocateNothing(t *testing.T) {
	h, err := forecast.New(manyGroups(), manyCases(5_000)...)
	require.NoError(t, err)
	q := forecast.Query{At: day(300), Fields: policy.Fields{"type": "7", "reason": "7"}, Level: 0.8, Estimate: time.Hour}
	for _, method := range []forecast.Method{forecast.Survival{}, forecast.Conformal{}, baseline.Order{}, baseline.Fixed{Add: time.Hour}, baseline.Percent{Percent: 25}} {
		sinkQuote = method.Quote(h, q)
		require.Zero(t, testing.AllocsPerRun(100, func() { sinkQuote = method.Quote(h, q) }), "%T", method)
	}
}
