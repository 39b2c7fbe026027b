package policy_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

const deskDoc = `{"version":1,"name":"Berlin support",
	"calendars":[` + officeDoc + `,{"name":"on call","zone":"Europe/Berlin","week":"24/7"}],
	"commitments":[
		{"name":"first reply","calendar":"office","rules":[{"when":{"priority":"urgent"},"calendar":"on call","due":"1h"},{"due":"0 days close"}]},
		{"name":"resolution","calendar":"office",
		 "rules":[{"when":{"priority":"urgent","customer":["ACME","Zeta"]},"calendar":"on call","target":"4h"},
		          {"when":{"priority":["urgent","high"]},"target":"8h"},
		          {"when":{"priority":"low"},"target":"16h","due":"5 days"}],
		 "pad":{"percent":25,"at_least":"1h","at_most":"8h","round":"half hour"},
		 "terms":{"notice":"2h","cutoff":"16:00","on_pause":"hold"}}]}`

// TestGivenCalendars: a document may name any of the calendars that are given with it.
func TestGivenCalendars(t *testing.T) {
	var given []*calendar.Calendar
	for _, name := range []string{"a", "b", "c"} {
		cal, err := calendar.Always().WithName(name)
		require.NoError(t, err)
		given = append(given, cal)
	}
	for _, order := range [][]*calendar.Calendar{given, {given[2], nil, given[1], given[0]}} {
		pol, err := policy.Parse([]byte(`{"commitments":[{"name":"x","calendar":"b","rules":[{"when":{"priority":"high"},"calendar":"c","due":"1h"},{"calendar":"a","due":"2h"},{"due":"4h"}]}]}`), order...)
		require.NoError(t, err)
		terms, _, err := pol.Terms("x", policy.Fields{"priority": "high"}, time.Date(2026, time.March, 16, 9, 0, 0, 0, time.UTC))
		require.NoError(t, err)
		require.Equal(t, "c", terms.Calendar.Name())
	}
}

func TestMatching(t *testing.T) {
	pol, err := policy.Parse([]byte(deskDoc))
	require.NoError(t, err)
	require.Equal(t, "Berlin support", pol.Name())
	require.Equal(t, []string{"first reply", "resolution"}, pol.Commitments())
	made := time.Date(2026, time.March, 16, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		commitment string
		fields     policy.Fields
		rule       int
		calendar   string
		why        string
	}{
		{"first reply", nil, 1, "office", "first reply: rule 2 matches\n  rule 1 does not: priority is \"\", not \"urgent\"\n"},
		{"first reply", policy.Fields{"priority": "urgent"}, 0, "on call", "first reply: rule 1 matches\n"},
		{"resolution", policy.Fields{"priority": "urgent", "customer": "Zeta"}, 0, "on call", "resolution: rule 1 matches\n  pad: 25% of 4h is 1h\n"},
		{"resolution", policy.Fields{"priority": "urgent", "customer": "Brown"}, 1, "office", "resolution: rule 2 matches\n  pad: 25% of 8h is 2h\n  rule 1 does not: customer is \"Brown\", not \"ACME\" or \"Zeta\"\n"},
		{"resolution", policy.Fields{"priority": "low"}, 2, "office", "resolution: rule 3 matches\n  rule 1 does not: customer is \"\", not \"ACME\" or \"Zeta\"\n  rule 2 does not: priority is \"low\", not \"urgent\" or \"high\"\n"},
	} {
		terms, why, err := pol.Terms(c.commitment, c.fields, made)
		require.NoError(t, err)
		require.Equal(t, c.rule, why.Rule)
		require.Equal(t, c.calendar, terms.Calendar.Name())
		if diff := cmp.Diff(c.why, why.String()); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.fields, diff)
		}
	}

	terms, why, err := pol.Terms("resolution", policy.Fields{"priority": "odd"}, made)
	require.ErrorIs(t, err, policy.ErrNoRule)
	require.Equal(t, -1, why.Rule)
	require.Len(t, why.Rules, 3)
	require.True(t, terms.Due.IsZero())
	require.Contains(t, why.String(), "no rule matches")

	_, _, err = pol.Terms("delivery", nil, made)
	require.ErrorContains(t, err, `unknown commitment "delivery"; expected "first reply" or "resolution"`)
}

