package promise

import (
	"time"

	"github.com/rickb777/date/v2/clock"
)

// The methods in this file return the parts of deadlines. Each method applies
// to the result of one of the functions that return a Deadline; for any other
// deadline ok is false and the value is zero.

// Working returns the working time of a deadline made by [Within].
func (d Deadline) Working() (amount time.Duration, ok bool) {
	if d.kind != within {
		return 0, false
	}
	return d.d, true
}

// BusinessDays returns the number of business days of a deadline made by
// [InDays], [InDaysBy] or [InDaysByClose]. Use [Deadline.Clock] and
// [Deadline.AtClose] to distinguish these.
func (d Deadline) BusinessDays() (n int, ok bool) {
	return d.days, d.kind == inDays || d.hasClock()
}

// Clock returns the time of day of a deadline made by [InDaysBy].
func (d Deadline) Clock() (k clock.Clock, ok bool) { return d.clock, d.kind == inDaysBy }

// AtClose reports whether the deadline is the last close of a business day, as made
// by [InDaysByClose].
func (d Deadline) AtClose() bool { return d.kind == inDaysByClose }

// Date returns the instant of a deadline made by [By].
func (d Deadline) Date() (t time.Time, ok bool) { return d.at, d.kind == by }

// BeforeDue returns the working time before the due instant of a target made by
// [Before].
func (d Deadline) BeforeDue() (amount time.Duration, ok bool) {
	if d.kind != before {
		return 0, false
	}
	return d.d, true
}
