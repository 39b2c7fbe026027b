package queue_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/queue"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// history knows 100 waits, each i minutes longer than what was guessed.
func history(tb testing.TB) forecast.History {
	tb.Helper()
	var cases []forecast.Record
	for i := range 100 {
		opened := now.Add(-48 * time.Hour)
		guess := time.Duration(10+i%5) * time.Minute
		took := guess + time.Duration(i-50)*time.Minute/10
		cases = append(cases, forecast.Record{ID: fmt.Sprint(i), Opened: opened, Finished: opened.Add(took), Took: took, Estimate: guess})
	}
	h, err := forecast.New(forecast.Config{HalfLife: -1}, cases...)
	require.NoError(tb, err)
	return h
}

func TestGuesses(t *testing.T) {
	require.Equal(t, 24*time.Minute, queue.Length{Ahead: 7, Servers: 3, Service: 9 * time.Minute}.Wait())
	require.Equal(t, 9*time.Minute, queue.Length{Service: 9 * time.Minute}.Wait(), "one serves, nobody waits")
	require.Equal(t, 15*time.Minute, queue.Length{Ahead: 8, Servers: 3, Service: 9 * time.Minute, Leaving: 0.5}.Wait())
	require.Equal(t, 3*time.Minute, queue.Length{Ahead: 8, Servers: 3, Service: 9 * time.Minute, Leaving: 2}.Wait())
	require.Equal(t, time.Nanosecond, queue.Length{Ahead: -1, Servers: -1, Service: -1}.Wait())
	require.Positive(t, queue.Length{Ahead: 1 << 30, Service: 1 << 60}.Wait())
	require.Equal(t, time.Minute, queue.LastEntered{Waited: time.Minute}.Wait())
	require.Equal(t, time.Nanosecond, queue.LastEntered{}.Wait())
	require.Equal(t, time.Minute, queue.HeadOfLine{Waiting: time.Minute}.Wait())
	require.Equal(t, time.Nanosecond, queue.HeadOfLine{Waiting: -time.Minute}.Wait())
}

// TestPads adds the 91st of 100 residuals, 4 minutes, for a level of 0.9.
func TestPads(t *testing.T) {
	h := history(t)
	for basis, quoter := range map[string]forecast.Method{
		"queue length": queue.Length{Ahead: 1, Service: 9 * time.Minute},
		"last entered": queue.LastEntered{Waited: 18 * time.Minute},
		"head of line": queue.HeadOfLine{Waiting: 18 * time.Minute},
	} {
		q := quoter.Quote(h, forecast.Query{At: now, Level: 0.9})
		require.True(t, q.Reachable)
		require.Equal(t, 22*time.Minute, q.Due)
		require.Equal(t, basis, q.Basis)
		require.False(t, quoter.Quote(forecast.History{}, forecast.Query{At: now}).Reachable)
	}
}

// A chat desk says how long the next one will wait.
func Example() {
	h := history(&testing.T{})
	wait := queue.Length{Ahead: 7, Servers: 3, Service: 9 * time.Minute}
	q := wait.Quote(h, forecast.Query{At: now, Level: 0.9})
	fmt.Println("about", wait.Wait())
	fmt.Println(q)
	// Output:
	// about 24m0s
	// promise 28m, kept 90 % of the time; aim for 25m54s
}
