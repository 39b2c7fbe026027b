package promise_test

import (
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// The dumb judge is a second implementation of the design's rules, written to
// be obvious: it walks minute by minute, keeps a list of pauses, and works each
// mark out anew from the whole list. Everything in it lies on whole minutes. It
// shares nothing with the judge but the calendar's IsOpen and the civil dates.
type dumb struct {
	cal    *calendar.Calendar
	from   time.Time
	open   []bool // for each minute from from on
	due    dumbDeadline
	target dumbDeadline
	made   int
	start  int // -1: on an event
	hold   bool
	ignore bool
	notice int
	cutoff clock.Clock
	conds  []dumbCondition
	facts  []dumbEvent

	carried, first *dumbSaid // what holds on from an earlier promise

	receipt  bool      // day 0 is the date of receipt
	startDay date.Date // 0: none
	known    map[dumbRead]int
}

// A dumbRead is what an instant was read from; it is read once.
type dumbRead struct {
	dumbDeadline
	start int
	day   date.Date
}

type dumbDeadline struct {
	kind  string // "", "within", "days", "clock", "close", "by", "before"
	n     int    // minutes, days or an instant
	clock clock.Clock

	receipt bool // read under terms by which day 0 is the date of receipt
}

type dumbCondition struct {
	name string
	by   int
	move bool
	back bool
}

// A dumbSaid is a due instant that was said in an earlier promise.
type dumbSaid struct {
	dumbDeadline
	at    int
	holds bool
	named bool

	first, paused int // as first read, and by how many minutes in pauses it was moved
}

type dumbEvent struct {
	kind      promise.Kind
	at, until int // until 0: none
	key       string
	condition string
	late      bool
	// of a revision
	due, target dumbDeadline
	anew        bool
	agreed      bool
	notice      int
	hold        string // "", "hold" or "shift"
	zero        string // "", "receipt" or "opening"
	sooner      bool
	binds, rule bool
	removes     promise.Removal
	back        int // by when the photo must come, or the revision lapses; 0: no such condition
	// of a withdrawal
	cause promise.VoidCause
}

// A dumbMark is a deadline with what it takes to work it out anew.
type dumbMark struct {
	dumbDeadline
	fixed bool // read at a revision: first is its instant, and only later pauses move it
	first int
	since int  // of the revision
	floor bool // it is not earlier than that
	hold  bool
	stays bool // it was reached before the revision that named it, and stays at first
	stuck int  // of a Before target: it was reached before a pause, and stays
	said  bool
	from  int  // of one that was said: as first read, and the minutes in pauses that
	moved int  // had moved it
	own   bool // it gives way to one that was said
	held  bool // it does not move, whatever the terms are
	least int  // of a Before target: where it stood at a revision; it never goes back
}

type dumbPause struct{ from, to int } // to -1: still open

type dumbStatus struct {
	standing promise.Standing
	phase    promise.Phase
	due      int // -1: none
	target   int
	elapsed  int
	paused   int
	left     int // remaining; only where has is true
	has      bool
	brokenAt int
	expected int
	notice   promise.Notice
	cause    promise.VoidCause
	first    promise.Standing
	holds    bool
	promised int       // only where has is true
	day      date.Date // to which the due belongs, where there is one
}

const dumbMinutes = 80 * 24 * 60

func (d *dumb) minute(i int) time.Time { return d.from.Add(time.Duration(i) * time.Minute) }

func (d *dumb) index(t time.Time) int { return int(t.Sub(d.from) / time.Minute) }

func (d *dumb) watch() {
	d.open = make([]bool, dumbMinutes)
	for i := range d.open {
		d.open[i] = d.cal.IsOpen(d.minute(i))
	}
}

// worked counts open minutes; negative if to is before from.
func (d *dumb) worked(from, to int) int {
	if to < from {
		return -d.worked(to, from)
	}
	n := 0
	for i := from; i < to; i++ {
		if d.open[i] {
			n++
		}
	}
	return n
}

// add waits until n open minutes have passed.
func (d *dumb) add(from, n int) int {
	for n > 0 {
		if d.open[from] {
			n--
		}
		from++
	}
	return from
}

// sub goes back until n open minutes have passed.
func (d *dumb) sub(to, n int) int {
	for n > 0 {
		to--
		if d.open[to] {
			n--
		}
	}
	return to
}

func (d *dumb) dateOf(i int) date.Date { return date.NewAt(d.minute(i).In(d.cal.Zone())) }

func (d *dumb) clockOf(i int) clock.Clock { return clock.NewAt(d.minute(i).In(d.cal.Zone())) }

// opening waits for the next open minute.
func (d *dumb) opening(i int) int {
	for !d.open[i] {
		i++
	}
	return i
}

// at judges the promise at minute t.
func (d *dumb) at(t int) dumbStatus {
	if t < d.made {
		return dumbStatus{standing: promise.OnTrack, phase: promise.Pending, due: -1, target: -1, brokenAt: -1, expected: -1, first: promise.OnTrack}
	}
	s := d.walk(t, false)
	s.first = d.walk(t, true).standing
	return s
}

func (d *dumb) walk(t int, firstOnly bool) dumbStatus {
	w := d.newWalk(firstOnly)
	for i := d.made - 2*day; i <= t; i++ {
		w.minute(i)
	}
	return w.status(t)
}

func (d *dumb) newWalk(firstOnly bool) *dumbWalk {
	w := &dumbWalk{
		dumb: d, firstOnly: firstOnly, start: -1, brokenAt: -1, endedAt: -1, boundAt: d.made, met: map[string]bool{}, overdue: map[string]bool{}, waits: map[string]bool{},
		dueMark: dumbMark{dumbDeadline: d.due, hold: d.hold}, targetMark: dumbMark{dumbDeadline: d.target, hold: d.hold}, notice: d.notice,
		receipt: d.receipt, counts: map[int][2]int{}, conds: d.conds, broughtBy: -1, termsHold: d.hold,
	}
	w.dueMark.receipt, w.targetMark.receipt = d.receipt, d.receipt
	w.carry()
	return w
}
