package promise_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// on is an instant of January 2026 in Berlin; the 5th is a Monday.
func on(day, hour int) time.Time {
	return time.Date(2026, time.January, day, hour, 0, 0, 0, desk().Zone())
}

// eightHours is a promise made on Monday at 9, with what happened.
func eightHours(t *testing.T, terms promise.Terms, about promise.About, events ...promise.Event) promise.Promise {
	t.Helper()
	if terms.Calendar == nil {
		terms.Calendar = desk()
	}
	if terms.Due.IsZero() {
		terms.Due = promise.Within(8 * time.Hour)
	}
	p, err := promise.Make(terms, about, on(5, 9))
	require.NoError(t, err)
	p, err = p.Record(on(5, 9), events...)
	require.NoError(t, err)
	return p
}

// The events handed out are copies, down to the conditions in their terms.
func TestEventsAreCopies(t *testing.T) {
	p := eightHours(t, promise.Terms{}, promise.About{},
		promise.Event{Kind: promise.Revise, At: on(5, 10), Terms: promise.Terms{Conditions: []promise.Condition{{Name: "file", By: on(5, 12)}}}},
		promise.Event{Kind: promise.Meet, At: on(5, 11), Condition: "file"})
	p.Events()[0].Terms.Conditions[0].Name = "other"
	require.Equal(t, promise.OnTrack, p.At(on(5, 13)).Standing)
}

// Nothing that was given to a promise or is taken from it shares memory with it.
func TestAboutAndTermsAreCopies(t *testing.T) {
	terms := promise.Terms{Conditions: []promise.Condition{{Name: "file", By: on(6, 9), Wording: map[string]string{"de": "Datei"}}}}
	about := promise.About{Tags: []string{"vip"}, Wording: map[string]string{"de": "Antwort"}}
	p := eightHours(t, terms, about)
	before, err := json.Marshal(p)
	require.NoError(t, err)
	change := func(terms promise.Terms, about promise.About) {
		terms.Conditions[0].Wording["de"] = "other"
		terms.Conditions[0].Name = "other"
		about.Tags[0], about.Wording["de"] = "other", "other"
	}
	change(terms, about)
	change(p.Terms(), p.About())
	change(p.TermsAt(on(5, 10)), p.Explain(on(5, 10)).About)
	after, err := json.Marshal(p)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
}

// A due instant that the pause at hand will push out of reach puts the promise
// at risk at once, and the status survives JSON.
func TestUnreachableAhead(t *testing.T) {
	cal, err := calendar.Parse([]byte(`{"zone":"Europe/Berlin","days":[{"on":"2026-01-05","hours":"09:00-17:00"}]}`))
	require.NoError(t, err)
	p := eightHours(t, promise.Terms{Calendar: cal}, promise.About{}, promise.Event{Kind: promise.Pause, At: on(5, 10), Until: on(5, 16)})
	s := p.At(on(5, 11))
	require.Equal(t, promise.DueUnreachable, s.NoDue)
	require.Equal(t, promise.AtRisk, s.Standing)
	require.Zero(t, s.Remaining)
	doc, err := json.Marshal(s)
	require.NoError(t, err)
	var back promise.Status
	require.NoError(t, json.Unmarshal(doc, &back))
	require.True(t, s.Equal(back))
	next, ok := p.NextChange(on(5, 9))
	require.True(t, ok && next.Equal(on(5, 10)), "it changes when the pause opens, not at %v", next)
}

// A date without an instant is refused wherever it comes in.
func TestNoInstant(t *testing.T) {
	p := eightHours(t, promise.Terms{}, promise.About{})
	_, err := p.Record(on(5, 10), promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(time.Time{})}})
	require.ErrorContains(t, err, "events[0].terms.due: date required")
}

