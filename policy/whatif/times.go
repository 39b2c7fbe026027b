package whatif

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// Times are many times in short: how many, what they add up to, and what is usual.
// The zero Times is none.
type Times struct {
	// Of is how many there are, and Sum what they add up to.
	Of  int
	Sum document.Total
	// Mean is the sum by their number, and Median the middle one or the mean of
	// the two middle ones; both are rounded towards zero.
	Mean, Median time.Duration
}

// timesOf puts times in short.
func timesOf(list []time.Duration) Times {
	n := len(list)
	if n == 0 {
		return Times{}
	}
	t := Times{Of: n}
	for _, d := range list {
		t.Sum = t.Sum.Plus(document.TotalOf(d))
	}
	t.Mean = t.Sum.Mean(n)
	sorted := slices.Sorted(slices.Values(list))
	t.Median = document.TotalOf(sorted[(n-1)/2]).Plus(document.TotalOf(sorted[n/2])).Mean(2)
	return t
}

// timesDocument is Times as JSON.
type timesDocument struct {
	Of     int            `json:"of"`
	Sum    document.Total `json:"sum"`
	Mean   string         `json:"mean"`
	Median string         `json:"median"`
}

// MarshalJSON writes the times as Go prints durations.
func (t Times) MarshalJSON() ([]byte, error) {
	return json.Marshal(timesDocument{t.Of, t.Sum, t.Mean.String(), t.Median.String()})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Times) UnmarshalJSON(doc []byte) error {
	var d struct {
		Of     int            `json:"of"`
		Sum    document.Total `json:"sum"`
		Mean   time.Duration  `json:"mean"`
		Median time.Duration  `json:"median"`
	}
	if err := document.Unmarshal("whatif", doc, &d); err != nil {
		return err
	}
	*t = Times(d)
	return nil
}
