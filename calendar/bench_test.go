package calendar_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
)

// officeCalendar has two windows a day and nine holidays a year, the calendar
// that is measured.
func officeCalendar(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(tb, err)
	config := calendar.Config{Name: "Berlin office", Zone: berlin, Week: calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:30")}
	for _, on := range []calendar.Dates{
		calendar.Yearly(time.January, 1), calendar.Easter(-2), calendar.Easter(1), calendar.Yearly(time.May, 1), calendar.Easter(39),
		calendar.Easter(50), calendar.Yearly(time.October, 3), calendar.Yearly(time.December, 25), calendar.Yearly(time.December, 26),
	} {
		for year := 2015; year < 2035; year++ {
			d, _ := on.In(year)
			config.Days = append(config.Days, calendar.Day{On: calendar.Once(d)})
		}
	}
	cal, err := calendar.New(config)
	require.NoError(tb, err)
	return cal
}

const instants = 1 << 12

// randomInstants returns instants of 2021 to 2025 in an order that no branch
// predictor learns.
func randomInstants() []time.Time {
	r := rand.New(rand.NewPCG(1, 2))
	from := date.New(2021, time.January, 1).Midnight()
	times := make([]time.Time, instants)
	for i := range times {
		times[i] = from.Add(time.Duration(r.Int64N(int64(5 * 365 * 24 * time.Hour))))
	}
	return times
}

// The sinks keep results from being optimised away.
var (
	sinkDuration time.Duration
	sinkTime     time.Time
	sinkBool     bool
	sinkInt      int
)

func BenchmarkTimeSub(b *testing.B) {
	from, to := randomInstants(), randomInstants()
	for i := 0; b.Loop(); i++ {
		sinkDuration = to[i*7%instants].Sub(from[i%instants])
	}
}

func BenchmarkTwoUnix(b *testing.B) {
	from, to := randomInstants(), randomInstants()
	for i := 0; b.Loop(); i++ {
		sinkDuration = time.Duration(to[i*7%instants].Unix() - from[i%instants].Unix())
	}
}

func BenchmarkBetween(b *testing.B) {
	cal, from := officeCalendar(b), randomInstants()
	for _, far := range []struct {
		name string
		d    time.Duration
	}{{"1day", 24 * time.Hour}, {"1year", 365 * 24 * time.Hour}, {"10years", 3652 * 24 * time.Hour}} {
		b.Run(far.name, func(b *testing.B) {
			to := make([]time.Time, instants)
			for i := range to {
				to[i] = from[i].Add(far.d)
			}
			sinkDuration = cal.Between(from[0], from[0].Add(10*far.d))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sinkDuration = cal.Between(from[i%instants], to[i%instants])
			}
		})
	}
}

func BenchmarkAdd(b *testing.B) {
	cal, from := officeCalendar(b), randomInstants()
	for _, d := range []time.Duration{8 * time.Hour, 2000 * time.Hour} {
		b.Run(fmt.Sprintf("%.0fh", d.Hours()), func(b *testing.B) {
			sinkTime, _ = cal.Add(from[0], d)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sinkTime, _ = cal.Add(from[i%instants], d)
			}
		})
	}
}

func BenchmarkSub(b *testing.B) {
	cal, from := officeCalendar(b), randomInstants()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		sinkTime, _ = cal.Sub(from[i%instants], 8*time.Hour)
	}
}

func BenchmarkIsOpen(b *testing.B) {
	cal, from := officeCalendar(b), randomInstants()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		sinkBool = cal.IsOpen(from[i%instants])
	}
}

func BenchmarkNextOpen(b *testing.B) {
	cal, from := officeCalendar(b), randomInstants()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		sinkTime, sinkBool = cal.NextOpen(from[i%instants])
	}
}

func BenchmarkPrevClose(b *testing.B) {
	cal, from := officeCalendar(b), randomInstants()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		sinkTime, sinkBool = cal.PrevClose(from[i%instants])
	}
}

func BenchmarkAddDays(b *testing.B) {
	cal, from := officeCalendar(b), randomInstants()
	for _, n := range []int{1, 2500} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sinkTime, _ = cal.AddDays(from[i%instants], n)
			}
		})
	}
}

func BenchmarkDaysBetween(b *testing.B) {
	cal, from, to := officeCalendar(b), randomInstants(), randomInstants()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		sinkInt = cal.DaysBetween(from[i%instants], to[i*7%instants])
	}
}

// BenchmarkFirstUse is what the first question about ten years costs.
func BenchmarkFirstUse(b *testing.B) {
	cal := officeCalendar(b)
	for _, year := range []int{1905, 2020, 2150} {
		b.Run(fmt.Sprint(year), func(b *testing.B) {
			from := date.New(year, time.June, 1).Midnight()
			to := date.New(year+10, time.June, 1).Midnight()
			b.ReportAllocs()
			for b.Loop() {
				fresh, err := cal.WithName("fresh")
				if err != nil {
					b.Fatal(err)
				}
				sinkDuration = fresh.Between(from, to)
			}
		})
	}
}

// BenchmarkManyCalendars asks a thousand calendars in random order.
func BenchmarkManyCalendars(b *testing.B) {
	cals := make([]*calendar.Calendar, 1000)
	from := randomInstants()
	for i := range cals {
		cal, err := officeCalendar(b).WithName(fmt.Sprint(i))
		if err != nil {
			b.Fatal(err)
		}
		sinkDuration = cal.Between(from[0].AddDate(-5, 0, 0), from[0].AddDate(5, 0, 0))
		cals[i] = cal
	}
	r := rand.New(rand.NewPCG(3, 4))
	order := make([]int, instants)
	for i := range order {
		order[i] = r.IntN(len(cals))
	}
	for i := 0; b.Loop(); i++ {
		sinkTime, _ = cals[order[i%instants]].Add(from[i%instants], 8*time.Hour)
	}
}
