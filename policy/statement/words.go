package statement

import (
	"maps"
	"slices"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// phrase returns what the administrator says for a key, or else what is said here.
func (w *writer) phrase(key, said string) string {
	if words := w.words[key]; words != "" {
		return plaintext.Line(words)
	}
	return said
}

// quoted says a name to the reader: in the administrator's words, or else as it
// stands, in quotation marks.
func (w *writer) quoted(name string) string {
	return w.phrase(name, w.c.quotes[0]+plaintext.Line(name)+w.c.quotes[1])
}

// field says the name of a field, which needs no quotation marks.
func (w *writer) field(name string) string { return w.phrase(name, plaintext.Line(name)) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
