package policy_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// stands is how the promise under way stands, as far as an acceptance that has gone
// back may leave no trace.
type stands struct {
	Due, Target, Expected time.Time
	Rule                  int
	Fields                policy.Fields
}

func standsAt(t *rapid.T, p *policy.Policy, opened, now time.Time, log []policy.Event) (s stands) {
	c, err := p.Open("T-7", policy.Fields{"tier": "gold"}, opened)
	require.NoError(t, err)
	c, err = c.Record(now, slices.DeleteFunc(slices.Clone(log), func(e policy.Event) bool { return e.At.After(now) })...)
	require.NoError(t, err)
	s.Fields = c.Fields()
	for name, value := range s.Fields {
		if value == "" {
			delete(s.Fields, name)
		}
	}
	made := c.Promises()
	if len(made) == 0 {
		return s
	}
	last := made[len(made)-1]
	last, err = last.Record(now, promise.Event{Kind: promise.Resume, At: now, Key: "while"})
	require.NoError(t, err)
	if at := last.At(now); at.Phase != promise.Withdrawn {
		require.NotEqual(t, promise.Broken, at.Standing)
		s.Due, _ = at.Due()
		if s.Target, _ = at.Target(); s.Target.Equal(s.Due) {
			s.Target = time.Time{} // to aim for the due instant is to have no target
		}
		s.Expected, _ = at.Expected()
		why, _ := c.Why(last.About().ID)
		s.Rule = why.Rule
	}
	return s
}

// TestBackLaw: once the conditions of what was accepted were missed, and whatever
// happened since, the case stands as if nothing had been accepted.
func TestBackLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		change := rapid.SampledFrom([]policy.Change{policy.Carry, policy.Restart, policy.Keep, policy.Tighter, policy.Sooner}).Draw(rt, "change")
		audience := rapid.SampledFrom([]string{"customer", "team"}).Draw(rt, "audience")
		target := rapid.SampledFrom([]string{"", `,"target":"20h"`}).Draw(rt, "target")
		rules := ""
		for i, when := range []string{`"offer":"a","tier":"gold"`, `"offer":"a","tier":"iron"`, `"offer":"b","tier":"gold"`, `"offer":"b","tier":"iron"`, `"tier":"gold"`, `"tier":"iron"`} {
			if i > 0 {
				rules += ","
			}
			rules += fmt.Sprintf(`{"when":{%s},"due":"%dh"%s}`, when, []int{100, 130, 90, 140, 200, 240}[i], target)
		}
		pol := parsePolicy(t, fmt.Sprintf(`{"calendars":[%s],"commitments":[{"name":"work","audience":%q,"calendar":"always","rules":[%s],
			"clock":{"stop":{"event":"done"},"reset":{"event":"reset"},"pause_while":{"status":"pending"},"change":%q}}]}`, alwaysOn, audience, rules, change))
		opened := instant(t, "mon 09:00")
		at := opened
		var with, without []policy.Event
		named := false
		missed, tier, tiers := opened, "gold", []string{"gold", "iron", "none"}
		for i := range rapid.IntRange(2, 12).Draw(rt, "events") {
			at = at.Add(time.Duration(rapid.IntRange(1, 120).Draw(rt, "minutes")) * time.Minute)
			e := policy.Event{ID: fmt.Sprint(i), At: at, Recorded: at, By: rapid.SampledFrom([]promise.Actor{promise.Person("Ann"), promise.Customer("Cy")}).Draw(rt, "by")}
			what := rapid.IntRange(0, 7).Draw(rt, "what")
			if tier == "none" { // there is no promise for which an offer could be accepted
				what = min(what, 5)
			}
			switch what {
			case 0:
				e.Type = "reset"
			case 1:
				e.Set = policy.Fields{"status": rapid.SampledFrom([]string{"open", "pending"}).Draw(rt, "status")}
			case 2:
				named = true
				due := promise.By(opened.Add(time.Duration(rapid.IntRange(60, 250).Draw(rt, "named")) * time.Hour))
				e.Facts = []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: promise.Revise, Agreed: true, Terms: promise.Terms{Due: due}}}}
			case 3, 4, 5:
				if tier = rapid.SampledFrom(tiers).Draw(rt, "tier"); named && tier == "none" {
					tiers = tiers[len(tiers)-1:] // a promise made anew would count from then, and one under the named date from before
				}
				e.Set = policy.Fields{"tier": tier}
				e.Agreed = rapid.IntRange(0, 3).Draw(rt, "agreed") == 0
			default:
				c := promise.Condition{Name: "photo " + e.ID, By: at.Add(time.Duration(rapid.IntRange(1, 300).Draw(rt, "by")) * time.Minute), Else: promise.ElseBack}
				e.Agreed, e.Set = true, policy.Fields{"offer": rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "offer")}
				e.Facts = []policy.Fact{{Commitment: "work", Says: promise.Event{Kind: promise.Revise, Agreed: true, Terms: promise.Terms{Conditions: []promise.Condition{c}}}}}
				missed = instants.Later(missed, c.By)
			}
			rt.Logf("%s %s %q sets %v, agreed %v, %v", e.ID, at.Format("Mon 15:04"), e.Type, e.Set, e.Agreed, e.Facts)
			with = append(with, e)
			if e.Set["offer"] == "" {
				without = append(without, e)
			}
		}
		for _, now := range []time.Time{instants.Later(missed, at), instants.Later(missed, at).Add(time.Hour)} {
			want, got := standsAt(rt, pol, opened, now, without), standsAt(rt, pol, opened, now, with)
			if diff := cmp.Diff(want, got); diff != "" {
				rt.Errorf("at %s, change %s, as if never accepted (-want +got):\n%s", now.Format("Mon 15:04"), change, diff)
			}
		}
	})
}

