package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/underpromise/underpromise/calendar"
)

func call(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

func deskOf(t *testing.T, doc []byte) *desk {
	t.Helper()
	cal, err := calendar.Parse(deskCalendar)
	if err != nil {
		t.Fatal(err)
	}
	d, err := readDesk(doc, columns{id: "id", opened: "opened", finished: "finished", promised: "promised", groups: levels(defaultGroups)}, cal)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestUsage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cases.csv")
	if err := os.WriteFile(file, []byte("id,opened,finished\na,never,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		args string
		code int
		want string
	}{
		{"--learn 9223372036854775807", exitUsage, "quoting: --learn: 9223372036854775807 days are more than a century; write fewer\n"},
		{"--level 1", exitUsage, "quoting: --level: 1 is not between 0 and 1; write one like 0.95\n"},
		{"--learn=-1", exitUsage, "quoting: --learn: -1 days are less than none; write how many\n"},
		{"--groups a", exitUsage, "quoting: --columns, --groups, --dates, --none, --zone, --calendar and --finished are about a file; name one with --file\n"},
		{"--columns when=a --file x", exitUsage, "quoting: --columns: \"when\" is not known; name id, opened, finished or promised\n"},
		{"--columns opened=a,finished=a --file x", exitUsage, "quoting: --columns: opened and finished are both \"a\"; name two\n"},
		{"--columns opened=finished --file x", exitUsage, "quoting: --columns: opened and finished are both \"finished\"; name two\n"},
		{"--columns opened= --file x", exitUsage, "quoting: --columns: opened is not named; only id and promised can be left out\n"},
		{"--dates '2006-01-02 15:04 MST' --file x", exitUsage, "quoting: --dates: MST in \"2006-01-02 15:04 MST\" names no zone for sure; leave times without one, and name theirs with --zone\n"},
		{"--groups a|a --file x", exitUsage, "quoting: --groups: \"a\" is empty or there twice; write columns like 'priority|category,category,all'\n"},
		{"--groups a,finished --file x", exitUsage, "quoting: --groups: \"finished\" is not known at the opening; group by what is\n"},
		{"--dates dayfirst --file x", exitUsage, "quoting: --dates: \"dayfirst\" is neither day nor month, nor a layout that has a whole date; write one like 02.01.2006 15:04\n"},
		{"--until 1/2/2026", exitFailed, "quoting: --until: \"1/2/2026\" is not a date; write one like 2016-06-01\n"},
		{"--nonsense", exitUsage, "quoting: unknown flag --nonsense\n"},
		{"--file " + file + " --columns opened=open_dt", exitFailed, "quoting: " + file + ": line 1: no column \"open_dt\"; there are id, opened, finished; name yours with --columns or --groups\n"},
		{"--file " + file + " --groups kind", exitFailed, "quoting: " + file + ": line 1: no column \"kind\"; there are id, opened, finished; name yours with --columns or --groups\n"},
		{"--file " + file, exitFailed, "quoting: " + file + ": 1 of 1 row would be left out: 1 row with an opening that cannot be read, the first in line 2, column opened: \"never\"; more than one in ten are too many: mend them, or say what is what with --columns and --dates\n"},
		{"--file " + file + " --zone Mars", exitFailed, "quoting: --zone: \"Mars\" is not known; name one like Europe/Berlin\n"},
		{"--until soon", exitFailed, "quoting: --until: \"soon\" is not a date; write one like 2016-06-01\n"},
		{"--until 2026-01-01", exitFailed, "quoting: no case is opened from 2026-02-06 to 2026-01-01; see --learn and --until\n"},
	} {
		code, out, errOut := call(t, words(x.args)...)
		if code != x.code || errOut != x.want || out != "" {
			t.Errorf("%s: %d\n%s%s", x.args, code, out, errOut)
		}
	}
	code, out, errOut := call(t, "--help")
	if code != exitOK || !strings.Contains(out, "--columns=opened=NAME,...") || errOut != "" {
		t.Errorf("%d\n%s%s", code, out, errOut)
	}
}

// TestShowDesk: the desk that is made up is a file that can be read as any other.
func TestShowDesk(t *testing.T) {
	code, out, _ := call(t, "--show-desk")
	if code != exitOK || strings.Count(out, "\n") != deskCases+1 {
		t.Fatalf("%d, %d lines", code, strings.Count(out, "\n"))
	}
	dir := t.TempDir()
	file, cal := filepath.Join(dir, "desk.csv"), filepath.Join(dir, "calendar.json")
	for name, doc := range map[string]string{file: out, cal: string(deskCalendar)} {
		if err := os.WriteFile(name, []byte(doc), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, want, _ := call(t)
	if _, got, errOut := call(t, "--file", file, "--calendar", cal, "--groups", defaultGroups); got != want {
		t.Errorf("read as a file it gives\n%s%s", got, errOut)
	}
}

// TestLevelsKeepTheirPlaces: a level is printed as it was asked for.
func TestLevelsKeepTheirPlaces(t *testing.T) {
	for level, want := range map[float64]string{0.95: "95.0 %", 0.9996: "99.96 %", 0.57: "57.0 %", 0.999: "99.9 %"} {
		if got := levelText(level); got != want {
			t.Errorf("%v: %s, want %s", level, got, want)
		}
	}
}
