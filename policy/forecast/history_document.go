package forecast

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/calendar/document"
)

// historyDocument is the JSON form of a History.
type historyDocument struct {
	Version int      `json:"version"`
	Config  Config   `json:"config"`
	Cases   []Record `json:"cases"`
}

// MarshalJSON writes the configuration with its defaults filled in, and all records in
// the order of [History.Records], with instants in UTC. Equal histories give the same
// bytes.
func (h History) MarshalJSON() ([]byte, error) {
	d := historyDocument{Version: 1, Config: h.Config(), Cases: []Record{}}
	for _, c := range h.live() {
		d.Cases = append(d.Cases, c.inUTC())
	}
	return document.Marshal("forecast", d)
}

// inUTC returns the record with its instants in UTC.
func (c Record) inUTC() Record {
	c.Opened, c.Finished, c.Seen = c.Opened.UTC(), c.Finished.UTC(), c.Seen.UTC()
	c.Stages = slices.Clone(c.Stages)
	for i := range c.Stages {
		c.Stages[i].Entered = c.Stages[i].Entered.UTC()
	}
	return c
}

// Parse reads a history from its document. The error joins all problems, each a
// [*document.FieldError] with its path.
func Parse(doc []byte) (History, error) {
	var d historyDocument
	err := document.Unmarshal("forecast", doc, &d)
	if d.Version < 0 || d.Version > 1 {
		err = document.JoinErrors(err, fieldError("version", fmt.Errorf("unknown version %d; write 1", d.Version)))
	}
	config, more := d.Config.resolve()
	err = document.JoinErrors(err, document.PrefixErrors("forecast", "config", more))
	if err = document.JoinErrors(err, checkRecords(config.Calendar, d.Cases)); err != nil {
		return History{}, document.Locate(doc, err)
	}
	h, err := New(config, d.Cases...)
	return h, document.Locate(doc, err)
}

// UnmarshalJSON reads a document as [Parse] does.
func (h *History) UnmarshalJSON(doc []byte) error {
	parsed, err := Parse(doc)
	if err == nil {
		*h = parsed
	}
	return err
}
