package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestReadsLogs: a case that has several rows, whose later fields were not known when
// it was opened, and whose end is that of the last.
func TestReadsLogs(t *testing.T) {
	doc := `id,opened,finished,promised,topic,tier
a,2026-01-07 09:00,2026-01-07T10:30:00,2026-01-08T09:00:00+01:00,repair,gold
b,29/1/2026 09:00,?,,repair,gold
b,29/1/2026 09:00,29/1/2026 09:45,,wish,standard
,2026-01-05 00:00,,,wish,
c,2026-01-07 09:00,2026-01-07 09:05,,?,?
c,,2026-01-07 09:10,,wish,
NULL,2026-01-06 10:00,2026-01-06 11:00,,wish,
NULL,2026-01-06 10:00,2026-01-06 11:30,,wish,
`
	d := deskOf(t, []byte(doc))
	var b strings.Builder
	for _, j := range d.jobs {
		fmt.Fprintln(&b, j.id, stamp(j.opened), !j.finished.IsZero(), j.took, j.due, j.group)
	}
	for _, note := range d.notes {
		fmt.Fprintln(&b, note)
	}
	const want = `line 5, without an id 2026-01-05T00:00:00 false 0s 0s wish|
line 8, without an id 2026-01-06T10:00:00 true 1h0m0s 0s wish|
line 9, without an id 2026-01-06T10:00:00 true 1h30m0s 0s wish|
a 2026-01-07T09:00:00 true 1h30m0s 7h30m0s repair|gold
c 2026-01-07T09:00:00 true 10m0s 0s |
b 2026-01-29T09:00:00 true 45m0s 0s repair|gold
dates have the day first: line 3, column opened: "29/1/2026 09:00"
2 rows telling more about a case that has one, the first in line 4, column id: "b"
3 rows without an id, each a case of its own, the first in line 5, column id: ""
`
	if b.String() != want || d.leftOut.total() != 0 || stamp(d.last) != "2026-01-29T09:45:00" {
		t.Errorf("got\n%s%v left out, until %s", b.String(), d.leftOut, stamp(d.last))
	}
}

// head is what is said above the table.
func head(out string) string {
	text, _, _ := strings.Cut(out, "\n\n")
	return text + "\n"
}

// TestTellsWhatItReads: what is left out, by kind, and what was made of the rest.
func TestTellsWhatItReads(t *testing.T) {
	const all = "600 cases; judged are 480, opened 2026-01-31 to 2026-05-30 (UTC);\n"
	const known = "what became of them is known until 2026-06-03; each is quoted at its opening, to be kept in 95.0 % of cases\n"
	noID := func(_ int, cells []string) []string { cells[0] = "same"; return cells }
	for _, x := range []struct{ name, doc, want string }{
		{"nothing", plainFile{}.String(), all + known},
		{"no id", strings.Replace(plainFile{row: noID}.String(), "id", "customer", 1), all + known + "note: there is no column id: every row is a case\n"},
		{"an order", plainFile{layout: "1/2/2006 15:04"}.String(), all + known + "note: dates have the month first: line 39, column finished: \"1/13/2026 04:00\"\n"},
		{"a date for none", plainFile{open: "9999-12-31"}.String(), all + known + "note: 120 rows with a date for none, and so still open, the first in line 2, column finished: \"9999-12-31\"\n"},
		{"left out", plainFile{row: func(i int, cells []string) []string {
			switch i % 200 {
			case 7:
				cells[2] = "2025-12-31 23:00:00"
			case 9:
				cells[1] = "morning"
			}
			return cells
		}}.String(), "594 cases, 6 rows left out; judged are 476, opened 2026-01-31 to 2026-05-30 (UTC);\n" + known +
			"left out: 3 rows with an end before the opening, the first in line 9, column finished: \"2025-12-31 23:00:00\"\n" +
			"left out: 3 rows with an opening that cannot be read, the first in line 11, column opened: \"morning\"\n"},
	} {
		code, out, errOut := callFile(t, x.doc)
		if got := head(out); code != exitOK || got != x.want {
			t.Errorf("%s: %d %s\n%swant\n%s", x.name, code, errOut, got, x.want)
		}
	}
}

