package promise

import "time"

// takeRevise applies a change of the terms. It binds if the new date is not
// later, or if the customer agreed to it or had due notice; otherwise the later
// date is only expected.
func (j *judge) takeRevise(i int, e *Event) {
	if l := j.lapseOf(i); l != nil {
		if j.trace != nil {
			j.trace.revisions = append(j.trace.revisions, l.revision)
		}
		return
	}
	t := e.At
	j.count(t)
	stopped := j.started && (j.isPaused() || j.phase != 0)
	if stopped {
		// Both dates are compared as if the clock ran again from here.
		j.resume(t)
		if j.phase != 0 && j.verdict != Broken && j.due.holds && j.due.state == read && j.due.at.Before(t) {
			j.due.state, j.target.state = gone, gone
		}
	}
	terms := e.Removes.from(j.terms.changed(e.Terms))
	due := j.revised(e, &terms, j.due, e.Terms.Due)
	target := j.revised(e, &terms, j.target, e.Terms.Target)
	named := !e.Terms.Due.IsZero()
	if e.Count == Sooner {
		named = j.sooner(e, &terms, &due, &target)
	}
	if e.Removes.Target {
		terms.Target, target = Deadline{}, mark{}
	}
	later, lead := j.isLater(t, due)
	binds := j.verdict != Broken && (!later || e.Agreed || e.Binds || (j.terms.Notice > 0 && lead >= j.terms.Notice))
	if j.trace != nil {
		j.trace.revision(j, i, due, binds)
	}
	switch {
	case binds:
		j.bind(&terms, due, target, i)
		if named {
			j.expected, j.boundAt, j.byRule = mark{}, t, e.Rule
		}
		if later {
			j.told = told{}
		}
	case named:
		j.expected = due
		if later && !e.Rule {
			j.warn(t)
		}
	}
	if stopped {
		j.stop(t)
	}
}

// bind puts the new terms of the i-th fact into force.
func (j *judge) bind(terms *Terms, due, target mark, i int) {
	t := j.r.facts[i].At
	if len(terms.Conditions) != len(j.terms.Conditions) || (len(terms.Conditions) > 0 && &terms.Conditions[0] != &j.terms.Conditions[0]) {
		j.conditions = j.carryConditions(terms, i)
	}
	waited := !j.started && !j.based
	j.terms = terms
	j.due, j.target = due, target
	j.readBefore(&j.target, &j.due)
	if waited && !j.blocked() {
		j.unblock(t)
	}
}

// unblock starts the clock at t, when no condition blocks the start any more;
// or at the start, if that is still ahead.
func (j *judge) unblock(t time.Time) {
	if j.startSeen {
		j.begin(t)
		return
	}
	if j.start, j.based = j.r.start(); j.based {
		j.readFromStart()
	}
}

// revised returns a mark under revised terms: computed again if its deadline is
// given, otherwise unchanged.
func (j *judge) revised(e *Event, terms *Terms, old mark, named Deadline) mark {
	again := old.deadline.kind == before && !e.Terms.Due.IsZero() // read from the new due instant
	if named.IsZero() && !again && (old.state == absent || old.state == read || old.state == gone) {
		return j.kept(terms, old)
	}
	deadline := named
	if named.IsZero() {
		deadline = old.deadline
	}
	m := newMark(deadline, terms)
	switch {
	case j.started:
		j.readRevised(&m, e)
	case j.based:
		m.readFrom(j.start, j.startDay())
	}
	return m
}

// kept returns a mark that does not change under revised terms. One that has
// not been computed yet will be computed under those terms.
func (j *judge) kept(terms *Terms, m mark) mark {
	held := m.holds
	m.holds = terms.OnPause == Hold || !m.deadline.moves() || m.held
	if m.state == unread {
		m.dayCount = terms.dayCount()
	}
	if m.state == read && !m.reached && (held != m.holds || !terms.Calendar.Equal(j.terms.Calendar)) {
		m.rebase(terms.Calendar, j.paused)
	}
	return m
}

// readRevised computes a mark at a revision of a promise that has started.
func (j *judge) readRevised(m *mark, e *Event) {
	t := e.At
	switch {
	case m.state != unread || m.deadline.kind == before:
	case e.Count == Anew, e.Count == Sooner:
		m.readFrom(t, 0)
		m.used = j.paused
	case m.deadline.kind == within:
		left := m.deadline.d - j.elapsed
		if m.holds { // no pause counts as time off
			left -= j.paused
		}
		m.set(m.cal.Add(t, max(left, 0)))
		m.used = j.paused
		m.reached = left < 0 // it was reached before: it breaks now, not earlier
	default:
		*m = j.fromStart(*m, t)
	}
}

// fromStart returns the mark of a deadline as if it had been promised from the
// start, with all stops since then, and as if the clock ran again at t. If it
// was reached before, it is t.
func (j *judge) fromStart(m mark, t time.Time) mark {
	m.readFrom(j.start, j.startDay())
	for _, s := range j.stops {
		m.pauseOpens(s.from)
		m.pauseCloses(s.to, s.paused)
	}
	m.reached = m.state == read && m.at.Before(t)
	if m.reached {
		m.at = t.In(m.cal.Zone())
	}
	return m
}

// isLater reports whether the new due instant is later than the one in force,
// and how much working time was left before that one.
func (j *judge) isLater(t time.Time, due mark) (later bool, lead time.Duration) {
	old := j.due
	if !j.based {
		// Compared as if it started now.
		old.readFrom(t, 0)
		due.readFrom(t, 0)
	}
	if old.state != read {
		return false, 0
	}
	lead = j.terms.Calendar.Between(t, old.at)
	return due.state != read || due.at.After(old.at), lead
}
