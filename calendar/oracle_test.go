package calendar_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
)

// The oracle is a second implementation that is as slow and as obvious as
// possible. It watches the clock on the wall minute by minute, pays no
// attention while the clock shows again what it has already shown, and looks
// on the door whether there are hours for what the clock reads. It knows
// nothing of eras, transitions, tables or readings.
type oracle interface {
	// scan tells for each minute from the given one on whether it is open.
	scan(from time.Time, minutes int) []bool
	// businessDay tells whether the date is one.
	businessDay(d date.Date) bool
	// zone is that in which it answers.
	zone() *time.Location
}

type plainOracle struct {
	calendar.Config
	known map[date.Date]calendar.Hours // hours already looked up
	// left are the dates on whose own hours the door was seen open, watched
	// those on which it was watched from before their midnight to after the
	// last of their hours.
	left, watched map[date.Date]bool
}

func newPlainOracle(c calendar.Config) plainOracle {
	return plainOracle{c, map[date.Date]calendar.Hours{}, map[date.Date]bool{}, map[date.Date]bool{}}
}

func (o plainOracle) scan(from time.Time, minutes int) []bool {
	const warmUp = 3 * 24 * 60 // the clock may have been set back before from
	open := make([]bool, 0, minutes)
	latest := math.MinInt
	for m := -warmUp; m < minutes; m++ {
		t := from.Add(time.Duration(m) * time.Minute).In(o.Zone)
		hour, minute, _ := t.Clock()
		latest = max(latest, (int(date.NewAt(t))*24+hour)*60+minute)
		if m >= 0 {
			dates := o.openWhen(latest)
			for _, d := range dates {
				o.left[d] = true
			}
			open = append(open, len(dates) > 0)
		}
	}
	// A date begins up to 14 hours before it does in UTC and its hours end up
	// to 12 hours after the next one has begun anywhere.
	for d := date.NewAt(from.UTC()) + 2; d.Midnight().AddDate(0, 0, 3).Before(from.Add(time.Duration(minutes) * time.Minute)); d++ {
		o.watched[d] = true
	}
	return open
}

// openWhen tells by the hours of which dates the door is open when the clock
// reads so many minutes since the first midnight of all.
func (o plainOracle) openWhen(reading int) (dates []date.Date) {
	today, minute := date.Date(reading/(24*60)), reading%(24*60)
	holds := func(hours calendar.Hours, minute int) bool {
		return slices.ContainsFunc(hours, func(w calendar.Window) bool {
			opens, closes := int(w.Open/clock.Minute), int(w.Close/clock.Minute)
			if closes <= opens {
				closes += 24 * 60
			}
			return opens <= minute && minute < closes
		})
	}
	for _, b := range o.Breaks {
		if (b.On == today && holds(b.Hours, minute)) || (b.On == today-1 && holds(b.Hours, minute+24*60)) {
			return nil
		}
	}
	if holds(o.hoursOf(today), minute) {
		dates = append(dates, today)
	}
	if holds(o.hoursOf(today-1), minute+24*60) {
		dates = append(dates, today-1)
	}
	return dates
}

func (o plainOracle) hoursOf(d date.Date) calendar.Hours {
	hours, ok := o.known[d]
	if !ok {
		hours = o.lookUp(d)
		o.known[d] = hours
	}
	return hours
}

func (o plainOracle) lookUp(d date.Date) calendar.Hours {
	for _, rank := range []func(calendar.Day) bool{
		func(x calendar.Day) bool { return isOnce(x) && len(x.Hours) > 0 },
		isOnce,
		func(x calendar.Day) bool { return len(x.Hours) > 0 },
		func(calendar.Day) bool { return true },
	} {
		for _, x := range o.Days {
			for year := d.Year() - 1; year <= d.Year()+1; year++ {
				if on, ok := x.On.In(year); ok && on == d && rank(x) {
					return x.Hours
				}
			}
		}
	}
	return o.Week[d.Weekday()]
}

