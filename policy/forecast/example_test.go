package forecast_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
)

// repairs is a small history: 240 repairs in the hours of a workshop, every tenth of
// which waited for a part, and three still open.
func repairs() (forecast.History, *calendar.Calendar, time.Time) {
	cal, err := calendar.Parse([]byte(`{"name":"workshop","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`))
	if err != nil {
		panic(err)
	}
	first := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	var cases []forecast.Record
	for i := range 240 {
		c := forecast.Record{ID: fmt.Sprint("R-", i), Opened: first.Add(time.Duration(i) * 6 * time.Hour), Fields: policy.Fields{"item": "bicycle"}}
		c.Took = time.Duration(4+i*7%24) * time.Hour
		if i%10 == 0 {
			c.Stages = []forecast.Stage{{Name: "waiting for a part", Entered: c.Opened}}
			c.Took += 16 * time.Hour
		}
		if i < 237 {
			if c.Finished, err = cal.Add(c.Opened, c.Took); err != nil {
				panic(err)
			}
		} else {
			c.Took, c.Stages = 0, nil
		}
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{Calendar: cal, Groups: [][]string{{"item"}, {}}}, cases...)
	if err != nil {
		panic(err)
	}
	return h, cal, time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
}

// A workshop quotes when the bicycle will be ready.
func Example() {
	history, cal, now := repairs()
	q := forecast.Survival{}.Quote(history, forecast.Query{Fields: policy.Fields{"item": "bicycle"}, At: now, Level: 0.9})
	fmt.Println(q)
	times, err := q.Times(cal, now, policy.ToClose)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("likely  ", times.Likely.Format("Mon 2 Jan 15:04"))
	fmt.Println("promised", times.Due.Format("Mon 2 Jan 15:04"))
	for _, reason := range q.Reasons() {
		fmt.Println("-", reason)
	}
	for _, o := range history.Obstacles(policy.Fields{"item": "bicycle"}, now, q.Due) {
		fmt.Println("!", o)
	}
	// Output:
	// promise 27h, kept 90 % of the time; aim for 22h
	// likely   Wed 11 Mar 17:00
	// promised Thu 12 Mar 17:00
	// - survival over 240 cases of item=bicycle, 6 of them not finished
	// ! stage "waiting for a part": 69.6 % of 23 cases were late, 0 % of the others
}

// What is asked for may be out of reach. Then the quote contains the best level that is not.
func ExampleQuote_unreachable() {
	history, _, now := repairs()
	q := forecast.Survival{}.Quote(history, forecast.Query{Fields: policy.Fields{"item": "bicycle"}, At: now, Level: 0.999})
	fmt.Println(q.Reachable)
	fmt.Println(q)
	// Output:
	// false
	// no time is honest at 99.9 %; the best is 42h, kept 99.57 % of the time
}

// A forecast flags a promise that is likely to break, and gives the time to update the
// customer.
func ExampleHistory_Risk() {
	history, cal, now := repairs()
	fields := policy.Fields{"item": "bicycle"}
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(26 * time.Hour)}, promise.About{ID: "R-7"}, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	later := now.Add(3 * 24 * time.Hour)
	running, _ := forecast.RunningOf(p, fields, later)
	risk := history.Risk(running)
	fmt.Printf("%.0f %%, %s\n", 100*risk.P, risk.Zone)
	fmt.Println(risk.Why)
	p, err = p.Record(later, risk.Event(later))
	fmt.Println(p.At(later).Standing, err)
	running, _ = forecast.RunningOf(p, fields, now)
	by, _ := history.UpdateBy(running, time.Hour)
	fmt.Println("tell the customer by", by.Format("Mon 2 Jan 15:04"))
	// Output:
	// 60 %, yellow
	// 59.5 % of cases of item=bicycle as old as this one were not done within the 2h that are left
	// at risk <nil>
	// tell the customer by Wed 11 Mar 17:00
}

// A shop has a list of orders: when each came in, and when it was delivered. What they
// took is left out, so the calendar counts it: Monday 09:00 to Wednesday 12:00 is 19
// hours of working time.
func ExampleNew() {
	cal, err := calendar.Parse([]byte(`{"name":"shop","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	monday := time.Date(2026, 1, 5, 9, 0, 0, 0, cal.Zone())
	var orders []forecast.Record
	for i := range 30 {
		orders = append(orders, forecast.Record{ID: fmt.Sprint("O-", i), Opened: monday, Finished: monday.Add(51 * time.Hour)})
	}
	history, err := forecast.New(forecast.Config{Calendar: cal}, orders...)
	if err != nil {
		fmt.Println(err)
		return
	}
	now := monday.AddDate(0, 0, 14)
	q := forecast.Survival{}.Quote(history, forecast.Query{At: now})
	fmt.Println(q)
	times, err := q.Times(cal, now, policy.ToDate)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("delivered by the end of", times.Day())
	// Output:
	// promise 19h, kept 95 % of the time; aim for 19h
	// delivered by the end of 2026-01-21
}

// Promises turn into cases as they end.
func ExampleRecordOf() {
	_, cal, now := repairs()
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(26 * time.Hour)}, promise.About{ID: "R-7"}, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err = p.Record(now, promise.Event{Kind: promise.Pause, At: now.Add(2 * time.Hour), Reason: "waiting for a part"},
		promise.Event{Kind: promise.Resume, At: now.Add(50 * time.Hour)}, promise.Event{Kind: promise.Fulfill, At: now.Add(52 * time.Hour)})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, ok := forecast.RecordOf(p, policy.Fields{"item": "bicycle"}, now.Add(60*time.Hour))
	fmt.Println(ok, c.Took)
	for _, s := range c.Stages {
		fmt.Println(s.Name, "from", s.Age)
	}
	// Output:
	// true 4h0m0s
	// waiting for a part from 2h0m0s
	// running from 2h0m0s
}

// A workshop that loses a customer worth 400 with every broken promise, and 2 with
// every hour that it quotes, finds its own level.
func ExampleNewsvendor() {
	history, _, now := repairs()
	n := forecast.Newsvendor{Quoted: 2, Broken: 400}
	q := forecast.Query{Fields: policy.Fields{"item": "bicycle"}, At: now}
	plan := n.Plan(history, q)
	fmt.Printf("level %.2f costs %.0f; %.2f would cost %.0f\n", plan.Level, plan.Cost, plan.Level-0.05, plan.Less)
	fmt.Println(n.Quote(history, q))
	// Output:
	// level 0.94 costs 81; 0.89 would cost 96
	// promise 28h, kept 93.8 % of the time; aim for 25h
}

// The state of an adaptive level is a value to store.
func ExampleAdaptiveState() {
	state := forecast.AdaptiveState{Level: 0.9}
	for _, kept := range []bool{true, true, false} { // as they came due
		state = state.Step(kept, 0)
	}
	doc, err := json.Marshal(state)
	if err == nil {
		err = json.Unmarshal(doc, &state)
	}
	fmt.Printf("%.4f %v %v\n", state.Alpha, state.Saturated(), err)
	// Output:
	// 0.0965 false <nil>
}
