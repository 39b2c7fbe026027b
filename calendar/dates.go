package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
)

// Dates is a rule for civil dates: a single one ([Once]), or one in every year
// ([Yearly], [NthWeekday], [Easter], [OrthodoxEaster]), optionally moved when it
// falls on certain weekdays ([Dates.Observed]). It is a comparable value with
// a text form, so it can be a map key, be stored and be written in documents.
// The zero Dates has no dates and is an error in a [Config].
type Dates struct {
	kind    datesKind
	once    int64      // a date.Date, without linking its methods into every program
	month   time.Month // yearly, nth weekday
	number  int        // yearly: the day; nth weekday: which, -1 the last; easter: days after it
	weekday time.Weekday
	shift   WeekdayShift
}

type datesKind uint8

const (
	onceKind datesKind = iota + 1
	yearlyKind
	weekdayKind
	easterKind
	orthodoxKind
)

// A WeekdayShift is the number of days by which a date moves when it falls on a
// weekday, indexed by [time.Weekday]. WeekdayShift{time.Saturday: -1, time.Sunday: 1}
// moves dates on a weekend to the nearest weekday. Each number is from -6 to 6. The zero
// WeekdayShift moves no dates.
type WeekdayShift [7]int

// Once returns the single date d. In text: "2026-12-25".
func Once(d date.Date) Dates { return Dates{kind: onceKind, once: int64(d)} }

// Yearly returns the dates of a day of every year; February 29 is in leap years only.
// In text: "--12-25".
func Yearly(month time.Month, day int) Dates {
	return Dates{kind: yearlyKind, month: month, number: day}
}

// NthWeekday returns the dates of the n-th such weekday of a month in every year, or of
// the last one for n = -1. Years without a fifth weekday have no date for n = 5. In
// text: "first monday of september", "last friday of november".
func NthWeekday(n int, weekday time.Weekday, month time.Month) Dates {
	return Dates{kind: weekdayKind, number: n, weekday: weekday, month: month}
}

// Easter returns the dates the given number of days after (before, if negative) western
// Easter Sunday of every year. In text: "easter", "easter+1", "easter-2".
func Easter(days int) Dates { return Dates{kind: easterKind, number: days} }

// OrthodoxEaster is [Easter] for the Easter of the orthodox churches. In text:
// "orthodox easter+1".
func OrthodoxEaster(days int) Dates { return Dates{kind: orthodoxKind, number: days} }

// Observed returns the dates moved by the shift, for a holiday that is observed on
// another day when it falls on a weekend. The original date is then not one of them. In
// text: "--07-04 observed sa-1 su+1".
func (d Dates) Observed(shift WeekdayShift) Dates {
	d.shift = shift
	return d
}

// IsOnce returns the date of d and true if d is a single date (see [Once]).
func (d Dates) IsOnce() (date.Date, bool) { return date.Date(d.once), d.kind == onceKind }

// In returns the date for the year; a shift can move it into another year. ok is false
// for a year without a date.
func (d Dates) In(year int) (on date.Date, ok bool) {
	switch d.kind {
	case onceKind:
		on = date.Date(d.once)
		ok = on.Year() == year
	case yearlyKind:
		on = date.New(year, d.month, d.number)
		ok = on.Month() == d.month
	case weekdayKind:
		on, ok = nthWeekday(year, d.month, d.weekday, d.number)
	case easterKind:
		on, ok = easterSunday(year)+date.Date(d.number), true
	case orthodoxKind:
		on, ok = orthodoxEasterSunday(year)+date.Date(d.number), true
	}
	if !ok {
		return 0, false
	}
	return on + date.Date(d.shift[on.Weekday()]), true
}

