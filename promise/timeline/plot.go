package timeline

import (
	"slices"
	"sort"
	"strings"
)

const (
	barHeight   = 18 * px
	badgeRadius = 15 * px / 2
	swatch      = 14 * px
)

// patterns writes the hatchings that distinguish stretches without colour.
func (p *pen) patterns() {
	p.open("defs")
	p.open("pattern", "id", p.id+"-paused", "width", "6", "height", "6", "patternUnits", "userSpaceOnUse", "patternTransform", "rotate(45)")
	p.draw("rect", "", "class", "band", "width", "6", "height", "6")
	p.draw("path", "", "class", "paused w2", "d", "M3 0L3 6")
	p.close("pattern")
	p.open("pattern", "id", p.id+"-closed", "width", "5", "height", "5", "patternUnits", "userSpaceOnUse")
	p.draw("rect", "", "class", "plot", "width", "5", "height", "5")
	p.draw("circle", "", "class", "f closed", "cx", "2.5", "cy", "2.5", "r", "1")
	p.close("pattern")
	p.open("pattern", "id", p.id+"-idle", "width", "4", "height", "4", "patternUnits", "userSpaceOnUse")
	p.draw("rect", "", "class", "plot", "width", "4", "height", "4")
	p.draw("path", "", "class", "w idle", "d", "M2 0L2 4")
	p.close("pattern")
	p.close("defs")
}

// drawPlot draws the flags, the bar on the open hours, and the axis.
func (p *picture) drawPlot(f *facts, s scale, t *track, notes []note) {
	r := &p.rows
	flags := newFlags(f, s)
	r.y += flags.rows * rowHeight
	top := r.y + 2*px
	bar := top + 9*px
	foot := bar + barHeight + 9*px
	if len(notes) > 0 {
		foot += 2*badgeRadius + 3*px
	}
	p.rect("plot", "", s.left, top, s.right, foot, 0)
	p.drawBands(t, top, foot)
	p.path("w frame grid", block(s.left, top, s.right, foot))
	a := newAxis(f, s)
	axisFoot := a.draw(p.pen, top, foot)
	p.drawBar(f, s, t, bar)
	flags.draw(p.pen, s, r.y, bar+barHeight+3*px)
	p.drawBadges(s, notes, bar+barHeight)
	r.y = axisFoot
}

// drawBands draws the open hours, with a rail under them.
func (p *picture) drawBands(t *track, top, foot int) {
	bands, rails := "", ""
	for _, b := range t.bands {
		bands += block(b.x1, top, b.x2, foot)
		rails += block(b.x1, foot-2*px, b.x2, foot)
	}
	p.path("band", bands)
	p.path("rail", rails)
}

// drawBar draws a line from the first step to the last, and the pieces on it.
func (p *picture) drawBar(f *facts, s scale, t *track, top int) {
	if n := len(f.steps); n > 0 {
		middle := top + barHeight/2
		p.path("w spine dim", move(s.x(f.steps[0].from), middle)+line(s.x(f.steps[n-1].to), middle))
	}
	for _, as := range barLooks {
		d := ""
		for _, x := range t.pieces {
			if x.look != as {
				continue
			}
			if x.whole != "" {
				p.drawPiece(as, x.whole, x.x1, top, x.x2, top+barHeight)
				continue
			}
			d += block(x.x1, top+x.cut, x.x2, top+barHeight-x.end)
		}
		if d != "" {
			style := p.pieceStyle(as)
			if t.merged && len(style) > 2 {
				style[1] = string(as) // without lines around each cell
			}
			p.draw("path", "", append(style, "d", d)...)
		}
	}
}

func (p *pen) drawPiece(as look, whole string, x1, y1, x2, y2 int) {
	a := p.pieceStyle(as)
	p.rect(a[1], whole, x1, y1, x2, y2, 0, a[2:]...)
}

// pieceStyle returns the attributes of a piece of the bar.
func (p *pen) pieceStyle(as look) []string {
	switch as {
	case barPaused, barClosed, barUncounted:
		return []string{"class", "o " + string(as), "fill", "url(#" + p.id + "-" + string(as) + ")"}
	case barReopened:
		return []string{"class", "w gone"}
	case barAhead:
		return []string{"class", "ahead"}
	default:
		return []string{"class", "f " + string(as)}
	}
}

