package promise_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// First is what a promise made alike, of which nothing was recorded, is at once.
func TestFirst(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		fresh := h.make(rt)
		p := record(rt, fresh, h.events)
		require.Equal(rt, fresh.At(h.made), p.First())
	})
}

// An event at the instant at which the promise is made comes after what was first
// promised.
func TestFirstBeforeEvents(t *testing.T) {
	made := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(8 * time.Hour), Target: promise.Before(time.Hour)}, promise.About{}, made)
	require.NoError(t, err)
	p, err = p.Record(made, promise.Event{Kind: promise.Revise, At: made, Agreed: true, Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(2 * time.Hour)}})
	require.NoError(t, err)
	due, ok := p.First().Due()
	require.True(t, ok)
	require.Equal(t, made.Add(8*time.Hour), due.UTC())
	target, ok := p.First().Target()
	require.True(t, ok)
	require.Equal(t, made.Add(7*time.Hour), target.UTC())
	now, _ := p.At(made).Due()
	require.NotEqual(t, due, now)
}

func TestFirstOfNothing(t *testing.T) {
	_, ok := promise.Promise{}.First().Due()
	require.False(t, ok)
	require.Equal(t, promise.Promise{}.At(time.Time{}), promise.Promise{}.First())
}
