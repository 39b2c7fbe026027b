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

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

const plainOffice = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`

// serviceDoc has the metrics of a help desk.
const serviceDoc = `{"calendars":[` + plainOffice + `,{"name":"on call","zone":"Europe/Berlin","week":"24/7"}],"commitments":[
	{"name":"first reply","calendar":"office","to":"customer","owner":"group","rules":[{"when":{"priority":"urgent"},"calendar":"on call","due":"1h"},{"due":"4h"}],
	 "clock":{"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}}}},
	{"name":"next reply","calendar":"office","rules":[{"due":"2h"}],
	 "clock":{"start":{"event":"message","by":"customer"},"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}},"cycle":"each time"}},
	{"name":"update","calendar":"office","rules":[{"due":"1 day"}],
	 "clock":{"start":[{"event":"opened"},{"event":"message","by":"person"}],"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}},"cycle":"each time"}},
	{"name":"resolution","calendar":"office","rules":[{"when":{"priority":"urgent"},"calendar":"on call","due":"4h"},{"when":{"priority":["high","normal"]},"due":"8h"},{"when":{"priority":"low"},"due":"40h"}],
	 "clock":{"stop":{"becomes":{"status":["solved","closed"]}},"reopen":{"becomes":{"status":["open","pending"]}},"pause_while":{"status":"pending"}},
	 "terms":{"notice":"1h"}}]}`

func parsePolicy(tb testing.TB, doc string) *policy.Policy {
	tb.Helper()
	pol, err := policy.Parse([]byte(doc))
	require.NoError(tb, err)
	return pol
}

// Instants of the week from Monday, 2026-01-05, in Berlin: "tue 10:30".
func instant(tb testing.TB, text string) time.Time {
	tb.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(tb, err)
	day, k, _ := strings.Cut(text, " ")
	t, err := time.ParseInLocation("2006-01-02 15:04", fmt.Sprintf("2026-01-%02d %s", 5+slices.Index([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon2", "tue2", "wed2"}, day), k), berlin)
	require.NoError(tb, err)
	return t
}

// show writes the promises of a case at an instant, a line each: how it stands,
// when it is due, and what has elapsed.
func show(c policy.Case, at time.Time) string {
	var b strings.Builder
	for _, p := range c.Promises() {
		s := p.At(at)
		due := "none, " + string(s.NoDue)
		if t, ok := s.Due(); ok {
			due = strings.ToLower(t.Format("Mon 02 15:04"))
		}
		_, id, _ := strings.Cut(p.About().ID, "/")
		fmt.Fprintf(&b, "%s: %s, %s, due %s, elapsed %s\n", id, s.Standing, s.Phase, due, s.Elapsed)
	}
	return b.String()
}

func customer(at time.Time) policy.Event {
	return policy.Event{Type: "message", At: at, Recorded: at, By: promise.Customer("Cy")}
}

func agent(at time.Time) policy.Event {
	return policy.Event{Type: "message", At: at, Recorded: at, By: promise.Person("Ann")}
}

func set(at time.Time, field, value string) policy.Event {
	return policy.Event{At: at, Recorded: at, Set: policy.Fields{field: value}}
}

// TestStories tells what happens to a case, and how its promises then stand,
// derived by hand. Office hours are 9 to 17, Monday to Friday.
func TestStories(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	with := func(e policy.Event, change func(*policy.Event)) policy.Event {
		change(&e)
		return e
	}
	for _, c := range []struct {
		name   string
		doc    string
		fields policy.Fields
		opened string
		events []policy.Event
		asked  string
		only   string // the commitments to show
		want   string
	}{
		{
			// An hour after opening a private note and a bot say something: neither
			// is a reply. Ann replies after three hours and a half of four.
			"what replies first", serviceDoc, policy.Fields{"priority": "normal"}, "mon 09:00",
			[]policy.Event{
				with(agent(at("mon 10:00")), func(e *policy.Event) { e.Data = map[string]string{"visibility": "private"} }),
				with(agent(at("mon 10:00")), func(e *policy.Event) { e.By = promise.Bot("autoresponder") }),
				agent(at("mon 12:30")), agent(at("mon 16:00")),
			}, "tue 09:00", "first reply",
			"first reply/1: kept, fulfilled, due mon 05 13:00, elapsed 3h30m0s\n",
		},
		{
			// The oldest unanswered message counts: asked at 10 and again at 11,
			// answered at 11:30; asked again at 16:00, two hours reach into Tuesday.
			"the oldest question that is not answered", serviceDoc, policy.Fields{"priority": "normal"}, "mon 09:00",
			[]policy.Event{customer(at("mon 10:00")), customer(at("mon 11:00")), agent(at("mon 11:30")), customer(at("mon 16:00")), customer(at("tue 09:30"))},
			"tue 10:00", "next reply",
			"next reply/1: kept, fulfilled, due mon 05 12:00, elapsed 1h30m0s\nnext reply/2: broken, running, due tue 06 10:00, elapsed 2h0m0s\n",
		},
		{
			// Solved, nobody waits for a reply any more: the clock must not run on.
			"a resolved case stops its reply clock", serviceDoc, policy.Fields{"priority": "normal"}, "mon 09:00",
			[]policy.Event{customer(at("mon 10:00")), set(at("mon 11:00"), "status", "solved")}, "fri 17:00", "reply",
			"first reply/1: void, withdrawn, due mon 05 13:00, elapsed 2h0m0s\nnext reply/1: void, withdrawn, due mon 05 12:00, elapsed 1h0m0s\n",
		},
		{
			// Every reply of ours keeps the promise to tell more within a business
			// day, and makes the next one.
			"updates follow each other", serviceDoc, policy.Fields{"priority": "normal"}, "mon 09:00",
			[]policy.Event{agent(at("mon 15:00")), agent(at("wed 09:00"))}, "wed 10:00", "update",
			"update/1: kept, fulfilled, due tue 06 09:00, elapsed 6h0m0s\nupdate/2: broken, fulfilled, due tue 06 15:00, elapsed 10h0m0s\nupdate/3: on track, running, due thu 08 09:00, elapsed 1h0m0s\n",
		},
		{
			// Pending from Monday 11:00 to Tuesday 10:00 is seven working hours;
			// the priority changed in between, and the pause must not be lost: two
			// hours are used of eight, and then of forty.
			"a pause survives a change of priority", serviceDoc, policy.Fields{"priority": "normal"}, "mon 09:00",
			[]policy.Event{set(at("mon 11:00"), "status", "pending"), with(set(at("mon 15:00"), "priority", "low"), func(e *policy.Event) { e.Agreed = true }), set(at("tue 10:00"), "status", "open")},
			"tue 11:00", "resolution",
			"resolution/1: on track, running, due mon 12 16:00, elapsed 3h0m0s\n",
		},
		{
			// Friday 15:00 to 17:00 used two hours on office hours; on Monday at
			// 9:30 it turns urgent, four hours around the clock: one and a half are
			// left.
			"low in office hours turns urgent around the clock", serviceDoc, policy.Fields{"priority": "low"}, "fri 15:00",
			[]policy.Event{set(at("mon2 09:30"), "priority", "urgent")}, "mon2 10:00", "resolution",
			"resolution/1: on track, running, due mon 12 11:00, elapsed 3h0m0s\n",
		},
		{
			// Reopened, it runs on: the time between does not count.
			"reopened after it was solved", serviceDoc, policy.Fields{"priority": "normal", "status": "open"}, "mon 09:00",
			[]policy.Event{set(at("mon 12:00"), "status", "solved"), set(at("tue 12:00"), "status", "open"), set(at("tue 14:00"), "status", "closed")},
			"wed 09:00", "resolution",
			"resolution/1: kept, fulfilled, due tue 06 17:00, elapsed 5h0m0s\n",
		},
		{
			"a change that restarts", changeDoc("restart"), policy.Fields{"priority": "low"}, "mon 09:00",
			[]policy.Event{set(at("mon 11:00"), "priority", "high")}, "mon 12:00", "",
			"work/1: void, withdrawn, due tue 06 17:00, elapsed 2h0m0s\nwork/2: on track, running, due mon 05 15:00, elapsed 1h0m0s\n",
		},
		{
			"a change that keeps what was promised", changeDoc("keep"), policy.Fields{"priority": "low"}, "mon 09:00",
			[]policy.Event{set(at("mon 11:00"), "priority", "high")}, "mon 12:00", "",
			"work/1: on track, running, due tue 06 17:00, elapsed 3h0m0s\n",
		},
		{
			"the tighter of both, first", changeDoc("tighter"), policy.Fields{"priority": "low"}, "mon 09:00",
			[]policy.Event{set(at("mon 11:00"), "priority", "high")}, "mon 12:00", "",
			"work/1: on track, running, due mon 05 13:00, elapsed 3h0m0s\n",
		},
		{
			"the tighter of both, then", changeDoc("tighter"), policy.Fields{"priority": "high"}, "mon 09:00",
			[]policy.Event{set(at("mon 11:00"), "priority", "low")}, "mon 12:00", "",
			"work/1: on track, running, due mon 05 13:00, elapsed 3h0m0s\n",
		},
		{
			// Nobody knew the priority until Tuesday: then it counts from then.
			"a rule that comes to hold late", changeDoc("carry"), nil, "mon 09:00",
			[]policy.Event{set(at("mon 10:00"), "status", "pending"), set(at("mon 12:00"), "status", ""), set(at("tue 09:00"), "priority", "high")}, "tue 10:00", "",
			"work/1: on track, running, due tue 06 13:00, elapsed 1h0m0s\n",
		},
		{
			// Or from the start, the pause from 10 to 12 taken out.
			"a rule that comes to hold late, retroactively", strings.Replace(changeDoc("carry"), `"change"`, `"retroactive":true,"change"`, 1), nil, "mon 09:00",
			[]policy.Event{set(at("mon 10:00"), "status", "pending"), set(at("mon 12:00"), "status", ""), set(at("mon 14:00"), "priority", "high")}, "mon 14:00", "",
			"work/1: on track, running, due mon 05 15:00, elapsed 3h0m0s\n",
		},
		{
			// The rule does not hold any more: nothing is promised from then on.
			"a rule that ceases to hold", changeDoc("carry"), policy.Fields{"priority": "high"}, "mon 09:00",
			[]policy.Event{set(at("mon 10:00"), "priority", "none")}, "mon 14:00", "",
			"work/1: void, withdrawn, due mon 05 13:00, elapsed 1h0m0s\n",
		},
		{
			// Done after three of four hours: the next four start where the first
			// would have ended. Done late: they start then.
			"a sequence", sequenceDoc, nil, "mon 09:00",
			[]policy.Event{agent(at("mon 12:00")), agent(at("tue 10:00"))}, "tue 11:00", "",
			"visit/1: kept, fulfilled, due mon 05 13:00, elapsed 3h0m0s\nvisit/2: broken, fulfilled, due mon 05 17:00, elapsed 5h0m0s\nvisit/3: on track, running, due tue 06 14:00, elapsed 1h0m0s\n",
		},
		{
			// A message of ours starts the clock again, but one o'clock was said.
			"reset", strings.Replace(sequenceDoc, `"stop":{"event":"message"},"cycle":"sequential"`, `"reset":{"event":"message"}`, 1), nil, "mon 09:00",
			[]policy.Event{agent(at("mon 12:00"))}, "mon 12:30", "",
			"visit/1: void, withdrawn, due mon 05 13:00, elapsed 3h0m0s\nvisit/2: on track, running, due mon 05 13:00, elapsed 30m0s\n",
		},
		{
			// The customer's own message is consent.
			"reset by the customer", strings.Replace(sequenceDoc, `"stop":{"event":"message"},"cycle":"sequential"`, `"reset":{"event":"message","by":"customer"}`, 1), nil, "mon 09:00",
			[]policy.Event{customer(at("mon 12:00"))}, "mon 13:00", "",
			"visit/1: void, withdrawn, due mon 05 13:00, elapsed 3h0m0s\nvisit/2: on track, running, due mon 05 16:00, elapsed 1h0m0s\n",
		},
		{
			// At one instant events come in the order in which they were recorded:
			// the question first, then its answer.
			"a question and its answer in one minute", serviceDoc, policy.Fields{"priority": "normal"}, "mon 09:00",
			[]policy.Event{customer(at("mon 10:00")), agent(at("mon 10:00"))}, "tue 10:00", "next reply",
			"next reply/1: kept, fulfilled, due mon 05 12:00, elapsed 0s\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			opened, err := parsePolicy(t, c.doc).Open("T-7", c.fields, at(c.opened))
			require.NoError(t, err)
			told, err := opened.Record(at(c.asked), c.events...)
			require.NoError(t, err)
			var lines []string
			for _, line := range strings.SplitAfter(show(told, at(c.asked)), "\n") {
				if strings.Contains(line, c.only) {
					lines = append(lines, line)
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(lines, "")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
				for _, p := range told.Promises() {
					t.Log(p.Explain(at(c.asked)))
				}
			}
		})
	}
}

func changeDoc(change string) string {
	return `{"calendars":[` + plainOffice + `],"commitments":[{"name":"work","calendar":"office",
		"rules":[{"when":{"priority":"high"},"due":"4h"},{"when":{"priority":"low"},"due":"16h"}],
		"clock":{"pause_while":{"status":"pending"},"change":"` + change + `"}}]}`
}

const sequenceDoc = `{"calendars":[` + plainOffice + `],"commitments":[{"name":"visit","calendar":"office","rules":[{"due":"4h"}],
	"clock":{"stop":{"event":"message"},"cycle":"sequential"}}]}`

// TestWhatCasesSay looks at a case from outside.
func TestWhatCasesSay(t *testing.T) {
	c, err := parsePolicy(t, serviceDoc).Open("T-7", policy.Fields{"priority": "urgent", "customer": "ACME", "group": "second line"}, instant(t, "mon 09:00"))
	require.NoError(t, err)
	first := c.Promises()[0]
	require.Equal(t, promise.About{ID: "T-7/first reply/1", Name: "first reply", To: "ACME", Owner: "second line"}, first.About())
	why, ok := c.Why("T-7/first reply/1")
	require.True(t, ok)
	require.Zero(t, why.Rule)
	_, ok = c.Why("T-8/first reply/1")
	require.False(t, ok)
	next, ok := c.NextChange(instant(t, "mon 09:00"))
	require.True(t, ok && next.Equal(instant(t, "mon 10:00")), "the urgent reply is due within an hour, not %v", next)

	changed, err := c.Record(instant(t, "mon 09:30"), policy.Event{ID: "e1", Type: "triaged", By: promise.Bot("triage"), Reason: "no outage", Set: policy.Fields{"priority": "normal"}})
	require.NoError(t, err)
	require.Equal(t, policy.Fields{"priority": "normal", "customer": "ACME", "group": "second line"}, changed.Fields())
	require.Equal(t, "urgent", c.Fields()["priority"], "a case does not change")
	require.Equal(t, "T-7", changed.ID())
	require.Len(t, changed.Events(), 1)
	e := changed.Promises()[0].Explain(instant(t, "mon 09:30"))
	require.Len(t, e.Revisions, 1)
	require.Equal(t, "no outage", e.Revisions[0].Reason)
	require.False(t, e.Revisions[0].Binds, "four office hours are later than one around the clock, and nobody agreed")
	why, _ = changed.Why("T-7/first reply/1")
	require.Equal(t, 1, why.Rule)
	require.True(t, changed.KnownAt(instant(t, "mon 09:29")).Promises()[0].Equal(first), "as it was known")

	again, err := changed.Record(instant(t, "mon 11:00"), policy.Event{ID: "e1", Type: "triaged", By: promise.Bot("triage"), Reason: "no outage", Set: policy.Fields{"priority": "normal"}})
	require.NoError(t, err)
	require.Len(t, again.Events(), 1)
	same, err := changed.Record(instant(t, "mon 11:00"), policy.Event{ID: "e1", Type: "closed"}, agent(instant(t, "mon 10:00")))
	require.ErrorIs(t, err, promise.ErrDuplicateID)
	require.EqualError(t, err, `policy: events[0]: duplicate id "e1" of a different event; give this one its own ID`)
	require.Len(t, same.Events(), 1, "all or nothing")

	var none policy.Case
	_, err = none.Record(instant(t, "mon 09:00"), agent(instant(t, "mon 09:00")))
	require.ErrorIs(t, err, policy.ErrNoCase)
	require.Empty(t, none.Promises())
	require.Empty(t, none.KnownAt(instant(t, "mon 09:00")).Events())
}

// TestEventErrors keeps what malformed events are told.
func TestEventErrors(t *testing.T) {
	c, err := parsePolicy(t, serviceDoc).Open("T-7", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	_, err = c.Record(instant(t, "mon 10:00"),
		policy.Event{Type: policy.Opened}, policy.Event{Type: "\xff", By: promise.Actor{Role: "boss"}, Data: map[string]string{"": "x"}, Set: policy.Fields{"a": "\xff"}},
		policy.Event{At: time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.EqualError(t, err, `policy: events[0].type: "opened" is reserved for the opening of a case; open another case, or use another word
policy: events[1].by.role: unknown word "boss"; write "person", "customer" or "bot"
policy: events[1].data: invalid field ""; write a name and a value in UTF-8
policy: events[1].set: invalid field "a"; write a name and a value in UTF-8
policy: events[1].type: invalid UTF-8 "\xff"; convert it
policy: events[2].at: year 20000 is out of range; write one from 1 to 9998`)

	_, err = policy.Parse([]byte(commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"clock":{"start":{},"stop":[{"event":"a","by":"boss"},{"becomes":{"status":[]}}],"pause_while":[{}],"cycle":"weekly","change":"scale"}`)))
	require.EqualError(t, err, `policy: commitments[0].clock.stop[0].by: unknown word "boss"; write "person", "customer" or "bot"
policy: commitments[0].clock.cycle: unknown word "weekly"; write "once", "each time", "sequential" or "periodic"
policy: commitments[0].clock.change: unknown word "scale"; write "carry", "restart", "keep", "tighter" or "sooner"
policy: commitments[0].clock.start[0]: must not be empty; name an event, who did it, or what a field becomes
policy: commitments[0].clock.stop[1].becomes.status: required; list the values that match
policy: commitments[0].clock.pause_while[0]: must not be empty, or the clock would pause for ever; name a field with its values`)
	_, err = policy.Parse([]byte(commitment(`"name":"x","calendar":"office","rules":[{"due":"1h"}],"clock":{"start":{"on":"a"},"stop":[{"event":1}]}`)))
	require.ErrorContains(t, err, "policy: commitments[0].clock.start.on: unknown field; expected one of event, by, where, becomes")
	require.ErrorContains(t, err, "policy: commitments[0].clock.stop[0].event: expected a string or a list of strings")
}

func TestClockRoundTrip(t *testing.T) {
	doc, err := json.Marshal(parsePolicy(t, serviceDoc))
	require.NoError(t, err)
	again, err := json.Marshal(parsePolicy(t, string(doc)))
	require.NoError(t, err)
	require.Equal(t, string(doc), string(again))
	require.Contains(t, string(doc), `"clock":{"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}}}`)
}

// drawEvents draws what happens to a case in two weeks, at distinct instants.
func drawEvents(t *rapid.T, from time.Time) []policy.Event {
	var events []policy.Event
	minute := 0
	for i := range rapid.IntRange(0, 14).Draw(t, "events") {
		minute += rapid.IntRange(1, 1000).Draw(t, "minutes")
		at := from.Add(time.Duration(minute) * time.Minute)
		var e policy.Event
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			e = customer(at)
		case 1:
			e = agent(at)
		case 2:
			e = set(at, "status", rapid.SampledFrom([]string{"open", "pending", "solved", "closed"}).Draw(t, "status"))
		case 3:
			e = set(at, "priority", rapid.SampledFrom([]string{"urgent", "high", "normal", "low", "none"}).Draw(t, "priority"))
			e.Agreed = rapid.Bool().Draw(t, "agreed")
		case 4:
			e = agent(at)
			e.Data = map[string]string{"visibility": "private"}
		case 5:
			says := rapid.SampledFrom([]promise.Event{
				{Kind: promise.Pause}, {Kind: promise.Resume}, {Kind: promise.Update, Late: true}, {Kind: promise.Flag, P: 0.5}, {Kind: promise.Clear},
				{Kind: promise.Revise, Terms: promise.Terms{Due: promise.Within(12 * time.Hour)}, Count: promise.Carry, Agreed: true},
			}).Draw(t, "says")
			e = fact(at, rapid.SampledFrom([]string{"resolution", "work", "first reply", "visit"}).Draw(t, "of"), says)
		case 6:
			e = policy.Event{At: at, Recorded: at, Retracts: fmt.Sprint("e", rapid.IntRange(0, 14).Draw(t, "retracts"))}
		}
		e.ID = fmt.Sprint("e", i)
		events = append(events, e)
	}
	return events
}

// TestCaseLaws: any order of arrival gives the same promises, and so does
// recording a log in two parts; what was known is what was known.
func TestCaseLaws(t *testing.T) {
	docs := []string{serviceDoc, changeDoc("carry"), changeDoc("restart"), changeDoc("keep"), changeDoc("tighter"), sequenceDoc, followDoc, reportDoc}
	var policies []*policy.Policy
	for _, doc := range docs {
		policies = append(policies, parsePolicy(t, doc))
	}
	opened := instant(t, "mon 09:00")
	rapid.Check(t, func(rt *rapid.T) {
		c, err := rapid.SampledFrom(policies).Draw(rt, "policy").Open("T-7", policy.Fields{"priority": "normal"}, opened)
		require.NoError(rt, err)
		events := drawEvents(rt, opened)
		now := opened.AddDate(0, 1, 0)
		whole, err := c.Record(now, events...)
		require.NoError(rt, err)
		shuffled, err := c.Record(now, rapid.Permutation(events).Draw(rt, "order")...)
		require.NoError(rt, err)
		samePromises(rt, whole, shuffled)

		cut := rapid.IntRange(0, len(events)).Draw(rt, "cut")
		parts := c
		if cut > 0 {
			then := events[cut-1].Recorded
			parts, err = c.Record(then, events[:cut]...)
			require.NoError(rt, err)
			samePromises(rt, parts, whole.KnownAt(then))
		}
		for _, e := range events[cut:] {
			parts, err = parts.Record(e.Recorded, e)
			require.NoError(rt, err)
		}
		parts, err = parts.Record(now)
		require.NoError(rt, err)
		samePromises(rt, whole, parts)

		ids := map[string]bool{}
		for _, p := range whole.Promises() {
			require.False(rt, ids[p.About().ID], "two promises %s", p.About().ID)
			ids[p.About().ID] = true
			_, ok := whole.Why(p.About().ID)
			require.True(rt, ok)
		}
		at := opened.Add(time.Duration(rapid.IntRange(0, 20*24*60).Draw(rt, "asked")) * time.Minute)
		if next, ok := whole.NextChange(at); ok && whole.Policy().String() != parsePolicy(t, reportDoc).String() { // where it may be a period
			require.True(rt, next.After(at))
			require.NotEqual(rt, standings(whole, at)+acted(whole, opened, at), standings(whole, next)+acted(whole, opened, next))
			require.Equal(rt, standings(whole, at)+acted(whole, opened, at), standings(whole, next.Add(-1))+acted(whole, opened, next.Add(-1)))
		}
	})
}

// standings writes how all promises stand.
func standings(c policy.Case, at time.Time) (text string) {
	for _, p := range c.Promises() {
		text += p.At(at).Standing.String() + " "
	}
	return text
}

// acted writes what is to be done by then, as is known now.
func acted(c policy.Case, since, at time.Time) (text string) {
	fresh, err := c.Policy().Open(c.ID(), c.Opening().Fields, c.Opening().At)
	if err != nil {
		return err.Error()
	}
	events := c.Events()
	for i := range events {
		events[i].Recorded = c.Opening().At
	}
	if fresh, err = fresh.Record(c.Opening().At, events...); err != nil {
		return err.Error()
	}
	for _, a := range fresh.Actions(since.Add(-1), at) {
		text += a.Name + " "
	}
	return text
}

func samePromises(t *rapid.T, a, b policy.Case) {
	one, other := a.Promises(), b.Promises()
	require.Len(t, other, len(one))
	for i := range one {
		require.True(t, one[i].Equal(other[i]), "%s\n%s", text(one[i]), text(other[i]))
	}
}

func text(p promise.Promise) string {
	doc, err := json.Marshal(p)
	if err != nil {
		return err.Error()
	}
	return string(doc)
}

// A case follows what happens to a ticket; its promises come from the policy.
func ExampleCase() {
	pol, err := policy.Parse([]byte(`{
		"calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}],
		"commitments": [
			{"name": "next reply", "calendar": "office", "rules": [{"due": "2h"}],
			 "clock": {"start": {"event": "message", "by": "customer"}, "stop": {"event": "message", "by": "person"}, "cycle": "each time"}},
			{"name": "resolution", "calendar": "office", "rules": [{"due": "16h"}],
			 "clock": {"stop": {"becomes": {"status": "solved"}}, "pause_while": {"status": "pending"}}}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	monday := time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)
	c, _ := pol.Open("T-7", policy.Fields{"status": "open"}, monday)
	c, _ = c.Record(monday, policy.Event{Type: "message", By: promise.Customer("Cy")})
	c, _ = c.Record(monday.Add(time.Hour), policy.Event{Type: "message", By: promise.Person("Ann"), Set: policy.Fields{"status": "pending"}})
	for _, p := range c.Promises() {
		s := p.At(monday.Add(2 * time.Hour))
		fmt.Printf("%s: %s, %s %q\n", p.About().ID, s.Standing, s.Phase, s.Reason)
	}
	// Output:
	// T-7/next reply/1: kept, fulfilled ""
	// T-7/resolution/1: on track, paused "status is pending"
}

// TestCalendarThatRunsOut shows that what cannot be promised is an error when it
// would have to be.
func TestCalendarThatRunsOut(t *testing.T) {
	pol := parsePolicy(t, `{"calendars":[{"name":"once","zone":"UTC","days":[{"on":"2026-01-05","hours":"09:00-10:00"}]}],"commitments":[
		{"name":"x","calendar":"once","rules":[{"due":"1h"}],"clock":{"start":{"event":"message"}}}]}`)
	c, err := pol.Open("T-7", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	_, err = c.Record(instant(t, "tue 09:00"), agent(instant(t, "tue 09:00")))
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	require.ErrorContains(t, err, `policy: case "T-7": x: `)
}
