package promise

import (
	"errors"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Said is a due instant that was said in an earlier promise and holds on in the
// one that restarts it. The zero Said is none.
type Said struct {
	// Due is the deadline that it was read from. It tells how a pause moves the
	// instant: not at all where it is a date, to the next clock or close where it
	// is one of those, and otherwise by the working time paused. Required.
	Due Deadline `json:"due"`
	// At is the instant as it stood when the later promise was made, every open
	// pause taken as ended then. Required.
	At time.Time `json:"at"`
	// First is the instant as it was first read, and Paused the working time in
	// pauses that has moved it since, where it is a clock or a close: pauses add up
	// before they move it to the next one. Where Paused does not lead from First to
	// At on the calendar of the later promise, At counts alone. They default to
	// none.
	First  time.Time     `json:"first,omitzero"`
	Paused time.Duration `json:"paused,omitzero"`
	// Holds reports that no pause moves it, since the terms were [Hold].
	Holds bool `json:"holds,omitempty"`
	// Named reports that a person named it. A carried due that was named is due
	// whatever the promise's own due is, which then is not expected either.
	Named bool `json:"named,omitempty"`
}

// IsZero reports whether nothing was said.
func (s Said) IsZero() bool {
	return s.Due.IsZero() && s.At.IsZero() && !s.Holds && !s.Named && s.First.IsZero() && s.Paused == 0
}

func (s Said) equal(other Said) bool {
	return s.Due.Equal(other.Due) && s.At.Equal(other.At) && s.Holds == other.Holds && s.Named == other.Named &&
		s.First.Equal(other.First) && s.Paused == other.Paused
}

// check reports everything wrong with a Said at a path, for a promise that
// restarts another.
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
		wrong.Add(".due", "%q is not supported; only a target lies before a due instant", s.Due)
	}
	if s.At.IsZero() {
		wrong.Check(".at", errors.New("required; the instant at which it was due"))
	}
	wrong.Check(".at", checkInstant(s.At))
	wrong.Check(".first", checkInstant(s.First))
	switch {
	case s.Paused < 0:
		wrong.Add(".paused", "must not be negative, got %v", s.Paused)
	case s.First.IsZero() != (s.Paused == 0):
		wrong.Add(".first", "goes with paused; give both or none")
	case s.First.After(s.At):
		wrong.Add(".first", "%s must not be after at, %s", stamp(s.First), stamp(s.At))
	}
	if restarts == "" {
		wrong.Check("", fmt.Errorf("given without restarts; name the promise that this one restarts"))
	}
	return wrong.Err()
}
