package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// mostRows bounds each list that is printed; the JSON has everything.
const mostRows = 25

// print shows the board, why its first promise stands as it does, and how many
// promises were kept.
func (r *replay) print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %d cases", r.name, r.now.In(r.zone).Format("Mon 2 Jan 2006 15:04 MST"), len(r.cases))
	if r.none > 0 {
		fmt.Fprintf(&b, ", %d more were promised nothing", r.none)
	}
	if r.later > 0 {
		fmt.Fprintf(&b, ", %d more came in later", r.later)
	}
	b.WriteString("\n\n")
	board := r.board()
	r.printBoard(&b, board)
	if len(board) > 0 {
		fmt.Fprintf(&b, "Why %s stands as it does\n\n%s\n", board[0].id, board[0].promise.Explain(r.now))
	}
	printAttainment(&b, r.attainment())
	r.printMalformed(&b)
	_, err := io.WriteString(out, trimLines(b.String()))
	return err
}

// trimLines takes out the blanks that tables leave at the ends of lines.
func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// board returns the open cases, what needs attention first: those that broke,
// then those at risk, then the others, each by the due instant.
func (r *replay) board() []ticket {
	var board []ticket
	for _, t := range r.cases {
		if t.isOpen() {
			board = append(board, t)
		}
	}
	slices.SortStableFunc(board, func(a, b ticket) int {
		return cmp.Or(cmp.Compare(a.urgency(), b.urgency()), compareDue(a.status, b.status), cmp.Compare(a.id, b.id))
	})
	return board
}

func (t ticket) isOpen() bool {
	return t.status.Phase != promise.Fulfilled && t.status.Phase != promise.Withdrawn
}

func (t ticket) urgency() int {
	switch {
	case t.status.Standing == promise.Broken:
		return 0
	case t.status.Standing == promise.AtRisk:
		return 1
	}
	return 2
}

// compareDue sorts by the due instant, those without one last.
func compareDue(a, b promise.Status) int {
	dueA, okA := a.Due()
	dueB, okB := b.Due()
	switch {
	case okA && okB:
		return dueA.Compare(dueB)
	case okA:
		return -1
	case okB:
		return 1
	}
	return 0
}

func (r *replay) printBoard(b *strings.Builder, board []ticket) {
	if len(board) == 0 {
		b.WriteString("Open cases: none\n\n")
		return
	}
	fmt.Fprintf(b, "Open cases, what needs attention first: %d\n\n", len(board))
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "  CASE\tPRIORITY\tSTANDING\tDUE\tLEFT\tWHY")
	for _, t := range board[:min(len(board), mostRows)] {
		due, left := "-", "-"
		if at, ok := t.status.Due(); ok {
			due = at.In(r.zone).Format("Mon _2 Jan 15:04")
		}
		if t.status.HasRemaining() {
			left = short(t.status.Remaining)
		}
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\n", t.id, t.group(), t.status.Standing, due, left, t.because())
	}
	_ = w.Flush()
	if more := len(board) - mostRows; more > 0 {
		fmt.Fprintf(b, "  ... and %d more, with -json\n", more)
	}
	b.WriteString("\n")
}

// because says in a few words why an open case stands as it does.
func (t ticket) because() string {
	s := t.status
	target, hasTarget := s.Target()
	switch {
	case s.Standing == promise.Broken && s.Notice == promise.Silent:
		return "overdue; nobody told the customer"
	case s.Standing == promise.Broken && s.Notice == promise.ShortNotice:
		return "overdue; the customer was told late"
	case s.Standing == promise.Broken:
		return "overdue; the customer was told in time"
	case s.Phase == promise.Paused && s.Reason != "":
		return "paused: " + s.Reason
	case s.Phase == promise.Paused:
		return "paused"
	case s.Standing == promise.AtRisk && hasTarget:
		return "past its target, " + target.Format("Mon _2 Jan 15:04")
	}
	return ""
}

// group is by what attainment is counted: all the fields, as a rule one.
func (t ticket) group() string { return groupOf(t.fields) }

func groupOf(fields policy.Fields) string {
	var values []string
	for _, name := range sortedKeys(fields) {
		values = append(values, fields[name])
	}
	return strings.Join(values, "/")
}

