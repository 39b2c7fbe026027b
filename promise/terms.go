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

// Terms say what is promised and by which clock (contract, SLA, policy goal).
type Terms struct {
	// Calendar tells when the clock runs. Required.
	Calendar *calendar.Calendar `json:"calendar,omitempty"`
	// Due is what the customer was told. Required.
	Due Deadline `json:"due,omitzero"`
	// Target is what the team aims for; from then until the due instant the
	// promise is at risk. Defaults to none.
	Target Deadline `json:"target,omitzero"`
	// Notice is the working time before the due instant by which a customer
	// must have heard of a later date: less is short notice, and a later date
	// binds without the customer's consent only with this much. Defaults to
	// none: then only consent binds, and any warning is fair.
	Notice time.Duration `json:"notice,omitzero"`
	// Cutoff is the time of day from which on what comes in counts, for
	// business days, as come in at the opening of the next business day; on the
	// calendar's clock, in whole seconds. Defaults to none, and so midnight
	// cannot be one.
	Cutoff clock.Clock `json:"cutoff,omitzero"`
	// DayZero is the day from which business days count. Defaults to
	// [AtOpening].
	DayZero DayZero `json:"day_zero,omitempty"`
	// Starts says when the clock starts. Defaults to [AtOnce].
	Starts Starts `json:"starts,omitempty"`
	// OnPause says what a pause does to due and target. Defaults to [Shift].
	OnPause OnPause `json:"on_pause,omitempty"`
	// OnReopen says what a Reopen does. Defaults to [Continue].
	OnReopen OnReopen `json:"on_reopen,omitempty"`
	// Conditions are what the customer must do first. Defaults to none.
	Conditions []Condition `json:"conditions,omitempty"`
}

// Starts says when the clock of a promise starts.
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
	// AtOpening counts what starts while closed as started at the next opening:
	// what comes in on Saturday or on Friday evening has Monday as day 0.
	AtOpening DayZero = "opening"
	// AtReceipt counts from the civil date of the start, open or not, as
	// [calendar.Calendar.AddDays] does: for what comes in on Saturday, Monday is
	// the first business day after it. The cut-off is read on business days only,
	// where n days then count as n+1. On a closed date, 0 days are the next
	// business day.
	AtReceipt DayZero = "receipt"
)

// OnPause says what a pause does to the marks that are still ahead, due and
// target.
type OnPause string

const (
	// Shift moves them by the working time paused.
	Shift OnPause = "shift"
	// Hold leaves them where they are: the pause is recorded and nothing elapses
	// in it, but it uses up the time promised.
	Hold OnPause = "hold"
)

// OnReopen says what a Reopen does.
type OnReopen string

const (
	// Continue lets the promise run on, the time in between a pause.
	Continue OnReopen = "continue"
	// Ignore makes it a remark: what was fulfilled stays fulfilled.
	Ignore OnReopen = "ignore"
)

// Else says what happens when a condition is not met in time; if the promise has ended by
// then, when it is reopened.
type Else string

const (
	// ElseVoid makes the promise void.
	ElseVoid Else = "void"
	// ElseMove makes it pending, to start when the condition is met.
	ElseMove Else = "move"
	// ElseBack takes back the revision that brought the condition: what held
	// without it holds again, with later revisions and all pauses. A due instant
	// that has passed meanwhile breaks the promise when the condition is missed,
	// not earlier. Only a Revise can bring such a condition.
	ElseBack Else = "back"
)

// A Condition is something that the promise depends on: "Friday, if you send
// the file by Wednesday noon". It is met by a Meet event at or before its
// instant.
type Condition struct {
	// Name is what the Meet event names. Required, and different for each.
	Name string `json:"name"`
	// By is the last instant at which it is met in time. Required.
	By time.Time `json:"by"`
	// Else says what happens if it is not. Defaults to [ElseVoid].
	Else Else `json:"else,omitempty"`
	// Wording is what the customer must do, in the customer's words, by language
	// tag: {"en": "we have your log file"}. It completes a sentence that begins
	// with "if". Defaults to the name.
	Wording map[string]string `json:"wording,omitempty"`
}

// Validate reports everything wrong with the terms, all problems joined, each
// with the path of its field. [Make] does so too, and reads them besides.
func (t Terms) Validate() error { return t.check("") }

// check reports everything wrong with whole terms, with paths below prefix.
func (t Terms) check(prefix string) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	wrong.Take(t.checkChange(prefix))
	if t.Calendar == nil {
		wrong.Add("calendar", "none; give one, or calendar.Always()")
	}
	if t.Due.IsZero() {
		wrong.Add("due", "none; say what was promised, like promise.Within(8*time.Hour)")
	}
	for i, c := range t.Conditions {
		if c.Else == ElseBack {
			wrong.Add(fmt.Sprintf("conditions[%d].else", i), "%q conflicts with first terms, before which there is nothing; write %q or %q", ElseBack, ElseVoid, ElseMove)
		}
	}
	return wrong.Err()
}

