package whatif_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/whatif"
	"github.com/underpromise/underpromise/promise"
)

const calendars = `"calendars":[{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"},{"name":"on call","zone":"Europe/Berlin","week":"24/7"}]`

// roomyDoc promises ten hours of which eight are aimed for, and chat within two.
const roomyDoc = `{"name":"roomy",` + calendars + `,"commitments":[
	{"name":"resolution","calendar":"office","rules":[{"target":"8h"}],"pad":{"percent":25},
	 "clock":{"stop":{"becomes":{"status":"solved"}},"reopen":{"leaves":{"status":"solved"}},"pause_while":{"status":"pending"}}},
	{"name":"next reply","calendar":"office","rules":[{"due":"2h"}],
	 "clock":{"start":{"event":"message","by":"customer"},"stop":{"event":"message","by":"person"},"cycle":"each time"}},
	{"name":"call back","calendar":"office","rules":[{"when":{"priority":"high"},"due":"1h"}],"clock":{"stop":{"event":"called"}}}]}`

// tightDoc promises six hours of which five are aimed for, and an update each day
// instead of a call.
const tightDoc = `{"name":"tight",` + calendars + `,"commitments":[
	{"name":"resolution","calendar":"office","rules":[{"when":{"priority":"high"},"calendar":"on call","due":"4h"},{"target":"5h","due":"6h"}],
	 "clock":{"stop":{"becomes":{"status":"solved"}},"reopen":{"leaves":{"status":"solved"}},"pause_while":{"status":"pending"}}},
	{"name":"next reply","calendar":"office","rules":[{"due":"3h"}],
	 "clock":{"start":{"event":"message","by":"customer"},"stop":{"event":"message","by":"person"},"cycle":"each time"}},
	{"name":"update","calendar":"office","rules":[{"due":"1 day"}],"clock":{"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":"solved"}}}}]}`

// onceDoc has a calendar that runs out on the first day.
const onceDoc = `{"name":"once","calendars":[{"name":"once","zone":"Europe/Berlin","days":[{"on":"2026-01-05","hours":"09:00-17:00"}]}],"commitments":[
	{"name":"next reply","calendar":"once","rules":[{"due":"2h"}],
	 "clock":{"start":{"event":"message","by":"customer"},"stop":{"event":"message","by":"person"},"cycle":"each time"}}]}`

func parse(tb testing.TB, doc string) *policy.Policy {
	tb.Helper()
	pol, err := policy.Parse([]byte(doc))
	require.NoError(tb, err)
	return pol
}

