package whatif

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the report as [document.Marshal] does.
func (r Report) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", r) }

// UnmarshalJSON reads the report. It returns an error for an unknown field.
func (r *Report) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, r) }

// MarshalJSON writes the row as [document.Marshal] does.
func (r Row) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", r) }

// UnmarshalJSON reads the row. It returns an error for an unknown field.
func (r *Row) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, r) }

// MarshalJSON writes the side as [document.Marshal] does.
func (s Side) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", s) }

// UnmarshalJSON reads the side. It returns an error for an unknown field.
func (s *Side) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, s) }

// MarshalJSON writes the flip as [document.Marshal] does.
func (f Flip) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", f) }

// UnmarshalJSON reads the flip. It returns an error for an unknown field.
func (f *Flip) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, f) }

// MarshalJSON writes the failure as [document.Marshal] does.
func (f Failure) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", f) }

// UnmarshalJSON reads the failure. It returns an error for an unknown field.
func (f *Failure) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, f) }

// MarshalJSON writes the times as [document.Marshal] does.
func (t Times) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", t) }

// UnmarshalJSON reads the times. It returns an error for an unknown field.
func (t *Times) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, t) }