// TestTerms shows that everything else in a commitment's terms reaches the
// promise.
func TestTerms(t *testing.T) {
	pol, err := policy.Parse([]byte(deskDoc))
	require.NoError(t, err)
	terms, _, err := pol.Terms("resolution", policy.Fields{"priority": "low"}, time.Date(2026, time.March, 16, 9, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	require.Equal(t, 2*time.Hour, terms.Notice)
	require.Equal(t, promise.Hold, terms.OnPause)
	require.True(t, terms.Due.Equal(promise.InDays(5)))
	require.True(t, terms.Target.Equal(promise.Within(16*time.Hour)))
}

// TestCalendarRunsOut shows that a deadline which its calendar never reaches
// is an error that names the rule, with the reason for the match.
func TestCalendarRunsOut(t *testing.T) {
	cal := parseCalendar(t, `{"name":"last","zone":"UTC","days":[{"on":"2026-03-16","hours":"09:00-10:00"}]}`)
	pol := onePolicy(t, cal, policy.Rule{Target: promise.Within(30 * time.Minute)}, policy.Pad{Fixed: time.Hour})
	made := time.Date(2026, time.March, 16, 9, 0, 0, 0, time.UTC)
	_, why, err := pol.Terms("reply", nil, made)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
	require.ErrorContains(t, err, "policy: reply: rules[0]: ")
	require.Zero(t, why.Rule)
	_, _, err = pol.Terms("reply", nil, made.AddDate(1, 0, 0))
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}

func TestRoundTrip(t *testing.T) {
	pol, err := policy.Parse([]byte(deskDoc))
	require.NoError(t, err)
	doc, err := json.Marshal(pol)
	require.NoError(t, err)
	var back policy.Policy
	require.NoError(t, json.Unmarshal(doc, &back))
	again, err := json.Marshal(&back)
	require.NoError(t, err)
	require.Equal(t, string(doc), string(again))

	for _, words := range []string{`"audience":"customer"`, `"audience":"team"`, `"audience":"supplier"`, `"clock":{"change":"sooner"}`, `"clock":{"later":"binds"}`, `"clock":{"change":"restart","later":"binds"}`} {
		doc := commitment(`"name":"x",` + words + `,"calendar":"office","rules":[{"due":"1h"}]`)
		require.Contains(t, strings.Join(strings.Fields(parsePolicy(t, doc).String()), ""), words)
		config := parsePolicy(t, parsePolicy(t, doc).String()).Config()
		pol, err := policy.New(config)
		require.NoError(t, err)
		require.Equal(t, parsePolicy(t, doc).String(), pol.String())
	}

	given, err := policy.Parse([]byte(`{"commitments":[{"name":"reply","calendar":"always","rules":[{"due":"1h"}]}]}`), calendar.Always())
	require.NoError(t, err)
	doc, err = json.Marshal(given)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &back), "calendars that were given are written out")
}

// TestNothingIsShared shows that a compiled policy does not change with what it
// was compiled from.
func TestNothingIsShared(t *testing.T) {
	values := []string{"urgent"}
	config := policy.Config{Commitments: []policy.Commitment{{
		Name: "reply", Calendar: calendar.Always(),
		Rules: []policy.Rule{{When: map[string][]string{"priority": values}, Due: promise.Within(time.Hour)}},
	}}}
	pol, err := policy.New(config)
	require.NoError(t, err)
	values[0] = "low"
	config.Commitments[0].Rules[0].When["colour"] = []string{"red"}
	config.Commitments[0].Rules[0].Due = promise.Within(time.Minute)
	terms, _, err := pol.Terms("reply", policy.Fields{"priority": "urgent"}, time.Unix(0, 0))
	require.NoError(t, err)
	require.True(t, terms.Due.Equal(promise.Within(time.Hour)))
}

