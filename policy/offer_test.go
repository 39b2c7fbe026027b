package policy_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// offerDoc has another tier, a part that comes first, and a condition.
const offerDoc = `{"calendars":[` + plainOffice + `,{"name":"on call","zone":"Europe/Berlin","week":"24/7"}],"commitments":[
	{"name":"repair","calendar":"office","rules":[{"when":{"tier":"express"},"calendar":"on call","due":"6h"},{"when":{"file":"here"},"due":"8h"},{"due":"24h","target":"20h"}],
	 "clock":{"stop":{"becomes":{"status":"solved"}}},
	 "offers":[
		{"name":"express","set":{"tier":"express"},"cost":{"amount":90,"currency":"EUR"}},
		{"name":"first aid","part":"a workaround","due":"2h"},
		{"name":"your file","set":{"file":"here"},"condition":"file sent","by":"0 days 12:00","why":"we need not rebuild the file"},
		{"name":"gold","set":{"tier":"gold"},"cost":{"amount":10,"currency":"EUR"}}]}]}`

// offers writes offers, a line each.
func offers(list []policy.Offer) string {
	var b strings.Builder
	for _, o := range list {
		fmt.Fprintf(&b, "%s", o.Kind)
		if o.Name != "" {
			fmt.Fprintf(&b, " (%s)", o.Name)
		}
		fmt.Fprintf(&b, " %s, late %s", strings.ToLower(o.Due.Format("Mon 15:04")), o.Late)
		for _, t := range []struct {
			name string
			t    time.Time
		}{{"rest", o.Rest}, {"by", o.By}} {
			if !t.t.IsZero() {
				fmt.Fprintf(&b, ", %s %s", t.name, strings.ToLower(t.t.Format("Mon 15:04")))
			}
		}
		if o.Cost.Amount > 0 {
			fmt.Fprintf(&b, ", costs %v %s", o.Cost.Amount, o.Cost.Currency)
		}
		fmt.Fprintf(&b, ": %s\n", o.Why)
	}
	return b.String()
}