func isOnce(x calendar.Day) bool {
	_, once := x.On.IsOnce()
	return once
}

func (o plainOracle) zone() *time.Location { return o.Zone }

// businessDay watches the door where something may have taken the hours of the
// date: a break, or a change of the clock.
func (o plainOracle) businessDay(d date.Date) bool {
	if len(o.hoursOf(d)) == 0 || !shown(o.Zone, d) {
		return false
	}
	_, before := d.Midnight().AddDate(0, 0, -2).In(o.Zone).Zone()
	_, after := d.Midnight().AddDate(0, 0, 4).In(o.Zone).Zone()
	nearBreak := slices.ContainsFunc(o.Breaks, func(b calendar.Break) bool { return b.On >= d-2 && b.On <= d+2 })
	if before == after && !nearBreak {
		return true
	}
	if !o.watched[d] {
		o.scan(d.Midnight().AddDate(0, 0, -2), 6*24*60)
	}
	return o.left[d]
}

// shown tells whether the clock of the zone ever shows the date.
func shown(zone *time.Location, d date.Date) bool {
	for h := -24; h < 48; h++ {
		if date.NewAt(d.Midnight().Add(time.Duration(h)*time.Hour).In(zone)) == d {
			return true
		}
	}
	return false
}

// A composedOracle asks its parts about every minute.
type composedOracle struct {
	op    string
	parts []oracle
}

func (o composedOracle) scan(from time.Time, minutes int) []bool {
	open := o.parts[0].scan(from, minutes)
	for _, p := range o.parts[1:] {
		for i, other := range p.scan(from, minutes) {
			open[i] = o.combine(open[i], other)
		}
	}
	return open
}

func (o composedOracle) combine(a, b bool) bool {
	switch o.op {
	case "union":
		return a || b
	case "intersect":
		return a && b
	}
	return a && !b
}

func (o composedOracle) zone() *time.Location { return o.parts[0].zone() }

func (o composedOracle) businessDay(d date.Date) bool {
	if !shown(o.zone(), d) {
		return false
	}
	business := o.parts[0].businessDay(d)
	for _, p := range o.parts[1:] {
		if o.op != "subtract" {
			business = o.combine(business, p.businessDay(d))
		}
	}
	return business
}

// hardZones are where peers go wrong.
var hardZones = []string{
	"America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu",
	"Asia/Tehran", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Kwajalein", "Antarctica/Troll", "UTC",
}

// hardMoments are instants at which something happens in a zone: every change
// of its clock from 1980 to 2045, and ends of years.
func hardMoments(tb testing.TB, zone *time.Location) []time.Time {
	tb.Helper()
	var moments []time.Time
	day := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	last := 2045
	if zone.String() == "Africa/Casablanca" {
		last = 2026 // its rules differ between versions of the zone data
	}
	for ; day.Year() < last; day = day.AddDate(0, 0, 1) {
		next := day.AddDate(0, 0, 1)
		_, before := day.In(zone).Zone()
		_, after := next.In(zone).Zone()
		if before != after || (day.Month() == time.December && day.Day() == 31 && day.Year()%4 == 0) {
			moments = append(moments, day.Add(12*time.Hour))
		}
	}
	return append(moments, time.Date(1969, 9, 30, 12, 0, 0, 0, time.UTC), time.Date(2011, 12, 30, 12, 0, 0, 0, time.UTC), time.Date(last, 3, 1, 0, 0, 0, 0, time.UTC))
}

func loadZone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation(name)
	require.NoError(tb, err)
	return zone
}

