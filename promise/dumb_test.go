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
}

// A dumbMark is a deadline with what it takes to work it out anew.
type dumbMark struct {
	dumbDeadline
	fixed bool // read at a revision: first is its instant, and only later pauses move it
	first int
	since int  // of the revision
	floor bool // it is not earlier than that
	hold  bool
	stuck int // of a Before target: it was reached before a pause, and stays
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

// read reads a deadline from an instant, which belongs to a business day if that
// is not 0.
func (d *dumb) read(dl dumbDeadline, start int, day date.Date) int {
	if dl.kind == "by" {
		return dl.n
	}
	key := dumbRead{dl, start, day}
	at, ok := d.known[key]
	if !ok {
		at = d.readAnew(dl, start, day)
		d.known[key] = at
	}
	return at
}

// readAnew reads a deadline literally as the design says it.
func (d *dumb) readAnew(dl dumbDeadline, start int, startDay date.Date) int {
	switch {
	case dl.kind == "within":
		return d.add(start, dl.n)
	case startDay != 0:
		return d.readFromDay(dl, start, startDay)
	case dl.receipt:
		return d.readFromReceipt(dl, start)
	}
	start = d.opening(start)
	if d.cutoff > 0 && d.clockOf(start) >= d.cutoff {
		day := d.dateOf(start) + 1
		for !d.cal.IsBusinessDay(day) || len(d.cal.OpenOn(day)) == 0 {
			day++
		}
		start = d.index(d.cal.OpenOn(day)[0].From)
	}
	if dl.kind == "days" {
		t, err := d.cal.AddDays(d.minute(start), dl.n)
		if err != nil {
			panic(err)
		}
		return d.index(t)
	}
	day := d.dateOf(start)
	for !d.cal.IsBusinessDay(day) {
		day++
	}
	return d.clockAfter(dl, d.daysAfter(day, dl.n), start)
}

// daysAfter returns the n-th business day after a date; for 0 it is the date.
func (d *dumb) daysAfter(day date.Date, n int) date.Date {
	for ; n > 0; n-- {
		for day++; !d.cal.IsBusinessDay(day); day++ {
		}
	}
	return day
}

// clockAfter returns the first of the deadline's clocks or closes after i, on a
// date from day on.
func (d *dumb) clockAfter(dl dumbDeadline, day date.Date, i int) int {
	for ; ; day++ {
		if k, ok := d.onDay(dl, day); ok && k > i {
			return k
		}
	}
}

// readFromReceipt: an instant counts exactly as in AddDays; the cut-off is read on
// business days only, from it on n days count as n+1; on a closed date 0 days are
// the next business day.
func (d *dumb) readFromReceipt(dl dumbDeadline, start int) int {
	day, n := d.dateOf(start), dl.n
	if d.cal.IsBusinessDay(day) && d.cutoff > 0 && d.clockOf(start) >= d.cutoff {
		n++
	}
	if dl.kind == "days" {
		t, err := d.cal.AddDays(d.minute(start), n)
		if err != nil {
			panic(err)
		}
		return d.index(t)
	}
	if n == 0 && !d.cal.IsBusinessDay(day) {
		n = 1
	}
	return d.clockAfter(dl, d.daysAfter(day, n), start)
}

// readFromDay: day 0 is that date or, if it is no business day any more, the one
// before; neither the cut-off nor the rule for day 0 is read.
func (d *dumb) readFromDay(dl dumbDeadline, start int, day date.Date) int {
	zero := day
	for !d.cal.IsBusinessDay(zero) {
		zero--
	}
	due := d.daysAfter(zero, dl.n)
	if dl.kind != "days" {
		return d.clockAfter(dl, due, start)
	}
	place := due
	if d.dateOf(start) > day {
		place++
	}
	i := d.index(d.cal.At(place, d.clockOf(start)))
	if d.open[i] {
		return i
	}
	hours := d.cal.OpenOn(due)
	for _, s := range hours {
		if from := d.index(s.From); i < from {
			return from
		}
	}
	return d.index(hours[len(hours)-1].To)
}

// dayOf returns the business day to which a due instant belongs.
func (d *dumb) dayOf(dl dumbDeadline, at int) date.Date {
	day := d.dateOf(at)
	switch k, ok := d.onDay(dumbDeadline{kind: "close"}, day-1); {
	case dl.kind == "clock":
		if k, ok := d.onDay(dl, day-1); ok && k == at {
			return day - 1
		}
	case ok && k == at && (dl.kind == "close" || !d.open[at]):
		return day - 1
	}
	return day
}

// onDay returns the deadline's clock or close on the date, if it is a business
// day.
func (d *dumb) onDay(dl dumbDeadline, day date.Date) (int, bool) {
	if !d.cal.IsBusinessDay(day) {
		return 0, false
	}
	if dl.kind == "clock" {
		return d.index(d.cal.At(day, dl.clock)), true
	}
	hours := d.cal.OpenOn(day)
	if len(hours) == 0 {
		return 0, false
	}
	return d.index(hours[len(hours)-1].To), true
}

// clockFrom returns the first of the deadline's clocks or closes at or after i.
func (d *dumb) clockFrom(dl dumbDeadline, i int) int {
	for day := d.dateOf(i) - 2; ; day++ {
		if k, ok := d.onDay(dl, day); ok && k >= i {
			return k
		}
	}
}

// mark says where a mark stands after the pauses, of which the last may be
// open; moving tells that it will be moved by that.
func (d *dumb) mark(m dumbMark, start int, pauses []dumbPause) (at int, moving bool) {
	first := m.first
	if !m.fixed {
		day := date.Date(0)
		if start == d.start {
			day = d.startDay
		}
		first = d.read(m.dumbDeadline, start, day)
	}
	at = first
	if m.kind == "by" {
		return at, false
	}
	if m.hold {
		return m.notBefore(at), false
	}
	clocked := m.kind == "clock" || m.kind == "close"
	total := 0
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
		next := first
		if total > 0 {
			next = d.add(first, total)
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
			at = next
		}
		at = max(at, next)
		if n > old && moves && pauses[n-1].from <= at && at < pauses[n-1].to {
			at = pauses[n-1].to
		}
	}
	return at, false
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
	w := dumbWalk{
		dumb: d, firstOnly: firstOnly, start: -1, brokenAt: -1, endedAt: -1, boundAt: d.made, met: map[string]bool{}, overdue: map[string]bool{},
		dueMark: dumbMark{dumbDeadline: d.due, hold: d.hold}, targetMark: dumbMark{dumbDeadline: d.target, hold: d.hold}, notice: d.notice,
		receipt: d.receipt, counts: map[int][2]int{},
	}
	w.dueMark.receipt, w.targetMark.receipt = d.receipt, d.receipt
	first := d.made - 2*day
	for i := first; i <= t; i++ {
		w.minute(i)
	}
	return w.status(t)
}

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

	dueMark, targetMark dumbMark
	expectedMark        *dumbMark
	dropped             bool // the due instant passed while fulfilled
	targetDropped       bool
	boundAt             int // since when the due instant is judged
	receipt             bool
	notice              int
	told                bool
	lead                int // the longest warning, in open minutes
	breakNotice         promise.Notice
	promised            int            // once broken
	counts              map[int][2]int // elapsed and paused, by minute
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
				w.take(w.facts[k], i)
			}
		}
	}
	for w.next < len(w.facts) && w.facts[w.next].at == i {
		w.next++
	}
	for _, c := range w.conds {
		if c.by == i && !w.met[c.name] && w.ended == 0 && w.verdict != promise.Broken {
			if !c.move {
				w.end(i, promise.Withdrawn, promise.Void)
			} else {
				w.overdue[c.name] = true
				w.start = -1
				w.dueMark.receipt, w.targetMark.receipt = w.receipt, w.receipt
				for _, m := range []*dumbMark{&w.dueMark, &w.targetMark, w.expectedMark} {
					if m != nil { // it will be read from the new start
						m.fixed, m.since, m.floor = false, 0, false
					}
				}
			}
		}
	}
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

