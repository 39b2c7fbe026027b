package timeline

import (
	"fmt"
	"strings"
)

// A look is a class of the style sheet: what something is drawn as.
type look string

// Looks of marks and of the badge; each has its own shape.
const (
	asOpen     look = "open"
	asRisk     look = "risk"
	asBroken   look = "broken"
	asKept     look = "kept"
	asVoid     look = "void"
	asTarget   look = "target"
	asDue      look = "due"
	asExpected look = "expected"
	asNow      look = "now"
	asStart    look = "start"
)

// Looks of the bar's pieces.
const (
	barRun       look = "run"
	barRisk      look = "risk"
	barLate      look = "late"
	barPaused    look = "paused"
	barClosed    look = "closed"
	barReopened  look = "gone"
	barUncounted look = "idle"
	barAhead     look = "ahead"
)

// barLooks are the looks of pieces, those drawn last on top.
var barLooks = []look{barAhead, barRun, barRisk, barLate, barUncounted, barReopened, barClosed, barPaused}

// look returns how a stretch is drawn.
func (x stretch) look() look {
	return map[kind]look{running: barRun, paused: barPaused, closed: barClosed, reopened: barReopened, uncounted: barUncounted}[x.kind]
}

// A palette holds the colours of a theme. Texts stand out from what is behind
// them by at least 4.5 to 1, and marks by 3 to 1.
type palette struct {
	card, edge         string // behind everything, and around it
	shut, open, grid   string // behind the bar: closed, open; and lines there
	rail               string // under the open hours
	ink, dim           string // texts
	run, risk, late    string
	kept, slate, ahead string
}

var (
	light = palette{
		card: "#ffffff", edge: "#d9dfe7", shut: "#eef1f5", open: "#ffffff", grid: "#d3dae3", rail: "#76859a",
		ink: "#18212c", dim: "#566374", run: "#2868ad", risk: "#9a5b00", late: "#b83226", kept: "#1a7546", slate: "#5f6c7d", ahead: "#dbe8f6",
	}
	dark = palette{
		card: "#151b23", edge: "#2d3743", shut: "#10151b", open: "#222c38", grid: "#323d4a", rail: "#7b8a9d",
		ink: "#e8edf3", dim: "#a3b0bf", run: "#6cabec", risk: "#e3a23f", late: "#f4807a", kept: "#58c48c", slate: "#a0adbc", ahead: "#2a4763",
	}
)

// shapes are the rules that give the classes everything but their colours.
var shapes = [...]struct{ selectors, style string }{
	{".h,.b,.n", "font-weight:600"},
	{".mid", "text-anchor:middle"},
	{".end", "text-anchor:end"},
	{".f", "fill:currentColor"},
	{".s", "fill:none;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round"},
	{".w", "fill:none;stroke:currentColor;stroke-width:1"},
	{".o", "stroke:currentColor;stroke-width:1"},
	{".w2", "fill:none;stroke:currentColor;stroke-width:1.6"},
	{".thick", "stroke-width:2.2"},
	{".spine", "stroke-width:1.5"},
	{".w.target", "stroke-dasharray:4 2.5;stroke-width:1.5"},
	{".w.due,.w.broken", "stroke-width:2"},
	{".w.expected", "stroke-dasharray:1.5 2.5;stroke-width:1.5"},
	{".w.gone", "stroke-dasharray:2 2"},
	{".pill", "fill:currentColor;fill-opacity:.12"},
}

// style returns the style sheet. Every rule begins with the picture's own id,
// so that it reaches nothing else in a page.
func style(id string, t Theme) string {
	var b strings.Builder
	fmt.Fprintf(&b, "#%s{max-width:100%%;height:auto}\n", id)
	fmt.Fprintf(&b, "#%s text{%s}\n", id, `font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;fill:currentColor`)
	for _, f := range []font{fontTitle, fontBody, fontLabel, fontStrong, fontSmall, fontBadge} {
		fmt.Fprintf(&b, "#%s .%s{font-size:%dpx}\n", id, f.class, f.size)
	}
	for _, rule := range shapes {
		fmt.Fprintf(&b, "#%s %s{%s}\n", id, strings.ReplaceAll(rule.selectors, ",", ",#"+id+" "), rule.style)
	}
	switch t {
	case Light:
		b.WriteString(light.rules(id))
	case Dark:
		b.WriteString(dark.rules(id))
	default:
		b.WriteString(light.rules(id))
		b.WriteString("@media (prefers-color-scheme:dark){\n" + dark.rules(id) + "}\n")
	}
	return b.String()
}

// rules returns the rules that give the classes their colours.
func (c palette) rules(id string) string {
	var b strings.Builder
	for _, x := range []struct{ selectors, property, colour string }{
		{"text", "color", c.ink},
		{".dim", "color", c.dim},
		{".run .open .now", "color", c.run},
		{".risk .target", "color", c.risk},
		{".late .broken", "color", c.late},
		{".kept", "color", c.kept},
		{".due", "color", c.ink},
		{".void .start .expected", "color", c.dim},
		{".paused .closed .gone .idle", "color", c.slate},
		{".card", "fill", c.card},
		{".on", "fill", c.card},
		{".over", "stroke", c.card},
		{".card .edge", "stroke", c.edge},
		{".plot", "fill", c.shut},
		{".band", "fill", c.open},
		{".rail", "fill", c.rail},
		{".grid", "stroke", c.grid},
		{".disc", "fill", c.slate},
		{".n", "fill", c.card},
		{".ahead", "fill", c.ahead},
		{".ahead", "stroke", c.run},
	} {
		for i, selector := range strings.Fields(x.selectors) {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString("#" + id + " " + selector)
		}
		b.WriteString("{" + x.property + ":" + x.colour + "}\n")
	}
	return b.String()
}
