package policy

import (
	"maps"
	"slices"
)

// inBatches returns entries, which are in order, with the parts of each batch as one
// entry, where the last part stands. The parts of a batch happened at one instant; a
// part alone is an event as any other.
func inBatches(entries []entry) []entry {
	first := slices.IndexFunc(entries, func(e entry) bool { return e.Batch != "" })
	if first < 0 {
		return entries
	}
	list := make([]entry, 0, len(entries))
	for from, to := 0, 0; from < len(entries); from = to {
		for to < len(entries) && entries[to].At.Equal(entries[from].At) {
			to++
		}
		list = appendBatches(list, entries[from:to])
	}
	return list
}

// appendBatches appends entries of one instant, with those of each batch as one.
func appendBatches(list, entries []entry) []entry {
	ahead := map[string]int{} // parts of a batch that are still to come
	for i := range entries {
		ahead[entries[i].Batch]++
	}
	parts := map[string][]Event{}
	for i := range entries {
		name := entries[i].Batch
		if ahead[name]--; name == "" {
			list = append(list, entries[i])
			continue
		}
		parts[name] = append(parts[name], entries[i].Event)
		if ahead[name] == 0 {
			list = append(list, entry{Event: oneOf(parts[name])})
		}
	}
	return list
}

// oneOf returns the event that the parts of a batch are together: with all that they
// set and say, agreed if one of them is, learnt of with the last. It is done as the
// last part is that sets fields.
func oneOf(parts []Event) Event {
	if len(parts) == 1 {
		return parts[0]
	}
	one := parts[0]
	one.parts, one.Recorded = parts, parts[len(parts)-1].Recorded
	one.Set, one.Facts, one.Retracts = Fields{}, nil, ""
	for i := range parts {
		p := &parts[i]
		if len(p.Set) > 0 {
			one = one.as(p)
		}
		maps.Copy(one.Set, p.Set)
		one.Facts = append(one.Facts, p.Facts...)
		one.Agreed = one.Agreed || p.Agreed
	}
	return one
}

// as returns the event of a batch as if one of its parts had done all.
func (e Event) as(part *Event) Event {
	e.ID, e.Type, e.By, e.Channel, e.Reason, e.Data = part.ID, part.Type, part.By, part.Channel, part.Reason, part.Data
	return e
}

// setOffBy returns which part of the event sets off one of the triggers: where several
// do, the last that sets a field for which it asks. An event that is no batch is its
// only part. It is nil if none does.
func setOffBy(triggers []Trigger, e *Event, before, after Fields) *Event {
	for i := range triggers {
		t := &triggers[i]
		if len(e.parts) == 0 {
			if t.isSetOff(e, before, after) {
				return e
			}
			continue
		}
		var by *Event
		for k := range e.parts {
			if p := &e.parts[k]; t.isSetOff(p, before, after) && (by == nil || t.asksFor(p.Set)) {
				by = p
			}
		}
		if by != nil {
			return by
		}
	}
	return nil
}

// asksFor reports whether the trigger asks for one of the fields.
func (t *Trigger) asksFor(fields Fields) bool {
	for name := range fields {
		if t.Becomes[name] != nil || t.Leaves[name] != nil || slices.Contains(t.Changes, name) {
			return true
		}
	}
	return false
}

// as returns the event as it is taken by the commitment: a batch as done by the part
// that sets off what is under way, or what is not.
func (r *runner) as(e *Event, before, after Fields) *Event {
	if len(e.parts) == 0 {
		return e
	}
	clock := &r.commitment.Clock
	lists := [][]Trigger{clock.Reopen, clock.starts()}
	if r.live() != nil {
		lists = [][]Trigger{clock.Stop, clock.Cancel, clock.Reset}
	}
	for _, list := range lists {
		if part := setOffBy(list, e, before, after); part != nil {
			done := e.as(part)
			return &done
		}
	}
	return e
}

// saying returns the parts of an event that say something about promises, each as
// done when the batch was. An event that is no batch is its only part.
func (e *Event) saying() []*Event {
	if len(e.Facts) == 0 {
		return nil
	}
	if len(e.parts) == 0 {
		return []*Event{e}
	}
	var list []*Event
	for i := range e.parts {
		if p := &e.parts[i]; len(p.Facts) > 0 {
			by := e.as(p)
			by.Facts = p.Facts
			list = append(list, &by)
		}
	}
	return list
}
