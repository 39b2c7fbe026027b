package wording

import (
	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
)

// optionsDocument is an Options as JSON. The zone is written by name.
type optionsDocument struct {
	Zone string `json:"zone,omitempty"`
	plainOptions
}

type plainOptions Options

// MarshalJSON writes the options, their zone by name.
func (o Options) MarshalJSON() ([]byte, error) {
	d := optionsDocument{plainOptions: plainOptions(o)}
	if o.Zone != nil {
		d.Zone = o.Zone.String()
	}
	return document.Marshal("wording", d)
}

// UnmarshalJSON reads what MarshalJSON writes. An unknown field is an error.
// The zone is looked up with [calendar.LoadZone].
func (o *Options) UnmarshalJSON(doc []byte) error {
	var d optionsDocument
	err := document.Unmarshal("wording", doc, &d)
	read := Options(d.plainOptions)
	if d.Zone != "" {
		var wrong error
		read.Zone, wrong = calendar.LoadZone(d.Zone)
		err = document.JoinErrors(err, document.PrefixErrors("wording", "", wrong))
	}
	if err == nil {
		*o = read
	}
	return err
}
