package statement

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// within returns a text for the time that a rule of a commitment promises, pad included.
func (w *writer) within(m *policy.Commitment, r *policy.Rule) string {
	cal := calendarOf(m, r)
	if d := given(m, r); !d.IsZero() {
		return w.withHours(w.deadline(cal, d), cal, d)
	}
	if m.Pad.Level > 0 {
		return w.named(m, r, cal)
	}
	amount, always, ok := w.padded(m, r, cal)
	if !ok {
		return w.c.say(withinNamed)
	}
	text := w.length(cal, amount)
	how := within
	if !always {
		how = withinAtMost
	}
	text = w.c.say(how, "length", text)
	switch m.Pad.Round {
	case policy.ToClose:
		text = w.c.say(withinClose, "length", w.length(cal, amount))
	case policy.ToHalfHour:
		text = w.c.say(withinHalfHour, "within", text)
	case policy.ToDate: // invalid in pads
	}
	return w.withHours(text, cal, promise.Within(amount))
}

// given returns the due of a rule without the pad; none, if the pad computes it.
func given(m *policy.Commitment, r *policy.Rule) promise.Deadline {
	if r.Due.IsZero() && m.Pad == (policy.Pad{}) {
		return r.Target
	}
	return r.Due
}

// named returns a text for a time that comes from history, with its maximum.
func (w *writer) named(m *policy.Commitment, r *policy.Rule, cal *calendar.Calendar) string {
	target, ok := amountOf(r.Target)
	if !ok || m.Pad.AtMost == 0 || m.Pad.Round == policy.ToClose {
		return w.c.say(withinNamed)
	}
	most := sum(target, m.Pad.AtMost)
	text := w.c.say(withinNamedAtMost, "length", w.length(cal, most))
	if m.Pad.Round == policy.ToHalfHour {
		text = w.c.say(withinHalfHour, "within", text)
	}
	return w.withHours(text, cal, promise.Within(most))
}

// calendarOf returns the calendar in which a rule counts.
func calendarOf(m *policy.Commitment, r *policy.Rule) *calendar.Calendar {
	if r.Calendar != nil {
		return r.Calendar
	}
	return m.Calendar
}

// padded returns the working time of a rule's target and its pad, before it is
// rounded: the constant amount, or else the maximum in the year from now.
func (w *writer) padded(m *policy.Commitment, r *policy.Rule, cal *calendar.Calendar) (amount time.Duration, always, ok bool) {
	one := policy.Commitment{Name: m.Name, Calendar: cal, Rules: []policy.Rule{{Target: r.Target}}, Pad: m.Pad, Terms: m.Terms}
	one.Pad.Round = ""
	pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{one}})
	if err != nil {
		return 0, false, false
	}
	if _, always = amountOf(r.Target); always {
		return ask(pol, cal, m, w.now)
	}
	turns := w.turns(cal, m.Terms.Cutoff, r.Target)
	for _, made := range turns {
		a, _, reached := ask(pol, cal, m, made)
		if !reached {
			return 0, false, false
		}
		amount = max(amount, a)
	}
	return amount, false, len(turns) < mostTurns
}

// ask returns the working time that a policy of one commitment promises at an
// instant.
func ask(pol *policy.Policy, cal *calendar.Calendar, m *policy.Commitment, made time.Time) (amount time.Duration, always, ok bool) {
	terms, _, err := pol.Terms(m.Name, nil, made)
	if err != nil {
		return 0, true, false
	}
	at, err := terms.Reach(terms.Due, made, 0)
	if err != nil {
		return 0, true, false
	}
	return cal.Between(made, at), true, true
}

// mostTurns bounds the work of finding the maximum in a year.
const mostTurns = 50_000

