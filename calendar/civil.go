package calendar

import (
	"math"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// This file turns civil time (a date and a clock reading in a zone) into
// instants. Nothing else in the module does: others call Instant.
//
// A civil time is written as the seconds that a clock which never changed
// would have counted from 1970-01-01 00:00: day number times 86400 plus the
// second of the day. The one rule is: a civil time L is the first instant at
// which the local clock reads L or later. So a skipped time is the instant of the
// change, a repeated time is its first occurrence, and a later reading never
// precedes an earlier one.

const (
	secondsPerDay = 86400
	nanosPerDay   = secondsPerDay * int64(time.Second)

	// rangeFrom and rangeTo bound the supported range, in seconds since
	// 1970: 1900-01-01 and 2190-01-01 UTC.
	rangeFrom = -25567 * secondsPerDay
	rangeTo   = 80354 * secondsPerDay

	// farthestOffset is more than any zone's distance from UTC, in seconds.
	farthestOffset = 26 * 3600
)

// An era is a stretch [from, to) of instants, in seconds since 1970, during
// which a zone's clock stands at a fixed offset from UTC.
type era struct{ from, to, offset int64 }

// appendEras appends the eras of loc that cover [from, to], in order. The
// first begins at from, even if the clock had its offset before.
func appendEras(eras []era, loc *time.Location, from, to int64) []era {
	for at := from; at <= to; {
		t := time.Unix(at, 0).In(loc)
		_, offset := t.Zone()
		end := int64(math.MaxInt64)
		if _, bound := t.ZoneBounds(); !bound.IsZero() {
			end = bound.Unix()
			if end <= at {
				// On the last day of a leap year after the zone's table ends,
				// ZoneBounds returns the start of that day.
				end = (floorDiv(at, secondsPerDay) + 1) * secondsPerDay
			}
		}
		if n := len(eras) - 1; n >= 0 && eras[n].to == at && eras[n].offset == int64(offset) {
			eras[n].to = end
		} else {
			eras = append(eras, era{at, end, int64(offset)})
		}
		at = end
	}
	return eras
}

// A wallClock resolves civil times of one zone. Each civil time must not be earlier
// than a previous one by more than the margin that the wallClock was made with.
type wallClock struct {
	eras []era
	next int // eras before this one end too early to matter any more
}

// newWallClock makes a wallClock for civil times in [from, to].
func newWallClock(loc *time.Location, from, to int64) *wallClock {
	return &wallClock{eras: appendEras(nil, loc, from-2*farthestOffset, to+2*farthestOffset)}
}

// first returns the first instant at which the clock reads local or later.
func (w *wallClock) first(local int64) int64 {
	for w.next < len(w.eras)-1 && w.eras[w.next].to <= local-2*farthestOffset {
		w.next++
	}
	u, _ := firstReading(w.eras[w.next:], local)
	return u
}

// appendHours appends the instants at which the hours of a date are open.
// Dates come in order, so the spans do too.
func (w *wallClock) appendHours(spans []span, day int64, hours daySpans) []span {
	for _, h := range hours {
		spans = appendSpan(spans, w.span(day, h))
	}
	return spans
}

// span returns the instants of a stretch of seconds since a date's midnight.
func (w *wallClock) span(day int64, h span) span {
	return span{w.first(day*secondsPerDay + h.from), w.first(day*secondsPerDay + h.to)}
}

// firstReading returns the first instant in the eras at which the clock reads
// local or later, and whether it reads exactly local then.
func firstReading(eras []era, local int64) (sec int64, exact bool) {
	for _, e := range eras {
		if u := local - e.offset; u < e.to {
			return max(u, e.from), u >= e.from
		}
	}
	return local, false // not reached: the last era asked for always holds it
}

// Instant returns the first instant at which the local clock of a zone reads k, or
// later, on d. In a gap that is the instant of the change, in a repeated hour the first
// occurrence, and 24:00 is the next midnight. A nil zone is UTC. [time.Date] differs:
// its result in a gap or a repeated hour depends on the zone.
func Instant(d date.Date, k clock.Clock, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	sec, nanos := int64(k)/int64(time.Second), int64(k)%int64(time.Second)
	local := dayNumber(d)*secondsPerDay + sec
	var room [4]era
	eras := appendEras(room[:0], zone, local-farthestOffset, local+farthestOffset)
	u, exact := firstReading(eras, local)
	if !exact {
		nanos = 0
	}
	return time.Unix(u, nanos).In(zone)
}

// dayNumber returns the days from 1970-01-01 to d.
func dayNumber(d date.Date) int64 { return int64(d) - date.ZeroOffset }

// dateOf returns the date day days after 1970-01-01.
func dateOf(day int64) date.Date { return date.Date(day + date.ZeroOffset) }

// weekdayOf returns the weekday of the date day days after 1970-01-01, a
// Thursday.
func weekdayOf(day int64) time.Weekday {
	return time.Weekday(floorMod(day+int64(time.Thursday), 7))
}

// localDate returns the civil date that the clock of loc shows at t.
func localDate(t time.Time, loc *time.Location) date.Date { return date.NewAt(t.In(loc)) }

// localClock returns the time of day that the clock of loc shows at t.
func localClock(t time.Time, loc *time.Location) clock.Clock { return clock.NewAt(t.In(loc)) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }
