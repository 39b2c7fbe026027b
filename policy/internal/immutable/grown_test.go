package immutable

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// TestGrownTwice: two values that are grown from one share nothing that the other could
// overwrite, however long the one is.
func TestGrownTwice(t *testing.T) {
	for _, c := range []struct {
		name  string
		first any
		grow  func(v any, by string) any
	}{
		{"promise", must(promise.Make(promise.Terms{Calendar: calendarOf(), Due: promise.Within(20 * time.Hour)}, promise.About{}, monday)), func(v any, by string) any {
			return must(v.(promise.Promise).Record(end, promise.Event{ID: by, Kind: promise.Update, At: noon, Reason: by}))
		}},
		{"case", must(policyOf().Open("T-7", fieldsOf(), monday)), func(v any, by string) any {
			return must(v.(policy.Case).Record(end, policy.Event{ID: by, At: noon, Set: policy.Fields{by: by}, Facts: []policy.Fact{
				{Commitment: "resolution", Says: promise.Event{Kind: promise.Update, Reason: by}},
			}}))
		}},
		{"adopting case", must(policyOf().Open("T-7", fieldsOf(), monday)), func(v any, by string) any {
			return must(v.(policy.Case).Adopt(end, policyOf(), policy.Event{ID: by, At: noon, Reason: by}))
		}},
		{"history", must(forecast.New(historyConfigOf())), func(v any, by string) any {
			return must(v.(forecast.History).Append(forecast.Record{ID: by, Opened: monday, Fields: policy.Fields{"priority": by}}))
		}},
		{"report", must(report.New(time.UTC)), func(v any, by string) any {
			return must(v.(report.Report).Add(report.Outcome{
				Group: by, At: noon, Standing: promise.Kept, Promised: 2, Actual: 1, Excluded: []report.Excluded{{Reason: by, Worked: 1}},
			}))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := c.first
			for i := range 6 {
				before, one := ask(v), c.grow(v, "one")
				want := ask(one)
				c.grow(v, "other")
				same(t, "what was grown first", want, ask(one))
				same(t, "that from which both were grown", before, ask(v))
				require.NotEqual(t, before, want)
				v = c.grow(v, fmt.Sprint(i))
			}
		})
	}
}

// A meddler changes the fields that it is asked about.
type meddler struct{}

func (meddler) Quote(q policy.Question) policy.Answer {
	for name := range q.Fields {
		q.Fields[name] = "changed"
	}
	q.Fields["priority"] = "urgent"
	return policy.Answer{Due: time.Hour}
}

// TestQuotersCannotChangeACase to which their answer is given.
func TestQuotersCannotChangeACase(t *testing.T) {
	c, err := policyOf().Quoting(meddler{}).Open("T-7", fieldsOf(), monday)
	require.NoError(t, err)
	require.Equal(t, fieldsOf(), c.Fields())
	require.Equal(t, fieldsOf(), c.Opening().Fields)
	fields := fieldsOf()
	_, _, err = policyOf().Quoting(meddler{}).Terms("delivery", fields, monday)
	require.NoError(t, err)
	require.Equal(t, fieldsOf(), fields)
}
