package promise

import (
	"maps"
	"time"
)

// A conditionState is the state of a condition of the terms in force.
type conditionState struct {
	met, overdue bool
	waits        bool      // it was overdue after an end: what follows comes at the reopening
	blocks       bool      // it was overdue, and the start waits for it
	metAt        time.Time // if met
	revision     int       // the fact that brought it, or -1
}

// isMissed reports whether the i-th condition is newly missed at t.
func (j *judge) isMissed(i int, t time.Time) bool {
	c := &j.conditions[i]
	return !c.met && !c.overdue && !j.terms.Conditions[i].By.After(t)
}

// missed notes that the i-th condition was not met by t. The consequence waits
// for a reopening if the promise has ended, unless a condition of the same
// instant has made it void.
func (j *judge) missed(i int, t time.Time) {
	c := &j.conditions[i]
	isVoid := j.phase == Withdrawn && j.cause == VoidByCondition && j.endedAt.Equal(t)
	c.overdue, c.waits = true, !isVoid || j.terms.Conditions[i].Else == ElseMove
}

// waitsToMiss reports whether the i-th condition was missed and its consequence
// applies now.
func (j *judge) waitsToMiss(i int) bool {
	return j.conditions[i].waits && j.phase == 0 && j.verdict != Broken
}

// applyElse applies the consequence of the i-th condition, which was missed, at
// t.
func (j *judge) applyElse(i int, t time.Time) {
	c := &j.conditions[i]
	c.waits = false
	if j.terms.Conditions[i].Else != ElseMove {
		j.end(t, Withdrawn, Void)
		j.voidBy(VoidByCondition)
		for k := range j.conditions { // who reopens it now does so without them
			j.conditions[k].waits = j.conditions[k].waits && j.terms.Conditions[k].Else == ElseMove
		}
		return
	}
	c.blocks = true
	if j.based {
		j.startAgain(t)
	}
	if !j.blocked() { // it was met late, before the reopening
		j.unblock(t)
	}
}

// startAgain makes the promise wait for another start from t on.
func (j *judge) startAgain(t time.Time) {
	j.count(t)
	j.started, j.based = false, false
	j.elapsed, j.paused, j.wallElapsed, j.wallPaused = 0, 0, 0, 0
	if j.trace != nil {
		j.trace.discard()
	}
	switch {
	case j.due.state != gone:
		j.readMarks()
	case j.target.state != gone:
		j.target.unread()
	}
	if j.expected.said {
		j.expected = mark{} // the promise's own due, which is due again
	}
	j.expected.unread()
}

// blocked reports whether a condition that moves the start is overdue.
func (j *judge) blocked() bool {
	for _, c := range j.conditions {
		if c.blocks && !c.met {
			return true
		}
	}
	return false
}

func (j *judge) takeMeet(e *Event) {
	for i, c := range j.terms.Conditions {
		if c.Name != e.Condition {
			continue
		}
		s := &j.conditions[i]
		if s.met {
			j.remark(e, "was met before")
			return
		}
		s.met, s.metAt = true, e.At
		if s.blocks && !j.started && !j.blocked() {
			j.unblock(e.At)
		}
		return
	}
	j.remark(e, "meets no condition of the terms")
}

// carryConditions keeps the state of the conditions that stay: one that was
// missed blocks the start until it is met, and can be late again only at a
// later last instant. One that undoes the revision is missed anew.
func (j *judge) carryConditions(terms *Terms, revision int) []conditionState {
	t, states := j.r.facts[revision].At, make([]conditionState, len(terms.Conditions))
	for i, c := range terms.Conditions {
		for k, old := range j.terms.Conditions {
			if old.Name == c.Name {
				states[i] = j.conditions[k]
				states[i].overdue = states[i].overdue && !c.By.After(t) && c.Else != ElseBack
				states[i].waits = states[i].waits && states[i].overdue
			}
		}
		states[i].revision = revision
	}
	return states
}

// conditionStates returns the states of the conditions of the terms in force.
func (j *judge) conditionStates() (states []ConditionState) {
	for i, c := range j.terms.Conditions {
		s := j.conditions[i]
		state := ConditionState{Name: c.Name, By: c.By, Else: ElseVoid, Met: s.metAt, Missed: s.overdue, Wording: maps.Clone(c.Wording)}
		if c.Else != "" {
			state.Else = c.Else
		}
		states = append(states, state)
	}
	return states
}
