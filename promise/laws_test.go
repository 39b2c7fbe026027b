package promise_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise"
)

// asked draws an instant to ask at, often one at which something happens: an event, a
// mark, the start, the end of a pause, or a nanosecond beside it.
func (h *history) asked(t *rapid.T) time.Time {
	return h.d.minute(h.often(t, -day, 12*day)).Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "nanosecond")))
}

// often draws a minute so far from when it was made, half of the time one at which
// something happens.
func (h *history) often(t *rapid.T, least, most int) int {
	at := h.d.made + rapid.IntRange(least, most).Draw(t, "at")
	if rapid.Bool().Draw(t, "where something happens") {
		at = h.drawInstant(t, at)
	}
	return min(max(at, h.d.made+least), h.d.made+most)
}

// A pause never makes a mark earlier, and never leaves one inside it.
func TestLawPausesMoveMarksOn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		h.terms.Conditions = nil // a condition can begin anew
		p := h.make(rt)
		from := h.often(rt, 0, 4*day)
		to := max(from, h.often(rt, 0, 8*day))
		before := p.At(h.d.minute(from))
		p = record(rt, p, []promise.Event{{Kind: promise.Pause, At: h.d.minute(from)}, {Kind: promise.Resume, At: h.d.minute(to)}})
		after := p.At(h.d.minute(to))
		for name, mark := range map[string]func(promise.Status) (time.Time, bool){"due": promise.Status.Due, "target": promise.Status.Target} {
			was, known := mark(before)
			is, still := mark(after)
			if !known {
				continue
			}
			require.True(rt, still, "%s is lost", name)
			require.False(rt, is.Before(was), "%s was %v and is %v", name, was, is)
			fixed := h.terms.Due
			if name == "target" {
				fixed = h.terms.Target
			}
			if moves := !before.Holds && h.terms.OnPause != promise.Hold && !isDate(fixed); moves && !was.Before(h.d.minute(from)) {
				require.False(rt, is.Before(h.d.minute(to)), "%s lies in the pause, at %v", name, is)
			}
		}
	})
}

// isDate reports whether a deadline is a date that was said.
func isDate(d promise.Deadline) bool {
	_, err := time.Parse(time.RFC3339, d.String())
	return err == nil
}

// The standing is constant before NextChange(now) and another one at it.
func TestLawNextChange(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		p := record(rt, h.make(rt), h.events)
		now := h.asked(rt)
		standing := p.At(now).Standing
		next, ok := p.NextChange(now)
		until := h.d.minute(h.d.made + 14*day)
		if ok {
			require.True(rt, next.After(now), "next change %v", next)
			require.NotEqual(rt, standing, p.At(next).Standing, "at the next change, %v\n%s", next, p.Explain(next))
			require.Equal(rt, standing, p.At(next.Add(-1)).Standing, "just before the next change, %v", next)
			until = next.Add(-1)
		}
		for range 20 {
			at := now.Add(time.Duration(rapid.Int64Range(0, max(0, int64(until.Sub(now)))).Draw(rt, "between")))
			require.Equal(rt, standing, p.At(at).Standing, "at %v, before the next change, %v %v\n%s", at, next, ok, p.Explain(at))
		}
	})
}

// Events at distinct instants give the same status in any order of arrival.
func TestLawAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		h.events = slices.CompactFunc(slices.SortedFunc(slices.Values(h.events), func(a, b promise.Event) int { return a.At.Compare(b.At) }),
			func(a, b promise.Event) bool { return a.At.Equal(b.At) })
		p := h.make(rt)
		one := record(rt, p, h.events)
		shuffled := rapid.Permutation(h.events).Draw(rt, "order")
		other := record(rt, p, shuffled)
		all, err := p.Record(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), shuffled...)
		require.NoError(rt, err)
		at := h.asked(rt)
		require.Equal(rt, one.At(at), other.At(at))
		require.Equal(rt, one.At(at), all.At(at))
		nextOne, okOne := one.NextChange(at)
		nextOther, okOther := other.NextChange(at)
		require.Equal(rt, okOne, okOther)
		require.True(rt, nextOne.Equal(nextOther))
	})
}

// A promise read back from its document is the same promise, and so are its
// status and its explanation.
func TestLawRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		p := record(rt, h.make(rt), h.events)
		doc, err := json.Marshal(p)
		require.NoError(rt, err)
		back, err := promise.Parse(doc)
		require.NoError(rt, err)
		again, err := json.Marshal(back)
		require.NoError(rt, err)
		require.Equal(rt, string(doc), string(again))
		at := h.asked(rt)
		require.Equal(rt, p.At(at), back.At(at))
		require.Equal(rt, p.Explain(at).String(), back.Explain(at).String())

		short, err := p.Document(h.d.cal)
		require.NoError(rt, err)
		_, err = promise.Parse(short)
		var missing *promise.CalendarError
		require.ErrorAs(rt, err, &missing)
		named, err := promise.Parse(short, h.d.cal)
		require.NoError(rt, err)
		require.Equal(rt, p.At(at), named.At(at))

		var status promise.Status
		checkJSON(rt, p.At(at), &status)
		var explanation promise.Explanation
		checkJSON(rt, p.Explain(at), &explanation)
	})
}

// checkJSON writes a value, reads it back and writes it again.
func checkJSON(t *rapid.T, v, back any) {
	doc, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, back), string(doc))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(doc), string(again))
}

