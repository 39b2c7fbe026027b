package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// TestNamedDateLaw: whatever rules come to hold, and however often the clock begins
// anew, without consent a case is due at the date that a person has named, moved by the
// same pauses as in a case in which nothing but the pauses happened, and it breaks at
// the same instant.
func TestNamedDateLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		change := rapid.SampledFrom([]policy.Change{policy.Carry, policy.Restart, policy.Keep, policy.Tighter, policy.Sooner}).Draw(rt, "change")
		audience := rapid.SampledFrom([]policy.Audience{policy.AudienceCustomer, policy.AudienceTeam}).Draw(rt, "audience")
		rule := func(name string) string {
			form := rapid.SampledFrom([]string{`%dh"`, `%d days"`, `%d days 09:00"`, `%d days 18:00"`, `%dh","target":"1h before"`, `4%dh","target":"0 days 12:30"`, `4%dh","target":"1 day 09:00"`}).Draw(rt, name)
			return fmt.Sprintf(form, rapid.IntRange(1, 9).Draw(rt, name))
		}
		doc := fmt.Sprintf(`{"calendars":[{"name":"lunch","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:00"}],"commitments":[{"name":"work","calendar":"lunch","audience":%q,
			"rules":[{"when":{"tier":"gold"},"due":"%s},{"when":{"tier":"iron"},"due":"%s}],
			"clock":{"stop":{"event":"done"},"reset":{"event":"reset"},"pause_while":{"status":"pending"},"change":%q}}]}`, audience, rule("gold"), rule("iron"), change)
		at := instant(t, "mon 09:00")
		date := rapid.SampledFrom([]string{
			"12h", "3 days", at.Add(54 * time.Hour).Format(time.RFC3339), at.Add(27 * time.Hour).Format(time.RFC3339),
			"3 days 09:00", "2 days 18:00", "1 day 13:00", "2 days 12:30", "4 days close",
		}).Draw(rt, "date")
		named, err := promise.ParseDeadline(date)
		require.NoError(rt, err)
		open := func() policy.Case {
			c, err := parsePolicy(t, doc).Open("T-7", policy.Fields{"tier": "gold"}, at)
			require.NoError(rt, err)
			return c
		}
		record := func(c policy.Case, e policy.Event) policy.Case {
			c, err := c.Record(e.At, e)
			require.NoError(rt, err)
			return c
		}
		say := policy.Event{At: at.Add(time.Minute), Facts: []policy.Fact{{Commitment: "work", Says: promise.Event{
			Kind: promise.Revise, Agreed: true, Count: promise.Anew, Terms: promise.Terms{Due: named},
		}}}}
		busy, calm := record(open(), say), record(open(), say)
		for range rapid.IntRange(1, 8).Draw(rt, "events") {
			at = at.Add(time.Duration(rapid.IntRange(1, 16).Draw(rt, "half hours")) * 30 * time.Minute)
			e := policy.Event{At: at, By: promise.Person("Ann")}
			waits := policy.Fields{}
			switch what := rapid.IntRange(0, 3).Draw(rt, "what"); {
			case what == 1:
				waits["status"] = rapid.SampledFrom([]string{"open", "pending"}).Draw(rt, "status")
				e.Set = waits
			case what == 0:
				e.Type = "reset"
			default:
				e.Set = policy.Fields{"tier": rapid.SampledFrom([]string{"gold", "iron", "none"}).Draw(rt, "tier")}
			}
			t.Logf("%s %q sets %v", at.Format("Mon 15:04"), e.Type, e.Set)
			busy, calm = record(busy, e), record(calm, policy.Event{At: at, Set: waits})
			q, _ := underWay(calm, at)
			if u := q.At(at); u.Standing == promise.Broken {
				broke := func(p promise.Promise) bool { return p.At(at).BrokenAt.Equal(u.BrokenAt) }
				require.True(rt, slices.ContainsFunc(busy.Promises(), broke), "nothing is broken at %s", u.BrokenAt)
				return // what begins anew after a break has its own time
			}
			p, is := underWay(busy, at)
			require.True(rt, is)
			got, known := p.DueIfResumed(at)
			want, wanted := q.DueIfResumed(at)
			text := strings.Join([]string{p.Explain(at).String(), q.Explain(at).String()}, "\n")
			require.Equal(rt, wanted, known, text)
			require.True(rt, got.Equal(want), "due %s, named %s\n%s", got, want, text)
			s := p.At(at)
			require.NotEqual(rt, promise.Broken, s.Standing, text)
			_, expected := s.Expected()
			require.False(rt, expected, text)
			if target, is := s.Target(); is {
				require.False(rt, target.After(got), text)
			}
		}
	})
}
