package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// deskUnder returns the document of a desk with one commitment, whose low cases
// have that long.
func deskUnder(name, due, change, more string) string {
	return `{"name":"` + name + `","calendars":[` + plainOffice + `],"commitments":[{"name":"work","calendar":"office",
		"rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"` + due + `"}],
		"clock":{"stop":{"becomes":{"status":"solved"}},"pause_while":{"status":"pending"},"change":"` + change + `"` + more + `}}]}`
}

// TestAdopt has another version of a policy come into force on Monday at noon,
// for a case that was opened at nine and promised for Tuesday at five: three
// hours have elapsed of sixteen. Derived by hand.
func TestAdopt(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	for _, c := range []struct {
		name, to string
		agreed   bool
		want     string
	}{
		{"carried", deskUnder("2027", "8h", "carry", ""), false, "work/1: on track, running, due mon 05 17:00, elapsed 4h0m0s\n"},
		{"carried, but later than was said", deskUnder("2027", "24h", "carry", ""), false, "work/1: on track, running, due tue 06 17:00, elapsed 4h0m0s\n"},
		{"carried, later, and the customer agrees", deskUnder("2027", "24h", "carry", ""), true, "work/1: on track, running, due wed 07 17:00, elapsed 4h0m0s\n"},
		{"restarted", deskUnder("2027", "8h", "restart", ""), false, "work/1: void, withdrawn, due tue 06 17:00, elapsed 3h0m0s\nwork/2: on track, running, due tue 06 12:00, elapsed 1h0m0s\n"},
		{"kept", deskUnder("2027", "8h", "keep", ""), false, "work/1: on track, running, due tue 06 17:00, elapsed 4h0m0s\n"},
		{"the tighter one", deskUnder("2027", "8h", "tighter", ""), false, "work/1: on track, running, due mon 05 17:00, elapsed 4h0m0s\n"},
		{"not the looser one", deskUnder("2027", "24h", "tighter", ""), true, "work/1: on track, running, due tue 06 17:00, elapsed 4h0m0s\n"},
		{"gone", strings.Replace(deskUnder("2027", "8h", "carry", ""), `"work"`, `"delivery"`, 1), false, "work/1: void, withdrawn, due tue 06 17:00, elapsed 3h0m0s\n"},
		{
			// Eight hours from noon.
			"a new one, from now on", strings.Replace(deskUnder("2027", "8h", "keep", ""), `"work"`, `"delivery"`, 1), false,
			"delivery/1: on track, running, due tue 06 12:00, elapsed 1h0m0s\n",
		},
		{
			// Eight hours from nine.
			"a new one, from its start", strings.Replace(deskUnder("2027", "8h", "keep", `,"retroactive":true`), `"work"`, `"delivery"`, 1), false,
			"delivery/1: on track, running, due mon 05 17:00, elapsed 4h0m0s\n",
		},
		{
			// Tuesday is a holiday that nobody knew of: sixteen hours end on
			// Wednesday, but Tuesday was said.
			"another calendar", strings.Replace(deskUnder("2026", "16h", "carry", ""), `"week":"Mo-Fr 09:00-17:00"`, `"week":"Mo-Fr 09:00-17:00","days":[{"on":"2026-01-06","name":"Epiphany"}]`, 1), true,
			"work/1: on track, running, due wed 07 17:00, elapsed 4h0m0s\n",
		},
		{"the same under another name", deskUnder("2027", "16h", "restart", ""), false, "work/1: on track, running, due tue 06 17:00, elapsed 4h0m0s\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			opened, err := parsePolicy(t, deskUnder("2026", "16h", "carry", "")).Open("T-7", policy.Fields{"priority": "low"}, at("mon 09:00"))
			require.NoError(t, err)
			pol := parsePolicy(t, c.to)
			adopted, err := opened.Adopt(at("mon 12:00"), pol, policy.Event{Agreed: c.agreed})
			require.NoError(t, err)
			got := show(adopted, at("mon 13:00"))
			if strings.HasPrefix(c.name, "a new one") {
				got = strings.SplitAfter(got, "\n")[0] // the old one is gone
			}
			if strings.HasPrefix(c.name, "gone") {
				got = strings.SplitAfter(got, "\n")[1]
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			require.Same(t, pol, adopted.Policy())
			require.NotSame(t, pol, adopted.KnownAt(at("mon 11:59")).Policy())
			require.Equal(t, show(opened, at("mon 12:00")), show(adopted.KnownAt(at("mon 11:59")), at("mon 12:00")))
			require.Equal(t, policy.Adopted, adopted.Events()[0].Type)

			under, err := adopted.Under(pol)
			require.NoError(t, err)
			fresh, err := pol.Open("T-7", policy.Fields{"priority": "low"}, at("mon 09:00"))
			require.NoError(t, err)
			require.Equal(t, show(fresh, at("mon 13:00")), show(under, at("mon 13:00")))
		})
	}
}

