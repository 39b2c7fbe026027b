package promise

import (
	"time"

	"github.com/rickb777/date/v2"
)

// A judge walks through the history of a promise in the order in which it
// happened. It can return the status at any instant that it has reached, and
// then continue.
//
// It is in one of six states:
//
//	state      recognized by                          clock   due instant
//	waiting    start unknown: !based                  none    none (pending)
//	scheduled  start known, still ahead: !startSeen   none    read from the start
//	blocked    startSeen, !started: a condition       none    read from the start
//	           with else "move" was missed
//	running    started, no pause open, phase 0        runs    at its mark
//	stopped    started, a pause open, phase 0         stands  none, where pauses move it
//	ended      phase Fulfilled or Withdrawn           stands  as it was at the end
//
// and goes from one to another by these events:
//
//	from       event                    to
//	waiting    Start                    running, blocked or stopped
//	scheduled  the start comes          running, blocked or stopped
//	blocked    Meet of the condition    running or stopped; start and marks are read anew
//	running    Pause                    stopped
//	stopped    last Resume, or Until    running; the marks move by the time paused
//	any        Fulfill, Withdraw        ended; open pauses end
//	ended      Reopen                   the state before, without open pauses; the time between
//	                                    was a pause
//
// Events that are not in the table leave the state as it is. The verdict is a second
// axis: it is 0 while open, becomes Broken when the due instant passes in a state that
// is not ended and has one, and becomes Kept or Void by the end, unless it is Broken.
type judge struct {
	r         *record
	trace     *trace // notes for an explanation; nil if none is needed
	firstOnly bool   // revisions do not count
	lapsed    []lapse

	terms   *Terms    // the last ones that bind
	boundAt time.Time // since when their due instant is judged
	byRule  bool      // a rule set it then
	next    int       // the first fact still ahead
	since   time.Time // up to when the time is counted

	startSeen bool      // it would run, were it not for conditions
	started   bool      // it runs, or did
	based     bool      // start is known, perhaps still ahead
	start     time.Time // from when it counts

	pauses   openSet   // open pauses, the earliest opened first
	flags    openSet   // flags that are up
	pausedAt time.Time // since when the clock has been stopped, by pauses or by an end

	phase    Phase     // Fulfilled or Withdrawn once it has ended, else 0
	endedAt  time.Time // since when
	final    Status    // as it ended
	finalDue mark      // the due of that
	verdict  Standing  // Kept, Broken or Void once that is decided, else 0
	cause    VoidCause // of Void
	brokenAt time.Time
	notice   Notice
	told     told

	due, target, expected mark
	conditions            []conditionState

	elapsed, paused         time.Duration // in pauses and between an end and a reopening it is paused
	wallElapsed, wallPaused time.Duration
	promised                time.Duration // the time promised, once it is broken
	stops                   []stop        // kept where there are revisions, which can need them
}

// A stop is a stretch during which the clock stood still.
type stop struct {
	from, to time.Time
	paused   time.Duration // working time in this and all earlier ones
}

// told is the best warning of a later date that the customer had.
type told struct {
	any  bool
	lead time.Duration // working time before the due instant
}

// open opens the history at its beginning. The judge must be new, except for
// firstOnly, lapsed and trace.
func (j *judge) open(r *record) {
	j.r, j.terms, j.boundAt = r, &r.terms, r.made
	j.start, j.based = r.start()
	switch {
	case !j.based || r.due.state != read || (j.firstOnly && r.restarts()):
		j.readMarks()
		j.carryDue()
	default:
		j.due, j.target, j.expected = r.due, r.target, r.expected
	}
	if n := len(r.terms.Conditions); n > 0 {
		j.conditions = make([]conditionState, n)
		for i := range j.conditions {
			j.conditions[i].revision = -1
		}
	}
}

// readMarks computes all marks again, if the start is known.
func (j *judge) readMarks() {
	j.due, j.target = newMark(j.terms.Due, j.terms), newMark(j.terms.Target, j.terms)
	j.readFromStart()
}

