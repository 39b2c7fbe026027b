package report

import (
	"time"
)

// A Pad compares the lengths of promises in one month with the lengths needed.
type Pad struct {
	// Month is the month, as "2026-01", and N the number of promises measured
	// in it.
	Month string `json:"month"`
	N     int    `json:"n"`
	// Factor is the factor by which promises were longer than needed, as
	// returned by [Tally.Pad]; 0 if it is unknown.
	Factor float64 `json:"factor,omitempty"`
	// Promised and Actual are the medians. Actual is 0 if most are not
	// fulfilled yet.
	Promised time.Duration `json:"promised"`
	Actual   time.Duration `json:"actual,omitzero"`
	// Sandbagged reports whether the factor is above 1.25 for at least the
	// third month in a row, which is more than a margin for a bad month.
	Sandbagged bool `json:"sandbagged,omitempty"`
	// Grown reports whether, within three months in a row, the median promise
	// grew by a tenth or more, and the median actual time by at least half as
	// much in proportion. Either work filled the time it was given (C. N.
	// Parkinson, 1955), or the promises followed harder work.
	Grown bool `json:"grown,omitempty"`
}

const (
	padMonths  = 3    // how many in a row say something
	padMost    = 1.25 // factor
	growth     = 0.1  // of a promise, that is worth looking at
	growthPart = 0.5  // how much of it the actual time makes good
)

// Pads returns the pad of each month in which enough was measured for a
// quantile at the level: at least least and at least level/(1-level), which is
// 19 for 0.95. Months with less are left out and interrupt a row of months.
// Over all groups, a change of the groups looks like growth; use [Report.In] to
// check a single group.
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
