package calendar

import (
	"encoding/binary"
	"math/bits"
	"sort"
)

// A table is the odometer: it maps instants of the UTC days that it covers to the open
// time that has passed up to them, and back. Instants are nanoseconds since 1970,
// readings nanoseconds of open time since the first of those days.
//
// Each day is one word:
//
//	 63                                        20 19               0
//	+--------------------------------------------+------------------+
//	| seconds open before this day               | pattern number   |
//	+--------------------------------------------+------------------+
//
// A pattern is a few windows, shared by days that are open at the same times. A reading
// is one load, and a clamp for each window. Buckets lead from readings back to instants:
// there is one for every stretch of open time about as long as a working day, with the
// number of the day in which it begins.
//
// A table is never changed. When an instant lies outside, a larger one replaces it.
type table struct {
	from       uint64 // the first instant covered, an int64
	fromSecond int64  // the same in seconds
	seconds    uint64 // how many seconds are covered
	total      int64  // open time in all
	days       []uint64
	windows    []window
	uniform    int      // windows in each pattern, or 0 where that varies
	starts     []uint32 // if it varies: where each pattern's windows start
	buckets    []int32
	shift      uint // a bucket holds 1<<shift nanoseconds of open time
}

// A window is a stretch of open time within one UTC day, in nanoseconds since
// its midnight.
type window struct{ start, length int64 }

const (
	patternBits = 20
	patternMask = 1<<patternBits - 1

	nanosPerSecond = 1_000_000_000

	rangeFromNanos = rangeFrom * nanosPerSecond
	rangeToNanos   = rangeTo * nanosPerSecond

	// Patterns with up to this many windows are padded to the same number.
	mostUniform = 4
)

// newTable builds the table of the UTC days [first, last), asking for their open
// time chunk by chunk.
func newTable(first, last int64, open func(room []span, from, to int64) []span) *table {
	b := tableBuilder{table: &table{days: make([]uint64, 0, last-first+1)}, numbers: map[string]uint64{}}
	room := make([]span, 0, 2*(chunk+2*margin))
	for day := first; day < last; day += chunk {
		end := min(day+chunk, last)
		b.add(day, end, open(room, day*secondsPerDay, end*secondsPerDay))
	}
	// A word with the total follows the last day. At the end of the supported range
	// it is a day without open time.
	b.days = append(b.days, b.opened<<patternBits|b.pattern(nil))
	b.lay()
	t := b.table
	t.fromSecond, t.seconds = first*secondsPerDay, uint64((last-first)*secondsPerDay)
	t.from = uint64(first * nanosPerDay)
	t.total = int64(b.opened) * nanosPerSecond
	t.fillBuckets()
	return t
}

type tableBuilder struct {
	*table
	opened   uint64   // seconds open so far
	pieces   []span   // of the day at hand
	patterns [][]span // seconds of a UTC day
	numbers  map[string]uint64
	key      []byte
}

// add appends the words of the days [first, last).
func (b *tableBuilder) add(first, last int64, open []span) {
	for day := first; day < last; day++ {
		var pieces []span
		pieces, open = b.piecesOf(day, open)
		b.days = append(b.days, b.opened<<patternBits|b.pattern(pieces))
		for _, p := range pieces {
			b.opened += uint64(p.to - p.from)
		}
	}
}

// piecesOf returns the day's part of the open time, and the rest.
func (b *tableBuilder) piecesOf(day int64, open []span) (pieces, rest []span) {
	midnight := day * secondsPerDay
	b.pieces = b.pieces[:0]
	for len(open) > 0 && open[0].from < midnight+secondsPerDay {
		s := open[0]
		b.pieces = append(b.pieces, span{max(s.from-midnight, 0), min(s.to-midnight, secondsPerDay)})
		if s.to > midnight+secondsPerDay {
			break
		}
		open = open[1:]
	}
	return b.pieces, open
}

// pattern returns the number of the pattern with these pieces. Most days look
// like the same day a week earlier.
func (b *tableBuilder) pattern(pieces []span) uint64 {
	if len(b.days) >= 7 {
		if n := b.days[len(b.days)-7] & patternMask; equalSpans(b.patterns[n], pieces) {
			return n
		}
	}
	b.key = b.key[:0]
	for _, p := range pieces {
		b.key = binary.LittleEndian.AppendUint32(b.key, uint32(p.from))
		b.key = binary.LittleEndian.AppendUint32(b.key, uint32(p.to))
	}
	n, ok := b.numbers[string(b.key)]
	if !ok {
		n = uint64(len(b.patterns))
		b.numbers[string(b.key)] = n
		b.patterns = append(b.patterns, append([]span(nil), pieces...))
	}
	return n
}

