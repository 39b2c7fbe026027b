package ical

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/teambition/rrule-go"
)

// This file has the kept library expand a rule, within bounds.
//
// The library is given civil times as if they were in UTC, so that there are no
// changes of the clocks, and a start that begins a period of the rule: from within
// a period it counts BYSETPOS wrongly. COUNT and UNTIL are applied here, because
// DTSTART is an instance even if the rule does not match it.
//
// The library searches for a rule without instances up to the year 9999, and cannot
// be stopped before. The Gregorian calendar repeats itself every 400 years, so the
// library expands the same dates 7600 years later, which leaves it 200 to 500 years.
// A rule without COUNT is expanded from the first date of interest and not from its
// start.

// later is 19 times 400 years.
const later = 19 * 146097 * day

// yearsToGo is the cost of a rule without instances, in years searched. Rules by days or
// weeks cost more.
var yearsToGo = map[rrule.Frequency]int64{rrule.YEARLY: 500, rrule.MONTHLY: 500, rrule.WEEKLY: 2500, rrule.DAILY: 5000}

// starts returns the starts in [from, to] that a rule makes after the first
// one, in order; first is the DTSTART and counts as one. It returns an error if a limit
// is exceeded or the rule has no further instance.
func (r *rule) starts(first, to local, before func(local) bool, limits *budget) ([]local, error) {
	return r.startsFrom(first, first, to, before, limits)
}

func (r *rule) startsFrom(first, from, to local, before func(local) bool, limits *budget) (list []local, err error) {
	if first > to || r.count == 1 || !before(first) {
		return nil, nil
	}
	begin := r.periodOf(first)
	if ahead := r.skip(begin, from); r.count == 0 {
		begin = ahead
	}
	if !before(begin) {
		return nil, nil
	}
	if err := limits.spend(r.price(begin, to)); err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("not supported (%v); write it in another way", p)
		}
	}()
	option := r.option
	option.Dtstart = time.Unix(int64(begin+later), 0).UTC()
	option.Until = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)
	rr, err := rrule.NewRRule(option)
	if err != nil {
		return nil, err
	}
	next := rr.Iterator()
	for n := 1; r.count == 0 || n < r.count; {
		t, ok := next()
		if !ok {
			err := errors.New("must have an instance after its start; remove it, or correct its parts")
			return nil, cmp.Or(limits.spend(yearsToGo[option.Freq]), err)
		}
		l := local(t.Unix()) - later
		if l <= first {
			continue
		}
		if l > to || !before(l) {
			break
		}
		if err := limits.spend(1); err != nil {
			return nil, err
		}
		if !r.inWeeks(l) {
			continue
		}
		if n++; l >= from {
			list = append(list, l)
		}
	}
	return list, nil
}

// price returns the cost of a search for starts: a unit a year, and the work of the
// library on a period before its first result, if that is much.
func (r *rule) price(begin, to local) int64 {
	o := &r.option
	daysOf := map[rrule.Frequency]int64{rrule.YEARLY: 366, rrule.MONTHLY: 31, rrule.WEEKLY: 7, rrule.DAILY: 1}
	return int64((to-begin)/(365*day)) + 1 + (timesOf(o)-1)*daysOf[o.Freq]
}

// periodOf returns the start of the period in which l lies: year, month, week
// or day.
func (r *rule) periodOf(l local) local {
	d := l.floor()
	t := time.Unix(int64(d), 0).UTC()
	switch r.option.Freq {
	case rrule.YEARLY:
		return d - local(t.YearDay()-1)*day
	case rrule.MONTHLY:
		return d - local(t.Day()-1)*day
	case rrule.WEEKLY:
		return r.weekOf(l)
	default:
		return d
	}
}

// skip returns the start of the last period of the rule, whose first is begin,
// that is not after from.
func (r *rule) skip(begin, from local) local {
	if from <= begin {
		return begin
	}
	target := r.periodOf(from)
	a, b := time.Unix(int64(begin), 0).UTC(), time.Unix(int64(target), 0).UTC()
	whole := func(n int) int { return n - n%r.option.Interval }
	switch r.option.Freq {
	case rrule.YEARLY:
		a = a.AddDate(whole(b.Year()-a.Year()), 0, 0)
	case rrule.MONTHLY:
		a = a.AddDate(0, whole((b.Year()-a.Year())*12+int(b.Month())-int(a.Month())), 0)
	case rrule.WEEKLY:
		a = a.AddDate(0, 0, 7*whole(int((target-begin)/(7*day))))
	default:
		a = a.AddDate(0, 0, whole(int((target-begin)/day)))
	}
	return local(a.Unix())
}
