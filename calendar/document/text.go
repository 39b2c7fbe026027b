package document

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// checkText reports the first mistake in a text that is not JSON, or not UTF-8.
// Duplicate names are for the decoder.
func checkText(pkg string, doc []byte) error {
	if isJSON(doc) {
		return nil
	}
	found := mistakeIn(doc)
	place := newPlaces(doc)
	line, column := place.of(found.offset)
	return &FieldError{Package: pkg, Line: line, Column: column, Err: errors.New(found.text), shown: found.offset > 0}
}

// A mistake is why a text is not JSON, with the mend, and where.
type mistake struct {
	offset int
	text   string
}

func mistakef(offset int, format string, args ...any) mistake {
	return mistake{offset, "not JSON: " + fmt.Sprintf(format, args...)}
}

// mistakeIn returns the first mistake in a text that is not JSON.
func mistakeIn(doc []byte) mistake {
	switch {
	case bytes.HasPrefix(doc, []byte("\xef\xbb\xbf")):
		return mistakef(0, "a byte order mark at the beginning; save the file as UTF-8 without it")
	case bytes.HasPrefix(doc, []byte("\xfe\xff")), bytes.HasPrefix(doc, []byte("\xff\xfe")), len(doc) > 1 && (doc[0] == 0 || doc[1] == 0):
		return mistakef(0, "the text is UTF-16; save the file as UTF-8")
	case len(bytes.TrimSpace(doc)) == 0:
		return mistakef(0, "the document is empty; expected an object, like {\"name\": \"...\"}")
	case !utf8.Valid(doc):
		return mistake{invalidByte(doc), "not UTF-8; convert the document"}
	case isYAML(doc):
		return mistakef(0, "the text looks like YAML; convert it to JSON")
	}
	return newReview(doc).mistake()
}

// invalidByte returns the offset of the first byte that is not UTF-8.
func invalidByte(doc []byte) int {
	at := 0
	for at < len(doc) {
		r, n := utf8.DecodeRune(doc[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at
}

// isYAML reports whether a text begins as documents in YAML do: with three hyphens,
// with an element of a list, or with a name and a colon.
func isYAML(doc []byte) bool {
	line, _, _ := bytes.Cut(withoutComments(doc), []byte("\n"))
	if bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("- ")) {
		return true
	}
	name, _, found := bytes.Cut(line, []byte(":"))
	return found && len(name) > 0 && isWord(name)
}

// withoutComments returns a text without the lines at its beginning that are empty
// or that YAML takes as comments.
func withoutComments(text []byte) []byte {
	for {
		text = bytes.TrimLeft(text, " \t\r\n")
		if len(text) == 0 || text[0] != '#' {
			return text
		}
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
}

// isWord reports whether a text has letters, digits, hyphens and underscores alone.
func isWord(text []byte) bool { return len(wordAt(text)) == len(text) }

// wordAt returns the letters, digits, hyphens and underscores at the start of a text.
func wordAt(text []byte) []byte {
	for i, b := range text {
		if b != '_' && b != '-' && (b < '0' || b > '9') && (b < 'a' || b > 'z') && (b < 'A' || b > 'Z') {
			return text[:i]
		}
	}
	return text
}
