package ical_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/ical"
)

// TestClosuresTakeBusinessDays counts business days over closures that a feed
// writes as dates, as times from midnight to midnight, as Exchange does, and as
// one long event.
func TestClosuresTakeBusinessDays(t *testing.T) {
	config := in(t, "Europe/Berlin")
	config.Last = date.New(2027, time.December, 31)
	berlin := config.Zone
	for _, c := range []struct {
		name   string
		event  []string
		from   time.Time
		n      int
		want   string
		closed string // as show writes it
	}{
		{
			"a date", []string{"DTSTART;VALUE=DATE:20260213"},
			time.Date(2026, 2, 12, 10, 0, 0, 0, berlin), 2, "2026-02-17 10:00", "2026-02-13 closed\n",
		},
		{
			"midnight to midnight", []string{"DTSTART;TZID=Europe/Berlin:20260213T000000", "DTEND;TZID=Europe/Berlin:20260214T000000"},
			time.Date(2026, 2, 12, 10, 0, 0, 0, berlin), 2, "2026-02-17 10:00", "2026-02-13 break 00:00-24:00\n",
		},
		{
			"midnight to midnight in UTC", []string{"DTSTART:20260212T230000Z", "DTEND:20260213T230000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"},
			time.Date(2026, 2, 12, 10, 0, 0, 0, berlin), 2, "2026-02-17 10:00", "2026-02-13 break 00:00-24:00\n",
		},
		{
			"the hours alone", []string{"DTSTART;TZID=Europe/Berlin:20260213T090000", "DTEND;TZID=Europe/Berlin:20260213T170000"},
			time.Date(2026, 2, 12, 10, 0, 0, 0, berlin), 2, "2026-02-17 10:00", "2026-02-13 break 09:00-17:00\n",
		},
		{
			"all but the last minute", []string{"DTSTART;TZID=Europe/Berlin:20260213T000000", "DTEND;TZID=Europe/Berlin:20260213T165900"},
			time.Date(2026, 2, 12, 10, 0, 0, 0, berlin), 2, "2026-02-16 10:00", "2026-02-13 break 00:00-16:59\n",
		},
		{
			"a shutdown", []string{"DTSTART;TZID=Europe/Berlin:20261223T170000", "DTEND;TZID=Europe/Berlin:20270104T080000"},
			time.Date(2026, 12, 23, 10, 0, 0, 0, berlin), 3, "2027-01-06 10:00", "",
		},
		{
			"a shutdown, backward", []string{"DTSTART;TZID=Europe/Berlin:20261223T170000", "DTEND;TZID=Europe/Berlin:20270104T080000"},
			time.Date(2027, 1, 5, 10, 0, 0, 0, berlin), -2, "2026-12-23 10:00", "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			feed := read(t, eventOf(c.event...), config)
			if c.closed != "" {
				require.Equal(t, c.closed, show(feed))
			}
			cal, err := calendar.New(calendar.Config{Zone: berlin, Week: calendar.MustWeek("Mo-Fr 09:00-17:00"), Days: feed.Days, Breaks: feed.Breaks})
			require.NoError(t, err)
			u, err := cal.AddDays(c.from, c.n)
			require.NoError(t, err)
			require.Equal(t, c.want, u.Format("2006-01-02 15:04"))
		})
	}
}

// A whole-day break is written with its times and read back as a break, so that
// business days are the same on both sides.
func TestWholeDayBreakReadsBack(t *testing.T) {
	berlin := loadZone(t, "Europe/Berlin")
	friday := date.New(2026, time.February, 13)
	base := calendar.Config{Zone: berlin, Week: calendar.MustWeek("Mo-Fr 09:00-17:00")}
	c := base
	c.Breaks = []calendar.Break{{On: friday, Hours: calendar.MustHours("00:00-24:00"), Name: "move"}}
	cal, err := calendar.New(c)
	require.NoError(t, err)
	text := written(t, cal, ical.Export{From: cal.At(friday-5, 0), To: cal.At(friday+5, 0), Stamp: cal.At(friday, 0)})
	require.Contains(t, text, "DTSTART:20260212T230000Z\r\nDTEND:20260213T230000Z\r\n")
	feed := read(t, text, in(t, "Europe/Berlin"))
	require.Equal(t, "2026-02-13 break 00:00-24:00 move\n", show(feed))
	base.Breaks = feed.Breaks
	again, err := calendar.New(base)
	require.NoError(t, err)
	for _, x := range []*calendar.Calendar{cal, again} {
		u, err := x.AddDays(time.Date(2026, time.February, 12, 10, 0, 0, 0, berlin), 2)
		require.NoError(t, err)
		require.Equal(t, "2026-02-17 10:00", u.Format("2006-01-02 15:04"))
	}
}

