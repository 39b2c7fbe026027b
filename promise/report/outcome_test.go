package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

func newYorkDesk(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"desk","zone":"America/New_York","week":"Mo-Fr 09:00-17:00","days":[{"on":"2026-01-19","name":"Martin Luther King Day"}]}`))
	require.NoError(tb, err)
	return cal
}

// at reads "2026-01-16 16:00" on the wall of New York.
func at(tb testing.TB, text string) time.Time {
	tb.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, zone(tb, "America/New_York"))
	require.NoError(tb, err)
	return t
}

func TestOf(t *testing.T) {
	terms := promise.Terms{Calendar: newYorkDesk(t), Due: promise.Within(4 * time.Hour)}
	made := at(t, "2026-01-16 15:00") // a Friday before a holiday
	event := func(kind promise.Kind, when, reason string) promise.Event {
		return promise.Event{Kind: kind, At: at(t, when), Reason: reason}
	}
	fulfill := func(when string) promise.Event { return event(promise.Fulfill, when, "") }
	weekend := report.Excluded{Cause: report.ExcludedClosed, Reason: "Martin Luther King Day", Wall: 88 * time.Hour} // Friday 17:00 to Tuesday 9:00
	for _, story := range []struct {
		name   string
		events []promise.Event
		now    string
		want   report.Outcome
	}{
		{"kept after the weekend", []promise.Event{fulfill("2026-01-20 10:30")}, "2026-02-01 00:00", report.Outcome{
			At: at(t, "2026-01-20 11:00"), Standing: promise.Kept, First: promise.Kept,
			Promised: 4 * time.Hour, Actual: 210 * time.Minute, Excluded: []report.Excluded{weekend},
		}},
		{"still open", nil, "2026-01-16 16:00", report.Outcome{
			At: at(t, "2026-01-20 11:00"), Standing: promise.OnTrack, First: promise.OnTrack,
			Promised: 4 * time.Hour, Actual: time.Hour, Unfinished: true,
		}},
		{
			"a pause moves the due instant",
			[]promise.Event{event(promise.Pause, "2026-01-16 16:00", "log file"), event(promise.Resume, "2026-01-20 11:00", ""), fulfill("2026-01-20 12:00")}, "2026-02-01 00:00",
			report.Outcome{
				At: at(t, "2026-01-20 14:00"), Standing: promise.Kept, First: promise.Kept, Promised: 4 * time.Hour, Actual: 2 * time.Hour,
				Excluded: []report.Excluded{{Cause: report.ExcludedPaused, Reason: "log file", Worked: 3 * time.Hour, Wall: 91 * time.Hour}},
			},
		},
		{"paused: nobody knows until when", []promise.Event{event(promise.Pause, "2026-01-16 16:00", "")}, "2026-01-16 17:00", report.Outcome{
			At: at(t, "2026-01-16 17:00"), Standing: promise.OnTrack, First: promise.OnTrack, Unfinished: true,
			Excluded: []report.Excluded{{Cause: report.ExcludedPaused, Worked: time.Hour, Wall: time.Hour}},
		}},
		{"late by twenty minutes on the wall", []promise.Event{fulfill("2026-01-20 11:20")}, "2026-02-01 00:00", report.Outcome{
			At: at(t, "2026-01-20 11:00"), Standing: promise.Broken, First: promise.Broken, Notice: promise.Silent,
			Promised: 4 * time.Hour, Actual: 260 * time.Minute, Excluded: []report.Excluded{weekend},
		}},
		{"broken, not done yet", []promise.Event{{Kind: promise.Update, At: at(t, "2026-01-20 10:00"), Late: true}}, "2026-01-21 09:00", report.Outcome{
			At: at(t, "2026-01-20 11:00"), Standing: promise.Broken, First: promise.Broken, Notice: promise.FairNotice, Unfinished: true,
			Promised: 4 * time.Hour, Actual: 10 * time.Hour, Excluded: []report.Excluded{weekend},
		}},
		{"withdrawn", []promise.Event{event(promise.Withdraw, "2026-01-16 16:00", "")}, "2026-02-01 00:00", report.Outcome{
			At: at(t, "2026-01-20 11:00"), Standing: promise.Void, First: promise.Void, VoidCause: promise.VoidByUs, Unfinished: true, Promised: 4 * time.Hour, Actual: time.Hour,
		}},
		{
			"kept by moving the date",
			[]promise.Event{
				{Kind: promise.Revise, At: at(t, "2026-01-16 16:00"), Agreed: true, Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(8 * time.Hour)}},
				fulfill("2026-01-20 12:00"),
			}, "2026-02-01 00:00",
			report.Outcome{
				At: at(t, "2026-01-20 15:00"), Standing: promise.Kept, First: promise.Broken,
				Promised: 8 * time.Hour, Actual: 5 * time.Hour, Excluded: []report.Excluded{weekend},
			},
		},
		{
			"done again after a reopening, without a due instant",
			[]promise.Event{fulfill("2026-01-16 16:00"), event(promise.Reopen, "2026-01-20 15:00", ""), fulfill("2026-01-20 16:00")}, "2026-02-01 00:00",
			report.Outcome{
				At: at(t, "2026-01-20 16:00"), Standing: promise.Kept, First: promise.Kept,
			},
		},
		{
			"the clock runs on in a pause", []promise.Event{event(promise.Pause, "2026-01-16 16:00", "log file"), fulfill("2026-01-20 09:30")}, "2026-02-01 00:00",
			report.Outcome{
				At: at(t, "2026-01-20 11:00"), Standing: promise.Kept, First: promise.Kept, Promised: 4 * time.Hour, Actual: 150 * time.Minute,
			},
		},
	} {
		t.Run(story.name, func(t *testing.T) {
			terms := terms
			switch {
			case strings.HasPrefix(story.name, "the clock runs on"):
				terms.OnPause = promise.Hold
			case strings.HasPrefix(story.name, "done again"):
				terms.Due = promise.By(at(t, "2026-01-17 12:00"))
			}
			p, err := promise.Make(terms, promise.About{ID: "T-7"}, made)
			require.NoError(t, err)
			p, err = p.Record(at(t, "2026-03-01 00:00"), story.events...)
			require.NoError(t, err)
			got := report.Of(p, at(t, story.now))
			if diff := cmp.Diff(story.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s\n%s", diff, p.Explain(at(t, story.now)))
			}
			build(t, got)
		})
	}
	require.Equal(t, report.Outcome{At: made}, report.Of(promise.Promise{}, made))
}

// TestAnyPromiseCounts: whatever happened to a promise, it can be counted, at any
// instant.
func TestAnyPromiseCounts(t *testing.T) {
	cal := newYorkDesk(t)
	made := at(t, "2026-01-16 15:00")
	instants := rapid.Custom(func(rt *rapid.T) time.Time {
		return made.Add(time.Duration(rapid.IntRange(0, 300).Draw(rt, "hours")) * 30 * time.Minute)
	})
	rapid.Check(t, func(rt *rapid.T) {
		due := rapid.SampledFrom([]promise.Deadline{
			promise.Within(4 * time.Hour), promise.InDays(1), promise.InDaysByClose(2), promise.By(made.Add(40 * time.Hour)), promise.Within(0),
		}).Draw(rt, "due")
		terms := promise.Terms{Calendar: cal, Due: due, OnPause: rapid.SampledFrom([]promise.OnPause{promise.Shift, promise.Hold}).Draw(rt, "on pause")}
		p, err := promise.Make(terms, promise.About{}, made)
		require.NoError(t, err)
		for range rapid.IntRange(0, 8).Draw(rt, "events") {
			e := promise.Event{At: instants.Draw(rt, "at")}
			e.Kind = rapid.SampledFrom([]promise.Kind{promise.Pause, promise.Resume, promise.Fulfill, promise.Reopen, promise.Withdraw, promise.Update, promise.Revise}).Draw(rt, "kind")
			switch e.Kind {
			case promise.Update:
				e.Late = true
			case promise.Revise:
				e.Terms.Due, e.Count, e.Agreed = promise.Within(time.Duration(rapid.IntRange(0, 40).Draw(rt, "d"))*time.Hour), promise.Carry, rapid.Bool().Draw(rt, "agreed")
			default:
			}
			p, err = p.Record(at(t, "2026-03-01 00:00"), e)
			require.NoError(t, err)
		}
		now := instants.Draw(rt, "now")
		o := report.Of(p, now)
		r, err := report.New(cal.Zone())
		require.NoError(t, err)
		if r, err = r.Add(o); err != nil {
			rt.Fatalf("%v\n%+v\n%s", err, o, p.Explain(now))
		}
		require.Equal(t, 1, r.Total().All())
		for _, step := range p.Explain(now).Steps { // what was time off is all told, and nothing else
			told := slices.ContainsFunc(o.Excluded, func(x report.Excluded) bool {
				return x.Cause == report.ExcludedPaused && x.Reason == step.Reason && x.Wall == step.To.Sub(step.From)
			})
			if step.Phase == promise.Paused && told == step.Holds {
				rt.Fatalf("%q is told: %v, in %v", step.Why, told, o.Excluded)
			}
		}
	})
}

// TestPromisedUpToTheBreak: what was fulfilled, reopened, and in the meantime revised to
// an earlier due instant was promised for as long as counted up to that.
func TestPromisedUpToTheBreak(t *testing.T) {
	cal := newYorkDesk(t)
	made := at(t, "2026-01-16 15:00")
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(4 * time.Hour)}, promise.About{}, made)
	require.NoError(t, err)
	p, err = p.Record(at(t, "2026-01-16 17:00"),
		promise.Event{Kind: promise.Fulfill, At: at(t, "2026-01-16 15:30")},
		promise.Event{Kind: promise.Revise, At: at(t, "2026-01-16 16:00"), Terms: promise.Terms{Due: promise.Within(0)}, Count: promise.Carry, Agreed: true},
		promise.Event{Kind: promise.Reopen, At: at(t, "2026-01-16 16:30")},
		promise.Event{Kind: promise.Fulfill, At: at(t, "2026-01-16 16:30")},
	)
	require.NoError(t, err)
	o := report.Of(p, at(t, "2026-01-16 17:00"))
	require.Equal(t, promise.Broken, o.Standing)
	require.Equal(t, 30*time.Minute, o.Promised)
	require.Equal(t, 30*time.Minute, o.Actual)
}

func TestErrors(t *testing.T) {
	r := build(t)
	now := at(t, "2026-01-16 15:00")
	var b strings.Builder
	say := func(err error) {
		require.Error(t, err)
		b.WriteString(err.Error() + "\n")
	}
	_, err := r.Add(
		report.Outcome{},
		report.Outcome{At: now, Group: "\xff", Standing: 9, First: 9, Notice: "loud", Unquoted: true},
		report.Outcome{At: now, Promised: time.Hour},
		report.Outcome{At: now.AddDate(9000, 0, 0), Standing: promise.Kept, Promised: -1},
		report.Outcome{At: now, Standing: promise.Kept, Promised: time.Hour, Actual: 2 * time.Hour},
		report.Outcome{At: now, Standing: promise.Broken, Promised: time.Hour, Actual: time.Minute},
		report.Outcome{At: now, Standing: promise.Kept, Unfinished: true},
		report.Outcome{At: now, Standing: promise.Kept, Actual: -1},
		report.Outcome{At: now, Standing: promise.Void, VoidCause: "boredom", AlreadyDone: true},
		report.Outcome{At: now, Standing: promise.Kept, VoidCause: promise.VoidByUs, Replaced: true},
		report.Outcome{At: now, Standing: promise.Kept, Excluded: []report.Excluded{{Cause: 9, Reason: "\xff", Worked: -1, Times: -1}}},
	)
	say(err)
	_, err = report.New(nil)
	say(err)
	_, err = report.New(time.Local)
	say(err)
	_, err = report.Calibrate(report.Forecast{P: 0.5}, report.Forecast{P: 1.5})
	say(err)
	for _, doc := range []string{
		`[]`, `{"version":2,"groups":[]}`, `{"version":1,"zone":"Mars/Olympus","groups":[{"months":[]}]}`, `{"version":1,"groups":[{"months":[]}]}`,
		`{"version":1,"zone":"UTC","groups":[{"months":[]},{"months":[]}]}`,
		`{"version":1,"zone":"UTC","groups":[{"months":[{"month":"2026-13","kept":-1},{"month":"2026-01"},{"month":"2026-01"}],"days":[{"on":"2026-02-30","judged":0}],"excluded":[{"reason":"a","times":0,"worked":"1s","wall":"0s"},{"reason":"a","times":1,"worked":"01s","wall":"27777777h46m39s"},{"cause":"lunch","times":1,"worked":"1s","wall":"1s"}]}]}`,
		`{"version":1,"zone":"UTC","groups":[{"months":[{"month":"2026-01","kept":1}]}]}`,
		`{"version":1,"zone":"UTC","groups":[{"months":[{"month":"2026-01","kept":1,"moved":2,"first_kept":3,"silent":1,"void_by_us":1,"promised":{"sum":"1h0m0s","counts":{"1h0m0s":1}}}]}]}`,
		`{"version":1,"zone":"UTC","groups":[{"months":[{"month":"2026-01","actual":{"sum":"1s","beyond":-1,"counts":{"1h":0,"0s":2000000000}},"used":{"1":2,"0.5":3}}]}]}`,
		`{"version":1,"zone":"UTC","groups":[{"months":[{"month":"2026-01","actual":{"sum":"1m39s","counts":{"3s":1}}}]}]}`,
		`{"version":1,"zone":"UTC","groups":[{"months":[{"month":"2026-01","actual":{"sum":"6s","counts":{"3s":1,"3.000001s":1}}}]}]}`,
	} {
		_, err := report.Parse([]byte(doc))
		say(err)
	}
	for _, doc := range []string{`{"0.25":{"broken":2,"of":1}}`, `{"0.123456":{"broken":1,"of":1}}`, `{"2":{"broken":1,"of":1}}`} {
		var c report.Calibration
		say(c.UnmarshalJSON([]byte(doc)))
	}
	var rate report.Rate
	say(rate.UnmarshalJSON([]byte(`{"count":3,"of":2}`)))
	documenttest.Golden(t, "errors.txt", b.String())
}

// TestOfPausedAfterTheBreak promises four hours, breaks them, pauses for an hour
// and takes six: what was promised does not shrink by the pause.
func TestOfPausedAfterTheBreak(t *testing.T) {
	opened := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(4 * time.Hour)}, promise.About{}, opened)
	require.NoError(t, err)
	at := func(hours int) time.Time { return opened.Add(time.Duration(hours) * time.Hour) }
	p, err = p.Record(at(7), promise.Event{Kind: promise.Pause, At: at(5)}, promise.Event{Kind: promise.Resume, At: at(6)}, promise.Event{Kind: promise.Fulfill, At: at(7)})
	require.NoError(t, err)
	o := report.Of(p, at(8))
	require.Equal(t, 4*time.Hour, o.Promised)
	require.Equal(t, 6*time.Hour, o.Actual)
}
