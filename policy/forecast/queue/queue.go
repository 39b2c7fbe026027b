// Package queue guesses how long the next one in a queue will wait, and quotes a
// time that is kept as often as its level says.
//
//	wait := queue.Length{Ahead: 7, Servers: 3, Service: 9 * time.Minute}
//	q := wait.Quote(history, forecast.Question{At: now, Level: 0.9})
//
// A guess is a mean, not a promise. So each quoter adds a pad: the quantile of what
// waits turned out to be, less what was guessed for them, by
// [forecast.Recalibrated]. History learns it from cases whose Estimate is the guess
// made when they came, so store [Length.Wait] with each.
//
// Quoters are plain values, safe for concurrent use. Times are in the clock of the
// history.
package queue

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy/forecast"
)

// Length guesses from the length of the queue: (n+1) services shared by all who
// serve. It knows how busy it is now, and fails where people leave: say how many do.
//
// Source: Ibrahim and Whitt, Real-time delay estimation based on delay history,
// M&SOM 11 (2009).
type Length struct {
	// Ahead is how many wait already.
	Ahead int
	// Servers is how many serve. Defaults to 1.
	Servers int
	// Service is how long one takes with one of them.
	Service time.Duration
	// Leaving is the share of those waiting that leave unserved. Defaults to
	// nobody; 1 or more counts as nobody ahead.
	Leaving float64
}

// Wait returns the guess, at least a nanosecond.
func (l Length) Wait() time.Duration {
	ahead := float64(max(l.Ahead, 0)) * (1 - min(max(l.Leaving, 0), 1))
	wait := (ahead + 1) * float64(max(l.Service, 0)) / float64(max(l.Servers, 1))
	return time.Duration(min(max(wait, 1), math.MaxInt64/2))
}

// Quote answers with the guess and its pad.
func (l Length) Quote(h forecast.History, q forecast.Question) forecast.Quote {
	return padded("queue length", l.Wait(), h, q)
}

// LastEntered guesses that the next one waits as long as the last who was served
// did (last to enter service). It needs nothing but that, and lags where load
// changes within a wait.
//
// Source: as for [Length].
type LastEntered struct {
	// Waited is how long that was.
	Waited time.Duration
}

// Wait returns the guess, at least a nanosecond.
func (l LastEntered) Wait() time.Duration { return max(l.Waited, 1) }

// Quote answers with the guess and its pad.
func (l LastEntered) Quote(h forecast.History, q forecast.Question) forecast.Quote {
	return padded("last entered", l.Wait(), h, q)
}

// HeadOfLine guesses that the next one waits as long as the first in line has
// waited by now. It sees a queue that stands still, which [LastEntered] does not,
// and lags as that does.
//
// Source: as for [Length].
type HeadOfLine struct {
	// Waiting is how long that is.
	Waiting time.Duration
}

// Wait returns the guess, at least a nanosecond.
func (l HeadOfLine) Wait() time.Duration { return max(l.Waiting, 1) }

// Quote answers with the guess and its pad.
func (l HeadOfLine) Quote(h forecast.History, q forecast.Question) forecast.Quote {
	return padded("head of line", l.Wait(), h, q)
}

func padded(basis string, wait time.Duration, h forecast.History, q forecast.Question) forecast.Quote {
	q.Estimate = wait
	a := forecast.Recalibrated{Additive: true}.Quote(h, q)
	a.Basis = basis
	return a
}
