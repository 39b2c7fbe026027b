package forecast_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
	"github.com/underpromise/underpromise/promise"
)

// TestQuoteTellsAllItsTimes from one distribution.
func TestQuoteTellsAllItsTimes(t *testing.T) {
	h, now := hundred(t)
	got := forecast.Survival{}.Quote(h, forecast.Query{At: now, Level: 0.95})
	want := forecast.Quote{
		Due: 96 * time.Hour, Internal: 85 * time.Hour, Likely: 50 * time.Hour, Optimistic: 20 * time.Hour,
		Level: 0.95, Asked: 0.95, Basis: "survival", Group: "all", N: 100, Reachable: true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quote (-want +got):\n%s", diff)
	}
	require.Equal(t, "promise 96h, kept 95 % of the time; aim for 85h", got.String())
	require.Equal(t, got, forecast.Survival{}.Quote(h, forecast.Query{At: now}), "0.95 is the default")
	require.Equal(t, 95*time.Hour, baseline.Order{}.Quote(h, forecast.Query{At: now}).Due)
	require.False(t, forecast.Survival{}.Quote(h, forecast.Query{At: now, Level: 1}).Reachable)
	require.True(t, forecast.Survival{}.Quote(h, forecast.Query{At: now, Level: math.NaN()}).Reachable)
}

// TestBoundsAreHonest: a cap lowers the level, a floor raises it, both say so.
func TestBoundsAreHonest(t *testing.T) {
	h, now := hundred(t)
	capped := forecast.Survival{}.Quote(h, forecast.Query{At: now, AtMost: 60*time.Hour + time.Minute})
	require.True(t, capped.Capped && capped.Reachable)
	require.Equal(t, 60*time.Hour+time.Minute, capped.Due)
	require.InDelta(t, 60.0/101, capped.Level, 1e-9)
	require.Equal(t, capped.Due, capped.Internal)
	require.Equal(t, []string{
		"survival over 100 cases of all",
		"cut to at most 60h1m, which is kept 59.4 % of the time, not 95 %",
	}, capped.Reasons())

	raised := forecast.Survival{}.Quote(h, forecast.Query{At: now, Level: 0.5, AtLeast: 80 * time.Hour})
	require.True(t, raised.Raised)
	require.Equal(t, 80*time.Hour, raised.Due)
	require.InDelta(t, 80.0/101, raised.Level, 1e-9)
	require.Contains(t, raised.Reasons()[1], "raised to at least 80h, which is kept 79.2 % of the time")
}

// estimated is a history of cases that each took ratio times their estimate.
func estimated(t *testing.T) (forecast.History, time.Time) {
	t.Helper()
	var cases []forecast.Record
	for i := range 100 {
		estimate := time.Duration(1+i%10) * time.Hour
		took := estimate * time.Duration(i+1) / 50
		opened := day(0)
		cases = append(cases, forecast.Record{ID: string(rune('a' + i)), Opened: opened, Took: took, Finished: opened.Add(took), Estimate: estimate})
	}
	h, err := forecast.New(forecast.Config{HalfLife: -1}, cases...)
	require.NoError(t, err)
	return h, day(100)
}

func TestRecalibratedMendsEstimates(t *testing.T) {
	h, now := estimated(t)
	q := forecast.Recalibrated{}.Quote(h, forecast.Query{At: now, Level: 0.9, Estimate: 5 * time.Hour})
	require.True(t, q.Reachable)
	require.Equal(t, 9*time.Hour+6*time.Minute, q.Due, "the 91st of 100 took 1.82 times its estimate")
	require.Equal(t, 5*time.Hour, q.Likely)
	q = forecast.Recalibrated{Additive: true}.Quote(h, forecast.Query{At: now, Level: 0.9, Estimate: time.Hour})
	require.True(t, q.Reachable)
	require.Greater(t, q.Due, 4*time.Hour)
	require.False(t, forecast.Recalibrated{}.Quote(h, forecast.Query{At: now}).Reachable, "nothing to mend")
	floored := forecast.Recalibrated{Floor: 4 * time.Hour}.Quote(h, forecast.Query{At: now, Level: 0.9, Estimate: time.Minute})
	require.Greater(t, floored.Due, 4*time.Hour)
	capped := forecast.Recalibrated{}.Quote(h, forecast.Query{At: now, Level: 0.9, Estimate: 5 * time.Hour, AtMost: 5 * time.Hour})
	require.InDelta(t, 50.0/101, capped.Level, 1e-9)
}

