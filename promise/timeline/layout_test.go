package timeline_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise/timeline"
)

// Ticks stand where a calendar's local time stands, over changes of the clock
// and skipped dates too.
func TestFirstIsTheCalendars(t *testing.T) {
	for _, x := range []struct {
		zone string
		y    int
		m    time.Month
	}{
		{"America/New_York", 2026, time.March}, {"America/New_York", 2026, time.November}, {"Europe/Dublin", 2026, time.October},
		{"Australia/Lord_Howe", 2026, time.April}, {"Australia/Lord_Howe", 2026, time.October}, {"America/Sao_Paulo", 2018, time.November},
		{"America/Sao_Paulo", 2018, time.February}, {"Asia/Tehran", 2021, time.March}, {"Pacific/Apia", 2011, time.December}, {"UTC", 2026, time.May},
	} {
		cal := parse(t, `{"zone":"`+x.zone+`","week":"24/7"}`)
		for d := 1; d <= 31; d++ {
			for minute := 0; minute < 24*60; minute += 15 {
				on := date.New(x.y, x.m, d)
				want := cal.At(on, clock.New(minute/60, minute%60, 0, 0))
				got := timeline.First(cal.Zone(), on.Year(), on.Month(), on.Day(), minute/60, minute%60)
				require.True(t, want.Equal(got), "%s %s %02d:%02d: want %v, got %v", x.zone, on, minute/60, minute%60, want, got)
			}
		}
	}
}

// A skipped date has no tick, and a short day is narrower.
func TestDays(t *testing.T) {
	apia := parse(t, `{"zone":"Pacific/Apia","week":"24/7"}`).Zone()
	var got []string
	for _, day := range timeline.Days(time.Date(2011, 12, 29, 12, 0, 0, 0, apia), time.Date(2012, 1, 1, 12, 0, 0, 0, apia), apia) {
		got = append(got, day.In(apia).Format("2 15:04"))
	}
	require.Equal(t, []string{"29 00:00", "31 00:00", "1 00:00"}, got)

	newYork := parse(t, newYorkDoc).Zone()
	from, to := time.Date(2026, 3, 7, 0, 0, 0, 0, newYork), time.Date(2026, 3, 10, 0, 0, 0, 0, newYork)
	days := timeline.Days(from, to, newYork)
	require.Len(t, days, 3)
	x := func(at time.Time) int { return timeline.Place(from, to, at, 0, 7100) } // 71 hours
	require.Equal(t, []int{0, 2400, 4700, 7100}, []int{x(days[0]), x(days[1]), x(days[2]), x(to)})
}

// What is later is not further left, and everything lies between the edges,
// for spans from a nanosecond to ten thousand years.
func TestLawPlace(t *testing.T) {
	year := func(rt *rapid.T, name string) time.Time {
		return time.Date(rapid.IntRange(1, 9998).Draw(rt, name), 1, 1, 0, 0, 0, rapid.IntRange(0, 1e9).Draw(rt, "nanosecond"), time.UTC)
	}
	rapid.Check(t, func(rt *rapid.T) {
		from, a, b := year(rt, "from"), year(rt, "a"), year(rt, "b")
		to := year(rt, "to")
		if rapid.Bool().Draw(rt, "short") {
			to, a = from.Add(time.Duration(rapid.Int64Range(0, math.MaxInt64).Draw(rt, "span"))), from.Add(time.Duration(rapid.Int64().Draw(rt, "a")))
		}
		x, y := timeline.Place(from, to, a, 1600, 88400), timeline.Place(from, to, b, 1600, 88400)
		require.True(rt, 1600 <= x && x <= 88400)
		require.Equal(rt, 1600, timeline.Place(from, to, from, 1600, 88400))
		if from.Before(to) {
			require.Equal(rt, 88400, timeline.Place(from, to, to, 1600, 88400))
		}
		if a.Before(b) {
			require.LessOrEqual(rt, x, y)
		}
	})
}

// Texts stand out from what is behind them by 4.5 to 1, marks by 3 to 1.
func TestContrast(t *testing.T) {
	for theme, c := range timeline.Themes() {
		for _, x := range []struct {
			front, behind string
			least         float64
		}{
			{"ink", "card", 4.5}, {"dim", "card", 4.5}, {"ink", "shut", 4.5}, {"dim", "shut", 4.5}, {"ink", "ahead", 3}, {"run", "ahead", 3},
			{"rail", "card", 3}, {"rail", "shut", 3}, {"rail", "open", 3}, {"dim", "open", 3}, {"slate", "shut", 3}, {"slate", "open", 3},
			{"run", "open", 3}, {"risk", "open", 3}, {"late", "open", 3}, {"kept", "open", 3},
			// Standings are written on paper and on soft ground, and paper on them: the numbers of notes.
			{"run", "card", 4.5}, {"risk", "card", 4.5}, {"late", "card", 4.5}, {"kept", "card", 4.5}, {"void", "card", 4.5}, {"slate", "card", 4.5},
			{"run", "shut", 4.5}, {"risk", "shut", 4.5}, {"late", "shut", 4.5}, {"kept", "shut", 4.5}, {"void", "shut", 4.5},
		} {
			got := contrast(luminance(t, c[x.front], "", 0), luminance(t, c[x.behind], "", 0))
			require.GreaterOrEqual(t, got, x.least, "%s: %s on %s", theme, x.front, x.behind)
		}
		for _, name := range []string{"run", "risk", "late", "kept", "void"} { // the badge: a colour on a tint of it
			got := contrast(luminance(t, c[name], "", 0), luminance(t, c["card"], c[name], 0.12))
			require.GreaterOrEqual(t, got, 4.5, "%s: badge %s", theme, name)
		}
	}
}

