package document

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// A Total is an exact sum of durations. A [time.Duration] overflows after 292 years,
// the sum of a few hundred promises of a year each; a Total can hold the sum of 2^42
// durations of any length. The zero Total is 0. Totals can be compared with ==.
//
// In documents a Total is text like that of [time.Duration.String], with as many
// hours as it has: "4000000h30m0s".
type Total struct {
	hi int64 // with lo an integer of 128 bits in two's complement: nanoseconds
	lo uint64
}

// TotalOf returns the sum of a single duration.
func TotalOf(d time.Duration) Total { return Total{int64(d) >> 63, uint64(d)} }

// Plus returns the sum of both.
func (t Total) Plus(other Total) Total {
	lo, carry := bits.Add64(t.lo, other.lo, 0)
	return Total{t.hi + other.hi + int64(carry), lo}
}

// Equal reports whether t == other. Package go-cmp uses it.
func (t Total) Equal(other Total) bool { return t == other }

// size returns the nanoseconds without their sign.
func (t Total) size() (hi, lo uint64) {
	if t.hi >= 0 {
		return uint64(t.hi), t.lo
	}
	lo, borrow := bits.Sub64(0, t.lo, 0)
	hi, _ = bits.Sub64(0, uint64(t.hi), borrow)
	return hi, lo
}

// Mean returns the mean of n durations that add up to t, rounded towards zero; 0 if n
// is less than 1. If the mean does not fit a Duration, Mean returns the longest one.
func (t Total) Mean(n int) time.Duration {
	if n < 1 {
		return 0
	}
	mean := uint64(math.MaxUint64)
	if hi, lo := t.size(); hi < uint64(n) {
		mean, _ = bits.Div64(hi, lo, uint64(n))
	}
	switch {
	case t.hi < 0 && mean > math.MaxInt64:
		return math.MinInt64
	case t.hi < 0:
		return -time.Duration(mean)
	}
	return time.Duration(min(mean, math.MaxInt64))
}

// Duration returns the sum as a Duration. If the sum does not fit, Duration returns the
// longest one.
func (t Total) Duration() time.Duration { return t.Mean(1) }

// Nanoseconds returns the sum in nanoseconds, rounded as floating point requires.
func (t Total) Nanoseconds() float64 {
	hi, lo := t.size()
	return math.Copysign(math.Ldexp(float64(hi), 64)+float64(lo), float64(t.hi))
}

// Fits reports whether n durations, none of them negative, can add up to t.
func (t Total) Fits(n int) bool {
	if n < 0 || t.hi < 0 {
		return false
	}
	hi, lo := bits.Mul64(uint64(n), math.MaxInt64)
	return uint64(t.hi) < hi || uint64(t.hi) == hi && t.lo <= lo
}

// hours returns the whole hours and the rest, both without their sign. ok is false for
// 2^64 hours and more.
func (t Total) hours() (n uint64, rest time.Duration, ok bool) {
	hi, lo := t.size()
	if hi >= uint64(time.Hour) {
		return 0, 0, false
	}
	n, nanos := bits.Div64(hi, lo, uint64(time.Hour))
	return n, time.Duration(nanos), true
}

// String returns the sum as [time.Duration.String] does, with as many hours as there
// are: "4000000h30m0s".
func (t Total) String() string { return t.text(time.Duration.String) }

// Short returns the sum as [plaintext.Duration] does: "4000000h30m".
func (t Total) Short() string { return t.text(plaintext.Duration) }

// text writes the sum by a function that writes a duration.
func (t Total) text(write func(time.Duration) string) string {
	if d := t.Duration(); TotalOf(d) == t {
		return write(d)
	}
	n, rest, ok := t.hours()
	if !ok {
		return "more than 2^64 hours"
	}
	sign := ""
	if t.hi < 0 {
		sign = "-"
	}
	return sign + strconv.FormatUint(n, 10) + strings.TrimPrefix(write(time.Hour+rest), "1")
}

// MarshalText writes the text of String. It returns an error for 2^64 hours or more.
func (t Total) MarshalText() ([]byte, error) {
	if _, _, ok := t.hours(); !ok {
		return nil, valueError("out of range: %s", t)
	}
	return []byte(t.String()), nil
}

// UnmarshalText reads the text of MarshalText. Any other text is an error.
func (t *Total) UnmarshalText(text []byte) error {
	read, ok := parseTotal(string(text))
	if !ok || read.String() != string(text) {
		return fmt.Errorf("invalid sum of durations %q; write one like 1h30m0s", Excerpt(string(text)))
	}
	*t = read
	return nil
}

func parseTotal(text string) (Total, bool) {
	if d, err := parseDuration(text); err == nil {
		return TotalOf(d), true
	}
	text, negative := strings.CutPrefix(text, "-")
	hours, rest, _ := strings.Cut(text, "h")
	n, ok := numberOf(digitsOf(hours))
	d, err := parseDuration(rest)
	if !ok || err != nil || d < 0 || d >= time.Hour {
		return Total{}, false
	}
	hi, lo := bits.Mul64(n, uint64(time.Hour))
	if negative {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
		d = -d
	}
	return Total{int64(hi), lo}.Plus(TotalOf(d)), true
}
