package wording_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// The names of the conditions that tests draw, and words that stand for them in
// every language.
const (
	fileName, fileWords       = "log file sent", "LOGFILE"
	addressName, addressWords = "address confirmed", "ADDRESS"
)

func everyLanguage(words string) map[string]string {
	return map[string]string{"en": words, "fil": words, "ru": words, "hu": words, "ko": words}
}

// oddDue draws a due instant of which the minutes end with 2 or 7, as those of
// nothing else do, so that it is found in the texts of all languages.
func oddDue(t *rapid.T, made time.Time) promise.Deadline {
	odd := time.Duration(rapid.IntRange(12, 900).Draw(t, "due"))*5*time.Minute + 2*time.Minute
	if rapid.Bool().Draw(t, "due is a date") {
		return promise.By(made.Add(odd))
	}
	return promise.Within(odd)
}

var oddTime = regexp.MustCompile(`:\d[27]\b|시 \d?[27]분`)

// namesTime reports whether a text names the time of day of an instant whose
// minutes are odd.
func namesTime(text string, at time.Time) bool {
	return at.Minute()%5 == 2 && (strings.Contains(text, at.Format(":04")) || strings.Contains(text, fmt.Sprintf("시 %d분", at.Minute())))
}

// drawCondition draws a condition, with words for the customer or without.
func (h *history) drawCondition(t *rapid.T, name, words string, otherwise ...promise.Else) promise.Condition {
	c := promise.Condition{Name: name, By: h.minute(t, "condition"), Else: rapid.SampledFrom(otherwise).Draw(t, "else")}
	if rapid.Bool().Draw(t, "worded") {
		c.Wording = everyLanguage(words)
	}
	return c
}

// drawTelling draws a promise with conditions, revisions by people and rules, and
// updates.
func drawTelling(t *rapid.T, cals []*calendar.Calendar) *history {
	h := &history{made: time.Date(2026, time.January, 5, 9, 0, 0, 0, cals[0].Zone())}
	h.terms = promise.Terms{
		Calendar: rapid.SampledFrom(cals).Draw(t, "calendar"), Due: oddDue(t, h.made), Target: promise.Before(time.Hour),
		Notice: rapid.SampledFrom([]time.Duration{0, 4 * time.Hour}).Draw(t, "notice"),
	}
	h.about = promise.About{ID: "T-7", Name: "repair", Origin: rapid.SampledFrom([]promise.Origin{"", "", promise.Implied}).Draw(t, "origin")}
	if rapid.Bool().Draw(t, "worded") {
		h.about.Wording = everyLanguage("REPAIR")
	}
	for i, n := 0, rapid.IntRange(0, 2).Draw(t, "conditions"); i < n; i++ {
		h.terms.Conditions = append(h.terms.Conditions, h.drawCondition(t, []string{fileName, addressName}[i], []string{fileWords, addressWords}[i], promise.ElseVoid, promise.ElseMove))
	}
	for range rapid.IntRange(0, 6).Draw(t, "events") {
		h.events = append(h.events, h.drawTold(t))
	}
	return h
}

func (h *history) drawTold(t *rapid.T) promise.Event {
	e := promise.Event{Kind: rapid.SampledFrom([]promise.Kind{
		promise.Pause, promise.Resume, promise.Update, promise.Update, promise.Revise, promise.Revise, promise.Revise, promise.Meet, promise.Meet,
		promise.Fulfill, promise.Reopen, promise.Withdraw,
	}).Draw(t, "kind"), At: h.minute(t, "at")}
	switch e.Kind {
	case promise.Update:
		e.Late = rapid.Bool().Draw(t, "late")
	case promise.Revise:
		e.Terms.Due = oddDue(t, e.At)
		e.Count = rapid.SampledFrom([]promise.Count{promise.Carry, promise.Anew}).Draw(t, "count")
		e.Agreed, e.Rule = rapid.Bool().Draw(t, "agreed"), rapid.Bool().Draw(t, "rule")
		if rapid.Bool().Draw(t, "conditional") {
			e.Terms.Conditions = []promise.Condition{h.drawCondition(t, fileName, fileWords, promise.ElseVoid, promise.ElseMove, promise.ElseBack)}
		}
	case promise.Meet:
		e.Condition = rapid.SampledFrom([]string{fileName, addressName}).Draw(t, "which")
	default:
	}
	return e
}

