package policy_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/policy"
)

// An outbox is that of a host that inserts actions by their keys, ignores those
// that it has, and delivers the others: done is what it has done in the end.
type outbox struct {
	keys      map[string]bool
	delivered []policy.Action
	done      map[string]bool
}

func newOutbox() *outbox { return &outbox{keys: map[string]bool{}, done: map[string]bool{}} }

func (o *outbox) insert(actions []policy.Action) {
	for _, a := range actions {
		if o.keys[a.Key] {
			continue
		}
		o.keys[a.Key] = true
		o.delivered = append(o.delivered, a)
		if a.Withdrawn {
			delete(o.done, a.Name)
		} else {
			o.done[a.Name] = true
		}
	}
}

// TestToldAgain: an answer that is learnt late takes a page back, and once that is
// retracted the page is told again, under another key.
func TestToldAgain(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, reactingDoc(`{"name":"page","when":"due"}`)).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	whole, err := c.Record(at("tue 11:00"),
		policy.Event{ID: "done", Type: "done", At: at("mon 14:00"), Recorded: at("tue 09:00")},
		policy.Event{ID: "not done", Retracts: "done", At: at("tue 10:00"), Recorded: at("tue 10:00")},
		policy.Event{ID: "done after all", Type: "done", At: at("mon 14:30"), Recorded: at("tue 10:30")})
	require.NoError(t, err)
	name := "T-7/repair/page/2026-01-05T16:00:00Z"
	want := []string{
		name + "/told/2026-01-05T16:00:00Z", name + "/withdrawn/2026-01-06T08:00:00Z", name + "/told/2026-01-06T09:00:00Z", name + "/withdrawn/2026-01-06T09:30:00Z",
	}
	for _, every := range []time.Duration{time.Minute, 7 * time.Minute, time.Hour, 48 * time.Hour} {
		host := newOutbox()
		for told := at("mon 09:00"); told.Before(at("tue 12:00")); told = told.Add(every) {
			host.insert(whole.Actions(told.Add(-every/3), told.Add(every))) // it asks again about what it has asked already
		}
		var keys []string
		for _, a := range host.delivered {
			keys = append(keys, a.Key)
			require.Equal(t, name, a.Name)
		}
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Errorf("asked every %s: -want +got:\n%s", every, diff)
		}
		require.Empty(t, host.done)
	}
}