// TestAdoptLate adopts a policy of which is learnt late, between other events,
// and shows that verdicts that were reached stand.
func TestAdoptLate(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, deskUnder("2026", "4h", "carry", "")).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Record(at("mon 14:00"), set(at("mon 14:00"), "status", "pending"), set(at("mon 15:00"), "status", "open"))
	require.NoError(t, err)
	require.Equal(t, "work/1: broken, running, due mon 05 13:00, elapsed 5h0m0s\n", show(c, at("mon 15:00")))
	loose := parsePolicy(t, deskUnder("2027", "40h", "carry", ""))
	after, err := c.Adopt(at("mon 15:30"), loose, policy.Event{Agreed: true, Reason: "a new contract"})
	require.NoError(t, err)
	require.Equal(t, promise.Broken, after.Promises()[0].At(at("mon 16:00")).Standing, "what was broken stays broken")
	before, err := c.Adopt(at("mon 15:30"), loose, policy.Event{At: at("mon 11:00"), Agreed: true, Reason: "a new contract"})
	require.NoError(t, err)
	require.Equal(t, "work/1: on track, running, due mon 12 10:00, elapsed 5h30m0s\n", show(before, at("mon 15:30")), "it held before the break")
	require.Equal(t, "a new contract", before.Promises()[0].Explain(at("mon 16:00")).Revisions[0].Reason)

	_, err = c.Adopt(at("mon 16:00"), nil, policy.Event{})
	require.EqualError(t, err, "policy: policy: required; name the policy that holds from now on")
	_, err = c.Adopt(at("mon 16:00"), loose, policy.Event{Type: "message"})
	require.EqualError(t, err, `policy: type: expected "adopted", got "message"; leave the type empty`)
	_, err = c.Record(at("mon 16:00"), policy.Event{Type: policy.Adopted})
	require.EqualError(t, err, `policy: events[0].type: "adopted" requires a policy; record it with Adopt`)
	_, err = policy.Case{}.Adopt(at("mon 16:00"), loose, policy.Event{})
	require.ErrorIs(t, err, policy.ErrNoCase)
	_, err = policy.Case{}.Under(loose)
	require.ErrorIs(t, err, policy.ErrNoCase)
}

// TestReactionsFollowThePolicy shows that a new policy's reactions begin when it
// comes into force, and that those of the old one stand.
func TestReactionsFollowThePolicy(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	react := func(name string) string {
		return strings.Replace(strings.Replace(deskUnder("2026", "8h", "carry", ""), `"work"`, `"repair"`, 1), `"clock"`, `"reactions":[{"name":"`+name+` early","when":"25%"},{"name":"`+name+` late","when":"75%"}],"clock"`, 1)
	}
	c, err := parsePolicy(t, react("old")).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Adopt(at("mon 12:00"), parsePolicy(t, react("new")), policy.Event{})
	require.NoError(t, err)
	var got []string
	for _, a := range c.Actions(at("mon 09:00"), at("mon 17:00")) {
		got = append(got, a.Name)
	}
	require.Equal(t, []string{"T-7/repair/old early/2026-01-05T10:00:00Z", "T-7/repair/new late/2026-01-05T14:00:00Z"}, got)
	next, ok := c.NextChange(at("mon 12:00"))
	require.True(t, ok && next.Equal(at("mon 15:00")), "the next action, not %s", next)
}

// TestAdoptWhatWatches adopts a policy with a recovery on Tuesday: what broke on
// Monday is told to nobody. A report that was missed on Monday is over, and the
// next period begins.
func TestAdoptWhatWatches(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, strings.Replace(deskUnder("2026", "4h", "carry", ""), `"work"`, `"resolution"`, 1)).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Adopt(at("tue 10:00"), parsePolicy(t, followDoc), policy.Event{})
	require.NoError(t, err)
	c, err = c.Record(at("wed 10:00"))
	require.NoError(t, err)
	require.Equal(t, "resolution/1: broken, running, due mon 05 13:00, elapsed 17h0m0s\n", show(c, at("wed 10:00")))

	once := strings.Replace(reportDoc, `,"cycle":"periodic"`, "", 1)
	c, err = parsePolicy(t, once).Open("P-1", nil, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Adopt(at("wed 10:00"), parsePolicy(t, reportDoc), policy.Event{})
	require.NoError(t, err)
	require.Equal(t, "report/1: broken, withdrawn, due tue 06 16:00, elapsed 17h0m0s\nreport/2: on track, running, due thu 08 16:00, elapsed 0s\n", show(c, at("wed 10:00")))
}

