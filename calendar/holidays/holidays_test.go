package holidays_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/document/documenttest"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/holidays"
)

// lastYear is the last year that a code is known for.
func lastYear(code string) int {
	if code == "JP" {
		return 2150
	}
	return 2189
}

// daysOf writes the days of a code as lines "2026-07-04 Independence Day".
func daysOf(tb testing.TB, code string, first, last int) []string {
	tb.Helper()
	days, err := holidays.For(code, first, last)
	require.NoError(tb, err)
	lines := make([]string, len(days))
	for i, d := range days {
		require.Empty(tb, d.Hours, "every day is closed")
		lines[i] = d.On.String() + " " + d.Name
	}
	return lines
}

// TestFacts are known from almanacs and laws, not from the library.
func TestFacts(t *testing.T) {
	for _, c := range []struct {
		code, day string
	}{
		{"DE-BY", "2026-01-06 Heilige Drei Könige"},
		{"DE-BY", "2026-04-03 Karfreitag"},
		{"DE-BY", "2026-05-14 Christi Himmelfahrt"},
		{"DE-BY", "2026-06-04 Fronleichnam"},
		{"DE-BY", "2008-05-01 Christi Himmelfahrt, Tag der Arbeit"},
		{"DE-SL", "2026-08-15 Mariä Himmelfahrt"},
		{"DE-SN", "2026-11-18 Buß- und Bettag"},
		{"US", "2026-01-19 Martin Luther King Jr. Day"},
		{"US", "2026-05-25 Memorial Day"},
		{"US", "2026-07-03 Independence Day (observed)"},
		{"US", "2026-07-04 Independence Day"},
		{"US", "2026-09-07 Labor Day"},
		{"US", "2026-11-26 Thanksgiving Day"},
		{"US", "2021-12-31 New Year's Day (observed)"},
		{"US", "2022-01-01 New Year's Day"},
		{"GB", "2026-12-25 Christmas Day"},
		{"GB", "2026-12-26 Boxing Day"},
		{"GB", "2026-12-28 Boxing Day (observed)"},
		{"GB", "2022-06-03 Platinum Jubilee Bank Holiday"},
		{"GB", "2020-05-08 VE Day"},
		{"CA", "2026-05-18 Victoria Day"},
		{"AU-NSW", "2026-01-26 Australia Day"},
		{"AU-VIC", "2026-11-03 Melbourne Cup"},
		{"NZ", "2022-06-24 Matariki"},
		{"NZ", "2026-07-10 Matariki"},
		{"BR", "2004-11-02 Finados"},
		{"BR", "2018-11-02 Finados"},
		{"BR", "2018-11-15 Proclamação da República"},
		{"ES", "2026-10-12 Fiesta Nacional de España"},
		{"ES", "2026-12-06 Día de la Constitución"},
		{"FR", "2026-07-14 Fête Nationale"},
		{"IE", "2026-02-02 Saint Brigid’s Day"},
		{"IE", "2030-02-01 Saint Brigid’s Day"},
		{"JP", "2026-09-22 National holiday between Respect for the Aged Day and Autumnal Equinox Day"},
		{"JP", "2026-05-06 Constitution Memorial Day (observed)"},
		{"JP", "2024-03-20 Vernal Equinox Day"},
		{"JP", "2021-07-22 Marine Day"},
		{"SE", "2026-06-20 Midsommardagen"},
		{"GR", "2026-04-10 Μεγάλη Παρασκευή"},
		{"GR", "2100-04-30 Μεγάλη Παρασκευή"},
		{"CY", "2026-04-10 Μεγάλη Παρασκευή"},
		{"CY", "2100-04-30 Μεγάλη Παρασκευή"},
		{"CY", "2101-04-22 Μεγάλη Παρασκευή"},
		{"CY", "2100-05-03 Δευτέρα του Πάσχα"},
		{"AR", "2026-04-03 Viernes Santo"},
		{"BG", "2024-05-01 Ден на труда и на международната работническа солидарност"},
		{"BG", "2021-05-04 Ден на труда и на международната работническа солидарност (observed)"},
		{"BG", "2022-05-02 Ден на труда и на международната работническа солидарност (observed)"},
	} {
		day, err := time.Parse(time.DateOnly, c.day[:len(time.DateOnly)])
		require.NoError(t, err)
		require.Contains(t, daysOf(t, c.code, day.Year(), day.Year()), c.day, c.code)
	}
}

// TestNoHoliday: dates that are none, though a wrong rule would say so.
func TestNoHoliday(t *testing.T) {
	for _, c := range []struct{ code, day string }{
		{"DE-BY", "2026-08-15"}, // in most places, not in all
		{"DE-BW", "2026-10-31"}, // protestant regions
		{"BR", "2004-11-01"},    // 2004-11-02 began at 01:00 in São Paulo
		{"US", "2020-06-19"},    // Juneteenth is of 2021
		{"GB", "2020-05-04"},    // moved to VE Day
		{"GB", "2022-05-30"},    // moved to June
		{"AR", "2025-04-17"},    // the Thursday before Easter
		{"BG", "2013-05-07"},    // Labour Day is the Wednesday before
		{"NZ", "2021-06-24"},    // Matariki is of 2022
		{"JP", "2019-02-23"},    // between two emperors
		{"JP", "2020-07-20"},    // moved for the Olympics
	} {
		on, err := time.Parse(time.DateOnly, c.day)
		require.NoError(t, err)
		for _, d := range daysOf(t, c.code, on.Year(), on.Year()) {
			require.False(t, strings.HasPrefix(d, c.day), "%s: %s", c.code, d)
		}
	}
}

