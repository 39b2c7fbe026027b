package wording

import (
	"github.com/underpromise/underpromise/promise"
)

// Customer returns a text that tells a customer the state of the promise and
// the time of the next update. It contains neither the internal target nor
// whether the promise is at risk, nor any reason, note or name of an event. See
// the package comment for the rules.
func (l Language) Customer(e promise.Explanation, o Options) string {
	t := l.forCustomer(&e, o)
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
			t.sayBroken()
		default:
			t.sayOpen()
		}
	default:
		t.sayOpen()
	}
	return t.String()
}

// Promised returns a text that tells a customer what has just been promised,
// and by when. For a promise in another state (without a due instant, paused,
// announced later, broken, ended) it returns the text of [Language.Customer].
func (l Language) Promised(e promise.Explanation, o Options) string {
	t := l.forCustomer(&e, o)
	if !t.onItsWay() || t.isLater() {
		return l.Customer(e, o)
	}
	t.sayPromised()
	t.sayNext()
	return t.String()
}

// FollowUp returns a text that asks a customer, some time after the end,
// whether the result is satisfactory. For a promise that is not fulfilled it
// returns the text of [Language.Customer].
func (l Language) FollowUp(e promise.Explanation, o Options) string {
	t := l.forCustomer(&e, o)
	if t.s.Phase != promise.Fulfilled || t.end.IsZero() {
		return l.Customer(e, o)
	}
	if t.wasLate() {
		t.say(followUpLate)
	} else {
		t.say(followUp)
	}
	t.sayNextAfter(next)
	return t.String()
}

// onItsWay reports whether the promise is open, unbroken and not paused, its due
// instant is ahead, and the customer was not told that it takes longer.
func (t *text) onItsWay() bool {
	open := t.s.Phase == promise.Pending || t.s.Phase == promise.Running
	unbroken := t.s.Standing == promise.OnTrack || t.s.Standing == promise.AtRisk
	return open && unbroken && t.dueIsAhead() && !t.isLate
}

func (t *text) dueIsAhead() bool { return t.due.After(t.now) }

func (t *text) nextIsAhead() bool { return t.next.After(t.now) }

// isLater reports whether a date later than the due instant was announced, and
// is ahead.
func (t *text) isLater() bool { return t.expected.After(t.now) && t.expected.After(t.due) }

func (t *text) sayPromised() {
	switch {
	case len(t.onces) > 0:
		t.say(pendingOnce)
	case t.start.IsZero():
		t.say(promised)
	default:
		t.say(startsAt)
	}
}

// sayOpen adds the sentences for an open promise that is not broken.
func (t *text) sayOpen() {
	switch {
	case t.isLate && t.s.NoDue != promise.DueReopened && t.s.NoDue != promise.DueUnreachable:
		t.sayToldLate()
	case t.isLater():
		t.sayLater()
	default:
		t.sayBack()
		t.say(t.open())
	}
	t.sayNext()
}

// open returns the sentence for a promise that is not broken and has no
// announced later date.
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
	}
	_, known := t.promisedWithin(t.c)
	switch once := len(t.onces) > 0; {
	case ahead && once:
		return pendingOnce
	case ahead && !t.start.IsZero():
		return startsAt
	case ahead:
		return pending
	case known && once:
		return pendingOnceWithin
	case once:
		return pendingOnceOpen
	case known:
		return pendingWithin
	}
	return pendingOpen
}

// sayBack adds that a condition was missed, which undid the date told last, so
// that the one before is in force.
func (t *text) sayBack() {
	lapsed := t.justLapsed()
	if len(lapsed) == 0 || !t.dueIsAhead() {
		return
	}
	ifs := t.ifs
	t.ifs = lapsed
	t.say(back)
	t.ifs = ifs
}

// sayToldLate adds that it takes longer, as the customer was told, and that
// there is no new date yet.
func (t *text) sayToldLate() {
	t.say(toldLate)
	t.sayCause()
	t.sayWaiting()
	t.say(nameLater)
}

