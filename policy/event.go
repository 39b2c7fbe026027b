package policy

import (
	"errors"
	"maps"
	"slices"
	"sort"
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// An Event is something that happened to a case: a message, or a change of its
// fields. [Case.Record] adds it to a case.
//
// Events of one instant count in the order in which they were recorded, then in the
// order of the log. If one update of a help desk is recorded as several events, their
// order matters: if the status becomes solved before the message that came with it, the
// promise of a reply is cancelled and not kept. Record such an update as one event, with
// both type and set, or give its parts the same Batch.
type Event struct {
	// ID identifies the event at its source. Recording the same ID again changes
	// nothing; Retracts refers to it. Defaults to none.
	ID string `json:"id,omitempty"`
	// Type is the type of the event, as the host names it ("replied"). Triggers match
	// it. Defaults to none, for a change of fields alone.
	Type string `json:"type,omitempty"`
	// At is the instant at which it happened. Promises are judged by it. Defaults to
	// the instant at which it is recorded.
	At time.Time `json:"at,omitzero"`
	// Recorded is the instant at which it became known. Only an import sets it.
	// Defaults to the now of Record.
	Recorded time.Time `json:"recorded,omitzero"`
	// By is the actor. Defaults to unknown.
	By promise.Actor `json:"by,omitzero"`
	// Channel is the channel ("email"), and Reason the reason. They default to none.
	Channel string `json:"channel,omitempty"`
	Reason  string `json:"reason,omitempty"`
	// Data holds further properties of the event ("visibility": "private"). Defaults
	// to none.
	Data map[string]string `json:"data,omitempty"`
	// Set holds the fields of the case that change, with their new values; ""
	// clears one. Defaults to none.
	Set Fields `json:"set,omitempty"`
	// Agreed reports whether the customer agreed to the changes that the event makes to
	// promises. In a part of a batch it is about the changes of that part.
	Agreed bool `json:"agreed,omitempty"`
	// Facts are about the promises themselves. Defaults to none.
	Facts []Fact `json:"facts,omitempty"`
	// Retracts is the ID of another event that this one undoes: once this event is
	// known, the other one is ignored. A retraction itself cannot be retracted: record
	// the event again under another ID. Defaults to none.
	Retracts string `json:"retracts,omitempty"`
	// Batch is the name of the update of which this event is a part ("audit 4711").
	// Events with the same Batch and At count as one event, in whatever order they
	// were recorded. The fields change once, from before the first part to after the
	// last; if two parts set the same field, the last one counts. A trigger matches once
	// if any one part matches. Each part keeps its actor, its data and its facts, and can
	// be retracted. A consequence is attributed to the last of the parts that cause it,
	// or to the last of these that is the customer's if there is one, and is agreed if
	// one of these is: see the package comment. Parts with another At are separate
	// events, also if both happened before the opening. Not supported for adoptions.
	// Defaults to none.
	Batch string `json:"batch,omitempty"`

	parts []Event // of the batch for which this stands
}

// Types of events that hosts do not record themselves.
const (
	// Opened is the type of the event with which every case begins.
	Opened = "opened"
	// Adopted is the type of the event that puts another policy into force.
	// [Case.Adopt] records it.
	Adopted = "adopted"
)

// check returns all errors of an event, with paths below prefix.
func (e Event) check(prefix string, adopts *Policy) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	switch e.Type {
	case Opened:
		wrong.Add("type", "%q is reserved for the opening of a case; open another case, or use another word", Opened)
	case Adopted:
		if adopts == nil {
			wrong.Add("type", "%q requires a policy; record it with Adopt", Adopted)
		}
		if e.Batch != "" {
			wrong.Add("batch", "%.40q: not supported for an adoption; leave it out", e.Batch)
		}
	case PromiseKept, PromiseBroken:
		wrong.Add("type", "%q must not be recorded, since it follows by itself; leave it out, or use another word", e.Type)
	}
	wrong.Take(e.checkFacts(prefix)...)
	for _, text := range []struct{ path, text string }{
		{"id", e.ID}, {"retracts", e.Retracts}, {"type", e.Type}, {"by.name", e.By.Name}, {"channel", e.Channel}, {"reason", e.Reason}, {"batch", e.Batch},
	} {
		if !utf8.ValidString(text.text) {
			wrong.Add(text.path, "invalid UTF-8 %.40q; convert it", text.text)
		}
	}
	wrong.Take(checkFields(prefix+"data", e.Data)...)
	wrong.Take(checkFields(prefix+"set", e.Set)...)
	switch e.By.Role {
	case "", promise.RolePerson, promise.RoleCustomer, promise.RoleBot:
	default:
		wrong.Add("by.role", "unknown word %q; write %q, %q or %q", e.By.Role, promise.RolePerson, promise.RoleCustomer, promise.RoleBot)
	}
	for _, t := range []struct {
		path string
		t    time.Time
	}{{"at", e.At}, {"recorded", e.Recorded}} {
		if year := t.t.UTC().Year(); year < 1 || year > 9998 {
			wrong.Add(t.path, "year %d is out of range; write one from 1 to 9998", year)
		}
	}
	list := wrong.List()
	sort.SliceStable(list, func(i, j int) bool { return list[i].Error() < list[j].Error() })
	return errors.Join(list...)
}

// checkFields returns an error for each field that a document cannot hold.
func checkFields(path string, fields map[string]string) []error {
	wrong := document.Problems{Package: packageName}
	for _, name := range sortedKeys(fields) {
		if name == "" || !utf8.ValidString(name+fields[name]) {
			wrong.Add(path, "invalid field %.40q; write a name and a value in UTF-8", name)
		}
	}
	return wrong.List()
}

// stamped fills in what the event does not state, and copies what the caller
// could change later.
func (e Event) stamped(now time.Time) Event {
	if e.At.IsZero() {
		e.At = now
	}
	if e.Recorded.IsZero() {
		e.Recorded = now
	}
	e.At, e.Recorded = e.At.Round(0), e.Recorded.Round(0)
	return e.clone()
}

// clone returns a copy of the event that shares nothing with it that can be changed.
func (e Event) clone() Event {
	e.Data, e.Set, e.Facts = maps.Clone(e.Data), maps.Clone(e.Set), slices.Clone(e.Facts)
	for i := range e.Facts {
		e.Facts[i].Says = e.Facts[i].Says.Clone()
	}
	return e
}

// same reports whether the event equals old, which was recorded under the same ID. It
// does not compare a zero At, nor Recorded.
func (e Event) same(old Event) bool {
	return (e.At.IsZero() || e.At.Equal(old.At)) && e.Type == old.Type && e.By == old.By && e.Channel == old.Channel && e.Reason == old.Reason &&
		maps.Equal(e.Data, old.Data) && maps.Equal(e.Set, old.Set) && e.Agreed == old.Agreed &&
		e.Retracts == old.Retracts && e.Batch == old.Batch && slices.EqualFunc(e.Facts, old.Facts, Fact.same)
}

// Equal reports whether all fields of the two events are equal.
func (e Event) Equal(other Event) bool {
	return e.ID == other.ID && e.At.Equal(other.At) && e.Recorded.Equal(other.Recorded) && e.same(other)
}

// with returns the fields after the event.
func (f Fields) with(set Fields) Fields {
	if len(set) == 0 {
		return f
	}
	next := maps.Clone(f)
	if next == nil {
		next = Fields{}
	}
	for name, value := range set {
		if value == "" {
			delete(next, name)
		} else {
			next[name] = value
		}
	}
	return next
}
