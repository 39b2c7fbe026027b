package forecast

import (
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// A Quoter says how long to promise. All its answers are durations in the
// promise's own clock.
type Quoter interface {
	Quote(h History, q Question) Quote
}

// A Question asks what to promise for a case.
type Question struct {
	// Fields are what is known of the case.
	Fields policy.Fields
	// At is when the promise is made; only what was known then counts.
	At time.Time
	// Level is how often it must be kept, more than 0 and less than 1. Defaults
	// to 0.95.
	Level float64
	// Internal is the level of the internal target. Defaults to 1-3(1-Level),
	// at least 0.5: 0.85 for 0.95.
	Internal float64
	// AtLeast and AtMost bound what is promised. They default to no bound.
	AtLeast, AtMost time.Duration
	// Estimate is what somebody says that it will take, for quoters that mend
	// estimates. Defaults to none.
	Estimate time.Duration
}

// A Quote is an answer: a time that will be kept as often as its level says, or
// that there is none.
type Quote struct {
	// Due is what to tell the customer, Internal what the team should aim for,
	// Likely by when half of such cases are done and Optimistic by when a fifth
	// is.
	Due, Internal, Likely, Optimistic time.Duration
	// Level is how often Due is kept: the level asked for; less if it was capped
	// or cannot be reached, more if it was raised to AtLeast.
	Level float64
	// Asked is the level asked for, after the quoter had its say.
	Asked float64
	// Basis names the quoter ("survival"), Group the cases ("type=Graffiti").
	Basis, Group string
	// N is how many cases it rests on and Censored how many of them were open.
	N, Censored int
	// Reachable is false if no time is honest at the level asked for. Due and
	// Level are then the best that can be had, and 0 if there is nothing.
	Reachable bool
	// Capped says that AtMost cut Due, and Level with it.
	Capped bool
	// Raised says that AtLeast lengthened Due.
	Raised bool
}

// Reasons says in sentences what the quote rests on, and what is odd about it.
func (q Quote) Reasons() []string { return nil }

// String says the quote in one line.
func (q Quote) String() string { return "" }

// ToDate rounds to the end of a date on the local clock, midnight; it stands
// beside [policy.ToHalfHour] and [policy.ToClose].
const ToDate policy.Round = "date"

// Times are the instants of a quote.
type Times struct {
	// Optimistic, Likely and Due are rounded up to times that a person would say.
	// Internal is as it was worked out.
	Optimistic, Likely, Internal, Due time.Time
}

// Times reads the quote from the instant made on a calendar. Times that are said
// are rounded up, never down; "" leaves them. The error is the calendar's if it
// never gets there.
func (q Quote) Times(cal *calendar.Calendar, made time.Time, round policy.Round) (Times, error) {
	return Times{}, nil
}

// Terms returns terms of a promise for the quote: due, rounded up as by
// [Quote.Times] and still an amount of working time, so that pauses move it, and
// the internal target if it is earlier.
func (q Quote) Terms(cal *calendar.Calendar, made time.Time, round policy.Round) (promise.Terms, error) {
	return promise.Terms{}, nil
}
