package lint

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// checkReactions finds reactions whose moment never occurs, or is not useful.
func (c *checker) checkReactions(path string, i int, m policy.Commitment) {
	for n, r := range m.Reactions {
		at := fmt.Sprintf("%s.reactions[%d]", path, n)
		fromTarget, atTarget := r.When.FromTarget()
		fromDue, _ := r.When.FromDue()
		if atTarget {
			c.checkNoTarget(at, i, m)
		}
		if !r.Wall {
			c.checkEarly(at+".when", i, m, fromDue, lengthToDue)
			c.checkEarly(at+".when", i, m, fromTarget, lengthToTarget)
			c.checkLate(at+".when", i, m, fromTarget)
		}
		for k, other := range m.Reactions[:n] {
			if r.When == other.When && r.Do == other.Do && (r.Wall == other.Wall || fromTarget == 0 && fromDue == 0) {
				c.find(i, Warning, at, "take one out, or give it another moment", "does at %q what reactions[%d] does", r.When, k)
				break
			}
		}
		c.checkRepetition(at, i, m, r)
	}
}

// checkNoTarget finds rules that have no target for a reaction at it.
func (c *checker) checkNoTarget(path string, i int, m policy.Commitment) {
	for _, k := range c.those(i) {
		if m.Rules[k].Target.IsZero() && m.Pad == (policy.Pad{}) {
			c.find(i, Warning, path, "give it a target or a pad, or react to the due instant", "is never due under rules[%d], which has no target", k)
		}
	}
}

// checkEarly finds moments before a mark that are before a promise is made, under
// every rule. from is the time after the mark, negative before it.
func (c *checker) checkEarly(path string, i int, m policy.Commitment, from time.Duration, lengthTo func(policy.Commitment, policy.Rule) (time.Duration, bool)) {
	early := func(r policy.Rule) bool {
		length, ok := lengthTo(m, r)
		return ok && -from > length
	}
	if from < 0 && c.all(i, early) {
		c.find(i, Warning, path, "react later, or to a share of the time", "lies before the promise is made, under every rule, so that it comes at once")
	}
}

// checkLate finds moments after the target that are after the due instant, under
// every rule.
func (c *checker) checkLate(path string, i int, m policy.Commitment, fromTarget time.Duration) {
	late := func(r policy.Rule) bool {
		due, ok := lengthToDue(m, r)
		target, known := lengthToTarget(m, r)
		return ok && known && fromTarget > due-target
	}
	if fromTarget > 0 && c.all(i, late) {
		c.find(i, Warning, path, "react earlier, or to the due instant", "lies after the due instant under every rule, unless the clock pauses in between")
	}
}

// lengthToDue returns the working time from the start of a promise to its due
// instant. ok is false if that depends on when.
func lengthToDue(m policy.Commitment, r policy.Rule) (time.Duration, bool) {
	due, ok := promised(m, r)
	length, isWorked := due.Working()
	return length, ok && isWorked
}

// lengthToTarget returns the working time from the start of a promise to its target.
// ok is false if that depends on when, or there is no target.
func lengthToTarget(m policy.Commitment, r policy.Rule) (time.Duration, bool) {
	target, known := aimed(m, r)
	if back, is := target.BeforeDue(); is {
		length, ok := lengthToDue(m, r)
		return length - back, ok && known && back <= length
	}
	length, isWorked := target.Working()
	return length, known && isWorked
}

const week = 7 * 24 * time.Hour

// checkRepetition finds repetitions that last longer than a week.
func (c *checker) checkRepetition(path string, i int, m policy.Commitment, r policy.Reaction) {
	if r.Every == 0 {
		return
	}
	times := r.Times
	if times == 0 {
		times = 100 // as policy has it
	}
	outlasts := func(inWeek time.Duration) bool {
		return inWeek > 0 && times > 1 && r.Every > inWeek/time.Duration(times-1)
	}
	isLong := func(rule policy.Rule) bool {
		return outlasts(calendarOf(m, rule).Between(c.now, c.now.Add(week)))
	}
	if r.Wall && outlasts(week) || !r.Wall && c.all(i, isLong) {
		c.find(i, Warning, path+".times", "give fewer, or repeat less often", "%d times every %s last longer than a week", times, r.Every)
	}
}
