package report_test

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// Two shards count their promises, and one report tells about both.
func Example() {
	cal, _ := calendar.Parse([]byte(`{"name": "Berlin support", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`))
	terms := promise.Terms{Calendar: cal, Due: promise.Within(8 * time.Hour)}
	now := time.Date(2026, time.February, 1, 0, 0, 0, 0, cal.Zone())

	var shards [2]report.Report
	for i := range shards {
		shards[i], _ = report.New(cal.Zone())
	}
	for i := range 40 {
		made := time.Date(2026, time.January, 5+i/2, 10, 0, 0, 0, cal.Zone())
		p, _ := promise.Make(terms, promise.About{ID: fmt.Sprint(i)}, made)
		done, _ := cal.Add(made, time.Minute+time.Duration(i%13)*47*time.Minute)
		p, _ = p.Record(now, promise.Event{Kind: promise.Fulfill, At: done})
		shards[i%2], _ = shards[i%2].Add(report.Of(p, now))
	}
	r, _ := shards[0].Merge(shards[1])
	fmt.Print(r.Summary(0.95, 20))
	// Output:
	// 40 promises, 2026-01 to 2026-01, Europe/Berlin, aimed at 95.0 %
	//
	// kept            34 of 40, 85.0 % (70.9 to 92.9)
	// broken          6: 0 with fair notice, 0 with short notice, 6 silent
	// promised        median 8h, mean 8h; took 4h43m and 4h36m
	// unused          median 4h4m, 50.8 % of the promise
	// late            median 38m, mean 1h2m
	// pad             promises 0.85 times as long as needed for 95.0 %
	// pinball loss    19m26s
	// worst month     2026-01: 34 of 40, 85.0 % (70.9 to 92.9)
	//
	// month    judged    kept  95 % interval withdrawn  promised      took   unused    pad no quote
	// 2026-01      40  85.0 %   70.9 to 92.9                  8h     4h43m   50.8 %   0.85
}

func ExampleReport_Burn() {
	r, _ := report.New(time.UTC)
	due := time.Date(2026, time.March, 3, 16, 0, 0, 0, time.UTC)
	for i := range 60 {
		o := report.Outcome{At: due.AddDate(0, 0, i%10), Standing: promise.Kept}
		if i%12 == 0 {
			o.Standing = promise.Broken
		}
		r, _ = r.Add(o)
	}
	b, _ := r.Burn(0.95, due.AddDate(0, 0, 9), 10)
	fmt.Printf("%s to %s: %d of %d broken, %.2f times what may, %.0f left; by chance with probability %.2f\n",
		b.From, b.To, b.Broken.Count, b.Broken.Of, b.Speed, b.Left, b.Chance)
	// Output:
	// 2026-03-03 to 2026-03-12: 5 of 60 broken, 1.67 times what may, -2 left; by chance with probability 0.18
}

func ExampleCalibration() {
	c, _ := report.Calibrate(
		report.Forecast{P: 0.1}, report.Forecast{P: 0.12}, report.Forecast{P: 0.15, Broken: true},
		report.Forecast{P: 0.8, Broken: true}, report.Forecast{P: 0.85, Broken: true}, report.Forecast{P: 0.9},
	)
	fmt.Print(c)
	// Output:
	// probability        n  forecast    broke  95 % interval
	// 0.10 to 0.20       3     0.123    0.333  0.061 to 0.792
	// 0.80 to 0.90       2     0.825    1.000  0.342 to 1.000
	// 0.90 to 1.00       1     0.900    0.000  0.000 to 0.793
	// AUC 0.667, Brier score 0.270
}

// What had no promise is not kept, and a total hides its worst group.
func ExampleWorst() {
	r, _ := report.New(time.UTC)
	due := time.Date(2026, time.March, 3, 16, 0, 0, 0, time.UTC)
	for i := range 100 {
		o := report.Outcome{Group: "delivery", At: due, Standing: promise.Kept}
		switch {
		case i >= 90:
			o.Standing = 0 // nothing was promised
		case i >= 60:
			o.Group = "repair"
			if i%2 == 0 {
				o.Standing = promise.Broken
			}
		}
		r, _ = r.Add(o)
	}
	all := r.Total()
	worst, _ := report.Worst(r.Groups(), 20)
	fmt.Println("kept", all.Keep())
	fmt.Println("without promise", all.WithoutPromise())
	fmt.Println("worst", worst.Name, worst.Keep())
	// Output:
	// kept 75 of 90, 83.3 % (74.3 to 89.6)
	// without promise 10 of 100, 10.0 % (5.5 to 17.4)
	// worst repair 15 of 30, 50.0 % (33.2 to 66.8)
}
