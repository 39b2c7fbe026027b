package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// split returns an event in parts, in any order: what it is, what it says, and each
// field that it sets for itself. All that can bring something about is agreed as the
// event is; that the customer agreed to what is only said changes nothing.
func split(t *rapid.T, e policy.Event, batch string) []policy.Event {
	e.Batch = batch
	empty := e
	empty.Type, empty.Set, empty.Facts = "", nil, nil
	is, says := empty, empty
	is.Type, says.Facts = e.Type, e.Facts
	says.Agreed = rapid.Bool().Draw(t, "agreed to what is said")
	parts := []policy.Event{is, says}
	for name, value := range e.Set {
		field := empty
		field.Set = policy.Fields{name: value}
		parts = append(parts, field)
	}
	slices.SortFunc(parts, func(a, b policy.Event) int { return len(fmt.Sprint(a.Set)) - len(fmt.Sprint(b.Set)) })
	return rapid.Permutation(parts).Draw(t, "parts")
}

// TestBatchLaw: an update in parts is as good as the event that it was cut from: the
// same promises, actions and contacts, however its parts are ordered, whether they
// are recorded together or one by one; and a batch of one is an event.
func TestBatchLaw(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		opened, steps := drawCase(rt, vendor, bases[vendor], false)
		whole, parts, one := opened, opened, opened
		for i, s := range steps {
			s.event.ID, s.event.Retracts = "", ""
			whole = s.record(rt, whole, s.event.Recorded)
			if s.adopts != nil {
				parts, one = s.record(rt, parts, s.event.Recorded), s.record(rt, one, s.event.Recorded)
				continue
			}
			single := s
			single.event.Batch = "b"
			one = single.record(rt, one, s.event.Recorded)
			pieces := split(rt, s.event, fmt.Sprint("update ", i))
			cut := rapid.IntRange(0, len(pieces)).Draw(rt, "cut")
			for _, together := range [][]policy.Event{pieces[:cut], pieces[cut:]} {
				var err error
				parts, err = parts.Record(s.event.Recorded, together...)
				require.NoError(rt, err)
			}
		}
		samePromises(rt, whole, one)
		samePromises(rt, whole, parts)
		start, end := opened.Opening().Recorded.Add(-1), steps[len(steps)-1].event.Recorded.AddDate(0, 0, 9)
		if diff := cmp.Diff(whole.Actions(start, end), parts.Actions(start, end)); diff != "" {
			rt.Fatalf("actions (-whole +in parts):\n%s", diff)
		}
		if diff := cmp.Diff(whole.Fields(), parts.Fields()); diff != "" {
			rt.Fatalf("fields (-whole +in parts):\n%s", diff)
		}
	})
}

// TestBatchPartLaw: before its last part is learnt, a batch is the parts that are
// known, and a part that is retracted has never been.
func TestBatchPartLaw(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		opened, steps := drawCase(rt, vendor, bases[vendor], true)
		for i := range steps {
			steps[i].event.Retracts = ""
		}
		all := opened
		for _, s := range steps {
			all = s.record(rt, all, s.event.Recorded)
		}
		at := instants.Later(rapid.SampledFrom(steps).Draw(rt, "known").event.Recorded, opened.Opening().Recorded)
		samePromises(rt, known(rt, opened, steps, at), all.KnownAt(at))

		i := rapid.IntRange(0, len(steps)-1).Draw(rt, "gone")
		end := all.Events()[len(steps)-1].Recorded
		if steps[i].adopts != nil {
			return
		}
		all = step{event: policy.Event{ID: "r", Retracts: steps[i].event.ID, At: end, Recorded: end, Batch: "other"}}.record(rt, all, end)
		left := opened
		for k, s := range steps {
			if k != i {
				left = s.record(rt, left, end)
			}
		}
		left = step{event: policy.Event{ID: "r", At: end, Recorded: end, Batch: "other"}}.record(rt, left, end)
		samePromises(rt, left, all)
	})
}

