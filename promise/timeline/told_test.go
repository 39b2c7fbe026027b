package timeline_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

// sayings returns what a picture says in whole: its title, the sentences of its
// description, and what is told to whoever points at a part of it.
func sayings(tb require.TestingT, svg []byte) (list []string) {
	elements, err := readSVG(svg)
	require.NoError(tb, err)
	for _, x := range elements {
		if x.name == "title" || x.name == "desc" {
			list = append(list, strings.Split(x.text, ". ")...)
		}
	}
	return list
}

// No text of a picture has a fraction of a second.
func TestLawWholeSeconds(t *testing.T) {
	fraction := regexp.MustCompile(`[0-9][.,][0-9]|[0-9](ms|µs|ns)\b`)
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		h.made = h.made.Add(time.Duration(rapid.IntRange(0, 2e9).Draw(rt, "fraction")))
		elements, err := readSVG(timeline.SVG(h.explain(rt), h.options))
		require.NoError(rt, err)
		for _, x := range elements {
			if x.name != "style" {
				require.NotRegexp(rt, fraction, x.text)
			}
		}
	})
}

// An open promise that depends on a condition is never told as one that does not:
// what names its due time names the condition. A customer who was told that it will
// take longer does not read the old time as if it held.
func TestLawConditions(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		e := h.explain(rt)
		due, ok := e.Status.Due()
		if !ok || !e.Status.EndedAt.IsZero() || e.Status.Standing == promise.Broken {
			return
		}
		_, late := e.ToldLate()
		unmet := slices.ContainsFunc(e.Conditions, func(c promise.ConditionState) bool {
			return c.Met.IsZero() && (!c.Missed || c.Else == promise.ElseMove)
		})
		for _, text := range sayings(rt, timeline.SVG(e, h.options)) {
			lower := strings.ToLower(text)
			named := func(layout string) bool {
				return strings.Contains(lower, "due "+strings.ToLower(due.In(h.cal.Zone()).Format(layout)))
			}
			if !named("Mon 2 Jan 2006 15:04") && !named("Mon 2 Jan 15:04") {
				continue
			}
			if late && h.options.ForCustomer {
				require.Contains(rt, lower, "was due")
			} else if unmet {
				require.Contains(rt, lower, " if ")
			}
		}
	})
}

// The customer's picture shows conditions in the customer's words and updates
// without names, and neither the target nor a time that does not hold.
func TestToldToCustomer(t *testing.T) {
	for _, x := range []struct {
		story         string
		team, hidden  []string // in the team's picture; those of them that are not in the customer's
		customer, not []string
	}{
		{
			story: "conditional",
			team: []string{
				"if “log file received” is met by Thu 8 Jan 2026 12:00", "Condition, not met yet: log file received; else void, until Thu 8 Jan 12:00",
				"Condition, met: key of the cabinet, Wed 7 Jan 14:10", "Customer told: by Ann Weber, through email: asked for the log file once more, Wed 7 Jan 11:30",
			},
			hidden:   []string{"target", "log file received", "cabinet", "finance", "Ann", "email", "once more", "void"},
			customer: []string{"Due Fri 9 Jan 2026 16:00, if we have your log file by Thu 8 Jan 2026 12:00", "Condition, met: we have what we need from you", "Due if met Fri 9 Jan 2026 16:00", "Update, Wed 7 Jan 11:30"},
			not:      []string{"Logdatei"},
		},
		{
			story: "toldlate",
			team: []string{
				"the customer was told Thu 8 Jan 2026 14:05 that it will be late", "Customer told that it will be late: by Jörg Ahlers, through phone: stuck in customs for two days, Thu 8 Jan 14:05",
				"Customer told: by pacer, through portal", "3h 20m of working time left",
			},
			hidden:   []string{"target", "Jörg", "phone", "customs", "pacer", "portal", "3h 20m"},
			customer: []string{"Not done yet; it will take longer than was said", "Update: it will take longer, Thu 8 Jan 14:05", "Was due Fri 9 Jan 2026 10:20"},
			not:      []string{". Due ", ">due<", " left"},
		},
	} {
		for _, s := range stories(t) {
			if s.name != x.story {
				continue
			}
			e, cal := s.explain(t)
			team := withoutStyle(string(timeline.SVG(e, timeline.Options{Calendar: cal})))
			customer := withoutStyle(string(timeline.SVG(e, timeline.Options{Calendar: cal, ForCustomer: true})))
			for _, text := range x.team {
				require.Contains(t, team, text)
			}
			for _, text := range x.customer {
				require.Contains(t, customer, text)
			}
			for _, text := range x.hidden {
				require.Contains(t, team, text)
			}
			for _, text := range append(x.hidden, x.not...) {
				require.NotContains(t, customer, text)
			}
		}
	}
}

