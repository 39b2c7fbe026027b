package wording

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// sortConditions sorts the conditions that are not met. The start of an open
// promise that is not broken waits for those that were missed; the due instant
// depends on the others.
func (t *text) sortConditions() {
	for _, c := range t.e.Unmet() {
		if c.Missed && c.Else == promise.ElseMove && t.isOpen() && t.s.Standing != promise.Broken {
			t.onces = append(t.onces, c)
		} else {
			t.ifs = append(t.ifs, c)
		}
	}
}

// missedVoid returns the conditions that made the promise void when it ended.
func (t *text) missedVoid() []promise.ConditionState {
	if t.s.VoidCause != promise.VoidByCondition {
		return nil
	}
	return slices.DeleteFunc(t.e.Unmet(), func(c promise.ConditionState) bool {
		return !c.Missed || c.Else != promise.ElseVoid || c.By.After(t.s.EndedAt)
	})
}

// justLapsed returns the conditions that undid a date other than the one in
// force, if the customer was told nothing and nothing changed since.
func (t *text) justLapsed() []promise.ConditionState {
	lapsed := t.e.Lapsed()
	at := t.e.Made
	for _, c := range lapsed {
		if c.By.After(at) {
			at = c.By
		}
	}
	for _, u := range t.e.Updates {
		if !u.At.Before(at) {
			return nil
		}
	}
	moved := false
	for _, r := range t.e.Revisions {
		if !r.At.Before(at) {
			return nil
		}
		moved = moved || r.Lapsed.Equal(at) && r.Binds && !r.To.Equal(t.due)
	}
	if !moved {
		return nil
	}
	return slices.DeleteFunc(lapsed, func(c promise.ConditionState) bool { return !c.By.Equal(at) })
}

// conditions writes a list of conditions: in their wording, if all of them have
// one in the language, else by their names in quotation marks; with or without
// the last instants. It is empty if the list is.
func (t *text) conditions(c *catalogue, given, named message, list []promise.ConditionState, dated bool) string {
	if len(list) == 0 {
		return ""
	}
	worded := !slices.ContainsFunc(list, func(s promise.ConditionState) bool { return c.wording(s.Wording) == "" })
	var items []string
	for _, s := range list {
		items = append(items, t.oneCondition(c, s, worded, dated))
	}
	how, text := named, strings.Join(items, "; ")
	if n := len(items) - 1; worded {
		how, text = given, items[n]
		if n > 0 {
			text = strings.Join(items[:n], c.texts[conditionsComma]) + c.texts[conditionsAnd] + text
		}
	}
	return expand(c.texts[how], func(string) string { return text })
}

func (t *text) oneCondition(c *catalogue, s promise.ConditionState, worded, dated bool) string {
	t.condition, t.until = plaintext.Line(s.Name), s.By.In(t.now.Location())
	how := conditionNamed
	switch {
	case worded && !dated:
		return c.wording(s.Wording)
	case worded:
		t.condition, how = c.wording(s.Wording), conditionGiven
	case !dated:
		how = conditionQuoted
	}
	return expand(c.texts[how], func(placeholder string) string { return t.value(c, placeholder) })
}

// filipino is also called Tagalog, tl.
var filipino, _ = language.Filipino.Base()

// wording returns the words of the language, cleaned: those of its tag, else of
// the tag without its region, else the first, by tag, of another region. It is
// empty if there are none.
func (c *catalogue) wording(words map[string]string) string {
	if len(words) == 0 {
		return ""
	}
	for tag := c.tag.String(); tag != ""; tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)] {
		if text := plaintext.Line(words[tag]); text != "" {
			return text
		}
	}
	own, _ := c.tag.Base()
	for _, tag := range slices.Sorted(maps.Keys(words)) {
		other, err := language.Parse(tag)
		if err != nil || plaintext.Line(words[tag]) == "" {
			continue
		}
		if base, _ := other.Base(); base == own || own == filipino && base.String() == "tl" {
			return plaintext.Line(words[tag])
		}
	}
	return ""
}
