package whatif

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// mostLines bounds the flips, and the failures, that String shows.
const mostLines = 20

// String returns the report as text for people: the total, unless only one commitment
// has promises, each commitment that has promises, then the flips, at most twenty of
// them, those lost first.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s instead of %s, %s, as of %s\n", named(r.New, "the new policy"), named(r.Old, "the old one"), count(r.Cases, "case"), r.At.Format(time.RFC3339))
	busy := slices.DeleteFunc(slices.Clone(r.Commitments), func(row Row) bool { return row.Old.Promises+row.New.Promises == 0 })
	if len(busy) != 1 {
		writeRow(&b, "in all", r.Total)
	}
	for _, row := range busy {
		writeRow(&b, plaintext.Name(row.Commitment), row)
	}
	if len(r.Added)+len(r.Removed) > 0 {
		b.WriteByte('\n')
	}
	for _, list := range []struct {
		what  string
		names []string
	}{{"added", r.Added}, {"removed", r.Removed}} {
		for _, name := range list.names {
			fmt.Fprintf(&b, "%s: %s\n", list.what, plaintext.Name(name))
		}
	}
	r.writeFlips(&b)
	for i, f := range r.Failed {
		if i == mostLines {
			fmt.Fprintf(&b, "and %d more that cannot be replayed\n", len(r.Failed)-i)
			break
		}
		fmt.Fprintf(&b, "%s cannot be replayed: %s\n", plaintext.Name(f.Case), cmp.Or(plaintext.Sentence(f.reason()), "-"))
	}
	return b.String()
}

// reason returns the error under the new policy, or else under the old one.
func (f Failure) reason() string {
	if f.New == "" {
		return f.Old
	}
	return f.New
}

func writeRow(b *strings.Builder, name string, row Row) {
	fmt.Fprintf(b, "\n%s\n", name)
	say := func(word, format string, args ...any) {
		fmt.Fprintf(b, "  %-10s %s\n", word, fmt.Sprintf(format, args...))
	}
	say("promises", "%d -> %d", row.Old.Promises, row.New.Promises)
	say("kept", "%s -> %s", keptText(row.Old), keptText(row.New))
	sides := func(word string, text func(Side) string, is func(Side) bool) {
		if is(row.Old) || is(row.New) {
			say(word, "%s -> %s", text(row.Old), text(row.New))
		}
	}
	sides("withdrawn", withdrawnText, func(s Side) bool { return s.VoidByUs > 0 })
	sides("first said", firstText, func(s Side) bool { return s.FirstKept != s.Kept || s.FirstBroken != s.Broken })
	sides("void", voidText, func(s Side) bool { return s.Void > 0 })
	sides("done", func(s Side) string { return fmt.Sprintf("%d when promised", s.AlreadyDone) }, func(s Side) bool { return s.AlreadyDone > 0 })
	var flips []string
	for _, f := range []struct {
		n    int
		what string
	}{{row.Lost, "lost"}, {row.Won, "won"}, {row.Other, "otherwise"}, {row.Appeared, "appeared"}, {row.Vanished, "vanished"}} {
		if f.n > 0 {
			flips = append(flips, fmt.Sprintf("%d %s", f.n, f.what))
		}
	}
	if len(flips) > 0 {
		say("flips", "%s", strings.Join(flips, ", "))
	}
	if row.Shift.Of > 0 {
		say("time", "%s given away, %s gained; mean %s, median %s", row.Given.Short(), row.Gained.Short(), signed(row.Shift.Mean), signed(row.Shift.Median))
	}
	if row.WallShift.Of > 0 && row.WallShift != row.Shift {
		say("wall", "mean %s, median %s", signed(row.WallShift.Mean), signed(row.WallShift.Median))
	}
	if row.Old.Pad.Sum != row.New.Pad.Sum || row.Old.Pad.Sum != (document.Total{}) {
		say("pad", "%s -> %s", padText(row.Old.Pad), padText(row.New.Pad))
	}
	if row.Old.Unused.Of+row.New.Unused.Of > 0 {
		say("unused", "%s -> %s", unusedText(row.Old), unusedText(row.New))
	}
}