// The standings stay apart for readers who lack one kind of cone.
func TestColourBlind(t *testing.T) {
	for theme, c := range timeline.Themes() {
		names := []string{"run", "risk", "late", "kept"}
		for i, a := range names {
			for _, b := range names[:i] {
				for sight, least := range map[string]float64{"": 0.12, "protan": 0.075, "deutan": 0.075, "tritan": 0.04} {
					require.GreaterOrEqual(t, difference(seen(t, c[a], sight), seen(t, c[b], sight)), least, "%s: %s and %s, %s", theme, a, b, sight)
				}
			}
		}
	}
	require.Less(t, difference(seen(t, "#b83226", "deutan"), seen(t, "#9a5b00", "deutan")), 0.02) // red and brown that many cannot tell apart
}

// seen returns a colour in linear red, green and blue as it looks to a reader
// without one kind of cone, after Machado, Oliveira and Fernandes (2009).
func seen(tb testing.TB, colour, sight string) (v [3]float64) {
	tb.Helper()
	for i := range v {
		if v[i] = channel(tb, colour, i); v[i] <= 0.04045 {
			v[i] /= 12.92
		} else {
			v[i] = math.Pow((v[i]+0.055)/1.055, 2.4)
		}
	}
	m, ok := map[string][3][3]float64{
		"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}[sight]
	if !ok {
		return v
	}
	return times(m, v)
}

func times(m [3][3]float64, v [3]float64) (w [3]float64) {
	for i, row := range m {
		w[i] = min(max(row[0]*v[0]+row[1]*v[1]+row[2]*v[2], 0), 1)
	}
	return w
}

// difference is the distance of two colours in Oklab, which is even to the eye.
func difference(a, b [3]float64) float64 {
	lab := func(v [3]float64) [3]float64 {
		l := times([3][3]float64{{0.4122214708, 0.5363325363, 0.0514459929}, {0.2119034982, 0.6806995451, 0.1073969566}, {0.0883024619, 0.2817188376, 0.6299787005}}, v)
		x, y, z := math.Cbrt(l[0]), math.Cbrt(l[1]), math.Cbrt(l[2])
		return [3]float64{0.2104542553*x + 0.7936177850*y - 0.0040720468*z, 1.9779984951*x - 2.4285922050*y + 0.4505937099*z, 0.0259040371*x + 0.7827717662*y - 0.8086757660*z}
	}
	p, q := lab(a), lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// luminance is the relative luminance of a colour, with so much of another one
// over it, as WCAG defines it.
func luminance(tb testing.TB, colour, over string, share float64) float64 {
	tb.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := channel(tb, colour, i)
		if over != "" {
			v = v*(1-share) + channel(tb, over, i)*share
		}
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func channel(tb testing.TB, colour string, i int) float64 {
	tb.Helper()
	v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
	require.NoError(tb, err)
	return float64(v) / 255
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// What has no width of its own takes no room, and is not cut off alone.
func TestShorten(t *testing.T) {
	_, plain := timeline.Shorten("eeee", 900)
	_, marked := timeline.Shorten("e\u0301e\u0301e\u0301e\u0301", 900)
	require.Equal(t, plain, marked)
	short, _ := timeline.Shorten("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 37)
	require.Equal(t, "e\u0301e\u0301e\u0301…", short)
}

// Whatever the text, it becomes valid, single-lined and short.
func TestLawTexts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom(reasons), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(rt, "text")
		text = strings.Repeat(text, rapid.SampledFrom([]int{1, 3, 400}).Draw(rt, "times"))
		clean := timeline.Clean(text)
		require.True(rt, utf8.ValidString(clean))
		require.LessOrEqual(rt, utf8.RuneCountInString(clean), 1002)
		require.NotContains(rt, clean, "\n")
		require.NotContains(rt, clean, "\x00")
		require.NotContains(rt, clean, "  ")

		room := rapid.IntRange(20, 900).Draw(rt, "room")
		short, width := timeline.Shorten(clean, room)
		require.LessOrEqual(rt, width, room)
		require.True(rt, short == clean || strings.HasSuffix(short, "…"))

		most := rapid.IntRange(1, 4).Draw(rt, "most")
		lines, widest := timeline.Wrap(clean, room, most)
		require.LessOrEqual(rt, len(lines), most)
		require.LessOrEqual(rt, widest, room)
		if !strings.HasSuffix(lines[len(lines)-1], "…") {
			require.Equal(rt, strings.ReplaceAll(clean, " ", ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""))
		}
	})
}
