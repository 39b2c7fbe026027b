package forecast

import (
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

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