func allLanguages(tb testing.TB) (langs []wording.Language) {
	tb.Helper()
	for _, s := range spoken {
		langs = append(langs, language(tb, s.tag))
	}
	return langs
}

// eachTelling calls a law for random promises, at all instants at which something
// happens, in all languages.
func eachTelling(t *testing.T, law func(t *rapid.T, lang wording.Language, e promise.Explanation)) {
	t.Helper()
	cals := []*calendar.Calendar{office(t), calendar.Always()}
	langs := allLanguages(t)
	rapid.Check(t, func(rt *rapid.T) {
		h := drawTelling(rt, cals)
		p, ok := h.make(rt)
		if !ok {
			rt.Skip("cannot be promised")
		}
		lang := rapid.SampledFrom(langs).Draw(rt, "language")
		for _, at := range h.asked() {
			law(rt, lang, p.Explain(at))
		}
	})
}

// No text names the due instant of a promise with a condition that is not met
// without the condition: in no language and no voice, nor does an explanation.
func TestLawNoDueWithoutItsConditions(t *testing.T) {
	eachTelling(t, func(rt *rapid.T, lang wording.Language, e promise.Explanation) {
		due, known := e.Status.Due()
		if expected, ok := e.Status.Expected(); !known || ok && expected.Minute() == due.Minute() {
			return // the two could not be told apart
		}
		texts := append(voices(lang, e, wording.Options{}), struct{ voice, text string }{"explanation", e.Verdict})
		for _, v := range texts {
			if !namesTime(v.text, due) {
				continue
			}
			for _, c := range e.Unmet() {
				told := strings.Contains(v.text, c.Name) || c.Wording != nil && strings.Contains(v.text, c.Wording["en"])
				require.True(rt, told, "%s leaves out %q: %s\n%s", v.voice, c.Name, v.text, e)
			}
		}
	})
}

// Once all conditions are met, or there are none, no text speaks of one.
func TestLawNoConditionsWhereNoneAreLeft(t *testing.T) {
	eachTelling(t, func(rt *rapid.T, lang wording.Language, e promise.Explanation) {
		if len(e.Unmet()) > 0 || len(e.Lapsed()) > 0 {
			return
		}
		for _, v := range voices(lang, e, wording.Options{}) {
			require.NotRegexp(rt, fileName+"|"+addressName+"|"+fileWords+"|"+addressWords, v.text, "%s", e)
		}
	})
}

// After the customer was told that it takes longer, no text for the customer names
// a date of an open promise that is not broken, but when the next word comes, and
// the cause is told.
func TestLawLateNews(t *testing.T) {
	eachTelling(t, func(rt *rapid.T, lang wording.Language, e promise.Explanation) {
		s := e.Status
		if _, late := e.ToldLate(); !late || s.Phase == promise.Fulfilled || s.Phase == promise.Withdrawn || s.Standing == promise.Broken {
			return
		}
		o := wording.Options{NextUpdate: s.At.Add(26 * time.Hour)}
		for i, v := range customers(lang, e, o) {
			require.NotRegexp(rt, oddTime, v.text, "%s\n%s", v.voice, e)
			quiet := customers(lang, e, wording.Options{})[i].text
			require.NotEqual(rt, quiet, v.text)
			if s.NoDue != promise.DueReopened && s.NoDue != promise.DueUnreachable {
				o.Cause = wording.CauseSupplier
				require.NotEqual(rt, v.text, customers(lang, e, o)[i].text)
				o.Cause = ""
			}
		}
	})
}

var apology = map[string]string{"en": "sorry", "en-US": "sorry", "fil": "paumanhin", "ru": "извинения", "hu": "elnézését", "ko": "사과|죄송"}

