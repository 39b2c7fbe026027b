package ical

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/teambition/rrule-go"
)

// This file reads an RRULE. The kept library parses and expands it, but accepts much
// that RFC 5545 forbids, and then panics, ignores the part, or does not return. Such
// rules are refused here. A valid rule that the library expands wrongly is rewritten
// into one that it expands correctly.

// A rule is an RRULE with the values filled in that it takes from DTSTART.
type rule struct {
	option rrule.ROption // without start, count, end and weeks
	count  int           // 0 for none
	weeks  []int         // BYWEEKNO
	until  *end
}

// An end is the UNTIL of a rule: a date, a local time or an instant. All are
// included.
type end struct {
	at          local
	allDay, utc bool
}

var ruleParts = []string{"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"}

// parseRule reads a rule for starts like the first one; allDay reports whether they are
// dates.
func parseRule(text string, start local, allDay bool) (*rule, error) {
	r := &rule{}
	text = strings.TrimSuffix(strings.ToUpper(strings.TrimSpace(text)), ";")
	var kept []string
	parts := map[string]string{}
	for part := range strings.SplitSeq(text, ";") {
		key, value, ok := strings.Cut(part, "=")
		_, twice := parts[key]
		switch {
		case !ok || value == "":
			return nil, fmt.Errorf("invalid part %q; write it as KEY=value, like FREQ=WEEKLY", document.Excerpt(part))
		case !slices.Contains(ruleParts, key):
			return nil, fmt.Errorf("unknown part %q; expected one of %s", document.Excerpt(key), strings.Join(ruleParts, ", "))
		case twice:
			return nil, fmt.Errorf("duplicate %s; remove one of the two", key)
		}
		parts[key] = value
		if key != "UNTIL" {
			kept = append(kept, part)
		}
	}
	if until, ok := parts["UNTIL"]; ok {
		e := &end{}
		if e.at, e.allDay, e.utc, ok = parseTime(until); !ok {
			return nil, fmt.Errorf("invalid date or time UNTIL=%q; write 20261225 or 20261225T090000Z", document.Excerpt(until))
		}
		r.until = e
	}
	// An int has no more than 32 bits on some machines.
	if _, err := strconv.ParseInt(parts["COUNT"], 10, 32); errors.Is(err, strconv.ErrRange) {
		return nil, fmt.Errorf("COUNT=%s is out of range; write at most %d, or leave it out", document.Excerpt(parts["COUNT"]), math.MaxInt32)
	}
	option, err := rrule.StrToROption(strings.Join(kept, ";"))
	if err != nil {
		return nil, fmt.Errorf("invalid rule %q: %s; write it as in RFC 5545, like FREQ=WEEKLY;BYDAY=MO", document.Excerpt(text), foreign(err))
	}
	r.option, r.count = *option, option.Count
	if err := r.check(parts); err != nil {
		return nil, err
	}
	r.spellOut(start, allDay)
	if n := timesOf(&r.option); n > mostTimes {
		return nil, fmt.Errorf("must have at most %d instances a day, got %d", mostTimes, n)
	}
	if _, err := rrule.NewRRule(r.option); err != nil {
		return nil, fmt.Errorf("invalid rule %q: %s", document.Excerpt(text), foreign(err))
	}
	return r, nil
}

// timesOf returns how often a rule comes in a day. The lists of a hostile one make
// more than an int of 32 bits holds.
func timesOf(o *rrule.ROption) int64 {
	return int64(len(o.Byhour)) * int64(len(o.Byminute)) * int64(len(o.Bysecond))
}

// mostTimes bounds how often a rule comes in a day: once a minute.
const mostTimes = 24 * 60

// longestInterval bounds INTERVAL: a century.
var longestInterval = map[rrule.Frequency]int{rrule.YEARLY: 100, rrule.MONTHLY: 1200, rrule.WEEKLY: 5200, rrule.DAILY: 36500}

// check refuses rules that RFC 5545 forbids.
func (r *rule) check(parts map[string]string) error {
	o := &r.option
	has := func(key string) bool { return parts[key] != "" }
	longest, ok := longestInterval[o.Freq]
	switch {
	case !ok:
		return fmt.Errorf("FREQ=%s, finer than a day, is not supported; write FREQ=DAILY with BYHOUR, BYMINUTE and BYSECOND", o.Freq)
	case has("INTERVAL") && (o.Interval < 1 || o.Interval > longest):
		return fmt.Errorf("INTERVAL=%d is out of range; with FREQ=%s expected 1 to %d", o.Interval, o.Freq, longest)
	case has("COUNT") && o.Count < 1:
		return fmt.Errorf("COUNT must be at least 1, got %d; correct it, or leave it out", o.Count)
	case has("COUNT") && has("UNTIL"):
		return errors.New("COUNT conflicts with UNTIL; remove one of the two")
	case o.Wkst.N() != 0:
		return errors.New("WKST must not have a number; write a weekday like MO")
	case has("BYWEEKNO") && o.Freq != rrule.YEARLY:
		return fmt.Errorf("BYWEEKNO is not supported with FREQ=%s; use it with YEARLY", o.Freq)
	case slices.ContainsFunc(o.Byweekno, func(n int) bool { return n < -53 || n > 53 || n == 0 }):
		return errors.New("BYWEEKNO is out of range; expected 1 to 53, or -1 to -53")
	case has("BYYEARDAY") && o.Freq != rrule.YEARLY:
		return fmt.Errorf("BYYEARDAY is not supported with FREQ=%s; use it with YEARLY", o.Freq)
	case has("BYMONTHDAY") && o.Freq == rrule.WEEKLY:
		return errors.New("BYMONTHDAY is not supported with FREQ=WEEKLY; use it with DAILY, MONTHLY or YEARLY")
	case has("BYWEEKNO") && has("BYSETPOS"):
		return errors.New("BYWEEKNO with BYSETPOS is not supported; name the days with BYDAY")
	case has("BYSETPOS") && !slices.ContainsFunc(ruleParts, func(key string) bool { return strings.HasPrefix(key, "BY") && key != "BYSETPOS" && has(key) }):
		return errors.New("BYSETPOS requires another BY part; for example BYDAY")
	}
	return checkWeekdays(o)
}