// TestRecordedWhereAsked: what is recorded at an instant up to which actions were asked
// for is not told then; what is recorded later is, and so is all that is recorded at an
// instant before it was asked up to it.
func TestRecordedWhereAsked(t *testing.T) {
	nine, two := instant(t, "mon 09:00"), instant(t, "mon 14:00")
	for _, c := range []struct {
		name     string
		asked    time.Time // up to
		retracts time.Time // recorded
		want     []string
	}{
		{"at the instant asked up to", two, two, nil},
		{"later", two, two.Add(1), []string{"thanks withdrawn"}},
		{"at the instant, asked up to just before it", two.Add(-1), two, nil},
		{"later, asked up to just before", two.Add(-1), two.Add(1), []string{"thanks", "thanks withdrawn"}},
	} {
		opened, err := parsePolicy(t, reactingDoc(`{"name":"thanks","when":"kept"}`)).Open("T-7", nil, nine)
		require.NoError(t, err)
		opened, err = opened.Record(two, policy.Event{ID: "done", Type: "done"})
		require.NoError(t, err)
		opened.Actions(nine, c.asked)
		opened, err = opened.Record(c.retracts, policy.Event{Retracts: "done"})
		require.NoError(t, err, "the same instant is no error")
		var got []string
		for _, a := range opened.Actions(c.asked, two.Add(time.Hour)) {
			text := a.Reaction
			if a.Withdrawn {
				text += " withdrawn"
			}
			got = append(got, text)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
	}
}

// stored returns the case as it is read back from where a host keeps it: its
// opening and its log as JSON, and the policies of its adoptions.
func stored(t *rapid.T, c policy.Case, opened *policy.Policy, steps []step) policy.Case {
	adopted := map[string]*policy.Policy{}
	for _, s := range steps {
		if s.adopts != nil {
			adopted[s.event.ID] = s.adopts
		}
	}
	doc, err := json.Marshal(c.Opening())
	require.NoError(t, err)
	var opening policy.Opening
	require.NoError(t, json.Unmarshal(doc, &opening))
	again, err := opened.RecordOpening(time.Time{}, opening)
	require.NoError(t, err)
	for _, e := range c.Events() {
		doc, err := json.Marshal(e)
		require.NoError(t, err)
		var read policy.Event
		require.NoError(t, json.Unmarshal(doc, &read))
		if pol := adopted[e.ID]; pol != nil {
			again, err = again.Adopt(time.Time{}, pol, read)
		} else {
			again, err = again.Record(time.Time{}, read)
		}
		require.NoError(t, err)
	}
	return again
}

// TestOutboxLaw: no key is told twice; asked from any instant on, in pieces that
// overlap or not, while the log grows or after it was read back from a store, the
// actions and their keys are those of the whole; and a host that inserts by key,
// does and undoes has in the end done what the whole log asks for.
func TestOutboxLaw(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		opened, steps := drawCase(rt, vendor, bases[vendor], rapid.Bool().Draw(rt, "ties"))
		start := opened.Opening().Recorded.Add(-1)
		overlap := time.Duration(rapid.IntRange(0, 3000).Draw(rt, "overlap")) * time.Minute
		host, told, c := newOutbox(), start, opened
		for _, s := range steps {
			before := s.event.Recorded.Add(-1)
			if rapid.Bool().Draw(rt, "polls") && before.After(told) {
				host.insert(c.Actions(told.Add(-overlap), before))
				told = before
			}
			c = s.record(rt, c, s.event.Recorded)
		}
		end := instants.Later(told, steps[len(steps)-1].event.Recorded).AddDate(0, 0, 9)
		host.insert(c.Actions(told.Add(-overlap), end))
		whole := c.Actions(start, end)
		if diff := cmp.Diff(whole, host.delivered); diff != "" {
			rt.Fatalf("polled (-whole +delivered):\n%s", diff)
		}
		once := newOutbox()
		once.insert(whole)
		require.Len(rt, once.delivered, len(whole), "a key is told twice")
		if diff := cmp.Diff(once.done, host.done); diff != "" {
			rt.Fatalf("what is done in the end:\n%s", diff)
		}

		since := start.Add(time.Duration(rapid.IntRange(0, int(end.Sub(start)/time.Minute)).Draw(rt, "since")) * time.Minute)
		if rapid.Bool().Draw(rt, "since an event") {
			since = rapid.SampledFrom(steps).Draw(rt, "event").event.Recorded
		}
		after := slices.DeleteFunc(slices.Clone(whole), func(a policy.Action) bool { return !a.At.After(since) })
		read := stored(rt, c, opened.Policy(), steps)
		for name, other := range map[string]policy.Case{"asked from the middle": c, "read back": read} {
			if diff := cmp.Diff(after, other.Actions(since, end), cmpopts.EquateEmpty()); diff != "" {
				rt.Fatalf("%s, since %s (-of the whole +got):\n%s", name, since, diff)
			}
		}

		atOnce := learntAtOnce(rt, opened, steps)
		want := newOutbox()
		want.insert(atOnce.Actions(start, end))
		if diff := cmp.Diff(slices.Sorted(maps.Keys(want.done)), slices.Sorted(maps.Keys(host.done))); diff != "" {
			rt.Fatalf("what is done in the end (-all learnt at once +one by one):\n%s", diff)
		}
	})
}

// learntAtOnce is the case as if all had been learnt with the opening. What
// happened at one instant stays in the order in which it was learnt.
func learntAtOnce(t *rapid.T, c policy.Case, steps []step) policy.Case {
	for _, s := range steps {
		s.event.Recorded = c.Opening().Recorded
		c = s.record(t, c, s.event.Recorded)
	}
	return c
}
