// Package queue guesses how long the next one in a queue will wait, and quotes a
// time that is kept as often as its level says.
//
//	wait := queue.Length{Ahead: 7, Servers: 3, Service: 9 * time.Minute}
//	q := wait.Quote(history, forecast.Query{At: now, Level: 0.9})
//
// # Guess and pad
//
// A guess is a mean, not a promise: many waits are longer. So each quoter
// adds a pad to its guess, which is the k-th smallest of n residuals, k = ceil((n+1)p):
// what waits that are over turned out to be, less what had been guessed for them. It
// can be less than nothing. That is split conformal prediction, by
// [forecast.Recalibrated] with Additive and Conformal, in the groups and the window of
// the history; a group with fewer than p/(1-p) residuals asks the next.
//
// History learns from cases that were opened when somebody came and finished when they
// were served, whose Estimate is the guess made when they came. So store
// [Length.Wait] with each, and give every way of guessing its own history.
//
// # Guarantee
//
// If the residual of the next wait is like those of the past in random order, it is
// kept with probability at least p and, without ties, at most p+1/(n+1). In a queue it
// is so in the long run, over quiet and busy hours alike: within a busy hour less is
// kept, because residuals follow each other. A guess that sees what is going on makes
// that smaller. Group by what a busy hour is like (the hour of the day) where it
// matters.
//
// # Pitfalls
//
// Who is waiting still is not in it. Waits are short beside a window of weeks, so that
// is little; a queue that stands still is another matter, and [HeadOfLine] alone sees
// it. Who leaves unserved is not in it either: the promise is for those who stay.
//
// Quoters are plain values, safe for concurrent use. Times are in the clock of the
// history.
//
// Source: Ibrahim and Whitt, Real-time delay estimation based on delay history, M&SOM
// 11 (2009), for the guesses; Vovk, Gammerman and Shafer, Algorithmic Learning in a
// Random World (2005), for the pad.
package queue

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy/forecast"
)

// Length guesses from the length of the queue: (ahead+1) services shared by all who
// serve. It knows how busy it is now.
//
// Pitfall: it fails where people leave, so say how many do; where service is slower
// than it was; and where someone is free, because then the wait is nothing.
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
func (l Length) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	return padded("queue length", l.Wait(), h, q)
}

// LastEntered guesses that the next one waits as long as the last who was served
// did (last to enter service). It needs nothing but that.
//
// Pitfall: it tells how things stood when that one came, and lags where load changes
// within a wait; and it does not see a queue that stands still.
type LastEntered struct {
	// Waited is how long that was.
	Waited time.Duration
}

// Wait returns the guess, at least a nanosecond.
func (l LastEntered) Wait() time.Duration { return max(l.Waited, 1) }

// Quote answers with the guess and its pad.
func (l LastEntered) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	return padded("last entered", l.Wait(), h, q)
}

// HeadOfLine guesses that the next one waits as long as the first in line has
// waited by now. It sees a queue that stands still, which [LastEntered] does not.
//
// Pitfall: it lags as that does; and it says nothing while nobody waits.
type HeadOfLine struct {
	// Waiting is how long that is.
	Waiting time.Duration
}

// Wait returns the guess, at least a nanosecond.
func (l HeadOfLine) Wait() time.Duration { return max(l.Waiting, 1) }

// Quote answers with the guess and its pad.
func (l HeadOfLine) Quote(h forecast.History, q forecast.Query) forecast.Quote {
	return padded("head of line", l.Wait(), h, q)
}

func padded(basis string, wait time.Duration, h forecast.History, q forecast.Query) forecast.Quote {
	q.Estimate = wait
	a := forecast.Recalibrated{Additive: true, Conformal: true}.Quote(h, q)
	a.Basis = basis
	return a
}
