package promise_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

const officeDoc = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`

func office(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(officeDoc))
	require.NoError(tb, err)
	return cal
}

// monday is 2026-01-05, 09:00 in Berlin.
var monday = time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)

// TestErrors holds every message in one file, so that a reader can judge them.
func TestErrors(t *testing.T) {
	var b strings.Builder
	show := func(input string, err error) {
		b.WriteString(input + "\n")
		if err == nil {
			b.WriteString("\tno error\n")
			return
		}
		for _, line := range strings.Split(err.Error(), "\n") {
			b.WriteString("\t" + line + "\n")
		}
	}
	for _, text := range []string{"", "8", "-1h", "1d", "1.5 days", "0 days", "-1 days", "2 day", "02 days", "1 days at 16:00", "2 days 25:00", "2 days 16", "2 days open", "2026-01-05", "16:00", "0s before", "h before", strings.Repeat("x", 100)} {
		_, err := promise.ParseDeadline(text)
		show("deadline "+text, err)
	}
	cal := office(t)
	never, err := calendar.Intersect(cal, mustParse(t, `{"zone":"Europe/Berlin","week":"Sa 09:00-10:00"}`))
	require.NoError(t, err)
	hour := promise.Within(time.Hour)
	for _, c := range []struct {
		name  string
		terms promise.Terms
		about promise.About
		made  time.Time
	}{
		{"nothing at all", promise.Terms{}, promise.About{}, time.Time{}},
		{"before itself", promise.Terms{Calendar: cal, Due: promise.Before(time.Hour)}, promise.About{}, monday},
		{"less than nothing", promise.Terms{Calendar: cal, Due: promise.Within(-time.Hour), Target: promise.Before(0), Notice: -1, Cutoff: -1}, promise.About{}, monday},
		{"no such days", promise.Terms{Calendar: cal, Due: promise.InDays(0), Target: promise.InDaysBy(-1, 30*clock.Hour), Cutoff: 24 * clock.Hour}, promise.About{}, monday},
		{"half a second", promise.Terms{Calendar: cal, Due: promise.InDaysBy(1, 1), Target: promise.InDaysBy(1, 25*clock.Hour)}, promise.About{}, monday},
		{"a date that is past", promise.Terms{Calendar: cal, Due: promise.By(monday.Add(-1))}, promise.About{}, monday},
		{"a date nobody can write", promise.Terms{Calendar: cal, Due: promise.By(time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC))}, promise.About{}, monday},
		{"target after due", promise.Terms{Calendar: cal, Due: hour, Target: promise.InDays(1)}, promise.About{}, monday},
		{"never open", promise.Terms{Calendar: never, Due: hour}, promise.About{}, monday},
		{"never open for days", promise.Terms{Calendar: never, Due: promise.InDays(1)}, promise.About{}, monday},
		{"never a close", promise.Terms{Calendar: never, Due: promise.InDaysByClose(1)}, promise.About{}, monday},
		{"out of reach", promise.Terms{Calendar: cal, Due: promise.Within(math.MaxInt64)}, promise.About{}, monday},
		{"target out of reach", promise.Terms{Calendar: cal, Due: hour, Target: promise.Before(math.MaxInt64)}, promise.About{}, monday},
		{"starts twice", promise.Terms{Calendar: cal, Due: hour, Starts: promise.OnEvent}, promise.About{Start: monday}, monday},
		{"unknown words", promise.Terms{Calendar: cal, Due: hour, Starts: "soon", OnPause: "wait", OnReopen: "cry"}, promise.About{Origin: "heard", By: promise.Actor{Role: "boss"}}, monday},
		{"conditions", promise.Terms{Calendar: cal, Due: hour, Conditions: []promise.Condition{{}, {Name: "a", By: monday, Else: "wait"}, {Name: "a", By: monday}}}, promise.About{}, monday},
		{"about", promise.Terms{Calendar: cal, Due: hour}, promise.About{ID: "\xff", Tags: []string{"a", "\xff"}, Stake: promise.Stake{Amount: math.NaN()}, Start: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}, monday},
	} {
		_, err := promise.Make(c.terms, c.about, c.made)
		show("make: "+c.name, err)
	}
	_, err = promise.Make(promise.Terms{Calendar: cal, Due: hour}, promise.About{Stake: promise.Stake{Amount: 5, Currency: "euro"}}, monday)
	show("make: no such currency", err)
	for _, d := range []promise.Deadline{{}, promise.Before(time.Hour), promise.Within(-1)} {
		_, err := (promise.Terms{Calendar: cal}).Reach(d, monday, 0)
		show("reach: "+d.String(), err)
	}
	_, err = promise.Terms{}.Reach(hour, monday, 0)
	show("reach: without a calendar", err)
	_, err = promise.Terms{Calendar: never}.Reach(hour, monday, 0)
	show("reach: never", err)
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(8 * time.Hour)}, promise.About{}, monday)
	require.NoError(t, err)
	p, err = p.Record(monday, promise.Event{ID: "e1", Kind: promise.Pause})
	require.NoError(t, err)
	for _, c := range []struct {
		name  string
		event promise.Event
	}{
		{"nothing", promise.Event{}},
		{"no such kind", promise.Event{Kind: 99}},
		{"a resume with everything", promise.Event{Kind: promise.Resume, Until: monday, Late: true, P: 1, Condition: "x", Of: "x", Terms: promise.Terms{Due: hour}, Count: promise.Carry, Agreed: true, Score: 1}},
		{"keyed update", promise.Event{Kind: promise.Update, Key: "x"}},
		{"pause that is over", promise.Event{Kind: promise.Pause, At: monday, Until: monday}},
		{"no probability", promise.Event{Kind: promise.Flag, P: math.NaN()}},
		{"too probable", promise.Event{Kind: promise.Flag, P: 1.1}},
		{"no score", promise.Event{Kind: promise.Rate, Score: math.Inf(1)}},
		{"no condition", promise.Event{Kind: promise.Meet}},
		{"nothing to take back", promise.Event{Kind: promise.Retract}},
		{"takes itself back", promise.Event{ID: "r", Kind: promise.Retract, Of: "r"}},
		{"changes nothing", promise.Event{Kind: promise.Revise}},
		{"counts from nowhere", promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: hour}}},
		{"wrong revision", promise.Event{Kind: promise.Revise, Count: "twice", Terms: promise.Terms{Due: promise.Before(1), Starts: promise.AtOnce}}},
		{"not UTF-8", promise.Event{Kind: promise.Update, Note: "\xff", By: promise.Person("\xff")}},
		{"no such year", promise.Event{Kind: promise.Update, At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}},
		{"another under the same ID", promise.Event{ID: "e1", Kind: promise.Resume}},
	} {
		q, err := p.Record(monday.Add(time.Hour), promise.Event{Kind: promise.Update}, c.event)
		show("record: "+c.name, err)
		require.Len(t, q.Events(), 1, "%s: recording is all or nothing", c.name)
	}
	_, err = p.Record(monday.Add(-time.Hour), promise.Event{Kind: promise.Update}, promise.Event{Kind: promise.Flag})
	show("record: the clock went back", err)
	_, err = promise.Promise{}.Record(monday, promise.Event{Kind: promise.Update})
	show("record: no promise", err)
	for _, doc := range []string{
		``, `{}`, `{"made":"2026-01-05T08:00:00Z"}`, `{"version":9,"made":"2026-01-05T08:00:00Z","terms":{}}`, `{"made":"today","terms":{"calendar":` + officeDoc + `,"due":"8h"}}`,
		`{"made":"2026-01-05T08:00:00Z","terms":{"calendar":{"name":"office","fingerprint":"00"},"due":"8h"}}`,
		`{"made":"2026-01-05T08:00:00Z","terms":{"calendar":{"name":"office","fingerprint":"00","week":"24/7"},"due":"8h"}}`,
		`{"made":"2026-01-05T08:00:00Z","terms":{"calendar":{"name":"office"},"due":"8h","notice":"soon","cutoff":"25:00","on_pause":"stop","conditions":[{"name":"a","by":"now","else":"b"}]}}`,
		`{"made":"2026-01-05T08:00:00Z","terms":{"calendar":` + officeDoc + `,"due":"8h"},"events":[{},{"kind":"pause"},{"kind":"pause","at":"2026-01-05T08:00:00Z","Key":"x"},{"kind":"nap","at":"2026-01-05T08:00:00Z"}]}`,
		`{"made":"2026-01-05T08:00:00Z","terms":{"calendar":` + officeDoc + `,"due":"8h"},"events":[{"id":"a","kind":"pause","at":"2026-01-05T08:00:00Z"},{"id":"a","kind":"resume","at":"2026-01-05T08:00:00Z"}]}`,
		`{"made":"2026-01-05T08:00:00Z","terms":{"calendar":` + officeDoc + `,"due":"8h"},"events":[{"kind":"revise","at":"2026-01-05T08:00:00Z","terms":{"calendar":{"name":"other","fingerprint":"00"}}}]}`,
	} {
		_, err := promise.Parse([]byte(doc), cal)
		show("parse "+doc, err)
	}
	_, err = json.Marshal(promise.Promise{})
	show("marshal: no promise", err)
	_, err = json.Marshal(promise.Event{})
	show("marshal: no event", err)
	_, err = json.Marshal(promise.Status{})
	show("marshal: no status", err)
	documenttest.Golden(t, "errors.golden", b.String())
}

func mustParse(tb testing.TB, doc string) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(doc))
	require.NoError(tb, err)
	return cal
}

// A stake and a rating are numbers that JSON can write.
func TestNumbersAreFinite(t *testing.T) {
	p := eightHours(t, promise.Terms{}, promise.About{})
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		_, err := promise.Make(p.Terms(), promise.About{Stake: promise.Stake{Amount: x}}, on(5, 9))
		require.ErrorContains(t, err, "stake.amount", x)
		_, err = p.Record(on(5, 9), promise.Event{Kind: promise.Rate, Score: x})
		require.ErrorContains(t, err, "score", x)
	}
}

// A message quotes what was given, and then what is possible.
func TestDaysOutOfRange(t *testing.T) {
	_, err := promise.Make(promise.Terms{Calendar: office(t), Due: promise.InDays(1_000_000)}, promise.About{}, monday)
	require.ErrorContains(t, err, "1000000 days out of range; write at most 999999")
}

// A currency is three capital letters.
func TestCurrencies(t *testing.T) {
	for code, want := range map[string]bool{"": true, "EUR": true, "AZA": true, "eur": false, "EU": false, "EURO": false, "E R": false, "A@Z": false, "A[Z": false} {
		_, err := promise.Make(promise.Terms{Calendar: office(t), Due: promise.Within(time.Hour)}, promise.About{Stake: promise.Stake{Amount: 1, Currency: code}}, monday)
		require.Equal(t, want, err == nil, "%q: %v", code, err)
	}
}

// TestTypedErrors shows what a caller can branch on.
func TestTypedErrors(t *testing.T) {
	cal := office(t)
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(8 * time.Hour)}, promise.About{}, monday)
	require.NoError(t, err)
	p, err = p.Record(monday, promise.Event{ID: "e1", Kind: promise.Pause})
	require.NoError(t, err)
	_, err = p.Record(monday, promise.Event{ID: "e1", Kind: promise.Resume})
	require.ErrorIs(t, err, promise.ErrDuplicateID)
	var id *document.FieldError
	require.ErrorAs(t, err, &id)
	require.Equal(t, "events[0]", id.Path)
	same, err := p.Record(monday.Add(time.Hour), promise.Event{ID: "e1", Kind: promise.Pause})
	require.NoError(t, err, "the same event twice changes nothing")
	require.Len(t, same.Events(), 1)
	_, err = p.Record(monday, promise.Event{Kind: promise.Flag, P: 2})
	var field *document.FieldError
	require.ErrorAs(t, err, &field)
	require.Equal(t, "events[0].p", field.Path)
	_, err = promise.Promise{}.Record(monday)
	require.ErrorIs(t, err, promise.ErrNone)

	named, err := p.Document(cal)
	require.NoError(t, err)
	_, err = promise.Parse(named, mustParse(t, `{"name":"office","zone":"Europe/Berlin","week":"Mo-Sa 09:00-17:00"}`))
	var version *promise.CalendarError
	require.ErrorAs(t, err, &version)
	require.Equal(t, "office", version.Name)
	require.Equal(t, cal.Fingerprint(), version.Fingerprint)
	require.NotEmpty(t, version.Given)
	_, err = promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(math.MaxInt64)}, promise.About{}, monday)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
}

// TestZeroPromise asks the zero Promise everything.
func TestZeroPromise(t *testing.T) {
	var p promise.Promise
	require.True(t, p.IsZero())
	s := p.At(monday)
	require.Equal(t, promise.OnTrack, s.Standing)
	require.Equal(t, promise.Pending, s.Phase)
	require.Equal(t, promise.DuePending, s.NoDue)
	_, ok := p.NextChange(monday)
	require.False(t, ok)
	_, ok = p.DueIfResumed(monday)
	require.False(t, ok)
	require.Equal(t, "there is no promise\n", p.Explain(monday).String())
	require.Empty(t, p.Events())
	require.True(t, p.KnownAt(monday).IsZero())
	require.Empty(t, p.About())
	require.True(t, p.Made().IsZero())
	require.Nil(t, p.Terms().Calendar)
}
