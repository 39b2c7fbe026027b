package document

import (
	"fmt"
	"slices"
)

// Words are the words of an enumeration whose values count from 1. They are meant for
// a package variable that the methods of the enumeration use. The zero value has no
// words.
type Words[E ~uint8] struct {
	pkg, what string
	texts     []string
}

// NewWords returns the words of an enumeration, the word of value 1 first. Errors
// contain its package and its name, what: "promise", "phase".
func NewWords[E ~uint8](pkg, what string, texts ...string) Words[E] {
	return Words[E]{pkg, what, texts}
}

// Text returns the word of a value, or "" for a value without a word.
func (w Words[E]) Text(v E) string {
	if v < 1 || int(v) > len(w.texts) {
		return ""
	}
	return w.texts[v-1]
}

// Marshal returns the word of a value for its MarshalText. A value without a
// word is an error.
func (w Words[E]) Marshal(v E) ([]byte, error) {
	text := w.Text(v)
	if text == "" {
		return nil, &FieldError{Package: w.pkg, Err: fmt.Errorf("invalid %s %d; expected %s", w.what, v, alternatives(w.texts))}
	}
	return []byte(text), nil
}

// Unmarshal sets v to the value of a word for its UnmarshalText. Any other text is an
// error that lists the words.
func (w Words[E]) Unmarshal(text []byte, v *E) error {
	i := slices.Index(w.texts, string(text))
	if i < 0 {
		return &FieldError{Package: w.pkg, Err: fmt.Errorf("unknown %s %q; expected %s", w.what, Excerpt(string(text)), alternatives(w.texts))}
	}
	*v = E(i + 1)
	return nil
}
