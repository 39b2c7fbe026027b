package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise/report"
)

// print prints what came of the walk.
func (r *result) print(out io.Writer, least int) error {
	w, d := r.walk, r.walk.desk
	var b strings.Builder
	fmt.Fprintf(&b, "%d cases", len(d.jobs))
	if n := d.leftOut.total(); n > 0 {
		fmt.Fprintf(&b, ", %s left out", count(n, "row"))
	}
	if d.unfinished > 0 {
		fmt.Fprintf(&b, ", %d left out that were never finished", d.unfinished)
	}
	fmt.Fprintf(&b, "; judged are %d, opened %s to %s (%s);\n", len(r.judged), r.judged[0].opened.Format(time.DateOnly), r.lastOpened().Format(time.DateOnly), d.cal.Zone())
	fmt.Fprintf(&b, "what became of them is known until %s; each is quoted at its opening, to be kept in %s of cases\n", d.last.Format(time.DateOnly), levelText(w.level))
	for _, line := range d.leftOut.lines("row") {
		fmt.Fprintln(&b, "left out:", line)
	}
	for _, line := range d.notes {
		fmt.Fprintln(&b, "note:", line)
	}
	b.WriteString("\n")
	r.printMethods(&b, least)
	r.printEqual(&b)
	for _, score := range r.risks {
		n := score.calibration.Broken()
		if n.Of == 0 {
			continue
		}
		fmt.Fprintf(&b, "\nat half-time, %s: %d still open, how likely is each to break?\n%s", score.name, n.Of, score.calibration)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// printMethods prints the table: a line for each way to promise.
func (r *result) printMethods(b *strings.Builder, least int) {
	t := newTable("", "judged", "kept", "95 % interval", "of all due", "unquoted", "median", "mean", "worst month due", "opened", "worst group")
	for _, row := range r.rows {
		all := row.byDue.Total()
		keep := all.Keep()
		low, high := keep.Wilson()
		unquoted := ""
		if none := all.Unquoted + all.Unpromised; none > 0 {
			unquoted = plaintext.Percent(float64(none) / float64(all.All()))
		}
		median, _ := all.Promised.Quantile(0.5)
		mean, _ := all.Promised.Mean()
		t.AppendRow(table.Row{
			row.name, keep.Of, rate(keep), fmt.Sprintf("%.1f to %.1f", 100*low, 100*high), rate(row.due), unquoted, r.length(median), r.length(mean),
			worst(row.byDue.Months(), least, true), worst(row.byOpened.Months(), least, true), worst(row.byDue.Groups(), least, false),
		})
	}
	b.WriteString(t.Render() + "\n")
	fmt.Fprintf(b, "the worst are of those with at least %d judged\n", least)
}

// printEqual prints the comparison with the file's promises.
func (r *result) printEqual(b *strings.Builder) {
	e := r.equal
	if e == nil {
		return
	}
	fmt.Fprintf(b, "\nquoted at %s instead, as often kept as what was promised, on the %d cases that both speak of:\n", levelText(e.level), e.n)
	t := newTable("", "kept", "median", "mean")
	for _, x := range []struct {
		name string
		report.Tally
	}{{asPromised, e.theirs}, {ours, e.ours}} {
		median, _ := x.Promised.Quantile(0.5)
		mean, _ := x.Promised.Mean()
		t.AppendRow(table.Row{x.name, rate(x.Keep()), r.length(median), r.length(mean)})
	}
	b.WriteString(t.Render() + "\n")
}

// newTable makes a plain table, numbers to the right.
func newTable(header ...any) table.Writer {
	t := table.NewWriter()
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.AppendHeader(table.Row(header))
	configs := make([]table.ColumnConfig, 0, len(header))
	for i := 1; i < len(header); i++ {
		configs = append(configs, table.ColumnConfig{Number: i + 1, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(configs)
	t.SuppressTrailingSpaces()
	return t
}

// worst writes the row with the lowest keep-rate.
func worst(rows []report.Row, least int, named bool) string {
	row, ok := report.Worst(rows, least)
	if !ok || len(rows) < 2 {
		return ""
	}
	if named {
		return row.Name + " " + rate(row.Keep())
	}
	return rate(row.Keep())
}

// lastOpened returns when the last case judged was opened.
func (r *result) lastOpened() time.Time { return r.judged[len(r.judged)-1].opened }

// length writes days where the clock never stops, and else hours.
func (r *result) length(d time.Duration) string {
	if cal, last := r.walk.desk.cal, r.lastOpened(); cal.Between(last, last.AddDate(0, 0, 14)) > 13*24*time.Hour {
		return fmt.Sprintf("%.1f d", d.Hours()/24)
	}
	return fmt.Sprintf("%.1f h", d.Hours())
}

func rate(r report.Rate) string {
	share, ok := r.Share()
	if !ok {
		return ""
	}
	return plaintext.Percent(share)
}

// levelText writes a level with as many places as it takes: 95.0 %, 99.96 %.
func levelText(level float64) string {
	text := strconv.FormatFloat(math.Round(level*1e12)/1e10, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text + " %"
}
