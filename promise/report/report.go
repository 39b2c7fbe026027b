package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A Report counts outcomes by group and month. It is an immutable value, safe for
// concurrent use: [Report.Add] and [Report.Merge] return another one. The zero
// Report is empty and has no zone.
type Report struct {
	zone   *time.Location
	groups map[string]*group
}

// A group holds the counts of one key. A group in a report is never changed.
type group struct {
	months   map[month]*Tally
	days     map[day]Rate // kept, of those judged
	excluded map[excludedKey]*excludedSum
}

// A month is a number of months since the year 0.
type month int

// A day is a number of days since 1970-01-01.
type day int

// New returns an empty report that counts by the months and days of a zone. It
// returns an error if the zone is not one of the time zone database.
func New(zone *time.Location) (Report, error) {
	if err := calendar.CheckZone(zone); err != nil {
		return Report{}, document.PrefixErrors("report", "", err)
	}
	return Report{zone: zone}, nil
}

// Add returns the report with outcomes added. If it returns an error, nothing
// is added; the error joins all problems of all outcomes, each with its field.
// Each call costs one pass over the groups, so add many outcomes at once.
func (r Report) Add(outcomes ...Outcome) (Report, error) {
	if r.zone == nil {
		return r, fieldError("zone", errors.New("required; make the report with New"))
	}
	if len(outcomes) > most {
		return r, fieldError("outcomes", errTooMany)
	}
	var errs []error
	more := Report{zone: r.zone, groups: map[string]*group{}}
	for i := range outcomes {
		if err := outcomes[i].check(); err != nil {
			errs = append(errs, document.PrefixErrors("report", fmt.Sprintf("outcomes[%d]", i), err))
			continue
		}
		more.count(&outcomes[i])
	}
	if err := errors.Join(errs...); err != nil {
		return r, err
	}
	return r.Merge(more)
}

// count adds an outcome. It modifies the report.
func (r Report) count(o *Outcome) {
	g := r.groups[o.Group]
	if g == nil {
		g = newGroup()
		r.groups[o.Group] = g
	}
	m, d := civil(o.At.In(r.zone))
	t := g.months[m]
	if t == nil {
		t = &Tally{}
		g.months[m] = t
	}
	t.add(o)
	if o.judged() {
		rate := g.days[d]
		rate.Of++
		if o.Standing == promise.Kept {
			rate.Count++
		}
		g.days[d] = rate
	}
	for i := range o.Excluded {
		g.exclude(&o.Excluded[i])
	}
}

func newGroup() *group {
	return &group{map[month]*Tally{}, map[day]Rate{}, map[excludedKey]*excludedSum{}}
}

