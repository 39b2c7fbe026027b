package promise

import "time"

// sooner chooses for due and target the earlier instant each, at a revision
// that counts [Sooner]: the old one or the one of the revision. If the old one
// stays, the terms keep its deadline. It reports whether the due changed.
func (j *judge) sooner(e *Event, terms *Terms, due, target *mark) (changed bool) {
	own := *due
	if changed = !e.Terms.Due.IsZero() && j.isSooner(own, j.due, e.At); !changed && !e.Terms.Due.IsZero() {
		*due, terms.Due = j.kept(terms, j.due), j.terms.Due
	}
	aim := *target
	if aim.deadline.kind == before && aim.state == unread {
		j.readBefore(&aim, &own)
	}
	counts := aim.deadline.kind == before
	switch {
	case e.Terms.Target.IsZero() && (!counts || e.Terms.Due.IsZero()):
	case j.isSooner(aim, j.target, e.At):
		if counts && aim.state == read && !changed {
			*target = j.fixed(terms, aim.at, due.holds) // it counts back from a due that does not hold
		}
	default:
		*target, terms.Target = j.kept(terms, j.target), j.terms.Target
		if target.deadline.kind == before && target.state == read && changed {
			*target = j.fixed(terms, target.at, due.holds) // it counted back from one that holds no more
		}
	}
	return changed
}

// fixed returns a target at an instant, which pauses move from there as they
// move the due, and sets a deadline of the terms to match.
func (j *judge) fixed(terms *Terms, at time.Time, holds bool) mark {
	if !j.based { // no amount means it
		terms.Target = By(at)
		return newMark(terms.Target, terms)
	}
	from, used := j.since, j.elapsed
	if !j.started {
		from = j.start
	}
	if terms.OnPause == Hold {
		used += j.paused // as a revision carries it
	}
	terms.Target = Within(max(used+terms.Calendar.Between(from, at), 0))
	m := newMark(terms.Target, terms)
	m.set(at, nil)
	m.used, m.holds = j.paused, holds
	return m
}

// isSooner reports whether a mark as revised is before the old one, or there is
// no old one. Before the start is known, amounts are compared as if it were t.
// If the marks cannot be compared, the old one stays.
func (j *judge) isSooner(m, old mark, t time.Time) bool {
	if !j.based && old.state != absent && old.state != gone {
		if m.deadline.counts() != old.deadline.counts() {
			return false
		}
		m.readFrom(t, 0)
		old.readFrom(t, 0)
		if old.state != read {
			return false
		}
	}
	switch {
	case old.state != read:
		return true
	case m.state != read:
		return false
	}
	return m.at.Before(old.at)
}
