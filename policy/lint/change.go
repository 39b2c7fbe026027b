package lint

import (
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
	"github.com/underpromise/underpromise/promise"
)

// checkChange finds changes of fields that break a promise at once, and dates that
// move without consent.
func (c *checker) checkChange(path string, i int, m policy.Commitment) {
	var dues dues
	if later := m.Clock.Later == policy.LaterBinds; later || len(c.those(i)) > 1 && carries(m.Clock) {
		dues = c.dues(i, m)
	}
	if long, short, ok := dues.shrink(); ok && carries(m.Clock) {
		c.find(i, Note, path+".clock.change", `"sooner" counts from the change`,
			"can break at once: rules[%d] is due earlier than rules[%d], so that its time may be over when a change of fields leads to it", short, long)
	}
	if notice := m.Terms.Notice; notice > 0 && notice < time.Minute {
		c.find(i, Warning, path+".terms.notice", `write "later": "binds" in the clock if the published rules let later dates bind, or give a real notice`,
			"%s lets later dates bind, and makes every warning before a break a fair one", notice)
	}
	c.checkLater(path, i, m, dues)
}

// carries reports whether another rule counts from the start, with the elapsed time.
func carries(clock policy.Clock) bool {
	return clock.Change == "" || clock.Change == policy.Carry || clock.Change == policy.Tighter
}

// checkLater finds later dates that bind without consent, or that cannot occur.
func (c *checker) checkLater(path string, i int, m policy.Commitment, dues dues) {
	if m.Clock.Later != policy.LaterBinds {
		return
	}
	every := c.covered(cover.Box{}, boxes(m.Rules)) // a promise is always there
	resets, restarts := len(m.Clock.Reset) > 0, m.Clock.Change == policy.Restart && len(c.those(i)) > 1
	switch {
	case m.Audience == policy.AudienceTeam || m.Audience == policy.AudienceSupplier:
		c.find(i, Warning, path+".clock.later", "leave it out", "does nothing: what the %s is promised follows the rules anyway", m.Audience)
	case resets && restarts:
		c.findSilent(path, i, "a reset and a restart move")
	case resets:
		c.findSilent(path, i, "a reset moves")
	case restarts:
		c.findSilent(path, i, "a restart moves")
	case every && (m.Clock.Change == policy.Restart || dues.alike()):
		c.find(i, Warning, path+".clock.later", "leave it out, unless a policy with earlier dates adopts this one", "no change of fields leads to a later date")
	}
}

func (c *checker) findSilent(path string, i int, what string) {
	c.find(i, Warning, path+".clock.later", "leave it out, so that the date that was told holds on until the customer agrees",
		"%s a date that the customer was told, without telling anybody", what)
}

// dues are the due instants of the rules of a commitment that can match, at each hour of
// four weeks from now. Rules that depend on history are left out.
type dues struct {
	rules   []int
	at      [][]time.Time // by rule and hour; zero where it is never reached
	unknown bool          // some rules are left out
}

func (c *checker) dues(i int, m policy.Commitment) (d dues) {
	for _, k := range c.those(i) {
		r := m.Rules[k]
		due, ok := promised(m, r)
		if !ok || due.IsZero() {
			d.unknown = true
			continue
		}
		terms := m.Terms
		terms.Calendar = calendarOf(m, r)
		d.rules, d.at = append(d.rules, k), append(d.at, c.hours(terms, due))
	}
	return d
}

// hours returns the instant of a deadline at each hour of four weeks.
func (c *checker) hours(terms promise.Terms, due promise.Deadline) []time.Time {
	list := make([]time.Time, weeksAhead*7*24)
	for hour := range list {
		if t, err := terms.Reach(due, c.now.Add(time.Duration(hour)*time.Hour), 0); err == nil {
			list[hour] = t
		}
	}
	return list
}

// shrink returns two rules of which one is due earlier than the other, from the same
// start: the first such rule, and the rule that is due last then. A fixed date that has
// passed changes nothing, and is left out.
func (d dues) shrink() (long, short int, ok bool) {
	for hour := range weeksAhead * 7 * 24 {
		last := -1
		for n := range d.rules {
			if t := d.at[n][hour]; !t.IsZero() && (last < 0 || t.After(d.at[last][hour])) {
				last = n
			}
		}
		for n := range d.rules {
			if t := d.at[n][hour]; !t.IsZero() && t.Before(d.at[last][hour]) {
				return d.rules[last], d.rules[n], true
			}
		}
	}
	return 0, 0, false
}

// alike reports whether all rules are due at the same instants.
func (d dues) alike() bool {
	if d.unknown {
		return false
	}
	for _, at := range d.at {
		for hour := range at {
			if !at[hour].Equal(d.at[0][hour]) {
				return false
			}
		}
	}
	return true
}

// checkOpenedDone finds commitments that are kept by the opening of a finished case: the
// opening starts and stops the clock, while a rule matches.
func (c *checker) checkOpenedDone(path string, i int, m policy.Commitment) {
	starts := []cover.Box{{}}
	if len(m.Clock.Start) > 0 {
		starts = nil
		for _, t := range m.Clock.Start {
			starts = append(starts, openings(t)...)
		}
	}
	rules := boxes(m.Rules)
	for n, stop := range m.Clock.Stop {
		for _, b := range openings(stop) {
			for _, start := range starts {
				if k := c.firstIn(rules, start, b); k >= 0 {
					c.find(i, Note, fmt.Sprintf("%s.clock.stop[%d]", path, n), "let the rules name the open states; reports count such promises apart",
						"keeps a promise by rules[%d] as a case is opened finished", k)
					return
				}
			}
		}
	}
}

// firstIn returns the first rule that applies to a case that is in both boxes; -1 if
// there is none.
func (c *checker) firstIn(rules []cover.Box, a, b cover.Box) int {
	both, ok := a.Meeting(b)
	for k := range rules {
		if !ok {
			break
		}
		if in, meet := both.Meeting(rules[k]); meet {
			if _, holds := c.witness(in, rules[:k]); holds {
				return k
			}
		}
	}
	return -1
}

// openings returns boxes of fields for which the opening of a case matches a trigger;
// none if it never does.
func openings(t policy.Trigger) []cover.Box {
	p := place{Trigger: t}
	if why, _ := p.contradicts(); why != "" {
		return nil
	}
	if why, _ := p.neverOpened(); why != "" || len(t.Event) > 0 && !slices.Contains(t.Event, policy.Opened) {
		return nil
	}
	becomes := cover.Box(t.Becomes)
	if len(t.Leaves) == 0 {
		return []cover.Box{becomes}
	}
	var list []cover.Box
	for _, field := range sortedKeys(t.Leaves) { // it has been left if one field has
		if b, ok := becomes.Meeting(cover.Outside(field, t.Leaves[field])); ok {
			list = append(list, b)
		}
	}
	return list
}
