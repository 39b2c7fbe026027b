package statement

import (
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
	"github.com/underpromise/underpromise/promise"
)

// A writer writes a statement, sentence by sentence.
type writer struct {
	c         *catalogue
	words     map[string]string
	now       time.Time
	calendars []*calendar.Calendar // that sentences mention
	schedules map[*calendar.Calendar]*schedule
	cover     *cover.Decider // which rules can hold
	sentences []Sentence
	about     Sentence // what the sentences are about
}

func (w *writer) add(text string) {
	s := w.about
	s.Text = plaintext.Capital(text)
	w.sentences = append(w.sentences, s)
}

// yearOn returns the end of the time for which calendars are described.
func (w *writer) yearOn() time.Time { return w.now.AddDate(1, 0, 0) }

// commitment writes the sentences about a commitment.
func (w *writer) commitment(m *policy.Commitment) {
	what := w.what(m)
	w.about = Sentence{Heading: w.heading(m), Commitment: m.Name}
	var rules []int // those that can apply
	var earlier []cover.Box
	for i := range m.Rules {
		r := &m.Rules[i]
		reach := w.reachOf(r.When, earlier)
		if earlier = append(earlier, cover.Box(r.When)); reach.none {
			continue
		}
		w.about.Rule = i
		w.add(w.rule(m, r, reach, len(rules) == 0, what))
		rules = append(rules, i)
	}
	w.about.Rule = -1
	open := w.escapes(nil, earlier) // there are cases without a promise
	if open {
		w.add(w.c.say(forNoOthers, "what", what))
	}
	w.days(m, rules)
	w.starts(m)
	w.triggered(fulfilledBy, m.Clock.Stop)
	w.triggered(lapsesWith, m.Clock.Cancel)
	w.triggered(beginsAnewWith, m.Clock.Reset)
	w.pauses(m, rules)
	w.changes(m, len(rules), open)
	w.earlier(m, len(rules))
	w.reopens(m)
	w.later(m, rules)
	w.conditions(m, rules)
}

// what returns the commitment's wording in this language, or its name.
func (w *writer) what(m *policy.Commitment) string {
	if phrase := w.worded(m); phrase != "" {
		return phrase
	}
	return w.quoted(m.Name)
}

// heading returns the same for use as a heading.
func (w *writer) heading(m *policy.Commitment) string {
	if phrase := w.worded(m); phrase != "" {
		return plaintext.Capital(phrase)
	}
	return plaintext.Capital(plaintext.Line(m.Name))
}

func (w *writer) worded(m *policy.Commitment) string {
	if phrase := w.wording(m.Wording); phrase != "" {
		return phrase
	}
	if phrase := w.words[m.Name]; !isSentence(phrase) {
		return plaintext.Line(phrase)
	}
	return ""
}

// wording returns the words in the language, or in the language of another region;
// "" if there are none.
func (w *writer) wording(words map[string]string) string {
	if phrase := words[w.c.tag.String()]; phrase != "" {
		return plaintext.Line(phrase)
	}
	base, _ := w.c.tag.Base()
	for _, tag := range slices.Sorted(maps.Keys(words)) {
		if other, err := language.Parse(tag); err == nil {
			if b, _ := other.Base(); b == base {
				return plaintext.Line(words[tag])
			}
		}
	}
	return ""
}

func isSentence(phrase string) bool { return strings.Contains(phrase, "{within}") }

// rule writes the cases of a rule and the time that it promises.
func (w *writer) rule(m *policy.Commitment, r *policy.Rule, reach reach, first bool, what string) string {
	cases, within := w.cases(reach, first), w.within(m, r)
	if sentence := w.words[m.Name]; isSentence(sentence) {
		text := plaintext.Line(fill(sentence, "cases", cases, "within", within))
		if !strings.HasSuffix(text, ".") {
			text += "."
		}
		return text
	}
	return w.c.say(forCases, "cases", cases, "what", what, "within", within)
}

// cases returns a text for the cases to which a rule applies.
func (w *writer) cases(reach reach, first bool) string {
	switch {
	case len(reach.when) == 0 && first:
		return w.phrase("every case", w.c.say(everyCase))
	case len(reach.when) == 0:
		return w.phrase("all other cases", w.c.say(otherCases))
	case reach.rest:
		return w.c.say(remainingWhose, "conditions", w.conditionsOf(reach.when, w.c.say(whoseJoin)))
	}
	if phrases, ok := w.phrases(reach.when); ok {
		return list(phrases, w.c.and)
	}
	return w.c.say(casesWhose, "conditions", w.conditionsOf(reach.when, w.c.say(whoseJoin)))
}