// checkChange reports everything wrong with terms of which some may be absent,
// as in a revision.
func (t Terms) checkChange(prefix string) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	wrong.Check("due", t.Due.check())
	if t.Due.kind == before {
		wrong.Add("due", "a due instant cannot lie before itself; use Before for the target")
	}
	wrong.Check("target", t.Target.check())
	if t.Notice < 0 {
		wrong.Add("notice", "%v is less than nothing; write at least 0s", t.Notice)
	}
	if t.Cutoff < 0 || t.Cutoff >= 24*clock.Hour {
		wrong.Add("cutoff", "%v is outside the day; write 00:01 to 23:59", time.Duration(t.Cutoff))
	} else if t.Cutoff%clock.Second != 0 {
		wrong.Add("cutoff", "%v is not on a whole second; round it", time.Duration(t.Cutoff))
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
			wrong.Add(path+".name", "none; name it, so that an event can meet it")
		case names[c.Name]:
			wrong.Add(path+".name", "%q is there twice; keep one", document.Excerpt(c.Name))
		}
		if c.By.IsZero() {
			wrong.Add(path+".by", "none; say by when it must be met")
		}
		wrong.Check(path+".by", checkInstant(c.By))
		wrong.Check(path+".name", checkText(c.Name))
		wrong.Take(checkWording(path+".wording", c.Wording))
		wrong.Check(path+".else", elseWords.Check(c.Else))
		names[c.Name] = true
	}
	return wrong.Err()
}

// Reach returns the instant that a deadline means under the terms, counted from
// start, in the zone of their calendar. The day is the business day to which the
// start belongs, as About.StartDay is; 0 leaves it to start. What is paused later
// is for a [Promise] to count.
//
// The error is a [*document.FieldError] if the deadline is none, is one that
// counts back from a due instant ([Before]) or has no meaning, or if the terms
// have no calendar; and that of the calendar if it is never reached.
func (t Terms) Reach(d Deadline, start time.Time, day date.Date) (time.Time, error) {
	err := d.check()
	switch {
	case d.kind == noDeadline:
		err = errors.New("required; for example 8h")
	case d.kind == before:
		err = errors.New("counts back from a due instant; expected one that counts from a start, like 8h")
	case t.Calendar == nil:
		err = errors.New("needs a calendar; give one, or calendar.Always()")
	}
	if err != nil {
		return time.Time{}, fieldError("deadline", err)
	}
	return d.read(t.dayCount(), start, day)
}

// PausesMoveDue reports whether pauses move the due instant: not where it is a
// date, nor where the terms are [Hold].
func (t Terms) PausesMoveDue() bool { return t.OnPause != Hold && t.Due.moves() }

// With returns a copy of the terms in which each field that change gives replaces theirs,
// as a [Revise] does. A field that is zero, or a list without elements, is not given.
func (t Terms) With(change Terms) Terms { return t.changed(change).clone() }

// changed returns what With does, but shares its lists with the terms and the change.
func (t Terms) changed(change Terms) Terms {
	overlay(&t, &change)
	return t
}

// IsZero reports whether no field is given: as a change, such terms change nothing.
func (t Terms) IsZero() bool { return isZeroFields(&t) }

// equal reports whether two terms have the same fields.
func (t Terms) equal(other Terms) bool { return sameFields(&t, &other) }

// clone copies what the caller could change later.
func (t Terms) clone() Terms {
	cloneFields(&t)
	return t
}

// checkText refuses text that a document could not give back.
func checkText(text string) error {
	if !utf8.ValidString(text) {
		return fmt.Errorf("%q is not UTF-8; convert it", document.Excerpt(text))
	}
	return nil
}

// checkWording refuses wordings without a language or a text.
func checkWording(path string, wording map[string]string) error {
	if len(wording) == 0 {
		return nil
	}
	wrong := document.Problems{Package: packageName, Below: path}
	for _, tag := range slices.Sorted(maps.Keys(wording)) {
		switch text := wording[tag]; {
		case tag == "":
			wrong.Add("", "a text without a language; name one, like \"en\"")
		case text == "":
			wrong.Add("."+tag, "required; write the words, or leave the language out")
		default:
			wrong.Check("."+tag, checkText(tag))
			wrong.Check("."+tag, checkText(text))
		}
	}
	return wrong.Err()
}

// checkInstant refuses an instant that a document could not give back.
func checkInstant(t time.Time) error {
	if year := t.UTC().Year(); year < 1 || year > 9998 {
		return fmt.Errorf("the year %d cannot be written; name one from 1 to 9998", year)
	}
	return nil
}