// drawHours draws hours of a date, by day or by night.
func drawHours(t *rapid.T) calendar.Hours {
	return calendar.MustHours(rapid.SampledFrom([]string{
		"09:00-17:00", "09:00-12:00,13:00-17:30", "22:00-06:00", "00:00-24:00", "00:00-24:00,12:00-11:59", "01:30-02:30", "02:15-02:45",
		"00:00-00:30", "23:30-24:00", "20:00-02:30", "06:00-10:00,22:00-01:00", "00:30-03:00,14:00-14:00:01",
	}).Draw(t, "hours"))
}

// drawDesk draws a calendar with closed days and breaks within four days of a
// date, mostly one on which clocks change; each break closes hours, whole dates
// or a stretch over several.
func drawDesk(tb testing.TB, t *rapid.T) (calendar.Config, date.Date) {
	tb.Helper()
	c := calendar.Config{Zone: loadZone(tb, rapid.SampledFrom(hardZones).Draw(t, "zone")), Name: drawName(t)}
	year := rapid.IntRange(1990, 2030).Draw(t, "year")
	around := date.New(year, time.January, 1) + date.Date(rapid.IntRange(0, 364).Draw(t, "day"))
	if _, change := around.Midnight().In(c.Zone).ZoneBounds(); !change.IsZero() && change.Year() < 2040 && rapid.IntRange(0, 3).Draw(t, "change") > 0 {
		around = date.NewAt(change.In(c.Zone))
	}
	for i := range c.Week {
		if rapid.IntRange(0, 4).Draw(t, "open") > 0 {
			c.Week[i] = drawHours(t)
		}
	}
	zone, err := calendar.New(calendar.Config{Zone: c.Zone, Week: calendar.MustWeek("24/7")})
	require.NoError(t, err)
	on := rapid.Custom(func(t *rapid.T) date.Date { return around + date.Date(rapid.IntRange(-4, 4).Draw(t, "on")) })
	for range rapid.IntRange(0, 3).Draw(t, "days") {
		d := on.Draw(t, "day")
		if zone.At(d, 0).Equal(zone.At(d+1, 0)) {
			d += 2 // a skipped date takes no time
		}
		c.Days = append(c.Days, calendar.Day{On: calendar.Once(d), Name: drawName(t)})
	}
	for range rapid.IntRange(0, 4).Draw(t, "breaks") {
		first, name := on.Draw(t, "first"), drawName(t)
		breaks := func(on date.Date, hours string) {
			c.Breaks = append(c.Breaks, calendar.Break{On: on, Hours: calendar.MustHours(hours), Name: name})
		}
		switch rapid.IntRange(0, 3).Draw(t, "kind of break") {
		case 0: // some hours, or just those of a weekday
			c.Breaks = append(c.Breaks, calendar.Break{On: first, Hours: drawHours(t), Name: name})
		case 1:
			breaks(first, "00:00-24:00")
		case 2: // over several dates, from and to some time of day
			breaks(first, rapid.SampledFrom([]string{"17:00-24:00", "02:20-24:00", "22:30-24:00"}).Draw(t, "from"))
			last := first + date.Date(rapid.IntRange(1, 4).Draw(t, "dates"))
			for d := first + 1; d < last; d++ {
				breaks(d, "00:00-24:00")
			}
			breaks(last, rapid.SampledFrom([]string{"00:00-08:00", "00:00-01:30", "00:00-24:00"}).Draw(t, "to"))
		case 3: // over a night
			breaks(first, rapid.SampledFrom([]string{"22:00-06:00", "12:00-11:00", "23:00-02:30"}).Draw(t, "night"))
		}
	}
	return c, around
}

const shownDays = 14 // on either side of the middle

