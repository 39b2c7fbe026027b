package promise

import (
	"errors"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Said is a due instant of an earlier promise that remains in force in the
// promise that restarts it. The zero Said is none.
type Said struct {
	// Due is the deadline from which the instant was computed. It defines how a
	// pause moves the instant: a date does not move, a clock or a close moves
	// to the next one, and any other deadline moves by the working time paused.
	// Required.
	Due Deadline `json:"due"`
	// At is the instant as it was when the later promise was made, as if every
	// open pause ended then. Required.
	At time.Time `json:"at"`
	// First is the instant as first computed, and Paused the working time of
	// the pauses that have moved it since, if it is a clock or a close: pauses
	// add up before they move it to the next one. If First and Paused do not
	// lead to At on the calendar of the later promise, only At counts. They
	// default to none.
	First  time.Time     `json:"first,omitzero"`
	Paused time.Duration `json:"paused,omitzero"`
	// Holds reports whether pauses do not move it, because the terms were
	// [Hold].
	Holds bool `json:"holds,omitempty"`
	// Named reports whether a person named it. A carried due that was named is
	// due regardless of the promise's own due, which then is not expected
	// either.
	Named bool `json:"named,omitempty"`
}

// IsZero reports whether s is none.
func (s Said) IsZero() bool {
	return s.Due.IsZero() && s.At.IsZero() && !s.Holds && !s.Named && s.First.IsZero() && s.Paused == 0
}

func (s Said) equal(other Said) bool {
	return s.Due.Equal(other.Due) && s.At.Equal(other.At) && s.Holds == other.Holds && s.Named == other.Named &&
		s.First.Equal(other.First) && s.Paused == other.Paused
}

// check returns all problems of a Said at a path, for a promise that restarts
// another.
func (s Said) check(path, restarts string) error {
	if s.IsZero() {
		return nil
	}
	wrong := document.Problems{Package: packageName, Below: path}
	wrong.Check(".due", s.Due.check())
	switch {
	case s.Due.IsZero():
		wrong.Add(".due", "required; for example \"8h\"")
	case s.Due.kind == before:
		wrong.Add(".due", "%q is not supported; only a target can count back from a due instant", s.Due)
	}
	if s.At.IsZero() {
		wrong.Check(".at", errors.New("required; write the instant at which it was due"))
	}
	wrong.Check(".at", checkInstant(s.At))
	wrong.Check(".first", checkInstant(s.First))
	switch {
	case s.Paused < 0:
		wrong.Add(".paused", "must not be negative, got %v", s.Paused)
	case s.First.IsZero() != (s.Paused == 0):
		wrong.Add(".first", "requires paused; give both or none")
	case s.First.After(s.At):
		wrong.Add(".first", "must not be after at, %[2]s, got %[1]s", stamp(s.First), stamp(s.At))
	}
	if restarts == "" {
		wrong.Check("", fmt.Errorf("requires restarts; write the ID of the promise that this one restarts"))
	}
	return wrong.Err()
}
