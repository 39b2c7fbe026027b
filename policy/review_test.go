package policy_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// oneCommitment returns the document of a policy.
func oneCommitment(body string) string {
	return `{"calendars":[` + plainOffice + `],"commitments":[` + body + `]}`
}

// TestChangeThatHistoryKnowsNothingOf: a rule that leaves it to a history that has
// no answer comes to hold: what was promised stays.
func TestChangeThatHistoryKnowsNothingOf(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	doc := oneCommitment(`{"name":"work","calendar":"office","rules":[{"when":{"priority":"high"},"due":"4h"},{}],"pad":{"level":0.95}}`)
	c, err := parsePolicy(t, doc).Open("T", nil, at("mon 09:00"))
	require.NoError(t, err)
	require.Empty(t, c.Promises())
	c, err = parsePolicy(t, doc).Open("T", policy.Fields{"priority": "high"}, at("mon 09:00"))
	require.NoError(t, err)
	_, err = c.Record(at("mon 10:00"), set(at("mon 10:00"), "priority", "low"))
	require.NoError(t, err)
}

// TestTighterIsAskedOnce: a rule that is not tighter is not asked again at the next
// event, which would take back what the customer agreed to.
func TestTighterIsAskedOnce(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, changeDoc("tighter")).Open("T", policy.Fields{"priority": "high"}, at("mon 09:00"))
	require.NoError(t, err)
	agreed := policy.Event{At: at("mon 12:00"), Recorded: at("mon 12:00"), Agreed: true, Facts: []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(at("fri 17:00"))}, Agreed: true}}}}
	c, err = c.Record(at("mon 12:30"), set(at("mon 11:00"), "priority", "low"), agreed)
	require.NoError(t, err)
	before := show(c, at("mon 12:30"))
	c, err = c.Record(at("mon 12:30"), agent(at("mon 12:15")))
	require.NoError(t, err)
	require.Equal(t, before, show(c, at("mon 12:30")))
}

// TestAdoptTheSameWhileFulfilled: reopened after an identical policy was adopted, a
// promise goes on as it would have.
func TestAdoptTheSameWhileFulfilled(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	for _, change := range []string{"restart", "carry", "keep", "tighter"} {
		t.Run(change, func(t *testing.T) {
			doc := oneCommitment(`{"name":"work","calendar":"office","rules":[{"due":"4h"}],"clock":{"stop":{"event":"done"},"reopen":{"event":"reopened"},"change":"` + change + `"}}`)
			run := func(adopt bool) string {
				c, err := parsePolicy(t, doc).Open("T", nil, at("mon 09:00"))
				require.NoError(t, err)
				c, err = c.Record(at("mon 10:00"), event("done", at("mon 10:00")))
				require.NoError(t, err)
				if adopt {
					c, err = c.Adopt(at("tue 09:00"), parsePolicy(t, doc), policy.Event{})
					require.NoError(t, err)
				}
				c, err = c.Record(at("tue 11:00"), event("reopened", at("tue 11:00")))
				require.NoError(t, err)
				return show(c, at("tue 12:00")) + fmt.Sprint(len(c.Promises()[0].Events()))
			}
			require.Equal(t, run(false), run(true))
		})
	}
}

// TestUnderNone: no policy is an error.
func TestUnderNone(t *testing.T) {
	c, err := parsePolicy(t, serviceDoc).Open("T", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	require.NotPanics(t, func() { _, err = c.Under(nil) })
	require.Error(t, err)
}

// TestAdoptionsWithOneID: two policies under one ID are an error.
func TestAdoptionsWithOneID(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, changeDoc("carry")).Open("T", policy.Fields{"priority": "high"}, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Adopt(at("mon 10:00"), parsePolicy(t, changeDoc("carry")), policy.Event{ID: "v"})
	require.NoError(t, err)
	_, err = c.Adopt(at("mon 10:00"), parsePolicy(t, strings.Replace(changeDoc("carry"), `"4h"`, `"2h"`, 1)), policy.Event{ID: "v"})
	require.Error(t, err)
}

// TestAdoptKeepsWhatWasSaid: what is under way keeps its cut-off, its notice and
// what pauses do.
func TestAdoptKeepsWhatWasSaid(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	doc := func(terms string) string {
		return oneCommitment(`{"name":"work","calendar":"office","rules":[{"due":"1 day close"}],"terms":{` + terms + `}}`)
	}
	c, err := parsePolicy(t, doc(`"cutoff":"14:00"`)).Open("T", nil, at("mon 15:00"))
	require.NoError(t, err)
	before := show(c, at("mon 16:30"))
	c, err = c.Adopt(at("mon 16:00"), parsePolicy(t, doc(`"on_pause":"hold","notice":"1h"`)), policy.Event{})
	require.NoError(t, err)
	require.Equal(t, before, show(c, at("mon 16:30")))
}

// TestPausesByHandOutliveARestart: whoever waits still waits.
func TestPausesByHandOutliveARestart(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, changeDoc("restart")).Open("T", policy.Fields{"priority": "low"}, at("mon 09:00"))
	require.NoError(t, err)
	pause := policy.Event{At: at("mon 10:00"), Recorded: at("mon 10:00"), Facts: []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: promise.Pause, Reason: "waiting"}}}}
	c, err = c.Record(at("mon 11:00"), pause, set(at("mon 11:00"), "priority", "high"))
	require.NoError(t, err)
	ps := c.Promises()
	require.Equal(t, promise.Paused, ps[len(ps)-1].At(at("mon 12:00")).Phase, show(c, at("mon 12:00")))
}

