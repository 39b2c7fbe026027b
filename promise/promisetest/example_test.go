package promisetest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// A printer stands in for the *testing.T of a test, and prints what is reported
// to it.
type printer struct{ testing.TB }

func (printer) Helper() {}

func (printer) Errorf(format string, args ...any) { fmt.Printf(format, args...) }

// desk is the calendar of the examples.
func desk() *calendar.Calendar {
	cal, err := calendar.Parse([]byte(`{"name": "Berlin support", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`))
	if err != nil {
		panic(err)
	}
	return cal
}

// A test tells what happens and what is expected. Here the last expectation is
// wrong.
func Example() {
	var t printer // in a test: t *testing.T
	promisetest.Run(t, `
		calendar: {"name": "Berlin support", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}
		due: 10h
		begins: 2026-01-05

		mon 09:00 made; 11:00 pause: waiting for the log
		tue 10:00 resume; expect on track, due wed 10:00
		wed 09:30 expect on track, due 12:00
	`)
	// Output:
	// 8:3: wed 09:30 expect on track, due 12:00
	// the promise at Wed  7 Jan 2026 09:30 CET (-want +got):
	// - due  Wed  7 Jan 2026 12:00 CET
	// + due  Wed  7 Jan 2026 10:00 CET
	// on track; due Wed  7 Jan 2026 10:00, 30m of working time left
	//   promised Mon  5 Jan 2026 09:00: due 10h; Berlin support, Europe/Berlin, 02b58e0fbd5c
	//   Mon  5 Jan 2026 09:00 - Mon  5 Jan 2026 11:00        2h  running
	//   Mon  5 Jan 2026 11:00 - Tue  6 Jan 2026 10:00        0s  paused: waiting for the log
	//   Tue  6 Jan 2026 10:00 - Wed  7 Jan 2026 09:30     7h30m  running
	//                                                     9h30m  elapsed
}

// A promise that was made by the program under test is compared in the fields
// that are named.
func ExampleExpect() {
	var t printer // in a test: t *testing.T
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, desk().Zone())
	p, _ := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(10 * time.Hour)}, promise.About{ID: "T-7"}, monday)
	p, _ = p.Record(monday.Add(2*time.Hour), promise.Event{Kind: promise.Pause, Reason: "waiting for the log"})

	promisetest.Expect(t, p, monday.Add(4*time.Hour), promisetest.Want{
		Standing: promise.OnTrack,
		NoDue:    promise.DuePaused,
		Elapsed:  promisetest.Exactly(3 * time.Hour),
	})
	// Output:
	// the promise at Mon  5 Jan 2026 13:00 CET (-want +got):
	// - elapsed  3h
	// + elapsed  2h
	// T-7: on track; paused: waiting for the log; 8h of working time will be left when it resumes
	//   promised Mon  5 Jan 2026 09:00: due 10h; Berlin support, Europe/Berlin, 02b58e0fbd5c
	//   Mon  5 Jan 2026 09:00 - Mon  5 Jan 2026 11:00        2h  running
	//   Mon  5 Jan 2026 11:00 - Mon  5 Jan 2026 13:00        0s  paused: waiting for the log
	//                                                        2h  elapsed
}

// A host that sleeps until the next change is tested without sleeping.
func ExampleExpectNextChange() {
	var t printer // in a test: t *testing.T
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, desk().Zone())
	p, _ := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(8 * time.Hour)}, promise.About{ID: "T-7"}, monday)

	promisetest.ExpectNextChange(t, p, monday, monday.Add(7*time.Hour))
	// Output:
	// the promise at Mon  5 Jan 2026 09:00 CET (-want +got):
	// - next change  Mon  5 Jan 2026 16:00 CET
	// + next change  Mon  5 Jan 2026 17:00 CET to broken
	// T-7: on track; due Mon  5 Jan 2026 17:00, 8h of working time left
	//   promised Mon  5 Jan 2026 09:00: due 8h; Berlin support, Europe/Berlin, 02b58e0fbd5c
}

