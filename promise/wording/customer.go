package wording

import (
	"github.com/underpromise/underpromise/promise"
)

// Customer tells a customer how the promise stands and when to expect the next
// word. It shows neither the internal target nor whether the promise is at risk,
// nor any reason, note or name of an event. See the package comment for its
// rules.
func (l Language) Customer(e promise.Explanation, o Options) string {
	t := l.newText(&e, o)
	switch t.s.Phase {
	case promise.Fulfilled:
		t.sayDone()
	case promise.Withdrawn:
		t.sayDropped()
	case promise.Pending, promise.Running, promise.Paused:
		switch t.s.Standing {
		case promise.Kept:
			t.sayDone()
		case promise.Void:
			t.sayDropped()
		case promise.Broken:
			if t.isLate() {
				t.sayBroken()
			} else {
				t.sayOpen()
			}
		default:
			t.sayOpen()
		}
	default:
		t.sayOpen()
	}
	return t.String()
}

// Promised tells a customer what has just been promised, and by when. For a
// promise that is under way in another manner (without a due instant, paused,
// announced later, broken, ended) it says what [Language.Customer] says.
func (l Language) Promised(e promise.Explanation, o Options) string {
	t := l.newText(&e, o)
	if !t.onItsWay() || t.isLater() {
		return l.Customer(e, o)
	}
	t.sayPromised()
	t.sayNext()
	return t.String()
}

// Revised tells a customer that the last revision in the explanation moved the
// due instant, and from when to when. For one that did not, or that does not
// bind, or that is not the last word any more, it says what [Language.Customer]
// says: that tells a later date that was announced but not agreed.
func (l Language) Revised(e promise.Explanation, o Options) string {
	t := l.newText(&e, o)
	n := len(e.Revisions)
	if n == 0 || !t.onItsWay() {
		return l.Customer(e, o)
	}
	r := e.Revisions[n-1]
	if !r.Binds || !r.To.Equal(t.due) || r.From.Equal(r.To) {
		return l.Customer(e, o)
	}
	t.from = r.From
	if !r.From.IsZero() {
		t.from = r.From.In(t.due.Location())
	}
	switch {
	case r.From.IsZero():
		t.sayPromised()
	case r.To.Before(r.From):
		t.say(revisedEarlier)
		t.sayCause()
	case r.Agreed:
		t.say(revisedAgreed)
		t.sayCause()
	default:
		t.say(revisedLater)
		t.sayCause()
		t.say(otherWay)
	}
	t.sayNext()
	return t.String()
}

// FollowUp asks a customer, some time after the end, whether what was promised
// is as it should be. For a promise that is not fulfilled it says what
// [Language.Customer] says.
func (l Language) FollowUp(e promise.Explanation, o Options) string {
	t := l.newText(&e, o)
	if t.s.Phase != promise.Fulfilled || t.end.IsZero() {
		return l.Customer(e, o)
	}
	if t.isLate() {
		t.say(followUpLate)
	} else {
		t.say(followUp)
	}
	if t.nextIsAhead() {
		t.say(next)
	}
	return t.String()
}

// onItsWay reports whether the promise is open, unbroken and not paused, and its
// due instant is ahead.
func (t *text) onItsWay() bool {
	open := t.s.Phase == promise.Pending || t.s.Phase == promise.Running
	unbroken := t.s.Standing == promise.OnTrack || t.s.Standing == promise.AtRisk
	return open && unbroken && t.dueIsAhead()
}

// isLate reports whether the promise is broken by what the customer was told. Of a
// due instant that a rule set when it had come, nobody was told: such a promise is
// late once what was first said is broken as well.
func (t *text) isLate() bool {
	return t.s.Standing == promise.Broken && (t.s.Notice != promise.Unannounced || t.s.FirstStanding == promise.Broken)
}

// isReplaced reports whether another promise took its place.
func (t *text) isReplaced() bool { return t.s.VoidCause == promise.VoidReplaced || t.successor != "" }

func (t *text) dueIsAhead() bool { return t.due.After(t.now) }

func (t *text) nextIsAhead() bool { return t.next.After(t.now) }

