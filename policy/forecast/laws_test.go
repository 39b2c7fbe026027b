package forecast_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
)

var office = func() *calendar.Calendar {
	c, err := calendar.Parse([]byte(`{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30"}`))
	if err != nil {
		panic(err)
	}
	return c
}()

// drawConfig draws how a history is read, with little enough of everything that all
// of it matters.
func drawConfig(t *rapid.T) forecast.Config {
	return forecast.Config{
		Calendar:    rapid.SampledFrom([]*calendar.Calendar{nil, office}).Draw(t, "calendar"),
		Groups:      rapid.SampledFrom([][][]string{nil, {{"type", "who"}, {"type"}, {}}, {{"type"}, {"who"}}}).Draw(t, "groups"),
		Window:      rapid.SampledFrom([]time.Duration{0, 20 * 24 * time.Hour}).Draw(t, "window"),
		HalfLife:    rapid.SampledFrom([]time.Duration{0, -1, 5 * 24 * time.Hour}).Draw(t, "fade"),
		Newest:      rapid.SampledFrom([]int{0, 7}).Draw(t, "newest"),
		Least:       rapid.SampledFrom([]int{1, 3}).Draw(t, "least"),
		PriorWeight: rapid.SampledFrom([]float64{0, -1, 2}).Draw(t, "shrink"),
		Refresh:     rapid.SampledFrom([]time.Duration{0, -1, time.Hour}).Draw(t, "refresh"),
	}
}

// drawCases draws cases as they stand at the end.
func drawCases(t *rapid.T, most int) []forecast.Record {
	n := rapid.IntRange(0, most).Draw(t, "cases")
	cases := make([]forecast.Record, n)
	for i := range cases {
		opened := day(0).Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "opened")) * time.Hour)
		c := forecast.Record{ID: fmt.Sprint("T-", i), Opened: opened, Fields: policy.Fields{
			"type": rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "type"),
			"who":  rapid.SampledFrom([]string{"x", "y"}).Draw(t, "who"),
		}}
		age, at := time.Duration(0), opened
		for range rapid.IntRange(0, 2).Draw(t, "stages") {
			wall := time.Duration(rapid.IntRange(0, 99).Draw(t, "stage wall")) * time.Hour
			at, age = at.Add(wall), age+wall/4
			c.Stages = append(c.Stages, forecast.Stage{Name: rapid.SampledFrom([]string{"p", "q"}).Draw(t, "stage"), Entered: at, Age: age, Paused: rapid.Bool().Draw(t, "paused")})
		}
		last := time.Duration(rapid.IntRange(0, 200).Draw(t, "last")) * time.Hour
		at, age = at.Add(last), age+last/4
		switch rapid.IntRange(0, 4).Draw(t, "end") {
		case 0:
			c.Seen, c.Took = at, age
		case 1:
			c.Seen, c.Took, c.Ended = at, age, true
		default:
			c.Finished, c.Took = at, age
		}
		if rapid.Bool().Draw(t, "estimated") {
			c.Estimate = time.Duration(rapid.IntRange(1, 50).Draw(t, "estimate")) * time.Hour
		}
		cases[i] = c
	}
	return cases
}

func drawQuestion(t *rapid.T) forecast.Query {
	return forecast.Query{
		Fields:   policy.Fields{"type": rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "asked type"), "who": "x"},
		At:       day(0).Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "asked at")) * time.Hour),
		Level:    rapid.SampledFrom([]float64{0, 0.5, 0.8, 0.9}).Draw(t, "level"),
		AtMost:   rapid.SampledFrom([]time.Duration{0, 20 * time.Hour}).Draw(t, "at most"),
		AtLeast:  rapid.SampledFrom([]time.Duration{0, 2 * time.Hour}).Draw(t, "at least"),
		Estimate: rapid.SampledFrom([]time.Duration{0, 3 * time.Hour}).Draw(t, "estimate"),
	}
}

var methods = []forecast.Method{
	forecast.Survival{}, forecast.Conformal{}, baseline.Order{},
	forecast.Recalibrated{Floor: 2 * time.Hour}, forecast.Recalibrated{Additive: true}, forecast.Recalibrated{Conformal: true},
	forecast.Newsvendor{Quoted: 1, Late: 9}, forecast.Newsvendor{Quoted: 1, Broken: 100, Early: 0.1},
	forecast.Adaptive{}, baseline.Fixed{Add: 30 * time.Hour}, baseline.Percent{Percent: 25},
}

// answers returns all that a history says at a question.
func answers(h forecast.History, q forecast.Query) []any {
	var list []any
	for _, method := range methods {
		list = append(list, method.Quote(h, q))
	}
	r := forecast.Running{Fields: q.Fields, At: q.At, Age: 5 * time.Hour, Due: 30 * time.Hour}
	staged := r
	staged.Stage, staged.StageAge = "p", time.Hour
	by, then := h.UpdateBy(r, time.Hour)
	left, ok := h.Remaining(r, 0.5)
	return append(list, h.Risk(r), h.Risk(staged), by, then, left, ok, h.Obstacles(q.Fields, q.At, 20*time.Hour))
}

