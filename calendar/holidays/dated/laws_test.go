package dated_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/holidays/dated"
)

// drawHoliday draws a holiday by one of the rules of package cal.
func drawHoliday(t *rapid.T) *cal.Holiday {
	h := &cal.Holiday{
		Name:       rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "name"),
		Month:      time.Month(rapid.IntRange(1, 12).Draw(t, "month")),
		Day:        rapid.IntRange(1, 31).Draw(t, "day"),
		Weekday:    time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")),
		CalcOffset: rapid.IntRange(-3, 3).Draw(t, "calc offset"),
	}
	switch rapid.IntRange(0, 3).Draw(t, "rule") {
	case 0:
		h.Func = cal.CalcDayOfMonth
	case 1:
		h.Func = cal.CalcWeekdayOffset
		h.Offset = rapid.SampledFrom([]int{-6, -2, -1, 1, 2, 5, 9}).Draw(t, "n")
	case 2:
		h.Func = cal.CalcWeekdayFrom
		h.Offset = rapid.SampledFrom([]int{-6, -2, -1, 1, 2, 5, 9}).Draw(t, "n")
	case 3:
		h.Func = cal.CalcEasterOffset
		h.Offset = rapid.IntRange(-80, 80).Draw(t, "days")
		h.Julian = rapid.Bool().Draw(t, "julian")
	}
	for range rapid.IntRange(0, 2).Draw(t, "observed") {
		h.Observed = append(h.Observed, cal.AltDay{
			Day:    time.Weekday(rapid.IntRange(0, 6).Draw(t, "on")),
			Offset: rapid.IntRange(-6, 6).Draw(t, "by"),
		})
	}
	return h
}

// TestLikeTheLibrary: in years without trouble the rules are those of package
// cal: no zone skipped a date after 2011, and until 2099 its Easter is right.
func TestLikeTheLibrary(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHoliday(rt)
		year := rapid.IntRange(2013, 2098).Draw(rt, "year")
		want := map[date.Date]bool{}
		for y := year - 1; y <= year+1; y++ {
			// Its weekday is that of an instant, which may be the evening before.
			plain := *h
			plain.Observed = nil
			actual, _ := plain.Calc(y)
			on := date.NewAt(actual.Add(6 * time.Hour))
			want[on] = true
			for _, alt := range h.Observed {
				if alt.Day == on.Weekday() {
					want[on+date.Date(alt.Offset)] = true
					break
				}
			}
		}
		days, err := dated.Days([]*cal.Holiday{h}, year, year)
		require.NoError(rt, err)
		got := map[date.Date]bool{}
		for _, d := range days {
			on, _ := d.On.IsOnce()
			got[on] = true
		}
		for on := range want {
			if on.Year() != year {
				delete(want, on)
			}
		}
		require.Equal(rt, want, got)
	})
}

// TestLaws: days come in order, one a date, within the years, and ranges that
// meet give the whole.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(drawHoliday), 0, 6).Draw(rt, "list")
		a := rapid.IntRange(1900, 2189).Draw(rt, "a")
		c := rapid.IntRange(a, min(a+12, 2189)).Draw(rt, "c")
		whole, err := dated.Days(list, a, c)
		require.NoError(rt, err)
		last := date.Date(0)
		for _, d := range whole {
			on, once := d.On.IsOnce()
			require.True(rt, once)
			require.Greater(rt, on, last)
			require.True(rt, on.Year() >= a && on.Year() <= c)
			last = on
		}
		for b := a; b < c; b++ {
			left, err := dated.Days(list, a, b)
			require.NoError(rt, err)
			right, err := dated.Days(list, b+1, c)
			require.NoError(rt, err)
			if diff := cmp.Diff(show(t, whole, nil), append(show(t, left, nil), show(t, right, nil)...)); diff != "" {
				rt.Fatal("(-whole +parts)", diff)
			}
		}
		_, err = calendar.New(calendar.Config{Zone: time.UTC, Week: calendar.MustWeek("24/7"), Days: whole})
		require.NoError(rt, err)
	})
}