// turns returns the instants of the year from now at which the working time up to
// a number of business days can have a maximum: around each opening,
// close, cut-off and the time of day that is promised. Between them it grows or
// shrinks steadily.
func (w *writer) turns(cal *calendar.Calendar, cutoff clock.Clock, d promise.Deadline) []time.Time {
	clocks := []clock.Clock{cutoff}
	if k, ok := d.Clock(); ok {
		clocks = append(clocks, k)
	}
	list := []time.Time{w.now}
	around := func(t time.Time) { list = append(list, t.Add(-time.Second), t) }
	for span := range cal.Spans(w.now, w.yearOn()) {
		if len(list) >= mostTurns {
			return list[:mostTurns]
		}
		around(span.From)
		around(span.To)
	}
	first := date.NewAt(w.now.In(cal.Zone()))
	for day := first; day < first+366; day++ {
		for _, k := range clocks {
			around(cal.At(day, k))
		}
	}
	return list
}

// amountOf returns the amount of a deadline in working time; ok is false for others.
func amountOf(d promise.Deadline) (time.Duration, bool) {
	amount, ok := d.Working()
	return amount, ok || d.IsZero()
}

// deadline returns a text for a deadline.
func (w *writer) deadline(cal *calendar.Calendar, d promise.Deadline) string {
	if n, ok := d.BusinessDays(); ok {
		later := w.c.count(w.c.daysLater, n)
		if k, ok := d.Clock(); ok {
			return w.c.say(pick(n, byClockSameDay, byClockNextDay, byClockLater), "clock", w.clock(k), "days", later)
		}
		if d.AtClose() {
			return w.c.say(pick(n, byCloseSameDay, byCloseNextDay, byCloseLater), "days", later)
		}
		return w.c.say(within, "length", w.c.count(w.c.days, n))
	}
	if amount, ok := amountOf(d); ok {
		return w.c.say(within, "length", w.length(cal, amount))
	}
	at, err := (promise.Terms{Calendar: cal}).Reach(d, w.now, 0)
	if err != nil {
		return w.c.say(withinNamed)
	}
	at = at.In(cal.Zone())
	text := w.c.say(byDate, "date", w.date(longDate, at), "clock", w.clock(clockOf(at)))
	return w.c.say(inZone, "hours", text, "zone", w.zone(cal.Zone().String()))
}

// pick returns the text for a business day: the same, the next, or a later one.
func pick(n int, same, next, later message) message {
	switch n {
	case 0:
		return same
	case 1:
		return next
	}
	return later
}

// length returns a text for an amount of working time, rounded up to the minute, or of
// any time if the calendar never closes.
func (w *writer) length(cal *calendar.Calendar, d time.Duration) string {
	minutes := int(sum(d, time.Minute-1) / time.Minute)
	hours, rest := minutes/60, minutes%60
	always := w.isAlways(cal)
	switch {
	case rest == 0 && hours > 0 && always:
		return w.c.count(w.c.anyHours, hours)
	case rest == 0 && hours > 0:
		return w.c.count(w.c.workingHours, hours)
	}
	text := w.c.count(w.c.minutes, rest)
	if hours > 0 {
		text = w.c.count(w.c.hours, hours) + " " + text
	}
	if always {
		return text
	}
	return w.c.say(ofWorkingTime, "length", text)
}

// sum returns a + b, at most the largest duration.
func sum(a, b time.Duration) time.Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// clock returns a text for a time of day.
func (w *writer) clock(k clock.Clock) string { return w.c.say(timeOfDay, "time", w.bareClock(k)) }

// bareClock returns a time of day as 9:00, with seconds if there are any.
func (w *writer) bareClock(k clock.Clock) string {
	seconds := int(time.Duration(k) / time.Second)
	if seconds == 24*3600 {
		return w.c.say(midnight)
	}
	text := fmt.Sprintf("%d:%02d", seconds/3600, seconds/60%60)
	if seconds%60 > 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}

// clockOf returns the time of day of an instant, in its zone.
func clockOf(t time.Time) clock.Clock {
	h, m, s := t.Clock()
	return clock.New(h, m, s, 0)
}

// date returns a text for the date of an instant, in its zone.
func (w *writer) date(m message, t time.Time) string {
	year, month, day := t.Date()
	return w.c.say(m, "weekday", w.c.weekdays[t.Weekday()], "day", strconv.Itoa(day), "month", w.c.months[month-1], "year", strconv.Itoa(year))
}