// If Recorded never goes back and nothing is retracted, KnownAt(t).At(t) does
// not change once t has passed.
func TestLawKnownAt(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		p := h.make(rt)
		now := h.made
		type answer struct {
			at time.Time
			s  promise.Status
		}
		var answers []answer
		for _, e := range h.events {
			now = now.Add(time.Duration(rapid.Int64Range(1, int64(20*time.Hour)).Draw(rt, "later")))
			answers = append(answers, answer{now.Add(-1), p.At(now.Add(-1))})
			var err error
			p, err = p.Record(now, e)
			require.NoError(rt, err)
			for _, a := range answers {
				require.Equal(rt, a.s, p.KnownAt(a.at).At(a.at), "what was known at %v", a.at)
			}
		}
		require.Equal(rt, p.At(now), p.KnownAt(now).At(now))
	})
}

// The steps of an explanation add up to what has elapsed, follow each other and
// reach from the start to the instant judged or the end.
func TestLawStepsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		p := record(rt, h.make(rt), h.events)
		e := p.Explain(h.asked(rt))
		var sum time.Duration
		for i, s := range e.Steps {
			sum += s.Counted
			require.True(rt, s.From.Before(s.To), "step %d is empty", i)
			if i > 0 && !e.Steps[i-1].To.Equal(s.From) {
				require.False(rt, e.Steps[i-1].To.After(s.From), "steps overlap")
				require.NotEmpty(rt, h.terms.Conditions, "steps leave a hole")
			}
		}
		require.Equal(rt, e.Status.Elapsed, sum, e.String())
		require.NotEmpty(rt, e.Verdict)
	})
}

// An event taken back is as if it had never been, once that is in the log.
func TestLawRetract(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		if len(h.events) == 0 {
			rt.Skip("drew no events")
		}
		p := h.make(rt)
		i := rapid.IntRange(0, len(h.events)-1).Draw(rt, "taken back")
		without := record(rt, p, slices.Delete(slices.Clone(h.events), i, i+1))
		retract := promise.Event{ID: "r", Kind: promise.Retract, Of: h.events[i].ID, At: h.asked(rt)}
		with := record(rt, p, append(slices.Clone(h.events), retract))
		early := record(rt, p, append([]promise.Event{retract}, h.events...))
		at := h.asked(rt)
		require.Equal(rt, without.At(at), with.At(at))
		require.Equal(rt, without.At(at), early.At(at), "a retraction may come before what it takes back")
		then := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(len(h.events))*time.Minute - 1)
		require.Equal(rt, record(rt, p, h.events).At(at), with.KnownAt(then).At(at), "what was known before")
	})
}

// Two promises grown from one share nothing that could be written to.
func TestRecordDoesNotShare(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		p := record(rt, h.make(rt), h.events)
		now := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
		a, err := p.Record(now, promise.Event{ID: "a", Kind: promise.Update, At: h.made, Note: "a"})
		require.NoError(rt, err)
		b, err := p.Record(now, promise.Event{ID: "b", Kind: promise.Update, At: h.made, Note: "b"})
		require.NoError(rt, err)
		n := len(p.Events())
		require.Equal(rt, "a", a.Events()[n].Note)
		require.Equal(rt, "b", b.Events()[n].Note)
		require.Len(rt, p.Events(), n)
	})
}

// A retraction that is taken back has never been either, in any order of
// arrival; a circle of them takes nothing back.
func TestRetractRetraction(t *testing.T) {
	p, monday := firstReply()
	at := monday.Add(time.Hour)
	chain := []promise.Event{
		{ID: "done", Kind: promise.Fulfill, At: at},
		{ID: "r1", Kind: promise.Retract, Of: "done", At: at},
		{ID: "r2", Kind: promise.Retract, Of: "r1", At: at},
		{ID: "r3", Kind: promise.Retract, Of: "r2", At: at},
	}
	for n, want := range []promise.Phase{promise.Running, promise.Fulfilled, promise.Running, promise.Fulfilled, promise.Running} {
		events := slices.Clone(chain[:n])
		slices.Reverse(events)
		for _, order := range [][]promise.Event{chain[:n], events} {
			q, err := p.Record(at, order...)
			require.NoError(t, err)
			require.Equal(t, want, q.At(at).Phase, "with %d events", n)
		}
	}
	circle, err := p.Record(at, chain[0],
		promise.Event{ID: "a", Kind: promise.Retract, Of: "b", At: at}, promise.Event{ID: "b", Kind: promise.Retract, Of: "a", At: at},
		promise.Event{ID: "c", Kind: promise.Retract, Of: "done", At: at}, promise.Event{Kind: promise.Retract, Of: "c", At: at})
	require.NoError(t, err)
	require.Equal(t, promise.Fulfilled, circle.At(at).Phase)
}

// The dates that were said are checked, the target too.
func TestDatesBeforeMade(t *testing.T) {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	_, err := promise.Make(promise.Terms{Calendar: desk(), Due: promise.By(monday.Add(-1)), Target: promise.By(monday.Add(-time.Hour))}, promise.About{}, monday)
	require.ErrorContains(t, err, "terms.due: must not be before the promise was made at 2026-01-05T09:00:00Z, got 2026-01-05T08:59:59.999999999Z")
	require.ErrorContains(t, err, "terms.target: must not be before the promise was made at 2026-01-05T09:00:00Z, got 2026-01-05T08:00:00Z")
	_, err = promise.Make(promise.Terms{Calendar: desk(), Due: promise.By(monday), Target: promise.By(monday)}, promise.About{}, monday)
	require.NoError(t, err)
}
