package forecast

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
	"github.com/underpromise/underpromise/promise"
)

// A Case is what history knows of one case: what it was, when it was opened, and
// how long it took in the promise's own clock (working time, pauses taken out),
// or how old it is if it is still open. Open cases are neither slow nor missing:
// they are censored, and leaving them out makes every forecast too short.
type Record struct {
	// ID is the name by which the case is known. A case that is appended again
	// under the same ID replaces the earlier record: first open, then finished.
	// Required.
	ID string
	// Fields are what was known when it was opened; they choose its groups.
	// Defaults to none.
	Fields policy.Fields
	// Opened is when its clock started. Required.
	Opened time.Time
	// Finished is when what was promised was done. An outcome counts from then
	// on, never before: a quote made earlier takes the case for open. Defaults
	// to still open.
	Finished time.Time
	// Seen is, for a case that is not finished, when it was last looked at: Took
	// is its age then, and from there it grows by the history's calendar. Defaults
	// to Opened, with no age; Took must then be zero.
	Seen time.Time
	// Ended says that a case that was not finished grows no older after Seen: it
	// was withdrawn, or became void. It counts as censored there.
	Ended bool
	// Took is the working time without pauses from Opened to Finished, or to
	// Seen. It must not be negative, nor more than the wall-clock time between the
	// two; it may be more than the history's calendar has between them, where
	// promises have calendars of their own. Defaults to what the history's
	// calendar counts from the last stage, or from Opened, without a stage in
	// which the clock stands still.
	Took time.Duration
	// Measured reports whether Took and the ages of the stages were measured, so
	// that zero is no time at all and not a default. [CaseOf] sets it.
	Measured bool
	// Estimate is what somebody or something said at the opening that it would
	// take, in the same clock; [Recalibrated] learns from it. Defaults to none.
	Estimate time.Duration
	// Stages are what it passed through, in the order in which it entered them.
	// They make its age right at every instant between, and risk is told by
	// stage. Defaults to none: if such cases have pauses, they are taken to grow
	// older, while open, at the pace of the finished ones of their group.
	Stages []Stage
}

// A Stage is a state that a case entered: "with the carrier", "waiting for the
// customer".
type Stage struct {
	// Name says which. Required.
	Name string
	// Entered is when the case entered it. Required.
	Entered time.Time
	// Age is how old the case was then, in the promise's clock. It must not grow by
	// more than the wall-clock time since the stage before. Defaults, as Took does,
	// to what the history's calendar counts.
	Age time.Duration
	// Paused says that the clock stands still in it.
	Paused bool
}

// CaseOf turns a promise into a case as it stands at now, under the promise's ID.
// It is finished with what had been used when it was fulfilled, kept or broken; open,
// and so censored at its age, while it runs or is paused; and ended, censored
// where it stopped, when it was withdrawn or is void, because nobody knows how long
// it would have taken. Its pauses become stages named for their reasons. Where the
// clock runs on in pauses (a date that was said, terms that hold) so does that of
// the case. ok is false for a promise that has not started by now.
func RecordOf(p promise.Promise, fields policy.Fields, now time.Time) (c Record, ok bool) {
	s := p.At(now)
	if p.IsZero() || s.Phase == promise.Pending || now.Before(p.Made()) {
		return Record{}, false
	}
	c = Record{ID: p.About().ID, Fields: maps.Clone(fields), Opened: p.About().Start, Took: s.Used(), Measured: true}
	if c.Opened.IsZero() {
		c.Opened = p.Made()
	}
	first, age, stood := true, time.Duration(0), false
	for _, step := range p.Explain(now).Steps {
		if step.Dropped {
			continue
		}
		if first {
			c.Opened, first = step.From, false
		}
		stands := step.Phase != promise.Running && !s.Holds
		switch {
		case step.Phase != promise.Running:
			c.Stages = append(c.Stages, Stage{Name: pauseName(step.Reason), Entered: step.From, Age: age, Paused: stands})
			stood = true
		case stood && !step.Closed:
			c.Stages = append(c.Stages, Stage{Name: running, Entered: step.From, Age: age})
			stood = false
		}
		if age += step.Counted; !stands {
			age += step.Paused
		}
	}
	switch {
	case s.Phase == promise.Withdrawn || s.Standing == promise.Void:
		c.Seen, c.Ended = s.EndedAt, true
		if c.Seen.IsZero() {
			c.Seen = now
		}
	case s.Phase == promise.Fulfilled:
		c.Finished = s.EndedAt
	default:
		c.Seen = now
	}
	if c.Finished.IsZero() && c.Seen.Before(c.Opened) || !c.Finished.IsZero() && c.Finished.Before(c.Opened) {
		c.Opened = p.Made() // it was over before its clock started
	}
	return c, true
}

// running is the stage of a promise between its pauses.
const running = "running"

func pauseName(reason string) string {
	if reason == "" {
		return "paused"
	}
	return reason
}

// counted returns a copy of the case, its defaults filled in by a calendar.
func (c Record) counted(cal *calendar.Calendar) Record {
	c = c.clone()
	if c.Measured {
		return c
	}
	mark, age, paused := c.Opened, time.Duration(0), false
	count := func(stated *time.Duration, t time.Time) {
		if *stated == 0 {
			*stated = age
			if !paused {
				*stated = amount.Add(age, max(0, cal.Between(mark, t)))
			}
		}
	}
	for i := range c.Stages {
		s := &c.Stages[i]
		count(&s.Age, s.Entered)
		mark, age, paused = s.Entered, s.Age, s.Paused
	}
	if end := c.end(); !end.IsZero() {
		count(&c.Took, end)
	}
	return c
}

// end returns the instant up to which Took counts; zero if the case is open and was
// never looked at.
func (c *Record) end() time.Time {
	if c.Finished.IsZero() {
		return c.Seen
	}
	return c.Finished
}

// clone copies what the caller could change later.
func (c Record) clone() Record {
	c.Fields, c.Stages = maps.Clone(c.Fields), slices.Clone(c.Stages)
	return c
}

// ageAt returns how old a case is at t as known then, if it is not finished: by
// the last that was heard of it, and by the clock since. Where its pauses are not
// told, its clock goes at a pace: 1 is that of the calendar. Nothing that happened
// after t counts.
func (c *Record) ageAt(cal *calendar.Calendar, t time.Time, pace float64) time.Duration {
	mark, age, paused := c.Opened, time.Duration(0), false
	for _, s := range c.Stages {
		if s.Entered.After(t) {
			break
		}
		mark, age, paused, pace = s.Entered, s.Age, s.Paused, 1
	}
	if c.Finished.IsZero() && !c.Seen.Before(mark) && !c.Seen.After(t) {
		mark, age, paused = c.Seen, c.Took, paused || c.Ended
	}
	if paused {
		return age
	}
	since := max(0, cal.Between(mark, t))
	if pace != 1 {
		since = time.Duration(min(float64(since)*pace, math.MaxInt64/2))
	}
	return amount.Add(age, since)
}

// knownAt returns the case as it was known at t, which is not before Opened. What
// had not been heard of it by then is gone.
func (c Record) knownAt(t time.Time) Record {
	if c.Finished.After(t) {
		c.Finished, c.Took = time.Time{}, 0
	}
	if c.Seen.After(t) {
		c.Seen, c.Took, c.Ended = time.Time{}, 0, false
	}
	i := 0
	for i < len(c.Stages) && !c.Stages[i].Entered.After(t) {
		i++
	}
	c.Stages = slices.Clip(c.Stages[:i])
	return c
}