// BenchmarkRecordMany records as many events with IDs at once; a thousand must
// cost about a tenth of ten thousand.
func BenchmarkRecordMany(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		events := make([]promise.Event, n)
		for i := range events {
			events[i] = promise.Event{ID: fmt.Sprint(i), Kind: promise.Update, At: on(5, 9)}
		}
		p, err := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(time.Hour)}, promise.About{}, on(5, 9))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Record(on(5, 9), events...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A start that was moved by a condition comes when that is met, though the terms
// were revised in between; and when the condition is replaced, by the revision.
func TestMovedStartSurvivesRevision(t *testing.T) {
	file := func(name string, day int) []promise.Condition {
		return []promise.Condition{{Name: name, By: on(day, 12), Else: promise.ElseMove}}
	}
	terms := promise.Terms{Conditions: file("file", 5)}
	revise := func(conditions []promise.Condition) promise.Event {
		return promise.Event{Kind: promise.Revise, At: on(5, 14), Agreed: true, Terms: promise.Terms{Conditions: conditions}}
	}
	met := promise.Event{Kind: promise.Meet, At: on(6, 10), Condition: "file"}

	extended := eightHours(t, terms, promise.About{}, revise(file("file", 8)), met)
	require.Equal(t, promise.Pending, extended.At(on(6, 9)).Phase)
	s := extended.At(on(6, 11))
	require.Equal(t, promise.Running, s.Phase)
	require.Equal(t, time.Hour, s.Elapsed)
	due, _ := s.Due()
	require.True(t, due.Equal(on(7, 10)), "due %v", due)

	missedAgain := eightHours(t, terms, promise.About{}, revise(file("file", 8)))
	require.Equal(t, promise.Pending, missedAgain.At(on(9, 9)).Phase)

	replaced := eightHours(t, terms, promise.About{}, revise(file("order", 8)))
	s = replaced.At(on(5, 15))
	require.Equal(t, promise.Running, s.Phase)
	due, _ = s.Due()
	require.True(t, due.Equal(on(6, 14)), "due %v", due)

	early := eightHours(t, terms, promise.About{Start: on(7, 9)}, revise(file("order", 8)))
	s = early.At(on(5, 15))
	require.Equal(t, promise.Pending, s.Phase)
	due, _ = s.Due()
	require.True(t, due.Equal(on(7, 17)), "the start is still ahead: due %v", due)

	waiting := eightHours(t, promise.Terms{Conditions: file("file", 5), Starts: promise.OnEvent}, promise.About{}, revise(file("order", 8)))
	require.Equal(t, promise.DuePending, waiting.At(on(5, 15)).NoDue, "nothing has started it")
}

// A pause that is open when the start comes will move the due instant, which is
// known before, or hidden, as it is later.
func TestPausedAcrossTheStart(t *testing.T) {
	until := promise.Event{Kind: promise.Pause, At: on(5, 10), Until: on(7, 12)}
	p := eightHours(t, promise.Terms{}, promise.About{Start: on(6, 9)}, until)
	before, ok := p.At(on(5, 11)).Due()
	require.True(t, ok && before.Equal(on(8, 12)), "due %v", before)
	after, _ := p.At(on(6, 9)).Due()
	require.True(t, before.Equal(after), "due %v, and from the start on %v", before, after)

	open := eightHours(t, promise.Terms{}, promise.About{Start: on(6, 9)}, promise.Event{Kind: promise.Pause, At: on(5, 10)})
	s := open.At(on(5, 11))
	require.Equal(t, promise.DuePaused, s.NoDue)
	require.Equal(t, promise.Pending, s.Phase)
	due, ok := open.DueIfResumed(on(5, 11))
	require.True(t, ok && due.Equal(on(6, 17)), "resumed before the start, it is due %v", due)

	short := eightHours(t, promise.Terms{}, promise.About{Start: on(6, 9)}, promise.Event{Kind: promise.Pause, At: on(5, 10), Until: on(5, 12)})
	due, _ = short.At(on(5, 11)).Due()
	require.True(t, due.Equal(on(6, 17)), "a pause that is over by then moves nothing: due %v", due)
}

// An explanation reads the same wherever it is read back, and whatever zones the
// calendars are in: all its instants are in one.
func TestExplanationInOneZone(t *testing.T) {
	friday := time.Date(2026, time.March, 27, 9, 0, 0, 0, desk().Zone())
	p, err := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(20 * time.Hour)}, promise.About{}, friday)
	require.NoError(t, err)
	newYork, err := calendar.Parse([]byte(`{"zone":"America/New_York","week":"Mo-Fr 06:00-18:00"}`))
	require.NoError(t, err)
	monday := friday.AddDate(0, 0, 3)
	p, err = p.Record(friday,
		promise.Event{Kind: promise.Flag, At: monday.UTC()},
		promise.Event{Kind: promise.Pause, At: monday.Add(time.Hour).UTC()}, promise.Event{Kind: promise.Resume, At: monday.Add(2 * time.Hour).UTC()},
		promise.Event{Kind: promise.Revise, At: monday.Add(3 * time.Hour).UTC(), Agreed: true, Count: promise.Carry, Terms: promise.Terms{Calendar: newYork, Due: promise.Within(22 * time.Hour)}})
	require.NoError(t, err)
	e := p.Explain(monday.Add(10 * time.Hour).UTC())
	doc, err := json.Marshal(e)
	require.NoError(t, err)
	var back promise.Explanation
	require.NoError(t, json.Unmarshal(doc, &back))
	require.Equal(t, e.String(), back.String())
	for i, s := range e.Steps {
		require.Equal(t, "Europe/Berlin", s.From.Location().String(), "step %d", i)
		require.Equal(t, "Europe/Berlin", s.To.Location().String(), "step %d", i)
	}
	due, _ := e.Status.Due()
	require.Equal(t, "Europe/Berlin", due.Location().String())
}

