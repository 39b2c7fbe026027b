package promisetest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

var calendarDocs = []string{
	officeDoc,
	`{"zone":"America/New_York","week":"24/7"}`,
	`{"name":"nights; \"#\"","zone":"Australia/Lord_Howe","week":"Mo-Su 22:00-06:00","days":[{"on":"easter+1","name":"Easter: Monday"}]}`,
	`{"name":"both","union":[{"zone":"Europe/Dublin","week":"Mo-Fr 09:00-17:00"},{"zone":"Asia/Kathmandu","week":"Su-Fr 10:00-18:00"}]}`,
}

// A drawing draws the parts of a random promise.
type drawing struct {
	*rapid.T
	cals []*calendar.Calendar
	made time.Time
}

// instant draws an instant of the weeks in which the clocks change, or of the
// hour in which they do, now and then with nanoseconds.
func (d drawing) instant(name string) time.Time {
	base := d.made
	if rapid.IntRange(0, 3).Draw(d.T, name+" near a change") == 0 {
		base = time.Date(2026, time.November, 1, 5, 30, 0, 0, time.UTC)
	}
	t := base.Add(time.Duration(rapid.IntRange(-600, 20000).Draw(d.T, name)) * time.Minute)
	if rapid.IntRange(0, 9).Draw(d.T, name+" odd") == 0 {
		t = t.Add(time.Duration(rapid.Int64Range(1, int64(time.Minute)).Draw(d.T, name+" nanoseconds")))
	}
	return t
}

func (d drawing) text(name string) string {
	if rapid.Bool().Draw(d.T, name+" given") {
		return ""
	}
	return rapid.OneOf(
		rapid.SampledFrom([]string{"a", "b", "customer", "until", "late", "by", "last", "due", "Ann Lee", "mon", "x:", "# no", " x ", "a;b", `"`, "\\", "a\nb", "é", "\u00a0", "e#1", "4,5", "{}", "on track", ":"}),
		rapid.String(),
	).Draw(d.T, name)
}

func (d drawing) duration(name string) time.Duration {
	return time.Duration(rapid.IntRange(0, 3000).Draw(d.T, name)) * time.Minute
}

func (d drawing) deadline(name string, target bool) promise.Deadline {
	n, k := rapid.IntRange(0, 4).Draw(d.T, name+" days"), clock.Clock(rapid.IntRange(0, 24*60).Draw(d.T, name+" clock"))*clock.Minute
	kinds := []func() promise.Deadline{
		func() promise.Deadline { return promise.Within(d.duration(name)) },
		func() promise.Deadline { return promise.InDays(n + 1) },
		func() promise.Deadline { return promise.InDaysBy(n, k) },
		func() promise.Deadline { return promise.InDaysByClose(n) },
		func() promise.Deadline { return promise.By(d.instant(name)) },
	}
	if target {
		kinds = append(kinds, func() promise.Deadline { return promise.Before(d.duration(name) + 1) }, func() promise.Deadline { return promise.Deadline{} })
	}
	return rapid.SampledFrom(kinds).Draw(d.T, name)()
}

// said draws a due instant that was said before, or none.
func (d drawing) said(name string) promise.Said {
	if rapid.Bool().Draw(d.T, name+" none") {
		return promise.Said{}
	}
	return promise.Said{Due: d.deadline(name, false), At: d.instant(name + " at"), Holds: rapid.Bool().Draw(d.T, name+" holds")}
}

func (d drawing) terms(name string) promise.Terms {
	t := promise.Terms{
		Calendar: rapid.SampledFrom(d.cals).Draw(d.T, name+" calendar"),
		Due:      d.deadline(name+" due", false),
		Target:   d.deadline(name+" target", true),
		Notice:   d.duration(name + " notice"),
		Cutoff:   clock.Clock(rapid.IntRange(0, 86399).Draw(d.T, name+" cutoff")) * clock.Second,
		DayZero:  rapid.SampledFrom([]promise.DayZero{"", promise.AtOpening, promise.AtReceipt}).Draw(d.T, name+" day zero"),
		OnPause:  rapid.SampledFrom([]promise.OnPause{"", promise.Shift, promise.Hold}).Draw(d.T, name+" on pause"),
		OnReopen: rapid.SampledFrom([]promise.OnReopen{"", promise.Continue, promise.Ignore}).Draw(d.T, name+" on reopen"),
	}
	for _, c := range []string{"file", "signed contract", "else"}[:rapid.IntRange(0, 3).Draw(d.T, name+" conditions")] {
		t.Conditions = append(t.Conditions, promise.Condition{
			Name: c, By: d.instant(name + c), Else: rapid.SampledFrom([]promise.Else{"", promise.ElseVoid, promise.ElseMove}).Draw(d.T, name+c+" else"),
		})
	}
	return t
}

