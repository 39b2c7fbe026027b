package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A Fact is about the promise of a commitment that is under way, or about the last
// one: the customer got a message (update) or another date (revise), the promise is in
// danger (flag) or not any more (clear), a condition was met, the clock pauses by hand,
// the customer rates it. It is ignored if the commitment has made no promise yet. A
// binding due that a fact names stays in force whichever rule applies ([Change]).
//
// In JSON it is the event of the promise with a field for the commitment:
//
//	{"commitment": "resolution", "kind": "update", "late": true}
type Fact struct {
	// Commitment is the name of the commitment. Required.
	Commitment string
	// Says is the event of the promise, with a Kind of Update, Revise, Flag, Clear,
	// Meet, Pause, Resume or Rate. Its instants, actor and channel must be empty: they
	// are those of the event of the case.
	Says promise.Event
}

// byHand is the key of pauses by facts without a key.
const byHand = "by hand"

// event returns the i-th fact of an event as one of a promise.
func (f Fact) event(i int) promise.Event {
	e := f.Says
	e.ID = e.Kind.String() + "/" + strconv.Itoa(i)
	if e.Key == "" && (e.Kind == promise.Pause || e.Kind == promise.Resume) {
		e.Key = byHand
	}
	return e
}

// isCondition reports whether the fact adds conditions, and changes nothing else.
func (f Fact) isCondition() bool {
	rest := f.Says.Terms
	rest.Conditions = nil
	return f.Says.Kind == promise.Revise && len(f.Says.Terms.Conditions) > 0 && rest.IsZero() && f.Says.Removes == (promise.Removal{})
}

// condition returns the first fact of the event that only adds conditions to the
// promise of a commitment; nil if there is none.
func (e *Event) condition(commitment string) *promise.Event {
	for i := range e.Facts {
		if e.Facts[i].Commitment == commitment && e.Facts[i].isCondition() {
			return &e.Facts[i].Says
		}
	}
	return nil
}

// MarshalJSON writes the fact. It returns an error if the fact has no kind.
func (f Fact) MarshalJSON() ([]byte, error) {
	says, err := document.Marshal(packageName, f.Says)
	if err != nil {
		return nil, err
	}
	name, err := document.Marshal(packageName, f.Commitment)
	return []byte(`{"commitment":` + string(name) + `,` + strings.TrimPrefix(string(says), "{")), err
}

// UnmarshalJSON reads the output of MarshalJSON.
func (f *Fact) UnmarshalJSON(doc []byte) error {
	var parts map[string]json.RawMessage
	if err := document.Unmarshal("policy", doc, &parts); err != nil {
		return err
	}
	var read Fact
	if name, ok := parts["commitment"]; ok {
		if err := document.Unmarshal(packageName, name, &read.Commitment); err != nil {
			return fieldError("commitment", fmt.Errorf("expected a string, got %.40s; write the name in quotation marks", name))
		}
		delete(parts, "commitment")
	}
	rest, err := document.Marshal(packageName, parts)
	if err == nil {
		err = read.Says.UnmarshalJSON(rest)
	}
	if err != nil {
		return document.Locate(doc, document.PrefixErrors(packageName, "", err)) // places in rest are not those in doc
	}
	*f = read
	return nil
}

// checkFacts returns all errors of the facts of an event.
func (e Event) checkFacts(prefix string) []error {
	wrong := document.Problems{Package: packageName}
	for i, f := range e.Facts {
		path := fmt.Sprintf("%sfacts[%d]", prefix, i)
		wrong.Below = path + "."
		if f.Commitment == "" {
			wrong.Add("commitment", "required; name the commitment whose promise the fact is about")
		}
		switch f.Says.Kind {
		case promise.Update, promise.Revise, promise.Flag, promise.Clear, promise.Meet, promise.Pause, promise.Resume, promise.Rate:
		default:
			wrong.Add("kind", "%q is not supported in a fact; the clock's triggers start and end promises, and retracts takes events back", f.Says.Kind)
			continue
		}
		if says := f.Says; says.ID != "" || !says.At.IsZero() || !says.Recorded.IsZero() || says.By != (promise.Actor{}) || says.Channel != "" {
			wrong.Add("kind", "%s must not have an id, instant, person or channel of its own; write those in the event", says.Kind)
			continue
		}
		if f.Says.Key == whileKey {
			wrong.Add("key", "%q is reserved for the clock's own pauses; use another word", whileKey)
		}
		if err := f.trial(path); err != nil {
			wrong.Take(err)
		}
	}
	return wrong.List()
}

// trial records the fact in a sample promise, and returns the error.
func (f Fact) trial(path string) error {
	at := time.Unix(0, 0).UTC()
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(0)}, promise.About{}, at)
	if err != nil {
		return err
	}
	e := f.event(0)
	e.At, e.Recorded = at, at
	_, err = p.Record(at, e)
	parts := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		parts = joined.Unwrap()
	}
	for i, part := range parts {
		var field *document.FieldError
		if errors.As(part, &field) {
			field = &document.FieldError{Package: field.Package, Path: strings.TrimPrefix(strings.TrimPrefix(field.Path, "events[0]"), "."), Err: field.Err}
			parts[i] = document.PrefixErrors("policy", path, field)
		}
	}
	return errors.Join(parts...)
}

// same reports whether two facts are equal.
func (f Fact) same(other Fact) bool {
	a, err := document.Marshal(packageName, f)
	if err != nil {
		return false
	}
	b, err := document.Marshal(packageName, other)
	return err == nil && string(a) == string(b)
}
