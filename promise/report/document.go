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
)

// document is a Report as JSON.
type reportDocument struct {
	Version int             `json:"version"`
	Zone    string          `json:"zone,omitempty"`
	Groups  []groupDocument `json:"groups"`
}

type groupDocument struct {
	Group    string             `json:"group,omitempty"`
	Months   []monthDocument    `json:"months"`
	Days     []dayDocument      `json:"days,omitempty"`
	Excluded []excludedDocument `json:"excluded,omitempty"`
}

type monthDocument struct {
	Month string `json:"month"`
	tallyDocument
}

type dayDocument struct {
	On     string `json:"on"`
	Kept   int    `json:"kept,omitempty"`
	Judged int    `json:"judged"`
}

type excludedDocument struct {
	Cause  ExcludedCause  `json:"cause,omitempty"`
	Reason string         `json:"reason,omitempty"`
	Times  int64          `json:"times"`
	Worked document.Total `json:"worked"`
	Wall   document.Total `json:"wall"`
}

// MarshalJSON writes all counts, sorted, so that equal reports give the same
// bytes. [Parse] returns an equal report.
func (r Report) MarshalJSON() ([]byte, error) {
	d := reportDocument{Version: 1, Groups: []groupDocument{}}
	if r.zone != nil {
		d.Zone = r.zone.String()
	}
	for _, name := range slices.Sorted(maps.Keys(r.groups)) {
		d.Groups = append(d.Groups, r.groups[name].document(name))
	}
	return json.Marshal(d)
}

func (g *group) document(name string) groupDocument {
	d := groupDocument{Group: name}
	for _, m := range slices.Sorted(maps.Keys(g.months)) {
		d.Months = append(d.Months, monthDocument{m.String(), g.months[m].document()})
	}
	for _, on := range slices.Sorted(maps.Keys(g.days)) {
		d.Days = append(d.Days, dayDocument{on.String(), g.days[on].Count, g.days[on].Of})
	}
	for _, key := range g.excludedKeys() {
		x := g.excluded[key]
		d.Excluded = append(d.Excluded, excludedDocument{key.cause, key.reason, x.times, x.worked, x.wall})
	}
	return d
}

// Parse reads a report from its document. The zone is looked up by name as in
// [calendar.Parse]. It returns an error that joins all problems, each a
// [*document.FieldError] with its path.
func Parse(doc []byte) (Report, error) {
	var d reportDocument
	err := document.Unmarshal("report", doc, &d)
	r, more := d.report()
	if err = document.JoinErrors(err, more); err != nil {
		return Report{}, document.Locate(doc, err)
	}
	return r, nil
}

// UnmarshalJSON reads what [Parse] reads.
func (r *Report) UnmarshalJSON(doc []byte) error {
	parsed, err := Parse(doc)
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// report returns the report that the document describes.
func (d *reportDocument) report() (Report, error) {
	var errs []error
	if d.Version < 0 || d.Version > 1 {
		errs = append(errs, fieldError("version", fmt.Errorf("unknown version %d; expected 1", d.Version)))
	}
	r := Report{groups: map[string]*group{}}
	var err error
	if r.zone, err = d.zone(); err != nil {
		errs = append(errs, err)
	}
	for i, gd := range d.Groups {
		path := fmt.Sprintf("groups[%d]", i)
		if r.groups[gd.Group] != nil {
			errs = append(errs, fieldError(path, fmt.Errorf("duplicate group %q; add the two up", document.Excerpt(gd.Group))))
			continue
		}
		g, err := gd.group()
		errs = append(errs, document.PrefixErrors("report", path, err))
		r.groups[gd.Group] = g
	}
	if err := errors.Join(errs...); err != nil {
		return Report{}, err
	}
	return r, r.checkSize()
}

// zone looks up the zone by name. An empty report needs none.
func (d *reportDocument) zone() (*time.Location, error) {
	if d.Zone == "" && len(d.Groups) == 0 {
		return nil, nil
	}
	zone, err := calendar.LoadZone(d.Zone)
	return zone, document.PrefixErrors("report", "", err)
}

// group returns the group that the document describes.
func (d *groupDocument) group() (*group, error) {
	var errs []error
	fail := func(path string, err error) {
		errs = append(errs, document.PrefixErrors("report", path, err))
	}
	g := newGroup()
	for i := range d.Months {
		path := fmt.Sprintf("months[%d]", i)
		m, err := readMonth(d.Months[i].Month)
		if err == nil && g.months[m] != nil {
			err = errors.New("duplicate; add the two up")
		}
		fail(path+".month", err)
		t, err := d.Months[i].tally()
		fail(path, err)
		g.months[m] = &t
	}
	for i, x := range d.Days {
		path := fmt.Sprintf("days[%d]", i)
		on, err := readDay(x.On)
		if _, twice := g.days[on]; err == nil && twice {
			err = errors.New("duplicate; add the two up")
		}
		fail(path+".on", err)
		if x.Judged < 1 || x.Judged > most || x.Kept < 0 || x.Kept > x.Judged {
			fail(path, fmt.Errorf("out of range: kept %d of judged %d; kept must be from 0 to judged, and judged at least 1", x.Kept, x.Judged))
		}
		g.days[on] = Rate{x.Kept, x.Judged}
	}
	for i, x := range d.Excluded {
		path := fmt.Sprintf("excluded[%d]", i)
		key := excludedKey{x.Cause, x.Reason}
		if g.excluded[key] != nil {
			fail(path+".reason", errors.New("duplicate; add the two up"))
		}
		if x.Times < 1 || x.Times > most || !x.Worked.Fits(int(x.Times)) || !x.Wall.Fits(int(x.Times)) {
			fail(path, errors.New("out of range; times must be at least 1, and worked and wall must not be negative"))
		}
		g.excluded[key] = &excludedSum{x.Times, x.Worked, x.Wall}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return g, g.checkDays()
}

// checkDays returns an error if days do not add up to their months.
func (g *group) checkDays() error {
	rest := map[month]Rate{}
	for m, t := range g.months {
		rest[m] = t.Keep()
	}
	for d, rate := range g.days {
		m, _ := civil(time.Unix(int64(d)*24*60*60, 0).UTC())
		rest[m] = Rate{rest[m].Count - rate.Count, rest[m].Of - rate.Of}
	}
	for _, m := range slices.Sorted(maps.Keys(rest)) {
		if rest[m] != (Rate{}) {
			return fieldError("days", fmt.Errorf("conflicts with months: the days of %s do not add up to its kept and broken; correct the counts", m))
		}
	}
	return nil
}

func readMonth(text string) (month, error) {
	first, err := document.ParseDate(text + "-01")
	if err != nil {
		return 0, fmt.Errorf("invalid month %q; write one like 2026-01", document.Excerpt(text))
	}
	m, _ := civil(time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC))
	return m, nil
}

func readDay(text string) (day, error) {
	on, err := document.ParseDate(text)
	if err != nil {
		return 0, fmt.Errorf("invalid date %q; write one like 2026-01-05", document.Excerpt(text))
	}
	_, d := civil(time.Date(on.Year(), on.Month(), on.Day(), 0, 0, 0, 0, time.UTC))
	return d, nil
}