// Of many updates the last ones are written out, those that told of a delay first.
func TestManyUpdates(t *testing.T) {
	e := promise.Explanation{Made: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)}
	for i := range 5000 {
		e.Updates = append(e.Updates, promise.Notification{At: e.Made.Add(time.Duration(i) * time.Hour), Late: i == 3})
	}
	svg := timeline.SVG(e, timeline.Options{})
	require.NoError(t, checkSVG(svg))
	require.Equal(t, 1, strings.Count(string(svg), ">customer told that it will be late<"))
	require.Equal(t, 7, strings.Count(string(svg), ">customer told<"))
	require.Contains(t, string(svg), "And 4992 updates more")
	require.Contains(t, string(svg), e.Updates[4999].At.Format("2 Jan 15:04"))
}

// What is left is rounded down and what is late rounded up: to minutes from an hour
// on, else to seconds.
func TestRounding(t *testing.T) {
	for d, want := range map[time.Duration][2]string{
		0: {"0s", "0s"}, time.Nanosecond: {"0s", "1s"}, 999 * time.Millisecond: {"0s", "1s"}, 58877 * time.Millisecond: {"58s", "59s"},
		59*time.Minute + 59*time.Second + 1: {"59m 59s", "1h"}, time.Hour: {"1h", "1h"}, time.Hour + 1: {"1h", "1h 1m"},
		2*time.Hour + 30*time.Minute + 56358*time.Millisecond: {"2h 30m", "2h 31m"}, 90 * time.Minute: {"1h 30m", "1h 30m"}, 50 * time.Hour: {"50h", "50h"},
	} {
		left, late := timeline.Rounded(d)
		require.Equal(t, want, [2]string{left, late}, "%s", d)
	}
	_, late := timeline.Rounded(1<<63 - 1)
	require.NotEmpty(t, late)
}

// Instants show seconds where two that matter are less than a minute apart.
func TestSeconds(t *testing.T) {
	cal := parse(t, berlinDoc)
	made := instant(t, cal.Zone(), "2026-01-07 09:00").Add(20*time.Second + 300*time.Millisecond)
	for after, want := range map[time.Duration]string{
		time.Hour - 20*time.Second:       "Fulfilled Wed 7 Jan 2026 10:00, 20s of working time before it was due Wed 7 Jan 2026 10:00:20",
		20 * time.Minute:                 "Fulfilled Wed 7 Jan 2026 09:20, 40m of working time before it was due Wed 7 Jan 2026 10:00",
		time.Hour + 900*time.Millisecond: "Due Wed 7 Jan 2026 10:00:20, fulfilled Wed 7 Jan 2026 10:00:21, 1s late on the wall clock, 1s in working time",
	} {
		p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(time.Hour)}, promise.About{}, made)
		require.NoError(t, err)
		p, err = p.Record(made.Add(3*time.Hour), promise.Event{Kind: promise.Fulfill, At: made.Add(after)})
		require.NoError(t, err)
		require.Contains(t, string(timeline.SVG(p.Explain(made.Add(2*time.Hour)), timeline.Options{Calendar: cal})), want)
	}
}

// The team's picture names the promise that took the place of another.
func TestReplaced(t *testing.T) {
	cal := parse(t, berlinDoc)
	made := instant(t, cal.Zone(), "2026-01-07 09:00")
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(time.Hour)}, promise.About{}, made)
	require.NoError(t, err)
	p, err = p.Record(made.Add(time.Hour), promise.Event{Kind: promise.Withdraw, At: made.Add(time.Minute), Successor: "T-8\nlater"})
	require.NoError(t, err)
	e := p.Explain(made.Add(time.Hour))
	require.Contains(t, string(timeline.SVG(e, timeline.Options{})), "Replaced by T-8 later Wed 7 Jan 2026 09:01")
	require.NotContains(t, string(timeline.SVG(e, timeline.Options{ForCustomer: true})), "T-8")
}
