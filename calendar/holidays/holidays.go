package holidays

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/holidays/dated"
)

// The first and last year of the range that calendars support.
const (
	firstYear = 1900
	lastYear  = 2189
)

// For returns the public holidays of a country or region in the years from first to
// last, both included, as closed days for [calendar.Config]: one for each date, in
// order. The code is of ISO 3166, in upper case: "DE", "DE-BY"; [Codes] returns all of
// them. A region's days include those of its country. A holiday that is observed on
// another date has a day for each of the two dates. Years lie between 1900 and 2189,
// for Japan up to 2150.
//
// The error joins one [*document.FieldError] for each problem, with the path code,
// first or last. It does not depend on the machine.
func For(code string, first, last int) ([]calendar.Day, error) {
	list, ok := catalog[code]
	if !ok {
		return nil, fieldError("code", unknown(code))
	}
	days, err := dated.Days(list, first, last)
	if err != nil {
		return nil, document.PrefixErrors("holidays", "", err)
	}
	if end, ends := lastYears[code]; ends && last > end {
		return nil, fieldError("last", fmt.Errorf("%d is out of range for %s; expected a year up to %d", last, code, end))
	}
	return days, nil
}

// Codes returns the codes that [For] accepts, sorted.
func Codes() []string { return slices.Sorted(maps.Keys(catalog)) }

func fieldError(path string, err error) error {
	return &document.FieldError{Package: "holidays", Path: path, Err: err}
}

// unknown returns the error for a code that is not in the catalog.
func unknown(code string) error {
	upper := strings.ToUpper(code)
	if _, ok := catalog[upper]; ok {
		return fmt.Errorf("%q must be in upper case; write %s", code, upper)
	}
	country, _, regional := strings.Cut(upper, "-")
	_, national := catalog[country]
	var regions []string
	for _, known := range Codes() {
		if strings.HasPrefix(known, country+"-") {
			regions = append(regions, known)
		}
	}
	switch {
	case len(regions) > 0 && national:
		return fmt.Errorf("unknown code %.20q; write %s, or a region: %s", code, country, strings.Join(regions, ", "))
	case len(regions) > 0:
		return fmt.Errorf("unknown code %.20q; write a region: %s", code, strings.Join(regions, ", "))
	case national && regional:
		return fmt.Errorf("unknown code %.20q: regions of %s are not supported; write %s, and add the region's own days", code, country, country)
	}
	return fmt.Errorf("unknown code %.20q; write one that Codes returns", code)
}
