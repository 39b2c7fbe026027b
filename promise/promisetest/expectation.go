package promisetest

import (
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// An expectation is what a story expects of the promise at its current instant,
// or of the promise as known earlier.
type expectation struct {
	known *when
	parts []part
}

// A part is one expected value. Its name determines which of its fields are
// used.
type part struct {
	pos      int
	name     string
	standing promise.Standing
	phase    promise.Phase
	when     *when
	duration time.Duration
	text     string
}

// expectation reads: known tue 10:00 broken, due mon 17:00
func (s *story) expectation() *expectation {
	var e expectation
	if s.take("known") {
		e.known = s.whenever()
	}
	seen := map[string]bool{}
	for s.err == nil {
		p := s.part()
		if seen[p.name] {
			s.fail(p.pos, "duplicate %s; remove one of the two", p.name)
		}
		seen[p.name] = true
		e.parts = append(e.parts, p)
		if !s.takeChar(",") {
			break
		}
	}
	return &e
}

// partWords maps the first words of parts to functions that read the parts.
var partWords = map[string]func(*story, *part){
	"first":     (*story).firstPart,
	"due":       (*story).duePart,
	"no":        (*story).noPart,
	"target":    func(s *story, p *part) { p.when = s.whenever() },
	"expected":  func(s *story, p *part) { p.when = s.whenever() },
	"elapsed":   func(s *story, p *part) { p.duration = s.duration() },
	"remaining": func(s *story, p *part) { p.duration = s.duration() },
	"wall":      (*story).wallPart,
	"reason":    func(s *story, p *part) { p.text = s.name("reason") },
	"notice":    (*story).noticePart,
	"next":      (*story).nextPart,
	"successor": func(s *story, p *part) { p.text = s.name("id of a promise") },
	"never":     func(s *story, p *part) { s.want("changes", `after "never"`); p.name = "next change" },
}

// part reads one expected value.
func (s *story) part() part {
	t := s.next()
	p := part{pos: t.pos, name: t.text}
	read := partWords[t.text]
	switch {
	case t.quoted:
		s.fail(t.pos, "unknown expectation %s; remove the quotes", t.shown())
	case read != nil:
		read(s, &p)
	case t.is("paused") && s.atDuration():
		p.duration = s.duration()
	case s.standing(t, &p.standing):
		p.name = "standing"
		switch {
		case p.standing == promise.Broken && s.take("at"):
			p.name, p.when = "broken at", s.whenever()
		case p.standing == promise.Void:
			s.voidPart(&p)
		}
	case p.phase.UnmarshalText([]byte(t.text)) == nil:
		p.name = "phase"
		if (p.phase == promise.Fulfilled || p.phase == promise.Withdrawn) && s.take("at") {
			p.name, p.when = "ended at", s.whenever()
		}
	default:
		s.notA(t, "expectation", "a standing like at risk, a phase like paused, or due, no due, target, elapsed, remaining, paused, next change and the like, with its value")
	}
	return p
}

// standing reads a standing whose first word has been read.
func (s *story) standing(first token, standing *promise.Standing) bool {
	text := first.text
	if (first.is("on") && s.take("track")) || (first.is("at") && s.take("risk")) {
		text = s.text[first.pos:s.last]
	}
	return !first.quoted && standing.UnmarshalText([]byte(strings.Join(strings.Fields(text), " "))) == nil
}

func (s *scanner) atDuration() bool {
	_, err := document.ParseDuration(s.peek().text)
	return err == nil
}

func (s *story) firstPart(p *part) {
	if t := s.next(); !s.standing(t, &p.standing) {
		s.notA(t, "standing", "on track, at risk, broken, kept or void")
	}
}

func (s *story) duePart(p *part) {
	if s.take("if") {
		s.want("resumed", `after "due if"`)
		p.name = "due if resumed"
	}
	p.when = s.whenever()
}

func (s *story) noPart(p *part) {
	t := s.next()
	switch {
	case t.is("due"):
		p.name = "no due"
		if s.atName() {
			p.text = s.next().text
		}
		switch promise.NoDue(p.text) {
		case "", promise.DuePaused, promise.DuePending, promise.DueReopened, promise.DueUnreachable:
		default:
			s.fail(s.last-len(p.text), "unknown reason %q for no due instant; expected paused, pending, reopened, unreachable, or nothing", document.Excerpt(p.text))
		}
	case t.is("target"), t.is("expected"), t.is("remaining"):
		p.name = "no " + t.text
	default:
		s.notA(t, "field after no", "no due, no target, no expected or no remaining")
	}
}

func (s *story) wallPart(p *part) {
	t := s.next()
	p.name = "wall " + t.text
	if !t.is("elapsed") && !t.is("remaining") && !t.is("paused") {
		s.notA(t, "wall-clock time", "wall elapsed, wall remaining or wall paused")
	}
	p.duration = s.duration()
}

func (s *story) noticePart(p *part) {
	t := s.next()
	p.text = t.text
	switch promise.Notice(p.text) {
	case promise.FairNotice, promise.ShortNotice, promise.Silent, promise.Unannounced:
	default:
		s.notA(t, "notice", "fair, short, silent or unannounced")
	}
}

func (s *story) nextPart(p *part) {
	s.want("change", `after "next"`)
	p.name, p.when = "next change", s.whenever()
	if s.take("to") {
		s.firstPart(p)
	}
}

// table compares the expectation with the promise at an instant.
func (e *expectation) table(s *story, cal *calendar.Calendar, p promise.Promise, at time.Time) (table, error) {
	var want Want
	var errs problems
	status := p.At(at)
	more := table{zone: zoneOf(p, at)}
	for _, part := range e.parts {
		t, err := part.instant(cal, at)
		if err != nil {
			errs.add(s.errorAt(part.when.pos, err))
		}
		switch part.name {
		case "next change":
			more.next(p, at, t, part.standing)
		case "successor":
			more.word(part.name, true, part.text, p.Explain(at).Successor)
		case "due if resumed":
			due, _ := p.DueIfResumed(at)
			more.instant(part.name, t, due, none(""))
		case "no due":
			due, _ := status.Due()
			if part.text == "" {
				part.text = string(status.NoDue) // whatever it is
			}
			more.absent("due", true, part.text, due, string(status.NoDue))
		case "no remaining":
			more.word("remaining", true, "", wordIf(status.HasRemaining(), plaintext.Duration(status.Remaining)))
		default:
			part.enter(&want, t)
		}
	}
	whole := want.table(status, more.zone)
	whole.rows = append(whole.rows, more.rows...)
	return whole, errs.err()
}

// instant returns the instant of the part, if it has one. An end is in the
// past.
func (p part) instant(cal *calendar.Calendar, at time.Time) (time.Time, error) {
	switch {
	case p.when == nil:
		return time.Time{}, nil
	case p.name == "broken at", p.name == "ended at":
		return p.when.before(cal, at)
	}
	return p.when.after(cal, at)
}

func wordIf(is bool, word string) string {
	if is {
		return word
	}
	return ""
}

// enter sets the field of a Want.
func (p part) enter(w *Want, t time.Time) {
	switch p.name {
	case "standing":
		w.Standing = p.standing
	case "first":
		w.FirstStanding = p.standing
	case "phase":
		w.Phase = p.phase
	case "due":
		w.Due = t
	case "target":
		w.Target = t
	case "no target":
		w.NoTarget = true
	case "expected":
		w.Expected = t
	case "no expected":
		w.NoExpected = true
	case "elapsed":
		w.Elapsed = &p.duration
	case "wall elapsed":
		w.WallElapsed = &p.duration
	case "remaining":
		w.Remaining = &p.duration
	case "wall remaining":
		w.WallRemaining = &p.duration
	case "paused":
		w.Paused = &p.duration
	case "wall paused":
		w.WallPaused = &p.duration
	case "reason":
		w.Reason = p.text
	case "notice":
		w.Notice = promise.Notice(p.text)
	case "void by":
		w.Standing, w.VoidCause = p.standing, promise.VoidCause(p.text)
	case "broken at":
		w.Standing, w.BrokenAt = promise.Broken, t
	case "ended at":
		w.Phase, w.EndedAt = p.phase, t
	}
}

// hint returns a hint that an instant in the past was meant, if that one was
// got.
func (e *expectation) hint(cal *calendar.Calendar, at time.Time, status promise.Status) string {
	got := map[string]func() (time.Time, bool){"due": status.Due, "target": status.Target, "expected": status.Expected}
	for _, part := range e.parts {
		if part.when == nil || part.when.weekday == 0 || part.when.last || got[part.name] == nil {
			continue
		}
		past, err := part.when.before(cal, at)
		if is, ok := got[part.name](); err == nil && ok && past.Equal(is) && past.Before(at) {
			return fmt.Sprintf("(%s is the next one; for the one that is past write last %s)\n", part.when.text, part.when.text)
		}
	}
	return ""
}
