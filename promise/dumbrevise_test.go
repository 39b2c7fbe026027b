package promise_test

import "github.com/underpromise/underpromise/promise"

// What the dumb judge does with revisions.

// revise compares the dates as if the clock ran again from here.
func (w *dumbWalk) revise(e dumbEvent, k, i int) {
	n := len(w.pauses) - 1
	if stopped := w.start >= 0 && n >= 0 && w.pauses[n].to < 0; stopped {
		w.pauses[n].to = i
		defer func() { w.pauses = append(w.pauses, dumbPause{i, -1}) }()
		if due, known, _ := w.dueNow(); w.ended != 0 && w.verdict != promise.Broken && (w.dueMark.kind == "by" || w.dueMark.hold) && known && due < i {
			w.dropped, w.targetDropped = true, true
		}
	}
	hold := w.termsHold
	if e.hold != "" {
		hold = e.hold == "hold"
	}
	if n := len(w.pauses) - 1; n >= 0 && w.start >= 0 && w.targetMark.kind == "before" && !w.dropped && w.dueMark.kind != "by" && !w.dueMark.hold {
		if at, _ := w.before(w.targetMark, w.dueMark, w.base(), w.pauses); at < w.pauses[n].from {
			w.targetMark.stuck = at
		}
	}
	receipt := w.receipt
	if e.zero != "" {
		receipt = e.zero == "receipt"
	}
	e.due.receipt, e.target.receipt = receipt, receipt
	if w.start >= 0 && w.targetMark.kind == "before" && !w.dropped {
		if at, moving := w.before(w.targetMark, w.dueMark, w.start, w.pauses); !moving {
			w.targetMark.least = at
			if w.holds() && at < i {
				w.targetMark.stuck = at // no pause moved it on
			}
		}
	}
	due, target := w.revised(e, w.dueMark, e.due, hold, i), w.revised(e, w.targetMark, e.target, hold, i)
	if w.targetMark.kind == "before" && e.target.kind == "" && e.due.kind != "" {
		target.since, target.stuck, target.least = i, 0, 0 // read anew from the new due instant
	}
	named := e.due.kind != ""
	if e.sooner {
		named = w.sooner(e, &due, &target, hold, i)
	}
	if e.removes.Target {
		target = dumbMark{}
	}
	later, lead := false, 0
	if !w.dropped {
		oldAt, newAt := w.hypothetical(w.dueMark, i), w.hypothetical(due, i)
		later, lead = newAt > oldAt, w.worked(i, oldAt)
	}
	switch {
	case w.verdict != promise.Broken && (!later || e.agreed || e.binds || (w.notice > 0 && lead >= w.notice)):
		w.dueMark, w.targetMark, w.receipt, w.termsHold = due, target, receipt, hold
		if e.back > 0 {
			w.bring(e.back, k)
		}
		if named {
			w.dropped, w.expectedMark, w.boundAt, w.byRule = false, nil, i, e.rule
			if w.targetMark.kind == "before" {
				w.targetDropped = false
			}
		}
		if e.target.kind != "" {
			w.targetDropped = false
		}
		if e.notice > 0 || e.removes.Notice {
			w.notice = e.notice
		}
		if e.removes.Conditions {
			w.conds, w.broughtBy, w.overdue, w.met, w.waits = nil, -1, map[string]bool{}, map[string]bool{}, map[string]bool{}
			if w.waited && w.start < 0 {
				w.begin(i)
			}
		}
		if later {
			w.told, w.lead = false, 0
		}
	case named:
		w.expectedMark = &due
		if later && !e.rule { // nobody is told of what only follows from a rule
			w.warn(i)
		}
	}
}

// hypothetical says where a mark stands now, or would if it started now.
func (w *dumbWalk) hypothetical(m dumbMark, i int) int {
	if w.base() < 0 && m.kind != "by" {
		return w.read(m.dumbDeadline, i, 0)
	}
	at, _ := w.mark(m, w.base(), w.pauses)
	return at
}

// revised returns a mark under revised terms.
func (w *dumbWalk) revised(e dumbEvent, m dumbMark, named dumbDeadline, hold bool, i int) dumbMark {
	if named.kind == "" {
		if m.hold != (hold || m.held) && w.start >= 0 && m.kind != "before" && m.kind != "" {
			// It stays where it stands, and moves on from there.
			bare := m
			bare.floor = false
			reached, _ := w.mark(bare, w.start, w.pauses)
			m.first, _ = w.mark(m, w.start, w.pauses)
			m.stays = m.stays || (m.floor && reached < m.since)
			m.fixed, m.since, m.floor = true, i, false
		}
		m.hold = hold || m.held
		if w.base() < 0 { // it will be read under the terms in force
			m.receipt = named.receipt
		}
		return m
	}
	m = dumbMark{dumbDeadline: named, hold: hold, since: i, floor: true}
	switch {
	case w.start < 0, named.kind == "by", named.kind == "before":
	case e.anew, e.sooner:
		m.fixed, m.first = true, w.read(named, i, 0)
	case named.kind == "within":
		left := named.n - w.elapsed
		if hold { // no earlier pause counts as time off
			left -= w.paused
		}
		m.fixed, m.first = true, w.add(i, left)
		if left < 0 {
			m.first-- // reached before: it stays
		}
	}
	if w.start < 0 || named.kind == "by" {
		m.since, m.floor = 0, false
	}
	return m
}

// warn notes that the customer hears of a later date.
func (w *dumbWalk) warn(i int) {
	if w.ended != 0 || w.verdict == promise.Broken {
		return
	}
	lead := 1 << 30
	if due, known, moving := w.dueNow(); known || moving {
		if moving {
			pauses := append([]dumbPause(nil), w.pauses...)
			pauses[len(pauses)-1].to = i
			due, _ = w.mark(w.dueMark, w.base(), pauses)
		}
		if i >= due {
			return
		}
		lead = w.worked(i, due)
	}
	if !w.told || lead > w.lead {
		w.told, w.lead = true, lead
	}
}
