package calendar

import (
	"iter"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// NextOpen returns the first opening strictly after t, over the merged calendar: there
// is no opening between windows that touch, also across midnight. The ends of the
// supported range are not openings. ok is false if there is no opening in the range.
func (c *Calendar) NextOpen(t time.Time) (open time.Time, ok bool) {
	tab, x := c.find(t)
	if y := tab.nextOpen(x); y != never {
		return c.time(y), true
	}
	return c.edge(c.search(x, (*table).nextOpen, (*Calendar).growUp))
}

// NextClose returns the first close strictly after t, over the merged
// calendar. ok is false if there is none in the supported range.
func (c *Calendar) NextClose(t time.Time) (closing time.Time, ok bool) {
	tab, x := c.find(t)
	if y := tab.nextClose(x); y != never {
		return c.time(y), true
	}
	return c.edge(c.search(x, (*table).nextClose, (*Calendar).growUp))
}

// PrevOpen returns the last opening at or before t, over the merged calendar.
// ok is false if there is none in the supported range.
func (c *Calendar) PrevOpen(t time.Time) (open time.Time, ok bool) {
	tab, x := c.find(t)
	if y := tab.prevOpen(x); y != never {
		return c.time(y), true
	}
	return c.edge(c.search(x, (*table).prevOpen, (*Calendar).growDown))
}

// PrevClose returns the last close at or before t, over the merged calendar.
// ok is false if there is none in the supported range.
func (c *Calendar) PrevClose(t time.Time) (closing time.Time, ok bool) {
	tab, x := c.find(t)
	if y := tab.prevClose(x); y != never {
		return c.time(y), true
	}
	return c.edge(c.search(x, (*table).prevClose, (*Calendar).growDown))
}

// A Span is a stretch of time [From, To).
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// MarshalJSON writes the instants as [document.Marshal] does.
func (s Span) MarshalJSON() ([]byte, error) { return document.MarshalFields("calendar", s) }

// UnmarshalJSON reads the span; an unknown field is an error.
func (s *Span) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("calendar", doc, s) }

// Spans returns the open time between two instants as spans, merged and clipped to
// them, in order. If to is before from, the order is reversed. Each span is computed
// when the loop reaches it.
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
		if !c.table(from).isOpen(from) {
			if open = c.search(from, (*table).nextOpen, (*Calendar).growUp); open == never || open >= to {
				return
			}
		}
		if from = c.search(open, (*table).nextClose, (*Calendar).growUp); from == never || from > to {
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
		if x := to - 1; !c.table(x).isOpen(x) {
			if closing = c.search(to, (*table).prevClose, (*Calendar).growDown); closing == never || closing <= from {
				return
			}
		}
		if to = c.search(closing-1, (*table).prevOpen, (*Calendar).growDown); to == never || to < from {
			to = from
		}
		if !yield(Span{c.time(to), c.time(closing)}) {
			return
		}
	}
}

// search asks larger and larger tables until one has the answer.
func (c *Calendar) search(x int64, ask func(*table, int64) int64, grow func(*Calendar, *table) bool) int64 {
	for t := c.table(x); ; t = c.odometer.Load() {
		if y := ask(t, x); y != never {
			return y
		}
		if !grow(c, t) {
			return never
		}
	}
}

// edge turns an instant found into an answer.
func (c *Calendar) edge(x int64) (time.Time, bool) {
	if x == never {
		return time.Time{}, false
	}
	return c.time(x), true
}
