package calendar_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
)

// TestBusinessDayHasOpenTime shows what leaves a date of a plain calendar a
// business day and what does not.
func TestBusinessDayHasOpenTime(t *testing.T) {
	day := func(text string) date.Date {
		at, err := time.Parse(time.DateOnly, text)
		require.NoError(t, err)
		return date.NewAt(at)
	}
	const office = `"week":"Mo-Fr 09:00-12:00,13:00-17:00"`
	const nights = `"week":"Mo-Fr 22:00-06:00"`
	const friday = "2026-02-13"
	for _, c := range []struct {
		name, zone, hours, breaks, on string
		want                          bool
	}{
		{"no break", "Europe/Berlin", office, ``, friday, true},
		{"a whole date", "Europe/Berlin", office, `{"on":"2026-02-13","hours":"00:00-24:00"}`, friday, false},
		{"the very hours, by one break", "Europe/Berlin", office, `{"on":"2026-02-13","hours":"09:00-12:00,13:00-17:00"}`, friday, false},
		{"the very hours, by several breaks", "Europe/Berlin", office,
			`{"on":"2026-02-13","hours":"08:00-10:00","name":"a"},{"on":"2026-02-13","hours":"09:30-16:00","name":"b"},{"on":"2026-02-13","hours":"16:00-17:00"}`, friday, false},
		{"all but one second", "Europe/Berlin", office, `{"on":"2026-02-13","hours":"00:00-16:59:59"}`, friday, true},
		{"all but the first second", "Europe/Berlin", office, `{"on":"2026-02-13","hours":"09:00:01-24:00"}`, friday, true},
		{"the evening of a night, the tail is left", "Europe/Berlin", nights, `{"on":"2026-02-13","hours":"12:00-24:00"}`, friday, true},
		{"the tail of a night, the evening is left", "Europe/Berlin", nights, `{"on":"2026-02-14","hours":"00:00-12:00"}`, friday, true},
		{"evening and tail, by one break", "Europe/Berlin", nights, `{"on":"2026-02-13","hours":"20:00-07:00"}`, friday, false},
		{"evening and tail, by breaks of two dates", "Europe/Berlin", nights, `{"on":"2026-02-13","hours":"20:00-24:00"},{"on":"2026-02-14","hours":"00:00-06:00"}`, friday, false},
		{"the whole date, but not the tail of its night", "Europe/Berlin", nights, `{"on":"2026-02-13","hours":"00:00-24:00"}`, friday, true},
		{"the break of the night before reaches into the hours", "Europe/Berlin", `"week":"Mo-Fr 02:00-06:00"`, `{"on":"2026-02-12","hours":"20:00-06:00"}`, friday, false},
		{"the tail of the night before is no hour of the date", "Europe/Berlin", `"week":"Th 22:00-06:00"`, ``, friday, false},
		{"a closed day, the tail of the night before is open", "Europe/Berlin", nights + `,"days":[{"on":"2026-02-13"}]`, ``, friday, false},
		{"a closed day takes its own tail alone", "Europe/Berlin", nights + `,"days":[{"on":"2026-02-13"}]`, ``, "2026-02-12", true},
		{"hours of the date, taken away", "Europe/Berlin", office + `,"days":[{"on":"2026-02-13","hours":"10:00-11:00"}]`, `{"on":"2026-02-13","hours":"10:00-11:00"}`, friday, false},
		{"hours that the clock jumps over", "America/New_York", `"week":"Mo-Su 02:15-02:45"`, ``, "2026-03-08", false},
		{"hours of which the clock jumps over a part", "America/New_York", `"week":"Mo-Su 01:59:59-02:45"`, ``, "2026-03-08", true},
		{"what the clock leaves of the hours, taken away", "America/New_York", `"week":"Mo-Su 01:30-02:30"`, `{"on":"2026-03-08","hours":"01:30-02:00"}`, "2026-03-08", false},
		{"an hour that comes twice, taken away", "America/New_York", `"week":"Mo-Su 01:00-02:00"`, `{"on":"2026-11-01","hours":"01:00-02:00"}`, "2026-11-01", false},
		{"an hour that comes twice, taken away up to its first coming", "America/New_York", `"week":"Mo-Su 01:00-02:00"`, `{"on":"2026-11-01","hours":"01:00-01:59:59"}`, "2026-11-01", true},
		{"a skipped date", "Pacific/Apia", `"week":"24/7"`, ``, "2011-12-30", false},
		{"hours beyond the supported range", "America/New_York", `"week":"Mo-Su 20:00-23:00"`, ``, "2189-12-31", false},
		{"hours up to the end of the supported range", "America/New_York", `"week":"Mo-Su 18:59:59-23:00"`, ``, "2189-12-31", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			cal := mustParse(t, fmt.Sprintf(`{"zone":%q,%s,"breaks":[%s]}`, c.zone, c.hours, c.breaks))
			on := day(c.on)
			require.Equal(t, c.want, cal.IsBusinessDay(on))
			counted := 0
			if c.want {
				counted = 1
			}
			require.Equal(t, c.want, len(cal.OpenOn(on)) > 0 && cal.At(on, 0).Before(cal.At(on+1, 0)))
			require.Equal(t, counted, cal.DaysBetween(cal.At(on, 0), cal.At(on+1, 0)))
			next, err := cal.BusinessDay(on, 0)
			if on < day("2189-12-31") {
				require.NoError(t, err)
				require.Equal(t, c.want, next == on)
			}
		})
	}
}

