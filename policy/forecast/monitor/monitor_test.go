package monitor_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/monitor"
)

func TestFever(t *testing.T) {
	hours := func(n int) time.Duration { return time.Duration(n) * time.Hour }
	for _, c := range []struct {
		progress  float64
		projected int
		want      forecast.Zone
		why       string
	}{
		{0.5, 70, forecast.Green, "50 % done and 0 % of the pad gone"},
		{0.5, 88, forecast.Green, "50 % done and 40 % of the pad gone"},
		{0, 84, forecast.Yellow, "0 % done and 20 % of the pad gone"},
		{0.5, 94, forecast.Red, "50 % done and 70 % of the pad gone"},
		{1, 101, forecast.Red, "100 % done and all of the pad gone"},
	} {
		got := monitor.Fever{}.Risk(c.progress, hours(c.projected), hours(80), hours(100))
		require.Equal(t, forecast.Risk{Zone: c.want, Why: c.why}, got)
	}
	got := monitor.Fever{}.Risk(0.9, hours(101), hours(100), hours(100))
	require.Equal(t, forecast.Red, got.Zone, "without a pad")
}

func TestBurnRate(t *testing.T) {
	verdicts := func(n int, every int) []bool {
		list := make([]bool, n)
		for i := range list {
			list[i] = every > 0 && i%every == every-1
		}
		return list
	}
	b := monitor.BurnRate{}
	require.Equal(t, forecast.Risk{Zone: forecast.Green, N: 19, Why: "19 promises have come due; 20 are needed to say more"}, b.Risk(verdicts(19, 1)))
	require.Equal(t, forecast.Risk{P: 0.05, Zone: forecast.Green, N: 100, Why: "5 of the last 100 promises broke, 1.0 times what 95 % allows; 2 of the last 25"}, b.Risk(verdicts(100, 20)))
	require.Equal(t, forecast.Yellow, b.Risk(verdicts(300, 10)).Zone)
	require.Equal(t, forecast.Red, b.Risk(verdicts(300, 5)).Zone)
	over := append(verdicts(75, 3), verdicts(25, 0)...)
	require.Equal(t, forecast.Green, b.Risk(over).Zone, "the incident is over")
	require.Equal(t, forecast.Green, b.Risk(nil).Zone)
}
