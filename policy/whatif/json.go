package whatif

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the report as [document.Marshal] does.
func (r Report) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", r) }

// UnmarshalJSON reads the report; an unknown field is an error.
func (r *Report) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, r) }

// MarshalJSON writes the row as [document.Marshal] does.
func (r Row) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", r) }

// UnmarshalJSON reads the row; an unknown field is an error.
func (r *Row) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, r) }

// MarshalJSON writes the side as [document.Marshal] does.
func (s Side) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", s) }

// UnmarshalJSON reads the side; an unknown field is an error.
func (s *Side) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, s) }

// MarshalJSON writes the flip as [document.Marshal] does.
func (f Flip) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", f) }

// UnmarshalJSON reads the flip; an unknown field is an error.
func (f *Flip) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, f) }

// MarshalJSON writes the failure as [document.Marshal] does.
func (f Failure) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", f) }

// UnmarshalJSON reads the failure; an unknown field is an error.
func (f *Failure) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, f) }

// MarshalJSON writes the times as [document.Marshal] does.
func (t Times) MarshalJSON() ([]byte, error) { return document.MarshalFields("whatif", t) }

// UnmarshalJSON reads the times; an unknown field is an error.
func (t *Times) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("whatif", doc, t) }