// drawHours draws hours of one date, on whole minutes.
func drawHours(t *rapid.T, most int) calendar.Hours {
	var hours calendar.Hours
	for range rapid.IntRange(1, most).Draw(t, "windows") {
		opens := rapid.OneOf(rapid.SampledFrom([]int{0, 60, 90, 120, 135, 150, 180, 1200, 1380}), rapid.IntRange(0, 24*60-1)).Draw(t, "opens")
		closes := rapid.OneOf(rapid.SampledFrom([]int{90, 120, 135, 150, 165, 180, 1440}), rapid.IntRange(0, 24*60)).Draw(t, "closes")
		if closes == opens || (closes < opens && closes >= 12*60) {
			closes = 24 * 60
		}
		hours = append(hours, calendar.Window{Open: clock.Clock(opens) * clock.Minute, Close: clock.Clock(closes) * clock.Minute})
	}
	return hours
}

// drawConfig draws a calendar whose exceptions lie around the moment.
func drawConfig(t *rapid.T, zone *time.Location, moment time.Time) calendar.Config {
	c := calendar.Config{Zone: zone}
	near := date.NewAt(moment)
	dates := rapid.Custom(func(t *rapid.T) date.Date {
		return near + date.Date(rapid.IntRange(-4, 4).Draw(t, "day"))
	})
	if rapid.IntRange(0, 9).Draw(t, "kind") == 0 {
		c.Week = calendar.MustWeek("24/7")
	} else {
		for i := range c.Week {
			if rapid.IntRange(0, 3).Draw(t, "open") > 0 {
				c.Week[i] = drawHours(t, 3)
			}
		}
	}
	used := map[date.Date]bool{}
	for range rapid.IntRange(0, 4).Draw(t, "days") {
		d := dates.Draw(t, "on")
		day := calendar.Day{On: calendar.Once(d)}
		if rapid.IntRange(0, 2).Draw(t, "recurring") == 0 {
			day.On = calendar.Yearly(d.Month(), d.Day())
		} else if rapid.Bool().Draw(t, "open") && !used[d] {
			used[d] = true
			day.Hours = drawHours(t, 2)
		}
		c.Days = append(c.Days, day)
	}
	for range rapid.IntRange(0, 3).Draw(t, "breaks") {
		c.Breaks = append(c.Breaks, calendar.Break{On: dates.Draw(t, "on"), Hours: drawClosedHours(t, c)})
	}
	return c
}

// drawClosedHours draws the hours of a break: some, the whole date, or the very
// hours of a weekday.
func drawClosedHours(t *rapid.T, c calendar.Config) calendar.Hours {
	switch usual := c.Week[rapid.IntRange(0, 6).Draw(t, "weekday")]; rapid.IntRange(0, 3).Draw(t, "closes") {
	case 0:
		return calendar.MustHours("00:00-24:00")
	case 1:
		if len(usual) > 0 {
			return usual
		}
	}
	return drawHours(t, 1)
}

// drawPair draws a calendar and its oracle, plain or composed.
func drawPair(tb testing.TB, t *rapid.T, zone *time.Location, moment time.Time, depth int) (*calendar.Calendar, oracle) {
	tb.Helper()
	kind := rapid.SampledFrom([]string{"plain", "plain", "plain", "union", "intersect", "subtract"}).Draw(t, "composition")
	if kind == "plain" || depth == 0 {
		config := drawConfig(t, zone, moment)
		cal, err := calendar.New(config)
		if err != nil {
			require.ErrorIs(t, err, calendar.ErrNeverOpen)
			t.Skip("drew a calendar that never opens")
		}
		return cal, newPlainOracle(config)
	}
	a, first := drawPair(tb, t, zone, moment, depth-1)
	other := loadZone(tb, rapid.SampledFrom(hardZones).Draw(t, "other zone"))
	b, second := drawPair(tb, t, other, moment, depth-1)
	compose := map[string]func(a, b *calendar.Calendar, more ...*calendar.Calendar) (*calendar.Calendar, error){
		"union": calendar.Union, "intersect": calendar.Intersect, "subtract": calendar.Subtract,
	}[kind]
	cal, err := compose(a, b)
	require.NoError(t, err)
	return cal, composedOracle{kind, []oracle{first, second}}
}

