package forecast_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
)

// TestNineteenAreEnough for 95 %, and 18 say how many are.
func TestNineteenAreEnough(t *testing.T) {
	var cases []forecast.Record
	for i := range 19 {
		cases = append(cases, done(fmt.Sprint(i), nil, day(0), time.Duration(i+1)*time.Hour))
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	q := forecast.Conformal{}.Quote(h, forecast.Query{At: day(10)})
	require.True(t, q.Reachable, "19 are p/(1-p) for 0.95: %v", q)
	require.Equal(t, 19*time.Hour, q.Due)

	h, err = forecast.New(forecast.Config{}, cases[:18]...)
	require.NoError(t, err)
	q = forecast.Conformal{}.Quote(h, forecast.Query{At: day(10)})
	require.False(t, q.Reachable)
	if diff := cmp.Diff([]string{"conformal over 18 cases of all", "history gets to 94.7 %, within 18h; 95 % takes 19 cases"}, q.Reasons()); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

// TestReasonsTellTheTruth: history is not to blame where the method refuses.
func TestReasonsTellTheTruth(t *testing.T) {
	h, _, now := repairs()
	q := forecast.Query{Fields: policy.Fields{"item": "bicycle"}, At: now} // 240 such cases
	for _, method := range []forecast.Method{forecast.Newsvendor{Quoted: 2, Late: 1}, forecast.Recalibrated{}, baseline.Percent{Percent: 10}} {
		if s := method.Quote(h, q).String(); strings.Contains(s, "knows no such cases") {
			t.Errorf("%T: %s", method, s)
		}
	}
}

// TestLessNeverReadsTheSame as what was asked for.
func TestLessNeverReadsTheSame(t *testing.T) {
	var cases []forecast.Record
	for i := range 98 {
		cases = append(cases, done(fmt.Sprint(i), nil, day(0), time.Duration(i+1)*time.Hour))
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	s := forecast.Survival{}.Quote(h, forecast.Query{At: day(10), Level: .99}).String()
	require.NotContains(t, s, "kept 99 %", s)
}

// TestNoTimeAtAllIsAnAnswer, and not a refusal, and so is a target of none.
func TestNoTimeAtAllIsAnAnswer(t *testing.T) {
	var cases []forecast.Record
	for i := range 200 {
		cases = append(cases, done(fmt.Sprint(i), nil, day(0), 0))
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	require.True(t, forecast.Survival{}.Quote(h, forecast.Query{At: day(10)}).Reachable)
	a := forecast.Source{Histories: map[string]forecast.History{"": h}}.Quote(policy.Question{Made: day(10), Level: .95})
	require.NotZero(t, a.Due, "0 says that no time is honest")
}

// TestWhatIsNotKnownIsNoTime: where history does not get to a half, nothing is likely.
func TestWhatIsNotKnownIsNoTime(t *testing.T) {
	var cases []forecast.Record
	for i := range 100 {
		c := done(fmt.Sprint(i), nil, day(0), span(10))
		if i%10 >= 4 {
			c.Finished, c.Took = time.Time{}, 0
		}
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	q := forecast.Survival{}.Quote(h, forecast.Query{At: day(60), Level: .35})
	require.Zero(t, q.Likely)
	times, err := q.Times(always, day(60), policy.ToHalfHour)
	require.NoError(t, err)
	require.True(t, times.Likely.IsZero(), times.Likely)
	require.Equal(t, day(70), times.Optimistic.UTC())
}

// TestSmallSharesAreForAPerson to read.
func TestSmallSharesAreForAPerson(t *testing.T) {
	var cases []forecast.Record
	for i := range 2000 {
		c := done(fmt.Sprint(i), nil, day(0), time.Duration(i+1)*time.Minute)
		c.Stages = []forecast.Stage{{Name: "work", Entered: day(0)}}
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	why := h.Risk(forecast.Running{At: day(60), Age: 1, Due: span(5), Stage: "work", StageAge: 1}).Why
	require.Contains(t, why, "less than 0.1 % of cases")
}
