// Command parcels shows why it pays to underpromise: two parcels take seven
// days each. One was promised in ten days, the other in three.
package main

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

func main() {
	ordered := time.Date(2026, time.March, 2, 10, 0, 0, 0, time.UTC)
	delivered := ordered.AddDate(0, 0, 7)
	for _, days := range []int{10, 3} {
		p, err := promise.Make(promise.Terms{
			Calendar: calendar.Always(), Due: promise.By(ordered.AddDate(0, 0, days)),
		}, promise.About{Name: fmt.Sprintf("in %d days", days)}, ordered)
		if err == nil {
			p, err = p.Record(delivered, promise.Event{Kind: promise.Fulfill})
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		s := p.At(delivered)
		fmt.Printf("promised %-10s  delivered after 7  %-6s  margin %+.0f days\n", p.About().Name, s.Standing, s.WallRemaining.Hours()/24)
	}
}
