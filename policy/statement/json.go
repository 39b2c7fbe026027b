package statement

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the options as [document.Marshal] does.
func (o Options) MarshalJSON() ([]byte, error) { return document.MarshalFields("statement", o) }

// UnmarshalJSON reads the options. It returns an error for an unknown field.
func (o *Options) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("statement", doc, o)
}

// MarshalJSON writes the statement as [document.Marshal] does.
func (s Statement) MarshalJSON() ([]byte, error) { return document.MarshalFields("statement", s) }

// UnmarshalJSON reads the statement. It returns an error for an unknown field.
func (s *Statement) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("statement", doc, s)
}

// MarshalJSON writes the sentence as [document.Marshal] does.
func (s Sentence) MarshalJSON() ([]byte, error) { return document.MarshalFields("statement", s) }

// UnmarshalJSON reads the sentence. It returns an error for an unknown field.
func (s *Sentence) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("statement", doc, s)
}
