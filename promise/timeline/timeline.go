package timeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// Options are the settings of a picture. The zero value is ready to use.
type Options struct {
	// Calendar is the calendar that the promise was made on. Its zone is that
	// of the axis, and its hours are drawn if its fingerprint is that of the
	// explanation. Defaults to none: no hours, and the zone of Made. If the
	// explanation was read from JSON, that zone is only an offset, which is
	// wrong after a change of the clocks.
	Calendar *calendar.Calendar `json:"calendar,omitzero"`
	// Width is the width of the picture in pixels, from 240 to 2000. Values
	// outside are set to the nearest bound. The height depends on the content.
	// Defaults to 900.
	Width int `json:"width,omitempty"`
	// Theme selects the colours. Defaults to those that the reader prefers.
	Theme Theme `json:"theme,omitempty"`
	// ForCustomer omits what a customer must not see: the target, whether the
	// promise is at risk, every reason, name and remark. Defaults to the team's
	// picture.
	ForCustomer bool `json:"for_customer,omitempty"`
	// ID is the prefix of every id in the picture. Pictures in one page need
	// different ones. Characters that an id cannot have are written as numbers.
	// Defaults to "timeline".
	ID string `json:"id,omitempty"`
}

// Theme is the set of colours of a picture. The zero Theme and unknown ones
// follow the reader's preference (prefers-color-scheme).
type Theme string

const (
	// Light is dark on white.
	Light Theme = "light"
	// Dark is light on black.
	Dark Theme = "dark"
)

// SVG returns the picture of an explanation as an SVG document in UTF-8,
// without an XML declaration, so that it can be used inline. For an explanation
// without Made, such as the zero one, it returns a small picture with the text
// that there is no promise. See the package comment for the contents.
func SVG(e promise.Explanation, o Options) []byte {
	return draw(e, o).document()
}

// A picture is what has been drawn so far.
type picture struct {
	*pen
	theme         Theme
	width, height int
	title, desc   string
	rows          rows
}

// rows are the positions of the parts of a picture, from top to bottom.
type rows struct {
	pad, y int
	width  int
}

func (r rows) left() int    { return r.pad }
func (r rows) right() int   { return r.width - r.pad }
func (r rows) room() int    { return r.width - 2*r.pad }
func (r rows) isWide() bool { return r.width >= 560*px }

// draw draws the picture.
func draw(e promise.Explanation, o Options) *picture {
	width := o.Width
	if width == 0 {
		width = 900
	}
	width = min(max(width, 240), 2000) * px
	p := &picture{pen: &pen{id: identifier(o.ID)}, theme: o.Theme, width: width}
	p.rows = rows{pad: 16 * px, y: 16 * px, width: width}
	if width < 400*px {
		p.rows.pad, p.rows.y = 12*px, 12*px
	}
	if e.Made.IsZero() {
		p.drawNothing()
	} else {
		f := read(e, o)
		p.drawPromise(&f)
	}
	p.height = p.rows.y + p.rows.pad
	return p
}

// drawNothing draws the text that there is no promise.
func (p *picture) drawNothing() {
	p.title, p.desc = "There is no promise", "There is no promise to show."
	p.icon(asStart, p.rows.left()+6*px, p.rows.y+10*px)
	p.text(fontBody, "dim", p.rows.left()+20*px, p.rows.y+15*px, atStart, p.title, p.title)
	p.rows.y += 20 * px
}

// drawPromise draws everything, from top to bottom.
func (p *picture) drawPromise(f *facts) {
	p.title = strings.TrimPrefix(f.heading()+": ", ": ") + f.whole
	p.drawHeader(f)
	s := newScale(f.from, f.to, p.rows.left(), p.rows.right())
	t := newTrack(f, s)
	notes, left := f.chooseNotes()
	p.drawPlot(f, s, &t, notes)
	p.drawLegend(f.keys(&t))
	p.drawNotes(f, notes)
	left = f.leftOut(&t, left)
	p.drawFooter(f, left)
	p.desc = f.describe(notes, left)
}

// heading returns the name of the promise and the customer.
func (f *facts) heading() string { return strings.TrimSpace(f.title + " " + f.whom) }

