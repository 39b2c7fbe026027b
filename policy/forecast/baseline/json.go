package baseline

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the method as [document.Marshal] does.
func (o Order) MarshalJSON() ([]byte, error) { return document.MarshalFields("baseline", o) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (o *Order) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("baseline", doc, o) }

// MarshalJSON writes the method as [document.Marshal] does.
func (f Fixed) MarshalJSON() ([]byte, error) { return document.MarshalFields("baseline", f) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (f *Fixed) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("baseline", doc, f) }

// MarshalJSON writes the method as [document.Marshal] does.
func (p Percent) MarshalJSON() ([]byte, error) { return document.MarshalFields("baseline", p) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (p *Percent) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("baseline", doc, p)
}
