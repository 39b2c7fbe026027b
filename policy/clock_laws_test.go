package policy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// alwaysOn is a calendar that never closes.
const alwaysOn = `{"name":"always","zone":"UTC","week":"24/7"}`

// drawWork draws what happens to a case: tiers, for one of which there is no rule,
// waiting by status and by hand, and the events of its clock.
func drawWork(t *rapid.T, from time.Time, types []string) (log []policy.Event) {
	at := from
	events := rapid.IntRange(2, 14).Draw(t, "events")
	for i := range events {
		at = at.Add(time.Duration(rapid.IntRange(1, 700).Draw(t, "minutes")) * time.Minute)
		e := policy.Event{ID: at.Format(time.RFC3339), At: at, Recorded: at, By: rapid.SampledFrom([]promise.Actor{promise.Person("Ann"), promise.Customer("Cy")}).Draw(t, "by")}
		switch what := rapid.IntRange(0, 7).Draw(t, "what"); {
		case what == 0:
			e.Type = rapid.SampledFrom(types).Draw(t, "type")
		case what < 3:
			e.Set = policy.Fields{"status": rapid.SampledFrom([]string{"open", "pending"}).Draw(t, "status")}
		case what < 5:
			kind := rapid.SampledFrom([]promise.Kind{promise.Pause, promise.Resume}).Draw(t, "by hand")
			e.Facts = []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: kind}}}
		default:
			e.Set = policy.Fields{"tier": rapid.SampledFrom([]string{"gold", "iron", "none"}).Draw(t, "tier")}
			e.Agreed = rapid.IntRange(0, 3).Draw(t, "agreed") == 0
		}
		if i+1 == events { // a rule holds in the end
			e.Type, e.Facts, e.Set = "", nil, policy.Fields{"tier": rapid.SampledFrom([]string{"gold", "iron"}).Draw(t, "tier")}
		}
		t.Logf("%s %q by %s sets %v, agreed %v, %v", at.Format("Mon 15:04"), e.Type, e.By.Role, e.Set, e.Agreed, e.Facts)
		log = append(log, e)
	}
	return log
}

