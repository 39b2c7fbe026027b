package report_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise/report"
)

func calibrate(tb testing.TB, list []report.Forecast) report.Calibration {
	tb.Helper()
	c, err := report.Calibrate(list...)
	require.NoError(tb, err)
	return c
}

func forecasts() *rapid.Generator[[]report.Forecast] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) report.Forecast {
		return report.Forecast{P: float64(rapid.IntRange(0, 10000).Draw(t, "p")) / 10000, Broken: rapid.Bool().Draw(t, "broken")}
	}), 0, 80)
}

// TestCalibration compares with the definitions: all pairs, all squares.
func TestCalibration(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := forecasts().Draw(rt, "forecasts")
		c := calibrate(t, list)
		pairs, won, squares, broken := 0.0, 0.0, 0.0, 0
		for _, a := range list {
			outcome := 0.0
			if a.Broken {
				outcome, broken = 1, broken+1
			}
			squares += (a.P - outcome) * (a.P - outcome)
			for _, b := range list {
				if a.Broken && !b.Broken {
					pairs++
					switch {
					case a.P > b.P:
						won++
					case a.P == b.P:
						won += 0.5
					}
				}
			}
		}
		require.Equal(t, report.Rate{Count: broken, Of: len(list)}, c.Broken())
		auc, ok := c.AUC()
		require.Equal(t, pairs > 0, ok)
		if ok {
			require.InDelta(t, won/pairs, auc, 1e-6)
		}
		brier, ok := c.Brier()
		require.Equal(t, len(list) > 0, ok)
		if ok {
			require.InDelta(t, squares/float64(len(list)), brier, 1e-6)
		}
		checkBins(t, list, c)
	})
}

func checkBins(t *testing.T, list []report.Forecast, c report.Calibration) {
	t.Helper()
	var sum [10]float64
	var rates [10]report.Rate
	for _, f := range list {
		i := min(int(math.Floor(f.P*10+1e-9)), 9)
		sum[i] += f.P
		rates[i].Of++
		if f.Broken {
			rates[i].Count++
		}
	}
	bins := c.Bins(10)
	for i, rate := range rates {
		if rate.Of == 0 {
			continue
		}
		require.Equal(t, rate, bins[0].Broken)
		require.InDelta(t, float64(i)/10, bins[0].From, 1e-9)
		require.InDelta(t, float64(i+1)/10, bins[0].To, 1e-9)
		require.InDelta(t, sum[i]/float64(rate.Of), bins[0].Forecast, 1e-6)
		bins = bins[1:]
	}
	require.Empty(t, bins)
}

func TestCalibrationsMerge(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := forecasts().Draw(rt, "a"), forecasts().Draw(rt, "b")
		whole := calibrate(t, append(append([]report.Forecast{}, a...), b...))
		merged := calibrate(t, b).Merge(calibrate(t, a))
		require.Equal(t, marshal(t, whole), marshal(t, merged))
		require.True(t, whole.Equal(merged))
		var again report.Calibration
		require.NoError(t, json.Unmarshal([]byte(marshal(t, whole)), &again))
		require.True(t, again.Equal(whole))
	})
}

func TestCalibrationGolden(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var list []report.Forecast
	for range 2000 {
		p := r.Float64()
		list = append(list, report.Forecast{P: p, Broken: r.Float64() < p*p}) // too pessimistic
	}
	documenttest.Golden(t, "calibration.txt", calibrate(t, list).String())
}

func FuzzCalibration(f *testing.F) {
	f.Add([]byte(`{"0":{"broken":0,"of":2},"0.25":{"broken":1,"of":4},"1":{"broken":3,"of":3}}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		var c report.Calibration
		if json.Unmarshal(doc, &c) != nil {
			return
		}
		var again report.Calibration
		require.NoError(t, json.Unmarshal([]byte(marshal(t, c)), &again))
		require.True(t, again.Equal(c))
		_ = c.Merge(again).String()
	})
}