func TestOracle(t *testing.T) {
	for _, name := range hardZones {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			zone := loadZone(t, name)
			moments := hardMoments(t, zone)
			rapid.Check(t, func(rt *rapid.T) {
				moment := rapid.SampledFrom(moments).Draw(rt, "moment").Truncate(time.Minute)
				cal, o := drawPair(t, rt, zone, moment, 2)
				s := newScan(o, moment)
				for range 6 {
					s.check(rt, cal)
				}
				checkBusinessDays(rt, cal, o, moment)
			})
		})
	}
}

// A scan holds what the oracle saw around a moment.
type scan struct {
	from time.Time
	open []bool
	sums []int // minutes open before each minute
}

const scanned = 12 * 24 * 60

func newScan(o oracle, moment time.Time) scan {
	from := moment.Add(-scanned / 2 * time.Minute)
	s := scan{from: from, open: o.scan(from, scanned), sums: make([]int, 1, scanned+1)}
	for _, open := range s.open {
		n := s.sums[len(s.sums)-1]
		if open {
			n++
		}
		s.sums = append(s.sums, n)
	}
	return s
}

func (s scan) minute(i int) time.Time { return s.from.Add(time.Duration(i) * time.Minute) }

// next returns the first minute from i on for which the question is answered
// yes, stepping by step; -1 if the scan has none.
func (s scan) find(i, step int, yes func(i int) bool) int {
	for ; i > 0 && i < len(s.open); i += step {
		if yes(i) {
			return i
		}
	}
	return -1
}

func (s scan) opens(i int) bool  { return s.open[i] && !s.open[i-1] }
func (s scan) closes(i int) bool { return !s.open[i] && s.open[i-1] }

// check asks one drawn minute everything, and compares.
func (s scan) check(t *rapid.T, cal *calendar.Calendar) {
	i := rapid.OneOf(rapid.IntRange(scanned/4, 3*scanned/4), rapid.IntRange(scanned/2-2*24*60, scanned/2+2*24*60)).Draw(t, "minute")
	at := s.minute(i)
	require.Equal(t, s.open[i], cal.IsOpen(at), "is it open at %v", at)
	require.Equal(t, s.open[i], cal.IsOpen(at.Add(time.Minute-1)), "is it open just before the minute after %v ends", at)
	require.Equal(t, s.open[i], cal.Why(at) == "open", "why at %v: %s", at, cal.Why(at))

	s.checkEdge(t, "next open", at, s.find(i+1, 1, s.opens), true, cal.NextOpen)
	s.checkEdge(t, "next close", at, s.find(i+1, 1, s.closes), true, cal.NextClose)
	s.checkEdge(t, "prev open", at, s.find(i, -1, s.opens), false, cal.PrevOpen)
	s.checkEdge(t, "prev close", at, s.find(i, -1, s.closes), false, cal.PrevClose)

	j := rapid.IntRange(0, scanned).Draw(t, "other minute")
	require.Equal(t, time.Duration(s.sums[j]-s.sums[i])*time.Minute, cal.Between(at, s.minute(j)), "between %v and %v", at, s.minute(j))

	minutes := rapid.IntRange(1, 3*24*60).Draw(t, "minutes")
	d := time.Duration(minutes) * time.Minute
	if k := s.find(i+1, 1, func(k int) bool { return s.sums[k] >= s.sums[i]+minutes }); k >= 0 {
		u, err := cal.Add(at, d)
		require.NoError(t, err)
		require.True(t, u.Equal(s.minute(k)), "%v + %v is %v, want %v", at, d, u, s.minute(k))
	}
	if k := s.find(i-1, -1, func(k int) bool { return s.sums[k] <= s.sums[i]-minutes }); k >= 0 {
		u, err := cal.Sub(at, d)
		require.NoError(t, err)
		require.True(t, u.Equal(s.minute(k)), "%v - %v is %v, want %v", at, d, u, s.minute(k))
	}
	s.checkSpans(t, cal, min(i, j), max(i, j))
}

