package promisetest_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// What the package comment says of go-cmp: it takes these as they are, finds
// equal what is, whatever the zone of the instants, and different what is not.
func TestCompareAsTheyAre(t *testing.T) {
	paused := firstReply(t)
	resumed, err := paused.Record(monday.Add(3*time.Hour), promise.Event{Kind: promise.Resume, By: promise.Bot("crm")})
	require.NoError(t, err)
	doc, err := resumed.MarshalJSON()
	require.NoError(t, err)
	back, err := promise.Parse(doc)
	require.NoError(t, err)
	at := monday.Add(4 * time.Hour)
	utc := func(e promise.Event) promise.Event {
		e.At, e.Recorded = e.At.UTC(), e.Recorded.UTC()
		return e
	}
	cal, other := office(t), resumed.Terms().Calendar
	closures := func(from time.Time) []calendar.Closure {
		return []calendar.Closure{{Span: calendar.Span{From: from, To: at}, Name: "all hands"}}
	}
	for name, c := range map[string]struct{ a, same, differs any }{
		"events":       {resumed.Events(), back.Events(), paused.Events()},
		"event":        {resumed.Events()[0], utc(resumed.Events()[0]), resumed.Events()[1]},
		"terms":        {resumed.Terms(), back.Terms(), promise.Terms{Calendar: cal, Due: promise.InDays(1)}},
		"no terms":     {promise.Terms{}, promise.Terms{}, promise.Terms{Calendar: cal}},
		"about":        {resumed.About(), back.About(), promise.About{ID: "T-8"}},
		"status":       {resumed.At(at), back.At(at.In(cal.Zone())), paused.At(at)},
		"explanation":  {resumed.Explain(at), back.Explain(at), paused.Explain(at)},
		"deadline":     {promise.By(at), promise.By(at.In(cal.Zone())), promise.By(at.Add(1))},
		"calendar":     {cal, other, calendar.Always()},
		"closures":     {closures(monday), closures(monday.In(cal.Zone())), closures(at)},
		"span":         {calendar.Span{From: monday, To: at}, calendar.Span{From: monday.In(cal.Zone()), To: at}, calendar.Span{}},
		"week":         {calendar.MustWeek("Mo 09:00-17:00"), calendar.MustWeek("Mo 09:00-17:00"), calendar.MustWeek("Tu 09:00-17:00")},
		"dates":        {date.New(2026, 1, 5), date.New(2026, 1, 5), date.New(2026, 1, 6)},
		"no promise's": {promise.Promise{}.Explain(monday), promise.Promise{}.Explain(monday.In(cal.Zone())), paused.Explain(monday)},
	} {
		if diff := cmp.Diff(c.a, c.same); diff != "" {
			t.Errorf("%s (-a +same):\n%s", name, diff)
		}
		require.False(t, cmp.Equal(c.a, c.differs), name)
	}
	require.True(t, cmp.Equal([]promise.Promise{resumed, {}}, []promise.Promise{back, {}}))
	require.False(t, cmp.Equal([]promise.Promise{resumed, {}}, []promise.Promise{back, paused}))
	story := cmp.Transformer("story", func(p promise.Promise) string { return promisetest.Story(p) })
	require.True(t, cmp.Equal(resumed, back, story))
	require.Contains(t, cmp.Diff(paused, resumed, story), "12:00 resume by bot crm")
	require.Contains(t, cmp.Diff(promise.Promise{}, resumed, story), "12:00 resume by bot crm")
}

