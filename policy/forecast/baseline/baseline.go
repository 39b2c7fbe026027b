// Package baseline has the forecasting methods that desks commonly use and that have no
// guarantee: a fixed pad, a percentage, and a percentile of the finished cases. Use them
// to compare a better method with, or to measure how often a present practice keeps its
// promises.
//
//	q := baseline.Fixed{Add: 48 * time.Hour}.Quote(history, forecast.Query{At: now, Level: 0.95})
//	fmt.Println(q.Level, q.Reachable) // how often 48h is kept, and whether that is the level asked for
//
// Methods are plain values, safe for concurrent use.
package baseline

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
)

// Order is the order statistic (percentile, service level expectation): the k-th
// shortest of the finished cases, k = ceil(np), without interpolation.
//
// It has no guarantee. The share of past cases is not the probability for the next
// case: with 20 cases its 95 % is kept 90 % of the time. It also ignores open cases.
// [forecast.Conformal] corrects the first fault, [forecast.Survival] both.
//
// Source: Hyndman and Fan, The American Statistician 50 (1996), definition 1.
type Order struct{}

// Quote returns the order statistic of the finished cases of the group.
func (Order) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	a := forecast.Conformal{Uncorrected: true}.Quote(h, q)
	a.Basis = "order"
	return a
}

// Fixed adds the same time to every estimate, or promises that time where there is no
// estimate. It has no guarantee and ignores the history, except that
// [forecast.History.Judge] fills in Level and Reachable of the quote.
//
// Pitfall: one pad is too long for short cases and too short for long ones, and does
// not change when the desk slows down.
type Fixed struct {
	// Add is the time to add. Defaults to 0; a negative one counts as 0.
	Add time.Duration `json:"add,omitzero"`
}

// Quote returns the estimate plus the fixed time.
func (f Fixed) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	a := h.Judge(q, amount.Add(q.Estimate, f.Add))
	a.Basis = "fixed"
	return a
}

// Percent adds a percentage to the estimate. It has no guarantee; Level and Reachable
// are those of [forecast.History.Judge]. Without an estimate the quote is refused.
//
// Pitfall: the same percentage is too much for long cases and too little for short
// ones; AtLeast helps with the latter.
//
// Source: a buffer of half of the estimate is from Goldratt, Critical Chain (1997);
// that it is too long for long work, from Herroelen and Leus, Journal of Operations
// Management 19 (2001).
type Percent struct {
	// Percent is the percentage to add: 25 adds a quarter. A negative one counts as 0.
	Percent float64 `json:"percent,omitempty"`
	// AtLeast is the least time to add. Defaults to 0.
	AtLeast time.Duration `json:"at_least,omitzero"`
}

// Quote returns the estimate plus the percentage.
func (p Percent) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	if q.Estimate <= 0 {
		a := h.Judge(q, 0)
		return forecast.Quote{Asked: a.Asked, Basis: "percent", Group: a.Group, N: a.N, Censored: a.Censored, Refused: noEstimate}
	}
	add := time.Duration(min(max(float64(q.Estimate)*p.Percent/100, 0), math.MaxInt64/2))
	a := h.Judge(q, amount.Add(q.Estimate, max(add, p.AtLeast)))
	a.Basis = "percent"
	return a
}

// noEstimate is the reason of a refused quote.
const noEstimate = "there is no estimate to go by"
