package promise_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A promise is made, waits for the customer, and is judged and explained.
// Errors are left out.
func Example() {
	cal, _ := calendar.Parse([]byte(`{"name": "Berlin support", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`))
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, cal.Zone())
	p, _ := promise.Make(promise.Terms{
		Calendar: cal,
		Due:      promise.Within(10 * time.Hour), // what the customer was told
		Target:   promise.Within(8 * time.Hour),  // what the team aims for
	}, promise.About{ID: "T-7", To: "ACME", Name: "first reply"}, monday)
	p, _ = p.Record(monday.Add(2*time.Hour), promise.Event{Kind: promise.Pause, Reason: "waiting for the log file"})
	p, _ = p.Record(monday.Add(25*time.Hour), promise.Event{Kind: promise.Resume})
	fmt.Print(p.Explain(monday.Add(48*time.Hour + 30*time.Minute)))
	// Output:
	// T-7 first reply for ACME: at risk: past its target, Tue  6 Jan 2026 16:00; due Wed  7 Jan 2026 10:00, 30m of working time left
	//   promised Mon  5 Jan 2026 09:00: due 10h, target 8h; Berlin support, Europe/Berlin, 02b58e0fbd5c
	//   Mon  5 Jan 2026 09:00 - Mon  5 Jan 2026 11:00        2h  running
	//   Mon  5 Jan 2026 11:00 - Tue  6 Jan 2026 10:00        0s  paused: waiting for the log file
	//   Tue  6 Jan 2026 10:00 - Wed  7 Jan 2026 09:30     7h30m  running
	//                                                     9h30m  elapsed
}

// desk is the calendar of the examples.
func desk() *calendar.Calendar {
	cal, err := calendar.Parse([]byte(`{"name": "Berlin support", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}`))
	if err != nil {
		panic(err)
	}
	return cal
}

// firstReply is a promise made on Monday, 2026-01-05, at 09:00.
func firstReply() (promise.Promise, time.Time) {
	cal := desk()
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, cal.Zone())
	p, err := promise.Make(promise.Terms{
		Calendar: cal, Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour), Notice: 2 * time.Hour,
	}, promise.About{ID: "T-7"}, monday)
	if err != nil {
		panic(err)
	}
	return p, monday
}

// Terms that cannot be kept are refused, with the field and the mend.
func ExampleMake() {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	_, err := promise.Make(promise.Terms{
		Calendar: desk(), Due: promise.Within(4 * time.Hour), Target: promise.InDays(2),
	}, promise.About{}, monday)
	fmt.Println(err)
	// Output:
	// promise: terms.target: must not be after the due instant 2026-01-05T14:00:00+01:00, got 2026-01-07T10:00:00+01:00; write an earlier target
}

// A fact that arrives late changes the verdict, and what was answered before it
// came can still be shown.
func ExamplePromise_KnownAt() {
	p, monday := firstReply()
	wednesday := monday.Add(50 * time.Hour)
	p, _ = p.Record(wednesday, promise.Event{Kind: promise.Fulfill, At: monday.Add(3 * time.Hour), Note: "the mail server was down"})
	fmt.Println("as known now:     ", p.At(wednesday).Standing)
	fmt.Println("as known before:  ", p.KnownAt(wednesday.Add(-time.Hour)).At(wednesday.Add(-time.Hour)).Standing)
	// Output:
	// as known now:      kept
	// as known before:   broken
}

// While a pause is open that will move it, there is no due instant, but what it
// would be can be asked.
func ExamplePromise_DueIfResumed() {
	p, monday := firstReply()
	p, _ = p.Record(monday.Add(2*time.Hour), promise.Event{Kind: promise.Pause, Reason: "waiting for the customer"})
	s := p.At(monday.Add(4 * time.Hour))
	_, ok := s.Due()
	due, _ := p.DueIfResumed(monday.Add(4 * time.Hour))
	fmt.Println(s.Phase, s.Standing, ok, s.NoDue, s.Remaining)
	fmt.Println("if resumed now:", due.Format("Mon 15:04"))
	// Output:
	// paused on track false paused 8h0m0s
	// if resumed now: Tue 13:00
}

// A host sleeps until the standing changes; it does not poll.
func ExamplePromise_NextChange() {
	p, now := firstReply()
	for {
		next, ok := p.NextChange(now)
		if !ok {
			break
		}
		now = next
		fmt.Println(now.Format("Mon 15:04"), p.At(now).Standing)
	}
	// Output:
	// Mon 17:00 at risk
	// Tue 11:00 broken
}

