package whatif

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// Times are many times in short: how many, what they add up to, and what is usual.
// The zero Times is none.
type Times struct {
	// Of is how many there are, and Sum what they add up to.
	Of  int            `json:"of"`
	Sum document.Total `json:"sum"`
	// Mean is the sum by their number, and Median the middle one or the mean of
	// the two middle ones; both are rounded towards zero.
	Mean   time.Duration `json:"mean"`
	Median time.Duration `json:"median"`
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
