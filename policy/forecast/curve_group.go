package forecast

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// groupCurve is the Kaplan-Meier curve of one group alone: the share still open after
// each time at which a case was finished. After the last such time there are steps of
// censored cases only, at which the share is constant and the number at risk falls.
type groupCurve struct {
	name      string
	asOf      int64
	floor     time.Duration
	n         int     // number of entries of its history
	clockRate float64 // see store.clockRate

	times  []int64   // of the steps, ascending
	open   []float64 // share still open after each step
	atRisk []float32 // weighted number at risk at each step

	cases         int     // number of cases
	censored      int     // number of cases that are not finished
	effectiveSize float64 // Kish (1965)
	equalWeights  bool    // of all cases

	priorWeights [maxGroups]float64 // as the prior of the groups of each finer line
	shrunk       *shrunkCurves      // this curve combined with its priors
}

// buildCurve computes the curve of a group from its entries.
func (s *store) buildCurve(g *group, n int, asOf int64, kind sampleKind, floor time.Duration) *groupCurve {
	members := s.members(g, n, asOf)
	rate := s.clockRate(g, members, n, asOf)
	values := make([]value, 0, len(members))
	learnsWeights := s.config.PriorWeight == 0 && kind == sampleAll && g.line > 0
	var entries []int32
	for _, i := range members {
		if !s.isMember(g, i, n) {
			continue
		}
		if v, ok := s.value(i, asOf, rate, kind, floor); ok {
			values = append(values, v)
			if learnsWeights {
				entries = append(entries, i)
			}
		}
	}
	var unsorted []value
	if learnsWeights {
		unsorted = slices.Clone(values)
	}
	if len(values) > s.config.Newest {
		slices.SortFunc(values, func(a, b value) int { return cmp.Or(cmp.Compare(b.opened, a.opened), compareValues(a, b)) })
		values = values[:s.config.Newest]
	}
	halfLife := s.config.HalfLife
	if kind.exactRanks() {
		halfLife = -1 // ranks are exact only where all weigh the same
	}
	c := kaplanMeier(values, asOf, halfLife)
	if !c.equalWeights {
		c.downsample()
	}
	c.name, c.asOf, c.floor, c.n, c.clockRate = g.name, asOf, floor, n, rate
	if learnsWeights {
		for line := range g.line {
			c.priorWeights[line] = s.priorWeight(c, line, entries, unsorted)
		}
	}
	return c
}

func compareValues(a, b value) int {
	switch {
	case a.x != b.x:
		return cmp.Compare(a.x, b.x)
	case a.finished != b.finished:
		if a.finished {
			return -1
		}
		return 1
	}
	return cmp.Compare(a.opened, b.opened)
}

// kaplanMeier computes the curve: at each time at which cases were finished, the share
// still open falls by the share of those at risk that were finished. At equal times
// finished cases come before censored ones. A case is weighted by its age; see
// halfLifeWeight.
func kaplanMeier(values []value, asOf int64, halfLife time.Duration) *groupCurve {
	slices.SortFunc(values, compareValues)
	c := &groupCurve{cases: len(values), equalWeights: halfLife <= 0, shrunk: &shrunkCurves{}}
	atRisk, times := c.weigh(values, asOf, halfLife)
	c.times, c.open, c.atRisk = make([]int64, 0, times), make([]float64, 0, times), make([]float32, 0, times)
	share, done, censored := 1.0, 0, false
	for i := 0; i < len(values); {
		k := i
		for k < len(values) && values[k].x == values[i].x && values[k].finished {
			k++
		}
		if k == i {
			censored = true // from here on ranks are not whole numbers
			i++
			continue
		}
		done += k - i
		switch {
		case k == len(values):
			share = 0
		case c.equalWeights && !censored:
			share = float64(len(values)-done) / float64(len(values))
		default:
			share *= atRisk[k] / atRisk[i]
		}
		c.times = append(c.times, values[i].x)
		c.open = append(c.open, share)
		c.atRisk = append(c.atRisk, float32(atRisk[i]*c.effectiveSize/atRisk[0]))
		i = k
	}
	c.appendCensored(values, atRisk)
	return c
}

