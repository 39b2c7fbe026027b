package monthview_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/monthview"
)

func parse(tb testing.TB, doc string) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(doc))
	require.NoError(tb, err)
	return cal
}

// The page of a month with holidays and a break.
func ExampleOf() {
	cal, err := calendar.Parse([]byte(`{"zone": "Europe/Berlin", "week": "Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00",
		"days": [{"on": "2026-12-24", "hours": "09:00-12:00", "name": "Christmas Eve"}, {"on": "--12-25", "name": "Christmas Day"}],
		"breaks": [{"on": "2026-12-28", "hours": "09:00-10:00", "name": "all hands"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	m := monthview.Of(cal, 2026, time.December, time.Monday)
	last := m.Weeks[len(m.Weeks)-2]
	for _, day := range last {
		fmt.Println(day.On, day.Business, day.Total, day.Names)
	}
	// Output:
	// 2026-12-21 true 7h30m0s []
	// 2026-12-22 true 7h30m0s []
	// 2026-12-23 true 7h30m0s []
	// 2026-12-24 true 3h0m0s [Christmas Eve]
	// 2026-12-25 false 0s [Christmas Day]
	// 2026-12-26 true 4h0m0s []
	// 2026-12-27 false 0s []
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		doc   string
		year  int
		month time.Month
		want  string
	}{
		{`{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30; Sa 22:00-06:00","days":[{"on":"2026-02-04","name":"Stocktaking"},{"on":"2026-02-05","hours":"00:00-24:00"}],"breaks":[{"on":"2026-02-05","hours":"10:00-10:00:30"}]}`, 2026, time.February, `February 2026
Sun  1  closed

Mon  2  09:00-12:00,13:00-17:30
Tue  3  09:00-12:00,13:00-17:30
Wed  4  closed                   Stocktaking
Thu  5  00:00-10:00,10:00:30-24:00  break
Fri  6  09:00-12:00,13:00-17:30
Sat  7  22:00-06:00
Sun  8  closed
`},
		{`{"zone":"Pacific/Apia","week":"Mo-Fr 09:00-17:00"}`, 2011, time.December, `December 2011
Thu  1  09:00-17:00
Fri  2  09:00-17:00
Sat  3  closed
Sun  4  closed
`},
	} {
		got := monthview.Of(parse(t, c.doc), c.year, c.month, time.Monday).String()
		if diff := cmp.Diff(c.want, got[:min(len(got), len(c.want))]); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	require.Contains(t, monthview.Of(parse(t, `{"zone":"Pacific/Apia","week":"24/7"}`), 2011, time.December, time.Monday).String(), "Fri 30  skipped\n")
	require.Empty(t, monthview.Month{}.String())
}

// TestPages checks every page of some years: weeks that follow each other, each
// day of the month once, and open time that is what the calendar counts.
func TestPages(t *testing.T) {
	cal := parse(t, `{"zone":"America/New_York","week":"Mo-Sa 20:00-04:30","days":[{"on":"last thursday of november","name":"Thanksgiving"}]}`)
	for year := 2024; year < 2028; year++ {
		for month := time.January; month <= time.December; month++ {
			for first := time.Sunday; first <= time.Saturday; first++ {
				m := monthview.Of(cal, year, month, first)
				require.True(t, m.Year == year && m.Month == month)
				on, inMonth := m.Weeks[0][0].On, 0
				require.Equal(t, first, on.Weekday())
				for _, week := range m.Weeks {
					days := 0
					for _, d := range week {
						require.Equal(t, on, d.On)
						require.Equal(t, cal.IsBusinessDay(on), d.Business)
						if d.InMonth {
							require.True(t, on.Month() == month && on.Year() == year)
							days++
						}
						on++
					}
					require.NotZero(t, days, "a week without a day of %s %d", month, year)
					inMonth += days
				}
				require.Equal(t, date.New(year, month+1, 0).Day(), inMonth)
			}
		}
	}
	november := monthview.Of(cal, 2026, time.November, time.Sunday)
	var total time.Duration
	for _, week := range november.Weeks {
		for _, d := range week {
			if d.InMonth {
				total += d.Total
			}
		}
	}
	ny := cal.Zone()
	// Nights belong to the date on which they open.
	from, to := time.Date(2026, time.November, 1, 12, 0, 0, 0, ny), time.Date(2026, time.December, 1, 12, 0, 0, 0, ny)
	require.Equal(t, cal.Between(from, to), total)
}

// A date that a break takes away is no business day, like a closed one; one of
// which a break leaves a second is.
func TestPageOfBreaks(t *testing.T) {
	m := monthview.Of(parse(t, `{"zone":"UTC","week":"Mo-Fr 09:00-17:00","breaks":[
		{"on":"2026-06-01","hours":"00:00-24:00","name":"move"},{"on":"2026-06-02","hours":"00:00-16:59:59"}]}`), 2026, time.June, time.Monday)
	move, next := m.Weeks[0][0], m.Weeks[0][1]
	require.False(t, move.Business)
	require.Empty(t, move.Open)
	require.Equal(t, []string{"break: move"}, move.Names)
	require.True(t, next.Business)
	require.Equal(t, time.Second, next.Total)
}

// TestPageMarshals shows that a page survives JSON.
func TestPageMarshals(t *testing.T) {
	m := monthview.Of(parse(t, `{"zone":"UTC","week":"Mo-Fr 09:00-17:00","days":[{"on":"--12-25","name":"Christmas Day"}]}`), 2026, 14, 8)
	require.Equal(t, 2027, m.Year)
	doc, err := json.Marshal(m)
	require.NoError(t, err)
	var back monthview.Month
	require.NoError(t, json.Unmarshal(doc, &back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(doc), string(again))
	require.Contains(t, string(doc), `"on":"2027-02-01"`)
	require.Contains(t, string(doc), `"total":"8h0m0s"`)
	require.Equal(t, m.Weeks[1][0].Total, back.Weeks[1][0].Total)
	require.ErrorContains(t, json.Unmarshal([]byte(`{"on":"2027-02-01","total":"long"}`), &monthview.Day{}), `total: invalid duration "long"`)
	outside := monthview.Of(calendar.Always(), 2300, time.January, time.Monday)
	require.Empty(t, outside.Weeks[1][0].Open)
}
