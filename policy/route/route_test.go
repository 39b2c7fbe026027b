package route_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy/route"
	"github.com/underpromise/underpromise/promise"
)

func parse(doc string) *calendar.Calendar {
	cal, err := calendar.Parse([]byte(doc))
	if err != nil {
		panic(err)
	}
	return cal
}

var (
	workshop = parse(`{"name":"workshop","zone":"Europe/Berlin","week":"Mo-Fr 08:00-12:00,13:00-17:00","days":[{"on":"2026-04-03"},{"on":"2026-04-06"}]}`)
	courier  = parse(`{"name":"courier","zone":"Europe/Berlin","week":"Mo-Sa 09:00-18:00","days":[{"on":"2026-04-03"},{"on":"2026-04-06"}]}`)
	fitter   = parse(`{"name":"fitter","zone":"Europe/Lisbon","week":"Mo-Fr 09:00-18:00"}`)
)

func repair(pool bool) route.Config {
	return route.Config{Pool: pool, Legs: []route.Leg{
		{Name: "workshop", Calendar: workshop, Takes: promise.Within(6 * time.Hour), Pad: 2 * time.Hour},
		{Name: "courier", Calendar: courier, Takes: promise.InDaysByClose(1), Cutoff: 15 * clock.Hour, Pad: 90 * time.Minute},
		{Name: "fitter", Calendar: fitter, Takes: promise.Within(2 * time.Hour)},
	}}
}

func compile(tb testing.TB, c route.Config) *route.Route {
	tb.Helper()
	r, err := route.New(c)
	require.NoError(tb, err)
	return r
}

// berlin is an instant of April 2026.
func berlin(day, hour, minute int) time.Time {
	return time.Date(2026, time.April, day, hour, minute, 0, 0, workshop.Zone())
}