// TestRetroactiveLaw: a retroactive promise counts from the same instant, with the same
// time elapsed and paused, and is due at the same one, whether its policy was in force
// from the beginning or is adopted at the end in place of one that promises nothing.
func TestRetroactiveLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cycle := rapid.SampledFrom([]policy.Cycle{policy.Once, policy.EachTime, policy.Sequential, policy.Periodic}).Draw(rt, "cycle")
		change := rapid.SampledFrom([]policy.Change{policy.Carry, policy.Restart, policy.Keep, policy.Tighter, policy.Sooner}).Draw(rt, "change")
		unit := rapid.SampledFrom([]string{"h", " days", " days close"}).Draw(rt, "unit")
		gold, iron := rapid.IntRange(1, 30).Draw(rt, "gold"), rapid.IntRange(1, 60).Draw(rt, "iron")
		clock := fmt.Sprintf(`"clock":{"start":[{"event":"opened"},{"event":"start"}],"stop":{"event":"done"},"cancel":{"event":"cancel"},"reopen":{"event":"again"},
			"reset":{"event":"reset"},"pause_while":{"status":"pending"},"retroactive":true,"cycle":%q,"change":%q}`, cycle, change)
		doc := `{"calendars":[` + plainOffice + `],"commitments":[{"name":"work","calendar":"office","rules":[{"when":{"tier":"gold"},"due":"` + fmt.Sprint(gold) + unit +
			`"},{"when":{"tier":"iron"},"due":"` + fmt.Sprint(iron) + unit + `"}],` + clock + `}]}`
		nothing := strings.NewReplacer(`"gold"`, `"never"`, `"iron"`, `"never again"`).Replace(doc)
		if rapid.Bool().Draw(rt, "not there") {
			nothing = strings.Replace(nothing, `"work"`, `"something else"`, 1)
		}
		opened := instant(t, "mon 09:00").Add(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "opened")) * time.Minute)
		fields := policy.Fields{"tier": rapid.SampledFrom([]string{"gold", "iron", "none"}).Draw(rt, "tier")}
		log := drawWork(rt, opened, []string{"done", "cancel", "again", "reset", "start"})
		end := log[len(log)-1].At.Add(time.Duration(rapid.IntRange(1, 3000).Draw(rt, "end"))*time.Minute + time.Second) // not when a period ends

		pol := parsePolicy(t, doc)
		before, err := pol.Open("T-7", fields, opened)
		require.NoError(rt, err)
		before, err = before.Record(end, log...)
		require.NoError(rt, err)
		after, err := parsePolicy(t, nothing).Open("T-7", fields, opened)
		require.NoError(rt, err)
		after, err = after.Record(end, log...)
		require.NoError(rt, err)
		require.Empty(rt, after.Promises())
		after, err = after.Adopt(end, pol, policy.Event{})
		require.NoError(rt, err)

		p, is := underWay(before, end)
		q, also := underWay(after, end)
		require.Equal(rt, is, also, "under way")
		if !is {
			return
		}
		why, _ := before.Why(p.About().ID)
		adopted, _ := after.Why(q.About().ID)
		// What was said in between need not be what the rule says now.
		other := len(p.Explain(end).Revisions) > 0 || !p.About().CarriedDue.IsZero() || why.Rule != adopted.Rule
		if other && len(after.Promises()) > 1 {
			return // by the rule alone the period was over
		}
		require.True(rt, startOf(p).Equal(startOf(q)), "counts from %s, adopted from %s", startOf(p), startOf(q))
		require.Equal(rt, p.About().StartDay, q.About().StartDay, "the day of the start")
		s, u := p.At(end), q.At(end)
		require.Equal(rt, []time.Duration{s.Elapsed, s.Paused}, []time.Duration{u.Elapsed, u.Paused}, "elapsed and paused")
		require.Equal(rt, s.Phase, u.Phase)
		if other {
			return
		}
		due, known := p.DueIfResumed(end)
		want, wanted := q.DueIfResumed(end)
		require.Equal(rt, known, wanted)
		require.True(rt, due.Equal(want), "due %s, adopted %s", due, want)
	})
}

// underWay returns the last promise of a case, if it is under way.
func underWay(c policy.Case, at time.Time) (promise.Promise, bool) {
	list := c.Promises()
	if len(list) == 0 {
		return promise.Promise{}, false
	}
	p := list[len(list)-1]
	phase := p.At(at).Phase
	return p, phase != promise.Fulfilled && phase != promise.Withdrawn
}

func startOf(p promise.Promise) time.Time {
	if start := p.About().Start; !start.IsZero() {
		return start
	}
	return p.Made()
}

// TestNoLaterDateLaw works out with a few instants what a case that changes its rule,
// begins anew or is out of scope for a while must be due for: never later than was
// said while that is ahead, unless the customer agreed or the published rules let it.
func TestNoLaterDateLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		change := rapid.SampledFrom([]policy.Change{policy.Carry, policy.Restart}).Draw(rt, "change")
		binds := rapid.SampledFrom([]string{"", "", `"later":"binds",`}).Draw(rt, "later")
		due := map[string]time.Duration{}
		for _, tier := range []string{"gold", "iron"} {
			due[tier] = time.Duration(rapid.IntRange(1, 40).Draw(rt, tier)) * time.Hour
		}
		pol := parsePolicy(t, fmt.Sprintf(`{"calendars":[`+alwaysOn+`],"commitments":[{"name":"work","calendar":"always","rules":[{"when":{"tier":"gold"},"due":%q},{"when":{"tier":"iron"},"due":%q}],
			"clock":{%s"cancel":{"event":"cancel"},"reset":{"event":"reset"},"start":[{"event":"opened"},{"event":"cancelled"}],"pause_while":{"status":"pending"},"change":%q}}]}`, due["gold"], due["iron"], binds, change))
		opened := instant(t, "mon 09:00")
		m := model{due: due, change: change, free: binds != "", now: opened}
		tier := rapid.SampledFrom([]string{"gold", "iron", "none"}).Draw(rt, "tier")
		c, err := pol.Open("T-7", policy.Fields{"tier": tier}, opened)
		require.NoError(rt, err)
		m.turn(tier, false)
		for _, e := range drawWork(rt, opened, []string{"reset"}) {
			e.Facts = nil // waiting by status is enough
			c, err = c.Record(e.At, e)
			require.NoError(rt, err)
			was, ahead := m.at(e.At), m.isAhead(e.At)
			consent := m.take(e)
			p, is := underWay(c, e.At)
			require.Equal(rt, m.made, is, "at %s", e.At)
			if !is {
				continue
			}
			got, _ := p.DueIfResumed(e.At)
			require.True(rt, got.Equal(m.at(e.At)), "at %s due %s, want %s\n%s", e.At, got, m.at(e.At), p.Explain(e.At))
			if ahead && !consent && !m.free {
				require.False(rt, got.After(was), "at %s due %s, %s was said", e.At, got, was)
			}
		}
	})
}

