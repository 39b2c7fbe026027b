// Package queue estimates how long the next customer in a queue will wait, and quotes a
// time that is kept as often as its level states.
//
//	wait := queue.Length{Ahead: 7, Servers: 3, Service: 9 * time.Minute}
//	q := wait.Quote(history, forecast.Query{At: now, Level: 0.9})
//
// # Estimate and pad
//
// An estimate is a mean, so many waits are longer. Each method therefore adds a pad to its
// estimate: the k-th smallest of n residuals, k = ceil((n+1)p), where a residual is a past
// wait minus its estimate. The pad can be negative. This is split conformal prediction, by
// [forecast.Recalibrated] with Additive and Conformal, in the groups and the window of
// the history. A group with fewer than p/(1-p) residuals uses the next group.
//
// The records of the history are opened when somebody arrived and finished when they were
// served; their Estimate is the one made at the arrival. So store [Length.Wait] with each,
// and use a separate history for each method of this package.
//
// # Guarantee
//
// If the residual of the next wait is exchangeable with those of the past, the quote is
// kept with probability at least p and, without ties, at most p+1/(n+1). In a queue this
// holds in the long run, over quiet and busy hours together. Within a busy hour fewer
// quotes are kept, because consecutive residuals are correlated. An estimate that uses the
// present state of the queue has smaller residuals. Group by what distinguishes busy hours
// (the hour of the day) where it matters.
//
// # Pitfalls
//
// Customers who are still waiting are not in the history. That matters little if waits are
// short beside a window of weeks, but not if the queue stands still; only [HeadOfLine]
// accounts for that. Customers who leave unserved are not in it either: the quote is for those who
// stay.
//
// Methods are plain values, safe for concurrent use. Times are in the clock of the history.
//
// Source: Ibrahim and Whitt, Real-time delay estimation based on delay history, M&SOM
// 11 (2009), for the estimates; Vovk, Gammerman and Shafer, Algorithmic Learning in a
// Random World (2005), for the pad.
package queue

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy/forecast"
)

// Length estimates the wait from the length of the queue: (ahead+1) service times,
// divided by the number of servers. It uses the present state of the queue.
//
// Pitfall: it is wrong if customers leave (set Leaving), if service becomes slower, or
// if a server is free, because then there is no wait.
type Length struct {
	// Ahead is the number of customers who are already waiting. A negative one counts
	// as 0.
	Ahead int `json:"ahead,omitempty"`
	// Servers is the number of servers. Defaults to 1.
	Servers int `json:"servers,omitempty"`
	// Service is the mean service time of one customer.
	Service time.Duration `json:"service,omitzero"`
	// Leaving is the share of the waiting customers who leave unserved, from 0 to 1.
	// Defaults to 0.
	Leaving float64 `json:"leaving,omitempty"`
}

// Wait returns the estimate, at least a nanosecond.
func (l Length) Wait() time.Duration {
	ahead := float64(max(l.Ahead, 0)) * (1 - min(max(l.Leaving, 0), 1))
	wait := (ahead + 1) * float64(max(l.Service, 0)) / float64(max(l.Servers, 1))
	return time.Duration(min(max(wait, 1), math.MaxInt64/2))
}

// Quote returns the estimate plus its pad.
func (l Length) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	return padded("queue length", l.Wait(), h, q)
}

// LastEntered estimates that the next customer waits as long as the last one who
// entered service did. It needs nothing else.
//
// Pitfall: it is late if the load changes within a wait, and it does not see a queue
// that stands still.
type LastEntered struct {
	// Waited is how long the last customer who entered service waited.
	Waited time.Duration `json:"waited,omitzero"`
}

// Wait returns the estimate, at least a nanosecond.
func (l LastEntered) Wait() time.Duration { return max(l.Waited, 1) }

// Quote returns the estimate plus its pad.
func (l LastEntered) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	return padded("last entered", l.Wait(), h, q)
}

// HeadOfLine estimates that the next customer waits as long as the first in line has
// waited so far. It accounts for a queue that stands still; [LastEntered] does not.
//
// Pitfall: it is late if the load changes within a wait, and it needs a customer in
// line.
type HeadOfLine struct {
	// Waiting is how long the first in line has waited.
	Waiting time.Duration `json:"waiting,omitzero"`
}

// Wait returns the estimate, at least a nanosecond.
func (l HeadOfLine) Wait() time.Duration { return max(l.Waiting, 1) }

// Quote returns the estimate plus its pad.
func (l HeadOfLine) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	return padded("head of line", l.Wait(), h, q)
}

func padded(basis string, wait time.Duration, h forecast.History, q forecast.Query) forecast.Quote {
	q.Estimate = wait
	a := forecast.Recalibrated{Additive: true, Conformal: true}.Quote(h, q)
	a.Basis = basis
	return a
}
