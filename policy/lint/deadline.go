package lint

import (
	"math"
	"time"

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

// promised returns the due of a rule, its pad included. ok is false if it depends on
// the instant, or on history.
func promised(m policy.Commitment, r policy.Rule) (due promise.Deadline, ok bool) {
	switch {
	case !r.Due.IsZero():
		return r.Due, true
	case m.Pad.Level > 0:
		return due, false
	case m.Pad == policy.Pad{}:
		return r.Target, true
	}
	given, ok := r.Target.Working()
	if !ok || m.Pad.Round != "" {
		return due, false
	}
	return promise.Within(given + padded(m.Pad, given)), true
}

// aimed returns the target under a rule; the zero Deadline is none.
// ok is false if it depends on the instant, or on history.
func aimed(m policy.Commitment, r policy.Rule) (target promise.Deadline, ok bool) {
	switch {
	case !r.Target.IsZero():
		return r.Target, true
	case m.Pad.Level > 0:
		return target, false
	case m.Pad == policy.Pad{}:
		return target, true
	}
	given, ok := r.Due.Working()
	if !ok || m.Pad.Round != "" {
		return target, false
	}
	if amount := min(padded(m.Pad, given), given); amount > 0 {
		return promise.Before(amount), true
	}
	return target, true
}

// padded returns the working time that a pad adds to an amount of working time.
func padded(p policy.Pad, given time.Duration) time.Duration {
	amount := max(uncut(p, given), p.AtLeast)
	if p.AtMost > 0 {
		amount = min(amount, p.AtMost)
	}
	return amount
}

// uncut returns the pad before its minimum and maximum are applied.
func uncut(p policy.Pad, given time.Duration) time.Duration {
	return p.Fixed + time.Duration(math.Round(float64(given)*p.Percent/100))
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
	s, t, ok := bothDates(a, b)
	return ok && !s.Before(t)
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
	s, t, ok := bothDates(a, b)
	return ok && s.After(t)
}

func bothWorked(a, b promise.Deadline) (x, y time.Duration, ok bool) {
	x, ok = a.Working()
	y, known := b.Working()
	return x, y, ok && known
}

// bothDays returns the business days of two deadlines that are both in days, and at
// the same clock or close.
func bothDays(a, b promise.Deadline) (n, m int, ok bool) {
	n, ok = a.BusinessDays()
	m, known := b.BusinessDays()
	k, hasClock := a.Clock()
	other, too := b.Clock()
	return n, m, ok && known && k == other && hasClock == too && a.AtClose() == b.AtClose()
}

func bothDates(a, b promise.Deadline) (s, t time.Time, ok bool) {
	s, ok = a.Date()
	t, known := b.Date()
	return s, t, ok && known
}
