package policy

import (
	"maps"
	"slices"
	"time"
)

// An undoing holds what is needed to derive a commitment again without a lapsed
// acceptance ([promise.ElseBack]).
type undoing struct {
	facts    int                // number of facts applied
	since    []takenFact        // from the first acceptance on that may still lapse
	gone     []acceptance       // acceptances that have lapsed
	set      map[string][]shade // values to restore with each acceptance, by field, the last one at the end
	replayed int                // number of facts derived again
	shadow   bool               // this derivation is itself a replay
}

// A takenFact is a fact with its number, and those before it where it adopts another
// policy.
type takenFact struct {
	number  int
	fact    entry
	earlier []entry
}

// An acceptance is the number of a fact, and the commitment whose promise lapsed.
type acceptance struct {
	fact       int
	commitment string
}

// A shade is the value of a field before an acceptance set it. Since then only other
// acceptances have changed the field.
type shade struct {
	fact int
	was  string
}

func (u undoing) unshare() undoing {
	u.since, u.gone, u.set = slices.Clip(u.since), slices.Clip(u.gone), maps.Clone(u.set)
	return u
}

// keepFact stores a fact before it is applied, as long as an acceptance can lapse, and
// returns a checkpoint of the derivation if the fact may be an acceptance.
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

// mayGoBack reports whether an acceptance can still lapse, also if its promise is
// fulfilled and can be reopened.
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
// promises that cannot change any more.
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

// keepStart stores the checkpoint for a replay without the acceptance in the last fact,
// and reports whether there was one.
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

// keepFields stores the old values of the fields that the last fact changed, if they are
// to be restored when it lapses. Unconditional changes are not restored.
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

// mostShades bounds the number of successive acceptances for which a field can be
// restored.
const mostShades = 100

// unset adds to an event the fields that are restored when an acceptance lapses. If
// another acceptance has set a field since, that one restores the value before both.
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

// without returns a fact without lapsed acceptances.
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

// mostReplayed bounds how often a fact is replayed, on average.
const mostReplayed = 100

// replay derives the state at an instant from a checkpoint without the lapsed
// acceptances; it returns nil if that would take too long.
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
