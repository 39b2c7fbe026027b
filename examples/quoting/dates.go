package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A dating is how a file writes its dates. The zero dating takes the order from the
// dates of the file and accepts the usual words for none.
type dating struct {
	order  order
	layout string          // of package time; empty for those that are known
	none   map[string]bool // words for none, in lower case, besides the usual ones
}

// An order is which number comes first in 1/2/2026. Zero is not known.
type order int

const (
	dayFirst order = iota + 1
	monthFirst
)

func (o order) String() string {
	if o == monthFirst {
		return "month"
	}
	return "day"
}

// readDating reads the options of the command line about dates.
func readDating(dates string, none []string) (dating, error) {
	d := dating{none: map[string]bool{}}
	for _, word := range none {
		d.none[strings.ToLower(strings.TrimSpace(word))] = true
	}
	switch dates {
	case "":
	case dayFirst.String():
		d.order = dayFirst
	case monthFirst.String():
		d.order = monthFirst
	default:
		if strings.Contains(dates, "MST") {
			return d, fmt.Errorf("--dates: MST in %q names no zone for sure; leave times without one, and name theirs with --zone", dates)
		}
		day := time.Date(2029, time.November, 23, 0, 0, 0, 0, time.UTC)
		if back, err := time.Parse(dates, day.Format(dates)); err != nil || !back.Equal(day) {
			return d, fmt.Errorf("--dates: %q is neither day nor month, nor a layout that has a whole date; write one like 02.01.2006 15:04", dates)
		}
		d.layout = dates
	}
	return d, nil
}

// A moment is the value of a cell: an instant, or a whole day, or none.
type moment struct {
	at          time.Time
	none        bool
	day         bool // it has no time of day; at is its midnight
	placeholder bool // none, but written as a date
}

// read reads a cell. Without a zone it is in this one.
func (d dating) read(text string, zone *time.Location) (m moment, ok bool) {
	text = blanks.Replace(text)
	if d.isNone(text) {
		return moment{none: true}, true
	}
	switch {
	case d.layout != "":
		at, err := time.ParseInLocation(d.layout, text, zone)
		if err != nil {
			return m, false
		}
		hour := time.Date(2029, time.November, 23, 10, 0, 0, 0, time.UTC)
		m = moment{at: at, day: hour.Format(d.layout) == hour.Add(2*time.Hour).Format(d.layout)}
	case unix.MatchString(text):
		m.at = readUnix(text)
	default:
		if m, ok = d.readDate(text, zone); !ok {
			return m, false
		}
	}
	if m.at = m.at.In(zone); placeholder(m.at) {
		return moment{none: true, placeholder: true}, true
	}
	return m, true
}

// blanks are the many kinds of space before AM and PM.
var blanks = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// nothing are words for no date, in lower case.
var nothing = map[string]bool{
	"": true, "?": true, "-": true, "--": true, "---": true, "–": true, "—": true, ".": true, "/": true,
	"null": true, "(null)": true, "<null>": true, "[null]": true, `\n`: true, "none": true, "nil": true, "nan": true, "nat": true, "<na>": true, "(blank)": true,
	"na": true, "n/a": true, "n.a.": true, "#n/a": true, "#na": true, "<n/a>": true, "n/d": true, "undefined": true, "empty": true, "(empty)": true,
	"open": true, "still open": true, "pending": true, "ongoing": true, "in progress": true, "unfinished": true, "not finished": true, "not yet": true, "tbd": true,
}

// isNone reports whether a text stands for no date: a word for none, or only zeros.
func (d dating) isNone(text string) bool {
	word := strings.ToLower(strings.TrimSpace(text))
	return nothing[word] || d.none[word] || strings.Trim(word, "0-/.,: tz") == "" && strings.Contains(word, "0")
}

// placeholder reports whether a date stands for none: the first or the last date that
// some program supports.
func placeholder(t time.Time) bool {
	const farthestZone = 14 * 60 * 60
	y, m, day := t.Date()
	newYear := m == time.January && day == 1
	switch {
	case y <= 1, y >= 9999:
		return true
	case (y == 1753 || y == 1900) && newYear, y == 1899 && m == time.December && day >= 30:
		return true
	case y >= 2099 && (newYear || m == time.December && day == 31):
		return true
	}
	return -farthestZone <= t.Unix() && t.Unix() <= farthestZone
}