func TestNewsvendor(t *testing.T) {
	h, now := hundred(t)
	n := forecast.Newsvendor{Quoted: 1, Late: 20}
	plan := n.Plan(h, forecast.Query{At: now})
	require.InDelta(t, 0.95, plan.Level, 1e-12)
	require.Less(t, plan.Cost, plan.Less)
	require.True(t, math.IsInf(plan.More, 1), "0.999 or so is out of reach")
	q := n.Quote(h, forecast.Query{At: now, Level: 0.5})
	require.Equal(t, 96*time.Hour, q.Due)
	require.Equal(t, "newsvendor, survival", q.Basis)

	// The fixed loss is tried at every time: an hour more costs 1 and saves 1 % of
	// the loss.
	require.Greater(t, forecast.Newsvendor{Quoted: 1, Broken: 200}.Plan(h, forecast.Query{At: now}).Level, 0.98)
	low := forecast.Newsvendor{Quoted: 1, Broken: 50}.Plan(h, forecast.Query{At: now})
	require.InDelta(t, 1.0/101, low.Level, 1e-9)
	require.Less(t, low.Cost, low.More)

	require.Zero(t, forecast.Newsvendor{Quoted: 20, Late: 20}.Plan(h, forecast.Query{At: now}))
	require.Zero(t, forecast.Newsvendor{Quoted: 20, Late: 20}.Quote(h, forecast.Query{At: now}).Due)
	require.Zero(t, forecast.Newsvendor{Quoted: math.NaN(), Late: 20}.Plan(h, forecast.Query{At: now}))
	require.Zero(t, forecast.Newsvendor{Quoted: 1, Broken: 200}.Plan(forecast.History{}, forecast.Query{At: now}))
}

// TestAdaptiveFollows what becomes of promises when the desk slows down.
func TestAdaptiveFollows(t *testing.T) {
	h, now := hundred(t)
	a := forecast.Adaptive{}
	require.Equal(t, 96*time.Hour, a.Quote(h, forecast.Query{At: now}).Due)
	for range 3 {
		a.State = a.State.Step(false, 0)
	}
	require.InDelta(t, 0.05-3*0.005*0.95, a.State.Alpha, 1e-12)
	require.Equal(t, 98*time.Hour, a.Quote(h, forecast.Query{At: now}).Due)
	for range 20 {
		a.State = a.State.Step(false, 0)
	}
	require.True(t, a.State.Saturated())
	best := a.Quote(h, forecast.Query{At: now})
	require.True(t, best.Reachable)
	require.Equal(t, 100*time.Hour, best.Due)
	require.InDelta(t, 0.99, best.Asked, 1e-9)
	require.Equal(t, 0.95, best.Level)
	a.State.Low, a.State.Alpha = 0.001, 0.001
	best = a.Quote(h, forecast.Query{At: now})
	require.True(t, best.Reachable, "0.999 is not, but 0.95 is, and so the best there is will do")
	require.Equal(t, 100*time.Hour, best.Due)
	for range 100 {
		a.State = a.State.Step(true, 0)
	}
	require.False(t, a.State.Saturated())
	require.Equal(t, "adaptive, survival", a.Quote(h, forecast.Query{At: now}).Basis)
	require.Equal(t, forecast.AdaptiveState{}.Step(true, 0), forecast.AdaptiveState{Level: 2, Gamma: -1, Low: 3, High: -3, Alpha: math.NaN()}.Step(true, 0))
}

func instants(tb testing.TB, texts ...string) []time.Time {
	tb.Helper()
	var list []time.Time
	for _, text := range texts {
		at, err := time.Parse("2006-01-02 15:04", text)
		require.NoError(tb, err)
		list = append(list, at)
	}
	return list
}

