package forecast_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
)

// TestRiskIsAFactOfACase: a red one puts its promise at risk, with the probability
// and the sentence; the next green one takes down that flag and no other, and then
// the promise is as if nothing had been said.
func TestRiskIsAFactOfACase(t *testing.T) {
	h, opened := hundred(t)
	rules := func(d time.Duration) []policy.Rule { return []policy.Rule{{Target: promise.Within(d)}} }
	pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{
		{Name: "delivery", Calendar: always, Rules: rules(60 * time.Hour)},
		{Name: "bill", Calendar: always, Rules: rules(90 * time.Hour)},
	}})
	require.NoError(t, err)
	c, err := pol.Open("T-7", nil, opened)
	require.NoError(t, err)
	standing := func(name string, at time.Time) promise.Standing {
		t.Helper()
		for _, p := range c.Promises() {
			if p.About().Name == name {
				return p.At(at).Standing
			}
		}
		t.Fatalf("no promise %q", name)
		return 0
	}
	risk := func(at time.Time) forecast.Risk {
		t.Helper()
		for _, p := range c.Promises() {
			if r, ok := forecast.RunningOf(p, nil, at); ok && p.About().Name == "delivery" {
				return h.Risk(r)
			}
		}
		t.Fatal("nothing runs")
		return forecast.Risk{}
	}
	record := func(at time.Time, facts ...policy.Fact) {
		t.Helper()
		e := policy.Event{At: at, By: promise.Bot("forecast"), Facts: facts}
		doc, err := json.Marshal(e)
		require.NoError(t, err)
		var read policy.Event
		require.NoError(t, json.Unmarshal(doc, &read))
		c, err = c.Record(at, read)
		require.NoError(t, err)
	}

	early, late := opened.Add(time.Hour), opened.Add(58*time.Hour)
	red, green := risk(late), risk(early)
	require.Equal(t, forecast.Red, red.Zone)
	require.Equal(t, forecast.Green, green.Zone)

	record(early, green.Fact("delivery"))
	require.Equal(t, promise.OnTrack, standing("delivery", early))
	record(late, red.Fact("delivery"))
	require.Equal(t, promise.AtRisk, standing("delivery", late))
	require.Equal(t, promise.OnTrack, standing("bill", late), "it is said of one promise")
	events := c.Promises()[0].Events()
	if c.Promises()[0].About().Name != "delivery" {
		events = c.Promises()[1].Events()
	}
	flag := events[len(events)-1]
	require.Equal(t, promise.Flag, flag.Kind)
	require.Equal(t, "forecast", flag.Key)
	require.Equal(t, promise.Bot("forecast"), flag.By)
	require.InDelta(t, red.P, flag.P, 1e-12)
	require.Equal(t, red.Why, flag.Reason)

	later := late.Add(time.Minute)
	record(later, policy.Fact{Commitment: "delivery", Says: promise.Event{Kind: promise.Flag, Key: "supplier", Reason: "the part is late"}})
	record(later.Add(time.Minute), green.Fact("delivery"))
	require.Equal(t, promise.AtRisk, standing("delivery", later.Add(time.Minute)), "a person's flag stays up")
	record(later.Add(2*time.Minute), policy.Fact{Commitment: "delivery", Says: promise.Event{Kind: promise.Clear, Key: "supplier"}})
	require.Equal(t, promise.OnTrack, standing("delivery", later.Add(2*time.Minute)))

	// The event for a promise alone says itself when and by whom it is.
	_, err = c.Record(later, policy.Event{At: later, Facts: []policy.Fact{{Commitment: "delivery", Says: red.Event(later)}}})
	require.ErrorContains(t, err, "write those in the event")
}
