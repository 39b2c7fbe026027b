package policy_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// vendors are the documents that say what the big help desks can promise.
var vendors = []string{"zendesk", "servicenow", "jira", "salesforce"}

// What can happen to a case, in the words of each document.
var (
	vendorTypes  = map[string][]string{"zendesk": {"comment", "note"}, "servicenow": {"comment"}, "jira": {"comment", "approved", "declined"}, "salesforce": {"email", "call"}}
	vendorFields = map[string]map[string][]string{
		"zendesk": {
			"priority": {"urgent", "high", "normal"}, "status": {"new", "open", "pending", "hold", "solved", "closed"},
			"group": {"first line", "network", "billing", "legal"}, "replied": {"yes", ""}, "submitter": {"customer", "agent"},
		},
		"servicenow": {"priority": {"1", "2", "3"}, "state": {"new", "in progress", "on hold", "resolved", "closed", "canceled"}, "group": {"desk", "network", ""}, "hold": {"vendor", "caller", ""}},
		"jira": {
			"priority": {"highest", "high", "medium"}, "type": {"incident", "service request", "wish"}, "resolution": {"fixed", ""},
			"status": {"waiting for support", "waiting for customer", "waiting for approval", "pending", "resolved"}, "impediment": {"supplier", ""},
		},
		"salesforce": {"entitlement": {"gold", "silver", "none"}, "priority": {"high", "low"}, "status": {"new", "closed"}, "stopped": {"yes", "no"}},
	}
)

// reacting returns the vendors' documents with reactions in each commitment, so
// that there are actions to speak of.
func reacting(tb testing.TB) map[string]*policy.Policy {
	tb.Helper()
	var reactions []policy.Reaction
	for _, when := range []string{"75%", "1h before due", "due", "kept", "broken"} {
		m, err := policy.ParseMoment(when)
		require.NoError(tb, err)
		reactions = append(reactions, policy.Reaction{Name: when, When: m})
	}
	bases := map[string]*policy.Policy{}
	for _, vendor := range vendors {
		doc, err := os.ReadFile(filepath.Join("testdata", "policies", vendor+".json"))
		require.NoError(tb, err)
		config := parsePolicy(tb, string(doc)).Config()
		for i := range config.Commitments {
			config.Commitments[i].Reactions = reactions
		}
		bases[vendor], err = policy.New(config)
		require.NoError(tb, err)
	}
	return bases
}

// drawLog draws what happens to a case in two or three weeks, learnt in order and
// some of it late; at distinct instants, or with several at some of them.
func drawLog(t *rapid.T, vendor string, commitments []string, from time.Time, ties bool) (log []policy.Event) {
	happened, learnt := from, from
	for i := range rapid.IntRange(1, 12).Draw(t, "events") {
		if !ties || rapid.Bool().Draw(t, "later") {
			happened = happened.Add(time.Duration(rapid.IntRange(1, 2500).Draw(t, "minutes")) * time.Minute)
		}
		e := policy.Event{ID: fmt.Sprint("e", i), At: happened, Agreed: rapid.Bool().Draw(t, "agreed")}
		if late := rapid.IntRange(-4000, 3000).Draw(t, "late"); late > 0 {
			learnt = instants.Later(learnt, happened.Add(time.Duration(late)*time.Minute))
		}
		learnt = instants.Later(learnt, happened)
		e.Recorded = learnt
		if rapid.IntRange(0, 2).Draw(t, "says") > 0 {
			e.Type = rapid.SampledFrom(vendorTypes[vendor]).Draw(t, "type")
		}
		e.By = rapid.SampledFrom([]promise.Actor{promise.Person("Ann"), promise.Customer("Cy"), promise.Bot("robot")}).Draw(t, "by")
		if rapid.IntRange(0, 3).Draw(t, "hides") == 0 {
			e.Data = map[string]string{"visibility": "private"}
		}
		e.Set = drawFields(t, vendor, 3)
		if rapid.IntRange(0, 2).Draw(t, "speaks") == 0 {
			e.Facts = []policy.Fact{drawFact(t, commitments)}
		}
		if i > 0 && rapid.IntRange(0, 9).Draw(t, "retracts") == 0 {
			e.Retracts = fmt.Sprint("e", rapid.IntRange(0, i-1).Draw(t, "of"))
		}
		if ties {
			e.Batch = rapid.SampledFrom([]string{"", "one update", "another"}).Draw(t, "batch")
		}
		log = append(log, e)
	}
	return log
}

