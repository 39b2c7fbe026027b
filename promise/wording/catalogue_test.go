package wording

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
)

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// facts returns which facts a text names, each once, however it writes them.
func facts(text string) []string {
	var names []string
	for _, p := range placeholder.FindAllString(text, -1) {
		words := strings.Fields(strings.Trim(p, "{}"))
		names = append(names, words[len(words)-1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Every language has every text, and the facts in it are those of the English
// one. A text that fails is named by the English one.
func TestTextsComplete(t *testing.T) {
	for _, c := range catalogues {
		for m := range messages {
			name := c.tag.String() + ": " + english.texts[m]
			if c.texts[m] == "" {
				t.Errorf("%s is missing", name)
				continue
			}
			if diff := cmp.Diff(facts(english.texts[m]), facts(c.texts[m])); diff != "" {
				t.Errorf("%s names other facts (-want +got):\n%s", name, diff)
			}
			if !slices.Contains([]message{ifGiven, ifNamed, conditionsAnd, conditionsComma}, m) { // which stand within a sentence
				require.Equal(t, strings.TrimSpace(c.texts[m]), c.texts[m], name)
			}
			require.NotContains(t, c.texts[m], "  ", name)
		}
	}
}

// Texts use the placeholders that are known, and close them.
func TestPlaceholdersKnown(t *testing.T) {
	known := []string{
		"what", "name", "by", "at", "short", "early", "within", "length", "left", "paused", "wall", "worked", "reason", "reasons", "successor",
		"due", "said", "expected", "from", "start", "end", "target", "until", "told", "next",
		"if", "once", "condition", "conditions", "customer",
	}
	for _, c := range catalogues {
		for m := range messages {
			require.Equal(t, strings.Count(c.texts[m], "{"), len(placeholder.FindAllString(c.texts[m], -1)), c.texts[m])
			for _, p := range placeholder.FindAllString(c.texts[m], -1) {
				for _, word := range strings.Fields(strings.Trim(p, "{}")) {
					require.Contains(t, known, word, c.texts[m])
				}
			}
		}
	}
}

// What the customer reads never speaks of the target, of a risk, or of what the
// customer has not done. The words are stems.
func TestCustomerTextsHoldBack(t *testing.T) {
	forbidden := map[string][]string{
		"en":    {"risk", "danger", "target", "internal", "goal", "you have not", "you did not", "waiting for you", "your fault"},
		"en-US": {"risk", "danger", "target", "internal", "goal", "you have not", "you did not", "waiting for you", "your fault"},
		"fil":   {"panganib", "target", "layunin", "hindi ninyo", "hindi kayo", "hinihintay"},
		"ru":    {"риск", "угроз", "цель", "цели", "внутренн", "вы не ", "ждём от вас", "из-за вас"},
		"hu":    {"veszély", "kockázat", "cél", "belső", "Ön nem", "Önre vár"},
		"ko":    {"위험", "목표", "내부", "고객님이", "보내지 않"},
	}
	for _, c := range catalogues {
		words := forbidden[c.tag.String()]
		require.NotEmpty(t, words, "no forbidden words for %v", c.tag)
		for m := range teamOnTrack {
			for _, word := range words {
				require.NotContains(t, strings.ToLower(c.texts[m]), strings.ToLower(word), "%v", c.tag)
			}
		}
	}
}

// A break, and that something takes longer, is told with an apology, in every
// language.
func TestBreaksApologise(t *testing.T) {
	sorry := map[string]string{"en": "sorry", "en-US": "sorry", "fil": "paumanhin", "ru": "извинения", "hu": "elnézését kérjük", "ko": "사과|죄송"}
	for _, c := range catalogues {
		for _, m := range []message{broken, brokenTwice, brokenUndated, doneLate, doneLateUndated, followUpLate, toldLate} {
			require.Regexp(t, sorry[c.tag.String()], c.texts[m], "%v", c.tag)
		}
	}
}

// The customer is addressed politely in every text: with po, with the formal
// you, in the formal style.
func TestCustomerTextsArePolite(t *testing.T) {
	for m := greeting; m < teamOnTrack; m++ {
		require.Regexp(t, `\bpo(ng)?\b`, tagalog.texts[m])
		require.NotRegexp(t, `(?i)(^|[^\p{L}])(ты|тебе|тебя|твой|твоя)($|[^\p{L}])`, russian.texts[m])
		require.NotRegexp(t, `(?i)(^|[^\p{L}])(te|téged|neked|kapod|kapsz)($|[^\p{L}])`, hungarian.texts[m])
		for _, sentence := range strings.FieldsFunc(korean.texts[m], func(r rune) bool { return r == '.' || r == '?' }) {
			require.Regexp(t, `(니다|니까|시오)(\(.*\))?(: .*)?$`, strings.TrimSpace(sentence))
		}
	}
}

// Forms that a language does not tell apart may be missing, others not.
func TestFormsComplete(t *testing.T) {
	for _, c := range catalogues {
		for _, f := range []*forms{
			&c.plain.hours, &c.plain.hoursAnd, &c.plain.minutes, &c.within.hours, &c.within.hoursAnd, &c.within.minutes,
			&c.businessDays, &c.workingHours, &c.earlyMinutes, &c.earlyHours, &c.earlyDays,
		} {
			require.Contains(t, f.other, "{n}", "%v", c.tag)
			for n := range 126 {
				require.NotContains(t, c.count(f, n), "{n}", "%v", c.tag)
			}
			if c == &russian {
				for _, form := range []string{f.one, f.few, f.many} {
					require.Contains(t, form, "{n}", "%v", c.tag)
				}
			}
			if c == &english || c == &american {
				require.Contains(t, f.one, "{n}", "%v", c.tag)
			}
		}
	}
}

// A text that a language lacks is told in English, dates and all.
func TestMissingTextIsEnglish(t *testing.T) {
	gaps := russian
	gaps.texts[noNext], gaps.texts[running] = "", ""
	e := promise.Explanation{About: promise.About{Name: "ответ"}, Status: promise.Status{Phase: promise.Running}}
	require.Equal(t, "Мы уже работаем над тем, чтобы вы получили «ответ». You will hear from us as soon as there is news.", Language{&gaps}.Customer(e, Options{}))
	text := Language{&gaps}.newText(&e, Options{})
	text.due = time.Date(2026, time.January, 9, 16, 0, 0, 0, time.UTC)
	require.Equal(t, "We are working on “ответ”. You will have it by Friday, 9 January 2026, 16:00.", text.render(running))
}

// Numbers take their forms: 1 час, 2 часа, 5 часов. The letters of the table
// are the forms of 0, 1, 2 and so on: o(ne), f(ew), m(any).
func TestRussianPlurals(t *testing.T) {
	table := strings.Join([]string{
		"mofffmmmmm", // 0 часов, 1 час, 2 часа, 3 часа, 4 часа, 5 часов ...
		"mmmmmmmmmm", // 10 часов, 11 часов, 12 часов ...
		"mofffmmmmm", // 20 часов, 21 час, 22 часа ...
		"mofffmmmmm", "mofffmmmmm", "mofffmmmmm", "mofffmmmmm", "mofffmmmmm", "mofffmmmmm", "mofffmmmmm",
		"mofffmmmmm", // 100 часов, 101 час, 102 часа ...
		"mmmmmmmmmm", // 110 часов, 111 часов, 112 часов ...
		"mofffm",     // 120 часов, 121 час ... 125 часов
	}, "")
	require.Len(t, table, 126)
	words := []struct {
		forms          *forms
		one, few, many string
	}{
		{&russian.plain.hours, "час", "часа", "часов"},
		{&russian.plain.minutes, "минута", "минуты", "минут"},
		{&russian.within.hours, "часа", "часов", "часов"},
		{&russian.within.minutes, "минуты", "минут", "минут"},
		{&russian.businessDays, "рабочего дня", "рабочих дней", "рабочих дней"},
		{&russian.workingHours, "рабочего часа", "рабочих часов", "рабочих часов"},
		{&russian.earlyMinutes, "минуту", "минуты", "минут"},
		{&russian.earlyHours, "час", "часа", "часов"},
		{&russian.earlyDays, "день", "дня", "дней"},
	}
	for n, form := range table {
		for _, w := range words {
			want := map[rune]string{'o': w.one, 'f': w.few, 'm': w.many}[form]
			_, got, _ := strings.Cut(russian.count(w.forms, n), " ")
			require.Equal(t, want, got, "%d", n)
		}
	}
}

// What is late is rounded up to the minute, whatever the sign.
func TestUpToMinute(t *testing.T) {
	for d, want := range map[time.Duration]time.Duration{
		0: 0, 1: time.Minute, -1: time.Minute, time.Minute: time.Minute, -61 * time.Second: 2 * time.Minute,
		1<<63 - 1: 1<<63 - 1, -1 << 63: 1<<63 - 1,
	} {
		require.Equal(t, want, upToMinute(d), "%v", d)
	}
}

// A placeholder without a value stays, so that other tests find it.
func TestPlaceholderWithoutValue(t *testing.T) {
	text := Language{}.newText(&promise.Explanation{}, Options{})
	require.Equal(t, "{by due} {at nothing} {odd}", expand("{by due} {at nothing} {odd}", func(p string) string { return text.value(&english, p) }))
}

// Amounts of time are hours and minutes, rounded down; a sign is left out.
func TestLengths(t *testing.T) {
	amounts := []time.Duration{
		0, 59 * time.Second, time.Minute, -time.Minute, time.Hour, 21*time.Hour + time.Minute, 11*time.Hour + 22*time.Minute,
		-(2*time.Hour + 5*time.Minute), 1<<63 - 1, -1 << 63,
	}
	for _, want := range []struct {
		c     *catalogue
		texts []string
	}{
		{&english, []string{"0 minutes", "0 minutes", "1 minute", "1 minute", "1 hour", "21 hours 1 minute", "11 hours 22 minutes", "2 hours 5 minutes", "2562047 hours 47 minutes", "2562047 hours 47 minutes"}},
		{&russian, []string{"0 минут", "0 минут", "1 минута", "1 минута", "1 час", "21 час 1 минута", "11 часов 22 минуты", "2 часа 5 минут", "2562047 часов 47 минут", "2562047 часов 47 минут"}},
		{&hungarian, []string{"0 perc", "0 perc", "1 perc", "1 perc", "1 óra", "21 óra 1 perc", "11 óra 22 perc", "2 óra 5 perc", "2562047 óra 47 perc", "2562047 óra 47 perc"}},
		{&korean, []string{"0분", "0분", "1분", "1분", "1시간", "21시간 1분", "11시간 22분", "2시간 5분", "2562047시간 47분", "2562047시간 47분"}},
		{&tagalog, []string{"0 minuto", "0 minuto", "1 minuto", "1 minuto", "1 oras", "21 oras at 1 minuto", "11 oras at 22 minuto", "2 oras at 5 minuto", "2562047 oras at 47 minuto", "2562047 oras at 47 minuto"}},
	} {
		var got []string
		for _, d := range amounts {
			got = append(got, want.c.length(&want.c.plain, d))
		}
		if diff := cmp.Diff(want.texts, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", want.c.tag, diff)
		}
	}
}
