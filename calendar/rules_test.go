package calendar_test

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
)

func mustParse(tb testing.TB, doc string) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(doc))
	require.NoError(tb, err)
	return cal
}

// TestGapTable reads the table of the package comment and checks each row.
func TestGapTable(t *testing.T) {
	f, err := os.Open("doc.go")
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	row := regexp.MustCompile(`^//\t(\S+/\S+) +(\d{4}-\d\d-\d\d)  (\S+) +(\S+) `)
	rows := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		m := row.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		rows++
		cal, err := calendar.New(calendar.Config{Zone: loadZone(t, m[1]), Week: calendar.MustWeek("Mo-Su " + m[3])})
		require.NoError(t, err)
		want, err := time.ParseDuration(m[4])
		require.NoError(t, err)
		on, err := time.Parse(time.DateOnly, m[2])
		require.NoError(t, err)
		var sum time.Duration
		for _, s := range cal.OpenOn(date.NewAt(on)) {
			sum += s.To.Sub(s.From)
		}
		require.Equal(t, want, sum, lines.Text())
	}
	require.GreaterOrEqual(t, rows, 9)
}

// TestRules has a test for each sentence of the rules that the oracle does not
// show by itself.
func TestRules(t *testing.T) {
	berlin := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.January, day, hour, minute, 0, 0, loadZone(t, "Europe/Berlin"))
	}
	office := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:00"}`)
	t.Run("adding stops at a close", func(t *testing.T) {
		u, err := office.Add(berlin(5, 9, 0), 7*time.Hour)
		require.NoError(t, err)
		require.Equal(t, berlin(5, 17, 0), u.In(loadZone(t, "Europe/Berlin")))
		u, err = office.Add(berlin(5, 9, 0), 7*time.Hour+1)
		require.NoError(t, err)
		require.True(t, u.Equal(berlin(6, 9, 0).Add(1)))
	})
	t.Run("subtracting stops at an opening", func(t *testing.T) {
		u, err := office.Sub(berlin(6, 10, 0), time.Hour)
		require.NoError(t, err)
		require.True(t, u.Equal(berlin(6, 9, 0)))
	})
	t.Run("adding nothing rolls nowhere", func(t *testing.T) {
		night := berlin(5, 3, 0)
		u, err := office.Add(night, 0)
		require.NoError(t, err)
		require.True(t, u.Equal(night))
	})
	t.Run("a holiday does not close the tail of the night before, but its own night", func(t *testing.T) {
		nights := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Su 22:00-06:00","days":[{"on":"2026-01-06"}]}`)
		require.True(t, nights.IsOpen(berlin(6, 5, 0)))
		require.False(t, nights.IsOpen(berlin(6, 23, 0)))
		require.False(t, nights.IsOpen(berlin(7, 5, 0)))
	})
	t.Run("a break is cut from the tail of a night too", func(t *testing.T) {
		nights := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Su 22:00-06:00","breaks":[{"on":"2026-01-06","hours":"02:00-03:00"}]}`)
		require.Equal(t, 7*time.Hour, nights.Between(berlin(5, 20, 0), berlin(6, 20, 0)))
	})
	t.Run("a single date beats a recurring one, and hours beat closed", func(t *testing.T) {
		cal := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Su 09:00-17:00","days":[
			{"on":"2026-01-06"},{"on":"--01-06","hours":"10:00-11:00"},
			{"on":"first wednesday of january","name":"closed"},{"on":"--01-07","hours":"10:00-11:00"},
			{"on":"2026-01-08"},{"on":"2026-01-08","hours":"12:00-13:00"}]}`)
		require.Zero(t, cal.Between(berlin(6, 0, 0), berlin(7, 0, 0)))
		require.Equal(t, time.Hour, cal.Between(berlin(7, 0, 0), berlin(8, 0, 0)))
		require.Equal(t, time.Hour, cal.Between(berlin(8, 0, 0), berlin(9, 0, 0)))
	})
	t.Run("the tail of a night keeps the wall time of AddDays", func(t *testing.T) {
		nights := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 22:00-06:00"}`)
		u, err := nights.AddDays(berlin(5, 2, 0), 1)
		require.NoError(t, err)
		require.True(t, u.Equal(berlin(6, 2, 0)), u)
		u, err = nights.AddDays(berlin(5, 12, 0), 1)
		require.NoError(t, err)
		require.True(t, u.Equal(berlin(6, 22, 0)), u)
	})
	t.Run("the night of a single or recurring day is brought into its own tail", func(t *testing.T) {
		for _, on := range []string{"2026-01-06", "--01-06"} {
			once := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"`+on+`","hours":"22:00-06:00"}],"breaks":[{"on":"2026-01-06","hours":"23:00-24:00"}]}`)
			u, err := once.AddDays(berlin(5, 23, 30), 1)
			require.NoError(t, err)
			require.True(t, u.Equal(berlin(7, 0, 0)), u)
		}
	})
	t.Run("AddDays brings the time into the hours of the day", func(t *testing.T) {
		for wall, want := range map[time.Time]time.Time{
			berlin(5, 7, 0): berlin(6, 9, 0), berlin(5, 10, 0): berlin(6, 10, 0),
			berlin(5, 12, 30): berlin(6, 13, 0), berlin(5, 20, 0): berlin(6, 17, 0),
		} {
			u, err := office.AddDays(wall, 1)
			require.NoError(t, err)
			require.True(t, u.Equal(want), "%v: %v", wall, u)
		}
	})
	t.Run("every date is a business day under Always", func(t *testing.T) {
		require.Equal(t, 365, calendar.Always().DaysBetween(berlin(1, 0, 0), berlin(1, 0, 0).AddDate(1, 0, 0)))
	})
	t.Run("a date that was skipped is no business day", func(t *testing.T) {
		apia := mustParse(t, `{"zone":"Pacific/Apia","week":"24/7"}`)
		require.False(t, apia.IsBusinessDay(date.New(2011, time.December, 30)))
		require.True(t, apia.IsBusinessDay(date.New(2011, time.December, 31)))
	})
	t.Run("business days of composed calendars", func(t *testing.T) {
		mondays := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo,Tu 09:00-10:00"}`)
		tuesdays := mustParse(t, `{"zone":"Asia/Tokyo","week":"Tu,We 09:00-10:00"}`)
		days := func(compose func(a, b *calendar.Calendar, more ...*calendar.Calendar) (*calendar.Calendar, error)) int {
			cal, err := compose(mondays, tuesdays)
			require.NoError(t, err)
			return cal.DaysBetween(berlin(5, 0, 0), berlin(12, 0, 0))
		}
		require.Equal(t, []int{3, 1, 2}, []int{days(calendar.Union), days(calendar.Intersect), days(calendar.Subtract)})
	})
	t.Run("returned times are in the calendar's zone", func(t *testing.T) {
		u, err := office.Add(berlin(5, 9, 0).UTC(), time.Hour)
		require.NoError(t, err)
		require.Equal(t, "Europe/Berlin", u.Location().String())
	})
}

