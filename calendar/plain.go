package calendar

import (
	"slices"
	"sort"
	"time"
)

// A span is a stretch [from, to), in seconds: of instants since 1970, or of one
// civil day since its midnight.
type span struct{ from, to int64 }

// A source computes when a calendar is open. It is used only while the odometer's
// table is built and for business days, never on the hot path.
type source interface {
	// open returns the open time in [from, to), seconds since 1970, in order
	// and merged. It may use the room of the empty slice given.
	open(room []span, from, to int64) []span
	// businessDays reports for each of the dates [first, last], in days since
	// 1970, whether it is a business day.
	businessDays(first, last int64) []bool
	// hoursOn returns the open time of the hours of a date, merged.
	hoursOn(day int64) []span
	// whyClosed returns the reason why the calendar is closed at t.
	whyClosed(t time.Time) string
	// namesOn returns the names of the days and breaks of a date.
	namesOn(day int64) []string
	// closures returns the closures by days without hours and by breaks in [from, to).
	closures(from, to int64) []namedSpan
	// document returns the canonical document.
	document() calendarDocument
	// size counts the plain calendars within, and depth how deep they nest.
	size() int
	depth() int
	// location returns the zone, title the name.
	location() *time.Location
	title() string
}

// A plain source has weekly hours, days that replace them, and breaks, in one
// zone. Everything in it is canonical: equal calendars have equal sources.
type plain struct {
	name      string
	zone      *time.Location
	week      [7]daySpans
	dated     []datedDay     // in order, one a date
	recurring []recurringDay // those with hours first
	breaks    []datedBreak   // in order of date
	overnight bool           // some hours run past midnight
}

func (p *plain) size() int  { return 1 }
func (p *plain) depth() int { return 0 }

func (p *plain) location() *time.Location { return p.zone }
func (p *plain) title() string            { return p.name }

// margin is the number of civil dates, before and after those whose midnights lie in a
// range of instants, that can have hours in it: a day for hours that run past midnight,
// and two for the zone's distance from UTC.
const margin = 3

func (p *plain) open(room []span, from, to int64) []span {
	spans := room
	first, last := floorDiv(from, secondsPerDay)-margin, floorDiv(to, secondsPerDay)+margin
	clock := newWallClock(p.zone, first*secondsPerDay, (last+2)*secondsPerDay)
	p.hoursOf(first, last, func(day int64, hours daySpans) {
		spans = clock.appendHours(spans, day, hours)
	})
	return clipSpans(subtractSpans(spans, p.broken(first, last)), from, to)
}

// broken returns the instants closed by the breaks of the dates [first, last].
func (p *plain) broken(first, last int64) []span {
	breaks := p.breaksOf(first, last)
	if len(breaks) == 0 {
		return nil
	}
	clock := newWallClock(p.zone, first*secondsPerDay, (last+2)*secondsPerDay)
	var spans []span
	for _, b := range breaks {
		for _, h := range b.hours {
			spans = append(spans, clock.span(b.day, h))
		}
	}
	return mergeSpans(spans)
}

// breaksOf returns the breaks of the dates [first, last].
func (p *plain) breaksOf(first, last int64) []datedBreak {
	from := sort.Search(len(p.breaks), func(i int) bool { return p.breaks[i].day >= first })
	to := sort.Search(len(p.breaks), func(i int) bool { return p.breaks[i].day > last })
	return p.breaks[from:to]
}

// special returns the days that replace the weekly hours of the dates [first, last],
// one entry a date, in order.
func (p *plain) special(first, last int64) []datedDay {
	from, _ := findDated(p.dated, first)
	to, _ := findDated(p.dated, last+1)
	dated := p.dated[from:to]
	if len(p.recurring) == 0 {
		return dated
	}
	// Single dates come first, so that of two for one date they are kept; then
	// recurring ones with hours, then closed ones.
	days := slices.Clone(dated)
	for _, r := range p.recurring {
		for year := dateOf(first).Year() - 1; year <= dateOf(last).Year()+1; year++ {
			if on, ok := r.on.In(year); ok && dayNumber(on) >= first && dayNumber(on) <= last {
				days = append(days, datedDay{dayNumber(on), r.hours, r.name})
			}
		}
	}
	sort.SliceStable(days, func(i, j int) bool { return days[i].day < days[j].day })
	return slices.CompactFunc(days, func(a, b datedDay) bool { return a.day == b.day })
}

// hoursOf calls yield with the hours declared for each of the dates
// [first, last], in order.
func (p *plain) hoursOf(first, last int64, yield func(day int64, hours daySpans)) {
	special := p.special(first, last)
	weekday := weekdayOf(first)
	for day := first; day <= last; day++ {
		hours := p.week[weekday]
		if len(special) > 0 && special[0].day == day {
			hours, special = special[0].hours, special[1:]
		}
		yield(day, hours)
		weekday = (weekday + 1) % 7
	}
}

func (p *plain) businessDays(first, last int64) []bool {
	days := make([]bool, 0, last-first+1)
	clock := newWallClock(p.zone, first*secondsPerDay, (last+2)*secondsPerDay)
	broken := p.broken(first-margin, last+margin)
	var spans []span
	p.hoursOf(first, last, func(day int64, hours daySpans) {
		midnight := clock.first(day * secondsPerDay)
		if len(hours) == 0 || midnight == clock.first((day+1)*secondsPerDay) {
			days = append(days, false)
			return
		}
		for len(broken) > 0 && broken[0].to <= midnight {
			broken = broken[1:]
		}
		spans = clipSpans(clock.appendHours(spans[:0], day, hours), rangeFrom, rangeTo)
		days = append(days, len(subtractSpans(spans, broken)) > 0)
	})
	return days
}

func (p *plain) hoursOn(day int64) []span {
	clock := newWallClock(p.zone, day*secondsPerDay, (day+2)*secondsPerDay)
	var spans []span
	p.hoursOf(day, day, func(day int64, hours daySpans) {
		spans = clock.appendHours(spans, day, hours)
	})
	return clipSpans(subtractSpans(spans, p.broken(day-margin, day+margin)), rangeFrom, rangeTo)
}

// subtractSpans returns the parts of a that are not in b; both are in order.
func subtractSpans(a, b []span) []span {
	if len(b) == 0 {
		return a
	}
	var left []span
	for _, s := range a {
		for len(b) > 0 && b[0].to <= s.from {
			b = b[1:]
		}
		for _, cut := range b {
			if cut.from >= s.to {
				break
			}
			left = appendSpan(left, span{s.from, cut.from})
			s.from = max(s.from, cut.to)
		}
		left = appendSpan(left, s)
	}
	return left
}

// clipSpans cuts the spans, which are in order, to [from, to), in place.
func clipSpans(spans []span, from, to int64) []span {
	for len(spans) > 0 && spans[0].to <= from {
		spans = spans[1:]
	}
	for len(spans) > 0 && spans[len(spans)-1].from >= to {
		spans = spans[:len(spans)-1]
	}
	if n := len(spans) - 1; n >= 0 {
		spans[0].from = max(spans[0].from, from)
		spans[n].to = min(spans[n].to, to)
	}
	return spans
}
