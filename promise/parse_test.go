package promise_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/promise"
)

// recordOf returns a promise on a calendar with a number of events.
func recordOf(tb testing.TB, cal *calendar.Calendar, events int) promise.Promise {
	tb.Helper()
	made := time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour)},
		promise.About{ID: "T-7", To: "ACME"}, made)
	require.NoError(tb, err)
	for i := range events {
		p, err = p.Record(made, promise.Event{
			ID: "e" + string(rune('a'+i)), Kind: []promise.Kind{promise.Pause, promise.Resume}[i%2], Reason: "waiting for the file",
			At: made.Add(time.Duration(i+1) * time.Hour), Recorded: made.Add(time.Duration(i+1) * time.Hour),
		})
		require.NoError(tb, err)
	}
	return p
}

func berlin(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"Berlin","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`))
	require.NoError(tb, err)
	return cal
}

// TestParseAllocates bounds what Parse allocates for a promise with two events whose
// calendar is named.
func TestParseAllocates(t *testing.T) {
	cal := berlin(t)
	doc, err := recordOf(t, cal, 2).Document(cal)
	require.NoError(t, err)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		_, err := promise.Parse(doc, cal)
		require.NoError(t, err)
	}), 40.0)
}

// TestListsShareCalendars: promises with their calendar in full have one calendar once
// they are read, whichever way, and so one table of it.
func TestListsShareCalendars(t *testing.T) {
	list := []promise.Promise{recordOf(t, berlin(t), 0), recordOf(t, berlin(t), 2), recordOf(t, calendar.Always(), 1)}
	doc, err := json.Marshal(list)
	require.NoError(t, err)
	for name, read := range map[string]func([]byte, any) error{
		"encoding/json": json.Unmarshal,
		"document":      func(doc []byte, v any) error { return document.Unmarshal("test", doc, v) },
	} {
		var back []promise.Promise
		require.NoError(t, read(doc, &back), name)
		require.Same(t, back[0].Terms().Calendar, back[1].Terms().Calendar, name)
		require.NotSame(t, back[0].Terms().Calendar, back[2].Terms().Calendar, name)
		for i := range list {
			require.True(t, list[i].Equal(back[i]), name)
		}
	}
}

// TestRecordAllocates bounds what Record allocates for one ordinary event.
func TestRecordAllocates(t *testing.T) {
	p := recordOf(t, berlin(t), 0)
	at := p.Made().Add(time.Hour)
	event := promise.Event{ID: "a", Kind: promise.Pause, Reason: "waiting", At: at, Recorded: at}
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		_, err := p.Record(at, event)
		require.NoError(t, err)
	}), 4.0+raceAllocations)
}

// BenchmarkParse reads promises, each with this package and with encoding/json into a
// like struct.
func BenchmarkParse(b *testing.B) {
	cal := berlin(b)
	for _, events := range []int{0, 2, 10} {
		doc, err := recordOf(b, cal, events).Document(cal)
		require.NoError(b, err)
		full, err := recordOf(b, cal, events).MarshalJSON()
		require.NoError(b, err)
		run := func(name string, read func() error) {
			b.Run(fmt.Sprintf("%d events/%s", events, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					require.NoError(b, read())
				}
			})
		}
		run("promise", func() error { _, err := promise.Parse(doc, cal); return err })
		run("calendar in full", func() error { _, err := promise.Parse(full); return err })
		run("encoding-json", func() error { return json.Unmarshal(doc, &likePromise{}) })
	}
}

// A likePromise has the fields of a promise.
type likePromise struct {
	Version int       `json:"version"`
	ID      string    `json:"id"`
	To      string    `json:"to"`
	Made    time.Time `json:"made"`
	Terms   *struct {
		Calendar *struct {
			Name        string `json:"name"`
			Fingerprint string `json:"fingerprint"`
		} `json:"calendar"`
		Due    string `json:"due"`
		Target string `json:"target"`
	} `json:"terms"`
	Events []struct {
		ID       string    `json:"id"`
		Kind     string    `json:"kind"`
		At       time.Time `json:"at"`
		Recorded time.Time `json:"recorded"`
		Reason   string    `json:"reason"`
	} `json:"events"`
}
