package forecast_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
)

// TestRunningIsInTheStageOfItsCase at every instant, in pauses and between them.
func TestRunningIsInTheStageOfItsCase(t *testing.T) {
	made := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC) // a Monday at nine in Berlin
	at := func(hours int) time.Time { return made.Add(time.Duration(hours) * time.Hour) }
	for _, hold := range []promise.OnPause{"", promise.Hold} {
		p, err := promise.Make(promise.Terms{Calendar: office, Due: promise.Within(30 * time.Hour), OnPause: hold}, promise.About{ID: "T-1"}, made)
		require.NoError(t, err)
		p, err = p.Record(at(60),
			promise.Event{Kind: promise.Pause, At: at(1), Reason: "parts"}, promise.Event{Kind: promise.Resume, At: at(26)},
			promise.Event{Kind: promise.Pause, At: at(29)}, promise.Event{Kind: promise.Resume, At: at(50)})
		require.NoError(t, err)
		for hour, want := range map[int]forecast.Running{ // the clock runs on in pauses, or does not
			0: {}, 1: {Stage: "parts"}, 2: {Stage: "parts", StageAge: time.Hour},
			26: {Stage: "running"}, 27: {Stage: "running", StageAge: time.Hour},
			30: {Stage: "paused", StageAge: 0}, 51: {Stage: "running", StageAge: time.Hour},
		} {
			r, ok := forecast.RunningOf(p, nil, at(hour))
			require.True(t, ok, hour)
			require.Equal(t, want.Stage, r.Stage, hour)
			if c, _ := forecast.RecordOf(p, nil, at(hour)); len(c.Stages) > 0 && hour != 26 {
				last := c.Stages[len(c.Stages)-1]
				require.Equal(t, last.Name, r.Stage, hour)
				require.Equal(t, c.Took-last.Age, r.StageAge, hour)
			}
			if want.Stage == "running" || want.Stage == "parts" && hold == promise.Hold {
				require.Equal(t, want.StageAge, r.StageAge, hour)
			}
			if want.Stage == "parts" && hold != promise.Hold {
				require.Zero(t, r.StageAge, "the clock stands still in it")
			}
		}
	}
}