// isLater reports whether a date later than the due instant was announced, and
// is ahead. What follows from a rule was not announced.
func (t *text) isLater() bool { return !t.ruled && t.expected.After(t.now) && t.expected.After(t.due) }

func (t *text) sayPromised() {
	if t.start.IsZero() {
		t.say(promised)
	} else {
		t.say(startsAt)
	}
}

// sayOpen tells of an open promise that is not broken.
func (t *text) sayOpen() {
	if t.isLater() {
		t.sayLater()
	} else {
		t.say(t.open())
	}
	t.sayNext()
}

// open returns the sentence for a promise that is not broken and of which no
// later date was announced.
func (t *text) open() message {
	ahead := t.dueIsAhead()
	switch {
	case t.s.NoDue == promise.DueUnreachable:
		return unreachable
	case t.s.Phase == promise.Paused && ahead:
		return paused
	case t.s.Phase == promise.Paused:
		return pausedOpen
	case t.s.Phase == promise.Running && ahead:
		return running
	case t.s.NoDue == promise.DueReopened:
		return reopened
	case t.s.Phase == promise.Running:
		return runningOpen
	case ahead && !t.start.IsZero():
		return startsAt
	case ahead:
		return pending
	}
	if _, known := t.promisedWithin(t.c); known {
		return pendingWithin
	}
	return pendingOpen
}

// sayLater tells of a later date that was announced but not agreed.
func (t *text) sayLater() {
	if t.dueIsAhead() {
		t.say(later)
	} else {
		t.say(expectedOnly)
	}
	t.sayCause()
	t.sayWaiting()
	t.say(otherWay)
}

// sayBroken tells of a broken promise that is still open.
func (t *text) sayBroken() {
	t.sayNotKept()
	t.sayWaiting()
	switch {
	case t.isLater():
		t.say(expectedNow)
	case t.s.Phase == promise.Running:
		t.say(stillOn)
	}
	t.sayNext()
}

// sayNotKept says which times were not kept.
func (t *text) sayNotKept() {
	switch {
	case t.due.IsZero(), t.s.Notice == promise.Unannounced:
		t.say(brokenUndated)
	case t.expected.After(t.due) && !t.isLater() && !t.ruled:
		t.say(brokenTwice)
	default:
		t.say(broken)
	}
}

// sayWaiting says what a promise that is paused or pending waits for.
func (t *text) sayWaiting() {
	switch {
	case t.s.Phase == promise.Paused:
		t.say(waiting)
	case t.s.Phase == promise.Pending && !t.start.IsZero():
		t.say(startingAt)
	case t.s.Phase == promise.Pending:
		t.say(starting)
	}
}

// sayDone tells of a promise that was fulfilled.
func (t *text) sayDone() {
	unannounced := t.s.Notice == promise.Unannounced
	dated := !t.due.IsZero() && !t.end.IsZero() && !unannounced
	late := t.isLate()
	switch _, worth := t.c.ahead(t.end, t.due); {
	case late && dated:
		t.say(doneLate)
	case late:
		t.say(doneLateUndated)
	case unannounced && t.s.FirstStanding == promise.Kept:
		t.say(doneInTime)
	case !dated, t.s.FirstStanding == promise.Broken, t.end.After(t.due):
		t.say(done)
	case worth:
		t.say(doneEarly)
	default:
		t.say(doneInTime)
	}
	t.say(missing)
	if t.nextIsAhead() {
		t.say(nextAfter)
	}
}

// sayDropped tells of a promise that was taken back, or does not apply.
func (t *text) sayDropped() {
	replaced := t.isReplaced()
	switch {
	case t.isLate() && replaced:
		t.sayNotKept()
		t.say(stillOn)
	case replaced:
		t.say(runningOpen)
	case t.isLate():
		t.sayNotKept()
		t.say(stopped)
	default:
		t.say(void)
	}
	if replaced {
		t.sayNext()
		return
	}
	t.say(stillNeeded)
	if t.nextIsAhead() {
		t.say(next)
	}
}

func (t *text) sayCause() {
	if m, known := t.o.Cause.message(); known {
		t.say(m)
	}
}

// sayNext says when the customer hears from us again.
func (t *text) sayNext() {
	if t.nextIsAhead() {
		t.say(next)
	} else {
		t.say(noNext)
	}
}
