package forecast_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy/forecast"
)

// TestOrderChangesNoByte: cases with names of their own, appended in any order and in
// batches of any size, with questions in between, make the same document and the same
// answers, to the last digit.
func TestOrderChangesNoByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config, cases := drawConfig(t), drawCases(t, 40)
		for i := range cases { // many alike but for when they were opened
			if c := &cases[i]; i%4 > 0 && len(c.Stages) == 0 && !c.Finished.IsZero() {
				c.Took = min(time.Duration(1+i%3)*time.Hour, c.Finished.Sub(c.Opened))
			}
		}
		questions := []forecast.Query{drawQuestion(t), drawQuestion(t)}
		grow := func(order []int) string {
			h, err := forecast.New(config)
			require.NoError(t, err)
			for len(order) > 0 {
				n := rapid.IntRange(1, len(order)).Draw(t, "batch")
				var batch []forecast.Record
				for _, i := range order[:n] {
					batch = append(batch, cases[i])
				}
				order = order[n:]
				h, err = h.Append(batch...)
				require.NoError(t, err)
				answers(h, questions[0])
			}
			return printed(t, h, questions)
		}
		want := grow(indices(len(cases)))
		require.Equal(t, want, grow(rapid.Permutation(indices(len(cases))).Draw(t, "order")))
		whole, err := forecast.New(config, cases...)
		require.NoError(t, err)
		require.Equal(t, want, printed(t, whole, questions))
		require.Equal(t, want, printed(t, whole, questions), "asked again")
	})
}

// printed is all that a history says, in as many digits as there are.
func printed(t *rapid.T, h forecast.History, questions []forecast.Query) string {
	doc, err := json.Marshal(h)
	require.NoError(t, err)
	text := string(doc)
	for _, q := range questions {
		c := h.Curve(q.Fields, q.At)
		n, censored := c.Count()
		text += fmt.Sprintln("\n", c.Group(), n, censored)
		for age := time.Duration(0); age < 300*time.Hour; age += 7 * time.Hour {
			text += fmt.Sprintln(c.Open(age))
		}
		for _, a := range answers(h, q) {
			text += fmt.Sprintf("%+v\n", a)
		}
	}
	return text
}
