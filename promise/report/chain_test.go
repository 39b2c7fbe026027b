package report_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// told makes a promise of four hours, made at nine, of which some things happened.
func told(tb testing.TB, about promise.About, events ...promise.Event) promise.Promise {
	tb.Helper()
	made := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(4 * time.Hour)}, about, made)
	require.NoError(tb, err)
	p, err = p.Record(made.Add(24*time.Hour), events...)
	require.NoError(tb, err)
	return p
}

// hour is an instant of the day of told.
func hour(h int) time.Time { return time.Date(2026, time.March, 2, h, 0, 0, 0, time.UTC) }

// TestOfEnds goes through the ways in which a promise ends without having been kept.
func TestOfEnds(t *testing.T) {
	withdraw := func(h int, by promise.Actor, agreed bool, successor string) promise.Event {
		return promise.Event{Kind: promise.Withdraw, At: hour(h), By: by, Agreed: agreed, Successor: successor}
	}
	for _, c := range []struct {
		name     string
		events   []promise.Event
		standing promise.Standing
		cause    promise.VoidCause
		replaced bool
	}{
		{"by us", []promise.Event{withdraw(12, promise.Person("Ben"), false, "")}, promise.Void, promise.VoidByUs, false},
		{"by the customer", []promise.Event{withdraw(12, promise.Customer("Ann"), false, "")}, promise.Void, promise.VoidByCustomer, false},
		{"agreed", []promise.Event{withdraw(12, promise.Person("Ben"), true, "")}, promise.Void, promise.VoidByCustomer, false},
		{"replaced", []promise.Event{withdraw(12, promise.Person("Ben"), false, "T/2")}, promise.Void, promise.VoidReplaced, true},
		{"replaced as agreed", []promise.Event{withdraw(12, promise.Person("Ben"), true, "T/2")}, promise.Void, promise.VoidByCustomer, true},
		{"replaced after the break", []promise.Event{withdraw(14, promise.Person("Ben"), false, "T/2")}, promise.Broken, "", true},
		{
			"replaced, reopened and given up", []promise.Event{
				withdraw(11, promise.Person("Ben"), false, "T/2"), {Kind: promise.Reopen, At: hour(11)}, withdraw(12, promise.Person("Ben"), false, ""),
			}, promise.Void, promise.VoidByUs, false,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := report.Of(told(t, promise.About{ID: "T/1"}, c.events...), hour(20))
			require.Equal(t, c.standing, o.Standing)
			require.Equal(t, c.cause, o.VoidCause)
			require.Equal(t, c.replaced, o.Replaced)
			build(t, o)
		})
	}
	p, err := promise.Make(promise.Terms{
		Calendar: calendar.Always(), Due: promise.Within(4 * time.Hour), Conditions: []promise.Condition{{Name: "file", By: hour(10)}},
	}, promise.About{}, hour(9))
	require.NoError(t, err)
	require.Equal(t, promise.VoidByCondition, report.Of(p, hour(20)).VoidCause)
}

// TestOfAlreadyDone: a promise that was fulfilled as it was made, with nothing
// elapsed, is told apart from one that was kept fast.
func TestOfAlreadyDone(t *testing.T) {
	fulfill := func(at time.Time) promise.Event { return promise.Event{Kind: promise.Fulfill, At: at} }
	for _, c := range []struct {
		name   string
		about  promise.About
		events []promise.Event
		want   bool
	}{
		{"as it was made", promise.About{}, []promise.Event{fulfill(hour(9))}, true},
		{"a nanosecond later", promise.About{}, []promise.Event{fulfill(hour(9).Add(1))}, false},
		{"made late, an hour after the start", promise.About{Start: hour(8)}, []promise.Event{fulfill(hour(9))}, false},
		{"made ahead of its start", promise.About{Start: hour(12)}, []promise.Event{fulfill(hour(9))}, true},
		{"reopened and done", promise.About{}, []promise.Event{fulfill(hour(9)), {Kind: promise.Reopen, At: hour(10)}, fulfill(hour(11))}, false},
		{"reopened and open", promise.About{}, []promise.Event{fulfill(hour(9)), {Kind: promise.Reopen, At: hour(10)}}, false},
		{"broken when it was made", promise.About{Start: hour(1)}, []promise.Event{fulfill(hour(9))}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := report.Of(told(t, c.about, c.events...), hour(12))
			require.Equal(t, c.want, o.AlreadyDone)
			all := build(t, o).Total()
			require.Equal(t, !c.want, all.Kept+all.Broken+all.Open == 1)
		})
	}
}

// TestChainCountsOnce counts a chain of three promises of one case: the first was
// replaced before its due instant, the second broken and then replaced, the third
// kept, though not by what was first said. Beside them stand two promises withdrawn
// by us, one by the customer, one kept and one done when it was made.
func TestChainCountsOnce(t *testing.T) {
	due := hour(13)
	r := build(t,
		report.Outcome{At: due, Standing: promise.Void, VoidCause: promise.VoidReplaced, First: promise.Broken},
		report.Outcome{At: due, Standing: promise.Broken, Replaced: true, Notice: promise.Silent},
		report.Outcome{At: due, Standing: promise.Kept, First: promise.Broken},
		report.Outcome{At: due, Standing: promise.Void, VoidCause: promise.VoidByUs},
		report.Outcome{At: due, Standing: promise.Void, VoidCause: promise.VoidByUs},
		report.Outcome{At: due, Standing: promise.Void, VoidCause: promise.VoidByCustomer},
		report.Outcome{At: due, Standing: promise.Kept, Promised: time.Hour, Actual: time.Minute},
		report.Outcome{At: due, Standing: promise.Kept, AlreadyDone: true, Promised: time.Hour},
		report.Outcome{At: due, Standing: promise.Broken, Notice: promise.Unannounced},
	)
	all := r.Total()
	want := report.Counts{
		Kept: 2, Broken: 2, Void: 4, AlreadyDone: 1, VoidByCustomer: 1, VoidReplaced: 1, VoidByUs: 2,
		FirstKept: 1, FirstBroken: 2, Moved: 1, Silent: 1, Unannounced: 1,
	}
	if diff := cmp.Diff(want, all.Counts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, 9, all.All())
	require.Equal(t, report.Rate{Count: 2, Of: 4}, all.Keep())
	require.Equal(t, report.Rate{Count: 1, Of: 3}, all.KeepFirst(), "the chain is one of three")
	require.Equal(t, report.Rate{Count: 2, Of: 6}, all.Withdrawn())
	require.Equal(t, report.Rate{Count: 1, Of: 1}, all.Silence(), "nobody could have told of the unannounced one")
	require.Equal(t, 1, all.Promised.N(), "what was done already is not measured")
	line := r.Summary(0.95, 1).Total
	require.Equal(t, all.Withdrawn(), line.Withdrawn)
	b, ok := r.Burn(0.5, due, 1)
	require.True(t, ok)
	require.Equal(t, report.Rate{Count: 2, Of: 4}, b.Broken, "no day counts what was done already")
}
