package promisetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/underpromise/underpromise/calendar/document"
)

// A scanner reads a story from the left. Within a statement it keeps the first
// error, and returns zero values after it.
type scanner struct {
	text string
	at   int
	last int // where the last token taken ends
	err  error
	lost bool // where the next statement begins cannot be told
}

// A token is a text between blanks.
type token struct {
	pos    int
	text   string
	quoted bool   // it stood in quotes, so that it is no word of the notation
	mark   string // the comma or colon that stands there instead of a token
}

func (t token) is(word string) bool { return !t.quoted && t.text == word }

func (s *scanner) rest() string { return s.text[s.at:] }

func (s *scanner) startsWith(chars string) bool {
	return s.at < len(s.text) && strings.IndexByte(chars, s.text[s.at]) >= 0
}

// blank skips blanks and a comment.
func (s *scanner) blank() {
	for s.startsWith(" \t\r") {
		s.at++
	}
	if s.startsWith("#") {
		s.toNewline()
	}
}

func (s *scanner) toNewline() {
	if i := strings.IndexByte(s.rest(), '\n'); i >= 0 {
		s.at += i
	} else {
		s.at = len(s.text)
	}
}

// nextStatement skips to the beginning of the next statement, and reports
// whether there is one.
func (s *scanner) nextStatement() bool {
	s.err = nil
	for s.blank(); s.startsWith(";\n"); s.blank() {
		s.at++
	}
	return s.at < len(s.text)
}

// skip skips the rest of an invalid statement.
func (s *scanner) skip() {
	if s.lost {
		s.at = len(s.text)
	}
	if i := strings.IndexAny(s.rest(), ";\n"); i >= 0 {
		s.at += i
	} else {
		s.at = len(s.text)
	}
}

// atEnd reports whether the statement ends here.
func (s *scanner) atEnd() bool {
	s.blank()
	return s.err != nil || s.at >= len(s.text) || s.startsWith(";\n")
}

// atColon reports whether the next character is a colon that is not part of a
// word, such as a clock.
func (s *scanner) atColon() bool {
	return s.startsWith(":") && (s.at+1 == len(s.text) || strings.IndexByte(" \t\r\n;", s.text[s.at+1]) >= 0)
}

// takeChar reads a comma or colon that stands by itself, and reports whether it
// did.
func (s *scanner) takeChar(c string) bool {
	s.blank()
	if s.err != nil || !s.startsWith(c) || (c == ":" && !s.atColon()) {
		return false
	}
	s.at++
	return true
}

// peek returns the next token without reading it; an empty one if there is
// none.
func (s *scanner) peek() token {
	at, last := s.at, s.last
	t := s.next()
	if s.err == nil {
		s.at, s.last = at, last
	}
	return t
}

// peekWord reports whether the next token is the word.
func (s *scanner) peekWord(word string) bool { return s.peek().is(word) }

// next reads the next token. It is empty at the end of the statement, and has a
// mark at a comma or colon.
func (s *scanner) next() token {
	if s.atEnd() {
		return token{pos: s.at}
	}
	start := s.at
	if s.startsWith(`"`) {
		return s.quoted()
	}
	for s.at < len(s.text) && !s.startsWith(" \t\r\n;,") && !s.atColon() {
		s.at++
	}
	if s.at == start {
		return token{pos: start, mark: s.text[start : start+1]}
	}
	s.last = s.at
	return token{pos: start, text: s.text[start:s.at]}
}

// take reads the word if it is next, and reports whether it was.
func (s *scanner) take(word string) bool {
	if !s.peekWord(word) || s.err != nil {
		return false
	}
	s.next()
	return true
}

// want reads the word, which must be next.
func (s *scanner) want(word, where string) {
	if t := s.next(); !t.is(word) {
		s.fail(t.pos, "expected %q %s, got %s", word, where, t.shown())
	}
}