// A model is a case round the clock in a few instants.
type model struct {
	due    map[string]time.Duration
	change policy.Change
	free   bool // a later date binds
	now    time.Time
	tier   string // by which it is promised
	made   bool   // something is
	said   bool   // something was, and its date counts
	broken bool
	start  time.Time
	paused time.Duration
	waits  bool
	date   time.Time // as of now, every pause ended
}

// at is the due instant at t, if waiting ended then.
func (m *model) at(t time.Time) time.Time {
	if m.waits && !m.broken {
		return m.date.Add(t.Sub(m.now))
	}
	return m.date
}

func (m *model) isAhead(t time.Time) bool {
	return m.said && !m.broken && !m.at(t).Before(t)
}

// take lets an event happen, and reports whether it is consent.
func (m *model) take(e policy.Event) bool {
	m.broken = m.broken || (m.said && !m.waits && m.date.Before(e.At))
	m.date = m.at(e.At)
	if m.waits {
		m.paused += e.At.Sub(m.now)
	}
	m.now = e.At
	if status, is := e.Set["status"]; is {
		m.waits = status == "pending"
	}
	consent := e.Agreed
	if e.Type == "reset" {
		consent = e.By.Role == promise.RoleCustomer
		switch {
		case m.made:
			m.begin(m.tier, consent, true)
		case consent:
			m.said = false
		}
	}
	if tier, is := e.Set["tier"]; is {
		m.turn(tier, e.Agreed)
	}
	return consent
}

// turn lets another rule hold.
func (m *model) turn(tier string, agreed bool) {
	_, rule := m.due[tier]
	switch {
	case rule && m.made && m.due[tier] == m.due[m.tier]:
		m.tier = tier
	case !rule:
		m.made = false
	case !m.made:
		m.begin(tier, agreed, m.isAhead(m.now))
	case m.change == policy.Restart:
		m.begin(tier, agreed, true)
	default:
		own := m.start.Add(m.due[tier] + m.paused)
		if own.Before(m.now) {
			own = m.now
		}
		m.tier = tier
		if !m.broken && (!own.After(m.date) || agreed || m.free) {
			m.date = own
			m.broken = m.start.Add(m.due[tier] + m.paused).Before(m.now)
		}
	}
}

// begin makes a promise, in the place of another.
func (m *model) begin(tier string, agreed, chained bool) {
	own := m.now.Add(m.due[tier])
	if !chained || !m.isAhead(m.now) || agreed || m.free || own.Before(m.date) {
		m.date = own
	}
	m.tier, m.made, m.said, m.broken, m.start, m.paused = tier, true, true, false, m.now, 0
}

