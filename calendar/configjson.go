package calendar

import (
	"errors"

	"github.com/underpromise/underpromise/calendar/document"
)

// MarshalJSON writes the document of the calendar that [New] returns for the config. It
// returns the error of New for an invalid config.
func (c Config) MarshalJSON() ([]byte, error) {
	made, err := New(c)
	if err != nil {
		return nil, err
	}
	return made.MarshalJSON()
}

// UnmarshalJSON reads the document of a calendar, as [Parse] does, and sets c to its
// canonical form (see [Calendar.Config]). It returns an error for a composed calendar.
func (c *Config) UnmarshalJSON(doc []byte) error {
	made, err := Parse(doc)
	if err != nil {
		return err
	}
	read, ok := made.Config()
	if !ok {
		return &document.FieldError{Package: "calendar", Err: errors.New("expected hours in a zone, got a composed calendar; read it with Parse")}
	}
	*c = read
	return nil
}
