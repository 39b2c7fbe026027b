package ical

import (
	"cmp"
	"fmt"
)

// A series is what a feed says under one UID: an event, which may recur, and
// events that replace single instances of it.
type series struct{ events []*event }

// bad reports whether any of the events could not be read.
func (s *series) bad() bool {
	for _, ev := range s.events {
		if len(ev.problems) > 0 {
			return true
		}
	}
	return false
}

// An instanceID tells the events of a series apart.
type instanceID struct {
	replaces bool
	allDay   bool
	at       int64
}

func (ev *event) id() instanceID {
	switch {
	case ev.recurrence == nil:
		return instanceID{}
	case ev.recurrence.allDay:
		return instanceID{true, true, int64(ev.recurrence.at)}
	default:
		return instanceID{true, false, ev.recurrence.instant().Unix()}
	}
}

// settle returns the events that hold: of those for the same instance the
// latest, and none that is cancelled. It takes the instances that are replaced
// or cancelled out of the event that recurs.
func (s *series) settle() []*event {
	if s.bad() {
		return nil
	}
	latest := map[instanceID]*event{}
	var order []instanceID
	for _, ev := range s.events {
		id := ev.id()
		old := latest[id]
		if old == nil {
			order = append(order, id)
		}
		if old == nil || ev.supersedes(old) {
			latest[id] = ev
		}
	}
	whole := latest[instanceID{}]
	var kept []*event
	for _, id := range order {
		ev := latest[id]
		if whole != nil && ev != whole {
			if whole.cancelled && whole.sequence >= ev.sequence {
				continue
			}
			whole.exclude(*ev.recurrence)
		}
		if !ev.cancelled {
			kept = append(kept, ev)
		}
	}
	return kept
}

// supersedes reports whether an event holds rather than another one for the
// same instance: the higher SEQUENCE, then the later DTSTAMP. Two that are
// equal in this must say the same.
func (ev *event) supersedes(other *event) bool {
	order := cmp.Or(cmp.Compare(ev.sequence, other.sequence), cmp.Compare(ev.stamp, other.stamp))
	if order == 0 && !ev.said.equal(other.said) {
		ev.fail(ev.line, fmt.Errorf("is on line %d too, with the same sequence and dtstamp but otherwise; keep one, or give them different uids", other.line))
	}
	return order > 0
}
