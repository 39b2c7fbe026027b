package ical_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/calendar/ical"
)

func office(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.New(calendar.Config{
		Name: "Büro, Berlin; oben",
		Zone: loadZone(tb, "Europe/Berlin"),
		Week: calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:30; Sa 22:00-02:00"),
		Days: []calendar.Day{
			{On: calendar.Yearly(time.December, 25), Name: "1. Weihnachtstag: alles zu, auch die Hotline; Notfälle bitte an die Zentrale, die rund um die Uhr besetzt ist 🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄"},
			{On: calendar.Once(date.New(2026, time.December, 28))},
			{On: calendar.Once(date.New(2026, time.December, 24)), Hours: calendar.MustHours("09:00-12:00"), Name: "Heiligabend"},
			{On: calendar.Once(date.New(2026, time.December, 20)), Name: "4. Advent"},
		},
		Breaks: []calendar.Break{
			{On: date.New(2026, time.December, 21), Hours: calendar.MustHours("10:00-11:30,16:00-16:30:15"), Name: `Versammlung \ Feier`},
			{On: date.New(2026, time.December, 22), Hours: calendar.MustHours("10:00-11:30")},
		},
	})
	require.NoError(tb, err)
	return cal
}

func december(tb testing.TB, what ical.Kind) ical.Export {
	tb.Helper()
	berlin := loadZone(tb, "Europe/Berlin")
	return ical.Export{
		From: time.Date(2026, time.December, 18, 0, 0, 0, 0, berlin), To: time.Date(2027, time.January, 1, 0, 0, 0, 0, berlin),
		Stamp: time.Date(2026, time.November, 20, 8, 30, 15, 999, time.UTC), What: what,
	}
}

func written(tb testing.TB, cal *calendar.Calendar, x ical.Export) string {
	tb.Helper()
	var b bytes.Buffer
	require.NoError(tb, ical.Write(&b, cal, x))
	return b.String()
}

// TestWrite shows the bytes.
func TestWrite(t *testing.T) {
	documenttest.Golden(t, "closed.golden.ics", written(t, office(t), december(t, 0)))
	documenttest.Golden(t, "open.golden.ics", written(t, office(t), december(t, ical.Open)))
}

// TestWriteReads reads back what is written.
func TestWriteReads(t *testing.T) {
	c := in(t, "Europe/Berlin")
	feed := read(t, written(t, office(t), december(t, ical.Closed)), c)
	require.Equal(t, lines(`
		2026-12-20 closed 4. Advent
		2026-12-25 closed 1. Weihnachtstag: alles zu, auch die Hotline; Notfälle bitte an die Zentrale, die rund um die Uhr besetzt ist 🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄🎄
		2026-12-28 closed Closed
		2026-12-21 break 10:00-11:30 Versammlung \ Feier
		2026-12-21 break 16:00-16:30:15 Versammlung \ Feier
		2026-12-22 break 10:00-11:30 Closed`), show(feed), "December 20 is a date though the night before reaches into it")

	c.Timed, c.Transparent = ical.Open, ical.CountAll
	feed = read(t, written(t, office(t), december(t, ical.Open)), c)
	require.Equal(t, "2026-12-24 open 09:00-12:00 Open\n", show(&ical.Feed{Days: []calendar.Day{dayOn(t, feed, "2026-12-24")}}))
	require.Equal(t, "2026-12-19 open 22:00-02:00 Open\n", show(&ical.Feed{Days: []calendar.Day{dayOn(t, feed, "2026-12-19")}}))
}

func dayOn(tb testing.TB, feed *ical.Feed, on string) calendar.Day {
	tb.Helper()
	i := slices.IndexFunc(feed.Days, func(d calendar.Day) bool { return d.On.String() == on })
	require.GreaterOrEqual(tb, i, 0, on)
	return feed.Days[i]
}

// hardZones have gaps and repeated hours of all kinds, at midnight too.
var hardZones = []string{"America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Asia/Tehran", "Pacific/Apia", "America/Sao_Paulo"}

