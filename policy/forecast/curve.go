package forecast

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
)

// Curve is the distribution of the time that cases take, as a Kaplan-Meier (1958)
// estimate: the share of cases still open at each age. An open case counts as censored
// at its age. The curve of a History weights cases by age and is shrunk towards the
// parents of its group. A Curve is immutable. The zero Curve has no cases.
type Curve struct {
	shrunk *shrunkCurve
	line   int // of groups
}

// Observe returns the curve of a sample: how long each case took, or its age if it is
// not finished, with equal weights. The excess of the longer slice is ignored.
func Observe(took []time.Duration, finished []bool) Curve {
	n := min(len(took), len(finished))
	values := make([]value, n)
	for i := range values {
		values[i] = value{x: int64(took[i]), finished: finished[i]}
	}
	return Curve{shrunk: shrink(kaplanMeier(values, 0, -1), nil, 0, 1)}
}

// Group returns the name of the curve's group: "type=Graffiti", "priority=3,
// category=55", or "all"; "" if there is none.
func (c Curve) Group() string {
	if c.shrunk == nil {
		return ""
	}
	return c.shrunk.own.name
}

// Count returns the number of cases of the group, and how many of them are censored:
// still open, or ended without being finished.
func (c Curve) Count() (n, censored int) {
	if c.shrunk == nil {
		return 0, 0
	}
	return c.shrunk.own.cases, c.shrunk.own.censored
}

// Open returns the share of cases that are still open after an age; 1 before any is
// finished. Beyond the longest observed age it is constant.
func (c Curve) Open(age time.Duration) float64 { return c.openAfter(int64(age)) }

// Quantile returns the first age by which the share p is finished, always one at which
// a case was finished. ok is false if the curve never reaches p.
func (c Curve) Quantile(p float64) (age time.Duration, ok bool) {
	x, ok := c.reach(p)
	return time.Duration(x), ok
}

// Best returns the highest share that is ever finished, and the age at which it is
// reached.
func (c Curve) Best() (p float64, age time.Duration) {
	low, x := c.lowest()
	return 1 - low, time.Duration(x)
}

// tolerance is the rounding error that comparisons of shares allow for.
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

// lowest returns the smallest share still open, and the first time after which it is
// reached.
func (c *Curve) lowest() (share float64, x int64) {
	if c.shrunk == nil {
		return 1, 0
	}
	return c.shrunk.lowest()
}

// effectiveSize returns the effective sample size of the curve, its prior included.
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

// exactRanks reports whether the curve is of one group with equal weights, so that
// ranks are whole numbers.
func (c *Curve) exactRanks() bool {
	return c.shrunk != nil && c.shrunk.prior == nil && c.shrunk.own.equalWeights
}

// needed returns the share of the sample that must be finished so that the next case is
// finished with probability p: the rank ceil((n+1)p) of n.
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

// honest returns the level of a share of the sample: the largest p with needed(p) <=
// share.
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

// curve returns the curve of a case as known at t: that of the first line of groups,
// starting at from, with enough cases, shrunk towards those of the later lines. If none
// has enough, it is that of the last line that has any case.
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

// curveIn is curve for the groups of a case, nil where it is in none. The store must be
// locked for reading.
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

// priorWeight returns the number of cases that a parent counts as in the groups of a
// finer line, before the comparison of the group with its parent.
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

// times returns the steps of the curve, unordered.
func (c *Curve) times() []int64 {
	if c.shrunk == nil {
		return nil
	}
	return c.shrunk.times()
}
