package promise

import (
	"errors"
	"fmt"
	"time"
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
	// Holds reports that no pause moves it, since the terms were [Hold].
	Holds bool `json:"holds,omitempty"`
	// Named reports that a person named it. A carried due that was named is due
	// whatever the promise's own due is, which then is not expected either.
	Named bool `json:"named,omitempty"`
}

// IsZero reports whether nothing was said.
func (s Said) IsZero() bool { return s.Due.IsZero() && s.At.IsZero() && !s.Holds && !s.Named }

func (s Said) equal(other Said) bool {
	return s.Due.Equal(other.Due) && s.At.Equal(other.At) && s.Holds == other.Holds && s.Named == other.Named
}

// check reports everything wrong with a Said at a path, for a promise that
// restarts another.
func (s Said) check(path, restarts string) error {
	if s.IsZero() {
		return nil
	}
	wrong := problems{below: path}
	wrong.check(".due", s.Due.check())
	switch {
	case s.Due.IsZero():
		wrong.add(".due", "required; for example \"8h\"")
	case s.Due.IsBefore():
		wrong.add(".due", "%q is not supported; only a target lies before a due instant", s.Due)
	}
	if s.At.IsZero() {
		wrong.check(".at", errors.New("required; the instant at which it was due"))
	}
	wrong.check(".at", checkInstant(s.At))
	if restarts == "" {
		wrong.check("", fmt.Errorf("given without restarts; name the promise that this one restarts"))
	}
	return wrong.err()
}
