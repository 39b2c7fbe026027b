package dated_test

import (
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/holidays/dated"
)

// show writes days as lines "2026-07-04 Independence Day".
func show(tb testing.TB, days []calendar.Day, err error) []string {
	tb.Helper()
	require.NoError(tb, err)
	lines := []string{}
	for _, d := range days {
		require.Empty(tb, d.Hours, "every day is closed")
		lines = append(lines, strings.TrimSpace(d.On.String()+" "+d.Name))
	}
	return lines
}

func falls(name string, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// nearest moves weekends to the nearest weekday.
var nearest = []cal.AltDay{{Day: time.Saturday, Offset: -1}, {Day: time.Sunday, Offset: 1}}

func TestDays(t *testing.T) {
	named := func(h *cal.Holiday, change func(*cal.Holiday)) *cal.Holiday {
		change(h)
		return h
	}
	cases := []struct {
		name        string
		list        []*cal.Holiday
		first, last int
		want        []string
	}{
		{"none", nil, 2026, 2030, []string{}},
		{"in order of date, not of the list", []*cal.Holiday{falls("b", time.May, 2), falls("a", time.May, 1)}, 2026, 2027,
			[]string{"2026-05-01 a", "2026-05-02 b", "2027-05-01 a", "2027-05-02 b"}},
		{"names joined and sorted", []*cal.Holiday{falls("b", time.May, 1), falls("a", time.May, 1), falls("b", time.May, 1)}, 2026, 2026,
			[]string{"2026-05-01 a, b"}},
		{"no name", []*cal.Holiday{named(falls("", time.July, 4), func(h *cal.Holiday) { h.Observed = nearest })}, 2026, 2026,
			[]string{"2026-07-03 (observed)", "2026-07-04"}},
		{"only from the start year", []*cal.Holiday{named(falls("a", time.May, 1), func(h *cal.Holiday) { h.StartYear = 2027 })}, 2026, 2028,
			[]string{"2027-05-01 a", "2028-05-01 a"}},
		{"only to the end year", []*cal.Holiday{named(falls("a", time.May, 1), func(h *cal.Holiday) { h.EndYear = 2027 })}, 2026, 2028,
			[]string{"2026-05-01 a", "2027-05-01 a"}},
		{"not in excepted years", []*cal.Holiday{named(falls("a", time.May, 1), func(h *cal.Holiday) { h.Except = []int{2027, 2029} })}, 2026, 2030,
			[]string{"2026-05-01 a", "2028-05-01 a", "2030-05-01 a"}},
		{"the weekend and the day taken", []*cal.Holiday{named(falls("a", time.July, 4), func(h *cal.Holiday) { h.Observed = nearest })}, 2025, 2027,
			[]string{"2025-07-04 a", "2026-07-03 a (observed)", "2026-07-04 a", "2027-07-04 a", "2027-07-05 a (observed)"}},
		{"observed in the year before", []*cal.Holiday{named(falls("a", time.January, 1), func(h *cal.Holiday) { h.Observed = nearest })}, 2027, 2027,
			[]string{"2027-01-01 a", "2027-12-31 a (observed)"}},
		{"its own date in the year after", []*cal.Holiday{named(falls("a", time.January, 1), func(h *cal.Holiday) { h.Observed = nearest })}, 2028, 2028,
			[]string{"2028-01-01 a"}},
		{"the start year is that of the date, not of the day taken",
			[]*cal.Holiday{named(falls("a", time.January, 1), func(h *cal.Holiday) { h.Observed, h.StartYear = nearest, 2028 })}, 2027, 2027,
			[]string{"2027-12-31 a (observed)"}},
		{"the day after the fourth Thursday",
			[]*cal.Holiday{{Name: "a", Month: time.November, Weekday: time.Thursday, Offset: 4, CalcOffset: 1, Func: cal.CalcWeekdayOffset}}, 2026, 2026,
			[]string{"2026-11-27 a"}},
		{"the second Monday from the end", []*cal.Holiday{{Name: "a", Month: time.May, Weekday: time.Monday, Offset: -2, Func: cal.CalcWeekdayOffset}}, 2026, 2027,
			[]string{"2026-05-18 a", "2027-05-24 a"}},
		{"the Wednesday from November 16", []*cal.Holiday{{Name: "a", Month: time.November, Day: 16, Weekday: time.Wednesday, Offset: 1, Func: cal.CalcWeekdayFrom}}, 2026, 2026,
			[]string{"2026-11-18 a"}},
		{"the Monday after Christmas may be in January",
			[]*cal.Holiday{{Name: "a", Month: time.December, Day: 26, Weekday: time.Monday, Offset: 2, Func: cal.CalcWeekdayFrom}}, 2027, 2027,
			[]string{"2027-01-04 a"}},
		{"western Easter", []*cal.Holiday{{Name: "a", Offset: 1, Func: cal.CalcEasterOffset}}, 2026, 2026, []string{"2026-04-06 a"}},
		{"orthodox Easter", []*cal.Holiday{{Name: "a", Julian: true, Func: cal.CalcEasterOffset}}, 2026, 2026, []string{"2026-04-12 a"}},
		{"orthodox Easter after the twentieth century's leap days end",
			[]*cal.Holiday{{Name: "a", Julian: true, Func: cal.CalcEasterOffset}}, 2100, 2100, []string{"2100-05-02 a"}},
		{"a function that knows the year, and not those around", []*cal.Holiday{{Name: "a", Func: func(*cal.Holiday, int) time.Time {
			return time.Date(2061, time.July, 28, 0, 0, 0, 0, time.UTC)
		}}}, 2061, 2061, []string{"2061-07-28 a"}},
		{"a function of its own", []*cal.Holiday{{Name: "a", Func: func(_ *cal.Holiday, year int) time.Time {
			if year == 2027 {
				return time.Time{}
			}
			return time.Date(year, time.June, 1, 0, 0, 0, 0, time.UTC)
		}}}, 2026, 2028, []string{"2026-06-01 a", "2028-06-01 a"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			days, err := dated.Days(c.list, c.first, c.last)
			if diff := cmp.Diff(c.want, show(t, days, err)); diff != "" {
				t.Error("(-want +got)", diff)
			}
		})
	}
}

// TestDayType pins what a day is made of.
func TestDayType(t *testing.T) {
	days, err := dated.Days([]*cal.Holiday{falls("a", time.May, 1)}, 2026, 2026)
	require.NoError(t, err)
	require.Len(t, days, 1)
	require.Equal(t, calendar.Once(date.New(2026, time.May, 1)), days[0].On)
}

// TestHolidaysStay: a function that writes to its holiday writes to a copy.
func TestHolidaysStay(t *testing.T) {
	h := &cal.Holiday{Name: "a", Month: time.March, Func: func(h *cal.Holiday, year int) time.Time {
		h.Day = year - 2000
		return cal.CalcDayOfMonth(h, year)
	}}
	days, err := dated.Days([]*cal.Holiday{h}, 2020, 2021)
	require.Equal(t, []string{"2020-03-20 a", "2021-03-21 a"}, show(t, days, err))
	require.Zero(t, h.Day)
}

// TestErrors holds all messages against a file, to be read in one place.
func TestErrors(t *testing.T) {
	kiritimati := loadZone(t, "Pacific/Kiritimati")
	one := []*cal.Holiday{falls("New Year's Eve", time.December, 31)}
	var b strings.Builder
	for _, c := range []struct {
		list        []*cal.Holiday
		first, last int
	}{
		{one, 2030, 2026},
		{one, 1899, 2026},
		{one, 2026, 2190},
		{one, 0, 9999},
		{[]*cal.Holiday{nil}, 2026, 2026},
		{[]*cal.Holiday{one[0], {Name: "Picnic"}}, 2026, 2026},
		{[]*cal.Holiday{{Name: "Picnic", Month: time.May, Func: cal.CalcWeekdayOffset}}, 2026, 2026},
		{[]*cal.Holiday{{Name: "Picnic", Offset: 900, Func: cal.CalcEasterOffset}}, 2026, 2026},
		{[]*cal.Holiday{{Name: "Picnic", Month: time.May, Day: 1, CalcOffset: -1000, Func: cal.CalcDayOfMonth}}, 2026, 2026},
		{[]*cal.Holiday{{Name: "Picnic", Month: time.May, Day: 1, Observed: []cal.AltDay{{Day: time.Friday, Offset: 700}}, Func: cal.CalcDayOfMonth}}, 2026, 2026},
		{[]*cal.Holiday{{Name: "Comet", Func: func(*cal.Holiday, int) time.Time { return time.Date(2061, 7, 28, 0, 0, 0, 0, time.UTC) }}}, 2055, 2065},
		{[]*cal.Holiday{{Name: "Eve", Func: func(_ *cal.Holiday, year int) time.Time { return time.Date(year, 12, 31, 0, 0, 0, 0, kiritimati) }}}, 1990, 2000},
		{[]*cal.Holiday{{Name: "Eve", Func: func(_ *cal.Holiday, year int) time.Time { return time.Date(year, 12, 31, 0, 0, 0, 0, kiritimati) }}}, 1995, 1995},
		{[]*cal.Holiday{nil, {Name: "Picnic"}}, 2026, 2026},
	} {
		days, err := dated.Days(c.list, c.first, c.last)
		require.Error(t, err)
		require.Nil(t, days)
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
		require.Equal(t, "dated", field.Package)
		b.WriteString(err.Error() + "\n")
	}
	documenttest.Golden(t, "errors.golden", b.String())
}
