package timeline_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

// A promise is drawn for the sidebar of a ticket, once for the team and once
// for the customer. Errors are left out.
func ExampleSVG() {
	cal, _ := calendar.Parse([]byte(`{"name": "Berlin support", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`))
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, cal.Zone())
	p, _ := promise.Make(promise.Terms{
		Calendar: cal, Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour),
	}, promise.About{ID: "T-7", To: "ACME", Name: "first reply"}, monday)
	e := p.Explain(monday.Add(25 * time.Hour))

	team := timeline.SVG(e, timeline.Options{Calendar: cal, Width: 320})
	customer := timeline.SVG(e, timeline.Options{Calendar: cal, Width: 320, ForCustomer: true, ID: "for-acme"})
	for _, svg := range [][]byte{team, customer} {
		for _, line := range strings.Split(string(svg), "\n")[:2] {
			fmt.Println(line)
		}
	}
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" id="timeline" class="timeline" role="img" lang="en" aria-labelledby="timeline-title timeline-desc" width="320" height="324" viewBox="0 0 320 324">
	// <title id="timeline-title">T-7 first reply for ACME: at risk: past its target, Mon 5 Jan 2026 17:00; due Tue 6 Jan 2026 11:00, 1h of working time left</title>
	// <svg xmlns="http://www.w3.org/2000/svg" id="for-acme" class="timeline" role="img" lang="en" aria-labelledby="for-acme-title for-acme-desc" width="320" height="273" viewBox="0 0 320 273">
	// <title id="for-acme-title">T-7 first reply for ACME: Due Tue 6 Jan 2026 11:00</title>
}
