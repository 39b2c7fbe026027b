package promise_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise"
)

// What the dumb judge does with what holds on from an earlier promise, with
// revisions that take the sooner date, and with those that lapse.

// carry lets what was said earlier be due, where the promise's own due is later.
func (w *dumbWalk) carry() {
	said := func(s *dumbSaid) dumbMark {
		m := dumbMark{dumbDeadline: s.dumbDeadline, fixed: true, first: s.at, said: true, held: s.holds, hold: w.hold || s.holds}
		if m.from = s.at; s.paused > 0 && (s.kind == "clock" || s.kind == "close") && w.clockFrom(s.dumbDeadline, w.add(s.first, s.paused)) == s.at {
			m.from, m.moved = s.first, s.paused
		}
		return m
	}
	if w.firstOnly && w.first != nil {
		w.dueMark = said(w.first)
		return
	}
	if w.carried == nil {
		return
	}
	own := w.dueMark
	if w.carried.named {
		w.dueMark = said(w.carried)
		return
	}
	if at, _ := w.mark(own, w.dumb.start, nil); at > w.carried.at {
		own.own = true
		w.dueMark, w.expectedMark = said(w.carried), &own
	}
}

// dropCarried: the start moves with the condition, and the promise's own due with
// it.
func (w *dumbWalk) dropCarried() {
	if w.dueMark.said && !w.dropped {
		w.dueMark = dumbMark{dumbDeadline: w.due, hold: w.termsHold}
	}
	if w.expectedMark != nil && w.expectedMark.own {
		w.expectedMark = nil
	}
}

// sooner takes of due and target each the earlier, as if the clock ran again.
func (w *dumbWalk) sooner(e dumbEvent, due, target *dumbMark, hold bool, i int) (changed bool) {
	none := dumbDeadline{receipt: e.due.receipt}
	own := *due
	changed = e.due.kind != "" && (w.dropped || w.isSooner(own, w.dueMark, i))
	if !changed {
		*due = w.revised(e, w.dueMark, none, hold, i)
	}
	again := e.target.kind == "" && w.targetMark.kind == "before" && e.due.kind != ""
	if e.target.kind == "" && !again {
		return changed
	}
	before := func(m, due dumbMark) (int, bool) { // ok is false if the due is not known
		if (w.dropped && e.due.kind == "") || (w.base() < 0 && due.kind != "by" && !due.said) {
			return 0, false
		}
		if m.stuck > 0 {
			return m.stuck, true
		}
		at, _ := w.mark(due, w.base(), w.pauses)
		return min(max(w.sub(at, m.n), w.base()), at), true
	}
	oldAt, open, stands := 0, false, w.targetMark.kind != "" && !w.targetDropped
	switch {
	case !stands:
	case w.targetMark.kind != "before":
		oldAt = w.hypothetical(w.targetMark, i)
	case w.dropped:
		stands = false
	case w.base() < 0 && w.dueMark.kind != "by" && !w.dueMark.said:
		open = true // nobody knows yet when it is
	default:
		oldAt, _ = w.before(w.targetMark, w.dueMark, w.base(), w.pauses)
	}
	newAt, known := 0, true
	if target.kind == "before" {
		newAt, known = before(*target, own)
	} else {
		newAt = w.hypothetical(*target, i)
	}
	fixed := func(at int) dumbMark {
		if w.base() < 0 {
			return dumbMark{dumbDeadline: dumbDeadline{kind: "by", n: at}, hold: true}
		}
		return dumbMark{dumbDeadline: dumbDeadline{kind: "within"}, fixed: true, first: at, since: i, hold: due.kind == "by" || due.hold}
	}
	take := !stands || (known && newAt < oldAt)
	if open || stands && w.base() < 0 && (target.kind == "by" || target.kind == "before") != (w.targetMark.kind == "by" || w.targetMark.kind == "before") {
		take = false // a date and an amount cannot be compared
	}
	switch {
	case take:
		if target.kind == "before" && known && !changed {
			*target = fixed(newAt)
		}
	default:
		*target = w.revised(e, w.targetMark, none, hold, i)
		if target.kind == "before" && stands && !open && changed {
			*target = fixed(oldAt)
		}
	}
	return changed
}

// isSooner compares two dues as if the clock ran again, or started now.
func (w *dumbWalk) isSooner(m, old dumbMark, i int) bool {
	if w.base() < 0 && (m.kind == "by") != (old.kind == "by") {
		return false
	}
	return w.hypothetical(m, i) < w.hypothetical(old, i)
}

// A dumbLapse is a revision that counts no more from a minute on.
type dumbLapse struct{ fact, from, at int }

