package promisetest_test

import (
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// head is what every story below begins with: three lines.
const head = `calendar: {"zone": "America/New_York", "week": "Mo-Fr 09:00-17:00"}
due: 10h
2026-03-05 09:00 made
`

// TestErrors holds every message in one file, so that a reader can judge them.
func TestErrors(t *testing.T) {
	var b strings.Builder
	show := func(s promisetest.Scenario, shown string) {
		p, failed, err := s.Replay()
		b.WriteString(shown + "\n")
		if err == nil {
			t.Errorf("no error:\n%s", shown)
			return
		}
		require.True(t, p.IsZero() && failed == nil, "nothing comes with an error")
		for _, line := range strings.Split(err.Error(), "\n") {
			b.WriteString("\t" + line + "\n")
		}
	}
	// Headers and the beginning.
	for _, story := range []string{
		``, "# nothing\n", "\xff", "mon 09:00 \xe2\x82", `mon 09:00 expect kept`, `2026-01-05 09:00 pause`, `2026-01-05 09:00 made`, `mon 09:00 made; made`,
		`due: 8h`, `due 8h`, `due:`, `due: 8`, `due: 2 days 25:00`, `due: monday`, `due: fri`, "due: 8h\ndue: 9h", `week: Mo-Fr 09:00-17:00`, `target: 4h after`, `target: -4h before`,
		`notice: soon`, `cutoff: 25:00`, `day_zero:`, "calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\ndue: 8h\nday_zero: today\nstart_day: 2026-01-05\n2026-01-05 09:00 made", `start_day: monday`, `starts: soon`, `starts: at two`, `on_pause:`, `condition: file`, `condition: file by`, `condition: by mon 09:00`, `condition: "file by mon 09:00`,
		`condition: file by mon 09:00 else wait`, `begins: monday`, "begins: 2026-01-05\nbegins: 2026-01-05", `about: T-7`, `about: {"id": 7, "name": "x", "kind": "y"}`, "about: {}\nabout: {}",
		`restarts:`, `restarts: a b`, `first_due: 8h`, `first_due: 8h at`, `carried_due: at mon 09:00`, `carried_due: 8h at mon 09:00 hold`,
		"calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\nabout: {\"restarts\": \"T/1\"}\nrestarts: T/2\ndue: 8h\n2026-01-05 09:00 made",
		"calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\nfirst_due: 4h before at tue 09:00\ndue: 8h\n2026-01-05 09:00 made",
		`calendar: Berlin`, `calendar: {"zone": "Europe/Berlin"`, `calendar: {"zone": "Europe/Berlin",}`, "calendar: {\n  \"zone\": Europe/Berlin,\n  \"week\": \"24/7\"\n}\nnap", "calendar: {\n  \"zone\": \"Europe/Berlin\"\ndue: 8h\nnap", `calendar: {"zone": "Mars", "week": "Mo 9-17"}`,
		"calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\ndue: 8h\nmon 09:00 made",
		"calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\n2026-01-05 09:00 made",
		"calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\ndue: 8h\ntarget: 9h\nmade",
		"calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\ndue: 8h\ntarget: 9h\non_pause: wait\ncutoff: 24:00\ncondition: a by last fri 10:00\ncondition: a by 10:00\n2026-01-05 09:00 made",
		"calendar: {\"zone\": \"UTC\", \"week\": \"24/7\"}\nabout: {\"start\": \"2026-01-05T09:00:00Z\"}\ndue: 8h\n2026-01-05 09:00 made from 10:00",
	} {
		show(promisetest.Scenario{Story: story}, story)
	}
	for _, made := range []string{`2026-03-07 09:00 made from sun 02:30`, "condition: a by sun 02:30\n2026-03-07 09:00 made", "sun 02:30 made # the end"} {
		story := "calendar: {\"zone\": \"America/New_York\", \"week\": \"24/7\"}\ndue: 8h\nbegins: 2026-03-07\n" + made
		show(promisetest.Scenario{Story: story}, story)
	}
	// What happens.
	for _, statement := range []string{
		`due: 9h`, `9:00 pause`, `monday 09:00 pause`, `Mon 09:00 pause`, `mon pause`, `mon 24:30 pause`, `08:00 pause`, `+1d fri 09:00 pause`, `+1w 2026-03-06 09:00 pause`, `+0w pause`, `+10000w pause`, `+5x pause`, `+5d5 pause`,
		`+9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause; +9999w pause`,
		`last pause`, `last 09:00 pause`, `2026-02-30 09:00 pause`, `2026-03-06 pause`, `sun 02:30 pause`, `0001-01-01T00:00:00Z pause`, `0001-01-01T00:00:01Z pause; 0000-12-31T00:00:00Z pause`,
		`09:30`, `09:30 ;`, `nap`, `nap: tired`, `anapthatisverylongasnapsgowhichissomethingthatcannotbesaidofmost`, `"pause"`, `"begins": 2026-01-05`, `pause waiting for the log`, `pause a b`, `pause:`, `pause: "a" b`, `pause: "a`, `pause until`, `pause until late`, `pause until 08:00`,
		`pause until 2026-03-05 08:00`, `pause until 10:00 until 11:00`, `pause late`, `resume until 10:00`, `update, late`, `update late late`, `flag p`, `flag p much`, `flag p 2`, `rate`, `rate well`, `rate NaN`, `meet`, `meet by Ann`, `retract`,
		`pause id`, `pause id id`, `pause by`, `pause by customer id`, `pause via`, `pause note`, `fulfill happened 10:00`, `fulfill happened +1w mon 09:00`, `fulfill recorded`, `revise`, `revise due`, `revise due 8h`, `revise due 8h carry anew`,
		`revise due 8h due 9h carry`, `revise due 4h before carry`, `revise due soon`, `revise starts event`, `revise calendar x`, `revise calendar {"zone": "Mars", "week": "24/7"}; nap`, `revise condition a`, `fulfill due 8h`, `pause id a; resume id a`, `made`,
		`pause } {`, `fulfill {}`,
	} {
		show(promisetest.Scenario{Story: head + statement}, statement)
	}
	// What is expected.
	for _, parts := range []string{
		``, `,`, `kept,`, `fine`, `"kept"`, `on`, `on time`, `at`, `first`, `first last`, `kept, kept`, `kept broken`, `due`, `due soon`, `due if`, `due if paused 10:00`, `due mon`, `no`, `no time`, `no due why`, `elapsed`, `elapsed long`, `paused x`, `remaining 10`,
		`wall`, `wall due`, `wall paused`, `notice`, `notice long`, `reason`, `next`, `next time`, `next change`, `next change 10:00 to`, `next change 10:00 to fine`, `never`, `never ends`, `broken at`, `fulfilled at`, `void by`, `void by nobody`, `void by "us"`, `successor`, `kept by us`, `known`, `known kept`, `known 10:00 kept`,
		`known fri 09:00 kept`, `known 2026-03-06 09:00 kept`, `target sun 02:30`, `broken at last sun 09:00, due sun 02:30`, `known broken at 08:00`,
	} {
		show(promisetest.Scenario{Story: head + "expect " + parts}, "expect "+parts)
	}
	// What the scenario gives.
	given := promisetest.Scenario{
		Terms: promise.Terms{Calendar: office(t), Due: promise.Within(time.Hour), Conditions: []promise.Condition{{Name: "a", By: monday}}},
		About: promise.About{ID: "T-7"}, Begins: date.New(2026, time.January, 5), Story: "due: 8h\nabout: {}\ncondition: b by 10:00\nbegins: 2026-01-05\ntarget: 1h\nmon 09:00 made",
	}
	show(given, "given by the Scenario: "+given.Story)
	show(promisetest.Scenario{Story: head + strings.Repeat("update;", 1000)}, "a thousand updates")
	documenttest.Golden(t, "errors.golden", b.String())
}

// Every wrong statement is reported, with its place for programs too, and the
// typed errors of package promise come along.
func TestErrorsAreTyped(t *testing.T) {
	_, _, err := promisetest.Scenario{Story: head + "nap\n  \tpause id a; pause x y; expect kept"}.Replay()
	var paths []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var field *document.FieldError
		require.ErrorAs(t, e, &field)
		require.Equal(t, "promisetest", field.Package)
		paths = append(paths, field.Path)
	}
	require.Equal(t, []string{"4:1", "5:24"}, paths)
	_, _, err = promisetest.Scenario{Story: head + "pause id a; resume id a"}.Replay()
	require.ErrorIs(t, err, promise.ErrDuplicateID)
	_, _, err = promisetest.Scenario{Story: strings.Replace(head, "10h", "999999h", 1) + "expect kept"}.Replay()
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
}

