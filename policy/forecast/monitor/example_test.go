package monitor_test

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy/forecast/monitor"
)

// A desk that breaks too many of its promises.
func ExampleBurnRate() {
	verdicts := make([]bool, 100)
	for i := 40; i < 100; i += 4 {
		verdicts[i] = true // broken
	}
	r := monitor.BurnRate{Level: 0.95}.Risk(verdicts)
	fmt.Println(r.Zone)
	fmt.Println(r.Why)
	// Output:
	// red
	// 15 of the last 100 promises broke, 3.0 times what 95 % allows; 6 of the last 25
}

// A case that has done half of its work, and used up more than half of its pad.
func ExampleFever() {
	r := monitor.Fever{}.Risk(0.5, 33*time.Hour, 30*time.Hour, 36*time.Hour)
	fmt.Println(r.Zone)
	fmt.Println(r.Why)
	// Output:
	// yellow
	// 50 % done and 50 % of the pad gone
}
