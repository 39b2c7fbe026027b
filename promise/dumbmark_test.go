package promise_test

import "github.com/rickb777/date/v2"

// What the dumb judge does with marks and pauses.

// mark says where a mark stands after the pauses, of which the last may be
// open; moving tells that it will be moved by that.
func (d *dumb) mark(m dumbMark, start int, pauses []dumbPause) (at int, moving bool) {
	if m.said {
		pauses = d.sinceMade(pauses)
	}
	first := m.first
	if !m.fixed {
		day := date.Date(0)
		if start == d.start {
			day = d.startDay
		}
		first = d.read(m.dumbDeadline, start, day)
	}
	at = first
	if m.kind == "by" || m.stays {
		return at, false
	}
	if m.hold {
		return m.notBefore(at), false
	}
	clocked := m.kind == "clock" || m.kind == "close"
	from, total := first, 0
	if m.said && m.since == 0 {
		from, total = m.from, m.moved
	}
	for n, p := range pauses {
		if m.fixed && p.from < m.since {
			continue
		}
		if p.from >= m.since && m.floor && at < m.since {
			return m.since, false // reached before it was revised
		}
		if at < p.from {
			return m.notBefore(at), false // reached before: it stays
		}
		if p.to < 0 {
			return at, true
		}
		total += d.worked(p.from, p.to)
		next := from
		if total > 0 {
			next = d.add(from, total)
			if clocked {
				next = d.clockFrom(m.dumbDeadline, next)
			}
		}
		for _, q := range pauses[:n+1] {
			if q.from <= next && next < q.to {
				if next = q.to; clocked {
					next = d.clockFrom(m.dumbDeadline, next)
				}
			}
		}
		at = max(at, next)
	}
	return m.notBefore(at), false
}

// notBefore keeps a mark from lying before the revision that named it.
func (m dumbMark) notBefore(at int) int {
	if m.floor {
		return max(at, m.since)
	}
	return at
}

// before says where a Before target stands: it is read from the due instant
// again and again, until it is reached; not before the start, nor after the due.
func (d *dumb) before(m, due dumbMark, start int, pauses []dumbPause) (at int, moving bool) {
	if m.stuck > 0 {
		return m.stuck, false
	}
	moves := due.kind != "by" && !due.hold
	old := 0 // pauses before the target was promised
	for old < len(pauses) && pauses[old].from < m.since {
		old++
	}
	for n := old; n <= len(pauses); n++ {
		if n > old && moves && at < pauses[n-1].from {
			return at, false
		}
		dueAt, dueMoving := d.mark(due, start, pauses[:n])
		if dueMoving {
			return at, true
		}
		next := min(max(d.sub(dueAt, m.n), start), dueAt)
		if n == old {
			at = max(next, m.least)
		}
		at = max(at, next)
		if n > old && moves && pauses[n-1].from <= at && at < pauses[n-1].to {
			at = pauses[n-1].to
		}
	}
	return at, false
}