// An attainment counts the promises of one group.
type attainment struct {
	Group    string  `json:"group"`
	Promised int     `json:"promised"`
	Kept     int     `json:"kept"`
	Broken   int     `json:"broken"`
	Silent   int     `json:"silent"` // of the broken: nobody told the customer before
	Void     int     `json:"void"`
	Open     int     `json:"open"`      // no verdict yet
	KeepRate float64 `json:"keep_rate"` // of those with a verdict, kept or broken
}

// attainment counts by group, in order, and all together at the end.
func (r *replay) attainment() []attainment {
	groups := map[string]*attainment{}
	all := attainment{Group: "all"}
	for _, t := range r.cases {
		g := groups[t.group()]
		if g == nil {
			g = &attainment{Group: t.group()}
			groups[g.Group] = g
		}
		g.count(t.status)
		all.count(t.status)
	}
	var list []attainment
	for _, name := range sortedKeys(groups) {
		list = append(list, *groups[name])
	}
	list = append(list, all)
	for i := range list {
		if verdicts := list[i].Kept + list[i].Broken; verdicts > 0 {
			list[i].KeepRate = float64(list[i].Kept) / float64(verdicts)
		}
	}
	return list
}

func (a *attainment) count(s promise.Status) {
	a.Promised++
	switch s.Standing {
	case promise.Kept:
		a.Kept++
	case promise.Broken:
		a.Broken++
		if s.Notice == promise.Silent {
			a.Silent++
		}
	case promise.Void:
		a.Void++
	case promise.OnTrack, promise.AtRisk:
		a.Open++
	}
}

func printAttainment(b *strings.Builder, list []attainment) {
	b.WriteString("Promises kept\n\n")
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(w, "  PRIORITY\tPROMISED\tKEPT\tBROKEN\tSILENTLY\tVOID\tOPEN\tKEEP-RATE\t")
	for _, a := range list {
		rate := "-"
		if a.Kept+a.Broken > 0 {
			rate = fmt.Sprintf("%.1f %%", 100*a.KeepRate)
		}
		_, _ = fmt.Fprintf(w, "  %s\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t\n", a.Group, a.Promised, a.Kept, a.Broken, a.Silent, a.Void, a.Open, rate)
	}
	_ = w.Flush()
}

func (r *replay) printMalformed(b *strings.Builder) {
	fmt.Fprintf(b, "\n%d rows read, %d malformed\n", r.log.rows, len(r.log.bad))
	for _, m := range r.log.bad[:min(len(r.log.bad), mostRows)] {
		fmt.Fprintf(b, "  line %d: %s\n", m.Line, m.Reason)
	}
	if more := len(r.log.bad) - mostRows; more > 0 {
		fmt.Fprintf(b, "  ... and %d more, with -json\n", more)
	}
}

// explain shows why one case stands as it does, and why it was promised what it
// was.
func (r *replay) explain(out io.Writer, id string, asJSON bool) error {
	i := slices.IndexFunc(r.cases, func(t ticket) bool { return t.id == id })
	if i < 0 {
		return fmt.Errorf("there is no case %q with a promise at %s", id, r.now.Format(time.RFC3339))
	}
	e := r.cases[i].promise.Explain(r.now)
	if asJSON {
		return writeJSON(out, e)
	}
	_, err := fmt.Fprintf(out, "%s\n%s", e, r.cases[i].why)
	return err
}

// printJSON prints everything as JSON.
func (r *replay) printJSON(out io.Writer) error {
	type jsonCase struct {
		Case   string         `json:"case"`
		Fields policy.Fields  `json:"fields"`
		Status promise.Status `json:"status"`
	}
	doc := struct {
		Name       string       `json:"name"`
		Now        time.Time    `json:"now"`
		Rows       int          `json:"rows"`
		Malformed  []malformed  `json:"malformed"`
		Later      int          `json:"later"`
		NoPromise  int          `json:"no_promise"`
		Attainment []attainment `json:"attainment"`
		Cases      []jsonCase   `json:"cases"`
	}{r.name, r.now, r.log.rows, append([]malformed{}, r.log.bad...), r.later, r.none, r.attainment(), []jsonCase{}}
	for _, t := range r.cases {
		doc.Cases = append(doc.Cases, jsonCase{t.id, t.fields, t.status})
	}
	return writeJSON(out, doc)
}

func writeJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// short writes a duration to the minute: 2h30m.
func short(d time.Duration) string {
	text := strings.TrimSuffix(d.Truncate(time.Minute).String(), "0s")
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	if text == "" {
		return "0m"
	}
	return text
}
