package plaintext

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Duration returns a duration as [time.Duration.String] does, without the zeros at
// its end: 2h30m, not 2h30m0s. Nothing is rounded; the zero duration is 0s.
func Duration(d time.Duration) string { return withoutZeros(d.String()) }

// withoutZeros removes minutes and seconds that are zero from the end of a duration.
func withoutZeros(text string) string {
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

const seconds = ":05.999999999"

// Moment returns an instant with its date, in its own zone: "Mon  5 Jan 2026 16:00".
// The day of the month takes two places, so that lines align. Seconds, and fractions
// of them, are written only where there are any. The zone is not written.
func Moment(t time.Time) string { return moment(t, "Mon _2 Jan 2006 15:04") }

// MomentOfYear returns an instant like [Moment], but without the year and without a
// blank before a single digit: "Mon 5 Jan 16:00". It is for sentences in which the year
// is clear.
func MomentOfYear(t time.Time) string { return moment(t, "Mon 2 Jan 15:04") }

func moment(t time.Time, layout string) string {
	if t.Second() != 0 || t.Nanosecond() != 0 {
		layout += seconds
	}
	return t.Format(layout)
}

// Percent returns a share as a percentage with one decimal place: 0.943 is "94.3 %".
// The share may be negative or more than 1; NaN and infinities are written as package
// strconv writes them.
func Percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

// Capital returns a text whose first letter is upper case, where the letter has one.
// Of a text that begins with bytes that are not UTF-8, the first becomes U+FFFD. The
// empty text stays empty.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// Name returns a name for a cell of a table: the result of [Field], or "-" if that is
// empty.
func Name(name string) string { return cmp.Or(Field(name), "-") }
