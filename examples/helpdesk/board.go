package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// mostRows bounds each list that is printed; the JSON has everything.
const mostRows = 25

// print shows the board, what became due lately, why the first promise of the
// board stands as it does, and how many promises were kept.
func (r *replay) print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %d cases, %d promises", plaintext.Field(r.name), r.now.In(r.zone).Format("Mon 2 Jan 2006 15:04 MST"), len(r.cases), len(r.pledges))
	if r.none > 0 {
		fmt.Fprintf(&b, "; %d cases were promised nothing", r.none)
	}
	if r.later > 0 {
		fmt.Fprintf(&b, "; %d more came in later", r.later)
	}
	b.WriteString("\n\n")
	board := r.board()
	r.printBoard(&b, board)
	r.printActions(&b)
	if len(board) > 0 {
		fmt.Fprintf(&b, "Why the first stands as it does\n\n%s\n%s\n", board[0].promise.Explain(r.now), board[0].why)
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

// board returns the open promises, what needs attention first: those that broke,
// then those at risk, then the others, each by the due instant.
func (r *replay) board() []pledge {
	var board []pledge
	for _, p := range r.pledges {
		if p.isOpen() {
			board = append(board, p)
		}
	}
	slices.SortStableFunc(board, func(a, b pledge) int {
		return cmp.Or(cmp.Compare(a.urgency(), b.urgency()), compareDue(a.status, b.status), cmp.Compare(a.id, b.id))
	})
	return board
}

func (p pledge) isOpen() bool {
	return p.status.Phase != promise.Fulfilled && p.status.Phase != promise.Withdrawn
}

func (p pledge) urgency() int {
	switch {
	case p.status.Standing == promise.Broken:
		return 0
	case p.status.Standing == promise.AtRisk:
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

func (r *replay) printBoard(b *strings.Builder, board []pledge) {
	if len(board) == 0 {
		b.WriteString("Open promises: none\n\n")
		return
	}
	fmt.Fprintf(b, "Open promises, what needs attention first: %d\n\n", len(board))
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "  CASE\tCOMMITMENT\tGROUP\tSTANDING\tDUE\tLEFT\tWHY")
	for _, p := range board[:min(len(board), mostRows)] {
		due, left := "-", "-"
		if at, ok := p.status.Due(); ok {
			due = r.day(at)
		}
		if p.status.HasRemaining() {
			left = short(p.status.Remaining)
		}
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\t%s\n", plaintext.Field(p.id), plaintext.Field(p.commitment), plaintext.Field(p.group), p.status.Standing, due, left, r.because(p))
	}
	_ = w.Flush()
	printMore(b, len(board))
	if next, id, ok := r.nextChange(); ok {
		fmt.Fprintf(b, "\nUnless something happens, nothing changes and nothing is to be done before %s: %s\n", r.day(next), plaintext.Field(id))
	}
	b.WriteString("\n")
}

// nextChange returns when one of the promises will stand otherwise or something
// is to be done, and in which case that is the first.
func (r *replay) nextChange() (next time.Time, first string, ok bool) {
	for _, id := range r.log.cases {
		if t, changes := r.cases[id].NextChange(r.now); changes && (!ok || t.Before(next)) {
			next, first, ok = t, id, true
		}
	}
	return next, first, ok
}

func printMore(b *strings.Builder, n int) {
	if n > mostRows {
		fmt.Fprintf(b, "  ... and %d more, with -json\n", n-mostRows)
	}
}

// because returns in a few words why an open promise is in its state, and on what its
// due instant depends.
func (r *replay) because(p pledge) string {
	e := p.promise.Explain(r.now)
	reasons := []string{r.standing(p.status, e)}
	if update, late := e.ToldLate(); late && p.status.Standing != promise.Broken {
		reasons = append(reasons, "the customer was told "+r.day(update.At)+" that it will be late")
	}
	for _, c := range e.Unmet() {
		reasons = append(reasons, fmt.Sprintf("if %q by %s", c.Name, r.day(c.By)))
	}
	return strings.Join(slices.DeleteFunc(reasons, func(text string) bool { return text == "" }), "; ")
}

func (r *replay) standing(s promise.Status, e promise.Explanation) string {
	target, hasTarget := s.Target()
	due, _ := s.Due()
	told, known := e.Told()
	switch {
	case s.Standing == promise.Broken && (s.Notice == promise.Silent || s.Notice == promise.Unannounced) && !(known && told.Equal(due)):
		return "overdue; nobody told the customer this date"
	case s.Standing == promise.Broken && s.Notice == promise.Silent:
		return "overdue; nobody told the customer"
	case s.Standing == promise.Broken && s.Notice == promise.Unannounced:
		return "overdue since a rule set this time; nobody could have told the customer"
	case s.Standing == promise.Broken && s.Notice == promise.ShortNotice:
		return "overdue; the customer was told late"
	case s.Standing == promise.Broken:
		return "overdue; the customer was told in time"
	case s.Phase == promise.Paused:
		return "paused: " + plaintext.Field(s.Reason)
	case s.Standing == promise.AtRisk && hasTarget:
		return "past its target, " + r.day(target)
	}
	return ""
}

// printActions writes the actions of the policy's reactions, and those to be taken
// back.
func (r *replay) printActions(b *strings.Builder) {
	if len(r.actions) == 0 {
		return
	}
	fmt.Fprintf(b, "To do since %s: %d\n\n", r.day(r.since), len(r.actions))
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, a := range r.actions[max(0, len(r.actions)-mostRows):] {
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\n", r.day(a.At), plaintext.Field(a.Promise), says(a))
	}
	_ = w.Flush()
	printMore(b, len(r.actions))
	b.WriteString("\n")
}

// says returns what is to be done, or to be taken back, as text.
func says(a policy.Action) string {
	what := plaintext.Field(cmp.Or(a.Do, a.Reaction))
	if a.Withdrawn {
		return "take back: " + what
	}
	return what
}

func (r *replay) printMalformed(b *strings.Builder) {
	fmt.Fprintf(b, "\n%d rows read, %d malformed\n", r.log.rows, len(r.log.bad))
	for _, m := range r.log.bad[:min(len(r.log.bad), mostRows)] {
		fmt.Fprintf(b, "  line %d: %s\n", m.Line, plaintext.Sentence(m.Reason))
	}
	printMore(b, len(r.log.bad))
}

// day writes an instant as the desk reads it.
func (r *replay) day(t time.Time) string { return t.In(r.zone).Format("Mon _2 Jan 15:04") }

// short writes a duration to the minute: 2h30m.
func short(d time.Duration) string {
	if d = d.Truncate(time.Minute); d == 0 {
		return "0m"
	}
	return plaintext.Duration(d)
}
