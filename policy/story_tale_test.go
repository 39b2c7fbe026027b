package policy_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// A tale is a story about a case, taken apart: what happens, in the order in
// which it was learnt, and what is expected along the way.
//
//	line   = "policy" [ name ] ":" ( file | document ) | "zone:" zone | "begins:" date | [ when ] ( opened | event | expect )
//	opened = [ "learns" when ] "opened" [ field value { "and" field value } ]
//	event  = [ "learns" when ] [ actor ] ( [ "adopts" name | type ] { [ "," ] clause } ) [ ":" reason ]
//	actor  = "customer" [ Name ] | "bot" [ name ] | "somebody" | Name
//	clause = "sets" field value { "and" field value } | "clears" field | "with" key value | "private" | "via" channel | "agreed" |
//	         "id" name | "batch" name | "retracts" name | "says" commitment kind { detail }
//	detail = "late" | "agreed" | "carry" | "anew" | "due" deadline | "target" deadline | "p" number | "score" number | "key" name | "until" when |
//	         "condition" name [ "by" when [ "else" word ] ]
//
// What is expected story_expect_test.go reads. A # begins a comment.
type tale struct {
	policies map[string]*policy.Policy // "" is that under which the case opens
	adopted  map[string]bool
	names    []string // of all commitments
	zone     *time.Location
	begins   time.Time
	opened   *policy.Opening
	lines    []line
}

// A line is something that happens, or that is expected.
type line struct {
	number  int
	text    string
	at      time.Time // where the story stands
	event   policy.Event
	adopts  *policy.Policy
	expects *expectation
}

const caseID = "T-7"

// readTale takes a story apart.
func readTale(text string) (*tale, error) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return nil, err
	}
	t := &tale{policies: map[string]*policy.Policy{}, adopted: map[string]bool{}, zone: berlin}
	var errs []error
	rest := text
	for number := 1; rest != ""; number++ {
		row, after, _ := strings.Cut(rest, "\n")
		if name, doc, is := policyHeader(row); is && strings.HasPrefix(doc, "{") {
			used, err := t.inline(name, rest[strings.IndexByte(rest, '{'):])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", number, err)
			}
			used += strings.IndexByte(rest, '{')
			number += strings.Count(rest[:used], "\n")
			row, after, _ = strings.Cut(rest[used:], "\n")
		}
		rest = after
		p := &phrase{withoutComment(row)}
		if p.atEnd() {
			continue
		}
		err := t.read(p, number)
		if err == nil && !p.atEnd() {
			err = fmt.Errorf("%q is not understood", p.all())
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", number, err))
		}
	}
	return t, errors.Join(append(errs, t.check())...)
}

// policyHeader takes "policy NAME: DOC" apart.
func policyHeader(row string) (name, doc string, is bool) {
	rest, found := strings.CutPrefix(row, "policy")
	name, doc, colon := strings.Cut(rest, ":")
	if !found || !colon || (name != "" && name[0] != ' ') {
		return "", "", false
	}
	return strings.TrimSpace(name), strings.TrimSpace(withoutComment(doc)), true
}

// inline reads a policy whose document stands in the story, and returns how long
// it is.
func (t *tale) inline(name, text string) (int, error) {
	var doc json.RawMessage
	decoder := json.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&doc); err != nil {
		return 0, err
	}
	return int(decoder.InputOffset()), t.addPolicy(name, doc)
}

func (t *tale) addPolicy(name string, doc []byte) error {
	if t.policies[name] != nil {
		return fmt.Errorf("policy %q is there twice", name)
	}
	pol, err := policy.Parse(doc)
	if err != nil {
		return err
	}
	t.policies[name] = pol
	for _, c := range pol.Commitments() {
		if !slices.Contains(t.names, c) {
			t.names = append(t.names, c)
		}
	}
	return nil
}

// check reports what a story as a whole lacks.
func (t *tale) check() error {
	var errs []error
	if t.policies[""] == nil || t.begins.IsZero() || t.opened == nil {
		errs = append(errs, errors.New("no policy, no date on which it begins, or no opening"))
	}
	for name := range t.policies {
		if name != "" && !t.adopted[name] {
			errs = append(errs, fmt.Errorf("nobody adopts policy %q", name))
		}
	}
	if n := len(t.lines); n == 0 || t.lines[n-1].expects == nil {
		errs = append(errs, errors.New("the story ends with something that nobody looks at; expect something"))
	}
	return errors.Join(errs...)
}

// read reads one line.
func (t *tale) read(p *phrase, number int) error {
	text := strings.TrimSpace(p.rest)
	switch {
	case p.take("zone:"):
		zone, err := time.LoadLocation(p.all())
		t.zone = zone
		return err
	case p.take("begins:"):
		begins, err := time.ParseInLocation(time.DateOnly, p.all(), t.zone)
		t.begins = begins
		return err
	}
	if name, file, is := policyHeader(p.rest); is {
		p.rest = ""
		doc, err := os.ReadFile(filepath.Join("testdata", "policies", file))
		if err != nil {
			return err
		}
		return t.addPolicy(name, doc)
	}
	l := line{number: number, text: text, at: t.stands()}
	if p.atWhen() {
		var err error
		if l.at, err = p.when(l.at, false); err != nil {
			return err
		}
	}
	switch {
	case l.at.Before(t.stands()):
		return fmt.Errorf("%s is before where the story stands", l.at)
	case opens(*p):
		return t.open(p, l)
	case t.opened == nil:
		return errors.New("nothing is opened yet")
	case p.take("expect"):
		var err error
		if l.expects, err = t.expectation(p, l.at); err != nil {
			return err
		}
	default:
		if err := t.event(p, &l); err != nil {
			return err
		}
	}
	t.lines = append(t.lines, l)
	return nil
}

// stands is the instant to which the story has come.
func (t *tale) stands() time.Time {
	if n := len(t.lines); n > 0 {
		return t.lines[n-1].at
	}
	if t.opened != nil {
		return t.opened.Recorded
	}
	return t.begins
}

// opens reports whether the case is opened by what comes next.
func opens(p phrase) bool {
	if p.take("learns") {
		_, err := p.when(time.Time{}, true)
		return err == nil && p.take("opened")
	}
	return p.take("opened")
}

func (t *tale) open(p *phrase, l line) error {
	if t.opened != nil {
		return errors.New("it is opened twice")
	}
	t.opened = &policy.Opening{ID: caseID, At: l.at, Recorded: l.at}
	if p.take("learns") {
		var err error
		if t.opened.At, err = p.when(l.at, true); err != nil {
			return err
		}
	}
	if p.take("opened"); p.atEnd() {
		return nil
	}
	var e policy.Event
	err := setFields(p, &e)
	t.opened.Fields = e.Set
	return err
}

// setFields takes: status pending and priority low
func setFields(p *phrase, e *policy.Event) error {
	if e.Set == nil {
		e.Set = policy.Fields{}
	}
	for {
		field, value := p.word(), p.word()
		if field == "" || value == "" {
			return errors.New("a field without its value")
		}
		e.Set[field] = value
		if !p.take("and") {
			return nil
		}
	}
}
