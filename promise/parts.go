package promise

import (
	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar/document"
)

// The parts of a promise have the same JSON forms alone as in the whole.

// MarshalJSON writes the actor as [document.Marshal] does.
func (a Actor) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", a) }

// UnmarshalJSON reads the actor; an unknown field is an error.
func (a *Actor) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("promise", doc, a) }

// MarshalJSON writes the stake as [document.Marshal] does.
func (s Stake) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", s) }

// UnmarshalJSON reads the stake; an unknown field is an error.
func (s *Stake) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("promise", doc, s) }

// MarshalJSON writes the removal as [document.Marshal] does.
func (r Removal) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", r) }

// UnmarshalJSON reads the removal; an unknown field is an error.
func (r *Removal) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("promise", doc, r) }

// MarshalJSON writes the condition as [document.Marshal] does.
func (c Condition) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", c) }

// UnmarshalJSON reads the condition; an unknown field is an error.
func (c *Condition) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("promise", doc, c)
}

// MarshalJSON writes the instant with its deadline as [document.Marshal] does.
func (s Said) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", s) }

// UnmarshalJSON reads the instant with its deadline; an unknown field is an error.
func (s *Said) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("promise", doc, s) }

// aboutDocument is an About as JSON. The start day is the last field.
type aboutDocument struct {
	About
	StartDay date.Date `json:"start_day,omitzero"`
}

// MarshalJSON writes the subject of a promise as [document.Marshal] does.
func (a About) MarshalJSON() ([]byte, error) {
	return document.MarshalFields("promise", aboutDocument{a, a.StartDay})
}

// UnmarshalJSON reads the subject of a promise; an unknown field is an error.
func (a *About) UnmarshalJSON(doc []byte) error {
	var d aboutDocument
	if err := document.UnmarshalFields("promise", doc, &d); err != nil {
		return err
	}
	*a = d.About
	a.StartDay = d.StartDay
	return nil
}
