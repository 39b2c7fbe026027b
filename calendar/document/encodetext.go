package document

import "unicode/utf8"

// appendText appends a JSON string, as encoding/json writes it: characters with a
// meaning in JavaScript, and in HTML if html is set, are escaped, and bytes that are not
// UTF-8 become U+FFFD.
func appendText(out []byte, s string, html bool) []byte {
	out = append(out, '"')
	plain := 0 // the offset up to which the text is written
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if !isASCIIPlain(c, html) {
				out = appendEscape(append(out, s[plain:i]...), c)
				plain = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			out = append(append(out, s[plain:i]...), `\ufffd`...)
			plain = i + size
		case r == '\u2028', r == '\u2029':
			out = append(append(out, s[plain:i]...), `\u202`...)
			out = append(out, hexDigits[r&0xf])
			plain = i + size
		}
		i += size
	}
	return append(append(out, s[plain:]...), '"')
}

const hexDigits = "0123456789abcdef"

func isASCIIPlain(c byte, html bool) bool {
	return c >= ' ' && c != '"' && c != '\\' && (!html || c != '<' && c != '>' && c != '&')
}

// appendCompact appends a JSON text without the white space between its tokens.
func appendCompact(out, doc []byte) []byte {
	c := cursor{doc: doc}
	for c.next() != 0 {
		if doc[c.at] == '"' {
			out = append(out, c.rawText()...)
			continue
		}
		out = append(out, doc[c.at])
		c.at++
	}
	return out
}

func appendEscape(out []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(out, '\\', c)
	case '\b':
		return append(out, '\\', 'b')
	case '\f':
		return append(out, '\\', 'f')
	case '\n':
		return append(out, '\\', 'n')
	case '\r':
		return append(out, '\\', 'r')
	case '\t':
		return append(out, '\\', 't')
	}
	return append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
}

// escapeHTML escapes characters with a meaning in HTML or JavaScript in the part of a
// JSON text from an offset on.
func escapeHTML(out []byte, from int) []byte {
	at := from
	for at < len(out) && !isHTML(out, at) {
		at++
	}
	if at == len(out) {
		return out
	}
	rest := string(out[at:])
	out = out[:at]
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case !isHTML(rest, i):
			out = append(out, c)
		case c < utf8.RuneSelf:
			out = append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		default:
			out = append(out, '\\', 'u', '2', '0', '2', hexDigits[rest[i+2]&0xf])
			i += 2
		}
	}
	return out
}

// isHTML reports whether the character at an offset has a meaning in HTML or
// JavaScript: <, >, &, U+2028 or U+2029.
func isHTML[T string | []byte](text T, at int) bool {
	switch text[at] {
	case '<', '>', '&':
		return true
	case 0xe2:
		return at+2 < len(text) && text[at+1] == 0x80 && text[at+2]&^1 == 0xa8
	}
	return false
}