// TestGrownApartLaw: cases that grow from one are each what they would be alone.
func TestGrownApartLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		change := rapid.SampledFrom([]policy.Change{policy.Carry, policy.Restart, policy.Tighter, policy.Sooner}).Draw(rt, "change")
		pol := parsePolicy(t, `{"calendars":[`+plainOffice+`],"commitments":[{"name":"work","calendar":"office","rules":[{"when":{"tier":"gold"},"due":"8h"},{"when":{"tier":"iron"},"due":"5 days close"}],
			"clock":{"stop":{"event":"done"},"reopen":{"event":"again"},"reset":{"event":"reset"},"pause_while":{"status":"pending"},"retroactive":true,"change":"`+string(change)+`"}}]}`)
		opened := instant(t, "mon 09:00")
		root, err := pol.Open("T-7", policy.Fields{"tier": "gold"}, opened)
		require.NoError(rt, err)
		logs := [3][]policy.Event{drawWork(rt, opened, []string{"done", "again", "reset"})}
		if rapid.Bool().Draw(rt, "named") {
			logs[0][0].Facts = []policy.Fact{{Commitment: "work", Says: promise.Event{
				Kind: promise.Revise, Agreed: true, Count: promise.Anew, Terms: promise.Terms{Due: promise.Within(60 * time.Hour), Target: promise.Within(20 * time.Hour), Conditions: []promise.Condition{{Name: "file", By: opened.AddDate(0, 0, 3), Else: promise.ElseBack}}},
			}}}
		}
		from := logs[0][len(logs[0])-1].At
		cases := [3]policy.Case{root}
		record := func(c policy.Case, e policy.Event) policy.Case {
			next, err := c.Record(e.At, e)
			require.NoError(rt, err)
			return next
		}
		for _, e := range logs[0] {
			cases[0] = record(cases[0], e)
		}
		for i := 1; i < 3; i++ {
			cases[i], logs[i] = cases[0], drawWork(rt, from, []string{"done", "again", "reset"})
		}
		for k := range 14 { // by turns
			for i := 1; i < 3; i++ {
				if k < len(logs[i]) {
					cases[i] = record(cases[i], logs[i][k])
				}
			}
		}
		for i := 1; i < 3; i++ {
			alone := root
			for _, e := range logs[0] {
				alone = record(alone, e)
			}
			for _, e := range logs[i] {
				alone = record(alone, e)
			}
			samePromises(rt, alone, cases[i])
		}
	})
}

// TestGrownApart: what is kept beside a promise, of a date that a person named and of a
// time in which no rule holds, belongs to one case alone.
func TestGrownApart(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	pol := parsePolicy(t, `{"calendars":[`+plainOffice+`],"commitments":[{"name":"work","calendar":"office","rules":[{"when":{"tier":"gold"},"due":"24h"},{"when":{"tier":"iron"},"due":"60h"}],"clock":{"pause_while":{"status":"pending"}}}]}`)
	named := policy.Event{At: at("mon 09:30"), Facts: []policy.Fact{{Commitment: "work", Says: promise.Event{
		Kind: promise.Revise, Agreed: true, Count: promise.Anew, Terms: promise.Terms{Due: promise.Within(40 * time.Hour), Target: promise.Within(20 * time.Hour)},
	}}}}
	for how, first := range map[string]policy.Event{"named": named, "out of scope": set(at("mon 09:30"), "tier", "none")} {
		c, err := pol.Open("T-7", policy.Fields{"tier": "gold"}, at("mon 09:00"))
		require.NoError(t, err)
		for _, e := range []policy.Event{first, set(at("mon 10:00"), "status", "pending"), set(at("mon 10:30"), "status", "open"), set(at("mon 11:00"), "status", "pending")} {
			c, err = c.Record(e.At, e)
			require.NoError(t, err)
		}
		long, err := c.Record(at("mon 16:00"), set(at("mon 16:00"), "status", "open"))
		require.NoError(t, err)
		_, err = c.Record(at("mon 12:00"), set(at("mon 12:00"), "status", "open"))
		require.NoError(t, err)
		long, err = long.Record(at("mon 17:00"), set(at("mon 17:00"), "tier", "iron"))
		require.NoError(t, err)
		list := long.Promises()
		s := list[len(list)-1].At(at("mon 17:00"))
		due, _ := s.Due()
		target, _ := s.Target()
		switch how {
		case "named": // twenty hours from 09:30, and five and a half were waited for
			require.True(t, target.Equal(at("thu 11:00")), "aims at %s", target)
		default: // twenty-four hours were said, and five and a half hours were waited for
			require.True(t, due.Equal(at("thu 14:30")), "due %s", due)
		}
	}
}
