package promise

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// A lapse is a revision that was undone because a condition that it brought was
// missed: the history is read again without it. Between the two instants the
// revision was in force, so the promise does not break then by the terms
// without it.
type lapse struct {
	fact      int       // the revision
	at        time.Time // when the condition was missed
	over      bool      // the history has been read up to then
	revision  Revision  // as it was noted
	condition ConditionState
}

// mostBack is the maximum number of revisions of one promise that can bring a
// condition with [ElseBack]. The history is read again for each.
const mostBack = 100

// bringsBack reports whether the event brings a condition with [ElseBack].
func (e *Event) bringsBack() bool {
	return slices.ContainsFunc(e.Terms.Conditions, func(c Condition) bool { return c.Else == ElseBack })
}

// checkBack returns an error if there are more than mostBack such revisions.
func checkBack(log []Event, known int) error {
	n := 0
	for i := range log {
		if !log[i].bringsBack() {
			continue
		}
		if n++; n > mostBack && i >= known {
			return fieldError(fmt.Sprintf("events[%d].terms.conditions", i-known), fmt.Errorf("out of range: at most %d revisions of a promise can have a condition with else %q; write %q or %q", mostBack, ElseBack, ElseVoid, ElseMove))
		}
	}
	return nil
}

// goesBack reads the history again without the revisions whose [ElseBack]
// conditions are missed at t, and reports whether there was one.
func (j *judge) goesBack(t time.Time) bool {
	if j.phase != 0 || j.verdict == Broken {
		return false // it does not matter any more
	}
	for i := range j.conditions {
		if j.terms.Conditions[i].Else == ElseBack && j.conditions[i].revision >= 0 && (j.isMissed(i, t) || j.conditions[i].waits) {
			j.goBack(i, t)
			return true
		}
	}
	return false
}

// goBack reads the history up to t again without the revision that brought the
// i-th condition.
func (j *judge) goBack(i int, t time.Time) {
	c := j.terms.Conditions[i]
	l := lapse{fact: j.conditions[i].revision, at: t, condition: ConditionState{Name: c.Name, By: c.By, Else: c.Else, Missed: true, Wording: maps.Clone(c.Wording)}}
	again := judge{firstOnly: j.firstOnly, lapsed: append(slices.Clone(j.lapsed), l)}
	if j.trace != nil {
		again.trace = &trace{}
		for _, r := range j.trace.revisions {
			if r.fact == l.fact {
				r.Lapsed = t
				again.lapsed[len(j.lapsed)].revision = r
			}
		}
	}
	for k := range again.lapsed {
		again.lapsed[k].over = false
	}
	again.open(j.r)
	again.walk(t)
	*j = again
}

// endLapses starts judging by the terms without the revisions that lapsed at t.
func (j *judge) endLapses(t time.Time) {
	for i := range j.lapsed {
		if l := &j.lapsed[i]; !l.over && !l.at.After(t) {
			l.over = true
			if j.boundAt.Before(l.at) {
				j.boundAt, j.byRule = l.at, false
			}
		}
	}
}

// lapses reports whether t lies in a stretch in which a revision that has since
// lapsed was in force.
func (j *judge) lapses(t time.Time) bool {
	for i := range j.lapsed {
		if l := &j.lapsed[i]; !l.over && !t.Before(j.r.facts[l.fact].At) {
			return true
		}
	}
	return false
}

// lapseOf returns the lapse of the i-th fact, if there is one.
func (j *judge) lapseOf(i int) *lapse {
	for k := range j.lapsed {
		if j.lapsed[k].fact == i {
			return &j.lapsed[k]
		}
	}
	return nil
}

// Lapsed returns the revisions that were undone by t because a condition that
// they brought was missed ([ElseBack]), in the order in which they lapsed.
func (p Promise) Lapsed(t time.Time) []Event {
	if p.r == nil || !p.r.revised {
		return nil
	}
	var j judge
	j.open(p.r)
	j.walk(t)
	var events []Event
	for _, l := range j.lapsed {
		events = append(events, j.r.facts[l.fact].Clone())
	}
	return events
}
