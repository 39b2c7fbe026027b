package timeline

import (
	"time"
)

// A tick is a place on the axis: a line, and a text after it or around it.
type tick struct {
	x     int
	label string
	at    int // where the text is anchored
}

// An axis has two rows: fine ticks, and the days, months or years they are in.
type axis struct {
	fine, coarse []tick
	centred      bool // the fine labels stand around their ticks
}

// axisSteps are the units of the fine ticks, from fine to coarse, with the room
// that each needs.
var axisSteps = []struct {
	unit  unit
	n     int
	room  int
	label string
	above unit // what the coarse ticks count in; 0 for none
}{
	{minutes, 1, 46, "15:04", days}, {minutes, 5, 46, "15:04", days}, {minutes, 10, 46, "15:04", days}, {minutes, 15, 46, "15:04", days},
	{minutes, 30, 46, "15:04", days}, {hours, 1, 46, "15:04", days}, {hours, 2, 46, "15:04", days}, {hours, 3, 46, "15:04", days},
	{hours, 6, 46, "15:04", days}, {hours, 12, 46, "15:04", days},
	{days, 1, 50, "Mon 2", months}, {days, 1, 32, "Mon", weeks}, {days, 1, 19, "2", weeks}, {weeks, 1, 50, "Mon 2", months}, {weeks, 2, 50, "Mon 2", months},
	{months, 1, 40, "Jan", years}, {months, 3, 40, "Jan", years}, {months, 6, 40, "Jan", years},
	{years, 1, 50, "2006", 0}, {years, 2, 50, "2006", 0}, {years, 5, 50, "2006", 0}, {years, 10, 50, "2006", 0}, {years, 20, 50, "2006", 0},
	{years, 50, 50, "2006", 0}, {years, 100, 50, "2006", 0}, {years, 200, 50, "2006", 0}, {years, 500, 50, "2006", 0},
	{years, 1000, 50, "2006", 0}, {years, 2000, 50, "2006", 0}, {years, 5000, 50, "2006", 0},
}

// newAxis chooses the finest ticks that have room.
func newAxis(f *facts, s scale) axis {
	chosen := axisSteps[len(axisSteps)-1]
	for _, x := range axisSteps {
		if each := x.unit.seconds() * int64(x.n); int64(s.right-s.left)*each >= int64(x.room)*px*max(s.seconds(), 1) {
			chosen = x
			break
		}
	}
	a := axis{centred: chosen.unit <= hours}
	most := (s.right-s.left)/(chosen.room*px/2) + 2
	list := starts(f.from, f.to, f.zone, chosen.unit, chosen.n, most)
	if a.centred {
		a.fine = points(f, s, list)
	} else {
		a.fine = regions(f, s, list, func(t time.Time, _, room int) string {
			return firstThatFits(room, t.Format(chosen.label))
		})
	}
	if chosen.above != 0 {
		list = starts(f.from, f.to, f.zone, chosen.above, 1, most*12)
		a.coarse = regions(f, s, list, coarseLabel(f, list, chosen.above))
	}
	return a
}

// points returns ticks with the time of day around them. Midnight is left to
// the coarse row.
func points(f *facts, s scale, list []time.Time) []tick {
	var ticks []tick
	for _, t := range list {
		if !s.has(t) {
			continue
		}
		x := tick{x: s.x(t)}
		x.at = x.x
		if text := f.in(t).Format("15:04"); text != "00:00" {
			half := fontSmall.width(text) / 2
			if n := len(ticks) - 1; x.x-half >= s.left && x.x+half <= s.right && (n < 0 || ticks[n].label == "" || ticks[n].at+2*half+clearance <= x.x) {
				x.label = text
			}
		}
		ticks = append(ticks, x)
	}
	return ticks
}

// regions returns stretches with their name at the beginning, if there is room
// up to the next one.
func regions(f *facts, s scale, list []time.Time, name func(t time.Time, i, room int) string) []tick {
	var ticks []tick
	for i, t := range list {
		x := tick{x: s.x(t)}
		end := s.right
		if i+1 < len(list) {
			end = s.x(list[i+1])
		}
		x.at = x.x + 4*px
		if !s.has(t) {
			x.x = -1 // it began before; no line
			x.at = s.left + 2*px
		}
		if x.x < 0 && f.in(t).Day() != f.in(f.from).Day() {
			t = f.from // a week is named for the first day that is shown
		}
		x.label = name(f.in(t), i, end-x.at-2*px)
		ticks = append(ticks, x)
	}
	return ticks
}

// coarseLabel returns names of days, weeks, months or years. The first name
// includes its year, and that of a day longer or shorter than others its
// length.
func coarseLabel(f *facts, list []time.Time, u unit) func(t time.Time, i, room int) string {
	return func(t time.Time, i, room int) string {
		switch u {
		case months:
			return firstThatFits(room, t.Format("January 2006"), t.Format("Jan 2006"), t.Format("Jan"))
		case years:
			return firstThatFits(room, t.Format("2006"))
		default:
		}
		long, short := t.Format("Mon 2 Jan"), t.Format("Mon 2")
		if i == 0 {
			long, short = t.Format("Mon 2 Jan 2006"), long
		}
		if u == weeks {
			return firstThatFits(room, long, short)
		}
		end := reading(t, f.zone).floor(days, 1).plus(days, 1).first(f.zone)
		if length := end.Sub(list[i]); length != 24*time.Hour {
			note := " · " + spelled(length)
			return firstThatFits(room, long+note, short+note, short, t.Format("Mon"))
		}
		return firstThatFits(room, long, short, t.Format("Mon"))
	}
}

// firstThatFits returns the first text for which there is room, or "".
func firstThatFits(room int, texts ...string) string {
	for _, text := range texts {
		if fontSmall.width(text) <= room {
			return text
		}
	}
	return ""
}

// draw draws the lines over the plot, and the texts below it. It returns the
// lower edge of these.
func (a axis) draw(p *pen, top, foot int) (bottom int) {
	fine, coarse := "", ""
	const row = 15 * px
	base := foot + 13*px
	for _, t := range a.fine {
		if t.x >= 0 {
			fine += move(t.x, foot) + line(t.x, foot+4*px)
		}
	}
	bottom = foot + 17*px
	for _, t := range a.coarse {
		if t.x >= 0 {
			coarse += move(t.x, top) + line(t.x, foot+row+14*px)
		}
	}
	if len(a.coarse) > 0 {
		bottom += row
	}
	p.path("w grid", fine)
	p.path("w grid", coarse)
	for _, t := range a.fine {
		if a.centred {
			p.text(fontSmall, "dim", t.at, base+px, atMiddle, t.label, t.label)
		} else {
			p.text(fontSmall, "dim", t.at, base+px, atStart, t.label, t.label)
		}
	}
	for _, t := range a.coarse {
		p.text(fontSmall, "dim", t.at, base+row, atStart, t.label, t.label)
	}
	return bottom
}
