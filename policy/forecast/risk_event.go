package forecast

import (
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// flagKey is the key of flags from forecasts.
const flagKey = "forecast"

// Event returns the event to record for the promise: a Flag with the probability and
// the sentence if the zone is yellow or red, a Clear of it otherwise. Both have the key
// "forecast", and a bot of that name as actor.
func (r Risk) Event(at time.Time) promise.Event {
	e := promise.Event{Kind: promise.Clear, At: at, Key: flagKey, By: promise.Bot(flagKey), Reason: r.Why}
	if r.Zone == Yellow || r.Zone == Red {
		e.Kind, e.P = promise.Flag, min(max(r.P, 0), 1)
	}
	return e
}

// Fact returns the fact to record in a [policy.Case] for the promise of a commitment;
// it has the content of [Risk.Event]. The time and the actor are those of the case's
// event:
//
//	policy.Event{At: now, By: promise.Bot("forecast"), Facts: []policy.Fact{risk.Fact("delivery")}}
func (r Risk) Fact(commitment string) policy.Fact {
	says := r.Event(time.Time{})
	says.By = promise.Actor{}
	return policy.Fact{Commitment: commitment, Says: says}
}
