package main

import (
	"encoding/csv"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// deskRows reads the desk that is made up as the file that it is.
func deskRows(t *testing.T) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(string(madeUp()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	if len(rows) != deskCases {
		t.Fatalf("%d cases, want %d", len(rows), deskCases)
	}
	return rows
}

// wall reads a time on the wall in Berlin.
func wall(t *testing.T, text string) time.Time {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", text, berlin)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// deskHolidays are the weekdays of 2026 on which the desk is closed, from an almanac.
var deskHolidays = []string{
	"2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25",
	"2026-08-10", "2026-08-11", "2026-08-12", "2026-08-13", "2026-08-14",
}

// TestDeskHasHolidays: nothing is opened or finished on a holiday or a weekend, while
// every other day has its cases; so the holidays are there to be seen.
func TestDeskHasHolidays(t *testing.T) {
	opened, finished := map[string]int{}, map[string]int{}
	for _, row := range deskRows(t) {
		opened[row["opened"][:10]]++
		if row["finished"] != "" {
			finished[row["finished"][:10]]++
		}
	}
	closed := map[string]bool{}
	for _, day := range deskHolidays {
		closed[day] = true
	}
	met := 0
	for day := wall(t, "2026-01-07T12:00:00"); day.Before(wall(t, "2026-09-30T00:00:00")); day = day.AddDate(0, 0, 1) {
		name := day.Format(time.DateOnly)
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		switch {
		case weekend || closed[name]:
			if opened[name]+finished[name] > 0 {
				t.Errorf("%s %s: %d opened, %d finished", day.Weekday(), name, opened[name], finished[name])
			}
			if !weekend {
				met++
			}
		case opened[name] < 10:
			t.Errorf("%s %s: only %d opened", day.Weekday(), name, opened[name])
		}
	}
	if met != len(deskHolidays) {
		t.Errorf("%d of %d holidays are weekdays in the file", met, len(deskHolidays))
	}
}

// TestDeskDrifts: a case takes about a third longer from May on, topic by topic and
// tier by tier. What is compared is opened before September, so that nearly all of
// it is finished.
func TestDeskDrifts(t *testing.T) {
	cal, err := calendar.Parse(deskCalendar)
	if err != nil {
		t.Fatal(err)
	}
	type cell struct{ n, sum, squares float64 }
	before, after := map[string]*cell{}, map[string]*cell{}
	for _, row := range deskRows(t) {
		opened := wall(t, row["opened"])
		if row["finished"] == "" || opened.Month() >= time.September {
			continue
		}
		side := before
		if opened.Month() >= time.May {
			side = after
		}
		key := row["topic"] + "|" + row["tier"]
		if side[key] == nil {
			side[key] = &cell{}
		}
		x := math.Log(cal.Between(opened, wall(t, row["finished"])).Seconds() + 1)
		side[key].n++
		side[key].sum += x
		side[key].squares += x * x
	}
	mean := func(c *cell) (m, variance float64) {
		m = c.sum / c.n
		return m, (c.squares/c.n - m*m) / c.n
	}
	weights, difference := 0.0, 0.0
	for key, b := range before {
		a := after[key]
		if a == nil || a.n < 10 || b.n < 10 {
			continue
		}
		mb, vb := mean(b)
		ma, va := mean(a)
		weights += 1 / (va + vb)
		difference += (ma - mb) / (va + vb)
	}
	difference /= weights
	ratio, sigma := math.Exp(difference), 1/math.Sqrt(weights)
	t.Logf("from May on cases take %.3f times as long, %.1f standard errors from 1", ratio, difference/sigma)
	if difference < 5*sigma || math.Abs(difference-math.Log(1.35)) > 4*sigma {
		t.Errorf("from May on cases take %.3f times as long (standard error %.3f of it), want 1.35", ratio, sigma)
	}
}

// TestDeskIsCensored: some cases are open at the end because it came too soon, and
// some were forgotten long before; few topics have many of these.
func TestDeskIsCensored(t *testing.T) {
	open, forgotten, wishes, openWishes := 0, 0, 0, 0
	for _, row := range deskRows(t) {
		isOpen := row["finished"] == ""
		if row["topic"] == "wish" {
			wishes++
		}
		if !isOpen {
			continue
		}
		open++
		if row["topic"] == "wish" {
			openWishes++
		}
		if wall(t, row["opened"]).Month() < time.June {
			forgotten++ // four months, when nine in ten take days
		}
	}
	within(t, "open", float64(open)/deskCases, 0.03, 0.15)
	within(t, "forgotten", float64(forgotten)/deskCases, 0.01, 0.08)
	within(t, "open because the end came", float64(open-forgotten)/deskCases, 0.01, 0.1)
	within(t, "open wishes", float64(openWishes)/float64(wishes), 0.35, 0.7)
	if d := deskOf(t, madeUp()); len(d.jobs) != deskCases || d.leftOut.total() != 0 {
		t.Errorf("%d cases and %d rows left out when it is read", len(d.jobs), d.leftOut.total())
	}
}
