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
	line, endLine              int       // of the rows that open it, and that say its end
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
	if !r.hasID {
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
	if len(d.jobs) == 0 {
		return nil, fmt.Errorf("line 1: no case is left; %s never finished are left out: see --finished", count(d.unfinished, "case"))
	}
	d.settle(r.finished)
	d.look(c.groups)
	d.notes = append(d.notes, b.told.lines("row")...)
	return d, nil
}

// note tells how the file was read.
func (d *desk) note(format string, args ...any) {
	d.notes = append(d.notes, fmt.Sprintf(format, args...))
}

// look finds out how long cases took, and the group of each.
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

// What is told about rows that are read.
const (
	moreOfOne   kind = "telling more about a case that has one"
	openAgain   kind = "leaving a case open that an earlier one ends"
	endless     kind = "with a date for none, and so still open"
	wholeDay    kind = "ending on a day without a time, and so with the day"
	dueWholeDay kind = "promised for a day without a time, and so by the end of it"
	dueBefore   kind = "promised for no later than the opening"
)

// A builder makes cases of rows.
type builder struct {
	desk   *desk
	rows   *records
	dates  dating
	clocks bool           // some case is opened at a time of day
	known  map[string]int // jobs by id
	told   tally
}

func newBuilder(d *desk, r *records, dates dating) *builder {
	b := &builder{desk: d, rows: r, dates: dates, known: map[string]int{}}
	b.clocks = slices.ContainsFunc(r.list, func(x record) bool {
		opened, ok := dates.read(x.opened, d.cal.Zone())
		return ok && !opened.none && !opened.day
	})
	return b
}

// add makes a case of a row, or adds it to the one that it is about.
func (b *builder) add(x *record) error {
	id := b.id(x)
	var before *job
	if at, again := b.known[id]; again {
		before = &b.desk.jobs[at]
	}
	opened, leave := b.opening(x, before)
	if leave != "" {
		b.desk.leftOut.add(leave, shown{x.line, b.rows.opened, x.opened})
		return nil
	}
	end, vow := shown{x.line, b.rows.finished, x.finished}, shown{x.line, b.rows.promised, x.promised}
	finished, err := b.end(end, wholeDay, endless)
	if err != nil {
		return err
	}
	promised, err := b.end(vow, dueWholeDay, "")
	if err != nil {
		return err
	}
	if !finished.IsZero() && finished.Before(opened) {
		b.desk.leftOut.add(endsBefore, end)
		return nil
	}
	if before != nil {
		again := shown{x.line, b.rows.id, x.id}
		b.told.add(moreOfOne, again)
		if finished.IsZero() && !before.finished.IsZero() {
			b.told.add(openAgain, again)
		}
		before.finished, before.endLine = finished, x.line
		return nil
	}
	if !promised.IsZero() && !promised.After(opened) {
		b.told.add(dueBefore, vow)
	}
	b.known[id] = len(b.desk.jobs)
	b.desk.jobs = append(b.desk.jobs, job{id: id, line: x.line, endLine: x.line, opened: opened, finished: finished, promised: promised, fields: b.fields(x)})
	return nil
}

// opening reads when a case was opened, or why its row is left out. Later rows of a
// case need not say it again.
func (b *builder) opening(x *record, before *job) (time.Time, kind) {
	m, ok := b.dates.read(x.opened, b.desk.cal.Zone())
	switch {
	case !ok, !m.none && outOfRange(m.at):
		return m.at, badOpening
	case m.none && before != nil:
		return before.opened, ""
	case m.none:
		return m.at, noOpening
	case before != nil && !m.at.Equal(before.opened):
		return m.at, otherwise
	}
	return m.at, ""
}

// fields are what was known of a case at its opening.
func (b *builder) fields(x *record) policy.Fields {
	fields := policy.Fields{}
	for i, name := range b.rows.fields {
		if fields[name] = x.fields[i]; x.fields[i] == "?" {
			fields[name] = ""
		}
	}
	return fields
}

// id names the case of a row; one without an id is its own.
func (b *builder) id(x *record) string {
	if x.id == "" || nothing[strings.ToLower(x.id)] {
		return fmt.Sprintf("line %d", x.line)
	}
	return x.id
}

// end reads when a case was finished, or should have been. What cannot be read is
// refused: which cases can be left out must not hang on how they ended. A day without
// a time ends with the day, in a file that knows times.
func (b *builder) end(cell shown, whole, none kind) (time.Time, error) {
	m, ok := b.dates.read(cell.text, b.desk.cal.Zone())
	if !ok {
		return time.Time{}, fmt.Errorf("%s cannot be read as a date; write it like 2026-02-28 16:30, tell the layout with --dates, or, if it means none, say so with --none", cell)
	}
	switch {
	case m.placeholder && none != "":
		b.told.add(none, cell)
	case m.day && b.clocks && !m.none:
		b.told.add(whole, cell)
		return m.at.AddDate(0, 0, 1), nil
	}
	return m.at, nil // the zero time if there is none
}

// outOfRange says that the calendar does not know an instant.
func outOfRange(t time.Time) bool { return t.Year() < 1901 || t.Year() > 2188 }

// byOpening puts cases in order.
func (d *desk) byOpening() {
	slices.SortStableFunc(d.jobs, func(a, b job) int { return a.opened.Compare(b.opened) })
}