// readFromStart computes the marks that have not been computed yet, if the
// start is known.
func (j *judge) readFromStart() {
	if j.based {
		day := j.startDay()
		j.due.readFrom(j.start, day)
		j.target.readFrom(j.start, day)
		j.expected.readFrom(j.start, day)
		if j.target.deadline.kind == before {
			j.target.reached = false // by an end before the start: it is read from the start now
		}
	}
	j.readBefore(&j.target, &j.due)
}

// startDay returns the day 0 that About gives, if the start is the one that
// About gives.
func (j *judge) startDay() date.Date {
	if start, known := j.r.start(); known && start.Equal(j.start) {
		return j.r.about.StartDay
	}
	return 0
}

// readBefore computes a Before target from the due mark. The target is never
// before the start, once that is known.
func (j *judge) readBefore(target, due *mark) {
	var start time.Time
	if j.based {
		start = j.start
	}
	target.readBefore(due, start)
}

// walk processes everything up to and including the instant until.
func (j *judge) walk(until time.Time) {
	for {
		t, ok := j.nextItem()
		if !ok || t.After(until) {
			break
		}
		j.judgeDue(t, false)
		j.happen(t)
		j.judgeDue(t, true)
	}
	j.judgeDue(until, true)
}

// nextItem returns the next instant at which something happens: a fact, the
// start, the end of a pause by itself, or the last instant of a condition.
func (j *judge) nextItem() (next time.Time, ok bool) {
	take := func(t time.Time) {
		if !ok || t.Before(next) {
			next, ok = t, true
		}
	}
	if j.next < len(j.r.facts) {
		take(j.r.facts[j.next].At)
	}
	if start, known := j.r.start(); known && !j.startSeen {
		take(start)
	}
	for _, p := range j.pauses.list() {
		if until := j.r.facts[p.latest].Until; !until.IsZero() {
			take(until)
		}
	}
	for i, c := range j.conditions {
		if !c.met && !c.overdue {
			take(j.terms.Conditions[i].By)
		}
	}
	if j.due.idle {
		take(j.r.made)
	}
	for i := range j.lapsed {
		if l := &j.lapsed[i]; !l.over {
			take(l.at)
		}
	}
	return next, ok
}

// happen processes everything at the instant t: events first, then what the
// clock decides.
func (j *judge) happen(t time.Time) {
	j.wakes(t)
	j.endPauses(t, func(p open) bool {
		until := j.r.facts[p.latest].Until
		return !until.IsZero() && !until.After(t)
	})
	if start, known := j.r.start(); known && !j.startSeen && !start.After(t) {
		j.startAt(start)
	}
	for j.next < len(j.r.facts) && !j.r.facts[j.next].At.After(t) {
		j.take(j.next)
		j.next++
	}
	j.endLapses(t)
	if j.goesBack(t) {
		return // what is missed besides is judged in the history read again
	}
	for i := range j.conditions {
		if j.isMissed(i, t) {
			j.missed(i, t)
		}
		if j.waitsToMiss(i) {
			j.applyElse(i, t)
		}
	}
}

// judgeDue breaks the promise if its due instant is before t, or at t if
// including is set, and nothing ended it or stopped the clock.
func (j *judge) judgeDue(t time.Time, including bool) {
	if j.verdict != 0 || j.phase != 0 || j.due.state != read || (j.stands() && j.due.shifts()) {
		return
	}
	if at := j.breakInstant(); (at.Before(t) || (including && at.Equal(t))) && !j.lapses(at) {
		j.count(at)
		j.breakIt()
	}
}

// breakInstant returns when the due instant is judged, which is not before the
// promise was made.
func (j *judge) breakInstant() time.Time {
	if j.due.at.Before(j.boundAt) {
		return j.boundAt
	}
	return j.due.at
}

