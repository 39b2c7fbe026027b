package calendar_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
)

// Hours beat closed where a day shifted out of the year before meets one of
// this year.
func TestHoursBeatClosedAcrossNewYear(t *testing.T) {
	cal := mustParse(t, `{"zone":"UTC","week":"Mo-Fr 09:00-17:00","days":[
		{"on":"--12-31 observed su+1"},{"on":"--01-01","hours":"10:00-12:00"}]}`) // 2028-12-31 is a Sunday
	require.True(t, cal.IsOpen(time.Date(2029, time.January, 1, 11, 0, 0, 0, time.UTC)))
	require.True(t, cal.IsBusinessDay(date.New(2029, time.January, 1)))
}

// A date that the zone of a composed calendar skips is no business day, even if
// a part has it.
func TestUnionOverASkippedDate(t *testing.T) {
	apia, berlin := mustParse(t, `{"zone":"Pacific/Apia","week":"Mo-Fr 09:00-17:00"}`), mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`)
	both, err := calendar.Union(apia, berlin)
	require.NoError(t, err)
	require.False(t, both.IsBusinessDay(date.New(2011, time.December, 30)))
	other, err := calendar.Union(berlin, apia)
	require.NoError(t, err)
	require.True(t, other.IsBusinessDay(date.New(2011, time.December, 30)))
}

// Fixed zones pass only under the very names of the database.
func TestZonesThatOnlyLookNamed(t *testing.T) {
	for name, hours := range map[string]int{"Etc/GMT5": -5, "Etc/GMT+5 whatever": -5, "Etc/GMT+05": -5, "Etc/GMT-99": 99, "Etc/GMT+13": -13, "Etc/GMT+5": 5} {
		_, err := calendar.New(calendar.Config{Zone: time.FixedZone(name, hours*3600), Week: calendar.MustWeek("24/7")})
		require.Error(t, err, name)
	}
	for name, hours := range map[string]int{"Etc/GMT+5": -5, "Etc/GMT-14": 14, "Etc/GMT+12": -12} {
		_, err := calendar.New(calendar.Config{Zone: time.FixedZone(name, hours*3600), Week: calendar.MustWeek("24/7")})
		require.NoError(t, err, name)
	}
}

// A zone made from a file counts by its name: what lies beside the zones on some machines
// is none, nor is another way to write a path. A path of one's own is.
func TestZonesFromFiles(t *testing.T) {
	counts := []byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 8}
	file := append(append([]byte("TZif"), make([]byte, 16)...), counts...)
	file = append(file, 0, 0, 0, 0, 1)                          // one change, in 1970, to the second of two offsets:
	file = append(file, 0, 0, 14, 16, 0, 0, 0, 0, 28, 32, 0, 4) // one hour and two hours
	file = append(file, "AAA\x00BBB\x00"...)
	for name, want := range map[string]bool{
		"Europe/Berlin": true, "/opt/zones/plant": true, "posix/Europe/Berlin": false, "right/Europe/Berlin": false, "posix/../right": false,
		"Europe//Berlin": false, "./Europe/Berlin": false, "Europe/../Europe/Berlin": false, "localtime": false, "posixrules": false, "Factory": false,
	} {
		zone, err := time.LoadLocationFromTZData(name, file)
		require.NoError(t, err)
		_, err = calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("24/7")})
		require.Equal(t, want, err == nil, "%s: %v", name, err)
	}
}

// The least Duration goes the other way, like every negative one.
func TestLeastDuration(t *testing.T) {
	cal := mustParse(t, `{"zone":"UTC","days":[{"on":"2020-01-01","hours":"09:00-10:00"}]}`)
	after := time.Date(2021, time.January, 1, 0, 0, 0, 0, time.UTC)
	_, err := cal.Sub(after, math.MinInt64)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	_, err = cal.Add(after, math.MinInt64)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
}

// Recurring days are merged as dated ones are, so that equal calendars have
// equal fingerprints and no name is lost.
func TestRecurringDaysMerge(t *testing.T) {
	same := func(a, b string) {
		require.Equal(t, mustParse(t, a).Fingerprint(), mustParse(t, b).Fingerprint(), "%s\n%s", a, b)
	}
	doc := func(days string) string { return `{"zone":"UTC","week":"24/7","days":[` + days + `]}` }
	same(doc(`{"on":"--05-01","hours":"10:00-12:00"}`), doc(`{"on":"--05-01"},{"on":"--05-01","hours":"10:00-12:00"}`))
	same(doc(`{"on":"--05-01","name":"x"}`), doc(`{"on":"--05-01"},{"on":"--05-01","name":"x"}`))
	cal := mustParse(t, doc(`{"on":"--05-01","name":"Party"},{"on":"--05-01"},{"on":"--05-01","name":"Labour Day"},{"on":"--05-01","name":"Party"}`))
	require.Equal(t, []string{"Labour Day, Party"}, cal.NamesOn(date.New(2026, time.May, 1)))
	_, err := calendar.Parse([]byte(doc(`{"on":"easter","hours":"10:00-12:00"},{"on":"easter","hours":"13:00-14:00"}`)))
	require.ErrorContains(t, err, "days: duplicate hours for easter")
}

// A union of many parts is worked out at once, and dates with too many windows
// are refused, so that a small document cannot ask for much memory.
func TestManyParts(t *testing.T) {
	var parts []*calendar.Calendar
	for i := range 1000 {
		parts = append(parts, mustParse(t, fmt.Sprintf(`{"zone":"UTC","week":"Mo-We %02d:%02d:00-%02d:%02d:30"}`, i/60, i%60, i/60, i%60)))
	}
	all, err := calendar.Union(parts[0], parts[1], parts[2:]...)
	require.NoError(t, err)
	monday := time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)
	require.Equal(t, 1000*30*time.Second, all.Between(monday, monday.AddDate(0, 0, 1)))
	_, err = calendar.ParseWeek("Mo " + strings.Repeat("09:00-10:00,", 199) + "09:00-10:00")
	require.NoError(t, err)
	_, err = calendar.New(calendar.Config{Zone: time.UTC, Week: calendar.Week{make(calendar.Hours, 201)}})
	require.ErrorContains(t, err, "calendar: week: su: must have at most 200 windows on a date, got 201")
}

// Only blanks and tabs may stand around the text of a week.
func TestWeekTextIsStrict(t *testing.T) {
	for _, text := range []string{"24/7\n", "24/7\u00a0", "off\u2003", "\u00a024/7", "24/7;", "Mo 09:00-10:00\n"} {
		_, err := calendar.ParseWeek(text)
		require.Error(t, err, "%q", text)
	}
	for _, text := range []string{" 24/7 ", "off\t"} {
		_, err := calendar.ParseWeek(text)
		require.NoError(t, err, "%q", text)
	}
}

// A clock with one wrong character, wherever it stands, is refused and quoted.
func TestClockTextIsStrict(t *testing.T) {
	for _, right := range []string{"09:00", "23:59", "09:00:30"} {
		require.NoError(t, weekOf(right), right)
		for i := range len(right) {
			for _, wrong := range "x:/;. " {
				if rune(right[i]) == wrong {
					continue
				}
				text := right[:i] + string(wrong) + right[i+1:]
				require.Error(t, weekOf(text), "%q", text)
				_, err := document.ParseClock(text)
				require.Error(t, err, "%q", text)
			}
			require.Error(t, weekOf(right[:i]+right[i+1:]), "%q without its character %d", right, i)
		}
	}
}

func weekOf(opening string) error {
	_, err := calendar.ParseWeek("Mo " + opening + "-24:00")
	return err
}

// An instant in a zone whose offset has seconds survives JSON: RFC 3339 has no
// place for them, so that it is written in UTC.
func TestSpanJSON(t *testing.T) {
	cal := mustParse(t, `{"zone":"Africa/Monrovia","week":"Mo-Su 09:00-17:00","days":[{"on":"1971-06-02","name":"Holiday"}]}`)
	from := cal.At(date.New(1971, time.June, 1), 0)
	span := cal.OpenOn(date.New(1971, time.June, 1))[0]
	doc, err := json.Marshal(span)
	require.NoError(t, err)
	var back calendar.Span
	require.NoError(t, json.Unmarshal(doc, &back))
	require.True(t, back.From.Equal(span.From) && back.To.Equal(span.To), string(doc))
	closures := cal.Closures(from, from.AddDate(0, 0, 3))
	require.Len(t, closures, 1)
	doc, err = json.Marshal(closures[0])
	require.NoError(t, err)
	var closure calendar.Closure
	require.NoError(t, json.Unmarshal(doc, &closure))
	require.True(t, closure.From.Equal(closures[0].From) && closure.Name == "Holiday", string(doc))
}
