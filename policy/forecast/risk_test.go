package forecast_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
)

// hundred is a history of 100 cases of which one is finished in each hour.
func hundred(t *testing.T) (forecast.History, time.Time) {
	t.Helper()
	took := make([]time.Duration, 100)
	for i := range took {
		took[i] = time.Duration(i+1) * time.Hour
	}
	return sampleHistory(t, took, slices.Repeat([]bool{true}, 100))
}

// TestRiskGrowsAsTimePasses with nothing done: of those older than 50 h, 40 of 50
// are not done by 60 h.
func TestRiskGrowsAsTimePasses(t *testing.T) {
	h, now := hundred(t)
	r := forecast.Running{At: now, Age: 50 * time.Hour, Due: 60 * time.Hour}
	got := h.Risk(r)
	want := forecast.Risk{
		P: (50*0.8 + 0.5) / 51, Zone: forecast.Yellow, Group: "all", N: 50,
		Why: "79.4 % of cases of all as old as this one were not done within the 10h that are left",
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })); diff != "" {
		t.Errorf("risk (-want +got):\n%s", diff)
	}
	last := 0.0
	for age := time.Duration(0); age < 60*time.Hour; age += time.Hour {
		r.Age = age
		p := h.Risk(r).P
		require.Greater(t, p, last)
		last = p
	}
	r.Age = r.Due
	require.Equal(t, forecast.Risk{P: 1, Zone: forecast.Red, Why: "it is due, and still open"}, h.Risk(r))

	r.Age, r.Due = 100*time.Hour, 120*time.Hour
	require.Equal(t, "older than any case of all that history knows; 20h left", h.Risk(r).Why)
	require.Equal(t, "history knows no such cases; 20h left", forecast.History{}.Risk(r).Why)

	left, ok := h.Remaining(forecast.Running{At: now, Age: 50 * time.Hour}, 0.8)
	require.True(t, ok)
	require.Equal(t, 40*time.Hour, left)
	_, ok = h.Remaining(forecast.Running{At: now, Age: 100 * time.Hour}, 0.8)
	require.False(t, ok)
}

// TestRiskBecomesAFlag that a promise takes, and that the next green one clears.
func TestRiskBecomesAFlag(t *testing.T) {
	h, now := hundred(t)
	p, err := promise.Make(promise.Terms{Calendar: always, Due: promise.Within(60 * time.Hour)}, promise.About{ID: "T-1"}, now)
	require.NoError(t, err)
	later := now.Add(58 * time.Hour)
	r, ok := forecast.RunningOf(p, nil, later)
	require.True(t, ok)
	if diff := cmp.Diff(forecast.Running{At: later, Age: 58 * time.Hour, Due: 60 * time.Hour}, r); diff != "" {
		t.Errorf("running (-want +got):\n%s", diff)
	}
	flagged, err := p.Record(later, h.Risk(r).Event(later))
	require.NoError(t, err)
	require.Equal(t, promise.AtRisk, flagged.At(later).Standing)
	require.InDelta(t, 0.95, flagged.Events()[0].P, 0.01)

	early, ok := forecast.RunningOf(p, nil, now.Add(time.Hour))
	require.True(t, ok)
	risk := h.Risk(early)
	require.Equal(t, forecast.Green, risk.Zone)
	cleared, err := flagged.Record(later, risk.Event(later))
	require.NoError(t, err)
	require.Equal(t, promise.OnTrack, cleared.At(later).Standing)

	_, ok = forecast.RunningOf(p, nil, now.Add(61*time.Hour))
	require.False(t, ok, "broken")
	done, err := p.Record(later, promise.Event{Kind: promise.Fulfill})
	require.NoError(t, err)
	_, ok = forecast.RunningOf(done, nil, later)
	require.False(t, ok, "over")
}

