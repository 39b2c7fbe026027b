package policy_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// TestOpenedFinished opens a case that is finished already, one that nobody
// waits for, and one that waits from the beginning, for this and then for that.
func TestOpenedFinished(t *testing.T) {
	at := instant(t, "mon 09:00")
	c, err := parsePolicy(t, serviceDoc).Open("T-7", policy.Fields{"priority": "normal", "status": "closed"}, at)
	require.NoError(t, err)
	require.Equal(t, "resolution/1: kept, fulfilled, due mon 05 17:00, elapsed 0s\n", show(c, at))
	c, err = c.Record(instant(t, "tue 09:00"), set(instant(t, "tue 09:00"), "status", "open"))
	require.NoError(t, err)
	require.Equal(t, "resolution/1: on track, running, due tue 06 17:00, elapsed 1h0m0s\n", show(c, instant(t, "tue 10:00")))

	c, err = parsePolicy(t, changeDoc("carry")).Open("T-7", policy.Fields{"priority": "low", "status": "pending"}, at)
	require.NoError(t, err)
	require.Equal(t, "work/1: on track, paused, due none, paused, elapsed 0s\n", show(c, instant(t, "mon 10:00")))
	two := `{"calendars":[` + plainOffice + `],"commitments":[{"name":"work","calendar":"office","rules":[{"due":"4h"}],"clock":{"pause_while":{"status":["for the customer","for parts"]}}}]}`
	c, err = parsePolicy(t, two).Open("T-7", policy.Fields{"status": "for the customer"}, at)
	require.NoError(t, err)
	c, err = c.Record(at, set(instant(t, "mon 11:00"), "status", "for parts"), set(instant(t, "mon 15:00"), "status", "open"))
	require.NoError(t, err)
	require.Equal(t, "work/1: on track, running, due tue 06 11:00, elapsed 0s\n", show(c, instant(t, "mon 15:00")))
	pauses := c.Promises()[0].Explain(instant(t, "mon 15:00")).Steps
	require.Equal(t, "status is for the customer", pauses[0].Reason)
	require.Equal(t, "status is for parts", pauses[1].Reason)
}

