package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
)

// A job is one case of the file: when it was opened, and what became of it.
type job struct {
	id                         string
	line, endLine              int       // of the rows with its opening and with its end
	opened, finished, promised time.Time // finished and promised zero where there is none
	fields                     policy.Fields
	took                       time.Duration // in working time; 0 if it is not finished
	due                        time.Duration // of what was promised, in working time; 0 if there is no promise
	group                      string        // of the finest level
}

// A desk is all cases of a file, in the order in which they were opened, and what
// was left out.
type desk struct {
	jobs        []job
	cal         *calendar.Calendar
	last        time.Time // what became of the cases is known until then
	leftOut     tally     // rows
	unfinished  int       // cases left out, if they were to be
	hasPromises bool
	notes       []string // how the file was read, where that is not plain
}

// readDesk reads cases. Rows that make no sense are counted and left out, as long as
// they are few. Where a case has several rows, as in a log of events, its fields are
// those of the first, since the later ones were not known at its opening, and its end
// is that of the last.
func readDesk(doc []byte, c columns, cal *calendar.Calendar) (*desk, error) {
	r, err := c.read(doc)
	if err != nil {
		return nil, err
	}
	d := &desk{cal: cal, hasPromises: r.hasPromises}
	if !r.hasID && r.id != "" {
		d.note("there is no column %s: every row is a case", listed([]string{r.id}))
	}
	if c.dates.order == 0 && c.dates.layout == "" {
		order, by, err := r.findOrder()
		if err != nil {
			return nil, err
		}
		if c.dates.order = order; order != 0 {
			d.note("dates have the %s first: %s", order, by)
		}
	}
	b := newBuilder(d, r, c.dates)
	for i := range r.list {
		if err := b.add(&r.list[i]); err != nil {
			return nil, err
		}
	}
	if c.skipUnfinished {
		all := len(d.jobs)
		d.jobs = slices.DeleteFunc(d.jobs, func(j job) bool { return j.finished.IsZero() })
		d.unfinished = all - len(d.jobs)
	}
	d.leaveOutFar(r.opened)
	if err := d.leftOut.check(len(r.list)); err != nil {
		return nil, err
	}
	if err := b.checkLog(); err != nil {
		return nil, err
	}
	if len(d.jobs) == 0 {
		return nil, fmt.Errorf("line 1: no case is left; %s never finished are left out: see --finished", count(d.unfinished, "case"))
	}
	d.notes = append(d.notes, b.told.lines("row")...)
	if !b.told.has(wholeDay) && atMidnight(d.jobs, func(j *job) time.Time { return j.finished }) {
		d.note("all ends are at midnight: if that is a day without a time, cases took up to a day longer")
	}
	if !b.told.has(dueWholeDay) && atMidnight(d.jobs, func(j *job) time.Time { return j.promised }) {
		d.note("all promises are for midnight: if that is a day without a time, they were for up to a day later")
	}
	d.settle(r.finished)
	d.look(c.groups)
	return d, nil
}

// note adds a remark on how the file was read.
func (d *desk) note(format string, args ...any) {
	d.notes = append(d.notes, fmt.Sprintf(format, args...))
}

// look computes how long each case took, and its group.
func (d *desk) look(groups [][]string) {
	for i := range d.jobs {
		j := &d.jobs[i]
		if !j.finished.IsZero() {
			j.took = d.cal.Between(j.opened, j.finished)
		}
		if j.promised.After(j.opened) {
			j.due = d.cal.Between(j.opened, j.promised)
		}
		if len(groups) > 0 {
			var parts []string
			for _, field := range groups[0] {
				parts = append(parts, j.fields[field])
			}
			j.group = strings.Join(parts, "|")
		}
	}
}

// byOpening puts cases in order.
func (d *desk) byOpening() {
	slices.SortStableFunc(d.jobs, func(a, b job) int { return a.opened.Compare(b.opened) })
}
