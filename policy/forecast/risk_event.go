package forecast

import (
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// flagKey is the key of the flags that forecasts put up.
const flagKey = "forecast"

// Event returns what to record about the promise: a Flag with the probability and
// the sentence where the zone is yellow or red, a Clear of it where it is green;
// both under the key "forecast", as by a bot.
func (r Risk) Event(at time.Time) promise.Event {
	e := promise.Event{Kind: promise.Clear, At: at, Key: flagKey, By: promise.Bot(flagKey), Reason: r.Why}
	if r.Zone == Yellow || r.Zone == Red {
		e.Kind, e.P = promise.Flag, min(max(r.P, 0), 1)
	}
	return e
}

// Fact returns what to record in a [policy.Case] about the promise of a commitment:
// what [Risk.Event] has for the promise alone. When it was said and by whom stands in
// the event of the case:
//
//	policy.Event{At: now, By: promise.Bot("forecast"), Facts: []policy.Fact{risk.Fact("delivery")}}
func (r Risk) Fact(commitment string) policy.Fact {
	says := r.Event(time.Time{})
	says.By = promise.Actor{}
	return policy.Fact{Commitment: commitment, Says: says}
}
