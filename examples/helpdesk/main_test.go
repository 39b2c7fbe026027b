package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// call runs the program and returns what it printed.
func call(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

func TestEmbeddedDesk(t *testing.T) {
	code, out, errOut := call(t)
	require.Equal(t, exitOK, code)
	require.Empty(t, errOut)
	documenttest.Golden(t, "desk.txt", out)
	for _, again := range []int{1, 2, 3} {
		_, same, _ := call(t)
		require.Equal(t, out, same, "run %d", again)
	}
}

func TestExplain(t *testing.T) {
	for _, id := range []string{"D-12", "D-28", "D-33"} {
		code, out, _ := call(t, "-explain", id)
		require.Equal(t, exitOK, code)
		documenttest.Golden(t, id+".txt", out)
	}
	code, out, _ := call(t, "-explain", "D-12", "-json")
	require.Equal(t, exitOK, code)
	var doc struct {
		Case     string                `json:"case"`
		Fields   policy.Fields         `json:"fields"`
		Promises []promise.Explanation `json:"promises"`
		Actions  []policy.Action       `json:"actions"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, "D-12", doc.Case)
	require.Equal(t, policy.Fields{"status": "Solved", "priority": "normal", "customer": "Lumen Theater"}, doc.Fields)
	require.Equal(t, "D-12/resolution/1", doc.Promises[1].ID)
	require.Equal(t, "Lumen Theater", doc.Promises[1].To)
	require.Len(t, doc.Actions, 3)
}

// TestEveryStanding shows that the embedded desk is worth looking at: each
// standing and each phase but pending occurs.
func TestEveryStanding(t *testing.T) {
	_, out, _ := call(t, "-json")
	var doc struct {
		Promises []struct {
			Status promise.Status `json:"status"`
		} `json:"promises"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	standings, phases := map[promise.Standing]int{}, map[promise.Phase]int{}
	for _, c := range doc.Promises {
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
		{[]string{"-now", "tomorrow"}, exitFailed, `invalid time "tomorrow"`},
		{[]string{"-since", "yesterday"}, exitFailed, `-since: invalid time "yesterday"`},
		{[]string{"-columns", "desk/policy.json"}, exitFailed, "columns: line 16, column 3: commitments: unknown field"},
		{[]string{"-columns", "missing.json"}, exitFailed, "missing.json"},
		{[]string{"-calendar", "desk/policy.json"}, exitFailed, "calendar: line 16, column 3: commitments: unknown field"},
		{[]string{"-calendar", "missing.json"}, exitFailed, "missing.json"},
		{[]string{"-policy", "desk/columns.json"}, exitFailed, "policy: line 2, column 3: columns: unknown field"},
		{[]string{"-columns", "servicenow/columns.json"}, exitFailed, `unknown column "number"`},
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
		Cases     int         `json:"cases"`
		Promises  []struct {
			ID     string         `json:"id"`
			Status promise.Status `json:"status"`
		} `json:"promises"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, 8, doc.Rows)
	want := []malformed{
		{3, `status: unknown event "Exploded"; expected an event of the columns document`},
		{4, `invalid time "16.3.2026"; expected one like "2006-01-02 15:04"`},
		{5, "case: required; write the case"},
		{6, "expected 7 columns, got 3"},
		{7, `extraneous or missing " in quoted-field`},
	}
	if diff := cmp.Diff(want, doc.Malformed); diff != "" {
		t.Errorf("malformed rows (-want +got):\n%s", diff)
	}
	require.Equal(t, 2, doc.Cases)
	require.Len(t, doc.Promises, 4)
	require.Equal(t, "A/resolution/1", doc.Promises[1].ID)
	require.Equal(t, promise.Kept, doc.Promises[1].Status.Standing)
	require.Equal(t, "E/resolution/1", doc.Promises[3].ID)
}

func TestReadingFails(t *testing.T) {
	doc, err := readDocument("", "columns.json")
	require.NoError(t, err)
	c, err := parseColumns(doc)
	require.NoError(t, err)
	_, err = c.readLog(iotest.TimeoutReader(strings.NewReader("case,when,status,priority,customer,agent,note\nA,2026-03-16 09:00,New,normal,,,\n")))
	require.ErrorIs(t, err, iotest.ErrTimeout)
	_, err = c.readLog(strings.NewReader(""))
	require.ErrorContains(t, err, "the log is empty")
}

// TestCaseBeforeNow shows that -now looks at the desk as it was.
func TestCaseBeforeNow(t *testing.T) {
	_, out, _ := call(t, "-now", "2026-03-18 12:00")
	require.Contains(t, out, "10 cases, 20 promises; 32 more came in later")
}

// TestColumnsErrors shows that every problem of a columns document is told.
func TestColumnsErrors(t *testing.T) {
	_, err := parseColumns([]byte(`{"columns":{"case":"id","what":"x"},"roles":{"boss":"chief"},"fields":{"status":"state"},
		"events":{"new":{"keeps":["priority"]}},"zone":"Mars"}`))
	require.EqualError(t, err, `columns: line 1, column 25: columns.what: unknown field; expected one of case, at, type, by, role, channel, reason
columns: line 1, column 12: columns.at: required; name it
columns: line 1, column 1: time: required; name it
columns: line 1, column 12: columns.type: required if events are listed; name the column of what happened
columns: line 1, column 53: roles.boss: unknown role "chief"; write "person", "customer" or "bot"
columns: line 2, column 29: events.new.keeps[0]: unknown field "priority"; expected one of status
columns: line 2, column 50: zone: unknown time zone "Mars"; write a name of the time zone database, like Europe/Berlin`)
}

// messages is a log of another kind: who wrote, and whether the customer saw it.
const messages = `ticket,when,what,who,role,public,via,urgency,state
T-1,2026-03-16T09:00:00Z,asked,Cy,end-user,true,mail,high,open
T-1,2026-03-16T09:10:00Z,answered,rules,machine,true,mail,,
T-1,2026-03-16T09:20:00Z,answered,Ann,agent,false,mail,,
T-1,2026-03-16T10:30:00Z,answered,Ann,agent,true,mail,,solved
T-2,2026-03-16T09:00:00Z,asked,Di,end-user,true,chat,low,solved
T-3,2026-03-16T09:00:00Z,asked,Ed,boss,true,chat,low,open
`

// TestMessages replays it by a policy of its own, which names a calendar in a
// document of its own: a private note and a bot are no reply, an empty cell
// leaves a field as it is, a case can come in solved, and what no rule matches is
// promised nothing.
func TestMessages(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	args := []string{
		"-log", file("log.csv", messages),
		"-calendar", file("calendar.json", `{"name":"desk","zone":"UTC","week":"Mo-Fr 09:00-17:00"}`),
		"-policy", file("policy.json", `{"name":"desk","commitments":[
			{"name":"reply","calendar":"desk","rules":[{"when":{"urgency":"high"},"due":"1h"}],
			 "clock":{"stop":{"event":"answered","by":"person","where":{"visibility":"true"}}},
			 "reactions":[{"name":"warn","when":"30m before due"}]},
			{"name":"solution","calendar":"desk","rules":[{"due":"4h"}],"clock":{"stop":{"becomes":{"state":"solved"}}}}]}`),
		"-columns", file("columns.json", `{"columns":{"case":"ticket","at":"when","type":"what","by":"who","role":"role","channel":"via"},
			"fields":{"urgency":"urgency","state":"state"},"data":{"visibility":"public"},
			"roles":{"agent":"person","end-user":"customer","machine":"bot"},"time":"2006-01-02T15:04:05Z07:00"}`),
		"-now", "2026-03-16T11:00:00Z", "-since", "2026-03-16T09:00:00Z",
	}
	code, out, errOut := call(t, args...)
	require.Equal(t, exitOK, code, errOut)
	documenttest.Golden(t, "messages.txt", out)
	_, out, _ = call(t, append(args, "-explain", "T-1")...)
	require.Contains(t, out, "fulfilled Mon 16 Mar 2026 10:30")
	require.Contains(t, out, "Mon 16 Mar 09:30  reply: warn\n")
	args[5] = file("narrow.json", `{"commitments":[{"name":"reply","calendar":"desk","rules":[{"when":{"urgency":"high"},"due":"1h"}]}]}`)
	_, out, _ = call(t, append(args, "-explain", "T-2")...)
	require.Equal(t, "T-2 was promised nothing: no rule matches it\n", out)
	_, out, _ = call(t, args...)
	require.Contains(t, out, "2 cases, 1 promises; 1 cases were promised nothing")
}

// TestOverCases shows that leaving out cases that are over changes no action.
func TestOverCases(t *testing.T) {
	doc, err := readDocument("", "policy.json")
	require.NoError(t, err)
	pol, err := policy.Parse(doc)
	require.NoError(t, err)
	doc, err = readDocument("", "columns.json")
	require.NoError(t, err)
	c, err := parseColumns(doc)
	require.NoError(t, err)
	file, _, err := openLog("")
	require.NoError(t, err)
	l, err := c.readLog(file)
	require.NoError(t, err)
	since := deskNow.AddDate(0, 0, -7)
	r, err := newReplay(l, c, pol, deskNow, since, &progress{})
	require.NoError(t, err)
	over := 0
	var all int
	for id, told := range r.cases {
		rows := until(l.of[id], deskNow)
		actions := told.Actions(since, deskNow)
		all += len(actions)
		if isOver(rows, told.Pledges(), since) {
			require.Empty(t, actions, id)
			over++
		}
	}
	require.Len(t, r.actions, all)
	require.Greater(t, over, 10)
}

// TestProgress tells how much is done, each percent once, and leaves nothing.
func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := &progress{out: &b, tells: true}
	r := p.reading(strings.NewReader(strings.Repeat("x", 4096)), 4096)
	_, err := r.Read(make([]byte, 2048))
	require.NoError(t, err)
	p.tell("judging", 1, 1000)
	p.tell("judging", 2, 1000)
	p.done()
	require.Equal(t, "\rreading  50 %\rjudging   0 %\r"+strings.Repeat(" ", 13)+"\r", b.String())
	b.Reset()
	newProgress(1<<30, &b).tell("reading", 1, 2)
	require.Empty(t, b.String(), "no terminal")
}

// TestChangedPriority counts a promise by the rule that holds now: 8 hours and a
// quarter, of which 7.5 are on Monday.
func TestChangedPriority(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	require.NoError(t, os.WriteFile(path, []byte("case,when,status,priority,customer,agent,note\n"+
		"A,2026-03-16 09:00,New,low,Adler,,\nA,2026-03-16 10:00,Open,high,Adler,Ann,\n"), 0o600))
	_, out, _ := call(t, "-log", path)
	require.Regexp(t, `A +resolution +high +on track +Tue 17 Mar 11:30`, out)
}
