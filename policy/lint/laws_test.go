package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/lint"
	"github.com/underpromise/underpromise/promise"
)

// found reports whether a finding has a path that ends so and a reason that has a
// text.
func found(list []lint.Finding, path, reason string) bool {
	return slices.ContainsFunc(list, func(f lint.Finding) bool {
		return strings.HasSuffix(f.Path, path) && strings.Contains(f.Reason, reason)
	})
}

// drawWhen draws the values of some fields.
func drawWhen(rt *rapid.T, name string, fields, values []string) map[string][]string {
	when := map[string][]string{}
	for _, f := range fields {
		if rapid.Bool().Draw(rt, name+" any "+f) {
			continue
		}
		for _, v := range values {
			if rapid.Bool().Draw(rt, name+" "+f+v) {
				when[f] = append(when[f], v)
			}
		}
	}
	return when
}

// TestOffersExactly decides random offers a second way: by asking, for every case
// there can be, for an impossibly early date. On one calendar and in working time
// lint finds exactly those offers that are never made.
func TestOffersExactly(t *testing.T) {
	fields, values := []string{"a", "b"}, []string{"1", "2"}
	rapid.Check(t, func(rt *rapid.T) {
		m := policy.Commitment{Name: "work", Calendar: calendar.Always(), Clock: policy.Clock{Stop: []policy.Trigger{{Event: []string{"done"}}}}}
		m.Pad.Fixed = time.Duration(rapid.IntRange(0, 1).Draw(rt, "pad")) * time.Hour
		for i := range rapid.IntRange(1, 4).Draw(rt, "rules") {
			name := fmt.Sprint("rule ", i)
			r := policy.Rule{When: drawWhen(rt, name, fields, values)}
			hours := promise.Within(time.Duration(rapid.IntRange(1, 4).Draw(rt, name+" hours")) * time.Hour)
			if rapid.Bool().Draw(rt, name+" gives the target") {
				r.Target = hours
			} else {
				r.Due = hours
			}
			m.Rules = append(m.Rules, r)
		}
		offer := policy.Alternative{Name: "better", Set: policy.Fields{}}
		for _, f := range fields {
			if rapid.Bool().Draw(rt, "set "+f) {
				offer.Set[f] = rapid.SampledFrom([]string{"1", "2", "3", ""}).Draw(rt, "to "+f)
			}
		}
		if rapid.Bool().Draw(rt, "part") || len(offer.Set) == 0 {
			offer.Part, offer.Due = "some", promise.Within(time.Duration(rapid.IntRange(1, 4).Draw(rt, "part hours"))*time.Hour)
		}
		m.Offers = []policy.Alternative{offer}
		// Nothing is unasked for.
		m.To, m.Owner = "a", "b"
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
		require.NoError(rt, err)
		offered := false
		for _, a := range []string{"", "1", "2", "3"} {
			for _, b := range []string{"", "1", "2", "3"} {
				offers, err := pol.Offers("work", policy.Fields{"a": a, "b": b}, now, now)
				offered = offered || err == nil && len(offers) > 1
			}
		}
		list := lint.Check(pol, now)
		never := found(list, "offers[0].set", "") || found(list, "offers[0].due", "")
		require.Equal(rt, !offered, never, "%v", list)
	})
}

// TestTriggersExactly decides random triggers on fields a second way: by recording
// every change of fields that there can be.
func TestTriggersExactly(t *testing.T) {
	fields, values := []string{"a", "b"}, []string{"1", "2"}
	var all []policy.Fields
	for _, a := range []string{"", "1", "2", "3"} {
		for _, b := range []string{"", "1", "2", "3"} {
			all = append(all, policy.Fields{"a": a, "b": b})
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		g := policy.Trigger{Becomes: drawWhen(rt, "becomes", fields, values), Leaves: drawWhen(rt, "leaves", fields, values)}
		for _, f := range fields {
			if rapid.Bool().Draw(rt, "changes "+f) {
				g.Changes = append(g.Changes, f)
			}
		}
		if len(g.Becomes)+len(g.Leaves)+len(g.Changes) == 0 {
			return
		}
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{{
			Name: "work", Calendar: calendar.Always(), Rules: []policy.Rule{{Due: promise.Within(time.Hour)}}, Clock: policy.Clock{Stop: []policy.Trigger{g}},
		}}})
		require.NoError(rt, err)
		setOff := false
		for _, before := range all {
			c, err := pol.Open("T", before, now)
			require.NoError(rt, err)
			for _, after := range all {
				told, err := c.Record(now.Add(time.Minute), policy.Event{Set: after})
				require.NoError(rt, err)
				setOff = setOff || told.Promises()[0].At(now.Add(time.Minute)).Phase == promise.Fulfilled
			}
		}
		list := lint.Check(pol, now)
		require.Equal(rt, !setOff, found(list, "stop[0]", "never matches"), "%v: %v", g, list)
	})
}

