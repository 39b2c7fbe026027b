package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/lint"
)

// commitments makes a policy of several.
func commitments(list ...string) string {
	return `{"calendars":[` + office + `,{"name":"on call","zone":"UTC","week":"24/7"}],"commitments":[{` + strings.Join(list, "},{") + `}]}`
}

// TestMoreFindings has for each finding a policy that has it, and those that nearly
// have it, which has none.
func TestMoreFindings(t *testing.T) {
	const rule = `"rules":[{"due":"4h"}],`
	work := func(fields string) string { return commitment(rule + fields) }
	clock := func(fields string) string { return work(`"clock":{"stop":{"event":"done"},` + fields + `}`) }
	follow := func(start string) string {
		return commitments(`"name":"work","calendar":"office",`+rule+stops, `"name":"sorry","calendar":"office",`+rule+`"clock":{"start":`+start+`,"stop":{"event":"done"}}`)
	}
	none := []string{}
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		// Clocks.
		{"hold runs on in pauses", commitment(`"rules":[{"when":{"status":"pending"},"due":"4h"},{"due":"8h"}],"clock":{"stop":{"event":"done"},"pause_while":{"status":"pending"}},"terms":{"on_pause":"hold"}`), none},
		{"kept promises run on", commitment(`"rules":[{"when":{"status":"pending"},"due":"4h"},{"due":"8h"}],"clock":{"stop":{"event":"done"},"pause_while":{"status":"pending"},"change":"keep"}`), none},
		{"the rest of a rule is a pause", commitment(`"rules":[{"when":{"status":"open"},"due":"4h"},{"when":{"status":["open","pending"]},"due":"8h"},{"due":"9h"}],"clock":{"stop":{"event":"done"},"pause_while":{"status":"pending"}}`),
			[]string{"commitments[0].clock.pause_while[0]: error: the clock never runs under rules[1], which holds only while it pauses; name fields that the rule does not"}},
		{"a stop that asks for more", work(`"clock":{"stop":{"becomes":{"status":"closed"},"by":"person"},"pause_while":{"status":"closed"}}`), none},
		{"a stop that leaves as well", work(`"clock":{"stop":{"becomes":{"status":"closed"},"leaves":{"status":"open"}},"pause_while":{"status":"closed"}}`), none},
		{"a stop on leaving", work(`"clock":{"stop":{"leaves":{"status":"open"}},"pause_while":{"status":"pending"}}`), none},
		{"asked while closed", work(`"clock":{"start":{"event":"message"},"stop":{"becomes":{"status":"closed"}},"pause_while":{"status":"closed"}}`), none},
		{"reopened while closed", work(`"clock":{"stop":{"becomes":{"status":"closed"}},"reopen":{"event":"message"},"pause_while":{"status":"closed"}}`), none},
		{"reopened as open", work(`"clock":{"stop":{"becomes":{"status":"closed"}},"reopen":{"becomes":{"status":"open"}},"pause_while":{"status":"closed"}}`),
			[]string{"commitments[0].clock.pause_while[0]: warning: begins only when stop[0] has stopped the clock; take it out of one of them"}},
		{"runs for ever", clock(`"cycle":"periodic"`),
			[]string{"commitments[0].clock.cancel: warning: required: without it one period follows the other for ever; name the event that ends it, like the case being closed"}},
		{"is cancelled", clock(`"cycle":"periodic","cancel":{"event":"closed"}`), none},
		{"ends with its rule", commitment(`"rules":[{"when":{"status":"open"},"due":"4h"}],"clock":{"stop":{"event":"done"},"cycle":"periodic"}`), none},
		{"ends in a pause", clock(`"cycle":"periodic","pause_while":{"status":"closed"}`), none},
		{"over at once", commitment(`"rules":[{"when":{"priority":"high"},"due":"59s"},{"due":"1m"}],"clock":{"stop":{"event":"done"},"cycle":"each time"}`),
			[]string{"commitments[0].rules[0]: warning: is due after 59s, each time; give what can be kept"}},
		{"over at once, padded", commitment(`"rules":[{"target":"30s"}],"pad":{"fixed":"30s"},"clock":{"stop":{"event":"done"},"cycle":"each time"}`), none},
		{"over at once, but once", commitment(`"rules":[{"due":"10s"}],` + stops), none},

		// Triggers.
		{"becomes what it leaves", work(`"clock":{"stop":{"becomes":{"status":["solved","closed"]},"leaves":{"status":"solved"}}}`),
			[]string{"commitments[0].clock.stop[0]: error: never matches: what it becomes is what it leaves; name other values in one of them"}},
		{"leaves what it becomes", work(`"clock":{"stop":{"becomes":{"status":"solved","team":"b"},"leaves":{"status":["solved","closed"]}}}`),
			[]string{"commitments[0].clock.stop[0]: error: never matches: what it becomes is what it leaves; name other values in one of them"}},
		{"moves on", work(`"clock":{"stop":{"becomes":{"status":["solved","closed"]},"leaves":{"status":["solved","open"]}}}`), none},
		{"must change and stay", work(`"clock":{"stop":{"becomes":{"status":"solved","team":"a"},"leaves":{"status":"open","team":"a"},"changes":"team"}}`),
			[]string{"commitments[0].clock.stop[0]: error: never matches: team must change, and be the same before and after; name another field in changes"}},
		{"may change", work(`"clock":{"stop":{"becomes":{"status":"solved","team":["a","b"]},"leaves":{"status":"open","team":"a"},"changes":"team"}}`), none},
		{"kept by somebody", follow(`{"event":"promise kept","by":"person"}`),
			[]string{`commitments[1].clock.start[0]: error: never matches: "promise kept": it has no actor; leave by out`}},
		{"kept or done by somebody", follow(`{"event":["promise kept","called"],"by":"person"}`),
			[]string{`commitments[1].clock.start[0].event: warning: one of them never matches: "promise kept": it has no actor; leave by out`}},
		{"kept by itself", follow(`{"event":"promise kept"}`), none},
		{"broken as a field changes", follow(`{"event":"promise broken","becomes":{"status":"open"}}`),
			[]string{`commitments[1].clock.start[0]: error: never matches: "promise broken": it changes no field; ask for a field in a rule's when`}},
		{"broken in public", follow(`{"event":"promise broken","where":{"visibility":"public"}}`),
			[]string{`commitments[1].clock.start[0]: error: never matches: "promise broken": it has no "visibility"; ask for its commitment or its promise`}},
		{"broken, not in private", follow(`{"event":"promise broken","where":{"visibility":["","public"]}}`), none},
		{"of nobody", follow(`{"event":"promise broken","where":{"commitment":"walk"}}`),
			[]string{`commitments[1].clock.start[0]: error: never matches: "promise broken": unknown commitment "walk"; name one of "work", "sorry"`}},
		{"of nobody and somebody", follow(`{"event":"promise broken","where":{"commitment":["walk","work"]}}`),
			[]string{`commitments[1].clock.start[0].where.commitment: warning: unknown commitment "walk"; name one of "work", "sorry"`}},
		{"of the host's", follow(`{"event":["promise broken","missed"],"where":{"commitment":["walk","work"]}}`), none},
		{"of somebody", follow(`{"event":"promise broken","where":{"commitment":"work"}}`), none},
		{"opened by somebody", follow(`{"event":"opened","by":"customer"}`),
			[]string{`commitments[1].clock.start[0]: error: never matches: "opened": an opening has no actor; leave by out`}},
		{"opened by chat", follow(`{"event":"opened","where":{"channel":"chat"}}`),
			[]string{`commitments[1].clock.start[0]: error: never matches: "opened": an opening has no "channel"; leave where out`}},
		{"opened and changed", follow(`{"event":"opened","changes":"status"}`),
			[]string{`commitments[1].clock.start[0]: error: never matches: "opened": a case has no fields before; ask for what they become`}},
		{"opened as urgent", follow(`{"event":"opened","becomes":{"priority":"urgent"}}`), none},
		{"reopened by the opening", work(`"clock":{"stop":{"event":"done"},"reopen":{"event":["opened","again"]}}`),
			[]string{`commitments[0].clock.reopen[0].event: warning: one of them never matches: "opened": no promise has been fulfilled then; name a later event`}},
		{"stopped by the opening", work(`"clock":{"stop":{"event":["opened","done"]}}`), none},
		{"told by a promise", `{"calendars":[` + office + `],"contact":{"told":{"event":"promise kept"}},"commitments":[{"name":"work","calendar":"office",` + rule + stops + `}]}`,
			[]string{`contact.told[0]: error: never matches: "promise kept": it is not an event of the case's log; name an event that is recorded`}},
		{"told by the opening", `{"calendars":[` + office + `],"contact":{"told":[{"event":"opened"},{"event":"message","by":"person"}]},"commitments":[{"name":"work","calendar":"office",` + rule + stops + `}]}`, none},
		{"met by somebody", work(stops + `,"conditions":[{"name":"file","by":"1h","met":{"event":"promise kept","by":"customer"}}]`),
			[]string{`commitments[0].conditions[0].met[0]: error: never matches: "promise kept": it has no actor; leave by out`}},

		// What follows from promises.
		{"waits for what nothing keeps", commitments(`"name":"a","calendar":"office",`+rule+`"clock":{"cancel":{"event":"x"}}`, `"name":"b","calendar":"office",`+rule+`"clock":{"start":{"event":"promise kept","where":{"commitment":"a"}},"stop":{"event":"done"}}`),
			[]string{
				`commitments[1].clock.start[0]: error: never matches: "promise kept": nothing starts or stops such a promise; let something stop it, or wait for another`,
				`commitments[0].clock.stop: warning: required: without it no promise of "a" is ever kept; name the event that keeps the promise`,
			}},
		{"each waits for the other", commitments(`"name":"a","calendar":"office",`+rule+`"clock":{"start":{"event":"promise broken","where":{"commitment":"b"}},"stop":{"event":"done"}}`, `"name":"b","calendar":"office",`+rule+`"clock":{"start":{"event":"promise broken","where":{"commitment":"a"}},"stop":{"event":"done"}}`),
			[]string{
				`commitments[0].clock.start[0]: error: never matches: "promise broken": no such promise is ever due; let something start it, or wait for another`,
				`commitments[1].clock.start[0]: error: never matches: "promise broken": no such promise is ever due; let something start it, or wait for another`,
			}},
		{"each waits for the other, or a call", commitments(`"name":"a","calendar":"office",`+rule+`"clock":{"start":[{"event":"call"},{"event":"promise broken","where":{"commitment":"b"}}],"stop":{"event":"done"},"cycle":"each time"}`, `"name":"b","calendar":"office",`+rule+`"clock":{"start":{"event":"promise broken","where":{"commitment":"a"}},"stop":{"event":"done"},"cycle":"each time"}`), none},

		// Pads.
		{"never asked", commitment(`"rules":[{"when":{"a":"b"},"target":"1h","due":"2h"},{"target":"3h","due":"4h"}],"pad":{"fixed":"1h"},` + stops),
			[]string{"commitments[0].pad: warning: is never used: every rule gives both target and due; leave the target or the due to it"}},
		{"a level that is never asked", commitment(`"rules":[{"target":"3h","due":"4h"}],"pad":{"level":0.9},` + stops),
			[]string{"commitments[0].pad.level: warning: is never used: every rule gives both target and due; leave the target or the due to it"}},
		{"asked by one", commitment(`"rules":[{"when":{"a":"b"},"target":"1h","due":"2h"},{"target":"3h"}],"pad":{"fixed":"1h"},` + stops), none},
		{"nobody to ask", commitment(`"rules":[{"target":"3h"}],"pad":{"level":0.9},` + stops),
			[]string{"commitments[0].pad.level: warning: has no effect without a history; set a quoter before the policy is checked and used"}},
		{"nobody to ask at all", commitment(`"rules":[{"when":{"a":"b"},"target":"3h"},{}],"pad":{"level":0.9},` + stops),
			[]string{"commitments[0].pad.level: error: a history is required: rules[1] promises nothing without one; set a quoter before the policy is checked and used"}},
		{"always cut", commitment(`"rules":[{"when":{"a":"b"},"target":"10h"},{"target":"8h"}],"pad":{"percent":25,"at_most":"1h59m"},` + stops),
			[]string{"commitments[0].pad.at_most: warning: always cuts the pad to 1h59m0s; give the most as fixed, or raise it"}},
		{"always cut, of days", commitment(`"rules":[{"target":"2 days"}],"pad":{"fixed":"2h","at_most":"1h"},` + stops),
			[]string{"commitments[0].pad.at_most: warning: always cuts the pad to 1h0m0s; give the most as fixed, or raise it"}},
		{"cut now and then", commitment(`"rules":[{"when":{"a":"b"},"target":"10h"},{"target":"4h"}],"pad":{"percent":25,"at_most":"1h30m"},` + stops), none},
		{"perhaps cut, of days", commitment(`"rules":[{"target":"2 days"}],"pad":{"percent":50,"at_most":"1h"},` + stops), none},
		{"more than there is", commitment(`"rules":[{"when":{"a":"b"},"due":"1h"},{"due":"2h"}],"pad":{"fixed":"3h"},` + stops),
			[]string{"commitments[0].pad: warning: is always cut to the time that there is, so that the team aims for the start; give a smaller one"}},
		{"more than there is for one", commitment(`"rules":[{"when":{"a":"b"},"due":"1h"},{"due":"20h"}],"pad":{"fixed":"3h"},` + stops), none},

		// Reactions.
		{"before it is made", commitment(`"rules":[{"when":{"a":"b"},"due":"4h"},{"target":"6h"}],"pad":{"fixed":"1h"},"reactions":[{"name":"warn","when":"8h before due"}],` + stops),
			[]string{"commitments[0].reactions[0].when: warning: lies before the promise is made, under every rule, so that it comes at once; react later, or to a share of the time"}},
		{"before the target's start", commitment(`"rules":[{"target":"2h","due":"8h"}],"reactions":[{"name":"warn","when":"3h before target"}],` + stops),
			[]string{"commitments[0].reactions[0].when: warning: lies before the promise is made, under every rule, so that it comes at once; react later, or to a share of the time"}},
		{"before it is made under one", commitment(`"rules":[{"when":{"a":"b"},"due":"4h"},{"due":"9h"}],"reactions":[{"name":"warn","when":"8h before due"}],` + stops), none},
		{"before it is made on the wall", commitment(`"rules":[{"due":"4h"}],"reactions":[{"name":"warn","when":"8h before due","wall":true}],` + stops), none},
		{"before it is made, of days", commitment(`"rules":[{"due":"1 day"}],"reactions":[{"name":"warn","when":"8h before due"}],` + stops), none},
		{"after due", commitment(`"rules":[{"target":"6h"}],"pad":{"percent":25},"reactions":[{"name":"warn","when":"2h after target"}],` + stops),
			[]string{"commitments[0].reactions[0].when: warning: lies after the due instant under every rule, unless the clock pauses in between; react earlier, or to the due instant"}},
		{"after due, from a due", commitment(`"rules":[{"due":"6h"}],"pad":{"percent":25},"reactions":[{"name":"warn","when":"2h after target"}],` + stops),
			[]string{"commitments[0].reactions[0].when: warning: lies after the due instant under every rule, unless the clock pauses in between; react earlier, or to the due instant"}},
		{"after the target", commitment(`"rules":[{"target":"6h"}],"pad":{"percent":25},"reactions":[{"name":"warn","when":"1h after target"}],` + stops), none},
		{"a chase after due", work(`"reactions":[{"name":"chase","when":"2h after due"}],` + stops), none},
		{"twice the same", work(`"reactions":[{"name":"a","when":"60m before due","do":"mail"},{"name":"b","when":"1h before due","do":"mail"}],` + stops),
			[]string{`commitments[0].reactions[1]: warning: does at "1h before due" what reactions[0] does; take one out, or give it another moment`}},
		{"twice, not the same", work(`"reactions":[{"name":"a","when":"1h before due","do":"mail"},{"name":"b","when":"1h before due","do":"page"},{"name":"c","when":"1h before due","do":"mail","wall":true},{"name":"d","when":"due","do":"mail"}],` + stops), none},
		{"a share is no wall time", work(`"reactions":[{"name":"a","when":"75%"},{"name":"b","when":"75%","wall":true}],` + stops),
			[]string{`commitments[0].reactions[1]: warning: does at "75%" what reactions[0] does; take one out, or give it another moment`}},
		// Forty hours are a week of the office.
		{"chases too long", work(`"reactions":[{"name":"a","when":"due","every":"4h","times":12}],` + stops),
			[]string{"commitments[0].reactions[0].times: warning: 12 times every 4h0m0s last longer than a week; give fewer, or repeat less often"}},
		{"chases for a week", work(`"reactions":[{"name":"a","when":"due","every":"4h","times":11}],` + stops), none},
		{"chases too long on the wall", work(`"reactions":[{"name":"a","when":"due","every":"24h","times":9,"wall":true}],` + stops),
			[]string{"commitments[0].reactions[0].times: warning: 9 times every 24h0m0s last longer than a week; give fewer, or repeat less often"}},
		{"chases for a week on the wall", work(`"reactions":[{"name":"a","when":"due","every":"24h","times":8,"wall":true}],` + stops), none},
		{"chases a hundred times", work(`"reactions":[{"name":"a","when":"due","every":"1h"}],` + stops),
			[]string{"commitments[0].reactions[0].times: warning: 100 times every 1h0m0s last longer than a week; give fewer, or repeat less often"}},

		// Offers.
		{"sets what nothing asks for", commitment(`"rules":[{"when":{"tier":"gold"},"due":"4h"},{"due":"8h"}],"offers":[{"name":"express","set":{"tier":"gold","colour":"red"}}],` + stops),
			[]string{`commitments[0].offers[0].set.colour: warning: sets "colour", which the policy does not use; name a field that a rule asks for`}},
		{"sets what others ask for", commitment(`"owner":"group","rules":[{"when":{"tier":"gold"},"due":"4h"},{"due":"8h"}],"offers":[{"name":"express","set":{"tier":"gold","group":"first","status":"open"},"cost":{"field":"fee"}},{"name":"free","set":{"tier":"gold","fee":"0"}}],"clock":{"stop":{"leaves":{"status":"open"}}}`), none},
		{"leads to the same", commitment(`"rules":[{"when":{"tier":["gold","silver"]},"due":"4h"}],"offers":[{"name":"express","set":{"tier":"gold"}}],` + stops),
			[]string{"commitments[0].offers[0].set: warning: leads to the rule that holds without it, so that it is never offered; set fields for which another rule holds"}},
		{"leads to none", commitment(`"rules":[{"when":{"tier":["gold","silver"]},"due":"4h"}],"offers":[{"name":"express","set":{"tier":"lead"}}],` + stops),
			[]string{"commitments[0].offers[0].set: warning: leads to no rule, so that it is never offered; set fields for which a rule matches"}},
		{"is never earlier", commitment(`"rules":[{"when":{"tier":"gold"},"target":"8h"},{"target":"8h"}],"pad":{"percent":25,"round":"close"},"offers":[{"name":"express","set":{"tier":"gold"}}],` + stops),
			[]string{"commitments[0].offers[0].set: warning: leads to no rule that promises anything earlier, so that it is never offered; lead to a rule that promises more"}},
		{"is earlier for one", commitment(`"rules":[{"when":{"tier":"gold"},"due":"8h"},{"when":{"tier":"silver"},"due":"4h"},{"when":{"tier":"lead"},"due":"2 days"},{"due":"7h"}],"offers":[{"name":"express","set":{"tier":"silver"}}],` + stops), none},
		{"days are not hours", commitment(`"rules":[{"when":{"tier":"gold"},"due":"3 days"},{"due":"40h"}],"offers":[{"name":"express","set":{"tier":"gold"}}],` + stops), none},
		{"another calendar", commitments(`"name":"work","calendar":"office","rules":[{"when":{"tier":"gold"},"calendar":"on call","due":"9h"},{"due":"8h"}],"offers":[{"name":"express","set":{"tier":"gold"}}],` + stops), none},
		{"a late part", work(`"offers":[{"name":"first aid","part":"a workaround","due":"5h"}],` + stops),
			[]string{"commitments[0].offers[0].due: warning: the part is never due earlier than the whole; promise the part earlier"}},
		{"a part first", work(`"offers":[{"name":"first aid","part":"a workaround","due":"1h"}],` + stops), none},

		// Matters.
		{"always later", commitments(`"name":"site","matter":"answer","calendar":"office","rules":[{"when":{"priority":"high"},"due":"8h"},{"when":{"priority":"low"},"due":"3 days"}],`+stops, `"name":"chat","matter":"answer","calendar":"office","rules":[{"when":{"priority":"high"},"target":"4h"},{"due":"2 days"}],"clock":{"stop":{"event":"done"}}`),
			[]string{`commitments[0].matter: warning: always promises later than "chat" about "answer", so that the earlier one binds; take one out, or promise the same`}},
		{"later for some", commitments(`"name":"site","matter":"answer","calendar":"office","rules":[{"when":{"priority":"high"},"due":"8h"},{"due":"4h"}],`+stops, `"name":"chat","matter":"answer","calendar":"office","rules":[{"due":"5h"}],`+stops), none},
		{"later, alone for some", commitments(`"name":"site","matter":"answer","calendar":"office","rules":[{"due":"8h"}],`+stops, `"name":"chat","matter":"answer","calendar":"office","rules":[{"when":{"priority":"high"},"due":"5h"}],`+stops), none},
		{"later, from another start", commitments(`"name":"site","matter":"answer","calendar":"office","rules":[{"due":"8h"}],`+stops, `"name":"chat","matter":"answer","calendar":"office","rules":[{"due":"5h"}],"clock":{"start":{"event":"said"},"stop":{"event":"done"}}`), none},
		{"later, on another matter", commitments(`"name":"site","matter":"answer","calendar":"office","rules":[{"due":"8h"}],`+stops, `"name":"chat","matter":"visit","calendar":"office","rules":[{"due":"5h"}],`+stops), none},
		{"today can be tomorrow", commitments(`"name":"site","matter":"answer","calendar":"office","rules":[{"due":"1 day 16:00"}],`+stops, `"name":"chat","matter":"answer","calendar":"office","rules":[{"due":"0 days 16:00"}],`+stops), none},

		// Calendars.
		{"silence runs out", `{"calendars":[` + office + `,{"name":"desk","zone":"UTC","week":"Mo-Fr 09:00-17:00","days":[{"on":"2025-05-01"},{"on":"2025-12-25"}]}],"contact":{"asked":{"event":"message"},"calendar":"desk"},"commitments":[{"name":"work","calendar":"office",` + rule + stops + `}]}`,
			[]string{`contact.calendar: warning: the days and breaks of "desk" end within two months, after 2 in the last year; add the days of the years to come`}},
		{"a reply before the padded resolution", commitments(`"name":"first reply","calendar":"office","rules":[{"due":"6h"}],`+stops, `"name":"resolution","calendar":"office","rules":[{"target":"5h"}],"pad":{"fixed":"2h"},`+stops), none},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, check(t, c.doc, now)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestMarket compares with what the caller says that customers get elsewhere.
func TestMarket(t *testing.T) {
	pol, err := policy.Parse([]byte(commitments(
		`"name":"first reply","calendar":"office","rules":[{"when":{"priority":"high"},"due":"5m"},{"when":{"channel":"mail"},"due":"1 day"},{"target":"20m"}],"pad":{"fixed":"10m"},`+stops,
		`"name":"resolution","calendar":"office","rules":[{"due":"1 day"}],`+stops)))
	require.NoError(t, err)
	chat := map[string][]string{"channel": {"chat"}}
	for _, c := range []struct {
		market lint.Market
		want   []string
	}{
		{lint.Market{Commitment: "first reply", When: chat, Most: 29 * time.Minute},
			[]string{"commitments[0].rules[2]: warning: promises 30m0s, far beyond the market's 29m0s; promise what can be kept beside it, or say why it takes longer"}},
		{lint.Market{Commitment: "first reply", When: chat, Most: 30 * time.Minute}, []string{}},
		{lint.Market{Commitment: "first reply", When: map[string][]string{"channel": {"chat"}, "priority": {"high"}}, Most: 5 * time.Minute}, []string{}},
		{lint.Market{Commitment: "first reply", Most: time.Hour},
			[]string{"commitments[0].rules[1]: warning: promises 8h0m0s, far beyond the market's 1h0m0s; promise what can be kept beside it, or say why it takes longer"}},
		{lint.Market{When: chat, Most: time.Hour},
			[]string{"commitments[1].rules[0]: warning: promises 8h0m0s, far beyond the market's 1h0m0s; promise what can be kept beside it, or say why it takes longer"}},
		{lint.Market{Commitment: "delivery", Most: time.Second}, []string{}},
		{lint.Market{}, []string{}},
	} {
		list := []string{}
		for _, f := range lint.Check(pol, now, c.market) {
			if f.Severity != lint.Note {
				list = append(list, f.String())
			}
		}
		if diff := cmp.Diff(c.want, list); diff != "" {
			t.Errorf("%v -want +got:\n%s", c.market, diff)
		}
	}
}

// TestQuoter shows that a level is fine once somebody can be asked.
func TestQuoter(t *testing.T) {
	pol, err := policy.Parse([]byte(commitment(`"rules":[{}],"pad":{"level":0.9},` + stops)))
	require.NoError(t, err)
	require.Len(t, lint.Check(pol, now), 1)
	require.Empty(t, lint.Check(pol.Quoting(fourHours{}), now))
}

type fourHours struct{}

func (fourHours) Quote(policy.Question) policy.Answer {
	return policy.Answer{Due: 4 * time.Hour, Level: 0.9}
}

// TestOrderOfFindings shows errors first, then by commitment, however many there
// are.
func TestOrderOfFindings(t *testing.T) {
	var list []string
	for i := range 12 {
		list = append(list, fmt.Sprintf(`"name":"c%d","calendar":"office","rules":[{"due":"1h"},{"due":"2h"}]`, i))
	}
	found := check(t, commitments(list...), now)
	require.Len(t, found, 24)
	for i := range 12 {
		require.True(t, strings.HasPrefix(found[i], fmt.Sprintf("commitments[%d].rules[1]: error", i)), found[i])
		require.True(t, strings.HasPrefix(found[12+i], fmt.Sprintf("commitments[%d].clock.stop: warning", i)), found[12+i])
	}
}

// TestCircles has commitments that go round at one instant, tried out in cases, and
// those that nearly do.
func TestCircles(t *testing.T) {
	circle := func(names string) []string {
		return []string{"commitments[0].clock: error: promises end and start again for ever at one instant, each through the other: " + names + "; name in where the commitments that are meant, and not these"}
	}
	const pair = `"name":"a","calendar":"on call","rules":[{"due":"1h"}],"clock":{"start":[{"event":"go"},{"event":"promise kept","where":{"commitment":"b"}}],"stop":[{"event":"done"},{"event":"promise kept"%s}],"cycle":"each time"}},
		{"name":"b","calendar":"on call","rules":[{"due":"1h"}],"clock":{"start":{"event":"promise kept","where":{"commitment":"a"}},"stop":{"event":"promise kept"%s},"cycle":"each time"}`
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		{"kept by whatever is kept", commitments(`"name":"a","calendar":"on call","rules":[{"due":"1h"}],"clock":{"stop":{"event":["done","promise kept"]},"cycle":"sequential"}`), circle(`"a"`)},
		{"kept by itself, once", commitments(`"name":"a","calendar":"on call","rules":[{"due":"1h"}],"clock":{"stop":{"event":["done","promise kept"]}}`), []string{}},
		{"each kept by the other, and by itself", commitments(fmt.Sprintf(pair, "", "")), circle(`"a", "b"`)},
		{"each kept by the other", commitments(fmt.Sprintf(pair, `,"where":{"commitment":"b"}`, `,"where":{"commitment":"a"}`)), []string{}},
		{"begins again as it breaks", commitments(`"name":"a","calendar":"on call","rules":[{"when":{"priority":"low"},"due":"1h"},{"due":"0s"}],"clock":{"stop":{"event":"done"},"reset":{"event":"promise broken"}}`), circle(`"a"`)},
		{"begins again later", commitments(`"name":"a","calendar":"on call","rules":[{"due":"1h"}],"clock":{"stop":{"event":"done"},"reset":{"event":"promise broken"}}`), []string{}},
		{"cancelled as it breaks", commitments(`"name":"a","calendar":"on call","rules":[{"due":"0s"}],"clock":{"start":[{"event":"opened"},{"event":"promise broken"}],"stop":{"event":"done"},"cancel":{"event":"promise broken"}}`), []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, check(t, c.doc, now)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			pol, err := policy.Parse([]byte(c.doc))
			require.NoError(t, err)
			require.Equal(t, len(c.want) > 0, runsAway(t, pol, 4, "go", "done", ""))
		})
	}
}

