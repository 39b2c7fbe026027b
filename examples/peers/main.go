// Command peers measures package calendar beside github.com/rickar/cal, the
// business calendar that most Go programs use, and beside one time.Time.Sub. It
// prints ratios from one run, because absolute figures of a busy machine lie,
// and then what the two answer where they differ.
//
//	go run -C examples/peers .
//
// It is written by the authors of package calendar, and that is its bias.
package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"time"
	_ "time/tzdata" // so that it runs where there is no zone data

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"

	"github.com/underpromise/underpromise/calendar"
)

func main() {
	d, err := newDesks()
	if err == nil {
		err = d.print(os.Stdout, 25)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// desks are the same hours in both libraries: Monday to Friday, 9:00 to 17:30
// in Berlin, with the holidays of all German states. There is one window a day,
// since cal does not support more.
type desks struct {
	ours           *calendar.Calendar
	theirs, cached *cal.BusinessCalendar
	from           []time.Time
}

const (
	opens, closes = 9 * time.Hour, 17*time.Hour + 30*time.Minute
	firstYear     = 2015
	lastYear      = 2035
	instants      = 1 << 10
)

func newDesks() (*desks, error) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return nil, err
	}
	config := calendar.Config{Name: "Berlin", Zone: berlin, Week: calendar.MustWeek("Mo-Fr 09:00-17:30")}
	for _, on := range []calendar.Dates{
		calendar.Yearly(time.January, 1), calendar.Easter(-2), calendar.Easter(1), calendar.Yearly(time.May, 1), calendar.Easter(39),
		calendar.Easter(50), calendar.Yearly(time.October, 3), calendar.Yearly(time.December, 25), calendar.Yearly(time.December, 26),
	} {
		config.Days = append(config.Days, calendar.Day{On: on})
	}
	d := &desks{theirs: newTheirs(false), cached: newTheirs(true)}
	if d.ours, err = calendar.New(config); err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(1, 2))
	first := time.Date(2021, time.January, 1, 0, 0, 0, 0, berlin)
	for range instants {
		d.from = append(d.from, first.Add(time.Duration(r.Int64N(int64(4*365*24*time.Hour)))))
	}
	return d, nil
}

func newTheirs(cached bool) *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.Cacheable = cached
	c.SetWorkHours(opens, closes)
	c.AddHoliday(de.Holidays...)
	return c
}

// An operation is one question, asked of each library at the i-th instant.
type operation struct {
	name                 string
	ours, theirs, cached func(i int)
}

// sink keeps results from being optimised away.
var sink struct {
	duration time.Duration
	time     time.Time
	bool     bool
	int      int64
}

func (d *desks) operations() []operation {
	var list []operation
	for _, far := range []struct {
		name string
		d    time.Duration
	}{{"a day", 24 * time.Hour}, {"a year", 365 * 24 * time.Hour}, {"ten years", 3652 * 24 * time.Hour}} {
		list = append(list, operation{
			"working time in " + far.name,
			func(i int) { sink.duration = d.ours.Between(d.from[i], d.from[i].Add(far.d)) },
			func(i int) { sink.duration = d.theirs.WorkHoursInRange(d.from[i], d.from[i].Add(far.d)) },
			func(i int) { sink.duration = d.cached.WorkHoursInRange(d.from[i], d.from[i].Add(far.d)) },
		})
	}
	for _, n := range []time.Duration{8 * time.Hour, 2000 * time.Hour} {
		list = append(list, operation{
			fmt.Sprintf("add %.0f working hours", n.Hours()),
			func(i int) { sink.time, _ = d.ours.Add(d.from[i], n) },
			func(i int) { sink.time = d.theirs.AddWorkHours(d.from[i], n) },
			func(i int) { sink.time = d.cached.AddWorkHours(d.from[i], n) },
		})
	}
	return append(list,
		operation{
			"is it open",
			func(i int) { sink.bool = d.ours.IsOpen(d.from[i]) },
			func(i int) { sink.bool = d.theirs.IsWorkTime(d.from[i]) },
			func(i int) { sink.bool = d.cached.IsWorkTime(d.from[i]) },
		},
		operation{
			"the next opening",
			func(i int) { sink.time, sink.bool = d.ours.NextOpen(d.from[i]) },
			func(i int) { sink.time = d.theirs.NextWorkdayStart(d.from[i]) },
			func(i int) { sink.time = d.cached.NextWorkdayStart(d.from[i]) },
		},
		operation{
			"ten business days on",
			func(i int) { sink.time, _ = d.ours.AddDays(d.from[i], 10) },
			func(i int) { sink.time = d.theirs.WorkdaysFrom(d.from[i], 10) },
			func(i int) { sink.time = d.cached.WorkdaysFrom(d.from[i], 10) },
		})
}

// print measures and prints both tables.
func (d *desks) print(out io.Writer, rounds int) error {
	list := d.operations()
	sub := func(i int) { sink.duration = d.from[i*7%instants].Sub(d.from[i]) }
	unix := func(i int) { sink.int = d.from[i*7%instants].Unix() - d.from[i].Unix() }
	costs := measure(rounds, append([]func(int){sub, unix}, flatten(list)...))
	if _, err := fmt.Fprintf(out, "Cost in times of one time.Time.Sub, random instants (two Unix calls: %.1f)\n\n%-28s %10s %12s %12s\n",
		costs[1]/costs[0], "", "calendar", "cal, cached", "cal"); err != nil {
		return err
	}
	for i, op := range list {
		row := costs[2+3*i:]
		if _, err := fmt.Fprintf(out, "%-28s %10.1f %12.0f %12.0f\n", op.name, row[0]/costs[0], row[2]/costs[0], row[1]/costs[0]); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(out, "\nA cached cal must not be used by two goroutines at once; a calendar may.\nThe first question about ten years costs a calendar %.0f times one Sub, once; cal has nothing to build.\n", d.firstUse(rounds)/costs[0]); err != nil {
		return err
	}
	return printFacts(out)
}

func flatten(list []operation) (all []func(int)) {
	for _, op := range list {
		all = append(all, op.ours, op.theirs, op.cached)
	}
	return all
}

// measure returns what each function costs, in nanoseconds a call: the least
// of several rounds, in which all take turns.
func measure(rounds int, functions []func(i int)) []float64 {
	costs := make([]float64, len(functions))
	for round := range rounds {
		for k, f := range functions {
			calls := 0
			began := time.Now()
			for time.Since(began) < 2*time.Millisecond {
				for range 32 {
					f(calls * 13 % instants)
					calls++
				}
			}
			cost := float64(time.Since(began)) / float64(calls)
			if round == 0 || cost < costs[k] {
				costs[k] = cost
			}
		}
	}
	return costs
}

// firstUse returns what the first question about ten years costs.
func (d *desks) firstUse(rounds int) float64 {
	var costs []time.Duration
	for i := range rounds {
		fresh, err := d.ours.WithName(fmt.Sprint(i))
		if err != nil {
			continue
		}
		began := time.Now()
		sink.duration = fresh.Between(d.from[0], d.from[0].AddDate(10, 0, 0))
		costs = append(costs, time.Since(began))
	}
	return float64(slices.Min(costs))
}
