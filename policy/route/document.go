package route

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// amount is a duration, written as Go prints it.
type amount time.Duration

func (d amount) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

func (d *amount) UnmarshalText(text []byte) error {
	read, err := document.ParseDuration(string(text))
	*d = amount(read)
	return err
}

// useDocument is a Use as JSON.
type useDocument struct {
	Leg     string    `json:"leg"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end,omitzero"`
	Allowed amount    `json:"allowed"`
	Used    amount    `json:"used"`
}

// reportDocument is a Report as JSON.
type reportDocument struct {
	Uses   []Use  `json:"uses,omitempty"`
	Ahead  Plan   `json:"ahead"`
	Latest Plan   `json:"latest"`
	Slack  amount `json:"slack"`
	First  string `json:"first,omitempty"`
}

// MarshalJSON writes the use, durations as Go prints them.
func (u Use) MarshalJSON() ([]byte, error) {
	return document.Marshal("route", useDocument{u.Leg, u.Start, u.End, amount(u.Allowed), amount(u.Used)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (u *Use) UnmarshalJSON(doc []byte) error {
	var d useDocument
	if err := document.Unmarshal("route", doc, &d); err != nil {
		return err
	}
	*u = Use{d.Leg, d.Start, d.End, time.Duration(d.Allowed), time.Duration(d.Used)}
	return nil
}

// MarshalJSON writes the report, durations as Go prints them.
func (r Report) MarshalJSON() ([]byte, error) {
	return document.Marshal("route", reportDocument{r.Uses, r.Ahead, r.Latest, amount(r.Slack), r.First})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Report) UnmarshalJSON(doc []byte) error {
	var d reportDocument
	if err := document.Unmarshal("route", doc, &d); err != nil {
		return err
	}
	*r = Report{d.Uses, d.Ahead, d.Latest, time.Duration(d.Slack), d.First}
	return nil
}
