package promise_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// Elapsed and paused are together the working time from the start, each stretch
// measured by the calendar in force, up to the end; and each is what the steps of an
// explanation add up to.
func TestLawElapsedAndPaused(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		for i := range rapid.IntRange(0, 2).Draw(rt, "calendars") {
			at := h.asked(rt)
			if at.Before(h.made) {
				at = h.made // TermsAt tells nothing else from before
			}
			cal := watchedCalendar(t, rapid.IntRange(0, len(historyCalendars)-1).Draw(rt, "new calendar")).cal
			h.events = append(h.events, promise.Event{
				ID: "cal" + string(rune('a'+i)), Kind: promise.Revise, At: at, Terms: promise.Terms{Calendar: cal}, Agreed: true,
			})
		}
		p := record(rt, h.make(rt), h.events)
		e := p.Explain(h.asked(rt))
		var elapsed, paused time.Duration
		for _, s := range e.Steps {
			elapsed += s.Counted
			paused += s.Paused
			if !s.Dropped {
				worked := p.TermsAt(s.From).Calendar.Between(s.From, s.To)
				require.Equal(rt, worked, s.Counted+s.Paused, "from %v to %v\n%s", s.From, s.To, e)
			}
			require.True(rt, s.Phase == promise.Running || s.Counted == 0, "a pause has elapsed\n%s", e)
			require.False(rt, s.Phase == promise.Running && s.Paused != 0, "it ran and was paused\n%s", e)
		}
		require.Equal(rt, e.Status.Elapsed, elapsed, e.String())
		require.Equal(rt, e.Status.Paused, paused, e.String())
	})
}

// The time promised is the same in every pause and after a break, and what has been
// used of it is elapsed time, and paused time too where the due does not move.
func TestUsedAndPromised(t *testing.T) {
	cal, err := calendar.Parse([]byte(`{"zone":"UTC","week":"Mo-Fr 09:00-17:00"}`))
	require.NoError(t, err)
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	at := func(hours int) time.Time { return monday.Add(time.Duration(hours) * time.Hour) }
	const h = time.Hour
	type measure struct {
		Used, Promised time.Duration
		Holds          bool
	}
	pause := []promise.Event{{Kind: promise.Pause, At: at(2)}, {Kind: promise.Resume, At: at(5)}}
	late := []promise.Event{{Kind: promise.Pause, At: at(7)}, {Kind: promise.Resume, At: at(8)}}
	revise := func(hour int, count promise.Count, terms promise.Terms) []promise.Event {
		return append([]promise.Event{{Kind: promise.Revise, At: at(hour), Count: count, Terms: terms, Agreed: true}}, pause...)
	}
	for _, c := range []struct {
		name   string
		terms  promise.Terms
		about  promise.About
		made   int
		events []promise.Event
		want   map[int]measure
	}{
		{"an amount", promise.Terms{Due: promise.Within(8 * h)}, promise.About{}, 0, pause, map[int]measure{
			-1: {}, 0: {0, 8 * h, false}, 2: {2 * h, 8 * h, false}, 4: {2 * h, 8 * h, false}, 6: {3 * h, 8 * h, false}, 26: {7 * h, 8 * h, false}, 30: {11 * h, 8 * h, false},
		}},
		{"paused after the break", promise.Terms{Due: promise.Within(5 * h)}, promise.About{}, 0, late, map[int]measure{
			5: {5 * h, 5 * h, false}, 7: {7 * h, 5 * h, false}, 8: {7 * h, 5 * h, false}, 26: {9 * h, 5 * h, false},
		}},
		{"terms that hold", promise.Terms{Due: promise.Within(8 * h), OnPause: promise.Hold}, promise.About{}, 0, pause, map[int]measure{
			2: {2 * h, 8 * h, true}, 4: {4 * h, 8 * h, true}, 6: {6 * h, 8 * h, true}, 8: {8 * h, 8 * h, true}, 26: {10 * h, 8 * h, true},
		}},
		{"a date", promise.Terms{Due: promise.By(at(25))}, promise.About{}, 0, pause, map[int]measure{
			2: {2 * h, 9 * h, true}, 4: {4 * h, 9 * h, true}, 25: {9 * h, 9 * h, true}, 28: {12 * h, 9 * h, true},
		}},
		{"a date after a pause", promise.Terms{Due: promise.Within(8 * h)}, promise.About{}, 0, revise(6, "", promise.Terms{Due: promise.By(at(26))}), map[int]measure{
			5: {2 * h, 8 * h, false}, 6: {6 * h, 10 * h, true}, 7: {7 * h, 10 * h, true},
		}},
		{"an amount after a date", promise.Terms{Due: promise.By(at(26))}, promise.About{}, 0, revise(6, promise.Carry, promise.Terms{Due: promise.Within(8 * h)}), map[int]measure{
			5: {5 * h, 10 * h, true}, 6: {3 * h, 8 * h, false}, 7: {4 * h, 8 * h, false},
		}},
		{"over before it was made", promise.Terms{Due: promise.Within(h)}, promise.About{Start: at(0)}, 3, nil, map[int]measure{
			3: {3 * h, h, false}, 5: {5 * h, h, false},
		}},
		{"nothing left", promise.Terms{Due: promise.Within(8 * h)}, promise.About{}, 0, revise(6, promise.Carry, promise.Terms{Due: promise.Within(h)}), map[int]measure{
			6: {3 * h, 3 * h, false}, 8: {5 * h, 3 * h, false},
		}},
		{"not started", promise.Terms{Due: promise.By(at(8)), Starts: promise.OnEvent}, promise.About{}, 0, nil, map[int]measure{2: {0, 0, true}, 9: {0, 0, true}}},
	} {
		c.terms.Calendar = cal
		p, err := promise.Make(c.terms, c.about, at(c.made))
		require.NoError(t, err, c.name)
		p, err = p.Record(at(100), c.events...)
		require.NoError(t, err, c.name)
		for hour, want := range c.want {
			s := p.At(at(hour))
			if diff := cmp.Diff(want, measure{s.Used(), s.Promised, s.Holds}); diff != "" {
				t.Errorf("%s, after %dh (-want +got):\n%s\n%s", c.name, hour, diff, p.Explain(at(hour)))
			}
		}
	}
}

