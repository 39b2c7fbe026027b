package calendar_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
)

// TestErrors holds every message in one file, so that a reader can judge them.
func TestErrors(t *testing.T) {
	var b strings.Builder
	show := func(input string, err error) {
		b.WriteString(input + "\n")
		if err == nil {
			b.WriteString("\tno error\n")
			return
		}
		for _, line := range strings.Split(err.Error(), "\n") {
			b.WriteString("\t" + line + "\n")
		}
	}
	for _, text := range []string{
		"", "Mo", "Mo ", "Mo-Fr 9-17", "Mo-Fr 09:00", "Mo-Fr 09:00-17:00,", "Mo-Fr 09:00-25:00", "Mo-Fr 24:00-25:00", "Mo-Fr 09:60-17:00",
		"mo 09:00-17:00", "Montag 09:00-17:00", "Mo-Fr 13:00-12:00", "Mo 09:00-09:00", "Mo 24:00-06:00", "Mo 09:00-17:00; Mo 18:00-19:00",
		"Mo-We,Tu 09:00-17:00", "Mo 09:00-17:00 PH off", "Mo 09:00-17:00 Tu 10:00-11:00", "Mo 09:00 - 17:00", "sunrise-sunset", "24/7; Su off",
		"Mo 09:00-17:00; Jan 10:00-12:00", "Mo\t09:00-17:00;; Tu off", "Mo 09:00-17:00:99", strings.Repeat("Mo,", 50) + "x 1",
	} {
		_, err := calendar.ParseWeek(text)
		show("week "+text, err)
	}
	for _, text := range []string{"", "off, 09:00-10:00", "09:00-10:00;", "24/7", "9:00-10:00"} {
		_, err := calendar.ParseHours(text)
		show("hours "+text, err)
	}
	for _, text := range []string{
		"", "2026-02-30", "2026-1-5", "--02-30", "--13-01", "--5-1", "1850-01-01", "2190-01-01", "easter 1", "easter+0", "easter+400", "sixth monday of may",
		"First Monday of May", "first monday of", "first mon of may", "--07-04 observed", "--07-04 observed su", "--07-04 observed su+9", "--07-04 observed su+1 su+2",
		"2026-07-04 observed su+1", "orthodox easter+", "--07-04 observed su+0",
	} {
		_, err := calendar.ParseDates(text)
		show("dates "+text, err)
	}
	for _, text := range []string{"", "9:00", "24:01", "12", "12:00:60"} {
		_, err := document.ParseClock(text)
		show("clock "+text, err)
	}
	for _, doc := range []string{
		``, `{`, `[]`, `"Berlin"`, `null`, `{} {}`, `{"zone":"UTC"}`, `{"week":"Mo 09:00-10:00"}`, `{"zone":"Local","week":"24/7"}`, `{"zone":"Europe/Atlantis","week":"24/7"}`,
		`{"zone":"","week":"24/7"}`, `{"Zone":"UTC","week":"24/7"}`, `{"zone":"UTC","zone":"UTC","week":"24/7"}`, `{"zone":null,"week":"24/7"}`, `{"zone":5,"week":[]}`,
		`{"zone":"UTC","week":"24/7","version":2}`, `{"zone":"UTC","week":"24/7","days":[{"hours":"09:00-10:00"},{"on":"--02-30"},{"on":"2026-01-01","hours":""},{"when":"2026-01-01"}]}`,
		`{"zone":"UTC","week":"Mo 9-10","days":"none","breaks":[{"on":"2026-02-30","hours":"09:00-10:00"},{"on":"2026-01-01"},{"on":"2026-01-01","hours":"off"},{"on":"1800-01-01","hours":"09:00-10:00"}]}`,
		`{"zone":"UTC","days":[{"on":"2026-01-01","hours":"09:00-10:00"},{"on":"2026-01-01","hours":"11:00-12:00"}]}`,
		`{"zone":"UTC","week":"24/7","days":[{"on":"--01-01","hours":"09:00-10:00"},{"on":"first friday of january","hours":"11:00-12:00"}]}`,
		`{"zone":"Pacific/Apia","days":[{"on":"2011-12-30","hours":"09:00-17:00"}]}`, `{"zone":"UTC","name":"line\nbreak","week":"24/7"}`, "{\"zone\":\"UTC\",\"name\":\"\xff\",\"week\":\"24/7\"}",
		`{"union":[{"zone":"UTC","week":"24/7"}]}`, `{"union":[{"zone":"UTC","week":"24/7"},{"zone":"Mars","week":"24/7"}],"intersect":[]}`,
		`{"union":[{"zone":"UTC","week":"24/7"},{"zone":"Mars","week":"25/7"}]}`, `{"week":"24/7","union":[{"zone":"UTC","week":"24/7"},{"zone":"UTC","week":"24/7"}]}`,
		`{"zone":"Mars","subtract":[{"zone":"UTC","week":"24/7"},{"zone":"UTC","week":"24/7"}]}`,
		strings.Repeat(`{"union":[`, 300) + strings.Repeat(`]}`, 300),
		strings.Repeat(`{"union":[{"zone":"UTC","week":"24/7"},`, 60) + `{"zone":"UTC","week":"24/7"}` + strings.Repeat(`]}`, 60),
	} {
		_, err := calendar.Parse([]byte(doc))
		if len(doc) > 400 {
			doc = doc[:40] + "..."
		}
		show(strings.ToValidUTF8(doc, "\\xff"), err)
	}
	for name, c := range map[string]calendar.Config{"config": {
		Zone: time.FixedZone("Europe/Berlin", 3600), Name: "bell\a",
		Week:   calendar.Week{time.Monday: {{Open: -clock.Hour, Close: clock.Hour}}, time.Sunday: {{Open: 0, Close: 25 * clock.Hour}}},
		Days:   []calendar.Day{{On: calendar.NthWeekday(7, time.Monday, time.May)}, {On: calendar.Yearly(13, 1)}, {On: calendar.Easter(1), Hours: calendar.Hours{{Open: 1, Close: clock.Hour}}}},
		Breaks: []calendar.Break{{On: date.New(2026, 1, 1), Hours: calendar.Hours{{}}}, {}},
	}} {
		_, err := calendar.New(c)
		show(name, err)
	}
	_, err := calendar.New(calendar.Config{})
	show("no config", err)
	_, err = calendar.Union(nil, calendar.Always())
	show("union of nil", err)
	_, err = calendar.Always().InZone(time.UTC)
	show("plain calendar in another zone", err)
	_, err = calendar.Always().WithName("\xff")
	show("named", err)
	office := mustParse(t, `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`)
	_, err = office.Add(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), 1<<63-1)
	show("add", err)
	_, err = office.Sub(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Hour)
	show("sub", err)
	_, err = office.AddDays(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), 1<<30)
	show("add days", err)
	documenttest.Golden(t, "errors.golden", b.String())
}

