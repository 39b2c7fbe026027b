package forecast

import (
	"math"
	"time"
)

// A scale turns what a curve measures into time.
type scale struct {
	kind     sampleKind
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
	ownShare             // the share itself: ceil(np) of n
)

func (r rank) needed(c *Curve, p float64) float64 {
	if r == ownShare {
		return p
	}
	return c.needed(p)
}

func (r rank) honest(c *Curve, share float64) float64 {
	if r == ownShare {
		return share
	}
	return c.honest(share)
}

// A search goes through the curves of a case, the finest first, for a time that is
// honest at a level.
type search struct {
	rank  rank
	level float64 // that can be had

	due   int64 // honest at the level
	curve Curve // which says so
	found bool

	bestLevel float64 // the highest level that a curve without such a time has
	bestDue   int64
	bestCurve Curve

	minDue     int64 // what finer curves say that it takes at least
	outOfReach bool  // one of them is not finished often enough for the level asked for
}

// look asks the next curve and reports whether to ask on. One whose cases are
// finished often enough, but are too few to be sure before the longest of them,
// asks on, and promises no less than that one, and no less than the level alone
// would be by it. One whose cases are not finished often enough says that the level
// is out of reach, whatever the next ones say.
func (s *search) try(c Curve) (on bool) {
	longest := c.shrunk.own.longest()
	if x, ok := c.reach(s.rank.needed(&c, s.level)); ok {
		if x = max(x, s.minDue); !s.found || x < s.due {
			s.due, s.curve, s.found = x, c, true
		}
		if x <= longest {
			return false
		}
	} else if !s.found {
		low, last := c.lowest()
		if share := s.rank.honest(&c, 1-low); low < 1-tolerance && share > s.bestLevel {
			s.bestLevel, s.bestDue, s.bestCurve = share, max(last, s.minDue), c
		}
		if 1-low < s.level-tolerance {
			s.level, s.outOfReach = 1-low, true
		}
	}
	plain, ok := c.reach(s.level)
	if !ok {
		_, plain = c.lowest()
	}
	s.minDue = max(s.minDue, longest, plain)
	return true
}

// quote answers from the curves of a sample.
func (q *Query) quote(basis string, h History, kind sampleKind, r rank, s scale) Quote {
	found := search{rank: r, level: q.level(), minDue: math.MinInt64}
	first := h.curve(q.Fields, q.At, kind, s.floor, 0)
	for c := first; c.shrunk != nil && found.try(c); {
		c = h.curve(q.Fields, q.At, kind, s.floor, c.line+1)
	}
	a := q.describe(basis, &first, s)
	due, by := found.due, found.curve
	if found.found && (!found.outOfReach || found.level > found.bestLevel) {
		a.Level, a.Reachable = found.level, !found.outOfReach
	} else {
		a.Level = min(a.Asked, found.bestLevel)
		due, by = found.bestDue, found.bestCurve
	}
	if a.Level > tolerance {
		a.Due, a.Group = s.time(due), by.Group()
		a.N, a.Censored = by.Count()
	} else {
		a.Level, a.Reachable = 0, false
	}
	return q.bound(a, &first, r, s)
}

// judge returns the quote for a due that does not come from the curve. The curve gives
// its level.
func (q *Query) judge(basis string, c *Curve, due time.Duration) Quote {
	a := q.describe(basis, c, scale{})
	a.Due, a.Level = due, nextCase.honest(c, 1-c.openAfter(int64(due)))
	a.Reachable = c.shrunk != nil && a.Level >= a.Asked-tolerance
	return q.bound(a, c, nextCase, scale{})
}

// refuse answers that there is nothing to promise, and why.
func (q *Query) refuse(basis string, h History, kind sampleKind, why string) Quote {
	c := h.curve(q.Fields, q.At, kind, 0, 0)
	a := Quote{Asked: q.level(), Basis: basis, Group: c.Group(), Refused: why}
	a.N, a.Censored = c.Count()
	return a
}

// describe fills in what does not depend on the time that is promised.
func (q *Query) describe(basis string, c *Curve, s scale) Quote {
	a := Quote{Asked: q.level(), Basis: basis, Group: c.Group(), Internal: math.MaxInt64}
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
func (q *Query) bound(a Quote, c *Curve, r rank, s scale) Quote {
	honest := a.Due
	if q.AtLeast > a.Due && (a.Due > 0 || a.Level > 0) {
		a.Due, a.Raised = q.AtLeast, true
	}
	if q.AtMost > 0 && a.Due > q.AtMost {
		a.Due, a.Capped = q.AtMost, true
	}
	switch level := r.honest(c, 1-c.openAfter(s.x(a.Due))); {
	case a.Due < honest:
		a.Level = min(a.Level, level)
	case a.Due > honest:
		a.Level = max(a.Level, level)
	}
	a.Internal, a.Likely, a.Optimistic = min(a.Internal, a.Due), min(a.Likely, a.Due), min(a.Optimistic, a.Due)
	return a
}
