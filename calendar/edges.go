package calendar

import (
	"iter"
	"sort"
	"time"
)

// NextOpen returns the first opening strictly after t, over the merged
// calendar: windows that touch, across midnight too, have no opening between
// them. ok is false if there is none in the supported range, whose ends are no
// openings.
func (c *Calendar) NextOpen(t time.Time) (open time.Time, ok bool) {
	x := clampNanos(t)
	if c.table(x, x).isOpen(x) {
		if x = c.firstClosed(x); x == never {
			return time.Time{}, false
		}
	}
	return c.edge(c.firstOpen(x))
}

// NextClose returns the first close strictly after t, over the merged
// calendar. ok is false if there is none in the supported range.
func (c *Calendar) NextClose(t time.Time) (closing time.Time, ok bool) {
	x := clampNanos(t)
	if !c.table(x, x).isOpen(x) {
		if x = c.firstOpen(x); x == never {
			return time.Time{}, false
		}
	}
	return c.edge(c.firstClosed(x))
}

// PrevOpen returns the last opening at or before t, over the merged calendar.
// ok is false if there is none in the supported range.
func (c *Calendar) PrevOpen(t time.Time) (open time.Time, ok bool) {
	x := clampNanos(t)
	if !c.table(x, x).isOpen(x) {
		if x = c.lastOpen(x); x == never {
			return time.Time{}, false
		}
	}
	return c.edge(c.lastClosed(x))
}

// PrevClose returns the last close at or before t, over the merged calendar.
// ok is false if there is none in the supported range.
func (c *Calendar) PrevClose(t time.Time) (closing time.Time, ok bool) {
	x := clampNanos(t)
	if c.table(x, x).isOpen(x) {
		if x = c.lastClosed(x); x == never {
			return time.Time{}, false
		}
	}
	if x = c.lastOpen(x); x == rangeToNanos {
		if x = c.lastClosed(x); x == never {
			return time.Time{}, false
		}
		x = c.lastOpen(x)
	}
	return c.edge(x)
}

// A Span is a stretch of time [From, To).
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Spans returns the open time between two instants as spans, merged and
// clipped to them. They come in order; if to is before from they come from the
// last to the first. They are found as they are asked for, so that breaking off
// early costs nothing.
func (c *Calendar) Spans(from, to time.Time) iter.Seq[Span] {
	a, b := clampNanos(from), clampNanos(to)
	return func(yield func(Span) bool) {
		if a <= b {
			c.spansUp(a, b, yield)
		} else {
			c.spansDown(b, a, yield)
		}
	}
}

func (c *Calendar) spansUp(from, to int64, yield func(Span) bool) {
	for from < to {
		open := from
		if !c.table(from, from).isOpen(from) {
			if open = c.firstOpen(from); open == never || open >= to {
				return
			}
		}
		if from = c.firstClosed(open); from == never || from > to {
			from = to
		}
		if !yield(Span{c.time(open), c.time(from)}) {
			return
		}
	}
}

func (c *Calendar) spansDown(from, to int64, yield func(Span) bool) {
	for from < to {
		closing := to
		if x := to - 1; !c.table(x, x).isOpen(x) {
			if closing = c.lastOpen(to); closing == never || closing <= from {
				return
			}
		}
		if to = c.lastClosed(closing); to == never || to < from {
			to = from
		}
		if !yield(Span{c.time(to), c.time(closing)}) {
			return
		}
	}
}

// never is no instant: it lies before the supported range.
const never = rangeFromNanos - 1

// edge turns an instant found into an answer.
func (c *Calendar) edge(x int64) (time.Time, bool) {
	if x == never {
		return time.Time{}, false
	}
	return c.time(x), true
}

// firstOpen returns the first open instant at or after x, which is closed.
func (c *Calendar) firstOpen(x int64) int64 {
	for t := c.table(x, x); ; t = c.odometer.Load() {
		if r := t.reading(x); r < t.total {
			return t.instant(r)
		}
		if !c.growUp(t) {
			return never
		}
	}
}

// lastOpen returns the last close at or before x, which is closed or the end
// of an open span: the instant after the last open one.
func (c *Calendar) lastOpen(x int64) int64 {
	for t := c.table(x, x); ; t = c.odometer.Load() {
		if r := t.reading(x); r > 0 {
			return t.instant(r-1) + 1
		}
		if !c.growDown(t) {
			return never
		}
	}
}

// firstClosed returns the first closed instant after x, which is open.
func (c *Calendar) firstClosed(x int64) int64 {
	for t := c.table(x, x); ; t = c.odometer.Load() {
		if y := t.closedAfter(x); y < t.end() {
			return y
		}
		if !c.growUp(t) {
			return never
		}
	}
}

// lastClosed returns the opening of the span in which x lies or at which it
// ends: the instant after the last closed one before x.
func (c *Calendar) lastClosed(x int64) int64 {
	for t := c.table(x, x); ; t = c.odometer.Load() {
		if y := t.openSince(x); y > int64(t.from) {
			return y
		}
		if !c.growDown(t) {
			return never
		}
	}
}

// end returns the instant at which the table ends.
func (t *table) end() int64 { return t.midnight(len(t.days) - 1) }

// closedAfter returns the first closed instant after x, which is open, or the
// end of the table. The time closed up to a day never goes back either, so the
// day can be found by halving.
func (t *table) closedAfter(x int64) int64 {
	i, into := t.locate(x)
	if y := t.closedFrom(i, into); y < nanosPerDay {
		return t.midnight(i) + y
	}
	i++
	days := len(t.days) - 1 - i
	if days <= 0 || t.closedFrom(i, 0) < nanosPerDay {
		return t.midnight(i) + t.closedFrom(i, 0)
	}
	n := sort.Search(days, func(k int) bool { return t.opened(i+k+1)-t.opened(i) < int64(k+1)*nanosPerDay })
	return t.midnight(i+n) + t.closedFrom(i+n, 0)
}

// closedFrom returns the first closed moment of the i-th day at or after into,
// or the end of the day.
func (t *table) closedFrom(i int, into int64) int64 {
	windows := t.windowsOf(i)
	if len(windows) > mostUniform {
		windows = windows[windowAt(windows, into):]
	}
	for _, w := range windows {
		if into < w.start {
			break
		}
		into = max(into, w.start+w.length)
	}
	return min(into, nanosPerDay)
}

// openSince returns the opening of the open span in which x lies or at which
// it ends, or the start of the table.
func (t *table) openSince(x int64) int64 {
	i, into := t.locate(x)
	if y := t.closedUntil(i, into); y > 0 {
		return t.midnight(i) + y
	}
	if i == 0 {
		return int64(t.from)
	}
	if y := t.closedUntil(i-1, nanosPerDay); y > 0 {
		return t.midnight(i-1) + y
	}
	// The last of the days before i that was not open all day long.
	n := sort.Search(i-1, func(k int) bool { return t.opened(i)-t.opened(i-1-k-1) < int64(k+2)*nanosPerDay })
	if n == i-1 {
		return int64(t.from)
	}
	return t.midnight(i-2-n) + t.closedUntil(i-2-n, nanosPerDay)
}

// closedUntil returns the end of the last closed stretch of the i-th day
// before into, or 0 if it has been open from the day's start.
func (t *table) closedUntil(i int, into int64) int64 {
	windows := t.windowsOf(i)
	if len(windows) > mostUniform {
		windows = windows[:windowAt(windows, into)+1]
	}
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
