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

// An Event is something that happened to a case: a message, a change of its
// fields. [Case.Record] takes it in.
//
// Events of one instant count in the order in which they were recorded, then as they
// stand in the log. So where one update of a help desk is recorded in pieces, the order
// of its pieces matters: a status that becomes solved, and then the message that came
// with it, cancel a reply before it is given. Record such an update as one event, with
// both type and set, or give its pieces one Batch.
type Event struct {
	// ID makes the event known by a name that its source gave it: recorded
	// again it changes nothing. Defaults to none.
	ID string `json:"id,omitempty"`
	// Type says what happened, in the host's words ("replied"). Triggers ask
	// for it. Defaults to none: a change of fields alone.
	Type string `json:"type,omitempty"`
	// At is when it happened, by which the case is judged. Defaults to the
	// instant at which it is recorded.
	At time.Time `json:"at,omitzero"`
	// Recorded is when it was learnt of. Only an import states it. Defaults to
	// the instant at which it is recorded.
	Recorded time.Time `json:"recorded,omitzero"`
	// By is who did it. Defaults to unknown.
	By promise.Actor `json:"by,omitzero"`
	// Channel is how ("email"), and Reason why. They default to none.
	Channel string `json:"channel,omitempty"`
	Reason  string `json:"reason,omitempty"`
	// Data is what the event itself says ("visibility": "private"). Defaults
	// to nothing.
	Data map[string]string `json:"data,omitempty"`
	// Set holds the fields of the case that change, with their new values; ""
	// clears one. Defaults to none.
	Set Fields `json:"set,omitempty"`
	// Agreed says that the customer agreed to what this changes about a
	// promise. In a part of a batch it is about what that part brings about.
	Agreed bool `json:"agreed,omitempty"`
	// Facts are what is said about promises themselves. Defaults to nothing.
	Facts []Fact `json:"facts,omitempty"`
	// Retracts is the ID of another event that is taken back: once this is
	// known, it counts as if it had never been. A retraction itself cannot be
	// taken back: record the event again under another ID. Defaults to none.
	Retracts string `json:"retracts,omitempty"`
	// Batch is the name of the update of which this is a part ("audit 4711").
	// Events with the same Batch and At act as one event, in whatever order they
	// were recorded: the fields change once, from before the first part to after the
	// last (which wins where two set one field), and a trigger is set off
	// once if any one part fits. Each part keeps who did it, its data and its facts,
	// and can be retracted. What follows is done by the last of the parts that bring
	// it about, or by the last of these that is the customer's if there is one, and
	// agreed if one of these is: see the package comment. Parts with another At are
	// events of their own, also where both happened before the opening. Not for
	// adoptions. Defaults to none.
	Batch string `json:"batch,omitempty"`

	parts []Event // of the batch for which this stands
}

// Types of events that are not recorded by hosts.
const (
	// Opened is the type of the event with which every case begins.
	Opened = "opened"
	// Adopted is the type of the event with which another policy comes to hold:
	// [Case.Adopt] records it.
	Adopted = "adopted"
)

// check reports everything wrong with an event, with paths below prefix.
func (e Event) check(prefix string, adopts *Policy) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	switch e.Type {
	case Opened:
		wrong.Add("type", "%q is how a case begins; open another case, or use another word", Opened)
	case Adopted:
		if adopts == nil {
			wrong.Add("type", "%q without a policy; record it with Adopt", Adopted)
		}
		if e.Batch != "" {
			wrong.Add("batch", "%.40q: not supported for an adoption; leave it out", e.Batch)
		}
	case PromiseKept, PromiseBroken:
		wrong.Add("type", "%q follows by itself and is not recorded; leave it out, or use another word", e.Type)
	}
	wrong.Take(e.checkFacts(prefix)...)
	for _, text := range []struct{ path, text string }{
		{"id", e.ID}, {"retracts", e.Retracts}, {"type", e.Type}, {"by.name", e.By.Name}, {"channel", e.Channel}, {"reason", e.Reason}, {"batch", e.Batch},
	} {
		if !utf8.ValidString(text.text) {
			wrong.Add(text.path, "%.40q is not UTF-8; convert it", text.text)
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
			wrong.Add(t.path, "the year %d cannot be written; name one from 1 to 9998", year)
		}
	}
	list := wrong.List()
	sort.SliceStable(list, func(i, j int) bool { return list[i].Error() < list[j].Error() })
	return errors.Join(list...)
}

// checkFields reports the fields that no document can hold.
func checkFields(path string, fields map[string]string) []error {
	wrong := document.Problems{Package: packageName}
	for _, name := range sortedKeys(fields) {
		if name == "" || !utf8.ValidString(name+fields[name]) {
			wrong.Add(path, "%.40q is no field with a value in UTF-8; name it", name)
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

// same reports whether the event is the one recorded as old under the same ID.
// An instant that it does not state is not compared, nor is Recorded.
func (e Event) same(old Event) bool {
	return (e.At.IsZero() || e.At.Equal(old.At)) && e.Type == old.Type && e.By == old.By && e.Channel == old.Channel && e.Reason == old.Reason &&
		maps.Equal(e.Data, old.Data) && maps.Equal(e.Set, old.Set) && e.Agreed == old.Agreed &&
		e.Retracts == old.Retracts && e.Batch == old.Batch && slices.EqualFunc(e.Facts, old.Facts, Fact.same)
}

// Equal reports whether two events are the same, in all that they state.
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
