package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// TestPreconditions asks the customer for a file by Tuesday noon; it comes in
// time, late, or not at all, or a colleague says that it is there.
func TestPreconditions(t *testing.T) {
	doc := func(otherwise string) string {
		return `{"calendars":[` + plainOffice + `],"commitments":[{"name":"repair","calendar":"office","rules":[{"due":"16h"}],
			"conditions":[{"name":"file sent","by":"1 day 12:00"` + otherwise + `,"met":{"event":"file received"}}],"clock":{"stop":{"event":"repaired"}}}]}`
	}
	for _, c := range []struct {
		name, doc string
		event     policy.Event
		asked     string
		want      string
	}{
		{"in time", doc(``), event("file received", instant(t, "mon 15:00")), "wed 12:00", "repair/1: broken, running, due tue 06 17:00, elapsed 19h0m0s\n"},
		{"late", doc(``), event("file received", instant(t, "tue 15:00")), "wed 12:00", "repair/1: void, withdrawn, due tue 06 17:00, elapsed 11h0m0s\n"},
		{"late, and it moves", doc(`,"else":"move"`), event("file received", instant(t, "wed 09:00")), "wed 12:00", "repair/1: on track, running, due thu 08 17:00, elapsed 3h0m0s\n"},
		{"not at all", doc(`,"else":"move"`), event("talked", instant(t, "wed 09:00")), "wed 12:00", "repair/1: on track, pending, due none, pending, elapsed 0s\n"},
		{"somebody says so", doc(``), fact(instant(t, "tue 11:00"), "repair", promise.Event{Kind: promise.Meet, Condition: "file sent"}), "tue 13:00", "repair/1: on track, running, due tue 06 17:00, elapsed 12h0m0s\n"},
	} {
		opened, err := parsePolicy(t, c.doc).Open("T-7", nil, instant(t, "mon 09:00"))
		require.NoError(t, err)
		told, err := opened.Record(instant(t, c.asked), c.event)
		require.NoError(t, err)
		require.Equal(t, c.want, show(told, instant(t, c.asked)), c.name)
	}
	_, err := policy.Parse([]byte(`{"calendars":[` + plainOffice + `],"commitments":[{"name":"repair","calendar":"office","rules":[{"due":"16h"}],
		"conditions":[{"name":"","by":"4h before"},{"name":"a","else":"wait","met":{}},{"name":"a","by":"1h"}],"terms":{"conditions":[{"name":"b","by":"2026-01-01T00:00:00Z"}]}}]}`))
	require.EqualError(t, err, `policy: line 2, column 65: commitments[0].conditions[1].else: unknown word "wait"; write "void", "move" or "back"
policy: line 2, column 25: commitments[0].conditions[0].name: required; for example "file sent"
policy: line 2, column 33: commitments[0].conditions[0].by: invalid: counts back from a due instant; expected one that counts from a start, like "8h"
policy: line 2, column 46: commitments[0].conditions[1].by: required; for example "1 day" or "4h"
policy: line 2, column 78: commitments[0].conditions[1].met[0]: must not be empty; name an event, who did it, or what a field becomes
policy: line 2, column 90: commitments[0].conditions[2].name: duplicate "a"; remove one of the two
policy: line 2, column 128: commitments[0].terms.conditions: not supported here; write them as the conditions of the commitment`)
}
