package document

import (
	"fmt"
	"strings"
)

// excerptLength is the largest number of characters that [Excerpt] keeps.
const excerptLength = 40

// Excerpt returns the beginning of a text, to be quoted in an error: at most 40
// characters, with "..." behind a longer text.
func Excerpt(text string) string {
	if len(text) <= excerptLength {
		return text
	}
	n := 0
	for i := range text {
		if n == excerptLength {
			return strings.ToValidUTF8(text[:i], "") + "..."
		}
		n++
	}
	return text
}

// QuotedList returns words as a list for an error: "a", "b".
func QuotedList[W ~string](words []W) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = fmt.Sprintf("%q", string(w))
	}
	return strings.Join(quoted, ", ")
}
