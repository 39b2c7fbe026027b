package policy_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
)

// TestPledges has names that IDs escape, and a cycle in which no rule holds.
func TestPledges(t *testing.T) {
	pol, err := policy.Parse([]byte(`{"calendars":[{"name":"o","zone":"UTC","week":"24/7"}],"commitments":[
		{"name":"reply/1","calendar":"o","rules":[{"when":{"priority":"high"},"due":"1h"}],
		 "clock":{"start":{"event":"asked"},"stop":{"event":"answered"},"cycle":"each time"}},
		{"name":"reply","matter":"answer","calendar":"o","rules":[{"due":"2h"}],"clock":{"stop":{"event":"answered"}}},
		{"name":"50%2F","calendar":"o","rules":[{"due":"3h"}]}]}`))
	require.NoError(t, err)
	from := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	c, err := pol.Open("T/7", policy.Fields{"priority": "high"}, from)
	require.NoError(t, err)
	for i, e := range []policy.Event{
		{Type: "asked"}, {Type: "answered"}, {Set: policy.Fields{"priority": "low"}}, {Type: "asked"}, {Type: "answered"},
		{Set: policy.Fields{"priority": "high"}}, {Type: "asked"},
	} {
		c, err = c.Record(from.Add(time.Duration(i+1)*time.Minute), e)
		require.NoError(t, err)
	}

	var got []string
	for i, p := range c.Pledges() {
		got = append(got, fmt.Sprintf("%s %d rule %d %s", p.Commitment, p.Cycle, p.Why.Rule, p.Matter))
		require.True(t, p.Promise.Equal(c.Promises()[i]))
		why, ok := c.Why(p.Promise.About().ID)
		require.True(t, ok)
		require.Equal(t, why, p.Why)
	}
	want := []string{"reply/1 1 rule 0 ", "reply/1 3 rule 0 ", "reply 1 rule 0 answer", "50%2F 1 rule 0 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	require.Empty(t, policy.Case{}.Pledges())
}