// TestOffers asks on Monday at nine. The repair takes three working days, until
// Wednesday at five; express six hours around the clock, until three; with the
// file eight hours, until five; gold changes nothing.
func TestOffers(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	pol := parsePolicy(t, offerDoc)
	for _, c := range []struct{ name, wish, want string }{
		{"it can be kept", "fri 12:00", "as wished fri 12:00, late 0s: it can be kept: we aim for Wed 7 Jan 17:00\n"},
		{"just", "wed 17:00", "as wished wed 17:00, late 0s: it can be kept: we aim for Wed 7 Jan 17:00\n"},
		{
			// Cheaper comes first among those that are in time; the part is the
			// workaround at eleven, and the rest on Wednesday.
			"today", "mon 18:00", `part (a workaround) mon 11:00, late 0s, rest wed 17:00: it is the earliest that can be kept
condition (your file) mon 17:00, late 0s, by mon 12:00: we need not rebuild the file
tier (express) mon 15:00, late 0s, costs 90 EUR: tier is express
earliest wed 17:00, late 47h0m0s: it is the earliest that can be kept
`,
		},
		{"at noon", "mon 12:00", `part (a workaround) mon 11:00, late 0s, rest wed 17:00: it is the earliest that can be kept
tier (express) mon 15:00, late 3h0m0s, costs 90 EUR: tier is express
condition (your file) mon 17:00, late 5h0m0s, by mon 12:00: we need not rebuild the file
earliest wed 17:00, late 53h0m0s: it is the earliest that can be kept
`},
	} {
		got, err := pol.Offers("repair", nil, at("mon 09:00"), at(c.wish))
		require.NoError(t, err)
		if diff := cmp.Diff(c.want, offers(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	_, err := pol.Offers("repair", nil, at("mon 09:00"), at("mon 08:00"))
	require.EqualError(t, err, "policy: wish: must be after now, 2026-01-05T09:00:00+01:00, got 2026-01-05T08:00:00+01:00")
	_, err = pol.Offers("delivery", nil, at("mon 09:00"), at("mon 12:00"))
	require.EqualError(t, err, `policy: unknown commitment "delivery"; expected "repair"`)
	_, err = policy.Case{}.Offers("repair", at("mon 09:00"), at("mon 12:00"))
	require.ErrorIs(t, err, policy.ErrNoCase)
}

// TestOffersForWhatIsUnderWay asks on Tuesday at nine for a case of Monday: eight
// hours of twenty-four have elapsed. Express, six hours from the start, are over:
// taken now it would be broken at once, so it is no earlier date to offer than
// now.
func TestOffersForWhatIsUnderWay(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, strings.Replace(offerDoc, `"due":"8h"`, `"due":"12h"`, 1)).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	got, err := c.Offers("repair", at("tue 09:00"), at("tue 16:00"))
	require.NoError(t, err)
	want := `part (a workaround) tue 11:00, late 0s, rest wed 17:00: it is promised for then
condition (your file) tue 13:00, late 0s, by tue 12:00: we need not rebuild the file
earliest wed 17:00, late 25h0m0s: it is promised for then
`
	if diff := cmp.Diff(want, offers(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	taken, err := c.Record(at("tue 09:00"), got[1].Accept)
	require.NoError(t, err)
	due, ok := taken.Promises()[0].At(at("tue 09:00")).Due()
	require.True(t, ok && due.Equal(got[1].Due), "what was accepted is promised")

	later, err := c.Offers("repair", at("tue 09:00"), at("fri 12:00"))
	require.NoError(t, err)
	require.Equal(t, "as wished fri 12:00, late 0s: it can be kept: we aim for Wed 7 Jan 17:00\n", offers(later))
	taken, err = c.Record(at("tue 09:00"), later[0].Accept)
	require.NoError(t, err)
	s := taken.Promises()[0].At(at("tue 09:00"))
	due, _ = s.Due()
	target, _ := s.Target()
	require.True(t, due.Equal(at("fri 12:00")) && target.Equal(at("wed 17:00")))
}

// TestOfferRoundTrip writes offers and reads them again.
func TestOfferRoundTrip(t *testing.T) {
	list, err := parsePolicy(t, offerDoc).Offers("repair", nil, instant(t, "mon 09:00"), instant(t, "mon 12:00"))
	require.NoError(t, err)
	doc, err := json.Marshal(list)
	require.NoError(t, err)
	require.Contains(t, string(doc), `"late":"3h0m0s"`)
	var back []policy.Offer
	require.NoError(t, json.Unmarshal(doc, &back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(doc), string(again))
	require.ErrorContains(t, json.Unmarshal([]byte(`{"dew":1}`), &back[0]), "policy: dew: unknown field")
}

// TestOfferLaws: every offer can be promised and kept by its terms; the closest
// comes first; nothing is offered that is later than what there is without it.
func TestOfferLaws(t *testing.T) {
	pol := parsePolicy(t, offerDoc)
	rapid.Check(t, func(rt *rapid.T) {
		now := instant(t, "mon 00:00").Add(time.Duration(rapid.Int64Range(0, int64(14*24*time.Hour)).Draw(rt, "now")))
		wish := now.Add(time.Duration(rapid.Int64Range(0, int64(6*24*time.Hour)).Draw(rt, "wish")))
		fields := policy.Fields{"tier": rapid.SampledFrom([]string{"", "gold", "express"}).Draw(rt, "tier")}
		list, err := pol.Offers("repair", fields, now, wish)
		require.NoError(rt, err)
		require.NotEmpty(rt, list)
		plain := time.Time{}
		for _, o := range list {
			if o.Kind == policy.OfferEarliest || o.Kind == policy.OfferAsWished {
				plain = o.Due
			}
		}
		require.False(rt, plain.IsZero())
		for i, o := range list {
			require.Equal(rt, max(o.Due.Sub(wish), 0), o.Late)
			require.False(rt, o.Due.After(plain), "%s is later than nothing at all", o.Kind)
			require.True(rt, i == 0 || list[i-1].Late <= o.Late, "in the order of how close they come")
			made, err := promise.Make(o.Terms, promise.About{}, now)
			require.NoError(rt, err, "%s", o.Kind)
			if o.Kind == policy.OfferCondition {
				made, err = made.Record(now, promise.Event{Kind: promise.Meet, Condition: "file sent", At: now})
				require.NoError(rt, err)
			}
			due, ok := made.At(now).Due()
			require.True(rt, ok && due.Equal(o.Due), "%s: promised for %s, offered for %s", o.Kind, due, o.Due)
		}
	})
}

// TestConditionalOffersGoBack accepts on Monday at eleven what holds only with a photo by
// noon: it comes at 12:40, and what was promised before holds again, with the condition
// that it had. Nothing else that the case promises keeps the tier.
func TestConditionalOffersGoBack(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	doc := `{"calendars":[` + plainOffice + `],"commitments":[{"name":"repair","calendar":"office","rules":[{"when":{"tier":"gold"},"due":"14h"},{"due":"20h"}],"clock":{"stop":{"event":"done"},"change":"CHANGE"},
		"conditions":[{"name":"device","by":"1 day 10:00"}],"offers":[{"name":"photo first","condition":"photo","by":"0 days 12:00","set":{"tier":"gold"}}]}]}`
	for change, accepted := range map[string]string{"carry": "tue 15:00", "restart": "tue 17:00", "sooner": "tue 17:00"} {
		c, err := parsePolicy(t, strings.Replace(doc, "CHANGE", change, 1)).Open("T-7", nil, at("mon 09:00"))
		require.NoError(t, err)
		list, err := c.Offers("repair", at("mon 11:00"), at("tue 12:00"))
		require.NoError(t, err)
		i := slices.IndexFunc(list, func(o policy.Offer) bool { return o.Kind == policy.OfferCondition })
		require.GreaterOrEqual(t, i, 0, "%s: %s", change, offers(list))
		require.True(t, list[i].Due.Equal(at(accepted)), "%s: offered for %s", change, list[i].Due)
		c, err = c.Record(at("mon 11:00"), list[i].Accept)
		require.NoError(t, err)
		require.Len(t, c.Promises(), 1, change)
		p := c.Promises()[0]
		require.Len(t, p.Explain(at("mon 11:00")).Revisions, 1, "%s: one revision", change)
		due, _ := p.At(at("mon 11:00")).Due()
		require.True(t, due.Equal(list[i].Due), "%s: due %s", change, due)
		require.Equal(t, "gold", c.Fields()["tier"])
		next, ok := c.NextChange(at("mon 11:00"))
		require.True(t, ok && next.Equal(at("mon 12:00")), "%s: the next change is %s", change, next)

		missed, err := c.Record(at("mon 12:40"), policy.Event{At: at("mon 12:40"), Facts: []policy.Fact{{Commitment: "repair", Says: promise.Event{Kind: promise.Meet, Condition: "photo"}}}})
		require.NoError(t, err)
		require.Empty(t, missed.Fields()["tier"])
		require.Equal(t, "gold", missed.KnownAt(at("mon 11:59")).Fields()["tier"])
		require.Empty(t, missed.KnownAt(at("mon 12:00")).Fields()["tier"])
		p = missed.Promises()[0]
		require.Len(t, missed.Promises(), 1, change)
		due, _ = p.At(at("mon 12:40")).Due()
		require.True(t, due.Equal(at("wed 13:00")), "%s: due %s", change, due)
		require.Equal(t, "device", p.TermsAt(at("mon 12:40")).Conditions[0].Name)
		require.Equal(t, promise.Void, p.At(at("tue 10:00")).Standing, "the device did not come")
		why, _ := missed.Why(p.About().ID)
		require.Equal(t, 1, why.Rule, "%s: the rule of before", change)

		met, err := c.Record(at("mon 11:59"), policy.Event{At: at("mon 11:59"), Facts: []policy.Fact{
			{Commitment: "repair", Says: promise.Event{Kind: promise.Meet, Condition: "photo"}}, {Commitment: "repair", Says: promise.Event{Kind: promise.Meet, Condition: "device"}},
		}})
		require.NoError(t, err)
		met, err = met.Record(at("tue 10:30"))
		require.NoError(t, err)
		due, ok = met.Promises()[0].At(at("tue 10:30")).Due()
		require.True(t, ok && due.Equal(list[i].Due), "%s: met, due %s", change, due)
		require.Equal(t, "gold", met.Fields()["tier"])
		_, ok = met.NextChange(due)
		require.False(t, ok, change)
	}
}