// TestRowsInOrder: a case that is open in its last row though an earlier one ends it
// was opened again, if it is one of few; otherwise the newest row stands first.
func TestRowsInOrder(t *testing.T) {
	log := func(newestFirst func(i int) bool) string {
		return plainFile{row: func(i int, cells []string) []string {
			more := []string{cells[0], cells[1], "", "a"}
			first, second := more, cells
			if newestFirst(i) {
				first, second = cells, more
			}
			return append(append(first[:3:3], first[3]+"\n"+second[0]), second[1:]...)
		}}.String()
	}
	code, out, errOut := callFile(t, log(func(int) bool { return true }))
	const want = `quoting: FILE: line 5, column id: "1" leaves a case open that an earlier row ends, as do rows of 480 of 600 cases; let the oldest row of an id stand first, and say its end in all rows after it` + "\n"
	if code != exitFailed || out != "" || errOut != want {
		t.Errorf("newest first: %d\n%s%s", code, errOut, head(out))
	}
	code, out, errOut = callFile(t, log(func(i int) bool { return i%50 == 1 }))
	const notes = "note: 600 rows telling more about a case that has one, the first in line 3, column id: \"0\"\n" +
		"note: 12 rows leaving a case open that an earlier one ends, the first in line 5, column id: \"1\"\n"
	if code != exitOK || !strings.HasPrefix(out, "600 cases; judged are 480,") || !strings.HasSuffix(head(out), notes) {
		t.Errorf("opened again: %d\n%s%s", code, errOut, head(out))
	}
}

// TestNoIDs: numbers that come again are no names of cases; the file says so, or the
// command line does.
func TestNoIDs(t *testing.T) {
	_, want, _ := callFile(t, plainFile{}.String())
	again := plainFile{row: func(i int, cells []string) []string { cells[0] = fmt.Sprint(i % 50); return cells }}.String()
	if code, out, errOut := callFile(t, again, "--columns", "id="); code != exitOK || out != want {
		t.Errorf("%d %s\n%s", code, errOut, head(out))
	}
}

// TestTellsOfMidnight: an end at midnight may be one that lost its time.
func TestTellsOfMidnight(t *testing.T) {
	at := func(i int, cells []string) []string {
		if i%5 > 0 {
			cells[2] = fmt.Sprintf("2026-06-%02d 00:00:00", 1+i%28)
		}
		return cells
	}
	code, out, errOut := callFile(t, plainFile{row: at}.String())
	const note = "note: all ends are at midnight: if that is a day without a time, cases took up to a day longer\n"
	if code != exitOK || !strings.HasSuffix(head(out), note) {
		t.Errorf("%d %s\n%s", code, errOut, head(out))
	}
	if _, out, _ = callFile(t, plainFile{}.String()); strings.Contains(out, "midnight") {
		t.Errorf("%s", head(out))
	}
}

// TestTellsOfPromisesForMidnight, and of those for another century.
func TestTellsOfPromisesForMidnight(t *testing.T) {
	for _, c := range []struct{ promised, note string }{
		{"2026-06-%02d 00:00:00", "note: all promises are for midnight: if that is a day without a time, they were for up to a day later\n"},
		{"2126-06-%02d 16:00:00", "note: 600 rows promised for more than twenty years later, and so not promised, the first in line 2, column kind: \"2126-06-01 16:00:00\"\n"},
	} {
		code, out, errOut := callFile(t, plainFile{row: func(i int, cells []string) []string {
			cells[3] = fmt.Sprintf(c.promised, 1+i%28)
			return cells
		}}.String(), "--columns", "promised=kind")
		if code != exitOK || !strings.HasSuffix(head(out), c.note) {
			t.Errorf("%d %s\n%s", code, errOut, head(out))
		}
	}
}

