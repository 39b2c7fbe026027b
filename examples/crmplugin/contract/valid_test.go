package contract_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestOffersRunOut: an answer holds no longer than the offers in it, nor than the wish.
func TestOffersRunOut(t *testing.T) {
	r := golden(t, "wish") // now 11:00, wish by 15:00
	r.Now = r.Now.Add(150 * time.Minute)
	then := evaluate(t, r)
	require.NotEmpty(t, then.Offers)
	for _, o := range then.Offers {
		require.False(t, !o.By.IsZero() && then.ValidUntil.After(o.By), "%s ends %v, and the answer holds until %v", o.Name, o.By, then.ValidUntil)
	}
	for range 4 {
		r.Now = then.ValidUntil.Add(-1)
		require.Empty(t, evaluate(t, r).Errors)
		r.Now = then.ValidUntil.Add(1)
		if then = evaluate(t, r); len(then.Errors) > 0 {
			require.Equal(t, "wish.by", then.Errors[0].Path)
			return
		}
	}
	require.Fail(t, "the wish runs out at 15:00")
}

// TestTeamSentenceHolds until the first due instant of a promise that was revised.
func TestTeamSentenceHolds(t *testing.T) {
	r := golden(t, "revised")
	r.Now = time.Date(2026, 1, 6, 13, 12, 0, 0, time.FixedZone("", 3600))
	then := evaluate(t, r)
	r.Now = then.ValidUntil.Add(-1)
	const first = "By what was first said: broken."
	for i, p := range evaluate(t, r).Promises {
		require.NotContains(t, p.TeamSentence, first)
		require.NotContains(t, then.Promises[i].TeamSentence, first)
	}
	r.Now = then.ValidUntil
	told := 0
	for _, p := range evaluate(t, r).Promises {
		if p.Commitment == "resolution" {
			require.Contains(t, p.TeamSentence, first)
			told++
		}
	}
	require.Equal(t, 1, told)
}