// TestWhy names the reason for each closed hour of a few days.
func TestWhy(t *testing.T) {
	cal := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:00","days":[
		{"on":"2026-12-25","name":"Christmas Day"},{"on":"2026-12-24","hours":"09:00-12:00","name":"Christmas Eve"},{"on":"2026-12-23"}],
		"breaks":[{"on":"2026-12-22","hours":"10:00-11:00","name":"all hands"},{"on":"2026-12-21","hours":"09:00-10:00"}]}`)
	for at, want := range map[string]string{
		"2026-12-25T12:00:00+01:00": "Christmas Day", "2026-12-24T15:00:00+01:00": "after hours (Christmas Eve)",
		"2026-12-23T12:00:00+01:00": "closed on 2026-12-23", "2026-12-22T10:30:00+01:00": "break: all hands",
		"2026-12-21T09:30:00+01:00": "break", "2026-12-20T12:00:00+01:00": "closed on Sundays",
		"2026-12-21T08:00:00+01:00": "before hours", "2026-12-21T12:30:00+01:00": "between hours",
		"2026-12-21T17:00:00+01:00": "after hours", "2026-12-21T16:59:59+01:00": "open",
		"1899-12-31T23:59:59Z": "outside the supported range", "2190-01-01T00:00:00Z": "outside the supported range",
	} {
		u, err := time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		require.Equal(t, want, cal.Why(u), at)
	}
	// A day with other hours and without a name is told as an ordinary one.
	short := mustParse(t, `{"zone":"UTC","week":"Mo-Fr 09:00-17:00","days":[{"on":"2026-01-07","hours":"10:00-12:00"}]}`)
	for hour, want := range map[int]string{9: "before hours", 10: "open", 12: "after hours", 13: "after hours"} {
		require.Equal(t, want, short.Why(time.Date(2026, 1, 7, hour, 0, 0, 0, time.UTC)), hour)
	}
	var zero calendar.Calendar
	require.Equal(t, "never open", zero.Why(time.Unix(0, 0)))
	outage := mustParse(t, `{"name":"outage","zone":"Europe/Berlin","days":[{"on":"2026-12-21","hours":"14:00-15:00"}]}`)
	both, err := calendar.Subtract(cal, outage)
	require.NoError(t, err)
	at := time.Date(2026, 12, 21, 13, 30, 0, 0, time.UTC)
	require.Equal(t, "outage: taken out", both.Why(at))
	closures := both.Closures(at.AddDate(0, 0, -1), at.AddDate(0, 0, 5))
	var names []string
	for _, c := range closures {
		names = append(names, fmt.Sprintf("%s %s %s", c.From.Format("02 15:04"), c.To.Format("02 15:04"), c.Name))
	}
	require.Equal(t, []string{
		"21 09:00 21 10:00 ", "21 14:00 21 15:00 outage", "22 10:00 22 11:00 all hands", "23 00:00 24 00:00 ", "25 00:00 26 00:00 Christmas Day",
	}, names)
}

// TestRange asks at and beyond the ends of the supported range.
func TestRange(t *testing.T) {
	first, last := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2190, 1, 1, 0, 0, 0, 0, time.UTC)
	far := []time.Time{{}, time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(1<<62, 0), time.Unix(-1<<62, 0)}
	always := calendar.Always()
	require.Equal(t, last.Sub(first), always.Between(far[1], far[2]))
	require.True(t, always.IsOpen(first) && always.IsOpen(last.Add(-1)))
	require.False(t, always.IsOpen(first.Add(-1)) || always.IsOpen(last))
	_, err := always.Add(first, last.Sub(first)+1)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
	u, err := always.Add(first, last.Sub(first))
	require.NoError(t, err)
	require.True(t, u.Equal(last))
	u, err = always.Add(first.AddDate(-50, 0, 0), time.Hour)
	require.NoError(t, err)
	require.True(t, u.Equal(first.Add(time.Hour)), "outside nothing is open")
	_, err = always.Sub(last, 1<<63-1)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
	_, err = always.Add(last, -1<<63)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
	_, err = always.Add(last, 1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	for _, at := range append(far, first, last, first.Add(-1), last.Add(1), time.Unix(0, 0)) {
		for name, ask := range map[string]func(time.Time) (time.Time, bool){"NextOpen": always.NextOpen, "NextClose": always.NextClose, "PrevOpen": always.PrevOpen, "PrevClose": always.PrevClose} {
			_, ok := ask(at)
			require.False(t, ok, "%s(%v): the ends of the range are no edges", name, at)
		}
	}
	office := mustParse(t, `{"zone":"Asia/Tokyo","week":"Mo-Fr 09:00-17:00"}`)
	for _, at := range far {
		require.False(t, office.IsOpen(at))
		_, err := office.Add(at, time.Hour)
		require.Equal(t, !at.Before(last), err != nil, "%v", at)
		_, err = office.AddDays(at, 1)
		require.Equal(t, !at.Before(last), err != nil, "%v: %v", at, err)
		_, err = office.AddDays(at, -1)
		require.Equal(t, at.Before(first), err != nil, "%v: %v", at, err)
	}
	d, err := office.BusinessDay(date.New(1850, 1, 1), 1)
	require.NoError(t, err)
	require.Equal(t, date.New(1900, 1, 1), d)
	// The first and the last supported date are dates like any other; the next ones are not.
	for on, want := range map[date.Date]bool{
		date.New(1899, 12, 31): false, date.New(1900, 1, 1): true, date.New(2189, 12, 31): true, date.New(2190, 1, 1): false,
	} {
		named := mustParse(t, `{"zone":"UTC","week":"24/7","days":[{"on":"--12-31","hours":"00:00-24:00","name":"last"},{"on":"--01-01","hours":"00:00-24:00","name":"first"}]}`)
		require.Equal(t, want, named.IsBusinessDay(on), on)
		require.Equal(t, want, always.IsBusinessDay(on), on)
		require.Equal(t, want, len(named.OpenOn(on)) == 1, on)
		require.Equal(t, want, len(named.NamesOn(on)) == 1, on)
	}
	_, err = office.BusinessDay(date.New(2026, 1, 1), math.MaxInt)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
	_, err = office.BusinessDay(date.New(2026, 1, 1), math.MinInt)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
}

// TestOnceOpen asks calendars that are open on a single day, or nearly never.
func TestOnceOpen(t *testing.T) {
	once := mustParse(t, `{"zone":"UTC","days":[{"on":"2150-06-01","hours":"12:00-12:00:01"}]}`)
	from := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC)
	open, ok := once.NextOpen(from)
	require.True(t, ok)
	require.Equal(t, time.Date(2150, 6, 1, 12, 0, 0, 0, time.UTC), open)
	closing, ok := once.NextClose(from)
	require.True(t, ok)
	require.Equal(t, time.Second, closing.Sub(open))
	u, err := once.Add(from, time.Second)
	require.NoError(t, err)
	require.True(t, u.Equal(closing))
	_, err = once.Add(from, time.Second+1)
	require.ErrorIs(t, err, calendar.ErrOutOfRange)
	_, err = once.Add(closing, 1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	_, err = once.Sub(open, 1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	_, ok = once.PrevOpen(from)
	require.False(t, ok)
	u, err = once.AddDays(from, 1)
	require.NoError(t, err)
	require.True(t, u.Equal(open))
	_, err = once.AddDays(closing, 1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)

	early := mustParse(t, `{"zone":"UTC","days":[{"on":"1900-01-02","hours":"12:00-13:00"}]}`)
	_, err = early.Sub(from, time.Hour)
	require.NoError(t, err)
	_, err = early.Add(from, time.Hour)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}

// TestManyExceptions builds a calendar of many dates and windows, and one that
// is closed for a century.
func TestManyExceptions(t *testing.T) {
	config := calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("24/7")}
	first := date.New(2000, 1, 1)
	for i := range 10_000 {
		opens := clock.Clock(i%1000) * clock.Minute
		config.Days = append(config.Days, calendar.Day{On: calendar.Once(first + date.Date(i)), Hours: calendar.Hours{{Open: opens, Close: opens + clock.Second}}})
	}
	cal, err := calendar.New(config)
	require.NoError(t, err)
	from, to := cal.At(first, 0), cal.At(first+10_000, 0)
	require.Equal(t, 10_000*time.Second, cal.Between(from, to))
	u, err := cal.Add(from, 5_000*time.Second)
	require.NoError(t, err)
	require.True(t, u.Equal(cal.At(first+4999, clock.Clock(4999%1000)*clock.Minute+clock.Second)))

	century := calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("Mo-Fr 09:00-17:00")}
	for day := date.New(2020, 1, 1); day < date.New(2120, 1, 1); day++ {
		century.Days = append(century.Days, calendar.Day{On: calendar.Once(day)})
	}
	closed, err := calendar.New(century)
	require.NoError(t, err)
	open, ok := closed.NextOpen(time.Date(2020, 6, 1, 0, 0, 0, 0, time.UTC))
	require.True(t, ok)
	require.Equal(t, time.Date(2120, 1, 1, 9, 0, 0, 0, time.UTC), open)
	u, err = closed.Add(time.Date(2019, 12, 31, 16, 0, 0, 0, time.UTC), 2*time.Hour)
	require.NoError(t, err)
	require.True(t, u.Equal(time.Date(2120, 1, 1, 10, 0, 0, 0, time.UTC)))

	var windows []string
	for minute := 0; minute < 24*60; minute += 8 {
		windows = append(windows, fmt.Sprintf("%02d:%02d:15-%02d:%02d:45", minute/60, minute%60, minute/60, minute%60))
	}
	dense, err := calendar.New(calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("Mo-Su " + strings.Join(windows, ","))})
	require.NoError(t, err)
	require.Equal(t, 90*time.Minute, dense.Between(from, from.AddDate(0, 0, 1)))
	u, err = dense.Sub(from.Add(30*time.Second), 10*time.Second)
	require.NoError(t, err)
	require.True(t, u.Equal(from.Add(20*time.Second)))
}

// TestConcurrentUse asks one calendar from many goroutines while its table
// grows in both directions; the race detector watches.
func TestConcurrentUse(t *testing.T) {
	cal := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`)
	want := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for year := range 60 {
				from := time.Date(2026+year*(1-2*(g%2)), 3, 1, 12, 0, 0, 0, time.UTC)
				u, err := cal.Add(from, time.Duration(g+1)*100*time.Hour)
				if err != nil {
					t.Error(err)
					return
				}
				if cal.Between(from, u) != time.Duration(g+1)*100*time.Hour || cal.DaysBetween(from, u) < 10 {
					t.Errorf("wrong at %v", from)
				}
			}
		})
	}
	all.Wait()
	from, to := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2080, 1, 1, 0, 0, 0, 0, time.UTC)
	require.Equal(t, want.Between(from, to), cal.Between(from, to))
}

