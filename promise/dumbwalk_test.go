package promise_test

import "github.com/underpromise/underpromise/promise"

// A dumbWalk is what the dumb judge remembers from minute to minute.
type dumbWalk struct {
	*dumb
	firstOnly bool // revisions do not count
	next      int
	waited    bool // the start event or instant has come
	start     int
	elapsed   int // minutes counted since the start
	paused    int
	open      map[string]dumbEvent
	pauses    []dumbPause // closed ones and the open one, ends included, since the start
	flags     map[string]bool
	ended     promise.Phase
	endedAt   int
	verdict   promise.Standing
	brokenAt  int
	final     dumbStatus
	met       map[string]bool
	overdue   map[string]bool
	waits     map[string]bool // missed after an end: what follows comes at the reopening

	dueMark, targetMark dumbMark
	expectedMark        *dumbMark
	dropped             bool // the due instant passed while fulfilled
	targetDropped       bool
	boundAt             int // since when the due instant is judged
	receipt, termsHold  bool
	notice              int
	told                bool
	lead                int // the longest warning, in open minutes
	breakNotice         promise.Notice
	promised            int            // once broken
	counts              map[int][2]int // elapsed and paused, by minute

	conds     []dumbCondition
	broughtBy int         // the fact that brought the conditions, or -1
	lapsed    []dumbLapse // revisions that count no more
	now       int         // up to when lapses are over
	byRule    bool        // a rule set the due
	cause     promise.VoidCause
}

func (w *dumbWalk) minute(i int) {
	w.count(i)
	w.counts[i] = [2]int{w.elapsed, w.paused}
	for key, e := range w.open {
		if e.until > 0 && e.until <= i {
			delete(w.open, key)
		}
	}
	w.settlePause(i)
	if !w.waited && w.dumb.start == i {
		w.begin(i)
	}
	for pass := 0; pass < 2; pass++ { // the start comes first
		for k := w.next; k < len(w.facts) && w.facts[k].at == i; k++ {
			if (w.facts[k].kind == promise.Start) == (pass == 0) {
				w.take(w.facts[k], k, i)
			}
		}
	}
	for w.next < len(w.facts) && w.facts[w.next].at == i {
		w.next++
	}
	w.endLapses(i)
	if w.goesBack(i) {
		return
	}
	w.miss(i)
	w.judge(i)
}

func (w *dumbWalk) begin(i int) {
	w.waited = true
	for name := range w.overdue {
		if !w.met[name] {
			return
		}
	}
	w.start, w.pauses, w.elapsed, w.paused = i, nil, 0, 0
	w.counts = map[int][2]int{i: {}}
	w.settlePause(i)
}

// settlePause opens or closes the pause at hand according to what is open.
func (w *dumbWalk) settlePause(i int) {
	if w.start < 0 {
		return
	}
	stopped := len(w.open) > 0 || w.ended != 0
	n := len(w.pauses) - 1
	isOpen := n >= 0 && w.pauses[n].to < 0
	switch {
	case stopped && !isOpen:
		w.pauses = append(w.pauses, dumbPause{i, -1})
	case !stopped && isOpen:
		w.pauses[n].to = i
	}
}

func (w *dumbWalk) take(e dumbEvent, k, i int) {
	switch e.kind {
	case promise.Start:
		if !w.waited && w.dumb.start < 0 {
			w.begin(i)
		}
	case promise.Pause:
		if w.ended == 0 {
			if w.open == nil {
				w.open = map[string]dumbEvent{}
			}
			w.open[e.key] = e
			w.settlePause(i)
		}
	case promise.Resume:
		if e.key == "" {
			w.open = nil
		}
		delete(w.open, e.key)
		w.settlePause(i)
	case promise.Flag:
		if w.flags == nil {
			w.flags = map[string]bool{}
		}
		w.flags[e.key] = true
	case promise.Clear:
		if e.key == "" {
			w.flags = nil
		}
		delete(w.flags, e.key)
	case promise.Meet:
		if !w.met[e.condition] {
			for _, c := range w.conds {
				if c.name == e.condition {
					w.met[e.condition] = true
					if w.overdue[e.condition] && w.waited && w.start < 0 {
						w.begin(i)
					}
				}
			}
		}
	case promise.Fulfill:
		w.end(i, promise.Fulfilled, promise.Kept)
	case promise.Withdraw:
		if w.ended == 0 && w.verdict == 0 {
			w.cause = e.cause
		}
		w.end(i, promise.Withdrawn, promise.Void)
	case promise.Reopen:
		w.reopen(i)
	case promise.Update:
		if e.late {
			w.warn(i)
		}
	case promise.Revise:
		if !w.firstOnly && !w.hasLapsed(k) {
			w.revise(e, k, i)
		}
	}
}

