package promisetest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// clauses read the clauses of an event, in any order. Package promise checks
// whether they belong to that kind of event.
var clauses = map[string]func(*story, *told){
	"until":     func(s *story, e *told) { e.until = s.whenever() },
	"recorded":  func(s *story, e *told) { e.recorded = s.whenever() },
	"happened":  func(s *story, e *told) { e.happened = s.whenever() },
	"late":      func(_ *story, e *told) { e.Late = true },
	"agreed":    func(_ *story, e *told) { e.Agreed = true },
	"binds":     func(_ *story, e *told) { e.Binds = true },
	"rule":      func(_ *story, e *told) { e.Rule = true },
	"carry":     func(s *story, e *told) { s.counts(e, promise.Carry) },
	"anew":      func(s *story, e *told) { s.counts(e, promise.Anew) },
	"sooner":    func(s *story, e *told) { s.counts(e, promise.Sooner) },
	"without":   (*story).without,
	"successor": func(s *story, e *told) { e.Successor = s.name("id of a promise") },
	"p":         func(s *story, e *told) { e.P = s.number() },
	"id":        func(s *story, e *told) { e.ID = s.name("id") },
	"via":       func(s *story, e *told) { e.Channel = s.name("channel") },
	"note":      func(s *story, e *told) { e.Note = s.name("note") },
	"by":        func(s *story, e *told) { e.By = s.actor() },
}

// reserved are the words of clauses and terms. A name can be one of them only
// in quotes.
var reserved = wordSet("until recorded happened late agreed binds rule without successor carry anew sooner p id via note by from else " +
	"calendar due target notice cutoff day_zero on_pause on_reopen condition")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

var roles = map[string]promise.Role{"person": promise.RolePerson, "customer": promise.RoleCustomer, "bot": promise.RoleBot}

// event reads what follows the kind of an event.
func (s *story) event(kind promise.Kind) *told {
	e := &told{Event: promise.Event{Kind: kind}}
	switch kind {
	case promise.Pause, promise.Resume, promise.Flag, promise.Clear:
		if s.atName() {
			e.Key = s.name("key of a " + kind.String())
		}
	case promise.Meet:
		e.Condition = s.name("name of a condition")
	case promise.Retract:
		e.Of = s.name("id of an event")
	case promise.Rate:
		e.Score = s.number()
	case promise.Start, promise.Update, promise.Revise, promise.Fulfill, promise.Reopen, promise.Withdraw:
	}
	e.said = map[string]int{}
	for !s.atEnd() {
		if s.takeChar(":") {
			e.Reason = s.free()
			break
		}
		s.clause(e)
	}
	return e
}

// atName reports whether the next token is a name.
func (s *scanner) atName() bool {
	t := s.peek()
	return t.quoted || (t.text != "" && !reserved[t.text])
}

// clause reads one clause, or one of the terms that a revision changes.
func (s *story) clause(e *told) {
	t := s.next()
	clause, field := clauses[t.text], changeFields[t.text]
	_, twice := e.said[t.text]
	e.said[t.text] = t.pos
	switch {
	case t.quoted || (clause == nil && field == nil):
		s.fail(t.pos, "%s does not belong to %s; write a reason after a colon, like %s: waiting for the customer", t.shown(), e.Kind, e.Kind)
	case field != nil && e.Kind != promise.Revise:
		s.fail(t.pos, "%s is not supported in %s, only in revise; write revise", t.text, e.Kind)
	case field != nil:
		e.change.read(&s.scanner, t)
	case twice:
		s.fail(t.pos, "duplicate %s; remove one of the two", t.text)
	default:
		clause(s, e)
	}
}

// whenever reads an instant that may be absent elsewhere.
func (s *scanner) whenever() *when {
	w := s.when()
	return &w
}

func (s *story) counts(e *told, count promise.Count) {
	if e.Count != "" {
		s.fail(s.at, "duplicate count: carry, anew and sooner conflict; remove all but one")
	}
	e.Count = count
}

// without reads the terms that a revision removes: target and notice.
func (s *story) without(e *told) {
	for {
		switch t := s.next(); t.text {
		case "target":
			e.Removes.Target = true
		case "notice":
			e.Removes.Notice = true
		case "cutoff":
			e.Removes.Cutoff = true
		case "conditions":
			e.Removes.Conditions = true
		default:
			s.fail(t.pos, "unknown field %s; expected target, notice, cutoff or conditions", t.shown())
			return
		}
		if t := s.peek(); t.quoted || t.text != "and" {
			return
		}
		s.next()
	}
}

// tellRemoval returns the terms that a revision removes, in the notation of
// stories.
func tellRemoval(r promise.Removal) string {
	var words []string
	for _, f := range []struct {
		word    string
		removed bool
	}{{"target", r.Target}, {"notice", r.Notice}, {"cutoff", r.Cutoff}, {"conditions", r.Conditions}} {
		if f.removed {
			words = append(words, f.word)
		}
	}
	return strings.Join(words, " and ")
}

