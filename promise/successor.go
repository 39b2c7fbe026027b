package promise

import "time"

// SuccessorAt returns the ID of the promise that replaces this one by t, as
// given by the Withdraw that ended it. ok is false if no Withdraw has ended it,
// or if that Withdraw gives none.
func (p Promise) SuccessorAt(t time.Time) (id string, ok bool) {
	if p.r == nil || t.Before(p.r.made) {
		return "", false
	}
	var j judge
	j.open(p.r)
	j.walk(t)
	id = j.withdrawal().Successor
	return id, id != ""
}

// withdrawal returns the event that withdrew the promise, or the zero Event. Of
// several without a Reopen in between, it is the first.
func (j *judge) withdrawal() (by Event) {
	if j.phase != Withdrawn {
		return Event{}
	}
	for i := range j.r.facts[:j.next] {
		switch e := &j.r.facts[i]; {
		case !e.At.Equal(j.endedAt):
		case e.Kind == Reopen:
			by = Event{}
		case e.Kind == Withdraw && by.Kind == 0:
			by = *e
		}
	}
	return by
}