// TestTimesAreRoundedUp to times that a person would say.
func TestTimesAreRoundedUp(t *testing.T) {
	utc, err := calendar.New(calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:45")})
	require.NoError(t, err)
	made := instants(t, "2026-01-05 09:10")[0]
	q := forecast.Quote{Optimistic: time.Hour, Likely: 7*time.Hour + 25*time.Minute, Internal: 8 * time.Hour, Due: 9 * time.Hour, Reachable: true}
	for _, c := range []struct {
		round policy.Round
		want  []string
	}{
		{"", []string{"2026-01-05 10:10", "2026-01-05 17:35", "2026-01-06 09:25", "2026-01-06 10:25"}},
		{policy.ToHalfHour, []string{"2026-01-05 10:30", "2026-01-05 17:45", "2026-01-06 09:25", "2026-01-06 10:30"}},
		{policy.ToClose, []string{"2026-01-05 17:45", "2026-01-05 17:45", "2026-01-06 09:25", "2026-01-06 17:45"}},
		{policy.ToDate, []string{"2026-01-06 00:00", "2026-01-06 00:00", "2026-01-06 09:25", "2026-01-07 00:00"}},
	} {
		got, err := q.Times(utc, made, c.round)
		require.NoError(t, err)
		if diff := cmp.Diff(instants(t, c.want...), []time.Time{got.Optimistic, got.Likely, got.Internal, got.Due}); diff != "" {
			t.Errorf("rounded to %q (-want +got):\n%s", c.round, diff)
		}
	}
	terms, err := q.Terms(utc, made, policy.ToClose)
	require.NoError(t, err)
	require.True(t, terms.Due.Equal(promise.Within(16*time.Hour+5*time.Minute-45*time.Minute)), terms.Due.String())
	require.True(t, terms.Target.Equal(promise.Within(8*time.Hour)))
	p, err := promise.Make(terms, promise.About{}, made)
	require.NoError(t, err)
	due, ok := p.At(made).Due()
	require.True(t, ok)
	require.Equal(t, instants(t, "2026-01-06 17:45")[0], due.UTC())

	_, err = q.Times(utc, made, "noon")
	require.ErrorContains(t, err, `forecast: round: "noon" is not known; write "half hour", "close" or "date"`)
	_, err = q.Times(&calendar.Calendar{}, made, "")
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	_, err = q.Terms(&calendar.Calendar{}, made, "")
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}

// TestSourceAnswersPolicies that pad to a level.
func TestSourceAnswersPolicies(t *testing.T) {
	h, now := hundred(t)
	pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{{
		Name: "delivery", Calendar: always,
		Rules: []policy.Rule{{Target: promise.Within(30 * time.Hour)}}, Pad: policy.Pad{Level: 0.95, AtMost: 200 * time.Hour},
	}}})
	require.NoError(t, err)
	source := forecast.Source{Histories: map[string]forecast.History{"": h}}
	terms, why, err := pol.Quoting(source).Terms("delivery", nil, now)
	require.NoError(t, err)
	require.True(t, terms.Due.Equal(promise.Within(96*time.Hour)), terms.Due.String())
	require.Contains(t, why.String(), "survival over 100 cases of all")

	a := source.Quote(policy.Question{Commitment: "delivery", Made: now, Level: 0.999})
	require.Zero(t, a.Due)
	require.InDelta(t, 100.0/101, a.Level, 1e-9)
	require.True(t, strings.HasSuffix(a.Why, "history gets to 99 %, within 100h; 99.9 % takes 999 cases"), a.Why)
	a = source.Quote(policy.Question{Commitment: "delivery", Made: now, Level: 0.9, AtMost: 50 * time.Hour})
	require.Equal(t, 50*time.Hour, a.Due)
	require.InDelta(t, 50.0/101, a.Level, 1e-9)
	require.Zero(t, forecast.Source{}.Quote(policy.Question{Made: now, Level: 0.9}).Due)
}

// TestSmallGroupsAskTheirParents, and lean on them while they are small.
func TestSmallGroupsAskTheirParents(t *testing.T) {
	var cases []forecast.Record
	add := func(kind string, n int, took time.Duration) {
		for range n {
			took += time.Minute
			cases = append(cases, forecast.Record{ID: string(rune(len(cases) + 1)), Opened: day(0), Finished: day(0).Add(took), Took: took, Fields: policy.Fields{"type": kind}})
		}
	}
	add("fast", 40, time.Hour)
	add("slow", 400, 50*time.Hour)
	add("rare", 4, time.Hour)
	ask := func(shrink float64, kind string) forecast.Quote {
		h, err := forecast.New(forecast.Config{Groups: [][]string{{"type"}, {}}, HalfLife: -1, PriorWeight: shrink}, cases...)
		require.NoError(t, err)
		return forecast.Survival{}.Quote(h, forecast.Query{At: day(30), Fields: policy.Fields{"type": kind}, Level: 0.9})
	}
	require.Less(t, ask(-1, "fast").Due, 2*time.Hour)
	require.Equal(t, "type=fast", ask(-1, "fast").Group)
	require.Greater(t, ask(10, "fast").Due, 50*time.Hour, "ten slow ones are mixed in")
	require.Less(t, ask(0, "fast").Due, 2*time.Hour, "the groups differ, and so lend little")
	require.Equal(t, "all", ask(0, "rare").Group)
	require.Equal(t, "all", ask(0, "unheard of").Group)
	require.Equal(t, 444, ask(0, "rare").N)
}

// TestHalfLifeWeighsDown how slow the desk was.
func TestHalfLifeWeighsDown(t *testing.T) {
	var cases []forecast.Record
	for i := range 300 {
		took := 50 * time.Hour
		if i >= 200 {
			took = 5 * time.Hour
		}
		opened := day(i)
		cases = append(cases, forecast.Record{ID: string(rune(i + 1)), Opened: opened, Finished: opened.Add(took), Took: took})
	}
	ask := func(fade time.Duration) time.Duration {
		h, err := forecast.New(forecast.Config{HalfLife: fade}, cases...)
		require.NoError(t, err)
		return forecast.Survival{}.Quote(h, forecast.Query{At: day(300), Level: 0.8}).Due
	}
	require.Equal(t, 50*time.Hour, ask(-1))
	require.Equal(t, 5*time.Hour, ask(20*24*time.Hour))
	newest, err := forecast.New(forecast.Config{HalfLife: -1, Newest: 50}, cases...)
	require.NoError(t, err)
	require.Equal(t, 5*time.Hour, forecast.Survival{}.Quote(newest, forecast.Query{At: day(300)}).Due)
	window, err := forecast.New(forecast.Config{HalfLife: -1, Window: 60 * 24 * time.Hour}, slices.Clone(cases)...)
	require.NoError(t, err)
	require.Equal(t, 5*time.Hour, forecast.Survival{}.Quote(window, forecast.Query{At: day(300)}).Due)
}