// phrases returns the administrator's words for each value of the only field in when.
func (w *writer) phrases(when map[string][]string) (phrases []string, ok bool) {
	if len(when) != 1 {
		return nil, false
	}
	for field, values := range when {
		for _, v := range values {
			phrase := w.words[field+": "+v]
			if phrase == "" {
				return nil, false
			}
			phrases = append(phrases, plaintext.Line(phrase))
		}
	}
	return phrases, true
}

// conditionsOf returns a text for the values that fields must have.
func (w *writer) conditionsOf(when map[string][]string, join string) string {
	var parts []string
	for _, field := range slices.Sorted(maps.Keys(when)) {
		known := slices.DeleteFunc(slices.Clone(when[field]), func(v string) bool { return v == "" })
		how := whoseIs
		switch {
		case len(known) == 0:
			how = whoseIsUnknown
		case len(known) < len(when[field]):
			how = whoseIsOrUnknown
		}
		parts = append(parts, w.c.say(how, "field", w.field(field), "values", w.values(known)))
	}
	return strings.Join(parts, join)
}

// values lists alternative values.
func (w *writer) values(these []string) string {
	var quoted []string
	for _, v := range these {
		quoted = append(quoted, w.quoted(v))
	}
	return list(quoted, w.c.or)
}

// days writes how business days count, if a rule that can apply promises them.
func (w *writer) days(m *policy.Commitment, rules []int) {
	some, closes, same := false, false, false
	for _, i := range rules {
		if n, ok := given(m, &m.Rules[i]).BusinessDays(); ok {
			closes = !some && !w.isAlways(calendarOf(m, &m.Rules[i])) || closes
			some, same = true, same || n == 0
		}
	}
	if !some {
		return
	}
	whileClosed, cutoff := daysWhileClosed, daysCutoff
	if m.Terms.DayZero == promise.AtReceipt {
		whileClosed, cutoff = daysFromReceipt, daysCutoffReceipt
		if same {
			whileClosed = daysFromReceiptSame
		}
	}
	if closes {
		w.add(w.c.say(whileClosed))
	}
	if m.Terms.Cutoff != 0 {
		w.add(w.c.say(cutoff, "clock", w.clock(m.Terms.Cutoff)))
	}
}

// later writes how a later time becomes binding.
func (w *writer) later(m *policy.Commitment, rules []int) {
	consent, notice := laterWithConsent, laterWithNotice
	if m.Clock.Later == policy.LaterBinds {
		consent, notice = laterBinds, laterBindsOrNotice
	}
	if m.Terms.Notice == 0 || len(rules) == 0 {
		w.add(w.c.say(consent))
		return
	}
	w.add(w.c.say(notice, "length", w.length(w.closing(m, rules), m.Terms.Notice)))
}

// closing returns the first calendar of the rules that closes, which decides that times
// are called working time for all of them; the first calendar, if none does.
func (w *writer) closing(m *policy.Commitment, rules []int) *calendar.Calendar {
	for _, i := range rules {
		if cal := calendarOf(m, &m.Rules[i]); !w.isAlways(cal) {
			return cal
		}
	}
	return calendarOf(m, &m.Rules[rules[0]])
}

// conditions writes the conditions of the promise.
func (w *writer) conditions(m *policy.Commitment, rules []int) {
	if len(rules) == 0 {
		return
	}
	cal := w.closing(m, rules)
	for _, c := range m.Conditions {
		what, within := w.wording(c.Wording), w.deadline(cal, c.By)
		void, move, met := wordedVoid, wordedMove, wordedMetBy
		if what == "" {
			what = w.quoted(c.Name)
			void, move, met = conditionVoid, conditionMove, conditionMetBy
		}
		how := void
		if c.Else == promise.ElseMove {
			how = move
		}
		w.add(w.c.say(how, "what", what, "within", within))
		if len(c.Met) > 0 {
			w.add(w.c.say(met, "what", what, "triggers", w.triggers(c.Met)))
		}
	}
}
