package forecast_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
)

// TestRecordOfAPromise at every stage of its life. It is made on a Monday at nine in
// Berlin, for ten working hours.
func TestRecordOfAPromise(t *testing.T) {
	made := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	at := func(hours float64) time.Time { return made.Add(time.Duration(hours * float64(time.Hour))) }
	fields := policy.Fields{"type": "a"}
	p, err := promise.Make(promise.Terms{Calendar: office, Due: promise.Within(10 * time.Hour)}, promise.About{ID: "T-1"}, made)
	require.NoError(t, err)
	paused, err := p.Record(at(1), promise.Event{Kind: promise.Pause, Reason: "waiting"})
	require.NoError(t, err)
	resumed, err := paused.Record(at(26), promise.Event{Kind: promise.Resume})
	require.NoError(t, err)
	done, err := resumed.Record(at(28), promise.Event{Kind: promise.Fulfill})
	require.NoError(t, err)
	withdrawn, err := resumed.Record(at(27), promise.Event{Kind: promise.Withdraw})
	require.NoError(t, err)
	waiting := forecast.Stage{Name: "waiting", Entered: at(1), Age: time.Hour, Paused: true}
	again := forecast.Stage{Name: "running", Entered: at(26), Age: time.Hour}

	for _, c := range []struct {
		name string
		p    promise.Promise
		now  time.Time
		want forecast.Record
	}{
		{"running", p, at(2), forecast.Record{Opened: made, Seen: at(2), Took: 2 * time.Hour}},
		{"paused", paused, at(5), forecast.Record{Opened: made, Seen: at(5), Took: time.Hour, Stages: []forecast.Stage{waiting}}},
		{"resumed", resumed, at(27), forecast.Record{Opened: made, Seen: at(27), Took: 2 * time.Hour, Stages: []forecast.Stage{waiting, again}}},
		{"fulfilled", done, at(99), forecast.Record{Opened: made, Finished: at(28), Took: 2 * time.Hour, Stages: []forecast.Stage{waiting, again}}},
		{"withdrawn", withdrawn, at(99), forecast.Record{Opened: made, Seen: at(27), Ended: true, Took: 2 * time.Hour, Stages: []forecast.Stage{waiting, again}}},
		{"as seen before", withdrawn, at(2), forecast.Record{Opened: made, Seen: at(2), Took: time.Hour, Stages: []forecast.Stage{waiting}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.want.ID, c.want.Fields, c.want.Measured = "T-1", fields, true
			got, ok := forecast.RecordOf(c.p, fields, c.now)
			require.True(t, ok)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("case (-want +got):\n%s", diff)
			}
			_, err := forecast.New(forecast.Config{Calendar: office}, got)
			require.NoError(t, err)
		})
	}
	_, ok := forecast.RecordOf(p, fields, made.Add(-1))
	require.False(t, ok, "not made yet")
	_, ok = forecast.RecordOf(promise.Promise{}, fields, made)
	require.False(t, ok, "none")
	pending, err := promise.Make(promise.Terms{Calendar: office, Due: promise.Within(10 * time.Hour), Starts: promise.OnEvent}, promise.About{}, made)
	require.NoError(t, err)
	_, ok = forecast.RecordOf(pending, fields, at(9))
	require.False(t, ok, "not started yet")

	r, ok := forecast.RunningOf(paused, fields, at(5))
	require.True(t, ok)
	require.Equal(t, forecast.Running{Fields: fields, At: at(5), Age: time.Hour, Due: 10 * time.Hour, Stage: "waiting"}, r)
}

// TestPausedCasesGrowNoOlder in a history that is asked while they are.
func TestPausedCasesGrowNoOlder(t *testing.T) {
	opened := day(0)
	h, err := forecast.New(forecast.Config{Least: 1, Refresh: -1},
		forecast.Record{ID: "1", Opened: opened, Finished: day(9), Took: 30 * time.Hour, Stages: []forecast.Stage{{Name: "waiting", Entered: opened.Add(2 * time.Hour), Age: 2 * time.Hour, Paused: true}}},
		forecast.Record{ID: "2", Opened: opened, Finished: opened.Add(5 * time.Hour), Took: 5 * time.Hour},
		forecast.Record{ID: "3", Opened: opened, Seen: opened.Add(time.Hour), Took: time.Hour, Ended: true})
	require.NoError(t, err)
	// On day 1 one is finished after 5 h and two are censored, at 2 h and 1 h.
	c := h.Curve(nil, day(1))
	require.Zero(t, c.Open(5*time.Hour))
	n, censored := c.Count()
	require.Equal(t, []int{3, 2}, []int{n, censored})
	known := h.KnownAt(day(1)).Records()
	require.Equal(t, forecast.Stage{Name: "waiting", Entered: opened.Add(2 * time.Hour), Age: 2 * time.Hour, Paused: true}, known[0].Stages[0])
	require.True(t, known[0].Finished.IsZero())
	require.Zero(t, known[0].Took)
}