// sayLater adds a later date that was announced but not agreed.
func (t *text) sayLater() {
	if t.said.After(t.now) && t.expected.After(t.said) {
		t.say(later)
	} else {
		t.say(expectedOnly)
	}
	t.sayCause()
	t.sayWaiting()
	t.say(otherWay)
}

// sayBroken adds the sentences for a broken promise that is still open.
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

// sayNotKept adds the times that were not kept, of those that the customer was
// told.
func (t *text) sayNotKept() {
	switch {
	case t.due.IsZero():
		t.say(brokenUndated)
	case t.said.IsZero():
		t.say(takesTime)
	case t.said.After(t.now):
		t.say(asTold)
	case t.expected.After(t.said) && !t.isLater():
		t.say(brokenTwice)
	default:
		t.say(broken)
	}
}

// sayWaiting adds what a paused or pending promise waits for.
func (t *text) sayWaiting() {
	switch {
	case t.s.Phase == promise.Paused:
		t.say(waiting)
	case t.s.Phase == promise.Pending && len(t.onces) > 0:
		t.say(startingOnce)
	case t.s.Phase == promise.Pending && !t.start.IsZero():
		t.say(startingAt)
	case t.s.Phase == promise.Pending:
		t.say(starting)
	}
}

// wasLate reports whether the promise was fulfilled after the time that the
// customer was told.
func (t *text) wasLate() bool {
	if t.s.Standing != promise.Broken {
		return false
	}
	return t.due.IsZero() || !t.said.IsZero() && t.end.After(t.said)
}

// isReplaced reports whether another promise replaced it.
func (t *text) isReplaced() bool { return t.s.VoidCause == promise.VoidReplaced || t.successor != "" }

// sayDone adds the sentences for a fulfilled promise.
func (t *text) sayDone() {
	dated := !t.said.IsZero() && !t.end.IsZero()
	switch _, worth := t.ahead(t.c); {
	case t.wasLate() && dated:
		t.say(doneLate)
	case t.wasLate():
		t.say(doneLateUndated)
	case !dated, t.s.FirstStanding == promise.Broken && t.s.Standing != promise.Broken, t.end.After(t.said):
		t.say(done)
	case worth:
		t.say(doneEarly)
	default:
		t.say(doneInTime)
	}
	t.say(missing)
	t.sayNextAfter(nextAfter)
}

// sayDropped adds the sentences for a promise that was withdrawn or no longer
// applies. For one that another promise replaced, the work continues.
func (t *text) sayDropped() {
	late := t.s.Standing == promise.Broken && (t.due.IsZero() || !t.said.IsZero() && !t.said.After(t.end))
	conditions := t.missedVoid()
	switch replaced := t.isReplaced(); {
	case late && replaced:
		t.sayNotKept()
		t.say(stillOn)
		t.sayNext()
		return
	case replaced:
		t.say(runningOpen)
		t.sayNext()
		return
	case late:
		t.sayNotKept()
		t.say(stopped)
	case len(conditions) > 0:
		t.ifs = conditions
		t.say(voidCondition)
	default:
		t.say(void)
	}
	t.say(stillNeeded)
	t.sayNextAfter(next)
}

func (t *text) sayCause() {
	if m, known := t.o.Cause.message(); known {
		t.say(m)
	}
}

// sayNext adds the time of the next update, and its channel.
func (t *text) sayNext() {
	if t.nextIsAhead() {
		t.say(next)
	} else {
		t.say(noNext)
	}
	t.sayChannel()
}

// sayNextAfter adds it to a text about something that has ended, if there is a
// time.
func (t *text) sayNextAfter(m message) {
	if t.nextIsAhead() {
		t.say(m)
		t.sayChannel()
	}
}

func (t *text) sayChannel() {
	if m, known := t.o.Channel.message(); known {
		t.say(m)
	}
}