func requireSame(t *rapid.T, what string, want, got forecast.History, q forecast.Query) {
	if diff := cmp.Diff(answers(want, q), answers(got, q)); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// TestAppendingInPieces is the same as building whole, in any order, with questions
// in between, and with cases that come open first.
func TestAppendingInPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config, cases, q := drawConfig(t), drawCases(t, 25), drawQuestion(t)
		whole, err := forecast.New(config, cases...)
		require.NoError(t, err)
		pieces, err := forecast.New(config)
		require.NoError(t, err)
		for _, i := range rapid.Permutation(indices(len(cases))).Draw(t, "order") {
			if c := cases[i]; rapid.Bool().Draw(t, "open first") {
				open := forecast.Record{ID: c.ID, Opened: c.Opened, Fields: c.Fields}
				if rapid.Bool().Draw(t, "another group") {
					open.Fields = policy.Fields{"type": "b", "who": "x"}
				}
				pieces, err = pieces.Append(open)
				require.NoError(t, err)
				answers(pieces, q)
			}
			pieces, err = pieces.Append(cases[i])
			require.NoError(t, err)
			answers(pieces, q)
		}
		requireSame(t, "in pieces", whole, pieces, q)
		require.Equal(t, len(cases), pieces.Len())
		a, err := json.Marshal(whole)
		require.NoError(t, err)
		b, err := json.Marshal(pieces)
		require.NoError(t, err)
		require.Equal(t, string(a), string(b))
	})
}

func indices(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// TestReadBack reads a history back from its document: it is the same history, and
// has the same document.
func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config, cases, q := drawConfig(t), drawCases(t, 12), drawQuestion(t)
		h, err := forecast.New(config, cases...)
		require.NoError(t, err)
		doc, err := json.Marshal(h)
		require.NoError(t, err)
		again, err := forecast.Parse(doc)
		require.NoError(t, err)
		requireSame(t, "read back", h, again, q)
		var unmarshaled forecast.History
		require.NoError(t, json.Unmarshal(doc, &unmarshaled))
		requireSame(t, "unmarshaled", h, unmarshaled, q)
		second, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(doc), string(second))
	})
}

// TestKnownAtLooksNowhereAhead asks the whole history and the one known at the
// instant of the question, and one in which everything that came later is otherwise.
func TestKnownAtLooksNowhereAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config, cases, q := drawConfig(t), drawCases(t, 25), drawQuestion(t)
		h, err := forecast.New(config, cases...)
		require.NoError(t, err)
		known := h.KnownAt(q.At)
		requireSame(t, "known at", h, known, q)
		for _, c := range known.Records() {
			require.False(t, c.Opened.After(q.At) || c.Finished.After(q.At) || c.Seen.After(q.At), c)
		}

		var other []forecast.Record
		for _, c := range cases {
			if c.Opened.After(q.At) {
				continue
			}
			if over := later(c.Finished, c.Seen); over.After(q.At) {
				c.Stages = slices.DeleteFunc(slices.Clone(c.Stages), func(s forecast.Stage) bool { return s.Entered.After(q.At) })
				c.Finished, c.Seen, c.Ended = over.Add(1000*time.Hour), time.Time{}, false
				if c.Took = c.Finished.Sub(c.Opened); len(c.Stages) > 0 {
					last := c.Stages[len(c.Stages)-1]
					c.Took = last.Age + c.Finished.Sub(last.Entered)
				}
			}
			other = append(other, c)
		}
		otherwise, err := forecast.New(config, other...)
		require.NoError(t, err)
		requireSame(t, "otherwise", h, otherwise, q)
	})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// TestMixturesAreSearchedWhole: the quantile of a curve mixed from several groups is
// the first of all ages at which enough are finished.
func TestMixturesAreSearchedWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, err := forecast.New(drawConfig(t), drawCases(t, 30)...)
		require.NoError(t, err)
		q := drawQuestion(t)
		c := h.Curve(q.Fields, q.At)
		p := rapid.Float64Range(0.01, 0.99).Draw(t, "p")
		want, ok := time.Duration(0), false
		for age := time.Duration(0); age <= 400*time.Hour && !ok; age += 15 * time.Minute {
			if c.Open(age) <= 1-p+1e-9 {
				want, ok = age, true
			}
		}
		got, reached := c.Quantile(p)
		require.Equal(t, ok, reached)
		require.Equal(t, want, got)
		best, at := c.Best()
		require.InDelta(t, 1-c.Open(400*time.Hour), best, 1e-9)
		require.InDelta(t, 1-best, c.Open(at), 1e-9)
		if first, ok := c.Quantile(best); ok && best > 1e-9 {
			require.Equal(t, first, at)
		}
	})
}

