package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
)

// A place is a trigger with its commitment and its use.
type place struct {
	policy.Trigger
	path       string
	commitment int    // beforeAll for contact
	field      string // "stop"
}

// places returns all triggers of a policy, in the order of the document.
func places(config policy.Config) []place {
	var list []place
	add := func(i int, path, field string, triggers []policy.Trigger) {
		for n, t := range triggers {
			list = append(list, place{t, fmt.Sprintf("%s.%s[%d]", path, field, n), i, field})
		}
	}
	add(beforeAll, "contact", "told", config.Contact.Told)
	add(beforeAll, "contact", "asked", config.Contact.Asked)
	for i, m := range config.Commitments {
		clock := fmt.Sprintf("commitments[%d].clock", i)
		add(i, clock, "start", m.Clock.Start)
		add(i, clock, "stop", m.Clock.Stop)
		add(i, clock, "cancel", m.Clock.Cancel)
		add(i, clock, "reopen", m.Clock.Reopen)
		add(i, clock, "reset", m.Clock.Reset)
		for k, condition := range m.Conditions {
			add(i, fmt.Sprintf("commitments[%d].conditions[%d]", i, k), "met", condition.Met)
		}
	}
	return list
}

// checkTriggers finds triggers that no event can match.
func (c *checker) checkTriggers() {
	for _, p := range c.places {
		if why, mend := p.contradicts(); why != "" {
			c.find(p.commitment, Error, p.path, mend, "never matches: %s", why)
			continue
		}
		var whys, mends []string
		for _, event := range p.Event {
			if why, mend := c.never(p, event, c.able); why != "" {
				whys, mends = append(whys, fmt.Sprintf("%q: %s", event, why)), append(mends, mend)
			}
		}
		switch {
		case len(whys) > 0 && len(whys) == len(p.Event):
			c.find(p.commitment, Error, p.path, mends[0], "never matches: %s", strings.Join(whys, ", "))
		case len(whys) > 0:
			c.find(p.commitment, Warning, p.path+".event", mends[0], "one of them never matches: %s", strings.Join(whys, ", "))
		default:
			c.checkNames(p)
		}
	}
}

// contradicts returns why no change of fields can match a trigger.
func (p place) contradicts() (why, mend string) {
	if len(p.Leaves) == 0 {
		return "", ""
	}
	becomes, leaves := cover.Box(p.Becomes), cover.Box(p.Leaves)
	if len(becomes) > 0 && (becomes.IsIn(leaves) || leaves.IsIn(becomes)) {
		return "what it becomes is what it leaves", "name other values in one of them"
	}
	isSame := func(field string) bool {
		from, to := leaves[field], becomes[field]
		return len(from) > 0 && len(to) > 0 && same(from, to)
	}
	if len(becomes) > 0 && len(p.Changes) > 0 && !slices.ContainsFunc(p.Changes, func(field string) bool { return !isSame(field) }) {
		return fmt.Sprintf("%s must change, and be the same before and after", strings.Join(p.Changes, ", ")), "name another field in changes"
	}
	return "", ""
}

// same reports whether all values in two lists are equal.
func same(a, b []string) bool {
	return !slices.ContainsFunc(slices.Concat(a, b), func(v string) bool { return v != a[0] })
}

// never returns why an event of a type cannot match a trigger; "" if it can.
func (c *checker) never(p place, event string, able ability) (why, mend string) {
	switch event {
	case policy.Opened:
		return p.neverOpened()
	case policy.PromiseKept, policy.PromiseBroken:
		return c.neverTurned(p, event, able)
	}
	return "", ""
}

// neverOpened returns why the opening of a case cannot match a trigger: it has no actor
// and no data, and before it there are no promises and only empty fields.
func (p place) neverOpened() (why, mend string) {
	switch {
	case len(p.By) > 0:
		return "an opening has no actor", "leave by out"
	case len(p.Changes) > 0 || misses(p.Leaves, nil) != "":
		return "a case has no fields before", "ask for what they become"
	case misses(p.Where, nil) != "":
		return fmt.Sprintf("an opening has no %q", misses(p.Where, nil)), "leave where out"
	case p.field == "reopen":
		return "no promise has been fulfilled then", "name a later event"
	}
	return "", ""
}

// neverTurned returns why the outcome of a promise cannot match a trigger: it has no
// actor, and it changes no field.
func (c *checker) neverTurned(p place, event string, able ability) (why, mend string) {
	turned := able.broken
	if event == policy.PromiseKept {
		turned = able.kept
	}
	whose := p.Where["commitment"]
	switch {
	case p.commitment < 0:
		return "it is not an event of the case's log", "name an event that is recorded"
	case len(p.By) > 0:
		return "it has no actor", "leave by out"
	case len(p.Becomes)+len(p.Leaves)+len(p.Changes) > 0:
		return "it changes no field", "ask for a field in a rule's when"
	case misses(p.Where, []string{"commitment", "promise"}) != "":
		return fmt.Sprintf("it has no %q", misses(p.Where, []string{"commitment", "promise"})), "ask for its commitment or its promise"
	case whose != nil && !slices.ContainsFunc(whose, c.isCommitment):
		return "unknown commitment " + quoted(whose), "name one of " + quoted(c.policy.Commitments())
	}
	for i, m := range c.config.Commitments {
		if turned[i] && (whose == nil || slices.Contains(whose, m.Name)) {
			return "", ""
		}
	}
	if event == policy.PromiseKept {
		return "nothing starts or stops such a promise", "let something stop it, or wait for another"
	}
	return "no such promise is ever due", "let something start it, or wait for another"
}

// checkNames finds unknown commitments beside known ones.
func (c *checker) checkNames(p place) {
	onlyTurns := !slices.ContainsFunc(p.Event, func(e string) bool { return e != policy.PromiseKept && e != policy.PromiseBroken })
	if len(p.Event) == 0 || !onlyTurns {
		return
	}
	for _, name := range p.Where["commitment"] {
		if !c.isCommitment(name) {
			c.find(p.commitment, Warning, p.path+".where.commitment", "name one of "+quoted(c.policy.Commitments()), "unknown commitment %q", name)
		}
	}
}

func (c *checker) isCommitment(name string) bool {
	return slices.Contains(c.policy.Commitments(), name)
}

// misses returns a field whose required value data with only the fields in has cannot
// have; "" if there is none. A missing field is "".
func misses(where map[string][]string, has []string) string {
	if len(where) == 0 {
		return ""
	}
	for _, field := range sortedKeys(where) {
		if !slices.Contains(has, field) && !slices.Contains(where[field], "") {
			return field
		}
	}
	return ""
}

func quoted(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, fmt.Sprintf("%q", name))
	}
	return strings.Join(list, ", ")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
