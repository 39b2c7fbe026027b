package policy

import (
	"fmt"
	"math"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy/internal/rounding"
	"github.com/underpromise/underpromise/promise"
)

// A Pad (buffer, safety time) is the working time between the target and the due of a
// promise. It is computed once, when the promise is made, in the working time of the
// calendar. The zero Pad adds nothing.
type Pad struct {
	// Fixed is an amount of working time. Defaults to none.
	Fixed time.Duration `json:"fixed,omitzero"`
	// Percent is a share of the time that the rule gives, in working time: 25 is a
	// quarter. It conflicts with Fixed. Defaults to none.
	Percent float64 `json:"percent,omitempty"`
	// AtLeast is the minimum of the pad. Defaults to 0.
	AtLeast time.Duration `json:"at_least,omitzero"`
	// AtMost is the maximum of the pad. A longer pad is cut, and Why contains a note.
	// Defaults to no limit.
	AtMost time.Duration `json:"at_most,omitzero"`
	// Level is the share of promises to keep, like 0.95, for which the policy asks its
	// [Quoter] instead. A rule that gives the target gets
	// its due from history, at most AtMost later; one that gives the due keeps
	// it, and gets its target; one that gives neither gets both. If history
	// has no honest answer, the fields above apply. Defaults to
	// not asking.
	Level float64 `json:"level,omitempty"`
	// Round rounds to a time that people use: a due is moved later, and a target that
	// is computed from a due is moved earlier. Defaults to not rounding.
	Round Round `json:"round,omitempty"`
}

// Round is the kind of times to which a pad, or a quote, is rounded.
type Round string

const (
	// ToHalfHour rounds to :00 and :30 on the local clock, or to a close if
	// one comes first.
	ToHalfHour Round = "half hour"
	// ToClose rounds to the last close of a business day.
	ToClose Round = "close"
	// ToDate rounds to the end of a date in the calendar's zone, the midnight after it:
	// "on Friday". It is for the quotes of package forecast. It is invalid in a pad,
	// because no amount of working time ends at midnight while the calendar is closed.
	ToDate Round = "date"
)

// isZero reports whether there is no pad.
func (p Pad) isZero() bool { return p == Pad{} || p == Pad{Level: p.Level} }

// check returns all errors of the pad, each with its field.
func (p Pad) check() []error {
	wrong := document.Problems{Package: packageName}
	for _, f := range []struct {
		path string
		d    time.Duration
	}{{"fixed", p.Fixed}, {"at_least", p.AtLeast}, {"at_most", p.AtMost}} {
		if f.d < 0 {
			wrong.Add(f.path, "must not be negative, got %s", plaintext.Duration(f.d))
		}
	}
	if !(p.Percent >= 0 && p.Percent <= 1000) {
		wrong.Add("percent", "%v is out of range; write 0 to 1000", p.Percent)
	}
	if p.Fixed > 0 && p.Percent > 0 {
		wrong.Add("percent", "conflicts with fixed; give one of the two, and at_least as its floor")
	}
	if !(p.Level >= 0 && p.Level < 1) {
		wrong.Add("level", "%v is out of range; write a share below 1, like 0.95", p.Level)
	}
	if p.AtMost > 0 && p.AtMost < p.AtLeast {
		wrong.Add("at_most", "must not be less than at_least, %s, got %s; swap them", plaintext.Duration(p.AtLeast), plaintext.Duration(p.AtMost))
	}
	switch p.Round {
	case "", ToHalfHour, ToClose:
	case ToDate:
		wrong.Add("round", "%q is not supported in a pad, only in quotes; write %q or %q", p.Round, ToHalfHour, ToClose)
	default:
		wrong.Add("round", "unknown word %q; write %q or %q", p.Round, ToHalfHour, ToClose)
	}
	return wrong.List()
}

