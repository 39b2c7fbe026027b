package lint

import (
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/policy"
)

// checkReactions finds reactions that have no moment, or none that makes sense.
func (c *checker) checkReactions(path string, i int, m policy.Commitment) {
	for n, r := range m.Reactions {
		at := fmt.Sprintf("%s.reactions[%d]", path, n)
		if strings.HasSuffix(r.When.String(), "target") {
			c.checkNoTarget(at, i, m)
		}
		if shift, mark, ok := shiftOf(r.When); ok && !r.Wall {
			c.checkShift(at+".when", i, m, shift, mark)
		}
		for k, other := range m.Reactions[:n] {
			if r.When == other.When && r.Do == other.Do && (r.Wall == other.Wall || !isShifted(r.When)) {
				c.find(Warning, at, "take one out, or give it another moment", "does at %q what reactions[%d] does", r.When, k)
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
			c.find(Warning, path, "give it a target or a pad, or react to the due instant", "is never due under rules[%d], which has no target", k)
		}
	}
}

// shiftOf returns how long before (negative) or after a mark a moment is.
func shiftOf(m policy.Moment) (shift time.Duration, mark string, ok bool) {
	words := strings.Split(m.String(), " ")
	if len(words) != 3 {
		return 0, "", false
	}
	shift, err := document.ParseDuration(words[0])
	if words[1] == "before" {
		shift = -shift
	}
	return shift, words[2], err == nil
}

func isShifted(m policy.Moment) bool {
	_, _, ok := shiftOf(m)
	return ok
}

// checkShift finds moments that lie before a promise is made or, counted from the
// target, after the due instant, under every rule.
func (c *checker) checkShift(path string, i int, m policy.Commitment, shift time.Duration, mark string) {
	early := func(r policy.Rule) bool {
		length, ok := lengthTo(m, r, mark)
		return ok && -shift > length
	}
	late := func(r policy.Rule) bool {
		due, ok := lengthTo(m, r, "due")
		target, known := lengthTo(m, r, "target")
		return ok && known && shift > due-target
	}
	switch {
	case shift < 0 && c.all(i, early):
		c.find(Warning, path, "react later, or to a share of the time", "lies before the promise is made, under every rule, so that it comes at once")
	case shift > 0 && mark == "target" && c.all(i, late):
		c.find(Warning, path, "react earlier, or to the due instant", "lies after the due instant under every rule, unless the clock pauses in between")
	}
}

// lengthTo returns the working time from the start of a promise to a mark. ok is
// false if that depends on when, or there is no such mark.
func lengthTo(m policy.Commitment, r policy.Rule, mark string) (time.Duration, bool) {
	due, ok := promised(m, r)
	length, isWorked := due.Working()
	if mark == "due" {
		return length, ok && isWorked
	}
	target, known := aimed(m, r)
	if back, is := target.BeforeDue(); is {
		return length - back, ok && isWorked && known && back <= length
	}
	length, isWorked = target.Working()
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
		c.find(Warning, path+".times", "give fewer, or repeat less often", "%d times every %s last longer than a week", times, r.Every)
	}
}
