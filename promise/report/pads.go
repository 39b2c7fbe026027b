package report

import (
	"time"
)

// A Pad is how long promises were in one month, beside what they had to be.
type Pad struct {
	// Month is the month, as "2026-01", and N how many were measured in it.
	Month string `json:"month"`
	N     int    `json:"n"`
	// Factor is by how much promises were longer than they had to be, as
	// [Tally.Pad] says; 0 if that cannot be told.
	Factor float64 `json:"factor,omitempty"`
	// Promised and Actual are the medians; Actual is 0 if most are not done yet.
	Promised time.Duration `json:"promised"`
	Actual   time.Duration `json:"actual,omitzero"`
	// Sandbagged says that the factor is above 1.25 for the third month in a row,
	// at least: this is no margin for a bad month any more.
	Sandbagged bool `json:"sandbagged,omitempty"`
	// Grown says that, of three months in a row, the median promise is longer in
	// the last than in the first by a tenth or more, and the median actual time
	// by at least half as much in proportion: work filled the time it was given
	// (C. N. Parkinson, 1955), or the promises followed harder work. Look which.
	Grown bool `json:"grown,omitempty"`
}

const (
	padMonths  = 3    // how many in a row say something
	padMost    = 1.25 // factor
	growth     = 0.1  // of a promise, that is worth looking at
	growthPart = 0.5  // how much of it the actual time makes good
)

// Pads returns the pad of each month in which enough was measured for a quantile at
// the level: at least so many and at least level/(1-level), 19 for 0.95. Months with
// less are left out, and what comes after them is not in a row with what was before.
// Over all groups, a change in which groups there are looks like growth; ask a group
// alone, [Report.In], to be sure.
func (r Report) Pads(level float64, least int) []Pad {
	var pads []Pad
	above, inRow := 0, 0
	for _, row := range r.Months() {
		n := row.Promised.N()
		if n < least || !enough(n, level) {
			continue
		}
		p := Pad{Month: row.Name, N: n}
		p.Factor, _ = row.Pad(level)
		p.Factor = places(p.Factor)
		p.Promised, _ = row.Promised.Quantile(0.5)
		p.Actual, _ = row.Actual.Quantile(0.5)
		if len(pads) == 0 || !follows(p.Month, pads[len(pads)-1].Month) {
			above, inRow = 0, 0
		}
		above, inRow = above+1, inRow+1
		if p.Factor <= padMost {
			above = 0
		}
		p.Sandbagged = above >= padMonths
		p.Grown = inRow >= padMonths && p.grownSince(pads[len(pads)-padMonths+1])
		pads = append(pads, p)
	}
	return pads
}

// follows reports whether a month is the next one after another.
func follows(month, other string) bool {
	m, err := readMonth(other)
	return err == nil && (m+1).String() == month
}

// grownSince reports whether actual times grew with the promises.
func (p Pad) grownSince(first Pad) bool {
	if first.Promised == 0 || first.Actual == 0 || p.Actual == 0 {
		return false
	}
	promised := float64(p.Promised)/float64(first.Promised) - 1
	actual := float64(p.Actual)/float64(first.Actual) - 1
	return promised >= growth && actual >= growthPart*promised
}
