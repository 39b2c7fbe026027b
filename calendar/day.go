package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
)

// A Day replaces the weekly hours of certain dates.
type Day struct {
	// On is the rule for the dates. Required. A single date takes precedence over a
	// recurring one. Of two single or two recurring ones, the one with hours takes
	// precedence over the closed one; two with hours for one date are an error.
	On Dates `json:"on"`
	// Hours are the hours of those dates. Empty means closed.
	Hours Hours `json:"hours,omitempty"`
	// Name is the name of the day ("Christmas Day"), shown in explanations. Defaults
	// to none.
	Name string `json:"name,omitempty"`
}

// A Break closes hours of a single date. It applies to the windows of the date and to
// those that run into it from the date before.
type Break struct {
	// On is the date. Required.
	On date.Date `json:"on"`
	// Hours are the closed hours. Required.
	Hours Hours `json:"hours"`
	// Name is the reason ("all hands"). Defaults to none.
	Name string `json:"name,omitempty"`
}

// A datedDay holds the hours of one civil date, which replace the weekly hours.
type datedDay struct {
	day   int64 // since 1970-01-01
	hours daySpans
	name  string
}

// A recurringDay is the same for dates of every year.
type recurringDay struct {
	on    Dates
	hours daySpans
	name  string
}

// A datedBreak closes the hours of one civil date.
type datedBreak struct {
	day   int64
	hours daySpans
	name  string
}

// compileDays checks the days and sorts them into single dates, at most one
// entry a date, and recurring ones, closed ones last.
func compileDays(days []Day) (dated []datedDay, recurring []recurringDay, errs []error) {
	for i, d := range days {
		path := fmt.Sprintf("days[%d]", i)
		if err := d.check(path); err != nil {
			errs = append(errs, err)
			continue
		}
		if on, once := d.On.IsOnce(); once {
			dated = append(dated, datedDay{dayNumber(on), d.Hours.spans(), d.Name})
		} else {
			recurring = append(recurring, recurringDay{d.On, d.Hours.spans(), d.Name})
		}
	}
	dated, moreErrs := mergeDated(dated)
	errs = append(errs, moreErrs...)
	recurring, moreErrs = mergeRecurring(recurring)
	errs = append(errs, moreErrs...)
	return dated, recurring, append(errs, clashes(dated, recurring)...)
}

// mergeDated sorts the days and makes one of those for the same date: hours beat
// closed, and the names of closed ones are joined.
func mergeDated(days []datedDay) ([]datedDay, []error) {
	sort.SliceStable(days, func(i, j int) bool {
		a, b := &days[i], &days[j]
		return cmp.Or(cmp.Compare(a.day, b.day), openFirst(a.hours, b.hours), cmp.Compare(a.name, b.name)) < 0
	})
	return mergeDays(days, func(d *datedDay) dayParts {
		return dayParts{d.day, d.hours, &d.name, document.FormatDate(dateOf(d.day))}
	})
}

// mergeRecurring does the same for those that name the same dates by the same
// rule, and sorts closed ones last.
func mergeRecurring(days []recurringDay) ([]recurringDay, []error) {
	sort.SliceStable(days, func(i, j int) bool {
		a, b := &days[i], &days[j]
		return cmp.Or(cmp.Compare(a.on.String(), b.on.String()), openFirst(a.hours, b.hours), cmp.Compare(a.name, b.name)) < 0
	})
	days, errs := mergeDays(days, func(d *recurringDay) dayParts { return dayParts{d.on, d.hours, &d.name, d.on.String()} })
	sort.SliceStable(days, func(i, j int) bool { return openFirst(days[i].hours, days[j].hours) < 0 })
	return days, errs
}

// dayParts are the parts of a day for merging: its identity, and the other fields.
type dayParts struct {
	on    any
	hours daySpans
	name  *string
	text  string
}