// TestGoneAndBack: a commitment that comes back promises again.
func TestGoneAndBack(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	a := `{"name":"a","calendar":"office","rules":[{"due":"8h"}]}`
	b := `{"name":"b","calendar":"office","rules":[{"due":"16h"}]}`
	v1, v2 := parsePolicy(t, oneCommitment(a+","+b)), parsePolicy(t, oneCommitment(a))
	c, err := v1.Open("T", nil, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Adopt(at("mon 10:00"), v2, policy.Event{})
	require.NoError(t, err)
	c, err = c.Adopt(at("mon 11:00"), v1, policy.Event{})
	require.NoError(t, err)
	fresh, err := v2.Open("T", nil, at("mon 09:00"))
	require.NoError(t, err)
	fresh, err = fresh.Adopt(at("mon 11:00"), v1, policy.Event{})
	require.NoError(t, err)
	t.Log(show(fresh, at("mon 12:00")))
	live := 0
	for _, p := range c.Promises() {
		if s := p.At(at("mon 12:00")); p.About().Name == "b" && s.Phase == promise.Running {
			live++
		}
	}
	require.Equal(t, 1, live, show(c, at("mon 12:00")))
}

// TestResetAtTheOpening: it begins once.
func TestResetAtTheOpening(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, oneCommitment(`{"name":"a","calendar":"office","rules":[{"due":"8h"}],"clock":{"reset":{"becomes":{"group":"night"}}}}`)).Open("T", policy.Fields{"group": "night"}, at("mon 09:00"))
	require.NoError(t, err)
	require.Len(t, c.Promises(), 1, show(c, at("mon 09:00")))
}

// TestOffersForWhatIsBroken: dates that are still ahead, and can be promised.
func TestOffersForWhatIsBroken(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, changeDoc("carry")).Open("T", policy.Fields{"priority": "high"}, at("mon 09:00"))
	require.NoError(t, err)
	now := at("mon 16:00")
	offers, err := c.Offers("work", now, now.Add(time.Minute))
	require.NoError(t, err)
	for _, o := range offers {
		t.Log(o.Kind, o.Due, o.Why, o.Terms.Target)
		_, err := promise.Make(o.Terms, promise.About{}, now)
		require.NoError(t, err)
	}
}

// TestPausesWarnOnce: a pause that moves the due instant does not warn again.
func TestPausesWarnOnce(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, reactingDoc(`{"name":"warn","when":"3h before due"}`)).Open("T", nil, at("mon 09:00"))
	require.NoError(t, err)
	for _, m := range []string{"mon 14:30", "mon 15:00", "mon 15:30"} {
		c, err = c.Record(at(m), set(at(m), "status", "pending"))
		require.NoError(t, err)
		u := at(m).Add(5 * time.Minute)
		c, err = c.Record(u, set(u, "status", "open"))
		require.NoError(t, err)
	}
	require.Equal(t, []string{"mon 14:00 warn"}, did(c, time.Time{}, at("mon 17:00"), at("mon 09:00").Location()))
}