// TestAdoptAPeriodUnderWay: a commitment that runs in periods begins to promise when it is
// adopted, with the number of the period that would be under way.
func TestAdoptAPeriodUnderWay(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, changeDoc("carry")).Open("P-1", nil, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Adopt(at("wed 10:00"), parsePolicy(t, reportDoc), policy.Event{})
	require.NoError(t, err)
	c, err = c.Record(at("thu 17:00"))
	require.NoError(t, err)
	require.Equal(t, "report/2: broken, withdrawn, due thu 08 16:00, elapsed 14h0m0.000000001s\nreport/3: on track, running, due fri 09 16:00, elapsed 1h0m0s\n", show(c, at("thu 17:00")))
}

// TestAdoptTwiceByID: an adoption under a known ID changes nothing if the policy has the
// same document, be it another value; another policy under that ID is an error.
func TestAdoptTwiceByID(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	opened, err := parsePolicy(t, deskUnder("2026", "16h", "carry", "")).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	once, err := opened.Adopt(at("mon 12:00"), parsePolicy(t, deskUnder("2027", "8h", "carry", "")), policy.Event{ID: "x"})
	require.NoError(t, err)
	twice, err := once.Adopt(at("mon 13:00"), parsePolicy(t, deskUnder("2027", "8h", "carry", "")), policy.Event{ID: "x"})
	require.NoError(t, err)
	require.Len(t, twice.Events(), 1)
	_, err = once.Adopt(at("mon 13:00"), parsePolicy(t, deskUnder("2027", "4h", "carry", "")), policy.Event{ID: "x"})
	require.ErrorContains(t, err, `"x"`)
}

// TestAdoptedAfterItWasDone: a clock that runs once had started and stopped before its
// commitment was adopted; another start does not make a promise then.
func TestAdoptedAfterItWasDone(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	once := strings.Replace(changeDoc("carry"), `"commitments":[`, `"commitments":[{"name":"visit","calendar":"office","rules":[{"due":"4h"}],"clock":{"start":{"event":"go"},"stop":{"event":"done"}}},`, 1)
	for _, c := range []struct {
		before []policy.Event
		want   int
	}{{nil, 1}, {[]policy.Event{event("go", at("mon 09:30")), event("done", at("mon 10:00"))}, 0}} {
		opened, err := parsePolicy(t, changeDoc("carry")).Open("T-7", nil, at("mon 09:00"))
		require.NoError(t, err)
		opened, err = opened.Record(at("mon 10:00"), c.before...)
		require.NoError(t, err)
		adopted, err := opened.Adopt(at("mon 12:00"), parsePolicy(t, once), policy.Event{})
		require.NoError(t, err)
		adopted, err = adopted.Record(at("mon 13:00"), event("go", at("mon 13:00")))
		require.NoError(t, err)
		require.Equal(t, c.want, strings.Count(show(adopted, at("mon 13:00")), "visit/"), show(adopted, at("mon 13:00")))
	}
}

// TestAdoptKeepsThePadThatWas: what was promised with a pad is told so after a policy is
// adopted that promises the same, whether it is done or under way.
func TestAdoptKeepsThePadThatWas(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	padded := func(more string) *policy.Policy {
		return parsePolicy(t, `{"calendars":[`+plainOffice+`],"commitments":[{"name":"work","calendar":"office","rules":[{"target":"8h"}],"pad":{"percent":20},
			"clock":{"stop":{"event":"done"},"reopen":{"event":"reopened"}}}`+more+`]}`)
	}
	for _, events := range [][]policy.Event{nil, {event("done", at("mon 10:00"))}} {
		c, err := padded("").Open("T-7", nil, at("mon 09:00"))
		require.NoError(t, err)
		c, err = c.Record(at("mon 10:00"), events...)
		require.NoError(t, err)
		c, err = c.Adopt(at("mon 11:00"), padded(`,{"name":"report","calendar":"office","rules":[{"due":"4h"}]}`), policy.Event{})
		require.NoError(t, err)
		why, ok := c.Why(c.Promises()[0].About().ID)
		require.True(t, ok)
		require.Equal(t, "20% of 8h is 1h36m", why.Pad)
	}
}

// TestNothingFollowsWhatIsGone: a commitment that is gone and kept ends with what
// is under way, in a sequence and in periods too.
func TestNothingFollowsWhatIsGone(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	for _, doc := range []string{sequenceDoc, reportDoc} {
		kept := strings.Replace(doc, `"cycle"`, `"change":"keep","cycle"`, 1)
		c, err := parsePolicy(t, kept).Open("T-7", nil, at("mon 09:00"))
		require.NoError(t, err)
		c, err = c.Adopt(at("mon 10:00"), parsePolicy(t, changeDoc("carry")), policy.Event{})
		require.NoError(t, err)
		c, err = c.Record(at("mon 11:00"), agent(at("mon 11:00")))
		require.NoError(t, err)
		require.Len(t, c.Promises(), 1, show(c, at("mon 11:00")))
		require.Equal(t, promise.Kept, c.Promises()[0].At(at("mon 11:00")).Standing)
		_, ok := c.NextChange(at("mon 11:00"))
		require.False(t, ok)
	}
}
