package wording

import (
	"time"

	"github.com/underpromise/underpromise/promise"
)

// A change is a change at one instant, by one or several revisions or by a
// condition that undid one.
type change struct {
	at     time.Time
	agreed bool // the customer agreed
	binds  bool // and to is the due instant that it set
	to     time.Time
	// conditional reports whether other conditions came with it; back, whether
	// the earlier date replaced to again.
	conditional, back bool
}

// lastChange returns the last change in an explanation.
func lastChange(e *promise.Explanation) (c change, ok bool) {
	for _, r := range e.Revisions {
		for _, at := range []time.Time{r.At, r.Lapsed} {
			if at.After(c.at) {
				c.at, ok = at, true
			}
		}
	}
	for _, r := range e.Revisions {
		switch {
		case !r.Lapsed.IsZero():
			if r.Lapsed.Equal(c.at) {
				c.back, c.to = true, r.To
			}
		case r.At.Equal(c.at) && r.Binds:
			c.binds, c.to = true, r.To
			c.agreed = c.agreed || r.Agreed
			c.conditional = c.conditional || r.Conditional
		}
	}
	c.back = c.back && !c.binds
	return c, ok
}

// Revised returns a text that tells a customer what the last change of the
// terms in the explanation changed: all revisions at that instant together. It
// compares the due instant and the conditions after it with what the customer
// had been told before. It returns the text of [Language.Customer] if they are
// the same, if the change does not bind or is not the last change any more, or
// if the start waits for a condition that was missed; that text contains a
// later date that was announced but not agreed.
func (l Language) Revised(e promise.Explanation, o Options) string {
	t := l.forCustomer(&e, o)
	c, ok := lastChange(&e)
	if !ok || !t.onItsWay() || t.isLater() || len(t.onces) > 0 || !c.back && !(c.binds && c.to.Equal(t.due)) {
		return l.Customer(e, o)
	}
	if from, told := e.ToldBefore(c.at); told {
		t.from = from.In(t.now.Location())
	}
	switch {
	case c.back:
		if len(t.justLapsed()) == 0 {
			return l.Customer(e, o)
		}
		t.sayBack()
		t.sayPromised()
	case t.from.IsZero():
		t.sayPromised()
	case t.due.Equal(t.from) && !(c.conditional && len(t.ifs) > 0):
		return l.Customer(e, o)
	case t.due.Equal(t.from):
		t.say(revisedCondition)
	case t.due.Before(t.from):
		t.say(revisedEarlier)
		t.sayCause()
	case c.agreed:
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
