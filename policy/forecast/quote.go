package forecast

import (
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
)

// A Question asks what to promise for a case.
type Query struct {
	// Fields are what is known of the case.
	Fields policy.Fields
	// At is when the promise is made; only what was known then counts.
	At time.Time
	// Level is how often it must be kept, more than 0 and less than 1; no time is
	// honest at 1 or more. Defaults to 0.95, as does what is less than 0 or no
	// number.
	Level float64
	// Internal is the level of the internal target. Defaults to 1-3(1-Level), at
	// least 0.5: 0.85 for 0.95.
	Internal float64
	// AtLeast and AtMost bound what is promised (floor, cap). They default to no
	// bound.
	AtLeast, AtMost time.Duration
	// Estimate is what somebody says that it will take, for the quoters that mend
	// or pad estimates. Defaults to none.
	Estimate time.Duration
}

// A Quote is an answer: a time that will be kept as often as its level says, or
// that there is none. Its durations are in the promise's own clock; [Quote.Times]
// and [Quote.Terms] put them on a calendar. The zero Quote promises nothing.
type Quote struct {
	// Due is what to tell the customer and Internal what the team should aim
	// for: a lower quantile of the same distribution, never after Due.
	Due, Internal time.Duration
	// Likely is by when half of such cases are done and Optimistic by when one in
	// five is; 0 where history does not get there.
	Likely, Optimistic time.Duration
	// Level is how often Due is kept: the level asked for; less if it was capped
	// or cannot be reached, more if it was raised.
	Level float64
	// Asked is the level asked for.
	Asked float64
	// Basis names the quoter ("survival"), Group the cases whose curve Due comes
	// from ("type=Graffiti").
	Basis, Group string
	// N is how many cases of the group it rests on, Censored how many of those
	// were open or ended without being finished.
	N, Censored int
	// Reachable says that there is a time that is honest at the level asked for.
	// If not, Due and Level are the best that can be had, for the host to offer as
	// what they are; both are 0 if there is nothing.
	Reachable bool
	// Capped says that AtMost cut Due, and the level with it, Raised that AtLeast
	// lengthened it.
	Capped, Raised bool
	// Refused says, where it is not for want of history, why there is nothing to
	// promise: no estimate was given to be mended. Empty otherwise.
	Refused string
}

const (
	usualLevel      = amount.DefaultLevel
	likelyLevel     = 0.5
	optimisticLevel = 0.2
)

// level returns the level asked for.
func (q *Query) level() float64 {
	if !(q.Level > 0) {
		return usualLevel
	}
	return q.Level
}

// internal returns the level of the internal target.
func (q *Query) internal() float64 {
	if q.Internal > 0 {
		return q.Internal
	}
	return max(0.5, 1-3*(1-q.level()))
}