// civil returns the month and the day of a local time.
func civil(t time.Time) (month, day) {
	y, m, d := t.Date()
	return month(12*y + int(m) - 1), day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// String returns the month as "2026-01".
func (m month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }

// String returns the day as "2026-01-05".
func (d day) String() string { return time.Unix(int64(d)*24*60*60, 0).UTC().Format(time.DateOnly) }

// Merge returns a report of the outcomes of all the reports. It returns an
// error if their zones differ or the counts are too large. The zero Report
// merges with any.
func (r Report) Merge(others ...Report) (Report, error) {
	merged := Report{r.zone, maps.Clone(r.groups)}
	for i, other := range others {
		if err := merged.take(other); err != nil {
			return r, document.PrefixErrors("report", fmt.Sprintf("others[%d]", i), err)
		}
	}
	return merged, nil
}

// take adds the counts of another report. It modifies the map of groups, not
// the groups.
func (r *Report) take(other Report) error {
	switch {
	case other.zone == nil:
		return nil
	case r.zone == nil:
		r.zone = other.zone
	case r.zone.String() != other.zone.String():
		return fieldError("zone", fmt.Errorf("conflicts: expected %[2]s, got %[1]s; count both reports in one zone", other.zone, r.zone))
	}
	if r.groups == nil {
		r.groups = map[string]*group{}
	}
	for name, theirs := range other.groups {
		if ours := r.groups[name]; ours != nil {
			r.groups[name] = ours.merge(theirs)
		} else {
			r.groups[name] = theirs
		}
	}
	return r.checkSize()
}

// merge returns a group with the counts of both.
func (g *group) merge(other *group) *group {
	merged := &group{maps.Clone(g.months), maps.Clone(g.days), maps.Clone(g.excluded)}
	for m, t := range other.months {
		if ours := merged.months[m]; ours != nil {
			sum := ours.Merge(*t)
			t = &sum
		}
		merged.months[m] = t
	}
	for d, rate := range other.days {
		ours := merged.days[d]
		merged.days[d] = Rate{ours.Count + rate.Count, ours.Of + rate.Of}
	}
	for key, x := range other.excluded {
		if ours := merged.excluded[key]; ours != nil {
			sum := ours.plus(*x)
			x = &sum
		}
		merged.excluded[key] = x
	}
	return merged
}

// checkSize returns an error for more outcomes than a report can count.
func (r *Report) checkSize() error {
	all := int64(0)
	for _, g := range r.groups {
		for _, t := range g.months {
			all += t.Counts.sum()
		}
		for _, x := range g.excluded {
			if x.times > most {
				return fieldError("", errTooMany)
			}
		}
	}
	if all > most {
		return fieldError("", errTooMany)
	}
	return nil
}

// Zone returns the zone that defines months and days; nil for the zero Report.
func (r Report) Zone() *time.Location { return r.zone }

// In returns the report of one group alone. It is empty if there is no such
// group.
func (r Report) In(name string) Report {
	only := Report{zone: r.zone, groups: map[string]*group{}}
	if g := r.groups[name]; g != nil {
		only.groups[name] = g
	}
	return only
}

// Equal reports whether two reports have the same counts in the same zone.
// Package go-cmp uses it.
func (r Report) Equal(other Report) bool {
	if r.zone == nil || other.zone == nil {
		return r.zone == other.zone
	}
	sameTally := func(a, b *Tally) bool { return a.Equal(*b) }
	sameSum := func(a, b *excludedSum) bool { return *a == *b }
	return r.zone.String() == other.zone.String() && maps.EqualFunc(r.groups, other.groups, func(a, b *group) bool {
		return maps.EqualFunc(a.months, b.months, sameTally) && maps.Equal(a.days, b.days) && maps.EqualFunc(a.excluded, b.excluded, sameSum)
	})
}

// A Row is a group or a month, and its tally.
type Row struct {
	// Name is the name of the group, or the month as "2026-01".
	Name string
	Tally
}

type rowDocument struct {
	Name string `json:"name,omitempty"`
	tallyDocument
}

// MarshalJSON writes the name and the tally.
func (r Row) MarshalJSON() ([]byte, error) {
	return json.Marshal(rowDocument{r.Name, r.Tally.document()})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Row) UnmarshalJSON(doc []byte) error {
	var d rowDocument
	if err := document.Unmarshal("report", doc, &d); err != nil {
		return err
	}
	t, err := d.tally()
	if err != nil {
		return document.Locate(doc, err)
	}
	*r = Row{d.Name, t}
	return nil
}

// Equal reports whether two rows are the same. Package go-cmp uses it.
func (r Row) Equal(other Row) bool { return r.Name == other.Name && r.Tally.Equal(other.Tally) }

// Total returns the tally of all outcomes.
func (r Report) Total() Tally {
	var all Tally
	for _, g := range r.sorted() {
		all = all.Merge(g.Tally)
	}
	return all
}

// Groups returns the tally of each group, by name.
func (r Report) Groups() []Row { return r.sorted() }

func (r Report) sorted() []Row {
	rows := make([]Row, 0, len(r.groups))
	for _, name := range slices.Sorted(maps.Keys(r.groups)) {
		row, g := Row{Name: name}, r.groups[name]
		for _, m := range slices.Sorted(maps.Keys(g.months)) {
			row.Tally = row.Merge(*g.months[m])
		}
		rows = append(rows, row)
	}
	return rows
}

// Months returns the tally of each month that has one, in order.
func (r Report) Months() []Row {
	all := newGroup()
	for _, g := range r.groups { // adding is the same in any order
		all = all.merge(&group{months: g.months})
	}
	rows := make([]Row, 0, len(all.months))
	for _, m := range slices.Sorted(maps.Keys(all.months)) {
		rows = append(rows, Row{m.String(), *all.months[m]})
	}
	return rows
}

// Worst returns the row with the lowest keep-rate among those with at least
// least kept or broken promises; of equal rows, the first. The worst group and
// month show what a total hides. ok is false if there is none.
func Worst(rows []Row, least int) (worst Row, ok bool) {
	for _, row := range rows {
		rate := row.Keep()
		if rate.Of < max(least, 1) {
			continue
		}
		// a/b < c/d without rounding
		if w := worst.Keep(); !ok || int64(rate.Count)*int64(w.Of) < int64(w.Count)*int64(rate.Of) {
			worst, ok = row, true
		}
	}
	return worst, ok
}
