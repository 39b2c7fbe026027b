package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
)

// A job is one case of the file: when it was opened, and what became of it.
type job struct {
	id                         string
	opened, finished, promised time.Time // finished and promised zero where there is none
	fields                     policy.Fields
	took                       time.Duration // in working time; 0 if it is not finished
	due                        time.Duration // of what was promised, in working time; 0 if there is no promise
	group                      string        // of the finest level
}

// Columns say which column of a file means what.
type columns struct {
	id, opened, finished, promised string
	required                       map[string]bool // those that were named, and so must be there
	groups                         [][]string
	skipUnfinished                 bool
}

// A desk is all cases of a file, in the order in which they were opened, and what
// was left out.
type desk struct {
	jobs        []job
	cal         *calendar.Calendar
	last        time.Time // of the instants at which something happened
	skipped     int       // rows that nothing can be made of
	unfinished  int       // left out, if they were to be
	hasPromises bool
}

// readDesk reads cases. Rows without an opening, or that finish before it, are
// counted and left out. Where a case has several rows, as in a log of events, its
// fields are those of the first, since the later ones were not known at its opening,
// and its end is that of the last.
func readDesk(in io.Reader, c columns, cal *calendar.Calendar) (*desk, error) {
	r := csv.NewReader(in)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	at, err := c.find(header)
	if err != nil {
		return nil, err
	}
	d := &desk{cal: cal, hasPromises: at.promised >= 0}
	known := map[string]int{}
	for line := 2; ; line++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		j, ok := at.job(row, line, cal)
		if i, again := known[j.id]; ok && again {
			d.jobs[i].finished, d.jobs[i].took = j.finished, j.took
		} else if ok {
			known[j.id] = len(d.jobs)
			d.jobs = append(d.jobs, j)
		} else {
			d.skipped++
		}
	}
	if c.skipUnfinished {
		all := len(d.jobs)
		d.jobs = slices.DeleteFunc(d.jobs, func(j job) bool { return j.finished.IsZero() })
		d.unfinished = all - len(d.jobs)
	}
	if len(d.jobs) == 0 {
		return nil, fmt.Errorf("no case in it; %d rows make no sense: see --columns", d.skipped)
	}
	slices.SortStableFunc(d.jobs, func(a, b job) int { return a.opened.Compare(b.opened) })
	d.look(c.groups)
	return d, nil
}

// look finds the group of each case, and the last instant of all.
func (d *desk) look(groups [][]string) {
	for i := range d.jobs {
		j := &d.jobs[i]
		for _, t := range []time.Time{j.opened, j.finished} {
			if t.After(d.last) {
				d.last = t
			}
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

// places are the positions of columns, -1 where there is none.
type places struct {
	id, opened, finished, promised int
	fields                         map[string]int
}

// find finds the columns in the header.
func (c columns) find(header []string) (places, error) {
	var errs []error
	place := func(name string, needed bool) int {
		i := slices.Index(header, name)
		if i < 0 && (needed || c.required[name]) {
			errs = append(errs, fmt.Errorf("no column %q; there are %s", name, strings.Join(header, ", ")))
		}
		return i
	}
	p := places{place(c.id, false), place(c.opened, true), place(c.finished, true), place(c.promised, false), map[string]int{}}
	for _, level := range c.groups {
		for _, field := range level {
			p.fields[field] = place(field, true)
		}
	}
	return p, errors.Join(errs...)
}

// layouts are the ways in which logs write instants.
var layouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2/1/2006 15:04", time.DateOnly}

// instant reads an instant; without a zone it is the calendar's.
func instant(text string, zone *time.Location) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.In(zone), true
		}
	}
	return time.Time{}, false
}

// job reads a row.
func (p places) job(row []string, line int, cal *calendar.Calendar) (j job, ok bool) {
	cell := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		if text := strings.TrimSpace(row[i]); text != "?" {
			return text
		}
		return ""
	}
	if j.opened, ok = instant(cell(p.opened), cal.Zone()); !ok {
		return job{}, false
	}
	for _, x := range []struct {
		text string
		into *time.Time
	}{{cell(p.finished), &j.finished}, {cell(p.promised), &j.promised}} {
		if x.text == "" {
			continue
		}
		if *x.into, ok = instant(x.text, cal.Zone()); !ok {
			return job{}, false
		}
	}
	if !j.finished.IsZero() && j.finished.Before(j.opened) {
		return job{}, false
	}
	if !j.finished.IsZero() {
		j.took = cal.Between(j.opened, j.finished)
	}
	if j.promised.After(j.opened) {
		j.due = cal.Between(j.opened, j.promised)
	}
	if j.id = strings.Clone(cell(p.id)); j.id == "" {
		j.id = fmt.Sprintf("line %d", line)
	}
	j.fields = policy.Fields{}
	for name, i := range p.fields {
		j.fields[name] = strings.Clone(cell(i))
	}
	return j, true
}