// A customer who was told no date gets no apology for a break, and no text for a
// broken promise names a due instant that the customer was not told.
func TestLawNoApologyForWhatNobodyTold(t *testing.T) {
	eachTelling(t, func(rt *rapid.T, lang wording.Language, e promise.Explanation) {
		due, known := e.Status.Due()
		said, told := e.Told()
		if e.Status.Standing != promise.Broken || !known || said.Equal(due) {
			return
		}
		over := e.Status.At
		if !e.Status.EndedAt.IsZero() {
			over = e.Status.EndedAt
		}
		for _, v := range customers(lang, e, wording.Options{}) {
			if _, later := e.ToldExpected(); !later && !(told && said.Format("04") == due.Format("04")) {
				require.False(rt, namesTime(v.text, due), "%s: %s\n%s", v.voice, v.text, e)
			}
			if !told || said.After(over) {
				require.NotRegexp(rt, apology[lang.String()], v.text, "%s\n%s", v.voice, e)
			}
		}
	})
}

// What the customer was told is what a listener at the desk heard, who writes down
// the due instant whenever it is said. Pauses and conditions are left out here.
func TestLawTold(t *testing.T) {
	cals := []*calendar.Calendar{office(t), calendar.Always()}
	rapid.Check(t, func(rt *rapid.T) {
		h := drawTelling(rt, cals)
		h.terms.Conditions = nil
		h.events = slices.DeleteFunc(h.events, func(e promise.Event) bool {
			return e.Kind != promise.Update && e.Kind != promise.Revise || len(e.Terms.Conditions) > 0
		})
		slices.SortStableFunc(h.events, func(a, b promise.Event) int {
			return a.At.Compare(b.At)
		})
		h.events = slices.CompactFunc(h.events, func(a, b promise.Event) bool { return a.At.Equal(b.At) })
		p, err := promise.Make(h.terms, h.about, h.made)
		if err != nil {
			rt.Skip("cannot be promised")
		}
		heard, _ := p.At(h.made).Due()
		if h.about.Origin == promise.Implied {
			heard = time.Time{}
		}
		for _, event := range h.events {
			if event.At.Before(h.made) {
				continue // nothing was promised yet
			}
			before, _ := p.At(event.At).Due()
			p, err = p.Record(h.made, event)
			require.NoError(rt, err)
			after, _ := p.At(event.At).Due()
			revisions := p.Explain(event.At).Revisions
			binds := event.Kind == promise.Revise && revisions[len(revisions)-1].Binds
			if event.Kind == promise.Update && !event.Late || binds && (!event.Rule || event.Agreed) {
				heard = after
			}
			require.True(rt, event.Kind == promise.Revise || before.Equal(after))
			told, ok := p.Explain(event.At).Told()
			require.Equal(rt, !heard.IsZero(), ok, "%s", p.Explain(event.At))
			require.True(rt, told.Equal(heard), "told %v, heard %v\n%s", told, heard, p.Explain(event.At))
		}
	})
}

// A date and its conditions read the same whether one revision brought them or two
// at one instant.
func TestLawRevisionsAtOneInstant(t *testing.T) {
	cals := []*calendar.Calendar{office(t), calendar.Always()}
	langs := allLanguages(t)
	rapid.Check(t, func(rt *rapid.T) {
		h := drawTelling(rt, cals)
		h.terms.Conditions = nil
		h.events = slices.DeleteFunc(h.events, func(e promise.Event) bool { return e.Kind == promise.Revise })
		revision := promise.Event{Kind: promise.Revise, At: h.minute(rt, "revised"), Agreed: true, Count: promise.Carry, Terms: promise.Terms{
			Due: oddDue(rt, h.made.Add(240*time.Hour)), Conditions: []promise.Condition{h.drawCondition(rt, fileName, fileWords, promise.ElseVoid, promise.ElseMove)},
		}}
		date, condition := revision, revision
		date.Terms, condition.Terms = promise.Terms{Due: revision.Terms.Due}, promise.Terms{Conditions: revision.Terms.Conditions}
		events := h.events
		h.events = append(slices.Clone(events), revision)
		one, ok := h.make(rt)
		h.events = append(slices.Clone(events), date, condition)
		two, okTwo := h.make(rt)
		if !ok || !okTwo {
			rt.Skip("cannot be promised")
		}
		lang := rapid.SampledFrom(langs).Draw(rt, "language")
		for _, at := range h.asked() {
			want := voices(lang, one.Explain(at), wording.Options{})
			require.Equal(rt, want, voices(lang, two.Explain(at), wording.Options{}), "%s", two.Explain(at))
		}
	})
}
