package ical

import (
	"errors"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
)

// configDocument is a Config as JSON, which has its zone by name.
type configDocument struct {
	Zone string `json:"zone,omitempty"`
	plainConfig
}

type plainConfig Config

// MarshalJSON writes the config, with the name of its zone.
func (c Config) MarshalJSON() ([]byte, error) {
	d := configDocument{plainConfig: plainConfig(c)}
	if c.Zone != nil {
		d.Zone = c.Zone.String()
	}
	return document.Marshal("ical", d)
}

// UnmarshalJSON reads the document of MarshalJSON. An unknown field is an error. The
// name of the zone is looked up with [calendar.LoadZone].
func (c *Config) UnmarshalJSON(doc []byte) error {
	var d configDocument
	err := document.Unmarshal("ical", doc, &d)
	read := Config(d.plainConfig)
	if d.Zone != "" {
		zone, wrong := calendar.LoadZone(d.Zone)
		read.Zone = zone
		err = document.JoinErrors(err, document.PrefixErrors("ical", "", wrong))
	}
	if err == nil {
		*c = read
	}
	return err
}

// MarshalJSON writes the export as [document.Marshal] does.
func (x Export) MarshalJSON() ([]byte, error) { return document.MarshalFields("ical", x) }

// UnmarshalJSON reads the export; an unknown field is an error.
func (x *Export) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("ical", doc, x) }

// MarshalJSON writes the feed as [document.Marshal] does.
func (f Feed) MarshalJSON() ([]byte, error) { return document.MarshalFields("ical", f) }

// UnmarshalJSON reads the feed; an unknown field is an error.
func (f *Feed) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("ical", doc, f) }

// problemDocument is a Problem as JSON, whose error is a text.
type problemDocument struct {
	Line int    `json:"line"`
	UID  string `json:"uid,omitempty"`
	Name string `json:"name,omitempty"`
	Err  string `json:"error"`
}

// MarshalJSON writes the problem, its error as text.
func (p Problem) MarshalJSON() ([]byte, error) {
	d := problemDocument{Line: p.Line, UID: p.UID, Name: p.Name}
	if p.Err != nil {
		d.Err = p.Err.Error()
	}
	return document.Marshal("ical", d)
}

// UnmarshalJSON reads the document of MarshalJSON. An unknown field is an error. Err has
// the same text, but does not match a sentinel error any more.
func (p *Problem) UnmarshalJSON(doc []byte) error {
	var d problemDocument
	if err := document.Unmarshal("ical", doc, &d); err != nil {
		return err
	}
	*p = Problem{Line: d.Line, UID: d.UID, Name: d.Name}
	if d.Err != "" {
		p.Err = errors.New(d.Err)
	}
	return nil
}
