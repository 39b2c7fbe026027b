package timeline

import (
	"sort"
	"strings"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// A kind is what the clock did in a stretch of time.
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
	// text is the reason of a pause, or the name of a holiday. It is empty for
	// a customer.
	text string
	// holds reports whether the due does not move although the clock stands.
	holds bool
}

// readSteps returns the steps that have a length, in order.
func readSteps(steps []promise.Step, forCustomer bool) []stretch {
	var list []stretch
	for _, s := range steps {
		from, to := bound(s.From), bound(s.To)
		if from.IsZero() || !from.Before(to) {
			continue
		}
		x := readStep(s)
		x.from, x.to, x.counted = from, to, max(s.Counted, 0)
		if forCustomer {
			x.text, x.holds = "", false
			if n := len(list) - 1; n >= 0 && list[n].kind == x.kind && list[n].to.Equal(x.from) {
				list[n].to = x.to
				list[n].counted += x.counted
				continue
			}
		}
		list = append(list, x)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].from.Before(list[j].from) })
	return list
}

// readStep returns the stretch of a step. A step without a phase, from another
// source, keeps its own words.
func readStep(s promise.Step) stretch {
	reason, counts := clean(s.Reason), s.Counted > 0
	switch {
	case s.Dropped:
		text := "a condition was not met"
		if s.Phase == promise.Paused {
			text += " (" + strings.TrimSuffix("paused: "+reason, ": ") + ")"
		}
		return stretch{kind: uncounted, text: text}
	case s.Closed && !counts:
		return stretch{kind: closed, text: reason}
	case s.Phase == promise.Running:
		return stretch{kind: running}
	case s.Phase == promise.Paused:
		return stretch{kind: paused, text: reason, holds: s.Holds}
	case s.Phase == promise.Fulfilled || s.Phase == promise.Withdrawn:
		return stretch{kind: reopened, text: s.Phase.String(), holds: s.Holds}
	case counts:
		return stretch{kind: running, text: clean(s.Why)}
	}
	return stretch{kind: uncounted, text: clean(s.Why)}
}

// bound returns an instant that can be drawn: within the years 1 to 9998,
// without a monotonic clock reading. Zero stays zero.
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