// The terms that are tested can be those of the program, given in Go.
func ExampleScenario_Run() {
	var t printer // in a test: t *testing.T
	p := promisetest.Scenario{
		Terms:  promise.Terms{Calendar: desk(), Due: promise.InDaysByClose(1), Target: promise.Before(2 * time.Hour)},
		Begins: date.New(2026, time.January, 5),
		Story: `
			fri 11:00 made; expect due mon 17:00, target mon 15:00
			mon 14:59 expect on track, next change 15:00 to at risk
			    16:00 fulfill by bot crm; expect kept, remaining 1h`,
	}.Run(t)
	fmt.Println(p.Events()[0].Kind, "by", p.Events()[0].By.Name)
	// Output:
	// fulfill by crm
}

// Programs other than tests replay stories too: what was expected in vain is
// data.
func ExampleScenario_Replay() {
	_, failed, err := promisetest.Scenario{Story: `
		calendar: {"zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}
		due: 10h
		2026-01-05 09:00 made
		tue 12:00 expect kept
		wed 12:00 fulfill; expect broken, notice silent`}.Replay()
	fmt.Println(len(failed), "failed,", err)
	fmt.Printf("line %d: %s\n%s", failed[0].Line, failed[0].Statement, failed[0].Diff)
	_, _, err = promisetest.Scenario{Story: `due: 10h; 2026-01-05 9:00 made`}.Replay()
	fmt.Println(err)
	// Output:
	// 1 failed, <nil>
	// line 5: tue 12:00 expect kept
	// - standing  kept
	// + standing  broken
	// promisetest: 1:22: invalid time "9:00"; write one like 09:00 after the day
}

// A test that tells the story of every file in a folder:
//
//	func TestStories(t *testing.T) {
//		promisetest.RunFiles(t, os.DirFS("testdata"), "stories/*.txt")
//	}
//
// A story file explains why it matters, what is promised, what happens and what is
// expected.
func ExampleRunFiles() {
	text, err := os.ReadFile("testdata/stories/new_york_autumn.txt")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// # The clocks of New York read 01:00 to 02:00 twice on 2026-11-01. A local time
	// # is its first coming; the second one is written as an instant.
	// calendar: {"zone": "America/New_York", "week": "24/7"}
	// due: 24h
	// begins: 2026-10-31
	//
	// sat 12:00 made; expect due sun 11:00
	// sun 01:30 pause: the carrier is down
	// 2026-11-01T01:30:00-05:00 resume # an hour later
	// expect paused 1h, elapsed 13h30m, due 12:00, remaining 10h30m
	// 12:00 fulfill; expect kept, remaining 0s
}

// A promise of yesterday's becomes a test that fails when its verdict changes.
func ExampleStory() {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, desk().Zone())
	p, _ := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(10 * time.Hour)}, promise.About{ID: "T-7"}, monday)
	p, _ = p.Record(monday.Add(2*time.Hour), promise.Event{Kind: promise.Pause, Reason: "waiting for the log"})
	p, _ = p.Record(monday.Add(49*time.Hour), promise.Event{Kind: promise.Resume, At: monday.Add(25 * time.Hour), By: promise.Customer("Ann")})

	fmt.Print(promisetest.Story(p, monday.Add(24*time.Hour), monday.Add(50*time.Hour)))
	// Output:
	// calendar: {"name":"Berlin support","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}
	// due: 10h
	// about: {"id":"T-7"}
	//
	// 2026-01-05 09:00 made
	// 11:00 pause: waiting for the log
	// wed 10:00 resume happened tue 10:00 by customer Ann
	// 2026-01-06 09:00 expect on track, paused, no due paused, elapsed 2h, remaining 8h, paused 6h, next change wed 10:00 to broken
	// wed 11:00 expect broken at 10:00, running, notice silent, due 10:00, elapsed 11h, remaining -1h, paused 7h, never changes
}

// Package go-cmp finds the Equal of promises and statuses by itself. By their
// stories it also shows in what they differ.
func ExampleStory_compare() {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, desk().Zone())
	want, _ := promise.Make(promise.Terms{Calendar: desk(), Due: promise.Within(10 * time.Hour)}, promise.About{ID: "T-7"}, monday)
	got, _ := want.Record(monday.Add(time.Hour), promise.Event{Kind: promise.Fulfill})

	fmt.Println(cmp.Equal(want, got))
	stories := cmp.Transformer("story", func(p promise.Promise) []string {
		return strings.Split(promisetest.Story(p), "\n")
	})
	fmt.Println(strings.Contains(cmp.Diff(want, got, stories), `10:00 fulfill`))
	// Output:
	// false
	// true
}
