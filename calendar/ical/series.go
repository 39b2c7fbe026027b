package ical

import (
	"cmp"
	"fmt"
)

// A series is the events of a feed with one UID: an event, which may recur, and events
// that replace single instances of it.
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

// An instanceID identifies an event of a series.
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

// settle returns the valid events: of those for the same instance the latest, and none
// that is cancelled. It excludes the instances that are replaced or cancelled from the
// event that recurs.
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

// supersedes reports whether an event replaces another one for the same instance: the
// one with the higher SEQUENCE, then the later DTSTAMP. Two that are equal in this must
// have the same content.
func (ev *event) supersedes(other *event) bool {
	order := cmp.Or(cmp.Compare(ev.sequence, other.sequence), cmp.Compare(ev.stamp, other.stamp))
	if order == 0 && !ev.said.equal(other.said) {
		ev.fail(ev.line, fmt.Errorf("duplicate of line %d with the same sequence and dtstamp but other content; remove one of the two, or give them different uids", other.line))
	}
	return order > 0
}