// A later date binds if the customer agreed, or had the notice of the terms;
// otherwise it is only expected.
func ExamplePromise_Record_revise() {
	p, monday := firstReply()
	later := promise.Terms{Due: promise.By(monday.Add(72 * time.Hour)), Target: promise.Before(4 * time.Hour)}
	told, _ := p.Record(monday.Add(25*time.Hour), promise.Event{Kind: promise.Revise, Terms: later, Reason: "the part is late"})
	agreed, _ := p.Record(monday.Add(25*time.Hour), promise.Event{Kind: promise.Revise, Terms: later, Reason: "the part is late", Agreed: true})
	at := monday.Add(30 * time.Hour)
	for _, p := range []promise.Promise{told, agreed} {
		s := p.At(at)
		due, _ := s.Due()
		expected, ok := s.Expected()
		fmt.Println(s.Standing, "due", due.Format("Mon 15:04"), "expected", expected.Format("Mon 15:04"), ok, "notice", s.Notice, "first", s.FirstStanding)
	}
	// Output:
	// broken due Tue 11:00 expected Thu 09:00 true notice short first broken
	// on track due Thu 09:00 expected Mon 00:00 false notice  first broken
}

// Deadlines are data: durations of working time, business days, dates, or
// working time before another.
func ExampleParseDeadline() {
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, desk().Zone())
	for _, text := range []string{"8h", "12h", "1 day", "1 day 16:00", "0 days close", "2026-01-09T16:00:00+01:00"} {
		due, err := promise.ParseDeadline(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		p, _ := promise.Make(promise.Terms{Calendar: desk(), Due: due}, promise.About{}, monday)
		at, _ := p.At(monday).Due()
		fmt.Printf("%-26s %s\n", due, at.Format("Mon 15:04"))
	}
	// Output:
	// 8h0m0s                     Mon 17:00
	// 12h0m0s                    Tue 13:00
	// 1 day                      Tue 09:00
	// 1 day 16:00                Tue 16:00
	// 0 days close               Mon 17:00
	// 2026-01-09T16:00:00+01:00  Fri 16:00
}

// What a deadline means can be asked without making a promise.
func ExampleTerms_Reach() {
	terms := promise.Terms{Calendar: desk(), Cutoff: 14 * clock.Hour}
	friday := time.Date(2026, time.January, 9, 15, 0, 0, 0, desk().Zone())
	at, err := terms.Reach(promise.InDaysByClose(1), friday, 0)
	fmt.Println(at.Format("Mon 15:04"), err)
	_, err = terms.Reach(promise.Before(time.Hour), friday, 0)
	fmt.Println(err)
	// Output:
	// Tue 17:00 <nil>
	// promise: deadline: invalid: counts back from a due instant; expected one that counts from a start, like "8h"
}

// A promise is stored as a document and read back as the same record.
func ExampleParse() {
	p, err := promise.Parse([]byte(`{
		"id": "T-7", "made": "2026-01-05T09:00:00+01:00",
		"terms": {"calendar": {"zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}, "due": "2 days close", "target": "4h before"},
		"events": [{"kind": "fulfill", "at": "2026-01-07T16:30:00+01:00"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	s := p.At(time.Date(2026, time.January, 8, 9, 0, 0, 0, time.UTC))
	doc, _ := json.Marshal(p)
	again, _ := promise.Parse(doc)
	fmt.Println(s.Standing, s.Remaining, again.Equal(p))

	_, err = promise.Parse([]byte(`{"made": "today", "terms": {"due": "soon"}}`))
	fmt.Println(err)
	// Output:
	// kept 30m0s true
	// promise: made: invalid instant "today"; write RFC 3339, like 2026-01-09T16:00:00Z
	// promise: terms.due: invalid deadline "soon"; write one like 8h, 2 days, 2 days 16:00, 2 days close, 2026-01-09T16:00:00Z or 4h before
	// promise: terms.calendar: required; for example calendar.Always()
}

// The judgement of any instant can be asked for, and comes as data.
func ExamplePromise_At() {
	p, monday := firstReply()
	p, _ = p.Record(monday.Add(25*time.Hour), promise.Event{Kind: promise.Fulfill, By: promise.Person("Ann")})
	for _, at := range []time.Time{monday, monday.Add(24 * time.Hour), monday.Add(25 * time.Hour)} {
		s := p.At(at)
		due, _ := s.Due()
		fmt.Println(s.Standing, s.Phase, "due", due.Format("Mon 15:04"), "elapsed", s.Elapsed, "remaining", s.Remaining)
	}
	// Output:
	// on track running due Tue 11:00 elapsed 0s remaining 10h0m0s
	// at risk running due Tue 11:00 elapsed 8h0m0s remaining 2h0m0s
	// kept fulfilled due Tue 11:00 elapsed 9h0m0s remaining 1h0m0s
}

// An event that was recorded by mistake is taken back by its ID.
func ExamplePromise_Record_retract() {
	p, monday := firstReply()
	p, _ = p.Record(monday.Add(time.Hour), promise.Event{ID: "e1", Kind: promise.Withdraw})
	wrong := monday.Add(2 * time.Hour)
	p, _ = p.Record(wrong, promise.Event{Kind: promise.Retract, Of: "e1", Reason: "another ticket was meant"})
	fmt.Println("now:  ", p.At(wrong).Standing, p.At(wrong).Phase)
	before := wrong.Add(-time.Minute)
	fmt.Println("then: ", p.KnownAt(before).At(before).Standing)
	// Output:
	// now:   on track running
	// then:  void
}
