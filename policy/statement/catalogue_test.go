package statement

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var placeholder = regexp.MustCompile(`\{[a-z]*\}`)

// facts returns which facts a text names, each once.
func facts(text string) []string {
	names := placeholder.FindAllString(text, -1)
	slices.Sort(names)
	return slices.Compact(names)
}

// Every language has every text, and the facts in it are those of the English
// one.
func TestTextsComplete(t *testing.T) {
	for _, c := range catalogues {
		for m := range messages {
			name := c.tag.String() + ": " + english.texts[m]
			if c.texts[m] == "" {
				t.Errorf("message %d is missing in %v; in English: %q", m, c.tag, english.texts[m])
				continue
			}
			if diff := cmp.Diff(facts(english.texts[m]), facts(c.texts[m])); diff != "" {
				t.Errorf("%s names other facts (-want +got):\n%s", name, diff)
			}
			require.Equal(t, strings.Count(c.texts[m], "{"), len(placeholder.FindAllString(c.texts[m], -1)), name)
			require.NotContains(t, c.texts[m], "  ", name)
		}
	}
}

// Forms that a language does not tell apart may be missing, others not.
func TestFormsComplete(t *testing.T) {
	for _, c := range catalogues {
		for _, f := range []counted{c.workingHours, c.anyHours, c.hours, c.minutes, c.days, c.daysLater, c.otherDays} {
			require.Contains(t, f.other, "{n}", "%v", c.tag)
			require.Contains(t, f.one, "{n}", "%v has a form for one", c.tag)
			for n := range 126 {
				require.NotContains(t, c.count(f, n), "{n}", "%v", c.tag)
			}
			require.NotEqual(t, strings.TrimPrefix(c.count(f, 1), "1"), strings.TrimPrefix(c.count(f, 2), "2"), "%v", c.tag)
		}
		for _, text := range slices.Concat(c.quotes[:], c.weekdays[:], c.months[:], []string{c.and, c.or}) {
			require.NotEmpty(t, text, "%v", c.tag)
		}
	}
}

// A text that a language lacks is told in English.
func TestMissingTextIsEnglish(t *testing.T) {
	gaps := german
	gaps.texts[forNoOthers] = ""
	require.Equal(t, "For other cases we do not promise „x“.", gaps.say(forNoOthers, "what", "„x“"))
}

// What a value holds is not read again.
func TestValuesAreNotTemplates(t *testing.T) {
	require.Equal(t, "{b} and {a}", fill("{a} and {b}", "a", "{b}", "b", "{a}"))
}
