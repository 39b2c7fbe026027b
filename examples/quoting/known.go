package main

import (
	"slices"
	"time"
)

// The dates of a file end somewhere, and what lies far outside is typed wrong, or
// stands for "not yet". What is known until then is known of all cases; a date far
// behind would turn every open case into a broken one.
const (
	longSilence = 2 * 365 * 24 * time.Hour // between openings: one side is typed wrong, if it is small
	fewLast     = 100                      // one in so many, opened after a silence, are typed wrong
)

// silent reports whether a silence marks the end of a file: it is long, and long
// compared with the time before it.
func silent(silence, before time.Duration) bool {
	const least, share = 90 * 24 * time.Hour, 4
	return silence > least && silence > before/share
}

// leaveOutFar leaves cases out that were opened years away from nearly all others, or
// by which the file would begin again after its end.
func (d *desk) leaveOutFar(column string) {
	d.byOpening()
	from, to := 0, 0 // the longest stretch without a long silence
	start := 0
	for i := range d.jobs {
		if i > 0 && d.jobs[i].opened.Sub(d.jobs[i-1].opened) > longSilence {
			start = i
		}
		if i+1-start > to-from {
			from, to = start, i+1
		}
	}
	if far := len(d.jobs) - (to - from); far*mostLeftOut > len(d.jobs) {
		from, to = 0, len(d.jobs)
	}
	for i, end := to-1, to; i > from && (end-i)*fewLast <= end-from; i-- {
		if silent(d.jobs[i].opened.Sub(d.jobs[i-1].opened), d.jobs[i-1].opened.Sub(d.jobs[from].opened)) {
			to = i
		}
	}
	outside := append(slices.Clone(d.jobs[:from]), d.jobs[to:]...)
	slices.SortFunc(outside, func(a, b job) int { return a.line - b.line })
	for _, j := range outside {
		d.leftOut.add(farFromRest, shown{j.line, column, stampIn(j.opened)})
	}
	d.jobs = d.jobs[from:to]
}

// settle computes until when the ends of cases are known: until the last opening, or
// the last end without a long silence before it. Cases that end later count as open.
// That is true of a case that did end later, and fair to one whose end is typed wrong.
func (d *desk) settle(column string) {
	first := d.jobs[0].opened
	d.last = d.jobs[len(d.jobs)-1].opened
	var ends []time.Time
	for i := range d.jobs {
		if t := d.jobs[i].finished; t.After(d.last) {
			ends = append(ends, t)
		}
	}
	slices.SortFunc(ends, time.Time.Compare)
	late := 0
	for i, t := range ends {
		if silent(t.Sub(d.last), d.last.Sub(first)) {
			late = len(ends) - i
			break
		}
		d.last = t
	}
	if late == 0 {
		return
	}
	var earliest *job // in the file
	for i := range d.jobs {
		if j := &d.jobs[i]; j.finished.After(d.last) && (earliest == nil || j.endLine < earliest.endLine) {
			earliest = j
		}
	}
	d.note("%s long after all else, the first in %s; until then nothing is known, and so they count as open",
		count(late, "case")+" end"+plural(late == 1), shown{earliest.endLine, column, stampIn(earliest.finished)})
	for i := range d.jobs {
		if j := &d.jobs[i]; j.finished.After(d.last) {
			j.finished = time.Time{}
		}
	}
}

// plural is the s of a verb that one does.
func plural(one bool) string {
	if one {
		return "s"
	}
	return ""
}

func stampIn(t time.Time) string { return t.Format("2006-01-02 15:04:05") }
