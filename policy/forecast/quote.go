package forecast

import (
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
)

// Query is a question to a [Method]: what to promise for a case. Only what was known at
// At counts. The zero Query has no fields and the default level, at the zero time.
type Query struct {
	// Fields are the known fields of the case.
	Fields policy.Fields `json:"fields,omitempty"`
	// At is when the promise is made. Only what was known then counts.
	At time.Time `json:"at,omitzero"`
	// Level is the probability with which it is to be kept, between 0 and 1. At 1 or
	// more the quote is unreachable. Defaults to 0.95, also if it is negative or NaN.
	Level float64 `json:"level,omitempty"`
	// Internal is the level of the internal target. Defaults to 1-3(1-Level), at least
	// 0.5: 0.85 for 0.95.
	Internal float64 `json:"internal,omitempty"`
	// AtLeast and AtMost are the limits of the due (floor, cap), in the clock of the
	// promise. They default to none.
	AtLeast time.Duration `json:"at_least,omitzero"`
	AtMost  time.Duration `json:"at_most,omitzero"`
	// Estimate is an estimate of the time that the case takes, for methods that use
	// one. Defaults to none.
	Estimate time.Duration `json:"estimate,omitzero"`
}

// Quote is the answer of a [Method]: a time that is kept with the probability Level, or
// that there is none. Its durations are in the clock of the promise; [Quote.Times] and
// [Quote.Terms] convert them to instants of a calendar. The zero Quote promises
// nothing.
type Quote struct {
	// Due is the time to promise. Internal is the internal target: a lower quantile of
	// the same distribution, never after Due.
	Due      time.Duration `json:"due,omitzero"`
	Internal time.Duration `json:"internal,omitzero"`
	// Likely is the time by which half of such cases are finished, Optimistic that by
	// which a fifth is; 0 if the history has no such time.
	Likely     time.Duration `json:"likely,omitzero"`
	Optimistic time.Duration `json:"optimistic,omitzero"`
	// Level is the probability with which Due is kept: the level asked for, less if Due
	// was cut by AtMost or the level is unreachable, more if Due was raised by AtLeast.
	Level float64 `json:"level,omitempty"`
	// Asked is the level asked for.
	Asked float64 `json:"asked,omitempty"`
	// Basis is the name of the method ("survival"). Group is the group whose curve Due
	// comes from ("type=Graffiti").
	Basis string `json:"basis,omitempty"`
	Group string `json:"group,omitempty"`
	// N is the number of cases of the group, Censored how many of them were open or
	// ended without being finished.
	N        int `json:"n,omitempty"`
	Censored int `json:"censored,omitempty"`
	// Reachable reports whether a time is honest at the level asked for. If not, Due
	// and Level are the best that can be had, and both are 0 if there is nothing.
	Reachable bool `json:"reachable,omitempty"`
	// Capped reports whether AtMost cut Due, and with it the level. Raised reports
	// whether AtLeast lengthened it.
	Capped bool `json:"capped,omitempty"`
	Raised bool `json:"raised,omitempty"`
	// Refused is the reason if there is no quote for another reason than the history,
	// for example without an estimate to correct. Otherwise "".
	Refused string `json:"refused,omitempty"`
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
