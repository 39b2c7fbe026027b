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

// For returns the public holidays of a country or region in the years from
// first to last, both included, as closed days in order of their dates, one for
// each date: ready for [calendar.Config]. The code is of ISO 3166, in upper case:
// "DE", "DE-BY"; [Codes] has them all. A region's days are all of its days, the
// country's too. A
// holiday that is observed on another date gives both. Years lie between 1900 and
// 2189, for Japan up to 2150.
//
// The errors, joined, are each a [*document.FieldError] that names code, first or
// last. They do not depend on the machine.
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
		return nil, fieldError("last", fmt.Errorf("%d is beyond what is known for %s; name a year up to %d", last, code, end))
	}
	return days, nil
}

// Codes returns the codes that [For] takes, sorted.
func Codes() []string { return slices.Sorted(maps.Keys(catalog)) }

func fieldError(path string, err error) error {
	return &document.FieldError{Package: "holidays", Path: path, Err: err}
}

// unknown says what to write instead of a code that is not in the catalog.
func unknown(code string) error {
	upper := strings.ToUpper(code)
	if _, ok := catalog[upper]; ok {
		return fmt.Errorf("%q is not in upper case; write %s", code, upper)
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
		return fmt.Errorf("%.20q is unknown; write %s, or a region: %s", code, country, strings.Join(regions, ", "))
	case len(regions) > 0:
		return fmt.Errorf("%.20q is unknown; name a region: %s", code, strings.Join(regions, ", "))
	case national && regional:
		return fmt.Errorf("%.20q is unknown, and so are all regions of %s; write %s, and add the region's own days", code, country, country)
	}
	return fmt.Errorf("%.20q is unknown; Codes has those that are known", code)
}
