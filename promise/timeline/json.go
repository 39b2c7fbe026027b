package timeline

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the options, their calendar in full, as [document.Marshal] does.
func (o Options) MarshalJSON() ([]byte, error) { return document.MarshalFields("timeline", o) }

// UnmarshalJSON reads the options. An unknown field is an error.
func (o *Options) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("timeline", doc, o)
}

// MarshalJSON writes the palette as [document.Marshal] does.
func (p Palette) MarshalJSON() ([]byte, error) { return document.MarshalFields("timeline", p) }

// UnmarshalJSON reads the palette. An unknown field is an error.
func (p *Palette) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("timeline", doc, p)
}
