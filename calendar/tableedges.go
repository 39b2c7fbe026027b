package calendar

import "sort"

// The edges of a table's open time. Within a day they are the edges of its windows,
// which neither touch nor overlap. Beyond it, a search finds the day by the open or the
// closed time up to a day, both of which never decrease.

// never stands for no instant. It lies before the supported range.
const never = rangeFromNanos - 1

// nextOpen returns the first opening after x, or never if the table has none.
func (t *table) nextOpen(x int64) int64 {
	i, into := t.locate(x)
	after := uint64(nanosPerDay)
	for _, w := range t.windowsOf(i) {
		after = min(after, uint64(w.start-into-1)) // huge unless the window is still to come
	}
	if start := int64(after) + into + 1; start < nanosPerDay {
		return t.midnight(i) + start
	}
	if i == len(t.days)-1 {
		return never // x is the end of the supported range
	}
	if !t.runsOn(i) {
		return t.openAfter(t.opened(i + 1))
	}
	closed := t.closedSince(i + 1)
	if closed == t.end() {
		return never
	}
	return t.openAfter(t.reading(closed))
}

// nextClose returns the first close after x, or never.
func (t *table) nextClose(x int64) int64 {
	i, into := t.locate(x)
	after := uint64(nanosPerDay)
	for _, w := range t.windowsOf(i) {
		after = min(after, uint64(w.start+w.length-into-1))
	}
	closing := int64(after) + into + 1
	if closing < nanosPerDay {
		return t.midnight(i) + closing
	}
	if i == len(t.days)-1 {
		return never
	}
	if closing > nanosPerDay {
		open := t.openAfter(t.opened(i + 1))
		if open == never {
			return never
		}
		i, into = t.locate(open)
		if closing = t.closedFrom(i, into); closing < nanosPerDay {
			return t.midnight(i) + closing
		}
	}
	if closed := t.closedSince(i + 1); closed < t.end() {
		return closed
	}
	return never
}

// prevOpen returns the last opening at or before x, or never.
func (t *table) prevOpen(x int64) int64 {
	i, into := t.locate(x)
	before := uint64(nanosPerDay)
	for _, w := range t.windowsOf(i) {
		before = min(before, uint64(into-w.start)) // huge unless the window has begun
	}
	start := into - int64(before)
	if start > 0 {
		return t.midnight(i) + start
	}
	closing := t.midnight(i)
	if start < 0 {
		if closing = t.openBefore(t.opened(i)); closing == never {
			return never
		}
	}
	if open := t.openSince(closing); open > int64(t.from) {
		return open
	}
	return never
}

// prevClose returns the last close at or before x, or never.
func (t *table) prevClose(x int64) int64 {
	i, into := t.locate(x)
	before := uint64(nanosPerDay)
	windows := t.windowsOf(i)
	for _, w := range windows {
		before = min(before, uint64(into-w.start-w.length))
	}
	if closing := into - int64(before); closing > 0 {
		return t.midnight(i) + closing
	}
	r := t.opened(i)
	if w := windows[0]; w.start == 0 && w.length > 0 {
		open := t.openSince(t.midnight(i))
		if open == int64(t.from) {
			return never
		}
		r = t.reading(open)
	}
	closing := t.openBefore(r)
	if closing == rangeToNanos {
		return t.prevClose(closing - 1)
	}
	return closing
}

// end returns the instant at which the table ends.
func (t *table) end() int64 { return t.midnight(len(t.days) - 1) }

// openAfter returns the open instant at which the reading is r, or never: the
// first one at or after any closed instant with that reading.
func (t *table) openAfter(r int64) int64 {
	if r < t.total {
		return t.instant(r)
	}
	return never
}

// openBefore returns the instant at which the reading reaches r, or never: the
// last close at or before any closed instant with that reading.
func (t *table) openBefore(r int64) int64 {
	if r > 0 {
		return t.instant(r-1) + 1
	}
	return never
}

// runsOn reports whether the i-th day is open at its end.
func (t *table) runsOn(i int) bool {
	for _, w := range t.windowsOf(i) {
		if w.start+w.length == nanosPerDay {
			return true
		}
	}
	return false
}

// closedSince returns the first closed instant from the i-th day on, or the
// end of the table.
func (t *table) closedSince(i int) int64 {
	days := len(t.days) - 1 - i
	if days <= 0 {
		return t.end()
	}
	n := 0
	if t.opened(i+1)-t.opened(i) == nanosPerDay {
		n = sort.Search(days, func(k int) bool { return t.opened(i+k+1)-t.opened(i) < int64(k+1)*nanosPerDay })
	}
	return t.midnight(i+n) + t.closedFrom(i+n, 0)
}

// openSince returns the opening of the open stretch that ends at x or holds it,
// or the start of the table.
func (t *table) openSince(x int64) int64 {
	i, into := t.locate(x)
	if y := t.closedUntil(i, into); y > 0 || i == 0 {
		return t.midnight(i) + y
	}
	// The last of the i days before that was not open all day long.
	n := 0
	if t.opened(i)-t.opened(i-1) == nanosPerDay {
		n = sort.Search(i, func(k int) bool { return t.opened(i)-t.opened(i-1-k) < int64(k+1)*nanosPerDay })
	}
	if n == i {
		return int64(t.from)
	}
	return t.midnight(i-1-n) + t.closedUntil(i-1-n, nanosPerDay)
}

// closedFrom returns the first closed moment of the i-th day at or after into,
// or the end of the day.
func (t *table) closedFrom(i int, into int64) int64 {
	for _, w := range t.windowsOf(i) {
		if into < w.start {
			break
		}
		into = max(into, w.start+w.length)
	}
	return into
}

// closedUntil returns the end of the last closed stretch of the i-th day
// before into, or 0 if it has been open from the day's start.
func (t *table) closedUntil(i int, into int64) int64 {
	windows := t.windowsOf(i)
	for k := len(windows) - 1; k >= 0; k-- {
		w := windows[k]
		if w.start >= into || w.length == 0 {
			continue
		}
		if w.start+w.length < into {
			break
		}
		into = w.start
	}
	return into
}
