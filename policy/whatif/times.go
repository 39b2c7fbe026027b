package whatif

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// Times is a summary of many times: their number, sum, mean and median. The zero Times
// is the summary of none.
type Times struct {
	// Of is the number of times, and Sum their sum.
	Of  int            `json:"of"`
	Sum document.Total `json:"sum"`
	// Mean is the sum divided by the number, and Median the middle one or the mean of
	// the two middle ones; both are rounded towards zero.
	Mean   time.Duration `json:"mean"`
	Median time.Duration `json:"median"`
}

// timesOf returns the summary of times.
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
