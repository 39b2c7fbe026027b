package report_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	require.NoError(tb, err)
	return loc
}

func build(tb testing.TB, outcomes ...report.Outcome) report.Report {
	tb.Helper()
	r, err := report.New(zone(tb, "America/New_York"))
	require.NoError(tb, err)
	r, err = r.Add(outcomes...)
	require.NoError(tb, err)
	return r
}

func marshal(tb testing.TB, v any) string {
	tb.Helper()
	doc, err := json.Marshal(v)
	require.NoError(tb, err)
	return string(doc)
}

// desk is half a year of a desk of two tiers, by a seeded generator: gold has
// promises far too long, silver grows slower and breaks more.
func desk() []report.Outcome {
	r := rand.New(rand.NewPCG(1, 7))
	var list []report.Outcome
	start := time.Date(2026, time.January, 2, 15, 30, 0, 0, time.UTC)
	for i := range 1500 {
		at := start.Add(time.Duration(i) * 172 * time.Minute)
		o := report.Outcome{Group: "silver", At: at, Promised: 8 * time.Hour, Standing: promise.Kept}
		months := float64(i) / 250
		took := time.Duration((1 + 0.2*months) * float64(2*time.Hour) * r.ExpFloat64()).Round(time.Second)
		if r.IntN(3) == 0 {
			o.Group, o.Promised = "gold", time.Duration(20+2*int(months))*time.Hour
			took = min(took, 12*time.Hour)
		}
		o.Actual = took
		switch {
		case i%97 == 0:
			o = report.Outcome{Group: o.Group, At: at, Unquoted: i%2 == 0}
		case i%101 == 0:
			o.Standing, o.VoidCause = promise.Void, []promise.VoidCause{promise.VoidByCustomer, promise.VoidByUs, promise.VoidReplaced, promise.VoidByCondition, ""}[i/101%5]
		case i%151 == 0:
			o.AlreadyDone, o.Actual = true, 0
		case i > 1490:
			o.Standing, o.Unfinished = promise.AtRisk, true
		case took >= o.Promised:
			o.Standing, o.Notice = promise.Broken, []promise.Notice{promise.FairNotice, promise.ShortNotice, promise.Silent, ""}[r.IntN(4)]
			o.Unfinished = r.IntN(10) == 0
			if i%13 == 0 {
				o.Notice = promise.Unannounced
			}
			o.Replaced = i%29 == 0 && o.Unfinished
		case i%20 == 0:
			o.First = promise.Broken
		}
		if i%4 == 0 {
			o.Excluded = []report.Excluded{{Cause: report.ExcludedPaused, Reason: "waiting for the customer", Worked: 90 * time.Minute, Wall: 17 * time.Hour}}
		}
		list = append(list, o)
	}
	return list
}

func TestGolden(t *testing.T) {
	r := build(t, desk()...)
	s := r.Summary(0.95, 30)
	documenttest.Golden(t, "summary.txt", s.String())
	documenttest.Golden(t, "summary.json", marshal(t, s)+"\n")
	documenttest.Golden(t, "report.json", marshal(t, r)+"\n")
	documenttest.Golden(t, "silver.txt", r.In("silver").Summary(0.9, 30).String())
	documenttest.Golden(t, "empty.txt", report.Report{}.Summary(0.95, 30).String())
}

func TestReadBack(t *testing.T) {
	r := build(t, desk()...)
	var again report.Report
	require.NoError(t, json.Unmarshal([]byte(marshal(t, r)), &again))
	if diff := cmp.Diff(r, again); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	again, err := again.Add(desk()[0]) // it has its zone again
	require.NoError(t, err)
	require.Equal(t, r.Total().All()+1, again.Total().All())
	for _, v := range []struct{ value, empty any }{
		{r.Summary(0.95, 30), &report.Summary{}}, {r.Total(), &report.Tally{}}, {r.Months()[1], &report.Row{}},
		{r.Total().Actual, &report.Spread{}}, {r.Total().Keep(), &report.Rate{}}, {report.Report{}.Summary(0.95, 30), &report.Summary{}},
		{report.Report{}, &report.Report{}},
	} {
		doc := marshal(t, v.value)
		require.NoError(t, json.Unmarshal([]byte(doc), v.empty), doc)
		if diff := cmp.Diff(doc, marshal(t, v.empty)); diff != "" {
			t.Errorf("%T (-want +got):\n%s", v.value, diff)
		}
	}
}

// outcomes draws outcomes that can have been.
func outcomes() *rapid.Generator[[]report.Outcome] {
	return rapid.SliceOfN(rapid.Custom(outcome), 0, 60)
}

