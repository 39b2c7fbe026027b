package promise

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
