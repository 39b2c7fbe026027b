package timeline

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/underpromise/underpromise/promise"
)

// mostConditions is how many conditions the verdict names.
const mostConditions = 3

// isUnmet reports whether the promise still depends on a condition.
func isUnmet(c promise.ConditionState) bool {
	return c.Met.IsZero() && (!c.Missed || c.Else == promise.ElseMove)
}

// readConditions sets the conditions of an open promise, for the verdict: ", if
// “log file” is met by Wed 7 Jan 2026 12:00".
func (f *facts) readConditions(e *promise.Explanation) {
	if !e.Status.EndedAt.IsZero() {
		return
	}
	var parts []string
	n := 0
	for _, c := range e.Conditions {
		if !isUnmet(c) {
			continue
		}
		if n++; n > mostConditions {
			continue
		}
		text := f.need(c)
		if !c.Missed {
			text += " by " + f.moment(c.By)
		}
		parts = append(parts, "if "+text)
	}
	if n > mostConditions {
		parts = append(parts, plural(n-mostConditions, "more condition"))
	}
	if n > 0 {
		f.condition = ", " + strings.Join(parts, " and ")
	}
}

// need returns what a condition requires, after "if".
func (f *facts) need(c promise.ConditionState) string {
	if !f.forCustomer {
		return "“" + clean(c.Name) + "” is met"
	}
	for _, tag := range slices.Sorted(maps.Keys(c.Wording)) {
		if text := clean(c.Wording[tag]); text != "" && (tag == "en" || strings.HasPrefix(tag, "en-")) {
			return text
		}
	}
	return "we have what we need from you"
}

// conditionNote returns a note on a condition: until when, and how it ended.
func (f *facts) conditionNote(c promise.ConditionState) note {
	n := note{from: bound(c.By), kind: ofCondition, look: asWaiting, words: words{"condition, not met yet", ""}, until: true}
	switch {
	case !c.Met.IsZero() && c.Missed:
		n.words.strong, n.look, n.from, n.until = "condition, met late", asMissed, bound(c.Met), false
	case !c.Met.IsZero():
		n.words.strong, n.look, n.from, n.until = "condition, met", asMet, bound(c.Met), false
	case c.Missed:
		n.words.strong, n.look = "condition, not met in time", asMissed
	}
	if f.forCustomer {
		if n.words.plain = f.need(c); n.look != asMet {
			n.words.plain = "if " + n.words.plain
		}
		return n
	}
	n.words.plain = clean(c.Name)
	otherwise, happened := "void", !c.Met.IsZero()
	switch c.Else {
	case promise.ElseMove:
		otherwise, happened = "the start moves", happened && !c.Missed
	case promise.ElseBack:
		otherwise = "what held before holds again"
	case promise.ElseVoid:
	}
	switch {
	case happened:
	case c.Missed:
		n.words.plain += "; " + otherwise
	default:
		n.words.plain += "; else " + otherwise
	}
	return n
}

// updateNote returns a note on an update: for the team, by whom and through
// which channel.
func (f *facts) updateNote(u promise.Notification) note {
	n := note{from: bound(u.At), kind: ofUpdate, look: asTold, words: words{strong: "customer told"}}
	if u.Late {
		n.kind, n.look, n.words.strong = ofLate, asToldLate, "customer told that it will be late"
	}
	if f.forCustomer {
		if n.words.strong = "update"; u.Late {
			n.words.strong = "update: it will take longer"
		}
		return n
	}
	var parts []string
	switch by := clean(u.By.Name); {
	case by != "":
		parts = append(parts, "by "+by)
	case u.By.Role != "":
		parts = append(parts, "by a "+clean(string(u.By.Role)))
	}
	if channel := clean(u.Channel); channel != "" {
		parts = append(parts, "through "+channel)
	}
	n.words.plain = strings.Join(parts, ", ")
	for _, text := range []string{clean(u.Reason), clean(u.Note)} {
		if text != "" {
			n.words.plain = strings.TrimPrefix(n.words.plain+": "+text, ": ")
			break
		}
	}
	return n
}

// drawNumber draws the badge of a note around a point: a disc for most, a square for
// a condition, a speech bubble for an update, each with the note's number.
func (p *picture) drawNumber(x, y, i int, as look) {
	const r = badgeRadius
	switch as {
	case asWaiting, asMet, asMissed:
		p.rect("f "+string(as), "", x-r, y-r, x+r, y+r, 2*px)
	case asTold, asToldLate:
		p.path("f "+string(as), move(x-r, y-r+2*px)+line(x+r, y-r+2*px)+line(x+r, y+r-2*px)+line(x-px, y+r-2*px)+line(x-5*px, y+r+px)+line(x-5*px, y+r-2*px)+line(x-r, y+r-2*px)+"Z")
	default:
		p.circle("disc", x, y, r)
	}
	number := strconv.Itoa(i + 1)
	p.text(fontBadge, "", x, y+fontBadge.size*px*36/100, atMiddle, number, number)
}
