package promise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// String prints the explanation for a person, with its instants in their zone.
// Texts from the record are printed on one line without control characters, and
// long ones are cut (see package plaintext). The fields contain the full texts.
func (e Explanation) String() string {
	e = e.printable()
	var b strings.Builder
	title := strings.TrimSpace(strings.Join([]string{e.About.ID, e.About.Name}, " "))
	if e.About.To != "" {
		title += " for " + e.About.To
	}
	if title = strings.TrimSpace(title); title != "" {
		title += ": "
	}
	fmt.Fprintf(&b, "%s%s\n", title, e.Verdict)
	if e.Made.IsZero() {
		return b.String()
	}
	fmt.Fprintf(&b, "  promised %s: due %s", plaintext.Moment(e.Made), e.Due.said())
	if !e.Target.IsZero() {
		fmt.Fprintf(&b, ", target %s", e.Target.said())
	}
	fmt.Fprintf(&b, "; %s, %s, %.12s%s\n", orElse(e.Calendar, "calendar"), e.Zone, e.Fingerprint, through(e.About.By, e.About.Channel))
	for _, s := range e.Steps {
		fmt.Fprintf(&b, "  %s - %s  %8s  %s\n", plaintext.Moment(s.From), plaintext.Moment(s.To), plaintext.Duration(s.Counted), s.Why)
	}
	if len(e.Steps) > 0 {
		fmt.Fprintf(&b, "  %*s  %8s  elapsed\n", 2*len("Mon  5 Jan 2026 09:00")+3, "", plaintext.Duration(e.Status.Elapsed))
	}
	for _, f := range e.Flags {
		fmt.Fprintf(&b, "  flagged %s: %s\n", plaintext.Moment(f.At), f.risk())
	}
	for _, c := range e.Conditions {
		fmt.Fprintf(&b, "  condition %q by %s: %s\n", c.Name, plaintext.Moment(c.By), c.text(e.waits(c)))
	}
	if e.Restarts != "" {
		fmt.Fprintf(&b, "  in place of %s%s\n", e.Restarts, e.heldOn())
	}
	for _, u := range e.Updates {
		fmt.Fprintf(&b, "  told %s: %s\n", plaintext.Moment(u.At), u.text())
	}
	for _, r := range e.Revisions {
		fmt.Fprintf(&b, "  revised %s: %s\n", plaintext.Moment(r.At), r.text())
	}
	for _, r := range e.Remarks {
		fmt.Fprintf(&b, "  remark %s: %s\n", plaintext.Moment(r.At), r.Text)
	}
	return b.String()
}

// printable returns the explanation with every printed text made fit for one
// line.
func (e Explanation) printable() Explanation {
	for _, text := range []*string{
		&e.About.ID, &e.About.Name, &e.About.To, &e.About.By.Name, &e.About.Channel, &e.Restarts, &e.Calendar, &e.Zone, &e.Fingerprint,
	} {
		*text = plaintext.Field(*text)
	}
	for _, reason := range []string{e.Status.Reason, flagReason(e.Flags)} {
		if short := plaintext.Field(reason); len(short) < len(reason) {
			e.Verdict = strings.Replace(e.Verdict, reason, short, 1) // instead of cutting off what follows it
		}
	}
	e.Verdict = plaintext.Sentence(e.Verdict)
	e.Steps, e.Flags, e.Conditions = slices.Clone(e.Steps), slices.Clone(e.Flags), slices.Clone(e.Conditions)
	e.Updates, e.Revisions, e.Remarks = slices.Clone(e.Updates), slices.Clone(e.Revisions), slices.Clone(e.Remarks)
	for i := range e.Steps {
		s := &e.Steps[i]
		told := s.Why == s.words()
		if s.Reason = plaintext.Field(s.Reason); told {
			s.Why = s.words()
		}
		s.Why = plaintext.Sentence(s.Why)
	}
	for i := range e.Flags {
		f := &e.Flags[i]
		f.Reason, f.By.Name = plaintext.Field(f.Reason), plaintext.Field(f.By.Name)
	}
	for i := range e.Conditions {
		e.Conditions[i].Name = plaintext.Field(e.Conditions[i].Name)
	}
	for i := range e.Revisions {
		r := &e.Revisions[i]
		r.Reason, r.By.Name, r.Channel = plaintext.Field(r.Reason), plaintext.Field(r.By.Name), plaintext.Field(r.Channel)
	}
	for i := range e.Updates {
		u := &e.Updates[i]
		u.By.Name, u.Channel, u.Reason, u.Note = plaintext.Field(u.By.Name), plaintext.Field(u.Channel), plaintext.Field(u.Reason), plaintext.Field(u.Note)
	}
	for i := range e.Remarks {
		e.Remarks[i].Text = plaintext.Sentence(e.Remarks[i].Text)
	}
	return e
}

