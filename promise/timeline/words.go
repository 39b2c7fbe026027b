package timeline

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// moment writes an instant in full, seconds only where there are any.
func (f *facts) moment(t time.Time) string {
	return f.in(t).Format("Mon 2 Jan 2006 " + f.clockLayout(t))
}

// exact writes an instant in full, with the name of the zone's time then.
func (f *facts) exact(t time.Time) string {
	return f.moment(t) + " " + f.in(t).Format("MST")
}

// brief writes an instant with the parts of its date that are not clear from
// the picture.
func (f *facts) brief(t time.Time) string {
	t = f.in(t)
	from, to := f.in(f.from), f.in(f.to)
	switch {
	case sameDate(t, from) && sameDate(t, to):
		return t.Format(f.clockLayout(t))
	case t.Year() == from.Year() && t.Year() == to.Year():
		return t.Format("Mon 2 Jan " + f.clockLayout(t))
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
		return f.brief(from) + " – " + f.in(to).Format(f.clockLayout(to))
	}
	return f.brief(from) + " – " + f.brief(to)
}

func (f *facts) in(t time.Time) time.Time { return bound(t).In(f.zone) }

// readSeconds decides whether instants are written with seconds: if two
// important ones are less than a minute apart.
func (f *facts) readSeconds(e *promise.Explanation) {
	s := e.Status
	due, _ := s.Due()
	expected, _ := s.Expected()
	instants := []time.Time{e.Made, e.About.Start, due, expected, s.BrokenAt, s.EndedAt}
	if target, ok := s.Target(); ok && !f.forCustomer {
		instants = append(instants, target)
	}
	for i, a := range instants {
		for _, b := range instants[:i] {
			if d := bound(a).Sub(bound(b)); !a.IsZero() && !b.IsZero() && d != 0 && -time.Minute < d && d < time.Minute {
				f.seconds = true
			}
		}
	}
}

// clockLayout is how the time of day is written.
func (f *facts) clockLayout(t time.Time) string {
	if f.seconds && t.Second() != 0 {
		return "15:04:05"
	}
	return "15:04"
}

func sameDate(a, b time.Time) bool {
	return a.YearDay() == b.YearDay() && a.Year() == b.Year()
}

// length writes an amount of time that has passed or is left, rounded down:
// whole minutes from an hour on, else whole seconds. It omits the sign.
func length(d time.Duration) string {
	switch {
	case d < 0:
		return "-" + lateness(d)
	case d >= time.Hour:
		d -= d % time.Minute
	}
	return spelled(d)
}

// lateness writes an amount of lateness, which is negative, rounded up.
func lateness(d time.Duration) string {
	if d >= 0 {
		return "0s"
	}
	unit := time.Second
	if d <= -time.Hour {
		unit = time.Minute
	}
	if rest := d % unit; rest != 0 && d > math.MinInt64+unit {
		d -= unit + rest
	}
	return spelled(max(d, -math.MaxInt64).Abs())
}

// spelled writes a duration that is not negative, to the second: 2h 30m, 58s, 0s.
func spelled(d time.Duration) string {
	hours, minutes, seconds := d/time.Hour, d/time.Minute%60, d/time.Second%60
	var parts []string
	for _, x := range []struct {
		n    time.Duration
		unit string
	}{{hours, "h"}, {minutes, "m"}, {seconds, "s"}} {
		if x.n > 0 {
			parts = append(parts, strconv.FormatInt(int64(x.n), 10)+x.unit)
		}
	}
	if len(parts) == 0 {
		return "0s"
	}
	return strings.Join(parts, " ")
}

// deadline writes a deadline: an amount of working time, days, or a date.
func (f *facts) deadline(d promise.Deadline) string {
	if t, ok := d.Date(); ok {
		return f.moment(t)
	}
	if amount, ok := d.Working(); ok {
		return spelled(amount)
	}
	if amount, ok := d.BeforeDue(); ok {
		return spelled(amount) + " before"
	}
	return d.String()
}
