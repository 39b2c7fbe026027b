package promisetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/promise"
)

// mostStatements is the maximum number of statements of a story. The time to
// replay a story grows with its square.
const mostStatements = 1000

// A story is a parsed scenario.
type story struct {
	scanner
	change     // the headers that name terms
	about      promise.About
	links      links // the headers that name the promise that it restarts
	begins     date.Date
	made       bool
	statements []statement
	count      int
}

// A statement is made, an event or an expectation.
type statement struct {
	pos    int
	text   string // as it stands
	when   *when  // nil: where the story stands
	made   *made
	event  *told
	expect *expectation
}

// made holds from when the promise counts.
type made struct{ from *when }

// told is an event in the notation of stories.
type told struct {
	promise.Event
	change
	until, recorded, happened *when
	said                      map[string]int // where each clause stands
}

// parse parses a story. It returns an error that joins one error for each
// invalid statement.
func parse(text string) (*story, error) {
	s := &story{scanner: scanner{text: text}}
	if !utf8.ValidString(text) {
		pos := 0
		for r, size := utf8.DecodeRuneInString(text); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRuneInString(text[pos:]) {
			pos += size
		}
		return s, s.errorAt(pos, errors.New("invalid UTF-8; convert the text to UTF-8"))
	}
	var errs problems
	for s.nextStatement() {
		if s.count++; s.count > mostStatements {
			errs.add(s.errorAt(s.at, fmt.Errorf("out of range: more than %d statements; write a shorter story", mostStatements)))
			break
		}
		s.statement()
		if !s.atEnd() {
			s.fail(s.at, "unexpected %s; remove it, or begin another statement with ;", strconv.Quote(document.Excerpt(firstWord(s.rest()))))
		}
		if s.err != nil {
			errs.add(s.err)
			s.skip()
		}
	}
	if errs.err() == nil && !s.made {
		errs.add(s.errorAt(s.at, errors.New("made required; write a statement like mon 09:00 made")))
	}
	return s, errs.err()
}

func firstWord(text string) string {
	if i := strings.IndexAny(text, " \t\r\n;"); i > 0 {
		return text[:i]
	}
	return text
}

// statement reads one statement.
func (s *story) statement() {
	start := s.at
	var w *when
	if s.atWhen() {
		w = s.whenever()
	}
	verb := s.next()
	if w == nil && !verb.quoted && s.atColon() && headers[verb.text] != nil {
		s.header(verb)
		return
	}
	st := statement{pos: start, when: w}
	var kind promise.Kind
	switch {
	case verb.is("made"):
		st.made = s.madeStatement(verb)
	case verb.is("expect"):
		st.expect = s.expectation()
	case !verb.quoted && kind.UnmarshalText([]byte(verb.text)) == nil:
		st.event = s.event(kind)
	default:
		s.noStatement(verb, w)
	}
	if !s.made {
		s.fail(start, "made required before other statements; begin with a statement like mon 09:00 made")
	}
	if s.err == nil {
		st.text = s.text[start:s.last]
		s.statements = append(s.statements, st)
	}
}

// noStatement reports what is wrong with a word at the beginning of a
// statement.
func (s *story) noStatement(verb token, w *when) {
	switch {
	case verb.quoted:
		s.fail(verb.pos, "unknown statement %s; remove the quotes", verb.shown())
	case w == nil && headers[verb.text] != nil:
		s.fail(verb.pos, "%q: colon required; write %s: and its value", verb.text, verb.text)
	case w == nil && s.atColon():
		s.fail(verb.pos, "unknown header %s; expected one of %s", verb.shown(), strings.Join(slices.Sorted(maps.Keys(headers)), ", "))
	case verb.text == "":
		s.fail(verb.pos, "event required; write one like made, pause, fulfill or expect")
	default:
		s.fail(verb.pos, "unknown statement %s; expected made, expect, start, pause, resume, update, flag, clear, revise, meet, fulfill, reopen, withdraw, retract or rate", verb.shown())
	}
}

// headers read the values of headers: those of the terms, and some others.
var headers = func() map[string]func(*story, token) {
	all := map[string]func(*story, token){
		"begins":      (*story).beginsHeader,
		"about":       (*story).aboutHeader,
		"starts":      (*story).startsHeader,
		"start_day":   (*story).startDayHeader,
		"restarts":    (*story).restartsHeader,
		"first_due":   func(s *story, field token) { s.saidHeader(field, &s.links.first) },
		"carried_due": func(s *story, field token) { s.saidHeader(field, &s.links.carried) },
	}
	for name := range changeFields {
		all[name] = func(s *story, field token) { s.change.read(&s.scanner, field) }
	}
	return all
}()

func (s *story) header(field token) {
	s.takeChar(":")
	if s.made {
		s.fail(field.pos, "header %s must be before made; move it to the beginning", field.text)
	}
	headers[field.text](s, field)
}

func (s *story) beginsHeader(field token) {
	s.note(field)
	s.begins = s.day()
}

func (s *story) startDayHeader(field token) {
	s.note(field)
	s.about.StartDay = s.day()
}

// day reads a date.
func (s *story) day() date.Date {
	t := s.next()
	day, ok := parseDate(t.text)
	if !ok {
		s.notA(t, "date", "one like 2026-01-05")
	}
	return day
}

func (s *story) aboutHeader(field token) {
	s.note(field)
	s.blank()
	pos := s.at
	doc := s.document("about")
	if s.err == nil {
		type fields promise.About // other headers have set some, which stay
		s.err = s.errorsAt(pos, document.Unmarshal("promise", doc, (*fields)(&s.about)))
	}
}

func (s *story) startsHeader(field token) {
	s.note(field)
	switch t := s.next(); {
	case t.is("event"):
		s.terms.Starts = promise.OnEvent
	case t.is("at") && s.take("once"):
		s.terms.Starts = promise.AtOnce
	default:
		s.notA(t, "way to start", "event, or at once")
	}
}

// note records the position of a header.
func (s *story) note(field token) { s.change.note(&s.scanner, field) }

func (s *story) madeStatement(verb token) *made {
	if s.made {
		s.fail(verb.pos, "duplicate made; a story has one promise, so remove one of the two")
	}
	s.made = true
	var m made
	if s.take("from") {
		m.from = s.whenever()
	}
	return &m
}

// problems collects errors. Joined errors are added one by one.
type problems []error

func (p *problems) add(err error) { *p = append(*p, eachOf(err)...) }

func (p *problems) err() error { return errors.Join(*p...) }
