package calendar

import (
	"sort"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// A business day of a plain calendar is a civil date that exists in its zone and
// whose windows, including the part after midnight, have open time left after
// breaks, changes of the clocks and the ends of the supported range. A composed
// calendar only combines the business days of its parts. Every date is a business
// day of [Always].

// IsBusinessDay reports whether d is a business day (see the package comment). There
// are no business days outside the supported range.
func (c *Calendar) IsBusinessDay(d date.Date) bool {
	day := dayNumber(d)
	if c.source == nil || day < firstDay || day >= lastDay {
		return false
	}
	return c.source.businessDays(day, day)[0]
}

// AddDays returns the n-th business day after t's local date (before it for a
// negative n) at t's wall time. If the calendar is closed then, the time is
// moved into the hours of that day: before the opening to the opening, in a
// break to the next opening of that day, after the close to the last close. A
// business day of a composed calendar may have no open time; the result is then
// the next opening. AddDays(t, 0) is t.
//
// The error is [ErrNeverOpen] if there is no business day on that side of t or
// no opening to which the time can be moved, and [ErrOutOfRange] if there are
// fewer than n business days in the supported range.
func (c *Calendar) AddDays(t time.Time, n int) (time.Time, error) {
	if n == 0 {
		return t.Round(0).In(c.Zone()), nil
	}
	d, err := c.BusinessDay(localDate(t, c.Zone()), n)
	if err != nil {
		return time.Time{}, err
	}
	return c.intoHours(d, c.At(d, localClock(t, c.Zone())))
}

// DaysBetween returns the number of business days from the local date of one
// instant up to, but not including, that of the other. It is negative if to is on an
// earlier date than from.
func (c *Calendar) DaysBetween(from, to time.Time) int {
	a := clampDay(dayNumber(localDate(from, c.Zone())))
	b := clampDay(dayNumber(localDate(to, c.Zone())))
	r := c.rank(min(a, b), max(a, b))
	return int(r.before(b) - r.before(a))
}

// At returns the first instant at which the calendar's local clock reads k, or
// later, on d. In a gap that is the instant of the change, in a repeated hour the
// first occurrence, and 24:00 is the next midnight. The calendar need not be open then.
func (c *Calendar) At(d date.Date, k clock.Clock) time.Time { return Instant(d, k, c.Zone()) }

// OpenOn returns the open time of the hours of the date d, without breaks, in order.
// Hours that run past midnight belong to the date on which they open. For a composed
// calendar it is the open time between the midnights of d.
func (c *Calendar) OpenOn(d date.Date) []Span {
	day := dayNumber(d)
	if c.source == nil || day < firstDay || day >= lastDay {
		return nil
	}
	var spans []Span
	for _, s := range c.source.hoursOn(day) {
		spans = append(spans, Span{c.time(s.from * nanosPerSecond), c.time(s.to * nanosPerSecond)})
	}
	return spans
}

// intoHours moves the instant t on the business day d into the hours of that day.
func (c *Calendar) intoHours(d date.Date, t time.Time) (time.Time, error) {
	if c.IsOpen(t) {
		return t, nil
	}
	if p, isPlain := c.source.(*plain); isPlain && p.overnight {
		return c.intoNights(d, t), nil
	}
	// What opens or closes between the midnights of d belongs to d.
	next, ok := c.NextOpen(t)
	if ok && next.Before(c.At(d+1, 0)) {
		return next, nil
	}
	if closing, ok := c.PrevClose(t); ok && closing.After(c.At(d, 0)) {
		return closing, nil
	}
	if !ok {
		return time.Time{}, c.noOpening(t)
	}
	return next, nil
}

// intoNights is intoHours for calendars whose hours can run past midnight. It uses the
// hours of d, which exclude the rest of the night before. There is at least one span,
// because d is a business day.
func (c *Calendar) intoNights(d date.Date, t time.Time) time.Time {
	into := t
	for _, s := range c.OpenOn(d) {
		if t.Before(s.From) {
			return s.From
		}
		into = s.To
	}
	return into
}

// BusinessDay returns the n-th business day after d, or before d for a negative n. For
// n = 0 it returns d if d is a business day, or else the next one. Errors are as for
// [Calendar.AddDays].
func (c *Calendar) BusinessDay(d date.Date, n int) (date.Date, error) {
	day, rank := dayNumber(d), int64(n)
	switch {
	case n == 0:
		n, rank = 1, 1
	case n > 0:
		day++
	default:
		rank++
	}
	day = clampDay(day)
	for r := c.rank(day, day); ; r = c.ranks.Load() {
		if found, ok := r.find(r.before(day) + rank); ok {
			return dateOf(found), nil
		}
		first, last := r.first, r.last()
		opens := r.before(day) > 0
		if n > 0 {
			last += max(chunk, last-first)
			opens = r.before(r.last()) > r.before(day)
		} else {
			first -= max(chunk, last-first)
		}
		if !c.growRanks(r, first, last) {
			return 0, c.noBusinessDay(d, n, opens)
		}
	}
}

// dayRanks counts business days: counts[i] are those before the i-th date from
// first. It is never changed; a larger one replaces it.
type dayRanks struct {
	first  int64 // days since 1970
	counts []int32
}

func (r *dayRanks) last() int64 { return r.first + int64(len(r.counts)) - 1 }

// before returns the number of business days before the day, which is a covered one or
// the one after the last.
func (r *dayRanks) before(day int64) int64 { return int64(r.counts[day-r.first]) }

// find returns the rank-th business day, counted from 1. It starts where an
// even spread would put it and widens from there.
func (r *dayRanks) find(rank int64) (day int64, ok bool) {
	n := len(r.counts) - 1
	total := int64(r.counts[n])
	if rank < 1 || rank > total {
		return 0, false
	}
	// The day is the last i with counts[i] < rank.
	at := int(int64(n) * (rank - 1) / total)
	low, high := at, at+1
	for step := 4; low > 0 && int64(r.counts[low]) >= rank; step *= 2 {
		high, low = low, max(low-step, 0)
	}
	for step := 4; high < n && int64(r.counts[high]) < rank; step *= 2 {
		low, high = high, min(high+step, n)
	}
	return r.first + int64(low+sort.Search(high-low-1, func(k int) bool { return int64(r.counts[low+k+1]) >= rank })), true
}

// rank returns ranks that cover the days [first, last].
func (c *Calendar) rank(first, last int64) *dayRanks {
	for {
		old := c.ranks.Load()
		if old == nil {
			c.growRanks(nil, first, last+1)
			continue
		}
		if first >= old.first && last <= old.last() {
			return old
		}
		from, to := widen(old.first, old.last(), first, last+1)
		c.growRanks(old, from, to)
	}
}

// growRanks replaces the old ranks by ranks of the days [first, last). It returns false
// if the old ones already reach the ends of the supported range.
func (c *Calendar) growRanks(old *dayRanks, first, last int64) bool {
	first, last = chunks(first, last)
	if old != nil && first >= old.first && last <= old.last() {
		return false
	}
	r := &dayRanks{first: first, counts: make([]int32, 1, last-first+1)}
	var n int32
	if c.source == nil {
		r.counts = make([]int32, last-first+1)
	} else {
		for _, business := range c.source.businessDays(first, last-1) {
			if business {
				n++
			}
			r.counts = append(r.counts, n)
		}
	}
	c.ranks.CompareAndSwap(old, r)
	return true
}

func clampDay(day int64) int64 { return min(max(day, firstDay), lastDay) }