func keptText(s Side) string { return rateText(s.Kept, s.Kept+s.Broken) }

func firstText(s Side) string { return rateText(s.FirstKept, s.FirstKept+s.FirstBroken) }

// withdrawnText returns the text about promises that we withdrew, beside the keep-rate.
func withdrawnText(s Side) string {
	return "by us " + rateText(s.VoidByUs, s.VoidByUs+s.Kept+s.Broken)
}

func rateText(n, of int) string {
	rate, ok := share(n, of)
	if !ok {
		return "none"
	}
	return fmt.Sprintf("%d of %d, %s", n, of, plaintext.Percent(rate))
}

// voidText returns the text about void promises and their causes.
func voidText(s Side) string {
	text := fmt.Sprint(s.Void)
	for _, cause := range []struct {
		n    int
		text string
	}{{s.VoidByCustomer, "by the customer"}, {s.VoidByCondition, "for a missed condition"}, {s.VoidByUs, "by us"}} {
		if cause.n > 0 {
			text += fmt.Sprintf(", %d %s", cause.n, cause.text)
		}
	}
	return text
}

func padText(t Times) string {
	if t.Of == 0 {
		return "none"
	}
	return "mean " + plaintext.Duration(t.Mean)
}

func unusedText(s Side) string {
	share, ok := s.UnusedShare()
	if !ok {
		return "none"
	}
	return fmt.Sprintf("%s, %s of what was promised", s.Unused.Sum.Short(), plaintext.Percent(share))
}

// writeFlips writes the flips, those lost first. Promises that appear or vanish with
// their commitment are left out: the rows count them.
func (r Report) writeFlips(b *strings.Builder) {
	whole := map[string]bool{}
	for _, name := range append(append([]string(nil), r.Added...), r.Removed...) {
		whole[name] = true
	}
	var lost, rest []Flip
	for _, f := range r.Flips {
		switch {
		case whole[f.Commitment]:
		case f.Old == promise.Kept && f.New == promise.Broken:
			lost = append(lost, f)
		default:
			rest = append(rest, f)
		}
	}
	flips := append(lost, rest...)
	if len(flips) > 0 {
		b.WriteByte('\n')
	}
	for i, f := range flips {
		if i == mostLines {
			fmt.Fprintf(b, "and %d more\n", len(flips)-i)
			break
		}
		fmt.Fprintf(b, "%s, %s %d: %s -> %s", plaintext.Name(f.Case), plaintext.Name(f.Commitment), f.Cycle, standing(f.Old, f.OldVoid), standing(f.New, f.NewVoid))
		if f.OldFirst != 0 || f.NewFirst != 0 {
			fmt.Fprintf(b, ", as first said %s -> %s", standing(orElse(f.OldFirst, f.Old), ""), standing(orElse(f.NewFirst, f.New), ""))
		}
		if !f.OldDue.Equal(f.NewDue) {
			fmt.Fprintf(b, ", due %s -> %s", due(f.OldDue), due(f.NewDue))
		}
		b.WriteByte('\n')
	}
}

func orElse(s, other promise.Standing) promise.Standing {
	if s == 0 {
		return other
	}
	return s
}

func standing(s promise.Standing, cause promise.VoidCause) string {
	switch cause {
	case "":
	case promise.VoidByCustomer:
		return "void by the customer"
	case promise.VoidByCondition:
		return "void for a missed condition"
	case promise.VoidByUs:
		return "void by us"
	case promise.VoidReplaced:
		return "replaced"
	}
	if s == 0 {
		return "not there"
	}
	return s.String()
}

func due(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02T15:04Z")
}

func named(name, other string) string {
	if name == "" {
		return other
	}
	return fmt.Sprintf("%q", plaintext.Field(name))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// signed writes a change with its sign.
func signed(d time.Duration) string {
	if d > 0 {
		return "+" + plaintext.Duration(d)
	}
	return plaintext.Duration(d)
}
