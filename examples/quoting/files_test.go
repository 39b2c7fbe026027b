package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// A plainFile is a desk of which every fifth case is never finished, to be written in
// many ways. Its 600 cases are opened every six hours from New Year 2026 on.
type plainFile struct {
	layout    string
	open      string
	separator string
	more      func(i int) string // another cell
	row       func(i int, cells []string) []string
}

func (f plainFile) String() string {
	if f.layout == "" {
		f.layout = time.DateTime
	}
	if f.separator == "" {
		f.separator = ","
	}
	var b strings.Builder
	b.WriteString(strings.Join([]string{"id", "opened", "finished", "kind"}, f.separator) + "\n")
	for i := range 600 {
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 6 * time.Hour)
		cells := []string{fmt.Sprint(i), at.Format(f.layout), at.Add(time.Duration(1+i*37%100) * time.Hour).Format(f.layout), "a"}
		if i%5 == 0 {
			cells[2] = f.open
		}
		if f.more != nil {
			cells[3] = f.more(i)
		}
		if f.row != nil {
			cells = f.row(i, cells)
		}
		b.WriteString(strings.Join(cells, f.separator) + "\n")
	}
	return b.String()
}

// cell replaces a cell of some rows.
func cell(column int, text string, rows ...int) func(int, []string) []string {
	return func(i int, cells []string) []string {
		for _, row := range rows {
			if i == row {
				cells[column] = text
			}
		}
		return cells
	}
}

// callFile runs the program on a file.
func callFile(t *testing.T, doc string, args ...string) (code int, out, errOut string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "cases.csv")
	if err := os.WriteFile(name, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errOut = call(t, append([]string{"--file", name}, args...)...)
	return code, out, strings.ReplaceAll(errOut, name, "FILE")
}

// unnoted takes the lines away that tell how a file was read.
func unnoted(out string) string {
	var b strings.Builder
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "note: ") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// TestReadsAlike: however a file is written, the same table comes out.
func TestReadsAlike(t *testing.T) {
	_, want, _ := callFile(t, plainFile{}.String(), "--groups", "kind,all")
	if !strings.HasPrefix(want, "600 cases; judged are 480,") || strings.Contains(want, "note:") {
		t.Fatalf("%s", want)
	}
	newline := func(i int) string { return fmt.Sprintf("\"a\n\n%d, \"\"b\"\"\"", i%2) }
	_, wantKinds, _ := callFile(t, plainFile{more: func(i int) string { return fmt.Sprint("x", i%2) }}.String(), "--groups", "kind,all")
	type file struct {
		name, doc string
		args      []string
		want      string
	}
	files := []file{
		{"byte order mark", "\ufeff" + plainFile{}.String(), nil, want},
		{"CRLF", strings.ReplaceAll(plainFile{}.String(), "\n", "\r\n"), nil, want},
		{"CR", strings.ReplaceAll(plainFile{}.String(), "\n", "\r"), nil, want},
		{"empty lines", "\n" + strings.Replace(plainFile{}.String(), "\n5,", "\n\n\n5,", 1) + ",,,\n \t\n\n", nil, want},
		{"no last line end", strings.TrimSuffix(plainFile{}.String(), "\n"), nil, want},
		{"semicolon", plainFile{separator: ";"}.String(), nil, want},
		{"tab", plainFile{separator: "\t"}.String(), nil, want},
		{"bar", plainFile{separator: "|"}.String(), nil, want},
		{"comma and blank", plainFile{separator: ", "}.String(), nil, want},
		{"separator said", "\ufeffsep=;\r\n" + plainFile{separator: ";"}.String(), nil, want},
		{"cells of many lines", plainFile{more: newline}.String(), nil, wantKinds},
		{"unused twice", strings.Replace(plainFile{row: func(_ int, cells []string) []string { return append(cells, "x", "y") }}.String(), "kind", "kind,note,note", 1), nil, want},
		{"day first", plainFile{layout: "2/1/2006 15:04"}.String(), nil, want},
		{"day first, dots", plainFile{layout: "02.01.2006 15:04:05", separator: ";"}.String(), nil, want},
		{"month first", plainFile{layout: "1/2/2006 15:04"}.String(), nil, want},
		{"month first, 12 hours", plainFile{layout: "01/02/2006 3:04:05 PM"}.String(), nil, want},
		{"month first, said", plainFile{layout: "1/2/2006 15:04"}.String(), []string{"--dates", "month"}, want},
		{"a layout", plainFile{layout: "06-02-01 15h04"}.String(), []string{"--dates", "06-02-01 15h04"}, want},
		{"month by name", plainFile{layout: "02-Jan-2006 15:04"}.String(), nil, want},
		{"zone", plainFile{layout: time.RFC3339}.String(), nil, want},
		{"offset", plainFile{layout: "2006-01-02T15:04:05.000-0700"}.String(), nil, want},
		{"compact", plainFile{layout: "20060102T150405Z"}.String(), nil, want},
		{"unix", plainFile{row: func(_ int, cells []string) []string {
			for i, text := range cells[1:3] {
				if at, err := time.Parse(time.DateTime, text); err == nil {
					cells[i+1] = fmt.Sprint(at.Unix())
				}
			}
			return cells
		}}.String(), nil, want},
		{"a word", plainFile{open: "läuft noch"}.String(), []string{"--none", "soso,Läuft noch"}, want},
	}
	for _, word := range []string{"NULL", "null", "None", "NaN", "nan", "NaT", "N/A", "n/a", "-", "NA", "#N/A", `\N`, "0000-00-00 00:00:00", "0", "open"} {
		files = append(files, file{word, plainFile{open: word}.String(), nil, want})
	}
	for _, date := range []string{"9999-12-31", "9999-12-31T23:59:59", "1970-01-01 00:00:00", "1900-01-01", "0001-01-01T00:00:00", "2099-12-31"} {
		files = append(files, file{date, plainFile{open: date}.String(), nil, want})
	}
	for _, x := range files {
		code, out, errOut := callFile(t, x.doc, append(x.args, "--groups", "kind,all")...)
		if code != exitOK || unnoted(out) != x.want {
			t.Errorf("%s: %d %s\n%.900s", x.name, code, errOut, out)
		}
	}
}