// A promise is the same as itself, and as none in which one thing is different.
func TestPromiseEqual(t *testing.T) {
	parts := func(change func(terms *promise.Terms, about *promise.About, made *time.Time, event *promise.Event)) promise.Promise {
		terms := promise.Terms{
			Calendar: office(t), Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour), Notice: time.Hour,
			Conditions: []promise.Condition{{Name: "file", By: monday.Add(time.Hour)}},
		}
		about := promise.About{ID: "T-7", Tags: []string{"a"}}
		made := monday
		event := promise.Event{
			Kind: promise.Pause, At: monday, Recorded: monday, Until: monday.Add(time.Hour), Reason: "wait",
		}
		if change != nil {
			change(&terms, &about, &made, &event)
		}
		p, err := promise.Make(terms, about, made)
		require.NoError(t, err)
		p, err = p.Record(made, event)
		require.NoError(t, err)
		return p
	}
	one := parts(nil)
	for name, change := range map[string]func(terms *promise.Terms, about *promise.About, made *time.Time, event *promise.Event){
		"calendar": func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) {
			t.Calendar = calendar.Always()
		},
		"due": func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) { t.Due = promise.InDays(9) },
		"target": func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) {
			t.Target = promise.Deadline{}
		},
		"notice":       func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) { t.Notice = 0 },
		"condition":    func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) { t.Conditions[0].Name = "pdf" },
		"condition by": func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) { t.Conditions[0].By = monday },
		"condition else": func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) {
			t.Conditions[0].Else = "void"
		},
		"no condition": func(t *promise.Terms, _ *promise.About, _ *time.Time, _ *promise.Event) { t.Conditions = nil },
		"id":           func(_ *promise.Terms, a *promise.About, _ *time.Time, _ *promise.Event) { a.ID = "T-8" },
		"start":        func(_ *promise.Terms, a *promise.About, _ *time.Time, _ *promise.Event) { a.Start = monday },
		"tags":         func(_ *promise.Terms, a *promise.About, _ *time.Time, _ *promise.Event) { a.Tags[0] = "b" },
		"made":         func(_ *promise.Terms, _ *promise.About, m *time.Time, _ *promise.Event) { *m = m.Add(-1) },
		"kind": func(_ *promise.Terms, _ *promise.About, _ *time.Time, e *promise.Event) {
			*e = promise.Event{Kind: promise.Update, At: e.At}
		},
		"at":       func(_ *promise.Terms, _ *promise.About, _ *time.Time, e *promise.Event) { e.At = e.At.Add(1) },
		"recorded": func(_ *promise.Terms, _ *promise.About, _ *time.Time, e *promise.Event) { e.Recorded = e.At.Add(1) },
		"until":    func(_ *promise.Terms, _ *promise.About, _ *time.Time, e *promise.Event) { e.Until = e.Until.Add(1) },
		"reason":   func(_ *promise.Terms, _ *promise.About, _ *time.Time, e *promise.Event) { e.Reason = "sleep" },
		"revision": func(_ *promise.Terms, _ *promise.About, _ *time.Time, e *promise.Event) {
			*e = promise.Event{Kind: promise.Revise, At: e.At, Terms: promise.Terms{Notice: 1}}
		},
	} {
		other := parts(change)
		require.True(t, other.Equal(parts(change)), name)
		require.False(t, one.Equal(other), name)
		require.False(t, other.Equal(one), name)
		require.NotEqual(t, promisetest.Story(one), promisetest.Story(other), name)
	}
	elsewhere := parts(func(_ *promise.Terms, _ *promise.About, m *time.Time, e *promise.Event) {
		*m, e.At, e.Until = m.In(office(t).Zone()), e.At.In(office(t).Zone()), e.Until.In(office(t).Zone())
	})
	require.True(t, one.Equal(elsewhere), "instants are compared as instants")
	more, err := one.Record(monday, promise.Event{Kind: promise.Update})
	require.NoError(t, err)
	require.False(t, one.Equal(more))
	require.False(t, one.Equal(promise.Promise{}))
	require.True(t, promise.Promise{}.Equal(promise.Promise{}))
	require.Empty(t, promisetest.Story(promise.Promise{}))
}

// How real histories are written as stories.
func TestStoryGolden(t *testing.T) {
	var b strings.Builder
	for _, name := range []string{"revised_too_late", "revised_and_agreed", "starts_later", "condition_met_late"} {
		text, err := os.ReadFile(filepath.Join("testdata", "stories", name+".txt"))
		require.NoError(t, err)
		p := promisetest.Run(t, string(text))
		var at []time.Time
		for h := range 5 {
			at = append(at, p.Made().Add(time.Duration(h)*26*time.Hour))
		}
		b.WriteString("# " + name + "\n" + promisetest.Story(p, at...) + "\n")
	}
	documenttest.Golden(t, "story.golden", b.String())
}

// imports returns what a file imports.
func imports(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	require.NoError(t, err)
	var paths []string
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		paths = append(paths, p)
	}
	return paths
}

// Whoever imports this package gets no test library along, and nothing but
// tests in this module imports it.
func TestImports(t *testing.T) {
	const module = "github.com/underpromise/underpromise"
	seen := 0
	require.NoError(t, filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		seen++
		own := filepath.Dir(path) == filepath.Join("..", "promisetest")
		for _, p := range imports(t, path) {
			host, _, _ := strings.Cut(p, "/")
			switch {
			case !own && p == module+"/promise/promisetest":
				t.Errorf("%s imports promisetest; only tests may", path)
			case own && strings.Contains(host, ".") && p != module+"/calendar" && p != module+"/promise" && !strings.HasPrefix(p, "github.com/rickb777/date/v2"):
				t.Errorf("%s imports %s", path, p)
			}
		}
		return nil
	}))
	require.Greater(t, seen, 20)
}
