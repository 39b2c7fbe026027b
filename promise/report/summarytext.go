package report

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// mostGroups is the maximum number of groups printed.
const mostGroups = 20

// String prints the summary for a person: the rates, month by month, and the
// twenty worst groups of those with enough judged promises.
func (s Summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d promises", s.Total.promised())
	if n := len(s.Months); n > 0 {
		fmt.Fprintf(&b, ", %s to %s, %s", plaintext.Name(s.Months[0].Name), plaintext.Name(s.Months[n-1].Name), plaintext.Name(s.Zone))
	}
	fmt.Fprintf(&b, ", aimed at %s\n\n", plaintext.Percent(s.Level))
	for _, fact := range s.Total.facts(s.Level) {
		fmt.Fprintf(&b, "%-16s%s\n", fact[0], fact[1])
	}
	if worst := s.WorstMonth; worst.Keep.Of > 0 {
		fmt.Fprintf(&b, "%-16s%s: %s\n", "worst month", plaintext.Name(worst.Name), worst.kept())
	}
	if worst := s.WorstGroup; worst.Keep.Of > 0 && len(s.Groups) > 1 {
		fmt.Fprintf(&b, "%-16s%s: %s\n", "worst group", plaintext.Name(worst.Name), worst.kept())
	}
	b.WriteString(s.padText())
	for _, x := range s.Excluded {
		fmt.Fprintf(&b, "%-16s%s: %d times, %s of working time, %s on the wall\n", "not counted", plaintext.Name(x.why()), x.Times, rounded(x.Worked), rounded(x.Wall))
	}
	table(&b, "month", s.Months)
	if len(s.Groups) > 1 {
		groups := worstFirst(s.Groups, s.Least)
		table(&b, "group", groups[:min(len(groups), mostGroups)])
		if more := len(s.Groups) - min(len(groups), mostGroups); more > 0 {
			fmt.Fprintf(&b, "and %d more groups\n", more)
		}
	}
	return b.String()
}

// facts returns the facts of a line, each with a word for it.
func (l Line) facts(level float64) (facts [][2]string) {
	say := func(word, format string, args ...any) {
		facts = append(facts, [2]string{word, fmt.Sprintf(format, args...)})
	}
	say("kept", "%s", l.Keep)
	if l.VoidByUs > 0 {
		say("withdrawn by us", "%s, before the due instant", l.Withdrawn)
	}
	if l.KeepFirst != l.Keep || l.Moved > 0 {
		say("as first said", "%s; %d kept by moving the date", l.KeepFirst, l.Moved)
	}
	if l.Broken > 0 {
		text := fmt.Sprintf("%d: %d with fair notice, %d with short notice, %d silent", l.Broken, l.Fair, l.Short, l.Silent)
		if l.Unannounced > 0 {
			text += fmt.Sprintf(", %d unannounced", l.Unannounced)
		}
		say("broken", "%s", text)
	}
	if l.Void+l.Open > 0 {
		say("not judged", "%d void%s, %d open", l.Void, l.causes(), l.Open)
	}
	if l.AlreadyDone > 0 {
		say("already done", "%d when they were promised; in no rate", l.AlreadyDone)
	}
	all := l.Counts.sum()
	if l.Unpromised > 0 {
		say("without promise", "%d of %d, %s", l.Unpromised, all, plaintext.Percent(float64(l.Unpromised)/float64(all)))
	}
	if l.Unquoted > 0 {
		say("without quote", "%d of %d, %s", l.Unquoted, all, plaintext.Percent(float64(l.Unquoted)/float64(all)))
	}
	if l.Promised != (Typical{}) {
		say("promised", "median %s, mean %s; took %s and %s", rounded(l.Promised.Median), rounded(l.Promised.Mean), rounded(l.Actual.Median), rounded(l.Actual.Mean))
	}
	if l.Kept > 0 && l.Unused != (Typical{}) {
		say("unused", "median %s, %s of the promise", rounded(l.Unused.Median), plaintext.Percent(l.UnusedShare))
	}
	if l.Late != (Typical{}) {
		say("late", "median %s, mean %s", rounded(l.Late.Median), rounded(l.Late.Mean))
	}
	if l.Pad > 0 {
		say("pad", "promises %.2f times as long as needed for %s", l.Pad, plaintext.Percent(level))
	}
	if l.Pinball > 0 {
		say("pinball loss", "%s", rounded(l.Pinball))
	}
	return facts
}

