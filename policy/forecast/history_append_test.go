package forecast_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
)

// lookedAt is a history of a hundred open cases that were looked at every hour.
func lookedAt(tb testing.TB, rounds int) forecast.History {
	tb.Helper()
	h, err := forecast.New(forecast.Config{})
	require.NoError(tb, err)
	for round := range rounds {
		at := day(0).Add(time.Duration(round+1) * time.Hour)
		for i := range 100 {
			h, err = h.Append(forecast.Record{ID: fmt.Sprint(i), Opened: day(0), Seen: at, Took: at.Sub(day(0))})
			require.NoError(tb, err)
		}
	}
	return h
}

// heap returns how many bytes are in use.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestAppendForgets what was replaced: a hundred cases take the memory of a hundred,
// however often they are looked at.
func TestAppendForgets(t *testing.T) {
	before := heap()
	h := lookedAt(t, 1000) // 30 MB, if all of it stayed
	after := heap()
	require.Equal(t, 100, h.Len())
	require.Less(t, after-before, int64(1<<20))
	q := forecast.Survival{}.Quote(h, forecast.Query{At: day(50)})
	require.Equal(t, 100, q.Censored)
}

// TestBuildingForgets too: an event log with many rows for each case.
func TestBuildingForgets(t *testing.T) {
	var rows []forecast.Record
	for row := range 100_000 {
		at := day(0).Add(time.Duration(row) * time.Minute)
		rows = append(rows, forecast.Record{ID: fmt.Sprint(row % 100), Opened: day(0), Seen: at, Took: at.Sub(day(0))})
	}
	before := heap()
	h, err := forecast.New(forecast.Config{}, rows...)
	require.NoError(t, err)
	after := heap()
	require.Equal(t, 100, h.Len())
	require.Less(t, after-before, int64(1<<20))
	require.Len(t, rows, 100_000) // so that they are in both
}

// TestForgettingChangesNothing: a history in which cases were replaced, moved to
// other groups and opened anew, many more times than there are cases, answers like
// one that is built of how they stand, and has the same document. So does every
// history on the way, after others have grown from it.
func TestForgettingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config, cases, q := drawConfig(t), drawCases(t, 12), drawQuestion(t)
		h, err := forecast.New(config)
		require.NoError(t, err)
		last, kept := map[string]forecast.Record{}, map[int]forecast.History{}
		stood := map[int]map[string]forecast.Record{}
		keep := rapid.SliceOfNDistinct(rapid.IntRange(0, 999), 0, 3, rapid.ID[int]).Draw(t, "kept")
		random := rapid.Uint32().Draw(t, "seed")
		for look := range 1000 * min(len(cases), 1) {
			random = random*1664525 + 1013904223
			c := cases[int(random>>8)%len(cases)]
			if random>>28 < 12 && look < 950 {
				c = forecast.Record{ID: c.ID, Opened: c.Opened.Add(time.Duration(random>>27) * time.Hour), Fields: policy.Fields{"type": "b", "who": "x"}}
			}
			h, err = h.Append(c)
			require.NoError(t, err)
			last[c.ID] = c
			if random>>26 == 0 {
				answers(h, q)
			}
			for _, k := range keep {
				if k == look {
					kept[k], stood[k] = h, map[string]forecast.Record{}
					for id, c := range last {
						stood[k][id] = c
					}
				}
			}
		}
		kept[-1], stood[-1] = h, last
		for k, h := range kept {
			if k >= 0 { // a second one grows from it
				_, err := h.Append(forecast.Record{ID: "another", Opened: day(0)})
				require.NoError(t, err)
			}
			var now []forecast.Record
			for _, c := range stood[k] {
				now = append(now, c)
			}
			fresh, err := forecast.New(config, now...)
			require.NoError(t, err)
			require.Equal(t, len(now), h.Len())
			requireSame(t, "after many looks", fresh, h, q)
			want, err := json.Marshal(fresh)
			require.NoError(t, err)
			got, err := json.Marshal(h)
			require.NoError(t, err)
			require.Equal(t, string(want), string(got))
		}
	})
}

// TestForgettingWhileOthersRead: histories that grow from one, over the moves to
// other stores, while the ones before them are asked.
func TestForgettingWhileOthersRead(t *testing.T) {
	one := lookedAt(t, 3)
	var wait sync.WaitGroup
	grown := make([]forecast.History, 4)
	for i := range grown {
		wait.Go(func() {
			h := one
			for look := range 1000 {
				at := day(1).Add(time.Duration(look) * time.Minute)
				next, err := h.Append(forecast.Record{ID: fmt.Sprint(look % 100), Opened: day(0), Finished: at, Took: time.Duration(i+1) * time.Hour})
				if err != nil || next.Len() != 100 {
					return
				}
				if look%50 == 0 {
					h.Curve(nil, day(9)).Open(0)
					one.Curve(nil, day(9)).Open(0)
				}
				h = next
			}
			grown[i] = h
		})
	}
	wait.Wait()
	require.Equal(t, 100, one.Len())
	_, censored := one.Curve(nil, day(9)).Count()
	require.Equal(t, 100, censored)
	for i, h := range grown {
		p, last := h.Curve(nil, day(9)).Best()
		require.Equal(t, 1.0, p)
		require.Equal(t, time.Duration(i+1)*time.Hour, last)
	}
}
