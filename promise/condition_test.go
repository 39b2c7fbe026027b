package promise_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
)

// TestConditionMissedAfterTheEnd: an explanation does not tell of what follows from a
// condition that was missed after the end, before the promise is reopened.
func TestConditionMissedAfterTheEnd(t *testing.T) {
	cal := desk()
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, cal.Zone())
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(16 * time.Hour)}, promise.About{ID: "T-7"}, monday)
	require.NoError(t, err)
	p, err = p.Record(monday.Add(72*time.Hour),
		promise.Event{Kind: promise.Revise, At: monday.Add(time.Hour), Agreed: true, Count: promise.Anew, Terms: promise.Terms{
			Due: promise.Within(40 * time.Hour), Conditions: []promise.Condition{{Name: "photo", By: monday.Add(27 * time.Hour), Else: promise.ElseBack}},
		}},
		promise.Event{Kind: promise.Fulfill, At: monday.Add(25 * time.Hour)},
		promise.Event{Kind: promise.Reopen, At: monday.Add(48 * time.Hour)})
	require.NoError(t, err)
	for _, c := range []struct {
		after  time.Duration
		lapsed int
		text   string
	}{
		{26 * time.Hour, 0, "not met yet; else what held before holds again"},
		{28 * time.Hour, 0, "not met in time; if reopened, what held before holds again"},
		{48 * time.Hour, 1, "not met in time; what held before holds again"},
	} {
		e := p.Explain(monday.Add(c.after))
		require.Len(t, e.Lapsed(), c.lapsed, c.after)
		require.Len(t, p.Lapsed(monday.Add(c.after)), c.lapsed, c.after)
		require.Contains(t, e.String(), ": "+c.text+"\n", c.after)
	}
}