// drawFact draws something that is said about a promise.
func drawFact(t *rapid.T, commitments []string) policy.Fact {
	says := rapid.SampledFrom([]promise.Event{
		{Kind: promise.Pause}, {Kind: promise.Resume}, {Kind: promise.Pause, Key: "parts"}, {Kind: promise.Resume, Key: "parts"}, {Kind: promise.Update, Late: true},
		{Kind: promise.Flag, P: 0.5}, {Kind: promise.Clear}, {Kind: promise.Rate, Score: 3},
		{Kind: promise.Revise, Terms: promise.Terms{Due: promise.Within(6 * time.Hour)}, Count: promise.Anew, Agreed: true},
		{Kind: promise.Revise, Terms: promise.Terms{Due: promise.Within(50 * time.Hour)}, Count: promise.Carry},
		{Kind: promise.Revise, Terms: promise.Terms{Due: promise.InDaysByClose(1)}, Count: promise.Anew, Agreed: true},
		{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(time.Date(2026, time.January, 14, 12, 0, 0, 0, time.UTC))}, Agreed: true},
		{Kind: promise.Revise, Terms: promise.Terms{Conditions: []promise.Condition{{Name: "file", By: time.Date(2026, time.January, 12, 12, 0, 0, 0, time.UTC), Else: promise.ElseBack}}}, Agreed: true},
		{Kind: promise.Revise, Terms: promise.Terms{Conditions: []promise.Condition{{Name: "file", By: time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC), Else: promise.ElseBack}}}, Agreed: true},
		{Kind: promise.Meet, Condition: "file"},
	}).Draw(t, "fact")
	return policy.Fact{Commitment: rapid.SampledFrom(commitments).Draw(t, "of"), Says: says}
}

// drawFields draws values for some of the fields: one in so many of them.
func drawFields(t *rapid.T, vendor string, among int) policy.Fields {
	fields := policy.Fields{}
	for _, name := range sortedNames(vendorFields[vendor]) {
		if rapid.IntRange(1, among).Draw(t, "has") == 1 {
			fields[name] = rapid.SampledFrom(vendorFields[vendor][name]).Draw(t, name)
		}
	}
	return fields
}

