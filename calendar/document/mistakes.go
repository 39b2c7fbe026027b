package document

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A review finds out why a text is not JSON.
type review struct {
	scan
	around byte // '{' in an object, '[' in a list, 0 outside
	count  int  // names and values in it before
}

// newReview reads a text up to its first mistake.
func newReview(doc []byte) *review {
	r := &review{scan: scan{doc: doc}}
	r.read()
	if n := len(r.levels); n > 0 {
		r.around, r.count = r.levels[n-1].opening, r.levels[n-1].count
	}
	return r
}

// byte returns the byte at which the next token begins, 0 at the end.
func (r *review) byte() byte {
	if r.at < len(r.doc) {
		return r.doc[r.at]
	}
	return 0
}

// mistake returns what is wrong with the next token.
func (r *review) mistake() mistake {
	switch {
	case r.done:
		return r.afterDocument()
	case r.at == len(r.doc):
		return r.truncated()
	case r.isComment():
		return mistakef(r.at, "a comment; remove it")
	case r.around == '{' && r.count%2 == 1:
		return r.afterName()
	case r.around != 0 && r.count > 0:
		return r.afterElement()
	case r.around == '{':
		return r.name()
	}
	return r.value()
}

func (r *review) isComment() bool {
	rest := r.doc[r.at:]
	return bytes.HasPrefix(rest, []byte("//")) || bytes.HasPrefix(rest, []byte("/*")) || bytes.HasPrefix(rest, []byte("#"))
}

func (r *review) afterDocument() mistake {
	switch r.byte() {
	case '{', '[':
		return mistakef(r.at, "another document after the end of the first; expected one, so send each by itself or put them in a list")
	case '}', ']':
		return mistakef(r.at, "%q closes nothing; remove it", r.excerpt())
	}
	if r.isComment() {
		return mistakef(r.at, "a comment; remove it")
	}
	return mistakef(r.at, "text after the end of the document: %q; remove it", r.excerpt())
}

func (r *review) truncated() mistake {
	switch r.around {
	case '{':
		return mistakef(r.at, "the document ends inside an object; expected \"}\": part of the text is missing")
	case '[':
		return mistakef(r.at, "the document ends inside a list; expected \"]\": part of the text is missing")
	}
	return mistakef(r.at, "the document ends before its value is complete; part of the text is missing")
}

// afterName is what is wrong behind the name of a member.
func (r *review) afterName() mistake {
	if r.byte() != ':' {
		return mistakef(r.at, "expected \":\" and a value after the name, got %q; check the quotation marks around the name", r.excerpt())
	}
	r.at = r.token(r.at + 1)
	if b := r.byte(); b == ',' || b == '}' {
		return mistakef(r.at, "missing value after \":\"; write one, or leave the field out")
	}
	return r.value()
}

// afterElement is what is wrong behind a member or an element of a list.
func (r *review) afterElement() mistake {
	comma := r.at
	switch b := r.byte(); {
	case b == ',':
		r.at = r.token(r.at + 1)
	case b == '}' || b == ']':
		return r.mismatch()
	case r.adjoins() && isDigit(r.doc[r.end-1]):
		return r.longerNumber()
	case r.adjoins() && r.doc[r.end-1] == '"':
		return mistakef(r.at, "%q directly after a string; a quotation mark is missing, or one inside the string lacks its backslash", r.excerpt())
	default:
		return mistakef(r.at, "missing comma before %q; write one", r.excerpt())
	}
	switch b := r.byte(); {
	case b == '}' || b == ']':
		return mistakef(comma, "trailing comma before %q; remove it", r.excerpt())
	case b == ',':
		return mistakef(r.at, "two commas in a row; remove one")
	case b == 0:
		return r.truncated()
	case r.around == '{':
		return r.name()
	}
	return r.value()
}

// adjoins reports whether letters or digits follow the token before without a space.
func (r *review) adjoins() bool { return r.at == r.end && len(wordAt(r.doc[r.at:])) > 0 }

// longerNumber is the mistake of a number that goes on after its valid part, like 012.
func (r *review) longerNumber() mistake {
	for r.at > 0 && bytes.IndexByte([]byte("+-.eE0123456789"), r.doc[r.at-1]) >= 0 {
		r.at--
	}
	return r.number()
}

// mismatch is a bracket that does not close what is open.
func (r *review) mismatch() mistake {
	if r.around == '{' {
		return mistakef(r.at, "%q inside an object; expected \",\" or \"}\"", r.excerpt())
	}
	return mistakef(r.at, "%q inside a list; expected \",\" or \"]\"", r.excerpt())
}

// name is what is wrong with the name of a member.
func (r *review) name() mistake {
	switch b := r.byte(); {
	case b == '"':
		return r.text()
	case b == ',':
		return mistakef(r.at, "a comma without a field before it; remove it")
	case b == ']':
		return r.mismatch()
	case isDigit(b):
		return mistakef(r.at, "expected a name, got %q; write decimals with a point, like 1.5, not with a comma", r.excerpt())
	case len(wordAt(r.doc[r.at:])) > 0:
		return mistakef(r.at, "the name %q has no quotation marks; write them", Excerpt(string(wordAt(r.doc[r.at:]))))
	}
	return r.character("a name")
}

