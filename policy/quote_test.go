package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
)

// A table is a history that knows one answer.
type table struct {
	answer policy.Answer
	asked  []policy.Question
}

func (q *table) Quote(question policy.Question) policy.Answer {
	q.asked = append(q.asked, question)
	return q.answer
}

// TestQuotes lets a pad ask history. The case comes on Monday at nine.
func TestQuotes(t *testing.T) {
	doc := func(rule, pad string) string {
		return `{"calendars":[` + plainOffice + `],"commitments":[{"name":"repair","calendar":"office","rules":[` + rule + `],"pad":{"level":0.95` + pad + `}}]}`
	}
	full := policy.Answer{Due: 10*time.Hour + 10*time.Minute, Target: 6 * time.Hour, Level: 0.95, Why: "of 400 repairs"}
	for _, c := range []struct {
		name, doc   string
		answer      policy.Answer
		due, target string
		why         string
	}{
		{"a target", doc(`{"target":"8h"}`, ``), full, "10h10m0s", "8h0m0s", "10h10m is kept 95% of the time: of 400 repairs"},
		{"a target that is later than history needs", doc(`{"target":"12h"}`, ``), full, "12h0m0s", "12h0m0s", "10h10m is kept 95% of the time: of 400 repairs"},
		{"rounded", doc(`{"target":"8h"}`, `,"round":"half hour"`), full, "10h30m0s", "8h0m0s", "10h10m is kept 95% of the time: of 400 repairs, rounded up from Tue 6 Jan 11:10 to Tue 6 Jan 11:30"},
		{"a due", doc(`{"due":"8h"}`, ``), full, "8h0m0s", "6h0m0s", "10h10m is kept 95% of the time: of 400 repairs"},
		{"a due that is earlier than the target", doc(`{"due":"5h"}`, ``), full, "5h0m0s", "", "10h10m is kept 95% of the time: of 400 repairs"},
		{"neither", doc(`{}`, ``), full, "10h10m0s", "6h0m0s", "10h10m is kept 95% of the time: of 400 repairs"},
		{"both", doc(`{"target":"1h","due":"2h"}`, ``), full, "2h0m0s", "1h0m0s", ""},
		{"capped", doc(`{"target":"8h"}`, `,"at_most":"1h"`), policy.Answer{Due: 9 * time.Hour, Level: 0.914}, "9h0m0s", "8h0m0s", "9h is kept 91.4% of the time"},
		{"without a level and a target", doc(`{"due":"8h"}`, ``), policy.Answer{Due: 9 * time.Hour}, "8h0m0s", "", "9h, how often kept is not known"},
		{"without a level", doc(`{"target":"8h"}`, ``), policy.Answer{Due: 9 * time.Hour}, "9h0m0s", "8h0m0s", "9h, how often kept is not known"},
		{"no answer", doc(`{"target":"8h"}`, `,"fixed":"2h"`), policy.Answer{Why: "5 repairs are too few"}, "10h0m0s", "8h0m0s", "no honest time at 95%: 5 repairs are too few; 2h"},
		{"no answer, no pad", doc(`{"due":"8h"}`, ``), policy.Answer{}, "8h0m0s", "", "no honest time at 95%: no reason given"},
	} {
		t.Run(c.name, func(t *testing.T) {
			history := &table{answer: c.answer}
			pol := parsePolicy(t, c.doc).Quoting(history)
			terms, why, err := pol.Terms("repair", policy.Fields{"kind": "pump"}, instant(t, "mon 09:00"))
			require.NoError(t, err)
			require.Equal(t, c.due, terms.Due.String())
			require.Equal(t, c.target, terms.Target.String())
			require.Equal(t, c.why, why.Pad)
			if c.name == "capped" {
				require.Equal(t, 9*time.Hour, history.asked[0].AtMost)
			}
			opened, err := pol.Open("T-7", nil, instant(t, "mon 09:00"))
			require.NoError(t, err)
			require.True(t, opened.Promises()[0].Terms().Due.Equal(terms.Due))
		})
	}
	neither := parsePolicy(t, doc(`{}`, ``))
	_, why, err := neither.Terms("repair", nil, instant(t, "mon 09:00"))
	require.ErrorIs(t, err, policy.ErrNoQuote)
	require.Equal(t, "no honest time at 95%: there is no history to ask", why.Pad)
	opened, err := neither.Open("T-7", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	require.Empty(t, opened.Promises(), "nothing honest can be promised")

	_, err = policy.Parse([]byte(strings.Replace(doc(`{}`, ``), "0.95", "95", 1)))
	require.ErrorContains(t, err, "policy: commitments[0].pad.level: 95 is out of range; write a share below 1, like 0.95")
}