// drawBadges draws the numbers of the notes below the bar, moved apart if they
// would cover each other.
func (p *picture) drawBadges(s scale, notes []note, top int) {
	order, want := make([]int, len(notes)), make([]int, len(notes))
	at := func(n note) int {
		if n.to.IsZero() {
			return s.x(n.from)
		}
		return (s.x(n.from) + s.x(n.to)) / 2
	}
	for i := range notes {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return at(notes[order[i]]) < at(notes[order[j]]) })
	for i, k := range order {
		want[i] = at(notes[k])
	}
	x := spread(want, 2*badgeRadius+2*px, s.left+badgeRadius+px, s.right-badgeRadius-px)
	y := top + 4*px + badgeRadius
	for i := range notes {
		if look := notes[order[i]].look; look != "" {
			mark := move(want[i], top-barHeight-3*px) + line(want[i], top+4*px)
			p.path("w halo over", mark) // apart from the bar, whatever colour that has
			p.path("w "+string(look), mark)
		}
		if d := x[i] - want[i]; -24*px < d && d < 24*px {
			p.path("w dim", move(want[i], top)+line(x[i], y))
		}
	}
	for i, k := range order {
		p.drawNumber(x[i], y, k, notes[k].look)
	}
}

// A key explains the look of something in the picture.
type key struct {
	look look
	text string
}

// keys returns the keys of everything that is drawn.
func (f *facts) keys(t *track) []key {
	var keys []key
	for _, k := range []key{
		{barRun, "counted"}, {barRisk, "past target"}, {barLate, f.word("past due", "late")}, {barPaused, "paused"}, {barClosed, "closed"},
		{barReopened, "reopened later"}, {barUncounted, "not counted"}, {barAhead, "ahead"},
	} {
		if !slices.ContainsFunc(t.pieces, func(x piece) bool { return x.look == k.look }) {
			continue
		}
		switch {
		case k.look == barPaused && f.paused != "0s":
			k.text += " " + f.paused
		case k.look == barAhead && f.remaining != "":
			k.text = f.remaining + " left"
		}
		keys = append(keys, k)
	}
	if len(keys) > 0 && (keys[0].look == barRun || keys[0].look == barRisk || keys[0].look == barLate) {
		keys[0].text = "counted " + f.elapsed
	}
	switch {
	case t.byDay && len(t.bands) > 0:
		keys = append(keys, key{"band", "open days"})
	case len(t.bands) > 0:
		keys = append(keys, key{"band", "open hours"})
	}
	return keys
}

// drawLegend draws the keys, in as many rows as they need.
func (p *picture) drawLegend(keys []key) {
	r := &p.rows
	if len(keys) == 0 {
		return
	}
	const row = 18 * px
	r.y += 8 * px
	x := r.left()
	for _, k := range keys {
		w := swatch + 6*px + fontSmall.width(k.text)
		if x > r.left() && x+w > r.right() {
			x, r.y = r.left(), r.y+row
		}
		y := r.y + 4*px
		if k.look == "band" {
			p.rect("band", "", x, y, x+swatch, y+10*px, 0)
			p.path("w grid", block(x, y, x+swatch, y+10*px))
			p.rect("rail", "", x, y+8*px, x+swatch, y+10*px, 0)
		} else {
			p.drawPiece(k.look, "", x, y, x+swatch, y+10*px)
		}
		p.text(fontSmall, "dim", x+swatch+6*px, y+9*px, atStart, k.text, k.text)
		x += w + 16*px
	}
	r.y += row
}

// drawNotes writes the notes: each in one row if the picture is wide, else in
// two.
func (p *picture) drawNotes(f *facts, notes []note) {
	r := &p.rows
	if len(notes) == 0 {
		return
	}
	r.y += 6 * px
	column := 0
	for i := range notes {
		notes[i].when = f.when(notes[i])
		column = max(column, fontLabel.width(notes[i].when)+18*px)
	}
	x := r.left() + 2*badgeRadius + 8*px
	for i, n := range notes {
		w := n.words
		if w.strong != "" && w.plain != "" {
			w.strong += ":"
		}
		p.drawNumber(r.left()+badgeRadius, r.y+10*px, i, n.look)
		if r.isWide() && column < r.room()/2 {
			p.text(fontLabel, "dim", x, r.y+14*px, atStart, n.when, n.when)
			p.drawWords(x+column, w)
			r.y += 6 * px
			continue
		}
		p.drawWords(x, w)
		p.text(fontSmall, "dim", x, r.y+13*px, atStart, fontSmall.shorten(n.when, r.right()-x), n.when)
		r.y += 21 * px
	}
}

// drawWords writes the words of a note in at most two lines.
func (p *picture) drawWords(x int, w words) {
	r := &p.rows
	for _, l := range w.wrap(r.right()-x, 2) {
		whole := l.String()
		if strings.HasSuffix(whole, "…") {
			whole = w.String()
		}
		p.words(x, r.y+14*px, atStart, l, whole)
		r.y += 15 * px
	}
}

// when returns the time of a note.
func (f *facts) when(n note) string {
	switch {
	case n.until:
		return "until " + f.brief(n.from)
	case n.to.IsZero():
		return f.brief(n.from)
	}
	return f.period(n.from, n.to)
}
