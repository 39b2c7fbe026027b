package forecast

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// A Question asks what to promise for a case.
type Question struct {
	// Fields are what is known of the case.
	Fields policy.Fields
	// At is when the promise is made; only what was known then counts.
	At time.Time
	// Level is how often it must be kept, more than 0 and less than 1. Defaults
	// to 0.95.
	Level float64
	// Internal is the level of the internal target. Defaults to 1-3(1-Level), at
	// least 0.5: 0.85 for 0.95.
	Internal float64
	// AtLeast and AtMost bound what is promised (floor, cap). They default to no
	// bound.
	AtLeast, AtMost time.Duration
	// Estimate is what somebody says that it will take, for the quoters that mend
	// or pad estimates. Defaults to none.
	Estimate time.Duration
}

// A Quote is an answer: a time that will be kept as often as its level says, or
// that there is none. Its durations are in the promise's own clock; [Quote.Times]
// and [Quote.Terms] put them on a calendar. The zero Quote promises nothing.
type Quote struct {
	// Due is what to tell the customer and Internal what the team should aim
	// for: a lower quantile of the same distribution, never after Due.
	Due, Internal time.Duration
	// Likely is by when half of such cases are done and Optimistic by when one in
	// five is; 0 where history does not get there.
	Likely, Optimistic time.Duration
	// Level is how often Due is kept: the level asked for; less if it was capped
	// or cannot be reached, more if it was raised.
	Level float64
	// Asked is the level asked for.
	Asked float64
	// Basis names the quoter ("survival"), Group the cases ("type=Graffiti").
	Basis, Group string
	// N is how many cases of the group it rests on, Censored how many of those
	// were open or ended without being finished.
	N, Censored int
	// Reachable says that there is a time that is honest at the level asked for.
	// If not, Due and Level are the best that can be had, for the host to offer as
	// what they are; both are 0 if there is nothing.
	Reachable bool
	// Capped says that AtMost cut Due, and the level with it, Raised that AtLeast
	// lengthened it.
	Capped, Raised bool
}

const (
	usualLevel      = 0.95
	likelyLevel     = 0.5
	optimisticLevel = 0.2
)

// level returns the level asked for.
func (q *Question) level() float64 {
	if !(q.Level > 0) {
		return usualLevel
	}
	return q.Level
}

// internal returns the level of the internal target.
func (q *Question) internal() float64 {
	if q.Internal > 0 {
		return q.Internal
	}
	return max(0.5, 1-3*(1-q.level()))
}

// A scale turns what a curve measures into time.
type scale struct {
	kind     sample
	estimate time.Duration
	floor    time.Duration // the least that an estimate counts as
}

// time returns the duration that x stands for, rounded up.
func (s scale) time(x int64) time.Duration {
	switch s.kind {
	case sampleRatio:
		return time.Duration(math.Ceil(min(float64(x)/ratioUnit*float64(s.estimate), math.MaxInt64/2)))
	case sampleResidual:
		return max(0, time.Duration(x)+s.estimate)
	default:
		return time.Duration(x)
	}
}

// x is the other way round: the largest x that is no longer than d.
func (s scale) x(d time.Duration) int64 {
	switch s.kind {
	case sampleRatio:
		return int64(min(float64(d)/float64(s.estimate)*ratioUnit, math.MaxInt64/2))
	case sampleResidual:
		return int64(d - s.estimate)
	default:
		return int64(d)
	}
}

// A rank says how a level becomes a share of the sample.
type rank int

const (
	nextCase rank = iota // so that the next case is: ceil((n+1)p) of n
	asIs                 // the share itself: ceil(np) of n
)

func (r rank) needed(c *Curve, p float64) float64 {
	if r == asIs {
		return p
	}
	return c.needed(p)
}

func (r rank) honest(c *Curve, share float64) float64 {
	if r == asIs {
		return share
	}
	return c.honest(share)
}

// quote answers from the curves of a sample, the finest first. One whose cases are
// finished often enough, but are too few to be sure, asks the next; then it promises
// no less than what its own have taken. One whose cases are not finished often
// enough says that the level is out of reach, whatever the next ones say.
func (q *Question) quote(basis string, h History, kind sample, r rank, s scale) Quote {
	level, reachable := q.level(), true
	var c Curve
	longest, best, found := int64(math.MinInt64), 0.0, false
	for next := h.curve(q.Fields, q.At, kind, s.floor, 0); next.used > 0; next = h.curve(q.Fields, q.At, kind, s.floor, c.line+1) {
		c = next
		low, last := c.least()
		if x, ok := c.reach(r.needed(&c, level)); ok {
			longest, found = max(longest, x), true
			break
		}
		if low < 1-tolerance {
			longest, best = max(longest, last), max(best, r.honest(&c, 1-low))
		}
		if 1-low < level-tolerance {
			level, reachable = 1-low, false
		}
	}
	a := q.describe(basis, &c, s)
	a.Level, a.Reachable = min(a.Asked, best), found && reachable
	if found && (reachable || level > a.Level) {
		a.Level = level
	}
	if a.Level > tolerance {
		a.Due = s.time(longest)
	} else {
		a.Level, a.Reachable = 0, false
	}
	return q.bound(a, &c, r, s)
}

// promise answers with a time that does not come from the curve, which only says
// how honest it is.
func (q *Question) promise(basis string, c *Curve, due time.Duration) Quote {
	a := q.describe(basis, c, scale{})
	a.Due, a.Level = due, nextCase.honest(c, 1-c.after(int64(due)))
	a.Reachable = c.used > 0 && a.Level >= a.Asked-tolerance
	return q.bound(a, c, nextCase, scale{})
}

// describe fills in what does not depend on the time that is promised.
func (q *Question) describe(basis string, c *Curve, s scale) Quote {
	a := Quote{Asked: q.level(), Basis: basis, Group: c.Group()}
	a.N, a.Censored = c.Count()
	if x, ok := c.reach(likelyLevel); ok {
		a.Likely = s.time(x)
	}
	if x, ok := c.reach(optimisticLevel); ok {
		a.Optimistic = s.time(x)
	}
	if x, ok := c.reach(q.internal()); ok {
		a.Internal = s.time(x)
	}
	return a
}

// bound applies AtLeast and AtMost, and puts the earlier times before the due.
func (q *Question) bound(a Quote, c *Curve, r rank, s scale) Quote {
	if q.AtLeast > a.Due && (a.Due > 0 || a.Level > 0) {
		a.Due, a.Raised = q.AtLeast, true
	}
	if q.AtMost > 0 && a.Due > q.AtMost {
		a.Due, a.Capped = q.AtMost, true
	}
	if a.Raised || a.Capped {
		a.Level = r.honest(c, 1-c.after(s.x(a.Due)))
	}
	if a.Internal == 0 || a.Internal > a.Due {
		a.Internal = a.Due
	}
	a.Likely, a.Optimistic = min(a.Likely, a.Due), min(a.Optimistic, a.Due)
	return a
}
