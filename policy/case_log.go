package policy

import (
	"cmp"
	"sort"
)

// without returns the entries but those that are to go.
func without(entries []entry, goes func(*entry) bool) []entry {
	kept := make([]entry, 0, len(entries))
	for i := range entries {
		if !goes(&entries[i]) {
			kept = append(kept, entries[i])
		}
	}
	return kept
}

// compare compares entries by the instant at which they count, which for events before
// the opening is the opening, then by when they happened, then by when they were recorded.
func (e *entry) compare(other *entry) int {
	return cmp.Or(e.At.Compare(other.At), e.happened().Compare(other.happened()), e.Recorded.Compare(other.Recorded))
}

// inOrder returns events in the order in which they happened. It sorts their
// places, since an entry is big.
func inOrder(events []entry) []entry {
	places := make([]int, len(events))
	for i := range places {
		places[i] = i
	}
	before := func(i, j int) bool {
		return events[places[i]].compare(&events[places[j]]) < 0
	}
	if sort.SliceIsSorted(places, before) {
		return events
	}
	sort.SliceStable(places, before)
	sorted := make([]entry, len(events))
	for i, place := range places {
		sorted[i] = events[place]
	}
	return sorted
}

// retracts reports whether the last events of a log retract an event, or are
// retracted themselves.
func retracts(log, last []entry) bool {
	for i := range log {
		back := log[i].Retracts
		if back == "" {
			continue
		}
		for k := range last {
			if last[k].Retracts != "" || last[k].ID == back {
				return true
			}
		}
	}
	return false
}