// checkWeekdays refuses numbers of weekdays that do not exist in their month or year.
// The library panics with some and ignores others.
func checkWeekdays(o *rrule.ROption) error {
	most := 0
	switch {
	case len(o.Byweekno) > 0:
	case o.Freq == rrule.YEARLY && len(o.Bymonth) == 0:
		most = 53
	case o.Freq == rrule.YEARLY, o.Freq == rrule.MONTHLY:
		most = 5
	}
	for _, w := range o.Byweekday {
		switch n := w.N(); {
		case n != 0 && most == 0:
			return fmt.Errorf("a number in BYDAY=%s is not supported; use it with MONTHLY, or with YEARLY without BYWEEKNO", w)
		case n > most || n < -most:
			return fmt.Errorf("BYDAY=%s is out of range; expected 1 to %d, or -1 to -%d", w, most, most)
		}
	}
	return nil
}

// spellOut fills in the parts that a rule takes from its start, and sorts its lists, so
// that the rule means the same from any other start.
func (r *rule) spellOut(start local, allDay bool) {
	o := &r.option
	o.Count = 0
	o.Interval = max(o.Interval, 1)
	if allDay {
		o.Byhour, o.Byminute, o.Bysecond = nil, nil, nil
	}
	first := time.Unix(int64(start), 0).UTC()
	noDay := len(o.Byweekday)+len(o.Bymonthday)+len(o.Byyearday) == 0
	switch {
	case noDay && (o.Freq == rrule.WEEKLY || len(o.Byweekno) > 0):
		// The library takes all seven days of a BYWEEKNO.
		o.Byweekday = []rrule.Weekday{weekdays[first.Weekday()]}
	case noDay && o.Freq <= rrule.MONTHLY:
		o.Bymonthday = []int{first.Day()}
		if o.Freq == rrule.YEARLY && len(o.Bymonth) == 0 {
			o.Bymonth = []int{int(first.Month())}
		}
	}
	o.Byweekday = eitherKind(o)
	r.weeks, o.Byweekno = o.Byweekno, nil
	for _, x := range []struct {
		list *[]int
		own  int
	}{{&o.Byhour, first.Hour()}, {&o.Byminute, first.Minute()}, {&o.Bysecond, first.Second()}} {
		if len(*x.list) == 0 {
			*x.list = []int{x.own}
		}
	}
	for _, list := range []*[]int{&o.Bysetpos, &o.Bymonth, &o.Bymonthday, &o.Byyearday, &o.Byhour, &o.Byminute, &o.Bysecond} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
}

var weekdays = [7]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}

// eitherKind returns the weekdays of a rule, sorted, in one kind: the library
// takes "MO,1TU" for the days that are both. A weekday without a number is then
// written as all of its month or year.
func eitherKind(o *rrule.ROption) []rrule.Weekday {
	numbered := slices.ContainsFunc(o.Byweekday, func(w rrule.Weekday) bool { return w.N() != 0 })
	most := 5
	if o.Freq == rrule.YEARLY && len(o.Bymonth) == 0 {
		most = 53
	}
	var list []rrule.Weekday
	for _, w := range o.Byweekday {
		if !numbered || w.N() != 0 {
			list = append(list, w)
			continue
		}
		for n := 1; n <= most; n++ {
			list = append(list, w.Nth(n))
		}
	}
	slices.SortFunc(list, func(a, b rrule.Weekday) int { return (a.Day()-b.Day())*1000 + a.N() - b.N() })
	return slices.Compact(list)
}

// inWeeks reports whether a date lies in one of the weeks of BYWEEKNO. The
// library gets weeks 52 and 53 wrong, which can reach into another year. A week
// belongs to the year of its fourth day, and its number counts these weekdays
// of the year.
func (r *rule) inWeeks(l local) bool {
	if len(r.weeks) == 0 {
		return true
	}
	fourth := time.Unix(int64(r.weekOf(l)+3*day), 0).UTC()
	yearLong := time.Date(fourth.Year(), time.December, 31, 0, 0, 0, 0, time.UTC).YearDay()
	number := (fourth.YearDay() + 6) / 7
	weeks := number + (yearLong-fourth.YearDay())/7
	return slices.Contains(r.weeks, number) || slices.Contains(r.weeks, number-weeks-1)
}

// weekOf returns the start of the week in which l lies, by WKST.
func (r *rule) weekOf(l local) local {
	weekday := time.Unix(int64(l), 0).UTC().Weekday()
	// The library counts weekdays from Monday.
	return l.floor() - local((int(weekday)-r.option.Wkst.Day()+6)%7)*day
}

// before returns a test of whether a start is not after the end of the rule;
// clock turns a local time into its instant.
func (r *rule) before(clock func(local) time.Time) func(local) bool {
	e := r.until
	switch {
	case e == nil:
		return func(local) bool { return true }
	case e.allDay:
		return func(l local) bool { return l < e.at+day }
	case e.utc:
		return func(l local) bool { return clock(l).Unix() <= int64(e.at) }
	default:
		return func(l local) bool { return l <= e.at }
	}
}