// TestCounts: how many days of a year are holidays.
func TestCounts(t *testing.T) {
	for _, c := range []struct {
		code string
		year int
		want int
	}{
		{"DE", 2026, 9},
		{"DE-BY", 2026, 12}, // thirteen where August 15 is one
		{"DE-BE", 2026, 10},
		{"DE-SN", 2026, 11},
		{"FR", 2026, 11},
		{"ES", 2026, 10},
		{"IT", 2026, 12},
		{"US", 2026, 12}, // eleven, and July 3
		{"US", 2023, 13}, // eleven, January 2 and November 10
		{"GB", 2026, 9},  // eight, and December 28
		{"GB", 2025, 8},
	} {
		require.Len(t, daysOf(t, c.code, c.year, c.year), c.want, "%s %d", c.code, c.year)
	}
}

func TestCodes(t *testing.T) {
	codes := holidays.Codes()
	require.True(t, slices.IsSorted(codes))
	require.Subset(t, codes, []string{"AT", "AU-NSW", "BR", "CH-ZH", "DE", "DE-BY", "GB", "JP", "NZ", "US", "ZA"})
	require.NotContains(t, codes, "AU")
	codes[0] = "changed"
	require.NotEqual(t, codes[0], holidays.Codes()[0])
}

// TestGolden holds the days of a few codes, to be read.
func TestGolden(t *testing.T) {
	var b strings.Builder
	for _, code := range []string{"AR", "AU-NSW", "BG", "CH-ZH", "DE-BY", "GB", "GR", "JP", "NZ", "US", "ZA"} {
		b.WriteString("# " + code + "\n" + strings.Join(daysOf(t, code, 2026, 2028), "\n") + "\n")
	}
	documenttest.Golden(t, "days.golden", b.String())
}

// TestErrors holds all messages against a file, to be read in one place.
func TestErrors(t *testing.T) {
	var b strings.Builder
	for _, c := range []struct {
		code        string
		first, last int
	}{
		{"", 2026, 2026},
		{"XX", 2026, 2026},
		{"UK", 2026, 2026},
		{"de-by", 2026, 2026},
		{"DE-XX", 2026, 2026},
		{"de-xx", 2026, 2026},
		{"US-CA", 2026, 2026},
		{"AU", 2026, 2026},
		{"AU-XX", 2026, 2026},
		{strings.Repeat("DE\n", 1000), 2026, 2026},
		{"DE", 2030, 2026},
		{"DE", 1899, 2026},
		{"DE", 2026, 2190},
		{"DE", 0, 10000},
		{"JP", 2026, 2151},
	} {
		days, err := holidays.For(c.code, c.first, c.last)
		require.Error(t, err)
		require.Nil(t, days)
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
		require.Equal(t, "holidays", field.Package)
		b.WriteString(err.Error() + "\n")
	}
	documenttest.Golden(t, "errors.golden", b.String())
}

// TestLaws: for every code and all years the days come in order, one a date,
// within the years, with a name, and calendars take them.
func TestLaws(t *testing.T) {
	for _, code := range holidays.Codes() {
		days, err := holidays.For(code, 1900, lastYear(code))
		require.NoError(t, err, code)
		last := date.New(1899, time.December, 31)
		for _, d := range days {
			on, once := d.On.IsOnce()
			require.True(t, once && on > last && on.Year() <= lastYear(code), "%s: %s after %s", code, on, last)
			require.NotEmpty(t, d.Name, "%s: %s", code, on)
			last = on
		}
		require.Equal(t, lastYear(code), last.Year(), code)
		_, err = calendar.New(calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("24/7"), Days: days})
		require.NoError(t, err, code)
	}
}

// TestRangesMeet: the days of two ranges that meet are those of the whole.
func TestRangesMeet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		code := rapid.SampledFrom(holidays.Codes()).Draw(rt, "code")
		a := rapid.IntRange(1900, lastYear(code)-1).Draw(rt, "a")
		b := rapid.IntRange(a, min(a+30, lastYear(code)-1)).Draw(rt, "b")
		c := rapid.IntRange(b+1, min(b+30, lastYear(code))).Draw(rt, "c")
		if diff := cmp.Diff(daysOf(t, code, a, c), append(daysOf(t, code, a, b), daysOf(t, code, b+1, c)...)); diff != "" {
			rt.Fatal("(-whole +parts)", diff)
		}
	})
}

// TestConcurrent: package cal's rule for a Japanese equinox writes to a variable;
// For does not.
func TestConcurrent(t *testing.T) {
	want := daysOf(t, "JP", 2000, 2030)
	var all sync.WaitGroup
	got := make([][]string, 4)
	for i := range got {
		all.Add(1)
		go func() {
			defer all.Done()
			got[i] = daysOf(t, "JP", 2000, 2030)
		}()
	}
	all.Wait()
	for _, days := range got {
		require.Equal(t, want, days)
	}
}
