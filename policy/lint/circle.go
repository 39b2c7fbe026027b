package lint

import (
	"fmt"
	"maps"
	"slices"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// checkCircles finds commitments whose promises end and start each other for ever at one
// instant. It applies plain events of all types that the policy names, one after the
// other, to cases of every rule, until it has found all states that they lead to.
func (c *checker) checkCircles() {
	types := c.plainTypes()
	if types == nil {
		return
	}
	told, work := map[string]bool{}, mostWork
	for _, fields := range c.kindsOfCases() {
		if work < 0 {
			break
		}
		for _, circle := range c.newCourse(fields, &work).circles(types) {
			var names []string
			for _, i := range circle {
				names = append(names, c.config.Commitments[i].Name)
			}
			if text := quoted(names); !told[text] {
				told[text] = true
				c.find(circle[0], Error, fmt.Sprintf("commitments[%d].clock", circle[0]), "name in where the commitments that are meant, and not these",
					"promises end and start again for ever at one instant, each through the other: %s", text)
			}
		}
	}
}

// plainTypes returns the types of events in triggers; nil if no trigger waits for
// outcomes of promises, and no period ends at once.
func (c *checker) plainTypes() []string {
	types, waits := map[string]bool{}, false
	for _, p := range c.places {
		for _, event := range p.Event {
			if event == policy.PromiseKept || event == policy.PromiseBroken {
				waits = true
			} else if event != "" && event != policy.Opened && event != policy.Adopted {
				types[event] = true
			}
		}
	}
	for i, m := range c.config.Commitments {
		waits = waits || m.Clock.Cycle == policy.Periodic && slices.ContainsFunc(c.those(i), func(k int) bool { return isDueAtOnce(m, m.Rules[k]) })
	}
	if !waits {
		return nil
	}
	return append([]string{""}, slices.Sorted(maps.Keys(types))...) // "" waits for a break
}

// mostKinds bounds how many kinds of cases are tried.
const mostKinds = 32

// kindsOfCases returns one without fields, and one for every rule.
func (c *checker) kindsOfCases() []policy.Fields {
	kinds := []policy.Fields{{}}
	for _, m := range c.config.Commitments {
		list := boxes(m.Rules)
		for k := range list {
			fields, ok := c.witness(list[k], list[:k])
			if ok && len(kinds) < mostKinds && !slices.ContainsFunc(kinds, func(f policy.Fields) bool { return maps.Equal(f, fields) }) {
				kinds = append(kinds, fields)
			}
		}
	}
	return kinds
}

func isDueAtOnce(m policy.Commitment, r policy.Rule) bool {
	due, ok := promised(m, r)
	d, is := due.Working()
	return ok && is && d == 0
}

// A course is the possible development of the promises of a case whose fields do not
// change.
type course struct {
	commitments []policy.Commitment
	fields      policy.Fields
	promises    []bool // whether a rule matches
	atOnce      []bool // whether promises are due when they are made
	breaks      []bool // whether promises break later, if nothing happens
	work        *int   // how much may still be tried
}

func (c *checker) newCourse(fields policy.Fields, work *int) course {
	n := len(c.config.Commitments)
	course := course{c.config.Commitments, fields, make([]bool, n), make([]bool, n), make([]bool, n), work}
	for i, m := range c.config.Commitments {
		k := slices.IndexFunc(m.Rules, func(r policy.Rule) bool { return has(fields, r.When) })
		paused := slices.ContainsFunc(m.Clock.PauseWhile, func(when map[string][]string) bool { return has(fields, when) })
		// A promise with conditions may be void.
		if k >= 0 && len(m.Conditions) == 0 {
			course.promises[i] = true
			course.atOnce[i] = isDueAtOnce(m, m.Rules[k]) && c.able.broken[i]
			course.breaks[i] = c.able.broken[i] && !course.atOnce[i] && !paused && m.Terms.OnReopen != promise.Ignore
		}
	}
	return course
}

// has reports whether all named fields have one of their values.
func has(fields policy.Fields, values map[string][]string) bool {
	for name, list := range values {
		if !slices.Contains(list, fields[name]) {
			return false
		}
	}
	return true
}

// mostTurns is the number of consequences of one event that counts as for ever, since a
// case stops there. The others bound the work: the states of a kind of case, the circles
// found in one, and the events applied to commitments. Circles beyond these bounds are
// not found.
const (
	mostTurns   = 10_000
	mostStates  = 2000
	mostCircles = 8
	mostWork    = 1_000_000
)

// circles returns the commitments of each circle, in order.
func (c course) circles(types []string) [][]int {
	var found [][]int
	first, circle, ok := c.after(make([]life, len(c.commitments)), happening{event: policy.Opened, commitment: -1})
	switch {
	case circle != nil:
		return [][]int{circle}
	case !ok:
		return nil
	}
	known := map[string]bool{key(first): true}
	for reached := [][]life{first}; len(reached) > 0 && len(known) < mostStates; reached = reached[1:] {
		for _, event := range types {
			h := happening{event: event, commitment: -1}
			if event == "" {
				i, ok := c.onlyOpen(reached[0])
				if !ok {
					continue
				}
				h = happening{policy.PromiseBroken, i}
			}
			next, circle, ok := c.after(reached[0], h)
			if circle != nil {
				found = append(found, circle)
			} else if ok && !known[key(next)] {
				known[key(next)] = true
				reached = append(reached, next)
			}
			if len(found) == mostCircles || *c.work < 0 {
				return found
			}
		}
	}
	return found
}

func key(state []life) string { return fmt.Sprint(state) }

// onlyOpen returns the one commitment that breaks if nothing happens; ok is false if
// none does, or if it is not clear which does first.
func (c course) onlyOpen(state []life) (only int, ok bool) {
	for i, p := range state {
		if p.phase == waiting {
			return 0, false // the next period comes first, perhaps
		}
		if p.phase == open && !p.failed && c.breaks[i] {
			if ok {
				return 0, false
			}
			only, ok = i, true
		}
	}
	return only, ok
}
