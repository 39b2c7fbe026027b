package ical_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/ical"
)

// An oracleRule is a rule for whole days, kept simple enough to be obviously
// right: every date is looked at, one by one.
type oracleRule struct {
	freq                                             string
	interval, count                                  int
	until                                            date.Date
	wkst                                             time.Weekday
	months, monthDays, yearDays, weekNumbers, setPos []int
	weekdays                                         []oracleWeekday
}

type oracleWeekday struct {
	n   int
	day time.Weekday
}

var dayCodes = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// String writes the rule as RFC 5545 does.
func (r oracleRule) String() string {
	parts := []string{"FREQ=" + r.freq}
	add := func(key string, list []int) {
		if len(list) > 0 {
			parts = append(parts, key+"="+strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ","), "[]"))
		}
	}
	if r.interval > 1 {
		add("INTERVAL", []int{r.interval})
	}
	if r.count > 0 {
		add("COUNT", []int{r.count})
	}
	if r.until != 0 {
		parts = append(parts, "UNTIL="+dateText(r.until))
	}
	if r.wkst != time.Monday {
		parts = append(parts, "WKST="+dayCodes[r.wkst])
	}
	add("BYMONTH", r.months)
	add("BYMONTHDAY", r.monthDays)
	add("BYYEARDAY", r.yearDays)
	add("BYWEEKNO", r.weekNumbers)
	add("BYSETPOS", r.setPos)
	var days []string
	for _, w := range r.weekdays {
		text := dayCodes[w.day]
		if w.n != 0 {
			text = fmt.Sprintf("%+d%s", w.n, text)
		}
		days = append(days, text)
	}
	if len(days) > 0 {
		parts = append(parts, "BYDAY="+strings.Join(days, ","))
	}
	return strings.Join(parts, ";")
}

func dateText(d date.Date) string {
	y, m, day := d.Date()
	return fmt.Sprintf("%04d%02d%02d", y, int(m), day)
}

// dates returns the dates from start to last on which the rule falls.
func (r oracleRule) dates(start, last date.Date) []date.Date {
	list := []date.Date{start}
	for d := r.periodStart(start); d <= last; {
		next := r.nextPeriod(d)
		if r.periodsBetween(start, d)%r.interval == 0 {
			var set []date.Date
			for x := d; x < next; x++ {
				if r.matches(x, start) {
					set = append(set, x)
				}
			}
			for i, x := range set {
				picked := len(r.setPos) == 0 || slices.Contains(r.setPos, i+1) || slices.Contains(r.setPos, i-len(set))
				if picked && x > start && x <= last {
					list = append(list, x)
				}
			}
		}
		d = next
	}
	if r.count > 0 {
		list = list[:min(r.count, len(list))]
	}
	return slices.DeleteFunc(list, func(d date.Date) bool { return r.until != 0 && d > r.until })
}

func (r oracleRule) periodStart(d date.Date) date.Date {
	y, m, day := d.Date()
	switch r.freq {
	case "YEARLY":
		return date.New(y, time.January, 1)
	case "MONTHLY":
		return date.New(y, m, 1)
	case "WEEKLY":
		for d.Weekday() != r.wkst {
			d--
		}
		return d
	}
	return date.New(y, m, day)
}

func (r oracleRule) nextPeriod(d date.Date) date.Date {
	next := d + 1
	for r.periodStart(next) == d {
		next++
	}
	return next
}

func (r oracleRule) periodsBetween(start, d date.Date) int {
	a := r.periodStart(start)
	switch r.freq {
	case "YEARLY":
		return d.Year() - a.Year()
	case "MONTHLY":
		return (d.Year()-a.Year())*12 + int(d.Month()) - int(a.Month())
	case "WEEKLY":
		return int(d-a) / 7
	}
	return int(d - a)
}

func (r oracleRule) matches(d, start date.Date) bool {
	y, m, day := d.Date()
	monthLong := date.New(y, m+1, 1) - date.New(y, m, 1)
	yearLong := date.New(y+1, 1, 1) - date.New(y, 1, 1)
	yearDay := int(d-date.New(y, 1, 1)) + 1
	if len(r.months) > 0 && !slices.Contains(r.months, int(m)) {
		return false
	}
	if len(r.monthDays) > 0 && !slices.Contains(r.monthDays, day) && !slices.Contains(r.monthDays, day-int(monthLong)-1) {
		return false
	}
	if len(r.yearDays) > 0 && !slices.Contains(r.yearDays, yearDay) && !slices.Contains(r.yearDays, yearDay-int(yearLong)-1) {
		return false
	}
	if len(r.weekNumbers) > 0 {
		number, weeks := r.weekOf(d)
		if !slices.Contains(r.weekNumbers, number) && !slices.Contains(r.weekNumbers, number-weeks-1) {
			return false
		}
	}
	if len(r.weekdays) > 0 {
		return slices.ContainsFunc(r.weekdays, func(w oracleWeekday) bool { return r.isWeekday(d, w) })
	}
	// What the rule does not say comes from the start.
	noDay := len(r.monthDays)+len(r.yearDays) == 0
	switch {
	case noDay && (r.freq == "WEEKLY" || len(r.weekNumbers) > 0):
		return d.Weekday() == start.Weekday()
	case noDay && r.freq == "MONTHLY":
		return day == start.Day()
	case noDay && r.freq == "YEARLY":
		return day == start.Day() && (len(r.months) > 0 || m == start.Month())
	}
	return true
}

