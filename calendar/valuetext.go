package calendar

import (
	"bytes"
	"errors"
	"math"
	"math/bits"
	"strconv"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/rickb777/date/v2"
)

// This file reads dates, instants and durations from text, and decides how
// instants are written. All documents of the module use it.

// ParseDate reads a date that exists, YYYY-MM-DD, and nothing else.
func ParseDate(text string) (date.Date, error) {
	d, ok := parseDate(text)
	if !ok {
		return 0, fieldError("", "%q is not %s", excerpt(text), aDate)
	}
	return d, nil
}

// ParseInstant reads an instant in RFC 3339, like 2026-01-09T16:00:00+01:00, in
// upper case, with at most nine digits after a full stop, and nothing else.
// [time.Parse] also accepts a comma for the full stop, hours of one digit and
// offsets of 24 hours and more. The result is in UTC or in a zone without a name;
// it never has the zone of the machine.
func ParseInstant(text string) (time.Time, error) {
	t, ok := parseInstant(text)
	if !ok {
		return time.Time{}, fieldError("", "%q is not %s", excerpt(text), anInstant)
	}
	return t, nil
}

func parseInstant(text string) (time.Time, bool) {
	if !isRFC3339(text) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, text) // whether there is such a date and time
	if err != nil {
		return time.Time{}, false
	}
	if _, offset := t.Zone(); offset != 0 {
		return t.In(time.FixedZone("", offset)), true
	}
	return t.UTC(), true
}

// isRFC3339 reports whether a text has the form of an RFC 3339 instant.
func isRFC3339(text string) bool {
	const clock, mostDigits = "0000-00-00T00:00:00", 9
	if len(text) <= len(clock) || !hasForm(text[:len(clock)], clock) {
		return false
	}
	rest := text[len(clock):]
	if rest[0] == '.' {
		fraction := digitsOf(rest[1:])
		if fraction == "" || len(fraction) > mostDigits {
			return false
		}
		rest = rest[1+len(fraction):]
	}
	if rest == "Z" {
		return true
	}
	return (hasForm(rest, "+00:00") || hasForm(rest, "-00:00")) && rest[1:3] < "24" && rest[4:6] < "60"
}

// hasForm reports whether a text has a digit wherever the form has a 0, and is
// the same elsewhere.
func hasForm(text, form string) bool {
	if len(text) != len(form) {
		return false
	}
	for i := range len(form) {
		if isDigit := text[i] >= '0' && text[i] <= '9'; form[i] == '0' && !isDigit || form[i] != '0' && text[i] != form[i] {
			return false
		}
	}
	return true
}

// Writable returns the same instant, without a monotonic reading, in a zone in
// which RFC 3339 can write it: in its own, or in UTC where the offset of that has
// seconds or is a day or more, or where the year there is outside 0 to 9999. An
// instant whose year is outside in UTC too cannot be written at all;
// [MarshalStrict] returns an error then.
func Writable(t time.Time) time.Time {
	const day = 24 * 60 * 60
	if _, offset := t.Zone(); offset%60 != 0 || offset <= -day || offset >= day || !isYearWritable(t) {
		t = t.UTC()
	}
	return t.Round(0)
}

// isYearWritable reports whether RFC 3339 can write the year of t in its zone.
func isYearWritable(t time.Time) bool { return t.Year() >= 0 && t.Year() <= 9999 }

var (
	errNoDuration = errors.New("is not a duration; write one like 8h or 1h30m")
	errFiner      = errors.New("is finer than a nanosecond; round it")
)

// ParseDuration reads what [time.ParseDuration] reads, like 1h30m or -1.5s, but
// exactly: a text that does not stand for a whole number of nanoseconds, like
// 0.1ns, is an error. [time.ParseDuration] cuts the rest off.
func ParseDuration(text string) (time.Duration, error) {
	d, err := parseDuration(text)
	if err != nil {
		return 0, fieldError("", "%q %w", excerpt(text), err)
	}
	return d, nil
}

