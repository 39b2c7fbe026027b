package main

import (
	"time"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// A result is what came of a walk.
type result struct {
	walk   *walk
	judged []*asked
	rows   []scored
	risks  []riskScore
	equal  *equalKeep
}

// A scored is a way to promise, and how its promises turned out: by month of the due
// instant and by month of the opening; and those alone that were due when the file
// ended, since of the others only the quick ones are known.
type scored struct {
	name            string
	byDue, byOpened report.Report
	due             report.Rate
}

// A riskScore is how good the forecasts at half-time were, of one way to promise.
type riskScore struct {
	name        string
	calibration report.Calibration
}

// verdict returns whether a case was done by a due instant, as far as that is known
// at the end of the file.
func (d *desk) verdict(j *job, due time.Time) promise.Standing {
	switch {
	case !j.finished.IsZero() && !j.finished.After(due):
		return promise.Kept
	case !j.finished.IsZero(), !due.After(d.last):
		return promise.Broken
	}
	return promise.OnTrack
}

// dueAt returns when a case is due that was promised so much working time; ok is
// false if the calendar never gets there.
func (d *desk) dueAt(j *job, working time.Duration) (due time.Time, ok bool) {
	due, err := d.cal.Add(j.opened, working)
	return due, err == nil
}

// outcome judges one promise.
func (d *desk) outcome(j *job, due time.Time, working time.Duration) report.Outcome {
	o := report.Outcome{Group: j.group, At: due, Standing: d.verdict(j, due), Promised: working, Actual: j.took}
	if j.finished.IsZero() {
		o.Unfinished, o.Actual = true, d.cal.Between(j.opened, d.last)
	}
	return o
}

// report counts outcomes.
func (d *desk) report(outcomes []report.Outcome) (report.Report, error) {
	empty, err := report.New(d.cal.Zone())
	if err != nil {
		return empty, err
	}
	return empty.Add(outcomes...)
}

// A promised is what was promised for a case: nothing, if ok is false.
type promised func(a *asked) (due time.Time, working time.Duration, ok bool)

// byFile is what the file promised.
func byFile(a *asked) (time.Time, time.Duration, bool) {
	return a.promised, a.due, !a.promised.IsZero()
}

// byMethod is what a method quoted.
func (d *desk) byMethod(m int) promised {
	return func(a *asked) (time.Time, time.Duration, bool) {
		due, ok := d.dueAt(a.job, a.quotes[m])
		return due, a.quotes[m], ok && a.quotes[m] > 0
	}
}

// scoreAll judges all ways to promise.
func (r *result) scoreAll() error {
	d := r.walk.desk
	if d.hasPromises {
		if err := r.score(asPromised, byFile); err != nil {
			return err
		}
		if err := r.scoreRisk(asPromised, byFile, func(a *asked) half { return a.halfway }); err != nil {
			return err
		}
	}
	for m, method := range d.methods() {
		if err := r.score(method.name, d.byMethod(m)); err != nil {
			return err
		}
	}
	return r.scoreRisk(ours, d.byMethod(0), func(a *asked) half { return a.halfwayOfQuote })
}

// score judges one way to promise.
func (r *result) score(name string, promised promised) error {
	d := r.walk.desk
	var byDue, byOpened []report.Outcome
	s := scored{name: name}
	for _, a := range r.judged {
		o := report.Outcome{Group: a.group, At: a.opened, Unquoted: name != asPromised}
		if due, working, ok := promised(a); ok {
			o = d.outcome(a.job, due, working)
			s.count(o, d.last)
		}
		byDue = append(byDue, o)
		o.At = a.opened
		byOpened = append(byOpened, o)
	}
	var err error
	if s.byDue, err = d.report(byDue); err != nil {
		return err
	}
	if s.byOpened, err = d.report(byOpened); err != nil {
		return err
	}
	r.rows = append(r.rows, s)
	return nil
}

// count counts what was due when the file ended.
func (s *scored) count(o report.Outcome, last time.Time) {
	if o.At.After(last) {
		return
	}
	s.due.Of++
	if o.Standing == promise.Kept {
		s.due.Count++
	}
}

// scoreRisk judges the forecasts at half-time.
func (r *result) scoreRisk(name string, promised promised, at func(a *asked) half) error {
	var forecasts []report.Forecast
	for _, a := range r.judged {
		due, _, ok := promised(a)
		if x := at(a); ok && x.wasOpen {
			if standing := r.walk.desk.verdict(a.job, due); standing != promise.OnTrack {
				forecasts = append(forecasts, report.Forecast{P: x.breaks, Broken: standing == promise.Broken})
			}
		}
	}
	c, err := report.Calibrate(forecasts...)
	if err != nil {
		return err
	}
	r.risks = append(r.risks, riskScore{name, c})
	return nil
}