// unix are seconds since 1970, or milliseconds, of the years 2001 to 2033.
var unix = regexp.MustCompile(`^1\d{9}(\.\d*)?$|^1\d{12}$`)

func readUnix(text string) time.Time {
	const seconds = 10
	whole, fraction, _ := strings.Cut(text, ".")
	if len(whole) > seconds {
		whole, fraction = whole[:seconds], whole[seconds:]
	}
	return time.Unix(int64(number(whole)), int64(number((fraction + "000000000")[:9])))
}

// The ways in which dates and times of day are written.
var (
	dateText = regexp.MustCompile(`^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})(\d\d)(\d\d)` +
		`|(\d{1,2})[- ]([A-Za-z]{3,9})[- ,]+(\d{4})|([A-Za-z]{3,9})[- ](\d{1,2}),? +(\d{4}))`)
	clockText = regexp.MustCompile(`^(?:[Tt]|,? *)(?:(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|(\d\d)(\d\d)(\d\d)?) *(?:([AaPp])\.?[Mm]\.?)? *([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$`)
)

// readDate reads a date, and the time of day after it.
func (d dating) readDate(text string, zone *time.Location) (m moment, ok bool) {
	found := dateText.FindStringSubmatch(text)
	if found == nil {
		return m, false
	}
	year, month, day := d.civil(found[1:])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || int(t.Month()) != month {
		return m, false // there is no such day
	}
	rest := strings.TrimSpace(text[len(found[0]):])
	if rest == "" {
		return moment{at: time.Date(year, t.Month(), day, 0, 0, 0, 0, zone), day: true}, true
	}
	found = clockText.FindStringSubmatch(rest)
	if found == nil {
		return m, false
	}
	hour, minute, second := number(found[1]+found[5]), number(found[2]+found[6]), number(found[3]+found[7])
	switch half := strings.ToLower(found[8]); {
	case half != "" && (hour < 1 || hour > 12):
		return m, false
	case half != "":
		hour %= 12
		if half == "p" {
			hour += 12
		}
	}
	if hour > 23 && (hour > 24 || minute+second > 0) || minute > 59 || second > 59 {
		return m, false
	}
	if zone, ok = offset(found[9], zone); !ok {
		return m, false
	}
	return moment{at: time.Date(year, t.Month(), day, hour, minute, second, number((found[4] + "000000000")[:9]), zone)}, true
}

// civil returns the numbers of a date, by its order or the name of its month.
func (d dating) civil(n []string) (year, month, day int) {
	switch {
	case n[0] != "":
		return number(n[0]), number(n[1]), number(n[2])
	case n[3] != "" && d.order == monthFirst:
		return number(n[5]), number(n[3]), number(n[4])
	case n[3] != "":
		return number(n[5]), number(n[4]), number(n[3])
	case n[6] != "":
		return number(n[6]), number(n[7]), number(n[8])
	case n[9] != "":
		return number(n[11]), monthNamed(n[10]), number(n[9])
	}
	return number(n[14]), monthNamed(n[12]), number(n[13])
}

// monthNamed returns 0 for what is no month.
func monthNamed(name string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), strings.ToLower(name)) {
			return int(m)
		}
	}
	return 0
}

// offset reads "Z", "+01:00", "-0500"; nothing is the zone that is given.
func offset(text string, zone *time.Location) (*time.Location, bool) {
	switch strings.ToUpper(text) {
	case "":
		return zone, true
	case "Z", "UTC", "GMT":
		return time.UTC, true
	}
	digits := strings.ReplaceAll(text[1:], ":", "") + "00"
	hours, minutes := number(digits[:2]), number(digits[2:4])
	seconds := hours*3600 + minutes*60
	if text[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), hours <= 14 && minutes <= 59
}

// number reads digits, and nothing as 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
