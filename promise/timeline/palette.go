package timeline

import (
	"fmt"
	"strings"
)

// A look is a class of the style sheet.
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

// Looks of the badges of conditions and updates.
const (
	asWaiting  look = "waiting"
	asMet      look = "met"
	asMissed   look = "missed"
	asTold     look = "told"
	asToldLate look = "toldlate"
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

// A Palette holds the colours of a theme, as "#rrggbb". A page that contains
// pictures can use the same colours, so that a standing looks the same
// everywhere.
//
// On Paper and on Soft, texts and standings have a contrast of at least 4.5 to
// 1, and Line of at least 3 to 1. Edge is for decoration only. The four
// standings OnTrack, AtRisk, Broken and Kept differ for readers with any form
// of colour blindness; still, use each with a word or a shape.
type Palette struct {
	// Paper is the background of everything, Soft the background of a part, and
	// Edge the border around it.
	Paper string `json:"paper"`
	Soft  string `json:"soft"`
	Edge  string `json:"edge"`
	// Line is the colour of lines and borders that a reader must see.
	Line string `json:"line"`
	// Ink is the colour of texts, Quiet that of less important texts.
	Ink   string `json:"ink"`
	Quiet string `json:"quiet"`
	// These are the colours of the standings.
	OnTrack string `json:"on_track"`
	AtRisk  string `json:"at_risk"`
	Broken  string `json:"broken"`
	Kept    string `json:"kept"`
	Void    string `json:"void"`
}

// Colors returns the colours of a theme. For an unknown theme it returns those
// of [Light].
func Colors(t Theme) Palette {
	if t == Dark {
		return dark.Palette
	}
	return light.Palette
}

// A palette also has the colours that only pictures need.
type palette struct {
	Palette
	open, grid   string // behind the bar: open hours, and lines there
	slate, ahead string // pauses and their like; what will still count
}

var (
	light = palette{
		Palette: Palette{
			Paper: "#ffffff", Soft: "#eef1f5", Edge: "#d9dfe7", Line: "#76859a", Ink: "#18212c", Quiet: "#566374",
			OnTrack: "#2350b8", AtRisk: "#955000", Broken: "#8f1530", Kept: "#00735f", Void: "#566374",
		},
		open: "#ffffff", grid: "#d3dae3", slate: "#5f6c7d", ahead: "#dbe8f6",
	}
	dark = palette{
		Palette: Palette{
			Paper: "#151b23", Soft: "#10151b", Edge: "#2d3743", Line: "#7b8a9d", Ink: "#e8edf3", Quiet: "#a3b0bf",
			OnTrack: "#6ca6f5", AtRisk: "#f5b335", Broken: "#e5737a", Kept: "#5fe3c8", Void: "#a3b0bf",
		},
		open: "#222c38", grid: "#323d4a", slate: "#a0adbc", ahead: "#2a4763",
	}
)

// shapes are the style rules for everything except colours.
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
	{".w.waiting,.w.told,.w.met,.w.missed,.w.toldlate", "stroke-width:1.5"},
	{".w.halo", "stroke-width:4.5"},
	{".pill", "fill:currentColor;fill-opacity:.12"},
}

// style returns the style sheet. Every rule begins with the picture's own id,
// so that it applies to nothing else in a page.
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
		{"text", "color", c.Ink},
		{".dim", "color", c.Quiet},
		{".run .open .now .told", "color", c.OnTrack},
		{".risk .target", "color", c.AtRisk},
		{".late .broken .missed .toldlate", "color", c.Broken},
		{".kept .met", "color", c.Kept},
		{".due", "color", c.Ink},
		{".void .start .expected", "color", c.Void},
		{".paused .closed .gone .idle .waiting", "color", c.slate},
		{".card", "fill", c.Paper},
		{".on", "fill", c.Paper},
		{".over", "stroke", c.Paper},
		{".card .edge", "stroke", c.Edge},
		{".plot", "fill", c.Soft},
		{".band", "fill", c.open},
		{".rail", "fill", c.Line},
		{".grid", "stroke", c.grid},
		{".disc", "fill", c.slate},
		{".n", "fill", c.Paper},
		{".ahead", "fill", c.ahead},
		{".ahead", "stroke", c.OnTrack},
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