// drawHeader draws the name, the badge and the verdict.
func (p *picture) drawHeader(f *facts) {
	r := &p.rows
	room := r.room()
	if f.badge != "" {
		room -= p.drawBadge(f) + 10*px
	}
	heading := f.heading()
	if heading == "" {
		heading = "Promise"
	}
	for _, l := range fontTitle.wrap(heading, room, 3) {
		p.text(fontTitle, "", r.left(), r.y+16*px, atStart, l, heading)
		r.y += 19 * px
	}
	r.y += 9 * px
	p.drawLines(fontBody, "", f.sentence, 4, 18*px)
	r.y += 2 * px
	p.drawLines(fontSmall, "dim", f.said, 3, 15*px)
	r.y += 10 * px
}

// drawBadge draws the standing, and returns its width.
func (p *picture) drawBadge(f *facts) int {
	r := &p.rows
	w := fontStrong.width(f.badge)
	x := r.right() - w - 35*px
	p.rect("pill "+string(f.badgeAs), "", x, r.y, r.right(), r.y+22*px, 11*px)
	p.icon(f.badgeAs, x+14*px, r.y+11*px)
	p.text(fontStrong, string(f.badgeAs), x+25*px, r.y+11*px+fontStrong.size*px*36/100, atStart, f.badge, f.badge)
	return r.right() - x
}

// drawLines writes a text in as many lines as it needs, up to most.
func (p *picture) drawLines(fo font, class, text string, most, height int) {
	for i, l := range fo.wrap(text, p.rows.room(), most) {
		whole := l
		if i == most-1 && strings.HasSuffix(l, "…") {
			whole = text
		}
		p.text(fo, class, p.rows.left(), p.rows.y+height*7/10, atStart, l, whole)
		p.rows.y += height
	}
}

// drawFooter writes what was omitted, and how to read the times.
func (p *picture) drawFooter(f *facts, left string) {
	p.rows.y += 8 * px
	if left != "" {
		p.drawLines(fontSmall, "dim", left, 3, 15*px)
	}
	p.drawLines(fontSmall, "dim", f.footer, 3, 15*px)
}

// leftOut returns a text about what the picture omits.
func (f *facts) leftOut(t *track, notes string) string {
	var parts []string
	if notes != "" {
		parts = append(parts, notes)
	}
	if t.merged {
		parts = append(parts, fmt.Sprintf("%d steps are drawn in summary", len(f.steps)))
	}
	if t.hidden {
		parts = append(parts, "open hours are too fine to draw")
	}
	return plaintext.Capital(strings.Join(parts, "; "))
}

// describe returns a description of the picture in words.
func (f *facts) describe(notes []note, left string) string {
	parts := []string{f.whole, f.said}
	for _, m := range f.marks {
		parts = append(parts, m.word+" "+f.exact(m.at))
	}
	parts = append(parts, "counted "+f.elapsed)
	for _, n := range notes {
		parts = append(parts, n.text()+", "+f.when(n))
	}
	if left != "" {
		parts = append(parts, left)
	}
	parts = append(parts, f.footer)
	for i, part := range parts {
		parts[i] = plaintext.Capital(part)
	}
	return strings.Join(parts, ". ") + "."
}

// document returns the whole document.
func (p *picture) document() []byte {
	frame := &pen{id: p.id, elements: p.elements}
	w, h := strconv.Itoa(p.width/px), num(p.height)
	frame.open("svg", "xmlns", "http://www.w3.org/2000/svg", "id", p.id, "class", "timeline", "role", "img", "lang", "en",
		"aria-labelledby", p.id+"-title "+p.id+"-desc", "width", w, "height", h, "viewBox", "0 0 "+w+" "+h)
	frame.body.WriteByte('\n')
	for _, x := range []struct{ tag, text string }{{"title", p.title}, {"desc", p.desc}} {
		frame.open(x.tag, "id", p.id+"-"+x.tag)
		frame.escape(x.text)
		frame.close(x.tag)
	}
	frame.open("style")
	frame.body.WriteString("\n" + style(p.id, p.theme))
	frame.close("style")
	frame.patterns()
	frame.rect("card edge", "", px/2, px/2, p.width-px/2, p.height-px/2, 8*px)
	frame.body.Write(p.body.Bytes())
	frame.body.WriteString("</svg>\n")
	p.elements = frame.elements
	return frame.body.Bytes()
}

// identifier returns an id for a text, a different one for each text. Only the
// default text gets the default id.
func identifier(text string) string {
	if text == "" {
		return "timeline"
	}
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', i > 0 && ('0' <= c && c <= '9' || c == '-'):
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	if b.Len() > 60 {
		sum := sha256.Sum256([]byte(text))
		return "t_" + hex.EncodeToString(sum[:16])
	}
	return b.String()
}