// TestSharesOnce: a revision that moves no date does not bring a share about again.
func TestSharesOnce(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, reactingDoc(`{"name":"warn","when":"75%"}`)).Open("T", nil, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Record(at("mon 15:30"), policy.Event{At: at("mon 15:30"), Facts: []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: promise.Revise, Terms: promise.Terms{Target: promise.By(at("mon 16:00"))}}}}})
	require.NoError(t, err)
	// later date that doesn't bind
	c, err = c.Record(at("mon 15:45"), policy.Event{At: at("mon 15:45"), Facts: []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(at("mon 16:59").Add(30 * time.Minute))}}}}})
	require.NoError(t, err)
	t.Log(show(c, at("mon 16:00")))
	require.Equal(t, []string{"mon 15:00 warn"}, did(c, time.Time{}, at("mon 16:55"), at("mon 09:00").Location()))
}

// TestPadsWithoutBound: a pad that no calendar holds is an error.
func TestPadsWithoutBound(t *testing.T) {
	pol := parsePolicy(t, `{"calendars":[{"name":"a","zone":"UTC","week":"24/7"}],"commitments":[{"name":"w","calendar":"a","rules":[{"target":"876000h"}],"pad":{"percent":1000}}]}`)
	terms, why, err := pol.Terms("w", nil, instant(t, "mon 09:00"))
	t.Log(terms.Due, why, err)
	require.Error(t, err)
}

// TestErrorsInProportion: the errors are not much longer than the document.
func TestErrorsInProportion(t *testing.T) {
	var cals, rules []string
	for i := range 3000 {
		cals = append(cals, fmt.Sprintf(`{"name":"%d","zone":"UTC"}`, i))
		rules = append(rules, `{"calendar":"x","due":"1h"}`)
	}
	doc := `{"calendars":[` + strings.Join(cals, ",") + `],"commitments":[{"name":"w","rules":[` + strings.Join(rules, ",") + `]}]}`
	_, err := policy.Parse([]byte(doc))
	require.Error(t, err)
	require.Less(t, len(err.Error()), 10*len(doc))
}

