package forecast

import (
	"math"
	"sync"
	"sync/atomic"
)

// A blend is the curve of a group that leans on the next one: its cases and some
// that are lent by the next, which go on as that curve says. At every age the share
// of open cases that is finished then is that of both kinds, as far as each was
// watched that long. So where the group was watched it speaks for itself, and past
// that the next one speaks alone. Without open cases it is the mixture of both
// curves by their numbers. A blend is immutable.
//
// Source: Susarla and Van Ryzin, JASA 71 (1976), the next curve being the prior and
// what is lent its weight; save that what is lent is lost from sight where the cases
// of the next group were.
type blend struct {
	own   *steps
	next  *blend  // nil: it leans on nothing
	worth float64 // how many cases the next one lends
	pace  float64 // how fast those are finished, beside those of the next group

	open  []float64 // the share still open after each step of the group
	parts []leaning // of which there is one before each step, and one behind the last
}

// A leaning is how a blend goes on after a step of its group.
type leaning struct {
	own, lent float64 // how many are watched
	from      float64 // the share that the next curve had open at the step
}

// left returns what is left of what was open at the step, where the next curve has
// come down to a share.
func (l leaning) left(to float64) float64 {
	if l.lent <= 0 {
		return 1
	}
	return (l.own + l.lent*to/l.from) / (l.own + l.lent)
}

// blendOf makes the curve of a group that leans on the next.
func blendOf(own *steps, next *blend, worth, pace float64) *blend {
	if next == nil || worth <= 0 {
		return &blend{own: own, open: own.open}
	}
	b := &blend{own: own, next: next, worth: worth, pace: pace, open: make([]float64, len(own.at)), parts: make([]leaning, len(own.at)+1)}
	share, part := 1.0, leaning{own.watchedAt(0), worth, 1}
	for i, x := range own.at {
		b.parts[i] = part
		to, done := b.ofNext(x), part.own*fall(own.afterSteps(i), own.open[i])
		share *= max(0, part.left(to)-done/(part.own+part.lent))
		b.open[i], part = share, leaning{own.watchedAt(i + 1), b.lent(x), to}
		if to <= 0 {
			part.lent = 0
		}
	}
	b.parts[len(own.at)] = part
	return b
}

// byChance is the strangeness that one group in twenty has of those that are like the
// next.
const byChance = 3.84

// beside returns how many cases of the group were finished, and how many would have
// been if each, for as long as it was watched, had gone as the next curve says.
func (c *steps) beside(next *blend) (finished, expected float64) {
	from := 1.0
	for i, x := range c.at {
		n, to := c.watchedAt(i), next.after(x)
		finished += n * fall(c.afterSteps(i), c.open[i])
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

// trust returns how many cases the next curve lends to the group, of those that it
// lends on the average, and how fast they go beside it. A group of which more or fewer
// cases are finished than the next curve would have, by the one-sample log-rank test
// (Woolson, Biometrics 37, 1981), is lent the fewer the less chance explains it. What it
// is lent goes at its own pace, as far as that is known: finished over expected cases,
// each plus those that are lent (the mean of a gamma-distributed frailty).
func (c *steps) trust(next *blend, usual float64) (worth, pace float64) {
	finished, expected := c.beside(next)
	if expected <= 0 {
		return usual, 1
	}
	strange := (finished - expected) * (finished - expected) / expected
	worth = usual * math.Exp(-max(0, strange-byChance)/2)
	return worth, (finished + worth) / (expected + worth)
}

// fall returns which share of what was open is finished.
func fall(before, after float64) float64 {
	if before <= 0 {
		return 0
	}
	return 1 - after/before
}

// lent returns how many of the cases that are lent are watched for longer than x.
func (b *blend) lent(x int64) float64 {
	return b.worth * b.next.watched(x) / b.next.watched(math.MinInt64)
}

// after returns the share still open after x.
func (b *blend) after(x int64) float64 {
	i := stepsUpTo(b.own.at, x)
	share := 1.0
	if i > 0 {
		share = b.open[i-1]
	}
	if b.next == nil || share <= 0 || b.parts[i].lent <= 0 {
		return share
	}
	return share * b.parts[i].left(b.ofNext(x))
}

// ofNext returns the share of what is lent that would be open after x.
func (b *blend) ofNext(x int64) float64 {
	open := b.next.after(x)
	if b.pace != 1 {
		open = math.Pow(open, b.pace)
	}
	return open
}

// watched returns how many cases, faded, speak for the curve after x, those that are
// lent included.
func (b *blend) watched(x int64) float64 {
	n := b.own.watched(x)
	if b.next != nil {
		n += b.lent(x)
	}
	return n
}

// reach returns the first time after which no more than a share is open. Only at a
// step of one of the groups can that be: the steps of this one tell between which
// of the next it is.
func (b *blend) reach(share float64) (x int64, ok bool) {
	low, high := int64(math.MinInt64), int64(math.MaxInt64) // after low it is not, after high it is, or never
	for part := b; part != nil; part = part.next {
		at := part.own.at
		from, to := stepsUpTo(at, low), stepsUpTo(at, high)
		for from < to {
			mid := int(uint(from+to) >> 1)
			var open float64
			if part == b {
				open = b.open[mid]
			} else {
				open = b.after(at[mid])
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
func (b *blend) least() (share float64, x int64) {
	last := int64(0)
	for part := b; part != nil; part = part.next {
		last = max(last, part.own.longest())
	}
	if share = b.after(last); share >= 1 {
		return 1, 0
	}
	x, _ = b.reach(share + tolerance)
	return share, x
}

// times returns the steps of all its groups, in no order.
func (b *blend) times() (times []int64) {
	for part := b; part != nil; part = part.next {
		times = append(times, part.own.at...)
	}
	return times
}

// blends are the curves in which a group leans on others: few, since what it leans on
// hangs on its own fields, or on those of the case.
type blends struct {
	mu    sync.Mutex
	list  map[leaningOn]*blend
	again atomic.Bool // the group was asked again

	// Of the shelf, and guarded by it.
	shelved bool
	steps   int // how many it counts as, those of the group included
}

// leaningOn is what a group leans on, and how much groups of its line do.
type leaningOn struct {
	next  *blend
	worth float64
}

// leaning returns the blend of a group with the next curve. Where the spread says how
// much groups lean on it, this one is asked too. The store must be locked for reading.
func (s *store) leaning(own *steps, next *blend, worth float64) *blend {
	if worth <= 0 {
		next, worth = nil, 0
	}
	key := leaningOn{next, worth}
	own.blends.mu.Lock()
	defer own.blends.mu.Unlock()
	if b := own.blends.list[key]; b != nil {
		return b
	}
	pace := 1.0
	if next != nil && s.config.Shrink == 0 {
		worth, pace = own.trust(next, worth)
	}
	b := blendOf(own, next, worth, pace)
	if own.blends.list == nil {
		own.blends.list = map[leaningOn]*blend{}
	}
	own.blends.list[key] = b
	if next != nil {
		s.grown(own, len(b.parts))
	}
	return b
}