// Terms are those in force from the instant at which they were revised, the instant at
// which the promise was made too.
func TestTermsAtMade(t *testing.T) {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(8 * time.Hour)}, promise.About{}, monday)
	require.NoError(t, err)
	p, err = p.Record(monday, promise.Event{Kind: promise.Revise, At: monday, Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(6 * time.Hour)}})
	require.NoError(t, err)
	require.Equal(t, "6h0m0s", p.TermsAt(p.Made()).Due.String())
	require.Equal(t, "8h0m0s", p.TermsAt(p.Made().Add(-1)).Due.String())
}

// An explanation tells of a pause whether the due moves in it.
func TestExplainHeldPauses(t *testing.T) {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, desk().Zone())
	for hold, why := range map[promise.OnPause]string{promise.Shift: "paused: no key", promise.Hold: "paused: no key (the due does not move)"} {
		p, err := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(8 * time.Hour), OnPause: hold}, promise.About{}, monday)
		require.NoError(t, err)
		p, err = p.Record(monday, promise.Event{Kind: promise.Pause, At: monday.Add(time.Hour), Reason: "no key"}, promise.Event{Kind: promise.Resume, At: monday.Add(2 * time.Hour)})
		require.NoError(t, err)
		steps := p.Explain(monday.Add(3 * time.Hour)).Steps
		require.Len(t, steps, 3)
		require.Equal(t, []bool{false, hold == promise.Hold, false}, []bool{steps[0].Holds, steps[1].Holds, steps[2].Holds})
		require.Equal(t, why, steps[1].Why)
		require.Equal(t, []time.Duration{0, time.Hour}, []time.Duration{steps[1].Counted, steps[1].Paused})
	}
}

// A status tells what was promised; where a document leaves that out, it is what was
// used and what remains.
func TestPromisedInDocuments(t *testing.T) {
	var s promise.Status
	const doc = `{"at":"2026-01-05T12:00:00Z","standing":"on track","phase":"paused","first_standing":"on track","due":"2026-01-05T17:00:00Z",
		"elapsed":"1h","remaining":"5h","paused":"2h","wall_elapsed":"1h","wall_remaining":"5h","wall_paused":"2h","holds":true`
	require.NoError(t, s.UnmarshalJSON([]byte(doc+"}")))
	require.Equal(t, []time.Duration{3 * time.Hour, 8 * time.Hour}, []time.Duration{s.Used(), s.Promised})
	require.NoError(t, s.UnmarshalJSON([]byte(doc+`,"promised":"7h"}`)))
	require.Equal(t, 7*time.Hour, s.Promised)
	err := s.UnmarshalJSON([]byte(`{"at":"2026-01-05T12:00:00Z","standing":"on track","phase":"pending","first_standing":"on track","elapsed":"0s","paused":"0s","wall_elapsed":"0s","wall_paused":"0s","promised":"7h"}`))
	require.ErrorContains(t, err, "promised: requires remaining; write both or none")
}