// The date that can be promised on the Wednesday before Easter, and when each has
// to start at the latest for a date that was wished for.
func Example() {
	r, err := route.New(route.Config{Legs: []route.Leg{
		{Name: "workshop", Calendar: workshop, Takes: promise.Within(6 * time.Hour), Pad: 2 * time.Hour},
		{Name: "courier", Calendar: courier, Takes: promise.InDaysByClose(1)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, _ := r.From(berlin(1, 10, 0))
	for _, s := range plan.Stops {
		fmt.Println(s.Leg, s.Start.Format("Mon 2 Jan 15:04"), "to", s.End.Format("Mon 2 Jan 15:04"))
	}
	fmt.Println("promise", plan.Arrives.Format("Mon 2 Jan 15:04"))

	plan, _ = r.Until(berlin(10, 18, 0))
	for _, s := range plan.Stops {
		fmt.Println(s.Leg, "must start by", s.Start.Format("Mon 2 Jan 15:04"))
	}
	// Output:
	// workshop Wed 1 Apr 10:00 to Thu 2 Apr 10:00
	// courier Thu 2 Apr 10:00 to Sat 4 Apr 18:00
	// promise Sat 4 Apr 18:00
	// workshop must start by Thu 9 Apr 08:00
	// courier must start by Thu 9 Apr 17:59
}

// How it stands: who has used how much, and which leg breaks first.
func ExampleRoute_Check() {
	r, err := route.New(repair(false))
	if err != nil {
		fmt.Println(err)
		return
	}
	start, due := berlin(7, 8, 0), berlin(13, 11, 30)
	report, err := r.Check(start, due, berlin(9, 11, 0), berlin(8, 16, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range report.Uses {
		fmt.Println(u.Leg, "used", u.Used, "of", u.Allowed, "over", u.Over())
	}
	fmt.Println("slack", report.Slack, "first to break:", report.First)
	// Output:
	// workshop used 15h0m0s of 8h0m0s over 7h0m0s
	// courier used 4h0m0s of 21h30m0s over -17h30m0s
	// slack -30m0s first to break: courier
}

// TestForward has each stop worked out by hand. Easter 2026 is on April 5; the
// workshop and the courier are closed on the 3rd and the 6th, the fitter, in
// Lisbon, is not.
func TestForward(t *testing.T) {
	for _, c := range []struct {
		name  string
		pool  bool
		start time.Time
		ends  []time.Time
		want  time.Time
	}{
		// Six hours and two of pad from 08:00 are 17:00. The courier takes it in
		// at once, but after 15:00: it counts as come in on Saturday, so that one
		// business day on is Tuesday, at its close; the pad is Wednesday's
		// first hour and a half, till 10:30 in Berlin, 9:30 in Lisbon.
		{"pads of the legs", false, berlin(2, 8, 0), []time.Time{berlin(2, 17, 0), berlin(8, 10, 30), berlin(8, 12, 30)}, berlin(8, 12, 30)},
		// Without pads the workshop is done at 15:00 sharp, which is the cut-off
		// too. The pool is the root of 2 and 1.5 hours squared: 2h30m.
		{"pooled", true, berlin(2, 8, 0), []time.Time{berlin(2, 15, 0), berlin(7, 18, 0), berlin(8, 11, 0)}, berlin(8, 13, 30)},
		{"pooled, a minute before the cut-off", true, berlin(1, 16, 59), []time.Time{berlin(2, 14, 59), berlin(4, 18, 0), berlin(6, 12, 0)}, berlin(6, 14, 30)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := compile(t, repair(c.pool))
			plan, err := r.From(c.start)
			require.NoError(t, err)
			require.Len(t, plan.Stops, 3)
			at := c.start
			for i, s := range plan.Stops {
				require.True(t, s.Start.Equal(at), "%s starts %v", s.Leg, s.Start)
				require.True(t, s.End.Equal(c.ends[i]), "%s ends %v, want %v", s.Leg, s.End, c.ends[i])
				at = s.End
			}
			require.True(t, plan.Arrives.Equal(c.want), "arrives %v", plan.Arrives)
			require.Equal(t, "Europe/Lisbon", plan.Arrives.Location().String())
		})
	}
	require.Equal(t, 2*time.Hour+30*time.Minute, compile(t, repair(true)).Pool())
	require.Zero(t, compile(t, repair(false)).Pool())
}

// TestLaws checks forward and backward against each other on random routes.
func TestLaws(t *testing.T) {
	calendars := []*calendar.Calendar{
		workshop, courier, fitter, calendar.Always(),
		parse(`{"name":"nights","zone":"America/New_York","week":"Mo-Sa 20:00-04:30"}`),
		parse(`{"name":"rare","zone":"Australia/Lord_Howe","week":"We 10:00-11:00"}`),
	}
	rapid.Check(t, func(rt *rapid.T) {
		var c route.Config
		for i := range rapid.IntRange(1, 4).Draw(rt, "legs") {
			takes := rapid.SampledFrom([]promise.Deadline{
				promise.Within(time.Duration(rapid.IntRange(0, 2000).Draw(rt, "minutes")) * time.Minute),
				promise.InDays(rapid.IntRange(1, 3).Draw(rt, "days")),
				promise.InDaysBy(rapid.IntRange(0, 2).Draw(rt, "days"), 16*clock.Hour),
				promise.InDaysByClose(rapid.IntRange(0, 2).Draw(rt, "days")),
			}).Draw(rt, "takes")
			l := route.Leg{
				Name: fmt.Sprint(i), Calendar: rapid.SampledFrom(calendars).Draw(rt, "calendar"), Takes: takes,
				Pad: time.Duration(rapid.IntRange(0, 300).Draw(rt, "pad")) * time.Minute,
			}
			if l.Calendar.Name() == "nights" {
				// Business days of night shifts can end earlier from a later start.
				l.Takes = promise.Within(time.Duration(rapid.IntRange(0, 2000).Draw(rt, "night minutes")) * time.Minute)
			} else {
				l.Cutoff = rapid.SampledFrom([]clock.Clock{0, 14 * clock.Hour}).Draw(rt, "cut-off")
			}
			c.Legs = append(c.Legs, l)
		}
		c.Pool = rapid.Bool().Draw(rt, "pool")
		r := compile(t, c)
		// Summer, away from repeated hours.
		at := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(rt, "at")) * time.Minute)
		back, err := r.Until(at)
		require.NoError(rt, err)
		forth, err := r.From(back.Start)
		require.NoError(rt, err)
		require.False(rt, forth.Arrives.After(at), "started at its latest, %v, it arrives %v, after %v", back.Start, forth.Arrives, at)
		late, err := r.From(back.Start.Add(1))
		require.NoError(rt, err)
		require.True(rt, late.Arrives.After(at), "started later than %v, it arrives %v, not after %v", back.Start, late.Arrives, at)
		for i, s := range back.Stops {
			require.False(rt, s.End.Before(s.Start))
			require.False(rt, forth.Stops[i].Start.After(s.Start), "leg %d starts later than is safe", i)
			if i > 0 {
				require.True(rt, back.Stops[i-1].End.Equal(s.Start), "the plan has no holes")
			}
		}
		ahead, err := r.From(at)
		require.NoError(rt, err)
		again, err := r.Until(ahead.Arrives)
		require.NoError(rt, err)
		require.False(rt, again.Start.Before(at), "what arrives %v can start at %v", ahead.Arrives, again.Start)
	})
}

// TestCheck follows one route from its start to its end.
func TestCheck(t *testing.T) {
	r := compile(t, repair(false))
	start, due := berlin(7, 8, 0), berlin(13, 12, 0)
	report, err := r.Check(start, due, start)
	require.NoError(t, err)
	require.Len(t, report.Uses, 1)
	require.Equal(t, -8*time.Hour, report.Uses[0].Over())
	require.Len(t, report.Ahead.Stops, 3)
	require.Empty(t, report.First)
	require.Positive(t, report.Slack)
	plan, err := r.From(start)
	require.NoError(t, err)
	require.True(t, plan.Arrives.Equal(report.Ahead.Arrives), "nothing has happened yet")

	// The workshop is overdue and still at it: it is what breaks.
	report, err = r.Check(start, due, berlin(10, 16, 0))
	require.NoError(t, err)
	require.Equal(t, "workshop", report.First)
	require.Negative(t, report.Slack)
	require.Contains(t, report.String(), "workshop breaks first")

	// All are done.
	report, err = r.Check(start, due, berlin(14, 9, 0), berlin(7, 17, 0), berlin(10, 10, 30), berlin(10, 14, 30))
	require.NoError(t, err)
	require.Empty(t, report.Ahead.Stops)
	require.Empty(t, report.First)
	require.True(t, report.Ahead.Arrives.Equal(berlin(10, 14, 30)))
	require.Zero(t, report.Uses[0].Over())
	require.Equal(t, 2*time.Hour, report.Uses[2].Over(), "four hours of two")
	doc, err := json.Marshal(report)
	require.NoError(t, err)
	var back route.Report
	require.NoError(t, json.Unmarshal(doc, &back))
	require.Contains(t, string(doc), `"slack":"`)
	require.Equal(t, report.Slack, back.Slack)
}

// TestCutoffIsWithinTheDay: 23:59 is a time of day, 24:00 is none.
func TestCutoffIsWithinTheDay(t *testing.T) {
	leg := route.Leg{Name: "courier", Calendar: workshop, Takes: promise.InDaysByClose(1)}
	for cutoff, ok := range map[clock.Clock]bool{0: true, 24*clock.Hour - clock.Minute: true, 24 * clock.Hour: false, 25 * clock.Hour: false} {
		leg.Cutoff = cutoff
		_, err := route.New(route.Config{Legs: []route.Leg{leg}})
		require.Equal(t, ok, err == nil, "%v: %v", cutoff, err)
	}
}

func TestErrors(t *testing.T) {
	_, err := route.New(route.Config{})
	require.EqualError(t, err, "route: legs: required; name at least one")
	_, err = route.New(route.Config{Legs: []route.Leg{
		{Takes: promise.By(berlin(1, 0, 0)), Pad: -1, Cutoff: -1},
		{Name: "a", Calendar: workshop},
		{Name: "a", Calendar: workshop, Takes: promise.Before(time.Hour)},
		{Name: "b", Calendar: workshop, Takes: promise.InDays(0)},
	}})
	require.EqualError(t, err, `route: legs[0].name: required; for example "courier"
route: legs[0].calendar: required; give one, or calendar.Always()
route: legs[0].takes: expected a duration or business days, got a date; write one like 4h or 2 days
route: legs[0].cutoff: -1ns is out of range; write 00:01 to 23:59
route: legs[0].pad: must not be negative, got -1ns
route: legs[1].takes: required; for example "8h"
route: legs[2].name: duplicate "a"; remove one of the two
route: legs[2].takes: invalid: counts back from a due instant; expected one that counts from a start, like "8h"
route: legs[3].takes: must be at least 1 day, got 0; for today add a time of day or close, like "0 days 16:00"`)
	_, err = route.New(route.Config{Legs: make([]route.Leg, 2000)})
	require.EqualError(t, err, "route: legs: must not be more than 1000, got 2000")

	once := parse(`{"name":"once","zone":"UTC","days":[{"on":"2026-04-08","hours":"09:00-10:00"}]}`)
	r := compile(t, route.Config{Legs: []route.Leg{{Name: "once", Calendar: once, Takes: promise.Within(time.Hour)}}})
	_, err = r.From(berlin(9, 0, 0))
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	require.ErrorContains(t, err, "route: once: ")
	_, err = r.Until(berlin(8, 11, 30))
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	require.ErrorContains(t, err, "cannot end by 2026-04-08")
	plan, err := r.Until(berlin(9, 0, 0))
	require.NoError(t, err)
	require.True(t, plan.Start.Equal(berlin(8, 11, 0)))

	r = compile(t, repair(false))
	for _, c := range []struct {
		handovers []time.Time
		says      string
	}{
		{[]time.Time{berlin(6, 0, 0)}, "handovers[0]: must not be before the one before it"},
		{[]time.Time{berlin(9, 0, 0)}, "handovers[0]: must not be after now"},
		{[]time.Time{berlin(7, 9, 0), berlin(7, 9, 0), berlin(7, 9, 0), berlin(7, 9, 0)}, "handovers[3]: out of range, the route has 3 legs"},
	} {
		_, err := r.Check(berlin(7, 8, 0), berlin(13, 12, 0), berlin(8, 0, 0), c.handovers...)
		require.ErrorContains(t, err, c.says)
	}
	var none route.Route
	plan, err = none.From(berlin(1, 0, 0))
	require.NoError(t, err)
	require.True(t, plan.Arrives.Equal(berlin(1, 0, 0)))
}