// drawFollowers draws commitments that wait for each other. None is stopped by a
// break: what that keeps, and what follows at the same instant, lint leaves open.
func drawFollowers(rt *rapid.T, dues ...time.Duration) *policy.Policy {
	names := []string{"a", "b", "c"}[:rapid.IntRange(1, 3).Draw(rt, "commitments")]
	triggers := func(name string, most int) (list []policy.Trigger) {
		turns := []string{"go", "done", policy.PromiseKept, policy.PromiseKept, policy.PromiseBroken}
		if strings.HasSuffix(name, "stop") {
			turns = turns[:4]
		}
		for i := range rapid.IntRange(0, most).Draw(rt, name) {
			g := policy.Trigger{Event: []string{rapid.SampledFrom(turns).Draw(rt, fmt.Sprint(name, i))}}
			if rapid.Bool().Draw(rt, fmt.Sprint(name, i, " where")) && g.Event[0] != "go" && g.Event[0] != "done" {
				g.Where = map[string][]string{"commitment": {rapid.SampledFrom(names).Draw(rt, fmt.Sprint(name, i, " of"))}}
			}
			list = append(list, g)
		}
		return list
	}
	var config policy.Config
	for _, name := range names {
		due := rapid.SampledFrom(dues).Draw(rt, name+" due")
		config.Commitments = append(config.Commitments, policy.Commitment{
			Name: name, Calendar: calendar.Always(), Rules: []policy.Rule{{Due: promise.Within(due)}},
			Clock: policy.Clock{
				Start: triggers(name+" start", 2), Stop: triggers(name+" stop", 2), Cancel: triggers(name+" cancel", 1), Reset: triggers(name+" reset", 1), Reopen: triggers(name+" reopen", 1),
				Cycle: rapid.SampledFrom([]policy.Cycle{policy.Once, policy.EachTime, policy.EachTime, policy.Sequential, policy.Periodic}).Draw(rt, name+" cycle"),
			},
		})
	}
	pol, err := policy.New(config)
	require.NoError(rt, err)
	return pol
}

// runsAway reports whether some events of these types, each a second after the one
// before, or for "" after a wait, bring about more than a case can have.
func runsAway(rt rapid.TB, pol *policy.Policy, most int, types ...string) bool {
	type tale struct {
		c  policy.Case
		at time.Time
	}
	size := func(c policy.Case) (n int) {
		for _, p := range c.Promises() {
			n += 1 + len(p.Events())
		}
		return n
	}
	const many = 2000
	c, err := pol.Open("T", nil, now)
	require.NoError(rt, err)
	c, err = c.Record(now.Add(time.Millisecond))
	require.NoError(rt, err)
	tales := []tale{{c, now}}
	for range most {
		if slices.ContainsFunc(tales, func(x tale) bool { return size(x.c) > many }) {
			return true
		}
		var longer []tale
		for _, x := range tales {
			if size(x.c) > many {
				return true
			}
			for _, event := range types {
				at := x.at.Add(time.Second)
				if event == "" {
					at = x.at.Add(150 * time.Minute)
				}
				next, err := x.c.Record(at, policy.Event{Type: event, At: at})
				require.NoError(rt, err)
				if size(next) > many {
					return true
				}
				next, err = next.Record(at.Add(time.Millisecond))
				require.NoError(rt, err)
				longer = append(longer, tale{next, at})
			}
		}
		tales = longer
	}
	return slices.ContainsFunc(tales, func(x tale) bool { return size(x.c) > many })
}

// TestNoCircles tries what events bring about in cases: where lint finds no circle,
// no three of them are without end, if none waits for a break in between.
func TestNoCircles(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pol := drawFollowers(rt, 0, time.Hour, 2*time.Hour)
		if list := lint.Check(pol, now); !found(list, ".clock", "for ever at one instant") {
			require.False(rt, runsAway(rt, pol, 3, "go", "done"), "%v", list)
		}
	})
}

// TestNeverFollows tries the same for triggers that nothing is said to set off:
// without them the same promises follow.
func TestNeverFollows(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pol := drawFollowers(rt, time.Hour, 2*time.Hour)
		list := lint.Check(pol, now)
		if found(list, ".clock", "for ever at one instant") {
			return
		}
		config := pol.Config()
		for i := range config.Commitments {
			clock := &config.Commitments[i].Clock
			for _, x := range []struct {
				name string
				list *[]policy.Trigger
			}{{"start", &clock.Start}, {"stop", &clock.Stop}, {"cancel", &clock.Cancel}, {"reset", &clock.Reset}, {"reopen", &clock.Reopen}} {
				for k := range *x.list {
					if found(list, fmt.Sprintf("commitments[%d].clock.%s[%d]", i, x.name, k), "never matches") {
						(*x.list)[k] = policy.Trigger{Event: []string{"what never comes"}}
					}
				}
			}
		}
		without, err := policy.New(config)
		require.NoError(rt, err)
		c, err := pol.Open("T", nil, now)
		require.NoError(rt, err)
		var events []policy.Event
		at := now
		for range rapid.IntRange(0, 6).Draw(rt, "events") {
			at = at.Add(40 * time.Minute)
			events = append(events, policy.Event{Type: rapid.SampledFrom([]string{"go", "done"}).Draw(rt, "event"), At: at})
		}
		c, err = c.Record(at, events...)
		require.NoError(rt, err)
		other, err := c.Under(without)
		require.NoError(rt, err)
		require.Equal(rt, len(c.Promises()), len(other.Promises()))
		for i, p := range c.Promises() {
			require.True(rt, p.Equal(other.Promises()[i]), p.About().ID)
		}
	})
}
