package main

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

var update = flag.Bool("update", false, "write the README's tables anew")

func call(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

// example is a command of the README and what it prints.
var example = regexp.MustCompile("(?m)^    go run -C examples/quoting \\.(.*)\n\n```text\n((?s:.*?))```\n")

// TestReadme runs the README's commands. Files are looked for in the folder that
// UNDERPROMISE_DATA names, by default beside the checkout.
func TestReadme(t *testing.T) {
	doc, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := example.FindAllSubmatch(doc, -1)
	if len(found) != 3 {
		t.Fatalf("%d commands with their tables, want 3", len(found))
	}
	for _, match := range found {
		args := words(string(match[1]))
		name := "made up"
		if i := index(args, "--file"); i >= 0 {
			name = args[i+1]
		}
		t.Run(name, func(t *testing.T) {
			r, o := walked(t, args)
			var b bytes.Buffer
			if err := r.print(&b, o.Least); err != nil {
				t.Fatal(err)
			}
			if out := b.String(); *update {
				doc = bytes.Replace(doc, match[0], bytes.Replace(match[0], append([]byte("```text\n"), match[2]...), []byte("```text\n"+out), 1), 1)
			} else if want := string(match[2]); want != out {
				t.Errorf("the README says\n%s\nbut it prints\n%s", want, out)
			}
			switch name {
			case "servicenow_cases.csv":
				checkServiceNow(t, r)
			case "boston311_2015_jan_sep.csv":
				checkBoston(t, r)
			}
		})
	}
	if *update {
		if err := os.WriteFile("README.md", doc, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func dataFile(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("UNDERPROMISE_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here; the README says where the public original is, and UNDERPROMISE_DATA names the folder that has it", name)
	}
	return path
}

// words splits a command line at blanks outside quotes.
func words(line string) (list []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}

func index(list []string, word string) int {
	for i, x := range list {
		if x == word {
			return i
		}
	}
	return -1
}

// walked walks through a file of the folder with the data.
func walked(t *testing.T, args []string) (*result, options) {
	t.Helper()
	if i := index(args, "--file"); i >= 0 {
		args[i+1] = dataFile(t, args[i+1])
	}
	var out, errOut bytes.Buffer
	o, code, done := parse(args, &out, &errOut)
	if done {
		t.Fatalf("%v: %d: %s", args, code, errOut.String())
	}
	r, err := o.walk(&errOut)
	if err != nil || errOut.Len() > 0 {
		t.Fatalf("%v: %v%s", args, err, errOut.String())
	}
	return r, o
}

// checkServiceNow: what the quotes must reach on this desk.
func checkServiceNow(t *testing.T, r *result) {
	t.Helper()
	all := r.rows[0].byDue.Total()
	within(t, "kept", share(all.Keep()), 0.95, 1)
	within(t, "unquoted", share(all.WithoutQuote()), 0, 0.18)
	median, _ := all.Promised.Quantile(0.5)
	within(t, "median quote in days", median.Hours()/24, 0, 19.2)
}

// checkBoston: what quotes and forecasts must reach in this city.
func checkBoston(t *testing.T, r *result) {
	t.Helper()
	all := r.rows[1].byDue.Total()
	within(t, "kept", share(all.Keep()), 0.945, 1)
	within(t, "kept of all due", share(r.rows[1].due), 0.945, 1)
	within(t, "unquoted", share(all.WithoutQuote()), 0, 0.64)
	for _, row := range r.rows[1].byOpened.Months() {
		within(t, "kept in "+row.Name, share(row.Keep()), 0.84, 1)
	}
	theirs, _ := r.equal.theirs.Promised.Mean()
	ours, _ := r.equal.ours.Promised.Mean()
	within(t, "mean promise beside the city's", ours.Hours()/theirs.Hours(), 0, 0.5)
	within(t, "kept beside the city's", share(r.equal.ours.Keep())-share(r.equal.theirs.Keep()), 0, 0.01)
	auc, _ := r.risks[0].calibration.AUC()
	brier, _ := r.risks[0].calibration.Brier()
	within(t, "AUC at half-time", auc, 0.73, 1)
	within(t, "Brier score at half-time", brier, 0, 0.188)
}

func share(r interface{ Share() (float64, bool) }) float64 {
	v, _ := r.Share()
	return v
}

func within(t *testing.T, what string, got, low, high float64) {
	t.Helper()
	t.Logf("%s: %.4f", what, got)
	if got < low || got > high {
		t.Errorf("%s: %v, want %v to %v", what, got, low, high)
	}
}

func deskOf(t *testing.T, doc []byte) *desk {
	t.Helper()
	cal, err := calendar.Parse(deskCalendar)
	if err != nil {
		t.Fatal(err)
	}
	d, err := readDesk(bytes.NewReader(doc), columns{id: "id", opened: "opened", finished: "finished", promised: "promised", groups: levels(defaultGroups)}, cal)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// said is all that was said of the cases opened before an instant, up to then.
func said(t *testing.T, d *desk, until time.Time) string {
	t.Helper()
	w := walk{desk: d, level: 0.9, groups: levels(defaultGroups), from: d.jobs[0].opened.AddDate(0, 0, 30), until: until}
	r, err := w.run(&progress{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, a := range r.judged {
		fmt.Fprintln(&b, a.id, a.quotes, a.trial)
		for _, x := range []struct {
			working time.Duration
			half
		}{{a.due, a.halfway}, {a.quotes[0], a.halfwayOfQuote}} {
			if at, ok := d.dueAt(a.job, x.working/2); ok && x.working > 0 && at.Before(until) {
				fmt.Fprintln(&b, " ", x.half)
			}
		}
	}
	return b.String()
}

// TestNoLookAhead: another future changes no word of what was said before it. What
// was open then ends at another time or never, and other cases come.
func TestNoLookAhead(t *testing.T) {
	d := deskOf(t, madeUp())
	now := time.Date(2026, time.June, 15, 12, 0, 0, 0, d.cal.Zone())
	want := said(t, d, now)
	if lines := strings.Count(want, "\n"); lines < 2000 {
		t.Fatalf("%d lines: too little is said to compare", lines)
	}
	r := rand.New(rand.NewPCG(9, 9))
	for round := range 3 {
		other := *d
		other.jobs = nil
		for _, j := range d.jobs {
			if !j.opened.Before(now) && r.IntN(2) == 0 {
				continue
			}
			if j.finished.IsZero() || j.finished.After(now) {
				j.finished, j.took = time.Time{}, 0
				if r.IntN(3) > 0 {
					j.finished, _ = d.cal.Add(later(now, j.opened), time.Duration(1+r.IntN(300))*time.Hour)
					j.took = d.cal.Between(j.opened, j.finished)
				}
			}
			other.jobs = append(other.jobs, j)
		}
		if got := said(t, &other, now); got != want {
			t.Fatalf("round %d: another future changed what was said: %s", round, firstDifference(want, got))
		}
	}
	// And the past does matter: without it this test could not fail.
	other := *d
	other.jobs = append([]job(nil), d.jobs...)
	for i := range other.jobs {
		if j := &other.jobs[i]; i%5 == 0 && j.finished.Before(now) {
			j.finished, j.took = time.Time{}, 0
		}
	}
	if said(t, &other, now) == want {
		t.Fatal("another past changed nothing")
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("%q, was %q", g[i], w[i])
		}
	}
	return "more or less was said"
}

// TestScores counts again what the table says, straight from the quotes.
func TestScores(t *testing.T) {
	d := deskOf(t, madeUp())
	w := walk{desk: d, level: 0.9, groups: levels(defaultGroups), from: d.jobs[0].opened.AddDate(0, 0, 30), until: d.last.Add(1)}
	r, err := w.run(&progress{})
	if err != nil {
		t.Fatal(err)
	}
	for m := range d.methods() {
		kept, broken, open, none := 0, 0, 0, 0
		for _, a := range r.judged {
			due, err := d.cal.Add(a.opened, a.quotes[m])
			switch {
			case a.quotes[m] == 0 || err != nil:
				none++
			case !a.finished.IsZero() && !a.finished.After(due):
				kept++
			case !a.finished.IsZero() || !d.last.Before(due):
				broken++
			default:
				open++
			}
		}
		all := r.rows[1+m].byDue.Total()
		if all.Kept != kept || all.Broken != broken || all.Open != open || all.Unquoted != none {
			t.Errorf("%s: %+v, counted again %d kept, %d broken, %d open, %d unquoted", r.rows[1+m].name, all.Counts, kept, broken, open, none)
		}
		if kept == 0 || broken == 0 {
			t.Errorf("%s: nothing to compare", r.rows[1+m].name)
		}
	}
	if all := r.rows[0].byDue.Total(); r.rows[0].name != asPromised || all.Unquoted != 0 || all.Kept+all.Broken+all.Open != len(r.judged) {
		t.Errorf("%s: %+v", r.rows[0].name, all.Counts)
	}
	if e := r.equal; e == nil || e.ours.Keep().Of != e.n || e.theirs.Keep().Of != e.n || share(e.ours.Keep()) < share(e.theirs.Keep()) {
		t.Errorf("not compared on equal cases: %+v", e)
	}
}

func TestVerdict(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, time.January, n, 12, 0, 0, 0, time.UTC) }
	d := &desk{last: day(20)}
	for _, x := range []struct {
		finished, due time.Time
		want          promise.Standing
	}{
		{day(5), day(5), promise.Kept},
		{day(6), day(5), promise.Broken},
		{time.Time{}, day(20), promise.Broken},
		{time.Time{}, day(21), promise.OnTrack},
		{day(4), day(30), promise.Kept},
	} {
		if got := d.verdict(&job{opened: day(1), finished: x.finished}, x.due); got != x.want {
			t.Errorf("finished %v, due %v: %s, want %s", x.finished, x.due, got, x.want)
		}
	}
}

// TestReadsLogs: times as logs write them, rows that make no sense, and a case that
// has several rows, whose later fields were not known when it was opened.
func TestReadsLogs(t *testing.T) {
	doc := `id,opened,finished,promised,topic,tier
a,2026-01-07 09:00,2026-01-07T10:30:00,2026-01-08T09:00:00+01:00,repair,gold
b,29/1/2026 09:00,?,,repair,gold
c,2026-01-07 09:00,2026-01-06 09:00,,repair,gold
d,yesterday,,,repair,gold
b,29/1/2026 09:00,29/1/2026 09:45,,wish,standard
,2026-01-05,,,wish,
`
	d := deskOf(t, []byte(doc))
	var b strings.Builder
	for _, j := range d.jobs {
		fmt.Fprintln(&b, j.id, stamp(j.opened), !j.finished.IsZero(), j.took, j.due, j.group)
	}
	const want = `line 7 2026-01-05T00:00:00 false 0s 0s wish|
a 2026-01-07T09:00:00 true 1h30m0s 7h30m0s repair|gold
b 2026-01-29T09:00:00 true 45m0s 0s repair|gold
`
	if b.String() != want || d.skipped != 2 || stamp(d.last) != "2026-01-29T09:45:00" {
		t.Errorf("got\n%s%d rows left out, until %s", b.String(), d.skipped, stamp(d.last))
	}
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
		{"--level 1", exitUsage, "quoting: --level: 1 is not between 0 and 1; write one like 0.95\n"},
		{"--learn=-1", exitUsage, "quoting: --learn: -1 days are less than none; write how many\n"},
		{"--groups a", exitUsage, "quoting: --columns, --groups, --zone, --calendar and --finished are about a file; name one with --file\n"},
		{"--columns when=a --file x", exitUsage, "quoting: --columns: \"when\" is not known; name id, opened, finished or promised\n"},
		{"--nonsense", exitUsage, "quoting: unknown flag --nonsense\n"},
		{"--file " + file + " --columns opened=open_dt", exitFailed, "quoting: " + file + ": no column \"open_dt\"; there are id, opened, finished\n"},
		{"--file " + file + " --groups kind", exitFailed, "quoting: " + file + ": no column \"kind\"; there are id, opened, finished\n"},
		{"--file " + file, exitFailed, "quoting: " + file + ": no case in it; 1 rows make no sense: see --columns\n"},
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

// TestDraws: three pictures with something on them, in the folder that was named.
func TestDraws(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "plots")
	code, out, errOut := call(t, "--out", dir)
	if code != exitOK {
		t.Fatalf("%d: %s", code, errOut)
	}
	for _, name := range []string{"promised.png", "months.png", "calibration.png"} {
		path := filepath.Join(dir, name)
		if !strings.Contains(out, "drawn: "+path+"\n") {
			t.Errorf("%s is not told", path)
		}
		f, err := os.Open(filepath.Clean(path))
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		drawn := 0
		for x := range picture.Bounds().Dx() {
			for y := range picture.Bounds().Dy() {
				if r, g, b, _ := picture.At(x, y).RGBA(); b > r+0x4000 && b > g {
					drawn++ // blue: ours
				}
			}
		}
		if drawn < 100 {
			t.Errorf("%s: %d blue dots", name, drawn)
		}
	}
}