func (w *dumbWalk) take(e dumbEvent, i int) {
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
		w.end(i, promise.Withdrawn, promise.Void)
	case promise.Reopen:
		w.reopen(i)
	case promise.Update:
		if e.late {
			w.warn(i)
		}
	case promise.Revise:
		if !w.firstOnly {
			w.revise(e, i)
		}
	}
}

// revise compares the dates as if the clock ran again from here.
func (w *dumbWalk) revise(e dumbEvent, i int) {
	n := len(w.pauses) - 1
	if stopped := w.start >= 0 && n >= 0 && w.pauses[n].to < 0; stopped {
		w.pauses[n].to = i
		defer func() { w.pauses = append(w.pauses, dumbPause{i, -1}) }()
		if due, known, _ := w.dueNow(); w.ended != 0 && w.verdict != promise.Broken && (w.dueMark.kind == "by" || w.dueMark.hold) && known && due < i {
			w.dropped, w.targetDropped = true, true
		}
	}
	hold := w.dueMark.hold
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
	due, target := w.revised(e, w.dueMark, e.due, hold, i), w.revised(e, w.targetMark, e.target, hold, i)
	if w.targetMark.kind == "before" && e.target.kind == "" && e.due.kind != "" {
		target.since, target.stuck = i, 0 // read anew from the new due instant
	}
	later, lead := false, 0
	if !w.dropped {
		oldAt, newAt := w.hypothetical(w.dueMark, i), w.hypothetical(due, i)
		later, lead = newAt > oldAt, w.worked(i, oldAt)
	}
	switch {
	case w.verdict != promise.Broken && (!later || e.agreed || (w.notice > 0 && lead >= w.notice)):
		w.dueMark, w.targetMark, w.receipt = due, target, receipt
		if e.due.kind != "" {
			w.dropped, w.expectedMark, w.boundAt = false, nil, i
			if w.targetMark.kind == "before" {
				w.targetDropped = false
			}
		}
		if e.target.kind != "" {
			w.targetDropped = false
		}
		if e.notice > 0 {
			w.notice = e.notice
		}
		if later {
			w.told, w.lead = false, 0
		}
	case e.due.kind != "":
		w.expectedMark = &due
		if later {
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
		if m.hold != hold && w.start >= 0 && m.kind != "before" && m.kind != "" {
			// It stays where it stands, and moves on from there.
			m.first, _ = w.mark(m, w.start, w.pauses)
			m.fixed, m.since, m.floor = true, i, false
		}
		m.hold = hold
		if w.base() < 0 { // it will be read under the terms in force
			m.receipt = named.receipt
		}
		return m
	}
	m = dumbMark{dumbDeadline: named, hold: hold, since: i, floor: true}
	switch {
	case w.start < 0, named.kind == "by", named.kind == "before":
	case e.anew:
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

// breakIt tells how the customer learnt of it.
func (w *dumbWalk) breakIt(due, i int) {
	w.verdict, w.brokenAt = promise.Broken, max(due, w.boundAt)
	then := min(w.brokenAt, i)
	w.promised = max(w.usedAt(then)+w.worked(then, due), 0)
	switch {
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
		if due, known, _ := w.dueNow(); verdict == promise.Kept && known && due < i {
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
		w.verdict = 0
		if w.dueMark.kind == "by" || w.dueMark.hold {
			if due, known, _ := w.dueNow(); known && due < i {
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
	if w.dropped || (w.base() < 0 && w.dueMark.kind != "by") {
		return -1, false, false
	}
	due, moving = w.mark(w.dueMark, w.base(), w.pauses)
	return due, !moving, moving
}

func (w *dumbWalk) judge(i int) {
	if due, known, _ := w.dueNow(); w.verdict == 0 && w.ended == 0 && known && due <= i && i >= w.boundAt {
		w.breakIt(due, i)
	}
}

func (w *dumbWalk) status(t int) dumbStatus {
	if w.ended != 0 {
		s := w.final
		s.phase, s.standing, s.brokenAt, s.notice = w.ended, w.verdict, w.brokenAt, w.breakNotice
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
