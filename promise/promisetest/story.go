package promisetest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// Story writes a promise as a story: its terms, all its events in the order in
// which they were recorded, and, for each instant given, the status then, as
// judged now. [Run] of the story gives an equal promise, so that a real history
// becomes a test that fails when a verdict changes. Use stories also
// to compare promises line by line:
//
//	cmp.Transformer("story", func(p promise.Promise) string { return promisetest.Story(p) })
//
// Instants are in the zone of the promise's calendar. The story of the zero
// Promise is "". If there are more events than a story may have statements, the
// story is complete, but Run returns an error for it.
func Story(p promise.Promise, at ...time.Time) string {
	if p.IsZero() {
		return ""
	}
	var b strings.Builder
	cal, made, about := p.Terms().Calendar, p.Made(), p.About()
	from := ""
	if !about.Start.IsZero() {
		from = " from " + tell(cal, made, about.Start, when.after)
		about.Start = time.Time{}
	}
	for _, field := range append(tellTerms(p.Terms(), cal, made), tellLinks(&about, cal, made)...) {
		fmt.Fprintf(&b, "%s: %s\n", field[0], string(plaintext.JSON([]byte(field[1]))))
	}
	if about.StartDay != 0 {
		fmt.Fprintf(&b, "start_day: %s\n", about.StartDay)
		about.StartDay = 0
	}
	if !saysNothing(about) {
		doc, err := json.Marshal(about)
		fmt.Fprintf(&b, "about: %s\n", orError(plaintext.JSON(doc), err))
	}
	fmt.Fprintf(&b, "\n%s made%s\n", tellStatement(cal, time.Time{}, made), from)
	now := made
	for _, e := range p.Events() {
		var text string
		text, now = tellEvent(e, cal, now)
		fmt.Fprintln(&b, text)
	}
	for _, t := range at {
		fmt.Fprintf(&b, "%s expect %s\n", tellStatement(cal, now, t), tellStatus(p, cal, t))
		now = t
	}
	return b.String()
}

// orError returns a document, or in its place the error in quotes, which cannot
// be read as a story.
func orError(doc []byte, err error) string {
	if err != nil {
		return fmt.Sprintf("%q", err)
	}
	return string(doc)
}

// tellStatus returns the status at an instant in the notation of expectations.
func tellStatus(p promise.Promise, cal *calendar.Calendar, at time.Time) string {
	s := p.At(at)
	ahead := func(t time.Time) string { return tell(cal, at, t, when.after) }
	past := func(t time.Time) string { return tell(cal, at, t, when.before) }
	var parts []string
	add := func(text string, more ...string) { parts = append(parts, text+strings.Join(more, "")) }
	switch {
	case !s.BrokenAt.IsZero():
		add("broken at ", past(s.BrokenAt))
	default:
		add(s.Standing.String(), causeOf(s))
	}
	if s.FirstStanding != s.Standing {
		add("first ", s.FirstStanding.String())
	}
	if s.EndedAt.IsZero() {
		add(s.Phase.String())
	} else {
		add(s.Phase.String(), " at ", past(s.EndedAt))
	}
	if s.Notice != "" {
		add("notice ", string(s.Notice))
	}
	if due, ok := s.Due(); ok {
		add("due ", ahead(due))
	} else {
		add("no due ", string(s.NoDue))
	}
	if target, ok := s.Target(); ok {
		add("target ", ahead(target))
	}
	if expected, ok := s.Expected(); ok {
		add("expected ", ahead(expected))
	}
	add("elapsed ", plaintext.Duration(s.Elapsed))
	if s.HasRemaining() {
		add("remaining ", plaintext.Duration(s.Remaining))
	}
	if s.WallPaused > 0 {
		add("paused ", plaintext.Duration(s.Paused))
	}
	if next, ok := p.NextChange(at); ok {
		add("next change ", ahead(next), " to ", p.At(next).Standing.String())
	} else {
		add("never changes")
	}
	return strings.Join(parts, ", ")
}
