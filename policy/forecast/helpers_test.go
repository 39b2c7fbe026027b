package forecast_test

import (
	"time"

	"github.com/underpromise/underpromise/calendar"
)

var always = calendar.Always()

// day is one date of 2026 after January 5, a Monday.
func day(n int) time.Time { return time.Date(2026, 1, 5+n, 9, 0, 0, 0, time.UTC) }
