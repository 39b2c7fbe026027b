package report

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// An Outcome is one promise as it turned out, or one that nobody made. [Of]
// makes it from a promise.
type Outcome struct {
	// Group is the key by which it is counted. Defaults to the group "".
	Group string `json:"group,omitempty"`
	// At is the due instant, by whose month and day it counts; for what had no
	// promise, when that could have been made. Required.
	At time.Time `json:"at"`
	// Standing is the judgement. Zero says that there was no promise.
	Standing promise.Standing `json:"standing,omitzero"`
	// First is the judgement against what was first said, in the first promise of
	// a chain too. Defaults to Standing.
	First promise.Standing `json:"first,omitzero"`
	// Notice is how the customer learnt of a break. Empty if that is not known,
	// or nothing broke.
	Notice promise.Notice `json:"notice,omitempty"`
	// VoidCause is why it is void. Empty if that is not known, or it is not void.
	VoidCause promise.VoidCause `json:"void_cause,omitempty"`
	// Replaced says that another promise took its place, which counts for both
	// against what was first said. A verdict that there was before stands: a
	// break is not undone by promising again. A void promise whose cause is that
	// it was replaced need not say so.
	Replaced bool `json:"replaced,omitempty"`
	// AlreadyDone says that it was done at the instant at which it was made, with
	// nothing elapsed: a case that was opened finished. It is counted apart, and
	// in no rate.
	AlreadyDone bool `json:"already_done,omitempty"`
	// Promised is how long it could take and Actual how long it took, both in
	// the promise's own clock. Promised is 0 where that is not known; then
	// neither counts.
	Promised time.Duration `json:"promised,omitzero"`
	Actual   time.Duration `json:"actual,omitzero"`
	// Unfinished says that it has never been done: Actual is how long it has
	// taken so far.
	Unfinished bool `json:"unfinished,omitempty"`
	// Unquoted says, where there was no promise, that one was asked for and no
	// honest one could be had.
	Unquoted bool `json:"unquoted,omitempty"`
	// Excluded is the time that did not count, and why. A pause in which the due
	// did not move is none. Defaults to none.
	Excluded []Excluded `json:"excluded,omitempty"`
}

// Of says how a promise stands at an instant, as an outcome. Its due instant, or
// else the instant at which it ended, or else now, is what it counts under. Its
// group is empty: set it. The zero promise is one that nobody made.
func Of(p promise.Promise, now time.Time) Outcome {
	if p.IsZero() {
		return Outcome{At: now}
	}
	e := p.Explain(now)
	s := e.Status
	o := Outcome{
		At: now, Standing: s.Standing, First: s.FirstStanding, Notice: s.Notice, VoidCause: s.VoidCause,
		Replaced:    e.Successor != "",
		AlreadyDone: s.Standing == promise.Kept && s.EndedAt.Equal(p.Made()) && s.Elapsed == 0,
		Unfinished:  s.Phase != promise.Fulfilled && s.Standing != promise.Kept,
	}
	if due, ok := s.Due(); ok {
		o.At = due
	} else if !s.EndedAt.IsZero() {
		o.At = s.EndedAt
	}
	if s.HasRemaining() && s.NoDue == "" {
		o.Promised, o.Actual = s.Promised, s.Used()
	}
	o.Excluded = excludedIn(p, e.Steps)
	return o
}

// judged reports whether there is a verdict that counts.
func (o *Outcome) judged() bool {
	return (o.Standing == promise.Kept || o.Standing == promise.Broken) && !o.AlreadyDone
}

// replaced reports whether another promise took its place.
func (o *Outcome) replaced() bool { return o.Replaced || o.VoidCause == promise.VoidReplaced }

// check refuses what cannot have been.
func (o *Outcome) check() error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	if !utf8.ValidString(o.Group) {
		fail("group", "%q is not UTF-8; convert it", document.Excerpt(o.Group))
	}
	if year := o.At.UTC().Year(); o.At.IsZero() {
		fail("at", "none; name the due instant")
	} else if year < 2 || year > 9998 {
		fail("at", "the year %d cannot be written; name one from 2 to 9998", year)
	}
	if o.Standing > promise.Void {
		fail("standing", "%d has no name; set one", o.Standing)
	}
	if o.First > promise.Void {
		fail("first", "%d has no name; set one", o.First)
	}
	switch o.Notice {
	case "", promise.FairNotice, promise.ShortNotice, promise.Silent, promise.Unannounced:
	default:
		fail("notice", "unknown %q; expected fair, short, silent or unannounced", document.Excerpt(string(o.Notice)))
	}
	errs = append(errs, o.checkEnd())
	if o.Standing == 0 && (o.First != 0 || o.Notice != "" || o.Promised != 0) {
		fail("standing", "none, but there is something promised; name the judgement, or leave out first, notice and promised")
	}
	if o.Unquoted && o.Standing != 0 {
		fail("unquoted", "there is a promise, and yet no quote; leave one out")
	}
	errs = append(errs, o.checkTimes())
	return errors.Join(errs...)
}

// checkEnd refuses an end that does not fit the verdict.
func (o *Outcome) checkEnd() error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	switch o.VoidCause {
	case "":
	case promise.VoidByCustomer, promise.VoidByCondition, promise.VoidReplaced, promise.VoidByUs:
		if o.Standing != promise.Void {
			fail("void_cause", "conflicts with standing, which is not void; leave it out")
		}
	default:
		fail("void_cause", "unknown %q; expected customer, condition, replaced or us", document.Excerpt(string(o.VoidCause)))
	}
	if o.Replaced && o.Standing != promise.Void && o.Standing != promise.Broken {
		fail("replaced", "conflicts with standing; only a void or broken promise is replaced")
	}
	if o.AlreadyDone && o.Standing != promise.Kept {
		fail("already_done", "conflicts with standing; only a kept promise was done when it was made")
	}
	return errors.Join(errs...)
}

// checkTimes refuses lengths that do not fit the verdict.
func (o *Outcome) checkTimes() error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	switch {
	case o.Promised < 0:
		fail("promised", "%s is less than nothing; write how long it could take, or 0 if that is not known", o.Promised)
	case o.Actual < 0:
		fail("actual", "%s is less than nothing; write how long it took", o.Actual)
	case o.Standing == promise.Kept && o.Unfinished:
		fail("unfinished", "kept without having been done; correct the standing, or say that it is finished")
	case o.Promised == 0:
	case o.Standing == promise.Kept && o.Actual > o.Promised:
		fail("actual", "kept, but it took %s of the %s promised; correct the standing, or leave promised out", o.Actual, o.Promised)
	case o.Standing == promise.Broken && o.Actual < o.Promised && !o.Unfinished:
		fail("actual", "broken, but it took only %s of the %s promised; correct the standing, or leave promised out", o.Actual, o.Promised)
	}
	for i, x := range o.Excluded {
		path := fmt.Sprintf("excluded[%d].", i)
		if !utf8.ValidString(x.Reason) {
			fail(path+"reason", "%q is not UTF-8; convert it", document.Excerpt(x.Reason))
		}
		if x.Cause > ExcludedReopened {
			fail(path+"cause", "%d has no name; set one", x.Cause)
		}
		if x.Worked < 0 || x.Wall < 0 {
			fail(path+"worked", "less than nothing; write how long it was")
		}
		if x.Times < 0 || x.Times > most {
			fail(path+"times", "%d is out of range; write how often it was", x.Times)
		}
	}
	return errors.Join(errs...)
}

func fieldError(path string, err error) error {
	return &document.FieldError{Package: "report", Path: path, Err: err}
}
