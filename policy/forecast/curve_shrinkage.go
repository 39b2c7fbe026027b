package forecast

import (
	"math"
	"sync"
	"sync/atomic"
)

// shrunkCurve is the curve of a group combined with its prior, the curve of the next
// group. The prior counts as a number of cases, the prior weight, that are finished and
// censored as the prior curve implies. At every age the hazard is that of both kinds of
// cases, each by its number at risk. So the group's own cases dominate where there are
// many, and beyond the last of them the prior alone counts. Without censored cases it
// is the mixture of both curves, weighted by their numbers. A shrunkCurve is immutable.
//
// Source: Susarla and Van Ryzin, JASA 71 (1976); but here the cases of the prior are
// censored where those of the next group were.
type shrunkCurve struct {
	own         *groupCurve
	prior       *shrunkCurve // nil if there is none
	priorWeight float64      // number of cases that the prior counts as
	hazardRatio float64      // hazard of the prior's cases over that of the prior curve

	open     []float64 // share still open after each step of the group
	segments []segment // one before each step of the group, and one after the last
}

// segment is the part of a shrunkCurve between two steps of its group.
type segment struct {
	own, prior float64 // numbers at risk
	priorOpen  float64 // share that the prior had open at the start of the segment
}

// remaining returns the share of the cases open at the start of the segment that are
// still open where the prior has the share to open.
func (l segment) remaining(to float64) float64 {
	if l.prior <= 0 {
		return 1
	}
	return (l.own + l.prior*to/l.priorOpen) / (l.own + l.prior)
}

// shrink combines the curve of a group with its prior.
func shrink(own *groupCurve, prior *shrunkCurve, weight, ratio float64) *shrunkCurve {
	if prior == nil || weight <= 0 {
		return &shrunkCurve{own: own, open: own.open}
	}
	b := &shrunkCurve{own: own, prior: prior, priorWeight: weight, hazardRatio: ratio, open: make([]float64, len(own.times)), segments: make([]segment, len(own.times)+1)}
	share, seg := 1.0, segment{own.atRiskAtStep(0), weight, 1}
	for i, x := range own.times {
		b.segments[i] = seg
		to, done := b.priorOpen(x), seg.own*hazard(own.openAfterStep(i), own.open[i])
		share *= max(0, seg.remaining(to)-done/(seg.own+seg.prior))
		b.open[i], seg = share, segment{own.atRiskAtStep(i + 1), b.priorAtRisk(x), to}
		if to <= 0 {
			seg.prior = 0
		}
	}
	b.segments[len(own.times)] = seg
	return b
}

// chiSquareLimit is the 95 % quantile of the chi-square distribution with one degree of
// freedom.
const chiSquareLimit = 3.84

// observedAndExpected returns the number of finished cases of the group, and the number
// that is expected if the prior is the true distribution of all of them.
func (c *groupCurve) observedAndExpected(prior *shrunkCurve) (finished, expected float64) {
	from := 1.0
	for i, x := range c.times {
		n, to := c.atRiskAtStep(i), prior.openAfter(x)
		finished += n * hazard(c.openAfterStep(i), c.open[i])
		switch {
		case to > 0:
			expected += n * math.Log(from/to)
		case from > 0:
			expected += n
		}
		from = to
	}
	return finished, expected
}

// ownPrior returns the weight of the prior for this group, given the average weight of
// its line, and the hazard ratio of the group to the prior. If the observed and
// expected numbers of finished cases differ by the one-sample log-rank test (Woolson,
// Biometrics 37, 1981), the weight is lower. The hazard ratio is observed over expected
// cases, each plus the weight (the mean of a gamma-distributed frailty).
func (c *groupCurve) ownPrior(prior *shrunkCurve, average float64) (weight, ratio float64) {
	finished, expected := c.observedAndExpected(prior)
	if expected <= 0 {
		return average, 1
	}
	chiSquare := (finished - expected) * (finished - expected) / expected
	weight = average * math.Exp(-max(0, chiSquare-chiSquareLimit)/2)
	return weight, (finished + weight) / (expected + weight)
}

// hazard returns the share of the open cases that is finished at a step.
func hazard(before, after float64) float64 {
	if before <= 0 {
		return 0
	}
	return 1 - after/before
}

