package timeline

import (
	"cmp"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// teamVerdict describes the standing of a promise and the reason, with the
// picture's own form of times.
func (f *facts) teamVerdict(e *promise.Explanation) string {
	s := e.Status
	due, hasDue := s.Due()
	switch s.Standing {
	case promise.Kept:
		text := "fulfilled " + f.moment(s.EndedAt)
		switch {
		case !hasDue:
			return text + ", without a due time"
		case s.EndedAt.Equal(due):
			return text + ", exactly when it was due"
		}
		return text + ", " + length(s.Remaining) + " of working time before it was due " + f.moment(due)
	case promise.Broken:
		return f.teamBroken(s, due)
	case promise.Void:
		return f.teamVoid(e)
	case promise.OnTrack, promise.AtRisk:
	default:
		return cmp.Or(clean(e.Verdict), "no verdict")
	}
	text := ""
	if s.Standing == promise.AtRisk {
		text = f.risk(e) + "; "
	}
	text += f.outlook(s, due) + f.condition
	if told, ok := e.ToldLate(); ok {
		text += "; the customer was told " + f.moment(told.At) + " that it will be late"
	}
	return text
}

func (f *facts) teamBroken(s promise.Status, due time.Time) string {
	text := "due " + f.moment(due)
	if due.IsZero() {
		text = "late"
	}
	late := ""
	if s.HasRemaining() {
		late = ", " + lateness(s.WallRemaining) + " late on the wall clock, " + lateness(s.Remaining) + " in working time"
	}
	switch s.Phase {
	case promise.Fulfilled:
		text += ", fulfilled " + f.moment(s.EndedAt) + late
	case promise.Withdrawn:
		text += ", withdrawn " + f.moment(s.EndedAt)
	case promise.Pending, promise.Running, promise.Paused:
		text += " and still open" + late
	}
	switch s.Notice {
	case promise.FairNotice:
		text += "; the customer was told in good time"
	case promise.ShortNotice:
		text += "; the customer was told, at short notice"
	case promise.Unannounced:
		text += "; a rule set this date at that instant, and nobody was told it before"
	case promise.Silent:
		text += "; nobody told the customer before"
	}
	return text
}

func (f *facts) teamVoid(e *promise.Explanation) string {
	s := e.Status
	switch s.VoidCause {
	case promise.VoidByCondition:
		for _, c := range e.Conditions {
			if c.Missed && c.By.Equal(s.EndedAt) {
				return "the condition “" + clean(c.Name) + "” was not met by " + f.moment(c.By)
			}
		}
		return "a condition was not met"
	case promise.VoidByCustomer:
		return "withdrawn by the customer, or with their consent, " + f.moment(s.EndedAt)
	case promise.VoidReplaced:
		if name := clean(e.Successor); name != "" {
			return "replaced by " + name + " " + f.moment(s.EndedAt)
		}
		return "replaced by another promise " + f.moment(s.EndedAt)
	case promise.VoidByUs:
	}
	if s.EndedAt.IsZero() {
		return "withdrawn"
	}
	return "withdrawn " + f.moment(s.EndedAt)
}

// risk describes why an open promise is at risk.
func (f *facts) risk(e *promise.Explanation) string {
	target, ok := e.Status.Target()
	switch {
	case ok && !e.Status.At.Before(target):
		return "past its target, " + f.moment(target)
	case e.Status.NoDue == promise.DueUnreachable:
		return "its due time is out of reach"
	}
	for _, flag := range e.Flags {
		if flag.Reason != "" {
			return clean(flag.Reason)
		}
	}
	return "flagged"
}

// outlook describes what is ahead of an open promise.
func (f *facts) outlook(s promise.Status, due time.Time) string {
	switch {
	case !due.IsZero() && s.Phase == promise.Pending:
		return "not started, due " + f.moment(due)
	case !due.IsZero():
		return "due " + f.moment(due) + ", " + length(s.Remaining) + " of working time left"
	}
	switch s.NoDue {
	case promise.DuePaused:
		text := "paused"
		if reason := clean(s.Reason); reason != "" {
			text += ": " + reason
		}
		return text + "; " + length(s.Remaining) + " of working time will be left when it resumes"
	case promise.DueReopened:
		return "reopened after it was due; name another date"
	case promise.DueUnreachable:
		return "pauses have pushed it beyond what the calendar reaches"
	case promise.DuePending:
	}
	return "not started"
}

// customerVerdict describes the state of the promise, without target and
// reasons.
func (f *facts) customerVerdict(e *promise.Explanation) string {
	s := e.Status
	due, hasDue := s.Due()
	_, toldLate := e.ToldLate()
	text := ""
	switch {
	case s.Standing == promise.Kept && hasDue:
		text = "Done " + f.moment(s.EndedAt) + ", as promised by " + f.moment(due)
	case s.Standing == promise.Kept:
		text = "Done " + f.moment(s.EndedAt)
	case s.Standing == promise.Void && !s.EndedAt.IsZero():
		text = "Withdrawn " + f.moment(s.EndedAt)
	case s.Standing == promise.Void:
		text = "Withdrawn"
	case s.Standing == promise.Broken:
		text = f.customerBroken(s, due)
	case toldLate:
		text = "Not done yet; it will take longer than was said"
	case hasDue && s.Phase == promise.Pending:
		text = "Not started yet, due " + f.moment(due) + f.condition
	case hasDue:
		text = "Due " + f.moment(due) + f.condition
	case s.Phase == promise.Paused:
		text = "Paused; the due time will be known when it goes on" + f.condition
	case s.Phase == promise.Pending:
		text = "Not started yet" + f.condition
	default:
		text = "In progress, without a due time so far"
	}
	if expected, ok := s.Expected(); ok && s.EndedAt.IsZero() {
		text += "; now expected " + f.moment(expected)
	}
	return text
}

func (f *facts) customerBroken(s promise.Status, due time.Time) string {
	text := "Late"
	if !due.IsZero() {
		text = "Was due " + f.moment(due)
	}
	switch {
	case s.EndedAt.IsZero():
		return text + ", not done yet"
	case s.Phase == promise.Fulfilled:
		return text + ", done " + f.moment(s.EndedAt)
	}
	return text + ", withdrawn " + f.moment(s.EndedAt)
}