// breakIt tells how the customer learnt of it.
func (w *dumbWalk) breakIt(due, i int) {
	w.verdict, w.brokenAt = promise.Broken, max(due, w.boundAt)
	then := min(w.brokenAt, i)
	w.promised = max(w.usedAt(then)+w.worked(then, due), 0)
	switch {
	case w.byRule && w.brokenAt == w.boundAt:
		w.breakNotice = promise.Unannounced
	case !w.told:
		w.breakNotice = promise.Silent
	case w.lead < w.notice:
		w.breakNotice = promise.ShortNotice
	default:
		w.breakNotice = promise.FairNotice
	}
}

// count counts the minute that has just passed.
func (w *dumbWalk) count(i int) {
	if w.start < 0 || i <= w.start || !w.dumb.open[i-1] {
		return
	}
	if len(w.open) > 0 || w.ended != 0 {
		w.paused++
	} else {
		w.elapsed++
	}
}

// holds reports whether pauses do not move the due.
func (w *dumbWalk) holds() bool { return w.dueMark.kind == "by" || w.dueMark.hold }

// usedAt counts the minutes of the time promised that had passed by a minute.
func (w *dumbWalk) usedAt(i int) int {
	if w.start < 0 {
		return 0
	}
	used := w.counts[i][0]
	if w.holds() {
		used += w.counts[i][1]
	}
	return used
}

func (w *dumbWalk) end(i int, phase promise.Phase, verdict promise.Standing) {
	if w.ended != 0 {
		return
	}
	w.open = nil
	w.settlePause(i)
	if w.verdict == 0 {
		w.verdict = verdict
		if due, known, _ := w.dueNow(); verdict == promise.Kept && known && due < i && !w.quiet(due) {
			w.breakIt(due, i)
		}
	}
	w.final = w.status(i)
	if w.final.due >= 0 { // the margin, even if it never started
		w.final.left, w.final.has = w.worked(i, w.final.due), true
	}
	w.ended, w.endedAt = phase, i
	w.settlePause(i)
}

func (w *dumbWalk) reopen(i int) {
	if w.ended == 0 || w.ignore {
		return
	}
	w.ended = 0
	if w.verdict != promise.Broken {
		w.verdict, w.cause = 0, ""
		if w.dueMark.kind == "by" || w.dueMark.hold {
			if due, known, _ := w.dueNow(); known && due < i && max(due, w.boundAt) >= w.endedAt {
				w.dropped, w.targetDropped = true, true
			}
		}
	}
	w.settlePause(i)
}

// base is the minute from which it counts, even if that is still ahead; -1 if
// it is not known.
func (w *dumbWalk) base() int {
	if w.start >= 0 || w.waited {
		return w.start
	}
	for name := range w.overdue {
		if !w.met[name] {
			return -1
		}
	}
	return w.dumb.start
}

// dueNow returns the due instant, whether it is known, and whether an open
// pause will move it.
func (w *dumbWalk) dueNow() (due int, known, moving bool) {
	if w.dropped || (w.base() < 0 && w.dueMark.kind != "by" && !w.dueMark.said) {
		return -1, false, false
	}
	due, moving = w.mark(w.dueMark, w.base(), w.pauses)
	return due, !moving, moving
}

func (w *dumbWalk) judge(i int) {
	if due, known, _ := w.dueNow(); w.verdict == 0 && w.ended == 0 && known && due <= i && i >= w.boundAt && !w.quiet(due) {
		w.breakIt(due, i)
	}
}
