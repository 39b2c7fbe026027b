package forecast

import (
	"math"
	"time"
)

// A Quoter says how long to promise. Quoters are small values; those that choose a
// level, like [Newsvendor] and [Adaptive], ask another one at that level.
type Quoter interface {
	Quote(h History, q Question) Quote
}

// Survival is the default quoter: the first age by which Kaplan and Meier's curve
// over everything that was opened, open cases censored, falls to 1-p', with p' =
// ceil((n+1)p)/n. Where cases fade, or a group leans on its parent, n is how many equal
// cases they are worth (Kish 1965), and p' = (n+1)p/n.
//
// Where p' lies past the longest of a group's own cases they are too few to be sure.
// Then its parent is asked for p, and the quote is that, but no less than the group's
// own longest, nor than its own p, nor more than its own p': of n cases that are slower
// than their parent's the longest is kept n/(n+1). A group of which too many are never
// finished has no honest time, whatever its parent says.
//
// Without censored cases, fading and parents it is [Conformal] and has its
// guarantee. With them it has none: published conformal survival methods bound
// times from below, not from above. It is right as far as cases that are still open
// go on like others did at their age; cases that are withdrawn because they are
// slow make it too short. So does a desk that slows down, as the past is all that it
// knows: of 95 % it keeps 94.1 where times grow by half within 300 days, and 92.4
// where they treble. [Adaptive] keeps 95.0 and 94.8 there.
//
// Source: Kaplan and Meier, JASA 53 (1958).
type Survival struct{}

// Quote answers from the survival curve of the case's group.
func (Survival) Quote(h History, q Question) Quote {
	return q.quote("survival", h, sampleAll, nextCase, scale{})
}

// Conformal is split conformal prediction in groups (Mondrian): the k-th shortest
// of the finished cases, k = ceil((n+1)p). A group with fewer than p/(1-p) of them
// asks the next, and promises no less than its own longest; after the last it
// refuses. A group with fewer than the history's Least is not asked if there is a
// next one.
//
// If the next case is like those of the group that answers ([Quote.Group]) in random
// order, the promise is kept with probability at least p and, without ties and where no
// other group was asked before, at most p+1/(n+1). A case of a group that is too small
// is not like those of the one that answers for it: for that one as a whole it holds.
// Finished cases are not in random order while slow ones are still open: on a growing
// or slowing desk it promises too little. Fading is off, so that ranks are exact:
// bound the past by the history's Window.
//
// Source: Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World (2005).
type Conformal struct{}

// Quote answers with a finished case of the group.
func (Conformal) Quote(h History, q Question) Quote {
	return q.quote("conformal", h, sampleFinished, nextCase, scale{})
}

// Order is the order statistic (percentile, service level expectation): the k-th
// shortest of the finished cases, k = ceil(np), never interpolated.
//
// It has no guarantee: the share of the past is not that of the next case, least so in
// small groups, where of 20 cases its 95 % is kept 90 % of the time; and it leaves out
// what is still open. It is there to be compared with.
//
// Source: Hyndman and Fan, The American Statistician 50 (1996), definition 1.
type Order struct{}

// Quote answers with a finished case of the group.
func (Order) Quote(h History, q Question) Quote {
	return q.quote("order", h, sampleFinished, asIs, scale{})
}

// Recalibrated mends somebody's estimate by what became of such estimates: it
// promises q times the estimate, where q is the quantile of actual time over
// estimate by the rule of [Survival]; or, if Additive, the estimate plus the
// quantile of actual time less estimate. History learns from [Case.Estimate], the
// promise from [Question.Estimate]; without one there is nothing to promise.
//
// The ratio fits times with heavy tails, the difference those that are off by
// about as much whether long or short, like waits in a queue. Ratios explode where
// estimates are tiny: hence the floor. The guarantee is that of Survival, or of
// [Conformal] where it is asked to be.
//
// Source: Romano, Patterson and Candes, Conformalized quantile regression (2019),
// one-sided.
type Recalibrated struct {
	// Additive learns the difference instead of the ratio.
	Additive bool
	// Conformal goes by the rule of [Conformal] instead: finished cases only, all
	// alike, by exact ranks.
	Conformal bool
	// Floor is the least that an estimate counts as. Defaults to none.
	Floor time.Duration
}

// Quote answers with the estimate, mended.
func (r Recalibrated) Quote(h History, q Question) Quote {
	measured, kind := sampleRatio, sampleRatio
	if r.Additive {
		measured, kind = sampleResidual, sampleResidual
	}
	if r.Conformal {
		kind = kind.exactly()
	}
	if q.Estimate <= 0 {
		return q.refuse("recalibrated", h, kind, noEstimate)
	}
	return q.quote("recalibrated", h, kind, nextCase, scale{measured, max(q.Estimate, r.Floor), r.Floor})
}

// Fixed promises the estimate plus the same time for everybody, or without an
// estimate that time, as is the custom. It has no guarantee, and does not look at
// history, which only says how honest it is: Level is what Survival's curve gives to
// it, and Reachable whether that is the level asked for.
//
// Pitfall: one pad is too long for short cases and too short for long ones, and stays
// as it is when the desk slows down.
type Fixed struct {
	Add time.Duration
}

// Quote answers with the fixed time.
func (f Fixed) Quote(h History, q Question) Quote {
	c := h.curve(q.Fields, q.At, sampleAll, 0, 0)
	return q.promise("fixed", &c, addTime(q.Estimate, f.Add))
}

// Percent promises the estimate plus a share of it: 25 adds a quarter. Its Level is
// found as that of [Fixed], and it has no guarantee either. Pitfall: the same share is
// too much for long cases and too little for short ones; hence AtLeast.
//
// Source: half of an estimate as a buffer is Goldratt's, Critical Chain (1997); that it
// is too long for long work, Herroelen and Leus, Journal of Operations Management 19
// (2001).
type Percent struct {
	// Percent is what is added to the estimate.
	Percent float64
	// AtLeast is the least that is added. Defaults to nothing.
	AtLeast time.Duration
}

// Quote answers with the estimate, padded.
func (p Percent) Quote(h History, q Question) Quote {
	if q.Estimate <= 0 {
		return q.refuse("percent", h, sampleAll, noEstimate)
	}
	c := h.curve(q.Fields, q.At, sampleAll, 0, 0)
	add := time.Duration(min(max(float64(q.Estimate)*p.Percent/100, 0), math.MaxInt64/2))
	return q.promise("percent", &c, addTime(q.Estimate, max(add, p.AtLeast)))
}

// noEstimate refuses to mend or pad what is not there.
const noEstimate = "there is no estimate to go by"

// addTime adds two durations, and stops at the longest there is.
func addTime(a, b time.Duration) time.Duration {
	a, b = max(a, 0), max(b, 0)
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
