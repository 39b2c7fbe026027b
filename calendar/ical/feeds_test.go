package ical_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/ical"
)

// TestFeeds reads feeds as calendar programs write them. What is expected was
// worked out by hand.
func TestFeeds(t *testing.T) {
	for _, c := range []struct {
		file, zone string
		timed      ical.Kind
		want       string
	}{
		// A weekly meeting over the change of March 8, with one instance
		// excluded, one moved to a Friday and one cancelled, until the end of
		// April 9; maintenance from 04:30Z (00:30 EDT) over the hour that comes
		// twice to 07:30Z (02:30 EST).
		{"google.ics", "America/New_York", ical.Closed, `
			2026-07-03 closed Independence Day (observed)
			2026-03-05 break 14:00-15:00 Weekly planning
			2026-03-12 break 14:00-15:00 Weekly planning
			2026-03-20 break 10:00-11:30 Weekly planning (moved)
			2026-04-09 break 14:00-15:00 Weekly planning
			2026-11-01 break 00:30-02:30 Telephone system maintenance
			ignored: ical: line 98: event "lunch@google.com": is transparent (free), so it does not block; set Transparent to CountAll if it should`},
		// The same feed for a desk in Berlin: five hours ahead from March 8 to
		// 28, six otherwise.
		{"google.ics", "Europe/Berlin", ical.Closed, `
			2026-07-03 closed Independence Day (observed)
			2026-03-05 break 20:00-21:00 Weekly planning
			2026-03-12 break 19:00-20:00 Weekly planning
			2026-03-20 break 15:00-16:30 Weekly planning (moved)
			2026-04-09 break 20:00-21:00 Weekly planning
			2026-11-01 break 05:30-08:30 Telephone system maintenance
			ignored: ical: line 98: event "lunch@google.com": is transparent (free), so it does not block; set Transparent to CountAll if it should`},
		// Mondays from the day after the clocks change, but not April 13, and
		// a hand-over at 11:30 in India.
		{"outlook.ics", "Europe/Berlin", ical.Closed, `
			2026-05-14 closed Himmelfahrt und Brückentag
			2026-05-15 closed Himmelfahrt und Brückentag
			2026-12-24 closed Heiligabend
			2026-03-30 break 09:00-09:30 Wochenrunde
			2026-04-06 break 09:00-09:30 Wochenrunde
			2026-04-20 break 09:00-09:30 Wochenrunde
			2026-06-01 break 08:00-09:30 Übergabe mit Pune`},
		// Openings. On April 5 the half hour before 02:00 comes twice, and on
		// October 4 02:00 to 02:30 is skipped; all times are the zone's own.
		{"apple.ics", "Australia/Lord_Howe", ical.Open, `
			2026-04-04 open 09:00-14:00 Easter market
			2026-04-05 open 10:30-12:00 Easter market, short
			2026-04-06 open 09:00-14:00 Easter market
			2026-07-02 closed Closed for the founder’s birthday
			2026-10-03 open 22:00-02:30 Night fishing fair
			2026-12-24 open 16:00-18:00 Late opening
			2026-12-31 open 16:00-18:00 Late opening`},
		{"holidays.ics", "Europe/Berlin", ical.Closed, `
			2026-01-01 closed Neujahr
			2026-03-08 closed Internationaler Frauentag
			2026-04-03 closed Karfreitag
			2026-05-01 closed Tag der Arbeit
			2026-10-03 closed Tag der Deutschen Einheit
			2026-12-25 closed 1. und 2. Weihnachtstag; alle Schalter zu
			2026-12-26 closed 1. und 2. Weihnachtstag; alle Schalter zu`},
	} {
		t.Run(c.file+" "+c.zone, func(t *testing.T) {
			config := in(t, c.zone)
			config.Timed = c.timed
			if diff := cmp.Diff(lines(c.want), show(read(t, file(t, c.file), config))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func file(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", filepath.Clean(name)))
	require.NoError(tb, err)
	return string(text)
}

// TestInCalendar puts feeds into calendars and asks those.
func TestInCalendar(t *testing.T) {
	t.Run("New York", func(t *testing.T) {
		config := in(t, "America/New_York")
		feed := read(t, file(t, "google.ics"), config)
		cal, err := calendar.New(calendar.Config{Zone: config.Zone, Week: calendar.MustWeek("24/7"), Days: feed.Days, Breaks: feed.Breaks})
		require.NoError(t, err)
		at := func(month time.Month, day, hour, minute int) time.Time {
			return time.Date(2026, month, day, hour, minute, 0, 0, time.UTC)
		}
		// The break of November 1 lasts from 04:30Z to 07:30Z.
		require.Equal(t, 22*time.Hour, cal.Between(at(11, 1, 4, 0), at(11, 2, 5, 0)))
		require.False(t, cal.IsOpen(at(11, 1, 5, 59)))
		require.False(t, cal.IsOpen(at(11, 1, 7, 29)))
		require.True(t, cal.IsOpen(at(11, 1, 7, 30)))
		// Weekly planning is at 19:00Z before March 8, at 18:00Z after it.
		require.False(t, cal.IsOpen(at(3, 5, 19, 0)))
		require.True(t, cal.IsOpen(at(3, 12, 19, 0)))
		require.False(t, cal.IsOpen(at(3, 12, 18, 59)))
		require.Equal(t, "Independence Day (observed)", cal.Why(at(7, 3, 16, 0)))
		require.Equal(t, "break: Telephone system maintenance", cal.Why(at(11, 1, 6, 30)))
		require.False(t, cal.IsBusinessDay(date.New(2026, time.July, 3)))
	})
	t.Run("Lord Howe", func(t *testing.T) {
		config := in(t, "Australia/Lord_Howe")
		config.Timed = ical.Open
		feed := read(t, file(t, "apple.ics"), config)
		cal, err := calendar.New(calendar.Config{Zone: config.Zone, Week: calendar.MustWeek("Mo-Su 10:00-12:00"), Days: feed.Days, Breaks: feed.Breaks})
		require.NoError(t, err)
		// The fair from 22:00 to 02:30, which is the jump at 02:00, lasts four
		// hours: from 11:30Z to 15:30Z.
		fair := cal.OpenOn(date.New(2026, time.October, 3))
		require.Len(t, fair, 1)
		require.True(t, fair[0].From.Equal(time.Date(2026, time.October, 3, 11, 30, 0, 0, time.UTC)), fair[0].From)
		require.True(t, fair[0].To.Equal(time.Date(2026, time.October, 3, 15, 30, 0, 0, time.UTC)), fair[0].To)
		// It leaves the hours of the next date alone.
		next, ok := cal.NextOpen(fair[0].To)
		require.True(t, ok)
		require.Equal(t, "2026-10-04T10:00:00+11:00", next.Format(time.RFC3339))
		require.Equal(t, 90*time.Minute, cal.Between(cal.At(date.New(2026, time.April, 5), 0), cal.At(date.New(2026, time.April, 6), 0)))
		require.Equal(t, "Closed for the founder’s birthday", cal.Why(cal.At(date.New(2026, time.July, 2), 0)))
	})
}
