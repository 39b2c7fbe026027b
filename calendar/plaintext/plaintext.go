// Package plaintext prepares untrusted text for printing: a name, a reason, the ID
// of an event. Printed unchanged, such a text could begin a line that looks like
// another record, move the cursor of a terminal, or reverse the direction of the
// text that follows.
//
//	fmt.Printf("%s: %s\n", plaintext.Field(id), plaintext.Field(reason))
//
// [Line], [Field] and [Sentence] return a single line without control characters.
// They differ in how much of a long text they keep. [JSON] escapes a document so
// that it can be shown on a terminal and still holds the same data.
//
// [Duration], [Moment], [MomentOfYear], [Percent], [Name] and [Capital] write the
// values that stand beside such texts. They are for readers of English; for others see
// package promise/wording.
//
// Use these functions for printing only, and keep the original texts in records.
//
// # Rules
//
// White space of any kind, line breaks and control characters become a blank.
// Blanks in a row are merged, and removed at both ends. Marks that control the direction of
// writing (Unicode's Bidi_Control) are removed. Bytes that are not UTF-8, and
// code points that are not characters, become U+FFFD. Everything else stays:
// letters of all scripts, combining marks, joiners, emoji.
//
// Every function is pure, linear in the length of its argument, and safe for
// concurrent use. A text that needs no change is returned as it is.
package plaintext

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// FieldLength is the largest number of code points that [Field] returns.
	FieldLength = 200
	// SentenceLength is the largest number of code points that [Sentence] returns.
	SentenceLength = 1000
)

// Line returns a text on one line, whole.
func Line(text string) string { return cut(text, len(text), 1) }

// Field returns a text on one line, and at most [FieldLength] code points of it.
// A longer text ends with an ellipsis. It is never cut between a letter and its
// combining marks, or inside of an emoji, unless that is longer than the whole
// field.
func Field(text string) string { return cut(text, FieldLength, 1) }

// Sentence is [Field] for a text that was composed of several fields. It keeps
// [SentenceLength] code points, and up to two blanks in a row, as in an aligned date
// ("Mon  5 Jan").
func Sentence(text string) string { return cut(text, SentenceLength, 2) }

// JSON returns a JSON document in which control characters, line and paragraph
// separators, marks that control the direction of writing, and code points that are
// not characters are written as \u escapes. Line breaks and tabs of the layout stay.
// The document holds the same data. A text that is not JSON in UTF-8 may change. The
// result is always a copy.
func JSON(doc []byte) []byte {
	if bytes.IndexFunc(doc, isEscaped) < 0 {
		return bytes.Clone(doc)
	}
	var b bytes.Buffer
	for _, r := range string(doc) {
		switch high, low := utf16.EncodeRune(r); {
		case !isEscaped(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.Bytes()
}

// isEscaped reports whether a character of a JSON document is escaped. Below 0x20
// only the layout's own line breaks and tabs can stand in one.
func isEscaped(r rune) bool {
	return r >= 0x7f && (unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || isHidden(r) || isNoncharacter(r))
}

// cut returns a text on one line, with at most most code points and at most mostBlanks
// blanks in a row.
func cut(text string, most, mostBlanks int) string {
	if len(text) <= most && isPlain(text) {
		return text
	}
	var b strings.Builder
	n := 0      // code points written
	end := 0    // where an ellipsis can follow; 0 if nowhere yet
	blanks := 0 // to be written before the next character
	before := rune(0)
	for _, r := range text {
		switch {
		case isBlank(r):
			if n > 0 {
				blanks = min(blanks+1, mostBlanks)
			}
			continue
		case isHidden(r):
			continue
		case isNoncharacter(r):
			r = utf8.RuneError
		}
		for ; blanks > 0; blanks-- {
			if n < most {
				end = b.Len()
			}
			b.WriteByte(' ')
			n, before = n+1, ' '
		}
		joined := joins(before, r)
		switch {
		case n < most && !joined:
			end = b.Len()
		case n >= most && end == 0:
			return firstOf(b.String(), most-1) + "…"
		}
		if n >= most {
			return strings.TrimRight(b.String()[:end], " ") + "…"
		}
		b.WriteRune(r)
		if n, before = n+1, r; joined && isFlag(r) {
			before = ' ' // a flag is two letters
		}
	}
	return b.String()
}

// firstOf returns the first n code points of a text.
func firstOf(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// isPlain reports whether a text is printable ASCII with single blanks.
func isPlain(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || text == ""
}

// isBlank reports whether a character becomes a blank: white space, line and
// paragraph separators, and control characters.
func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// isHidden reports whether a character is removed: it controls the direction of
// writing.
func isHidden(r rune) bool { return r >= 0x61c && unicode.Is(unicode.Bidi_Control, r) }

// isNoncharacter reports whether a code point is not a character; XML does not allow two
// of these.
func isNoncharacter(r rune) bool { return 0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe }

// joins reports whether a text must not be cut between two characters.
func joins(before, r rune) bool {
	const joiner = '\u200d'
	switch {
	case before == 0 || before == ' ':
		return false
	case before == joiner || r == joiner || unicode.Is(unicode.M, r):
		return true
	case 0x1f3fb <= r && r <= 0x1f3ff, 0xe0020 <= r && r <= 0xe007f:
		return true // the colour of a skin, a flag's letters
	case isFlag(before) && isFlag(r):
		return true
	}
	return 0x1160 <= r && r <= 0x11ff || 0xd7b0 <= r && r <= 0xd7ff // parts of a Korean syllable
}

func isFlag(r rune) bool { return 0x1f1e6 <= r && r <= 0x1f1ff }
