package lint_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/lint"
	"github.com/underpromise/underpromise/policy/statement"
	"github.com/underpromise/underpromise/promise"
)

var now = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)

const office = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`

// commitment makes a policy of one commitment that is stopped.
func commitment(fields string) string {
	return `{"calendars":[` + office + `],"commitments":[{"name":"work","calendar":"office",` + fields + `}]}`
}

const stops = `"clock":{"stop":{"event":"done"}}`

// check returns the errors and warnings.
func check(tb testing.TB, doc string, at time.Time) []string {
	tb.Helper()
	return findings(tb, doc, at, false)
}

// notes returns the notes.
func notes(tb testing.TB, doc string, at time.Time) []string {
	tb.Helper()
	return findings(tb, doc, at, true)
}

func findings(tb testing.TB, doc string, at time.Time, notes bool) []string {
	tb.Helper()
	pol, err := policy.Parse([]byte(doc))
	require.NoError(tb, err)
	list := []string{}
	for _, f := range lint.Check(pol, at) {
		if (f.Severity == lint.Note) == notes {
			list = append(list, f.String())
		}
	}
	return list
}

// TestFindings has for each finding a policy that has it and one that has not.
func TestFindings(t *testing.T) {
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		{"nothing", commitment(`"rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"8h"}],` + stops), []string{}},
		{"unreachable", commitment(`"rules":[{"due":"4h"},{"when":{"priority":"high"},"due":"8h"}],` + stops),
			[]string{"commitments[0].rules[1]: error: can never hold: the rules before it match all that it matches; move it up, or take it out"}},
		{"unreachable by two together", commitment(`"rules":[{"when":{"priority":["a","b"]},"due":"4h"},{"when":{"priority":"c","customer":"x"},"due":"4h"},{"when":{"priority":["b","c"],"customer":"x"},"due":"8h"}],` + stops),
			[]string{"commitments[0].rules[2]: error: can never hold: the rules before it match all that it matches; move it up, or take it out"}},
		{"reachable between two", commitment(`"rules":[{"when":{"priority":["a","b"]},"due":"4h"},{"when":{"priority":"c","customer":"x"},"due":"4h"},{"when":{"priority":["b","c"]},"due":"8h"}],` + stops), []string{}},
		{"nothing stops it", commitment(`"rules":[{"due":"4h"}]`),
			[]string{`commitments[0].clock.stop: warning: required: without it no promise of "work" is ever kept; name the event that keeps the promise`}},
		{"never runs", commitment(`"rules":[{"when":{"status":"pending"},"due":"4h"},{"due":"8h"}],"clock":{"stop":{"event":"done"},"pause_while":{"status":["pending","waiting"]}}`),
			[]string{"commitments[0].clock.pause_while[0]: error: the clock never runs under rules[0], which holds only while it pauses; name fields that the rule does not"}},
		{"runs now and then", commitment(`"rules":[{"when":{"status":["pending","open"]},"due":"4h"},{"due":"8h"}],"clock":{"stop":{"event":"done"},"pause_while":{"status":"pending"}}`), []string{}},
		{"pause inside stop", commitment(`"rules":[{"due":"4h"}],"clock":{"stop":[{"event":"done"},{"becomes":{"status":["solved","closed"]}}],"pause_while":{"status":"closed"}}`),
			[]string{"commitments[0].clock.pause_while[0]: warning: begins only when stop[1] has stopped the clock; take it out of one of them"}},
		// What comes in at the close counts, for days, as come in on Tuesday.
		{"target after due", commitment(`"rules":[{"target":"1 day","due":"8h"}],` + stops),
			[]string{"commitments[0].rules[0].target: error: 2026-01-07T09:00:00+01:00 is after the due instant, 2026-01-06T17:00:00+01:00, of what comes in at 2026-01-05T17:00:00+01:00; aim earlier than what is promised"}},
		{"target before due", commitment(`"rules":[{"target":"1 day","due":"2 days"}],` + stops), []string{}},
		{"reaction without a target", commitment(`"rules":[{"due":"8h"}],"reactions":[{"name":"warn","when":"1h before target"}],` + stops),
			[]string{"commitments[0].reactions[0]: warning: is never due under rules[0], which has no target; give it a target or a pad, or react to the due instant"}},
		{"reaction with one", commitment(`"rules":[{"due":"8h"}],"pad":{"fixed":"1h"},"reactions":[{"name":"warn","when":"target"}],` + stops), []string{}},
		{"never opens", `{"calendars":[{"name":"gone","zone":"UTC","days":[{"on":"2025-01-05","hours":"09:00-17:00"}]}],"commitments":[{"name":"work","calendar":"gone","rules":[{"due":"8h"}],` + stops + `}]}`,
			[]string{`commitments[0].calendar: error: "gone" does not open within a year from now; add hours, or take closures out`}},
		{"holidays run out", `{"calendars":[{"name":"desk","zone":"UTC","week":"Mo-Fr 09:00-17:00","days":[{"on":"2025-05-01"},{"on":"2025-12-25"},{"on":"2026-01-06"}]}],"commitments":[{"name":"work","calendar":"desk","rules":[{"due":"8h"}],` + stops + `}]}`,
			[]string{`commitments[0].calendar: warning: the days and breaks of "desk" end within two months, after 2 in the last year; add the days of the years to come`}},
		{"holidays recur", `{"calendars":[{"name":"desk","zone":"UTC","week":"Mo-Fr 09:00-17:00","days":[{"on":"--05-01"},{"on":"--12-25"}]}],"commitments":[{"name":"work","calendar":"desk","rules":[{"due":"8h"}],` + stops + `}]}`, []string{}},
		{"reply after resolution", `{"calendars":[` + office + `],"commitments":[
			{"name":"first reply","calendar":"office","rules":[{"when":{"priority":"high"},"due":"1h"},{"due":"6h"}],` + stops + `},
			{"name":"resolution","calendar":"office","rules":[{"when":{"priority":["high","normal"]},"due":"4h"},{"due":"16h"}],` + stops + `}]}`,
			[]string{"commitments[0].rules[1]: warning: what comes in now is replied to by 2026-01-05T16:00:00+01:00, after its resolution by rules[0], 2026-01-05T14:00:00+01:00; promise the reply earlier"}},
		{"reply before resolution", `{"calendars":[` + office + `],"commitments":[
			{"name":"first reply","calendar":"office","rules":[{"when":{"priority":["high","normal"]},"due":"1h"},{"due":"6h"}],` + stops + `},
			{"name":"resolution","calendar":"office","rules":[{"when":{"priority":["high","normal"]},"due":"4h"},{"due":"16h"}],` + stops + `}]}`, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, check(t, c.doc, now)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestUnreachableExactly decides random rules a second way: by trying every
// case there can be, each value that a rule names and one that none does.
func TestUnreachableExactly(t *testing.T) {
	fields, values := []string{"a", "b", "c"}, []string{"1", "2", "3"}
	rapid.Check(t, func(rt *rapid.T) {
		config := policy.Config{Commitments: []policy.Commitment{{Name: "work", Calendar: calendar.Always(), Clock: policy.Clock{Stop: []policy.Trigger{{Event: []string{"done"}}}}}}}
		for range rapid.IntRange(1, 7).Draw(rt, "rules") {
			r := policy.Rule{When: map[string][]string{}, Due: promise.Within(time.Hour)}
			for _, f := range fields {
				for _, v := range values {
					if rapid.IntRange(0, 2).Draw(rt, f+v) > 0 {
						r.When[f] = append(r.When[f], v)
					}
				}
				if rapid.IntRange(0, 2).Draw(rt, "any "+f) == 0 {
					delete(r.When, f)
				}
			}
			config.Commitments[0].Rules = append(config.Commitments[0].Rules, r)
		}
		pol, err := policy.New(config)
		require.NoError(rt, err)
		holds := map[int]bool{}
		all := append([]string{"other"}, values...)
		for _, a := range all {
			for _, b := range all {
				for _, c := range all {
					if _, why, err := pol.Terms("work", policy.Fields{"a": a, "b": b, "c": c}, now); err == nil {
						holds[why.Rule] = true
					}
				}
			}
		}
		found := map[string]bool{}
		for _, f := range lint.Check(pol, now) {
			found[f.Path] = strings.HasPrefix(f.Reason, "can never hold")
		}
		for k := range config.Commitments[0].Rules {
			require.Equal(rt, !holds[k], found[fmt.Sprintf("commitments[0].rules[%d]", k)], "rule %d", k)
		}
	})
}

// Findings come errors first, the same every time, and marshal.
func TestFindingsMarshal(t *testing.T) {
	pol, err := policy.Parse([]byte(commitment(`"rules":[{"due":"4h"},{"due":"8h"}]`)))
	require.NoError(t, err)
	list := lint.Check(pol, now)
	require.Len(t, list, 2)
	require.Equal(t, lint.Error, list[0].Severity)
	doc, err := json.Marshal(list)
	require.NoError(t, err)
	var back []lint.Finding
	require.NoError(t, json.Unmarshal(doc, &back))
	require.Equal(t, list, back)
	require.Equal(t, list, lint.Check(pol, now))
	require.Error(t, json.Unmarshal([]byte(`[{"severity":"fatal"}]`), &back))
	_, err = json.Marshal(lint.Finding{})
	require.Error(t, err)
}

// A rule that can never hold is found, whatever order the values come in.
func ExampleCheck() {
	pol, err := policy.Parse([]byte(`{
		"calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}],
		"commitments": [{"name": "resolution", "calendar": "office", "clock": {"stop": {"event": "solved"}},
			"rules": [{"when": {"priority": ["high", "urgent"]}, "due": "8h"}, {"when": {"priority": "urgent", "customer": "ACME"}, "due": "2h"}, {"due": "16h"}]}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range lint.Check(pol, time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)) {
		fmt.Println(f)
	}
	// Output:
	// commitments[0].rules[1]: error: can never hold: the rules before it match all that it matches; move it up, or take it out
	// commitments[0].clock.change: note: can break at once: rules[0] is due earlier than rules[2], so that its time may be over when a change of fields leads to it; "sooner" counts from the change
}

// What customers get elsewhere is for the caller to say.
func ExampleMarket() {
	pol, err := policy.Parse([]byte(`{
		"calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}],
		"commitments": [{"name": "first reply", "calendar": "office", "clock": {"stop": {"event": "message", "by": "person"}},
			"rules": [{"when": {"channel": "phone"}, "due": "1m"}, {"due": "4h"}]}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	chat := lint.Market{Commitment: "first reply", When: map[string][]string{"channel": {"chat"}}, Most: 15 * time.Minute}
	for _, f := range lint.Check(pol, time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC), chat) {
		fmt.Println(f)
	}
	// Output:
	// commitments[0].rules[1]: warning: promises 4h0m0s, far beyond the market's 15m0s; promise what can be kept beside it, or say why it takes longer
	// commitments[0].clock.change: note: can break at once: rules[0] is due earlier than rules[1], so that its time may be over when a change of fields leads to it; "sooner" counts from the change
}

// TestUndecided: a rule that matches what the rules before it match is found if that
// can be found out, and named as undecided if it cannot. The statement for customers
// leaves out what is found, and only that.
func TestUndecided(t *testing.T) {
	for n, want := range map[int]string{8: "can never hold", 12: "undecided"} {
		m := policy.Commitment{Name: "work", Calendar: calendar.Always(), Clock: policy.Clock{Stop: []policy.Trigger{{Event: []string{"done"}}}}}
		last := policy.Rule{When: map[string][]string{}, Due: promise.Within(2 * time.Hour)}
		for i := range n { // n fields with n-1 values each: two have the same
			field := fmt.Sprint("field ", i)
			for v := range n - 1 {
				value := []string{fmt.Sprint(v)}
				last.When[field] = append(last.When[field], value[0])
				for k := range i {
					m.Rules = append(m.Rules, policy.Rule{When: map[string][]string{field: value, fmt.Sprint("field ", k): value}, Due: promise.Within(time.Hour)})
				}
			}
		}
		m.Rules = append(m.Rules, last)
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
		require.NoError(t, err)
		path, reason := fmt.Sprintf("commitments[0].rules[%d]", len(m.Rules)-1), ""
		for _, f := range lint.Check(pol, now) {
			if f.Path == path {
				reason = f.Reason
			} else {
				require.NotContains(t, f.Reason, "hold")
			}
		}
		require.Contains(t, reason, want)
		s, err := statement.Of(pol, now, statement.Options{})
		require.NoError(t, err)
		require.Equal(t, n == 12, strings.Contains(s.String(), "within 2 hours"), "%d", n)
	}
}
