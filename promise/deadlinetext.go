package promise

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// ParseDeadline reads the text form of a [Deadline]:
//
//	8h, 1h30m                  working time, as [document.ParseDuration] reads it
//	2 days, 1 day              business days
//	2 days 16:00, 0 days 16:00 a clock on a business day; today is day 0
//	2 days close               the last close of a business day
//	2026-01-09T16:00:00+01:00  a date, in RFC 3339
//	4h before                  working time before the due instant, for targets
func ParseDeadline(text string) (Deadline, error) {
	d, ok := parseDeadline(text)
	err := d.check()
	if !ok {
		err = fmt.Errorf("invalid deadline %q; write one like 8h, 2 days, 2 days 16:00, 2 days close, 2026-01-09T16:00:00Z or 4h before", document.Excerpt(text))
	}
	if err != nil {
		return Deadline{}, &document.FieldError{Package: "promise", Path: "deadline", Err: err}
	}
	return d, nil
}

func parseDeadline(text string) (Deadline, bool) {
	if d, err := document.ParseDuration(text); err == nil {
		return Within(d), true
	}
	if amount, found := strings.CutSuffix(text, " before"); found {
		d, err := document.ParseDuration(amount)
		return Before(d), err == nil
	}
	if t, err := document.ParseInstant(text); err == nil {
		return By(t), true
	}
	words := strings.Split(text, " ")
	if len(words) < 2 || len(words) > 3 || (words[1] != "days" && words[1] != "day") {
		return Deadline{}, false
	}
	number, err := strconv.ParseInt(words[0], 10, 32)
	n := int(number)
	if err != nil || strconv.Itoa(n) != words[0] || (words[1] == "day" && n != 1) {
		return Deadline{}, false
	}
	switch {
	case len(words) == 2:
		return InDays(n), true
	case words[2] == "close":
		return InDaysByClose(n), true
	}
	k, err := document.ParseClock(words[2])
	return InDaysBy(n, k), err == nil
}

// String returns the text form, "" for the zero Deadline.
func (d Deadline) String() string {
	days := strconv.Itoa(d.days) + " days"
	if d.days == 1 {
		days = "1 day"
	}
	switch d.kind {
	case within:
		return d.d.String()
	case inDays:
		return days
	case inDaysBy:
		return days + " " + document.FormatClock(d.clock)
	case inDaysByClose:
		return days + " close"
	case by:
		return d.at.Format(time.RFC3339Nano)
	case before:
		return d.d.String() + " before"
	case noDeadline:
	}
	return ""
}

// MarshalText writes the text form. It returns an error for the zero Deadline
// and for an invalid one.
func (d Deadline) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, &document.FieldError{Package: "promise", Path: "deadline", Err: errors.New("required; for example \"8h\"")}
	}
	if err := d.check(); err != nil {
		return nil, &document.FieldError{Package: "promise", Path: "deadline", Err: err}
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what [ParseDeadline] reads.
func (d *Deadline) UnmarshalText(text []byte) error {
	parsed, err := ParseDeadline(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}
