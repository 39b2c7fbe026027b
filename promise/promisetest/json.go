package promisetest

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the expectation as [document.Marshal] does.
func (w Want) MarshalJSON() ([]byte, error) { return document.MarshalFields("promisetest", w) }

// UnmarshalJSON reads the expectation. An unknown field is an error.
func (w *Want) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("promisetest", doc, w)
}

// MarshalJSON writes the scenario as [document.Marshal] does.
func (s Scenario) MarshalJSON() ([]byte, error) { return document.MarshalFields("promisetest", s) }

// UnmarshalJSON reads the scenario. An unknown field is an error.
func (s *Scenario) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("promisetest", doc, s)
}

// MarshalJSON writes the failure as [document.Marshal] does.
func (f Failure) MarshalJSON() ([]byte, error) { return document.MarshalFields("promisetest", f) }

// UnmarshalJSON reads the failure. An unknown field is an error.
func (f *Failure) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("promisetest", doc, f)
}
