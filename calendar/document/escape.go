package document

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// The letters of short escapes like \n, and the characters that they stand for.
const (
	escapeLetters = `"\/bfnrt`
	escapeMeaning = "\"\\/\b\f\n\r\t"
)

// escapeAt returns the length of the escape at the start of a text, and whether it
// stands for a character.
func escapeAt(text []byte) (length int, ok bool) {
	const short, long = len(`\n`), len(`\u00e9`)
	if len(text) < short {
		return 0, false
	}
	if bytes.IndexByte([]byte(escapeLetters), text[1]) >= 0 {
		return short, true
	}
	first, ok := codeAt(text)
	if !ok || !utf16.IsSurrogate(first) {
		return long, ok
	}
	second, ok := codeAt(text[long:])
	return 2 * long, ok && utf16.DecodeRune(first, second) != utf8.RuneError
}

// codeAt returns the code of an escape like \u00e9 at the start of a text.
func codeAt(text []byte) (code rune, ok bool) {
	const long = len(`\u00e9`)
	if len(text) < long || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	number, err := strconv.ParseUint(string(text[2:long]), 16, 16)
	return rune(number), err == nil
}

// unescape returns the inside of a valid string with its escapes resolved.
func unescape(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for {
		at := bytes.IndexByte(text, '\\')
		if at < 0 {
			return append(out, text...)
		}
		out = append(out, text[:at]...)
		text = text[at:]
		length, _ := escapeAt(text)
		first, isCode := codeAt(text)
		switch {
		case !isCode:
			out = append(out, escapeMeaning[bytes.IndexByte([]byte(escapeLetters), text[1])])
		case utf16.IsSurrogate(first):
			second, _ := codeAt(text[length/2:])
			out = utf8.AppendRune(out, utf16.DecodeRune(first, second))
		default:
			out = utf8.AppendRune(out, first)
		}
		text = text[length:]
	}
}