// TestPaceOfCasesThatDoNotTellTheirPauses is that of the finished ones: half of the
// time on the wall.
func TestPaceOfCasesThatDoNotTellTheirPauses(t *testing.T) {
	cases := []forecast.Record{{ID: "open", Opened: day(0)}}
	for i := range 30 {
		took := time.Duration(i+1) * time.Hour
		cases = append(cases, forecast.Record{ID: strings.Repeat("x", i+1), Opened: day(0), Finished: day(0).Add(2 * took), Took: took})
	}
	h, err := forecast.New(forecast.Config{Refresh: -1, HalfLife: -1}, cases...)
	require.NoError(t, err)
	// After 41 h the open one is 20.5 h old, and so were those that are still open.
	c := h.Curve(nil, day(0).Add(41*time.Hour))
	n, censored := c.Count()
	require.Equal(t, []int{31, 11}, []int{n, censored})
	require.InDelta(t, 11.0/31, c.Open(20*time.Hour), 1e-9)
	require.InDelta(t, 1-20.0/31, 1-bestOf(c), 1e-9)
}

func bestOf(c forecast.Curve) float64 { p, _ := c.Best(); return p }

// TestErrors compares all messages with those in testdata.
func TestErrors(t *testing.T) {
	var text strings.Builder
	tell := func(what string, err error) {
		require.Error(t, err, what)
		var field *document.FieldError
		require.True(t, errors.As(err, &field), what)
		text.WriteString("# " + what + "\n" + err.Error() + "\n\n")
	}
	_, err := forecast.New(forecast.Config{
		Groups: [][]string{{"a", "a"}, {""}, {}, {}, {}, {}, {}, {}, {}}, Window: -1, Newest: -1, Least: -1, PriorWeight: infinity(),
	})
	tell("configuration", err)
	opened := day(0)
	_, err = forecast.New(forecast.Config{}, forecast.Record{},
		forecast.Record{ID: "1", Opened: opened, Finished: day(-1), Seen: day(1), Took: -1, Estimate: -1},
		forecast.Record{ID: "2", Opened: time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC), Took: 1},
		forecast.Record{ID: "3", Opened: opened, Finished: day(2), Took: time.Hour, Stages: []forecast.Stage{
			{Entered: day(1), Age: 2 * time.Hour}, {Name: "p", Entered: day(0), Age: time.Hour}, {Name: "q", Entered: day(3), Age: 2 * time.Hour},
		}})
	tell("cases", err)
	_, err = forecast.New(forecast.Config{},
		forecast.Record{ID: "wall", Opened: opened, Finished: opened.Add(72 * time.Hour), Took: 72*time.Hour + 1},
		forecast.Record{ID: "year", Opened: opened, Finished: day(3), Took: 8760 * time.Hour},
		forecast.Record{ID: "open", Opened: opened, Seen: day(1), Took: 25 * time.Hour},
		forecast.Record{ID: "ended", Opened: opened, Seen: day(1), Ended: true, Took: 25 * time.Hour, Measured: true},
		forecast.Record{ID: "early", Opened: opened, Finished: day(-1), Took: 25 * time.Hour},
		forecast.Record{ID: "stages", Opened: opened, Finished: day(3), Took: 60 * time.Hour, Stages: []forecast.Stage{
			{Name: "p", Entered: day(1), Age: 25 * time.Hour}, {Name: "q", Entered: day(2), Age: 60 * time.Hour},
		}},
		forecast.Record{ID: "negative", Opened: opened, Finished: day(3), Stages: []forecast.Stage{{Name: "p", Entered: day(1), Age: -1}}},
		forecast.Record{ID: "less", Opened: opened, Finished: day(3), Took: time.Hour, Stages: []forecast.Stage{{Name: "p", Entered: day(1)}}},
	)
	tell("times that cannot be", err)
	_, err = forecast.Parse([]byte(`{"cases":[{"id":"1","opened":"2026-01-05T09:00:00Z","finished":"2026-01-05T10:00:00Z","took":"2h"}]}`))
	tell("times that cannot be in a document", err)
	_, err = forecast.New(forecast.Config{}, make([]forecast.Record, 40)...)
	tell("too many problems", err)
	_, err = forecast.Parse([]byte(`{"version":2,"config":{"groups":[["a","a"]],"window":"1y","colour":1},"cases":[{"id":"1","opened":"2026-01-05","took":"x"}]}`))
	tell("document", err)
	_, err = forecast.Parse([]byte(`[]`))
	tell("no document", err)
	var z forecast.Zone
	tell("zone", z.UnmarshalText([]byte("pink")))

	documenttest.Golden(t, "errors.golden", text.String())
}

func infinity() float64 { x := 0.0; return 1 / x }

// TestTextsThatAreNotUTF8 are refused: written and read again they would be others.
func TestTextsThatAreNotUTF8(t *testing.T) {
	opened := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	_, err := forecast.New(forecast.Config{}, forecast.Record{ID: "a\xff", Fields: policy.Fields{"type": "caf\xe9"}, Opened: opened})
	require.ErrorContains(t, err, `cases[0].id: "a\xff" is not UTF-8; convert it`)
	require.ErrorContains(t, err, `cases[0].fields: "typecaf\xe9" is not UTF-8; convert it`)
}

// TestNoTimeAtAll: where everything is done at once, a second is promised.
func TestNoTimeAtAll(t *testing.T) {
	opened := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	var cases []forecast.Record
	for i := range 200 {
		at := opened.Add(time.Duration(i) * time.Minute)
		cases = append(cases, forecast.Record{ID: strconv.Itoa(i), Opened: at, Finished: at})
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	a := forecast.Source{Histories: map[string]forecast.History{"": h}}.Quote(policy.Question{Made: opened.AddDate(0, 0, 2), Level: 0.95})
	require.Equal(t, time.Second, a.Due)
}
