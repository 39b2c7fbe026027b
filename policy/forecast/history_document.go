package forecast

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
)

// historyDocument is the JSON form of a History.
type historyDocument struct {
	Version int              `json:"version"`
	Config  configDocument   `json:"config"`
	Cases   []recordDocument `json:"cases"`
}

type configDocument struct {
	Calendar    *calendar.Calendar `json:"calendar,omitempty"`
	Groups      [][]string         `json:"groups,omitempty"`
	Window      period             `json:"window,omitzero"`
	HalfLife    period             `json:"half_life,omitzero"`
	Newest      int                `json:"newest,omitempty"`
	Least       int                `json:"least,omitempty"`
	PriorWeight float64            `json:"prior_weight,omitempty"`
	Refresh     period             `json:"refresh,omitzero"`
}

type recordDocument struct {
	ID       string          `json:"id"`
	Fields   policy.Fields   `json:"fields,omitempty"`
	Opened   time.Time       `json:"opened"`
	Finished time.Time       `json:"finished,omitzero"`
	Seen     time.Time       `json:"seen,omitzero"`
	Ended    bool            `json:"ended,omitempty"`
	Took     period          `json:"took,omitzero"`
	Measured bool            `json:"measured,omitempty"`
	Estimate period          `json:"estimate,omitzero"`
	Stages   []stageDocument `json:"stages,omitempty"`
}

type stageDocument struct {
	Name    string    `json:"name"`
	Entered time.Time `json:"entered"`
	Age     period    `json:"age,omitzero"`
	Paused  bool      `json:"paused,omitempty"`
}

// period is a duration as text: "1h30m0s".
type period time.Duration

func (p period) MarshalText() ([]byte, error) { return []byte(time.Duration(p).String()), nil }

func (p *period) UnmarshalText(text []byte) error {
	d, err := document.ParseDuration(string(text))
	*p = period(d)
	return err
}

// MarshalJSON writes the configuration with its defaults filled in, and all records in
// the order of [History.Records], with instants in UTC. Equal histories give the same
// bytes.
func (h History) MarshalJSON() ([]byte, error) {
	c := h.Config()
	d := historyDocument{Version: 1, Cases: []recordDocument{}, Config: configDocument{
		c.Calendar, c.Groups, period(c.Window), period(c.HalfLife), c.Newest, c.Least, c.PriorWeight, period(c.Refresh),
	}}
	for _, c := range h.live() {
		d.Cases = append(d.Cases, documentOf(c))
	}
	return document.Marshal("forecast", d)
}

func documentOf(c Record) recordDocument {
	d := recordDocument{
		ID: c.ID, Fields: c.Fields, Opened: c.Opened.UTC(), Finished: c.Finished.UTC(), Seen: c.Seen.UTC(), Ended: c.Ended,
		Took: period(c.Took), Measured: c.Measured, Estimate: period(c.Estimate),
	}
	for _, s := range c.Stages {
		d.Stages = append(d.Stages, stageDocument{s.Name, s.Entered.UTC(), period(s.Age), s.Paused})
	}
	return d
}

// Parse reads a history from its document. The error joins all problems, each a
// [*document.FieldError] with its path.
func Parse(doc []byte) (History, error) {
	var d historyDocument
	err := document.Unmarshal("forecast", doc, &d)
	if d.Version < 0 || d.Version > 1 {
		err = document.JoinErrors(err, fieldError("version", fmt.Errorf("unknown version %d; write 1", d.Version)))
	}
	c := d.Config
	config, more := Config{
		Calendar: c.Calendar, Groups: c.Groups, Window: time.Duration(c.Window), HalfLife: time.Duration(c.HalfLife),
		Newest: c.Newest, Least: c.Least, PriorWeight: c.PriorWeight, Refresh: time.Duration(c.Refresh),
	}.resolve()
	err = document.JoinErrors(err, document.PrefixErrors("forecast", "config", more))
	cases := make([]Record, len(d.Cases))
	for i, c := range d.Cases {
		cases[i] = c.parsed()
	}
	if err = document.JoinErrors(err, checkRecords(config.Calendar, cases)); err != nil {
		return History{}, document.Locate(doc, err)
	}
	h, err := New(config, cases...)
	return h, document.Locate(doc, err)
}

func (d recordDocument) parsed() Record {
	c := Record{
		ID: d.ID, Fields: d.Fields, Opened: d.Opened, Finished: d.Finished, Seen: d.Seen, Ended: d.Ended,
		Took: time.Duration(d.Took), Measured: d.Measured, Estimate: time.Duration(d.Estimate),
	}
	for _, s := range d.Stages {
		c.Stages = append(c.Stages, Stage{s.Name, s.Entered, time.Duration(s.Age), s.Paused})
	}
	return c
}

// UnmarshalJSON reads a document as [Parse] does.
func (h *History) UnmarshalJSON(doc []byte) error {
	parsed, err := Parse(doc)
	if err == nil {
		*h = parsed
	}
	return err
}
