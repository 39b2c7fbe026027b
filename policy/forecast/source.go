package forecast

import (
	"maps"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// A Source answers the pads of a policy that ask history for a level; give it to
// [policy.Policy.Quoting]. It is a [policy.Quoter]. The zero Source has no honest
// answer to anything.
//
// Histories must be in the clock by which the commitment counts. A case that is
// replayed gets the same promises as long as nothing is appended later about what
// was known by then.
type Source struct {
	// Histories are those of the commitments, by name; "" is that of all others.
	Histories map[string]History
	// Quoter is asked. Defaults to [Survival].
	Method Method
}

// Clone returns a copy of the source that shares no map with it: a policy keeps that,
// see [policy.Quoter].
func (s Source) Clone() policy.Quoter {
	s.Histories = maps.Clone(s.Histories)
	return s
}

// shortest is what is promised where history says that it takes no time at all: an
// answer of none would say that nothing can be promised.
const minDue = time.Second

// Quote answers by what the commitment's history knew when the promise was made.
// Its Due is 0 if no time is honest at the level; Why then says what the best is.
func (s Source) Quote(q policy.Question) policy.Answer {
	h, ok := s.Histories[q.Commitment]
	if !ok {
		h = s.Histories[""]
	}
	quote := methodOr(s.Method).Quote(h, Query{Fields: q.Fields, At: q.Made, Level: q.Level, AtMost: q.AtMost})
	answer := policy.Answer{Level: quote.Level, Why: strings.Join(quote.Reasons(), "; ")}
	if quote.Reachable {
		answer.Due, answer.Target = max(quote.Due, minDue), quote.Internal
	}
	return answer
}
