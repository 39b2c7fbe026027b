package document

import (
	"fmt"
	"slices"
	"strings"
)

// A WordSet holds the words of an enumeration whose values are texts. It is meant for
// a package variable that the methods of the enumeration use. The empty text is the
// default of each enumeration and is always allowed. The zero value allows only the
// empty text.
type WordSet[E ~string] struct {
	pkg   string
	words []E
}

// NewWordSet returns the words of an enumeration. Errors begin with its package:
// "promise".
func NewWordSet[E ~string](pkg string, words ...E) WordSet[E] {
	return WordSet[E]{pkg, slices.Clone(words)}
}

// Check returns an error that lists the words if a value is not one of them. It has
// neither path nor package, for [Problems.Check].
func (s WordSet[E]) Check(v E) error {
	if v == "" || slices.Contains(s.words, v) {
		return nil
	}
	return fmt.Errorf("unknown word %q; write %s", Excerpt(string(v)), alternatives(s.words))
}

// Marshal returns a value for its MarshalText. A value that is not one of the words
// is an error.
func (s WordSet[E]) Marshal(v E) ([]byte, error) {
	if err := s.Check(v); err != nil {
		return nil, &FieldError{Package: s.pkg, Err: err}
	}
	return []byte(v), nil
}

// Unmarshal sets v to a word for its UnmarshalText. Any other text is an error that
// lists the words.
func (s WordSet[E]) Unmarshal(text []byte, v *E) error {
	read := E(text)
	if err := s.Check(read); err != nil {
		return &FieldError{Package: s.pkg, Err: err}
	}
	*v = read
	return nil
}

// alternatives writes words as a choice: "a", "b" or "c".
func alternatives[W ~string](words []W) string {
	n := len(words)
	if n < 2 {
		return QuotedList(words)
	}
	return strings.Join([]string{QuotedList(words[:n-1]), QuotedList(words[n-1:])}, " or ")
}
