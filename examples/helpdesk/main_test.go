package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
)

var update = flag.Bool("update", false, "write the golden files anew")

// call runs the program and returns what it printed.
func call(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

// golden compares with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o750))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(filepath.Clean(path))
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestEmbeddedDesk(t *testing.T) {
	code, out, errOut := call(t)
	require.Equal(t, exitOK, code)
	require.Empty(t, errOut)
	golden(t, "desk.txt", out)
	for _, again := range []int{1, 2, 3} {
		_, same, _ := call(t)
		require.Equal(t, out, same, "run %d", again)
	}
}

func TestExplain(t *testing.T) {
	for _, id := range []string{"D-12", "D-28", "D-33"} {
		code, out, _ := call(t, "-explain", id)
		require.Equal(t, exitOK, code)
		golden(t, id+".txt", out)
	}
	code, out, _ := call(t, "-explain", "D-12", "-json")
	require.Equal(t, exitOK, code)
	var e promise.Explanation
	require.NoError(t, json.Unmarshal([]byte(out), &e))
	require.Equal(t, "D-12", e.ID)
}

// TestEveryStanding shows that the embedded desk is worth looking at: each
// standing and each phase but pending occurs.
func TestEveryStanding(t *testing.T) {
	_, out, _ := call(t, "-json")
	var doc struct {
		Cases []struct {
			Status promise.Status `json:"status"`
		} `json:"cases"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	standings, phases := map[promise.Standing]int{}, map[promise.Phase]int{}
	for _, c := range doc.Cases {
		standings[c.Status.Standing]++
		phases[c.Status.Phase]++
	}
	for s := promise.OnTrack; s <= promise.Void; s++ {
		require.NotZero(t, standings[s], "no promise is %s", s)
	}
	for p := promise.Running; p <= promise.Withdrawn; p++ {
		require.NotZero(t, phases[p], "no promise is %s", p)
	}
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"-help"}, exitOK, "-explain"},
		{[]string{"-nonsense"}, exitUsage, "nonsense"},
		{[]string{"events.csv"}, exitUsage, `"events.csv" is no flag`},
		{[]string{"-log", "missing.csv"}, exitFailed, "missing.csv"},
		{[]string{"-explain", "D-99"}, exitFailed, `no case "D-99"`},
		{[]string{"-now", "tomorrow"}, exitFailed, `"tomorrow" is not a time`},
		{[]string{"-mapping", "desk/policy.json"}, exitFailed, "mapping: commitments: unknown field"},
		{[]string{"-calendar", "desk/policy.json"}, exitFailed, "calendar: commitments: unknown field"},
		{[]string{"-policy", "desk/calendar.json"}, exitFailed, "policy: zone: unknown field"},
		{[]string{"-mapping", "servicenow/mapping.json"}, exitFailed, `no column "number"`},
	} {
		code, _, errOut := call(t, c.args...)
		require.Equal(t, c.code, code, "%v", c.args)
		require.Contains(t, errOut, c.says, "%v", c.args)
	}
}

// TestMalformedRows shows that what cannot be read is counted and shown, and
// costs nothing else.
func TestMalformedRows(t *testing.T) {
	log := strings.Join([]string{
		"\ufeffcase,when,status,priority,customer,agent,note",
		"A,2026-03-16 09:00,New,normal,Adler,,",
		"A,2026-03-16 10:00,Exploded,normal,Adler,,",
		"B,16.3.2026,New,normal,Bauer,,",
		",2026-03-16 10:00,New,normal,Nobody,,",
		"C,2026-03-16 10:00,New",
		`D,2026-03-16 10:00,New,normal,"never closed,,`,
		"",
		`E,2026-03-16 11:00,New,normal,"Eder, Verlag","Ann ""the"" Ant","two` + "\r",
		`lines"` + "\r",
		"A,2026-03-16 12:00,Solved,normal,Adler,,",
	}, "\n")
	path := filepath.Join(t.TempDir(), "log.csv")
	require.NoError(t, os.WriteFile(path, []byte(log), 0o600))
	code, out, errOut := call(t, "-log", path, "-json")
	require.Equal(t, exitOK, code, errOut)
	var doc struct {
		Rows      int         `json:"rows"`
		Malformed []malformed `json:"malformed"`
		Cases     []struct {
			Case   string         `json:"case"`
			Status promise.Status `json:"status"`
		} `json:"cases"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, 8, doc.Rows)
	want := []malformed{
		{3, `state "Exploded" is not in the mapping`},
		{4, `"16.3.2026" is not a time like "2006-01-02 15:04"`},
		{5, "no case"},
		{6, "3 columns, not 7"},
		{7, `extraneous or missing " in quoted-field`},
	}
	if diff := cmp.Diff(want, doc.Malformed); diff != "" {
		t.Errorf("malformed rows (-want +got):\n%s", diff)
	}
	require.Len(t, doc.Cases, 2)
	require.Equal(t, promise.Kept, doc.Cases[0].Status.Standing)
	require.Equal(t, "E", doc.Cases[1].Case)
}

func TestReadingFails(t *testing.T) {
	m := testMapping(t)
	_, err := m.readLog(iotest.TimeoutReader(strings.NewReader("case,when,status,priority,customer,agent,note\nA,2026-03-16 09:00,New,normal,,,\n")))
	require.ErrorIs(t, err, iotest.ErrTimeout)
	_, err = m.readLog(strings.NewReader(""))
	require.ErrorContains(t, err, "the log is empty")
}

func testMapping(t *testing.T) *mapping {
	t.Helper()
	doc, err := readDocument("", "mapping.json")
	require.NoError(t, err)
	m, err := parseMapping(doc)
	require.NoError(t, err)
	return m
}

// TestCaseBeforeNow shows that -now looks at the desk as it was.
func TestCaseBeforeNow(t *testing.T) {
	_, out, _ := call(t, "-now", "2026-03-18 12:00")
	require.Contains(t, out, "10 cases, 32 more came in later")
}
