package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2/clock"
)

// A Window is one stretch of opening hours, [Open, Close) in local wall time,
// on whole seconds: Open from 00:00 up to 23:59:59, Close up to 24:00.
//
// A Close before Open lies on the next date ("22:00-06:00"). Such a window belongs to
// the date on which it opens, and must close before noon, so that "13:00-12:00", which
// is probably a mistake, is an error. A window that opens and closes at the same time is
// an error too; a whole day is 00:00-24:00. The zero Window is therefore not valid.
type Window struct {
	Open, Close clock.Clock
}

// String returns the window as "09:00-17:30", with seconds only where there
// are any.
func (w Window) String() string {
	return document.FormatClock(w.Open) + "-" + document.FormatClock(w.Close)
}

// MarshalText writes the window as [Window.String] does. It returns an error for an
// invalid window.
func (w Window) MarshalText() ([]byte, error) { return Hours{w}.MarshalText() }

// UnmarshalText reads the text of MarshalText: hours of one window.
func (w *Window) UnmarshalText(text []byte) error {
	hours, err := ParseHours(string(text))
	if err != nil {
		return err
	}
	if len(hours) != 1 {
		return fieldError("hours", "%q: expected one window, got %d; write one like 09:00-17:30", document.Excerpt(string(text)), len(hours))
	}
	*w = hours[0]
	return nil
}

// Hours are the windows of one date. Windows that touch or overlap merge; their order
// does not matter. The zero value has no windows and means closed. More than 200 windows
// are an error.
type Hours []Window

// String returns the hours as opening_hours text, windows merged and in order:
// "09:00-12:00,13:00-17:30", or "off" where there are none.
func (h Hours) String() string { return h.spans().String() }

// MarshalText writes the hours as [Hours.String] does. It returns an error for invalid
// windows.
func (h Hours) MarshalText() ([]byte, error) {
	if err := h.check(); err != nil {
		return nil, &document.FieldError{Package: "calendar", Path: "hours", Err: err}
	}
	return []byte(h.String()), nil
}

// UnmarshalText reads hours as [ParseHours] does.
func (h *Hours) UnmarshalText(text []byte) error {
	parsed, err := ParseHours(string(text))
	if err == nil {
		*h = parsed
	}
	return err
}

// A Week holds the hours of each weekday, indexed by [time.Weekday]:
// week[time.Monday]. The zero Week is closed every day.
type Week [7]Hours

// String returns the week in opening_hours style: "Mo-Fr 09:00-12:00,13:00-17:30; Sa
// 10:00-14:00". Days without hours are left out. A week without hours is "off", and a
// week of seven whole days is "24/7".
func (w Week) String() string {
	var rules []string
	var said [7]bool
	for i := range w {
		hours := w[monday(i)].String()
		if said[i] || hours == closedText {
			continue
		}
		var same [7]bool
		for j := i; j < 7; j++ {
			same[j] = w[monday(j)].String() == hours
			said[j] = said[j] || same[j]
		}
		rules = append(rules, dayList(same)+" "+hours)
	}
	switch text := strings.Join(rules, "; "); text {
	case "":
		return closedText
	case "Mo-Su " + wholeDayText:
		return alwaysText
	default:
		return text
	}
}

// MarshalText writes the week as [Week.String] does. It returns an error for invalid
// windows.
func (w Week) MarshalText() ([]byte, error) {
	if err := w.check(); err != nil {
		return nil, &document.FieldError{Package: "calendar", Path: "week", Err: err}
	}
	return []byte(w.String()), nil
}

// UnmarshalText reads a week as [ParseWeek] does.
func (w *Week) UnmarshalText(text []byte) error {
	parsed, err := ParseWeek(string(text))
	if err == nil {
		*w = parsed
	}
	return err
}

const (
	closedText   = "off"
	alwaysText   = "24/7"
	wholeDayText = "00:00-24:00"
)

var dayNames = [7]string{"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"}

// monday returns the i-th weekday of a week that begins on Monday.
func monday(i int) time.Weekday { return time.Weekday((i + 1) % 7) }

// dayList returns the chosen days of a week that begins on Monday: "Mo-We,Sa".
func dayList(chosen [7]bool) string {
	var parts []string
	for first := 0; first < 7; first++ {
		if !chosen[first] {
			continue
		}
		last := first
		for last < 6 && chosen[last+1] {
			last++
		}
		if last-first < 2 {
			last = first
		}
		part := dayNames[monday(first)]
		if last > first {
			part += "-" + dayNames[monday(last)]
		}
		parts = append(parts, part)
		first = last
	}
	return strings.Join(parts, ",")
}

