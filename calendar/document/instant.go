package document

import "time"

// ParseInstant reads an instant in RFC 3339, like 2026-01-09T16:00:00+01:00, in
// upper case, with at most nine digits after a full stop, and nothing else.
// [time.Parse] also accepts a comma for the full stop, hours of one digit and
// offsets of 24 hours and more. The result is in UTC or in a zone without a name;
// it never has the zone of the machine. For any other text it returns a [*FieldError] without
// a path.
func ParseInstant(text string) (time.Time, error) {
	t, ok := parseInstant(text)
	if !ok {
		return time.Time{}, valueError(invalidInstant, Excerpt(text))
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

// Writable returns the same instant, without a monotonic reading, in a zone that
// RFC 3339 can write. That is the zone of t, or UTC if the offset of the zone of t has
// seconds or is a day or more, or if the year in it is outside 0 to 9999. An instant
// whose year is outside 0 to 9999 in UTC too cannot be written; [Marshal] returns an
// error for it.
func Writable(t time.Time) time.Time {
	const day = 24 * 60 * 60
	if _, offset := t.Zone(); offset%60 != 0 || offset <= -day || offset >= day || !isYearWritable(t) {
		t = t.UTC()
	}
	return t.Round(0)
}

// isYearWritable reports whether RFC 3339 can write the year of t in its zone.
func isYearWritable(t time.Time) bool { return t.Year() >= 0 && t.Year() <= 9999 }
