package promise_test

import "github.com/underpromise/underpromise/promise"

// What the dumb judge does with conditions that are missed.

// miss looks which conditions are missed in a minute, and which were while the promise
// had ended that is open again.
func (w *dumbWalk) miss(i int) {
	for _, c := range w.conds {
		missed := c.by == i && !w.met[c.name]
		if missed && w.ended != 0 {
			w.waits[c.name] = c.move || w.ended != promise.Withdrawn || w.cause != promise.VoidByCondition || w.endedAt != i
		}
		if (!missed && !w.waits[c.name]) || w.ended != 0 || w.verdict == promise.Broken {
			continue
		}
		delete(w.waits, c.name)
		if c.move {
			w.moveStart(c.name, i)
			continue
		}
		w.end(i, promise.Withdrawn, promise.Void)
		w.cause = promise.VoidByCondition
		for _, other := range w.conds {
			if !other.move {
				delete(w.waits, other.name)
			}
		}
	}
}

// moveStart lets the promise wait for what was missed; it begins now if that came late,
// before the promise was reopened.
func (w *dumbWalk) moveStart(name string, i int) {
	w.dropCarried()
	w.overdue[name] = true
	w.start = -1
	w.dueMark.receipt, w.targetMark.receipt = w.receipt, w.receipt
	for _, m := range []*dumbMark{&w.dueMark, &w.targetMark, w.expectedMark} {
		if m != nil { // it will be read from the new start
			m.fixed, m.since, m.floor, m.stays, m.stuck, m.least = false, 0, false, false, 0, 0
		}
	}
	if w.met[name] && w.waited {
		w.begin(i)
	}
}