// TestErrorsInOrder: what is wrong with each day comes before what is wrong with
// several of them, and the second value of a field that is there twice is not looked at.
func TestErrorsInOrder(t *testing.T) {
	const open = `{"zone":"UTC","week":"24/7"}`
	for _, c := range []struct {
		doc   string
		paths []string
	}{
		{`{"zone":"UTC","week":"24/7","days":[{"hours":"09:00-10:00"},{"on":"2026-01-01","hours":"09:00-10:00"},{"on":"2026-01-01","hours":"11:00-12:00"}]}`, []string{"days[0].on", "days"}},
		{`{"union":[` + open + `,` + open + `],"union":[{},5]}`, []string{"union"}},
	} {
		_, err := calendar.Parse([]byte(c.doc))
		require.Error(t, err)
		var paths []string
		for _, line := range strings.Split(err.Error(), "\n") {
			paths = append(paths, strings.Split(line, ": ")[1])
		}
		require.Equal(t, c.paths, paths, err)
	}
}

// TestTypedErrors shows what a caller can branch on.
func TestTypedErrors(t *testing.T) {
	_, err := calendar.Parse([]byte(`{"zone":"UTC","week":"24/7","days":[{"on":"--05-01"},{"on":"x"}]}`))
	var field *document.FieldError
	require.ErrorAs(t, err, &field)
	require.Equal(t, "days[1].on", field.Path)
	_, err = calendar.New(calendar.Config{Zone: time.UTC})
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	require.ErrorAs(t, err, &field)
	require.Equal(t, "week", field.Path)
	require.True(t, errors.Is(field, calendar.ErrNeverOpen))
}

// TestFixedZones takes the zones of the database that never change, and no
// others.
func TestFixedZones(t *testing.T) {
	for _, name := range []string{"UTC", "Etc/UTC", "Etc/GMT+5", "Etc/GMT-14", "GMT", "Zulu"} {
		_, err := calendar.New(calendar.Config{Zone: loadZone(t, name), Week: calendar.MustWeek("24/7")})
		require.NoError(t, err, name)
	}
	for _, zone := range []*time.Location{time.Local, time.FixedZone("CET", 3600), time.FixedZone("UTC", 3600), time.FixedZone("Etc/GMT+5", 5*3600), time.FixedZone("", 0), nil} {
		_, err := calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("24/7")})
		require.Error(t, err, "%v", zone)
	}
}

