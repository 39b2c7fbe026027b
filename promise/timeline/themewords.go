package timeline

import "github.com/underpromise/underpromise/calendar/document"

// The string enumeration returns an error for an unknown word when it is
// written and read. The empty text is the default.

var (
	themeWords = document.NewWordSet("timeline", Light, Dark)
)

// MarshalText returns the word. An unknown word is an error.
func (t Theme) MarshalText() ([]byte, error) { return themeWords.Marshal(t) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (t *Theme) UnmarshalText(text []byte) error { return themeWords.Unmarshal(text, t) }