func (s scan) checkEdge(t *rapid.T, what string, at time.Time, k int, later bool, ask func(time.Time) (time.Time, bool)) {
	u, ok := ask(at)
	switch {
	case k >= 0:
		require.True(t, ok && u.Equal(s.minute(k)), "%s from %v is %v %v, want %v", what, at, u, ok, s.minute(k))
	case ok && later:
		require.False(t, u.Before(s.minute(scanned)), "%s from %v is %v, where nothing happens", what, at, u)
	case ok:
		require.False(t, u.After(s.from), "%s from %v is %v, where nothing happens", what, at, u)
	}
}

func (s scan) checkSpans(t *rapid.T, cal *calendar.Calendar, i, j int) {
	var want []string
	for k := i; k < j; k++ {
		if s.open[k] && (k == i || !s.open[k-1]) {
			end := k
			for end < j && s.open[end] {
				end++
			}
			want = append(want, fmt.Sprint(s.minute(k).UTC(), s.minute(end).UTC()))
		}
	}
	var up, down []string
	for span := range cal.Spans(s.minute(i), s.minute(j)) {
		up = append(up, fmt.Sprint(span.From.UTC(), span.To.UTC()))
	}
	for span := range cal.Spans(s.minute(j), s.minute(i)) {
		down = append(down, fmt.Sprint(span.From.UTC(), span.To.UTC()))
	}
	slices.Reverse(down)
	require.Equal(t, want, up, "spans")
	require.Equal(t, want, down, "spans backward")
}

// checkBusinessDays counts dates one by one.
func checkBusinessDays(t *rapid.T, cal *calendar.Calendar, o oracle, moment time.Time) {
	at := moment.Add(time.Duration(rapid.IntRange(-4*24*60, 4*24*60).Draw(t, "minutes off")) * time.Minute)
	today := date.NewAt(at.In(cal.Zone()))
	n := rapid.IntRange(-6, 6).Filter(func(n int) bool { return n != 0 }).Draw(t, "n")
	step := date.Date(1)
	if n < 0 {
		step = -1
	}
	d, left := today, max(n, -n)
	for tries := 0; left > 0 && tries < 100; tries++ {
		if d += step; o.businessDay(d) {
			left--
		}
	}
	if left == 0 {
		checkIntoHours(t, cal, d, at, n)
	}
	to := at.Add(time.Duration(rapid.IntRange(-20*24, 20*24).Draw(t, "hours")) * time.Hour)
	count, last := 0, date.NewAt(to.In(cal.Zone()))
	for x := min(today, last); x < max(today, last); x++ {
		if o.businessDay(x) {
			count++
		}
	}
	if last < today {
		count = -count
	}
	require.Equal(t, count, cal.DaysBetween(at, to), "business days from %v to %v", at, to)
}

// checkIntoHours checks where AddDays puts at on the business day d.
func checkIntoHours(t *rapid.T, cal *calendar.Calendar, d date.Date, at time.Time, n int) {
	wall := cal.At(d, clock.NewAt(at.In(cal.Zone())))
	hours := cal.OpenOn(d)
	u, err := cal.AddDays(at, n)
	if len(hours) == 0 && errors.Is(err, calendar.ErrNeverOpen) {
		_, opens := cal.NextOpen(wall)
		require.False(t, opens, "never open, but next at %v", wall)
		return
	}
	require.NoError(t, err)
	switch k := slices.IndexFunc(hours, func(s calendar.Span) bool { return wall.Before(s.From) }); {
	case cal.IsOpen(wall):
		require.True(t, u.Equal(wall), "open at %v, but got %v", wall, u)
	case len(hours) == 0:
		require.True(t, cal.IsOpen(u) && u.After(wall), "no hours on %v, got %v", d, u)
	case k < 0:
		require.True(t, u.Equal(hours[len(hours)-1].To), "after the close at %v, got %v", wall, u)
	default:
		require.True(t, u.Equal(hours[k].From), "before hours at %v, got %v", wall, u)
	}
}
