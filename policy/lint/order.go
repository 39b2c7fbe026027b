package lint

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// weeksAhead is over how many weeks instants are compared, hour by hour.
const weeksAhead = 4

// checkTargets finds targets after the due instant, at any hour of four weeks.
func (c *checker) checkTargets(path string, i int, m policy.Commitment) {
	for _, k := range c.those(i) {
		r := m.Rules[k]
		if _, isBefore := r.Target.BeforeDue(); isBefore || r.Due.IsZero() || r.Target.IsZero() {
			continue
		}
		cal := calendarOf(m, r)
		terms := m.Terms
		terms.Calendar = cal
		for hour := range weeksAhead * 7 * 24 {
			at := c.now.Add(time.Duration(hour) * time.Hour)
			due, err := terms.Reach(r.Due, at, 0)
			target, more := terms.Reach(r.Target, at, 0)
			if err == nil && more == nil && target.After(due) {
				c.find(i, Error, fmt.Sprintf("%s.rules[%d].target", path, k), "aim earlier than what is promised",
					"%s is after the due instant, %s, of what comes in at %s", target.Format(time.RFC3339), due.Format(time.RFC3339), at.In(cal.Zone()).Format(time.RFC3339))
				break
			}
		}
	}
}

// checkOrder finds replies that are due later than the resolution of the same case.
func (c *checker) checkOrder() {
	for i, reply := range c.config.Commitments {
		if !named(reply.Name, "first reply", "first response") {
			continue
		}
		for j, resolution := range c.config.Commitments {
			if named(resolution.Name, "resol") {
				c.compare(i, j)
			}
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
func (c *checker) compare(i, j int) {
	resolution := c.config.Commitments[j].Name
	for _, p := range c.pairs(i, j) {
		if p.both == nil {
			continue
		}
		first, ok := c.due(i, p.both, c.now)
		last, known := c.due(j, p.both, c.now)
		if ok && known && first.After(last) {
			c.find(i, Warning, fmt.Sprintf("commitments[%d].rules[%d]", i, p.k), "promise the reply earlier", "what comes in now is replied to by %s, after its %s by rules[%d], %s",
				first.Format(time.RFC3339), resolution, p.n, last.Format(time.RFC3339))
			return
		}
	}
}

// due returns the due instant of a promise that is made at an instant.
func (c *checker) due(i int, fields policy.Fields, at time.Time) (time.Time, bool) {
	terms, _, err := c.policy.Terms(c.config.Commitments[i].Name, fields, at)
	if err != nil {
		return time.Time{}, false
	}
	due, err := terms.Reach(terms.Due, at, 0)
	return due, err == nil
}

// checkMatters finds commitments that are always due later than another one about
// the same matter, which then binds.
func (c *checker) checkMatters() {
	for i, m := range c.config.Commitments {
		for j, other := range c.config.Commitments {
			if i != j && m.Matter != "" && m.Matter == other.Matter && runAlike(m, other) && c.alwaysLater(i, j) {
				c.find(i, Warning, fmt.Sprintf("commitments[%d].matter", i), "take one out, or promise the same", "always promises later than %q about %q, so that the earlier one binds", other.Name, m.Matter)
				break
			}
		}
	}
}

// runAlike reports whether the clocks of two commitments start, pause and change at
// the same instants. Where they run once, each may have its own stop.
func runAlike(m, other policy.Commitment) bool {
	a, b := m.Clock, other.Clock
	if a.Cycle == "" {
		a.Cycle = policy.Once
	}
	if b.Cycle == "" {
		b.Cycle = policy.Once
	}
	if a.Cycle == policy.Once {
		a.Stop, b.Stop = nil, nil
	}
	return reflect.DeepEqual(a, b) && len(m.Conditions)+len(other.Conditions) == 0 && m.Terms.OnPause == other.Terms.OnPause &&
		m.Terms.Cutoff == other.Terms.Cutoff
}

// alwaysLater reports whether every case to which a commitment promises anything is
// promised it earlier by another one.
func (c *checker) alwaysLater(i, j int) bool {
	m, other := c.config.Commitments[i], c.config.Commitments[j]
	rules, others := boxes(m.Rules), boxes(other.Rules)
	for k := range rules {
		if !c.covered(rules[k], slices.Concat(rules[:k], others)) {
			return false
		}
	}
	pairs := c.pairs(i, j)
	for _, p := range pairs {
		late, early := m.Rules[p.k], other.Rules[p.n]
		due, ok := promised(m, late)
		earlier, known := promised(other, early)
		if !ok || !known || !isAlwaysLater(due, earlier) || !calendarOf(m, late).Equal(calendarOf(other, early)) {
			return false
		}
	}
	return len(pairs) > 0
}
