package forecast

import (
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// A Case is what history knows of one case: what it was, when it was opened, and
// how long it took in the promise's own clock (working time, pauses taken out),
// or how old it is if it is still open. Open cases are not slow and not missing:
// they are censored, and leaving them out makes every forecast too short.
type Case struct {
	// ID is the name by which the case is known. A case that is appended again
	// under the same ID replaces the earlier record: first open, then finished.
	// Required, and different for each case.
	ID string
	// Fields are what was known when it was opened; they choose its groups.
	// Defaults to none.
	Fields policy.Fields
	// Opened is when its clock started. Required.
	Opened time.Time
	// Finished is when what was promised was done. Defaults to still open. An
	// outcome counts from then on, never before: a quote made earlier takes the
	// case for open.
	Finished time.Time
	// Seen is, for a case that is still open, when it was last looked at: Took is
	// its age then, and from there it grows by the history's calendar. Defaults
	// to Opened, with no age.
	Seen time.Time
	// Ended says that the case will grow no older after Seen although it was not
	// finished: it was withdrawn, or became void. It counts as censored there.
	Ended bool
	// Took is the working time without pauses from Opened to Finished, or to
	// Seen. At least 0.
	Took time.Duration
	// Estimate is what somebody or something said at the opening that it would
	// take, in the same clock; [Recalibrated] learns from it. Defaults to none.
	Estimate time.Duration
	// Stages are what it passed through, in the order in which it entered them.
	// Defaults to none.
	Stages []Stage
}

// A Stage is a state that a case entered: "with the carrier", "waiting for the
// customer".
type Stage struct {
	// Name says which. Required.
	Name string `json:"name"`
	// Entered is when, and Age how old the case was then, in the promise's clock.
	Entered time.Time     `json:"entered"`
	Age     time.Duration `json:"age"`
	// Paused says that the clock stands still in it.
	Paused bool `json:"paused,omitempty"`
}

// CaseOf turns a promise into a case as it stands at now, under the promise's ID:
// finished with what had elapsed when it was fulfilled; open, and so censored at
// its age, while it is pending, running or paused; ended, and so censored where
// it stopped, when it was withdrawn or is void, because nobody knows how long it
// would have taken. Its pauses become stages, so that its age is right at every
// instant between. A promise whose due is a date that was said, or whose terms
// hold, has a clock that runs on in pauses: so does its case. ok is false for a
// promise that has not started by now.
func CaseOf(p promise.Promise, fields policy.Fields, now time.Time) (c Case, ok bool) {
	return Case{}, false
}