// A refusal is a file that cannot be read right, and the one line that is said about
// it, or how that begins: it names the line of the file, the column, and what to do.
type refusal struct {
	name, doc, want string
	args            []string
}

func checkRefusals(t *testing.T, list []refusal) {
	t.Helper()
	for _, x := range list {
		code, out, errOut := callFile(t, x.doc, x.args...)
		if code != exitFailed || out != "" || !strings.HasPrefix(errOut, "quoting: FILE: "+x.want) || strings.Count(errOut, "\n") != 1 || !strings.HasSuffix(errOut, "\n") || len(errOut) > 700 {
			t.Errorf("%s: %d\n%s\n%.300s\nwant\n%s", x.name, code, errOut, out, x.want)
		}
	}
}

const (
	noDate  = " cannot be read as a date; write it like 2026-02-28 16:30, tell the layout with --dates, or, if it means none, say so with --none"
	tooMany = "; more than one in ten are too many: mend them, or say what is what with --columns and --dates"
	notText = " is not UTF-8; save the file as UTF-8, by `iconv -f LATIN1 -t UTF-8` say"
)

func small(rows ...string) string { return "id,opened,finished\n" + strings.Join(rows, "\n") + "\n" }

// wide writes a file in UTF-16.
func wide(order binary.AppendByteOrder) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + plainFile{}.String())) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

func TestRefusesFiles(t *testing.T) {
	checkRefusals(t, []refusal{
		{"empty", "", "line 1: the file is empty; write a header and a row a case", nil},
		{"blank", "\ufeff \r\n\r\n", "line 1: the file is empty; write a header and a row a case", nil},
		{"header only", "id,opened,finished\n\n,,\n", "line 1: no case in it, only a header; write a row a case below it", nil},
		{"no header", strings.TrimPrefix(plainFile{}.String(), "id,opened,finished,kind\n"), `line 1: no column "opened" and "finished"; there are 0, 2026-01-01 00:00:00, "", a; name yours with --columns or --groups`, nil},
		{"twice", "id,opened,finished,opened\n", `line 1: 2 columns are called "opened"; give each a name of its own`, nil},
		{"id twice", "id,opened,finished,id\n", `line 1: 2 columns are called "id"; give each a name of its own`, nil},
		{"many columns", strings.Repeat("x,", 50) + "y\n", `line 1: no column "opened" and "finished"; there are ` + strings.Repeat("x, ", 39) + "x and 11 more; name yours with --columns or --groups", nil},
		{"UTF-16", wide(binary.LittleEndian), "line 1: this is UTF-16 or no text; save the file as CSV in UTF-8", nil},
		{"UTF-16, big end first", wide(binary.BigEndian), "line 1: this is UTF-16 or no text; save the file as CSV in UTF-8", nil},
		{"Latin-1", plainFile{more: func(i int) string { return "Stra\xdfe" + fmt.Sprint(i%3) }}.String(), `line 2, column kind: "Stra\xdfe0"` + notText, []string{"--groups", "kind"}},
		{"Latin-1 header", strings.Replace(plainFile{}.String(), "kind", "ge\xf6ffnet", 1), `line 1, column 4: "ge\xf6ffnet"` + notText, nil},
		{"a row too long", small("a,2026-01-01,2026-01-02", "b,2026-01-01,Smith, John"), `line 3: the row has 4 cells and the header 3; quote a cell that has a ',' in it, and fill up with empty ones`, nil},
		{"a separator said", "sep=;\n" + strings.ReplaceAll(small("a,2026-01-01,2026-01-02", "b,2026-01-01"), ",", ";"), `line 4: the row has 2 cells and the header 3; quote a cell that has a ';' in it`, nil},
		{"a row too short", small("a,2026-01-01,\"\n\n\"", "b,2026-01-01"), `line 5: the row has 2 cells and the header 3; quote a cell that has a ',' in it, and fill up with empty ones`, nil},
		{"a quote in a cell", small("a,2026-01-01,2026-01-02", `5" pipe,2026-01-01,`), `line 3, character 2: a quote stands in a cell without quotes around it; quote the cell and write "" for the quote`, nil},
		{"a quote that is open", small("a,2026-01-01,2026-01-02", `"b,2026-01-01,`, "c,2026-01-01,"), `line 3: the row has a quoted cell that does not end well; end it with a quote, and write "" for a quote in it`, nil},
		{"nothing finished", small("a,2026-01-01,", "b,2026-01-02,NULL"), "line 1: no case is left; 2 cases never finished are left out: see --finished", []string{"--finished"}},
	})
}

