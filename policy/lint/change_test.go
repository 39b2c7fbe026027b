package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/lint"
	"github.com/underpromise/underpromise/promise"
)

// TestChanges has for each finding about dates that change a policy that has it, and
// those that nearly have it.
func TestChanges(t *testing.T) {
	const (
		two    = `"rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"8h"}],`
		atOnce = `commitments[0].clock.change: note: can break at once: rules[0] is due earlier than rules[1], so that its time may be over when a change of fields leads to it; "sooner" counts from the change`
		keep   = `; leave it out, so that the date that was told holds on until the customer agrees`
		none   = `commitments[0].clock.later: warning: no change of fields leads to a later date; leave it out, unless a policy with earlier dates adopts this one`
	)
	clock := func(rules, fields string) string {
		return commitment(rules + `"clock":{"stop":{"event":"done"}` + fields + `}`)
	}
	moves := func(what string) string {
		return "commitments[0].clock.later: warning: " + what + " a date that the customer was told, without telling anybody" + keep
	}
	done := func(k, stop int) string {
		return fmt.Sprintf("commitments[0].clock.stop[%d]: note: keeps a promise by rules[%d] as a case is opened finished; let the rules name the open states; reports count such promises apart", stop, k)
	}
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		// What can break at once.
		{"carried over", clock(two, ""), []string{atOnce}},
		{"tighter", clock(two, `,"change":"tighter"`), []string{atOnce}},
		{"sooner", clock(two, `,"change":"sooner"`), nil},
		{"kept", clock(two, `,"change":"keep"`), nil},
		{"restarted", clock(two, `,"change":"restart"`), nil},
		{"the same", clock(`"rules":[{"when":{"priority":"high"},"due":"8h"},{"due":"8h"}],`, ""), nil},
		{"one that never holds", clock(`"rules":[{"due":"8h"},{"due":"4h"}],`, ""), []string{
			"commitments[0].rules[1]: error: can never hold: the rules before it match all that it matches; move it up, or take it out",
		}},
		{"days and hours", clock(`"rules":[{"when":{"priority":"high"},"due":"1 day 12:00"},{"due":"2 days 12:00"}],`, ""), []string{atOnce}},
		{"a later date", clock(`"rules":[{"when":{"priority":"high"},"due":"2027-01-04T09:00:00Z"},{"due":"2026-12-01T09:00:00Z"}],`, ""), []string{
			`commitments[0].clock.change: note: can break at once: rules[1] is due earlier than rules[0], so that its time may be over when a change of fields leads to it; "sooner" counts from the change`,
		}},
		{"depends on history", commitment(`"rules":[{"when":{"priority":"high"},"target":"4h"},{"target":"8h"}],"pad":{"level":0.9},` + stops), []string{
			"commitments[0].pad.level: warning: has no effect without a history; set a quoter before the policy is checked and used",
		}},

		// What moves silently, and what does not.
		{"later by carry", clock(two, `,"later":"binds"`), []string{atOnce}},
		{"later by restart", clock(two, `,"later":"binds","change":"restart"`), []string{moves("a restart moves")}},
		{"later by reset", clock(two, `,"later":"binds","reset":{"event":"again"}`), []string{moves("a reset moves"), atOnce}},
		{"later by both", clock(two, `,"later":"binds","change":"restart","reset":{"event":"again"}`), []string{moves("a reset and a restart move")}},
		{"for the team", commitment(`"audience":"team",` + two + `"clock":{"stop":{"event":"done"},"change":"restart","reset":{"event":"again"}}`), nil},
		{"for the team anyway", commitment(`"audience":"team",` + two + `"clock":{"stop":{"event":"done"},"change":"restart","later":"binds"}`), []string{
			"commitments[0].clock.later: warning: does nothing: what the team is promised follows the rules anyway; leave it out",
		}},
		{"nothing later", clock(`"rules":[{"due":"8h"}],`, `,"later":"binds"`), []string{none}},
		{"nothing later by restart", clock(`"rules":[{"due":"8h"}],`, `,"later":"binds","change":"restart"`), []string{none}},
		{"all alike", clock(`"rules":[{"when":{"priority":"high"},"due":"8h"},{"due":"8h"}],`, `,"later":"binds"`), []string{none}},
		{"later after a gap", clock(`"rules":[{"when":{"priority":"high"},"due":"8h"}],`, `,"later":"binds"`), nil},
		{"a second", clock(two, `,"change":"sooner"`)[:len(clock(two, `,"change":"sooner"`))-3] + `,"terms":{"notice":"1s"}}]}`, []string{
			`commitments[0].terms.notice: warning: 1s lets later dates bind, and makes every warning before a break a fair one; write "later": "binds" in the clock if the published rules let later dates bind, or give a real notice`,
		}},
		{"a minute", clock(two, `,"change":"sooner"`)[:len(clock(two, `,"change":"sooner"`))-3] + `,"terms":{"notice":"1m"}}]}`, nil},

		// What is kept as it is opened.
		{"opened finished", commitment(`"rules":[{"due":"8h"}],"clock":{"stop":{"becomes":{"status":"solved"}}}`), []string{done(0, 0)}},
		{"the open states", commitment(`"rules":[{"when":{"status":["open","pending"]},"due":"8h"}],"clock":{"stop":{"becomes":{"status":"solved"}}}`), nil},
		{"the second stop", commitment(`"rules":[{"when":{"priority":"high"},"due":"8h"},{"due":"8h"}],"clock":{"stop":[{"event":"done"},{"becomes":{"status":"solved","priority":"low"}}]}`), []string{done(1, 1)}},
		{"hidden by another rule", commitment(`"rules":[{"when":{"status":"solved"},"due":"8h"},{"when":{"priority":"low"},"due":"8h"}],"clock":{"stop":{"becomes":{"status":"solved","priority":"low"}}}`), []string{done(0, 0)}},
		{"stopped by somebody", commitment(`"rules":[{"due":"8h"}],"clock":{"stop":{"becomes":{"status":"solved"},"by":"person"}}`), nil},
		{"stopped by an event", commitment(`"rules":[{"due":"8h"}],"clock":{"stop":{"event":"update","becomes":{"status":"solved"}}}`), nil},
		{"left as it is opened", commitment(`"rules":[{"due":"8h"}],"clock":{"stop":{"leaves":{"resolution":""}}}`), []string{done(0, 0)}},
		{"left from what it was not", commitment(`"rules":[{"due":"8h"}],"clock":{"stop":{"leaves":{"status":"new"}}}`), nil},
		{"starts where it stops", commitment(`"rules":[{"due":"8h"}],"clock":{"start":{"becomes":{"resolution":""}},"stop":{"leaves":{"resolution":""}},"cycle":"each time"}`), nil},
		{"starts later", commitment(`"rules":[{"due":"8h"}],"clock":{"start":{"event":"message"},"stop":{"becomes":{"status":"solved"}}}`), nil},
		{"starts as it becomes", commitment(`"rules":[{"due":"8h"}],"clock":{"start":[{"event":"message"},{"becomes":{"group":["a","b"]}}],"stop":{"becomes":{"group":["b","c"]}}}`), []string{done(0, 0)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := append(check(t, c.doc, now), notes(t, c.doc, now)...)
			if diff := cmp.Diff(append([]string{}, c.want...), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestNotesOfPolicies holds what is noted of the policies that are written to be good
// ones.
func TestNotesOfPolicies(t *testing.T) {
	files, err := filepath.Glob("../testdata/policies/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	text := ""
	for _, file := range files {
		doc, err := os.ReadFile(filepath.Clean(file))
		require.NoError(t, err)
		text += filepath.Base(file) + "\n"
		for _, note := range notes(t, string(doc), now) {
			text += "\t" + note + "\n"
		}
	}
	documenttest.Golden(t, "notes.golden", text)
}

// drawRules draws rules of one commitment with what they promise, and the cases for
// which they can hold: every value that a rule names, and one that none does.
func drawRules(rt *rapid.T, fields []string) ([]policy.Rule, []policy.Fields) {
	var rules []policy.Rule
	office, err := calendar.Parse([]byte(office))
	require.NoError(rt, err)
	for i := range rapid.IntRange(1, 3).Draw(rt, "rules") {
		name := fmt.Sprint("rule ", i)
		r := policy.Rule{When: drawWhen(rt, name, fields, []string{"1", "2"})}
		r.Due = rapid.SampledFrom([]promise.Deadline{
			promise.Within(2 * time.Hour), promise.Within(5 * time.Hour), promise.Within(9 * time.Hour), promise.InDaysByClose(0), promise.InDaysByClose(1),
		}).Draw(rt, name+" due")
		if rapid.IntRange(0, 3).Draw(rt, name+" calendar") == 0 {
			r.Calendar = office
		}
		rules = append(rules, r)
	}
	cases := []policy.Fields{{}}
	for _, f := range fields {
		var more []policy.Fields
		for _, v := range []string{"1", "2", "3", ""} {
			for _, c := range cases {
				with := policy.Fields{f: v}
				for k, v := range c {
					with[k] = v
				}
				more = append(more, with)
			}
		}
		cases = more
	}
	return rules, cases
}

// TestBreaksAtOnceExactly decides a second way which policies can break a promise at
// once: by opening every case there can be, at each hour of a week, and changing it
// into every other just before it is due.
func TestBreaksAtOnceExactly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rules, cases := drawRules(rt, []string{"a"})
		office, err := calendar.Parse([]byte(office))
		require.NoError(rt, err)
		m := policy.Commitment{Name: "work", Calendar: office, Rules: rules, Clock: policy.Clock{Stop: []policy.Trigger{{Event: []string{"done"}}}}}
		m.Clock.Change = rapid.SampledFrom([]policy.Change{"", policy.Carry, policy.Tighter, policy.Sooner, policy.Keep, policy.Restart}).Draw(rt, "change")
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
		require.NoError(rt, err)
		breaks := false
		for hour := 0; hour < 7*24 && !breaks; hour += 5 {
			for _, from := range cases {
				breaks = breaks || breaksAtOnce(rt, pol, from, cases, now.Add(time.Duration(hour)*time.Hour))
			}
		}
		list := lint.Check(pol, now)
		require.Equal(rt, breaks, found(list, ".clock.change", "can break at once"), "%v\n%v", pol, list)
	})
}

func breaksAtOnce(rt *rapid.T, pol *policy.Policy, from policy.Fields, cases []policy.Fields, opened time.Time) bool {
	c, err := pol.Open("T", from, opened)
	require.NoError(rt, err)
	made := c.Promises()
	if len(made) == 0 {
		return false
	}
	due, ok := made[0].At(opened).Due()
	require.True(rt, ok)
	before := due.Add(-time.Nanosecond)
	if before.Before(opened) {
		return false
	}
	return slices.ContainsFunc(cases, func(to policy.Fields) bool {
		c, err := c.Record(before, policy.Event{Set: to})
		require.NoError(rt, err)
		return c.Promises()[0].At(before).Notice == promise.Unannounced
	})
}

// TestOpenedDoneExactly decides a second way which policies keep a promise as a case is
// opened: by opening every case there can be.
func TestOpenedDoneExactly(t *testing.T) {
	fields := []string{"a", "b"}
	trigger := func(rt *rapid.T, name string) policy.Trigger {
		tr := policy.Trigger{Becomes: drawWhen(rt, name+" becomes", fields, []string{"1", "2"})}
		if rapid.IntRange(0, 2).Draw(rt, name+" leaves") == 0 {
			tr.Leaves = drawWhen(rt, name+" leaves", fields, []string{"1", ""})
		}
		if len(tr.Becomes)+len(tr.Leaves) == 0 || rapid.IntRange(0, 3).Draw(rt, name+" event") == 0 {
			tr.Event = []string{rapid.SampledFrom([]string{policy.Opened, "done"}).Draw(rt, name)}
		}
		return tr
	}
	rapid.Check(t, func(rt *rapid.T) {
		rules, cases := drawRules(rt, fields)
		m := policy.Commitment{Name: "work", Calendar: calendar.Always(), Rules: rules}
		m.Clock.Stop = []policy.Trigger{trigger(rt, "stop"), trigger(rt, "second stop")}
		for i := range rapid.IntRange(0, 2).Draw(rt, "starts") {
			m.Clock.Start = append(m.Clock.Start, trigger(rt, fmt.Sprint("start ", i)))
		}
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
		require.NoError(rt, err)
		kept := slices.ContainsFunc(cases, func(fields policy.Fields) bool {
			c, err := pol.Open("T", fields, now)
			require.NoError(rt, err)
			return slices.ContainsFunc(c.Promises(), func(p promise.Promise) bool { return p.At(now).Standing == promise.Kept })
		})
		require.Equal(rt, kept, found(lint.Check(pol, now), "]", "as a case is opened finished"), "%v", pol)
	})
}
