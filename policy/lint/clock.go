package lint

import (
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
	"github.com/underpromise/underpromise/promise"
)

// checkClock finds clocks that never stop, that never run or run for ever, and
// pauses without effect.
func (c *checker) checkClock(path string, i int, m policy.Commitment) {
	if len(m.Clock.Stop) == 0 {
		c.find(i, Warning, path+".clock.stop", "name the event that keeps the promise", "required: without it no promise of %q is ever kept", m.Name)
	}
	for n, pause := range m.Clock.PauseWhile {
		at := fmt.Sprintf("%s.clock.pause_while[%d]", path, n)
		c.checkNeverRuns(at, i, m, cover.Box(pause))
		for k, stop := range m.Clock.Stop {
			if isOnlyBecomes(stop) && cover.Box(pause).IsIn(cover.Box(stop.Becomes)) && startsOutside(m.Clock, cover.Box(pause)) {
				c.find(i, Warning, at, "take it out of one of them", "begins only when stop[%d] has stopped the clock", k)
			}
		}
	}
	c.checkCycle(path, i, m)
}

// checkNeverRuns finds rules that match only while the clock pauses. A promise that is
// kept when another rule applies still runs, and so does a fixed date.
func (c *checker) checkNeverRuns(path string, i int, m policy.Commitment, pause cover.Box) {
	if m.Clock.Change == policy.Keep || m.Clock.Change == policy.Tighter || m.Terms.OnPause == promise.Hold {
		return
	}
	list := boxes(m.Rules)
	for _, k := range c.those(i) {
		if _, isDate := m.Rules[k].Due.Date(); !isDate && c.covered(list[k], append(slices.Clone(list[:k]), pause)) {
			c.find(i, Error, path, "name fields that the rule does not", "the clock never runs under rules[%d], which holds only while it pauses", k)
		}
	}
}

// isOnlyBecomes reports whether a trigger matches whenever the fields get its values.
func isOnlyBecomes(t policy.Trigger) bool {
	return len(t.Becomes) > 0 && len(t.Event)+len(t.By)+len(t.Where)+len(t.Leaves)+len(t.Changes) == 0
}

// startsOutside reports whether the opening starts a clock only if a
// condition on fields does not match.
func startsOutside(clock policy.Clock, condition cover.Box) bool {
	for _, t := range clock.Start {
		if len(t.Event) != 1 || t.Event[0] != policy.Opened {
			return false
		}
	}
	for _, t := range slices.Concat(clock.Reopen, clock.Reset) {
		if len(t.Becomes) == 0 || condition.Meets(cover.Box(t.Becomes)) {
			return false
		}
	}
	return clock.Cycle != policy.Sequential && clock.Cycle != policy.Periodic
}

// checkCycle finds cycles that never end, or that are over at once.
func (c *checker) checkCycle(path string, i int, m policy.Commitment) {
	cycle := m.Clock.Cycle
	if cycle == policy.Periodic && len(m.Clock.Cancel) == 0 && len(m.Clock.PauseWhile) == 0 && c.covered(cover.Box{}, boxes(m.Rules)) {
		c.find(i, Warning, path+".clock.cancel", "name the event that ends it, like the case being closed", "required: without it one period follows the other for ever")
	}
	if cycle != policy.Periodic && cycle != policy.EachTime {
		return
	}
	for _, k := range c.those(i) {
		due, ok := promised(m, m.Rules[k])
		if d, is := due.Working(); ok && is && d < time.Minute {
			c.find(i, Warning, fmt.Sprintf("%s.rules[%d]", path, k), "give what can be kept", "is due after %s, %s", d, cycle)
		}
	}
}