func TestRefusesCells(t *testing.T) {
	checkRefusals(t, []refusal{
		{"a finish that is no date", plainFile{row: cell(2, "closed", 7, 9)}.String(), `line 9, column finished: "closed"` + noDate, nil},
		{"a finish on no day", plainFile{row: cell(2, "2026-02-30", 7)}.String(), `line 9, column finished: "2026-02-30"` + noDate, nil},
		{"a long cell", plainFile{row: cell(2, strings.Repeat("ä", 200), 7)}.String(), `line 9, column finished: "` + strings.Repeat("ä", 30) + `..."` + noDate, nil},
		{"a promise that is no date", strings.ReplaceAll(plainFile{row: cell(3, "soon", 7), more: func(int) string { return "" }}.String(), "kind", "promised"), `line 9, column promised: "soon"` + noDate, nil},
		{"both orders", plainFile{layout: "2/1/2006 15:04", row: cell(2, "1/14/2026 06:00", 7)}.String(), `line 39, column finished: "13/1/2026 04:00" has the day first, but line 9, column finished: "1/14/2026 06:00" the month; write all alike, or say --dates day or --dates month`, nil},
		{"either order", small("a,1/2/2026,1/3/2026", "b,5/2/2026,"), `line 2, column opened: "1/2/2026" may have the day or the month first, and no row tells which; say --dates day or --dates month`, nil},
		{"the wrong order", plainFile{layout: "1/2/2006 15:04"}.String(), `line 39, column finished: "1/13/2026 04:00"` + noDate, []string{"--dates", "day"}},
		{"two digits of a year", plainFile{layout: "1/2/06 15:04"}.String(), `600 of 600 rows would be left out: 600 rows with an opening that cannot be read, the first in line 2, column opened: "1/1/26 00:00"` + tooMany, nil},
		{"openings that are none", plainFile{row: cell(1, "NULL", seq(0, 61)...)}.String(), `61 of 600 rows would be left out: 61 rows without an opening, the first in line 2, column opened: "NULL"` + tooMany, nil},
		{"many kinds", plainFile{row: func(i int, cells []string) []string {
			switch i % 20 {
			case 1:
				cells[1] = "morning"
			case 2:
				cells[2] = "2025-11-01 00:00:00"
			case 3:
				cells[1] = ""
			}
			return cells
		}}.String(), `90 of 600 rows would be left out: 30 rows with an opening that cannot be read, the first in line 3, column opened: "morning"; ` +
			`30 rows with an end before the opening, the first in line 4, column finished: "2025-11-01 00:00:00"; 30 rows without an opening, the first in line 5, column opened: ""` + tooMany, nil},
		{"an id that is a customer's", plainFile{row: func(i int, cells []string) []string { cells[0] = fmt.Sprint(i % 50); return cells }}.String(),
			`550 of 600 rows would be left out: 550 rows opening a case at another time than its first row, the first in line 52, column opened: "2026-01-13 12:00:00"` + tooMany, nil},
	})
}

func seq(from, to int) (list []int) {
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}
