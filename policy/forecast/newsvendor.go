package forecast

import (
	"math"
	"slices"
	"time"
)

// Newsvendor chooses the level from what it costs to quote long, to be late and to
// break, and asks another quoter at that level; [Question.Level] does not count. All
// costs are in one currency; those by time are for an hour of the promise's clock.
//
// A due d, for a case that takes t, costs
//
//	Quoted d + Late max(t-d, 0) + Early max(d-t, 0) + (Broken if t > d)
//
// and the time of history is taken at which that is least on average: the k-th
// shortest of n counts as kept by the next case with probability k/(n+1). Without a
// fixed loss that is the critical fractile, the level (Late-Quoted)/(Late+Early).
// With one there is no fractile, and there can be several valleys: every time in
// history is tried. A customer's yearly worth times the chance to lose them over a
// broken promise is a fixed loss.
//
// The level is kept as the quoter that is asked keeps its levels. That the cost is
// least has no guarantee: it is so for the cases of the past. Pitfall: costs are
// guesses, and the level turns on their ratio; look at [Plan] before trusting it. If
// being late costs no more than quoting long, it refuses.
//
// Source: the newsvendor (Arrow, Harris and Marschak, Econometrica 19, 1951); for
// lead times Duenyas and Hopp, Management Science 41 (1995).
type Newsvendor struct {
	// Quoted is the cost of an hour more in the promise, whatever happens.
	Quoted float64
	// Late is the cost of an hour after the due, Early of an hour before it.
	Late, Early float64
	// Broken is the fixed loss when it is late at all.
	Broken float64
	// Quoter is asked at the level chosen. Defaults to [Survival].
	Method Method
}

// A Plan is what the costs come to.
type Plan struct {
	// Level is the one chosen; 0 if it refuses.
	Level float64
	// Cost is the expected cost of a promise at it, Less at a level 0.05 lower and
	// More at one 0.05 higher. A level that is out of reach costs +Inf.
	Cost, Less, More float64
}

// Quote answers at the level chosen. Where the plan refuses it promises nothing.
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

// Plan works the level out. What is late beyond the end of the curve is counted up to
// its last step, and so costs more than that.
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

// cause says why the costs give no level; empty if they do.
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

// A costed time is what promising it would cost.
type costed struct{ level, cost float64 }

// costs returns what it would cost to promise each time of the curve, ascending.
func (n Newsvendor) costs(c *Curve) []costed {
	times := c.times()
	slices.Sort(times)
	times = slices.Compact(times)
	list := make([]costed, len(times))
	// The area under the curve up to a time is what cases take up to then, and the
	// rest of it how late they are after.
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

// costAt returns what the first time that reaches a level costs.
func costAt(list []costed, level float64) float64 {
	for _, at := range list {
		if at.level >= level-tolerance {
			return at.cost
		}
	}
	return math.Inf(1)
}
