package document

import (
	"bytes"
	"unicode/utf8"
)

// deepestText bounds how deep objects and lists nest in a JSON text, as encoding/json
// does. Documents have a lower bound: see [Unmarshal].
const deepestText = 10_000

// A scan reads a text token by token, up to its end or to the first one that is not
// JSON. It then stands after the last valid token.
type scan struct {
	doc    []byte
	end    int     // of the last token
	at     int     // where the next token begins, or the end of the text
	levels []level // the objects and lists around
	done   bool    // whether a whole value was read
	room   [16]level
}

// A level is an object or a list that is not closed yet.
type level struct {
	opening byte // '{' or '['
	count   int  // names and values in it
}

// isJSON reports whether a text is one JSON value in UTF-8 without halves of
// surrogate pairs.
func isJSON(doc []byte) bool {
	s := scan{doc: doc}
	return utf8.Valid(doc) && s.read()
}

// read reads the text and reports whether it is JSON.
func (s *scan) read() bool {
	s.levels = s.room[:0]
	for {
		s.at = s.token(s.end)
		switch {
		case s.done:
			return s.at == len(s.doc)
		case s.at == len(s.doc):
			return false
		case len(s.levels) == 0:
			if !s.value(s.at) {
				return false
			}
		case !s.part():
			return false
		}
	}
}

// token returns where the next token begins at or after an offset.
func (s *scan) token(at int) int {
	for ; at < len(s.doc); at++ {
		switch s.doc[at] {
		case ' ', '\t', '\n', '\r':
		default:
			return at
		}
	}
	return at
}

// part reads what comes next in an object or a list, with the comma or the colon
// before it.
func (s *scan) part() bool {
	top := &s.levels[len(s.levels)-1]
	at := s.at
	isName := top.opening == '{' && top.count%2 == 0
	switch {
	case (isName || top.opening == '[') && s.doc[at] == top.opening+2: // '}' and ']' are two further than '{' and '['
		s.levels = s.levels[:len(s.levels)-1]
		s.finish(at + 1)
		return true
	case top.opening == '{' && !isName:
		if s.doc[at] != ':' {
			return false
		}
		at = s.token(at + 1)
	case top.count > 0:
		if s.doc[at] != ',' {
			return false
		}
		at = s.token(at + 1)
	}
	if at == len(s.doc) || isName && s.doc[at] != '"' {
		return false
	}
	top.count++
	if s.value(at) {
		return true
	}
	s.levels[len(s.levels)-1].count--
	return false
}

// finish goes behind a value or a name.
func (s *scan) finish(end int) {
	s.end = end
	s.done = len(s.levels) == 0
}

// value reads a value, or goes into an object or a list.
func (s *scan) value(at int) bool {
	end := 0
	switch b := s.doc[at]; b {
	case '{', '[':
		if len(s.levels) == deepestText {
			return false
		}
		s.levels = append(s.levels, level{opening: b})
		s.end = at + 1
		return true
	case '"':
		end = stringEnd(s.doc, at)
	case 't':
		end = wordEnd(s.doc, at, "true")
	case 'f':
		end = wordEnd(s.doc, at, "false")
	case 'n':
		end = wordEnd(s.doc, at, "null")
	default:
		end = numberEnd(s.doc, at)
	}
	if end > 0 {
		s.finish(end)
	}
	return end > 0
}

// stringEnd returns the end of the string at an offset, 0 if it is invalid.
func stringEnd(doc []byte, at int) int {
	for at++; at < len(doc); at++ {
		switch b := doc[at]; {
		case b == '"':
			return at + 1
		case b == '\\':
			length, ok := escapeAt(doc[at:])
			if !ok {
				return 0
			}
			at += length - 1
		case b < ' ':
			return 0
		}
	}
	return 0
}

// wordEnd returns the end of a word at an offset, 0 if it is another.
func wordEnd(doc []byte, at int, word string) int {
	if !bytes.HasPrefix(doc[at:], []byte(word)) {
		return 0
	}
	return at + len(word)
}

// numberEnd returns the end of the number at an offset, 0 if there is no number.
func numberEnd(doc []byte, at int) int {
	if doc[at] == '-' {
		at++
	}
	whole := digitsEnd(doc, at)
	if whole == at {
		return 0
	}
	if doc[at] == '0' {
		whole = at + 1
	}
	end := whole
	if end < len(doc) && doc[end] == '.' {
		fraction := digitsEnd(doc, end+1)
		if fraction == end+1 {
			return 0
		}
		end = fraction
	}
	if end < len(doc) && (doc[end] == 'e' || doc[end] == 'E') {
		from := end + 1
		if from < len(doc) && (doc[from] == '+' || doc[from] == '-') {
			from++
		}
		if end = digitsEnd(doc, from); end == from {
			return 0
		}
	}
	return end
}

// digitsEnd returns the end of the digits at an offset.
func digitsEnd(doc []byte, at int) int {
	for at < len(doc) && isDigit(doc[at]) {
		at++
	}
	return at
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
