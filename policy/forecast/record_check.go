package forecast

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar"
)

var firstTime, lastTime = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2190, 1, 1, 0, 0, 0, 0, time.UTC)

func inRange(t time.Time) bool { return !t.Before(firstTime) && !t.After(lastTime) }

// check reports all problems of the record in a history with this calendar.
func (c *Record) check(cal *calendar.Calendar, fail func(path string, err error)) {
	if c.ID == "" {
		fail("id", errors.New("required; give every case its own"))
	}
	for _, f := range []struct {
		path string
		t    time.Time
	}{{"opened", c.Opened}, {"finished", c.Finished}, {"seen", c.Seen}} {
		switch {
		case f.t.IsZero() && f.path == "opened":
			fail(f.path, errors.New("required; write when its clock started"))
		case f.t.IsZero():
		case !inRange(f.t):
			fail(f.path, fmt.Errorf("out of range: %s is not between 1900-01-01 and 2190-01-01; correct the date", f.t.Format(time.RFC3339)))
		case f.t.Before(c.Opened):
			fail(f.path, fmt.Errorf("must not be before opened, %[2]s, got %[1]s; swap them or leave the case out", f.t.Format(time.RFC3339), c.Opened.Format(time.RFC3339)))
		}
	}
	for _, text := range c.texts() {
		if !utf8.ValidString(text.text) {
			fail(text.path, fmt.Errorf("%.40q is not UTF-8; convert it", text.text))
		}
	}
	if c.Took < 0 {
		fail("took", fmt.Errorf("must not be negative, got %s; leave it out to let the calendar count it", c.Took))
	}
	if c.Estimate < 0 {
		fail("estimate", fmt.Errorf("must not be negative, got %s; leave it out", c.Estimate))
	}
	switch {
	case !c.Finished.IsZero() && (c.Ended || !c.Seen.IsZero()):
		fail("finished", errors.New("conflicts with seen or ended; leave one of them out"))
	case c.Finished.IsZero() && c.Seen.IsZero() && c.Took > 0:
		fail("took", errors.New("requires finished or seen; write when the case was that old"))
	}
	c.checkStages(fail)
	c.checkTimes(cal, fail)
}

// checkStages reports problems of the stages, except for their ages.
func (c *Record) checkStages(fail func(path string, err error)) {
	end := c.end()
	for i, s := range c.Stages {
		path, before := fmt.Sprintf("stages[%d]", i), c.Opened
		if i > 0 {
			before = c.Stages[i-1].Entered
		}
		if s.Name == "" {
			fail(path+".name", errors.New("required; name the stage"))
		}
		if s.Entered.Before(before) || !inRange(s.Entered) {
			fail(path+".entered", fmt.Errorf("out of order: %s is before opened or the stage before; put the stages in order", s.Entered.Format(time.RFC3339)))
		}
		if !end.IsZero() && s.Entered.After(end) {
			fail(path+".entered", fmt.Errorf("must not be after finished or seen, %[2]s, got %[1]s; leave the stage out", s.Entered.Format(time.RFC3339), end.Format(time.RFC3339)))
		}
	}
}

// checkTimes reports ages that are out of range: they must not fall, nor grow by more
// than the wall-clock time. Ages that are not given are the calendar's.
func (c *Record) checkTimes(cal *calendar.Calendar, fail func(path string, err error)) {
	counted := c.counted(cal)
	mark, age := c.Opened, time.Duration(0)
	check := func(path string, stated, next time.Duration, t time.Time, then string) {
		wall := max(0, t.Sub(mark))
		switch {
		case stated < 0: // negative ages are refused as such
		case next < age:
			fail(path, fmt.Errorf("out of range: %s is less than the age before, %s; give ages that never fall", next, age))
		case stated > 0 && next-age > wall && age == 0:
			fail(path, fmt.Errorf("out of range: %s is more than the wall-clock time until %s, %s; give working time without pauses, or leave it out to let the calendar count it", next, then, wall))
		case stated > 0 && next-age > wall:
			fail(path, fmt.Errorf("out of range: %s is %s more than the age before, but only %s had passed until %s; give working time without pauses, or leave it out to let the calendar count it", next, next-age, wall, then))
		}
		mark, age = t, max(next, 0)
	}
	for i, s := range counted.Stages {
		path := fmt.Sprintf("stages[%d].age", i)
		if s.Age < 0 {
			fail(path, fmt.Errorf("must not be negative, got %s; leave it out to let the calendar count it", s.Age))
		}
		check(path, c.Stages[i].Age, s.Age, s.Entered, "it was entered")
	}
	switch end := c.end(); {
	case end.IsZero() || end.Before(c.Opened): // refused where they stand
	case c.Finished.IsZero():
		check("took", c.Took, counted.Took, end, "it was seen")
	default:
		check("took", c.Took, counted.Took, end, "it was finished")
	}
}

// pathText is a text of a record with its path.
type pathText struct{ path, text string }

// texts returns the texts of the record.
func (c *Record) texts() []pathText {
	texts := []pathText{{"id", c.ID}}
	for _, name := range slices.Sorted(maps.Keys(c.Fields)) {
		texts = append(texts, pathText{"fields", name + c.Fields[name]})
	}
	for i, s := range c.Stages {
		texts = append(texts, pathText{fmt.Sprintf("stages[%d].name", i), s.Name})
	}
	return texts
}