// apply returns the due and the target of a promise made at the instant made,
// and the effect of the pad.
func (p Pad) apply(terms promise.Terms, r Rule, made time.Time, day date.Date) (due, target promise.Deadline, did string, err error) {
	if p.isZero() || (!r.Due.IsZero() && !r.Target.IsZero()) {
		due, target = r.Due, r.Target
		if due.IsZero() {
			due = target
		}
		return due, target, "", nil
	}
	given := r.Target
	if given.IsZero() {
		given = r.Due
	}
	at, err := terms.Reach(given, made, day)
	if err != nil {
		return due, target, "", err
	}
	amount, did := p.amount(terms.Calendar.Between(made, at))
	if r.Target.IsZero() {
		target, did, err = p.aim(terms.Calendar, made, at, amount, did)
		return r.Due, target, did, err
	}
	due, did, err = p.lengthen(terms.Calendar, given, made, at, amount, did)
	return due, r.Target, did, err
}

// amount returns the working time that is added to the given time.
func (p Pad) amount(given time.Duration) (time.Duration, string) {
	amount := p.Fixed + time.Duration(min(math.Round(float64(given)*p.Percent/100), math.MaxInt64/2))
	did := plaintext.Duration(amount)
	if p.Percent > 0 {
		did = fmt.Sprintf("%v%% of %s is %s", p.Percent, plaintext.Duration(given), did)
	}
	if amount < p.AtLeast {
		amount = p.AtLeast
		did += ", raised to at least " + plaintext.Duration(amount)
	}
	if p.AtMost > 0 && amount > p.AtMost {
		amount = p.AtMost
		did += ", cut to at most " + plaintext.Duration(amount)
	}
	return amount, did
}

// lengthen returns the due for a target that is reached at the instant at.
func (p Pad) lengthen(cal *calendar.Calendar, target promise.Deadline, made, at time.Time, amount time.Duration, did string) (promise.Deadline, string, error) {
	due, err := cal.Add(at, amount)
	if err != nil {
		return promise.Deadline{}, did, err
	}
	rounded := due
	if cal.IsOpen(due.Add(-1)) {
		rounded = p.roundUp(cal, due)
	}
	if !rounded.After(at) {
		return target, did, nil // nothing was added
	}
	if rounded.After(due) {
		did += fmt.Sprintf(", rounded up from %s to %s", plaintext.MomentOfYear(due), plaintext.MomentOfYear(rounded))
	}
	return promise.Within(cal.Between(made, rounded)), did, nil
}

// aim returns the target for a due that is reached at the instant at.
func (p Pad) aim(cal *calendar.Calendar, made, at time.Time, amount time.Duration, did string) (promise.Deadline, string, error) {
	if given := cal.Between(made, at); amount > given {
		amount = given
		did += fmt.Sprintf(", cut to the %s that there are", plaintext.Duration(given))
	}
	target, err := cal.Sub(at, amount)
	if err != nil {
		return promise.Deadline{}, did, err
	}
	rounded := p.roundDown(cal, target)
	switch {
	case rounded.Before(target) && !rounded.Before(made):
		did += fmt.Sprintf(", brought forward from %s to %s", plaintext.MomentOfYear(target), plaintext.MomentOfYear(rounded))
		return promise.Within(cal.Between(made, rounded)), did, nil
	case amount == 0:
		return promise.Deadline{}, did, nil
	}
	return promise.Before(amount), did, nil
}

// roundUp returns the first rounded time at or after t at which an amount of working
// time can end: t is open or a close.
func (p Pad) roundUp(cal *calendar.Calendar, t time.Time) time.Time {
	switch p.Round {
	case ToHalfHour:
		return rounding.HalfHourUp(cal, t)
	case ToClose:
		return rounding.CloseUp(cal, t)
	case ToDate: // check returns an error for it
	}
	return t
}

// roundDown returns the last such time at or before t; t if there is none near.
func (p Pad) roundDown(cal *calendar.Calendar, t time.Time) time.Time {
	switch p.Round {
	case ToHalfHour:
		return rounding.HalfHourDown(cal, t)
	case ToClose:
		return rounding.CloseDown(cal, t)
	case ToDate: // check returns an error for it
	}
	return t
}