func (d drawing) event() promise.Event {
	e := promise.Event{
		Kind:     promise.Kind(rapid.IntRange(1, int(promise.Rate)).Draw(d.T, "kind")),
		At:       d.instant("at"),
		Recorded: d.instant("recorded"),
		ID:       d.text("id"), Channel: d.text("channel"), Reason: d.text("reason"), Note: d.text("note"),
		By: promise.Actor{Name: d.text("actor"), Role: rapid.SampledFrom([]promise.Role{"", promise.RolePerson, promise.RoleCustomer, promise.RoleBot}).Draw(d.T, "role")},
	}
	if rapid.Bool().Draw(d.T, "at once") {
		e.Recorded = e.At
	}
	switch e.Kind {
	case promise.Pause:
		e.Key, e.Until = d.text("key"), d.instant("until")
		if !e.Until.After(e.At) {
			e.Until = time.Time{}
		}
	case promise.Resume, promise.Clear:
		e.Key = d.text("key")
	case promise.Flag:
		e.Key, e.P = d.text("key"), rapid.Float64Range(0, 1).Draw(d.T, "p")
	case promise.Update:
		e.Late = rapid.Bool().Draw(d.T, "late")
	case promise.Revise:
		e.Terms, e.Agreed = d.terms("revised"), rapid.Bool().Draw(d.T, "agreed")
		e.Count = rapid.SampledFrom([]promise.Count{promise.Carry, promise.Anew, promise.Sooner}).Draw(d.T, "count")
		e.Binds, e.Rule = rapid.Bool().Draw(d.T, "binds"), rapid.Bool().Draw(d.T, "rule")
		if rapid.Bool().Draw(d.T, "removes") {
			e.Terms.Target, e.Terms.Conditions = promise.Deadline{}, nil
			e.Removes = promise.Removal{Target: true, Conditions: rapid.Bool().Draw(d.T, "conditions")}
		}
		if rapid.Bool().Draw(d.T, "calendar stays") {
			e.Terms.Calendar = nil
		}
	case promise.Meet:
		e.Condition = rapid.SampledFrom([]string{"file", "else", "nothing of the kind"}).Draw(d.T, "condition")
	case promise.Retract:
		e.Of = "of " + d.text("of")
	case promise.Rate:
		e.Score = rapid.Float64().Draw(d.T, "score")
	case promise.Withdraw:
		e.Agreed, e.Successor = rapid.Bool().Draw(d.T, "agreed"), d.text("successor")
	case promise.Start, promise.Fulfill, promise.Reopen:
	}
	return e
}

// drawPromise draws a promise that can be made, with those events that can be
// recorded.
func drawPromise(t *testing.T, rt *rapid.T) promise.Promise {
	t.Helper()
	d := drawing{T: rt, made: time.Date(2026, time.October, 22, 8, 0, 0, 0, time.UTC)}
	for _, doc := range calendarDocs {
		cal, err := calendar.Parse([]byte(doc))
		require.NoError(t, err)
		d.cals = append(d.cals, cal)
	}
	d.made = d.instant("made")
	terms := d.terms("")
	terms.Starts = rapid.SampledFrom([]promise.Starts{"", promise.AtOnce, promise.OnEvent}).Draw(rt, "starts")
	about := promise.About{ID: d.text("promise"), Name: d.text("name"), Tags: rapid.SliceOfN(rapid.String(), 0, 2).Draw(rt, "tags"), Stake: promise.Stake{Amount: rapid.Float64().Draw(rt, "stake")}}
	if terms.Starts != promise.OnEvent {
		about.Restarts = d.text("restarts")
	}
	if about.Restarts != "" {
		about.FirstDue, about.CarriedDue = d.said("first due"), d.said("carried due")
	}
	if terms.Starts != promise.OnEvent && rapid.Bool().Draw(rt, "starts later") {
		about.Start = d.instant("start")
	}
	if rapid.Bool().Draw(rt, "start day") {
		about.StartDay = date.NewAt(d.instant("start date"))
	}
	p, err := promise.Make(terms, about, d.made)
	for err != nil { // the target is not before the due, or the due not after made
		terms.Target, terms.Due = promise.Deadline{}, promise.Within(d.duration("due instead"))
		p, err = promise.Make(terms, about, d.made)
	}
	for range rapid.IntRange(0, 6).Draw(rt, "events") {
		if next, err := p.Record(d.made, d.event()); err == nil {
			p = next
		}
	}
	return p
}

// A promise told as a story is the same promise when it is told back, and is
// judged the same at the instants that were asked for.
func TestLawStory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := drawPromise(t, rt)
		var asked []time.Time
		for range rapid.IntRange(0, 5).Draw(rt, "asked") {
			asked = append(asked, drawing{T: rt, made: p.Made()}.instant("asked"))
		}
		story := promisetest.Story(p, asked...)
		back, failed, err := promisetest.Scenario{Story: story}.Replay()
		require.NoError(rt, err, story)
		require.True(rt, p.Equal(back), "%s\ntold back:\n%s", story, promisetest.Story(back))
		for _, f := range failed {
			rt.Errorf("%s\n%s", story, f)
		}
		if diff := cmp.Diff(documentInUTC(rt, p), documentInUTC(rt, back)); diff != "" {
			rt.Fatalf("the documents (-told +told back):\n%s", diff)
		}
		require.Equal(rt, promisetest.Story(p), promisetest.Story(back))
	})
}

// Terms that are given in Go, and what it is about, are the same as headers.
func TestLawGivenTerms(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := drawPromise(t, rt)
		_, happens, found := strings.Cut(promisetest.Story(p), "\n\n")
		require.True(rt, found)
		about := p.About()
		about.Start = time.Time{} // that is told by made
		back, _, err := promisetest.Scenario{Terms: p.Terms(), About: about, Story: happens}.Replay()
		require.NoError(rt, err, happens)
		require.True(rt, p.Equal(back), "%s\ntold back:\n%s", promisetest.Story(p), promisetest.Story(back))
	})
}

// documentInUTC returns the document of a promise, each instant in it in UTC.
func documentInUTC(tb rapid.TB, p promise.Promise) any {
	doc, err := json.Marshal(p)
	require.NoError(tb, err)
	var v any
	require.NoError(tb, json.Unmarshal(doc, &v))
	return inUTC(v)
}

func inUTC(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = inUTC(v[k])
		}
	case []any:
		for i := range v {
			v[i] = inUTC(v[i])
		}
	case string:
		if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return t.UTC().Format(time.RFC3339Nano)
		}
	}
	return v
}
