package timeline

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/instants"
)

const (
	// mostBands is how many bands of open hours are drawn, mostPieces how many
	// pieces of the bar that can be pointed at. What is more is drawn in summary.
	mostBands  = 250
	mostPieces = 100
	// mostSpans is how many stretches of open time are looked at, one by one.
	mostSpans = 20_000
	// leastBand is how much room a band needs, with what is closed beside it.
	leastBand = 4 * px
)

// A piece is a part of the bar that looks the same.
type piece struct {
	x1, x2 int
	look   look
	whole  string // what it is, for who points at it
	// cut and end are how much of the bar's height is left out above and below.
	cut, end int
}

// A track is the bar with the open hours behind it.
type track struct {
	bands  []piece // open hours, or days with any
	byDay  bool    // what is closed at night is not told apart
	hidden bool    // there is a calendar, but its hours are too fine to draw
	pieces []piece
	merged bool // the pieces are a summary
}

// newTrack divides the steps into pieces.
func newTrack(f *facts, s scale) track {
	var t track
	open := t.readBands(f, s)
	for _, x := range f.steps {
		look, whole := x.look(), x.whole(f)
		spans := []calendar.Span{{From: x.from, To: x.to}}
		if x.kind != running {
			t.add(s, spans, look, whole)
			continue
		}
		if open != nil && f.cal.Between(x.from, x.to) == x.counted {
			spans = common(open, x.from, x.to)
		}
		for _, part := range f.tones(x) {
			t.add(s, clip(spans, part.From, part.To), part.look, whole)
		}
	}
	if t.merged = t.tooMany(); t.merged {
		t.pieces = summary(t.pieces, s)
	} else {
		t.pieces = visible(t.pieces, s)
	}
	t.addAhead(f, s, open)
	return t
}

// addAhead adds the time that will still count.
func (t *track) addAhead(f *facts, s scale, open []calendar.Span) {
	if a := f.ahead; a.From.Before(a.To) {
		spans := []calendar.Span{a}
		if open != nil {
			spans = common(open, a.From, a.To)
		}
		ahead := track{}
		ahead.add(s, spans, barAhead, "")
		t.pieces = append(t.pieces, visible(ahead.pieces, s)...)
	}
}

// add adds a piece for each span.
func (t *track) add(s scale, spans []calendar.Span, as look, whole string) {
	for _, x := range spans {
		t.pieces = append(t.pieces, piece{x1: s.x(x.From), x2: s.x(x.To), look: as, whole: whole})
	}
}

// tooMany reports whether there are too many pieces to draw one by one.
func (t *track) tooMany() bool {
	single := 0
	for _, p := range t.pieces {
		if p.whole != "" {
			single++
		}
	}
	return single > mostPieces || len(t.pieces) > 4*mostPieces
}

// visible makes every piece wide enough to see, and joins those between which
// nothing can be seen.
func visible(pieces []piece, s scale) []piece {
	var list []piece
	for _, p := range pieces {
		if n := len(list) - 1; n >= 0 && list[n].look == p.look && list[n].whole == p.whole && p.x1-list[n].x2 < px/2 {
			list[n].x1, list[n].x2 = min(list[n].x1, p.x1), max(list[n].x2, p.x2)
			continue
		}
		if p.x2-p.x1 < px {
			p.x2 = min(p.x1+px, s.right)
			p.x1 = p.x2 - px
		}
		list = append(list, p)
	}
	return list
}

// readBands returns the open hours between the edges, in as much detail as can
// be seen; nil if they are unknown or cannot be seen.
func (t *track) readBands(f *facts, s scale) []calendar.Span {
	if f.cal == nil {
		return nil
	}
	open, joined, ok := openHours(f.cal, f.from, f.to, s)
	if t.byDay = joined; !ok {
		t.byDay = true
		open, ok = openDays(f, s)
	}
	if !ok {
		t.hidden = true
		return nil
	}
	for _, x := range open {
		t.bands = append(t.bands, piece{x1: s.x(x.From), x2: max(s.x(x.To), s.x(x.From)+px/2)})
	}
	return open
}

// openHours returns the open time between two instants. Closed time of less
// than a pixel is joined; joined reports whether much was. ok is false if there
// is too much open time.
func openHours(cal *calendar.Calendar, from, to time.Time, s scale) (open []calendar.Span, joined, ok bool) {
	open = []calendar.Span{}
	n := 0
	for x := range cal.Spans(from, to) {
		if n++; n > mostSpans || len(open) > mostBands {
			return nil, false, false
		}
		if open, ok = join(open, x, s, 20*time.Hour); !ok {
			return nil, false, false
		}
	}
	return open, n > 2*len(open), fits(open, s)
}

