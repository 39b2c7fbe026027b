package document

import (
	"errors"
	"math"
	"math/bits"
	"time"
)

var (
	errNoDuration = errors.New("write one like 8h or 1h30m")
	errFiner      = errors.New("round it to whole nanoseconds")
)

// ParseDuration reads the durations that [time.ParseDuration] reads, like 1h30m or
// -1.5s, but exactly: a text with a part that is not a whole number of nanoseconds,
// like 0.1ns or 1h0.5ns, is an error. [time.ParseDuration] cuts the fraction off.
func ParseDuration(text string) (time.Duration, error) {
	d, err := parseDuration(text)
	if err != nil {
		return 0, valueError("invalid duration %q; %w", Excerpt(text), err)
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