// A promise that a missed condition ended was not withdrawn by anybody.
func TestVoidByCondition(t *testing.T) {
	p := eightHours(t, promise.Terms{Conditions: []promise.Condition{{Name: "file sent", By: on(5, 12)}}}, promise.About{})
	require.Equal(t, `void: the condition "file sent" was not met by Mon  5 Jan 2026 12:00`, p.Explain(on(5, 13)).Verdict)
}

// What is taken in can be written and read back, whatever the zone of an instant.
func TestWhatIsTakenInCanBeReadBack(t *testing.T) {
	odd := time.FixedZone("", 3630)
	p, err := promise.Make(promise.Terms{Calendar: desk(), Due: promise.By(on(7, 9).In(odd))}, promise.About{Start: on(5, 10).In(time.FixedZone("", 25*3600))}, on(5, 9).In(odd))
	require.NoError(t, err)
	p, err = p.Record(on(5, 10), promise.Event{Kind: promise.Pause, At: on(5, 11).In(odd), Until: on(5, 12).In(odd)})
	require.NoError(t, err)
	doc, err := json.Marshal(p)
	require.NoError(t, err)
	back, err := promise.Parse(doc)
	require.NoError(t, err)
	require.True(t, p.Equal(back), string(doc))

	_, err = promise.Make(promise.Terms{Calendar: desk(), Due: promise.InDays(1), Cutoff: 14*clock.Hour + clock.Millisecond}, promise.About{}, on(5, 9))
	require.ErrorContains(t, err, "terms.cutoff: must be a whole second, got 14h0m0.001s; round it")
	_, err = p.Record(time.Time{}, promise.Event{Kind: promise.Flag})
	require.EqualError(t, err, "promise: now: required; pass the instant at which the events are recorded")
	_, err = p.Record(time.Time{}, promise.Event{Kind: promise.Flag, At: on(5, 11), Recorded: on(5, 11)})
	require.NoError(t, err, "an import states both")
}

// What an explanation says in words is what happened.
func TestWordsOfAnExplanation(t *testing.T) {
	p := eightHours(t, promise.Terms{}, promise.About{},
		promise.Event{Kind: promise.Pause, At: on(5, 10)}, promise.Event{Kind: promise.Flag, At: on(5, 10), Reason: "the supplier is late"},
		promise.Event{Kind: promise.Retract, Of: "e7", At: on(5, 10)}, promise.Event{Kind: promise.Start, At: on(5, 8)})
	e := p.Explain(on(5, 11))
	require.Equal(t, "at risk: the supplier is late; paused; 7h of working time will be left when it resumes", e.Verdict)
	require.Contains(t, e.String(), `remark Mon  5 Jan 2026 10:00: retract: no event "e7" is known`)
	require.Contains(t, e.String(), "start: its terms wait for no start event")

	for name, c := range map[string]struct {
		terms  promise.Terms
		events []promise.Event
		want   []string
	}{
		"reopened": {promise.Terms{}, []promise.Event{{Kind: promise.Fulfill, At: on(5, 10)}, {Kind: promise.Reopen, At: on(5, 11)}},
			[]string{"running", "fulfilled, later reopened", "running"}},
		"a condition that moved the start": {promise.Terms{Conditions: []promise.Condition{{Name: "file", By: on(5, 10), Else: promise.ElseMove}}},
			[]promise.Event{{Kind: promise.Meet, At: on(5, 12), Condition: "file"}},
			[]string{"running, not counted: a condition was not met", "running"}},
		"a revision does not part a step": {promise.Terms{}, []promise.Event{{Kind: promise.Revise, At: on(5, 10), Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(6 * time.Hour)}}},
			[]string{"running"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := eightHours(t, c.terms, promise.About{}, c.events...).Explain(on(5, 13))
			var got []string
			for _, s := range e.Steps {
				got = append(got, s.Why)
			}
			require.Equal(t, c.want, got, e)
		})
	}
	early := eightHours(t, promise.Terms{}, promise.About{Start: on(5, 11)}).Explain(on(5, 10))
	require.Empty(t, early.Steps)
	require.NotContains(t, early.String(), "elapsed", "nothing has")
	holidays, err := calendar.Parse([]byte(`{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"2026-01-06","name":"Epiphany"},{"on":"2026-01-08"}],
		"breaks":[{"on":"2026-01-07","hours":"16:00-17:00","name":"stocktaking"},{"on":"2026-01-09","hours":"09:00-10:00","name":"all hands"}]}`))
	require.NoError(t, err)
	var steps []string
	for _, s := range eightHours(t, promise.Terms{Calendar: holidays, Due: promise.Within(40 * time.Hour)}, promise.About{}).Explain(on(9, 12)).Steps {
		steps = append(steps, s.From.Format("Mon 15:04 ")+s.To.Format("Mon 15:04 ")+s.Why)
	}
	// What is closed for a reason is told from the close before to the opening after.
	require.Equal(t, []string{
		"Mon 09:00 Mon 17:00 running", "Mon 17:00 Wed 09:00 closed: Epiphany", "Wed 09:00 Wed 16:00 running",
		"Wed 16:00 Fri 10:00 closed: stocktaking, all hands", "Fri 10:00 Fri 12:00 running",
	}, steps)
	later := eightHours(t, promise.Terms{}, promise.About{}, promise.Event{Kind: promise.Revise, At: on(5, 10).Add(30 * time.Second), Terms: promise.Terms{Due: promise.By(on(7, 9))}})
	require.Contains(t, later.Explain(on(5, 13)).String(), "revised Mon  5 Jan 2026 10:00:30: due Wed  7 Jan 2026 09:00 instead of Mon  5 Jan 2026 17:00, not binding\n")
	e.Steps[0].Why = "on\u202e the road" // by a program that rewords it
	require.NotContains(t, e.String(), "\u202e")
}