// number reads a number.
func (s *scanner) number() float64 {
	t := s.next()
	n, err := strconv.ParseFloat(t.text, 64)
	if err != nil || t.quoted {
		s.notA(t, "number", "one like 0.8")
	}
	return n
}

// actor reads: customer Ann, bot, Ben.
func (s *scanner) actor() promise.Actor {
	var a promise.Actor
	if t := s.peek(); !t.quoted {
		if a.Role = roles[t.text]; a.Role != "" {
			s.next()
		}
	}
	if a.Role == "" || s.atName() {
		a.Name = s.name("name of a person")
	}
	return a
}

// resolve returns the event that happens at now in the story, and when it was
// recorded.
func (e *told) resolve(s *scanner, cal *calendar.Calendar, now time.Time) (promise.Event, time.Time, error) {
	event, recorded := e.Event, now
	event.At = now
	var errs problems
	read := func(w *when, from, old time.Time, how func(when, *calendar.Calendar, time.Time) (time.Time, error)) time.Time {
		if w == nil {
			return old
		}
		t, err := how(*w, cal, from)
		if err != nil {
			errs.add(s.errorAt(w.pos, err))
		}
		return t
	}
	event.At = read(e.happened, now, now, when.before)
	if event.At.After(now) {
		errs.add(s.errorAt(e.happened.pos, fmt.Errorf("must not be after %[2]s, got %[1]s; for an event that is known beforehand write recorded, and when it was", moment(event.At), moment(now))))
	}
	event.Until = read(e.until, event.At, time.Time{}, when.after)
	recorded = read(e.recorded, event.At, recorded, when.after)
	event.Recorded = recorded
	terms, err := e.change.resolve(s, cal, event.At)
	errs.add(err)
	event.Terms = terms
	return event, recorded, errs.err()
}

// tellEvent returns an event as a statement, and the instant of the story after
// it.
func tellEvent(e promise.Event, cal *calendar.Calendar, now time.Time) (string, time.Time) {
	at := e.At
	var clauses []string
	add := func(words ...string) { clauses = append(clauses, strings.Join(words, " ")) }
	switch {
	case e.Recorded.After(e.At):
		at = e.Recorded
		add("happened", tell(cal, at, e.At, when.before))
	case e.Recorded.Before(e.At):
		add("recorded", tell(cal, at, e.Recorded, when.after))
	}
	if !e.Until.IsZero() {
		add("until", tell(cal, e.At, e.Until, when.after))
	}
	for _, field := range tellTerms(e.Terms, cal, e.At) {
		add(field[0], field[1])
	}
	if removed := tellRemoval(e.Removes); removed != "" {
		add("without", removed)
	}
	if e.Late {
		add("late")
	}
	if e.Agreed {
		add("agreed")
	}
	if e.Binds {
		add("binds")
	}
	if e.Rule {
		add("rule")
	}
	if e.Count != "" {
		add(string(e.Count))
	}
	if e.P != 0 {
		add("p", tellNumber(e.P))
	}
	if by := tellActor(e.By); by != "" {
		add("by", by)
	}
	for _, name := range []struct{ what, name string }{{"successor", e.Successor}, {"via", e.Channel}, {"note", e.Note}, {"id", e.ID}} {
		if name.name != "" {
			add(name.what, tellName(name.name))
		}
	}
	words := append([]string{tellStatement(cal, now, at), tellKind(e)}, clauses...)
	text := strings.Join(words, " ")
	if e.Reason != "" {
		text += ": " + tellFree(e.Reason)
	}
	return text, at
}

// tellStatement returns the time of a statement as short as possible after now;
// if it goes back, with its date.
func tellStatement(cal *calendar.Calendar, now, at time.Time) string {
	if at.Before(now) {
		now = time.Time{}
	}
	return tell(cal, now, at, when.after)
}

// tellKind returns the kind of an event with the name or number that goes with
// it.
func tellKind(e promise.Event) string {
	kind := e.Kind.String()
	for _, name := range []string{e.Key, e.Condition, e.Of} {
		if name != "" {
			kind += " " + tellName(name)
		}
	}
	if e.Kind == promise.Rate {
		kind += " " + tellNumber(e.Score)
	}
	return kind
}

func tellNumber(n float64) string { return strconv.FormatFloat(n, 'g', -1, 64) }

func tellActor(a promise.Actor) string {
	name := ""
	if a.Name != "" {
		name = tellName(a.Name)
		if roles[a.Name] != "" {
			name = strconv.Quote(a.Name)
		}
	}
	return strings.TrimSpace(string(a.Role) + " " + name)
}

// tellName returns a name, in quotes if necessary.
func tellName(name string) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_./@", r)
	}
	if name == "" || reserved[name] || strings.ContainsFunc(name, odd) {
		return strconv.Quote(name)
	}
	return name
}

// tellFree returns a reason, in quotes if necessary.
func tellFree(text string) string {
	odd := func(r rune) bool { return !strconv.IsPrint(r) || r == ';' || r == '#' }
	if text == "" || text[0] == '"' || strings.TrimSpace(text) != text || strings.ContainsFunc(text, odd) {
		return strconv.Quote(text)
	}
	return text
}
