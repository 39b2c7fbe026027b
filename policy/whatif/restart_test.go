package whatif_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/whatif"
	"github.com/underpromise/underpromise/promise"
)

// TestRestartIsOnePromise compares what is carried over with what is begun again: 16
// hours are promised on Monday at 9:00, four when it becomes urgent at 10:00. Carried
// over, that is until 13:00; begun again, until 14:00, an hour more. It is done at
// 12:00 under both, and no promise is lost or new.
func TestRestartIsOnePromise(t *testing.T) {
	parse := func(change string) *policy.Policy {
		pol, err := policy.Parse([]byte(`{"calendars":[{"name":"office","zone":"UTC","week":"Mo-Fr 09:00-17:00"}],"commitments":[{"name":"work","calendar":"office",
			"rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"16h"}],"clock":{"stop":{"event":"done"},"change":"` + change + `"}}]}`))
		require.NoError(t, err)
		return pol
	}
	opened := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	c, err := parse("carry").Open("T", nil, opened)
	require.NoError(t, err)
	c, err = c.Record(opened.Add(3*time.Hour), policy.Event{At: opened.Add(time.Hour), Set: policy.Fields{"priority": "high"}}, policy.Event{Type: "done"})
	require.NoError(t, err)
	report, err := whatif.Compare(parse("carry"), parse("restart"), []policy.Case{c}, opened.AddDate(0, 0, 1))
	require.NoError(t, err)
	side := whatif.Side{Promises: 1, Kept: 1, FirstKept: 1, Promised: times(4 * time.Hour), KeptTime: times(4 * time.Hour), Unused: times(time.Hour)}
	begun := side
	begun.Replaced = 1
	begun.Promised, begun.KeptTime, begun.Unused = times(5*time.Hour), times(5*time.Hour), times(2*time.Hour)
	want := whatif.Row{
		Commitment: "work", Matched: 1, Old: side, New: begun,
		Given: hours(1), Shift: times(time.Hour), WallShift: times(time.Hour),
	}
	if diff := cmp.Diff([]whatif.Row{want}, report.Commitments); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	require.Empty(t, report.Flips)
}

// TestVoidForAnotherCause: the customer withdraws at 10:00, and somebody closes the
// case at 11:00. Which of them cancels the promise is what the policies differ in.
func TestVoidForAnotherCause(t *testing.T) {
	parse := func(cancel string) *policy.Policy {
		pol, err := policy.Parse([]byte(`{"calendars":[{"name":"office","zone":"UTC","week":"Mo-Fr 09:00-17:00"}],"commitments":[{"name":"work","calendar":"office",
			"rules":[{"due":"16h"}],"clock":{"stop":{"event":"done"},"cancel":{"event":"` + cancel + `"}}}]}`))
		require.NoError(t, err)
		return pol
	}
	opened := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	c, err := parse("closed").Open("T", nil, opened)
	require.NoError(t, err)
	c, err = c.Record(opened.Add(2*time.Hour),
		policy.Event{Type: "not needed", At: opened.Add(time.Hour), By: promise.Customer("Ann")}, policy.Event{Type: "closed", By: promise.Person("Ben")})
	require.NoError(t, err)
	report, err := whatif.Compare(parse("closed"), parse("not needed"), []policy.Case{c}, opened.AddDate(0, 0, 1))
	require.NoError(t, err)
	due := time.Date(2026, time.January, 6, 17, 0, 0, 0, time.UTC)
	want := []whatif.Flip{{
		Case: "T", Commitment: "work", Cycle: 1, Old: promise.Void, New: promise.Void,
		OldVoid: promise.VoidByUs, NewVoid: promise.VoidByCustomer, OldDue: due, NewDue: due,
	}}
	if diff := cmp.Diff(want, report.Flips); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	require.Equal(t, 1, report.Total.Other)
	require.Zero(t, report.Total.Given)
	require.Contains(t, report.String(), "  withdrawn  by us 1 of 1, 100.0 % -> by us none\n")
	require.Contains(t, report.String(), "\nT, work 1: void by us -> void by the customer\n")
}
