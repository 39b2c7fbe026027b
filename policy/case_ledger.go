package policy

import (
	"slices"

	"github.com/underpromise/underpromise/promise"
)

// A ledger is a promise with facts that are not recorded in it yet. The zero ledger has
// no promise, and enter does nothing on it.
type ledger struct {
	base   promise.Promise
	events []promise.Event
}

// isZero reports whether there is no promise.
func (l *ledger) isZero() bool { return l.base.IsZero() }

// enter adds facts for the promise.
func (l *ledger) enter(facts ...promise.Event) {
	if !l.isZero() {
		l.events = append(l.events, facts...)
	}
}

// recorded returns the promise with all its facts.
func (l *ledger) recorded() (promise.Promise, error) {
	if len(l.events) == 0 || l.isZero() {
		return l.base, nil
	}
	p, err := l.base.Record(l.base.Made(), l.events...)
	if err == nil {
		l.base, l.events = p, nil
	}
	return p, err
}

// unshare returns a copy of the ledger that can grow independently.
func (l ledger) unshare() ledger {
	l.events = slices.Clip(l.events)
	return l
}

// stamped returns a fact about a promise as the event of the case states it.
func (e *Event) stampedOn(p promise.Event) promise.Event {
	p.At, p.Recorded, p.By, p.Channel = e.At, e.Recorded, e.By, e.Channel
	if p.ID = orElse(p.ID, p.Kind.String()); e.ID != "" {
		p.ID = e.ID + "/" + p.ID
	} else {
		p.ID = ""
	}
	return p
}

// resumed returns a promise as if every open pause ended with the event.
func resumed(p promise.Promise, e *Event) (promise.Promise, error) {
	return p.Record(e.Recorded, promise.Event{Kind: promise.Resume, At: e.At, Recorded: e.Recorded})
}
