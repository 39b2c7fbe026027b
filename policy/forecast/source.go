package forecast

import (
	"maps"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// Source answers the pads of a policy that give a level, from the history of each
// commitment. Pass it to [policy.Policy.Quoting]; it implements [policy.Quoter]. The
// zero Source has no history, and every answer is that no time is honest.
//
// The histories must use the clock by which the commitment counts. A case that is
// replayed gets the same promises, unless records are appended later that change what
// was known at the time.
type Source struct {
	// Histories are the histories by name of the commitment; "" is for all others.
	Histories map[string]History
	// Method is the method to use. Defaults to [Survival].
	Method Method
}

// Clone returns a copy of the source that shares no map with it. A policy keeps such a
// copy, see [policy.Quoter].
func (s Source) Clone() policy.Quoter {
	s.Histories = maps.Clone(s.Histories)
	return s
}

// minDue is the due of a quote of no time, since a due of 0 stands for no answer.
const minDue = time.Second

// Quote returns the answer from the history of the commitment, as known when the
// promise was made. Its Due is 0 if no time is honest at the level; Why then gives the
// best level.
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