func drawName(t *rapid.T) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", "Closed", "Ä", "a,b;c\\d:\"e\"", "\\n", " x ", strings.Repeat("long word ", 20), strings.Repeat("ß", 100)}),
		rapid.StringOfN(rapid.RuneFrom([]rune("ab ,;:\\\"nNäß€🎄\u0301\u2028")), 0, 120, -1),
	).Draw(t, "name")
}

// drawClosed draws a calendar that is open but for days and breaks around a
// change of the clocks.
func drawClosed(tb testing.TB, t *rapid.T) (*calendar.Calendar, date.Date) {
	tb.Helper()
	zone := loadZone(tb, rapid.SampledFrom(hardZones).Draw(t, "zone"))
	year := rapid.IntRange(1990, 2030).Draw(t, "year")
	around := date.New(year, time.January, 1) + date.Date(rapid.IntRange(0, 364).Draw(t, "day"))
	if _, change := time.Date(year, time.January, 1, 0, 0, 0, 0, zone).ZoneBounds(); !change.IsZero() && rapid.Bool().Draw(t, "change") {
		around = date.NewAt(change.In(zone))
	}
	c := calendar.Config{Zone: zone, Week: calendar.MustWeek("24/7"), Name: drawName(t)}
	second := rapid.SampledFrom([]int64{0, 1800, 3600, 5400, 7199, 7200, 8100, 9000, 10800, 43200, 82800, 86399})
	for range rapid.IntRange(0, 4).Draw(t, "days") {
		on := around + date.Date(rapid.IntRange(-3, 3).Draw(t, "on"))
		c.Days = append(c.Days, calendar.Day{On: calendar.Once(on), Name: drawName(t)})
	}
	for range rapid.IntRange(0, 5).Draw(t, "breaks") {
		on := around + date.Date(rapid.IntRange(-3, 3).Draw(t, "on"))
		open, end := second.Draw(t, "open"), second.Draw(t, "end")
		if end <= open && end >= 43200 || end == open {
			end = 86400
		}
		w := calendar.Window{Open: clock.Clock(open) * clock.Second, Close: clock.Clock(end) * clock.Second}
		c.Breaks = append(c.Breaks, calendar.Break{On: on, Hours: calendar.Hours{w}, Name: drawName(t)})
	}
	cal, err := calendar.New(c)
	require.NoError(t, err)
	return cal, around
}

// closedByName returns the closed time under each name, merged, as text.
func closedByName(cal *calendar.Calendar, from, to time.Time) map[string][]string {
	spans := map[string][]calendar.Span{}
	for _, c := range cal.Closures(from, to) {
		name := c.Name
		if name == "" {
			name = "Closed"
		}
		list := spans[name]
		if n := len(list) - 1; n >= 0 && !c.From.After(list[n].To) {
			if c.To.After(list[n].To) {
				list[n].To = c.To
			}
		} else {
			list = append(list, c.Span)
		}
		spans[name] = list
	}
	texts := map[string][]string{}
	for name, list := range spans {
		for _, s := range list {
			texts[name] = append(texts[name], s.From.UTC().Format(time.RFC3339)+" "+s.To.UTC().Format(time.RFC3339))
		}
	}
	return texts
}

// TestRoundTrip checks the law that closures that are written are read back as
// days and breaks that close the same time under the same names.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal, around := drawClosed(t, rt)
		from, to := cal.At(around-10, 0), cal.At(around+10, 0)
		text := written(t, cal, ical.Export{From: from, To: to, Stamp: from})
		checkText(rt, text)
		feed := read(t, text, ical.Config{Zone: cal.Zone(), First: around - 10, Last: around + 10})
		require.Empty(rt, feed.Ignored)
		again, err := calendar.New(calendar.Config{Zone: cal.Zone(), Week: calendar.MustWeek("24/7"), Days: feed.Days, Breaks: feed.Breaks})
		require.NoError(rt, err)
		if diff := cmp.Diff(closedByName(cal, from, to), closedByName(again, from, to)); diff != "" {
			rt.Fatalf("%s\n(-want +got):\n%s", text, diff)
		}
		require.Equal(rt, cal.Between(from, to), again.Between(from, to))
	})
}

