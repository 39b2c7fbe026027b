package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
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