// Every document may carry its version, and none turns silently into a zero
// value.
func TestDocumentsSayWhatTheyAre(t *testing.T) {
	p := eightHours(t, promise.Terms{}, promise.About{}, promise.Event{Kind: promise.Pause, At: on(5, 10)})
	for name, v := range map[string]any{"terms": p.Terms(), "event": p.Events()[0], "status": p.At(on(5, 11)), "explanation": p.Explain(on(5, 11))} {
		doc, err := json.Marshal(v)
		require.NoError(t, err)
		var terms promise.Terms
		var event promise.Event
		var status promise.Status
		var explanation promise.Explanation
		into := map[string]any{"terms": &terms, "event": &event, "status": &status, "explanation": &explanation}[name]
		require.NoError(t, json.Unmarshal([]byte(`{"version":1,`+string(doc[1:])), into), name)
		require.ErrorContains(t, json.Unmarshal([]byte(`{"version":2,`+string(doc[1:])), into), "promise: version: unknown version 2; expected 1", name)
		if name != "terms" { // terms may be incomplete, as in a revision
			require.Error(t, json.Unmarshal([]byte(`{}`), into), name)
		}
	}
	var s promise.Status
	require.ErrorContains(t, json.Unmarshal([]byte(`{"at":"2026-01-05T10:00:00Z","standing":"kept","phase":"fulfilled","first_standing":"kept","elapsed":"0s","paused":"0s","no_due":"foo","wall_elapsed":"0s","wall_paused":"0s"}`), &s), `no_due: unknown word "foo"`)
}

// A document's problems are told at once: an unknown calendar hides no others,
// nor does an ID that two events claim.
func TestEveryProblemOfADocument(t *testing.T) {
	_, err := promise.Parse([]byte(`{"made":"2026-01-05T09:00:00Z","stake":{"amount":1,"currency":"euro"},
		"terms":{"calendar":{"name":"desk","fingerprint":"abc"},"due":"8h"},
		"events":[{"id":"e","kind":"flag","p":2,"at":"2026-01-05T10:00:00Z"},{"id":"e","kind":"pause","at":"2026-01-05T10:00:00Z"}]}`))
	var missing *promise.CalendarError
	require.ErrorAs(t, err, &missing)
	require.ErrorIs(t, err, promise.ErrDuplicateID)
	require.ErrorContains(t, err, `events[1]: duplicate id "e" of a different event`)
	require.ErrorContains(t, err, "stake.currency: invalid currency \"euro\"")
	require.ErrorContains(t, err, "events[0].p: out of range: 2")
	require.NotContains(t, err.Error(), "terms.calendar: required", "one mistake is told once")
}
