package promise

import (
	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar/document"
)

// explanationDocument is an Explanation as JSON. The start day is the last
// field.
type explanationDocument struct {
	Version int `json:"version,omitempty"`
	Explanation
	StartDay date.Date `json:"start_day,omitzero"`
}

// MarshalJSON writes the explanation. Durations are written as Go prints them,
// instants as by [Status.MarshalJSON].
func (e Explanation) MarshalJSON() ([]byte, error) {
	return document.MarshalFields("promise", explanationDocument{Explanation: e, StartDay: e.StartDay})
}

// UnmarshalJSON reads what MarshalJSON writes. An unknown field is an error.
func (e *Explanation) UnmarshalJSON(doc []byte) error {
	var d explanationDocument
	if err := document.UnmarshalFields("promise", doc, &d); err != nil {
		return err
	}
	wrong := document.Problems{Package: packageName}
	wrong.Take(checkVersion("", d.Version))
	if d.Status.Standing == 0 {
		wrong.Add("status", "required; write the status that is explained")
	}
	if err := wrong.Err(); err != nil {
		return document.Locate(doc, err)
	}
	*e = d.Explanation
	e.StartDay = d.StartDay
	return nil
}
