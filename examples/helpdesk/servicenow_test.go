package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// slice is a fortieth of the log of a real desk; testdata/README.md tells where it
// comes from.
const slice = "testdata/servicenow.csv"

// wholeLog returns the log of which slice is a part, "" where it is not to be had: it
// is looked for in the folder that UNDERPROMISE_DATA names, and beside the checkout.
func wholeLog() string {
	dir := os.Getenv("UNDERPROMISE_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	log := filepath.Join(dir, "servicenow_events.csv")
	if _, err := os.Stat(log); err != nil {
		return ""
	}
	return log
}

// TestServiceNow replays the log of a real desk and compares the numbers with a
// second count that knows neither calendars nor promises: it has a bare array of the
// minutes in which the desk was open, and walks the rows once.
func TestServiceNow(t *testing.T) {
	t.Run("slice", func(t *testing.T) { checkServiceNow(t, slice, logCounts{rows: 3510, cases: 625, atMade: 50}) })
	log := wholeLog()
	if log == "" || testing.Short() {
		return
	}
	t.Run("whole", func(t *testing.T) {
		checkServiceNow(t, log, logCounts{rows: 139640, cases: 24918, atMade: 1819})
		_, text, _ := call(t, "-log", log, "-policy", "servicenow/policy.json", "-columns", "servicenow/columns.json")
		readme, err := os.ReadFile("README.md")
		require.NoError(t, err)
		require.Contains(t, string(readme), "```text\n"+text+"```", "the README's outcome")
	})
}

// logCounts are what a log is known to hold.
type logCounts struct{ rows, cases, atMade int }

func checkServiceNow(t *testing.T, log string, known logCounts) {
	t.Helper()
	code, out, errOut := call(t, "-json", "-log", log,
		"-policy", "servicenow/policy.json", "-columns", "servicenow/columns.json")
	require.Equal(t, exitOK, code, errOut)
	var doc struct {
		Rows       int          `json:"rows"`
		Malformed  []malformed  `json:"malformed"`
		Attainment []attainment `json:"attainment"`
		Cases      int          `json:"cases"`
		Promises   []struct{}   `json:"promises"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, known.rows, doc.Rows)
	require.Len(t, doc.Malformed, 5)
	require.Equal(t, known.cases, doc.Cases)
	require.Len(t, doc.Promises, known.cases)

	want := countAgain(t, log)
	require.Equal(t, known.atMade, want.atMade, "cases that begin resolved")
	for _, a := range doc.Attainment {
		if a.Group == "all" {
			continue
		}
		require.Equal(t, want.kept[a.Group], a.Kept, "priority %s: kept", a.Group)
		require.Equal(t, want.done[a.Group], a.Done, "priority %s: done at once", a.Group)
		require.Equal(t, want.broken[a.Group], a.Broken, "priority %s: broken", a.Group)
		require.Equal(t, want.open[a.Group], a.Open, "priority %s: open", a.Group)
	}
}

// TestPublishedFormat reads rows as the log was published: more columns, days
// before months, priorities with words, and a state that means nothing.
func TestPublishedFormat(t *testing.T) {
	log := filepath.Join(t.TempDir(), "incident_event_log.csv")
	require.NoError(t, os.WriteFile(log, []byte(`number,incident_state,active,made_sla,sys_updated_at,contact_type,priority,closed_at
INC0000045,New,true,true,29/2/2016 01:23,Phone,3 - Moderate,5/3/2016 12:00
INC0000045,Resolved,true,true,29/2/2016 08:53,Phone,3 - Moderate,5/3/2016 12:00
INC0000047,New,true,true,1/3/2016 09:00,Phone,1 - Critical,5/3/2016 12:00
INC0000047,-100,true,true,1/3/2016 09:10,Phone,1 - Critical,5/3/2016 12:00
INC0000047,Awaiting Vendor,true,true,1/3/2016 10:00,Phone,1 - Critical,5/3/2016 12:00
INC0000047,Closed,true,false,2/3/2016 12:00,Phone,1 - Critical,5/3/2016 12:00
INC0000049,New,true,true,1/3/2016 09:00,Phone,2 - High,5/3/2016 12:00
`), 0o600))
	code, out, errOut := call(t, "-log", log, "-now", "4/3/2016 12:00",
		"-policy", "servicenow/policy.json", "-columns", "servicenow/published.json")
	require.Equal(t, exitOK, code, errOut)
	require.Contains(t, out, "3 cases")
	require.Contains(t, out, "INC0000049  resolution  2 - High  broken")
	require.Contains(t, out, `line 5: incident_state: unknown event "-100"; expected an event of the columns document`)
	require.Regexp(t, `1 - Critical +1 +1 +0 `, out)
}

type secondCount struct {
	kept, done, broken, open map[string]int
	atMade                   int
}

// openMinutes counts, for every minute since 2016, the minutes before it in
// which the desk was open: Monday to Friday, 8 to 18 o'clock, UTC.
type openMinutes []int

var epoch = time.Date(2016, time.January, 1, 0, 0, 0, 0, time.UTC)

func countOpenMinutes() openMinutes {
	sums := openMinutes{0}
	for t := epoch; t.Year() < 2018; t = t.Add(time.Minute) {
		n := sums[len(sums)-1]
		if day := t.Weekday(); day != time.Saturday && day != time.Sunday && t.Hour() >= 8 && t.Hour() < 18 {
			n++
		}
		sums = append(sums, n)
	}
	return sums
}

func (m openMinutes) between(from, to int) int { return m[to] - m[from] }

// countAgain judges every case by the working minutes that it took, pauses and
// the time it was resolved taken out, against a due time found by walking on
// to the next half-hour or close.
func countAgain(t *testing.T, log string) secondCount {
	t.Helper()
	f, err := os.Open(filepath.Clean(log))
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	records, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	minutes := countOpenMinutes()
	count := secondCount{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, 0}
	var rows [][]string
	judge := func() {
		if len(rows) == 0 {
			return
		}
		priority := rows[0][2]
		verdict := minutes.judge(t, rows)
		switch {
		case verdict == "open":
			count.open[priority]++
		case verdict == "at once":
			count.done[priority]++
		case verdict == "kept":
			count.kept[priority]++
		default:
			count.broken[priority]++
		}
		if rows[0][1] == "Resolved" {
			count.atMade++
		}
	}
	for _, r := range records[1:] {
		if r[1] == "-100" {
			continue
		}
		if len(rows) > 0 && rows[0][0] != r[0] {
			judge()
			rows = nil
		}
		rows = append(rows, r)
	}
	judge()
	return count
}

// judge walks through the rows of one case, counting what it used while open.
// It is broken once it was open later than the minute at which that was all
// that is allowed.
func (m openMinutes) judge(t *testing.T, rows [][]string) string {
	t.Helper()
	at := func(i int) int {
		u, err := time.Parse("2006-01-02T15:04", rows[i][5])
		require.NoError(t, err)
		return int(u.Sub(epoch) / time.Minute)
	}
	last := at(0)
	aim := map[string]int{"1": 4, "2": 8, "3": 40, "4": 80}[rows[0][2]] * 60
	left := m.rounded(last, aim+aim/4)
	state, doneAt := "open", 0
	for i, r := range rows {
		now := at(i)
		if state == "open" {
			if left -= m.between(last, now); left < 0 || (left == 0 && m.between(now-1, now) == 0) {
				return "broken"
			}
		}
		last = now
		switch r[1] {
		case "Resolved", "Closed":
			if state != "done" {
				doneAt = now
			}
			state = "done"
		case "New", "Active":
			state = "open"
		default:
			state = "pause"
		}
	}
	switch {
	case state != "done":
		return "open"
	case doneAt == at(0):
		return "at once"
	}
	return "kept"
}

// rounded lengthens what is allowed to the next half-hour or close.
func (m openMinutes) rounded(made, allowed int) int {
	due := made
	for m.between(made, due) < allowed {
		due++
	}
	for due%30 != 0 && m[due+1] > m[due] {
		due++
	}
	return m.between(made, due)
}
