package forecast_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
)

// TestTookIsCounted: a hundred cases that were open for three days, Monday to
// Thursday, in an office of eight hours a day.
func TestTookIsCounted(t *testing.T) {
	cal, err := calendar.Parse([]byte(`{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`))
	require.NoError(t, err)
	monday := time.Date(2026, 1, 5, 9, 0, 0, 0, cal.Zone())
	for _, c := range []struct {
		name string
		took time.Duration
		want string // the quote, or the error
	}{
		{"left out", 0, "promise 24h, kept 95 % of the time; aim for 24h"},
		{"stated", 24 * time.Hour, "promise 24h, kept 95 % of the time; aim for 24h"},
		{"with a pause", 20 * time.Hour, "promise 20h, kept 95 % of the time; aim for 20h"},
		{"by another calendar", 72 * time.Hour, "promise 72h, kept 95 % of the time; aim for 72h"},
		{"more than the wall clock", 72*time.Hour + 1, "forecast: cases[0].took: out of range"},
		{"a year", 8760 * time.Hour, "forecast: cases[0].took: out of range"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var cases []forecast.Record
			for i := range 100 {
				cases = append(cases, forecast.Record{ID: fmt.Sprint(i), Opened: monday, Finished: monday.Add(72 * time.Hour), Took: c.took})
			}
			h, err := forecast.New(forecast.Config{Calendar: cal}, cases...)
			if err != nil {
				require.ErrorContains(t, err, c.want)
				return
			}
			q := forecast.Survival{}.Quote(h, forecast.Query{At: monday.AddDate(0, 0, 14)})
			require.Equal(t, c.want, q.String())
		})
	}
}

// TestMeasuredNoTime: what a promise counted in its own calendar is kept by a history
// with another one, if it is none, too.
func TestMeasuredNoTime(t *testing.T) {
	saturday := day(5)
	p, err := promise.Make(promise.Terms{Calendar: office, Due: promise.Within(time.Hour)}, promise.About{ID: "T-1"}, saturday)
	require.NoError(t, err)
	p, err = p.Record(day(6), promise.Event{Kind: promise.Fulfill, At: day(6)})
	require.NoError(t, err)
	c, ok := forecast.RecordOf(p, nil, day(6))
	require.True(t, ok)
	h, err := forecast.New(forecast.Config{}, c)
	require.NoError(t, err)
	doc, err := json.Marshal(h)
	require.NoError(t, err)
	read, err := forecast.Parse(doc)
	require.NoError(t, err)
	require.Zero(t, h.Records()[0].Took)
	require.Zero(t, read.Records()[0].Took)

	c.Measured = false
	h, err = forecast.New(forecast.Config{}, c)
	require.NoError(t, err)
	require.Equal(t, 24*time.Hour, h.Records()[0].Took)
}

// TestLawTimesLeftOut: a time that is left out is as if it had been stated as the
// calendar counts it, and what is more than the wall-clock time is refused.
func TestLawTimesLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config := drawConfig(t)
		cal := config.Calendar
		if cal == nil {
			cal = always
		}
		out, stated := drawCases(t, 6), []forecast.Record(nil)
		for i := range out {
			c := &out[i]
			c.Took = 0
			said, mark, age := *c, c.Opened, time.Duration(0)
			said.Stages, said.Measured = nil, true
			counts := true
			for k := range c.Stages {
				c.Stages[k].Age = 0
				s := c.Stages[k]
				if counts {
					age += cal.Between(mark, s.Entered)
				}
				mark, counts, s.Age = s.Entered, !s.Paused, age
				said.Stages = append(said.Stages, s)
			}
			end := later(c.Finished, c.Seen)
			if said.Took = age; counts {
				said.Took += cal.Between(mark, end)
			}
			stated = append(stated, said)

			most := *c
			most.Stages, most.Took = nil, end.Sub(c.Opened)
			_, err := forecast.New(config, most)
			require.NoError(t, err)
			most.Took++
			_, err = forecast.New(config, most)
			require.ErrorContains(t, err, "cases[0].took: out of range")
		}
		h, err := forecast.New(config, out...)
		require.NoError(t, err)
		want, err := forecast.New(config, stated...)
		require.NoError(t, err)
		got := h.Records()
		for i := range got {
			got[i].Measured = true
		}
		if diff := cmp.Diff(want.Records(), got); diff != "" {
			t.Fatalf("-stated +left out:\n%s", diff)
		}
		requireSame(t, "left out", want, h, drawQuestion(t))
		doc, err := json.Marshal(h)
		require.NoError(t, err)
		read, err := forecast.Parse(doc)
		require.NoError(t, err)
		again, err := json.Marshal(read)
		require.NoError(t, err)
		require.Equal(t, string(doc), string(again))
	})
}
