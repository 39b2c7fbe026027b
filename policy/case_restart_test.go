package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// TestRestartWithoutADate: where the rule that matches gives no date, because history
// has no quote or the date is past, a restart or a reset takes nothing back: what was
// promised stays, a date that a person has named, too.
func TestRestartWithoutADate(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	rules := map[string]string{
		"no quote":  `{"when":{"kind":"b"}}`,
		"past date": `{"when":{"kind":"b"},"due":"2026-01-05T09:30:00+01:00"}`,
	}
	pads := map[string]string{"no quote": `"pad":{"level":0.9},`, "past date": ""}
	first := map[string]string{"no quote": `{"when":{"kind":"a"},"due":"8h","target":"8h"}`, "past date": `{"when":{"kind":"a"},"due":"8h"}`}
	changes := map[string]policy.Event{
		"change":             set(at("mon 11:00"), "kind", "b"),
		"agreed change":      {At: at("mon 11:00"), Recorded: at("mon 11:00"), Set: policy.Fields{"kind": "b"}, Agreed: true},
		"reset":              {At: at("mon 11:00"), Recorded: at("mon 11:00"), Type: "again", Set: policy.Fields{"kind": "b"}, By: promise.Person("Ann")},
		"customer's reset":   {At: at("mon 11:00"), Recorded: at("mon 11:00"), Type: "again", Set: policy.Fields{"kind": "b"}, By: promise.Customer("Cy")},
		"reset, then change": {At: at("mon 11:00"), Recorded: at("mon 11:00"), Type: "again", Set: policy.Fields{"kind": "b"}, By: promise.Bot("mail")},
	}
	for rule, text := range rules {
		doc := oneCommitment(`{"name":"work","calendar":"office",` + pads[rule] + `"rules":[` + first[rule] + `,` + text + `],
			"clock":{"change":"restart","reset":{"event":"again"}}}`)
		for change, e := range changes {
			for _, named := range []bool{false, true} {
				c, err := parsePolicy(t, doc).Open("T", policy.Fields{"kind": "a"}, at("mon 09:00"))
				require.NoError(t, err, "%s", rule)
				want := at("mon 17:00")
				if named {
					want = at("wed 12:00")
					c, err = c.Record(at("mon 10:00"), policy.Event{
						At: at("mon 10:00"), By: promise.Person("Ann"), Agreed: true,
						Facts: []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(want)}, Agreed: true}}},
					})
					require.NoError(t, err)
				}
				c, err = c.Record(at("mon 11:00"), e)
				require.NoError(t, err, "%s, %s", rule, change)
				promises := c.Promises()
				require.Len(t, promises, 1, "%s, %s, named %t", rule, change, named)
				s := promises[0].At(at("mon 11:30"))
				due, ok := s.Due()
				require.True(t, ok && due.Equal(want), "%s, %s, named %t: due %v", rule, change, named, due)
				require.Equal(t, promise.Running, s.Phase)
			}
		}
	}
}

// TestTargetsKeepTheirForm: the target of a promise that replaces another is a time of
// day or a close where the old one was, so that a pause moves it to another of these.
func TestTargetsKeepTheirForm(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	for target, want := range map[string]struct{ form, moved string }{
		"1 day 16:00": {"1 day 16:00", "wed 16:00"},
		"1 day close": {"1 day close", "wed 17:00"},
		"11h":         {"9h0m0s", "tue 14:00"},
	} {
		pol := parsePolicy(t, oneCommitment(`{"name":"work","calendar":"office","rules":[{"when":{"kind":"a"},"due":"3 days close","target":"`+target+`"},{"due":"5 days close","target":"4 days 16:00"}],
			"clock":{"change":"restart"}}`))
		c, err := pol.Open("T", policy.Fields{"kind": "a"}, at("mon 09:00"))
		require.NoError(t, err)
		says := promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(at("fri 12:00"))}, Agreed: true}
		c, err = c.Record(at("mon 10:00"), policy.Event{At: at("mon 10:00"), By: promise.Person("Ann"), Agreed: true, Facts: []policy.Fact{{Commitment: "work", Says: says}}})
		require.NoError(t, err)
		c, err = c.Record(at("mon 11:00"), set(at("mon 11:00"), "kind", "b"))
		require.NoError(t, err)
		p := c.Promises()[1]
		require.Equal(t, want.form, p.TermsAt(at("mon 11:00")).Target.String(), target)
		p, err = p.Record(at("mon 12:00"), promise.Event{Kind: promise.Pause, Until: at("mon 14:00")})
		require.NoError(t, err)
		moved, ok := p.At(at("mon 15:00")).Target()
		require.True(t, ok)
		require.True(t, moved.Equal(at(want.moved)), "%s: %v", target, moved)
	}
}