// TestNoAllocations checks what the hot paths promise.
func TestNoAllocations(t *testing.T) {
	cal := officeCalendar(t)
	from, to := randomInstants()[0], randomInstants()[1]
	for name, ask := range map[string]func(){
		"Between":   func() { sinkDuration = cal.Between(from, to) },
		"Add":       func() { sinkTime, _ = cal.Add(from, 2000*time.Hour) },
		"Sub":       func() { sinkTime, _ = cal.Sub(from, 2000*time.Hour) },
		"IsOpen":    func() { sinkBool = cal.IsOpen(from) },
		"NextOpen":  func() { sinkTime, sinkBool = cal.NextOpen(from) },
		"NextClose": func() { sinkTime, sinkBool = cal.NextClose(from) },
		"PrevOpen":  func() { sinkTime, sinkBool = cal.PrevOpen(from) },
		"PrevClose": func() { sinkTime, sinkBool = cal.PrevClose(from) },
		"Days":      func() { sinkInt = cal.DaysBetween(from, to) },
		"AddDays":   func() { sinkTime, _ = cal.AddDays(from, 250) },
		"Roll":      func() { sinkTime, _ = cal.RollForward(from) },
	} {
		for range 50 {
			from = from.Add(19 * time.Hour)
			ask()
			require.Zero(t, testing.AllocsPerRun(10, ask), "%s at %v", name, from)
		}
	}
}

// TestZeroCalendar asks the zero Calendar everything.
func TestZeroCalendar(t *testing.T) {
	var cal calendar.Calendar
	at := time.Unix(0, 0)
	require.Zero(t, cal.Between(at, at.AddDate(1, 0, 0)))
	require.False(t, cal.IsOpen(at))
	_, err := cal.Add(at, 1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	_, err = cal.AddDays(at, 1)
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
	require.Zero(t, cal.DaysBetween(at, at.AddDate(1, 0, 0)))
	_, ok := cal.NextOpen(at)
	require.False(t, ok)
	require.Empty(t, cal.OpenOn(date.New(2000, 1, 1)))
	require.Empty(t, cal.Closures(at, at.AddDate(1, 0, 0)))
	require.Equal(t, time.UTC, cal.Zone())
	_, err = cal.MarshalJSON()
	require.Error(t, err)
	_, err = calendar.Union(&cal, calendar.Always())
	require.Error(t, err)
}
