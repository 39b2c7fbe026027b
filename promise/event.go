package promise

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
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
	ID string
	// Kind says what happened. Required.
	Kind Kind
	// At is when it happened, by which the history is judged. Defaults to the
	// instant at which it is recorded.
	At time.Time
	// Recorded is when it was learnt of. Only an import states it. Defaults
	// to the instant at which it is recorded.
	Recorded time.Time
	// By is who did it. Defaults to unknown.
	By Actor
	// Channel is how ("email"), Reason why, and Note anything else. They
	// default to none.
	Channel, Reason, Note string

	// Key tells pauses apart, and flags, so that several can be open at once.
	// A Resume or Clear without a key ends them all.
	Key string
	// Until is when a Pause ends by itself. Defaults to its Resume.
	Until time.Time
	// Late says that an Update told the customer that it will be late.
	Late bool
	// P is the probability that a Flag gives to breaking, from 0 to 1; 0 says
	// none.
	P float64
	// Condition is the name of the condition that a Meet meets.
	Condition string
	// Of is the ID of the event that a Retract takes back.
	Of string
	// Terms are what a Revise changes; fields that are zero stay.
	Terms Terms
	// Removes names what a Revise takes out of the terms. Defaults to nothing.
	Removes Removal
	// Count says, in a Revise that names working time or days, from where they
	// count. Required then.
	Count Count
	// Agreed says that the customer agreed to a Revise, or to a Withdraw.
	Agreed bool
	// Binds says that a later date of a Revise binds without the customer's
	// consent, because the customer was told beforehand that it would.
	Binds bool
	// Rule says that a rule set the date of a Revise: nobody told the customer. A
	// later date that does not bind is then no notice of a break.
	Rule bool
	// Successor is the ID of the promise that takes the place of one that a
	// Withdraw ends.
	Successor string
	// Score is how the customer liked it, in a Rate, on the scale of the one
	// who asks.
	Score float64
}

// Clone returns a copy of the event that shares nothing with it that can be changed.
func (e Event) Clone() Event {
	e.Terms = e.Terms.clone()
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
	for _, f := range e.fields() {
		if f.given && f.kinds&of(e.Kind) == 0 {
			wrong.Add(f.path, "does not belong to %s events; leave it out", e.Kind)
		}
	}
	for _, text := range []struct{ path, text string }{
		{"id", e.ID}, {"by.name", e.By.Name}, {"channel", e.Channel}, {"reason", e.Reason}, {"note", e.Note},
		{"key", e.Key}, {"condition", e.Condition}, {"of", e.Of}, {"successor", e.Successor},
	} {
		wrong.Check(text.path, checkText(text.text))
	}
	wrong.Check("at", checkInstant(e.At))
	wrong.Check("recorded", checkInstant(e.Recorded))
	wrong.Check("until", checkInstant(e.Until))
	wrong.Check("by.role", checkWord(e.By.Role, RolePerson, RoleCustomer, RoleBot))
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
	if e.Terms.IsZero() && e.Removes.IsZero() {
		wrong.Add("terms", "none; say what changes")
	}
	if e.Terms.Starts != "" {
		wrong.Add("terms.starts", "cannot be revised; record a Start, or make a new promise")
	}
	wrong.Check("count", checkWord(e.Count, Carry, Anew, Sooner))
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

// A fieldOf tells to which kinds of event a field belongs.
type fieldOf struct {
	path  string
	given bool
	kinds kinds
}

// fields returns the fields that belong to some kinds of event alone.
func (e *Event) fields() [14]fieldOf {
	return [...]fieldOf{
		{"key", e.Key != "", of(Pause, Resume, Flag, Clear)},
		{"until", !e.Until.IsZero(), of(Pause)},
		{"late", e.Late, of(Update)},
		{"p", e.P != 0, of(Flag)},
		{"condition", e.Condition != "", of(Meet)},
		{"of", e.Of != "", of(Retract)},
		{"terms", !e.Terms.IsZero(), of(Revise)},
		{"removes", !e.Removes.IsZero(), of(Revise)},
		{"count", e.Count != "", of(Revise)},
		{"agreed", e.Agreed, of(Revise, Withdraw)},
		{"binds", e.Binds, of(Revise)},
		{"rule", e.Rule, of(Revise)},
		{"successor", e.Successor != "", of(Withdraw)},
		{"score", e.Score != 0, of(Rate)},
	}
}

// same reports whether the event is the one recorded as old under the same ID.
// An instant that it does not state is not compared, nor is Recorded.
func (e Event) same(old Event) bool {
	if !e.At.IsZero() && !e.At.Equal(old.At) {
		return false
	}
	return e.ID == old.ID && e.Kind == old.Kind && e.By == old.By && e.Channel == old.Channel && e.Reason == old.Reason &&
		e.Note == old.Note && e.Key == old.Key && e.Until.Equal(old.Until) && e.Late == old.Late && e.P == old.P &&
		e.Condition == old.Condition && e.Of == old.Of && e.Terms.equal(old.Terms) && e.Removes == old.Removes && e.Count == old.Count &&
		e.Agreed == old.Agreed && e.Binds == old.Binds && e.Rule == old.Rule && e.Successor == old.Successor && e.Score == old.Score
}

// equal reports whether two terms say the same.
func (t Terms) equal(other Terms) bool {
	return t.Calendar.Equal(other.Calendar) && t.Due.Equal(other.Due) && t.Target.Equal(other.Target) && t.Notice == other.Notice &&
		t.Cutoff == other.Cutoff && t.DayZero == other.DayZero && t.Starts == other.Starts && t.OnPause == other.OnPause && t.OnReopen == other.OnReopen &&
		slices.EqualFunc(t.Conditions, other.Conditions, func(a, b Condition) bool {
			return a.Name == b.Name && a.By.Equal(b.By) && a.Else == b.Else && maps.Equal(a.Wording, b.Wording)
		})
}
