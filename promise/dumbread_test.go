package promise_test

import "github.com/rickb777/date/v2"

// What the dumb judge does with deadlines.

// read reads a deadline from an instant, which belongs to a business day if that
// is not 0.
func (d *dumb) read(dl dumbDeadline, start int, day date.Date) int {
	if dl.kind == "by" {
		return dl.n
	}
	key := dumbRead{dl, start, day}
	at, ok := d.known[key]
	if !ok {
		at = d.readAnew(dl, start, day)
		d.known[key] = at
	}
	return at
}

// readAnew reads a deadline literally as the design says it.
func (d *dumb) readAnew(dl dumbDeadline, start int, startDay date.Date) int {
	switch {
	case dl.kind == "within":
		return d.add(start, dl.n)
	case startDay != 0:
		return d.readFromDay(dl, start, startDay)
	case dl.receipt:
		return d.readFromReceipt(dl, start)
	}
	start = d.opening(start)
	if d.cutoff > 0 && d.clockOf(start) >= d.cutoff {
		day := d.dateOf(start) + 1
		for !d.cal.IsBusinessDay(day) || len(d.cal.OpenOn(day)) == 0 {
			day++
		}
		start = d.index(d.cal.OpenOn(day)[0].From)
	}
	if dl.kind == "days" {
		t, err := d.cal.AddDays(d.minute(start), dl.n)
		if err != nil {
			panic(err)
		}
		return d.index(t)
	}
	day := d.dateOf(start)
	for !d.cal.IsBusinessDay(day) {
		day++
	}
	return d.clockAfter(dl, d.daysAfter(day, dl.n), start)
}

// daysAfter returns the n-th business day after a date; for 0 it is the date.
func (d *dumb) daysAfter(day date.Date, n int) date.Date {
	for ; n > 0; n-- {
		for day++; !d.cal.IsBusinessDay(day); day++ {
		}
	}
	return day
}

// clockAfter returns the first of the deadline's clocks or closes after i, on a
// date from day on.
func (d *dumb) clockAfter(dl dumbDeadline, day date.Date, i int) int {
	for ; ; day++ {
		if k, ok := d.onDay(dl, day); ok && k > i {
			return k
		}
	}
}

// readFromReceipt: an instant counts exactly as in AddDays; the cut-off is read on
// business days only, from it on n days count as n+1; on a closed date 0 days are
// the next business day.
func (d *dumb) readFromReceipt(dl dumbDeadline, start int) int {
	day, n := d.dateOf(start), dl.n
	if d.cal.IsBusinessDay(day) && d.cutoff > 0 && d.clockOf(start) >= d.cutoff {
		n++
	}
	if dl.kind == "days" {
		t, err := d.cal.AddDays(d.minute(start), n)
		if err != nil {
			panic(err)
		}
		return d.index(t)
	}
	if n == 0 && !d.cal.IsBusinessDay(day) {
		n = 1
	}
	return d.clockAfter(dl, d.daysAfter(day, n), start)
}

// readFromDay: day 0 is that date or, if it is no business day any more, the one
// before; neither the cut-off nor the rule for day 0 is read.
func (d *dumb) readFromDay(dl dumbDeadline, start int, day date.Date) int {
	zero := day
	for !d.cal.IsBusinessDay(zero) {
		zero--
	}
	due := d.daysAfter(zero, dl.n)
	if dl.kind != "days" {
		return d.clockAfter(dl, due, start)
	}
	place := due
	if d.dateOf(start) > day {
		place++
	}
	i := d.index(d.cal.At(place, d.clockOf(start)))
	if d.open[i] {
		return i
	}
	hours := d.cal.OpenOn(due)
	for _, s := range hours {
		if from := d.index(s.From); i < from {
			return from
		}
	}
	return d.index(hours[len(hours)-1].To)
}

// dayOf returns the business day to which a due instant belongs.
func (d *dumb) dayOf(dl dumbDeadline, at int) date.Date {
	day := d.dateOf(at)
	switch k, ok := d.onDay(dumbDeadline{kind: "close"}, day-1); {
	case dl.kind == "clock":
		if d.index(d.cal.At(day-1, dl.clock)) == at { // 24:00, whatever day it ends
			return day - 1
		}
	case ok && k == at && (dl.kind == "close" || !d.open[at]):
		return day - 1
	}
	return day
}

// onDay returns the deadline's clock or close on the date, if it is a business
// day.
func (d *dumb) onDay(dl dumbDeadline, day date.Date) (int, bool) {
	if !d.cal.IsBusinessDay(day) {
		return 0, false
	}
	if dl.kind == "clock" {
		return d.index(d.cal.At(day, dl.clock)), true
	}
	hours := d.cal.OpenOn(day)
	if len(hours) == 0 {
		return 0, false
	}
	return d.index(hours[len(hours)-1].To), true
}

// clockFrom returns the first of the deadline's clocks or closes at or after i.
func (d *dumb) clockFrom(dl dumbDeadline, i int) int {
	for day := d.dateOf(i) - 2; ; day++ {
		if k, ok := d.onDay(dl, day); ok && k >= i {
			return k
		}
	}
}
