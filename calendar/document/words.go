package document

import (
	"fmt"
	"slices"
)

// Words are the words of an enumeration whose values count from 1. They are
// meant for a package variable, which the methods of the enumeration call. The
// zero value has no words.
type Words[E ~uint8] struct {
	pkg, what string
	texts     []string
}

// NewWords returns the words of an enumeration, that of value 1 first. Errors name
// its package and what it is called: "promise", "phase".
func NewWords[E ~uint8](pkg, what string, texts ...string) Words[E] {
	return Words[E]{pkg, what, texts}
}

// Text returns the word of a value, "" for a value that has none.
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
		return nil, &FieldError{Package: w.pkg, Err: fmt.Errorf("%s %d has no name; set one", w.what, v)}
	}
	return []byte(text), nil
}

// Unmarshal sets v to the value of a word for its UnmarshalText. Another text is
// an error, which lists the words.
func (w Words[E]) Unmarshal(text []byte, v *E) error {
	i := slices.Index(w.texts, string(text))
	if i < 0 {
		return &FieldError{Package: w.pkg, Err: fmt.Errorf("%q is no %s; known are %s", Excerpt(string(text)), w.what, QuotedList(w.texts))}
	}
	*v = E(i + 1)
	return nil
}