// promised returns the number of promises.
func (c *Counts) promised() int { return c.Kept + c.Broken + c.Void + c.Open + c.AlreadyDone }

// kept returns the keep-rate and, if there are any, the number withdrawn by us.
func (l Line) kept() string {
	text := l.Keep.String()
	if l.VoidByUs > 0 {
		text += fmt.Sprintf("; %d withdrawn by us", l.VoidByUs)
	}
	return text
}

// causes returns the number of void promises by cause, in brackets; "" if no
// cause is known.
func (c *Counts) causes() string {
	var list []string
	for _, cause := range []struct {
		n    int
		text string
	}{
		{c.VoidByCustomer, "by the customer"}, {c.VoidByCondition, "for a missed condition"}, {c.VoidReplaced, "replaced by another"}, {c.VoidByUs, "by us"},
	} {
		if cause.n > 0 {
			list = append(list, fmt.Sprintf("%d %s", cause.n, cause.text))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}

// padText describes where promises were longer than needed, and where work
// grew.
func (s Summary) padText() string {
	var b strings.Builder
	var padded, grown []string
	for _, p := range s.Pads {
		if p.Sandbagged {
			padded = append(padded, p.Month)
		}
		if p.Grown {
			grown = append(grown, p.Month)
		}
	}
	say := func(word, text string, names []string) {
		for i := range names {
			names[i] = plaintext.Name(names[i])
		}
		if len(names) > mostGroups {
			names = append(names[:mostGroups:mostGroups], fmt.Sprintf("and %d more", len(names)-mostGroups))
		}
		if len(names) > 0 {
			fmt.Fprintf(&b, "%-16s%s: %s\n", word, text, strings.Join(names, ", "))
		}
	}
	say("sandbagging", "far longer than needed for three months, by", padded)
	say("sandbagging", "far longer than needed for the last three months, in", slices.Clone(s.Sandbagged))
	say("growing", "work grew along with the promises, by", grown)
	say("growing", "work grew along with the promises in the last three months, in", slices.Clone(s.Grown))
	return b.String()
}

// table prints lines under a heading.
func table(b *strings.Builder, what string, lines []Line) {
	if len(lines) == 0 {
		return
	}
	width := len(what)
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(plaintext.Name(l.Name)))
	}
	fmt.Fprintf(b, "\n%-*s %7s %7s %14s %9s %9s %9s %8s %6s %8s\n", width, what, "judged", "kept", "95 % interval", "withdrawn", "promised", "took", "unused", "pad", "no quote")
	for _, l := range lines {
		kept, interval, withdrawn, unused, pad, quote := "", "", "", "", "", ""
		if share, ok := l.Keep.Share(); ok {
			low, high := l.Keep.Wilson()
			kept, interval = plaintext.Percent(share), fmt.Sprintf("%.1f to %.1f", 100*low, 100*high)
		}
		if share, ok := l.Withdrawn.Share(); ok && l.VoidByUs > 0 {
			withdrawn = plaintext.Percent(share)
		}
		if l.Kept > 0 && l.Unused != (Typical{}) {
			unused = plaintext.Percent(l.UnusedShare)
		}
		if l.Pad > 0 {
			pad = fmt.Sprintf("%.2f", l.Pad)
		}
		if l.Unquoted > 0 {
			quote = plaintext.Percent(float64(l.Unquoted) / float64(l.Counts.sum()))
		}
		text := fmt.Sprintf("%-*s %7d %7s %14s %9s %9s %9s %8s %6s %8s", width, plaintext.Name(l.Name), l.Keep.Of, kept, interval, withdrawn,
			roundedIf(l.Promised.Median), roundedIf(l.Actual.Median), unused, pad, quote)
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}

// roundedIf returns rounded, or "" for 0.
func roundedIf(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return rounded(d)
}

// rounded returns a length rounded for a person: to the second below an hour,
// to the minute below a hundred hours, else to the hour.
func rounded(d time.Duration) string {
	switch {
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	case d < time.Hour:
		d = d.Round(time.Second)
	case d < 100*time.Hour:
		d = d.Round(time.Minute)
	default:
		return fmt.Sprintf("%.0fh", d.Hours())
	}
	return plaintext.Duration(d)
}
