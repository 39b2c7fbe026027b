package forecast

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// A Case is what history knows of one case: what it was, when it was opened, and
// how long it took in the promise's own clock (working time, pauses taken out),
// or how old it is if it is still open. Open cases are neither slow nor missing:
// they are censored, and leaving them out makes every forecast too short.
type Case struct {
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
	// to Opened, with no age.
	Seen time.Time
	// Ended says that a case that was not finished grows no older after Seen: it
	// was withdrawn, or became void. It counts as censored there.
	Ended bool
	// Took is the working time without pauses from Opened to Finished, or to
	// Seen. At least 0.
	Took time.Duration
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
	// Entered is when, and Age how old the case was then, in the promise's clock.
	Entered time.Time
	Age     time.Duration
	// Paused says that the clock stands still in it.
	Paused bool
}

// CaseOf turns a promise into a case as it stands at now, under the promise's ID.
// It is finished with what had elapsed when it was fulfilled, kept or broken; open,
// and so censored at its age, while it runs or is paused; and ended, censored
// where it stopped, when it was withdrawn or is void, because nobody knows how long
// it would have taken. Its pauses become stages named for their reasons. Where the
// clock runs on in pauses (a date that was said, terms that hold) so does that of
// the case. ok is false for a promise that has not started by now.
func CaseOf(p promise.Promise, fields policy.Fields, now time.Time) (c Case, ok bool) {
	s := p.At(now)
	if p.IsZero() || s.Phase == promise.Pending || now.Before(p.Made()) {
		return Case{}, false
	}
	c = Case{ID: p.About().ID, Fields: maps.Clone(fields), Opened: p.About().Start, Took: s.Elapsed}
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
		stands := step.Phase != promise.Running && step.Counted == 0
		switch {
		case step.Phase != promise.Running:
			c.Stages = append(c.Stages, Stage{Name: pauseName(step.Reason), Entered: step.From, Age: age, Paused: stands})
			stood = true
		case stood && !step.Closed:
			c.Stages = append(c.Stages, Stage{Name: running, Entered: step.From, Age: age})
			stood = false
		}
		age += step.Counted
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

// clone copies what the caller could change later.
func (c Case) clone() Case {
	c.Fields, c.Stages = maps.Clone(c.Fields), slices.Clone(c.Stages)
	return c
}

// ageAt returns how old a case is at t as known then, if it is not finished: by
// the last that was heard of it, and by the clock since. Where its pauses are not
// told, its clock goes at a pace: 1 is that of the calendar. Nothing that happened
// after t counts.
func (c *Case) ageAt(cal *calendar.Calendar, t time.Time, pace float64) time.Duration {
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
	return addTime(age, since)
}

// knownAt returns the case as it was known at t, which is not before Opened. What
// had not been heard of it by then is gone.
func (c Case) knownAt(t time.Time) Case {
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

var firstTime, lastTime = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2190, 1, 1, 0, 0, 0, 0, time.UTC)

func inRange(t time.Time) bool { return !t.Before(firstTime) && !t.After(lastTime) }

// check reports everything wrong with the case.
func (c *Case) check(fail func(path string, err error)) {
	if c.ID == "" {
		fail("id", errors.New("none; give every case its own"))
	}
	for _, f := range []struct {
		path string
		t    time.Time
	}{{"opened", c.Opened}, {"finished", c.Finished}, {"seen", c.Seen}} {
		switch {
		case f.t.IsZero() && f.path == "opened":
			fail(f.path, errors.New("none; say when its clock started"))
		case f.t.IsZero():
		case !inRange(f.t):
			fail(f.path, fmt.Errorf("%s is outside 1900-01-01 to 2190-01-01; mend the date", f.t.Format(time.RFC3339)))
		case f.t.Before(c.Opened):
			fail(f.path, fmt.Errorf("%s is before opened, %s; swap them or leave the case out", f.t.Format(time.RFC3339), c.Opened.Format(time.RFC3339)))
		}
	}
	for _, text := range c.texts() {
		if !utf8.ValidString(text.text) {
			fail(text.path, fmt.Errorf("%.40q is not UTF-8; convert it", text.text))
		}
	}
	if c.Took < 0 {
		fail("took", fmt.Errorf("%s is less than nothing; leave the case out or mend it", c.Took))
	}
	if c.Estimate < 0 {
		fail("estimate", fmt.Errorf("%s is less than nothing; leave it out", c.Estimate))
	}
	switch {
	case !c.Finished.IsZero() && (c.Ended || !c.Seen.IsZero()):
		fail("finished", errors.New("given beside seen or ended; a case is finished or not"))
	case c.Finished.IsZero() && c.Seen.IsZero() && c.Took > 0:
		fail("took", errors.New("given without finished or seen; say when it was that old"))
	}
	c.checkStages(fail)
}

// checkStages reports what cannot be about its stages.
func (c *Case) checkStages(fail func(path string, err error)) {
	end := c.Finished
	if end.IsZero() {
		end = c.Seen
	}
	for i, s := range c.Stages {
		path := fmt.Sprintf("stages[%d]", i)
		before, age := c.Opened, time.Duration(0)
		if i > 0 {
			before, age = c.Stages[i-1].Entered, c.Stages[i-1].Age
		}
		if s.Name == "" {
			fail(path+".name", errors.New("none; name the stage"))
		}
		if s.Entered.Before(before) || !inRange(s.Entered) {
			fail(path+".entered", fmt.Errorf("%s is before what came before it; put the stages in order", s.Entered.Format(time.RFC3339)))
		}
		if !end.IsZero() && s.Entered.After(end) {
			fail(path+".entered", fmt.Errorf("%s is after the case was finished or seen, %s; leave the stage out", s.Entered.Format(time.RFC3339), end.Format(time.RFC3339)))
		}
		switch {
		case s.Age < age:
			fail(path+".age", fmt.Errorf("%s is less than before, %s; a clock never goes back", s.Age, age))
		case !end.IsZero() && s.Age > c.Took:
			fail(path+".age", fmt.Errorf("%s is more than the case took, %s; mend one of them", s.Age, c.Took))
		}
	}
}

// pathText is a text of a case, with the path to it.
type pathText struct{ path, text string }

// texts returns the texts of the case that its host names.
func (c *Case) texts() []pathText {
	texts := []pathText{{"id", c.ID}}
	for _, name := range slices.Sorted(maps.Keys(c.Fields)) {
		texts = append(texts, pathText{"fields", name + c.Fields[name]})
	}
	for i, s := range c.Stages {
		texts = append(texts, pathText{fmt.Sprintf("stages[%d].name", i), s.Name})
	}
	return texts
}
