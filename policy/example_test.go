package policy_test

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// A case is opened, and the policy makes its promises.
func Example() {
	pol, err := policy.Parse([]byte(`{
		"calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:30"}],
		"commitments": [{
			"name": "resolution", "calendar": "office",
			"rules": [{"when": {"priority": "high"}, "target": "8h"}, {"target": "16h"}],
			"pad": {"percent": 25, "round": "half hour"}
		}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	opened := time.Date(2026, time.January, 9, 10, 10, 0, 0, time.UTC)
	terms, why, _ := pol.Terms("resolution", policy.Fields{"priority": "high"}, opened)
	p, _ := promise.Make(terms, promise.About{ID: "T-7", Name: "resolution"}, opened)
	target, _ := p.At(opened).Target()
	due, _ := p.At(opened).Due()
	fmt.Println("aim for ", target.Format("Mon 15:04"))
	fmt.Println("promise ", due.Format("Mon 15:04"))
	fmt.Print(why)
	// Output:
	// aim for  Mon 10:40
	// promise  Mon 13:00
	// resolution: rule 1 matches
	//   pad: 25% of 8h is 2h, rounded up from Mon 12 Jan 12:40 to Mon 12 Jan 13:00
}

// Every problem in a document is told at once, with its path and the mend.
func ExampleParse() {
	_, err := policy.Parse([]byte(`{"commitments": [{"name": "reply", "calendar": "office", "rules": [{"due": "soon"}], "pad": {"percent": -5}}]}`))
	fmt.Println(err)
	// Output:
	// policy: commitments[0].rules[0].due: invalid deadline "soon"; write one like 8h, 2 days, 2 days 16:00, 2 days close, 2026-01-09T16:00:00Z or 4h before
	// policy: commitments[0].calendar: unknown calendar "office"; add it to calendars
	// policy: commitments[0].pad.percent: -5 is out of range; write 0 to 1000
}
