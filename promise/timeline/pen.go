package timeline

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// A pen writes elements, and records where the texts are.
type pen struct {
	body     bytes.Buffer
	id       string // before every id
	elements int
	labels   []label
}

// A label is the estimated area of a text.
type label struct {
	x1, y1, x2, y2 int
	text           string
}

// An anchor is the end of a text at its place.
type anchor uint8

const (
	atStart anchor = iota
	atMiddle
	atEnd
)

// open begins an element with attributes, which come as names and values.
func (p *pen) open(tag string, attributes ...string) {
	p.elements++
	p.body.WriteByte('<')
	p.body.WriteString(tag)
	for i := 0; i+1 < len(attributes); i += 2 {
		p.body.WriteString(" " + attributes[i] + `="`)
		p.escape(attributes[i+1])
		p.body.WriteByte('"')
	}
	p.body.WriteByte('>')
}

func (p *pen) close(tag string) { p.body.WriteString("</" + tag + ">\n") }

// draw writes an element without text, with a description shown on hover.
func (p *pen) draw(tag, whole string, attributes ...string) {
	p.open(tag, attributes...)
	if whole == "" {
		p.body.Truncate(p.body.Len() - 1)
		p.body.WriteString("/>\n")
		return
	}
	p.title(whole)
	p.close(tag)
}

func (p *pen) title(whole string) {
	if whole != "" {
		p.open("title")
		p.escape(whole)
		p.body.WriteString("</title>")
	}
}

func (p *pen) escape(text string) {
	_ = xml.EscapeText(&p.body, []byte(text)) // a buffer takes everything
}

// rect draws a rectangle with corners rounded by r.
func (p *pen) rect(class, whole string, x1, y1, x2, y2, r int, more ...string) {
	attributes := []string{"class", class, "x", num(x1), "y", num(y1), "width", num(x2 - x1), "height", num(y2 - y1)}
	if r > 0 {
		attributes = append(attributes, "rx", num(r))
	}
	p.draw("rect", whole, append(attributes, more...)...)
}

// path draws a path; a command is a letter with its numbers.
func (p *pen) path(class, d string) {
	if d != "" {
		p.draw("path", "", "class", class, "d", d)
	}
}

func (p *pen) circle(class string, x, y, r int) {
	p.draw("circle", "", "class", class, "cx", num(x), "cy", num(y), "r", num(r))
}

// words are a text whose beginning is bold.
type words struct {
	strong, plain string
}

func (w words) String() string { return strings.TrimSpace(w.strong + " " + w.plain) }

func (w words) width() int {
	sum := fontStrong.width(w.strong) + fontLabel.width(w.plain)
	if w.strong != "" && w.plain != "" {
		sum += fontLabel.width(" ")
	}
	return sum
}

// shorten cuts the words so that they fit.
func (w words) shorten(room int) words {
	if w.width() <= room {
		return w
	}
	if left := room - fontStrong.width(w.strong+" "); w.strong == "" || left > 3*px*fontLabel.size {
		return words{w.strong, fontLabel.shorten(w.plain, left)}
	}
	return words{fontStrong.shorten(w.strong, room), ""}
}

// wrap breaks the words into lines that fit, as font.wrap does.
func (w words) wrap(room, most int) []words {
	head := fontStrong.width(w.strong + " ")
	if most < 2 || w.width() <= room || head > room*3/4 {
		return []words{w.shorten(room)}
	}
	cut := fontLabel.breakAt(w.plain, room-head)
	lines := []words{{w.strong, strings.TrimRight(w.plain[:cut], " ")}}
	for _, l := range fontLabel.wrap(strings.TrimLeft(w.plain[cut:], " "), room, most-1) {
		lines = append(lines, words{plain: l})
	}
	return lines
}

// text writes a line of text; whole is the text shown on hover.
func (p *pen) text(f font, class string, x, y int, a anchor, text, whole string) {
	p.write(f, class, x, y, a, words{plain: text}, f.width(text), whole)
}

// words writes a line of which the beginning is bold.
func (p *pen) words(x, y int, a anchor, w words, whole string) {
	p.write(fontLabel, "", x, y, a, w, w.width(), whole)
}

func (p *pen) write(f font, class string, x, y int, a anchor, w words, width int, whole string) {
	text := w.String()
	if text == "" {
		return
	}
	left := [...]int{atStart: x, atMiddle: x - width/2, atEnd: x - width}[a]
	p.labels = append(p.labels, label{left, y - f.size*px*4/5, left + width, y + f.size*px/5, text})
	if class = strings.TrimSpace(f.class + " " + class); a != atStart {
		class += [...]string{atMiddle: " mid", atEnd: " end"}[a]
	}
	p.open("text", "class", class, "x", num(x), "y", num(y))
	if whole != text {
		p.title(whole)
	}
	if w.strong != "" {
		p.open("tspan", "class", fontStrong.class)
		p.escape(w.strong)
		p.body.WriteString("</tspan>")
		if w.plain != "" {
			p.body.WriteByte(' ')
		}
	}
	p.escape(w.plain)
	p.close("text")
}

// num writes a length in pixels, without unnecessary zeros.
func num(v int) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	text := sign + strconv.Itoa(v/px)
	switch part := v % px; {
	case part == 0:
	case part%10 == 0:
		text += "." + strconv.Itoa(part/10)
	case part < 10:
		text += ".0" + strconv.Itoa(part)
	default:
		text += "." + strconv.Itoa(part)
	}
	return text
}

// move, line and their like write path commands with absolute places.
func move(x, y int) string { return "M" + num(x) + " " + num(y) }
func line(x, y int) string { return "L" + num(x) + " " + num(y) }

// block is the path of a rectangle.
func block(x1, y1, x2, y2 int) string {
	return move(x1, y1) + "H" + num(x2) + "V" + num(y2) + "H" + num(x1) + "Z"
}