// answers returns all that a calendar answers within the days shown around a
// date, as text.
func answers(cal *calendar.Calendar, around date.Date) (list []string) {
	from, to := cal.At(around-shownDays, 0), cal.At(around+shownDays+1, 0)
	for s := range cal.Spans(from, to) {
		list = append(list, "open "+s.From.String()+" "+s.To.String())
	}
	return append(append(list, "in all "+cal.Between(from, to).String()), dayAnswers(cal, around)...)
}

// dayAnswers returns those that concern business days.
func dayAnswers(cal *calendar.Calendar, around date.Date) (list []string) {
	for d := around - shownDays; d <= around+shownDays; d++ {
		business := cal.IsBusinessDay(d)
		list = append(list, fmt.Sprintf("%v %v %d", d, business, cal.DaysBetween(cal.At(around, 0), cal.At(d, 0))))
		for _, k := range []clock.Clock{0, 2*clock.Hour + 30*clock.Minute, 7 * clock.Hour, 12 * clock.Hour, 23 * clock.Hour} {
			for _, n := range []int{-3, -1, 1, 2} {
				// What lies outside may depend on what was not written.
				if u, err := cal.AddDays(cal.At(d, k), n); err == nil && u.After(cal.At(around-shownDays, 0)) && u.Before(cal.At(around+shownDays, 0)) {
					list = append(list, fmt.Sprintf("%v %v %+d %v", d, k, n, u))
				}
			}
		}
	}
	return list
}

// TestReadBackIsTheSameCalendar checks the law that a plain calendar whose
// closures were written and read back answers everything as before, business
// days too.
func TestReadBackIsTheSameCalendar(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, around := drawDesk(t, rt)
		cal, err := calendar.New(c)
		if err != nil {
			require.ErrorIs(rt, err, calendar.ErrNeverOpen)
			return
		}
		text := written(t, cal, ical.Export{From: cal.At(around-20, 0), To: cal.At(around+20, 0), Stamp: cal.At(around, 0)})
		checkText(rt, text)
		feed := read(t, text, ical.Config{Zone: c.Zone, First: around - 20, Last: around + 20})
		require.Empty(rt, feed.Ignored)
		c.Days, c.Breaks = feed.Days, feed.Breaks
		again, err := calendar.New(c)
		require.NoError(rt, err)
		if diff := cmp.Diff(answers(cal, around), answers(again, around)); diff != "" {
			rt.Fatalf("%s\n(-want +got):\n%s", text, diff)
		}
	})
}

// TestOpenReadBackBusinessDays checks the law that open time that was written
// and read back has the same business days, unless a break cut the part of a
// night after midnight off from the part before it.
func TestOpenReadBackBusinessDays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, around := drawDesk(t, rt)
		cal, err := calendar.New(c)
		if err != nil {
			require.ErrorIs(rt, err, calendar.ErrNeverOpen)
			return
		}
		text := written(t, cal, ical.Export{From: cal.At(around-20, 0), To: cal.At(around+20, 0), Stamp: cal.At(around, 0), What: ical.Open})
		feed := read(t, text, ical.Config{Zone: c.Zone, First: around - 20, Last: around + 20, Timed: ical.Open, Transparent: ical.CountAll})
		again, err := calendar.New(calendar.Config{Zone: c.Zone, Days: feed.Days, Breaks: feed.Breaks})
		if err != nil {
			require.ErrorIs(rt, err, calendar.ErrNeverOpen)
			return
		}
		var want, got []string
		cut := false
		for d := around - shownDays; d <= around+shownDays; d++ {
			want, got = append(want, fmt.Sprint(d, cal.IsBusinessDay(d))), append(got, fmt.Sprint(d, again.IsBusinessDay(d)))
			for _, s := range cal.OpenOn(d) {
				cut = cut || !s.From.Before(cal.At(d+1, 0))
			}
		}
		require.Equal(rt, cal.Between(cal.At(around-shownDays, 0), cal.At(around+shownDays, 0)), again.Between(cal.At(around-shownDays, 0), cal.At(around+shownDays, 0)), text)
		if diff := cmp.Diff(want, got); diff != "" && !cut {
			rt.Fatalf("%s\n(-want +got):\n%s", text, diff)
		}
	})
}
