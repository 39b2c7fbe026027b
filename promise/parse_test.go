package promise_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// recordOf returns a promise on a calendar with a number of events.
func recordOf(t testing.TB, cal *calendar.Calendar, events int) promise.Promise {
	t.Helper()
	made := time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour)},
		promise.About{ID: "T-7", To: "ACME"}, made)
	require.NoError(t, err)
	for i := range events {
		p, err = p.Record(made, promise.Event{
			ID: "e" + string(rune('a'+i)), Kind: []promise.Kind{promise.Pause, promise.Resume}[i%2], Reason: "waiting for the file",
			At: made.Add(time.Duration(i+1) * time.Hour), Recorded: made.Add(time.Duration(i+1) * time.Hour),
		})
		require.NoError(t, err)
	}
	return p
}

func berlin(t testing.TB) *calendar.Calendar {
	t.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"Berlin","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`))
	require.NoError(t, err)
	return cal
}

// TestParseAllocates bounds what Parse allocates for a promise with two events whose
// calendar is named.
func TestParseAllocates(t *testing.T) {
	cal := berlin(t)
	doc, err := recordOf(t, cal, 2).Document(cal)
	require.NoError(t, err)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		_, err := promise.Parse(doc, cal)
		require.NoError(t, err)
	}), 40.0)
}
