package calendar

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
)

// A table covers whole chunks of days, counted from the start of the supported
// range.
const (
	chunk    = 128
	firstDay = rangeFrom / secondsPerDay
	lastDay  = rangeTo / secondsPerDay
)

// table returns a table that covers the instant x, which lies in the supported
// range.
func (c *Calendar) table(x int64) *table {
	if t := c.odometer.Load(); t != nil && t.covers(x) {
		return t
	}
	return c.cover(x, x)
}

// cover returns a table that covers [a, b] and all that was covered before. It takes no
// lock: a goroutine that finds the table too small builds a larger one, and the first
// one to finish stores it for all.
func (c *Calendar) cover(a, b int64) *table {
	for {
		old := c.odometer.Load()
		if old != nil && old.covers(a) && old.covers(b) {
			return old
		}
		first, last := floorDiv(a, nanosPerDay), floorDiv(b, nanosPerDay)+1
		if old != nil {
			first, last = widen(old.first(), old.last(), first, last)
		}
		c.replace(old, first, last)
	}
}

// widen returns the days [first, last) joined with those of the old table,
// and half as many again as it had on the side to which it grows, so that a walk day by
// day builds few tables.
func widen(oldFirst, oldLast, first, last int64) (int64, int64) {
	more := (oldLast - oldFirst) / 2
	if first < oldFirst {
		first = min(first, oldFirst-more)
	}
	if last > oldLast {
		last = max(last, oldLast+more)
	}
	return min(first, oldFirst), max(last, oldLast)
}

// growUp replaces the old table by one that reaches further into the future, and
// reports whether that was possible.
func (c *Calendar) growUp(old *table) bool {
	if old.last() >= lastDay {
		return false
	}
	c.replace(old, old.first(), old.last()+max(chunk, old.last()-old.first()))
	return true
}

// growDown is growUp toward the past.
func (c *Calendar) growDown(old *table) bool {
	if old.first() <= firstDay {
		return false
	}
	c.replace(old, old.first()-max(chunk, old.last()-old.first()), old.last())
	return true
}

// replace builds the table of the days [first, last), rounded up to whole
// chunks, and replaces the old one by it unless another table already has.
func (c *Calendar) replace(old *table, first, last int64) {
	first, last = chunks(first, last)
	open := func(room []span, _, _ int64) []span { return room }
	if c.source != nil {
		open = c.source.open
	}
	c.odometer.CompareAndSwap(old, newTable(first, last, open))
}

// chunks rounds the days [first, last) up to whole chunks within the supported
// range.
func chunks(first, last int64) (int64, int64) {
	first = firstDay + floorDiv(first-firstDay, chunk)*chunk
	last = firstDay - floorDiv(firstDay-last, chunk)*chunk
	return min(max(first, firstDay), lastDay-1), min(last, lastDay)
}

func (t *table) first() int64 { return floorDiv(int64(t.from), nanosPerDay) }

// last returns the day after the last one covered.
func (t *table) last() int64 { return t.first() + int64(len(t.days)) - 1 }

// notFound returns the error of a failed search from the instant x. opens reports
// whether there is open time on that side of x.
func (c *Calendar) notFound(verb string, x int64, d time.Duration, opens bool) error {
	return c.failed(fmt.Sprintf("%s %v from %s", verb, d, c.time(x).Format(time.RFC3339Nano)), opens)
}

// noBusinessDay returns the error of a failed search for the n-th business day from d.
func (c *Calendar) noBusinessDay(d date.Date, n int, opens bool) error {
	return c.failed(fmt.Sprintf("business day %+d from %s", n, document.FormatDate(d)), opens)
}

// failed returns the error of a failed search: out of range if there is open time on
// that side, never open if there is none.
func (c *Calendar) failed(what string, opens bool) error {
	err := ErrNeverOpen
	if opens {
		err = ErrOutOfRange
	}
	if c.name != "" {
		what = c.name + ": " + what
	}
	return fmt.Errorf("calendar: %s: %w", what, err)
}
