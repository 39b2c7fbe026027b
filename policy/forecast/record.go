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

// Record is what a history stores about one case: its fields, when it was opened, and
// how long it took in the clock of its promise (working time without pauses), or how
// old it is if it is still open. Open cases count as censored observations; without
// them every forecast is too short. ID and Opened are required.
type Record struct {
	// ID identifies the case. A record that is appended with the same ID replaces the
	// earlier one; for example first open, then finished. Required.
	ID string `json:"id"`
	// Fields are the fields of the case when it was opened; they determine its groups.
	// Defaults to none.
	Fields policy.Fields `json:"fields,omitempty"`
	// Opened is when its clock started. Required.
	Opened time.Time `json:"opened"`
	// Finished is when the promised work was done. The outcome counts from then on; for
	// an earlier question the case is open. The zero time is a case that is still open.
	Finished time.Time `json:"finished,omitzero"`
	// Seen is, for a case that is not finished, when it was last observed. Took is its
	// age then; after that it ages by the history's calendar. Defaults to Opened; Took
	// must then be zero.
	Seen time.Time `json:"seen,omitzero"`
	// Ended reports whether a case that is not finished stopped aging at Seen, because
	// it was withdrawn or became void. It counts as censored at that age.
	Ended bool `json:"ended,omitempty"`
	// Took is the working time without pauses from Opened to Finished, or to Seen. It
	// must not be negative, nor more than the wall-clock time between the two. It may
	// be more than the working time of the history's calendar, since promises can have
	// calendars of their own. Defaults to the working time of the history's calendar
	// since the last stage, or since Opened, without stages in which the clock stands
	// still.
	Took time.Duration `json:"took,omitzero"`
	// Measured reports whether Took and the ages of the stages were measured, so that
	// zero is a value and not a default. [RecordOf] sets it.
	Measured bool `json:"measured,omitempty"`
	// Estimate is an estimate of Took that was made at the opening; [Recalibrated] uses
	// it. Defaults to none.
	Estimate time.Duration `json:"estimate,omitzero"`
	// Stages are the stages of the case in the order in which it entered them. With
	// them its age is known at every instant, and risks depend on the stage. Defaults
	// to none; open cases without stages then age at the average rate of the finished
	// cases of their group.
	Stages []Stage `json:"stages,omitempty"`
}

// Stage is a state that a case entered: "with the carrier", "waiting for the customer".
type Stage struct {
	// Name is the name of the stage. Required.
	Name string `json:"name"`
	// Entered is when the case entered it. Required.
	Entered time.Time `json:"entered"`
	// Age is the age of the case at Entered, in the clock of its promise. It must not
	// grow by more than the wall-clock time since the stage before. Its default is
	// counted like that of Took.
	Age time.Duration `json:"age,omitzero"`
	// Paused reports whether the clock stands still in the stage.
	Paused bool `json:"paused,omitempty"`
}

// RecordOf returns the record of a promise as it stands at now, under the promise's ID.
// A fulfilled promise is finished, kept or broken. A running or paused one is open,
// censored at its age. One that was withdrawn or is void is ended, censored where it
// stopped, because the time that it would have taken is unknown. Its pauses become
// stages named for their reasons. If the clock of the promise runs on in pauses (a due
// that is a date, or terms that hold), so does that of the record. ok is false for a
// promise that has not started by now.
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

// running is the name of the stage of a promise between its pauses.
const running = "running"

func pauseName(reason string) string {
	if reason == "" {
		return "paused"
	}
	return reason
}

// counted returns a copy of the record with its defaults filled in by a calendar.
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
// never observed.
func (c *Record) end() time.Time {
	if c.Finished.IsZero() {
		return c.Seen
	}
	return c.Finished
}

// clone returns a copy that shares no map or slice with c.
func (c Record) clone() Record {
	c.Fields, c.Stages = maps.Clone(c.Fields), slices.Clone(c.Stages)
	return c
}

// ageAt returns the age at t of a case that is not finished, as known then: the last
// observed age plus the time on the clock since. For a case without stages the clock is
// multiplied by rate; 1 is the calendar's. Nothing that happened after t counts.
func (c *Record) ageAt(cal *calendar.Calendar, t time.Time, rate float64) time.Duration {
	mark, age, paused := c.Opened, time.Duration(0), false
	for _, s := range c.Stages {
		if s.Entered.After(t) {
			break
		}
		mark, age, paused, rate = s.Entered, s.Age, s.Paused, 1
	}
	if c.Finished.IsZero() && !c.Seen.Before(mark) && !c.Seen.After(t) {
		mark, age, paused = c.Seen, c.Took, paused || c.Ended
	}
	if paused {
		return age
	}
	since := max(0, cal.Between(mark, t))
	if rate != 1 {
		since = time.Duration(min(float64(since)*rate, math.MaxInt64/2))
	}
	return amount.Add(age, since)
}

// knownAt returns the record as it was known at t, which is not before Opened.
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
