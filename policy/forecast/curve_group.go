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
type steps struct {
	name  string
	asOf  int64
	floor time.Duration
	n     int     // of which history it is
	pace  float64 // of the clocks of its open cases

	at   []int64   // the steps, ascending
	open []float64 // the share still open after each
	risk []float32 // how many cases, faded, were watched that long

	cases    int     // how many cases
	censored int     // how many of them were not finished
	weight   float64 // how many the faded cases are worth
	even     bool    // all weigh the same

	shrink [maxGroups]float64 // how many cases it is worth in groups of finer lines
	blends *blends            // the curves in which it leans on others
}

// build makes the curve of a group from its records.
func (s *store) build(g *group, n int, asOf int64, kind sample, floor time.Duration) *steps {
	members := s.members(g, n, asOf)
	pace := s.pace(g, members, n, asOf)
	values := make([]value, 0, len(members))
	spreads := s.config.Shrink == 0 && kind == sampleAll && g.line > 0
	var whose []int32
	for _, i := range members {
		if !s.isMember(g, i, n) {
			continue
		}
		if v, ok := s.value(i, asOf, pace, kind, floor); ok {
			values = append(values, v)
			if spreads {
				whose = append(whose, i)
			}
		}
	}
	var unsorted []value
	if spreads {
		unsorted = slices.Clone(values)
	}
	if len(values) > s.config.Newest {
		slices.SortFunc(values, func(a, b value) int { return cmp.Or(cmp.Compare(b.opened, a.opened), compareValues(a, b)) })
		values = values[:s.config.Newest]
	}
	fade := s.config.Fade
	if kind.exact() {
		fade = -1 // ranks are exact only where all weigh the same
	}
	c := stepsOf(values, asOf, fade)
	if !c.even {
		c.thin()
	}
	c.name, c.asOf, c.floor, c.n, c.pace = g.name, asOf, floor, n, pace
	if spreads {
		for line := range g.line {
			c.shrink[line] = s.spread(c, line, whose, unsorted)
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
// a fade ago weighs half.
func stepsOf(values []value, asOf int64, fade time.Duration) *steps {
	slices.SortFunc(values, compareValues)
	c := &steps{cases: len(values), even: fade <= 0, blends: &blends{}}
	watched, times := c.weigh(values, asOf, fade)
	c.at, c.open, c.risk = make([]int64, 0, times), make([]float64, 0, times), make([]float32, 0, times)
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
		case c.even && !lost:
			share = float64(len(values)-done) / float64(len(values))
		default:
			share *= watched[k] / watched[i]
		}
		c.at = append(c.at, values[i].x)
		c.open = append(c.open, share)
		c.risk = append(c.risk, float32(watched[i]*c.weight/watched[0]))
		i = k
	}
	c.watch(values, watched)
	return c
}

// watch appends steps for those that were watched for longer than any case took: a
// new one where an eighth of them is gone.
func (c *steps) watch(values []value, watched []float64) {
	first := len(values)
	for first > 0 && !values[first-1].finished {
		first--
	}
	share := c.least()
	for next := first; first < len(values); first = next {
		for next < len(values) && (next == first || values[next].x == values[next-1].x || watched[next] > watched[first]*7/8) {
			next++
		}
		last := next - 1
		for last > first && values[last-1].x == values[last].x {
			last--
		}
		c.at, c.open = append(c.at, values[last].x), append(c.open, share)
		c.risk = append(c.risk, float32(watched[last]*c.weight/watched[0]))
	}
}

// thick is how many steps a curve has at most that is left as it is, and grain the
// least that makes a difference in one that has more: of all cases, or of those still
// open.
const (
	thick     = 1024
	grain     = 1.0 / 1024
	grainOpen = 1.0 / 64
)

// thin leaves steps out of a long curve, each together with those that follow until
// they make a difference, so that it falls later there and never earlier.
func (c *steps) thin() {
	if len(c.at) <= thick {
		return
	}
	kept, share := 0, 1.0
	for i, open := range c.open {
		last := i == len(c.open)-1 || c.open[i+1] == open && c.open[len(c.open)-1] == open
		if !last && share-c.open[i+1] <= min(grain, share*grainOpen) {
			continue
		}
		c.at[kept], c.open[kept], c.risk[kept] = c.at[i], open, c.risk[i]
		share = open
		kept++
	}
	c.at, c.open, c.risk = slices.Clone(c.at[:kept]), slices.Clone(c.open[:kept]), slices.Clone(c.risk[:kept])
}

// palest is the least that a case weighs, so that no sum of weights is nothing.
const palest = 1e-12

// fadedWeight returns what a case weighs that was opened a while ago: half for each
// fade.
func fadedWeight(opened, asOf int64, fade time.Duration) float64 {
	if fade <= 0 {
		return 1
	}
	return max(math.Exp2(-float64(asOf-opened)/float64(fade)), palest)
}

// weigh counts the cases. It returns the weight of those still watched at each
// value, summed from the last, so that few make no rounding errors; and at how many
// times cases were finished.
func (c *steps) weigh(values []value, asOf int64, fade time.Duration) (watched []float64, times int) {
	watched = make([]float64, len(values)+1)
	squares, left := 0.0, 0.0
	for i := len(values) - 1; i >= 0; i-- {
		v, weight := values[i], fadedWeight(values[i].opened, asOf, fade)
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
		c.weight = left * left / squares // Kish (1965)
	}
	return watched, times
}

// afterSteps returns the share still open after the first i steps.
func (c *steps) afterSteps(i int) float64 {
	if i == 0 {
		return 1
	}
	return c.open[i-1]
}

// watched returns how many cases, faded, were watched for longer than x.
func (c *steps) watched(x int64) float64 {
	return c.watchedAt(stepsUpTo(c.at, x))
}

// watchedAt returns how many cases, faded, were watched up to step i.
func (c *steps) watchedAt(i int) float64 {
	if i == len(c.at) {
		return 0
	}
	return float64(c.risk[i])
}

// least returns the smallest share still open.
func (c *steps) least() float64 { return c.afterSteps(len(c.open)) }

// longest returns how long a case was watched at most; 0 if there is none.
func (c *steps) longest() int64 {
	if len(c.at) == 0 {
		return 0
	}
	return c.at[len(c.at)-1]
}

// stepsUpTo returns how many of the ascending times are not after x.
func stepsUpTo(at []int64, x int64) int {
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