// TestOpenRoundTrip checks the same for open time.
func TestOpenRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal, around := drawClosed(t, rt)
		from, to := cal.At(around-10, 0), cal.At(around+10, 0)
		text := written(t, cal, ical.Export{From: from, To: to, Stamp: from, What: ical.Open})
		checkText(rt, text)
		feed := read(t, text, ical.Config{Zone: cal.Zone(), First: around - 11, Last: around + 11, Timed: ical.Open, Transparent: ical.CountAll})
		again, err := calendar.New(calendar.Config{Zone: cal.Zone(), Days: feed.Days})
		require.NoError(rt, err)
		spans := func(c *calendar.Calendar) (list []string) {
			for s := range c.Spans(from, to) {
				list = append(list, s.From.UTC().Format(time.RFC3339)+" "+s.To.UTC().Format(time.RFC3339))
			}
			return list
		}
		if diff := cmp.Diff(spans(cal), spans(again)); diff != "" {
			rt.Fatalf("%s\n(-want +got):\n%s", text, diff)
		}
	})
}

// checkText checks what RFC 5545 asks of lines, and that UIDs are unique.
func checkText(t rapid.TB, text string) {
	t.Helper()
	require.True(t, strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") && strings.HasSuffix(text, "\r\nEND:VCALENDAR\r\n"))
	require.NotContains(t, strings.ReplaceAll(text, "\r\n", ""), "\n")
	require.NotContains(t, strings.ReplaceAll(text, "\r\n", ""), "\r")
	uids := map[string]bool{}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		require.NotEmpty(t, line)
		require.LessOrEqual(t, len(line), 75, "%q", line)
		require.True(t, utf8.ValidString(line), "%q", line)
		if uid, ok := strings.CutPrefix(line, "UID:"); ok {
			require.False(t, uids[uid], "%s is there twice", uid)
			uids[uid] = true
		}
	}
}

// TestStable shows when an event keeps its UID.
func TestStable(t *testing.T) {
	uids := func(cal *calendar.Calendar, x ical.Export) (list []string) {
		for line := range strings.SplitSeq(written(t, cal, x), "\r\n") {
			if strings.HasPrefix(line, "UID:") {
				list = append(list, line)
			}
		}
		return list
	}
	x := december(t, ical.Closed)
	want := uids(office(t), x)
	require.Len(t, want, 6)
	require.Equal(t, written(t, office(t), x), written(t, office(t), x))

	later := x
	later.Stamp = later.Stamp.AddDate(0, 1, 0)
	later.To = later.To.AddDate(0, 1, 0)
	require.Equal(t, want, uids(office(t), later), "at another time, and of more")

	renamed, err := office(t).WithName("other")
	require.NoError(t, err)
	for _, uid := range uids(renamed, x) {
		require.NotContains(t, want, uid, "of another calendar")
	}
}

// TestTwice writes a closure once that two parts of a calendar have.
func TestTwice(t *testing.T) {
	part, err := office(t).WithName("")
	require.NoError(t, err)
	both, err := calendar.Intersect(part, part)
	require.NoError(t, err)
	require.Equal(t, 6, strings.Count(written(t, both, december(t, ical.Closed)), "BEGIN:VEVENT"))
	checkText(t, written(t, both, december(t, ical.Closed)))
}

// TestWriteClips shows what is written of a closure that is cut, and that parts
// of a second are cut off.
func TestWriteClips(t *testing.T) {
	x := december(t, ical.Closed)
	x.From = time.Date(2026, time.December, 25, 11, 0, 0, 500, time.UTC)
	x.To = time.Date(2026, time.December, 25, 12, 0, 0, 999_999_999, time.UTC)
	text := written(t, office(t), x)
	require.Contains(t, text, "DTSTART:20261225T110000Z\r\nDTEND:20261225T120000Z\r\n")
	x.To = x.From
	require.NotContains(t, written(t, office(t), x), "VEVENT")
	require.NotContains(t, written(t, &calendar.Calendar{}, december(t, ical.Open)), "VEVENT", "the zero calendar")
	x = ical.Export{From: time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), To: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), Stamp: x.Stamp, What: ical.Open}
	require.Contains(t, written(t, calendar.Always(), x), fmt.Sprintf("DTSTART:%s\r\nDTEND:%s\r\n", "19000101T000000Z", "21900101T000000Z"))
}
