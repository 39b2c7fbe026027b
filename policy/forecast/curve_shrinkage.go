package forecast

import (
	"math"
	"sync"
	"sync/atomic"
)

// A blend is the curve of a group that leans on the prior one: its cases and some
// that are lent by the prior, which go on as that curve says. At every age the share
// of open cases that is finished then is that of both kinds, as far as each was
// watched that long. So where the group was watched it speaks for itself, and past
// that the prior one speaks alone. Without open cases it is the mixture of both
// curves by their numbers. A blend is immutable.
//
// Source: Susarla and Van Ryzin, JASA 71 (1976), the prior curve being the prior and
// what is lent its weight; save that what is lent is lost from sight where the cases
// of the prior group were.
type shrunkCurve struct {
	own         *groupCurve
	prior       *shrunkCurve // nil: it leans on nothing
	priorWeight float64      // how many cases the prior one lends
	hazardRatio float64      // how fast those are finished, beside those of the prior group

	open     []float64 // the share still open after each step of the group
	segments []segment // of which there is one before each step, and one behind the last
}

// A leaning is how a blend goes on after a step of its group.
type segment struct {
	own, prior float64 // how many are watched
	priorOpen  float64 // the share that the prior curve had open at the step
}

// left returns what is left of what was open at the step, where the prior curve has
// come down to a share.
func (l segment) openAt(to float64) float64 {
	if l.prior <= 0 {
		return 1
	}
	return (l.own + l.prior*to/l.priorOpen) / (l.own + l.prior)
}

// blendOf makes the curve of a group that leans on the prior.
func shrink(own *groupCurve, prior *shrunkCurve, weight, ratio float64) *shrunkCurve {
	if prior == nil || weight <= 0 {
		return &shrunkCurve{own: own, open: own.open}
	}
	b := &shrunkCurve{own: own, prior: prior, priorWeight: weight, hazardRatio: ratio, open: make([]float64, len(own.times)), segments: make([]segment, len(own.times)+1)}
	share, seg := 1.0, segment{own.atRiskAt(0), weight, 1}
	for i, x := range own.times {
		b.segments[i] = seg
		to, done := b.priorOpen(x), seg.own*hazard(own.openAfter(i), own.open[i])
		share *= max(0, seg.openAt(to)-done/(seg.own+seg.prior))
		b.open[i], seg = share, segment{own.atRiskAt(i + 1), b.priorAtRisk(x), to}
		if to <= 0 {
			seg.prior = 0
		}
	}
	b.segments[len(own.times)] = seg
	return b
}

// byChance is the strangeness that one group in twenty has of those that are like the
// prior.
const chiSquareLimit = 3.84

// beside returns how many cases of the group were finished, and how many would have
// been if each, for as long as it was watched, had gone as the prior curve says.
func (c *groupCurve) observedAndExpected(prior *shrunkCurve) (finished, expected float64) {
	from := 1.0
	for i, x := range c.times {
		n, to := c.atRiskAt(i), prior.openAfter(x)
		finished += n * hazard(c.openAfter(i), c.open[i])
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

// trust returns how many cases the prior curve lends to the group, of those that it
// lends on the average, and how fast they go beside it. A group of which more or fewer
// cases are finished than the prior curve would have, by the one-sample log-rank test
// (Woolson, Biometrics 37, 1981), is lent the fewer the less chance explains it. What it
// is lent goes at its own ratio, as far as that is known: finished over expected cases,
// each plus those that are lent (the mean of a gamma-distributed frailty).
func (c *groupCurve) ownPrior(prior *shrunkCurve, average float64) (weight, ratio float64) {
	finished, expected := c.observedAndExpected(prior)
	if expected <= 0 {
		return average, 1
	}
	chiSquare := (finished - expected) * (finished - expected) / expected
	weight = average * math.Exp(-max(0, chiSquare-chiSquareLimit)/2)
	return weight, (finished + weight) / (expected + weight)
}

// fall returns which share of what was open is finished.
func hazard(before, after float64) float64 {
	if before <= 0 {
		return 0
	}
	return 1 - after/before
}

// lent returns how many of the cases that are lent are watched for longer than x.
func (b *shrunkCurve) priorAtRisk(x int64) float64 {
	return b.priorWeight * b.prior.atRiskAfter(x) / b.prior.atRiskAfter(math.MinInt64)
}

// after returns the share still open after x.
func (b *shrunkCurve) openAfter(x int64) float64 {
	i := countUpTo(b.own.times, x)
	share := 1.0
	if i > 0 {
		share = b.open[i-1]
	}
	if b.prior == nil || share <= 0 || b.segments[i].prior <= 0 {
		return share
	}
	return share * b.segments[i].openAt(b.priorOpen(x))
}

// ofNext returns the share of what is lent that would be open after x.
func (b *shrunkCurve) priorOpen(x int64) float64 {
	open := b.prior.openAfter(x)
	if b.hazardRatio != 1 {
		open = math.Pow(open, b.hazardRatio)
	}
	return open
}

// watched returns how many cases, faded, speak for the curve after x, those that are
// lent included.
func (b *shrunkCurve) atRiskAfter(x int64) float64 {
	n := b.own.atRiskAfter(x)
	if b.prior != nil {
		n += b.priorAtRisk(x)
	}
	return n
}

// reach returns the first time after which no more than a share is open. Only at a
// step of one of the groups can that be: the steps of this one tell between which
// of the prior it is.
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

// least returns the smallest share still open, and the first time after which it is
// that.
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

// times returns the steps of all its groups, in no order.
func (b *shrunkCurve) times() (times []int64) {
	for seg := b; seg != nil; seg = seg.prior {
		times = append(times, seg.own.times...)
	}
	return times
}

// blends are the curves in which a group leans on others: few, since what it leans on
// hangs on its own fields, or on those of the case.
type derivedCurves struct {
	mu         sync.Mutex
	list       map[derivedKey]*shrunkCurve
	referenced atomic.Bool // the group was asked again

	// Of the shelf, and guarded by it.
	cached bool
	size   int // how many it counts as, those of the group included
}

// leaningOn is what a group leans on, and how much groups of its line do.
type derivedKey struct {
	prior  *shrunkCurve
	weight float64
}

// leaning returns the blend of a group with the prior curve. Where the spread says how
// much groups lean on it, this one is asked too. The store must be locked for reading.
func (s *store) shrunk(own *groupCurve, prior *shrunkCurve, weight float64) *shrunkCurve {
	if weight <= 0 {
		prior, weight = nil, 0
	}
	key := derivedKey{prior, weight}
	own.derived.mu.Lock()
	defer own.derived.mu.Unlock()
	if b := own.derived.list[key]; b != nil {
		return b
	}
	ratio := 1.0
	if prior != nil && s.config.PriorWeight == 0 {
		weight, ratio = own.ownPrior(prior, weight)
	}
	b := shrink(own, prior, weight, ratio)
	if own.derived.list == nil {
		own.derived.list = map[derivedKey]*shrunkCurve{}
	}
	own.derived.list[key] = b
	if prior != nil {
		s.addSize(own, len(b.segments))
	}
	return b
}