// TestDaysEndWithTheDay: where cases are opened at a time of day, what is finished or
// promised for a day is so by the end of it; where all are days, days are compared.
func TestDaysEndWithTheDay(t *testing.T) {
	const header = "id,opened,finished,promised,topic,tier\n"
	times := deskOf(t, []byte(header+"a,2026-01-05 14:00,2026-01-05,2026-01-06,,\nb,2026-01-05 14:00,2026-01-06 12:00,2026-01-06,,\n"))
	if a, b := times.jobs[0], times.jobs[1]; a.took != 3*time.Hour+30*time.Minute || a.due != 11*time.Hour || b.due != a.due || times.verdict(&b, b.promised).String() != "kept" {
		t.Errorf("%+v\n%+v", a, b)
	}
	if len(times.notes) != 2 || !strings.Contains(times.notes[0], "1 row ending on a day") || !strings.Contains(times.notes[1], "2 rows promised for a day") {
		t.Errorf("%q", times.notes)
	}
	last := deskOf(t, []byte(header+"a,2026-01-05 14:00,,9999-12-31,,\n"))
	if a := last.jobs[0]; !a.promised.IsZero() || a.due != 0 || len(last.notes) != 1 || !strings.Contains(last.notes[0], "and so not promised") {
		t.Errorf("%+v %q", a, last.notes)
	}
	ends := deskOf(t, []byte(header+"a,2026-01-05,2026-01-06 16:00,2026-01-06,,\n"))
	if a := ends.jobs[0]; ends.verdict(&a, a.promised).String() != "kept" || a.promised.Hour() != 0 || a.promised.Day() != 7 {
		t.Errorf("openings are days, ends have times: %+v %q", a, ends.notes)
	}
	days := deskOf(t, []byte(header+"a,2026-01-05,2026-01-05,2026-01-06,,\n"))
	if a := days.jobs[0]; a.took != 0 || a.due != 7*time.Hour+30*time.Minute || len(days.notes) != 0 {
		t.Errorf("%+v %q", a, days.notes)
	}
}

// TestFarDates: one date typed wrong must not break every open case, nor stretch the
// file over a century.
func TestFarDates(t *testing.T) {
	_, want, _ := callFile(t, plainFile{row: cell(2, "", 6, 7)}.String())
	for _, far := range []string{"2126-01-02 12:00:00", "2036-01-02 12:00:00", "2027-01-02 12:00:00", "2500-03-04 00:00:00"} {
		code, out, errOut := callFile(t, plainFile{row: cell(2, far, 6, 7)}.String())
		note := fmt.Sprintf("note: 2 cases end long after all else, the first in line 8, column finished: %q; until then nothing is known, and so they count as open\n", far)
		if code != exitOK || strings.Replace(out, note, "", 1) != want || !strings.Contains(out, note) {
			t.Errorf("%s: %d %s\n%.900s", far, code, errOut, out)
		}
	}
	for _, far := range []string{"2126-01-02 12:00:00", "2027-01-02 12:00:00", "1926-01-02 12:00:00", "2006-01-02 12:00:00"} {
		code, out, errOut := callFile(t, plainFile{row: func(i int, cells []string) []string {
			if i == 5 { // one that is never finished
				cells[1] = far
			}
			return cells
		}}.String())
		wantHead := "599 cases, 1 row left out; judged are 480, opened 2026-01-31 to 2026-05-30 (UTC);\n" +
			"what became of them is known until 2026-06-03; each is quoted at its opening, to be kept in 95.0 % of cases\n" +
			fmt.Sprintf("left out: 1 row opened far from nearly all others, the first in line 7, column opened: %q\n", far)
		if got := head(out); code != exitOK || got != wantHead {
			t.Errorf("%s: %d %s\n%swant\n%s", far, code, errOut, got, wantHead)
		}
	}
}

// TestSlowEndsCount: cases that are followed for long after the last opening, with
// ever fewer ends, are not typed wrong; nor is a desk that was closed for months.
func TestSlowEndsCount(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,opened,finished,promised,topic,tier\n")
	day := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	add := func(id int, opened, took int) {
		at := day.AddDate(0, 0, opened)
		fmt.Fprintf(&b, "%d,%s,%s,,,\n", id, stamp(at), stamp(at.AddDate(0, 0, took)))
	}
	for i := range 60 {
		add(i, i, i%10)
		add(100+i, 300+i, i%10)
	}
	for i := range 12 {
		add(200+i, 10*i, 340+i*i*7)
	}
	d := deskOf(t, []byte(b.String()))
	if len(d.jobs) != 132 || d.leftOut.total() != 0 || len(d.notes) != 0 || !d.last.After(day.AddDate(0, 0, 1200)) {
		t.Errorf("%d cases until %s: %q %v", len(d.jobs), stamp(d.last), d.notes, d.leftOut)
	}
}
