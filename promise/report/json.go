package report

import "github.com/underpromise/underpromise/calendar/document"

// Types without counts of their own are written and read field by field.

// MarshalJSON writes the lengths as [document.Marshal] does.
func (t Typical) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", t) }

// UnmarshalJSON reads the lengths; an unknown field is an error.
func (t *Typical) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, t) }

// MarshalJSON writes the line as [document.Marshal] does.
func (l Line) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", l) }

// UnmarshalJSON reads the line; an unknown field is an error.
func (l *Line) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, l) }

// MarshalJSON writes the summary as [document.Marshal] does.
func (s Summary) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", s) }

// UnmarshalJSON reads the summary; an unknown field is an error.
func (s *Summary) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, s) }

// MarshalJSON writes the pad as [document.Marshal] does.
func (p Pad) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", p) }

// UnmarshalJSON reads the pad; an unknown field is an error.
func (p *Pad) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, p) }

// MarshalJSON writes the times as [document.Marshal] does.
func (x Excluded) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", x) }

// UnmarshalJSON reads the times; an unknown field is an error.
func (x *Excluded) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, x) }

// MarshalJSON writes the outcome as [document.Marshal] does.
func (o Outcome) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", o) }

// UnmarshalJSON reads the outcome; an unknown field is an error.
func (o *Outcome) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, o) }

// MarshalJSON writes the forecast as [document.Marshal] does.
func (f Forecast) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", f) }

// UnmarshalJSON reads the forecast; an unknown field is an error.
func (f *Forecast) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, f) }

// MarshalJSON writes the bin as [document.Marshal] does.
func (b Bin) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", b) }

// UnmarshalJSON reads the bin; an unknown field is an error.
func (b *Bin) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, b) }

// MarshalJSON writes the burn as [document.Marshal] does.
func (b Burn) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", b) }

// UnmarshalJSON reads the burn; an unknown field is an error.
func (b *Burn) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, b) }

// MarshalJSON writes the counts as [document.Marshal] does.
func (c Counts) MarshalJSON() ([]byte, error) { return document.MarshalFields("report", c) }

// UnmarshalJSON reads the counts; an unknown field is an error.
func (c *Counts) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("report", doc, c) }