// appendCensored appends steps for the cases that are censored after the last finished
// one: a new step whenever the number at risk falls by an eighth.
func (c *groupCurve) appendCensored(values []value, atRisk []float64) {
	first := len(values)
	for first > 0 && !values[first-1].finished {
		first--
	}
	share := c.lowest()
	for next := first; first < len(values); first = next {
		for next < len(values) && (next == first || values[next].x == values[next-1].x || atRisk[next] > atRisk[first]*7/8) {
			next++
		}
		last := next - 1
		for last > first && values[last-1].x == values[last].x {
			last--
		}
		c.times, c.open = append(c.times, values[last].x), append(c.open, share)
		c.atRisk = append(c.atRisk, float32(atRisk[last]*c.effectiveSize/atRisk[0]))
	}
}

// maxSteps is the number of steps above which a curve is downsampled. minDrop and
// minDropOfOpen are the least drops of the share open that are kept: of all cases, and
// of those still open.
const (
	maxSteps      = 1024
	minDrop       = 1.0 / 1024
	minDropOfOpen = 1.0 / 64
)

// downsample merges the steps of a long curve with those that follow until their drop
// is large enough, so that the curve is never below the exact one.
func (c *groupCurve) downsample() {
	if len(c.times) <= maxSteps {
		return
	}
	kept, share := 0, 1.0
	for i, open := range c.open {
		last := i == len(c.open)-1 || c.open[i+1] == open && c.open[len(c.open)-1] == open
		if !last && share-c.open[i+1] <= min(minDrop, share*minDropOfOpen) {
			continue
		}
		c.times[kept], c.open[kept], c.atRisk[kept] = c.times[i], open, c.atRisk[i]
		share = open
		kept++
	}
	c.times, c.open, c.atRisk = slices.Clone(c.times[:kept]), slices.Clone(c.open[:kept]), slices.Clone(c.atRisk[:kept])
}

// minWeight is the least weight of a case, so that a sum of weights is never 0.
const minWeight = 1e-12

// halfLifeWeight returns the weight of a case, which halves with each half-life since
// it was opened.
func halfLifeWeight(opened, asOf int64, halfLife time.Duration) float64 {
	if halfLife <= 0 {
		return 1
	}
	return max(math.Exp2(-float64(asOf-opened)/float64(halfLife)), minWeight)
}

// weigh counts the cases. It returns the weight at risk at each value, summed from the
// last to keep rounding errors small, and the number of distinct times at which cases
// were finished.
func (c *groupCurve) weigh(values []value, asOf int64, halfLife time.Duration) (atRisk []float64, times int) {
	atRisk = make([]float64, len(values)+1)
	squares, left := 0.0, 0.0
	for i := len(values) - 1; i >= 0; i-- {
		v, weight := values[i], halfLifeWeight(values[i].opened, asOf, halfLife)
		left += weight
		squares += weight * weight
		atRisk[i] = left
		switch {
		case !v.finished:
			c.censored++
		case i == len(values)-1 || values[i+1].x != v.x || !values[i+1].finished:
			times++
		}
	}
	if squares > 0 {
		c.effectiveSize = left * left / squares // Kish (1965)
	}
	return atRisk, times
}

// openAfterStep returns the share still open after the first i steps.
func (c *groupCurve) openAfterStep(i int) float64 {
	if i == 0 {
		return 1
	}
	return c.open[i-1]
}

// atRiskAfter returns the weighted number at risk after x.
func (c *groupCurve) atRiskAfter(x int64) float64 {
	return c.atRiskAtStep(countUpTo(c.times, x))
}

// atRiskAtStep returns the weighted number at risk at step i.
func (c *groupCurve) atRiskAtStep(i int) float64 {
	if i == len(c.times) {
		return 0
	}
	return float64(c.atRisk[i])
}

// lowest returns the smallest share still open.
func (c *groupCurve) lowest() float64 { return c.openAfterStep(len(c.open)) }

// longest returns the longest observed time; 0 if there is none.
func (c *groupCurve) longest() int64 {
	if len(c.times) == 0 {
		return 0
	}
	return c.times[len(c.times)-1]
}

// countUpTo returns how many of the ascending times are not after x.
func countUpTo(at []int64, x int64) int {
	low, high := 0, len(at)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if at[mid] <= x {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}
