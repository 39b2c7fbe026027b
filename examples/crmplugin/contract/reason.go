package contract

import (
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A ReasonCode is the kind of a [Reason]. The list is closed in
// version 1.
type ReasonCode string

const (
	// Running is on track: the target, or the due instant, is ahead.
	Running ReasonCode = "running"
	// NotStarted is on track, and the clock has not started.
	NotStarted ReasonCode = "not_started"
	// Paused is on track, and the clock stands still.
	Paused ReasonCode = "paused"
	// Reopened is on track: the due instant passed while it was fulfilled, and no
	// other was named since.
	Reopened ReasonCode = "reopened"
	// PastTarget is at risk: the target has passed.
	PastTarget ReasonCode = "past_target"
	// Flagged is at risk because somebody flagged it.
	Flagged ReasonCode = "flagged"
	// OutOfReach is at risk: pauses have pushed the due instant beyond what the
	// calendar reaches.
	OutOfReach ReasonCode = "out_of_reach"
	// Fulfilled is kept.
	Fulfilled ReasonCode = "fulfilled"
	// Overdue is broken, and still open.
	Overdue ReasonCode = "overdue"
	// FulfilledLate is broken, and done by now.
	FulfilledLate ReasonCode = "fulfilled_late"
	// WithdrawnLate is broken, and was taken back afterwards.
	WithdrawnLate ReasonCode = "withdrawn_late"
	// Withdrawn is void: it was taken back, by the customer or by us, or another
	// promise took its place.
	Withdrawn ReasonCode = "withdrawn"
	// ConditionMissed is void: the customer did not do in time what it depended
	// on.
	ConditionMissed ReasonCode = "condition_missed"
)

// reason returns why a promise is in its state.
func (e *evaluation) reason(p promise.Promise, x *promise.Explanation) Reason {
	s := x.Status
	due, dated := s.Due()
	target, aimed := s.Target()
	r := Reason{Params: Params{Due: e.at(due)}}
	switch s.Standing {
	case promise.Kept:
		r.Code, r.Params.At = Fulfilled, e.at(s.EndedAt)
		if dated && s.HasRemaining() {
			r.Params.EarlySeconds = seconds(max(s.Remaining, 0))
		}
	case promise.Broken:
		r.Code = brokenCode(s.Phase)
		r.Params.At, r.Params.Notice, r.Params.Successor = e.at(s.EndedAt), s.Notice, x.Successor
		if s.HasRemaining() {
			r.Params.LateSeconds = seconds(max(-s.Remaining, 0))
		}
	case promise.Void:
		r.Code = Withdrawn
		r.Params = Params{At: e.at(s.EndedAt), Reason: withdrawalOf(p, s.EndedAt), Cause: s.VoidCause, Successor: x.Successor}
		for _, c := range x.Conditions {
			if s.VoidCause == promise.VoidByCondition && c.Missed && c.By.Equal(s.EndedAt) {
				r.Code, r.Params = ConditionMissed, Params{At: e.at(s.EndedAt), Condition: c.Name, By: e.at(c.By)}
			}
		}
	case promise.AtRisk, promise.OnTrack:
		r.Code = openCode(s, target, aimed)
		r.Params = e.openParams(r.Code, x)
	}
	e.said(&r, x)
	r.Text = e.text(r)
	return r
}

// said adds the due instant that the customer was given, and the conditions on
// which it depends.
func (e *evaluation) said(r *Reason, x *promise.Explanation) {
	p := &r.Params
	if p.Due.IsZero() {
		return
	}
	p.Conditions = e.conditions(x.Unmet())
	due, _ := x.Status.Due()
	if told, _ := x.Told(); !told.Equal(due) {
		p.Untold, p.ToldDue = true, e.at(told)
	}
	if u, late := x.ToldLate(); late && isOpen(x.Status) && x.Status.Standing != promise.Broken {
		p.ToldLate = e.at(u.At)
	}
}

// openParams returns the facts for a promise that is open and not broken.
func (e *evaluation) openParams(code ReasonCode, x *promise.Explanation) Params {
	s := x.Status
	due, _ := s.Due()
	target, _ := s.Target()
	p := Params{Due: e.at(due), Target: e.at(target)}
	if s.HasRemaining() {
		p.RemainingSeconds = seconds(s.Remaining)
	}
	switch code {
	case Reopened:
		return Params{Reason: s.Reason}
	case OutOfReach:
		return Params{}
	case Flagged:
		p.Reason = flagOf(x)
	case NotStarted, Paused:
		p.Reason = s.Reason
	default:
	}
	return p
}

func brokenCode(phase promise.Phase) ReasonCode {
	switch phase {
	case promise.Fulfilled:
		return FulfilledLate
	case promise.Withdrawn:
		return WithdrawnLate
	default:
		return Overdue
	}
}

// openCode is the code of a promise that is open and not broken. What puts it
// at risk comes before what it is doing.
func openCode(s promise.Status, target time.Time, aimed bool) ReasonCode {
	atRisk := s.Standing == promise.AtRisk
	switch {
	case atRisk && aimed && !s.At.Before(target):
		return PastTarget
	case atRisk && s.NoDue == promise.DueUnreachable:
		return OutOfReach
	case atRisk:
		return Flagged
	case s.Phase == promise.Pending:
		return NotStarted
	case s.Phase == promise.Paused:
		return Paused
	case s.NoDue == promise.DueReopened:
		return Reopened
	}
	return Running
}

// flagOf returns the reason of the flag that is up, of the first one that has
// any.
func flagOf(x *promise.Explanation) string {
	for _, f := range x.Flags {
		if f.Reason != "" {
			return f.Reason
		}
	}
	return ""
}

// withdrawalOf returns the reason for which a promise was withdrawn.
func withdrawalOf(p promise.Promise, at time.Time) (reason string) {
	for _, event := range p.Events() {
		if event.Kind == promise.Withdraw && event.At.Equal(at) {
			reason = event.Reason
		}
	}
	return reason
}

// text returns a reason as a line of English. It uses only the facts in Params, so
// that a host can write the same in another language.
func (e *evaluation) text(r Reason) string {
	p := r.Params
	because := after(": ", p.Reason)
	switch r.Code {
	case Running:
		text := ""
		if !p.Target.IsZero() && p.Target.Before(p.Due) {
			text = "; target " + e.clock(p.Target)
		}
		return strings.TrimPrefix(text+e.ahead(p), "; ")
	case NotStarted:
		return "not started yet" + because + e.dated(p)
	case Paused:
		text := "paused" + because
		if p.Due.IsZero() && p.RemainingSeconds != nil {
			return text + "; " + length(*p.RemainingSeconds) + " of working time are left when it goes on"
		}
		return text + e.dated(p)
	case Reopened:
		return "reopened after it was due; name another date" + because
	case PastTarget:
		return "past our target, " + e.clock(p.Target) + e.ahead(p)
	case Flagged:
		return "flagged" + because + e.ahead(p)
	case OutOfReach:
		return "pauses have pushed it beyond what the calendar reaches; name another date"
	case Fulfilled:
		text := "done " + e.clock(p.At)
		if p.EarlySeconds != nil {
			text += ", " + length(*p.EarlySeconds) + " of working time before it was due"
		}
		return text
	case Overdue:
		return "was due " + e.clock(p.Due) + e.given(p) + e.late(p)
	case FulfilledLate:
		return "was due " + e.clock(p.Due) + e.given(p) + ", done " + e.clock(p.At) + e.late(p)
	case WithdrawnLate:
		return "was due " + e.clock(p.Due) + e.given(p) + ", withdrawn " + e.clock(p.At) + after("; replaced by ", p.Successor)
	case Withdrawn:
		return "withdrawn " + withdrawer(p) + e.clock(p.At) + because + after("; replaced by ", p.Successor)
	case ConditionMissed:
		return fmt.Sprintf("depended on %q by %s, which did not come", plaintext.Field(p.Condition), e.clock(p.By))
	}
	return ""
}

// withdrawer returns who withdrew a promise, if that is known.
func withdrawer(p Params) string {
	switch p.Cause {
	case promise.VoidByCustomer:
		return "by the customer, or as agreed, "
	case promise.VoidByUs:
		return "by us "
	case promise.VoidByCondition, promise.VoidReplaced:
	}
	return ""
}

// ahead returns the time that is left, as text.
func (e *evaluation) ahead(p Params) string {
	text := e.dated(p)
	if p.RemainingSeconds != nil {
		text += ", " + length(*p.RemainingSeconds) + " of working time left"
	}
	return text
}

func (e *evaluation) dated(p Params) string {
	if p.Due.IsZero() {
		return ""
	}
	text := "; due " + e.clock(p.Due) + e.given(p)
	if !p.ToldLate.IsZero() {
		text += ", but the customer was told " + e.clock(p.ToldLate) + " that it will be late"
	}
	return text
}

// given returns the conditions on which the due instant depends, as text.
func (e *evaluation) given(p Params) string {
	text, word := "", " if "
	for _, c := range p.Conditions {
		text += fmt.Sprintf("%s%q is met by %s", word, strings.Join(strings.Fields(c.Name), " "), e.clock(c.By))
		word = " and "
	}
	return text
}

// late returns how late it is and whether the customer was informed, as text.
func (e *evaluation) late(p Params) string {
	text := ""
	if p.LateSeconds != nil && *p.LateSeconds > 0 {
		text = "; " + length(*p.LateSeconds+59) + " of working time late"
	}
	switch {
	case p.Notice == promise.FairNotice:
		text += "; the customer was told in good time"
	case p.Notice == promise.ShortNotice:
		text += "; the customer was told at short notice"
	case p.Notice == promise.Unannounced:
		text += "; a rule set this time when it had come, and nobody could have told the customer"
	case p.Untold:
		text += "; nobody had told the customer this date"
	case p.Notice == promise.Silent:
		text += "; nobody had told the customer"
	}
	if !p.ToldDue.IsZero() {
		text += "; what the customer was told: " + e.clock(p.ToldDue)
	}
	return text
}

// clock writes an instant for the reader: "Fri 9 Jan 16:00", with the year where
// it is not this one.
func (e *evaluation) clock(t time.Time) string {
	if t.Year() != e.now.In(e.zone).Year() {
		return t.Format("Mon 2 Jan 2006 15:04")
	}
	return t.Format("Mon 2 Jan 15:04")
}

// length writes an amount of time for the reader, in whole minutes.
func length(seconds int64) string {
	minutes := max(seconds, 0) / 60
	switch hours := minutes / 60; {
	case hours == 0:
		return fmt.Sprintf("%dm", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%dh", hours)
	default:
		return fmt.Sprintf("%dh %dm", hours, minutes%60)
	}
}

// after puts something in front of a text that is not empty. A reason is one line.
func after(front, text string) string {
	if text = plaintext.Field(text); text == "" {
		return ""
	}
	return front + text
}
