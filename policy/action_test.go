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

// reactingDoc promises eight hours, six to aim for, and reacts.
func reactingDoc(reactions string) string {
	return `{"calendars":[` + plainOffice + `],"commitments":[{"name":"repair","calendar":"office","rules":[{"when":{"priority":"high"},"due":"4h"},{"target":"6h","due":"8h"}],
		"clock":{"stop":{"event":"done"},"reopen":{"event":"reopened"},"pause_while":{"status":"pending"}},"reactions":[` + reactions + `]}]}`
}

// did writes actions as "mon 15:00 warn", with the planned instant where that is
// another, and "undo" before a withdrawal.
func did(c policy.Case, since, now time.Time, zone *time.Location) []string {
	list := []string{}
	for _, a := range c.Actions(since, now) {
		text := strings.ToLower(a.At.In(zone).Format("Mon 15:04")) + " " + a.Reaction
		if a.Withdrawn {
			text = strings.ToLower(a.At.In(zone).Format("Mon 15:04")) + " undo " + a.Reaction
		}
		if !a.Planned.Equal(a.At) {
			text += " of " + strings.ToLower(a.Planned.In(zone).Format("Mon 15:04"))
		}
		list = append(list, text)
	}
	return list
}

func event(kind string, at time.Time) policy.Event {
	return policy.Event{Type: kind, At: at, Recorded: at, By: promise.Person("Ann")}
}

// TestActionsOfNoTime: nothing is to be done in a stretch of no length, or in one that ends
// before it begins.
func TestActionsOfNoTime(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, reactingDoc(`{"name":"half","when":"50%"},{"name":"late","when":"due"}`)).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	require.Len(t, c.Actions(at("mon 09:00"), at("mon 17:00")), 2)
	require.Empty(t, c.Actions(at("mon 17:00"), at("mon 17:00")))
	require.Empty(t, c.Actions(at("mon 18:00"), at("mon 13:00")))
	require.Empty(t, c.Actions(at("mon 18:00"), at("mon 08:00")))
}

