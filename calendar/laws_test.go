package calendar_test

import (
	"slices"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
)

// The supported range: its ends are no edges, though nothing is open outside.
var (
	rangeStart = time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC)
	rangeEnd   = time.Date(2190, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// supported instants, and a little beyond, down to the nanosecond.
func drawInstant(t *rapid.T, name string) time.Time {
	nanos := rapid.Int64Range(0, int64(time.Second)-1)
	near := rapid.Map(rapid.Int64Range(-40*86400, 40*86400), func(s int64) int64 { return s + 1_770_000_000 })
	sec := rapid.OneOf(near, near, rapid.Int64Range(-2_210_000_000, 6_950_000_000)).Draw(t, name)
	return time.Unix(sec, nanos.Draw(t, name+" nanos"))
}

// drawNear draws an instant, half of the time an opening or a close of the calendar, or
// a nanosecond beside one.
func drawNear(t *rapid.T, cal *calendar.Calendar, name string) time.Time {
	at := drawInstant(t, name)
	edge := rapid.SampledFrom([]func(time.Time) (time.Time, bool){nil, nil, nil, nil, cal.NextOpen, cal.NextClose, cal.PrevOpen, cal.PrevClose}).Draw(t, name+" edge")
	if edge == nil {
		return at
	}
	if mark, ok := edge(at); ok {
		return mark.Add(time.Duration(rapid.SampledFrom([]int{0, 0, -1, 1}).Draw(t, name+" beside")))
	}
	return at
}

func drawCalendar(tb testing.TB, t *rapid.T) *calendar.Calendar {
	tb.Helper()
	zone := loadZone(tb, rapid.SampledFrom(hardZones).Draw(t, "zone"))
	cal, _ := drawPair(tb, t, zone, time.Unix(1_770_000_000, 0), 1)
	return cal
}

// TestLaws checks the laws of the package comment on random calendars.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(t, rt)
		a, b, c := drawNear(rt, cal, "a"), drawNear(rt, cal, "b"), drawNear(rt, cal, "c")
		require.Equal(rt, cal.Between(a, c), cal.Between(a, b)+cal.Between(b, c), "additive")
		require.Equal(rt, cal.Between(a, b), -cal.Between(b, a), "signed")
		if !b.Before(a) {
			require.GreaterOrEqual(rt, cal.Between(a, b), time.Duration(0), "never goes back")
			require.LessOrEqual(rt, cal.Between(a, b), b.Sub(a), "never faster than time")
		}
		d := time.Duration(rapid.Int64Range(0, int64(5000*time.Hour)).Draw(rt, "d"))
		if rapid.Bool().Draw(rt, "up to b") {
			d = min(max(cal.Between(a, b), cal.Between(b, a)), 5000*time.Hour)
		}
		if u, err := cal.Add(a, d); err == nil {
			require.False(rt, u.Before(a), "Add goes forward")
			require.Equal(rt, d, cal.Between(a, u), "Between after Add")
			if later, err := cal.Add(a, d+1); err == nil {
				require.False(rt, later.Before(u), "Add is monotone")
			}
			if d > 0 {
				require.Equal(rt, d-1, cal.Between(a, u.Add(-1)), "Add is the earliest")
			}
			if back, err := cal.Add(u, -d); err == nil && d > 0 {
				same, err := cal.Sub(u, d)
				require.NoError(rt, err)
				require.True(rt, same.Equal(back), "Add of -d is Sub of d")
			}
		}
		if u, err := cal.Sub(a, d); err == nil {
			require.False(rt, u.After(a), "Sub goes back")
			require.Equal(rt, d, cal.Between(u, a), "Between after Sub")
			if d > 0 {
				require.Equal(rt, d-1, cal.Between(u.Add(1), a), "Sub is the latest")
			}
		}
		zero, err := cal.Add(a, 0)
		require.NoError(rt, err)
		require.True(rt, zero.Equal(a), "Add of nothing is t")
		checkEdgeLaws(rt, cal, a)
	})
}

func checkEdgeLaws(t *rapid.T, cal *calendar.Calendar, a time.Time) {
	open, okOpen := cal.PrevOpen(a)
	closed, okClosed := cal.PrevClose(a)
	if okOpen && okClosed && !a.Before(rangeStart) && a.Before(rangeEnd) {
		require.Equal(t, open.After(closed), cal.IsOpen(a), "open since %v, closed since %v, at %v", open, closed, a)
	}
	if next, ok := cal.NextOpen(a); ok {
		require.True(t, next.After(a) && cal.IsOpen(next) && !cal.IsOpen(next.Add(-1)), "next open %v", next)
	}
	if next, ok := cal.NextClose(a); ok {
		require.True(t, next.After(a) && !cal.IsOpen(next) && cal.IsOpen(next.Add(-1)), "next close %v", next)
	}
	if okOpen {
		require.True(t, !open.After(a) && cal.IsOpen(open) && !cal.IsOpen(open.Add(-1)), "prev open %v", open)
	}
	if okClosed {
		require.True(t, !closed.After(a) && !cal.IsOpen(closed) && cal.IsOpen(closed.Add(-1)), "prev close %v", closed)
	}
}