// TestFingerprint pins the fingerprint of a calendar that uses everything: it
// must never change.
func TestFingerprint(t *testing.T) {
	doc := `{"name":"Ünï <desk> & co","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30; Sa 22:00-04:00",
		"days":[{"on":"2026-12-24","hours":"09:00-12:00","name":"Christmas Eve"},{"on":"--05-01","name":"Labour Day"},
		{"on":"first monday of september"},{"on":"easter+1"},{"on":"orthodox easter"},{"on":"--07-04 observed sa-1 su+1"}],
		"breaks":[{"on":"2026-01-08","hours":"10:00-11:30","name":"all hands"}]}`
	cal := mustParse(t, doc)
	require.Equal(t, "2e4468a71f6c0ad2814a4982d81f52a227e94976e66e82b7e1fac496f62e2d1e", cal.Fingerprint())
	nested, err := calendar.Subtract(cal, mustParse(t, `{"zone":"UTC","union":[{"zone":"Asia/Tokyo","week":"24/7"},{"zone":"UTC","days":[{"on":"2026-01-01","hours":"00:00-24:00"}]}]}`))
	require.NoError(t, err)
	nested, err = nested.WithName("rest")
	require.NoError(t, err)
	require.Equal(t, "d484888236d45a417f492b36f8bb3f09092e8ab97edc6e65604baddd29392d49", nested.Fingerprint())
	documenttest.Golden(t, "canonical.golden", text(t, cal)+"\n"+text(t, nested)+"\n"+cal.String()+"\n"+nested.String()+"\n")
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// TestEqualHoweverWritten compares calendars that say the same in other words.
func TestEqualHoweverWritten(t *testing.T) {
	for _, pair := range [][2]string{
		{`{"zone":"UTC","week":"Mo-Fr 09:00-17:00"}`, `{"version":1,"zone":"UTC","week":"Mo 09:00-12:00,12:00-17:00; Tu-Fr 10:00-17:00,09:00-11:00; Sa,Su off"}`},
		{`{"zone":"UTC","week":"24/7"}`, `{"zone":"UTC","week":"Mo-Su 00:00-24:00"}`},
		{`{"zone":"UTC","week":"Fr-Mo 20:00-24:00"}`, `{"zone":"UTC","week":"Mo,Fr-Su 20:00-00:00;"}`},
		{`{"zone":"UTC","week":"24/7","days":[{"on":"2026-01-01"},{"on":"2026-01-02"}]}`, `{"zone":"UTC","week":"24/7","days":[{"on":"2026-01-02"},{"on":"2026-01-01","hours":"off"},{"on":"2026-01-02"}]}`},
		{`{"zone":"UTC","week":"24/7","days":[{"on":"--01-01"},{"on":"easter"}]}`, `{"zone":"UTC","week":"24/7","days":[{"on":"easter"},{"on":"--01-01"},{"on":"easter"}]}`},
		{`{"zone":"UTC","week":"24/7","breaks":[{"on":"2026-01-01","hours":"09:00-11:00"}]}`, `{"zone":"UTC","week":"24/7","breaks":[{"on":"2026-01-01","hours":"10:00-11:00"},{"on":"2026-01-01","hours":"09:00-10:00"}]}`},
		{`{"zone":"UTC","week":"24/7","days":[{"on":"2026-01-01","name":"a"},{"on":"2026-01-01","name":"b"}]}`, `{"zone":"UTC","week":"24/7","days":[{"on":"2026-01-01","name":"b"},{"on":"2026-01-01","name":"a"},{"on":"2026-01-01"},{"on":"2026-01-01","name":"b"}]}`},
		{`{"zone":"UTC","week":"Mo 00:00-24:00,22:00-06:00"}`, `{"zone":"UTC","week":"Mo 00:00-20:00,13:00-06:00"}`},
	} {
		a, b := mustParse(t, pair[0]), mustParse(t, pair[1])
		require.True(t, a.Equal(b), "%s\n%s", text(t, a), text(t, b))
		require.Equal(t, a.Fingerprint(), b.Fingerprint())
		require.Equal(t, text(t, a), text(t, b))
	}
	a := mustParse(t, `{"zone":"UTC","week":"24/7"}`)
	for _, other := range []string{`{"zone":"Etc/UTC","week":"24/7"}`, `{"name":"x","zone":"UTC","week":"24/7"}`, `{"zone":"UTC","week":"Mo-Sa 00:00-24:00"}`} {
		require.False(t, a.Equal(mustParse(t, other)), other)
	}
	require.False(t, a.Equal(nil))
	require.True(t, (*calendar.Calendar)(nil).Equal(nil))
}

// TestRoundTrip checks that what is written is read back as the same, for
// random calendars, weeks, hours and dates.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(t, rt)
		doc := text(t, cal)
		var back calendar.Calendar
		require.NoError(rt, json.Unmarshal([]byte(doc), &back), doc)
		require.Equal(rt, doc, text(t, &back))
		require.True(rt, cal.Equal(&back))
		a, b := drawInstant(rt, "a"), drawInstant(rt, "b")
		require.Equal(rt, cal.Between(a, b), back.Between(a, b))

		config := drawConfig(rt, time.UTC, time.Unix(1_770_000_000, 0))
		again, err := calendar.ParseWeek(config.Week.String())
		require.NoError(rt, err)
		require.Equal(rt, config.Week.String(), again.String())
		for _, day := range config.Days {
			same, err := calendar.ParseDates(day.On.String())
			require.NoError(rt, err)
			require.Equal(rt, day.On, same)
			if len(day.Hours) > 0 {
				hours, err := calendar.ParseHours(day.Hours.String())
				require.NoError(rt, err)
				require.Equal(rt, day.Hours.String(), hours.String())
			}
		}
	})
	for _, v := range []any{calendar.MustWeek("Mo 09:00-17:00"), calendar.MustHours("22:00-06:00"), calendar.Easter(-2), calendar.Day{On: calendar.Yearly(5, 1), Name: "x"}, calendar.Break{On: date.New(2026, 1, 1), Hours: calendar.MustHours("09:00-10:00")}} {
		require.NotContains(t, text(t, v), "null")
	}
	for _, v := range []any{calendar.Dates{}, calendar.Hours{{}}, calendar.Week{{{}}}} {
		_, err := json.Marshal(v)
		require.Error(t, err, "%#v", v)
	}
	var used calendar.Calendar
	require.NoError(t, json.Unmarshal([]byte(`{"zone":"UTC","week":"24/7"}`), &used))
	require.Error(t, json.Unmarshal([]byte(`{"zone":"UTC","week":"24/7"}`), &used))
}

