package contract_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
	"github.com/underpromise/underpromise/policy"
)

// changed answers a golden request after a change of its JSON.
func changed(t *testing.T, name string, edit func(m map[string]any)) contract.Response {
	t.Helper()
	var m map[string]any
	require.NoError(t, json.Unmarshal(goldens(t)[name], &m))
	edit(m)
	return evaluate(t, m)
}

// TestMistakesInEvents are told once each, and nothing that is right with them.
func TestMistakesInEvents(t *testing.T) {
	for _, field := range []string{"typo", "set", "agreed", "recorded", "by", "facts"} {
		r := changed(t, "on-track", func(m map[string]any) {
			m["events"] = []any{map[string]any{"at": m["now"], field: 7}}
		})
		require.Len(t, r.Errors, 1, "%s: %+v", field, r.Errors)
		require.Equal(t, "events[0]."+field, r.Errors[0].Path)
	}
}

// TestTextsAreStrict tells of instants that are not RFC 3339, durations that are no
// whole nanoseconds and halves of characters, with their paths.
func TestTextsAreStrict(t *testing.T) {
	for path, edit := range map[string]func(m map[string]any){
		"now":          func(m map[string]any) { m["now"] = "2026-01-05T08:00:00,5Z" },
		"since":        func(m map[string]any) { m["since"] = "2026-01-05T8:00:00Z" },
		"events[0].at": func(m map[string]any) { m["events"] = []any{map[string]any{"at": "2026-01-05T08:00:00+24:00"}} },
		"events[0].facts[0].terms.due": func(m map[string]any) {
			m["events"] = []any{map[string]any{"at": m["now"], "facts": []any{map[string]any{"commitment": "x", "kind": "revise", "terms": map[string]any{"due": "0.1ns"}}}}}
		},
	} {
		r := changed(t, "on-track", edit)
		require.Len(t, r.Errors, 1, "%s: %+v", path, r.Errors)
		require.Equal(t, path, r.Errors[0].Path)
	}
	var r contract.Response
	require.NoError(t, json.Unmarshal(contract.Evaluate([]byte(`{"contract":"`+contract.Name+`","zone":"\ud800"}`)), &r))
	require.Len(t, r.Errors, 1)
	require.Contains(t, r.Errors[0].Message, "half of a surrogate pair")
}

// TestHorizonOfFacts: what a fact names lies within the horizon like all else.
func TestHorizonOfFacts(t *testing.T) {
	const far = "9998-01-01T00:00:00Z"
	for path, fact := range map[string]map[string]any{
		"until":                  {"kind": "pause", "until": far},
		"terms.due":              {"kind": "revise", "agreed": true, "terms": map[string]any{"due": far}},
		"terms.conditions[0].by": {"kind": "revise", "agreed": true, "terms": map[string]any{"conditions": []any{map[string]any{"name": "the log", "by": far}}}},
	} {
		fact["commitment"] = "resolution"
		r := changed(t, "on-track", func(m map[string]any) {
			m["events"] = []any{map[string]any{"at": m["now"], "facts": []any{fact}}}
		})
		require.Len(t, r.Errors, 1, "%v: %v", fact, r.Errors)
		require.Equal(t, contract.BeyondHorizon, r.Errors[0].Code)
		require.Equal(t, "events[0].facts[0]."+path, r.Errors[0].Path)
	}
}

// TestZonesOfOneMachine are none, for the reader as for a calendar: other forms of the
// contract do not know them.
func TestZonesOfOneMachine(t *testing.T) {
	for _, zone := range []string{"localtime", "posixrules", "./Europe/Berlin", "Europe//Berlin", "Local", "right/Europe/Berlin"} {
		r := changed(t, "on-track", func(m map[string]any) { m["zone"] = zone })
		require.Len(t, r.Errors, 1, zone)
		require.Equal(t, "zone", r.Errors[0].Path)
		r = changed(t, "on-track", func(m map[string]any) {
			calendars, _ := m["policy"].(map[string]any)["calendars"].([]any)
			calendars[0].(map[string]any)["zone"] = zone
		})
		require.NotEmpty(t, r.Errors, zone)
	}
}

// TestWordingInTheSecondLanguage: what is promised has no Russian words, and English ones
// that the customer reads.
func TestWordingInTheSecondLanguage(t *testing.T) {
	r := golden(t, "on-track")
	r.Language = []string{"ru", "en"}
	told := 0
	for _, p := range evaluate(t, r).Promises {
		if p.Commitment == "update" {
			require.Contains(t, p.CustomerSentence, "the next news")
			told++
		}
	}
	require.Equal(t, 1, told)
}

// TestLateEventsLoseNoAction: where requests overlap by as long as events come late,
// each action is told.
func TestLateEventsLoseNoAction(t *testing.T) {
	const late = time.Minute
	r := golden(t, "on-track")
	solved := policy.Event{ID: "e2", Type: "solved", At: r.Case.Opened.Add(6 * time.Hour), Set: policy.Fields{"status": "solved"}}
	for _, delay := range []time.Duration{0, time.Second, late - 1} {
		told, now := map[string]int{}, solved.At
		ask := func(events ...policy.Event) {
			next := r
			next.Now, next.Since = now, now.Add(-10*time.Second-late)
			next.Events = append(append([]policy.Event{}, r.Events...), events...)
			for _, a := range evaluate(t, next).Actions {
				told[a.Key]++
			}
			now = now.Add(10 * time.Second)
		}
		for now.Before(solved.At.Add(delay)) || now.Equal(solved.At) {
			ask()
		}
		ask(solved)
		require.Len(t, told, 1, fmt.Sprint(delay))
	}
}
