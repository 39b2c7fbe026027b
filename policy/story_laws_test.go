package policy_test

import (
	"fmt"
	"os"
	"path/filepath"
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
			learnt = laterOf(learnt, happened.Add(time.Duration(late)*time.Minute))
		}
		learnt = laterOf(learnt, happened)
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

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
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
	for _, e := range drawLog(t, vendor, base.Commitments(), opened, ties) {
		s := step{event: e}
		if rapid.IntRange(0, 9).Draw(t, "adopts") == 0 {
			s.adopts, s.event.Type, s.event.Batch = drawPolicy(t, base), "", ""
		}
		steps = append(steps, s)
		t.Logf("%s %q by %s, %v, sets %v, learnt %s, adopts %v", e.At.Format(time.RFC3339), e.Type, e.By.Role, e.Data, e.Set, e.Recorded.Format(time.RFC3339), s.adopts != nil)
	}
	return c, steps
}

// TestVendorLaws: any order of arrival gives the same promises, and so does a
// log that is cut in two; that time passes changes no verdict that was given.
func TestVendorLaws(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		base := bases[vendor]
		ties := rapid.Bool().Draw(rt, "ties")
		opened, steps := drawCase(rt, vendor, base, ties)
		end := steps[len(steps)-1].event.Recorded.AddDate(0, 0, rapid.IntRange(0, 20).Draw(rt, "days"))
		whole := opened
		for _, s := range steps {
			whole = s.record(rt, whole, end)
		}
		if !ties { // else the order of the log tells what came first
			shuffled := opened
			for _, s := range rapid.Permutation(steps).Draw(rt, "order") {
				shuffled = s.record(rt, shuffled, end)
			}
			samePromises(rt, whole, shuffled)
		}

		cut := rapid.IntRange(0, len(steps)).Draw(rt, "cut")
		parts := opened
		for i, s := range steps {
			parts = s.record(rt, parts, s.event.Recorded)
			if i+1 == cut {
				parts = waits(rt, parts, s.event.Recorded, laterOf(s.event.Recorded, until(steps, i+1, end)))
			}
		}
		parts = waits(rt, parts, steps[len(steps)-1].event.Recorded, end)
		samePromises(rt, whole, parts)
		if cut > 0 {
			at := steps[cut-1].event.Recorded
			if at.Before(opened.Opening().Recorded) {
				require.Nil(rt, whole.KnownAt(at).Policy(), "nobody knew of it")
				return
			}
			samePromises(rt, whole.KnownAt(at), known(rt, opened, steps, at))
		}
	})
}

// until is when the i-th step is learnt, or the end.
func until(steps []step, i int, end time.Time) time.Time {
	if i < len(steps) {
		return steps[i].event.Recorded
	}
	return end
}

// known is the case after those steps that were learnt by an instant.
func known(t *rapid.T, c policy.Case, steps []step, at time.Time) policy.Case {
	for _, s := range steps {
		if !s.event.Recorded.After(at) {
			c = s.record(t, c, s.event.Recorded)
		}
	}
	return c
}

// waits lets the case see that time passes, in a few paces, and fails if what
// was judged before is judged otherwise then.
func waits(t *rapid.T, c policy.Case, from, to time.Time) policy.Case {
	c, err := c.Record(from)
	require.NoError(t, err)
	for pace := range 4 {
		at := from.Add(to.Sub(from) / 4 * time.Duration(pace))
		before, err := c.Record(at)
		require.NoError(t, err)
		next := to
		if pace < 3 {
			next = from.Add(to.Sub(from) / 4 * time.Duration(pace+1))
		}
		after, err := before.Record(next)
		require.NoError(t, err)
		later := map[string]promise.Promise{}
		for _, p := range after.Promises() {
			later[p.About().ID] = p
		}
		for _, p := range before.Promises() {
			id := p.About().ID
			q, still := later[id]
			require.True(t, still, "%s is gone once time has passed", id)
			was, is := p.At(at), q.At(at)
			if diff := cmp.Diff(was, is); diff != "" {
				t.Fatalf("%s is judged otherwise for %s once it is %s (-then +later):\n%s", id, at, next, diff)
			}
			if now := q.At(next); was.Standing == promise.Kept || was.Standing == promise.Broken || was.Standing == promise.Void {
				require.Equal(t, was.Standing, now.Standing, "%s was %s at %s", id, was.Standing, at)
			}
		}
		c = after
	}
	return c
}

