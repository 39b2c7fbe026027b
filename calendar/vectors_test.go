package calendar_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
)

// A vector is a question about a calendar with its answer (testdata/README.md).
type vector struct {
	ID       string
	Calendar vectorCalendar
	Op       string
	At, To   time.Time
	Duration int64
	N        int
	Want     json.RawMessage
}

type vectorCalendar struct {
	TZ       string
	Weekly   map[string][][2]string
	Holidays []string
	Dates    map[string][][2]string
	Breaks   map[string][][2]string

	Union, Intersect, Subtract []vectorCalendar
}

// TestVectors asks 600 questions whose answers were found by another program, which
// looks at every minute.
func TestVectors(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "vectors.jsonl"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	asked := 0
	for lines.Scan() {
		var v vector
		require.NoError(t, json.Unmarshal(lines.Bytes(), &v))
		asked++
		doc, err := json.Marshal(v.Calendar.document())
		require.NoError(t, err)
		cal, err := calendar.Parse(doc)
		require.NoError(t, err, "%s: %s", v.ID, doc)
		if got := v.ask(t, cal); got != string(v.Want) {
			t.Errorf("%s: %s of %s\n%s at %v to %v, %d s, n %d\ngot  %s\nwant %s", v.ID, v.Op, cal, doc, v.At, v.To, v.Duration, v.N, got, v.Want)
		}
	}
	require.NoError(t, lines.Err())
	require.Equal(t, 600, asked)
}

// ask returns the answer as the vectors write it.
func (v vector) ask(t *testing.T, cal *calendar.Calendar) string {
	t.Helper()
	var answer any
	instant := func(u time.Time, ok bool) {
		if ok {
			answer = u.UTC().Format(time.RFC3339Nano)
		}
	}
	d := time.Duration(v.Duration) * time.Second
	switch v.Op {
	case "add":
		u, err := cal.Add(v.At, d)
		instant(u, err == nil)
	case "sub":
		u, err := cal.Sub(v.At, d)
		instant(u, err == nil)
	case "between":
		answer = cal.Between(v.At, v.To).Seconds()
	case "is_open":
		answer = cal.IsOpen(v.At)
	case "next_open":
		instant(cal.NextOpen(v.At))
	case "next_close":
		instant(cal.NextClose(v.At))
	case "prev_open":
		instant(cal.PrevOpen(v.At))
	case "prev_close":
		instant(cal.PrevClose(v.At))
	case "add_days":
		u, err := cal.AddDays(v.At, v.N)
		require.NoError(t, err)
		answer = u.Format(time.DateOnly)
	case "count_days":
		answer = cal.DaysBetween(v.At, v.To)
	default:
		t.Fatalf("%s: unknown question %q", v.ID, v.Op)
	}
	text, err := json.Marshal(answer)
	require.NoError(t, err)
	return string(text)
}

// document writes the calendar as this package reads it.
func (c vectorCalendar) document() map[string]any {
	for op, parts := range map[string][]vectorCalendar{"union": c.Union, "intersect": c.Intersect, "subtract": c.Subtract} {
		if len(parts) > 0 {
			var docs []any
			for _, p := range parts {
				docs = append(docs, p.document())
			}
			return map[string]any{op: docs}
		}
	}
	var rules []string
	for day, windows := range c.Weekly {
		if len(windows) > 0 {
			rules = append(rules, strings.ToUpper(day[:1])+day[1:2]+" "+hoursText(windows))
		}
	}
	sort.Strings(rules)
	doc := map[string]any{"zone": c.TZ}
	if len(rules) > 0 {
		doc["week"] = strings.Join(rules, "; ")
	}
	var days, breaks []any
	for _, on := range c.Holidays {
		days = append(days, map[string]any{"on": on})
	}
	for on, windows := range c.Dates {
		day := map[string]any{"on": on}
		if len(windows) > 0 {
			day["hours"] = hoursText(windows)
		}
		days = append(days, day)
	}
	for on, windows := range c.Breaks {
		breaks = append(breaks, map[string]any{"on": on, "hours": hoursText(windows)})
	}
	if len(days) > 0 {
		doc["days"] = days
	}
	if len(breaks) > 0 {
		doc["breaks"] = breaks
	}
	return doc
}

func hoursText(windows [][2]string) string {
	var texts []string
	for _, w := range windows {
		texts = append(texts, w[0]+"-"+w[1])
	}
	return strings.Join(texts, ",")
}
