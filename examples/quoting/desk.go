package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// deskCalendar are the hours of the desk that is made up.
var deskCalendar = []byte(`{"name": "Berlin workshop", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-12:00,13:00-17:30",
	"days": [{"on": "easter-2", "name": "Good Friday"}, {"on": "easter+1", "name": "Easter Monday"}, {"on": "--05-01", "name": "Labour Day"},
		{"on": "easter+39", "name": "Ascension Day"}, {"on": "easter+50", "name": "Whit Monday"}, {"on": "--10-03", "name": "Day of German Unity"},
		{"on": "2026-08-10", "name": "summer closing"}, {"on": "2026-08-11", "name": "summer closing"}, {"on": "2026-08-12", "name": "summer closing"},
		{"on": "2026-08-13", "name": "summer closing"}, {"on": "2026-08-14", "name": "summer closing"}]}`)

// A topic is what a made-up case is about: how often it comes, how long half of such
// cases take in working hours, how much that spreads, what share is never finished,
// and what the desk promises by habit.
type topic struct {
	name          string
	share         int
	median        float64
	spread        float64
	forgotten     float64
	promisedHours int
}

var topics = []topic{
	{"password", 30, 0.7, 0.8, 0, 8},
	{"invoice", 20, 5, 0.9, 0.01, 24},
	{"delivery", 18, 10, 0.7, 0.02, 24},
	{"repair", 14, 30, 0.6, 0.02, 40},
	{"spare part", 8, 45, 1.1, 0.05, 40},
	{"refund", 6, 16, 1.0, 0.03, 16},
	{"wish", 4, 60, 1.2, 0.45, 80},
}

// deskCases is how many cases are made up.
const deskCases = 4000

// madeUp makes up a desk of nine months, always the same: topics of very different
// lengths, gold customers who are served sooner, a slow spring that takes a third
// longer, holidays, cases that are never finished, and promises made by habit. It
// is written as a file.
func madeUp() []byte {
	cal, err := calendar.Parse(deskCalendar)
	if err != nil {
		panic(err) // it is a constant
	}
	r := rand.New(rand.NewPCG(311, 2026))
	first := time.Date(2026, time.January, 7, 9, 0, 0, 0, cal.Zone())
	end := time.Date(2026, time.October, 1, 0, 0, 0, 0, cal.Zone())
	all := cal.Between(first, end)
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"id", "opened", "finished", "promised", "topic", "tier"}) // a buffer takes all
	for i := range deskCases {
		// Evenly through the working time, and a little out of step.
		opened, _ := cal.Add(first, all/deskCases*time.Duration(i)+time.Duration(r.Int64N(int64(20*time.Minute))))
		x, tier := anyTopic(r), "standard"
		hours := x.median * math.Exp(x.spread*r.NormFloat64())
		if r.IntN(5) == 0 {
			tier = "gold"
			hours *= 0.6
		}
		if m := opened.Month(); m >= time.May {
			hours *= 1.35
		}
		promised, _ := cal.Add(opened, time.Duration(x.promisedHours)*time.Hour)
		finished, _ := cal.Add(opened, time.Duration(hours*3600)*time.Second)
		row := []string{fmt.Sprintf("D-%04d", i+1), stamp(opened), stamp(finished), stamp(promised), x.name, tier}
		if r.Float64() < x.forgotten || finished.After(end) {
			row[2] = ""
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

func anyTopic(r *rand.Rand) topic {
	n := r.IntN(100)
	for _, t := range topics {
		if n -= t.share; n < 0 {
			return t
		}
	}
	return topics[0]
}

func stamp(t time.Time) string { return t.Truncate(time.Second).Format("2006-01-02T15:04:05") }
