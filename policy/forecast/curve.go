package forecast

import (
	"math"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// A Curve is how long cases take: the share that is still open at each age, by
// Kaplan and Meier (1958), who let an open case count for as long as it has been
// watched. That of a History weighs cases by their age and mixes a group with its
// parents. A Curve is immutable; the zero Curve knows nothing.
type Curve struct {
	parts [maxGroups]part
	used  int
	line  int // of groups, of the first part
}

// A part is the curve of one group, and its weight in the mixture.
type part struct {
	*steps
	share float64
	worth float64 // how many cases the next part is worth in it
}

// Observe makes a curve from a sample: how long each case took, or its age if it
// is not finished. All weigh the same. What lacks a partner is left out.
func Observe(took []time.Duration, finished []bool) Curve {
	n := min(len(took), len(finished))
	values := make([]value, n)
	for i := range values {
		values[i] = value{x: int64(took[i]), finished: finished[i]}
	}
	c := Curve{used: 1}
	c.parts[0] = part{steps: stepsOf(values, 0, -1), share: 1}
	return c
}

// Group names whose curve it is: "type=Graffiti", "priority=3, category=55", or
// "all"; empty if there is none.
func (c Curve) Group() string {
	if c.used == 0 {
		return ""
	}
	return c.parts[0].name
}

// Count returns how many cases the group has, and how many of them were censored:
// still open, or ended without being finished.
func (c Curve) Count() (n, censored int) {
	if c.used == 0 {
		return 0, 0
	}
	return c.parts[0].cases, c.parts[0].censored
}

// Open returns the share of cases that are still open after an age; 1 before any
// is finished. Beyond what was watched it stays where it was.
func (c Curve) Open(age time.Duration) float64 { return c.after(int64(age)) }

// Quantile returns the first age by which the share p is finished, which is always
// one at which a case was. ok is false if the curve never gets there.
func (c Curve) Quantile(p float64) (age time.Duration, ok bool) {
	x, ok := c.reach(p)
	return time.Duration(x), ok
}

// Best returns the highest share that is ever finished, and by when.
func (c Curve) Best() (p float64, age time.Duration) {
	low, x := c.least()
	return 1 - low, time.Duration(x)
}

// tolerance is how far rounding may take a share from where it is.
const tolerance = 1e-9

func (c *Curve) after(x int64) float64 {
	if c.used == 0 {
		return 1
	}
	open := 0.0
	for i := range c.parts[:c.used] {
		open += c.parts[i].share * c.parts[i].after(x)
	}
	return open
}

// reach returns the first time after which the share p is finished. Only at a step
// of one of the parts can that be: each is searched for its first, between what the
// searches before have left, and so is what every part has at that time.
func (c *Curve) reach(p float64) (x int64, ok bool) {
	if math.IsNaN(p) {
		return 0, false
	}
	var low, high, steps [maxGroups]int
	for i := range c.parts[:c.used] {
		high[i] = len(c.parts[i].at)
	}
	for k := range c.parts[:c.used] {
		from, to := low[k], high[k]
		for from < to {
			mid := int(uint(from+to) >> 1)
			at := c.parts[k].at[mid]
			open := 0.0
			for i := range c.parts[:c.used] {
				part := &c.parts[i]
				steps[i] = stepsUpTo(part.at, at, low[i], high[i])
				if steps[i] > 0 {
					open += part.share * part.open[steps[i]-1]
				} else {
					open += part.share
				}
			}
			if open <= 1-p+tolerance {
				x, ok, to, high = at, true, mid, steps
			} else {
				from, low = mid+1, steps
			}
		}
	}
	return x, ok
}

// stepsUpTo returns how many of the ascending times are not after x, which is known
// to lie between low and high.
func stepsUpTo(at []int64, x int64, low, high int) int {
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

// least returns the smallest share still open, and the first time after which it
// is that.
func (c *Curve) least() (share float64, x int64) {
	if c.used == 0 {
		return 1, 0
	}
	for i := range c.parts[:c.used] {
		low, at := c.parts[i].least()
		share += c.parts[i].share * low
		if i == 0 || at > x {
			x = at
		}
	}
	return share, x
}

// worth returns how many cases stand behind the curve, those lent by a parent
// included.
func (c *Curve) worth() float64 {
	if c.used == 0 {
		return 0
	}
	n := c.parts[0].weight
	if c.used > 1 {
		n += min(c.parts[0].worth, c.parts[1].weight)
	}
	return n
}

// even reports whether it is the curve of one group whose cases all weigh the same,
// so that ranks are whole numbers.
func (c *Curve) even() bool { return c.used == 1 && c.parts[0].even }

// needed returns the share of the sample that must be finished so that the next
// case is, with probability p: the rank ceil((n+1)p) of n.
func (c *Curve) needed(p float64) float64 {
	n := c.worth()
	if n <= 0 {
		return math.Inf(1)
	}
	if c.even() {
		return math.Ceil((n+1)*p-tolerance) / n
	}
	return (n + 1) * p / n
}

// honest returns the level that a share of the sample stands for: the largest p
// with needed(p) <= share.
func (c *Curve) honest(share float64) float64 {
	n := c.worth()
	if n <= 0 || share <= 0 {
		return 0
	}
	if c.even() {
		share = math.Floor(n*share+tolerance) / n
	}
	return n * share / (n + 1)
}

// curve returns the curve of a sample for a case, as known at t: that of the first
// line of groups, from one on, with enough cases, mixed with those that follow.
func (h History) curve(fields policy.Fields, t time.Time, kind sample, floor time.Duration, from int) (c Curve) {
	if h.store == nil {
		return Curve{}
	}
	s := h.store
	asOf := s.config.asOf(t)
	s.mu.RLock()
	defer s.mu.RUnlock()
	rest, last := 1.0, 0
	for line := from; line < len(s.config.Groups); line++ {
		g := s.find(line, fields)
		if g == nil {
			continue
		}
		own := s.steps(g, h.n, asOf, kind, floor)
		if own.weight < float64(s.config.Least) {
			continue
		}
		if c.used == 0 {
			c.line = line
		} else {
			finer := &c.parts[c.used-1]
			finer.worth = s.config.worthOf(own, last, kind)
			finer.share = rest * finer.weight / (finer.weight + finer.worth)
			rest -= finer.share
			if finer.worth == 0 {
				break
			}
		}
		c.parts[c.used] = part{steps: own, share: rest}
		c.used++
		last = line
	}
	return c
}

// worthOf returns how many cases a next group is worth in one of a finer line.
func (c *Config) worthOf(next *steps, line int, kind sample) float64 {
	switch {
	case kind == sampleFinished || c.Shrink < 0:
		return 0
	case c.Shrink > 0:
		return c.Shrink
	case kind != sampleAll:
		return worthElse
	}
	return next.shrink[line]
}
