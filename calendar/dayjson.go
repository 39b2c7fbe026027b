package calendar

import "github.com/underpromise/underpromise/calendar/document"

// UnmarshalJSON reads the day. An unknown field is an error.
func (d *Day) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("calendar", doc, d) }

// MarshalJSON writes the break as [document.Marshal] does.
func (b Break) MarshalJSON() ([]byte, error) { return document.MarshalFields("calendar", b) }

// UnmarshalJSON reads the break; an unknown field is an error.
func (b *Break) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("calendar", doc, b) }