// TestVendorActionLaws: no key is told twice, unless it was taken back between;
// where all is learnt as it happens, nothing is ever taken back, and no key comes
// twice.
func TestVendorActionLaws(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		base := bases[vendor]
		opened, steps := drawCase(rt, vendor, base, rapid.Bool().Draw(rt, "ties"))
		end := steps[len(steps)-1].event.Recorded.AddDate(0, 0, 9)
		start := opened.Opening().Recorded.Add(-1)
		late, prompt := opened, opened
		for _, s := range steps {
			late = s.record(rt, late, s.event.Recorded)
			s.event.Recorded, s.event.Retracts = s.event.At, ""
			prompt = s.record(rt, prompt, s.event.At)
		}
		taken := slices.ContainsFunc(steps, func(s step) bool { return s.event.Retracts != "" })
		done := map[string]bool{}
		for _, a := range waits(rt, late, steps[len(steps)-1].event.Recorded, end).Actions(start, end) {
			require.Equal(rt, a.Withdrawn, done[a.Name], "%s is done or undone twice", a.Name)
			done[a.Name] = !a.Withdrawn
			require.True(rt, strings.HasPrefix(a.Name, caseID+"/"+a.Commitment+"/"+a.Reaction+"/"), "the key %s", a.Name)
		}
		once := map[string]bool{}
		prompt, err := prompt.Record(end)
		require.NoError(rt, err)
		for _, a := range prompt.Actions(start, end) {
			require.False(rt, a.Withdrawn || once[a.Name], "%s comes twice or is taken back, though all was learnt as it happened", a.Name)
			once[a.Name] = true
			require.False(rt, a.At.Before(a.Planned), "%s", a.Name)
		}
		if taken {
			return // what was taken back was done above
		}
		var left, want []string
		for key, is := range done {
			if is {
				left = append(left, key)
			}
		}
		for key := range once {
			want = append(want, key)
		}
		slices.Sort(left)
		slices.Sort(want)
		if diff := cmp.Diff(want, left); diff != "" {
			rt.Fatalf("what is left done in the end (-learnt as it happened +learnt late):\n%s", diff)
		}
	})
}

// TestVendorWakeLaw: who sleeps until NextChange says so misses nothing: no
// promise stands otherwise before, nothing is to be done and nothing begins; and
// then something has changed.
func TestVendorWakeLaw(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		c, steps := drawCase(rt, vendor, bases[vendor], true)
		for _, s := range steps {
			c = s.record(rt, c, s.event.Recorded)
		}
		now := laterOf(steps[len(steps)-1].event.Recorded, c.Opening().Recorded).Add(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "asked")) * time.Minute)
		for range 3 {
			asked := waits(rt, c, now, now)
			next, ok := asked.NextChange(now)
			before := now.AddDate(0, 2, 0)
			if ok {
				require.True(rt, next.After(now))
				before = next.Add(-1)
			}
			slept := waits(rt, asked, now, before)
			require.Equal(rt, standings(asked, now), standings(slept, before), "asleep from %s to %s", now, before)
			require.Empty(rt, slept.Actions(now, before), "asleep from %s to %s", now, before)
			if !ok {
				return
			}
			woken := waits(rt, slept, before, next)
			if len(woken.Actions(before, next)) == 0 && !isPeriodic(woken.Policy()) { // a period can begin in which no rule holds
				require.NotEqual(rt, standings(slept, before)+lapses(slept, before), standings(woken, next)+lapses(woken, next), "woken for nothing at %s", next)
			}
			c, now = woken, next
		}
	})
}

// lapses writes which revisions have gone back.
func lapses(c policy.Case, at time.Time) (text string) {
	for _, p := range c.Promises() {
		text += fmt.Sprint(p.About().ID, len(p.Lapsed(at)), "\n")
	}
	return text
}

func isPeriodic(p *policy.Policy) bool {
	return slices.ContainsFunc(p.Config().Commitments, func(c policy.Commitment) bool { return c.Clock.Cycle == policy.Periodic })
}
