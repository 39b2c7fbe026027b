package statement

import (
	"maps"
	"slices"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// phrase returns the words that the options have for a key, or else said.
func (w *writer) phrase(key, said string) string {
	if words := w.words[key]; words != "" {
		return plaintext.Line(words)
	}
	return said
}

// quoted returns a name for the reader: the words that the options have for it, or else
// the name in quotation marks.
func (w *writer) quoted(name string) string {
	return w.phrase(name, w.c.quotes[0]+plaintext.Line(name)+w.c.quotes[1])
}

// field returns the name of a field, without quotation marks.
func (w *writer) field(name string) string { return w.phrase(name, plaintext.Line(name)) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
