package whatif

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// hour is an instant of a day on which promises are made at nine.
func hour(h int) time.Time { return time.Date(2026, time.March, 2, h, 0, 0, 0, time.UTC) }

// made makes a promise at an hour, with what happened to it.
func made(tb testing.TB, h int, due time.Duration, about promise.About, events ...promise.Event) promise.Promise {
	tb.Helper()
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(due), Target: promise.Before(time.Hour)}, about, hour(h))
	require.NoError(tb, err)
	p, err = p.Record(hour(23), events...)
	require.NoError(tb, err)
	return p
}

// restarted makes the promise that restarts another at an hour, as that one's
// withdrawal names it.
func restarted(tb testing.TB, old promise.Promise, h int, due time.Duration, id string, events ...promise.Event) promise.Promise {
	tb.Helper()
	_, first := old.SaidAt(hour(h))
	return made(tb, h, due, promise.About{ID: id, Name: "work", Restarts: old.About().ID, FirstDue: first}, events...)
}

func replacedAt(h int, by string) promise.Event {
	return promise.Event{Kind: promise.Withdraw, At: hour(h), Successor: by}
}

// TestChains: promises that took each other's place are one, and those of other
// commitments and cycles are not.
func TestChains(t *testing.T) {
	work := func(id string) promise.About { return promise.About{ID: id, Name: "work"} }
	one := made(t, 9, 4*time.Hour, work("T/repair/1"), replacedAt(10, "T/repair/2"))
	two := restarted(t, one, 10, 4*time.Hour, "T/repair/2")
	three := made(t, 12, 4*time.Hour, work("T/repair/3"))
	call := made(t, 9, 4*time.Hour, promise.About{ID: "T/call/1", Name: "call", Restarts: "T/repair/3"})
	late := made(t, 20, 4*time.Hour, work("T/repair/4"))
	want := map[key]chain{{"work", 1}: {one, two}, {"work", 3}: {three}, {"call", 1}: {call}}
	pledges := []policy.Pledge{
		{Commitment: "work", Cycle: 1, Promise: one}, {Commitment: "work", Cycle: 2, Promise: two},
		{Commitment: "work", Cycle: 4, Promise: three}, // no rule held in cycle 3
		{Commitment: "work", Cycle: 5, Promise: late}, {Commitment: "call", Cycle: 1, Promise: call},
	}
	if diff := cmp.Diff(want, chains(pledges, hour(19))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOutcomeOfAChain works out by hand how chains turn out.
func TestOutcomeOfAChain(t *testing.T) {
	work := promise.About{ID: "T/repair/1", Name: "work"}
	replaced := made(t, 9, 4*time.Hour, work, replacedAt(10, "T/repair/2"))
	fulfilled := func(h int) promise.Event { return promise.Event{Kind: promise.Fulfill, At: hour(h)} }
	broken := made(t, 9, 4*time.Hour, work, replacedAt(15, "T/repair/2"))
	verdictOf := func(standing, first promise.Standing, cause promise.VoidCause) verdict {
		return verdict{standing, cause, first}
	}
	for _, c := range []struct {
		name  string
		chain chain
		want  outcome
	}{
		{
			"an hour, then four more of which three were left", chain{replaced, restarted(t, replaced, 10, 4*time.Hour, "T/repair/2", fulfilled(11))},
			outcome{verdict: verdictOf(promise.Kept, promise.Kept, ""), replaced: 1, due: hour(14), timed: true, promised: 5 * time.Hour, unused: 3 * time.Hour, padded: true, pad: time.Hour},
		},
		{
			"kept, but after what was first said", chain{replaced, restarted(t, replaced, 10, 4*time.Hour, "T/repair/2", fulfilled(14))},
			outcome{verdict: verdictOf(promise.Kept, promise.Broken, ""), replaced: 1, due: hour(14), timed: true, promised: 5 * time.Hour, padded: true, pad: time.Hour},
		},
		{
			"a break is not undone by promising again", chain{broken, restarted(t, broken, 15, 4*time.Hour, "T/repair/2", fulfilled(16))},
			outcome{verdict: verdictOf(promise.Broken, promise.Broken, ""), replaced: 1, due: hour(13), timed: true, promised: 4 * time.Hour, unused: -2 * time.Hour, padded: true, pad: time.Hour},
		},
		{
			"withdrawn in the end", chain{replaced, restarted(t, replaced, 10, 4*time.Hour, "T/repair/2", promise.Event{Kind: promise.Withdraw, At: hour(11), By: promise.Customer("Ann")})},
			outcome{verdict: verdictOf(promise.Void, promise.Void, promise.VoidByCustomer), replaced: 1, due: hour(14), timed: true, promised: 5 * time.Hour, unused: 3 * time.Hour, padded: true, pad: time.Hour},
		},
		{
			"done when it was promised", chain{made(t, 9, 4*time.Hour, work, fulfilled(9))},
			outcome{verdict: verdictOf(promise.Kept, promise.Kept, ""), done: true, due: hour(13), timed: true, promised: 4 * time.Hour, unused: 4 * time.Hour, padded: true, pad: time.Hour},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.chain.outcome(hour(20)), cmp.AllowUnexported(outcome{}, verdict{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFlipsOfOutcomes counts what changes between two policies, and writes it.
func TestFlipsOfOutcomes(t *testing.T) {
	kept := outcome{verdict: verdict{standing: promise.Kept, first: promise.Kept}}
	late := outcome{verdict: verdict{standing: promise.Kept, first: promise.Broken}}
	byUs := outcome{verdict: verdict{promise.Void, promise.VoidByUs, promise.Void}}
	byCustomer := outcome{verdict: verdict{promise.Void, promise.VoidByCustomer, promise.Void}}
	condition := outcome{verdict: verdict{promise.Void, promise.VoidByCondition, promise.Void}}
	replaced := kept
	replaced.replaced = 1
	done := kept
	done.done = true
	for _, c := range []struct {
		name      string
		was, is   outcome
		otherwise int
		text      string
	}{
		{"replaced on the way", kept, replaced, 0, ""},
		{"void for another cause", byUs, byCustomer, 1, "void by us -> void by the customer"},
		{"void because of a condition", byCustomer, condition, 1, "void by the customer -> void for a missed condition"},
		{"kept by moving the date", kept, late, 1, "kept -> kept, as first said kept -> broken"},
		{"withdrawn instead of kept", late, byUs, 1, "kept -> void by us, as first said broken -> void"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var rows counter
			rows.take(c.was, c.is)
			require.Equal(t, c.otherwise, rows.row("work").Other)
			require.Equal(t, c.otherwise == 0, c.was.class() == c.is.class())
			if c.text != "" {
				text := Report{Flips: []Flip{flip("T", key{"work", 1}, c.was, c.is)}}.String()
				require.Contains(t, text, "\nT, work 1: "+c.text+"\n")
			}
		})
	}
	var rows counter
	for _, o := range []outcome{kept, replaced, late, byUs, byCustomer, condition, done} {
		rows.take(o, o)
	}
	side := rows.row("work").New
	want := Side{
		Promises: 7, Kept: 3, Void: 3, AlreadyDone: 1, Replaced: 1, VoidByCustomer: 1, VoidByCondition: 1, VoidByUs: 1, FirstKept: 2, FirstBroken: 1,
	}
	if diff := cmp.Diff(want, side); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, c := range []struct {
		of   func() (float64, bool)
		want float64
	}{{side.KeepRate, 1}, {side.FirstRate, 2.0 / 3}, {side.WithdrawnRate, 0.25}} {
		rate, ok := c.of()
		require.True(t, ok)
		require.InDelta(t, c.want, rate, 1e-12)
	}
	_, ok := Side{}.WithdrawnRate()
	require.False(t, ok)
	require.Contains(t, Report{Total: rows.row("")}.String(), `
  promises   7 -> 7
  kept       3 of 3, 100.0 % -> 3 of 3, 100.0 %
  withdrawn  by us 1 of 4, 25.0 % -> by us 1 of 4, 25.0 %
  first said 2 of 3, 66.7 % -> 2 of 3, 66.7 %
  void       3, 1 by the customer, 1 for a missed condition, 1 by us -> 3, 1 by the customer, 1 for a missed condition, 1 by us
  done       1 when promised -> 1 when promised
`)
}
