package promise_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

const promises = 1 << 10

// deskPromises returns promises of 2021 to 2025 with random instants to judge
// them at: with a target, and with a pause and a resume if asked.
func deskPromises(tb testing.TB, paused bool) ([]promise.Promise, []time.Time) {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30","days":[{"on":"easter-2"},{"on":"easter+1"},{"on":"--12-25"}]}`))
	require.NoError(tb, err)
	r := rand.New(rand.NewPCG(1, 2))
	first := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	list, times := make([]promise.Promise, promises), make([]time.Time, promises)
	for i := range list {
		made := first.Add(time.Duration(r.Int64N(int64(4 * 365 * 24 * time.Hour))))
		list[i], err = promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour)}, promise.About{}, made)
		require.NoError(tb, err)
		if paused {
			list[i], err = list[i].Record(made,
				promise.Event{Kind: promise.Pause, At: made.Add(time.Hour), Reason: "waiting"}, promise.Event{Kind: promise.Resume, At: made.Add(5 * time.Hour)},
				promise.Event{Kind: promise.Update, At: made.Add(6 * time.Hour)}, promise.Event{Kind: promise.Fulfill, At: made.Add(60 * time.Hour)})
			require.NoError(tb, err)
		}
		times[i] = made.Add(time.Duration(r.Int64N(int64(7 * 24 * time.Hour))))
	}
	return list, times
}

var (
	sinkStatus   promise.Status
	sinkTime     time.Time
	sinkBool     bool
	sinkDuration time.Duration
)

func BenchmarkTimeSub(b *testing.B) {
	_, times := deskPromises(b, false)
	for i := 0; b.Loop(); i++ {
		sinkDuration = times[i*7%promises].Sub(times[i%promises])
	}
}

func BenchmarkAt(b *testing.B) {
	for _, c := range []struct {
		name   string
		paused bool
	}{{"plain", false}, {"4events", true}} {
		list, times := deskPromises(b, c.paused)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sinkStatus = list[i%promises].At(times[i%promises])
			}
		})
	}
}

func BenchmarkNextChange(b *testing.B) {
	list, times := deskPromises(b, true)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		sinkTime, sinkBool = list[i%promises].NextChange(times[i%promises])
	}
}

// BenchmarkLifetime makes a promise, records four events and judges it.
func BenchmarkLifetime(b *testing.B) {
	list, times := deskPromises(b, true)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := list[i%promises]
		q, err := promise.Make(p.Terms(), p.About(), p.Made())
		if err == nil {
			q, err = q.Record(p.Made(), p.Events()...)
		}
		if err != nil {
			b.Fatal(err)
		}
		sinkStatus = q.At(times[i%promises])
	}
}

// TestAtAllocatesNothing holds for promises with pauses and flags too.
func TestAtAllocatesNothing(t *testing.T) {
	for _, paused := range []bool{false, true} {
		list, times := deskPromises(t, paused)
		p, at := list[0], times[0]
		require.Zero(t, testing.AllocsPerRun(100, func() { sinkStatus = p.At(at) }))
		require.Zero(t, testing.AllocsPerRun(100, func() { sinkTime, sinkBool = p.NextChange(at) }))
	}
}