func outcome(t *rapid.T) report.Outcome {
	o := report.Outcome{
		Group: rapid.SampledFrom([]string{"", "gold", "silver", "bronze & \u00fcber\n"}).Draw(t, "group"),
		At:    time.Unix(rapid.Int64Range(1767225600, 1780000000).Draw(t, "at"), 0),
	}
	length := rapid.Custom(func(t *rapid.T) time.Duration {
		return time.Duration(rapid.SampledFrom([]int64{1, 1000, 1e9, 3600e9, 86400e9, 1 << 62}).Draw(t, "unit") / 1000 * rapid.Int64Range(0, 1000).Draw(t, "units"))
	})
	o.Standing = rapid.SampledFrom([]promise.Standing{0, promise.OnTrack, promise.AtRisk, promise.Broken, promise.Kept, promise.Void}).Draw(t, "standing")
	if rapid.Bool().Draw(t, "excluded") {
		o.Excluded = []report.Excluded{{Cause: report.ExcludedCause(rapid.IntRange(0, 2).Draw(t, "cause")), Reason: rapid.SampledFrom([]string{"a", "b", ""}).Draw(t, "reason"), Worked: length.Draw(t, "worked"), Wall: length.Draw(t, "wall")}}
	}
	if o.Standing == 0 {
		o.Unquoted = rapid.Bool().Draw(t, "unquoted")
		return o
	}
	o.First = rapid.SampledFrom([]promise.Standing{0, promise.Broken, promise.Kept}).Draw(t, "first")
	switch o.Standing {
	case promise.Void:
		o.VoidCause = rapid.SampledFrom([]promise.VoidCause{"", promise.VoidByCustomer, promise.VoidByCondition, promise.VoidReplaced, promise.VoidByUs}).Draw(t, "cause")
		o.Replaced = rapid.Bool().Draw(t, "replaced")
	case promise.Broken:
		o.Replaced = rapid.Bool().Draw(t, "replaced")
	case promise.Kept:
		o.AlreadyDone = rapid.IntRange(0, 3).Draw(t, "already done") == 0
	default:
	}
	a, b := length.Draw(t, "a"), length.Draw(t, "b")
	o.Actual, o.Promised = min(a, b), max(a, b)
	if o.Standing == promise.Broken {
		o.Actual, o.Promised = o.Promised, o.Actual
		o.Notice = rapid.SampledFrom([]promise.Notice{"", promise.FairNotice, promise.ShortNotice, promise.Silent, promise.Unannounced}).Draw(t, "notice")
		o.Unfinished = rapid.Bool().Draw(t, "unfinished")
	}
	return o
}

func TestShardsMergeInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := outcomes().Draw(rt, "outcomes")
		whole := build(t, list...)
		want := marshal(t, whole)
		shards := make([]report.Report, rapid.IntRange(1, 5).Draw(rt, "shards"))
		for i := range shards {
			shards[i] = build(t)
		}
		var err error
		for i, o := range rapid.Permutation(list).Draw(rt, "order") {
			shards[i%len(shards)], err = shards[i%len(shards)].Add(o)
			require.NoError(t, err)
		}
		merged, err := report.Report{}.Merge(rapid.Permutation(shards).Draw(rt, "merged")...)
		require.NoError(t, err)
		if diff := cmp.Diff(want, marshal(t, merged)); diff != "" {
			rt.Fatalf("merged (-whole +merged):\n%s", diff)
		}
		require.True(t, merged.Equal(whole))
		require.Equal(t, want, marshal(t, whole), "changed by merging")
	})
}

func TestMergingIsAssociative(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b, c := build(t, outcomes().Draw(rt, "a")...), build(t, outcomes().Draw(rt, "b")...), build(t, outcomes().Draw(rt, "c")...)
		docs := []string{marshal(t, a), marshal(t, b), marshal(t, c)}
		merge := func(a, b report.Report) report.Report {
			m, err := a.Merge(b)
			require.NoError(t, err)
			return m
		}
		require.Equal(t, marshal(t, merge(merge(a, b), c)), marshal(t, merge(a, merge(b, c))))
		require.Equal(t, marshal(t, merge(a, b)), marshal(t, merge(b, a)))
		require.Equal(t, docs[0], marshal(t, merge(a, report.Report{})), "nothing changes nothing")
		require.Equal(t, docs[0], marshal(t, merge(report.Report{}, a)), "nothing changes nothing")
		require.Equal(t, docs, []string{marshal(t, a), marshal(t, b), marshal(t, c)}, "immutable")
	})
}

func TestGroupsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := outcomes().Draw(rt, "outcomes")
		r := build(t, list...)
		var groups, months report.Tally
		for _, row := range r.Groups() {
			groups = groups.Merge(row.Tally)
			require.Equal(t, marshal(t, row.Tally), marshal(t, r.In(row.Name).Total()))
		}
		for _, row := range r.Months() {
			months = months.Merge(row.Tally)
		}
		require.Equal(t, len(list), r.Total().All())
		require.True(t, r.Total().Equal(groups))
		require.True(t, r.Total().Equal(months))
	})
}

func TestReadBackIsTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := build(t, outcomes().Draw(rt, "outcomes")...)
		again, err := report.Parse([]byte(marshal(t, r)))
		require.NoError(t, err)
		require.True(t, again.Equal(r))
		require.Equal(t, marshal(t, r), marshal(t, again))
	})
}

func TestZonesDoNotMix(t *testing.T) {
	a, err := report.New(zone(t, "Europe/Berlin"))
	require.NoError(t, err)
	_, err = a.Merge(build(t))
	require.EqualError(t, err, "report: others[0].zone: conflicts: expected Europe/Berlin, got America/New_York; count both reports in one zone")
	_, err = report.Report{}.Add(desk()[0])
	require.EqualError(t, err, "report: zone: required; make the report with New")
}

// TestMonthIsLocal: a promise due as the year ends in New York is of the old year
// there, though not in Greenwich.
func TestMonthIsLocal(t *testing.T) {
	at := time.Date(2026, time.January, 1, 4, 59, 0, 0, time.UTC)
	r := build(t, report.Outcome{At: at, Standing: promise.Kept}, report.Outcome{At: at.Add(time.Minute), Standing: promise.Broken})
	months := r.Months()
	require.Equal(t, []string{"2025-12", "2026-01"}, []string{months[0].Name, months[1].Name})
	require.Equal(t, []int{1, 1}, []int{months[0].Kept, months[1].Broken})
}

// TestNothingPromisedIsNotKept: what had no promise, was void or is open is in no
// rate.
func TestNothingPromisedIsNotKept(t *testing.T) {
	at := time.Date(2026, time.March, 3, 12, 0, 0, 0, time.UTC)
	r := build(t,
		report.Outcome{At: at, Standing: promise.Kept, Promised: time.Hour, Actual: time.Minute},
		report.Outcome{At: at, Standing: promise.Broken, First: promise.Broken},
		report.Outcome{At: at, Standing: promise.Kept, First: promise.Broken},
		report.Outcome{At: at, Standing: promise.Void, Promised: time.Hour},
		report.Outcome{At: at, Standing: promise.OnTrack, Promised: time.Hour},
		report.Outcome{At: at}, report.Outcome{At: at}, report.Outcome{At: at, Unquoted: true},
	)
	all := r.Total()
	require.Equal(t, report.Rate{Count: 2, Of: 3}, all.Keep())
	require.Equal(t, report.Rate{Count: 1, Of: 3}, all.KeepFirst())
	require.Equal(t, report.Rate{Count: 2, Of: 8}, all.WithoutPromise())
	require.Equal(t, report.Rate{Count: 1, Of: 8}, all.WithoutQuote())
	require.Equal(t, report.Rate{}, all.Silence(), "nobody knows how they heard")
	require.Equal(t, 1, all.Moved)
	require.Equal(t, 1, all.Promised.N(), "of void and open promises nothing is measured")
}

func TestWorst(t *testing.T) {
	var list []report.Outcome
	add := func(group string, kept, broken int) {
		at := time.Date(2026, time.March, 3, 12, 0, 0, 0, time.UTC)
		for range kept {
			list = append(list, report.Outcome{Group: group, At: at, Standing: promise.Kept})
		}
		for range broken {
			list = append(list, report.Outcome{Group: group, At: at, Standing: promise.Broken})
		}
	}
	add("tiny", 0, 1)
	add("bad", 9, 11)
	add("worse", 18, 22) // the same rate: the first of equals
	add("good", 40, 0)
	rows := build(t, list...).Groups()
	worst, ok := report.Worst(rows, 20)
	require.True(t, ok)
	require.Equal(t, "bad", worst.Name)
	worst, _ = report.Worst(rows, 1)
	require.Equal(t, "tiny", worst.Name)
	_, ok = report.Worst(rows, 41)
	require.False(t, ok)
	slices.Reverse(rows)
	worst, _ = report.Worst(rows, 20)
	require.Equal(t, "worse", worst.Name)
}

// TestBoundedMemory: a million lengths from a microsecond to a year need no more
// than the steps of the scale.
func TestBoundedMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	at := time.Date(2026, time.March, 3, 12, 0, 0, 0, time.UTC)
	list := make([]report.Outcome, 200_000)
	for i := range list {
		took := time.Duration(1000 * (1 + int64(r.Float64()*float64(int64(1)<<r.IntN(35)))))
		list[i] = report.Outcome{At: at, Standing: promise.Kept, Promised: took + time.Duration(r.Int64N(int64(took))), Actual: took}
	}
	doc := marshal(t, build(t, list...))
	require.Less(t, len(doc), 5*36*256*24, "five spreads of 36 doublings with 256 steps")
}
