package promise

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// Terms are the conditions under which a promise is made (contract, SLA, policy
// goal). The zero Terms are invalid for [Make]: Calendar and Due are required.
type Terms struct {
	// Calendar defines when the clock runs. Required.
	Calendar *calendar.Calendar `json:"calendar,omitempty"`
	// Due is the deadline promised to the customer. Required.
	Due Deadline `json:"due,omitzero"`
	// Target is the team's internal deadline; from the target until the due
	// instant the promise is at risk. Defaults to none.
	Target Deadline `json:"target,omitzero"`
	// Notice is the working time before the due instant by which a customer
	// must be told of a later date. Less than that is short notice, and a later
	// date then binds only with the customer's consent. Defaults to none: then
	// a later date binds only with consent, and any warning is fair notice.
	Notice time.Duration `json:"notice,omitzero"`
	// Cutoff is the time of day from which a start counts, for business days,
	// as a start at the opening of the next business day. It is on the
	// calendar's clock, in whole seconds. Zero is none, so midnight cannot be a
	// cut-off.
	Cutoff clock.Clock `json:"cutoff,omitzero"`
	// DayZero is the day from which business days count. Defaults to
	// [AtOpening].
	DayZero DayZero `json:"day_zero,omitempty"`
	// Starts defines when the clock starts. Defaults to [AtOnce].
	Starts Starts `json:"starts,omitempty"`
	// OnPause defines the effect of a pause on due and target. Defaults to
	// [Shift].
	OnPause OnPause `json:"on_pause,omitempty"`
	// OnReopen defines the effect of a Reopen. Defaults to [Continue].
	OnReopen OnReopen `json:"on_reopen,omitempty"`
	// Conditions are what the customer must do first. Defaults to none.
	Conditions []Condition `json:"conditions,omitempty"`
}

// Starts is the rule for when the clock of a promise starts.
type Starts string

const (
	// AtOnce starts it when the promise is made, or at About.Start.
	AtOnce Starts = "at once"
	// OnEvent leaves the promise pending until its first Start event.
	OnEvent Starts = "event"
)

// DayZero is the rule for the day from which business days count: day 0 of the
// deadlines [InDays], [InDaysBy] and [InDaysByClose].
type DayZero string

const (
	// AtOpening counts a start in closed time as a start at the next opening: a
	// promise that starts on Saturday or on Friday evening has Monday as day 0.
	AtOpening DayZero = "opening"
	// AtReceipt counts from the civil date of the start, open or not, as
	// [calendar.Calendar.AddDays] does: for a start on Saturday, Monday is the
	// first business day after it. The cut-off applies on business days only,
	// where n days then count as n+1. On a closed date, 0 days mean the next
	// business day.
	AtReceipt DayZero = "receipt"
)

// OnPause is the rule for the effect of a pause on the due and target that are
// still ahead.
type OnPause string

const (
	// Shift moves them by the working time paused.
	Shift OnPause = "shift"
	// Hold does not move them: the pause is recorded and no time elapses in it,
	// but it uses up the time promised.
	Hold OnPause = "hold"
)

// OnReopen is the rule for the effect of a Reopen.
type OnReopen string

const (
	// Continue continues the promise; the time in between counts as a pause.
	Continue OnReopen = "continue"
	// Ignore ignores the Reopen with a remark: a fulfilled promise stays
	// fulfilled.
	Ignore OnReopen = "ignore"
)

// Else is the consequence if a condition is not met in time. If the promise has
// ended by then, it applies when the promise is reopened.
type Else string

const (
	// ElseVoid makes the promise void.
	ElseVoid Else = "void"
	// ElseMove makes it pending, to start when the condition is met.
	ElseMove Else = "move"
	// ElseBack undoes the revision that brought the condition: the terms
	// without it are in force again, with later revisions and all pauses. If
	// their due instant has passed meanwhile, the promise breaks when the
	// condition is missed, not earlier. Only a Revise can bring such a
	// condition.
	ElseBack Else = "back"
)

// A Condition is something on which the promise depends: "Friday, if you send
// the file by Wednesday noon". It is met by a Meet event at or before By.
type Condition struct {
	// Name identifies the condition in Meet events. Required and unique.
	Name string `json:"name"`
	// By is the last instant at which it is met in time. Required.
	By time.Time `json:"by"`
	// Else is the consequence if it is not met in time. Defaults to [ElseVoid].
	Else Else `json:"else,omitempty"`
	// Wording describes in the customer's words what the customer must do, by
	// language tag: {"en": "we have your log file"}. Each text completes a
	// sentence that begins with "if". Defaults to the name.
	Wording map[string]string `json:"wording,omitempty"`
}

// Validate returns all problems of the terms joined, each with the path of its
// field. [Make] makes the same checks and also computes the instants.
func (t Terms) Validate() error { return t.check("") }

// check returns all problems of complete terms, with paths below prefix.
func (t Terms) check(prefix string) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	wrong.Take(t.checkChange(prefix))
	if t.Calendar == nil {
		wrong.Add("calendar", "required; for example calendar.Always()")
	}
	if t.Due.IsZero() {
		wrong.Add("due", "required; for example promise.Within(8*time.Hour)")
	}
	for i, c := range t.Conditions {
		if c.Else == ElseBack {
			wrong.Add(fmt.Sprintf("conditions[%d].else", i), "%q is not supported in first terms, only in a revision; write %q or %q", ElseBack, ElseVoid, ElseMove)
		}
	}
	return wrong.Err()
}