// String returns the text form, which [ParseDates] reads, or "" for the zero Dates.
func (d Dates) String() string {
	var text string
	switch d.kind {
	case onceKind:
		text = document.FormatDate(date.Date(d.once))
	case yearlyKind:
		text = fmt.Sprintf("--%02d-%02d", int(d.month), d.number)
	case weekdayKind:
		text = ordinalText(d.number) + " " + lower(d.weekday) + " of " + lower(d.month)
	case easterKind:
		text = "easter" + signed(d.number)
	case orthodoxKind:
		text = "orthodox easter" + signed(d.number)
	}
	if d.shift != (WeekdayShift{}) {
		text += " observed"
		for i := range d.shift {
			if n := d.shift[monday(i)]; n != 0 {
				text += " " + strings.ToLower(dayNames[monday(i)]) + signed(n)
			}
		}
	}
	return text
}

// MarshalText writes the text form. It returns an error for invalid Dates.
func (d Dates) MarshalText() ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, &document.FieldError{Package: "calendar", Path: "on", Err: err}
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what [ParseDates] reads.
func (d *Dates) UnmarshalText(text []byte) error {
	parsed, err := ParseDates(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

// farthestEaster bounds the days from Easter: the date lies in the same year or
// in one beside it.
const farthestEaster = 180

func (d Dates) check() error {
	for _, n := range d.shift {
		if n < -6 || n > 6 {
			return fmt.Errorf("observed %+d days away is out of range; expected -6 to +6", n)
		}
	}
	switch d.kind {
	case onceKind:
		on := date.Date(d.once)
		if day := dayNumber(on); day < rangeFrom/secondsPerDay || day >= rangeTo/secondsPerDay {
			return fmt.Errorf("%s is out of range; expected a date from 1900 to 2189", document.FormatDate(on))
		}
		if d.shift != (WeekdayShift{}) {
			return fmt.Errorf("observed is not supported for the single date %s; write the date on which it is observed", document.FormatDate(on))
		}
	case yearlyKind:
		if d.month < time.January || d.month > time.December || d.number < 1 || date.New(2000, d.month, d.number).Month() != d.month {
			return fmt.Errorf("invalid date --%02d-%02d; write --MM-DD", int(d.month), d.number)
		}
	case weekdayKind:
		if d.month < time.January || d.month > time.December || d.weekday < time.Sunday || d.weekday > time.Saturday || d.number == 0 || d.number < -1 || d.number > 5 {
			return fmt.Errorf("weekday number %d of a month is out of range; expected 1 to 5, or -1 for the last", d.number)
		}
	case easterKind, orthodoxKind:
		if d.number < -farthestEaster || d.number > farthestEaster {
			return fmt.Errorf("%+d days from Easter is out of range; expected %+d to %+d", d.number, -farthestEaster, farthestEaster)
		}
	default:
		return fmt.Errorf("required; for example 2026-12-25, --12-25, first monday of september or easter+1")
	}
	return nil
}

func nthWeekday(year int, month time.Month, weekday time.Weekday, n int) (date.Date, bool) {
	first := date.New(year, month, 1)
	first += date.Date((int(weekday) - int(first.Weekday()) + 7) % 7)
	if n < 0 {
		last := first + 28
		if last.Month() != month {
			last -= 7
		}
		return last, true
	}
	on := first + date.Date(7*(n-1))
	return on, n > 0 && on.Month() == month
}

// easterSunday is the anonymous Gregorian computus (Meeus, Astronomical
// Algorithms, chapter 8).
func easterSunday(year int) date.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return date.New(year, time.Month(month), (h+l-7*m+33*month+19)%32)
}

// orthodoxEasterSunday is Meeus's Julian computus, converted to the Gregorian
// calendar.
func orthodoxEasterSunday(year int) date.Date {
	d := (19*(year%19) + 15) % 30
	e := (2*(year%4) + 4*(year%7) - d + 34) % 7
	julian := date.New(year, time.Month((d+e+114)/31), (d+e+114)%31+1)
	return julian + date.Date(year/100-year/400-2)
}

// signed writes +1 or -1, and nothing for 0.
func signed(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%+d", n)
}

func lower(s fmt.Stringer) string { return strings.ToLower(s.String()) }

var ordinals = [...]string{"first", "second", "third", "fourth", "fifth"}

func ordinalText(n int) string {
	if n >= 1 && n <= len(ordinals) {
		return ordinals[n-1]
	}
	if n == -1 {
		return "last"
	}
	return strconv.Itoa(n) + "th"
}
