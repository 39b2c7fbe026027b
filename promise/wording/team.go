package wording

import (
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// Team returns a text that tells the team the state of the promise: due and
// target, the working time left, the reason, and what to do next. It contains
// facts that customers must not see.
//
// Pauses that are over are listed with their reasons only if the explanation
// has its steps.
func (l Language) Team(e promise.Explanation, o Options) string {
	t := l.newText(&e, o)
	t.sayStanding()
	t.sayMarks()
	t.sayConditions()
	t.sayMeasure()
	t.sayWhy()
	t.say(t.task())
	switch {
	case t.next.IsZero():
	case t.nextIsAhead():
		t.say(teamNext)
	default:
		t.say(teamNextOverdue)
	}
	return t.String()
}

// isOpen reports whether the promise has not ended.
func (t *text) isOpen() bool { return t.s.Phase != promise.Fulfilled && t.s.Phase != promise.Withdrawn }

// sayStanding adds the promise, its standing and, if the clock does not run,
// its phase.
func (t *text) sayStanding() {
	word := teamOnTrack
	switch t.s.Standing {
	case promise.AtRisk:
		word = teamAtRisk
	case promise.Broken:
		word = teamBroken
	case promise.Kept:
		word = teamKept
	case promise.Void:
		word = teamVoid
	case promise.OnTrack:
	}
	standing := t.render(word)
	switch t.s.Phase {
	case promise.Pending:
		standing += ", " + t.render(teamPending)
	case promise.Paused:
		standing += ", " + t.render(teamPaused)
	default:
	}
	label := t.label()
	if label == "" {
		standing = plaintext.Capital(standing)
	} else {
		label += ": "
	}
	t.sentences = append(t.sentences, label+standing+".")
}

// label returns the ID, the name and the customer, as far as they are known.
func (t *text) label() string {
	var parts []string
	if id := plaintext.Line(t.e.ID); id != "" {
		parts = append(parts, id)
	}
	if t.name != "" {
		parts = append(parts, t.c.quotes[0]+t.name+t.c.quotes[1])
	}
	if to := plaintext.Line(t.e.To); to != "" {
		parts = append(parts, "("+to+")")
	}
	return strings.Join(parts, " ")
}

// sayMarks adds due, target and the later date that is expected.
func (t *text) sayMarks() {
	switch {
	case !t.due.IsZero() && t.isLate && t.isOpen() && t.s.Standing != promise.Broken:
		t.say(teamDueLate, teamToldLate)
	case !t.due.IsZero():
		t.say(teamDue)
	case t.isOpen():
		t.sayNoDue()
	}
	if t.isOpen() && !t.target.IsZero() && !t.target.Equal(t.due) {
		if t.target.After(t.now) {
			t.say(teamTarget)
		} else {
			t.say(teamPastTarget)
		}
	}
	if t.isOpen() && t.expected.After(t.due) {
		if _, told := t.e.ToldExpected(); told {
			t.say(teamExpected)
		} else {
			t.say(teamExpectedRule)
			t.expected = time.Time{} // the customer waits for what was said
		}
	}
}

// sayConditions adds the conditions of the promise, those for which the start
// waits, and those that undid a date.
func (t *text) sayConditions() {
	for _, s := range t.e.Unmet() {
		t.condition, t.until = plaintext.Line(s.Name), s.By.In(t.now.Location())
		switch {
		case !t.isOpen() || t.s.Standing == promise.Broken:
			t.say(teamConditionWas)
		case s.Missed:
			t.say(teamConditionMissed)
		case s.Else == promise.ElseMove:
			t.say(teamConditionMove)
		case s.Else == promise.ElseBack:
			t.say(teamConditionBack)
		default:
			t.say(teamConditionVoid)
		}
	}
	for _, s := range t.justLapsed() {
		t.condition, t.until = plaintext.Line(s.Name), s.By.In(t.now.Location())
		t.say(teamConditionLapsed)
	}
}

func (t *text) sayNoDue() {
	switch t.s.NoDue {
	case promise.DuePaused:
		t.say(teamNoDuePaused)
	case promise.DuePending:
		t.say(teamNoDuePending)
	case promise.DueReopened:
		t.say(teamNoDueReopened)
	case promise.DueUnreachable:
		t.say(teamNoDueUnreachable)
	}
}

// sayMeasure adds how much working time is left or was, how late the promise
// is, and when it ended.
func (t *text) sayMeasure() {
	measured := t.s.HasRemaining() && (!t.due.IsZero() || t.s.NoDue == promise.DuePaused)
	if !t.isOpen() && !t.end.IsZero() {
		if t.s.Phase == promise.Fulfilled {
			t.say(teamDone)
		} else {
			t.say(teamWithdrawn)
		}
	}
	t.sayVoid()
	switch {
	case !measured || t.s.Phase == promise.Withdrawn:
	case t.s.Standing == promise.Broken:
		t.say(teamLate)
	case t.s.Phase == promise.Fulfilled:
		t.say(teamMargin)
	default:
		t.say(teamLeft)
	}
}

// sayVoid adds why the promise is void, and the promise that replaces it.
func (t *text) sayVoid() {
	switch t.s.VoidCause {
	case promise.VoidByCustomer:
		t.say(teamByCustomer)
	case promise.VoidByCondition:
		t.say(teamByCondition)
	case promise.VoidByUs:
		t.say(teamByUs)
	case promise.VoidReplaced:
	}
	switch {
	case t.successor != "":
		t.say(teamReplacedBy)
	case t.isReplaced():
		t.say(teamReplaced)
	}
}

// sayWhy adds the pauses, the flag, and the warning of a break.
func (t *text) sayWhy() {
	if t.reason != "" && t.isOpen() {
		t.say(teamReason)
	}
	if t.s.Paused >= time.Minute {
		if t.reasons = t.pauseReasons(); t.reasons == "" {
			t.say(teamPauses)
		} else {
			t.say(teamPausesReasons)
		}
	}
	switch untold := !t.said.Equal(t.due); {
	case t.s.Notice == promise.FairNotice:
		t.say(teamFairNotice)
	case t.s.Notice == promise.ShortNotice:
		t.say(teamShortNotice)
	case t.s.Notice == promise.Unannounced:
		t.say(teamUnannounced)
		t.sayWhatWasSaid()
	case t.s.Notice == promise.Silent && untold:
		t.say(teamUntold)
		t.sayWhatWasSaid()
	case t.s.Notice == promise.Silent:
		t.say(teamSilent)
	}
	if t.s.FirstStanding == promise.Broken && t.s.Standing != promise.Broken {
		t.say(teamFirstBroken)
	}
}

// sayWhatWasSaid adds the time that the customer was told, instead of the due
// instant.
func (t *text) sayWhatWasSaid() {
	if !t.said.IsZero() && !t.said.Equal(t.due) {
		t.say(teamSaid)
	}
}

// pauseReasons returns the reasons of the pauses that are over and count, each
// once, in quotation marks.
func (t *text) pauseReasons() string {
	var reasons []string
	for _, s := range t.e.Steps {
		why := plaintext.Line(s.Reason)
		if s.Phase != promise.Paused || s.Dropped || why == "" || (t.s.Phase == promise.Paused && why == t.reason) {
			continue
		}
		if quoted := t.c.quotes[0] + why + t.c.quotes[1]; !slices.Contains(reasons, quoted) {
			reasons = append(reasons, quoted)
		}
	}
	return strings.Join(reasons, ", ")
}

// task returns what to do next.
func (t *text) task() message {
	late := t.s.Standing == promise.Broken
	switch {
	case t.isReplaced():
		return teamKeepOther
	case t.s.Phase == promise.Withdrawn || t.s.Standing == promise.Void:
		return teamTellDropped
	case t.s.Phase == promise.Fulfilled && t.wasLate():
		return teamApologise
	case t.s.Phase == promise.Fulfilled || t.s.Standing == promise.Kept:
		return teamFollowUp
	case late && t.isLater():
		return teamKeepExpected
	case late && t.said.After(t.now):
		return teamKeepSaid
	case late && !t.due.IsZero() && t.said.IsZero():
		return teamNameTime
	case late:
		return teamNewTime
	case t.s.NoDue == promise.DueUnreachable, t.s.NoDue == promise.DueReopened:
		return teamRevise
	case t.isLate:
		return teamNameTime
	case t.isLater():
		return teamAgree
	case t.s.Phase == promise.Pending:
		return teamStart
	case t.s.Standing == promise.AtRisk && t.dueIsAhead():
		return teamWarn
	case t.s.Phase == promise.Paused:
		return teamResume
	case t.target.After(t.now):
		return teamFinishTarget
	case t.dueIsAhead():
		return teamFinishDue
	}
	return teamFinish
}
