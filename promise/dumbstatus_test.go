package promise_test

import "github.com/underpromise/underpromise/promise"

// What the dumb judge tells.

func (w *dumbWalk) status(t int) dumbStatus {
	if w.ended != 0 {
		s := w.final
		s.phase, s.standing, s.brokenAt, s.notice, s.cause = w.ended, w.verdict, w.brokenAt, w.breakNotice, w.cause
		w.promise(&s)
		return s
	}
	s := dumbStatus{phase: promise.Running, due: -1, target: -1, expected: -1, brokenAt: w.brokenAt, notice: w.breakNotice, holds: w.holds()}
	pausedFrom := -1
	if w.start >= 0 {
		s.elapsed, s.paused = w.elapsed, w.paused
		if n := len(w.pauses) - 1; n >= 0 && w.pauses[n].to < 0 {
			pausedFrom = w.pauses[n].from
		}
	}
	switch {
	case w.start < 0:
		s.phase = promise.Pending
	case len(w.open) > 0:
		s.phase = promise.Paused
	}
	w.marks(&s, t, pausedFrom)
	switch {
	case w.verdict == promise.Broken:
		s.standing = promise.Broken
	case len(w.flags) > 0, s.target >= 0 && s.target <= t:
		s.standing = promise.AtRisk
	default:
		s.standing = promise.OnTrack
	}
	if s.due >= 0 {
		s.day = w.dayOf(w.dueMark.dumbDeadline, s.due)
	}
	w.promise(&s)
	return s
}

// promise fills in the time promised.
func (w *dumbWalk) promise(s *dumbStatus) {
	used := s.elapsed
	if s.holds {
		used += s.paused
	}
	s.promised = max(used+s.left, 0)
	if s.standing == promise.Broken {
		s.promised = w.promised
	}
}

func (w *dumbWalk) marks(s *dumbStatus, t, pausedFrom int) {
	pauses := append([]dumbPause(nil), w.pauses...)
	if n := len(pauses) - 1; n >= 0 && pauses[n].to < 0 {
		end, known := 0, true
		for _, e := range w.open {
			known = known && e.until > 0
			end = max(end, e.until)
		}
		if known {
			pauses[n].to = end // it will end by itself
		}
	}
	due, known, moving := w.dueNow()
	if w.start < 0 && w.base() >= 0 && len(w.open) > 0 {
		// The pauses that are open at the start stop the clock from there.
		end, ends := 0, true
		for _, e := range w.open {
			ends = ends && e.until > 0
			end = max(end, e.until)
		}
		if !ends {
			pauses = []dumbPause{{w.base(), -1}}
		} else if end > w.base() {
			pauses = []dumbPause{{w.base(), end}}
		}
		if known {
			due, moving = w.mark(w.dueMark, w.base(), pauses)
			if !moving {
				s.due = due
			}
		}
	} else if known || moving {
		s.left, s.has = w.worked(t, due), w.start >= 0
		if moving {
			s.left = w.worked(pausedFrom, due)
			due, moving = w.mark(w.dueMark, w.base(), pauses)
		}
		if !moving {
			s.due = due
		}
	}
	if e := w.expectedMark; e != nil && (w.base() >= 0 || e.kind == "by") {
		if at, moving := w.mark(*e, w.base(), pauses); !moving {
			s.expected = at
		}
	}
	m := w.targetMark
	if w.targetDropped || m.kind == "" || (w.base() < 0 && m.kind != "by" && (m.kind != "before" || w.dueMark.kind != "by")) {
		return
	}
	target, targetMoving := 0, false
	switch {
	case m.kind != "before":
		target, targetMoving = w.mark(m, w.base(), pauses)
	case w.dropped:
		return
	default:
		target, targetMoving = w.before(m, w.dueMark, w.base(), pauses)
	}
	if !targetMoving {
		s.target = target
		if s.due >= 0 {
			s.target = min(s.target, s.due)
		}
	}
}