func (w *dumbWalk) hasLapsed(k int) bool {
	return slices.ContainsFunc(w.lapsed, func(l dumbLapse) bool { return l.fact == k })
}

// bring replaces the conditions by those of the first terms and a photo.
func (w *dumbWalk) bring(by, k int) {
	for _, c := range w.dumb.conds {
		if w.conds == nil && c.by < w.facts[k].at { // it is asked for anew
			w.waits[c.name] = true
		}
	}
	w.conds = append(slices.Clone(w.dumb.conds), dumbCondition{name: "photo", by: by, back: true})
	w.broughtBy = k
	delete(w.waits, "photo")
}

// goesBack walks again without the revision whose photo has not come.
func (w *dumbWalk) goesBack(i int) bool {
	if w.ended != 0 || w.verdict == promise.Broken {
		return false
	}
	for _, c := range w.conds {
		if !c.back || c.by > i || (!w.waits[c.name] && (w.met[c.name] || (c.by < i && w.facts[w.broughtBy].at < i))) {
			continue
		}
		again := w.newWalk(w.firstOnly)
		again.lapsed = append(slices.Clone(w.lapsed), dumbLapse{w.broughtBy, w.facts[w.broughtBy].at, i})
		for k := w.made - 2*day; k <= i; k++ {
			again.minute(k)
		}
		*w = *again
		return true
	}
	return false
}

// endLapses: from then on, what holds without the revision is judged.
func (w *dumbWalk) endLapses(i int) {
	for _, l := range w.lapsed {
		if l.at == i && w.boundAt < i {
			w.boundAt, w.byRule = i, false
		}
	}
	w.now = i
}

// quiet reports whether a revision was in force when the due came that has lapsed
// since.
func (w *dumbWalk) quiet(due int) bool {
	at := max(due, w.boundAt)
	for _, l := range w.lapsed {
		if l.from <= at && w.now < l.at {
			return true
		}
	}
	return false
}

// drawSaid draws what holds on from an earlier promise.
func (h *history) drawSaid(t *rapid.T) {
	draw := func() (*dumbSaid, promise.Said) {
		deadline, said := drawDeadline(t, h.d, false)
		s := &dumbSaid{
			dumbDeadline: deadline, at: h.d.made + rapid.IntRange(-day, 5*day).Draw(t, "said for"),
			holds: rapid.IntRange(0, 4).Draw(t, "held") == 0, named: rapid.IntRange(0, 3).Draw(t, "named") == 0,
		}
		what := promise.Said{Due: said, At: h.d.minute(s.at), Holds: s.holds, Named: s.named}
		if (s.kind == "clock" || s.kind == "close") && rapid.Bool().Draw(t, "was moved") {
			s.first, s.paused = s.at-rapid.IntRange(0, 2*day).Draw(t, "first"), rapid.IntRange(1, 10*60).Draw(t, "moved by")
			s.at = h.d.clockFrom(s.dumbDeadline, h.d.add(s.first, s.paused)) + rapid.SampledFrom([]int{0, 0, 0, 7}).Draw(t, "and more")
			what.At, what.First, what.Paused = h.d.minute(s.at), h.d.minute(s.first), time.Duration(s.paused)*time.Minute
		}
		return s, what
	}
	h.about.Restarts = "T-7/repair/1"
	if rapid.Bool().Draw(t, "carries") {
		h.d.carried, h.about.CarriedDue = draw()
	}
	if rapid.Bool().Draw(t, "was first said") {
		h.d.first, h.about.FirstDue = draw()
	}
}

func (h *history) drawWithdrawal(t *rapid.T, e *dumbEvent, f *promise.Event) {
	e.cause = rapid.SampledFrom([]promise.VoidCause{promise.VoidByUs, promise.VoidByCustomer, promise.VoidReplaced}).Draw(t, "cause")
	switch e.cause {
	case promise.VoidByCustomer:
		f.By, f.Successor = promise.Customer("Ann"), rapid.SampledFrom([]string{"", "T-7/repair/2"}).Draw(t, "successor")
	case promise.VoidReplaced:
		f.Successor = "T-7/repair/2"
	case promise.VoidByUs:
		f.By = promise.Person("Ben")
	case promise.VoidByCondition:
	}
}

// sinceMade leaves out what had been paused before the promise was made.
func (d *dumb) sinceMade(pauses []dumbPause) (list []dumbPause) {
	for _, p := range pauses {
		if p.to < 0 || p.to > d.made {
			list = append(list, dumbPause{max(p.from, d.made), p.to})
		}
	}
	return list
}