// weekOf returns the number of the week in which d lies, and how many its year
// has. Week 1 is the first with at least four days in the year.
func (r oracleRule) weekOf(d date.Date) (number, weeks int) {
	week := oracleRule{freq: "WEEKLY", wkst: r.wkst}
	first := func(year int) date.Date {
		return week.periodStart(date.New(year, time.January, 4))
	}
	year := d.Year() + 1
	for first(year) > d {
		year--
	}
	return int(d-first(year))/7 + 1, int(first(year+1)-first(year)) / 7
}

func (r oracleRule) isWeekday(d date.Date, w oracleWeekday) bool {
	if d.Weekday() != w.day {
		return false
	}
	if w.n == 0 {
		return true
	}
	y, m, _ := d.Date()
	from, to := date.New(y, m, 1), date.New(y, m+1, 1)
	if r.freq == "YEARLY" && len(r.months) == 0 {
		from, to = date.New(y, 1, 1), date.New(y+1, 1, 1)
	}
	var same []date.Date
	for x := from; x < to; x++ {
		if x.Weekday() == w.day {
			same = append(same, x)
		}
	}
	i := w.n - 1
	if w.n < 0 {
		i = len(same) + w.n
	}
	return i >= 0 && i < len(same) && same[i] == d
}

func drawRule(t *rapid.T) oracleRule {
	r := oracleRule{
		freq:     rapid.SampledFrom([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}).Draw(t, "freq"),
		interval: rapid.SampledFrom([]int{1, 1, 1, 2, 3, 7, 12}).Draw(t, "interval"),
		wkst:     time.Weekday(rapid.SampledFrom([]int{1, 1, 0, 6, 3}).Draw(t, "wkst")),
	}
	numbers := func(name string, odds int, from ...int) []int {
		if rapid.IntRange(0, odds).Draw(t, name+"?") > 0 {
			return nil
		}
		list := rapid.SliceOfNDistinct(rapid.SampledFrom(from), 1, 4, func(n int) int { return n }).Draw(t, name)
		slices.Sort(list)
		return list
	}
	r.months = numbers("months", 2, 1, 2, 3, 4, 6, 11, 12)
	most := 0
	switch r.freq {
	case "MONTHLY":
		most = 5
	case "YEARLY":
		r.weekNumbers = numbers("weeks", 3, 1, 2, 5, 20, 51, 52, 53, -1, -2, -53, -52)
		r.yearDays = numbers("year days", 5, 1, 2, 59, 60, 61, 100, 365, 366, -1, -365, -366, -60)
		if most = 5; len(r.months) == 0 {
			most = 53
		}
	}
	if len(r.weekNumbers) > 0 {
		r.interval, most = 1, 0 // which year a week belongs to is not said
	}
	if r.freq != "WEEKLY" {
		r.monthDays = numbers("month days", 3, 1, 2, 13, 28, 29, 30, 31, -1, -3, -30, -31)
	}
	if rapid.IntRange(0, 2).Draw(t, "weekdays?") > 0 {
		for range rapid.IntRange(1, 3).Draw(t, "how many") {
			w := oracleWeekday{0, time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))}
			if most > 0 && rapid.Bool().Draw(t, "numbered") {
				for w.n == 0 {
					w.n = rapid.IntRange(-most, most).Draw(t, "n")
				}
			}
			r.weekdays = append(r.weekdays, w)
		}
	}
	if len(r.months)+len(r.monthDays)+len(r.weekdays)+len(r.yearDays) > 0 && len(r.weekNumbers) == 0 {
		r.setPos = numbers("set", 4, 1, 2, 3, -1, -2)
	}
	switch rapid.IntRange(0, 3).Draw(t, "end") {
	case 0:
		r.count = rapid.IntRange(1, 40).Draw(t, "count")
	case 1:
		r.until = date.New(rapid.IntRange(1990, 2040).Draw(t, "until"), time.May, 17)
	}
	return r
}

// TestOracle checks recurrence against a look at every date.
func TestOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := drawRule(rt)
		start := date.New(rapid.SampledFrom([]int{1896, 1970, 1999, 2000, 2004, 2019, 2020}).Draw(rt, "year"), time.January, 1) + date.Date(rapid.IntRange(0, 365).Draw(rt, "day"))
		first := date.New(rapid.SampledFrom([]int{1970, 2000, 2020, 2024}).Draw(rt, "first"), time.January, 1) + date.Date(rapid.IntRange(0, 400).Draw(rt, "first day"))
		last := first + date.Date(rapid.IntRange(0, 1500).Draw(rt, "long"))
		var want []string
		for _, d := range r.dates(start, last) {
			if d >= first && d <= last {
				want = append(want, d.String())
			}
		}
		feed := calendarOf("BEGIN:VEVENT", "UID:x", "DTSTART;VALUE=DATE:"+dateText(start), "RRULE:"+r.String(), "END:VEVENT")
		got, err := ical.Read(strings.NewReader(feed), ical.Config{Zone: time.UTC, First: first, Last: last})
		if err != nil && strings.Contains(err.Error(), "must have an instance after its start") {
			require.LessOrEqual(rt, len(r.dates(start, date.New(2300, 1, 1))), 1, "%s from %s", r, start)
			return
		}
		require.NoError(rt, err, "%s from %s", r, start)
		var dates []string
		for _, d := range got.Days {
			dates = append(dates, d.On.String())
		}
		if diff := cmp.Diff(want, dates); diff != "" {
			rt.Fatalf("%s from %s, %s to %s (-want +got):\n%s", r, start, first, last, diff)
		}
	})
}

// calendarOf writes lines as a VCALENDAR.
func calendarOf(lines ...string) string {
	all := append([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"}, lines...)
	return strings.Join(append(all, "END:VCALENDAR", ""), "\r\n")
}