// What Run reports to a test.
func TestRunReports(t *testing.T) {
	var p promise.Promise
	text, ended := reported(t, func(tb testing.TB) {
		tb.Helper()
		p = promisetest.Run(tb, head+`
			thu 11:00 pause: waiting for the log # a comment
			fri 10:00 resume; expect due 12:00, elapsed 2h; expect paused
			fri 12:00 expect kept, no due paused, next change 13:00 to at risk
			tue 09:00 expect broken, due mon 10:00
			expect known last fri 11:00 broken`)
	})
	require.False(t, ended)
	require.Len(t, p.Events(), 2, "the promise comes all the same")
	documenttest.Golden(t, "run.golden", text)
	text, ended = reported(t, func(tb testing.TB) {
		tb.Helper()
		promisetest.Run(tb, head+"nap\nslumber")
	})
	require.True(t, ended)
	documenttest.Golden(t, "runerrors.golden", text)
}

// badFiles are what TestRunFiles lets RunFiles fail on.
var badFiles = fstest.MapFS{
	"error.txt":   {Data: []byte(head + "nap\nslumber")},
	"failure.txt": {Data: []byte(head + "expect kept")},
	"fine.txt":    {Data: []byte(head + "expect on track")},
	"nothing.txt": {Data: []byte(head + "update")},
	"dir.txt/x":   {Data: []byte("")},
}

const failing = "PROMISETEST_FAILS_ON"

// RunFiles has a subtest a file, and fails on those that do not go well, on a
// pattern that matches nothing, and on one that is none. It runs in a process
// of its own, whose tests fail.
func TestRunFiles(t *testing.T) {
	if pattern, is := os.LookupEnv(failing); is {
		promisetest.RunFiles(t, badFiles, pattern)
		return
	}
	var b strings.Builder
	for _, pattern := range []string{"*.txt", "*.text", "["} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestRunFiles$", "-test.v=false", "-test.shuffle=off")
		cmd.Env = append(os.Environ(), failing+"="+pattern)
		out, err := cmd.Output()
		var exit *exec.ExitError
		require.True(t, errors.As(err, &exit), "%s: it fails: %v", pattern, err)
		b.Write(regexp.MustCompile(`\(\d+\.\d+s\)|\w+\.go:\d+: |(?m)^(coverage|exit status).*\n`).ReplaceAll(out, nil))
	}
	documenttest.Golden(t, "runfiles.golden", b.String())
}
