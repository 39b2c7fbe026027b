package promise

import (
	"fmt"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// verdict describes in one sentence the standing of a promise and the reason.
// The withdrawal is the event that ended it, zero if none did.
func verdict(e *Explanation, withdrawal Event) string {
	s := e.Status
	switch s.Standing {
	case Kept:
		return verdictKept(e)
	case Broken:
		return verdictBroken(e)
	case Void:
		return verdictVoid(e, withdrawal)
	case OnTrack, AtRisk:
	}
	text := s.Standing.String()
	if s.Standing == AtRisk {
		text += ": " + riskOf(e)
	}
	return text + "; " + outlook(e)
}

func verdictKept(e *Explanation) string {
	s := e.Status
	due, ok := s.Due()
	if !ok {
		return "kept: fulfilled without a due instant to be late for"
	}
	at := plaintext.Moment(s.EndedAt)
	if s.WallRemaining == 0 {
		return fmt.Sprintf("kept: fulfilled %s, exactly when it was due", at)
	}
	return fmt.Sprintf("kept: fulfilled %s, %s of working time before it was due %s", at, plaintext.Duration(s.Remaining), plaintext.Moment(due)+given(e))
}

func verdictVoid(e *Explanation, withdrawal Event) string {
	s := e.Status
	text := "void: withdrawn "
	switch s.VoidCause {
	case VoidByCondition:
		for _, c := range e.Conditions {
			if c.Missed && c.By.Equal(s.EndedAt) {
				return fmt.Sprintf("void: the condition %q was not met by %s", c.Name, plaintext.Moment(c.By))
			}
		}
	case VoidByCustomer:
		text += "by the customer "
		if withdrawal.By.Role != RoleCustomer {
			text = "void: withdrawn with the customer's consent "
		}
	case VoidByUs:
		text += "by us "
	case VoidReplaced:
	}
	return text + plaintext.Moment(s.EndedAt) + replacedBy(e)
}

// replacedBy names the promise that replaces this one, if any.
func replacedBy(e *Explanation) string {
	if e.Successor == "" {
		return ""
	}
	return ", replaced by " + e.Successor
}

func verdictBroken(e *Explanation) string {
	s := e.Status
	due, ok := s.Due()
	if !ok {
		return "broken"
	}
	text := "broken: due " + plaintext.Moment(due) + given(e)
	switch late := fmt.Sprintf("%s late on the wall clock, %s in working time", plaintext.Duration(-s.WallRemaining), plaintext.Duration(-s.Remaining)); {
	case s.Phase == Fulfilled:
		text += ", fulfilled " + plaintext.Moment(s.EndedAt) + ", " + late
	case s.Phase == Withdrawn:
		text += ", withdrawn " + plaintext.Moment(s.EndedAt) + replacedBy(e)
	default:
		text += " and still open, " + late
	}
	return text + warned(e)
}

// warned describes the warning of a break. A date that the customer was never
// told is not a silent break.
func warned(e *Explanation) string {
	told, known := e.Told()
	switch e.Status.Notice {
	case FairNotice:
		return "; the customer was told in good time"
	case ShortNotice:
		return "; the customer was told, at short notice"
	case Unannounced:
		return "; a rule set this date at that instant, and nobody was told it before"
	case Silent:
		switch due, _ := e.Status.Due(); {
		case known && told.Equal(due):
			return "; nobody told the customer before"
		case known:
			return "; nobody told the customer this date, but " + plaintext.Moment(told)
		}
		return "; nobody told the customer this date"
	}
	return ""
}

// given describes the unmet conditions of a due instant.
func given(e *Explanation) string {
	text, word := "", " if "
	for _, c := range e.Unmet() {
		text += fmt.Sprintf("%s%q is met by %s", word, c.Name, plaintext.Moment(c.By))
		if c.Missed {
			text += " (it was not)"
		}
		word = " and "
	}
	return text
}

// riskOf describes why an open promise is at risk.
func riskOf(e *Explanation) string {
	s := e.Status
	target, ok := s.Target()
	switch {
	case ok && !s.At.Before(target):
		return "past its target, " + plaintext.Moment(target)
	case s.NoDue == DueUnreachable:
		return "its due instant is out of reach"
	}
	return orElse(flagReason(e.Flags), "flagged")
}

// flagReason returns the first reason of flags.
func flagReason(flags []Event) string {
	for _, f := range flags {
		if f.Reason != "" {
			return f.Reason
		}
	}
	return ""
}

// outlook describes what is ahead of an open promise.
func outlook(e *Explanation) string {
	if u, late := e.ToldLate(); late {
		return fmt.Sprintf("%s; the customer was told %s that it will be late, and no other date since", ahead(e), plaintext.Moment(u.At))
	}
	return ahead(e)
}

func ahead(e *Explanation) string {
	s := e.Status
	due, ok := s.Due()
	switch {
	case ok && s.Phase == Pending:
		return "not started, due " + plaintext.Moment(due) + given(e)
	case ok:
		return fmt.Sprintf("due %s%s, %s of working time left", plaintext.Moment(due), given(e), plaintext.Duration(s.Remaining))
	}
	switch s.NoDue {
	case DuePaused:
		text := "paused"
		if s.Reason != "" {
			text += ": " + s.Reason
		}
		return fmt.Sprintf("%s; %s of working time will be left when it resumes", text, plaintext.Duration(s.Remaining))
	case DueReopened:
		return "reopened after its due instant had passed; revise it to name another"
	case DueUnreachable:
		return "pauses have pushed the due instant beyond what the calendar reaches"
	case DuePending:
	}
	return "not started"
}