// TestWhatGoesBackReopens: an acceptance that also set the field by which another
// commitment was done gives that field back when it lapses: what was kept by it runs on.
func TestWhatGoesBackReopens(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	pol := parsePolicy(t, `{"calendars":[`+plainOffice+`],"commitments":[
		{"name":"delivery","calendar":"office","rules":[{"due":"8h"}]},
		{"name":"resolution","calendar":"office","rules":[{"due":"16h"}],"clock":{"stop":{"becomes":{"state":"solved"}},"reopen":{"leaves":{"state":"solved"}}}}]}`)
	c, err := pol.Open("T-7", policy.Fields{"state": "new"}, at("mon 09:00"))
	require.NoError(t, err)
	accept := policy.Event{
		At: at("mon 10:00"), By: promise.Customer("Cy"), Agreed: true, Set: policy.Fields{"state": "solved"},
		Facts: []policy.Fact{{Commitment: "delivery", Says: promise.Event{
			Kind: promise.Revise, Agreed: true, Count: promise.Carry,
			Terms: promise.Terms{Due: promise.Within(24 * time.Hour), Conditions: []promise.Condition{{Name: "photo", By: at("mon 12:00"), Else: promise.ElseBack}}},
		}}},
	}
	c, err = c.Record(at("mon 10:00"), accept)
	require.NoError(t, err)
	require.Equal(t, promise.Kept, c.Promises()[1].At(at("mon 11:59")).Standing)
	next, ok := c.NextChange(at("mon 10:00"))
	require.True(t, ok && next.Equal(at("mon 12:00")), "%v", next)
	c, err = c.Record(at("mon 12:00"))
	require.NoError(t, err)
	require.Equal(t, policy.Fields{"state": "new"}, c.Fields())
	delivery, resolution := c.Promises()[0].At(at("mon 12:00")), c.Promises()[1].At(at("mon 12:00"))
	require.Equal(t, promise.OnTrack, resolution.Standing)
	require.Equal(t, promise.Running, resolution.Phase)
	due, ok := delivery.Due()
	require.True(t, ok && due.Equal(at("mon 17:00")), "%v", due)
	due, ok = resolution.Due()
	require.True(t, ok && due.Equal(at("wed 11:00")), "the time in between was a pause: %v", due)
}
