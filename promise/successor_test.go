package promise_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// TestVerdictOfWhatWasWithdrawn keeps what the explanation tells of the one who
// withdrew a promise, and of the promise that took its place.
func TestVerdictOfWhatWasWithdrawn(t *testing.T) {
	made := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	at := func(hours int) time.Time { return made.Add(time.Duration(hours) * time.Hour) }
	withdraw := func(hours int, by promise.Actor, agreed bool, successor string) promise.Event {
		return promise.Event{Kind: promise.Withdraw, At: at(hours), By: by, Agreed: agreed, Successor: successor}
	}
	file := promise.Condition{Name: "file", By: at(2)}
	for _, c := range []struct {
		want      string
		cause     promise.VoidCause
		successor string
		terms     promise.Terms
		events    []promise.Event
	}{
		{
			want: "void: withdrawn by us Mon  5 Jan 2026 12:00", cause: promise.VoidByUs,
			events: []promise.Event{withdraw(3, promise.Person("Ben"), false, "")},
		},
		{
			want: "void: withdrawn by the customer Mon  5 Jan 2026 12:00", cause: promise.VoidByCustomer,
			events: []promise.Event{withdraw(3, promise.Customer("Ann"), false, "")},
		},
		{
			want: "void: withdrawn with the customer's consent Mon  5 Jan 2026 12:00", cause: promise.VoidByCustomer,
			events: []promise.Event{withdraw(3, promise.Person("Ben"), true, "")},
		},
		{
			want: "void: withdrawn Mon  5 Jan 2026 12:00, replaced by T-7/resolution/2", cause: promise.VoidReplaced, successor: "T-7/resolution/2",
			events: []promise.Event{withdraw(3, promise.Bot("desk"), false, "T-7/resolution/2")},
		},
		{
			want: "void: withdrawn with the customer's consent Mon  5 Jan 2026 12:00, replaced by T-7/resolution/2", cause: promise.VoidByCustomer, successor: "T-7/resolution/2",
			events: []promise.Event{withdraw(3, promise.Bot("desk"), true, "T-7/resolution/2"), withdraw(3, promise.Customer("Ann"), false, "T-7/resolution/3")},
		},
		{
			want: "void: withdrawn by us Mon  5 Jan 2026 12:00", cause: promise.VoidByUs,
			events: []promise.Event{withdraw(3, promise.Bot("desk"), false, "T-7/resolution/2"), {Kind: promise.Reopen, At: at(3)}, withdraw(3, promise.Person("Ben"), false, "")},
		},
		{
			want: "broken: due Mon  5 Jan 2026 13:00, withdrawn Mon  5 Jan 2026 14:00, replaced by T-7/resolution/2; nobody told the customer before", successor: "T-7/resolution/2",
			events: []promise.Event{withdraw(5, promise.Bot("desk"), false, "T-7/resolution/2")},
		},
		{
			want: `void: the condition "file" was not met by Mon  5 Jan 2026 11:00`, cause: promise.VoidByCondition,
			terms: promise.Terms{Conditions: []promise.Condition{file}}, events: []promise.Event{withdraw(3, promise.Customer("Ann"), false, "")},
		},
		{
			want: "broken: due Mon  5 Jan 2026 11:00 and still open, 4h late on the wall clock, 4h in working time; a rule set this date at that instant, and nobody was told it before",
			events: []promise.Event{
				{Kind: promise.Revise, At: at(2), Rule: true, Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(time.Hour)}},
			},
		},
	} {
		c.terms.Calendar, c.terms.Due = calendar.Always(), promise.Within(4*time.Hour)
		p, err := promise.Make(c.terms, promise.About{ID: "T-7/resolution/1"}, made)
		require.NoError(t, err)
		p, err = p.Record(at(6), c.events...)
		require.NoError(t, err)
		e := p.Explain(at(6))
		require.Equal(t, c.want, e.Verdict)
		require.Equal(t, c.cause, e.Status.VoidCause)
		require.Equal(t, c.successor, e.Successor)
		require.Empty(t, p.Explain(at(1)).Successor, "not yet")
		doc, err := json.Marshal(e)
		require.NoError(t, err)
		var back promise.Explanation
		require.NoError(t, json.Unmarshal(doc, &back))
		require.Equal(t, c.successor, back.Successor)
	}
	require.Empty(t, promise.Promise{}.Explain(made).Successor)
}