// TestReactions tells what is to be done about a promise made on Monday at 9, due
// at 17:00 and aimed at for 15:00, derived by hand.
func TestReactions(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	learnt := func(e policy.Event, when string) policy.Event {
		e.Recorded = at(when)
		return e
	}
	all := `{"name":"half","when":"50%"},{"name":"early","when":"1h before target"},{"name":"aim","when":"target"},{"name":"late","when":"due"},
		{"name":"chase","when":"1h after due","every":"2h","times":3},{"name":"thanks","when":"kept"},{"name":"sorry","when":"broken"},{"name":"void","when":"void"}`
	for _, c := range []struct {
		name   string
		doc    string
		events []policy.Event
		asked  string
		want   []string
	}{
		{
			// Nothing happens: half at 13:00; an hour after due is Tuesday 10:00, and
			// then every two working hours, three times.
			"left alone", all, nil, "fri 09:00",
			[]string{"mon 13:00 half", "mon 14:00 early", "mon 15:00 aim", "mon 17:00 late", "mon 17:00 sorry", "tue 10:00 chase", "tue 12:00 chase", "tue 14:00 chase"},
		},
		{
			"done in time", all, []policy.Event{event("done", at("mon 14:30"))}, "fri 09:00",
			[]string{"mon 13:00 half", "mon 14:00 early", "mon 14:30 thanks"},
		},
		{
			"done late", all, []policy.Event{event("done", at("tue 11:00"))}, "fri 09:00",
			[]string{"mon 13:00 half", "mon 14:00 early", "mon 15:00 aim", "mon 17:00 late", "mon 17:00 sorry", "tue 10:00 chase"},
		},
		{
			// Pending from 11 to 13:00 moves all that is ahead by two hours.
			"paused", `{"name":"half","when":"50%"},{"name":"aim","when":"target"},{"name":"late","when":"due"}`,
			[]policy.Event{set(at("mon 11:00"), "status", "pending"), set(at("mon 13:00"), "status", "")}, "tue 12:00",
			[]string{"mon 15:00 half", "mon 17:00 aim", "tue 11:00 late"},
		},
		{
			// While nobody knows how long it will wait, nothing is due.
			"waiting", `{"name":"half","when":"50%"},{"name":"late","when":"due"}`, []policy.Event{set(at("mon 11:00"), "status", "pending")}, "fri 12:00", []string{},
		},
		{
			// It was done at 14:00 on Monday, which is learnt on Tuesday at 11: what
			// was done since then was for nothing, and the thanks come late.
			"a late fact undoes what was done", all, []policy.Event{learnt(event("done", at("mon 14:00")), "tue 11:00")}, "fri 09:00",
			[]string{"mon 13:00 half", "mon 14:00 early", "mon 15:00 aim", "mon 17:00 late", "mon 17:00 sorry", "tue 10:00 chase",
				"tue 11:00 undo aim of mon 15:00", "tue 11:00 undo chase of tue 10:00", "tue 11:00 undo early of mon 14:00", "tue 11:00 undo late of mon 17:00", "tue 11:00 undo sorry of mon 17:00", "tue 11:00 thanks of mon 14:00"},
		},
		{
			// Turned urgent after three hours, four are all there are: half of that
			// is past, and at 13:00 it is due.
			"a shorter promise", `{"name":"half","when":"50%"},{"name":"late","when":"due"}`, []policy.Event{set(at("mon 12:00"), "priority", "high")}, "tue 09:00",
			[]string{"mon 12:00 half", "mon 13:00 late"},
		},
		{
			"reopened and kept again", `{"name":"thanks","when":"kept"}`, []policy.Event{event("done", at("mon 10:00")), event("reopened", at("mon 11:00")), event("done", at("mon 12:00"))}, "tue 09:00",
			[]string{"mon 10:00 thanks", "mon 12:00 thanks"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			opened := at("mon 09:00")
			told, err := parsePolicy(t, reactingDoc(c.doc)).Open("T-7", nil, opened)
			require.NoError(t, err)
			told, err = told.Record(at(c.asked), c.events...)
			require.NoError(t, err)
			if diff := cmp.Diff(c.want, did(told, opened, at(c.asked), opened.Location())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestActionKeys shows what an action says of itself.
func TestActionKeys(t *testing.T) {
	c, err := parsePolicy(t, reactingDoc(`{"name":"warn","when":"target","do":"page the lead"}`)).Open("T-7", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	actions := c.Actions(instant(t, "mon 09:00"), instant(t, "mon 15:00"))
	want := policy.Action{
		Key: "T-7/repair/warn/2026-01-05T14:00:00Z/told/2026-01-05T14:00:00Z", Name: "T-7/repair/warn/2026-01-05T14:00:00Z", Promise: "T-7/repair/1", Commitment: "repair", Reaction: "warn", Do: "page the lead",
		Planned: instant(t, "mon 15:00").UTC(), At: instant(t, "mon 15:00").UTC(),
	}
	if diff := cmp.Diff([]policy.Action{want}, actions); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	require.Empty(t, c.Actions(instant(t, "mon 15:00"), instant(t, "tue 15:00")), "it is told once")
	require.Empty(t, policy.Case{}.Actions(time.Time{}, instant(t, "tue 15:00")))
	doc, err := json.Marshal(actions[0])
	require.NoError(t, err)
	var back policy.Action
	require.NoError(t, json.Unmarshal(doc, &back))
	require.Equal(t, want, back)
}

// TestActionLaws: asked in pieces, the actions are those of the whole; a host
// that does each and takes back what is withdrawn has in the end done exactly
// what the whole log asks for.
func TestActionLaws(t *testing.T) {
	pol := parsePolicy(t, reactingDoc(`{"name":"half","when":"50%"},{"name":"soon","when":"90m before due"},{"name":"late","when":"due"},{"name":"chase","when":"1h after due","every":"3h"},{"name":"thanks","when":"kept"},{"name":"sorry","when":"broken"}`))
	opened := instant(t, "mon 09:00")
	rapid.Check(t, func(rt *rapid.T) {
		c, err := pol.Open("T-7", nil, opened)
		require.NoError(rt, err)
		now, told := opened, opened
		var actions []policy.Action
		for i := range rapid.IntRange(0, 7).Draw(rt, "events") {
			now = now.Add(time.Duration(rapid.IntRange(1, 900).Draw(rt, "minutes")) * time.Minute)
			if rapid.Bool().Draw(rt, "asked before") {
				actions, told = append(actions, c.Actions(told, now.Add(-1))...), now.Add(-1)
			}
			e := policy.Event{ID: fmt.Sprint(i), Recorded: now, At: now.Add(-time.Duration(rapid.IntRange(0, 2000).Draw(rt, "late")) * time.Minute)}
			switch rapid.IntRange(0, 3).Draw(rt, "kind") {
			case 0:
				e.Type = "done"
			case 1:
				e.Type = "reopened"
			case 2:
				e.Set = policy.Fields{"status": rapid.SampledFrom([]string{"pending", "open"}).Draw(rt, "status")}
			case 3:
				e.Set, e.Agreed = policy.Fields{"priority": rapid.SampledFrom([]string{"high", "low"}).Draw(rt, "priority")}, true
			}
			c, err = c.Record(now, e)
			require.NoError(rt, err)
		}
		end := now.AddDate(0, 0, 5)
		actions = append(actions, c.Actions(told, end)...)
		whole := c.Actions(opened, end)
		if diff := cmp.Diff(whole, actions); diff != "" {
			rt.Fatalf("-whole +pieces:\n%s", diff)
		}
		done := map[string]bool{}
		for i, a := range whole {
			require.Equal(rt, a.Withdrawn, done[a.Name], "%d: %s is done or undone twice", i, a.Name)
			done[a.Name] = !a.Withdrawn
			require.False(rt, a.At.Before(a.Planned) && !a.Withdrawn, "%s is done before it is planned", a.Name)
			require.True(rt, i == 0 || !a.At.Before(whole[i-1].At), "out of order")
		}
		// Learnt all at once, the same stays done.
		var atOnce []policy.Event
		for _, e := range c.Events() {
			e.Recorded = opened
			atOnce = append(atOnce, e)
		}
		fresh, err := pol.Open("T-7", nil, opened)
		require.NoError(rt, err)
		fresh, err = fresh.Record(opened, atOnce...)
		require.NoError(rt, err)
		var left, want []string
		for key, is := range done {
			if is {
				left = append(left, key)
			}
		}
		for _, a := range fresh.Actions(opened.Add(-1), end) {
			want = append(want, a.Name)
		}
		slices.Sort(left)
		slices.Sort(want)
		if diff := cmp.Diff(want, left); diff != "" {
			rt.Fatalf("-at once +one by one:\n%s", diff)
		}
	})
}

func TestMoments(t *testing.T) {
	for _, text := range []string{"75%", "12.5%", "100%", "target", "due", "1h before due", "1h30m after target", "kept", "broken", "void"} {
		m, err := policy.ParseMoment(text)
		require.NoError(t, err, text)
		require.Equal(t, text, m.String())
	}
	for _, text := range []string{"", "0%", "101%", "+5%", "75 %", "NaN%", "due date", "before due", "1h due", "-1h before due", "0s after due", "1h around due", "1h before start", "at risk", "1h  before due"} {
		_, err := policy.ParseMoment(text)
		require.ErrorContains(t, err, "invalid moment", text)
	}
	_, err := policy.Moment{}.MarshalText()
	require.Error(t, err)
	_, err = policy.Parse([]byte(reactingDoc(`{"name":"","when":"soon"},{"name":"a","when":"kept","every":"1h"},{"name":"a","when":"due","times":3},{"name":"b","when":"due","every":"often","times":500},{"name":"c","every":"-1h"}`)))
	require.EqualError(t, err, `policy: line 2, column 133: commitments[0].reactions[0].when: invalid moment "soon"; write one like 75%, target, due, 1h before due, 2h after due, kept or broken
policy: line 2, column 250: commitments[0].reactions[3].every: invalid duration "often"; write one like 8h or 1h30m
policy: line 2, column 123: commitments[0].reactions[0].name: required; for example "warn the lead"
policy: line 2, column 175: commitments[0].reactions[1].every: not supported for kept, which ends the promise; leave it out
policy: line 2, column 189: commitments[0].reactions[2].name: duplicate "a"; remove one of the two
policy: line 2, column 214: commitments[0].reactions[2].times: every is required; name the interval, or leave times out
policy: line 2, column 266: commitments[0].reactions[3].times: 500 is out of range; write 1 to 100
policy: line 2, column 271: commitments[0].reactions[4].when: required; for example 75%, due or kept
policy: line 2, column 291: commitments[0].reactions[4].every: must not be negative, got -1h; write a duration like 4h`)
	doc, err := json.Marshal(parsePolicy(t, reactingDoc(`{"name":"chase","when":"1h after due","every":"2h","times":3,"do":"mail"}`)))
	require.NoError(t, err)
	require.Contains(t, string(doc), `"reactions":[{"name":"chase","when":"1h after due","every":"2h0m0s","times":3,"do":"mail"}]`)
	again, err := json.Marshal(parsePolicy(t, string(doc)))
	require.NoError(t, err)
	require.Equal(t, string(doc), string(again))
}
