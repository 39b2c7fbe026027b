package policy

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// contactDocument is a Contact as JSON.
type contactDocument struct {
	Told       int           `json:"told"`
	Asked      int           `json:"asked"`
	Chases     int           `json:"chases"`
	Last       time.Time     `json:"last,omitzero"`
	Unanswered time.Time     `json:"unanswered,omitzero"`
	Silence    writtenAmount `json:"silence"`
	Longest    writtenAmount `json:"longest_silence"`
}

// offerDocument is an Offer as JSON.
type offerDocument struct {
	Kind   OfferKind     `json:"kind"`
	Name   string        `json:"name,omitempty"`
	Due    time.Time     `json:"due"`
	Rest   time.Time     `json:"rest,omitzero"`
	Late   writtenAmount `json:"late"`
	By     time.Time     `json:"by,omitzero"`
	Cost   promise.Stake `json:"cost,omitzero"`
	Why    string        `json:"why"`
	Terms  promise.Terms `json:"terms,omitzero"`
	Accept Event         `json:"accept,omitzero"`
}

// writtenAmount is a duration, written as Go prints it.
type writtenAmount time.Duration

func (d writtenAmount) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

func (d *writtenAmount) UnmarshalText(text []byte) error {
	read, err := document.ParseDuration(string(text))
	*d = writtenAmount(read)
	return err
}

// MarshalJSON writes the contact, durations as Go prints them.
func (c Contact) MarshalJSON() ([]byte, error) {
	return document.Marshal("policy", contactDocument{c.Told, c.Asked, c.Chases, c.Last, c.Unanswered, writtenAmount(c.Silence), writtenAmount(c.Longest)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Contact) UnmarshalJSON(doc []byte) error {
	var d contactDocument
	if err := document.Unmarshal("policy", doc, &d); err != nil {
		return err
	}
	*c = Contact{d.Told, d.Asked, d.Chases, d.Last, d.Unanswered, time.Duration(d.Silence), time.Duration(d.Longest)}
	return nil
}

// MarshalJSON writes the offer, durations as Go prints them.
func (o Offer) MarshalJSON() ([]byte, error) {
	return document.Marshal("policy", offerDocument{o.Kind, o.Name, o.Due, o.Rest, writtenAmount(o.Late), o.By, o.Cost, o.Why, o.Terms, o.Accept})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Offer) UnmarshalJSON(doc []byte) error {
	var d offerDocument
	if err := document.Unmarshal("policy", doc, &d); err != nil {
		return err
	}
	*o = Offer{d.Kind, d.Name, d.Due, d.Rest, time.Duration(d.Late), d.By, d.Cost, d.Why, d.Terms, d.Accept}
	return nil
}