// TestCircleFromTheOpening: a case can open with the field that a start waits for.
func TestCircleFromTheOpening(t *testing.T) {
	list := check(t, commitments(`"name":"a","calendar":"on call","rules":[{"when":{"priority":"high"},"due":"0s"}],"clock":{"start":{"becomes":{"priority":"high"}},"stop":{"event":"done"},"reset":{"event":"promise broken"}}`), now)
	require.Len(t, list, 1)
	require.Contains(t, list[0], "for ever at one instant")
}

// TestNoFalseAlarms checks the policies that are written to be good ones. What is
// noted of them is in TestNotesOfPolicies.
func TestNoFalseAlarms(t *testing.T) {
	files, err := filepath.Glob("../testdata/policies/*.json")
	require.NoError(t, err)
	more, err := filepath.Glob("../../examples/helpdesk/*/policy.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range append(files, more...) {
		doc, err := os.ReadFile(filepath.Clean(file))
		require.NoError(t, err)
		if list := check(t, string(doc), now); len(list) > 0 {
			t.Errorf("%s:\n%s", file, strings.Join(list, "\n"))
		}
	}
}

// TestLeavesAtTheOpening: a case that opens with a field leaves the empty one.
func TestLeavesAtTheOpening(t *testing.T) {
	pol, err := policy.Parse([]byte(`{"calendars":[{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}],"commitments":[
		{"name":"a","calendar":"office","rules":[{"due":"8h"}],"clock":{"start":{"event":"opened","leaves":{"priority":""}},"stop":{"event":"done"}}}]}`))
	require.NoError(t, err)
	require.Empty(t, lint.Check(pol, time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)))
}