// TestStageTellsApart what age alone cannot: parcels that the carrier has, and those
// that it does not have yet.
func TestStageTellsApart(t *testing.T) {
	var cases []forecast.Record
	for i := range 200 {
		opened := day(0).Add(time.Duration(i) * time.Hour)
		c := forecast.Record{ID: fmt.Sprint(i), Opened: opened}
		c.Stages = []forecast.Stage{{Name: "packing", Entered: opened}}
		handed := 10 * time.Hour
		if i%2 == 0 {
			handed = 40 * time.Hour
		}
		c.Took = handed + time.Duration(20+i%10)*time.Hour
		c.Stages = append(c.Stages, forecast.Stage{Name: "carrier", Entered: opened.Add(handed), Age: handed})
		c.Finished = opened.Add(c.Took)
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	r := forecast.Running{At: day(60), Age: 24 * time.Hour, Due: 48 * time.Hour}
	plain := h.Risk(r)
	r.Stage, r.StageAge = "carrier", 14*time.Hour
	with := h.Risk(r)
	r.Stage, r.StageAge = "packing", 24*time.Hour
	without := h.Risk(r)
	require.Less(t, with.P, 0.1)
	require.InDelta(t, 0.5, plain.P, 0.1)
	require.Greater(t, without.P, 0.9)
	require.Equal(t, "carrier", with.Stage)
	require.Contains(t, without.Why, `as long in "packing" were not done within the 24h that are left`)
	r.Stage = "never heard of"
	require.Equal(t, plain, h.Risk(r))
}

// TestUpdateBy tells the customer before the time that was said.
func TestUpdateBy(t *testing.T) {
	h, now := hundred(t)
	// Of those open at 20 h, 40 of 80 are open at 60 h.
	by, then := h.UpdateBy(forecast.Running{At: now, Due: 60 * time.Hour}, 4*time.Hour)
	require.Equal(t, now.Add(16*time.Hour), by)
	require.InDelta(t, 0.47, then.P, 0.01)
	require.Equal(t, "tell the customer by Sun 1 Nov 16:00 if it is still open: 47.6 % of cases of all as old as this one were not done within the 44h that are left", then.Why)

	by, then = h.UpdateBy(forecast.Running{At: now, Age: 30 * time.Hour, Due: 60 * time.Hour}, 4*time.Hour)
	require.Equal(t, now, by)
	require.Contains(t, then.Why, "tell the customer now if it is still open: ")

	// All are done by 100 h, so the due instant alone counts.
	by, _ = h.UpdateBy(forecast.Running{At: now, Due: 100 * time.Hour}, 4*time.Hour)
	require.Equal(t, now.Add(96*time.Hour), by)
	by, _ = forecast.History{}.UpdateBy(forecast.Running{At: now, Due: 10 * time.Hour}, 4*time.Hour)
	require.Equal(t, now, by, "nothing is known: an even chance at once")
}

// TestObstacles finds the product that is late and the stage that makes late, and
// leaves chance alone.
func TestObstacles(t *testing.T) {
	var cases []forecast.Record
	for i := range 400 {
		opened := day(0).Add(time.Duration(i) * time.Hour)
		product, channel := "chair", []string{"mail", "phone"}[i/7%2]
		took := 10 * time.Hour
		if i%4 == 0 {
			product = "sofa"
			took += time.Duration(i%3) * 10 * time.Hour
		}
		c := forecast.Record{ID: fmt.Sprint(i), Opened: opened, Fields: policy.Fields{"shop": "1", "product": product, "channel": channel}}
		if i%5 == 0 {
			c.Stages = []forecast.Stage{{Name: "customs", Entered: opened, Paused: false}}
			took += 12 * time.Hour
		}
		c.Took, c.Finished = took, opened.Add(took)
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{Groups: [][]string{{"shop"}}}, cases...)
	require.NoError(t, err)
	var got []string
	for _, o := range h.Obstacles(policy.Fields{"shop": "1", "product": "sofa", "channel": "mail"}, day(60), 20*time.Hour) {
		got = append(got, o.String())
	}
	want := []string{
		`stage "customs": 100 % of 80 cases were late, 8.12 % of the others`,
		`product "sofa": 46 % of 100 cases were late, 20 % of the others`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("obstacles (-want +got):\n%s", diff)
	}
	require.Empty(t, h.Obstacles(policy.Fields{"shop": "2"}, day(60), time.Hour))
	require.Empty(t, forecast.History{}.Obstacles(nil, day(60), time.Hour))
}

func TestZoneText(t *testing.T) {
	text, err := json.Marshal([]forecast.Zone{forecast.Green, forecast.Yellow, forecast.Red})
	require.NoError(t, err)
	require.JSONEq(t, `["green","yellow","red"]`, string(text))
	var zones []forecast.Zone
	require.NoError(t, json.Unmarshal(text, &zones))
	require.Equal(t, []forecast.Zone{forecast.Green, forecast.Yellow, forecast.Red}, zones)
	require.Error(t, json.Unmarshal([]byte(`["pink"]`), &zones))
	_, err = json.Marshal(forecast.Zone(0))
	require.Error(t, err)
	require.Empty(t, forecast.Zone(9).String())
}
