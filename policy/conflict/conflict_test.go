package conflict_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
	"github.com/underpromise/underpromise/promise"
)

const office = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`

func parse(tb testing.TB, doc string) *policy.Policy {
	tb.Helper()
	p, err := policy.Parse([]byte(doc))
	require.NoError(tb, err)
	return p
}

// instant reads "mon 09:00" in the first week of 2026 that is whole.
func instant(tb testing.TB, text string) time.Time {
	tb.Helper()
	day, ok := map[string]string{"mon": "2026-01-05T", "tue": "2026-01-06T"}[text[:3]]
	require.True(tb, ok, text)
	at, err := document.ParseInstant(day + text[4:] + ":00+01:00")
	require.NoError(tb, err)
	return at
}

func event(kind string, at time.Time) policy.Event {
	return policy.Event{Type: kind, At: at, Recorded: at, By: promise.Person("Ann")}
}

// TestConflicts: the website says a business day, and the chat said four hours.
func TestConflicts(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	doc := `{"calendars":[` + office + `],"commitments":[
		{"name":"as the site says","matter":"answer","origin":"implied","calendar":"office","rules":[{"due":"1 day"}],"clock":{"stop":{"event":"answered"}}},
		{"name":"as the chat said","matter":"answer","calendar":"office","rules":[{"due":"4h"}],"clock":{"start":{"event":"said in chat"},"stop":{"event":"answered"}}},
		{"name":"repair","calendar":"office","rules":[{"due":"40h"}]}]}`
	c, err := parse(t, doc).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	require.Empty(t, conflict.In(c, at("mon 10:00")))
	c, err = c.Record(at("mon 10:00"), event("said in chat", at("mon 10:00")))
	require.NoError(t, err)
	found := conflict.In(c, at("mon 11:00"))
	require.Len(t, found, 1)
	require.Equal(t, "answer: T-7/as the chat said/1 binds, due 2026-01-05T14:00:00+01:00; T-7/as the site says/1 says 2026-01-06T09:00:00+01:00", found[0].String())
	require.Equal(t, promise.Implied, c.Promises()[0].About().Origin)
	answered, err := c.Record(at("mon 12:00"), event("answered", at("mon 12:00")))
	require.NoError(t, err)
	require.Empty(t, conflict.In(answered, at("mon 12:00")))

	// Across cases, by to whom and what.
	terms := c.Promises()[0].Terms()
	a, err := promise.Make(terms, promise.About{ID: "a", To: "ACME", Name: "delivery"}, at("tue 09:00"))
	require.NoError(t, err)
	b, err := promise.Make(terms, promise.About{ID: "b", To: "ACME", Name: "delivery"}, at("mon 09:00"))
	require.NoError(t, err)
	other, err := promise.Make(terms, promise.About{ID: "c", To: "Zeta", Name: "delivery"}, at("mon 09:00"))
	require.NoError(t, err)
	all := conflict.Of(at("tue 09:00"), []promise.Promise{a, b, other}, nil)
	require.Len(t, all, 1)
	require.Equal(t, []string{"b", "a"}, all[0].Promises)
	require.Empty(t, conflict.Of(at("mon 10:00"), []promise.Promise{a, b, other}, nil), "one is not made yet")
}