// TestWeekText checks what a week is printed as.
func TestWeekText(t *testing.T) {
	for in, want := range map[string]string{
		"Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00; Su off": "Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00",
		"Mo ,We\t, Fr 09:00-17:00":                              "Mo,We,Fr 09:00-17:00",
		"Tu,Mo 09:00-17:00":                                     "Mo,Tu 09:00-17:00",
		"Mo,We,Fr 09:00-12:00; Tu,Th 13:00-17:00":               "Mo,We,Fr 09:00-12:00; Tu,Th 13:00-17:00",
		"Sa-Tu 22:00-06:00":                                     "Mo,Tu,Sa,Su 22:00-06:00",
		"Mo-Su 00:00-24:00":                                     "24/7",
		"off":                                                   "off",
		"  Mo - Fr 09:00-17:00":                                 "",
		" Mo-Fr  09:00-17:00 , 18:00-19:00 ; ":                  "Mo-Fr 09:00-17:00,18:00-19:00",
		"Mo 09:00:30-17:00:00":                                  "Mo 09:00:30-17:00",
		"Mo 20:00-00:00":                                        "Mo 20:00-24:00",
	} {
		week, err := calendar.ParseWeek(in)
		if want == "" {
			require.Error(t, err, in)
			continue
		}
		require.NoError(t, err, in)
		require.Equal(t, want, week.String(), in)
	}
}

// TestSummaryCounts: the line of a calendar counts its days and breaks.
func TestSummaryCounts(t *testing.T) {
	for days, want := range map[string]string{``: "24/7 UTC", `{"on":"--01-01"}`: "24/7 UTC, 1 day", `{"on":"--01-01"},{"on":"--05-01"}`: "24/7 UTC, 2 days"} {
		require.Equal(t, want, mustParse(t, `{"zone":"UTC","week":"24/7","days":[`+days+`]}`).String())
	}
}

