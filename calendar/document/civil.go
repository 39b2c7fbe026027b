package document

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// ParseDate reads a date that exists, YYYY-MM-DD, of the years 0 to 9999. For any other
// text it returns a [*FieldError] without a path.
func ParseDate(text string) (date.Date, error) {
	d, ok := parseDate(text)
	if !ok {
		return 0, valueError(invalidDate, Excerpt(text))
	}
	return d, nil
}

// parseDate reads YYYY-MM-DD and nothing else; the date must exist.
func parseDate(text string) (date.Date, bool) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Format(time.DateOnly) != text {
		return 0, false
	}
	return date.NewAt(t), true
}

// FormatDate writes a date as [ParseDate] reads it, YYYY-MM-DD.
func FormatDate(d date.Date) string {
	year, month, day := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", year, int(month), day)
}

const secondsPerDay = 24 * 60 * 60

// ParseClock reads a time of day, HH:MM or HH:MM:SS from 00:00 to 24:00. For any other
// text it returns a [*FieldError] without a path.
func ParseClock(text string) (clock.Clock, error) {
	c, ok := parseClock(text)
	if !ok {
		return 0, valueError(invalidClock, Excerpt(text))
	}
	return c, nil
}

func parseClock(s string) (clock.Clock, bool) {
	if len(s) != len("15:04") && len(s) != len("15:04:05") {
		return 0, false
	}
	var sec int64
	for i := 0; i < len(s); i += 3 {
		tens, units := s[i]-'0', s[i+1]-'0'
		if tens > 9 || units > 9 || (i > 0 && (tens > 5 || s[i-1] != ':')) {
			return 0, false
		}
		sec = sec*60 + int64(tens*10+units)
	}
	if len(s) == len("15:04") {
		sec *= 60
	}
	return clock.Clock(sec) * clock.Second, sec <= secondsPerDay
}

// FormatClock writes a time of day as [ParseClock] reads it: 09:00, or 09:00:30
// where it has seconds. Fractions of a second are cut off.
func FormatClock(c clock.Clock) string {
	sec := int64(c / clock.Second)
	if sec%60 == 0 {
		return fmt.Sprintf("%02d:%02d", sec/3600, sec/60%60)
	}
	return fmt.Sprintf("%02d:%02d:%02d", sec/3600, sec/60%60, sec%60)
}
