package promise

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// An Event is a fact about a promise: something that happened, and when it was
// recorded. [Promise.Record] adds it to a promise. Kind determines which of the
// fields from Key on apply; the others must be zero.
type Event struct {
	// ID identifies the event at its source. Recording the same event again
	// under the same ID changes nothing; Retract refers to events by ID.
	// Defaults to none.
	ID string `json:"id,omitempty"`
	// Kind is what happened. Required.
	Kind Kind `json:"kind"`
	// At is when it happened. The history is judged by it. Defaults to the
	// instant at which it is recorded.
	At time.Time `json:"at,omitzero"`
	// Recorded is when it was recorded. Only imports set it. Defaults to the
	// instant at which it is recorded.
	Recorded time.Time `json:"recorded,omitzero"`
	// By is who did it. Defaults to unknown.
	By Actor `json:"by,omitzero"`
	// Channel is the channel used ("email"), Reason is the reason, and Note is
	// any other text. They default to none.
	Channel string `json:"channel,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Note    string `json:"note,omitempty"`

	// Key distinguishes pauses, and flags, so that several can be open at once.
	// A Resume or Clear without a key ends them all.
	Key string `json:"key,omitempty"`
	// Until is when a Pause ends by itself. Defaults to none: a Resume ends it.
	Until time.Time `json:"until,omitzero"`
	// Late reports whether an Update told the customer that it will be late.
	Late bool `json:"late,omitempty"`
	// P is the probability, from 0 to 1, that a flagged promise breaks; 0 is
	// unknown.
	P float64 `json:"p,omitempty"`
	// Condition is the name of the condition that a Meet meets.
	Condition string `json:"condition,omitempty"`
	// Of is the ID of the event that a Retract takes back.
	Of string `json:"of,omitempty"`
	// Terms are the changes of a Revise; zero fields stay unchanged.
	Terms Terms `json:"terms,omitzero"`
	// Removes lists what a Revise removes from the terms. Defaults to nothing.
	Removes Removal `json:"removes,omitzero"`
	// Count is the instant from which working time or days of a Revise count.
	// Required if it gives either.
	Count Count `json:"count,omitempty"`
	// Agreed reports whether the customer agreed to a Revise or to a Withdraw.
	Agreed bool `json:"agreed,omitempty"`
	// Binds reports whether a later date of a Revise binds without the
	// customer's consent, because the customer was told so beforehand.
	Binds bool `json:"binds,omitempty"`
	// Rule reports whether a rule set the date of a Revise, so that the
	// customer was not told. A later date that does not bind is then no notice
	// of a break.
	Rule bool `json:"rule,omitempty"`
	// Successor is the ID of the promise that replaces one that a Withdraw
	// ends.
	Successor string `json:"successor,omitempty"`
	// Score is the customer's rating in a Rate, on any scale.
	Score float64 `json:"score,omitempty"`
}

// Clone returns a copy of the event that shares nothing with it that can be changed.
func (e Event) Clone() Event {
	cloneFields(&e)
	return e
}

// Kind is the kind of an Event.
type Kind uint8

const (
	// Start starts the clock under terms with [OnEvent].
	Start Kind = iota + 1
	// Pause stops the clock (on hold): Key, Until.
	Pause
	// Resume lets the clock run again: Key.
	Resume
	// Update records that the customer was told something: Late.
	Update
	// Flag marks the promise as at risk: Key, P.
	Flag
	// Clear removes flags: Key.
	Clear
	// Revise changes the terms: Terms, Removes, Count, Agreed.
	Revise
	// Meet records that a condition was met: Condition.
	Meet
	// Fulfill records that the promise was fulfilled.
	Fulfill
	// Reopen records that it was not fulfilled after all, or is wanted again.
	Reopen
	// Withdraw ends the promise without fulfilling it.
	Withdraw
	// Retract removes the effect of an earlier event: Of. Its At does not
	// matter, only its Recorded. It can retract a Retract, whose event then
	// counts again.
	Retract
	// Rate records the customer's rating: Score.
	Rate
)

var kindWords = document.NewWords[Kind]("promise", "kind of event",
	"start", "pause", "resume", "update", "flag", "clear", "revise", "meet", "fulfill", "reopen", "withdraw", "retract", "rate",
)

// String returns the kind as a lower-case word.
func (k Kind) String() string { return kindWords.Text(k) }

// MarshalText writes the kind as a lower-case word.
func (k Kind) MarshalText() ([]byte, error) { return kindWords.Marshal(k) }

// UnmarshalText reads what MarshalText writes. Any other text is an error.
func (k *Kind) UnmarshalText(text []byte) error { return kindWords.Unmarshal(text, k) }

// Count is the instant from which the working time or days of a revision count.
type Count string

const (
	// Carry counts from the start: time that has elapsed is used up.
	Carry Count = "carry"
	// Anew counts from the revision.
	Anew Count = "anew"
	// Sooner counts from the revision and keeps the earlier instant of each of
	// due and target: the one before the revision, or the new one. In an open
	// pause both are compared as if it ended then. It never moves anything
	// later.
	Sooner Count = "sooner"
)

// An Actor is who did something.
type Actor struct {
	Name string `json:"name,omitempty"`
	Role Role   `json:"role,omitempty"`
}

// Role is the side on which an actor is.
type Role string

const (
	// RolePerson is a member of the team.
	RolePerson Role = "person"
	// RoleCustomer is the customer to whom the promise was made.
	RoleCustomer Role = "customer"
	// RoleBot is a program.
	RoleBot Role = "bot"
)

// Person returns an actor who is a member of the team.
func Person(name string) Actor { return Actor{name, RolePerson} }

// Customer returns an actor who is the customer, or somebody on the customer's
// side.
func Customer(name string) Actor { return Actor{name, RoleCustomer} }

// Bot returns an actor that is a program.
func Bot(name string) Actor { return Actor{name, RoleBot} }

// check returns all problems of an event. An event that is early, late or out of place is not a problem.
func (e *Event) check() error {
	wrong := document.Problems{Package: packageName}
	switch {
	case e.Kind == 0:
		return fieldError("kind", errors.New("required; for example promise.Pause"))
	case kindWords.Text(e.Kind) == "":
		return fieldError("kind", fmt.Errorf("unknown kind %d; expected one like promise.Pause", e.Kind))
	}
	wrong.Take(e.checkFields())
	wrong.Check("by.role", roleWords.Check(e.By.Role))
	switch e.Kind {
	case Pause:
		if !e.Until.IsZero() && !e.Until.After(e.At) {
			wrong.Add("until", "must be after the start of the pause, got %s; write a later instant", stamp(e.Until))
		}
	case Flag:
		if !(e.P >= 0 && e.P <= 1) {
			wrong.Add("p", "out of range: %v; write a probability from 0 to 1", e.P)
		}
	case Rate:
		if math.IsNaN(e.Score) || math.IsInf(e.Score, 0) {
			wrong.Add("score", "expected a finite number, got %v", e.Score)
		}
	case Meet:
		if e.Condition == "" {
			wrong.Add("condition", "required; write the name of the condition that was met")
		}
	case Retract:
		if e.Of == "" {
			wrong.Add("of", "required; write the ID of the event to retract")
		} else if e.Of == e.ID {
			wrong.Add("of", "invalid: an event must not retract itself; write the ID of another event")
		}
	case Revise:
		wrong.Take(e.checkRevise())
	case Start, Resume, Update, Clear, Fulfill, Reopen, Withdraw:
	}
	return wrong.Err()
}

func (e *Event) checkRevise() error {
	wrong := document.Problems{Package: packageName}
	wrong.Take(e.Terms.checkChange("terms."))
	wrong.Take(e.Removes.check("removes.", e.Terms))
	if isZeroFields(&e.Terms) && e.Removes == (Removal{}) {
		wrong.Add("terms", "required; write at least one change, or use removes")
	}
	if e.Terms.Starts != "" {
		wrong.Add("terms.starts", "not supported in a revision; record a Start, or make a new promise")
	}
	wrong.Check("count", countWords.Check(e.Count))
	if e.Count == "" && (e.Terms.Due.counts() || e.Terms.Target.counts()) {
		wrong.Add("count", "required; write %q to count from the start or %q to count from the revision", Carry, Anew)
	}
	return wrong.Err()
}

// counts reports whether the deadline is counted from an instant.
func (d Deadline) counts() bool { return d.kind != noDeadline && d.kind != by && d.kind != before }

// A kinds is a set of kinds, one bit each.
type kinds uint16

func of(list ...Kind) (set kinds) {
	for _, k := range list {
		set |= 1 << k
	}
	return set
}

// kindsOf maps fields of events, by their names in documents, to the kinds to
// which they belong. All other fields belong to every event.
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

// An eventField is a field of events, with the kinds to which it belongs; 0
// means all.
type eventField struct {
	fieldName
	kinds kinds
}

// eventFieldList lists the fields in order.
var eventFieldList = func() (list []eventField) {
	for _, f := range namesOf[Event]() {
		list = append(list, eventField{f, kindsOf[f.name]})
	}
	return list
}()

// checkFields checks each field by its type: whether it belongs to the kind,
// and whether a document can represent its texts and instants.
func (e *Event) checkFields() error {
	wrong := document.Problems{Package: packageName}
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

// same reports whether the event equals old, which was recorded under the same
// ID. A zero At is not compared, nor is Recorded.
func (e Event) same(old Event) bool {
	if e.At.IsZero() {
		e.At = old.At
	}
	e.Recorded = old.Recorded
	return sameFields(&e, &old)
}
