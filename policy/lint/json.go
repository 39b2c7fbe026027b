package lint

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the finding as [document.Marshal] does.
func (f Finding) MarshalJSON() ([]byte, error) { return document.MarshalFields("lint", f) }

// UnmarshalJSON reads the finding. It returns an error for an unknown field.
func (f *Finding) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("lint", doc, f) }

// MarshalJSON writes the market as [document.Marshal] does.
func (m Market) MarshalJSON() ([]byte, error) { return document.MarshalFields("lint", m) }

// UnmarshalJSON reads the market. It returns an error for an unknown field.
func (m *Market) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("lint", doc, m) }
