package promise

import "time"

// sooner takes of due and target each the earlier, at a revision that counts
// [Sooner]: as it stood, or as the revision reads it. Where it stays as it stood,
// the terms keep its deadline. It reports whether the due is another one.
func (j *judge) sooner(e *Event, terms *Terms, due, target *mark) (changed bool) {
	own := *due
	if changed = !e.Terms.Due.IsZero() && j.isSooner(own, j.due, e.At); !changed && !e.Terms.Due.IsZero() {
		*due, terms.Due = j.kept(terms, j.due), j.terms.Due
	}
	aim := *target
	if aim.deadline.kind == before && aim.state == unread {
		j.readBefore(&aim, &own)
	}
	switch {
	case e.Terms.Target.IsZero() && (aim.deadline.kind != before || e.Terms.Due.IsZero()):
	case !j.isSooner(aim, j.target, e.At):
		*target, terms.Target = j.kept(terms, j.target), j.terms.Target
	case aim.deadline.kind == before && aim.state == read && !changed:
		// It counts back from a due instant that does not hold.
		from := j.since
		if !j.started {
			from = j.start
		}
		used := j.elapsed
		if terms.OnPause == Hold {
			used += j.paused // as the revision carries it
		}
		terms.Target = Within(used + max(terms.Calendar.Between(from, aim.at), 0))
		at := aim.at
		*target = newMark(terms.Target, terms)
		target.set(at, nil)
		target.used, target.holds = j.paused, due.holds
	}
	return changed
}

// isSooner reports whether a mark as a revision reads it comes before the one as
// it stood, or there is none that stands. Before the start is known, both are
// compared as if it were t; a date and an amount cannot be, and what stood stays.
func (j *judge) isSooner(m, old mark, t time.Time) bool {
	if !j.based {
		if old.state != absent && m.deadline.counts() != old.deadline.counts() {
			return false
		}
		m.readFrom(t, 0)
		old.readFrom(t, 0)
	}
	switch {
	case old.state != read:
		return true
	case m.state != read:
		return false
	}
	return m.at.Before(old.at)
}
