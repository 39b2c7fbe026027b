package promisetest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// everything returns a Want with each field as the status has it.
func everything(s promise.Status) promisetest.Want {
	w := promisetest.Want{
		Standing: s.Standing, Phase: s.Phase, FirstStanding: s.FirstStanding, NoDue: s.NoDue,
		Elapsed: &s.Elapsed, WallElapsed: &s.WallElapsed, Paused: &s.Paused, WallPaused: &s.WallPaused,
		Reason: s.Reason, BrokenAt: s.BrokenAt, Notice: s.Notice, EndedAt: s.EndedAt,
	}
	w.Due, _ = s.Due()
	w.Target, _ = s.Target()
	w.NoTarget = w.Target.IsZero()
	w.Expected, _ = s.Expected()
	w.NoExpected = w.Expected.IsZero()
	if s.HasRemaining() {
		w.Remaining, w.WallRemaining = &s.Remaining, &s.WallRemaining
	}
	return w
}

// histories are promises at an instant: paused, broken with a later date that
// does not bind, kept, and pending.
func histories(t *testing.T) map[string]func() (promise.Promise, time.Time) {
	t.Helper()
	paused := firstReply(t)
	record := func(p promise.Promise, at time.Time, e promise.Event) promise.Promise {
		next, err := p.Record(at, e)
		require.NoError(t, err)
		return next
	}
	resumed := record(paused, monday.Add(3*time.Hour), promise.Event{Kind: promise.Resume})
	revised := record(resumed, monday.Add(26*time.Hour+30*time.Minute), promise.Event{
		Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(monday.Add(72 * time.Hour))}, Reason: "the part is late",
	})
	kept := record(resumed, monday.Add(25*time.Hour), promise.Event{Kind: promise.Fulfill})
	return map[string]func() (promise.Promise, time.Time){
		"before":  func() (promise.Promise, time.Time) { return paused, monday.Add(-time.Hour) },
		"paused":  func() (promise.Promise, time.Time) { return paused, monday.Add(4 * time.Hour) },
		"broken":  func() (promise.Promise, time.Time) { return revised, monday.Add(30 * time.Hour) },
		"kept":    func() (promise.Promise, time.Time) { return kept, monday.Add(99 * time.Hour) },
		"nothing": func() (promise.Promise, time.Time) { return promise.Promise{}, monday },
	}
}

// A promise stands as it stands, and each field that is wanted otherwise is
// reported.
func TestExpectEveryField(t *testing.T) {
	for name, history := range histories(t) {
		p, at := history()
		s := p.At(at)
		promisetest.Expect(t, p, at, everything(s))
		other := promisetest.Want{
			Standing: promise.Void, Phase: promise.Withdrawn, FirstStanding: promise.Void, Due: monday.Add(999 * time.Hour), NoDue: promise.DueUnreachable,
			Target: monday.Add(999 * time.Hour), NoTarget: true, Expected: monday.Add(999 * time.Hour), NoExpected: true, Elapsed: promisetest.Exactly(-1),
			WallElapsed: promisetest.Exactly(-1), Remaining: promisetest.Exactly(999), WallRemaining: promisetest.Exactly(999), Paused: promisetest.Exactly(-1),
			WallPaused: promisetest.Exactly(-1), Reason: "boredom", BrokenAt: monday.Add(999 * time.Hour), Notice: promise.Notice("loud"), EndedAt: monday.Add(999 * time.Hour),
		}
		other.NoTarget, other.NoExpected = hasTarget(s), hasExpected(s)
		text, ended := reported(t, func(tb testing.TB) {
			tb.Helper()
			promisetest.Expect(tb, p, at, other)
		})
		require.False(t, ended)
		documenttest.Golden(t, "expect/"+name+".golden", text)
	}
}

func hasTarget(s promise.Status) bool   { _, ok := s.Target(); return ok }
func hasExpected(s promise.Status) bool { _, ok := s.Expected(); return ok }

// What is not named is not compared, but something must be.
func TestExpectOnlyWhatIsNamed(t *testing.T) {
	p := firstReply(t)
	at := monday.Add(4 * time.Hour)
	promisetest.Expect(t, p, at, promisetest.Want{NoDue: promise.DuePaused})
	promisetest.Expect(t, p, monday, promisetest.Want{Elapsed: promisetest.Exactly(0)})
	text, _ := reported(t, func(tb testing.TB) {
		tb.Helper()
		promisetest.Expect(tb, p, at, promisetest.Want{Elapsed: promisetest.Exactly(0), Standing: promise.OnTrack})
	})
	documenttest.Golden(t, "expect/elapsed.golden", text)
	text, _ = reported(t, func(tb testing.TB) {
		tb.Helper()
		promisetest.Expect(tb, p, monday.Add(-1), promisetest.Want{Remaining: promisetest.Exactly(0)})
	})
	require.Contains(t, text, "- remaining  0s\n+ remaining  none\n", "nothing remains to speak of")
	text, _ = reported(t, func(tb testing.TB) {
		tb.Helper()
		promisetest.Expect(tb, p, at, promisetest.Want{})
	})
	require.Equal(t, "promisetest: want: required; set a field of Want\n", text)
}

// The next change is compared, and that there is none.
func TestExpectNextChange(t *testing.T) {
	p := firstReply(t)
	promisetest.ExpectNextChange(t, p, monday.Add(3*time.Hour), time.Time{})
	p, err := p.Record(monday.Add(3*time.Hour), promise.Event{Kind: promise.Resume})
	require.NoError(t, err)
	risky := monday.Add(25 * time.Hour)
	promisetest.ExpectNextChange(t, p, monday.Add(4*time.Hour), risky)
	text, ended := reported(t, func(tb testing.TB) {
		tb.Helper()
		promisetest.ExpectNextChange(tb, p, monday.Add(4*time.Hour), risky.Add(-1))
		promisetest.ExpectNextChange(tb, p, monday.Add(4*time.Hour), time.Time{})
		promisetest.ExpectNextChange(tb, p, monday.Add(99*time.Hour), risky)
	})
	require.False(t, ended)
	documenttest.Golden(t, "expect/nextchange.golden", text)
}
