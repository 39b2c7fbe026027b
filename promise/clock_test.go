package promise_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise"
)

// TestClockGoesBack records with a clock that is behind: what it stamps is
// refused, with the instant from which on it is not.
func TestClockGoesBack(t *testing.T) {
	made, err := promise.Make(promise.Terms{Calendar: office(t), Due: promise.Within(8 * time.Hour)}, promise.About{}, monday)
	require.NoError(t, err)
	at := func(minutes int) time.Time { return monday.Add(time.Duration(minutes) * time.Minute) }
	p, err := made.Record(at(30), promise.Event{ID: "asked", Kind: promise.Update})
	require.NoError(t, err)
	imported, err := p.Record(at(40), promise.Event{Kind: promise.Update, At: at(5), Recorded: at(90)})
	require.NoError(t, err)
	stated := promise.Event{Kind: promise.Pause, At: at(5), Recorded: at(5)}
	for _, c := range []struct {
		name   string
		p      promise.Promise
		now    time.Time
		events []promise.Event
		last   time.Time // zero if it is taken
	}{
		{"before the last", p, at(10), []promise.Event{{Kind: promise.Fulfill}}, at(30)},
		{"a nanosecond before", p, at(30).Add(-1), []promise.Event{{Kind: promise.Fulfill}}, at(30)},
		{"at the same instant", p, at(30), []promise.Event{{Kind: promise.Fulfill}}, time.Time{}},
		{"what happened earlier", p, at(10), []promise.Event{{Kind: promise.Fulfill, At: at(5)}}, at(30)},
		{"recorded is stated", p, at(10), []promise.Event{stated}, time.Time{}},
		{"a known event", p, at(10), []promise.Event{{ID: "asked", Kind: promise.Update}}, time.Time{}},
		{"nothing", p, at(10), nil, time.Time{}},
		{"before it was made", made, at(-60), []promise.Event{{Kind: promise.Withdraw}}, time.Time{}},
		{"an import from the future", imported, at(60), []promise.Event{{Kind: promise.Fulfill}}, at(90)},
		{"one of several", p, at(40), []promise.Event{{Kind: promise.Update}, {Kind: promise.Pause, At: at(5), Recorded: at(90)}, {Kind: promise.Fulfill}}, at(90)},
		{"one of several, first", p, at(40), []promise.Event{{Kind: promise.Update}, {Kind: promise.Fulfill}, {Kind: promise.Pause, At: at(5), Recorded: at(90)}}, time.Time{}},
	} {
		q, err := c.p.Record(c.now, c.events...)
		if c.last.IsZero() {
			require.NoError(t, err, c.name)
			continue
		}
		var clock *promise.ClockError
		require.ErrorAs(t, err, &clock, c.name)
		if diff := cmp.Diff(promise.ClockError{Now: c.now, Last: c.last}, *clock); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		require.True(t, q.Equal(c.p), "%s: it is all or nothing", c.name)
		_, err = c.p.Record(clock.Last, c.events...)
		require.NoError(t, err, "%s: the mend", c.name)
	}
	_, err = p.Record(at(10), promise.Event{Kind: promise.Update}, promise.Event{Kind: promise.Fulfill})
	require.EqualError(t, err, "promise: now: must not be before the last recorded instant 2026-01-05T08:30:00Z, got 2026-01-05T08:10:00Z; record at 2026-01-05T08:30:00Z or later, or state recorded")
}

// TestLawRecordedInOrder: whatever the clock does, what it stamps is recorded in
// order, and events recorded together are taken or refused as one by one.
func TestLawRecordedInOrder(t *testing.T) {
	made, err := promise.Make(promise.Terms{Calendar: office(t), Due: promise.Within(8 * time.Hour)}, promise.About{}, monday)
	require.NoError(t, err)
	rapid.Check(t, func(rt *rapid.T) {
		p := made
		for step := range rapid.IntRange(1, 6).Draw(rt, "records") {
			now := monday.Add(time.Duration(rapid.IntRange(0, 20).Draw(rt, "now")) * time.Minute)
			var events []promise.Event
			for i := range rapid.IntRange(1, 3).Draw(rt, "events") {
				e := promise.Event{ID: fmt.Sprint(step, "/", i), Kind: promise.Update}
				if rapid.IntRange(0, 2).Draw(rt, "states") == 0 {
					e.Recorded = monday.Add(time.Duration(rapid.IntRange(0, 20).Draw(rt, "recorded")) * time.Minute)
				}
				if rapid.IntRange(0, 5).Draw(rt, "again") == 0 {
					e.ID = "0/0"
				}
				events = append(events, e)
			}
			last := time.Time{}
			for _, e := range p.Events() {
				if e.Recorded.After(last) {
					last = e.Recorded
				}
			}
			one, oneErr := p, error(nil)
			for _, e := range events {
				if oneErr == nil {
					one, oneErr = one.Record(now, e)
				}
			}
			q, err := p.Record(now, events...)
			require.Equal(rt, oneErr == nil, err == nil, "together %v, one by one %v", err, oneErr)
			if err != nil {
				continue
			}
			require.True(rt, q.Equal(one))
			for _, e := range q.Events()[len(p.Events()):] {
				stated := false
				for _, given := range events {
					stated = stated || (given.ID == e.ID && !given.Recorded.IsZero())
				}
				require.True(rt, stated || !e.Recorded.Before(last), "%s is recorded at %s, after %s", e.ID, e.Recorded, last)
			}
			p = q
		}
	})
}
