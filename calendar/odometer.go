package calendar

import (
	"math"
	"time"
)

// Add returns t plus d of open time: the earliest instant u, not before t, with
// [Calendar.Between](t, u) at least d. It stops at a close and does not roll on to the
// next opening. Add(t, 0) is t, even if the calendar is closed. For a negative d it
// returns [Calendar.Sub] of -d.
//
// The error is [ErrNeverOpen] if the calendar is never open at or after t, or
// [ErrOutOfRange] if it has less open time after t than d.
func (c *Calendar) Add(t time.Time, d time.Duration) (time.Time, error) {
	if d <= 0 {
		if d < 0 {
			return c.sub(t, -d)
		}
		return t.Round(0).In(c.Zone()), nil
	}
	tab, x := c.find(t)
	r := uint64(tab.reading(x)) + uint64(d) - 1 // the last nanosecond still to pass
	if r >= uint64(tab.total) {
		return c.addFar(x, d)
	}
	return c.time(tab.instant(int64(r)) + 1), nil
}

// Sub returns t minus d of open time: the latest instant u, not after t, with
// [Calendar.Between](u, t) at least d. It stops at an opening. Sub(t, 0) is t. For a
// negative d it returns [Calendar.Add] of -d.
//
// The error is [ErrNeverOpen] if the calendar is never open before t, or
// [ErrOutOfRange] if it has less open time before t than d.
func (c *Calendar) Sub(t time.Time, d time.Duration) (time.Time, error) {
	if d <= 0 {
		// The least Duration cannot be negated; the greatest one is out of
		// range too.
		return c.Add(t, -max(d, -math.MaxInt64))
	}
	return c.sub(t, d)
}

// sub is Sub for d that is not 0. The least Duration is its own negative, but
// taken as unsigned it is right.
func (c *Calendar) sub(t time.Time, d time.Duration) (time.Time, error) {
	tab, x := c.find(t)
	r := tab.reading(x)
	if uint64(d) > uint64(r) {
		return c.subFar(x, d)
	}
	return c.time(tab.instant(r - int64(d))), nil
}

// Between returns the open time from one instant to the other, negative if to
// is before from. It is additive: Between(a, b) + Between(b, c) is Between(a, c). The
// calendar is closed outside the supported range.
func (c *Calendar) Between(from, to time.Time) time.Duration {
	first, second := from.Unix(), to.Unix()
	tab := c.odometer.Load()
	if tab == nil || !tab.holds(first) || !tab.holds(second) {
		return c.betweenFar(clampNanos(from), clampNanos(to))
	}
	return time.Duration(tab.reading(second*nanosPerSecond+int64(to.Nanosecond())) - tab.reading(first*nanosPerSecond+int64(from.Nanosecond())))
}

// IsOpen reports whether the calendar is open at t: at or after an opening and
// before the close.
func (c *Calendar) IsOpen(t time.Time) bool {
	sec := t.Unix()
	tab := c.odometer.Load()
	if tab == nil || !tab.holds(sec) {
		if sec < rangeFrom || sec >= rangeTo {
			return false
		}
		tab, _ = c.find(t)
	}
	return tab.isOpen(sec*nanosPerSecond + int64(t.Nanosecond()))
}

func (t *table) isOpen(x int64) bool {
	i, into := t.locate(x)
	outside := int64(-1)
	for _, w := range t.windowsOf(i) {
		// Negative unless the window holds the instant.
		outside &= (into - w.start) | (w.start + w.length - 1 - into)
	}
	return outside >= 0
}

// betweenFar is Between where the table at hand is too small.
func (c *Calendar) betweenFar(a, b int64) time.Duration {
	tab := c.cover(min(a, b), max(a, b))
	return time.Duration(tab.reading(b) - tab.reading(a))
}

// addFar is Add where the table at hand ends too early.
func (c *Calendar) addFar(x int64, d time.Duration) (time.Time, error) {
	for {
		tab := c.odometer.Load()
		r := uint64(tab.reading(x)) + uint64(d) - 1
		if r < uint64(tab.total) {
			return c.time(tab.instant(int64(r)) + 1), nil
		}
		if !c.growUp(tab) {
			return time.Time{}, c.notFound("add", x, d, tab.total > tab.reading(x))
		}
	}
}

// subFar is Sub where the table at hand begins too late.
func (c *Calendar) subFar(x int64, d time.Duration) (time.Time, error) {
	for {
		tab := c.odometer.Load()
		r := tab.reading(x)
		if uint64(d) <= uint64(r) {
			return c.time(tab.instant(r - int64(d))), nil
		}
		if !c.growDown(tab) {
			return time.Time{}, c.notFound("subtract", x, d, r > 0)
		}
	}
}

// find returns t in nanoseconds since 1970, or the near end of the supported
// range, and a table that covers it.
func (c *Calendar) find(t time.Time) (*table, int64) {
	sec := t.Unix()
	if tab := c.odometer.Load(); tab != nil && tab.holds(sec) {
		return tab, sec*nanosPerSecond + int64(t.Nanosecond())
	}
	x := clampNanos(t)
	return c.table(x), x
}

// clampNanos returns t in nanoseconds since 1970, or the near end of the
// supported range.
func clampNanos(t time.Time) int64 {
	sec := t.Unix()
	if sec < rangeFrom {
		return rangeFromNanos
	}
	if sec >= rangeTo {
		return rangeToNanos
	}
	return sec*nanosPerSecond + int64(t.Nanosecond())
}

// time turns nanoseconds since 1970 into a time in the calendar's zone.
func (c *Calendar) time(x int64) time.Time { return time.Unix(0, x).In(c.Zone()) }