// mergeDays merges neighbours that are the same.
func mergeDays[D any](days []D, partsOf func(*D) dayParts) (kept []D, errs []error) {
	last := "" // the name of the last day looked at
	for _, d := range days {
		day := partsOf(&d)
		if n := len(kept) - 1; n < 0 || partsOf(&kept[n]).on != day.on {
			kept = append(kept, d)
		} else if old := partsOf(&kept[n]); len(old.hours) > 0 && len(day.hours) > 0 {
			errs = append(errs, twiceOpen(day.text))
		} else if len(old.hours) == 0 && *day.name != last {
			*old.name = joinNames(*old.name, *day.name)
		}
		last = *day.name
	}
	return kept, errs
}

func twiceOpen(on string) error {
	return fieldError("days", "duplicate hours for %s; put all its windows into one entry", on)
}

// openFirst sorts hours before none.
func openFirst(a, b daySpans) int { return cmp.Compare(min(len(b), 1), min(len(a), 1)) }

// joinNames returns the name of a date that is closed for two reasons.
func joinNames(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// clashes finds dates to which two recurring days give hours.
func clashes(dated []datedDay, recurring []recurringDay) (errs []error) {
	open := recurring[:sort.Search(len(recurring), func(i int) bool { return len(recurring[i].hours) == 0 })]
	if len(open) < 2 {
		return nil
	}
	seen := map[date.Date]Dates{}
	for year := firstYear; year <= lastYear && len(errs) == 0; year++ {
		for _, r := range open {
			on, ok := r.on.In(year)
			if _, single := findDated(dated, dayNumber(on)); !ok || single {
				continue
			}
			if other, twice := seen[on]; twice {
				errs = append(errs, fieldError("days", "%q conflicts with %q: both have hours for %s; remove one of the two", other, r.on, document.FormatDate(on)))
			}
			seen[on] = r.on
		}
	}
	return errs
}

func findDated(dated []datedDay, day int64) (int, bool) {
	return slices.BinarySearchFunc(dated, day, func(d datedDay, day int64) int { return cmp.Compare(d.day, day) })
}

func compileBreaks(breaks []Break) (dated []datedBreak, errs []error) {
	for i, b := range breaks {
		path := fmt.Sprintf("breaks[%d]", i)
		if err := b.check(path); err != nil {
			errs = append(errs, err)
			continue
		}
		dated = append(dated, datedBreak{dayNumber(b.On), b.Hours.spans(), b.Name})
	}
	sort.SliceStable(dated, func(i, j int) bool {
		a, b := &dated[i], &dated[j]
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.name, b.name)) < 0
	})
	merged := dated[:0]
	for _, b := range dated {
		if n := len(merged) - 1; n >= 0 && merged[n].day == b.day && merged[n].name == b.name {
			merged[n].hours = daySpans(mergeSpans(append(merged[n].hours, b.hours...)))
			continue
		}
		merged = append(merged, b)
	}
	sort.SliceStable(merged, func(i, j int) bool {
		a, b := &merged[i], &merged[j]
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.hours.String(), b.hours.String()), cmp.Compare(a.name, b.name)) < 0
	})
	return merged, errs
}

func (d Day) check(path string) error {
	if err := d.On.check(); err != nil {
		return &document.FieldError{Package: "calendar", Path: path + ".on", Err: err}
	}
	return checkHoursAndName(path, d.Hours, d.Name)
}

func (b Break) check(path string) error {
	if err := Once(b.On).check(); err != nil {
		return &document.FieldError{Package: "calendar", Path: path + ".on", Err: err}
	}
	if len(b.Hours) == 0 {
		return fieldError(path+".hours", "required; write the hours to close, or close the whole date in days")
	}
	return checkHoursAndName(path, b.Hours, b.Name)
}

func checkHoursAndName(path string, hours Hours, name string) error {
	if err := hours.check(); err != nil {
		return &document.FieldError{Package: "calendar", Path: path + ".hours", Err: err}
	}
	if err := checkName(name); err != nil {
		return &document.FieldError{Package: "calendar", Path: path + ".name", Err: err}
	}
	return nil
}

// checkName returns an error for a name that a document cannot hold.
func checkName(name string) error {
	if !utf8.ValidString(name) {
		return fmt.Errorf("%q is not UTF-8; convert it", document.Excerpt(name))
	}
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return fmt.Errorf("%q must not contain control characters; remove them", document.Excerpt(name))
	}
	return nil
}
