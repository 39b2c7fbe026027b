package timeline

import (
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// A kind says what the clock did in a stretch of time.
type kind uint8

const (
	running   kind = iota + 1 // it ran, while open
	paused                    // a pause was open
	closed                    // a holiday or a break
	reopened                  // it had ended, and was reopened later
	uncounted                 // it ran, but a condition was not met
)

// A stretch is a step of the explanation.
type stretch struct {
	from, to time.Time
	kind     kind
	counted  time.Duration
	// text says more: the reason of a pause, the name of a holiday. It is
	// empty for a customer.
	text string
	// runsOn says that the time counts although the clock stands.
	runsOn bool
}

// The words by which an explanation says what a step is.
const (
	whyRunsOn    = " (the clock runs on)"
	whyUncounted = ", not counted: a condition was not met"
	whyReopened  = ", later reopened"
)

// readSteps takes in the steps that have a length, in order.
func readSteps(steps []promise.Step, forCustomer bool) []stretch {
	var list []stretch
	for _, s := range steps {
		from, to := bound(s.From), bound(s.To)
		if from.IsZero() || !from.Before(to) {
			continue
		}
		x := readWhy(clean(s.Why), s.Counted > 0)
		x.from, x.to, x.counted = from, to, max(s.Counted, 0)
		if forCustomer {
			x.text, x.runsOn = "", false
			if n := len(list) - 1; n >= 0 && list[n].kind == x.kind && list[n].to.Equal(x.from) {
				list[n].to = x.to
				list[n].counted += x.counted
				continue
			}
		}
		list = append(list, x)
	}
	slices.SortStableFunc(list, func(a, b stretch) int { return a.from.Compare(b.from) })
	return list
}

// readWhy reads what a step is from its words.
func readWhy(why string, counts bool) stretch {
	if rest, ok := strings.CutSuffix(why, whyUncounted); ok {
		text := "a condition was not met"
		if rest != "running" {
			text += " (" + rest + ")"
		}
		return stretch{kind: uncounted, text: text}
	}
	rest, runsOn := strings.CutSuffix(why, whyRunsOn)
	head, text, _ := strings.Cut(rest, ": ")
	switch {
	case why == "running":
		return stretch{kind: running}
	case head == "paused":
		return stretch{kind: paused, text: text, runsOn: runsOn}
	case head == "closed" && !counts:
		return stretch{kind: closed, text: text}
	case strings.HasSuffix(rest, whyReopened):
		return stretch{kind: reopened, text: strings.TrimSuffix(rest, whyReopened), runsOn: runsOn}
	case counts:
		return stretch{kind: running, text: why}
	}
	return stretch{kind: uncounted, text: why}
}

// bound returns an instant as one that can be drawn: within the years 1 to
// 9998, without a reading of a monotonic clock, zero as it is.
func bound(t time.Time) time.Time {
	const first, last = -62135596800 + 2*24*60*60, 253370764800 // years 1 and 9999, and room for zones
	switch sec := t.Unix(); {
	case t.IsZero():
		return time.Time{}
	case sec < first:
		return time.Unix(first, 0).UTC()
	case sec > last:
		return time.Unix(last, 0).UTC()
	}
	return t.Round(0)
}
