package promisetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A replay is the state of a story while it is replayed.
type replay struct {
	*story
	cal    *calendar.Calendar
	now    time.Time // where the story stands
	p      promise.Promise
	failed []Failure
}

// open combines the headers of the story with the fields of the scenario.
func (r *replay) open(s Scenario) error {
	var errs problems
	given := givenFields(s)
	inOrder := func(a, b string) int { return r.named[a] - r.named[b] }
	for _, field := range slices.SortedFunc(maps.Keys(r.named), inOrder) {
		if given[field] {
			errs.add(r.errorAt(r.named[field], fmt.Errorf("%s conflicts with the Scenario, which also gives it; remove one of the two", field)))
		}
	}
	r.terms = r.terms.With(s.Terms)
	if given["about"] {
		day := r.about.StartDay // its header does not exclude the rest
		r.about = s.About
		if day != 0 {
			r.about.StartDay = day
		}
	}
	if given["begins"] {
		r.begins = s.Begins
	}
	r.cal = r.terms.Calendar
	if r.cal == nil {
		errs.add(r.errorAt(0, errors.New(`calendar required; write a header like calendar: {"zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`)))
	} else if r.begins != 0 {
		r.now = r.cal.At(r.begins, 0)
	}
	return errs.err()
}

// givenFields returns the headers that the scenario already gives.
func givenFields(s Scenario) map[string]bool {
	given := map[string]bool{
		"about":     !saysNothing(s.About),
		"start_day": s.About.StartDay != 0,
		"begins":    s.Begins != 0,
	}
	for _, field := range tellTerms(s.Terms, calendar.Always(), time.Time{}) {
		given[field[0]] = true
	}
	return given
}

// tell replays one statement.
func (r *replay) tell(st statement) error {
	if st.when != nil {
		t, err := st.when.after(r.cal, r.now)
		if err != nil {
			return r.errorAt(st.when.pos, err)
		}
		if t.Before(r.now) && st.when.isClock() {
			return r.errorAt(st.when.pos, fmt.Errorf("must not be before %s, which is the current time of the story, got %s; write the day too, like %s %s", moment(r.now), st.when.text, weekdays[(t.Weekday()+1)%7], st.when.text))
		}
		r.now = t
	}
	switch {
	case r.now.IsZero():
		return r.errorAt(st.pos, errors.New("time required; write it before the statement, like 2026-01-05 09:00"))
	case st.made != nil:
		return r.make(st)
	case st.expect != nil:
		return r.expect(st)
	}
	event, recorded, err := st.event.resolve(&r.scanner, r.cal, r.now)
	if err != nil {
		return err
	}
	p, err := r.p.Record(recorded, event)
	if err != nil {
		var errs problems
		for _, e := range eachOf(err) {
			e = withoutPath(e, "events[0].")
			errs.add(r.errorAt(fieldAt(st.event.said, e, st.pos), e))
		}
		return errs.err()
	}
	r.p = p
	return nil
}

// isClock reports whether it is a time without a day.
func (w when) isClock() bool {
	return w.instant.IsZero() && w.days == 0 && w.weekday == 0 && !w.hasDate
}

func (r *replay) make(st statement) error {
	var errs problems
	terms, err := r.change.resolve(&r.scanner, r.cal, r.now)
	errs.add(err)
	about := r.about
	if st.made.from != nil {
		if !about.Start.IsZero() {
			errs.add(r.errorAt(st.made.from.pos, errors.New("from conflicts with the start of about; remove one of the two")))
		}
		about.Start, err = st.made.from.after(r.cal, r.now)
		if err != nil {
			errs.add(r.errorAt(st.made.from.pos, err))
		}
	}
	errs.add(r.links.resolve(r.story, &about, r.cal, r.now))
	if err := errs.err(); err != nil {
		return err
	}
	if r.p, err = promise.Make(terms, about, r.now); err != nil {
		for _, e := range eachOf(err) {
			e = withoutPath(e, "terms.")
			errs.add(r.errorAt(fieldAt(r.named, e, st.pos), e))
		}
	}
	return errs.err()
}

// fieldAt returns the position of the field of an error, if the story contains
// the field.
func fieldAt(named map[string]int, err error, pos int) int {
	var field *document.FieldError
	if errors.As(err, &field) {
		name := strings.TrimPrefix(field.Path, "terms.")
		if strings.HasPrefix(name, "conditions[") {
			name = "condition"
		}
		part, _, _ := strings.Cut(name, ".")
		for _, name := range []string{name, part} {
			if at, ok := named[name]; ok {
				return at
			}
		}
	}
	return pos
}

// withoutPath removes from the path of an error the parts that the story does
// not have.
func withoutPath(err error, prefix string) error {
	if field, ok := err.(*document.FieldError); ok { //nolint:errorlint // a wrapped one says more
		return &document.FieldError{Package: field.Package, Path: strings.TrimPrefix(field.Path, prefix), Err: field.Err}
	}
	return err
}

// expect judges the promise as known so far, and records expectations that are
// not met.
func (r *replay) expect(st statement) error {
	p, at := r.p, r.now
	if w := st.expect.known; w != nil {
		t, err := w.before(r.cal, r.now)
		switch {
		case err == nil && t.After(r.now):
			err = errors.New("known must not be after the current time of the story; write an earlier instant")
		case err == nil && t.Before(p.Made()):
			err = fmt.Errorf("%s is before the promise was made; known must be after that, and not after the current time of the story, %s", moment(t), moment(r.now))
		}
		if err != nil {
			return r.errorAt(w.pos, err)
		}
		p, at = p.KnownAt(t), t
	}
	table, err := st.expect.table(r.story, r.cal, p, at)
	if err != nil {
		return err
	}
	if diff := table.diff(); diff != "" {
		line, column := lineOf(r.text, st.pos)
		r.failed = append(r.failed, Failure{
			Line: line, Column: column, Statement: st.text, At: at.In(r.cal.Zone()),
			Diff: diff + st.expect.hint(r.cal, at, p.At(at)), Explanation: p.Explain(at),
		})
	}
	return nil
}
