package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// The kinds of remarks about rows that are read.
const (
	moreOfOne   kind = "telling more about a case that has one"
	openAgain   kind = "leaving a case open that an earlier one ends"
	endless     kind = "with a date for none, and so still open"
	unpromised  kind = "with a date for none, and so not promised"
	nameless    kind = "without an id, each a case of its own"
	wholeDay    kind = "ending on a day without a time, and so with the day"
	dueWholeDay kind = "promised for a day without a time, and so by the end of it"
	dueBefore   kind = "promised for no later than the opening"
	dueNever    kind = "promised for more than twenty years later, and so not promised"
)

// longestPromise is how many years ahead somebody may promise anything.
const longestPromise = 20

// A builder makes cases of rows.
type builder struct {
	desk   *desk
	rows   *records
	dates  dating
	clocks bool           // the file has times of day
	known  map[string]int // jobs by id
	told   tally

	reopened map[string]shown // by id: cases that a row ends, and that are open at last
}

func newBuilder(d *desk, r *records, dates dating) *builder {
	b := &builder{desk: d, rows: r, dates: dates, known: map[string]int{}, reopened: map[string]shown{}}
	b.clocks = slices.ContainsFunc(r.list, func(x record) bool {
		return slices.ContainsFunc([]string{x.opened, x.finished, x.promised}, b.hasClock)
	})
	return b
}

// hasClock reports whether a cell has a time of day.
func (b *builder) hasClock(text string) bool {
	m, ok := b.dates.read(text, b.desk.cal.Zone())
	return ok && !m.none && !m.day
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
	promised, err := b.end(vow, dueWholeDay, unpromised)
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
			b.reopened[id] = again
		} else if !finished.IsZero() {
			delete(b.reopened, id)
		}
		before.finished, before.endLine = finished, x.line
		return nil
	}
	switch {
	case promised.IsZero():
	case !promised.After(opened):
		b.told.add(dueBefore, vow)
	case promised.After(opened.AddDate(longestPromise, 0, 0)):
		b.told.add(dueNever, vow)
		promised = time.Time{}
	}
	if b.rows.hasID && b.nameless(x) {
		b.told.add(nameless, shown{x.line, b.rows.id, x.id})
	}
	b.known[id] = len(b.desk.jobs)
	b.desk.jobs = append(b.desk.jobs, job{id: id, line: x.line, endLine: x.line, opened: opened, finished: finished, promised: promised, fields: b.fields(x)})
	return nil
}

// opening reads when a case was opened, or why its row is left out. Later rows of a
// case need not repeat it.
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
	if b.nameless(x) {
		return fmt.Sprintf("line %d, without an id", x.line)
	}
	return x.id
}

func (b *builder) nameless(x *record) bool { return x.id == "" || nothing[strings.ToLower(x.id)] }

// checkLog notes the cases that are open in their last row although an earlier one
// ends them. It returns an error if they are many: then the rows are not in the order
// of time.
func (b *builder) checkLog() error {
	var list []shown
	for _, again := range b.reopened {
		list = append(list, again)
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b shown) int { return a.line - b.line })
	if len(list)*mostLeftOut > len(b.known) {
		return fmt.Errorf("%s leaves a case open that an earlier row ends, as do rows of %d of %s; let the oldest row of an id stand first, and say its end in all rows after it",
			list[0], len(list), count(len(b.known), "case"))
	}
	for _, again := range list {
		b.told.add(openAgain, again)
	}
	return nil
}

// atMidnight reports whether all instants of a column are at midnight, although other
// dates of the file are not.
func atMidnight(jobs []job, column func(*job) time.Time) bool {
	const few = 10
	all, others := 0, false
	for i := range jobs {
		j := &jobs[i]
		others = others || !midnight(j.opened) || !j.finished.IsZero() && !midnight(j.finished)
		t := column(j)
		if t.IsZero() {
			continue
		}
		if all++; !midnight(t) {
			return false
		}
	}
	return all >= few && others
}

func midnight(t time.Time) bool { return t.Hour()+t.Minute()+t.Second() == 0 }

// end reads when a case was finished, or should have been. What cannot be read is
// refused: which cases can be left out must not hang on how they ended. A day without
// a time ends with the day, in a file that has times.
func (b *builder) end(cell shown, whole, none kind) (time.Time, error) {
	m, ok := b.dates.read(cell.text, b.desk.cal.Zone())
	if !ok {
		return time.Time{}, fmt.Errorf("%s cannot be read as a date; write it like 2026-02-28 16:30, tell the layout with --dates, or, if it means none, say so with --none", cell)
	}
	switch {
	case m.placeholder:
		b.told.add(none, cell)
	case m.day && b.clocks && !m.none:
		b.told.add(whole, cell)
		return m.at.AddDate(0, 0, 1), nil
	}
	return m.at, nil // the zero time if there is none
}

// outOfRange reports whether an instant is outside the range of the calendar.
func outOfRange(t time.Time) bool { return t.Year() < 1901 || t.Year() > 2188 }
