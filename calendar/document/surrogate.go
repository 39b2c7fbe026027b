package document

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf16"
)

// loneSurrogate finds half of a surrogate pair in a valid JSON text: an escape
// that stands for no character.
func loneSurrogate(doc []byte) (offset int, escape string, found bool) {
	const short, long = 2, 6 // the bytes of \n and of \u00e9
	for at := 0; ; {
		next := bytes.IndexByte(doc[at:], '\\')
		if next < 0 {
			return 0, "", false
		}
		at += next
		first, ok := escaped(doc[at:])
		if !ok {
			at += short
			continue
		}
		length := long
		if utf16.IsSurrogate(first) {
			second, ok := escaped(doc[at+long:])
			if !ok || utf16.DecodeRune(first, second) == unicode.ReplacementChar {
				return at, string(doc[at : at+long]), true
			}
			length += long
		}
		at += length
	}
}

// escaped returns what an escape like \u00e9 at the start of a text stands for.
func escaped(text []byte) (r rune, ok bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	number, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	return rune(number), err == nil
}
