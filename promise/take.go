package promise

import (
	"time"
)

// take applies the i-th fact at the instant at which it happened. A fact that
// is out of place changes nothing and gets a remark.
func (j *judge) take(i int) {
	e := &j.r.facts[i]
	switch e.Kind {
	case Start:
		j.takeStart(e)
	case Pause:
		j.takePause(i, e)
	case Resume:
		j.takeResume(e)
	case Update:
		if e.Late {
			j.warn(e.At)
		}
	case Flag:
		j.flags.put(j.r.facts, i)
	case Clear:
		if !j.flags.remove(j.keyed(e.Key)) {
			j.remark(e, "clears no flag")
		}
	case Revise:
		if !j.firstOnly {
			j.takeRevise(i, e)
		}
	case Meet:
		j.takeMeet(e)
	case Fulfill:
		if j.phase != 0 {
			j.remark(e, "has already ended")
			return
		}
		j.end(e.At, Fulfilled, Kept)
	case Withdraw:
		if j.phase != 0 {
			j.remark(e, "has already ended")
			return
		}
		j.end(e.At, Withdrawn, Void)
		j.voidBy(e.cause())
	case Reopen:
		j.takeReopen(e)
	case Retract, Rate:
	}
}

func (j *judge) takeStart(e *Event) {
	switch {
	case j.r.terms.Starts != OnEvent:
		j.remark(e, "its terms wait for no start event")
		return
	case j.startSeen:
		j.remark(e, "has already started")
		return
	}
	j.startAt(e.At)
}

func (j *judge) takePause(i int, e *Event) {
	if j.phase != 0 {
		j.remark(e, "has already ended, so that nothing pauses")
		return
	}
	j.count(e.At)
	was := j.isPaused()
	j.pauses.put(j.r.facts, i)
	if !was && j.started {
		j.stop(e.At)
	}
}

func (j *judge) takeResume(e *Event) {
	if !j.endPauses(e.At, j.keyed(e.Key)) {
		j.remark(e, "ends no pause")
	}
}

// endPauses ends the pauses that named matches, at t, and reports whether there were any.
func (j *judge) endPauses(t time.Time, named func(open) bool) bool {
	if !j.isPaused() {
		return false
	}
	j.count(t)
	ended := j.pauses.remove(named)
	if ended && !j.isPaused() && j.started {
		j.resume(t)
	}
	return ended
}

// keyed returns a function that matches what was opened under a key; an empty key matches
// all.
func (j *judge) keyed(key string) func(open) bool {
	return func(p open) bool { return key == "" || j.r.facts[p.first].Key == key }
}

func (j *judge) takeReopen(e *Event) {
	switch {
	case j.phase == 0:
		j.remark(e, "has not ended, so that nothing reopens")
	case j.terms.OnReopen == Ignore:
		j.remark(e, "does not reopen under its terms")
	default:
		j.reopen(e.At)
	}
}

// warn notes that the customer is told of a later date at t.
func (j *judge) warn(t time.Time) {
	due, ok := j.dueIfResumed(t)
	if j.phase != 0 || j.verdict == Broken || (ok && !t.Before(due)) {
		return
	}
	lead := time.Duration(1<<63 - 1)
	if ok {
		lead = j.terms.Calendar.Between(t, due)
	}
	if !j.told.any || lead > j.told.lead {
		j.told = told{true, lead}
	}
}

// dueIfResumed returns the due instant as it would be if everything that stops
// the clock ended at t.
func (j *judge) dueIfResumed(t time.Time) (time.Time, bool) {
	if j.due.state != read {
		return time.Time{}, false
	}
	due := j.due
	if j.stands() && due.shifts() {
		due.pauseCloses(t, j.paused+j.terms.Calendar.Between(j.since, t))
	}
	return due.at, due.state == read
}

// remark notes that an event changes nothing, and why.
func (j *judge) remark(e *Event, why string) {
	if j.trace != nil {
		j.trace.remark(e, why)
	}
}

// flagged returns the flags that are up on an open promise, as they were last
// raised.
func (j *judge) flagged() (flags []Event) {
	if j.phase != 0 {
		return nil
	}
	for _, f := range j.flags.list() {
		flags = append(flags, j.r.facts[f.latest])
	}
	return flags
}
