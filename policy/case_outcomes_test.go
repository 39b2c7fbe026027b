package policy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// followDoc has a recovery for what is broken, and a follow-up to what is kept.
const followDoc = `{"calendars":[` + plainOffice + `],"commitments":[
	{"name":"call back","calendar":"office","stake":{"amount":200,"currency":"EUR"},"rules":[{"due":"1h"}],
	 "clock":{"start":{"event":"promise broken","where":{"commitment":"resolution"}},"stop":{"event":"called"},"cycle":"each time"},
	 "reactions":[{"name":"remind","when":"due","do":"page"}]},
	{"name":"resolution","calendar":"office","stake":{"field":"value","amount":5,"currency":"EUR"},"rules":[{"due":"4h"}],
	 "clock":{"stop":{"becomes":{"status":"solved"}},"reopen":{"becomes":{"status":"open"}},"pause_while":{"status":"pending"}}},
	{"name":"ask if it works","calendar":"office","rules":[{"due":"2 days close"}],
	 "clock":{"start":{"event":"promise kept","where":{"commitment":"resolution"}},"stop":{"event":"asked"},"cancel":{"becomes":{"status":"open"}}}}]}`

// TestPromisesFollowPromises: what is broken starts a recovery at the instant of
// the break, once time is seen to pass; what is kept, a follow-up.
func TestPromisesFollowPromises(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	opened, err := parsePolicy(t, followDoc).Open("T-7", policy.Fields{"value": "1500", "status": "open"}, at("mon 09:00"))
	require.NoError(t, err)
	require.Equal(t, "resolution/1: on track, running, due mon 05 13:00, elapsed 5h0m0s\n", strings.ReplaceAll(show(opened, at("mon 14:00")), "broken", "on track"), "nobody has looked yet")

	seen, err := opened.Record(at("mon 13:00"))
	require.NoError(t, err)
	require.Equal(t, "call back/1: on track, running, due mon 05 14:00, elapsed 30m0s\nresolution/1: broken, running, due mon 05 13:00, elapsed 4h30m0s\n", show(seen, at("mon 13:30")))
	back := seen.Promises()[0]
	require.Equal(t, promise.About{ID: "T-7/call back/1", Name: "call back", Parent: "T-7/resolution/1", Stake: promise.Stake{Amount: 200, Currency: "EUR"}}, back.About())
	require.Equal(t, promise.Stake{Amount: 1500, Currency: "EUR"}, seen.Promises()[1].About().Stake)
	require.True(t, back.Made().Equal(at("mon 13:00")))
	require.Equal(t, show(opened, at("mon 12:59")), show(seen.KnownAt(at("mon 12:59")), at("mon 12:59")), "as it was known")

	// Asked for its actions, a case looks by itself.
	var keys []string
	for _, a := range opened.Actions(at("mon 09:00"), at("mon 15:00")) {
		keys = append(keys, fmt.Sprintf("%s %v", a.Name, a.Stake.Amount))
	}
	require.Equal(t, []string{"T-7/call back/remind/2026-01-05T13:00:00Z 200"}, keys)

	// It had been solved at noon: there was no break, the reminder is taken back,
	// and the follow-up begins at noon.
	late, err := seen.Record(at("mon 16:00"), policy.Event{At: at("mon 12:00"), Set: policy.Fields{"status": "solved"}})
	require.NoError(t, err)
	require.Equal(t, "resolution/1: kept, fulfilled, due mon 05 13:00, elapsed 3h0m0s\nask if it works/1: on track, running, due wed 07 17:00, elapsed 4h0m0s\n", show(late, at("mon 16:00")))
	keys = nil
	for _, a := range late.Actions(at("mon 09:00"), at("mon 17:00")) {
		keys = append(keys, fmt.Sprintf("%s %v", a.Name, a.Withdrawn))
	}
	require.Equal(t, []string{"T-7/call back/remind/2026-01-05T13:00:00Z false", "T-7/call back/remind/2026-01-05T13:00:00Z true"}, keys)

	// Solved twenty minutes late, exactly at the due instant, and not at all.
	tooLate, err := opened.Record(at("tue 09:00"), set(at("mon 13:20"), "status", "solved"))
	require.NoError(t, err)
	require.Equal(t, "call back/1: broken, running, due mon 05 14:00, elapsed 8h0m0s\nresolution/1: broken, fulfilled, due mon 05 13:00, elapsed 4h20m0s\n", show(tooLate, at("tue 13:00")))
	just, err := opened.Record(at("tue 09:00"), set(at("mon 13:00"), "status", "solved"))
	require.NoError(t, err)
	require.Equal(t, "resolution/1: kept, fulfilled, due mon 05 13:00, elapsed 4h0m0s\nask if it works/1: on track, running, due wed 07 17:00, elapsed 4h0m0s\n", show(just, at("mon 17:00")))

	_, err = opened.Record(at("mon 10:00"), policy.Event{Type: policy.PromiseBroken})
	require.EqualError(t, err, `policy: events[0].type: "promise broken" must not be recorded, since it follows by itself; leave it out, or use another word`)
}

