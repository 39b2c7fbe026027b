package timeline

import (
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/promise"
)

// What tests need to see of the inside.

// A Box is where a text stands, in hundredths of a pixel.
type Box struct {
	X1, Y1, X2, Y2 int
	Text           string
}

// Boxes returns where the texts of a picture stand, how large it is, and how
// many elements it has.
func Boxes(e promise.Explanation, o Options) (boxes []Box, width, height, elements int) {
	p := draw(e, o)
	p.document()
	for _, l := range p.labels {
		boxes = append(boxes, Box{l.x1, l.y1, l.x2, l.y2, l.text})
	}
	return boxes, p.width, p.height, p.elements
}

// Crossed returns the label that another one's pole goes through, if any, and
// whether the labels had no room at their poles.
func Crossed(e promise.Explanation, o Options, width int) (text string, apart bool) {
	f := read(e, o)
	g := newFlags(&f, newScale(f.from, f.to, 12*px, (width-12)*px))
	for i, a := range g.list {
		for k, b := range g.list {
			if i != k && !g.apart && a.place.x1 < b.x && b.x < a.place.x2 && a.row <= b.row {
				return a.words.String(), false
			}
		}
	}
	return "", g.apart
}

// First is the first instant at which a clock shows so many hours and minutes,
// or later, on a date.
func First(zone *time.Location, y int, m time.Month, d, hour, minute int) time.Time {
	return civil(time.Date(y, m, d, hour, minute, 0, 0, time.UTC)).first(zone)
}

// Days returns the beginnings of the days between two instants.
func Days(from, to time.Time, zone *time.Location) []time.Time {
	return starts(from, to, zone, days, 1, 1000)
}

// Place returns where t stands on an axis from left to right.
func Place(from, to, t time.Time, left, right int) int { return newScale(from, to, left, right).x(t) }

// Themes returns the colours of both themes by name.
func Themes() map[Theme]map[string]string {
	themes := map[Theme]map[string]string{}
	for name, c := range map[Theme]palette{Light: light, Dark: dark} {
		themes[name] = map[string]string{
			"card": c.Paper, "shut": c.Soft, "open": c.open, "rail": c.Line, "ink": c.Ink, "dim": c.Quiet,
			"run": c.OnTrack, "risk": c.AtRisk, "late": c.Broken, "kept": c.Kept, "void": c.Void, "slate": c.slate, "ahead": c.ahead,
		}
	}
	return themes
}

// Rounded returns how an amount of time is written if it is left, and if it is late.
func Rounded(d time.Duration) (left, late string) { return length(d), lateness(-d) }

// Clean, Shorten, Wrap and Identifier are what the picture does to texts.
func Clean(text string) string { return clean(text) }

func Shorten(text string, room int) (short string, width int) {
	short = fontLabel.shorten(text, room*px)
	return short, fontLabel.width(short) / px
}

func Wrap(text string, room, most int) (lines []string, widest int) {
	lines = fontBody.wrap(text, room*px, most)
	for _, l := range lines {
		widest = max(widest, fontBody.width(l)/px)
	}
	return lines, widest
}

func Identifier(text string) string { return identifier(text) }

// Measure returns how wide a text is in each font, in hundredths of a pixel, and
// how many characters stand on each line if it is wrapped to a room in pixels.
func Measure(text string, room, most int) (widths []int, lines [][]int) {
	for _, f := range []font{fontTitle, fontBody, fontLabel, fontStrong, fontSmall, fontBadge} {
		var counts []int
		for _, line := range f.wrap(text, room*px, most) {
			counts = append(counts, utf8.RuneCountInString(line))
		}
		widths, lines = append(widths, f.width(text)), append(lines, counts)
	}
	return widths, lines
}
