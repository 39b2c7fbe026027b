package queue

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the method as [document.Marshal] does.
func (l Length) MarshalJSON() ([]byte, error) { return document.MarshalFields("queue", l) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (l *Length) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("queue", doc, l) }

// MarshalJSON writes the method as [document.Marshal] does.
func (l LastEntered) MarshalJSON() ([]byte, error) { return document.MarshalFields("queue", l) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (l *LastEntered) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("queue", doc, l)
}

// MarshalJSON writes the method as [document.Marshal] does.
func (l HeadOfLine) MarshalJSON() ([]byte, error) { return document.MarshalFields("queue", l) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (l *HeadOfLine) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("queue", doc, l)
}
