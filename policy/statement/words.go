package statement

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrase returns what the administrator says for a key, or else what is said here.
func (w *writer) phrase(key, said string) string {
	if words := w.words[key]; words != "" {
		return clean(words)
	}
	return said
}

// quoted says a name to the reader: in the administrator's words, or else as it
// stands, in quotation marks.
func (w *writer) quoted(name string) string {
	return w.phrase(name, w.c.quotes[0]+clean(name)+w.c.quotes[1])
}

// field says the name of a field, which needs no quotation marks.
func (w *writer) field(name string) string { return w.phrase(name, clean(name)) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// capital makes the first letter large.
func capital(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}

// clean makes free text fit for a place within a line: no line breaks, no control
// characters, no marks that turn the direction of writing.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(text), " ")
}
