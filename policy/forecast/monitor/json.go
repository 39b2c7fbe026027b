package monitor

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the monitor as [document.Marshal] does.
func (b BurnRate) MarshalJSON() ([]byte, error) { return document.MarshalFields("monitor", b) }

// UnmarshalJSON reads the monitor; an unknown field is an error.
func (b *BurnRate) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("monitor", doc, b)
}

// MarshalJSON writes the monitor as [document.Marshal] does.
func (f Fever) MarshalJSON() ([]byte, error) { return document.MarshalFields("monitor", f) }

// UnmarshalJSON reads the monitor; an unknown field is an error.
func (f *Fever) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("monitor", doc, f) }