// TestDates names known dates.
func TestDates(t *testing.T) {
	for text, want := range map[string][]string{
		"easter":                     {"2024-03-31", "2025-04-20", "2026-04-05"},
		"easter-2":                   {"2024-03-29", "2025-04-18", "2026-04-03"},
		"orthodox easter":            {"2024-05-05", "2025-04-20", "2026-04-12"},
		"first monday of september":  {"2024-09-02", "2025-09-01", "2026-09-07"},
		"last friday of november":    {"2024-11-29", "2025-11-28", "2026-11-27"},
		"fifth sunday of march":      {"2024-03-31", "2025-03-30", "2026-03-29"},
		"fifth monday of may":        {"", "", ""},
		"--02-29":                    {"2024-02-29", "", ""},
		"--07-04 observed sa-1 su+1": {"2024-07-04", "2025-07-04", "2026-07-03"},
		"--01-01 observed sa-1":      {"2024-01-01", "2025-01-01", "2026-01-01"},
		"--12-26 observed sa+2 su+2": {"2024-12-26", "2025-12-26", "2026-12-28"},
	} {
		d, err := calendar.ParseDates(text)
		require.NoError(t, err)
		require.Equal(t, text, d.String())
		for i, year := range []int{2024, 2025, 2026} {
			on, ok := d.In(year)
			require.Equal(t, want[i] != "", ok, "%s in %d", text, year)
			if ok {
				require.Equal(t, want[i], on.String(), "%s in %d", text, year)
			}
		}
	}
	for _, d := range []calendar.Dates{calendar.Yearly(0, 1), calendar.Yearly(13, 1), calendar.Yearly(5, 0), calendar.Yearly(5, -365), calendar.Yearly(5, 32), calendar.Yearly(-5, 1)} {
		_, err := calendar.New(calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("24/7"), Days: []calendar.Day{{On: d}}})
		require.ErrorContains(t, err, "days[0]", "%#v", d)
	}
	// A new year's day observed on Friday lies in the year before.
	cal := mustParse(t, `{"zone":"UTC","week":"24/7","days":[{"on":"--01-01 observed sa-1"}]}`)
	require.False(t, cal.IsOpen(time.Date(2021, 12, 31, 12, 0, 0, 0, time.UTC)))
	require.True(t, cal.IsOpen(time.Date(2022, 1, 1, 12, 0, 0, 0, time.UTC)))
}

// TestEaster compares every Easter of the supported range with Gauss's rule, with its two
// exceptions, and the Julian one with the same rule without centuries.
func TestEaster(t *testing.T) {
	western, err := calendar.ParseDates("easter")
	require.NoError(t, err)
	orthodox, err := calendar.ParseDates("orthodox easter")
	require.NoError(t, err)
	gauss := func(year, m, n int) int {
		a, b, c := year%19, year%4, year%7
		d := (19*a + m) % 30
		e := (2*b + 4*c + 6*d + n) % 7
		if d == 29 && e == 6 || d == 28 && e == 6 && (11*m+11)%30 < 19 {
			e -= 7
		}
		return 22 + d + e
	}
	for year := 1900; year < 2190; year++ {
		k := year / 100
		on, ok := western.In(year)
		require.True(t, ok)
		require.Equal(t, date.New(year, time.March, gauss(year, (15-(13+8*k)/25+k-k/4)%30, (4+k-k/4)%7)), on, year)
		on, ok = orthodox.In(year)
		require.True(t, ok)
		a, b, c := year%19, year%4, year%7
		d := (19*a + 15) % 30
		require.Equal(t, date.New(year, time.March, 22+d+(2*b+4*c+6*d+6)%7+k-k/4-2), on, year)
	}
}

// TestStrictDocuments shows how documents that embed calendars are read.
func TestStrictDocuments(t *testing.T) {
	var desk struct {
		Name     string             `json:"name"`
		Calendar *calendar.Calendar `json:"calendar"`
		Since    date.Date          `json:"since"`
		Cutoff   clock.Clock        `json:"cutoff"`
		At       time.Time          `json:"at"`
		Pad      time.Duration      `json:"pad"`
		Limits   map[string]int     `json:"limits"`
		Share    float64            `json:"share"`
		Open     bool               `json:"open"`
		Hidden   string             `json:"-"`
	}
	require.NoError(t, document.Unmarshal("crm", []byte(`{"name":"x","calendar":{"zone":"UTC","week":"24/7"},"since":"2026-01-05","cutoff":"14:00",
		"at":"2026-01-05T09:00:00+01:00","pad":"1h30m","limits":{"a":1},"share":0.5,"open":true}`), &desk))
	require.Equal(t, date.New(2026, 1, 5), desk.Since)
	require.Equal(t, 14*clock.Hour, desk.Cutoff)
	require.Equal(t, 90*time.Minute, desk.Pad)
	require.Equal(t, map[string]int{"a": 1}, desk.Limits)
	err := document.Unmarshal("crm", []byte(`{"Name":"x","hidden":"y","calendar":{"zone":"UTC","week":"Mo"},"since":"2026-02-30","cutoff":"25:00",
		"at":"yesterday","pad":90,"limits":{"a":"b","a":1},"share":"half","open":1}`), &desk)
	documenttest.Golden(t, "strict.golden", err.Error()+"\n")
}