// TestBreaksTakeBusinessDays counts business days over closures that are breaks:
// the same as over closed days.
func TestBreaksTakeBusinessDays(t *testing.T) {
	shutdown := func(form string) *calendar.Calendar {
		doc := `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","` + form + `":[`
		sep := ""
		for d := date.New(2026, time.December, 24); d < date.New(2027, time.January, 4); d++ {
			hours := map[string]string{"days": ``, "breaks": `,"hours":"00:00-24:00"`}[form]
			doc += fmt.Sprintf(`%s{"on":%q%s}`, sep, d.String(), hours)
			sep = ","
		}
		return mustParse(t, doc+`]}`)
	}
	from := time.Date(2026, time.December, 23, 10, 0, 0, 0, loadZone(t, "Europe/Berlin"))
	var answers [][]string
	for _, form := range []string{"days", "breaks"} {
		cal := shutdown(form)
		var list []string
		for _, n := range []int{-3, -1, 1, 2, 3} {
			u, err := cal.AddDays(from, n)
			require.NoError(t, err)
			list = append(list, u.Format("2006-01-02 15:04"))
		}
		list = append(list, fmt.Sprint(cal.DaysBetween(from, from.AddDate(0, 1, 0))))
		answers = append(answers, list)
	}
	want := []string{"2026-12-18 10:00", "2026-12-22 10:00", "2027-01-04 10:00", "2027-01-05 10:00", "2027-01-06 10:00", "16"}
	if diff := cmp.Diff([][]string{want, want}, answers); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestComposedBusinessDays shows that a composed calendar combines the answers
// of its parts and does not look at its own open time.
func TestComposedBusinessDays(t *testing.T) {
	const open = `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`
	const broken = `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","breaks":[{"on":"2026-02-13","hours":"08:00-18:00"}]}`
	const evening = `{"zone":"Europe/Berlin","week":"Mo-Fr 18:00-19:00"}`
	friday := date.New(2026, time.February, 13)
	for doc, want := range map[string]bool{
		`{"union":[` + open + `,` + broken + `]}`:                                 true,
		`{"union":[` + broken + `,` + broken + `]}`:                               false,
		`{"intersect":[` + open + `,` + broken + `]}`:                             false,
		`{"intersect":[` + open + `,` + evening + `]}`:                            true, // and never open
		`{"subtract":[` + open + `,` + open + `]}`:                                true, // and never open
		`{"subtract":[` + broken + `,` + evening + `]}`:                           false,
		`{"subtract":[` + open + `,` + broken + `]}`:                              true,
		`{"union":[{"intersect":[` + open + `,` + broken + `]},` + evening + `]}`: true,
	} {
		require.Equal(t, want, mustParse(t, doc).IsBusinessDay(friday), doc)
	}
}

// TestClosureAllDay shows which closures are the date of a day without hours.
func TestClosureAllDay(t *testing.T) {
	const nights = `{"name":"n","zone":"Europe/Berlin","week":"Mo-Fr 22:00-06:00","days":[{"on":"2026-02-13","name":"off"}],
		"breaks":[{"on":"2026-02-13","hours":"02:00-03:00","name":"b"},{"on":"2026-02-16","hours":"00:00-24:00"}]}`
	const off = `{"zone":"Europe/Berlin","week":"24/7","days":[{"on":"2026-02-13"}]}`
	const tokyo = `{"zone":"Asia/Tokyo","week":"24/7","days":[{"on":"2026-02-13"}]}`
	berlin := func(day, hour int) time.Time {
		return time.Date(2026, time.February, day, hour, 0, 0, 0, loadZone(t, "Europe/Berlin"))
	}
	for _, c := range []struct {
		name, doc string
		from, to  time.Time
		want      []string
	}{
		{"a plain calendar", nights, berlin(12, 0), berlin(17, 0), []string{
			"13 02:00 13 03:00 off true", "13 02:00 13 03:00 b false", "13 06:00 14 00:00 off true", "16 00:00 17 00:00  false",
		}},
		{"clipped", nights, berlin(13, 1), berlin(17, 0), []string{
			"13 02:00 13 03:00 off false", "13 02:00 13 03:00 b false", "13 06:00 14 00:00 off false", "16 00:00 17 00:00  false",
		}},
		{"clipped at its end", off, berlin(12, 0), berlin(13, 12), []string{"13 00:00 13 12:00  false"}},
		{"up to the closed date, and no further", off, berlin(12, 0), berlin(13, 0), nil},
		{"from its end on", off, berlin(14, 0), berlin(15, 0), nil},
		{"long before 1970", `{"zone":"Europe/Berlin","week":"Mo-Su 09:00-17:00","days":[{"on":"1950-02-13"}]}`, berlin(12, 0).AddDate(-76, 0, 0), berlin(16, 0).AddDate(-76, 0, 0), []string{"13 00:00 14 00:00  true"}},
		{"less the tail of a night that runs every day", `{"zone":"Europe/Berlin","week":"Mo-Su 22:00-06:00","days":[{"on":"2026-02-13"}]}`, berlin(11, 0), berlin(16, 0), []string{"13 06:00 14 00:00  true"}},
		{"just so", off, berlin(13, 0), berlin(14, 0), []string{"13 00:00 14 00:00  true"}},
		{"both parts", `{"intersect":[` + off + `,` + off + `]}`, berlin(12, 0), berlin(15, 0), []string{"13 00:00 14 00:00  true", "13 00:00 14 00:00  true"}},
		{"another part is open", `{"union":[` + off + `,` + nights + `]}`, berlin(13, 0), berlin(14, 0), []string{
			"13 02:00 13 03:00  false", "13 02:00 13 03:00 n: off false", "13 02:00 13 03:00 n: b false", "13 06:00 14 00:00  false", "13 06:00 14 00:00 n: off false",
		}},
		{"another part has another date", `{"intersect":[` + off + `,` + tokyo + `]}`, berlin(12, 0), berlin(15, 0), []string{"12 16:00 13 16:00  false", "13 00:00 14 00:00  true"}},
		{"subtracted", `{"subtract":[{"zone":"Europe/Berlin","week":"24/7"},{"name":"outage","zone":"Europe/Berlin","days":[{"on":"2026-02-13","hours":"00:00-24:00"}]}]}`,
			berlin(12, 0), berlin(15, 0), []string{"13 00:00 14 00:00 outage false"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range mustParse(t, c.doc).Closures(c.from, c.to) {
				got = append(got, fmt.Sprintf("%s %s %s %v", x.From.Format("02 15:04"), x.To.Format("02 15:04"), x.Name, x.AllDay))
				doc, err := json.Marshal(x)
				require.NoError(t, err)
				var back calendar.Closure
				require.NoError(t, json.Unmarshal(doc, &back))
				require.Equal(t, x.AllDay, back.AllDay, string(doc))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
