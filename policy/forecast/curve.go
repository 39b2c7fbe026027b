package forecast

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
)

// A Curve is how long cases take: the share that is still open at each age, by
// Kaplan and Meier (1958), who let an open case count for as long as it has been
// watched. That of a History weighs cases by their age and leans on the parents of a
// group. A Curve is immutable; the zero Curve knows nothing.
type Curve struct {
	shrunk *shrunkCurve
	line   int // of groups
}

// Observe makes a curve from a sample: how long each case took, or its age if it
// is not finished. All weigh the same. What lacks a partner is left out.
func Observe(took []time.Duration, finished []bool) Curve {
	n := min(len(took), len(finished))
	values := make([]value, n)
	for i := range values {
		values[i] = value{x: int64(took[i]), finished: finished[i]}
	}
	return Curve{shrunk: shrink(kaplanMeier(values, 0, -1), nil, 0, 1)}
}

// Group names whose curve it is: "type=Graffiti", "priority=3, category=55", or
// "all"; empty if there is none.
func (c Curve) Group() string {
	if c.shrunk == nil {
		return ""
	}
	return c.shrunk.own.name
}

// Count returns how many cases the group has, and how many of them were censored:
// still open, or ended without being finished.
func (c Curve) Count() (n, censored int) {
	if c.shrunk == nil {
		return 0, 0
	}
	return c.shrunk.own.cases, c.shrunk.own.censored
}

// Open returns the share of cases that are still open after an age; 1 before any
// is finished. Beyond what was watched it stays where it was.
func (c Curve) Open(age time.Duration) float64 { return c.openAfter(int64(age)) }

// Quantile returns the first age by which the share p is finished, which is always
// one at which a case was. ok is false if the curve never gets there.
func (c Curve) Quantile(p float64) (age time.Duration, ok bool) {
	x, ok := c.reach(p)
	return time.Duration(x), ok
}

// Best returns the highest share that is ever finished, and by when.
func (c Curve) Best() (p float64, age time.Duration) {
	low, x := c.lowest()
	return 1 - low, time.Duration(x)
}

// tolerance is how far rounding may take a share from where it is.
const tolerance = amount.Tolerance

func (c *Curve) openAfter(x int64) float64 {
	if c.shrunk == nil {
		return 1
	}
	return c.shrunk.openAfter(x)
}

// reach returns the first time after which the share p is finished.
func (c *Curve) reach(p float64) (x int64, ok bool) {
	if c.shrunk == nil || math.IsNaN(p) {
		return 0, false
	}
	if x, ok = c.shrunk.reach(1 - p + tolerance); !ok {
		return 0, false
	}
	return x, true
}

// least returns the smallest share still open, and the first time after which it
// is that.
func (c *Curve) lowest() (share float64, x int64) {
	if c.shrunk == nil {
		return 1, 0
	}
	return c.shrunk.lowest()
}

// weight returns how many cases stand behind the curve, those lent by a parent
// included.
func (c *Curve) effectiveSize() float64 {
	if c.shrunk == nil {
		return 0
	}
	n := c.shrunk.own.effectiveSize
	if c.shrunk.prior != nil {
		n += min(c.shrunk.priorWeight, c.shrunk.prior.own.effectiveSize)
	}
	return n
}

// even reports whether it is the curve of one group whose cases all weigh the same,
// so that ranks are whole numbers.
func (c *Curve) exactRanks() bool {
	return c.shrunk != nil && c.shrunk.prior == nil && c.shrunk.own.equalWeights
}

// needed returns the share of the sample that must be finished so that the parent
// case is, with probability p: the rank ceil((n+1)p) of n.
func (c *Curve) needed(p float64) float64 {
	n := c.effectiveSize()
	if n <= 0 {
		return math.Inf(1)
	}
	if c.exactRanks() {
		return math.Ceil((n+1)*p-tolerance) / n
	}
	return (n + 1) * p / n
}

// honest returns the level that a share of the sample stands for: the largest p
// with needed(p) <= share.
func (c *Curve) honest(share float64) float64 {
	n := c.effectiveSize()
	if n <= 0 || share <= 0 {
		return 0
	}
	if c.exactRanks() {
		share = math.Floor(n*share+tolerance) / n
	}
	return n * share / (n + 1)
}

// curve returns the curve of a sample for a case, as known at t: that of the first
// line of groups, from one on, with enough cases, leaning on those that follow; if
// none has enough, that of the last that has any.
func (h History) curve(fields policy.Fields, t time.Time, kind sampleKind, floor time.Duration, from int) Curve {
	if h.store == nil {
		return Curve{}
	}
	h.store.mu.RLock()
	defer h.store.mu.RUnlock()
	var groups [maxGroups]*group
	for line := from; line < len(h.store.config.Groups); line++ {
		groups[line] = h.store.find(line, fields)
	}
	return h.curveIn(groups, t, kind, floor, from)
}

// curveIn is curve for the groups that a case is in, nil where it is in none. The
// store must be locked for reading.
func (h History) curveIn(groups [maxGroups]*group, t time.Time, kind sampleKind, floor time.Duration, from int) Curve {
	s := h.store
	asOf := s.config.asOf(t)
	var chain [maxGroups]*groupCurve
	var lines [maxGroups]int
	used := 0
	for line := from; line < len(s.config.Groups); line++ {
		if groups[line] == nil {
			continue
		}
		own := s.groupCurve(groups[line], h.n, asOf, kind, floor)
		enough := own.cases >= s.config.Least
		if enough || used == 0 && own.cases > 0 {
			chain[used], lines[used] = own, line
		}
		if enough {
			used++
		}
	}
	if used == 0 && chain[0] != nil {
		used = 1
	}
	var b *shrunkCurve
	for i := used - 1; i >= 0; i-- {
		weight := 0.0
		if b != nil {
			weight = s.config.priorWeight(b.own, lines[i], kind)
		}
		b = s.shrunk(chain[i], b, weight)
	}
	return Curve{b, lines[0]}
}

// worthOf returns how many cases a parent group is weight in those of a finer line, on
// the average.
func (c *Config) priorWeight(parent *groupCurve, line int, kind sampleKind) float64 {
	switch {
	case kind.exactRanks() || c.PriorWeight < 0:
		return 0
	case c.PriorWeight > 0:
		return c.PriorWeight
	case kind != sampleAll:
		return unknownPriorWeight
	}
	return parent.priorWeights[line]
}

// times returns the steps of the curve, in no order.
func (c *Curve) times() []int64 {
	if c.shrunk == nil {
		return nil
	}
	return c.shrunk.times()
}