// checkChange returns all problems of terms of which some fields may be absent,
// as in a revision.
func (t Terms) checkChange(prefix string) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	wrong.Check("due", t.Due.check())
	if t.Due.kind == before {
		wrong.Add("due", "invalid: a due instant must not be before itself; use Before for the target only")
	}
	wrong.Check("target", t.Target.check())
	if t.Notice < 0 {
		wrong.Add("notice", "must not be negative, got %v; write at least 0s", t.Notice)
	}
	if t.Cutoff < 0 || t.Cutoff >= 24*clock.Hour {
		wrong.Add("cutoff", "out of range: %v; write 00:01 to 23:59", time.Duration(t.Cutoff))
	} else if t.Cutoff%clock.Second != 0 {
		wrong.Add("cutoff", "must be a whole second, got %v; round it", time.Duration(t.Cutoff))
	}
	wrong.Check("day_zero", dayZeroWords.Check(t.DayZero))
	wrong.Check("starts", startsWords.Check(t.Starts))
	wrong.Check("on_pause", onPauseWords.Check(t.OnPause))
	wrong.Check("on_reopen", onReopenWords.Check(t.OnReopen))
	var names map[string]bool
	if len(t.Conditions) > 0 {
		names = map[string]bool{}
	}
	for i, c := range t.Conditions {
		path := fmt.Sprintf("conditions[%d]", i)
		switch {
		case c.Name == "":
			wrong.Add(path+".name", "required; write a name that Meet events can refer to")
		case names[c.Name]:
			wrong.Add(path+".name", "duplicate name %q; remove one of the two", document.Excerpt(c.Name))
		}
		if c.By.IsZero() {
			wrong.Add(path+".by", "required; write the last instant to meet it, like 2026-01-09T16:00:00Z")
		}
		wrong.Check(path+".by", checkInstant(c.By))
		wrong.Check(path+".name", checkText(c.Name))
		wrong.Take(checkWording(path+".wording", c.Wording))
		wrong.Check(path+".else", elseWords.Check(c.Else))
		names[c.Name] = true
	}
	return wrong.Err()
}

// Reach returns the instant of a deadline under the terms, counted from start,
// in the zone of their calendar. The day is the business day to which the start
// belongs, like About.StartDay; 0 means that start decides. Reach does not
// account for pauses; a [Promise] does.
//
// It returns a [*document.FieldError] if the deadline is zero, counts back from
// a due instant ([Before]) or is invalid, or if the terms have no calendar. It
// returns the error of the calendar if the deadline is never reached.
func (t Terms) Reach(d Deadline, start time.Time, day date.Date) (time.Time, error) {
	err := d.check()
	switch {
	case d.kind == noDeadline:
		err = errors.New("required; for example \"8h\"")
	case d.kind == before:
		err = errors.New("invalid: counts back from a due instant; expected one that counts from a start, like \"8h\"")
	case t.Calendar == nil:
		err = errors.New("requires terms with a calendar; for example calendar.Always()")
	}
	if err != nil {
		return time.Time{}, fieldError("deadline", err)
	}
	return d.read(t.dayCount(), start, day)
}

// With returns a copy of the terms in which each field given in change replaces
// theirs, as a [Revise] does. Zero fields and empty lists are not given.
func (t Terms) With(change Terms) Terms { return t.changed(change).clone() }

// changed returns the result of With, but shares lists with the terms and the
// change.
func (t Terms) changed(change Terms) Terms {
	overlay(&t, &change)
	return t
}

// IsZero reports whether no field is given. Such terms change nothing in a
// revision.
func (t Terms) IsZero() bool { return isZeroFields(&t) }

// equal reports whether two terms have the same fields.
func (t Terms) equal(other Terms) bool { return sameFields(&t, &other) }

// clone returns a copy that shares nothing that the caller could change later.
func (t Terms) clone() Terms {
	cloneFields(&t)
	return t
}

// checkText returns an error for text that a document cannot represent.
func checkText(text string) error {
	if !utf8.ValidString(text) {
		return fmt.Errorf("invalid UTF-8 %q; convert it to UTF-8", document.Excerpt(text))
	}
	return nil
}

// checkWording returns an error for wordings without a language or a text.
func checkWording(path string, wording map[string]string) error {
	if len(wording) == 0 {
		return nil
	}
	wrong := document.Problems{Package: packageName, Below: path}
	for _, tag := range slices.Sorted(maps.Keys(wording)) {
		switch text := wording[tag]; {
		case tag == "":
			wrong.Add("", "language tag required; for example \"en\"")
		case text == "":
			wrong.Add("."+tag, "required; write the words, or leave the language out")
		default:
			wrong.Check("."+tag, checkText(tag))
			wrong.Check("."+tag, checkText(text))
		}
	}
	return wrong.Err()
}

// checkInstant returns an error for an instant that a document cannot
// represent.
func checkInstant(t time.Time) error {
	if year := t.UTC().Year(); year < 1 || year > 9998 {
		return fmt.Errorf("year %d out of range; expected 1 to 9998", year)
	}
	return nil
}
