package timeline

import (
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// moment writes an instant in full, seconds only where there are any.
func (f *facts) moment(t time.Time) string {
	return f.in(t).Format("Mon 2 Jan 2006 " + clockLayout(t))
}

// exact writes an instant in full, with the name of the zone's time then.
func (f *facts) exact(t time.Time) string {
	return f.moment(t) + " " + f.in(t).Format("MST")
}

// brief writes an instant with as much of its date as is not plain from what
// is shown.
func (f *facts) brief(t time.Time) string {
	t = f.in(t)
	from, to := f.in(f.from), f.in(f.to)
	switch {
	case sameDate(t, from) && sameDate(t, to):
		return t.Format(clockLayout(t))
	case t.Year() == from.Year() && t.Year() == to.Year():
		return t.Format("Mon 2 Jan " + clockLayout(t))
	}
	return f.moment(t)
}

// briefest is brief without the name of the day.
func (f *facts) briefest(t time.Time) string {
	text := f.brief(t)
	return strings.TrimPrefix(text, f.in(t).Format("Mon "))
}

// period writes a stretch of time.
func (f *facts) period(from, to time.Time) string {
	if sameDate(f.in(from), f.in(to)) {
		return f.brief(from) + " – " + f.in(to).Format(clockLayout(to))
	}
	return f.brief(from) + " – " + f.brief(to)
}

func (f *facts) in(t time.Time) time.Time { return bound(t).In(f.zone) }

func clockLayout(t time.Time) string {
	if t.Second() != 0 || t.Nanosecond() != 0 {
		return "15:04:05"
	}
	return "15:04"
}

func sameDate(a, b time.Time) bool {
	return a.YearDay() == b.YearDay() && a.Year() == b.Year()
}

// duration writes a duration without its trailing zeros.
func duration(d time.Duration) string {
	if d >= time.Second || d <= -time.Second {
		d = d.Truncate(time.Second)
	}
	return trimZeros(d.String())
}

func trimZeros(text string) string {
	if strings.HasSuffix(text, "m0s") {
		text = text[:len(text)-2]
	}
	if strings.HasSuffix(text, "h0m") {
		text = text[:len(text)-2]
	}
	return text
}

// deadline writes what was said: an amount of working time, days, or a date.
func (f *facts) deadline(d promise.Deadline) string {
	text := d.String()
	if t, err := calendar.ParseInstant(text); err == nil {
		return f.moment(t)
	}
	if amount, ok := strings.CutSuffix(text, " before"); ok {
		return trimZeros(amount) + " before"
	}
	return clean(trimZeros(text))
}
