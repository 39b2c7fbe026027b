package dated

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickar/cal/v2"
	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
)

// The first and last year of the range that calendars support.
const (
	firstYear = 1900
	lastYear  = 2189
)

// Days returns the dates of the holidays in the years from first to last, both
// included, as closed days in order: one for each date, with the names of its
// holidays. A holiday that is observed on another date has a day for that date too,
// with " (observed)" after its name. The package comment describes the days around
// New Year. Years lie between 1900 and 2189.
//
// An empty list has no days. The error joins one [*document.FieldError] for each
// problem: years out of order or out of range, a holiday that is nil or has no Func,
// one whose Func returns a date more than one year away from the given year, and one
// whose date is ambiguous on this machine.
func Days(list []*cal.Holiday, first, last int) ([]calendar.Day, error) {
	if err := checkYears(first, last); err != nil {
		return nil, err
	}
	names := map[date.Date][]string{}
	var errs []error
	for i, h := range list {
		if err := gather(names, h, first, last); err != nil {
			errs = append(errs, fieldError(fmt.Sprintf("list[%d]", i), err))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return closed(names), nil
}

func checkYears(first, last int) error {
	var errs []error
	check := func(path string, year int) {
		if year < firstYear || year > lastYear {
			errs = append(errs, fieldError(path, fmt.Errorf("%d is out of range; expected a year from %d to %d", year, firstYear, lastYear)))
		}
	}
	check("first", first)
	check("last", last)
	if len(errs) == 0 && first > last {
		errs = append(errs, fieldError("first", fmt.Errorf("must not be after last, %d, got %d; swap them", last, first)))
	}
	return errors.Join(errs...)
}

func fieldError(path string, err error) error {
	return &document.FieldError{Package: "dated", Path: path, Err: err}
}

// gather adds the dates of one holiday, from first to last. It includes the years
// before and after, whose holidays may be observed in these.
func gather(names map[date.Date][]string, h *cal.Holiday, first, last int) error {
	if h == nil {
		return errors.New("must not be nil; leave it out")
	}
	if h.Func == nil {
		return fmt.Errorf("%q: Func is required; for example cal.CalcDayOfMonth", h.Name)
	}
	from, to := date.New(first, 1, 1), date.New(last, 12, 31)
	enter := func(on date.Date, name string) {
		if on >= from && on <= to && !slices.Contains(names[on], name) {
			names[on] = append(names[on], name)
		}
	}
	for year := first - 1; year <= last+1; year++ {
		on, ok, err := fallsOn(h, year)
		if err != nil {
			return fmt.Errorf("%q in %d: %w", h.Name, year, err)
		}
		if !ok {
			continue
		}
		moved := observed(h, on)
		if away := farther(on, moved, year); away != 0 {
			if year < first || year > last {
				continue // the year is not in the range
			}
			return fmt.Errorf("%q in %d: date %s is out of range; bound it with StartYear and EndYear, or correct its Func and offsets", h.Name, year, away)
		}
		enter(on, h.Name)
		if moved != on {
			enter(moved, strings.TrimPrefix(h.Name+" (observed)", " "))
		}
	}
	return nil
}

// farther returns the one of two dates that does not lie in a year or in those
// next to it, where gather looks, or 0.
func farther(on, moved date.Date, year int) date.Date {
	for _, d := range [...]date.Date{on, moved} {
		if y := d.Year(); y < year-1 || y > year+1 {
			return d
		}
	}
	return 0
}

// observed returns the date on which a holiday that falls on a date is observed.
func observed(h *cal.Holiday, on date.Date) date.Date {
	for _, alt := range h.Observed {
		if alt.Day == on.Weekday() {
			return on + date.Date(alt.Offset)
		}
	}
	return on
}

// closed returns a closed day for each date, in order.
func closed(names map[date.Date][]string) []calendar.Day {
	dates := make([]date.Date, 0, len(names))
	for on := range names {
		dates = append(dates, on)
	}
	slices.Sort(dates)
	days := make([]calendar.Day, len(dates))
	for i, on := range dates {
		slices.Sort(names[on])
		days[i] = calendar.Day{On: calendar.Once(on), Name: strings.Join(names[on], ", ")}
	}
	return days
}