// TestQuotesRiseWithTheLevel for every method that is asked for one.
func TestQuotesRiseWithTheLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, err := forecast.New(drawConfig(t), drawCases(t, 30)...)
		require.NoError(t, err)
		q := drawQuestion(t)
		for _, method := range []forecast.Method{forecast.Survival{}, forecast.Conformal{}, baseline.Order{}, forecast.Recalibrated{}, forecast.Recalibrated{Additive: true}} {
			last, reachable := time.Duration(0), true
			for level := 0.02; level < 1; level += 0.02 {
				q.Level = level
				a := method.Quote(h, q)
				require.GreaterOrEqual(t, a.Due, last, "%T at %v", method, level)
				require.True(t, reachable || !a.Reachable, "%T at %v: reachable again", method, level)
				last, reachable = a.Due, a.Reachable
				require.True(t, a.Likely == 0 || a.Optimistic <= a.Likely)
				require.LessOrEqual(t, a.Likely, a.Due)
				require.LessOrEqual(t, a.Optimistic, a.Due)
				require.LessOrEqual(t, a.Internal, a.Due)
				require.LessOrEqual(t, a.Level, 1.0)
				if !a.Reachable && a.Level > 0 && !a.Capped && !a.Raised {
					best := q
					best.Level = a.Level * (1 - 1e-9)
					again := method.Quote(h, best)
					require.True(t, again.Reachable, "%T at %v: the best level, %v, can be had", method, level, a.Level)
					require.LessOrEqual(t, again.Due, a.Due)
				}
				if a.Reachable && !a.Capped && !a.Raised {
					require.InDelta(t, level, a.Level, 1e-12)
				}
			}
		}
	})
}

// TestTwoGrownFromOne share nothing that one could change for the other.
func TestTwoGrownFromOne(t *testing.T) {
	one, err := forecast.New(forecast.Config{Least: 1, Refresh: -1}, forecast.Record{ID: "1", Opened: day(0), Finished: day(1), Took: time.Hour})
	require.NoError(t, err)
	var wait sync.WaitGroup
	grown := make([]forecast.History, 8)
	for i := range grown {
		wait.Go(func() {
			var err error
			grown[i], err = one.Append(forecast.Record{ID: "2", Opened: day(0), Finished: day(1), Took: time.Duration(i+2) * time.Hour})
			if err == nil {
				one.Curve(nil, day(5)).Open(0)
				grown[i].Curve(nil, day(5)).Open(0)
			}
		})
	}
	wait.Wait()
	require.Equal(t, 1, one.Len())
	for i, h := range grown {
		require.Equal(t, 2, h.Len())
		p, last := h.Curve(nil, day(5)).Best()
		require.Equal(t, 1.0, p)
		require.Equal(t, time.Duration(i+2)*time.Hour, last)
	}
	_, last := one.Curve(nil, day(5)).Best()
	require.Equal(t, time.Hour, last)
}

// TestCallersMayChangeWhatTheyGave without changing the history.
func TestCallersMayChangeWhatTheyGave(t *testing.T) {
	c := forecast.Record{ID: "1", Opened: day(0), Fields: policy.Fields{"type": "a"}, Stages: []forecast.Stage{{Name: "p", Entered: day(1)}}}
	groups := [][]string{{"type"}}
	h, err := forecast.New(forecast.Config{Groups: groups}, c)
	require.NoError(t, err)
	before, err := json.Marshal(h)
	require.NoError(t, err)
	c.Fields["type"], c.Stages[0].Name, groups[0][0] = "b", "q", "who"
	got := h.Records()
	got[0].Fields["type"], got[0].Stages[0].Name = "b", "q"
	h.Config().Groups[0][0] = "who"
	after, err := json.Marshal(h)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
}

// FuzzParse reads any bytes: they are refused, or are a history that writes what it
// reads.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"version":1,"config":{"groups":[["type"],[]],"half_life":"24h"},"cases":[{"id":"1","fields":{"type":"a"},"opened":"2026-01-05T09:00:00Z","finished":"2026-01-06T09:00:00Z","took":"8h"}]}`))
	f.Add([]byte(`{"version":1,"config":{"least":1},"cases":[{"id":"1","opened":"2026-01-05T09:00:00Z","seen":"2026-01-06T09:00:00Z","took":"8h","stages":[{"name":"p","entered":"2026-01-05T10:00:00Z","age":"1h","paused":true}]}]}`))
	f.Add([]byte(`{"version":1,"config":{"groups":[[""]],"window":"-1h","prior_weight":1e400},"cases":[{"id":"","opened":"1800-01-05T09:00:00Z","took":"-8h"}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		h, err := forecast.Parse(doc)
		if err != nil {
			return
		}
		one, err := json.Marshal(h)
		require.NoError(t, err)
		again, err := forecast.Parse(one)
		require.NoError(t, err)
		two, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(one), string(two))
		answers(h, forecast.Query{At: day(3), Fields: policy.Fields{"type": "a"}})
	})
}