// priorAtRisk returns the number of the prior's cases at risk after x.
func (b *shrunkCurve) priorAtRisk(x int64) float64 {
	return b.priorWeight * b.prior.atRiskAfter(x) / b.prior.atRiskAfter(math.MinInt64)
}

// openAfter returns the share still open after x.
func (b *shrunkCurve) openAfter(x int64) float64 {
	i := countUpTo(b.own.times, x)
	share := 1.0
	if i > 0 {
		share = b.open[i-1]
	}
	if b.prior == nil || share <= 0 || b.segments[i].prior <= 0 {
		return share
	}
	return share * b.segments[i].remaining(b.priorOpen(x))
}

// priorOpen returns the share of the prior's cases still open after x.
func (b *shrunkCurve) priorOpen(x int64) float64 {
	open := b.prior.openAfter(x)
	if b.hazardRatio != 1 {
		open = math.Pow(open, b.hazardRatio)
	}
	return open
}

// atRiskAfter returns the weighted number at risk after x, those of the prior included.
func (b *shrunkCurve) atRiskAfter(x int64) float64 {
	n := b.own.atRiskAfter(x)
	if b.prior != nil {
		n += b.priorAtRisk(x)
	}
	return n
}

// reach returns the first time after which at most a share is open. Such a time is a
// step of one of the groups. The steps of each group bracket the search in those of its
// prior.
func (b *shrunkCurve) reach(share float64) (x int64, ok bool) {
	low, high := int64(math.MinInt64), int64(math.MaxInt64) // after low it is not, after high it is, or never
	for seg := b; seg != nil; seg = seg.prior {
		at := seg.own.times
		from, to := countUpTo(at, low), countUpTo(at, high)
		for from < to {
			mid := int(uint(from+to) >> 1)
			var open float64
			if seg == b {
				open = b.open[mid]
			} else {
				open = b.openAfter(at[mid])
			}
			if open <= share {
				high, ok, to = at[mid], true, mid
			} else {
				low, from = at[mid], mid+1
			}
		}
	}
	return high, ok
}

// lowest returns the smallest share still open, and the first time after which it is
// reached.
func (b *shrunkCurve) lowest() (share float64, x int64) {
	last := int64(0)
	for seg := b; seg != nil; seg = seg.prior {
		last = max(last, seg.own.longest())
	}
	if share = b.openAfter(last); share >= 1 {
		return 1, 0
	}
	x, _ = b.reach(share + tolerance)
	return share, x
}

// times returns the steps of all its groups, unordered.
func (b *shrunkCurve) times() (times []int64) {
	for seg := b; seg != nil; seg = seg.prior {
		times = append(times, seg.own.times...)
	}
	return times
}

// shrunkCurves are the curves of a group combined with different priors. They are few:
// the priors depend on the fields of the group, or on those of the case.
type shrunkCurves struct {
	mu         sync.Mutex
	list       map[shrunkKey]*shrunkCurve
	referenced atomic.Bool // the curve was used again since it was queued

	// Used by curveCache and guarded by its mutex.
	cached bool
	size   int // in steps, those of the group included
}

// shrunkKey is a prior and its weight.
type shrunkKey struct {
	prior  *shrunkCurve
	weight float64
}

// shrunk returns the curve of a group combined with its prior, from the cache or
// computed. If the configuration gives no weight, the weight is adapted to the group.
// The store must be locked for reading.
func (s *store) shrunk(own *groupCurve, prior *shrunkCurve, weight float64) *shrunkCurve {
	if weight <= 0 {
		prior, weight = nil, 0
	}
	key := shrunkKey{prior, weight}
	own.shrunk.mu.Lock()
	defer own.shrunk.mu.Unlock()
	if b := own.shrunk.list[key]; b != nil {
		return b
	}
	ratio := 1.0
	if prior != nil && s.config.PriorWeight == 0 {
		weight, ratio = own.ownPrior(prior, weight)
	}
	b := shrink(own, prior, weight, ratio)
	if own.shrunk.list == nil {
		own.shrunk.list = map[shrunkKey]*shrunkCurve{}
	}
	own.shrunk.list[key] = b
	if prior != nil {
		s.addSize(own, len(b.segments))
	}
	return b
}
