package forecast_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
)

// TestUpdateByKnowsTheStage: whoever waits for parts is late nine times in ten, so
// the time to tell is now.
func TestUpdateByKnowsTheStage(t *testing.T) {
	var cases []forecast.Record
	for i := range 400 {
		at := day(0).Add(time.Duration(i) * time.Hour)
		c := done(fmt.Sprint(i), nil, at, time.Duration(1+i%10)*time.Hour)
		if i%10 == 0 {
			c = done(c.ID, nil, at, 40*time.Hour)
			c.Stages = []forecast.Stage{{Name: "parts", Entered: at.Add(time.Minute), Age: time.Minute}}
		}
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{HalfLife: -1}, cases...)
	require.NoError(t, err)
	r := forecast.Running{At: day(30), Age: time.Minute, Due: 20 * time.Hour, Stage: "parts"}
	require.GreaterOrEqual(t, h.Risk(r).P, 0.8, "it is red now")
	by, _ := h.UpdateBy(r, time.Hour)
	require.Equal(t, r.At, by, "more likely to break than not already: the time to tell is now")
}

// TestUpdateByAgreesWithRisk: at the instant it names, the risk is what it says it is.
func TestUpdateByAgreesWithRisk(t *testing.T) {
	for seed := range 60 {
		r := rand.New(rand.NewPCG(uint64(seed), 17))
		var cases []forecast.Record
		for i := range 400 {
			kind, took := "a", time.Duration(r.ExpFloat64()*10*float64(time.Hour))
			if i%16 == 0 {
				kind, took = "b", time.Duration((5+r.ExpFloat64()*30)*float64(time.Hour))
			}
			cases = append(cases, done(fmt.Sprint(i), policy.Fields{"k": kind}, day(0).Add(time.Duration(i)*time.Hour), took))
		}
		h, err := forecast.New(forecast.Config{Groups: [][]string{{"k"}, {}}, HalfLife: -1}, cases...)
		require.NoError(t, err)
		run := forecast.Running{Fields: policy.Fields{"k": "b"}, At: day(30), Due: 24 * time.Hour}
		by, then := h.UpdateBy(run, 0)
		if age := by.Sub(run.At); age > 0 && age < run.Due && then.P < .5-1e-9 {
			t.Errorf("seed %d: UpdateBy says more likely to break than not from %s, Risk there says %.3f", seed, age, then.P)
		}
	}
}

// TestUpdateByIsTheFirst of all minutes at which the risk is even or worse, with and
// without a stage.
func TestUpdateByIsTheFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, err := forecast.New(forecast.Config{HalfLife: -1, Least: 1, Groups: [][]string{{"type"}, {}}}, drawCases(t, 15)...)
		require.NoError(t, err)
		hours := func(most int, name string) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Hour
		}
		r := forecast.Running{Fields: policy.Fields{"type": "a"}, At: day(50), Age: hours(20, "age")}
		r.Due = r.Age + hours(40, "left")
		r.Stage, r.StageAge = rapid.SampledFrom([]string{"", "p"}).Draw(t, "stage"), min(r.Age, hours(20, "stage age"))
		want := r.At
		for later := r; later.Age < later.Due && h.Risk(later).P < 0.5-1e-9; {
			later.Age, later.StageAge, want = later.Age+15*time.Minute, later.StageAge+15*time.Minute, want.Add(15*time.Minute)
		}
		by, _ := h.UpdateBy(r, 0)
		require.False(t, by.After(want), "%s is too late; from %s on it is likely to break", by, want)
		require.Less(t, want.Sub(by), 15*time.Minute)
	})
}

// TestUpdateByOverlooksNothing: the risk of a stage may rise for a while only.
func TestUpdateByOverlooksNothing(t *testing.T) {
	hour := time.Hour
	late := 0
	for quick := 1000; quick < 1020; quick++ {
		var cases []forecast.Record
		add := func(stay, took time.Duration) {
			c := done(fmt.Sprint(len(cases)), nil, day(0), took)
			c.Stages = []forecast.Stage{{Name: "parts", Entered: day(0)}, {Name: "rest", Entered: day(0).Add(stay), Age: stay}}
			cases = append(cases, c)
		}
		for i := range quick { // leave the stage soon, and are done in time
			add(time.Duration(i+1)*time.Minute, 20*hour)
		}
		for range 30 { // wait for parts for 30 h, and are late
			add(30*hour, 500*hour)
		}
		for i := range 20 { // the others are done in time
			add(time.Duration(40+i)*hour, time.Duration(41+i)*hour)
		}
		h, err := forecast.New(forecast.Config{HalfLife: -1}, cases...)
		require.NoError(t, err)
		run := forecast.Running{At: day(60), Due: 200 * hour, Stage: "parts"}
		by, _ := h.UpdateBy(run, 0)
		later := run
		later.Age, later.StageAge = 29*hour, 29*hour
		if p := h.Risk(later).P; p >= .5 && by.After(day(60).Add(29*hour)) {
			if late++; late == 1 {
				t.Logf("%d quick ones: at an age of 29 h the risk is %.3f, and yet: tell them when it is %s old", quick, p, by.Sub(day(60)))
			}
		}
	}
	if late > 0 {
		t.Errorf("too late in %d of 20 desks", late)
	}
}
