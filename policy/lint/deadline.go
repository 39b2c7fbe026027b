package lint

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

func calendarOf(m policy.Commitment, r policy.Rule) *calendar.Calendar {
	if r.Calendar != nil {
		return r.Calendar
	}
	return m.Calendar
}

// promised returns what a rule tells the customer, its pad included. ok is false if
// that depends on when, or on history.
func promised(m policy.Commitment, r policy.Rule) (due promise.Deadline, ok bool) {
	switch {
	case !r.Due.IsZero():
		return r.Due, true
	case m.Pad.Level > 0:
		return due, false
	case m.Pad == policy.Pad{}:
		return r.Target, true
	}
	given, ok := worked(r.Target)
	if !ok || m.Pad.Round != "" {
		return due, false
	}
	return promise.Within(given + padded(m.Pad, given)), true
}

// aimed returns what the team aims for under a rule; the zero Deadline is nothing.
// ok is false if that depends on when, or on history.
func aimed(m policy.Commitment, r policy.Rule) (target promise.Deadline, ok bool) {
	switch {
	case !r.Target.IsZero():
		return r.Target, true
	case m.Pad.Level > 0:
		return target, false
	case m.Pad == policy.Pad{}:
		return target, true
	}
	given, ok := worked(r.Due)
	if !ok || m.Pad.Round != "" {
		return target, false
	}
	if amount := min(padded(m.Pad, given), given); amount > 0 {
		return promise.Before(amount), true
	}
	return target, true
}

// padded returns how much a pad adds to an amount of working time.
func padded(p policy.Pad, given time.Duration) time.Duration {
	amount := max(uncut(p, given), p.AtLeast)
	if p.AtMost > 0 {
		amount = min(amount, p.AtMost)
	}
	return amount
}

// uncut returns what a pad is before its least and its most.
func uncut(p policy.Pad, given time.Duration) time.Duration {
	return p.Fixed + time.Duration(math.Round(float64(given)*p.Percent/100))
}

// worked returns the working time of a deadline that is one.
func worked(d promise.Deadline) (time.Duration, bool) {
	if d.IsZero() || d.IsDate() || d.IsBefore() {
		return 0, false
	}
	amount, err := document.ParseDuration(d.String())
	return amount, err == nil
}

// before returns the working time of a deadline that counts back from the due
// instant.
func before(d promise.Deadline) (time.Duration, bool) {
	amount, err := document.ParseDuration(strings.TrimSuffix(d.String(), " before"))
	return amount, d.IsBefore() && err == nil
}

// days returns how many business days a deadline is, and at which clock.
func days(d promise.Deadline) (n int, clock string, ok bool) {
	words := strings.Split(d.String(), " ")
	if len(words) < 2 || d.IsBefore() {
		return 0, "", false
	}
	n, err := strconv.Atoi(words[0])
	return n, strings.Join(words[2:], " "), err == nil
}

// isNeverEarlier reports whether a deadline is, from the same start on the same
// calendar with the same cut-off, never earlier than another.
func isNeverEarlier(a, b promise.Deadline) bool {
	if x, y, ok := bothWorked(a, b); ok {
		return x >= y
	}
	if n, m, ok := bothDays(a, b); ok {
		return n >= m
	}
	return a.IsDate() && b.IsDate() && !dateOf(a).Before(dateOf(b))
}

// isAlwaysLater reports whether it is always later. A clock on day 0 can be one on
// day 1.
func isAlwaysLater(a, b promise.Deadline) bool {
	if x, y, ok := bothWorked(a, b); ok {
		return x > y
	}
	if n, m, ok := bothDays(a, b); ok {
		return n > m && m > 0
	}
	return a.IsDate() && b.IsDate() && dateOf(a).After(dateOf(b))
}

func bothWorked(a, b promise.Deadline) (x, y time.Duration, ok bool) {
	x, ok = worked(a)
	y, known := worked(b)
	return x, y, ok && known
}

func bothDays(a, b promise.Deadline) (n, m int, ok bool) {
	n, clock, ok := days(a)
	m, other, known := days(b)
	return n, m, ok && known && clock == other
}

func dateOf(d promise.Deadline) time.Time {
	t, err := document.ParseInstant(d.String())
	if err != nil {
		return time.Time{} // not reached: it is a date
	}
	return t
}
