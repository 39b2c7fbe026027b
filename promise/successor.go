package promise

import "time"

// SuccessorAt returns the ID of the promise that has taken the place of this one
// by t: the one that the Withdraw names which ended it. ok is false if it has not
// ended so, and for a promise whose Withdraw names none.
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

// withdrawal returns the event that withdrew the promise, the zero Event if none
// did. Of several at one instant the first does, unless a Reopen lies in between.
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