// heldOn describes the due instants carried from the promise that this one
// restarts.
func (e Explanation) heldOn() string {
	text := ""
	if !e.CarriedDue.IsZero() {
		text += ", due " + plaintext.Moment(e.CarriedDue.At) + " as was said there"
	}
	if !e.FirstDue.IsZero() {
		text += ", first said for " + plaintext.Moment(e.FirstDue.At)
	}
	return text
}

// risk describes a flag: "the supplier is late, 80 % likely to break".
func (e Event) risk() string {
	text := orElse(e.Reason, "at risk")
	if e.P > 0 {
		text += fmt.Sprintf(", %.0f %% likely to break", 100*e.P)
	}
	if e.By.Name != "" {
		text += ", says " + e.By.Name
	}
	return text
}

// text describes the state of the condition. waits is whether the consequence
// waits for a reopening.
func (c ConditionState) text(waits bool) string {
	otherwise := "void"
	switch c.Else {
	case ElseMove:
		otherwise = "the start moves"
	case ElseBack:
		otherwise = "what held before holds again"
	case ElseVoid:
	}
	switch {
	case !c.Met.IsZero() && c.Missed:
		return "met late, " + plaintext.Moment(c.Met)
	case !c.Met.IsZero():
		return "met " + plaintext.Moment(c.Met)
	case c.Missed && waits:
		return "not met in time; if reopened, " + otherwise
	case c.Missed:
		return "not met in time; " + otherwise
	}
	return "not met yet; else " + otherwise
}

// text describes the notification.
func (n Notification) text() string {
	text := "an update"
	if n.Late {
		text = "it will be late"
	}
	text += through(n.By, n.Channel)
	for _, more := range []string{n.Reason, n.Note} {
		if more != "" {
			text += ": " + more
		}
	}
	return text
}

// through describes who did something and through which channel.
func through(by Actor, channel string) (text string) {
	if who := strings.TrimSpace(by.Role.text() + " " + by.Name); who != "" {
		text = ", by " + who
	}
	if channel != "" {
		text += ", through " + channel
	}
	return text
}

// text returns the role if it adds to the name.
func (r Role) text() string {
	switch r {
	case RoleCustomer:
		return "the customer"
	case RoleBot:
		return "the program"
	case RolePerson:
	}
	return ""
}

// text describes the revision.
func (r Revision) text() string {
	text := "terms changed"
	switch {
	case !r.To.IsZero() && !r.To.Equal(r.From):
		text = "due " + plaintext.Moment(r.To)
		if !r.From.IsZero() {
			text += " instead of " + plaintext.Moment(r.From)
		}
	case !r.From.IsZero() && r.To.IsZero():
		text = "no due instant any more"
	}
	if r.Agreed {
		text += ", agreed"
	}
	if !r.Binds {
		text += ", not binding"
	}
	if r.Conditional {
		text += ", with conditions"
	}
	text += r.Removed.text()
	if r.Rule {
		text += ", by a rule"
	}
	text += through(r.By, r.Channel)
	if !r.Lapsed.IsZero() {
		text += ", taken back " + plaintext.Moment(r.Lapsed)
	}
	if r.Reason != "" {
		text += ": " + r.Reason
	}
	return text
}

// said returns a deadline as text for a person: 8h, not 8h0m0s.
func (d Deadline) said() string {
	switch d.kind {
	case within:
		return plaintext.Duration(d.d)
	case before:
		return plaintext.Duration(d.d) + " before"
	case noDeadline, inDays, inDaysBy, inDaysByClose, by:
	}
	return d.String()
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
