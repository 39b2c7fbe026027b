package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// The customer's words for what is promised and for what it depends on reach the
// promise, and its documents; so do those of an offer.
func TestWordsReachThePromise(t *testing.T) {
	pol := parsePolicy(t, `{"calendars":[`+plainOffice+`],"commitments":[{"name":"repair","calendar":"office","rules":[{"when":{"tier":"gold"},"due":"8h"},{"due":"16h"}],
		"wording":{"en":"the repair of your device","hu":"a készülékének javítása"},
		"conditions":[{"name":"file sent","by":"1 day 12:00","wording":{"en":"we have the log file"},"met":{"event":"file received"}}],
		"offers":[{"name":"photo first","condition":"photo","by":"0 days 12:00","wording":{"en":"we have a photo"},"set":{"tier":"gold"}}],
		"clock":{"stop":{"event":"repaired"}}}]}`)
	c, err := pol.Open("T-7", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	p := c.Promises()[0]
	want := map[string]string{"en": "the repair of your device", "hu": "a készülékének javítása"}
	if diff := cmp.Diff(want, p.About().Wording); diff != "" {
		t.Errorf("words for the promise (-want +got):\n%s", diff)
	}
	require.Equal(t, map[string]string{"en": "we have the log file"}, p.Terms().Conditions[0].Wording)

	offers, err := pol.Offers("repair", nil, instant(t, "mon 09:00"), instant(t, "mon 10:00"))
	require.NoError(t, err)
	require.Equal(t, policy.OfferCondition, offers[0].Kind)
	conditions := offers[0].Terms.Conditions
	require.Equal(t, map[string]string{"en": "we have a photo"}, conditions[len(conditions)-1].Wording)

	back, err := policy.Parse([]byte(pol.String()))
	require.NoError(t, err)
	require.Equal(t, pol.String(), back.String())
	config := pol.Config()
	config.Commitments[0].Conditions[0].Wording["en"], config.Commitments[0].Offers[0].Wording["en"] = "x", "x"
	require.Equal(t, back.String(), pol.String())
}

// Words without a language, without a text, or for nothing are refused.
func TestWordsChecked(t *testing.T) {
	_, err := policy.New(policy.Config{Commitments: []policy.Commitment{{
		Name: "repair", Calendar: parsePolicy(t, `{"calendars":[`+plainOffice+`],"commitments":[{"name":"a","calendar":"office","rules":[{"due":"1h"}]}]}`).Config().Commitments[0].Calendar,
		Rules:      []policy.Rule{{Due: promise.Within(8)}},
		Conditions: []policy.Precondition{{Name: "file", By: promise.Within(8), Wording: map[string]string{"": "x", "en": ""}}},
		Offers:     []policy.Alternative{{Name: "a", Set: policy.Fields{"tier": "gold"}, Wording: map[string]string{"en": "x"}}},
	}}})
	require.EqualError(t, err, `policy: commitments[0].conditions[0].wording: invalid entry "": "x"; write a language and the words in it
policy: commitments[0].conditions[0].wording: invalid entry "en": ""; write a language and the words in it
policy: commitments[0].offers[0].wording: a condition is required; name it, or leave the wording out`)
}
