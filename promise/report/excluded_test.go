package report_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// TestExcludedCauses: each kind of time that does not count has its cause, and a
// reason only where somebody gave one.
func TestExcludedCauses(t *testing.T) {
	terms := promise.Terms{
		Calendar: newYorkDesk(t), Due: promise.Within(40 * time.Hour),
		Conditions: []promise.Condition{{Name: "file sent", By: at(t, "2026-01-16 11:00"), Else: promise.ElseMove}},
	}
	p, err := promise.Make(terms, promise.About{ID: "T-7"}, at(t, "2026-01-16 09:00"))
	require.NoError(t, err)
	p, err = p.Record(at(t, "2026-03-01 00:00"),
		promise.Event{Kind: promise.Meet, Condition: "file sent", At: at(t, "2026-01-16 12:00")},
		promise.Event{Kind: promise.Pause, At: at(t, "2026-01-16 13:00"), Reason: "closed: lunch"},
		promise.Event{Kind: promise.Resume, At: at(t, "2026-01-16 14:00")},
		promise.Event{Kind: promise.Fulfill, At: at(t, "2026-01-16 15:00")},
		promise.Event{Kind: promise.Reopen, At: at(t, "2026-01-16 16:00")},
		promise.Event{Kind: promise.Fulfill, At: at(t, "2026-01-20 10:00")},
	)
	require.NoError(t, err)
	got := report.Of(p, at(t, "2026-02-01 00:00")).Excluded
	want := []report.Excluded{
		{Cause: report.ExcludedCondition, Worked: 2 * time.Hour, Wall: 2 * time.Hour}, // up to when it was to be met
		{Cause: report.ExcludedPaused, Reason: "closed: lunch", Worked: time.Hour, Wall: time.Hour},
		{Cause: report.ExcludedReopened, Worked: time.Hour, Wall: time.Hour},
		{Cause: report.ExcludedClosed, Reason: "Martin Luther King Day", Wall: 88 * time.Hour},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, p.Explain(at(t, "2026-02-01 00:00")))
	}
}

// TestExcludedByData: two causes are two, though they read alike, and the reasons of
// one are told apart.
func TestExcludedByData(t *testing.T) {
	outcome := func(cause report.ExcludedCause, reason string) report.Outcome {
		return report.Outcome{At: at(t, "2026-01-16 09:00"), Standing: promise.Kept, Excluded: []report.Excluded{{Cause: cause, Reason: reason, Worked: time.Hour}}}
	}
	r := build(t, outcome(report.ExcludedPaused, "parts"), outcome(0, "paused: parts"), outcome(report.ExcludedPaused, "parts"), outcome(report.ExcludedClosed, "parts"))
	want := []report.Excluded{
		{Reason: "paused: parts", Times: 1, Worked: time.Hour},
		{Cause: report.ExcludedClosed, Reason: "parts", Times: 1, Worked: time.Hour},
		{Cause: report.ExcludedPaused, Reason: "parts", Times: 2, Worked: 2 * time.Hour},
	}
	require.Empty(t, cmp.Diff(want, r.Excluded()))
	doc, err := r.MarshalJSON()
	require.NoError(t, err)
	again, err := report.Parse(doc)
	require.NoError(t, err)
	require.True(t, again.Equal(r))
}
