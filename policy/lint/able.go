package lint

import "slices"

// An ability holds, for each commitment, whether its promises can be kept, and whether
// they can be broken.
type ability struct{ kept, broken []bool }

// ability computes the outcomes that promises can have, repeatedly until none is added.
func (c *checker) ability() ability {
	n := len(c.config.Commitments)
	able := ability{make([]bool, n), make([]bool, n)}
	own := make([][]place, n)
	for _, p := range c.places {
		if p.commitment >= 0 {
			own[p.commitment] = append(own[p.commitment], p)
		}
	}
	for more := true; more; {
		more = false
		can := func(i int, field string) bool {
			return slices.ContainsFunc(own[i], func(p place) bool { return p.field == field && c.canSetOff(p, able) })
		}
		for i, m := range c.config.Commitments {
			started := len(m.Clock.Start) == 0 || can(i, "start")
			kept := started && can(i, "stop")
			more = more || kept != able.kept[i] || started != able.broken[i]
			able.kept[i], able.broken[i] = kept, started
		}
	}
	return able
}

// canSetOff reports whether any event can match a trigger.
func (c *checker) canSetOff(p place, able ability) bool {
	if why, _ := p.contradicts(); why != "" {
		return false
	}
	isPossible := func(event string) bool {
		why, _ := c.never(p, event, able)
		return why == ""
	}
	return len(p.Event) == 0 || slices.ContainsFunc(p.Event, isPossible)
}