// TestBatchParts shows who did what: each part keeps its own.
func TestBatchParts(t *testing.T) {
	at := instant(t, "mon 10:00")
	c, err := parsePolicy(t, serviceDoc).Open("T-7", policy.Fields{"priority": "normal", "status": "open"}, instant(t, "mon 09:00"))
	require.NoError(t, err)
	parts := []policy.Event{
		{ID: "a", By: promise.Bot("robot"), Reason: "rule 7", Set: policy.Fields{"status": "solved"}},
		{ID: "b", Type: "note", By: promise.Person("Ann"), Channel: "web", Facts: []policy.Fact{{Commitment: "resolution", Says: promise.Event{Kind: promise.Update, Late: true}}}},
		{ID: "c", Type: "note", By: promise.Person("Bob"), Facts: []policy.Fact{{Commitment: "resolution", Says: promise.Event{Kind: promise.Flag, P: 0.5}}}},
	}
	for i := range parts {
		parts[i].Batch = "audit 1"
	}
	c, err = c.Record(at, parts...)
	require.NoError(t, err)
	var resolution promise.Promise
	for _, p := range c.Promises() {
		if p.About().Name == "resolution" {
			resolution = p
		}
	}
	var got []string
	for _, e := range resolution.Events() {
		got = append(got, fmt.Sprintf("%s: %s by %s, %s%s", e.ID, e.Kind, e.By.Name, e.Channel, e.Reason))
	}
	require.Equal(t, []string{"a/fulfill: fulfill by robot, rule 7", "b/update/0: update by Ann, web", "c/flag/0: flag by Bob, "}, got)
	if diff := cmp.Diff(parts[1].Facts, c.Events()[1].Facts, cmp.Comparer(func(a, b policy.Fact) bool { return a.Commitment == b.Commitment && a.Says.Kind == b.Says.Kind })); diff != "" {
		t.Errorf("the log has the parts (-want +got):\n%s", diff)
	}
	require.Len(t, c.Events(), 3)

	same := parts[0]
	same.At = at
	_, err = c.Record(at, same)
	require.NoError(t, err, "the same part again")
	same.Batch = "audit 2"
	_, err = c.Record(at, same)
	require.ErrorIs(t, err, promise.ErrDuplicateID, "another batch under the same ID")
	_, err = c.Adopt(at, c.Policy(), policy.Event{Batch: "audit 3"})
	require.EqualError(t, err, `policy: events[0].batch: "audit 3": not supported for an adoption; leave it out`)
	_, err = c.Record(at, policy.Event{Batch: "\xff"})
	require.EqualError(t, err, `policy: events[0].batch: invalid UTF-8 "\xff"; convert it`)
}

// TestBatchLeads: what the parts bring about together is done by the part that sets it
// off, and known when the last of them is.
func TestBatchLeads(t *testing.T) {
	ten := instant(t, "mon 10:00")
	doc := `{"calendars":[` + plainOffice + `],"commitments":[{"name":"reply","calendar":"office","rules":[{"due":"4h"}],
		"clock":{"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":"solved"}}}},
		{"name":"repair","calendar":"office","rules":[{"due":"4h"}],"clock":{"stop":{"becomes":{"status":"solved"}}}},
		{"name":"visit","calendar":"office","rules":[{"due":"4h"}],"conditions":[{"name":"file","by":"2h","met":{"event":"sent"}}],"clock":{"pause_while":{"group":"second"}}}]}`
	c, err := parsePolicy(t, doc).Open("T-7", policy.Fields{"status": "open"}, instant(t, "mon 09:00"))
	require.NoError(t, err)
	sent := policy.Event{ID: "sent", Type: "sent", By: promise.Customer("Cy"), At: ten, Recorded: ten, Batch: "b"}
	status := set(ten, "status", "solved")
	status.ID, status.By, status.Batch, status.Recorded = "status", promise.Customer("Cy"), "b", ten.Add(time.Minute)
	message := event("message", ten)
	message.ID, message.Batch, message.Recorded = "message", "b", ten.Add(2*time.Minute)
	group := set(ten, "group", "second")
	group.ID, group.By, group.Batch, group.Recorded = "group", promise.Bot("router"), "b", ten.Add(3*time.Minute)
	c, err = c.Record(ten.Add(time.Hour), sent, status, message, group)
	require.NoError(t, err)
	var got []string
	for _, p := range c.Promises() {
		for _, e := range p.Events() {
			got = append(got, fmt.Sprintf("%s by %s, recorded %s", e.ID, e.By.Name, e.Recorded.Format("15:04")))
		}
	}
	require.Equal(t, []string{"message/fulfill by Ann, recorded 10:03", "status/fulfill by Cy, recorded 10:03",
		"group/pause by router, recorded 10:03", "sent/meet/file by Cy, recorded 10:03"}, got)
}

// TestBatchesAtOtherInstants: parts of one name at several instants are events of
// their own, and so are those of several names at one instant.
func TestBatchesAtOtherInstants(t *testing.T) {
	doc := `{"calendars":[` + plainOffice + `],"commitments":[{"name":"x","calendar":"office","rules":[{"due":"1h"}],
		"clock":{"start":{"event":"asked"},"stop":{"event":"told"},"cycle":"each time"}}]}`
	nine := instant(t, "mon 09:00")
	for _, c := range []struct {
		events string
		want   int // promises
	}{
		{"asked/b/0 asked/b/0 asked/b/0", 1},
		{"asked/b/0 told/b/1 asked/b/2", 2},
		{"asked/a/0 told/b/0 asked/c/0", 2},
		{"asked//0 told//0 asked//0", 2},
		{"asked/b/0 told//0 asked/b/0", 1}, // the batch stands where its last part does
		{"asked/b/-60 asked/b/-60 asked/b/-60", 1},
		{"asked/b/-60 told/b/-30 asked/b/-10", 2}, // before the opening, and counted at it
		{"asked/b/-60 told/b/0 asked/b/10", 2},
	} {
		opened, err := parsePolicy(t, doc).Open("T-7", nil, nine)
		require.NoError(t, err)
		for _, text := range strings.Fields(c.events) {
			e := strings.Split(text, "/")
			minutes, err := time.ParseDuration(e[2] + "m")
			require.NoError(t, err)
			opened, err = opened.Record(nine.Add(time.Hour), policy.Event{Type: e[0], Batch: e[1], At: nine.Add(minutes)})
			require.NoError(t, err)
		}
		require.Len(t, opened.Promises(), c.want, c.events)
	}
}
