package report

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// ExcludedCause is the reason why time was not counted. The zero value is
// another or an unknown cause.
type ExcludedCause uint8

const (
	// ExcludedClosed is a holiday or a break.
	ExcludedClosed ExcludedCause = iota + 1
	// ExcludedCondition is a condition that the customer did not meet in time,
	// which moved the start.
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

// UnmarshalText reads what MarshalText writes. Any other text is an error.
func (c *ExcludedCause) UnmarshalText(text []byte) error { return causeWords.Unmarshal(text, c) }

// Excluded is time that was not counted, with its cause.
type Excluded struct {
	// Cause is the cause. The zero value is another cause, or an unknown one.
	Cause ExcludedCause `json:"cause,omitempty"`
	// Reason is the reason of the pause, or the name of the holiday or break:
	// "waiting for the log file", "Christmas Day". Defaults to none.
	Reason string `json:"reason,omitempty"`
	// Times is the number of occurrences. In an [Outcome], 0 means 1.
	Times int `json:"times"`
	// Worked is its working time, on the calendar first promised on, and Wall
	// its wall-clock time. Closed time has no working time. Sums above 292
	// years are shown as 292 years.
	Worked time.Duration `json:"worked"`
	Wall   time.Duration `json:"wall"`
}

// why describes the cause and the reason in a few words.
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

// An excludedKey is the key by which excluded time is added up.
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

// exclude adds excluded time to the group. It modifies the group.
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

// excludedIn returns the time that the steps of an explanation do not count, on
// the calendar first promised on. A pause that does not move the due is not
// included.
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