// at reads an instant of the two weeks from Monday, 2026-01-05, in Berlin.
func at(tb testing.TB, text string) time.Time {
	tb.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(tb, err)
	day, k, _ := strings.Cut(text, " ")
	clock, err := time.Parse("15:04", k)
	require.NoError(tb, err)
	i := slices.Index([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon2"}, day)
	require.GreaterOrEqual(tb, i, 0)
	return time.Date(2026, time.January, 5+i, clock.Hour(), clock.Minute(), 0, 0, berlin)
}

func message(at time.Time, by promise.Actor) policy.Event {
	return policy.Event{Type: "message", At: at, By: by}
}

func set(at time.Time, field, value string) policy.Event {
	return policy.Event{At: at, Set: policy.Fields{field: value}}
}

func open(tb testing.TB, pol *policy.Policy, id string, fields policy.Fields, opened, now time.Time, events ...policy.Event) policy.Case {
	tb.Helper()
	c, err := pol.Open(id, fields, opened)
	require.NoError(tb, err)
	c, err = c.Record(now, events...)
	require.NoError(tb, err)
	return c
}

// threeCases are, with what they come to under both policies by hand:
//
//	T-1, Monday 9:00, solved on Tuesday at 10:00 after nine hours: roomy promises ten,
//	kept with one left; tight promises six, broken on Monday at 15:00.
//	Asked at 10:00, answered at 12:30: two hours are broken, three are kept with half
//	an hour left.
//	T-2, high, Monday 9:00, pending from 10 to 12, solved at 14:00 after three
//	hours: roomy has ten, kept with seven left; tight has four around the clock, kept
//	with one left. The call back is due at 10:00 and nobody calls.
//	T-3, Friday 16:00, still open on Monday at 12:00 after four hours: roomy is due
//	on Tuesday at 10:00, tight on Monday at 14:00.
//	Updates are due a business day after the opening: T-1's is kept at 12:30, four
//	hours and a half before; T-2's is void when it is solved; T-3's is open.
func threeCases(tb testing.TB, pol *policy.Policy, now time.Time) []policy.Case {
	tb.Helper()
	t := func(text string) time.Time { return at(tb, text) }
	return []policy.Case{
		open(tb, pol, "T-3", nil, t("fri 16:00"), now),
		open(tb, pol, "T-1", nil, t("mon 09:00"), now,
			message(t("mon 10:00"), promise.Customer("Cy")), message(t("mon 12:30"), promise.Person("Ann")), set(t("tue 10:00"), "status", "solved")),
		open(tb, pol, "T-2", policy.Fields{"priority": "high"}, t("mon 09:00"), now,
			set(t("mon 10:00"), "status", "pending"), set(t("mon 12:00"), "status", "open"), set(t("mon 14:00"), "status", "solved")),
	}
}

func times(list ...time.Duration) whatif.Times {
	t := whatif.Times{Of: len(list)}
	for _, d := range list {
		t.Sum = t.Sum.Plus(document.TotalOf(d))
	}
	t.Mean = t.Sum.Duration() / time.Duration(len(list))
	slices.Sort(list)
	t.Median = (list[(len(list)-1)/2] + list[len(list)/2]) / 2
	return t
}

func hours(n time.Duration) document.Total { return document.TotalOf(n * time.Hour) }

// TestCompare has three cases worked out by hand.
func TestCompare(t *testing.T) {
	h := func(n float64) time.Duration { return time.Duration(n * float64(time.Hour)) }
	now := at(t, "mon2 12:00")
	roomy, tight := parse(t, roomyDoc), parse(t, tightDoc)
	report, err := whatif.Compare(roomy, tight, threeCases(t, roomy, now), now)
	require.NoError(t, err)
	utc := func(text string) time.Time { return at(t, text).UTC() }
	want := whatif.Report{
		Old: "roomy", New: "tight", At: now, Cases: 3, Added: []string{"update"}, Removed: []string{"call back"},
		Total: whatif.Row{
			Old: whatif.Side{
				Promises: 5, Kept: 2, Broken: 2, Open: 1, FirstKept: 2, FirstBroken: 2, Promised: times(h(10), h(10), h(10), h(2), h(1)),
				Pad: times(h(2), h(2), h(2)), KeptTime: times(h(10), h(10)), Unused: times(h(1), h(7)),
			},
			New: whatif.Side{
				Promises: 7, Kept: 3, Broken: 1, Open: 2, Void: 1, VoidByUs: 1, FirstKept: 3, FirstBroken: 1, Promised: times(h(6), h(4), h(6), h(3), h(8), h(8), h(8)),
				Pad: times(h(1), h(1)), KeptTime: times(h(4), h(3), h(8)), Unused: times(h(1), h(0.5), h(4.5)),
			},
			Matched: 4, Appeared: 3, Vanished: 1, Lost: 1, Won: 1,
			Given: hours(1), Gained: hours(14), Shift: times(h(-4), h(-6), h(-4), h(1)),
			// T-1 from Tuesday 11:00 to Monday 15:00, T-2 from Tuesday 13:00 (ten hours
			// and a pause of two) to Monday 15:00, T-3 from Tuesday 10:00 to Monday 14:00.
			WallShift: times(h(-20), h(-22), h(-20), h(1)),
		},
		Commitments: []whatif.Row{
			{
				Commitment: "call back", Vanished: 1,
				Old: whatif.Side{Promises: 1, Broken: 1, FirstBroken: 1, Promised: times(h(1))},
			},
			{
				Commitment: "next reply", Matched: 1, Won: 1, Given: hours(1), Shift: times(h(1)), WallShift: times(h(1)),
				Old: whatif.Side{Promises: 1, Broken: 1, FirstBroken: 1, Promised: times(h(2))},
				New: whatif.Side{Promises: 1, Kept: 1, FirstKept: 1, Promised: times(h(3)), KeptTime: times(h(3)), Unused: times(h(0.5))},
			},
			{
				Commitment: "resolution", Matched: 3, Lost: 1, Gained: hours(14), Shift: times(h(-4), h(-6), h(-4)), WallShift: times(h(-20), h(-22), h(-20)),
				Old: whatif.Side{
					Promises: 3, Kept: 2, Open: 1, FirstKept: 2, Promised: times(h(10), h(10), h(10)),
					Pad: times(h(2), h(2), h(2)), KeptTime: times(h(10), h(10)), Unused: times(h(1), h(7)),
				},
				New: whatif.Side{
					Promises: 3, Kept: 1, Broken: 1, Open: 1, FirstKept: 1, FirstBroken: 1, Promised: times(h(6), h(4), h(6)),
					Pad: times(h(1), h(1)), KeptTime: times(h(4)), Unused: times(h(1)),
				},
			},
			{
				Commitment: "update", Appeared: 3,
				New: whatif.Side{Promises: 3, Kept: 1, Open: 1, Void: 1, VoidByUs: 1, FirstKept: 1, Promised: times(h(8), h(8), h(8)), KeptTime: times(h(8)), Unused: times(h(4.5))},
			},
		},
		Flips: []whatif.Flip{
			{Case: "T-1", Commitment: "next reply", Cycle: 1, Old: promise.Broken, New: promise.Kept, OldDue: utc("mon 12:00"), NewDue: utc("mon 13:00")},
			{Case: "T-1", Commitment: "resolution", Cycle: 1, Old: promise.Kept, New: promise.Broken, OldDue: utc("tue 11:00"), NewDue: utc("mon 15:00")},
			{Case: "T-1", Commitment: "update", Cycle: 1, New: promise.Kept, NewDue: utc("tue 09:00")},
			{Case: "T-2", Commitment: "call back", Cycle: 1, Old: promise.Broken, OldDue: utc("mon 10:00")},
			{Case: "T-2", Commitment: "update", Cycle: 1, New: promise.Void, NewVoid: promise.VoidByUs, NewDue: utc("tue 09:00")},
			{Case: "T-3", Commitment: "update", Cycle: 1, New: promise.OnTrack, NewDue: utc("mon2 16:00")},
		},
	}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestFailures shows a calendar that runs out: the case is listed, and counted
// nowhere.
func TestFailures(t *testing.T) {
	now := at(t, "fri 12:00")
	roomy, once := parse(t, roomyDoc), parse(t, onceDoc)
	cases := []policy.Case{
		open(t, roomy, "T-9", nil, at(t, "mon 09:00"), now, message(at(t, "tue 10:00"), promise.Customer("Cy"))),
		open(t, roomy, "T-8", nil, at(t, "mon 09:00"), now, message(at(t, "mon 10:00"), promise.Customer("Cy"))),
	}
	report, err := whatif.Compare(roomy, once, cases, now)
	require.NoError(t, err)
	require.Equal(t, 1, report.Cases)
	require.Equal(t, 2, report.Total.Old.Promises, "the resolution and the reply of T-8")
	require.Len(t, report.Failed, 1)
	require.Equal(t, "T-9", report.Failed[0].Case)
	require.Empty(t, report.Failed[0].Old)
	require.Contains(t, report.Failed[0].New, `policy: case "T-9": next reply: `)
	require.Contains(t, report.String(), `T-9 cannot be replayed: policy: case "T-9": next reply: `)

	back, err := whatif.Compare(once, roomy, cases, now)
	require.NoError(t, err)
	require.Equal(t, report.Failed[0].New, back.Failed[0].Old)
}

// TestErrors keeps what is told where nothing can be compared.
func TestErrors(t *testing.T) {
	now := at(t, "fri 12:00")
	roomy := parse(t, roomyDoc)
	c := open(t, roomy, "T-1", nil, now, now)
	_, err := whatif.Compare(nil, nil, []policy.Case{c, {}, c}, now)
	require.EqualError(t, err, `whatif: old: required; name the policy to compare with
whatif: next: required; name the policy to try
whatif: cases[1]: policy: there is no case; open one with Open
whatif: cases[2]: duplicate "T-1", which is cases[0] already; give each case once`)
	require.ErrorIs(t, err, policy.ErrNoCase)
	var field *document.FieldError
	require.ErrorAs(t, err, &field)
	require.Equal(t, "whatif", field.Package)

	none, err := whatif.Compare(roomy, roomy, nil, now)
	require.NoError(t, err)
	require.Equal(t, whatif.Row{}, none.Total)
	_, ok := none.Total.Old.KeepRate()
	require.False(t, ok)
	_, ok = none.Total.Old.UnusedShare()
	require.False(t, ok)
}

// TestAsOfNow looks at a case whose log goes on after now, and at one that learnt
// late what had happened before.
func TestAsOfNow(t *testing.T) {
	roomy := parse(t, roomyDoc)
	c := open(t, roomy, "T-1", nil, at(t, "mon 09:00"), at(t, "fri 17:00"),
		message(at(t, "mon 10:00"), promise.Customer("Cy")), message(at(t, "mon 11:00"), promise.Person("Ann")), message(at(t, "thu 10:00"), promise.Customer("Cy")))
	report, err := whatif.Compare(roomy, roomy, []policy.Case{c}, at(t, "mon 10:30"))
	require.NoError(t, err)
	require.Equal(t, 2, report.Total.Old.Promises)
	require.Equal(t, 2, report.Total.Old.Open, "neither the answer nor the second question has come")
	report, err = whatif.Compare(roomy, roomy, []policy.Case{c}, at(t, "fri 17:00"))
	require.NoError(t, err)
	require.Equal(t, 3, report.Total.Old.Promises)
	report, err = whatif.Compare(roomy, roomy, []policy.Case{c}, at(t, "mon 08:00"))
	require.NoError(t, err)
	require.Zero(t, report.Total.Old.Promises, "it is not open yet")
}

// TestTimePasses shows that periods and recoveries, which follow from time alone,
// are there up to now.
func TestTimePasses(t *testing.T) {
	daily := parse(t, `{`+calendars+`,"commitments":[
		{"name":"update","calendar":"office","rules":[{"due":"8h"}],"clock":{"cycle":"periodic","cancel":{"event":"closed"}}},
		{"name":"apology","calendar":"office","rules":[{"due":"2h"}],"clock":{"start":{"event":"promise broken","where":{"commitment":"update"}},"stop":{"event":"message"},"cycle":"each time"}}]}`)
	roomy := parse(t, roomyDoc)
	c, err := roomy.Open("T-1", nil, at(t, "mon 09:00"))
	require.NoError(t, err)
	report, err := whatif.Compare(roomy, daily, []policy.Case{c}, at(t, "wed 12:00"))
	require.NoError(t, err)
	require.Equal(t, []string{"apology", "update"}, report.Added)
	require.Equal(t, 3, report.Commitments[4].New.Promises, "Monday, Tuesday and Wednesday: %s", report)
	require.Equal(t, 1, report.Commitments[0].New.Broken, "the apology for Monday")
}

// TestDocument reads a report back as it was written.
func TestDocument(t *testing.T) {
	now := at(t, "mon2 12:00")
	roomy, tight := parse(t, roomyDoc), parse(t, tightDoc)
	report, err := whatif.Compare(roomy, tight, threeCases(t, roomy, now), now)
	require.NoError(t, err)
	report.Failed = []whatif.Failure{{Case: "T-9", New: "never open"}}
	doc, err := json.Marshal(report)
	require.NoError(t, err)
	var back whatif.Report
	require.NoError(t, json.Unmarshal(doc, &back))
	if diff := cmp.Diff(report, back); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	require.Contains(t, string(doc), `"shift":{"of":4,"sum":"-13h0m0s","mean":"-3h15m0s","median":"-4h0m0s"}`)
	require.Contains(t, string(doc), `{"case":"T-1","commitment":"resolution","cycle":1,"old":"kept","new":"broken","old_due":"2026-01-06T10:00:00Z","new_due":"2026-01-05T14:00:00Z"}`)
	for _, bad := range []string{
		`{"cases":1,"promises":2}`, `{"total":{"old":{"lost":1}}}`, `{"total":{"shift":{"of":1,"sum":"soon","mean":"1h","median":"1h"}}}`, `{"total":{"shift":{"of":1,"total":"1h"}}}`, `{"flips":[{"old":"late"}]}`,
	} {
		require.Error(t, json.Unmarshal([]byte(bad), &back), bad)
	}
	doc, err = json.Marshal(whatif.Report{})
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &back))
	require.Equal(t, whatif.Report{}, back)
}

// TestTotals sums more than a Duration holds.
func TestTotals(t *testing.T) {
	// Three promises of two hundred years.
	long := parse(t, `{"calendars":[{"name":"on call","zone":"UTC","week":"24/7"}],"commitments":[{"name":"care","calendar":"on call","rules":[{"due":"1314000h"}]}]}`)
	short := parse(t, `{"calendars":[{"name":"on call","zone":"UTC","week":"24/7"}],"commitments":[{"name":"care","calendar":"on call","rules":[{"due":"1h"}]}]}`)
	var cases []policy.Case
	for _, id := range []string{"a", "b", "c"} {
		c, err := long.Open(id, nil, at(t, "mon 09:00"))
		require.NoError(t, err)
		cases = append(cases, c)
	}
	report, err := whatif.Compare(long, short, cases, at(t, "mon 09:00"))
	require.NoError(t, err)
	require.Equal(t, "3941997h0m0s", report.Total.Gained.String())
	require.Equal(t, -1313999*time.Hour, report.Total.Shift.Mean)
	require.Equal(t, -1313999*time.Hour, report.Total.Shift.Median)
}

// TestString keeps what a report reads like.
func TestString(t *testing.T) {
	now := at(t, "mon2 12:00")
	roomy, tight := parse(t, roomyDoc), parse(t, tightDoc)
	report, err := whatif.Compare(roomy, tight, threeCases(t, roomy, now), now)
	require.NoError(t, err)
	want := `"tight" instead of "roomy", 3 cases, as of 2026-01-12T12:00:00+01:00

in all
  promises   5 -> 7
  kept       2 of 4, 50.0 % -> 3 of 4, 75.0 %
  withdrawn  by us 0 of 4, 0.0 % -> by us 1 of 5, 20.0 %
  void       0 -> 1, 1 by us
  flips      1 lost, 1 won, 3 appeared, 1 vanished
  time       1h given away, 14h gained; mean -3h15m, median -4h
  wall       mean -15h15m, median -20h
  pad        mean 2h -> mean 1h
  unused     8h, 40.0 % of what was promised -> 6h, 40.0 % of what was promised

call back
  promises   1 -> 0
  kept       0 of 1, 0.0 % -> none
  flips      1 vanished

next reply
  promises   1 -> 1
  kept       0 of 1, 0.0 % -> 1 of 1, 100.0 %
  flips      1 won
  time       1h given away, 0s gained; mean +1h, median +1h
  unused     none -> 30m, 16.7 % of what was promised

resolution
  promises   3 -> 3
  kept       2 of 2, 100.0 % -> 1 of 2, 50.0 %
  flips      1 lost
  time       0s given away, 14h gained; mean -4h40m, median -4h
  wall       mean -20h40m, median -20h
  pad        mean 2h -> mean 1h
  unused     8h, 40.0 % of what was promised -> 1h, 25.0 % of what was promised

update
  promises   0 -> 3
  kept       none -> 1 of 1, 100.0 %
  withdrawn  by us none -> by us 1 of 2, 50.0 %
  void       0 -> 1, 1 by us
  flips      3 appeared
  unused     none -> 4h30m, 56.2 % of what was promised

added: update
removed: call back

T-1, resolution 1: kept -> broken, due 2026-01-06T10:00Z -> 2026-01-05T14:00Z
T-1, next reply 1: broken -> kept, due 2026-01-05T11:00Z -> 2026-01-05T12:00Z
`
	if diff := cmp.Diff(want, report.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for range 30 {
		report.Flips = append(report.Flips, report.Flips[0])
		report.Failed = append(report.Failed, whatif.Failure{Case: "a\nb", Old: "never\nopen"})
	}
	text := report.String()
	require.Contains(t, text, "\nand 12 more\n")
	require.Contains(t, text, "\na b cannot be replayed: never open\n")
	require.Contains(t, text, "\nand 10 more that cannot be replayed\n")
	require.Equal(t, "the new policy instead of the old one, 1 case, as of 0001-01-01T00:00:00Z\n\nin all\n  promises   0 -> 0\n  kept       none -> none\n", whatif.Report{Cases: 1}.String())
}
