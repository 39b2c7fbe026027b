package dated

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
)

// This file finds the date on which a holiday falls in a year. Package cal returns
// midnight in the zone of the machine, where that may not exist. So its rules are
// evaluated here on dates, and the results of other functions are rounded to a date.

// A rule finds a date from the fields of a holiday.
type rule func(h *cal.Holiday, year int) (date.Date, error)

// rules are those of package cal, by the address of their function. One that is
// not recognised is called, like any other function.
var rules = map[uintptr]rule{
	address(cal.CalcDayOfMonth):    dayOfMonth,
	address(cal.CalcWeekdayOffset): weekdayOfMonth,
	address(cal.CalcWeekdayFrom):   weekdayFrom,
	address(cal.CalcEasterOffset):  daysFromEaster,
}

func address(f cal.HolidayFn) uintptr { return reflect.ValueOf(f).Pointer() }

// fallsOn returns the date on which the holiday falls in a year, before it is
// observed on another; ok is false in a year that has none.
func fallsOn(h *cal.Holiday, year int) (on date.Date, ok bool, err error) {
	if h.StartYear > 0 && year < h.StartYear || h.EndYear > 0 && year > h.EndYear || slices.Contains(h.Except, year) {
		return 0, false, nil
	}
	if r, known := rules[address(h.Func)]; known {
		on, err = r(h, year)
		ok = true
	} else {
		on, ok, err = called(h, year)
	}
	return on + date.Date(h.CalcOffset), ok, err
}

// called returns the date that the holiday's own function computes.
func called(h *cal.Holiday, year int) (on date.Date, ok bool, err error) {
	own := *h // some functions write to their holiday
	t := h.Func(&own, year)
	if t.IsZero() {
		return 0, false, nil
	}
	on = date.NewAt(t)
	if t.Hour() >= 18 {
		on++ // midnight did not exist, and time.Date went back
	}
	for d := on - 1; d <= on+1; d++ {
		if !exists(d, t.Location()) {
			return 0, false, fmt.Errorf("the date is ambiguous next to %s, which the zone %s skipped; run with TZ=UTC", d, t.Location())
		}
	}
	return on, true, nil
}

// exists reports whether a zone has a date at all.
func exists(d date.Date, zone *time.Location) bool {
	year, month, day := d.Date()
	return date.NewAt(time.Date(year, month, day, 12, 0, 0, 0, zone)) == d
}

func dayOfMonth(h *cal.Holiday, year int) (date.Date, error) {
	return date.New(year, h.Month, h.Day), nil
}

func weekdayOfMonth(h *cal.Holiday, year int) (date.Date, error) {
	if h.Offset < 0 {
		return nthWeekday(date.New(year, h.Month+1, 0), h.Weekday, h.Offset)
	}
	return nthWeekday(date.New(year, h.Month, 1), h.Weekday, h.Offset)
}

func weekdayFrom(h *cal.Holiday, year int) (date.Date, error) {
	return nthWeekday(date.New(year, h.Month, h.Day), h.Weekday, h.Offset)
}

// nthWeekday returns the n-th such weekday at or after a date, for a negative n
// at or before it.
func nthWeekday(from date.Date, weekday time.Weekday, n int) (date.Date, error) {
	ahead := (int(weekday) - int(from.Weekday()) + 7) % 7
	switch {
	case n > 0:
		return from + date.Date(ahead+7*(n-1)), nil
	case n < 0:
		return from - date.Date((7-ahead)%7) + date.Date(7*(n+1)), nil
	}
	return 0, errors.New("invalid offset 0 of a weekday; count from 1, or from -1 for the last")
}

func daysFromEaster(h *cal.Holiday, year int) (date.Date, error) {
	easter := calendar.Easter(0)
	if h.Julian {
		easter = calendar.OrthodoxEaster(0)
	}
	on, _ := easter.In(year)
	return on + date.Date(h.Offset), nil
}
