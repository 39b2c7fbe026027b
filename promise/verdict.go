package promise

import "fmt"

// verdict says in one sentence how a promise stands and why.
func verdict(e *Explanation) string {
	s := e.Status
	switch s.Standing {
	case Kept:
		return verdictKept(s)
	case Broken:
		return verdictBroken(e)
	case Void:
		for _, c := range e.Conditions {
			if c.Missed && c.Else == ElseVoid && c.By.Equal(s.EndedAt) {
				return fmt.Sprintf("void: the condition %q was not met by %s", c.Name, moment(c.By))
			}
		}
		return "void: " + voided(e)
	case OnTrack, AtRisk:
	}
	text := s.Standing.String()
	if s.Standing == AtRisk {
		text += ": " + riskOf(e)
	}
	return text + "; " + outlook(s)
}

// voided tells who withdrew a promise, and when.
func voided(e *Explanation) string {
	at := moment(e.Status.EndedAt)
	switch e.Status.VoidCause {
	case VoidByCustomer:
		return "withdrawn by the customer " + at
	case VoidReplaced:
		return "replaced by another promise " + at
	case VoidByCondition, VoidByUs:
	}
	return "withdrawn " + at
}

func verdictKept(s Status) string {
	due, ok := s.Due()
	if !ok {
		return "kept: fulfilled without a due instant to be late for"
	}
	at := moment(s.EndedAt)
	if s.WallRemaining == 0 {
		return fmt.Sprintf("kept: fulfilled %s, exactly when it was due", at)
	}
	return fmt.Sprintf("kept: fulfilled %s, %s of working time before it was due %s", at, short(s.Remaining), moment(due))
}

func verdictBroken(e *Explanation) string {
	s := e.Status
	due, ok := s.Due()
	if !ok {
		return "broken"
	}
	text := "broken: due " + moment(due)
	switch late := fmt.Sprintf("%s late on the wall clock, %s in working time", short(-s.WallRemaining), short(-s.Remaining)); {
	case s.Phase == Fulfilled:
		text += ", fulfilled " + moment(s.EndedAt) + ", " + late
	case s.Phase == Withdrawn:
		text += ", withdrawn " + moment(s.EndedAt)
	default:
		text += " and still open, " + late
	}
	switch s.Notice {
	case FairNotice:
		text += "; the customer was told in good time"
	case ShortNotice:
		text += "; the customer was told, at short notice"
	case Unannounced:
		text += "; a rule set this date at that instant, and nobody was told it before"
	case Silent:
		text += "; nobody told the customer before"
	}
	return text
}

// riskOf says what puts an open promise at risk.
func riskOf(e *Explanation) string {
	s := e.Status
	target, ok := s.Target()
	switch {
	case ok && !s.At.Before(target):
		return "past its target, " + moment(target)
	case s.NoDue == DueUnreachable:
		return "its due instant is out of reach"
	}
	for _, f := range e.Flags {
		if f.Reason != "" {
			return f.Reason
		}
	}
	return "flagged"
}

// outlook says what is ahead of an open promise.
func outlook(s Status) string {
	due, ok := s.Due()
	switch {
	case ok && s.Phase == Pending:
		return "not started, due " + moment(due)
	case ok:
		return fmt.Sprintf("due %s, %s of working time left", moment(due), short(s.Remaining))
	}
	switch s.NoDue {
	case DuePaused:
		text := "paused"
		if s.Reason != "" {
			text += ": " + s.Reason
		}
		return fmt.Sprintf("%s; %s of working time will be left when it resumes", text, short(s.Remaining))
	case DueReopened:
		return "reopened after its due instant had passed; revise it to name another"
	case DueUnreachable:
		return "pauses have pushed the due instant beyond what the calendar reaches"
	case DuePending:
	}
	return "not started"
}
