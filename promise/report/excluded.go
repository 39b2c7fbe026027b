package report

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// ExcludedCause is what kept time from being counted.
type ExcludedCause uint8

const (
	// ExcludedClosed is a holiday or a break.
	ExcludedClosed ExcludedCause = iota + 1
	// ExcludedCondition is a condition that the customer did not meet in time, so
	// that the start moved.
	ExcludedCondition
	// ExcludedPaused is a pause.
	ExcludedPaused
	// ExcludedReopened is the time between an end of the promise and its reopening.
	ExcludedReopened
)

var causeWords = document.NewWords[ExcludedCause]("report", "cause", "closed", "condition not met", "paused", "later reopened")

// String returns the cause in lower case, "" for the zero value.
func (c ExcludedCause) String() string { return causeWords.Text(c) }

// MarshalText writes the cause in lower case.
func (c ExcludedCause) MarshalText() ([]byte, error) { return causeWords.Marshal(c) }

// UnmarshalText reads what MarshalText writes, and nothing else.
func (c *ExcludedCause) UnmarshalText(text []byte) error { return causeWords.Unmarshal(text, c) }

// Excluded is time that was not counted, and why.
type Excluded struct {
	// Cause is what kept the time from being counted. The zero value is another
	// cause, or none that is known.
	Cause ExcludedCause `json:"cause,omitempty"`
	// Reason is that of the pause, or the name of the holiday or break: "waiting for
	// the log file", "Christmas Day". Defaults to none.
	Reason string `json:"reason,omitempty"`
	// Times is how often it was. In an [Outcome], 0 is once.
	Times int `json:"times"`
	// Worked is the working time of it, on the calendar first promised on, and
	// Wall the time on the wall; closed time has no working time. What adds up to
	// more than 292 years is shown as 292 years.
	Worked time.Duration `json:"worked"`
	Wall   time.Duration `json:"wall"`
}

// why says in a few words what kept the time from being counted.
func (x Excluded) why() string {
	switch text := x.Cause.String(); {
	case text == "":
		return x.Reason
	case x.Reason == "":
		return text
	default:
		return text + ": " + x.Reason
	}
}

// An excludedKey is what excluded time is added up by.
type excludedKey struct {
	cause  ExcludedCause
	reason string
}

type excludedSum struct {
	times        int64
	worked, wall document.Total
}

func (s excludedSum) plus(other excludedSum) excludedSum {
	return excludedSum{s.times + other.times, s.worked.Plus(other.worked), s.wall.Plus(other.wall)}
}

// exclude adds excluded time to the group, which it changes.
func (g *group) exclude(x *Excluded) {
	key := excludedKey{x.Cause, x.Reason}
	sum := g.excluded[key]
	if sum == nil {
		sum = &excludedSum{}
		g.excluded[key] = sum
	}
	*sum = sum.plus(excludedSum{int64(max(x.Times, 1)), document.TotalOf(x.Worked), document.TotalOf(x.Wall)})
}

// excludedKeys returns the keys of excluded time in order: by cause, then by reason.
func (g *group) excludedKeys() []excludedKey {
	return slices.SortedFunc(maps.Keys(g.excluded), func(a, b excludedKey) int {
		return cmp.Or(cmp.Compare(a.cause, b.cause), cmp.Compare(a.reason, b.reason))
	})
}

// Excluded returns the time that did not count, by cause and reason.
func (r Report) Excluded() []Excluded {
	all := newGroup()
	for _, g := range r.groups { // adding is the same in any order
		all = all.merge(&group{excluded: g.excluded})
	}
	list := make([]Excluded, 0, len(all.excluded))
	for _, key := range all.excludedKeys() {
		x := all.excluded[key]
		list = append(list, Excluded{key.cause, key.reason, int(x.times), x.worked.Duration(), x.wall.Duration()})
	}
	return list
}

// excludedIn returns the time that the steps of an explanation do not count, on the
// calendar first promised on. A pause in which the due did not move is none.
func excludedIn(p promise.Promise, steps []promise.Step) (list []Excluded) {
	cal := p.Terms().Calendar
	for _, step := range steps {
		if step.Counted != 0 || step.Holds || !step.From.Before(step.To) || step.Phase == promise.Running && !step.Closed && !step.Dropped {
			continue
		}
		x := Excluded{Worked: cal.Between(step.From, step.To), Wall: step.To.Sub(step.From)}
		switch {
		case step.Dropped:
			x.Cause = ExcludedCondition
		case step.Closed:
			x.Cause, x.Reason = ExcludedClosed, step.Reason
		case step.Phase == promise.Paused:
			x.Cause, x.Reason = ExcludedPaused, step.Reason
		default:
			x.Cause = ExcludedReopened
		}
		list = append(list, x)
	}
	return list
}
