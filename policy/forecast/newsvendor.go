package forecast

import (
	"math"
	"slices"
	"time"
)

// Newsvendor chooses the level with the least expected cost, given the costs of a long
// quote, of being late and of a broken promise, and then uses another method at that
// level. [Query.Level] is ignored. All costs are in one currency; Quoted, Late and
// Early are per hour of the promise's clock.
//
// If a case takes t, a due d costs
//
//	Quoted d + Late max(t-d, 0) + Early max(d-t, 0) + (Broken if t > d)
//
// The chosen due is the time in the history whose cost is least on average, where the
// k-th shortest of n is kept by the next case with probability k/(n+1). Without Broken
// it is the critical fractile, the level (Late-Quoted)/(Late+Early). With Broken there
// is no fractile, and the cost can have several minima, so every time in the history is
// tried. The yearly value of a customer times the chance to lose them over a broken
// promise is a sensible Broken.
//
// The level is kept as Method keeps its levels. The cost is least for past cases,
// without a guarantee. Pitfall: costs are guesses, and the level depends on their
// ratio; look at [Plan] first. If being late costs no more than quoting long, the quote
// is refused.
//
// Source: the newsvendor problem (Arrow, Harris and Marschak, Econometrica 19, 1951);
// for lead times Duenyas and Hopp, Management Science 41 (1995).
type Newsvendor struct {
	// Quoted is the cost of each hour that is promised. Defaults to 0.
	Quoted float64
	// Late is the cost of each hour after the due, Early of each hour before it. They
	// default to 0.
	Late, Early float64
	// Broken is the fixed cost of a promise that is broken. Defaults to 0.
	Broken float64
	// Method is the method to use at the chosen level. Defaults to [Survival].
	Method Method
}

// Plan is the level that [Newsvendor] chooses, with its expected cost.
type Plan struct {
	// Level is the chosen level; 0 if the costs give none.
	Level float64 `json:"level,omitempty"`
	// Cost is the expected cost of a promise at Level, Less that at a level 0.05 lower
	// and More that at a level 0.05 higher. A level that is unreachable costs +Inf.
	Cost float64 `json:"cost,omitempty"`
	Less float64 `json:"less,omitempty"`
	More float64 `json:"more,omitempty"`
}

// Quote returns the quote of Method at the chosen level. If the plan has no level the
// quote is refused.
func (n Newsvendor) Quote(h History, q Query) Quote {
	plan := n.Plan(h, q)
	if plan.Level == 0 {
		return q.refuse("newsvendor", h, sampleAll, n.cause())
	}
	q.Level = plan.Level
	a := methodOr(n.Method).Quote(h, q)
	a.Basis = "newsvendor, " + a.Basis
	return a
}

// Plan computes the level and its expected cost. Lateness beyond the end of the curve
// counts up to its last step only, so the real cost is higher.
func (n Newsvendor) Plan(h History, q Query) Plan {
	c := h.curve(q.Fields, q.At, sampleAll, 0, 0)
	if c.shrunk == nil && n.Broken > 0 || n.cause() != "" {
		return Plan{}
	}
	curve := n.costs(&c)
	p := Plan{Level: (n.Late - n.Quoted) / (n.Late + n.Early)}
	if n.Broken > 0 {
		p.Level = 0
		best := math.Inf(1)
		for _, at := range curve {
			if at.cost < best && at.level > 0 {
				best, p.Level = at.cost, at.level
			}
		}
	}
	if !(p.Level > 0) {
		return Plan{}
	}
	p.Cost, p.Less, p.More = costAt(curve, p.Level), costAt(curve, p.Level-0.05), costAt(curve, p.Level+0.05)
	return p
}

// cause returns why the costs give no level; "" if they do.
func (n Newsvendor) cause() string {
	for _, cost := range []float64{n.Quoted, n.Late, n.Early, n.Broken} {
		if !(cost >= 0) || math.IsInf(cost, 0) {
			return "a cost is less than nothing or no number"
		}
	}
	if n.Broken == 0 && n.Late <= n.Quoted {
		return "being late costs no more than quoting long"
	}
	return ""
}

// costed is a level with the cost of promising the time that reaches it.
type costed struct{ level, cost float64 }

// costs returns the cost of each time of the curve, in ascending order.
func (n Newsvendor) costs(c *Curve) []costed {
	times := c.times()
	slices.Sort(times)
	times = slices.Compact(times)
	list := make([]costed, len(times))
	// The area under the curve up to a time is the mean time that cases take up to it;
	// the rest of the area is the mean time that they take after it.
	under, whole, open, before := make([]float64, len(times)), 0.0, 1.0, int64(0)
	for i, x := range times {
		whole += open * hours(x-before)
		under[i], before = whole, x
		list[i].level = c.honest(1 - c.openAfter(x))
		open = 1 - list[i].level
	}
	for i, x := range times {
		late, early, broken := whole-under[i], hours(x)-under[i], 1-list[i].level
		list[i].cost = n.Quoted*hours(x) + n.Late*late + n.Early*early + n.Broken*broken
	}
	return list
}

func hours(x int64) float64 { return float64(x) / float64(time.Hour) }

// costAt returns the cost of the first time that reaches a level.
func costAt(list []costed, level float64) float64 {
	for _, at := range list {
		if at.level >= level-tolerance {
			return at.cost
		}
	}
	return math.Inf(1)
}
