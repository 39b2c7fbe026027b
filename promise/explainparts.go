package promise

import (
	"github.com/underpromise/underpromise/calendar/document"
)

// The parts of an explanation and of a promise can be written and read by
// themselves, by the same rules as the whole.

// MarshalJSON writes the revision, instants as [document.Marshal] does.
func (r Revision) MarshalJSON() ([]byte, error) {
	type plain Revision
	return document.Marshal("promise", plain(r))
}

// UnmarshalJSON reads the revision; a field that is not known is an error.
func (r *Revision) UnmarshalJSON(doc []byte) error {
	type plain Revision
	return document.Unmarshal("promise", doc, (*plain)(r))
}

// MarshalJSON writes the notification, instants as [document.Marshal] does.
func (n Notification) MarshalJSON() ([]byte, error) {
	type plain Notification
	return document.Marshal("promise", plain(n))
}

// UnmarshalJSON reads the notification; a field that is not known is an error.
func (n *Notification) UnmarshalJSON(doc []byte) error {
	type plain Notification
	return document.Unmarshal("promise", doc, (*plain)(n))
}

// MarshalJSON writes the state, instants as [document.Marshal] does.
func (c ConditionState) MarshalJSON() ([]byte, error) {
	type plain ConditionState
	return document.Marshal("promise", plain(c))
}

// UnmarshalJSON reads the state; a field that is not known is an error.
func (c *ConditionState) UnmarshalJSON(doc []byte) error {
	type plain ConditionState
	return document.Unmarshal("promise", doc, (*plain)(c))
}

// MarshalJSON writes the remark, instants as [document.Marshal] does.
func (r Remark) MarshalJSON() ([]byte, error) {
	type plain Remark
	return document.Marshal("promise", plain(r))
}

// UnmarshalJSON reads the remark; a field that is not known is an error.
func (r *Remark) UnmarshalJSON(doc []byte) error {
	type plain Remark
	return document.Unmarshal("promise", doc, (*plain)(r))
}
