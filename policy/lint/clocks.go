package lint

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
)

// checkClock finds clocks that nothing stops, that never run, and pauses that
// nobody sees.
func (c *checker) checkClock(path string, m policy.Commitment) {
	if len(m.Clock.Stop) == 0 {
		c.find(Warning, path+".clock.stop", "say which event keeps the promise", "none: no promise of %q is ever kept", m.Name)
	}
	for i, pause := range m.Clock.PauseWhile {
		at := fmt.Sprintf("%s.clock.pause_while[%d]", path, i)
		for k, r := range m.Rules {
			if isIn(box(r.When), box(pause)) {
				c.find(Error, at, "name fields that the rule does not", "the clock never runs under rules[%d], which holds only while it pauses", k)
			}
		}
		for k, stop := range m.Clock.Stop {
			if len(stop.Becomes) > 0 && isIn(box(pause), box(stop.Becomes)) {
				c.find(Warning, at, "take it out of one of them", "begins only when stop[%d] has stopped the clock", k)
			}
		}
	}
}

// checkTargets finds targets that lie after the due instant, at any hour of four
// weeks.
func (c *checker) checkTargets(path string, m policy.Commitment) {
	for k, r := range m.Rules {
		if r.Due.IsZero() || r.Target.IsZero() || r.Target.IsBefore() {
			continue
		}
		cal := calendarOf(m, r)
		for hour := range 4 * 7 * 24 {
			at := c.now.Add(time.Duration(hour) * time.Hour)
			due, err := r.Due.Reach(cal, m.Terms.Cutoff, at)
			target, more := r.Target.Reach(cal, m.Terms.Cutoff, at)
			if err == nil && more == nil && target.After(due) {
				c.find(Error, fmt.Sprintf("%s.rules[%d].target", path, k), "aim earlier than what is promised",
					"%s is after the due instant, %s, of what comes in at %s", target.Format(time.RFC3339), due.Format(time.RFC3339), at.In(cal.Zone()).Format(time.RFC3339))
				break
			}
		}
	}
}

// checkReactions finds reactions at a target that no promise has.
func (c *checker) checkReactions(path string, m policy.Commitment) {
	for k, r := range m.Reactions {
		if !strings.HasSuffix(r.When.String(), "target") {
			continue
		}
		for n, rule := range m.Rules {
			if rule.Target.IsZero() && m.Pad == (policy.Pad{}) {
				c.find(Warning, fmt.Sprintf("%s.reactions[%d]", path, k), "give it a target or a pad, or react to the due instant", "is never due under rules[%d], which has no target", n)
			}
		}
	}
}

// checkOrder finds replies that are promised for later than the resolution, to
// cases for which both hold.
func (c *checker) checkOrder() {
	for i, reply := range c.config.Commitments {
		if !named(reply.Name, "first reply", "first response") {
			continue
		}
		for _, resolution := range c.config.Commitments {
			if !named(resolution.Name, "resol") {
				continue
			}
			c.compare(fmt.Sprintf("commitments[%d]", i), reply, resolution)
		}
	}
}

func named(name string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(strings.ToLower(name), part) {
			return true
		}
	}
	return false
}

// compare finds the first pair of rules, both for the same case, of which the
// reply's is due later.
func (c *checker) compare(path string, reply, resolution policy.Commitment) {
	var replies []box
	for k, r := range reply.Rules {
		var resolutions []box
		for n, s := range resolution.Rules {
			both, meet := meeting(box(r.When), box(s.When))
			hidden := slices.Concat(replies, resolutions)
			resolutions = append(resolutions, box(s.When))
			if !meet || covered(both, hidden, new(int)) {
				continue
			}
			first, ok := c.due(reply, r)
			last, known := c.due(resolution, s)
			if ok && known && first.After(last) {
				c.find(Warning, fmt.Sprintf("%s.rules[%d]", path, k), "promise the reply earlier", "what comes in now is replied to by %s, after its %s by rules[%d], %s",
					first.Format(time.RFC3339), resolution.Name, n, last.Format(time.RFC3339))
				return
			}
		}
		replies = append(replies, box(r.When))
	}
}

// meeting returns what two boxes have in common.
func meeting(a, b box) (box, bool) {
	both := box{}
	for field, values := range a {
		both[field] = values
	}
	for field, values := range b {
		if both[field] = within(both[field], values); len(both[field]) == 0 {
			return nil, false
		}
	}
	return both, true
}

// due returns when what comes in now is due by a rule, without its pad.
func (c *checker) due(m policy.Commitment, r policy.Rule) (time.Time, bool) {
	deadline := r.Due
	if deadline.IsZero() {
		deadline = r.Target
	}
	t, err := deadline.Reach(calendarOf(m, r), m.Terms.Cutoff, c.now)
	return t, err == nil
}

func calendarOf(m policy.Commitment, r policy.Rule) *calendar.Calendar {
	if r.Calendar != nil {
		return r.Calendar
	}
	return m.Calendar
}

const (
	year     = 366 * 24 * time.Hour
	twoMonth = 61 * 24 * time.Hour
)

// checkCalendars finds calendars that do not open, and days that run out.
func (c *checker) checkCalendars() {
	seen := map[string]bool{}
	for i, m := range c.config.Commitments {
		for k, r := range m.Rules {
			cal := calendarOf(m, r)
			if seen[cal.Fingerprint()] {
				continue
			}
			seen[cal.Fingerprint()] = true
			at := fmt.Sprintf("commitments[%d].calendar", i)
			if r.Calendar != nil {
				at = fmt.Sprintf("commitments[%d].rules[%d].calendar", i, k)
			}
			c.checkCalendar(at, cal)
		}
	}
}

func (c *checker) checkCalendar(path string, cal *calendar.Calendar) {
	if open, ok := cal.RollForward(c.now); !ok || open.Sub(c.now) > year {
		c.find(Error, path, "add hours, or take closures out", "%q does not open within a year from now", cal.Name())
		return
	}
	past, ahead := cal.Closures(c.now.Add(-year), c.now), cal.Closures(c.now.Add(twoMonth), c.now.Add(2*year))
	if len(past) >= 2 && len(ahead) == 0 {
		c.find(Warning, path, "add the days of the years to come", "the days and breaks of %q end within two months, after %d in the last year", cal.Name(), len(past))
	}
}
