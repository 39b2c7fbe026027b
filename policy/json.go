package policy

import "github.com/underpromise/underpromise/calendar/document"

// Types without a calendar are written and read field by field.

// MarshalJSON writes the action as [document.Marshal] does.
func (a Action) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", a) }

// UnmarshalJSON reads the action. It returns an error for an unknown field.
func (a *Action) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, a) }

// MarshalJSON writes the offer as [document.Marshal] does.
func (a Alternative) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", a) }

// UnmarshalJSON reads the offer. It returns an error for an unknown field.
func (a *Alternative) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("policy", doc, a)
}

// MarshalJSON writes the answer as [document.Marshal] does.
func (a Answer) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", a) }

// UnmarshalJSON reads the answer. It returns an error for an unknown field.
func (a *Answer) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, a) }

// MarshalJSON writes the contact as [document.Marshal] does.
func (c Contact) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", c) }

// UnmarshalJSON reads the contact. It returns an error for an unknown field.
func (c *Contact) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, c) }

// MarshalJSON writes the event as [document.Marshal] does.
func (e Event) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", e) }

// UnmarshalJSON reads the event. It returns an error for an unknown field.
func (e *Event) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, e) }

// MarshalJSON writes the offer as [document.Marshal] does.
func (o Offer) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", o) }

// UnmarshalJSON reads the offer. It returns an error for an unknown field.
func (o *Offer) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, o) }

// MarshalJSON writes the opening as [document.Marshal] does.
func (o Opening) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", o) }

// UnmarshalJSON reads the opening. It returns an error for an unknown field.
func (o *Opening) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, o) }

// MarshalJSON writes the pad as [document.Marshal] does.
func (p Pad) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", p) }

// UnmarshalJSON reads the pad. It returns an error for an unknown field.
func (p *Pad) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, p) }

// MarshalJSON writes the pledge as [document.Marshal] does.
func (p Pledge) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", p) }

// UnmarshalJSON reads the pledge. It returns an error for an unknown field.
func (p *Pledge) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, p) }

// MarshalJSON writes the question, its calendar in full, as [document.Marshal] does.
func (q Question) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", q) }

// UnmarshalJSON reads the question. It returns an error for an unknown field.
func (q *Question) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, q) }

// MarshalJSON writes the reaction as [document.Marshal] does.
func (r Reaction) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", r) }

// UnmarshalJSON reads the reaction. It returns an error for an unknown field.
func (r *Reaction) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, r) }

// MarshalJSON writes the stake as [document.Marshal] does.
func (s Stake) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", s) }

// UnmarshalJSON reads the stake. It returns an error for an unknown field.
func (s *Stake) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, s) }

// MarshalJSON writes the reasons as [document.Marshal] does.
func (w Why) MarshalJSON() ([]byte, error) { return document.MarshalFields("policy", w) }

// UnmarshalJSON reads the reasons. It returns an error for an unknown field.
func (w *Why) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("policy", doc, w) }