// reportDoc has a report every business day.
const reportDoc = `{"calendars":[` + plainOffice + `],"commitments":[{"name":"report","calendar":"office","rules":[{"due":"1 day 16:00"}],
	"clock":{"stop":{"event":["reported","message"]},"cancel":{"becomes":{"status":"closed"}},"cycle":"periodic"}}]}`

// TestPeriods has a report every business day at four: on time, not at all, late
// and early.
func TestPeriods(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, reportDoc).Open("P-1", nil, at("mon 09:00"))
	require.NoError(t, err)
	next, ok := c.NextChange(at("mon 10:00"))
	require.True(t, ok && next.Equal(at("tue 16:00")))
	c, err = c.Record(at("mon2 12:00"),
		event("reported", at("tue 15:00")), event("reported", at("tue 15:30")), // one is enough; the second comes before the next period
		// nothing on Wednesday
		event("reported", at("thu 16:00")), // just in time
		event("reported", at("fri 16:01"))) // late for Friday, early for Monday
	require.NoError(t, err)
	// What is missed is withdrawn a nanosecond after its break: at the instant of
	// the break itself events come first.
	want := `report/1: kept, fulfilled, due tue 06 16:00, elapsed 14h0m0s
report/2: broken, withdrawn, due wed 07 16:00, elapsed 8h0m0.000000001s
report/3: kept, fulfilled, due thu 08 16:00, elapsed 8h0m0s
report/4: broken, withdrawn, due fri 09 16:00, elapsed 8h0m0.000000001s
report/5: kept, fulfilled, due mon 12 16:00, elapsed 1m0s
`
	if diff := cmp.Diff(want, show(c, at("mon2 12:00"))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	next, ok = c.NextChange(at("mon2 12:00"))
	require.True(t, ok && next.Equal(at("mon2 16:00")), "the next period, not %s", next)
	c, err = c.Record(at("mon2 17:00"))
	require.NoError(t, err)
	require.Len(t, c.Promises(), 6)
	closed, err := c.Record(at("tue2 10:00"), set(at("tue2 10:00"), "status", "closed"))
	require.NoError(t, err)
	closed, err = closed.Record(at("tue2 10:00").AddDate(1, 0, 0))
	require.NoError(t, err)
	require.Len(t, closed.Promises(), 6)
	require.Equal(t, promise.Void, closed.Promises()[5].At(at("wed2 10:00")).Standing)

	// Left alone for years, it ends somewhere.
	left, err := c.Record(at("mon2 17:00").AddDate(60, 0, 0))
	require.NoError(t, err)
	require.Less(t, len(left.Promises()), 10_100)
}

// TestPromisesInACircle: two commitments that start each other at one instant
// come to an end.
func TestPromisesInACircle(t *testing.T) {
	doc := `{"calendars":[` + plainOffice + `],"commitments":[
		{"name":"a","calendar":"office","rules":[{"due":"1h"}],"clock":{"start":[{"event":"go"},{"event":"promise kept","where":{"commitment":"b"}}],"stop":{"event":["done","promise kept"]},"cycle":"each time"}},
		{"name":"b","calendar":"office","rules":[{"due":"1h"}],"clock":{"start":{"event":"promise kept","where":{"commitment":"a"}},"stop":{"event":"promise kept"},"cycle":"each time"}},
		{"name":"c","calendar":"office","rules":[{"due":"0s"}],"clock":{"start":[{"event":"go"},{"event":"promise broken"}],"cancel":{"event":"promise broken"},"cycle":"each time"}}]}`
	c, err := parsePolicy(t, doc).Open("T-7", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	c, err = c.Record(instant(t, "mon 10:00"), event("go", instant(t, "mon 10:00")), event("done", instant(t, "mon 10:30")))
	require.NoError(t, err)
	require.Less(t, len(c.Promises()), 10_100)
}

// TestABreakEndsNothingBeforeItself: what a break resets, cancels or stops was
// broken first.
func TestABreakEndsNothingBeforeItself(t *testing.T) {
	for how, want := range map[string]string{
		"reset":  "x/1: broken, withdrawn, due mon 05 10:00, elapsed 1h0m0.000000001s\nx/2: broken, withdrawn, due mon 05 11:00, elapsed 1h0m0.000000001s\nx/3: on track, running, due mon 05 12:00, elapsed 30m0s\n",
		"cancel": "x/1: broken, withdrawn, due mon 05 10:00, elapsed 1h0m0.000000001s\n",
		"stop":   "x/1: broken, fulfilled, due mon 05 10:00, elapsed 1h0m0.000000001s\n",
	} {
		doc := `{"calendars":[` + plainOffice + `],"commitments":[{"name":"x","calendar":"office","rules":[{"due":"1h"}],"clock":{"` + how + `":{"event":"promise broken"}}}]}`
		c, err := parsePolicy(t, doc).Open("T-7", nil, instant(t, "mon 09:00"))
		require.NoError(t, err)
		c, err = c.Record(instant(t, "mon 11:30"))
		require.NoError(t, err)
		require.Equal(t, want, show(c, instant(t, "mon 11:30")), how)
	}
}
