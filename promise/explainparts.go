package promise

import "github.com/underpromise/underpromise/calendar/document"

// The parts of an explanation have the same JSON forms alone as in the whole.

// MarshalJSON writes the revision as [document.Marshal] does.
func (r Revision) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", r) }

// UnmarshalJSON reads the revision; an unknown field is an error.
func (r *Revision) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("promise", doc, r)
}

// MarshalJSON writes the notification as [document.Marshal] does.
func (n Notification) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", n) }

// UnmarshalJSON reads the notification; an unknown field is an error.
func (n *Notification) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("promise", doc, n)
}

// MarshalJSON writes the state as [document.Marshal] does.
func (c ConditionState) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", c) }

// UnmarshalJSON reads the state; an unknown field is an error.
func (c *ConditionState) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("promise", doc, c)
}

// MarshalJSON writes the remark as [document.Marshal] does.
func (r Remark) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", r) }

// UnmarshalJSON reads the remark; an unknown field is an error.
func (r *Remark) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("promise", doc, r) }

// MarshalJSON writes the step as [document.Marshal] does.
func (s Step) MarshalJSON() ([]byte, error) { return document.MarshalFields("promise", s) }

// UnmarshalJSON reads the step; an unknown field is an error.
func (s *Step) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("promise", doc, s) }
