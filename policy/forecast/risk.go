package forecast

import (
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// Running is an open promise as risk sees it: all in the promise's own clock.
type Running struct {
	Fields policy.Fields
	// At is now; only what was known then counts.
	At time.Time
	// Age is what has elapsed, Due the age at which it breaks.
	Age, Due time.Duration
	// Stage is the state it is in, and StageAge the time in it. Defaults to none.
	Stage    string
	StageAge time.Duration
}

// RunningOf reads an open promise at now; ok is false if it has no due instant or is over.
func RunningOf(p promise.Promise, fields policy.Fields, now time.Time) (r Running, ok bool) {
	return Running{}, false
}

// Risk is a probability, a zone and a sentence.
type Risk struct {
	P     float64
	Zone  Zone
	Group string
	Stage string
	N     int
	Why   string // the sentence
}

// Event returns a Flag with p under the key "forecast" where the zone is not green, else a Clear of it.
func (r Risk) Event(at time.Time) promise.Event { return promise.Event{} }

// Zone is green, yellow or red.
type Zone uint8

const (
	Green Zone = iota + 1
	Yellow
	Red
)

// Risk returns how likely an open promise is to break: S(due)/S(age), per stage where stages exist.
func (h History) Risk(r Running) Risk { return Risk{} }

// Remaining returns by how much more time it will be finished with probability level; ok false if unreachable.
func (h History) Remaining(r Running, level float64) (d time.Duration, ok bool) { return 0, false }

// UpdateBy is the last working instant to tell the customer.
func (h History) UpdateBy(r Running, cal *calendar.Calendar, notice time.Duration) (time.Time, Risk) {
	return time.Time{}, Risk{}
}

// Fever is the fever chart: zones by progress and by how much of the pad is used.
type Fever struct{ Green, Yellow, Slope float64 } // defaults .15, .35, .60

// Risk of the chart (P is none).
func (f Fever) Risk(progress float64, projected, internal, due time.Duration) Risk { return Risk{} }

// Burn is the burn rate over a desk, windows by count.
type Burn struct {
	Level       float64 // default .95
	Long, Short int     // promises; defaults: Long max(100, 2/(1-Level)), Short Long/12..
	Rate        float64 // alert when both exceed; default 2
}

// Risk reads verdicts in the order of their due instants, broken or not.
func (b Burn) Risk(broken []bool) Risk { return Risk{} }

// An Obstacle is what history says gets in the way.
type Obstacle struct {
	Field, Value string // or
	Stage        string
	N            int
	Break, Usual float64 // share that breaks with it, and without
}

// Obstacles returns what could get in the way of promising due, worst first.
func (h History) Obstacles(fields policy.Fields, at time.Time, due time.Duration) []Obstacle {
	return nil
}
