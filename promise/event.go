package promise

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// An Event is a fact about a promise: something that happened, and when we
// learnt of it. [Promise.Record] takes it in. Kind says which of the fields from
// Key on matter; the others must be zero.
type Event struct {
	// ID makes the event known by a name that its source gave it: recorded
	// again it changes nothing, and Retract takes it back by it. Defaults to
	// none.
	ID string `json:"id,omitempty"`
	// Kind says what happened. Required.
	Kind Kind `json:"kind"`
	// At is when it happened, by which the history is judged. Defaults to the
	// instant at which it is recorded.
	At time.Time `json:"at,omitzero"`
	// Recorded is when it was learnt of. Only an import states it. Defaults
	// to the instant at which it is recorded.
	Recorded time.Time `json:"recorded,omitzero"`
	// By is who did it. Defaults to unknown.
	By Actor `json:"by,omitzero"`
	// Channel is how ("email"), Reason why, and Note anything else. They
	// default to none.
	Channel string `json:"channel,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Note    string `json:"note,omitempty"`

	// Key tells pauses apart, and flags, so that several can be open at once.
	// A Resume or Clear without a key ends them all.
	Key string `json:"key,omitempty"`
	// Until is when a Pause ends by itself. Defaults to its Resume.
	Until time.Time `json:"until,omitzero"`
	// Late says that an Update told the customer that it will be late.
	Late bool `json:"late,omitempty"`
	// P is the probability that a Flag gives to breaking, from 0 to 1; 0 says
	// none.
	P float64 `json:"p,omitempty"`
	// Condition is the name of the condition that a Meet meets.
	Condition string `json:"condition,omitempty"`
	// Of is the ID of the event that a Retract takes back.
	Of string `json:"of,omitempty"`
	// Terms are what a Revise changes; fields that are zero stay.
	Terms Terms `json:"terms,omitzero"`
	// Removes names what a Revise takes out of the terms. Defaults to nothing.
	Removes Removal `json:"removes,omitzero"`
	// Count says, in a Revise that names working time or days, from where they
	// count. Required then.
	Count Count `json:"count,omitempty"`
	// Agreed says that the customer agreed to a Revise, or to a Withdraw.
	Agreed bool `json:"agreed,omitempty"`
	// Binds says that a later date of a Revise binds without the customer's
	// consent, because the customer was told beforehand that it would.
	Binds bool `json:"binds,omitempty"`
	// Rule says that a rule set the date of a Revise: nobody told the customer. A
	// later date that does not bind is then no notice of a break.
	Rule bool `json:"rule,omitempty"`
	// Successor is the ID of the promise that takes the place of one that a
	// Withdraw ends.
	Successor string `json:"successor,omitempty"`
	// Score is how the customer liked it, in a Rate, on the scale of the one
	// who asks.
	Score float64 `json:"score,omitempty"`
}

// Clone returns a copy of the event that shares nothing with it that can be changed.
func (e Event) Clone() Event {
	cloneFields(&e)
	return e
}

// Kind says what an Event is.
type Kind uint8

const (
	// Start starts the clock under terms that wait for it.
	Start Kind = iota + 1
	// Pause stops the clock (on hold): Key, Until.
	Pause
	// Resume lets it run again: Key.
	Resume
	// Update says that the customer was told something: Late.
	Update
	// Flag says that the promise is at risk: Key, P.
	Flag
	// Clear takes flags down: Key.
	Clear
	// Revise changes the terms: Terms, Removes, Count, Agreed.
	Revise
	// Meet says that a condition was met: Condition.
	Meet
	// Fulfill says that what was promised has been done.
	Fulfill
	// Reopen says that it was not done after all, or is wanted again.
	Reopen
	// Withdraw takes the promise back.
	Withdraw
	// Retract takes an event back, as if it had never been: Of. When it is said
	// to have happened does not matter, only when it was recorded. It can take
	// back a Retract, whose event then counts again.
	Retract
	// Rate says how the customer liked it: Score.
	Rate
)

var kindWords = document.NewWords[Kind]("promise", "kind of event",
	"start", "pause", "resume", "update", "flag", "clear", "revise", "meet", "fulfill", "reopen", "withdraw", "retract", "rate",
)

// String returns the kind as a lower-case word.
func (k Kind) String() string { return kindWords.Text(k) }

// MarshalText writes the kind as a lower-case word.
func (k Kind) MarshalText() ([]byte, error) { return kindWords.Marshal(k) }

// UnmarshalText reads what MarshalText writes, and nothing else.
func (k *Kind) UnmarshalText(text []byte) error { return kindWords.Unmarshal(text, k) }

// Count says from where the working time or days of a revision count.
type Count string

const (
	// Carry counts them from the start: what has elapsed is used up.
	Carry Count = "carry"
	// Anew counts them from the revision.
	Anew Count = "anew"
	// Sooner counts them from the revision, and takes of due and target each the
	// earlier: the instant before the revision, or the new one. In an open pause
	// both are compared as if it ended then. It never moves anything later.
	Sooner Count = "sooner"
)

// An Actor is who did something.
type Actor struct {
	Name string `json:"name,omitempty"`
	Role Role   `json:"role,omitempty"`
}

// Role says on whose side an actor is.
type Role string

const (
	// RolePerson is somebody of the team.
	RolePerson Role = "person"
	// RoleCustomer is the one to whom it was promised.
	RoleCustomer Role = "customer"
	// RoleBot is a program.
	RoleBot Role = "bot"
)

// Person is somebody of the team.
func Person(name string) Actor { return Actor{name, RolePerson} }

// Customer is the one to whom it was promised, or somebody on that side.
func Customer(name string) Actor { return Actor{name, RoleCustomer} }

// Bot is a program.
func Bot(name string) Actor { return Actor{name, RoleBot} }

// check reports everything wrong with an event, with paths below prefix. What
// is early, late or out of place is not wrong.
func (e *Event) check(prefix string) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	switch {
	case e.Kind == 0:
		return fieldError(prefix+"kind", errors.New("none; say what happened, like promise.Pause"))
	case kindWords.Text(e.Kind) == "":
		return fieldError(prefix+"kind", fmt.Errorf("%d is no kind of event; say what happened, like promise.Pause", e.Kind))
	}
	wrong.Take(e.checkFields(prefix))
	wrong.Check("by.role", roleWords.Check(e.By.Role))
	switch e.Kind {
	case Pause:
		if !e.Until.IsZero() && !e.Until.After(e.At) {
			wrong.Add("until", "%s is not after the pause begins; name a later instant", stamp(e.Until))
		}
	case Flag:
		if !(e.P >= 0 && e.P <= 1) {
			wrong.Add("p", "%v is not a probability; write 0 to 1", e.P)
		}
	case Rate:
		if math.IsNaN(e.Score) || math.IsInf(e.Score, 0) {
			wrong.Add("score", "not a number; write one")
		}
	case Meet:
		if e.Condition == "" {
			wrong.Add("condition", "none; name the condition that was met")
		}
	case Retract:
		if e.Of == "" {
			wrong.Add("of", "none; name the event to take back by its ID")
		} else if e.Of == e.ID {
			wrong.Add("of", "takes itself back; name another event")
		}
	case Revise:
		wrong.Take(e.checkRevise(prefix))
	case Start, Resume, Update, Clear, Fulfill, Reopen, Withdraw:
	}
	return wrong.Err()
}

func (e *Event) checkRevise(prefix string) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	wrong.Take(e.Terms.checkChange(prefix + "terms."))
	wrong.Take(e.Removes.check(prefix+"removes.", e.Terms))
	if isZeroFields(&e.Terms) && e.Removes.IsZero() {
		wrong.Add("terms", "none; say what changes")
	}
	if e.Terms.Starts != "" {
		wrong.Add("terms.starts", "cannot be revised; record a Start, or make a new promise")
	}
	wrong.Check("count", countWords.Check(e.Count))
	if e.Count == "" && (e.Terms.Due.counts() || e.Terms.Target.counts()) {
		wrong.Add("count", "none; say whether what has elapsed counts (%q) or not (%q)", Carry, Anew)
	}
	return wrong.Err()
}

// counts reports whether the deadline is counted from somewhere.
func (d Deadline) counts() bool { return d.kind != noDeadline && d.kind != by && d.kind != before }

// A kinds is a set of kinds, a bit each.
type kinds uint16

func of(list ...Kind) (set kinds) {
	for _, k := range list {
		set |= 1 << k
	}
	return set
}

// kindsOf has, by their names in documents, the fields of events that belong to some
// kinds alone. All other fields belong to every event.
var kindsOf = map[string]kinds{
	"key":       of(Pause, Resume, Flag, Clear),
	"until":     of(Pause),
	"late":      of(Update),
	"p":         of(Flag),
	"condition": of(Meet),
	"of":        of(Retract),
	"terms":     of(Revise),
	"removes":   of(Revise),
	"count":     of(Revise),
	"agreed":    of(Revise, Withdraw),
	"binds":     of(Revise),
	"rule":      of(Revise),
	"successor": of(Withdraw),
	"score":     of(Rate),
}

// An eventField is a field of events, with the kinds to which it belongs; 0 for all.
type eventField struct {
	fieldName
	kinds kinds
}

// eventFieldList has the fields in order.
var eventFieldList = func() (list []eventField) {
	for _, f := range namesOf[Event]() {
		list = append(list, eventField{f, kindsOf[f.name]})
	}
	return list
}()

// checkFields checks what holds for fields by their types: whether they belong to the
// kind, and whether a document can give their texts and instants back.
func (e *Event) checkFields(prefix string) error {
	wrong := document.Problems{Package: packageName, Below: prefix}
	s := reflect.ValueOf(e).Elem()
	for _, f := range eventFieldList {
		if f.kinds != 0 && f.kinds&of(e.Kind) == 0 && !isZeroField(s.Field(f.index)) {
			wrong.Add(f.name, "does not belong to %s events; leave it out", e.Kind)
		}
	}
	for _, f := range eventFieldList {
		switch v := s.Field(f.index).Addr().Interface().(type) {
		case *string:
			wrong.Check(f.name, checkText(*v))
		case *Actor:
			if err := checkText(v.Name); err != nil {
				wrong.Check(f.name+".name", err)
			}
		}
	}
	for _, f := range eventFieldList {
		if t, ok := s.Field(f.index).Addr().Interface().(*time.Time); ok {
			wrong.Check(f.name, checkInstant(*t))
		}
	}
	return wrong.Err()
}

// same reports whether the event is the one recorded as old under the same ID.
// An instant that it does not state is not compared, nor is Recorded.
func (e Event) same(old Event) bool {
	if e.At.IsZero() {
		e.At = old.At
	}
	e.Recorded = old.Recorded
	return sameFields(&e, &old)
}