func sortedNames(m map[string][]string) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// drawPolicy draws a variant of a vendor's document: what becomes of promises in
// mid-flight, which of them count from the start, and how often they run.
func drawPolicy(t *rapid.T, base *policy.Policy) *policy.Policy {
	config := base.Config()
	for i := range config.Commitments {
		clock := &config.Commitments[i].Clock
		clock.Change = rapid.SampledFrom([]policy.Change{"", policy.Carry, policy.Restart, policy.Keep, policy.Tighter, policy.Sooner}).Draw(t, "change")
		if clock.Change == policy.Carry || clock.Change == policy.Restart {
			clock.Later = rapid.SampledFrom([]policy.Later{"", policy.LaterBinds}).Draw(t, "later")
		}
		config.Commitments[i].Audience = rapid.SampledFrom([]policy.Audience{"", policy.AudienceCustomer, policy.AudienceTeam}).Draw(t, "audience")
		clock.Retroactive = rapid.Bool().Draw(t, "retroactive")
		if rapid.IntRange(0, 3).Draw(t, "other cycle") == 0 {
			clock.Cycle = rapid.SampledFrom([]policy.Cycle{policy.Once, policy.EachTime, policy.Sequential, policy.Periodic}).Draw(t, "cycle")
		}
		if rapid.IntRange(0, 3).Draw(t, "tighter") == 0 {
			config.Commitments[i].Rules[0].Due = promise.Within(time.Duration(rapid.IntRange(1, 40).Draw(t, "due")) * time.Hour)
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "gone") == 0 {
		config.Commitments = slices.Delete(config.Commitments, 0, 1)
	}
	if name := config.Commitments[0].Name; rapid.Bool().Draw(t, "recovery") {
		config.Commitments = append(config.Commitments, policy.Commitment{
			Name: "recovery", Calendar: config.Commitments[0].Calendar, Rules: []policy.Rule{{Due: promise.Within(3 * time.Hour)}},
			Clock: policy.Clock{
				Start: []policy.Trigger{{Event: []string{policy.PromiseBroken}, Where: map[string][]string{"commitment": {name}}}},
				Stop:  []policy.Trigger{{By: []promise.Role{promise.RolePerson}}}, Cycle: policy.EachTime,
			},
			Reactions: config.Commitments[0].Reactions,
		})
	}
	pol, err := policy.New(config)
	require.NoError(t, err)
	return pol
}

// A step is an event of a log, and the policy that comes with it, if any.
type step struct {
	event  policy.Event
	adopts *policy.Policy
}

// record records steps, one by one.
func (s step) record(t *rapid.T, c policy.Case, now time.Time) policy.Case {
	var err error
	if s.adopts != nil {
		c, err = c.Adopt(now, s.adopts, s.event)
	} else {
		c, err = c.Record(now, s.event)
	}
	require.NoError(t, err)
	return c
}

// drawMark draws a due or target instant of the case after one instant and not after
// another; that one if there is none.
func drawMark(t *rapid.T, c policy.Case, after, at time.Time) time.Time {
	marks := []time.Time{at}
	for _, p := range c.Promises() {
		s := p.At(instants.Later(after, p.Made()))
		due, _ := s.Due()
		target, _ := s.Target()
		for _, mark := range []time.Time{due, target} {
			if mark.After(after) && mark.Before(at) {
				marks = append(marks, mark.UTC())
			}
		}
	}
	return rapid.SampledFrom(marks).Draw(t, "mark")
}

// drawCase draws a policy of a vendor, a case that is opened under it, and what
// happens to it; sometimes another policy is adopted on the way.
func drawCase(t *rapid.T, vendor string, base *policy.Policy, ties bool) (policy.Case, []step) {
	opened := time.Date(2026, time.January, 7, rapid.IntRange(0, 23).Draw(t, "hour"), 0, 0, 0, time.UTC)
	opening := policy.Opening{ID: caseID, At: opened, Recorded: opened}
	if rapid.IntRange(0, 3).Draw(t, "opening at another time") == 0 {
		opening.Recorded = opened.Add(time.Duration(rapid.IntRange(-2000, 8000).Draw(t, "learnt after")) * time.Minute)
	}
	pol := drawPolicy(t, base)
	opening.Fields = drawFields(t, vendor, 2)
	c, err := pol.RecordOpening(time.Time{}, opening)
	require.NoError(t, err)
	var steps []step
	soFar, last := c, opened
	for _, e := range drawLog(t, vendor, base.Commitments(), opened, ties) {
		if rapid.Bool().Draw(t, "at a mark") {
			e.At = drawMark(t, soFar, last, e.At)
		}
		last = e.At
		s := step{event: e}
		if rapid.IntRange(0, 9).Draw(t, "adopts") == 0 {
			s.adopts, s.event.Type, s.event.Batch = drawPolicy(t, base), "", ""
		}
		steps = append(steps, s)
		soFar = s.record(t, soFar, instants.Later(e.Recorded, opening.Recorded))
		t.Logf("%s %q by %s, %v, sets %v, learnt %s, adopts %v", e.At.Format(time.RFC3339), e.Type, e.By.Role, e.Data, e.Set, e.Recorded.Format(time.RFC3339), s.adopts != nil)
	}
	return c, steps
}
