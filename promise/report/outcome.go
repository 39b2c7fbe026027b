package report

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// An Outcome is the result of one promise, or of a case without a promise. [Of]
// returns that of a promise.
type Outcome struct {
	// Group is the key by which it is counted. Defaults to the group "".
	Group string `json:"group,omitempty"`
	// At is the due instant, which determines the month and day; without a
	// promise, it is when the promise could have been made. Required.
	At time.Time `json:"at"`
	// Standing is the standing of the promise. Zero means that there was no
	// promise.
	Standing promise.Standing `json:"standing,omitzero"`
	// First is the standing without revisions, by the first due instant of a
	// chain of promises. Defaults to Standing.
	First promise.Standing `json:"first,omitzero"`
	// Notice is the warning of a break that the customer had. Empty if it is
	// unknown or the promise is not broken.
	Notice promise.Notice `json:"notice,omitempty"`
	// VoidCause is why it is void. Empty if that is unknown or the promise is
	// not void.
	VoidCause promise.VoidCause `json:"void_cause,omitempty"`
	// Replaced reports whether another promise replaced it. That one counts for
	// both in the rate without revisions. An earlier verdict stays: a new
	// promise does not undo a break. It may be false if VoidCause is
	// [promise.VoidReplaced].
	Replaced bool `json:"replaced,omitempty"`
	// AlreadyDone reports whether it was fulfilled at the instant at which it
	// was made, with nothing elapsed, as for a case that was opened finished.
	// It is counted separately and in no rate.
	AlreadyDone bool `json:"already_done,omitempty"`
	// Promised is the time promised and Actual the time taken, both on the
	// promise's own clock. Promised is 0 if it is unknown; then neither counts.
	Promised time.Duration `json:"promised,omitzero"`
	Actual   time.Duration `json:"actual,omitzero"`
	// Unfinished reports whether it was never fulfilled. Actual is then the
	// time taken so far.
	Unfinished bool `json:"unfinished,omitempty"`
	// Unquoted reports, if there was no promise, whether one was requested and
	// no reliable one was available.
	Unquoted bool `json:"unquoted,omitempty"`
	// Excluded is the time that did not count, with its causes. A pause that
	// does not move the due is not included. Defaults to none.
	Excluded []Excluded `json:"excluded,omitempty"`
}

// Of returns the outcome of a promise at now. It counts at its due instant, or
// else at the instant at which it ended, or else at now. Its group is empty;
// the caller sets it. The outcome of the zero promise is one without a promise.
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

// replaced reports whether another promise replaced it.
func (o *Outcome) replaced() bool { return o.Replaced || o.VoidCause == promise.VoidReplaced }

// check returns all problems of the outcome joined.
func (o *Outcome) check() error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	if !utf8.ValidString(o.Group) {
		fail("group", "invalid UTF-8 %q; convert it to UTF-8", document.Excerpt(o.Group))
	}
	if year := o.At.UTC().Year(); o.At.IsZero() {
		fail("at", "required; write the due instant, like 2026-01-09T16:00:00Z")
	} else if year < 2 || year > 9998 {
		fail("at", "year %d out of range; expected 2 to 9998", year)
	}
	if o.Standing > promise.Void {
		fail("standing", "unknown standing %d; expected one like promise.Kept", o.Standing)
	}
	if o.First > promise.Void {
		fail("first", "unknown standing %d; expected one like promise.Kept", o.First)
	}
	switch o.Notice {
	case "", promise.FairNotice, promise.ShortNotice, promise.Silent, promise.Unannounced:
	default:
		fail("notice", "unknown notice %q; expected fair, short, silent or unannounced", document.Excerpt(string(o.Notice)))
	}
	errs = append(errs, o.checkEnd())
	if o.Standing == 0 && (o.First != 0 || o.Notice != "" || o.Promised != 0) {
		fail("standing", "required with first, notice or promised; write the standing, or leave those out")
	}
	if o.Unquoted && o.Standing != 0 {
		fail("unquoted", "conflicts with standing: there is a promise; leave one of the two out")
	}
	errs = append(errs, o.checkTimes())
	return errors.Join(errs...)
}

// checkEnd returns an error for an end that conflicts with the verdict.
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
		fail("void_cause", "unknown cause %q; expected customer, condition, replaced or us", document.Excerpt(string(o.VoidCause)))
	}
	if o.Replaced && o.Standing != promise.Void && o.Standing != promise.Broken {
		fail("replaced", "conflicts with standing; only a void or broken promise is replaced")
	}
	if o.AlreadyDone && o.Standing != promise.Kept {
		fail("already_done", "conflicts with standing; only a kept promise was done when it was made")
	}
	return errors.Join(errs...)
}

// checkTimes returns an error for lengths that conflict with the verdict.
func (o *Outcome) checkTimes() error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	switch {
	case o.Promised < 0:
		fail("promised", "must not be negative, got %s; write the time promised, or 0 if it is unknown", o.Promised)
	case o.Actual < 0:
		fail("actual", "must not be negative, got %s; write the time taken", o.Actual)
	case o.Standing == promise.Kept && o.Unfinished:
		fail("unfinished", "conflicts with standing: a kept promise is finished; correct one of the two")
	case o.Promised == 0:
	case o.Standing == promise.Kept && o.Actual > o.Promised:
		fail("actual", "conflicts with standing: kept, but %s is more than the %s promised; correct the standing, or leave promised out", o.Actual, o.Promised)
	case o.Standing == promise.Broken && o.Actual < o.Promised && !o.Unfinished:
		fail("actual", "conflicts with standing: broken, but %s is less than the %s promised; correct the standing, or leave promised out", o.Actual, o.Promised)
	}
	for i, x := range o.Excluded {
		path := fmt.Sprintf("excluded[%d].", i)
		if !utf8.ValidString(x.Reason) {
			fail(path+"reason", "invalid UTF-8 %q; convert it to UTF-8", document.Excerpt(x.Reason))
		}
		if x.Cause > ExcludedReopened {
			fail(path+"cause", "unknown cause %d; expected one like report.ExcludedPaused", x.Cause)
		}
		if x.Worked < 0 || x.Wall < 0 {
			fail(path+"worked", "must not be negative, nor wall, got %s and %s; write the times", x.Worked, x.Wall)
		}
		if x.Times < 0 || x.Times > most {
			fail(path+"times", "out of range: %d; write the number of occurrences", x.Times)
		}
	}
	return errors.Join(errs...)
}

func fieldError(path string, err error) error {
	return &document.FieldError{Package: "report", Path: path, Err: err}
}
