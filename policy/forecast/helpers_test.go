package forecast_test

import (
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
)

var always = calendar.Always()

// day is one date of 2026 after January 5, a Monday.
func day(n int) time.Time { return time.Date(2026, 1, 5+n, 9, 0, 0, 0, time.UTC) }

// span is a length in days.
func span(days float64) time.Duration { return time.Duration(days * 24 * float64(time.Hour)) }

// done is a case that was finished after a time on the wall.
func done(id string, fields policy.Fields, opened time.Time, took time.Duration) forecast.Record {
	return forecast.Record{ID: id, Fields: fields, Opened: opened, Finished: opened.Add(took), Took: took}
}
