package promise

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/calendar"
)

// words are the texts of an enumeration whose values count from 1.
type words[E ~uint8] struct {
	what  string
	texts []string
}

func (w words[E]) text(v E) string {
	if v < 1 || int(v) > len(w.texts) {
		return ""
	}
	return w.texts[v-1]
}

func (w words[E]) marshal(v E) ([]byte, error) {
	text := w.text(v)
	if text == "" {
		return nil, &calendar.FieldError{Package: "promise", Err: fmt.Errorf("%s %d has no name; set one", w.what, v)}
	}
	return []byte(text), nil
}

func (w words[E]) unmarshal(text []byte, v *E) error {
	i := slices.Index(w.texts, string(text))
	if i < 0 {
		return &calendar.FieldError{Package: "promise", Err: fmt.Errorf("%q is no %s; known are %s", excerpt(string(text)), w.what, quotedList(w.texts))}
	}
	*v = E(i + 1)
	return nil
}
