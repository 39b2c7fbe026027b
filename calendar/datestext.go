package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// ParseDates reads the text form of [Dates]: "2026-12-25", "--05-01" (every
// year), "first monday of september", "last friday of november", "easter+1",
// "orthodox easter-2". A shift can follow each form but the first:
// "--07-04 observed sa-1 su+1". The text is in lower case, with single blanks.
func ParseDates(text string) (Dates, error) {
	d, err := parseDates(text)
	if err == nil {
		err = d.check()
	}
	if err != nil {
		return Dates{}, &document.FieldError{Package: "calendar", Path: "on", Err: err}
	}
	return d, nil
}

func parseDates(text string) (Dates, error) {
	base, shift, observed := strings.Cut(text, " observed ")
	d, ok := parseBase(base)
	if !ok {
		return Dates{}, fmt.Errorf("invalid date %q; write one like 2026-12-25, --12-25, first monday of september or easter+1", document.Excerpt(text))
	}
	if observed {
		if d.shift, ok = parseShift(shift); !ok {
			return Dates{}, fmt.Errorf("invalid shift %q after observed; write weekdays with days, like sa-1 su+1", document.Excerpt(shift))
		}
	}
	return d, nil
}

func parseBase(text string) (Dates, bool) {
	switch {
	case strings.HasPrefix(text, "--"):
		return parseYearly(text)
	case strings.HasPrefix(text, "easter"):
		days, ok := parseSigned(strings.TrimPrefix(text, "easter"))
		return Easter(days), ok
	case strings.HasPrefix(text, "orthodox easter"):
		days, ok := parseSigned(strings.TrimPrefix(text, "orthodox easter"))
		return OrthodoxEaster(days), ok
	case text != "" && text[0] >= '0' && text[0] <= '9':
		on, err := document.ParseDate(text)
		return Once(on), err == nil
	default:
		return parseNthWeekday(text)
	}
}

func parseYearly(text string) (Dates, bool) {
	// In a leap year every day of any year exists.
	d, err := document.ParseDate("2000-" + strings.TrimPrefix(text, "--"))
	return Yearly(d.Month(), d.Day()), err == nil
}

func parseNthWeekday(text string) (Dates, bool) {
	words := strings.Split(text, " ")
	if len(words) != 4 || words[2] != "of" {
		return Dates{}, false
	}
	n := -1
	if words[0] != ordinalText(n) {
		n = 1 + slices.Index(ordinals[:], words[0])
	}
	weekday := slices.IndexFunc(weekdays[:], func(w time.Weekday) bool { return lower(w) == words[1] })
	month := 1 + slices.IndexFunc(months[:], func(m time.Month) bool { return lower(m) == words[3] })
	return NthWeekday(n, time.Weekday(weekday), time.Month(month)), n != 0 && weekday >= 0 && month > 0
}

var (
	weekdays = [...]time.Weekday{0, 1, 2, 3, 4, 5, 6}
	months   = [...]time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
)

func parseShift(text string) (shift WeekdayShift, ok bool) {
	for _, word := range strings.Split(text, " ") {
		if len(word) != len("sa-1") {
			return shift, false
		}
		days, ok := parseSigned(word[2:])
		weekday := weekdayNamed(word[:2])
		if !ok || days == 0 || weekday < 0 || shift[weekday] != 0 {
			return shift, false
		}
		shift[weekday] = days
	}
	return shift, true
}

// weekdayNamed returns the weekday of a lower-case two-letter name, or -1.
func weekdayNamed(name string) int {
	for i, long := range dayNames {
		if strings.ToLower(long) == name {
			return i
		}
	}
	return -1
}

// parseSigned reads "", "+1" or "-12".
func parseSigned(s string) (int, bool) {
	if s == "" {
		return 0, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n != 0 && signed(n) == s
}