// TestRecordOpening opens cases that are learnt of at another instant than that of
// their opening.
func TestRecordOpening(t *testing.T) {
	nine, two := instant(t, "mon 09:00"), instant(t, "mon 14:00")
	pol := parsePolicy(t, changeDoc("carry"))
	amsterdam := time.FixedZone("", 1172)
	low := policy.Fields{"priority": "low", "status": "open"}
	for _, c := range []struct {
		name string
		now  time.Time
		o    policy.Opening
		want policy.Opening
	}{
		{"written down later", two, policy.Opening{ID: "T-7", Fields: low, At: nine}, policy.Opening{ID: "T-7", Fields: low, At: nine, Recorded: two}},
		{"now", two, policy.Opening{ID: "T-7", Fields: low}, policy.Opening{ID: "T-7", Fields: low, At: two, Recorded: two}},
		{"known ahead", nine, policy.Opening{Fields: low, At: two}, policy.Opening{Fields: low, At: two, Recorded: nine}},
		{"in a zone of odd seconds", two, policy.Opening{Fields: low, At: nine.In(amsterdam)}, policy.Opening{Fields: low, At: nine, Recorded: two}},
		{"imported", time.Time{}, policy.Opening{Fields: low, At: nine, Recorded: two}, policy.Opening{Fields: low, At: nine, Recorded: two}},
	} {
		opened, err := pol.RecordOpening(c.now, c.o)
		require.NoError(t, err, c.name)
		if diff := cmp.Diff(c.want, opened.Opening()); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		require.Equal(t, c.want.At.UTC(), opened.Promises()[0].Made().UTC(), "%s: its promises count from then", c.name)
		require.Nil(t, opened.KnownAt(c.want.Recorded.Add(-1)).Policy(), c.name)
		require.Equal(t, show(opened, two), show(opened.KnownAt(c.want.Recorded), two), c.name)

		doc, err := json.Marshal(opened.Opening())
		require.NoError(t, err)
		var read policy.Opening
		require.NoError(t, json.Unmarshal(doc, &read))
		again, err := pol.RecordOpening(time.Time{}, read)
		require.NoError(t, err)
		require.Equal(t, show(opened, two), show(again, two), "%s: read back", c.name)
	}
	plain, err := pol.Open("T-7", low, nine)
	require.NoError(t, err)
	require.Equal(t, policy.Opening{ID: "T-7", Fields: low, At: nine, Recorded: nine}, plain.Opening(), "a case is learnt of when it is opened, if nothing else is said")
	require.Zero(t, policy.Case{}.Opening())

	for doc, want := range map[string]string{
		`{"id":"T-7","opened":"2026-01-05T09:00:00Z"}`: `policy: opened: unknown field`,
		`{"at":"nine"}`: `policy: at: `,
	} {
		var o policy.Opening
		require.ErrorContains(t, json.Unmarshal([]byte(doc), &o), want)
	}
	_, err = pol.RecordOpening(time.Time{}, policy.Opening{ID: "T-7", At: nine})
	require.EqualError(t, err, "policy: now: required; name the instant when the case is opened")
	_, err = pol.Open("T-7", nil, time.Time{})
	require.EqualError(t, err, "policy: now: required; name the instant when the case is opened")
	_, err = pol.RecordOpening(two, policy.Opening{ID: "\xff", Fields: policy.Fields{"": "x"}, At: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.EqualError(t, err, `policy: opening.at: year 9999 is out of range; write one from 1 to 9998
policy: opening.id: invalid UTF-8 "\xff"; convert it
policy: opening.fields: invalid field ""; write a name and a value in UTF-8`)
}

// TestLearntBeforeTheOpening: what an import says was known before the opening
// was recorded counts as learnt of with it, and after it where both happened at one
// instant.
func TestLearntBeforeTheOpening(t *testing.T) {
	nine, two := instant(t, "mon 09:00"), instant(t, "mon 14:00")
	c, err := parsePolicy(t, changeDoc("carry")).RecordOpening(two, policy.Opening{ID: "T-7", Fields: policy.Fields{"priority": "low", "status": "pending"}, At: nine})
	require.NoError(t, err)
	e := set(nine, "status", "open")
	e.Recorded = instant(t, "mon 09:30")
	for _, recorded := range []time.Time{instant(t, "mon 09:30"), two} {
		e.Recorded = recorded
		opened, err := c.Record(two, e)
		require.NoError(t, err)
		require.Equal(t, "work/1: on track, running, due tue 06 17:00, elapsed 5h0m0s\n", show(opened, two), "recorded %s", recorded)
		require.Nil(t, opened.KnownAt(instant(t, "mon 13:00")).Policy())
		require.Equal(t, show(opened, two), show(opened.KnownAt(two), two))
	}
}

// TestCaseClockGoesBack records with a clock that is behind what was recorded or
// seen.
func TestCaseClockGoesBack(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	pol := parsePolicy(t, serviceDoc)
	opened, err := pol.RecordOpening(at("mon 10:00"), policy.Opening{ID: "T-7", Fields: policy.Fields{"status": "open"}, At: at("mon 09:00")})
	require.NoError(t, err)
	noted, err := opened.Record(at("mon 11:00"), policy.Event{ID: "a", Type: "note"})
	require.NoError(t, err)
	seen, err := noted.Record(at("mon 14:00"))
	require.NoError(t, err)
	ahead, err := noted.Record(at("mon 11:00"), policy.Event{Type: "note", At: at("mon 10:00"), Recorded: at("tue 09:00")})
	require.NoError(t, err)
	solved := policy.Event{At: at("mon 12:00"), Set: policy.Fields{"status": "solved"}}
	stated := solved
	stated.Recorded = at("mon 12:30")
	for _, c := range []struct {
		name   string
		c      policy.Case
		now    time.Time
		events []policy.Event
		last   time.Time // zero if it is taken
	}{
		{"before the last event", noted, at("mon 10:30"), []policy.Event{solved}, at("mon 11:00")},
		{"before what was seen", seen, at("mon 12:30"), []policy.Event{solved}, at("mon 14:00")},
		{"before the opening was recorded", opened, at("mon 09:30"), []policy.Event{solved}, at("mon 10:00")},
		{"before an import from the future", ahead, at("mon 15:00"), []policy.Event{solved}, at("tue 09:00")},
		{"at the same instant", seen, at("mon 14:00"), []policy.Event{solved}, time.Time{}},
		{"recorded is stated", seen, at("mon 12:30"), []policy.Event{stated}, time.Time{}},
		{"a known event", seen, at("mon 12:30"), []policy.Event{{ID: "a", Type: "note"}}, time.Time{}},
		{"time alone", seen, at("mon 12:30"), nil, time.Time{}},
	} {
		next, err := c.c.Record(c.now, c.events...)
		if c.last.IsZero() {
			require.NoError(t, err, c.name)
			if c.name != "recorded is stated" && c.name != "at the same instant" {
				require.Equal(t, c.c, next, "%s changes nothing", c.name)
			}
			continue
		}
		var clock *promise.ClockError
		require.ErrorAs(t, err, &clock, c.name)
		if diff := cmp.Diff(promise.ClockError{Now: c.now, Last: c.last}, *clock); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		require.Equal(t, c.c.Events(), next.Events(), "%s: it is all or nothing", c.name)
		_, err = c.c.Record(clock.Last, c.events...)
		require.NoError(t, err, "%s: the mend", c.name)
	}
	_, err = seen.Record(at("mon 12:30"), solved, policy.Event{Type: "note"})
	require.EqualError(t, err, "policy: now: must not be before the last recorded instant 2026-01-05T14:00:00+01:00, got 2026-01-05T12:30:00+01:00; record at 2026-01-05T14:00:00+01:00 or later, or state recorded")
	_, err = seen.Adopt(at("mon 12:30"), pol, policy.Event{})
	require.ErrorAs(t, err, new(*promise.ClockError), "an adoption is an event, too")
	_, err = seen.Adopt(at("mon 12:30"), pol, policy.Event{Recorded: at("mon 12:30")})
	require.NoError(t, err)
	_, err = opened.Record(time.Time{}, policy.Event{Type: "note"}, policy.Event{Type: "note"})
	require.EqualError(t, err, "policy: now: required; name the instant at which the events are recorded")
}

// TestBeforeTheOpeningLaw: what happened before the opening, and what did after it,
// counts in the order in which it happened, whatever the order in which it was learnt of.
func TestBeforeTheOpeningLaw(t *testing.T) {
	var policies []*policy.Policy
	for _, doc := range []string{serviceDoc, changeDoc("carry"), changeDoc("restart"), sequenceDoc} {
		policies = append(policies, parsePolicy(t, doc))
	}
	opened := instant(t, "mon 09:00")
	rapid.Check(t, func(rt *rapid.T) {
		c, err := rapid.SampledFrom(policies).Draw(rt, "policy").Open("T-7", policy.Fields{"priority": "normal"}, opened)
		require.NoError(rt, err)
		inOrder := drawEvents(rt, opened.AddDate(0, 0, -3))
		events := slices.Clone(inOrder)
		for i := range events {
			lag := time.Duration(rapid.IntRange(0, 4000).Draw(rt, "minutes until it is learnt of")) * time.Minute
			events[i].Recorded = events[i].At.Add(lag)
		}
		now := opened.AddDate(0, 1, 0)
		whole, err := c.Record(now, events...)
		require.NoError(rt, err)
		shuffled, err := c.Record(now, rapid.Permutation(events).Draw(rt, "order")...)
		require.NoError(rt, err)
		samePromises(rt, whole, shuffled)

		slices.SortStableFunc(events, func(a, b policy.Event) int { return a.Recorded.Compare(b.Recorded) })
		parts := c
		for _, e := range events {
			parts, err = parts.Record(e.Recorded, e)
			require.NoError(rt, err)
		}
		parts, err = parts.Record(now)
		require.NoError(rt, err)
		samePromises(rt, whole, parts)

		promptly, err := c.Record(now, inOrder...)
		require.NoError(rt, err)
		require.Equal(rt, standings(promptly, now), standings(whole, now))
	})
}
