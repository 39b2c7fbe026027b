package policy

import (
	"maps"
	"slices"
	"time"
)

// An undoing is what is needed to work a commitment out again as if something had
// not been accepted under a condition ([promise.ElseBack]).
type undoing struct {
	facts    int                // that were taken in
	since    []takenFact        // from the first acceptance on that may still go back
	gone     []acceptance       // what has gone back
	set      map[string][]shade // what goes back with which acceptance, by field, the last one at the end
	replayed int                // how much was worked out again
	shadow   bool               // it is itself worked out again
}

// A takenFact is a fact with its number, and those before it where it adopts another
// policy.
type takenFact struct {
	number  int
	fact    entry
	earlier []entry
}

// An acceptance is the number of a fact, and the commitment of which the promise went
// back.
type acceptance struct {
	fact       int
	commitment string
}

// A shade is what a field was before an acceptance set it. Nobody has changed the
// field since but by another acceptance.
type shade struct {
	fact int
	was  string
}

func (u undoing) unshare() undoing {
	u.since, u.gone, u.set = slices.Clip(u.since), slices.Clip(u.gone), maps.Clone(u.set)
	return u
}

// keepFact keeps a fact before it is taken in, as long as something can go back, and
// returns where the derivation stands if the fact may be an acceptance.
func (d *derivation) keepFact(e *entry, earlier []entry) *derivation {
	u := &d.undone
	u.facts++
	accepts := slices.ContainsFunc(e.Facts, func(f Fact) bool { return slices.ContainsFunc(f.Says.Terms.Conditions, isBack) })
	if !d.mayGoBack() {
		u.since = nil
		if !accepts {
			return nil
		}
	}
	var from *derivation
	if accepts {
		from = d.checkpoint()
	}
	u.since = append(u.since, takenFact{u.facts, *e, earlier})
	return from
}

// mayGoBack reports whether something waits for a condition, also if it is fulfilled and
// can be reopened.
func (d *derivation) mayGoBack() bool {
	for i := range d.runners {
		runs := d.runners[i].runs
		if n := len(runs); n > 0 && (!runs[n-1].ended || runs[n-1].done) && len(runs[n-1].missed) > 0 {
			return true
		}
	}
	return false
}

// checkpoint returns a derivation that can be continued from here, without the
// promises that nothing changes any more.
func (d *derivation) checkpoint() *derivation {
	from := *d
	from.runners = slices.Clone(d.runners)
	for i := range from.runners {
		r := &from.runners[i]
		n := max(len(r.runs)-1, 0)
		for n > 0 && r.runs[n].isZero() {
			n--
		}
		r.runs = r.runs[n:]
		r.unshare()
	}
	from.undone = from.undone.unshare()
	from.undone.facts--
	from.undone.since, from.undone.shadow = nil, true
	return &from
}

// keepStart notes from where to work out again what the last fact brought about under
// a condition, and reports whether it did so.
func (d *derivation) keepStart(from *derivation) bool {
	kept := false
	for i := range d.runners {
		live := d.runners[i].live()
		for k := 0; live != nil && k < len(live.backs); k++ {
			if b := &live.backs[k]; b.fact == d.undone.facts {
				b.from, kept = from, true
			}
		}
	}
	return kept
}

// keepFields keeps what the fields were that the last fact changed, if that goes back
// with it. What was changed for good does not go back.
func (d *derivation) keepFields(before, after Fields, accepted bool) {
	u := &d.undone
	if len(u.set) == 0 && !accepted {
		return
	}
	set := map[string][]shade{}
	for name, shades := range u.set {
		if accepted || before[name] == after[name] {
			set[name] = shades
		}
	}
	for _, name := range sortedKeys(after) {
		if accepted && before[name] != after[name] {
			shades := append(slices.Clip(set[name]), shade{u.facts, before[name]})
			set[name] = shades[max(len(shades)-mostShades, 0):]
		}
	}
	for _, name := range sortedKeys(before) {
		if _, is := after[name]; accepted && !is && before[name] != "" {
			set[name] = append(slices.Clip(set[name]), shade{u.facts, before[name]})
		}
	}
	u.set = set
}

// mostShades bounds how many acceptances that follow each other can set one field back.
const mostShades = 100

// unset enters into an event the fields that go back with an acceptance. Where another
// acceptance has set a field since, that goes back to what was before both.
func (d *derivation) unset(fact int, e *Event) {
	for _, name := range sortedKeys(d.undone.set) {
		shades := d.undone.set[name]
		i := slices.IndexFunc(shades, func(s shade) bool { return s.fact == fact })
		if i < 0 {
			continue
		}
		was := shades[i].was
		shades = slices.Delete(slices.Clone(shades), i, i+1)
		if i < len(shades) {
			shades[i].was = was
		} else {
			e.Set[name] = was
		}
		if d.undone.set[name] = shades; len(shades) == 0 {
			delete(d.undone.set, name)
		}
	}
}

// without returns a fact without what has gone back.
func (u *undoing) without(t *takenFact) entry {
	e := t.fact
	for _, a := range u.gone {
		if a.fact != t.number {
			continue
		}
		e.Set = nil
		e.Facts = slices.DeleteFunc(slices.Clone(e.Facts), func(f Fact) bool {
			return f.Commitment == a.commitment && slices.ContainsFunc(f.Says.Terms.Conditions, isBack)
		})
		e.parts = slices.Clone(e.parts)
		for i := range e.parts {
			part := takenFact{t.number, entry{Event: e.parts[i]}, nil}
			part.fact.parts = nil
			e.parts[i] = u.without(&part).Event
		}
	}
	return e
}

// mostReplayed is how often a fact is worked out again at most, on average.
const mostReplayed = 100

// replay works out from a checkpoint what would be at an instant without what has gone
// back; nil if that would take too long.
func (d *derivation) replay(from *derivation, at time.Time) (*derivation, error) {
	u := &d.undone
	if u.shadow || from == nil {
		return nil, nil
	}
	if u.replayed += len(u.since); u.replayed > mostReplayed*(u.facts+1) {
		return nil, nil
	}
	s := from.clone()
	for i := range u.since {
		t := &u.since[i]
		if t.number <= s.undone.facts {
			continue
		}
		if err := s.pass(t.fact.At); err != nil {
			return nil, err
		}
		e := u.without(t)
		if err := s.enter(&e, t.earlier); err != nil {
			return nil, err
		}
	}
	if err := s.pass(at); err != nil {
		return nil, err
	}
	u.replayed += s.derived - from.derived
	return &s, nil
}
