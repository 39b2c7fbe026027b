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
// Without a fixed loss the best level is the critical fractile (Late-Quoted) /
// (Late+Early). With one there is no fractile, and there can be several valleys:
// every time in history is tried. A customer's yearly worth times the chance to lose
// them over a broken promise is a fixed loss.
//
// It minimises the expected cost over the history's curve and has no other
// guarantee. Costs are guesses: look at [Plan] before trusting the level. If being
// late costs no more than quoting long, it refuses.
//
// Source: the newsvendor; for lead times Duenyas and Hopp, Management Science 41
// (1995).
type Newsvendor struct {
	// Quoted is the cost of an hour more in the promise, whatever happens.
	Quoted float64
	// Late is the cost of an hour after the due, Early of an hour before it.
	Late, Early float64
	// Broken is the fixed loss when it is late at all.
	Broken float64
	// Quoter is asked at the level chosen. Defaults to [Survival].
	Quoter Quoter
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
func (n Newsvendor) Quote(h History, q Question) Quote {
	plan := n.Plan(h, q)
	if plan.Level == 0 {
		return q.refuse("newsvendor", h, sampleAll, "the costs name no time to promise: waiting costs as much as being late, or history has nothing to weigh")
	}
	q.Level = plan.Level
	a := quoterOr(n.Quoter).Quote(h, q)
	a.Basis = "newsvendor, " + a.Basis
	return a
}

// Plan works the level out. Late and Early beyond the end of the curve are counted
// up to its last step.
func (n Newsvendor) Plan(h History, q Question) Plan {
	c := h.curve(q.Fields, q.At, sampleAll, 0, 0)
	if c.blend == nil && n.Broken > 0 || !n.makesSense() {
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
	p.Level = min(p.Level, 0.999)
	p.Cost, p.Less, p.More = costAt(curve, p.Level), costAt(curve, p.Level-0.05), costAt(curve, p.Level+0.05)
	return p
}

func (n Newsvendor) makesSense() bool {
	for _, cost := range []float64{n.Quoted, n.Late, n.Early, n.Broken} {
		if !(cost >= 0) || math.IsInf(cost, 0) {
			return false
		}
	}
	return n.Broken > 0 || n.Late > n.Quoted
}

// A costed time is what promising it would cost.
type costed struct{ level, cost float64 }

// costs returns what it would cost to promise each time of the curve, ascending.
func (n Newsvendor) costs(c *Curve) []costed {
	times := c.times()
	slices.Sort(times)
	times = slices.Compact(times)
	list := make([]costed, len(times))
	hours := func(x int64) float64 { return float64(x) / float64(time.Hour) }
	// The area under the curve up to each time is what is not saved by then.
	early, open, before := 0.0, 1.0, int64(0)
	under := make([]float64, len(times))
	total := 0.0
	for i, x := range times {
		total += open * hours(x-before)
		under[i] = total
		open, before = c.after(x), x
	}
	for i, x := range times {
		early = hours(x) - under[i] // E(q-T)+
		late := total - under[i]    // E(T-q)+, as far as the curve goes
		after := c.after(x)
		list[i] = costed{c.honest(1 - after), n.Quoted*hours(x) + n.Late*late + n.Early*early + n.Broken*after}
	}
	return list
}

// costAt returns what the first time that reaches a level costs.
func costAt(list []costed, level float64) float64 {
	for _, at := range list {
		if at.level >= level-tolerance {
			return at.cost
		}
	}
	return math.Inf(1)
}

func quoterOr(q Quoter) Quoter {
	if q == nil {
		return Survival{}
	}
	return q
}