// value is what is wrong with a value.
func (r *review) value() mistake {
	switch b := r.byte(); {
	case b == 0 && r.at == len(r.doc):
		return r.truncated()
	case r.isComment():
		return mistakef(r.at, "a comment; remove it")
	case b == '"':
		return r.text()
	case b == '+' || b == '.' || b == '-' || isDigit(b):
		return r.number()
	case b == ',':
		return mistakef(r.at, "a comma without a value before it; remove it")
	case b == '{' || b == '[':
		return mistakef(r.at, "nests deeper than %d; flatten it", deepestText)
	case b == '}' || b == ']':
		if r.around != 0 {
			return r.mismatch()
		}
		return mistakef(r.at, "%q closes nothing; remove it", r.excerpt())
	case len(wordAt(r.doc[r.at:])) > 0:
		return r.word()
	}
	return r.character("a value")
}

// character is what is wrong with a character that begins no token.
func (r *review) character(expected string) mistake {
	first, _ := utf8.DecodeRune(r.doc[r.at:])
	switch first {
	case '\'':
		return mistakef(r.at, "single quotes; write \" instead")
	case '“', '”', '„', '‘', '’', '«', '»', '`':
		return mistakef(r.at, "%q is a typographic quotation mark; write \" instead", first)
	}
	return mistakef(r.at, "invalid character %q; expected %s", first, expected)
}

// word is what is wrong with a word without quotation marks.
func (r *review) word() mistake {
	word := string(wordAt(r.doc[r.at:]))
	switch word {
	case "NaN", "nan", "Infinity", "inf", "Inf":
		return mistakef(r.at, "%s is not a number in JSON; leave the field out, or write a number", word)
	case "True", "TRUE", "False", "FALSE", "yes", "no", "Yes", "No":
		return mistakef(r.at, "invalid word %s; write true or false", word)
	case "None", "nil", "undefined", "Null", "NULL":
		return mistakef(r.at, "invalid word %s; leave the field out", word)
	}
	return mistakef(r.at, "the text %q has no quotation marks; write them", Excerpt(word))
}

// number is what is wrong with a number.
func (r *review) number() mistake {
	text := r.excerpt()
	digits := bytes.TrimLeft(scalar(r.doc[r.at:]), "+-")
	switch {
	case r.byte() == '+':
		return mistakef(r.at, "invalid number %q: plus sign; remove it", text)
	case bytes.HasPrefix(digits, []byte("Inf")) || bytes.HasPrefix(digits, []byte("inf")):
		return mistakef(r.at, "%s is not a number in JSON; leave the field out, or write a number", text)
	case len(digits) > 1 && digits[0] == '0' && isDigit(digits[1]):
		return mistakef(r.at, "invalid number %q: leading zero; remove it, or write a string", text)
	}
	return mistakef(r.at, "invalid number %q; write digits, like 12 or 0.5, or a string in quotation marks", text)
}

// text is what is wrong with a string.
func (r *review) text() mistake {
	for at := r.at + 1; at < len(r.doc); at++ {
		switch b := r.doc[at]; {
		case b == '\n' || b == '\r':
			return mistakef(r.at, "missing quotation mark at the end of the string; write it, and line breaks inside it as \\n")
		case b < ' ':
			return mistakef(at, "invalid character %q in a string; write %s", b, escapeOf(b))
		case b == '\\':
			length, ok := escapeAt(r.doc[at:])
			if !ok {
				return r.escape(at)
			}
			at += length - 1
		}
	}
	return mistakef(r.at, "the document ends inside a string; a quotation mark, or part of the text, is missing")
}

// escape is what is wrong with an escape in a string.
func (r *review) escape(at int) mistake {
	const length = len(`\u00e9`)
	if code, ok := codeAt(r.doc[at:]); ok && utf16.IsSurrogate(code) {
		return mistake{at, fmt.Sprintf("invalid escape %s, half of a surrogate pair; write both halves or the character itself", r.doc[at:at+length])}
	}
	rest := r.doc[at:min(at+2, len(r.doc))]
	return mistakef(at, "invalid escape %q; write \\\\ for a backslash", rest)
}

// escapeOf returns how JSON writes a control character.
func escapeOf(b byte) string {
	if b == '\t' {
		return `\t`
	}
	return `\u00` + strconv.FormatUint(uint64(b)|0x100, 16)[1:]
}

// excerpt returns the beginning of the next token.
func (r *review) excerpt() string {
	text := scalar(r.doc[r.at:])
	if len(text) == 0 {
		text = r.doc[r.at:min(r.at+1, len(r.doc))]
	}
	return Excerpt(string(text))
}