func equalSpans(a, b []span) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// lay lays the patterns out as windows, padded with empty ones.
func (b *tableBuilder) lay() {
	most := 1
	for _, p := range b.patterns {
		most = max(most, len(p))
	}
	pad := min(most, mostUniform)
	for _, p := range b.patterns {
		b.starts = append(b.starts, uint32(len(b.windows)))
		for _, s := range p {
			b.windows = append(b.windows, window{s.from * nanosPerSecond, (s.to - s.from) * nanosPerSecond})
		}
		for i := len(p); i < pad; i++ {
			b.windows = append(b.windows, window{2 * nanosPerDay, 0})
		}
	}
	if most <= mostUniform {
		b.uniform, b.starts = pad, nil
	} else {
		b.starts = append(b.starts, uint32(len(b.windows)))
	}
}

// fillBuckets fills the buckets, which lead from readings to days.
func (t *table) fillBuckets() {
	if t.total == 0 {
		return
	}
	working := 0
	for i := range t.days[:len(t.days)-1] {
		if t.days[i]>>patternBits != t.days[i+1]>>patternBits {
			working++
		}
	}
	t.shift = uint(bits.Len64(uint64(t.total / int64(working))))
	t.buckets = make([]int32, t.total>>t.shift+2)
	day := 0
	for i := range t.buckets {
		for day+1 < len(t.days)-1 && t.opened(day+1) <= int64(i)<<t.shift {
			day++
		}
		t.buckets[i] = int32(day)
	}
}

// holds reports whether the second sec since 1970 lies within the table. The
// end of the supported range, which a table can cover too, does not.
func (t *table) holds(sec int64) bool { return uint64(sec-t.fromSecond) < t.seconds }

// covers reports whether the instant x lies within the table. The end of the
// supported range lies within the last one.
func (t *table) covers(x int64) bool {
	return t.holds(floorDiv(x, nanosPerSecond)) || (x == rangeToNanos && t.end() == x)
}

// opened returns the reading at the start of the i-th day.
func (t *table) opened(i int) int64 { return int64(t.days[i]>>patternBits) * nanosPerSecond }

// midnight returns the instant at which the i-th day begins.
func (t *table) midnight(i int) int64 { return int64(t.from) + int64(i)*nanosPerDay }

// locate returns the day in which the instant x lies, and how far into it.
func (t *table) locate(x int64) (day int, into int64) {
	since := uint64(x) - t.from
	n := since / uint64(nanosPerDay)
	return int(n), int64(since - n*uint64(nanosPerDay))
}

// windowsOf returns the windows of the i-th day.
func (t *table) windowsOf(i int) []window {
	n, k := int(t.days[i]&patternMask), t.uniform
	if k == 0 {
		return t.windows[t.starts[n]:t.starts[n+1]]
	}
	return t.windows[n*k : n*k+k]
}

// reading returns the open time up to the instant x.
func (t *table) reading(x int64) int64 {
	i, into := t.locate(x)
	r := t.opened(i)
	for _, w := range t.windowsOf(i) {
		r += min(max(into-w.start, 0), w.length)
	}
	return r
}

// instant returns the open instant at which the reading is r, 0 <= r < total.
func (t *table) instant(r int64) int64 {
	b := r >> t.shift
	i, last := int(t.buckets[b]), int(t.buckets[b+1])
	next := (uint64(r)/nanosPerSecond + 1) << patternBits // words of days that begin later are not less
	if last-i <= 8 {
		for i < last && t.days[i+1] < next {
			i++
		}
	} else {
		i += sort.Search(last-i, func(k int) bool { return t.days[i+k+1] >= next })
	}
	into := r - t.opened(i)
	for _, w := range t.windowsOf(i) {
		if into < w.length {
			return t.midnight(i) + w.start + into
		}
		into -= w.length
	}
	return t.midnight(i + 1) // not reached: r lies within the day
}
