package timeline

import (
	"slices"
	"sort"
	"strings"
)

const (
	rowHeight = 19 * px
	iconSize  = 11 * px
	iconGap   = 5 * px
	poleGap   = 3 * px
	// clearance is kept between a text and what stands beside it.
	clearance = 4 * px
)

// A flag is the label of a mark, on a pole that stands on the bar.
type flag struct {
	mark
	words  words
	whole  string
	x      int // of the pole
	places []place
	place  place // the one chosen
	row    int   // from 0, which is next to the bar
}

// A place is a possible position of a flag.
type place struct {
	x1, x2 int
	left   bool // the icon is at its right end
	under  bool // the pole ends under it
}

// flags are the labels of all marks.
type flags struct {
	list []flag
	rows int
	// apart reports whether there is no room for them at their poles. They are
	// then written as a list, and their icons are on the poles too.
	apart bool
}

// newFlags lays out the labels of the marks in rows so that none covers another,
// nor the pole of another.
func newFlags(f *facts, s scale) flags {
	var g flags
	for _, write := range []func(mark) words{
		func(m mark) words { return words{m.word, f.brief(m.at)} },
		func(m mark) words { return words{strings.TrimPrefix(m.word, "due, "), f.briefest(m.at)} },
	} {
		g.list = g.list[:0]
		for _, m := range f.marks {
			x := flag{mark: m, words: write(m), whole: m.word + " " + f.exact(m.at), x: s.x(m.at)}
			x.readPlaces(s)
			g.list = append(g.list, x)
		}
		sort.SliceStable(g.list, func(i, j int) bool { return g.list[i].x < g.list[j].x })
		var ok bool
		if g.rows, ok = arrange(g.list); ok {
			return g
		}
	}
	g.apart, g.rows = true, len(g.list)+1
	for i := range g.list {
		x := &g.list[i]
		x.words, x.row = words{x.word, f.brief(x.at)}.shorten(s.right-s.left-iconSize-iconGap), len(g.list)-i
		x.place = place{x1: s.left, x2: s.left + iconSize + iconGap + x.words.width()}
	}
	return g
}

// readPlaces finds the possible positions of the flag: after the pole or before
// it, or moved over it if there is no room.
func (g *flag) readPlaces(s scale) {
	w := iconSize + iconGap + g.words.width()
	right, left := place{x1: g.x + poleGap, x2: g.x + poleGap + w}, place{x1: g.x - poleGap - w, x2: g.x - poleGap, left: true}
	if right.x2 > s.right {
		right = place{x1: s.right - w, x2: s.right, under: true}
	}
	if left.x1 < s.left {
		left = place{x1: s.left, x2: s.left + w, left: true, under: true}
	}
	if w > s.right-s.left {
		return // nowhere
	}
	g.places = []place{right, left}
}

// arrange tries all ways to place the flags, and keeps the one with the fewest
// rows. It returns the number of rows; ok is false if no way is good.
func arrange(flags []flag) (rows int, ok bool) {
	for i := range flags {
		if len(flags[i].places) == 0 {
			return 0, false
		}
	}
	best, least := -1, 0
	for way := range 1 << len(flags) {
		cost := 0
		for i := range flags {
			p := flags[i].places[way>>i&1]
			flags[i].place = p
			if p.left {
				cost++
			}
			if p.under {
				cost += 3
			}
		}
		rows, ok := stack(flags)
		if cost += rows * 100; ok && (best < 0 || cost < least) {
			best, least = way, cost
		}
	}
	if best < 0 {
		return 0, false
	}
	for i := range flags {
		flags[i].place = flags[i].places[best>>i&1]
	}
	return stack(flags)
}

// stack gives each flag the lowest possible row in its place; ok is false if
// two cover each other.
func stack(flags []flag) (rows int, ok bool) {
	n := len(flags)
	for i := range flags {
		flags[i].row = 0
	}
	for range n + 1 {
		moved := false
		for i := range flags {
			for k := range flags {
				if i != k && flags[i].mustBeAbove(&flags[k], i < k) && flags[i].row <= flags[k].row {
					flags[i].row = flags[k].row + 1
					moved = true
				}
			}
		}
		if !moved {
			for i := range flags {
				rows = max(rows, flags[i].row+1)
			}
			return rows, true
		}
	}
	return 0, false
}

// mustBeAbove reports whether the flag must fly above another one: because the
// other's pole would go through it, or, if both could be the upper one, because
// it is the first.
func (g *flag) mustBeAbove(other *flag, first bool) bool {
	if g.covers(other.x) {
		return true
	}
	return first && g.place.x1 < other.place.x2+clearance && other.place.x1 < g.place.x2+clearance && !other.covers(g.x)
}

func (g *flag) covers(x int) bool {
	return g.place.x1-px*3/2 < x && x < g.place.x2+px*3/2
}

// draw draws the poles first, then the flags. Rows end at bottom; poles end at
// foot.
func (g flags) draw(p *pen, s scale, bottom, foot int) {
	want := make([]int, len(g.list))
	for i, x := range g.list {
		want[i] = x.x
	}
	icons := spread(want, iconSize+2*px, s.left, s.right)
	for i, x := range g.list {
		top := bottom - x.row*rowHeight
		switch {
		case g.apart:
			p.path("w "+string(x.look), move(icons[i], bottom-rowHeight/2)+line(icons[i], bottom-px)+line(x.x, bottom+4*px)+line(x.x, foot))
		case x.place.under:
			p.path("w "+string(x.look), move(x.x, top-2*px)+line(x.x, foot))
		default:
			p.path("w "+string(x.look), move(x.x, top-rowHeight+3*px)+line(x.x, foot))
		}
	}
	for i, x := range g.list {
		middle := bottom - x.row*rowHeight - rowHeight/2
		base := middle + fontLabel.size*px*36/100
		if x.place.left {
			p.icon(x.look, x.place.x2-iconSize/2, middle)
			p.words(x.place.x2-iconSize-iconGap, base, atEnd, x.words, x.whole)
		} else {
			p.icon(x.look, x.place.x1+iconSize/2, middle)
			p.words(x.place.x1+iconSize+iconGap, base, atStart, x.words, x.whole)
		}
		if g.apart {
			p.rect("on", "", icons[i]-iconSize/2, bottom-rowHeight/2-iconSize/2, icons[i]+iconSize/2, bottom-rowHeight/2+iconSize/2, 0)
			p.icon(x.look, icons[i], bottom-rowHeight/2)
		}
	}
}

// spread returns places near the wanted ones, which are in order, at least
// apart from each other and between two edges.
func spread(want []int, apart, left, right int) []int {
	x := slices.Clone(want)
	for i := range x {
		if x[i] = max(x[i], left); i > 0 {
			x[i] = max(x[i], x[i-1]+apart)
		}
	}
	for i := len(x) - 1; i >= 0; i-- {
		x[i] = min(x[i], right)
		right = x[i] - apart
	}
	return x
}