// TestSpansAddUp checks that the spans, forward and backward, are what Between
// counts, and never touch.
func TestSpansAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(t, rt)
		from := drawNear(rt, cal, "from")
		to := from.Add(time.Duration(rapid.Int64Range(0, int64(60*24*time.Hour)).Draw(rt, "long")))
		if next, ok := cal.NextClose(to); ok && rapid.Bool().Draw(rt, "up to a close") {
			to = next
		}
		var sum time.Duration
		var last time.Time
		up := slices.Collect(cal.Spans(from, to))
		for _, s := range up {
			require.True(rt, s.From.Before(s.To) && last.Before(s.From), "spans touch at %v", s.From)
			require.Equal(rt, s.To.Sub(s.From), cal.Between(s.From, s.To))
			sum += s.To.Sub(s.From)
			last = s.To
		}
		require.Equal(rt, cal.Between(from, to), sum)
		down := slices.Collect(cal.Spans(to, from))
		slices.Reverse(down)
		require.Equal(rt, len(up), len(down))
		for i := range up {
			require.True(rt, up[i].From.Equal(down[i].From) && up[i].To.Equal(down[i].To), "backward span %d", i)
		}
	})
}

// TestSplitWindow checks that it makes no difference where a window is cut in
// two, in a gap or a repeated hour either.
func TestSplitWindow(t *testing.T) {
	for _, name := range hardZones {
		zone := loadZone(t, name)
		whole, err := calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("Mo-Su 00:30-23:00")})
		require.NoError(t, err)
		for _, cut := range []string{"01:15", "01:30", "02:00", "02:30", "03:00", "12:00"} {
			split, err := calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("Mo-Su 00:30-" + cut + "," + cut + "-23:00")})
			require.NoError(t, err)
			require.True(t, whole.Equal(split), "%s cut at %s", name, cut)
			// Across the dates that are cut, by way of two calendars.
			night, err := calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("Mo-Su 00:30-" + cut)})
			require.NoError(t, err)
			rest, err := calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("Mo-Su " + cut + "-23:00")})
			require.NoError(t, err)
			for _, moment := range hardMoments(t, zone) {
				from, to := moment.AddDate(0, 0, -1), moment.AddDate(0, 0, 1)
				require.Equal(t, whole.Between(from, to), night.Between(from, to)+rest.Between(from, to), "%s cut at %s around %v", name, cut, moment)
			}
		}
	}
}

// TestComplement checks that what is open and what is closed make the whole.
func TestComplement(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(t, rt)
		closed, err := calendar.Subtract(calendar.Always(), cal)
		require.NoError(t, err)
		both, err := calendar.Union(cal, closed)
		require.NoError(t, err)
		neither, err := calendar.Intersect(cal, closed)
		require.NoError(t, err)
		a, b := drawNear(rt, cal, "a"), drawNear(rt, cal, "b")
		require.Equal(rt, calendar.Always().Between(a, b), cal.Between(a, b)+closed.Between(a, b))
		require.Equal(rt, calendar.Always().Between(a, b), both.Between(a, b))
		require.Zero(rt, neither.Between(a, b))
		_, err = neither.Add(a, 1)
		require.ErrorIs(rt, err, calendar.ErrNeverOpen)
	})
}

// TestBusinessDayLaws checks AddDays and DaysBetween against each other.
func TestBusinessDayLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(t, rt)
		a, b, c := drawNear(rt, cal, "a"), drawNear(rt, cal, "b"), drawNear(rt, cal, "c")
		require.Equal(rt, cal.DaysBetween(a, c), cal.DaysBetween(a, b)+cal.DaysBetween(b, c), "additive")
		today := date.NewAt(a.In(cal.Zone()))
		n := rapid.IntRange(1, 3000).Draw(rt, "n")
		if d, err := cal.BusinessDay(today, n); err == nil {
			require.True(rt, cal.IsBusinessDay(d))
			require.Equal(rt, n, cal.DaysBetween(cal.At(today+1, 0), cal.At(d+1, 0)), "the %d-th business day after %v is %v", n, today, d)
		}
		if d, err := cal.BusinessDay(today, -n); err == nil {
			require.True(rt, cal.IsBusinessDay(d))
			require.Equal(rt, n, cal.DaysBetween(cal.At(d, 0), cal.At(today, 0)), "the %d-th business day before %v is %v", n, today, d)
		}
		if d, err := cal.BusinessDay(today, 0); err == nil {
			require.True(rt, d >= today && cal.IsBusinessDay(d))
			require.Zero(rt, cal.DaysBetween(cal.At(today, 0), cal.At(d, 0)))
		}
	})
}
