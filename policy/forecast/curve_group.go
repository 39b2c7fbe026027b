package forecast

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// steps are the curve of one group alone: the share still open after each time at
// which a case was finished. Behind the last there are steps at which nothing falls:
// how long those that are open were watched.
type groupCurve struct {
	name      string
	asOf      int64
	floor     time.Duration
	n         int     // of which history it is
	clockRate float64 // of the clocks of its open cases

	times  []int64   // the steps, ascending
	open   []float64 // the share still open after each
	atRisk []float32 // how many cases, faded, were watched that long

	cases         int     // how many cases
	censored      int     // how many of them were not finished
	effectiveSize float64 // how many the faded cases are worth
	equalWeights  bool    // all weigh the same

	priorWeights [maxGroups]float64 // how many cases it is worth in groups of finer lines
	derived      *derivedCurves     // the curves in which it leans on others
}

// build makes the curve of a group from its records.
func (s *store) buildCurve(g *group, n int, asOf int64, kind sampleKind, floor time.Duration) *groupCurve {
	members := s.members(g, n, asOf)
	pace := s.clockRate(g, members, n, asOf)
	values := make([]value, 0, len(members))
	learnsWeights := s.config.PriorWeight == 0 && kind == sampleAll && g.line > 0
	var origins []int32
	for _, i := range members {
		if !s.isMember(g, i, n) {
			continue
		}
		if v, ok := s.value(i, asOf, pace, kind, floor); ok {
			values = append(values, v)
			if learnsWeights {
				origins = append(origins, i)
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
	c.name, c.asOf, c.floor, c.n, c.clockRate = g.name, asOf, floor, n, pace
	if learnsWeights {
		for line := range g.line {
			c.priorWeights[line] = s.priorWeight(c, line, origins, unsorted)
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

// stepsOf makes the curve by Kaplan and Meier: at each time at which cases were
// finished, the share still open falls by how many of those still watched were.
// Of cases at the same time the finished ones come first. A case that was opened
// a halfLife ago weighs half.
func kaplanMeier(values []value, asOf int64, halfLife time.Duration) *groupCurve {
	slices.SortFunc(values, compareValues)
	c := &groupCurve{cases: len(values), equalWeights: halfLife <= 0, derived: &derivedCurves{}}
	watched, times := c.weigh(values, asOf, halfLife)
	c.times, c.open, c.atRisk = make([]int64, 0, times), make([]float64, 0, times), make([]float32, 0, times)
	share, done, lost := 1.0, 0, false
	for i := 0; i < len(values); {
		k := i
		for k < len(values) && values[k].x == values[i].x && values[k].finished {
			k++
		}
		if k == i {
			lost = true // from sight: from here on ranks are not whole numbers
			i++
			continue
		}
		done += k - i
		switch {
		case k == len(values):
			share = 0
		case c.equalWeights && !lost:
			share = float64(len(values)-done) / float64(len(values))
		default:
			share *= watched[k] / watched[i]
		}
		c.times = append(c.times, values[i].x)
		c.open = append(c.open, share)
		c.atRisk = append(c.atRisk, float32(watched[i]*c.effectiveSize/watched[0]))
		i = k
	}
	c.appendCensored(values, watched)
	return c
}

// watch appends steps for those that were watched for longer than any case took: a
// new one where an eighth of them is gone.
func (c *groupCurve) appendCensored(values []value, watched []float64) {
	first := len(values)
	for first > 0 && !values[first-1].finished {
		first--
	}
	share := c.lowest()
	for next := first; first < len(values); first = next {
		for next < len(values) && (next == first || values[next].x == values[next-1].x || watched[next] > watched[first]*7/8) {
			next++
		}
		last := next - 1
		for last > first && values[last-1].x == values[last].x {
			last--
		}
		c.times, c.open = append(c.times, values[last].x), append(c.open, share)
		c.atRisk = append(c.atRisk, float32(watched[last]*c.effectiveSize/watched[0]))
	}
}

// thick is how many steps a curve has at most that is left as it is, and grain the
// least that makes a difference in one that has more: of all cases, or of those still
// open.
const (
	maxSteps      = 1024
	minDrop       = 1.0 / 1024
	minDropOfOpen = 1.0 / 64
)

// thin leaves steps out of a long curve, each together with those that follow until
// they make a difference, so that it falls later there and never earlier.
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

// palest is the least that a case weighs, so that no sum of weights is nothing.
const minWeight = 1e-12

// fadedWeight returns what a case weighs that was opened a while ago: half for each
// halfLife.
func halfLifeWeight(opened, asOf int64, halfLife time.Duration) float64 {
	if halfLife <= 0 {
		return 1
	}
	return max(math.Exp2(-float64(asOf-opened)/float64(halfLife)), minWeight)
}

// weigh counts the cases. It returns the weight of those still watched at each
// value, summed from the last, so that few make no rounding errors; and at how many
// times cases were finished.
func (c *groupCurve) weigh(values []value, asOf int64, halfLife time.Duration) (watched []float64, times int) {
	watched = make([]float64, len(values)+1)
	squares, left := 0.0, 0.0
	for i := len(values) - 1; i >= 0; i-- {
		v, weight := values[i], halfLifeWeight(values[i].opened, asOf, halfLife)
		left += weight
		squares += weight * weight
		watched[i] = left
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
	return watched, times
}

// afterSteps returns the share still open after the first i steps.
func (c *groupCurve) openAfter(i int) float64 {
	if i == 0 {
		return 1
	}
	return c.open[i-1]
}

// watched returns how many cases, faded, were watched for longer than x.
func (c *groupCurve) atRiskAfter(x int64) float64 {
	return c.atRiskAt(countUpTo(c.times, x))
}

// watchedAt returns how many cases, faded, were watched up to step i.
func (c *groupCurve) atRiskAt(i int) float64 {
	if i == len(c.times) {
		return 0
	}
	return float64(c.atRisk[i])
}

// least returns the smallest share still open.
func (c *groupCurve) lowest() float64 { return c.openAfter(len(c.open)) }

// longest returns how long a case was watched at most; 0 if there is none.
func (c *groupCurve) longest() int64 {
	if len(c.times) == 0 {
		return 0
	}
	return c.times[len(c.times)-1]
}

// stepsUpTo returns how many of the ascending times are not after x.
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
