package whatif_test

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/whatif"
)

func examplePolicy(name, due string) *policy.Policy {
	pol, err := policy.Parse([]byte(`{"name": "` + name + `",
		"calendars": [{"name": "office", "zone": "UTC", "week": "Mo-Fr 09:00-17:00"}],
		"commitments": [{"name": "resolution", "calendar": "office", "rules": [{"due": "` + due + `"}], "pad": {"percent": 25},
			"clock": {"stop": {"becomes": {"status": "solved"}}, "pause_while": {"status": "pending"}}}]}`))
	if err != nil {
		panic(err)
	}
	return pol
}

// exampleCases are three that were opened on Monday morning, and solved after 3, 5
// and 7 working hours.
func exampleCases(pol *policy.Policy) []policy.Case {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	var cases []policy.Case
	for i, hours := range []time.Duration{3, 5, 7} {
		c, err := pol.Open(fmt.Sprint("T-", i+1), nil, monday)
		if err != nil {
			panic(err)
		}
		solved := monday.Add(hours * time.Hour)
		if c, err = c.Record(solved, policy.Event{Set: policy.Fields{"status": "solved"}}); err != nil {
			panic(err)
		}
		cases = append(cases, c)
	}
	return cases
}

// Eight hours are promised. What if it were six?
func ExampleCompare() {
	eight, six := examplePolicy("eight hours", "8h"), examplePolicy("six hours", "6h")
	report, err := whatif.Compare(eight, six, exampleCases(eight), time.Date(2026, time.January, 7, 9, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(report)
	// Output:
	// "six hours" instead of "eight hours", 3 cases, as of 2026-01-07T09:00:00Z
	//
	// resolution
	//   promises   3 -> 3
	//   kept       3 of 3, 100.0 % -> 2 of 3, 66.7 %
	//   flips      1 lost
	//   time       0s given away, 6h gained; mean -2h, median -2h
	//   pad        mean 2h -> mean 1h30m
	//   unused     9h, 37.5 % of what was promised -> 4h, 33.3 % of what was promised
	//
	// T-3, resolution 1: kept -> broken, due 2026-01-05T17:00Z -> 2026-01-05T15:00Z
}

// The promises that turn out otherwise are listed, with both due instants.
func ExampleReport() {
	eight, four := examplePolicy("eight hours", "8h"), examplePolicy("four hours", "4h")
	report, err := whatif.Compare(eight, four, exampleCases(eight), time.Date(2026, time.January, 7, 9, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	rate, _ := report.Total.New.KeepRate()
	fmt.Printf("kept %.0f %%, %s gained\n", 100*rate, report.Total.Gained)
	for _, f := range report.Flips {
		fmt.Printf("%s: %s -> %s, due %s instead of %s\n", f.Case, f.Old, f.New, f.NewDue.Format("15:04"), f.OldDue.Format("15:04"))
	}
	// Output:
	// kept 33 %, 12h0m0s gained
	// T-2: kept -> broken, due 13:00 instead of 17:00
	// T-3: kept -> broken, due 13:00 instead of 17:00
}
