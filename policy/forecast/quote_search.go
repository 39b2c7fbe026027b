package forecast

import (
	"math"
	"time"
)

// scale converts between what a curve measures and time.
type scale struct {
	kind     sampleKind
	estimate time.Duration
	floor    time.Duration // the least value of an estimate
}

// time returns the duration of x, rounded up.
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

// x is the inverse of time: the largest x whose duration is at most d.
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

// rank is the rule that converts a level to a share of the sample.
type rank int

const (
	nextCase rank = iota // the next case is finished with that probability: ceil((n+1)p) of n
	ownShare             // the level itself: ceil(np) of n
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

// search looks for a time that is honest at a level in the curves of a case, the finest
// first.
type search struct {
	rank  rank
	level float64 // asked for, or the best that is within reach

	due   int64 // the least time found that is honest at the level
	curve Curve // the curve of due
	found bool

	bestLevel float64 // the highest level of a curve without such a time
	bestDue   int64
	bestCurve Curve

	minDue     int64 // the least time by the finer curves
	outOfReach bool  // a curve has too few finished cases for the level asked for
}

// try searches the next curve and reports whether to continue. If enough of its cases
// are finished, but they are too few for the level before the longest of them, the
// search continues, and the due is at least that longest case and at least the curve's
// own quantile of the level. If too few of its cases are finished, the level is
// unreachable, whatever the later curves are.
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

// quote returns the quote from the curves of a sample.
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

// refuse returns a quote without a time and the reason.
func (q *Query) refuse(basis string, h History, kind sampleKind, why string) Quote {
	c := h.curve(q.Fields, q.At, kind, 0, 0)
	a := Quote{Asked: q.level(), Basis: basis, Group: c.Group(), Refused: why}
	a.N, a.Censored = c.Count()
	return a
}

// describe returns a quote with the fields that do not depend on the due.
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

// bound applies AtLeast and AtMost, and limits the earlier times to the due.
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