// daySpans are the hours of one date in canonical form: spans of seconds since its
// midnight, in order, neither touching nor overlapping. The last may end up to 36 hours
// after that midnight.
type daySpans []span

// runPastMidnight reports whether the last of the hours ends on the next date.
func (s daySpans) runPastMidnight() bool { return len(s) > 0 && s[len(s)-1].to > secondsPerDay }

// spans returns valid hours in canonical form.
func (h Hours) spans() daySpans {
	spans := make([]span, 0, len(h))
	for _, w := range h {
		from, to := seconds(w.Open), seconds(w.Close)
		if to <= from {
			to += secondsPerDay
		}
		spans = append(spans, span{from, to})
	}
	return daySpans(mergeSpans(spans))
}

// hours returns the windows of the spans: the same for equal hours.
func (s daySpans) hours() Hours {
	var h Hours
	for _, x := range s {
		if x.to > secondsPerDay && x.to-x.from >= secondsPerDay {
			// This needs two windows: the rest of the day, and a night that
			// overlaps it.
			h = append(h, Window{clockOf(x.from), 24 * clock.Hour})
			x.from = secondsPerDay / 2
		}
		if x.to > secondsPerDay {
			x.to -= secondsPerDay
		}
		h = append(h, Window{clockOf(x.from), clockOf(x.to)})
	}
	return h
}

// String writes the hours as text, the same for equal hours.
func (s daySpans) String() string {
	if len(s) == 0 {
		return closedText
	}
	var windows []string
	for _, w := range s.hours() {
		windows = append(windows, w.String())
	}
	return strings.Join(windows, ",")
}

// mostWindows bounds the windows of one date, and so the memory that a hostile
// calendar can ask for.
const mostWindows = 200

// check reports the first window that is not valid.
func (h Hours) check() error {
	if len(h) > mostWindows {
		return fmt.Errorf("must have at most %d windows on a date, got %d", mostWindows, len(h))
	}
	for _, w := range h {
		if err := w.check(); err != nil {
			return err
		}
	}
	return nil
}

// isClosed reports whether there are no hours on any day.
func (w Week) isClosed() bool {
	return !slices.ContainsFunc(w[:], func(h Hours) bool { return len(h) > 0 })
}

// check reports the first day with a window that is not valid.
func (w Week) check() error {
	for i := range w {
		if err := w[monday(i)].check(); err != nil {
			return fmt.Errorf("%s: %w", strings.ToLower(dayNames[monday(i)]), err)
		}
	}
	return nil
}

func (w Window) check() error {
	switch {
	case w.Open < 0 || w.Open >= 24*clock.Hour:
		return fmt.Errorf("opening time %v is out of range; expected 00:00 to 23:59:59", time.Duration(w.Open))
	case w.Close < 0 || w.Close > 24*clock.Hour:
		return fmt.Errorf("closing time %v is out of range; expected 00:00 to 24:00", time.Duration(w.Close))
	case w.Open%clock.Second != 0 || w.Close%clock.Second != 0:
		return fmt.Errorf("%v-%v must be on whole seconds; round it", time.Duration(w.Open), time.Duration(w.Close))
	case w.Open == w.Close:
		return fmt.Errorf("invalid window %q: opens and closes at the same time; write %s for a whole day", w, wholeDayText)
	case w.Close < w.Open && w.Close >= 12*clock.Hour:
		return fmt.Errorf("invalid window %q: closes before it opens; write %s-24:00 or swap the times", w, document.FormatClock(w.Open))
	}
	return nil
}

// mergeSpans sorts the spans in place and merges those that touch or overlap. It drops
// empty ones.
func mergeSpans(spans []span) []span {
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	merged := spans[:0]
	for _, s := range spans {
		merged = appendSpan(merged, s)
	}
	return merged
}

// appendSpan appends a span that begins no earlier than the last one does,
// merging the two where they touch.
func appendSpan(spans []span, s span) []span {
	if s.from >= s.to {
		return spans
	}
	if n := len(spans) - 1; n >= 0 && s.from <= spans[n].to {
		spans[n].to = max(spans[n].to, s.to)
		return spans
	}
	return append(spans, s)
}

func seconds(c clock.Clock) int64 { return int64(c / clock.Second) }

func clockOf(sec int64) clock.Clock { return clock.Clock(sec) * clock.Second }