// TestErrors keeps what every mistake in a document is told.
func TestErrors(t *testing.T) {
	var b strings.Builder
	for _, doc := range []string{
		``, `null`, `[]`, `{}`, `{"version":2,"commitments":[]}`, `{"name":"x","rules":[],"commitments":[]}`,
		`{"calendars":[{"zone":"UTC","week":"24/7"},{"name":"a","zone":"Mars","week":"24/7"},{"name":"b","zone":"UTC","week":"24/7"},{"name":"b","zone":"UTC","week":"24/7"}],"commitments":[{"name":"x","calendar":"c","rules":[{"due":"1h"}]}]}`,
		commitment(`"name":"","rules":[]`),
		commitment(`"name":"x","calendar":"office","rules":[{}]`),
		commitment(`"name":"x","rules":[{"due":"1h"}]`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"tomorrow","when":{"priority":[]}},{"target":"4h before"},{"due":"4h before"},{"target":"-1h","due":"2h"}]`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h","when":{"priority":1}}]`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"terms":{"due":"1h","starts":"soon","notice":"-1h"}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"pad":{"fixed":"1h","percent":10}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"pad":{"fixed":"soon","at_least":"2 days"}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"pad":{"percent":-1}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"pad":{"fixed":"-1h"}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"pad":{"at_least":"2h","at_most":"1h"}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"pad":{"round":"quarter"}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"pad":{"round":"date"}`),
		commitment(`"name":"x","audience":"boss","calendar":"office","rules":[{"due":"1h"}],"clock":{"change":"faster","later":"never"}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"clock":{"change":"sooner","later":"binds"}`),
		commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"conditions":[{"name":"file","by":"4h","else":"back"}]`),
		`{"calendars":[` + officeDoc + `],"commitments":[{"name":"x","calendar":"office","rules":[{"due":"1h"}]},{"name":"x","calendar":"office","rules":[{"due":"1h"}]}]}`,
	} {
		_, err := policy.Parse([]byte(doc))
		require.Error(t, err, doc)
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
		require.Equal(t, "policy", field.Package, doc)
		b.WriteString(doc + "\n")
		for _, line := range strings.Split(err.Error(), "\n") {
			b.WriteString("    " + line + "\n")
		}
	}
	documenttest.Golden(t, "errors.golden", b.String())
}

func commitment(fields string) string {
	return `{"calendars":[` + officeDoc + `],"commitments":[{` + fields + `}]}`
}

// TestUnwritable shows what cannot be written: calendars that rules could not
// name.
func TestUnwritable(t *testing.T) {
	nameless, err := calendar.New(calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("24/7")})
	require.NoError(t, err)
	rule := policy.Rule{Due: promise.Within(time.Hour)}
	_, err = json.Marshal(onePolicy(t, nameless, rule, policy.Pad{}))
	require.ErrorContains(t, err, "name required")

	same, err := nameless.WithName("always")
	require.NoError(t, err)
	require.True(t, same.Equal(calendar.Always()))
	rule.Calendar = same
	_, err = json.Marshal(onePolicy(t, calendar.Always(), rule, policy.Pad{}))
	require.NoError(t, err)
	office := parseCalendar(t, strings.Replace(officeDoc, `"office"`, `"always"`, 1))
	rule.Calendar = office
	_, err = json.Marshal(onePolicy(t, calendar.Always(), rule, policy.Pad{}))
	require.ErrorContains(t, err, `duplicate name "always"`)
}

// FuzzParse checks that no document panics, and that what is accepted is
// written and read back as the same.
func FuzzParse(f *testing.F) {
	f.Add([]byte(deskDoc), "urgent", int64(1_770_000_000))
	f.Add([]byte(commitment(`"name":"x","calendar":"office","rules":[{"due":"1 day"}],"pad":{"fixed":"3h","round":"close"}`)), "", int64(0))
	f.Fuzz(func(t *testing.T, doc []byte, priority string, sec int64) {
		pol, err := policy.Parse(doc)
		if err != nil {
			return
		}
		made := time.Unix(sec%4_000_000_000, 0)
		for _, name := range pol.Commitments() {
			terms, why, err := pol.Terms(name, policy.Fields{"priority": priority}, made)
			_ = why.String()
			if err != nil {
				continue
			}
			if _, err := promise.Make(terms, promise.About{}, made); err != nil && !isOrder(err) {
				t.Fatalf("%s: %s: %v", doc, name, err)
			}
		}
		written, err := json.Marshal(pol)
		if err != nil {
			return // calendars of one name
		}
		var back policy.Policy
		if err := json.Unmarshal(written, &back); err != nil {
			t.Fatalf("%s: %v", written, err)
		}
	})
}

// isOrder reports whether terms were refused for their instants, which only
// the moment at which they are made decides.
func isOrder(err error) bool {
	return strings.Contains(err.Error(), "is after the due instant") || strings.Contains(err.Error(), "is before it was said") || strings.Contains(err.Error(), "is never reached")
}
