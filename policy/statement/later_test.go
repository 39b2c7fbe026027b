package statement_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/statement"
	"github.com/underpromise/underpromise/promise"
)

// TestLaterAsTold asks the policies themselves what they do: four hours are promised
// on Monday at 9:00, and at 11:00 the case becomes one of eight hours, or is begun
// anew by the customer or by somebody of the team. What the statement tells of earlier
// and later times is what comes of it.
func TestLaterAsTold(t *testing.T) {
	const binds, holds, unless = "the later one holds, without your consent", "an earlier time that was named before still holds", "unless it was you"
	opened := time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC) // 9:00 in Berlin
	due := func(pol *policy.Policy, e policy.Event) time.Time {
		c, err := pol.Open("T", policy.Fields{"priority": "high"}, opened)
		require.NoError(t, err)
		e.At = opened.Add(2 * time.Hour)
		c, err = c.Record(e.At, e)
		require.NoError(t, err)
		list := c.Promises()
		at, ok := list[len(list)-1].At(e.At).Due()
		require.True(t, ok)
		return at
	}
	said := opened.Add(4 * time.Hour)
	for _, change := range []policy.Change{policy.Carry, policy.Restart, policy.Sooner, policy.Tighter, policy.Keep} {
		for _, later := range []string{"", `,"later":"binds"`} {
			for _, by := range []string{"", `"person"`, `"customer"`, `["person","customer"]`} {
				if later != "" && change != policy.Carry && change != policy.Restart {
					continue // a policy refuses it
				}
				reset := ""
				if by != "" {
					reset = `,"reset":{"event":"again","by":` + by + `}`
				}
				name := fmt.Sprint(change, later, reset)
				pol := parse(t, `{"calendars":[`+office+`],"commitments":[{"name":"work","calendar":"office",
					"rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"8h"}],"clock":{`+solved+`,"change":"`+string(change)+`"`+later+reset+`}}]}`)
				text := of(t, pol, statement.Options{}).String()
				lowered := due(pol, policy.Event{Set: policy.Fields{"priority": "low"}})
				byUs := due(pol, policy.Event{Type: "again", By: promise.Person("Ben")})
				byYou := due(pol, policy.Event{Type: "again", By: promise.Customer("Ann")})
				require.Equal(t, strings.Contains(text, binds), lowered.After(said), name)
				if strings.Contains(by, "person") {
					require.Equal(t, strings.Contains(text, holds), byUs.Equal(said), name)
				}
				if strings.Contains(by, "customer") {
					require.True(t, byYou.After(said), name)
					require.Equal(t, later == "" && (change == policy.Restart || strings.Contains(by, "person")), strings.Contains(text, unless), name)
				}
				if change == policy.Restart {
					require.Equal(t, strings.Contains(text, holds), lowered.Equal(said), name)
				}
			}
		}
	}
}
