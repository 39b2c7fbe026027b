package promise_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise"
)

// conditional draws an agreed revision that lapses unless a photo comes.
func (h *history) conditional(t *rapid.T) (e promise.Event, by time.Time) {
	at := h.d.made + rapid.IntRange(0, 4*day).Draw(t, "revised at")
	until := at + rapid.IntRange(1, 2*day).Draw(t, "minutes to send it")
	_, due := drawDeadline(t, h.d, false)
	by = h.d.minute(until)
	conditions := append(slices.Clone(h.terms.Conditions), promise.Condition{Name: "photo", By: by, Else: promise.ElseBack})
	return promise.Event{
		ID: "x", Kind: promise.Revise, At: h.d.minute(at), Count: rapid.SampledFrom([]promise.Count{promise.Carry, promise.Anew, promise.Sooner}).Draw(t, "count"),
		Agreed: true, Terms: promise.Terms{Due: due, Conditions: conditions},
	}, by
}

// withoutPhotos leaves out the conditions that revisions of the history bring, and
// what meets or removes them.
func (h *history) withoutPhotos() {
	h.events = slices.DeleteFunc(h.events, func(e promise.Event) bool { return e.Condition == "photo" })
	for i := range h.events {
		h.events[i].Terms.Conditions, h.events[i].Removes.Conditions = nil, false
	}
}

// A revision whose condition is missed is as if it had never been, from then on;
// what would have broken meanwhile without it breaks then.
func TestLawMissedGoesBack(t *testing.T) {
	compared, broke := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		h.withoutPhotos()
		plain := record(rt, h.make(rt), h.events)
		x, by := h.conditional(rt)
		p := record(rt, h.make(rt), append(slices.Clone(h.events), x))
		last := p.At(by.Add(-1))
		if last.Phase == promise.Fulfilled || last.Phase == promise.Withdrawn || last.Standing == promise.Broken {
			return
		}
		if ended := p.At(by).Phase; len(p.Lapsed(by)) == 0 && (ended == promise.Fulfilled || ended == promise.Withdrawn) {
			return // by an event of that instant
		}
		if plain.At(by.Add(-1)).Standing == promise.Broken {
			if s := p.At(by); s.Standing == promise.Broken {
				broke++
				require.False(rt, s.BrokenAt.Before(by), "broken at %v, before the condition was missed", s.BrokenAt)
			}
			return
		}
		for range 6 {
			at := by.Add(time.Duration(rapid.IntRange(0, 6*day).Draw(rt, "asked")) * time.Minute)
			compared++
			require.Equal(rt, plain.At(at), p.At(at), "at %v\n%s\n%s", at, plain.Explain(at), p.Explain(at))
		}
		require.Len(rt, p.Lapsed(by), 1)
		require.Empty(rt, p.Lapsed(by.Add(-1)))
	})
	require.NotZero(t, compared)
	t.Logf("%d compared, %d broke when the condition was missed", compared, broke)
}

// A condition that is met in time lets the revision stand, and one that is met
// later changes nothing.
func TestLawMetStands(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		h.withoutPhotos()
		x, by := h.conditional(rt)
		met := promise.Event{ID: "m", Kind: promise.Meet, Condition: "photo", At: x.At}
		late := met
		late.At = by.Add(time.Minute)
		with := record(rt, h.make(rt), append(slices.Clone(h.events), x, met))
		missed := record(rt, h.make(rt), append(slices.Clone(h.events), x))
		tooLate := record(rt, h.make(rt), append(slices.Clone(h.events), x, late))
		at := h.asked(rt)
		require.Empty(rt, with.Lapsed(at))
		require.Equal(rt, missed.At(at), tooLate.At(at))
	})
}

// Sooner never moves anything later, and never breaks at once what an amount of
// working time or days from then would not break.
func TestLawSoonerIsNeverLater(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		h.terms.Conditions = nil
		p := record(rt, h.make(rt), h.events)
		at := h.d.minute(h.d.made + rapid.IntRange(0, 5*day).Draw(rt, "revised at"))
		at = at.Add(30 * time.Second) // no event then
		_, due := drawDeadline(rt, h.d, false)
		change := promise.Event{ID: "x", Kind: promise.Revise, At: at, Count: promise.Sooner, Rule: true, Terms: promise.Terms{Due: due}}
		if rapid.Bool().Draw(rt, "names target") {
			_, change.Terms.Target = drawDeadline(rt, h.d, true)
		}
		q := record(rt, p, []promise.Event{change})
		was, known := p.DueIfResumed(at)
		is, ok := q.DueIfResumed(at)
		before := p.At(at)
		if before.Phase == promise.Fulfilled || before.Phase == promise.Withdrawn || before.Standing == promise.Broken {
			return
		}
		if known {
			require.True(rt, ok)
			require.False(rt, is.After(was), "was due %v and is due %v", was, is)
		}
		if target, ok := before.Target(); ok && before.Phase == promise.Running { // in a pause both are compared as if it ended
			after, still := q.At(at).Target()
			require.True(rt, still, "the target is lost")
			require.False(rt, after.After(target), "was to be done by %v and is by %v", target, after)
		}
		_, isDate := due.Date()
		if broken := q.At(at); broken.Standing == promise.Broken && !isDate && ok && (!known || was.After(at)) {
			require.False(rt, is.After(at))
			require.True(rt, due.Equal(promise.Within(0)) || is.Equal(at), "%s breaks at once, due %v\n%s", due, is, q.Explain(at))
		}
	})
}

// A promise that takes the place of another is never due later than what was said
// there, unless a revision binds; and as first said it is judged by that.
func TestLawCarriedDueHolds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		if h.terms.Starts == promise.OnEvent {
			return
		}
		h.terms.Conditions = nil
		h.about.Restarts, h.about.CarriedDue, h.about.FirstDue = "", promise.Said{}, promise.Said{}
		own := h.make(rt)
		_, said := drawDeadline(rt, h.d, false)
		at := h.d.minute(h.d.made + rapid.IntRange(0, 5*day).Draw(rt, "carried"))
		h.about.Restarts = "T-7/repair/1"
		h.about.CarriedDue = promise.Said{Due: said, At: at, Holds: rapid.Bool().Draw(rt, "holds")}
		h.about.FirstDue = h.about.CarriedDue
		p := h.make(rt)
		s := p.At(h.made)
		due, _ := s.Due()
		ownDue, _ := own.At(h.made).Due()
		if at.Before(ownDue) {
			require.True(rt, due.Equal(at), "due %v, and %v was said", due, at)
			expected, ok := s.Expected()
			require.True(rt, ok && expected.Equal(ownDue))
		} else {
			require.True(rt, due.Equal(ownDue))
		}
		pauses := slices.DeleteFunc(slices.Clone(h.events), func(e promise.Event) bool { return e.Kind != promise.Pause && e.Kind != promise.Resume })
		q := record(rt, p, pauses)
		now := h.d.minute(h.d.made + 12*day)
		if s := q.At(now); at.Before(ownDue) {
			require.Equal(rt, s.Standing, s.FirstStanding, q.Explain(now))
		}
	})
}