// name reads a name: a word, or text in quotes.
func (s *scanner) name(what string) string {
	t := s.next()
	switch {
	case t.text == "" && !t.quoted:
		s.notA(t, what, "one word, or more in quotes")
	case !t.quoted && reserved[t.text]:
		s.fail(t.pos, "%q conflicts with a word of the notation; put the name in quotes", t.text)
	}
	return t.text
}

// quoted reads text in quotes.
func (s *scanner) quoted() token {
	t := token{pos: s.at, quoted: true}
	prefix, err := strconv.QuotedPrefix(s.rest())
	if err == nil {
		t.text, err = strconv.Unquote(prefix)
	}
	if err != nil {
		s.fail(t.pos, "invalid quotes: not closed, or not a valid Go string; close them on the same line")
	}
	s.at += len(prefix)
	s.last = s.at
	return t
}

// free reads text up to the end of the statement: a reason.
func (s *scanner) free() string {
	if s.atEnd() {
		s.fail(s.at, "reason required after the colon; write it, or leave the colon out")
		return ""
	}
	if s.startsWith(`"`) {
		return s.quoted().text
	}
	start := s.at
	for !s.atTextEnd() {
		s.at++
	}
	text := strings.TrimRight(s.text[start:s.at], " \t\r")
	s.last = start + len(text)
	return text
}

func (s *scanner) atTextEnd() bool {
	if s.at >= len(s.text) || s.startsWith(";\n") {
		return true
	}
	return s.startsWith("#") && strings.IndexByte(" \t\r", s.text[s.at-1]) >= 0
}

// document reads a JSON object, on as many lines as it has.
func (s *scanner) document(what string) json.RawMessage {
	if s.atEnd() || !s.startsWith("{") {
		s.fail(s.at, "invalid %s: expected a JSON object; write it in braces, like {...}", what)
		return nil
	}
	var raw json.RawMessage
	decoder := json.NewDecoder(strings.NewReader(s.rest()))
	if err := decoder.Decode(&raw); err != nil {
		s.lost = true
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			s.fail(s.at+int(syntax.Offset)-1, "invalid JSON: %w", err)
		}
		s.fail(s.at, "invalid %s: not closed; close its braces", what)
		return nil
	}
	s.at += int(decoder.InputOffset())
	s.last = s.at
	return raw
}

// fail records the first error of a statement.
func (s *scanner) fail(pos int, format string, args ...any) {
	if s.err == nil {
		s.err = s.errorAt(pos, fmt.Errorf(format, args...))
	}
}

// notA records an error: the token is not what is required, and what to write.
func (s *scanner) notA(t token, what, mend string) {
	if t.text == "" && t.mark == "" && !t.quoted {
		s.fail(t.pos, "%s required; write %s", what, mend)
		return
	}
	s.fail(t.pos, "invalid %s %s; write %s", what, t.shown(), mend)
}

// errorAt adds the position to an error: line and column, in bytes, both from
// 1.
func (s *scanner) errorAt(pos int, err error) error {
	return &document.FieldError{Package: "promisetest", Path: s.place(pos), Err: err}
}

func (s *scanner) place(pos int) string {
	line, column := lineOf(s.text, pos)
	return fmt.Sprintf("%d:%d", line, column)
}

func lineOf(text string, pos int) (line, column int) {
	before := text[:min(max(pos, 0), len(text))]
	return strings.Count(before, "\n") + 1, len(before) - strings.LastIndexByte(before, '\n')
}

// shown quotes a token in an error.
func (t token) shown() string {
	if t.text == "" && t.mark == "" && !t.quoted {
		return "nothing"
	}
	return strconv.Quote(document.Excerpt(t.text + t.mark))
}

// eachOf returns the joined errors.
func eachOf(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var errs []error
		for _, e := range joined.Unwrap() {
			errs = append(errs, eachOf(e)...)
		}
		return errs
	}
	if err == nil {
		return nil
	}
	return []error{err}
}