// openDays returns the stretches of days on which there is open time.
func openDays(f *facts, s scale) (open []calendar.Span, ok bool) {
	most := (s.right - s.left) / px
	if s.seconds()/days.seconds() > int64(most) {
		return nil, false
	}
	list := append(starts(f.from, f.to, f.zone, days, 1, most+2), f.to)
	open = []calendar.Span{}
	for i, day := range list[:len(list)-1] {
		x := calendar.Span{From: instants.Later(day, f.from), To: list[i+1]}
		if !x.From.Before(x.To) || f.cal.Between(day, x.To) == 0 {
			continue
		}
		if open, ok = join(open, x, s, time.Hour); !ok {
			return nil, false
		}
	}
	return open, fits(open, s)
}

// join appends a span, or extends the last one if nothing can be seen between
// them. ok is false if too much would be lost.
func join(open []calendar.Span, x calendar.Span, s scale, most time.Duration) (joined []calendar.Span, ok bool) {
	n := len(open) - 1
	if n < 0 || s.x(x.From)-s.x(open[n].To) >= px*3/4 {
		return append(open, x), true
	}
	ok = x.From.Sub(open[n].To) < most
	open[n].To = x.To
	return open, ok
}

func fits(open []calendar.Span, s scale) bool {
	return len(open) <= mostBands && len(open)*leastBand <= s.right-s.left
}

// common returns the part of the open time between two instants.
func common(open []calendar.Span, from, to time.Time) []calendar.Span {
	first, _ := slices.BinarySearchFunc(open, from, func(x calendar.Span, t time.Time) int { return x.To.Compare(t) })
	return clip(open[first:], from, to)
}

// clip returns the parts of the spans, which are in order, between two
// instants.
func clip(spans []calendar.Span, from, to time.Time) []calendar.Span {
	var list []calendar.Span
	for _, x := range spans {
		if !x.From.Before(to) {
			break
		}
		x.From = instants.Later(x.From, from)
		if to.Before(x.To) {
			x.To = to
		}
		if x.From.Before(x.To) {
			list = append(list, x)
		}
	}
	return list
}

// A tone is a part of a running stretch that is drawn in one colour.
type tone struct {
	calendar.Span
	look look
}

// tones cuts a running stretch at the target and where it became late.
func (f *facts) tones(x stretch) []tone {
	var list []tone
	from, as := x.from, barRun
	cut := func(at time.Time, next look) {
		if at.IsZero() || !at.Before(x.to) {
			return
		}
		if from.Before(at) {
			list = append(list, tone{calendar.Span{From: from, To: at}, as})
			from = at
		}
		as = next
	}
	if f.late.IsZero() || f.target.Before(f.late) {
		cut(f.target, barRisk)
	}
	cut(f.late, barLate)
	return append(list, tone{calendar.Span{From: from, To: x.to}, as})
}

// summary reduces many pieces to few, in cells of the same width. In each cell
// the height of a look is its share.
func summary(pieces []piece, s scale) []piece {
	n := mostPieces * 2
	cell := max(4*px, (s.right-s.left+n-1)/n)
	n = (s.right-s.left)/cell + 1
	share := make(map[look][]int, len(barLooks)) // how much of each cell a look has
	full := make(map[look][]int, len(barLooks))  // by how much the number of pieces that fill a cell changes
	for _, l := range barLooks {
		share[l], full[l] = make([]int, n), make([]int, n+1)
	}
	for _, p := range pieces {
		a, b := (p.x1-s.left)/cell, (p.x2-s.left)/cell
		if a == b {
			share[p.look][a] += p.x2 - p.x1
			continue
		}
		share[p.look][a] += (a+1)*cell - (p.x1 - s.left)
		share[p.look][b] += p.x2 - s.left - b*cell
		full[p.look][a+1]++
		full[p.look][b]--
	}
	for _, l := range barLooks {
		filled := 0
		for i := range n {
			filled += full[l][i]
			share[l][i] += filled * cell
		}
	}
	var list []piece
	for i := range n {
		list = append(list, cellPieces(share, i, s.left+i*cell, min(s.left+(i+1)*cell, s.right))...)
	}
	return list
}

// cellPieces stacks the looks of a cell, the bar's own at the bottom.
func cellPieces(share map[look][]int, i, x1, x2 int) []piece {
	total := 0
	for _, l := range barLooks {
		total += share[l][i]
	}
	if total < (x2-x1)/10 || x1 >= x2 {
		return nil
	}
	var list []piece
	below := 0
	for _, l := range barLooks {
		if share[l][i] == 0 {
			continue
		}
		p := piece{x1: x1, x2: x2, look: l, cut: barHeight - int(int64(barHeight)*int64(below+share[l][i])/int64(total)), end: int(int64(barHeight) * int64(below) / int64(total))}
		below += share[l][i]
		list = append(list, p)
	}
	return list
}