// TestKeysOfNamesWithSlashes: they differ where cases and commitments do.
func TestKeysOfNamesWithSlashes(t *testing.T) {
	a, err := parsePolicy(t, oneCommitment(`{"name":"b/c","calendar":"office","rules":[{"due":"8h"}],"reactions":[{"name":"w","when":"due"}]}`)).Open("A", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	b, err := parsePolicy(t, oneCommitment(`{"name":"c","calendar":"office","rules":[{"due":"8h"}],"reactions":[{"name":"w","when":"due"}]}`)).Open("A/b", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	x, y := a.Actions(time.Time{}, instant(t, "tue 09:00")), b.Actions(time.Time{}, instant(t, "tue 09:00"))
	require.Len(t, x, 1)
	require.NotEqual(t, x[0].Name, y[0].Name)
}

// TestOpenMalformed: what is malformed at the opening is refused.
func TestOpenMalformed(t *testing.T) {
	_, err := parsePolicy(t, changeDoc("carry")).Open("T", policy.Fields{"": "x", "a": "\xff"}, instant(t, "mon 09:00"))
	require.Error(t, err)
}

// TestRulesWhoseDateIsPast: a rule with a date that is past promises nothing, and keeps no fact out.
func TestRulesWhoseDateIsPast(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	pol := parsePolicy(t, oneCommitment(`{"name":"migration","calendar":"office","rules":[{"when":{"kind":"migration"},"due":"2026-01-06T17:00:00+01:00"}]},{"name":"reply","calendar":"office","rules":[{"due":"4h"}]}`))
	_, err := pol.Open("T", policy.Fields{"kind": "migration"}, at("wed 09:00"))
	t.Log(err)
	c, err := pol.Open("T", nil, at("wed 09:00"))
	require.NoError(t, err)
	_, err = c.Record(at("wed 10:00"), set(at("wed 10:00"), "kind", "migration"))
	require.NoError(t, err, "a fact is recorded")
}

// TestPartsThatSetFields: the rest comes as the fields say that accepting it sets.
func TestPartsThatSetFields(t *testing.T) {
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, oneCommitment(`{"name":"work","calendar":"office","rules":[{"when":{"tier":"gold"},"due":"6h"},{"due":"8h"}],"offers":[{"name":"gold","set":{"tier":"gold"},"part":"workaround","due":"1h"}]}`)).Open("T", nil, at("mon 09:00"))
	require.NoError(t, err)
	offers, err := c.Offers("work", at("mon 09:30"), at("mon 10:00"))
	require.NoError(t, err)
	for _, o := range offers {
		if o.Kind == policy.OfferPart {
			d, err := c.Record(at("mon 09:30"), o.Accept)
			require.NoError(t, err)
			due, _ := d.Promises()[0].At(at("mon 09:30")).Due()
			require.True(t, due.Equal(o.Rest), "rest offered for %s, promised for %s", o.Rest, due)
		}
	}
}

// TestOffersWhilePaused: what is offered in a pause is not broken by waiting.
func TestOffersWhilePaused(t *testing.T) { // taken, it breaks while we wait for the customer; not taken, it would not
	at := func(s string) time.Time { return instant(t, s) }
	c, err := parsePolicy(t, changeDoc("carry")).Open("T", policy.Fields{"priority": "low"}, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Record(at("mon 10:00"), set(at("mon 10:00"), "status", "pending"))
	require.NoError(t, err)
	offers, err := c.Offers("work", at("mon 11:00"), at("wed 12:00"))
	require.NoError(t, err)
	d, err := c.Record(at("mon 11:00"), offers[0].Accept)
	require.NoError(t, err)
	require.Equal(t, promise.OnTrack, c.Promises()[0].At(at("wed 13:00")).Standing)
	require.NotEqual(t, promise.Broken, d.Promises()[0].At(at("wed 13:00")).Standing, "offered as %q", offers[0].Why)
}

// TestTermsOfNoCommitment: of a commitment that there is not, no rule holds.
func TestTermsOfNoCommitment(t *testing.T) {
	_, why, err := parsePolicy(t, changeDoc("carry")).Terms("gone", nil, instant(t, "mon 09:00"))
	require.Error(t, err)
	require.Equal(t, policy.Why{Commitment: "gone", Rule: -1}, why)
}

// TestEveryEmptyCondition: each field of a condition that lists no values is named.
func TestEveryEmptyCondition(t *testing.T) {
	config := parsePolicy(t, changeDoc("carry")).Config()
	config.Commitments[0].Rules[0].When = map[string][]string{"a": {}, "b": {"x"}, "c": nil}
	_, err := policy.New(config)
	require.ErrorContains(t, err, "rules[0].when.a: required; list")
	require.ErrorContains(t, err, "rules[0].when.c: required; list")
	require.NotContains(t, err.Error(), "when.b")
}

// TestQuotersThatLie: an answer is believed as far as it can be.
func TestQuotersThatLie(t *testing.T) {
	at := instant(t, "mon 09:00")
	pol := parsePolicy(t, oneCommitment(`{"name":"work","calendar":"office","rules":[{"target":"2h"}],"pad":{"level":0.9,"at_most":"1h"}}`))
	for _, a := range []policy.Answer{{Due: 100 * time.Hour}, {Due: time.Hour, Target: 50 * time.Hour}, {Due: math.MaxInt64}, {Due: -1}, {Due: time.Hour, Level: math.NaN()}, {Due: 4 * time.Hour, Target: -1, Level: 7}} {
		terms, why, err := pol.Quoting(liar(a)).Terms("work", nil, at)
		t.Log(a, terms.Due, terms.Target, why.Pad, err)
	}
	terms, _, err := pol.Quoting(liar{Due: 100 * time.Hour}).Terms("work", nil, at)
	require.NoError(t, err)
	d, err := terms.Reach(terms.Due, at, 0)
	require.NoError(t, err)
	require.LessOrEqual(t, terms.Calendar.Between(at, d), 3*time.Hour, "at most at_most later than the target")
}

type liar policy.Answer

func (l liar) Quote(policy.Question) policy.Answer { return policy.Answer(l) }

// TestCasesHaveNoDocument: nothing turns silently into an empty case.
func TestCasesHaveNoDocument(t *testing.T) {
	c, err := parsePolicy(t, serviceDoc).Open("T", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	_, err = json.Marshal(c)
	require.ErrorContains(t, err, "keep its policy, opening and events")
	require.ErrorContains(t, json.Unmarshal([]byte(`{}`), &c), "a case has no document")
}

// TestWording takes the first language that the document words a commitment in.
func TestWording(t *testing.T) {
	pol := parsePolicy(t, oneCommitment(`{"name":"work","calendar":"office","rules":[{"due":"8h"}],"wording":{"en":"a solution","de":"eine Lösung"}}`))
	require.Equal(t, "eine Lösung", pol.Wording("work", "fr", "de-AT", "en"))
	require.Equal(t, "a solution", pol.Wording("work", "en-US"))
	require.Equal(t, "work", pol.Wording("work", "fr", ""))
	require.Equal(t, "rest", pol.Wording("rest", "en"))
	back := parsePolicy(t, pol.String())
	require.Equal(t, "eine Lösung", back.Wording("work", "de"))
}