func parseDuration(text string) (time.Duration, error) {
	rest, negative := text, false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		rest, negative = rest[1:], rest[0] == '-'
	}
	if rest == "0" {
		return 0, nil
	}
	if rest == "" {
		return 0, errNoDuration
	}
	most := uint64(math.MaxInt64)
	if negative {
		most++
	}
	var sum uint64
	for rest != "" {
		part, after, err := durationPart(rest)
		if err != nil {
			return 0, err
		}
		if part > most-sum {
			return 0, errNoDuration
		}
		sum, rest = sum+part, after
	}
	if negative {
		return -time.Duration(sum), nil // 1<<63 becomes the least duration
	}
	return time.Duration(sum), nil
}

// durationPart reads one number with its unit, like 1.5h, and returns its
// nanoseconds and what follows it.
func durationPart(text string) (nanos uint64, rest string, err error) {
	whole := digitsOf(text)
	rest = text[len(whole):]
	fraction := ""
	if rest != "" && rest[0] == '.' {
		fraction = digitsOf(rest[1:])
		rest = rest[1+len(fraction):]
	}
	length := 0
	for length < len(rest) && rest[length] != '.' && (rest[length] < '0' || rest[length] > '9') {
		length++
	}
	unit, known := nanosOfUnit(rest[:length])
	if whole+fraction == "" || !known {
		return 0, "", errNoDuration
	}
	n, ok := numberOf(whole)
	high, nanos := bits.Mul64(n, unit)
	if !ok || high > 0 {
		return 0, "", errNoDuration
	}
	part, exact := partOf(unit, fraction)
	nanos, carry := bits.Add64(nanos, part, 0)
	switch {
	case carry > 0:
		return 0, "", errNoDuration
	case !exact:
		return 0, "", errFiner
	}
	return nanos, rest[length:], nil
}

func digitsOf(text string) string {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return text[:n]
}

// numberOf returns the number that decimal digits make, 0 for none.
func numberOf(digits string) (n uint64, ok bool) {
	for i := range len(digits) {
		high, low := bits.Mul64(n, 10)
		next, carry := bits.Add64(low, uint64(digits[i]-'0'), 0)
		if high > 0 || carry > 0 {
			return 0, false
		}
		n = next
	}
	return n, true
}

// partOf returns the fraction of a unit, whose digits are given, and whether it
// is a whole number of nanoseconds.
func partOf(unit uint64, digits string) (nanos uint64, exact bool) {
	for len(digits) > 0 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	const longest = 18 // more digits than any unit has twos and fives
	if len(digits) > longest {
		return 0, false
	}
	n, _ := numberOf(digits)
	scale := uint64(1)
	for range digits {
		scale *= 10
	}
	high, low := bits.Mul64(n, unit)
	if high >= scale {
		return 0, false // not reached: the number is below the scale
	}
	nanos, left := bits.Div64(high, low, scale)
	return nanos, left == 0
}

// nanosOfUnit returns the nanoseconds of a unit as [time.ParseDuration] names
// it.
func nanosOfUnit(name string) (nanos uint64, ok bool) {
	switch name {
	case "ns":
		return 1, true
	case "us", "µs", "μs": // both the micro sign and the Greek letter
		return uint64(time.Microsecond), true
	case "ms":
		return uint64(time.Millisecond), true
	case "s":
		return uint64(time.Second), true
	case "m":
		return uint64(time.Minute), true
	case "h":
		return uint64(time.Hour), true
	}
	return 0, false
}

// loneSurrogate finds half of a surrogate pair in a valid JSON text: an escape
// that stands for no character.
func loneSurrogate(doc []byte) (offset int, escape string, found bool) {
	const short, long = 2, 6 // the bytes of \n and of \u00e9
	for at := 0; ; {
		next := bytes.IndexByte(doc[at:], '\\')
		if next < 0 {
			return 0, "", false
		}
		at += next
		first, ok := escaped(doc[at:])
		if !ok {
			at += short
			continue
		}
		length := long
		if utf16.IsSurrogate(first) {
			second, ok := escaped(doc[at+long:])
			if !ok || utf16.DecodeRune(first, second) == unicode.ReplacementChar {
				return at, string(doc[at : at+long]), true
			}
			length += long
		}
		at += length
	}
}

// escaped returns what an escape like \u00e9 at the start of a text stands for.
func escaped(text []byte) (r rune, ok bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	number, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	return rune(number), err == nil
}
