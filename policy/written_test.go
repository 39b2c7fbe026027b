package policy_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
)

// TestTextsAreStrict refuses durations that are no whole nanoseconds, instants
// that are not RFC 3339 and halves of characters, each with its path.
func TestTextsAreStrict(t *testing.T) {
	const head = `{"calendars":[{"name":"o","zone":"UTC","week":"24/7"}],"commitments":[{"name":"a","calendar":"o","rules":[{"due":"1h"}]`
	parse := func(doc string) error {
		_, err := policy.Parse([]byte(doc))
		return err
	}
	require.NoError(t, parse(head+`}]}`))
	into := func(v any) func(string) error {
		return func(doc string) error { return json.Unmarshal([]byte(doc), v) }
	}
	for _, c := range []struct {
		read      func(string) error
		doc, path string
	}{
		{parse, head + `,"pad":{"fixed":"0.1ns"}}]}`, "commitments[0].pad.fixed"},
		{parse, head + `,"reactions":[{"name":"r","when":"due","every":"1.5ns"}]}]}`, "commitments[0].reactions[0].every"},
		{parse, head + `,"reactions":[{"name":"r","when":"0.1ns before due"}]}]}`, "commitments[0].reactions[0].when"},
		{parse, head + `,"notice":"0.1ns"}]}`, "commitments[0].notice"},
		{parse, `{"calendars":[{"name":"o","zone":"UTC","week":"24/7"}],"commitments":[{"name":"a","calendar":"o","rules":[{"due":"0.1ns"}]}]}`, "commitments[0].rules[0].due"},
		{parse, head + `,"description":"\ud800"}]}`, ""},
		{into(&policy.Event{}), `{"type":"x","at":"2026-01-05T08:00:00,5Z"}`, "at"},
		{into(&policy.Event{}), `{"type":"\udfff"}`, ""},
		{into(&policy.Contact{}), `{"told":0,"asked":0,"chases":0,"silence":"0.1ns","longest_silence":"0s"}`, "silence"},
		{into(&policy.Offer{}), `{"kind":"earliest","due":"2026-01-05T08:00:00+24:00","late":"0s","why":""}`, "due"},
		{into(&policy.Offer{}), `{"kind":"earliest","due":"2026-01-05T08:00:00Z","late":"0.0000000001s","why":""}`, "late"},
		{into(&policy.Action{}), `{"key":"k","promise":"p","commitment":"c","reaction":"r","planned":"2026-01-05T8:00:00Z","at":"2026-01-05T08:00:00Z"}`, "planned"},
		{into(&conflict.Conflict{}), `{"matter":"m","promises":[],"due":["2026-01-05T08:00:00,5Z"]}`, "due[0]"},
	} {
		err := c.read(c.doc)
		var field *document.FieldError
		require.ErrorAs(t, err, &field, c.doc)
		require.Equal(t, c.path, field.Path, "%s: %v", c.doc, err)
	}
}

// TestInstantsAreWritten writes answers with instants in zones that RFC 3339 has
// no place for, and reads them back; an instant that cannot be written is named.
func TestInstantsAreWritten(t *testing.T) {
	values := func(at time.Time) []any {
		return []any{
			policy.Action{Key: "k", Planned: at, At: at}, conflict.Conflict{Due: []time.Time{at}}, policy.Contact{Last: at},
			policy.Event{At: at}, policy.Offer{Kind: policy.OfferEarliest, Due: at}, policy.Opening{At: at},
		}
	}
	back := []any{&policy.Action{}, &conflict.Conflict{}, &policy.Contact{}, &policy.Event{}, &policy.Offer{}, &policy.Opening{}}
	paths := []string{"planned", "due[0]", "last", "at", "due", "at"}
	at := time.Date(2026, time.January, 5, 8, 0, 0, 0, time.FixedZone("", 24*3600+1))
	want := values(at.UTC())
	for i, v := range values(at) {
		doc, err := json.Marshal(v)
		require.NoError(t, err)
		usual, err := json.Marshal(want[i])
		require.NoError(t, err)
		require.Equal(t, string(usual), string(doc))
		require.NoError(t, json.Unmarshal(doc, back[i]), string(doc))
		again, err := json.Marshal(back[i])
		require.NoError(t, err)
		require.Equal(t, string(doc), string(again))
	}
	for i, v := range values(time.Date(10000, time.January, 5, 8, 0, 0, 0, time.UTC)) {
		_, err := json.Marshal(v)
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
		require.Equal(t, paths[i], field.Path)
		require.ErrorContains(t, err, "the year 10000 is out of range and cannot be written; expected 0 to 9999")
	}
	doc, err := json.Marshal(conflict.Conflict{})
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &conflict.Conflict{}), "the zero Conflict")
}
