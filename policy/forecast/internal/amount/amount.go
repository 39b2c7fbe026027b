// Package amount adds durations and prints shares for package forecast and the
// packages below it.
package amount

import (
	"math"
	"strconv"
	"time"
)

// Tolerance is the rounding error that comparisons of shares allow for.
const Tolerance = 1e-9

// DefaultLevel is the level of a promise where none is given.
const DefaultLevel = 0.95

// Add returns a+b, or the longest duration if the sum is longer. A negative duration
// counts as 0.
func Add(a, b time.Duration) time.Duration {
	a, b = max(a, 0), max(b, 0)
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// Percent returns a share as text with three digits: "35 %", "94.3 %". It never rounds
// up to 100 %, nor down to 0 %.
func Percent(p float64) string {
	if p > 0 && p < 0.001 {
		return "less than 0.1 %"
	}
	text := strconv.FormatFloat(100*p, 'g', 3, 64)
	if p < 1 && text == "100" {
		text = "99.9"
	}
	return text + " %"
}

// Level returns a level as text: "95 %", "94.3 %", "99.95 %". It rounds down, to as
// many places as the level has nines, so that a lower level has another text. Levels
// above 1 have one text, which bounds its length.
func Level(p float64) string {
	if p > 1 {
		return "more than 100 %"
	}
	places := 1.0
	if p > 0 && p < 1 {
		places = min(max(places, math.Ceil(-math.Log10(1-p)-Tolerance)-1), 12)
	}
	unit := math.Pow(10, places)
	return strconv.FormatFloat(math.Floor(100*p*unit+1e-6)/unit, 'f', -1, 64) + " %"
}
