package ical

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
)

// A builder collects the time that instances cover and makes days and breaks of it.
type builder struct {
	first, last date.Date
	opens       bool // whether times of day are opening hours
	limits      *budget

	closed []named // dates
	opened []named // windows of dates
	breaks []named
}

// A named is a date, perhaps with a window, and its name.
type named struct {
	on     date.Date
	window calendar.Window
	name   string
}

func newBuilder(c Config, limits *budget) *builder {
	return &builder{first: c.First, last: c.Last, opens: c.Timed == Open, limits: limits}
}

// add adds the time that an instance covers. The error is that of a limit.
func (b *builder) add(s stretch) error {
	switch {
	case s.allDay:
		return b.closeDates(s)
	case b.opens:
		return b.open(s)
	default:
		return b.closeHours(s)
	}
}

// put adds x to the list if it lies within the dates that are read.
func (b *builder) put(list *[]named, x named) error {
	if x.on < b.first || x.on > b.last {
		return nil
	}
	*list = append(*list, x)
	return b.limits.spend(1)
}

func (b *builder) closeDates(s stretch) error {
	for on := s.from.date(); on < s.to.date(); on++ {
		if err := b.put(&b.closed, named{on: on, name: s.name}); err != nil {
			return err
		}
	}
	return nil
}

// closeHours makes a break for each date.
func (b *builder) closeHours(s stretch) error {
	for s.from < s.to {
		midnight := s.from.floor() + day
		if err := b.put(&b.breaks, named{s.from.date(), windowOf(s.from, min(s.to, midnight)), s.name}); err != nil {
			return err
		}
		s.from = midnight
	}
	return nil
}

// open makes opening hours of each date. The tail of a night that closes
// before noon belongs to the date before, so that the hours of its own date are
// not replaced.
func (b *builder) open(s stretch) error {
	for s.from < s.to {
		midnight := s.from.floor() + day
		windows := []calendar.Window{windowOf(s.from, min(s.to, midnight))}
		if s.to > midnight && s.to < midnight+day/2 {
			if s.to-midnight < s.from-s.from.floor() {
				windows = []calendar.Window{{Open: s.from.clock(), Close: s.to.clock()}}
			} else { // more than a day, which takes two windows
				windows = append(windows, calendar.Window{Open: 12 * clock.Hour, Close: s.to.clock()})
			}
			midnight = s.to
		}
		for _, w := range windows {
			if err := b.put(&b.opened, named{s.from.date(), w, s.name}); err != nil {
				return err
			}
		}
		s.from = midnight
	}
	return nil
}

// windowOf returns the window from l to end, on the same date or its midnight.
func windowOf(l, end local) calendar.Window {
	w := calendar.Window{Open: l.clock(), Close: end.clock()}
	if w.Close == 0 {
		w.Close = 24 * clock.Hour
	}
	return w
}

// result returns days and breaks, in order.
func (b *builder) result() (days []calendar.Day, breaks []calendar.Break) {
	for _, list := range [][]named{tidy(b.closed), tidy(b.opened)} {
		for len(list) > 0 {
			n := 1
			for n < len(list) && list[n].on == list[0].on {
				n++
			}
			days = append(days, dayOf(list[:n]))
			list = list[n:]
		}
	}
	slices.SortStableFunc(days, func(a, b calendar.Day) int {
		x, _ := a.On.IsOnce()
		y, _ := b.On.IsOnce()
		return cmp.Compare(x, y)
	})
	for _, x := range tidy(b.breaks) {
		breaks = append(breaks, calendar.Break{On: x.on, Hours: calendar.Hours{x.window}, Name: x.name})
	}
	return days, breaks
}

// dayOf returns one day for all entries of a date.
func dayOf(list []named) calendar.Day {
	d := calendar.Day{On: calendar.Once(list[0].on)}
	var names []string
	for _, x := range list {
		if x.window != (calendar.Window{}) {
			d.Hours = append(d.Hours, x.window)
		}
		if x.name != "" {
			names = append(names, x.name)
		}
	}
	d.Hours = slices.Compact(d.Hours)
	slices.Sort(names)
	d.Name = strings.Join(slices.Compact(names), ", ")
	return d
}

// tidy sorts a list and leaves one of those that are equal.
func tidy(list []named) []named {
	slices.SortFunc(list, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.window.Open, b.window.Open), cmp.Compare(a.window.Close, b.window.Close), cmp.Compare(a.name, b.name))
	})
	return slices.Compact(list)
}
