package timeline

import "github.com/underpromise/underpromise/calendar/document"

// The enumerations whose values are texts refuse unknown words when they are written
// and read. The empty text stands for the default.

var (
	themeWords = document.NewWordSet("timeline", Light, Dark)
)

// MarshalText returns the word. An unknown word is an error.
func (t Theme) MarshalText() ([]byte, error) { return themeWords.Marshal(t) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (t *Theme) UnmarshalText(text []byte) error { return themeWords.Unmarshal(text, t) }
