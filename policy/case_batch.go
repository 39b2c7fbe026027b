package policy

import (
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// inBatches returns entries, which are in order, with the parts of each batch as one
// entry, in the place of the last part. The parts of a batch have the same stated
// instant: parts with several instants before the opening are several events. A
// single part is an ordinary event.
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

// A batch is identified by the name and the instant that its parts state.
type batch struct {
	name string
	at   time.Time
}

// batch returns the batch of which the entry is a part.
func (e *entry) batch() batch {
	return batch{e.Batch, e.happened().UTC()}
}

// appendBatches appends entries that count at one instant, with those of each batch as
// one.
func appendBatches(list, entries []entry) []entry {
	ahead := map[batch]int{} // parts of a batch that are still to come
	for i := range entries {
		ahead[entries[i].batch()]++
	}
	parts := map[batch][]Event{}
	for i := range entries {
		if entries[i].Batch == "" {
			list = append(list, entries[i])
			continue
		}
		of := entries[i].batch()
		ahead[of]--
		parts[of] = append(parts[of], entries[i].Event)
		if ahead[of] == 0 {
			list = append(list, entry{Event: oneOf(parts[of]), before: entries[i].before})
		}
	}
	return list
}

// oneOf returns the event that the parts of a batch form together: with all their fields
// and facts, recorded with the last. The actor and the agreement depend on the
// consequence: see doneBy. For a consequence that no part causes, the actor is that of
// the last part that sets fields, and it is agreed if one of the parts is.
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

// doneBy returns the event as done by the parts for which is returns true: by the last
// of the customer's parts if there is one, else by the last part; agreed if one of them
// is. So the customer's authorship and agreement do not depend on the order of the
// parts. It returns the event itself if it is not a batch, or is returns false for all
// parts.
func (e *Event) doneBy(is func(i int, part *Event) bool) *Event {
	var by *Event
	agreed := false
	for i := range e.parts {
		p := &e.parts[i]
		if !is(i, p) {
			continue
		}
		agreed = agreed || p.Agreed
		if by == nil || p.By.Role == promise.RoleCustomer || by.By.Role != promise.RoleCustomer {
			by = p
		}
	}
	if by == nil {
		return e
	}
	done := e.as(by)
	done.Agreed = agreed
	return &done
}

// sets reports whether the event sets one of the fields to the value that it has after
// the batch.
func (e *Event) sets(names []string, after Fields) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		value, is := e.Set[name]
		return is && value == after[name]
	})
}

// setOffBy returns the event as done by those of its parts that match one of the
// triggers: those that set the fields of a trigger, if they match it, else all that
// match it. It is agreed if one of these is, or one that sets the fields. An event
// that is not a batch is its only part. It returns nil if no part matches.
func setOffBy(triggers []Trigger, e *Event, before, after Fields) *Event {
	if len(e.parts) == 0 {
		for i := range triggers {
			if triggers[i].isSetOff(e, before, after) {
				return e
			}
		}
		return nil
	}
	leads, agreed, isSetOff := make([]bool, len(e.parts)), false, false
	for i := range triggers {
		t := &triggers[i]
		fits := make([]bool, len(e.parts))
		fit, both := false, false
		names := t.turning(before, after)
		for k := range e.parts {
			p := &e.parts[k]
			if fits[k] = t.isSetOff(p, before, after); fits[k] {
				fit, both = true, both || p.sets(names, after)
			}
		}
		for k := range e.parts {
			p := &e.parts[k]
			sets := p.sets(names, after)
			leads[k] = leads[k] || (fits[k] && (sets || !both))
			agreed = agreed || (fit && sets && p.Agreed)
		}
		isSetOff = isSetOff || fit
	}
	if !isSetOff {
		return nil
	}
	done := e.doneBy(func(i int, _ *Event) bool { return leads[i] })
	done.Agreed = done.Agreed || agreed
	return done
}

// turning returns the fields by whose change the trigger matches.
func (t *Trigger) turning(before, after Fields) []string {
	names := append(misses(t.Becomes, before), misses(t.Leaves, after)...)
	for _, name := range t.Changes {
		if before[name] != after[name] {
			names = append(names, name)
		}
	}
	return names
}

// misses returns the fields that have none of the required values.
func misses(values map[string][]string, fields Fields) (names []string) {
	for name, list := range values {
		if !slices.Contains(list, fields[name]) {
			names = append(names, name)
		}
	}
	return names
}

// turning returns the fields by whose change another of several conditions holds: of
// these the first counts that holds; was and is are the ones before and after, -1 for
// none.
func turning(condition func(i int) map[string][]string, was, is int, before, after Fields) (names []string) {
	if is >= 0 {
		names = misses(condition(is), before)
	}
	if was >= 0 && (is < 0 || was < is) {
		names = append(names, misses(condition(was), after)...)
	}
	return names
}

// changes returns the event as done by the parts through which another rule applies. If
// there are none, it returns the event by which a promise is under way again.
func (r *runner) changes(e, begun *Event, before, after Fields) *Event {
	was, is := r.commitment.holds(before), r.commitment.holds(after)
	if len(e.parts) == 0 || was == is {
		return begun
	}
	when := func(i int) map[string][]string { return r.commitment.Rules[i].When }
	names := turning(when, was, is, before, after)
	return e.doneBy(func(_ int, p *Event) bool { return p.sets(names, after) })
}

// pauses returns the event as done by the parts that pause or resume the clock. If
// there are none, it returns the event by which a promise is under way again.
func (r *runner) pauses(e, begun *Event, before, after Fields) *Event {
	clock := &r.commitment.Clock
	if len(e.parts) == 0 || len(clock.PauseWhile) == 0 {
		return begun
	}
	was, is := clock.pausing(before), clock.pausing(after)
	names := turning(func(i int) map[string][]string { return clock.PauseWhile[i] }, was, is, before, after)
	if was == is && is >= 0 { // from one waiting state to another
		for name := range clock.PauseWhile[is] {
			if before[name] != after[name] {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return begun
	}
	return e.doneBy(func(_ int, p *Event) bool { return p.sets(names, after) })
}

// saying returns the parts of an event that have facts, each at the instant of the
// batch. An event that is not a batch is its only part.
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
