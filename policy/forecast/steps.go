package forecast

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"time"
)

// steps are the curve of one group: the share still open after each time at which
// a case was finished.
type steps struct {
	name  string
	asOf  int64
	floor time.Duration
	n     int     // of which history it is
	pace  float64 // of the clocks of its open cases

	at   []int64   // times at which cases were finished, ascending
	open []float64 // the share still open after each
	risk []float32 // how many cases, faded, were watched that long

	cases    int     // how many cases
	censored int     // how many of them were not finished
	weight   float64 // how many the faded cases are worth
	even     bool    // all weigh the same

	shrink [maxGroups]float64 // how many cases it is worth in groups of finer lines
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
	if kind == sampleFinished {
		fade = -1 // ranks are exact only where all weigh the same
	}
	c := stepsOf(values, asOf, fade)
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
	c := &steps{cases: len(values), even: fade <= 0}
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
	return c
}

// weigh counts the cases. It returns the weight of those still watched at each
// value, summed from the last, so that few make no rounding errors; and at how many
// times cases were finished.
func (c *steps) weigh(values []value, asOf int64, fade time.Duration) (watched []float64, times int) {
	watched = make([]float64, len(values)+1)
	squares, left := 0.0, 0.0
	for i := len(values) - 1; i >= 0; i-- {
		v, weight := values[i], 1.0
		if fade > 0 {
			weight = math.Exp2(-float64(asOf-v.opened) / float64(fade))
		}
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

// after returns the share still open after x.
func (c *steps) after(x int64) float64 {
	i := stepsUpTo(c.at, x, 0, len(c.at))
	if i == 0 {
		return 1
	}
	return c.open[i-1]
}

// watched returns how many cases, faded, were watched for longer than x.
func (c *steps) watched(x int64) float64 {
	i := stepsUpTo(c.at, x, 0, len(c.at))
	if i == len(c.at) {
		return 0
	}
	return float64(c.risk[i])
}

// least returns the smallest share still open, and when it came to that.
func (c *steps) least() (share float64, at int64) {
	if len(c.at) == 0 {
		return 1, 0
	}
	return c.open[len(c.at)-1], c.at[len(c.at)-1]
}

const (
	fewest    = 1.0   // the least that a next group is worth where the spread says how much
	most      = 200.0 // and the most
	worthElse = 10.0  // and where nothing can be said
)

// spread returns how many cases of a group its curve is worth in the groups of a
// finer line: (1-r)/r, where r is the intraclass correlation, by analysis of
// variance, of taking longer than the median time of the group. Where the finer
// groups differ much that is little, where they are all the same it is much.
func (s *store) spread(c *steps, line int, whose []int32, values []value) float64 {
	low, _ := c.least()
	i := sort.Search(len(c.open), func(i int) bool { return 1-c.open[i] >= (1-low)/2 })
	if i == len(c.open) {
		return worthElse
	}
	median := c.at[i]
	shares := make([]share, s.byLine[line])
	for i, v := range values {
		finer := s.records[whose[i]].groups[line]
		if finer == nil || !v.finished && v.x < median {
			continue // nobody knows
		}
		shares[finer.number].add(v.x > median)
	}
	r, ok := correlation(shares)
	switch {
	case !ok:
		return worthElse
	case r <= 0:
		return most
	}
	return min(max((1-r)/r, fewest), most)
}

// A share counts how many of some cases are so.
type share struct{ all, so float64 }

func (s *share) add(so bool) {
	s.all++
	if so {
		s.so++
	}
}

// correlation returns the intraclass correlation of shares. ok is false if there are
// too few of them to tell. It sorts them, so that their order does not matter to the
// last digit.
func correlation(shares []share) (r float64, ok bool) {
	slices.SortFunc(shares, func(a, b share) int { return cmp.Or(cmp.Compare(a.all, b.all), cmp.Compare(a.so, b.so)) })
	groups, squares, total := 0.0, 0.0, share{}
	for _, k := range shares {
		if k.all > 0 {
			groups++
			total.all += k.all
			total.so += k.so
			squares += k.all * k.all
		}
	}
	if groups < 2 || total.all <= groups {
		return 0, false
	}
	between, within := 0.0, 0.0
	for _, k := range shares {
		if k.all > 0 {
			p, mean := k.so/k.all, total.so/total.all
			between += k.all * (p - mean) * (p - mean)
			within += k.all * p * (1 - p)
		}
	}
	between /= groups - 1
	within /= total.all - groups
	size := (total.all - squares/total.all) / (groups - 1)
	if all := between + (size-1)*within; all > 0 {
		return (between - within) / all, true
	}
	return 0, true
}