// breakIt makes the verdict Broken. The due instant stays.
func (j *judge) breakIt() {
	j.verdict, j.brokenAt = Broken, j.breakInstant()
	j.promised = j.promisedAtBreak()
	j.due.reached = true
	switch {
	case j.byRule && j.brokenAt.Equal(j.boundAt):
		j.notice = Unannounced
	case !j.told.any:
		j.notice = Silent
	case j.told.lead < j.terms.Notice:
		j.notice = ShortNotice
	default:
		j.notice = FairNotice
	}
}

// startAt starts the clock at t, unless a condition is overdue.
func (j *judge) startAt(t time.Time) {
	j.startSeen = true
	if !j.blocked() {
		j.begin(t)
	}
}

// begin starts the clock at t.
func (j *judge) begin(t time.Time) {
	j.started, j.based, j.start, j.since, j.stops = true, true, t, t, nil
	j.readFromStart()
	if j.isPaused() || j.phase != 0 {
		j.stop(t)
	}
}

// isPaused reports whether a pause is open.
func (j *judge) isPaused() bool { return j.pauses.len() > 0 }

// stands reports whether a pause has stopped the clock.
func (j *judge) stands() bool { return j.started && j.isPaused() }

// promisedAtBreak returns the time promised: the time used when it broke, plus
// the time left then up to the due instant, which is negative if that was
// before.
func (j *judge) promisedAtBreak() time.Duration {
	from, used := j.brokenAt, j.elapsed
	if j.started && j.since.Before(from) {
		from = j.since // it ended before it was made
	}
	if j.due.holds {
		used += j.paused
	}
	left, _ := remaining(&j.due, j.terms, from)
	return max(used+left, 0)
}

// count counts the time up to t.
func (j *judge) count(t time.Time) {
	if !j.started || !t.After(j.since) {
		return
	}
	worked, wall := j.terms.Calendar.Between(j.since, t), t.Sub(j.since)
	if j.isPaused() || j.phase != 0 {
		j.paused += worked
		j.wallPaused += wall
	} else {
		j.elapsed += worked
		j.wallElapsed += wall
	}
	if j.trace != nil {
		j.trace.step(j, t, worked)
	}
	j.since = t
}

// stop notes that the clock stops at t: the first pause opens, or the promise
// ends.
func (j *judge) stop(t time.Time) {
	j.pausedAt = t
	for _, m := range j.marks() {
		m.pauseOpens(t)
	}
}

// resume moves the marks after the clock has been stopped up to t.
func (j *judge) resume(t time.Time) {
	if j.r.revised {
		j.stops = append(j.stops, stop{j.pausedAt, t, j.paused})
	}
	for _, m := range j.marks() {
		m.pauseCloses(t, j.paused)
	}
	j.readBefore(&j.target, &j.due)
	if j.target.deadline.kind == before && j.target.shifts() && j.target.at.Before(t) && !j.pausedAt.After(j.target.at) {
		j.target.at = t.In(j.target.cal.Zone())
	}
}

func (j *judge) marks() [3]*mark { return [3]*mark{&j.due, &j.target, &j.expected} }

// end ends the promise at t, with the verdict if there is none yet.
func (j *judge) end(t time.Time, phase Phase, verdict Standing) {
	j.count(t)
	if j.stands() {
		j.resume(t)
	}
	j.pauses.clear()
	if j.verdict == 0 {
		j.verdict = verdict
	}
	if verdict == Kept && j.verdict == Kept && j.due.state == read && j.due.at.Before(t) && !j.lapses(j.breakInstant()) {
		j.breakIt()
	}
	j.final, j.finalDue = j.measure(t), j.due
	j.final.Remaining, j.final.WallRemaining = remaining(&j.due, j.terms, t) // the margin, if it never started too
	j.phase, j.endedAt = phase, t
	j.stop(t)
}

// reopen undoes an end at t: the time in between counts as a pause.
func (j *judge) reopen(t time.Time) {
	j.count(t)
	j.phase = 0
	if j.verdict != Broken {
		j.verdict, j.cause = 0, ""
		if j.due.holds && j.due.state == read && j.due.at.Before(t) && !j.breakInstant().Before(j.endedAt) {
			j.due.state, j.target.state = gone, gone
		}
	}
	j.resume(t)
}
