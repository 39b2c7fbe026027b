package policy

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/promise"
)

// A Clock says when the clock of a commitment starts, stops and pauses, in terms
// of what happens to a case. The zero Clock starts when the case is opened and
// is stopped by nobody.
//
// An event is looked at in this order: Cancel, Stop, Reopen, Reset, Start; then
// whether the clock pauses, and which rule holds now. So an agent's reply can
// keep one promise and start the next.
type Clock struct {
	// Start starts a cycle, if none is under way. Defaults to the opening of
	// the case.
	Start []Trigger
	// Stop fulfils the promise. Defaults to never.
	Stop []Trigger
	// Cancel withdraws it: it is not wanted any more. Defaults to never.
	Cancel []Trigger
	// Reopen reopens the last one that was fulfilled, if none is under way.
	// Defaults to never.
	Reopen []Trigger
	// Reset withdraws the one under way and starts another. Defaults to never.
	Reset []Trigger
	// PauseWhile pauses the clock while the case's fields are so: any of the
	// conditions, each with the values that fields must have. Defaults to
	// never.
	PauseWhile []map[string][]string
	// Cycle says how often it runs. Defaults to [Once].
	Cycle Cycle
	// Change says what becomes of a promise when another rule comes to hold.
	// Defaults to [Carry].
	Change Change
	// Retroactive makes a promise that is made only later, when a rule comes to
	// hold, count from the start of the cycle, with the pauses since. Defaults
	// to counting from when it is made.
	Retroactive bool
}

// A Trigger is set off by an event for which all of it is so. The zero Trigger
// is set off by nothing.
type Trigger struct {
	// Event lists types of events, of which it must be one. Defaults to any.
	// A trigger that names types is set off by no bot and by nothing private
	// (data "visibility": "private"), unless By or Where say so.
	Event []string
	// By lists the roles of who did it, of which it must be one. Defaults to
	// any.
	By []promise.Role
	// Where lists the values that the event's data must have. Defaults to any.
	Where map[string][]string
	// Becomes lists the values that fields of the case must have after the
	// event, and did not all have before. Defaults to any.
	Becomes map[string][]string
}

// Cycle says how often the clock of a commitment runs.
type Cycle string

const (
	// Once makes one promise a case, or another after one that was withdrawn.
	Once Cycle = "once"
	// EachTime makes a promise each time that the clock starts: what the
	// customer asked first counts until it is answered.
	EachTime Cycle = "each time"
	// Sequential makes the next promise as soon as one is fulfilled; early, it
	// starts at the due instant of the old one.
	Sequential Cycle = "sequential"
)

// Change says what becomes of a promise under way when another rule comes to
// hold.
type Change string

const (
	// Carry revises it: the new terms count from the start, and what has
	// elapsed is used up.
	Carry Change = "carry"
	// Restart withdraws it and makes a new one, with the old one as its parent.
	Restart Change = "restart"
	// Keep keeps what was promised.
	Keep Change = "keep"
	// Tighter is Carry if that makes it due earlier, and else Keep.
	Tighter Change = "tighter"
)

// visibility is the name of the data that marks an event as private.
const visibility, private = "visibility", "private"

// isSetOff reports whether any of the triggers is set off by an event that
// turned the fields from what they were into what they are.
func isSetOff(triggers []Trigger, e *Event, before, after Fields) bool {
	return slices.ContainsFunc(triggers, func(t Trigger) bool { return t.isSetOff(e, before, after) })
}

func (t Trigger) isSetOff(e *Event, before, after Fields) bool {
	switch {
	case len(t.Event) == 0 && len(t.By) == 0 && len(t.Where) == 0 && len(t.Becomes) == 0:
		return false
	case len(t.Event) > 0 && !slices.Contains(t.Event, e.Type):
		return false
	case len(t.By) > 0 && !slices.Contains(t.By, e.By.Role):
		return false
	case len(t.Event) > 0 && len(t.By) == 0 && e.By.Role == promise.RoleBot:
		return false
	case len(t.Event) > 0 && t.Where[visibility] == nil && e.Data[visibility] == private:
		return false
	case !have(e.Data, t.Where):
		return false
	case len(t.Becomes) > 0:
		return have(after, t.Becomes) && (e.Type == Opened || !have(before, t.Becomes))
	}
	return true
}

// have reports whether all named fields have one of their values.
func have(fields map[string]string, values map[string][]string) bool {
	for name, list := range values {
		if !slices.Contains(list, fields[name]) {
			return false
		}
	}
	return true
}

// pauses reports whether the fields pause the clock, and by which condition.
func (c *Clock) pauses(fields Fields) (map[string][]string, bool) {
	for _, condition := range c.PauseWhile {
		if have(fields, condition) {
			return condition, true
		}
	}
	return nil, false
}

// starts returns the triggers that start a cycle.
func (c *Clock) starts() []Trigger {
	if len(c.Start) == 0 {
		return []Trigger{{Event: []string{Opened}}}
	}
	return c.Start
}

// check reports everything wrong with a clock.
func (c *Clock) check(path string) (errs []error) {
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	for _, list := range []struct {
		name     string
		triggers []Trigger
	}{{"start", c.Start}, {"stop", c.Stop}, {"cancel", c.Cancel}, {"reopen", c.Reopen}, {"reset", c.Reset}} {
		for i, t := range list.triggers {
			at := fmt.Sprintf("%s.%s[%d]", path, list.name, i)
			if len(t.Event) == 0 && len(t.By) == 0 && len(t.Where) == 0 && len(t.Becomes) == 0 {
				fail(at, "says nothing; name an event, who did it, or what a field becomes")
			}
			for k, role := range t.By {
				if role != promise.RolePerson && role != promise.RoleCustomer && role != promise.RoleBot {
					fail(fmt.Sprintf("%s.by[%d]", at, k), "%q is not known; write %q, %q or %q", role, promise.RolePerson, promise.RoleCustomer, promise.RoleBot)
				}
			}
			errs = append(errs, checkValues(at+".where", t.Where)...)
			errs = append(errs, checkValues(at+".becomes", t.Becomes)...)
		}
	}
	for i, condition := range c.PauseWhile {
		at := fmt.Sprintf("%s.pause_while[%d]", path, i)
		if len(condition) == 0 {
			fail(at, "says nothing, and would pause for ever; name a field with its values")
		}
		errs = append(errs, checkValues(at, condition)...)
	}
	if c.Cycle != "" && c.Cycle != Once && c.Cycle != EachTime && c.Cycle != Sequential {
		fail(path+".cycle", "%q is not known; write %q, %q or %q", c.Cycle, Once, EachTime, Sequential)
	}
	if c.Change != "" && c.Change != Carry && c.Change != Restart && c.Change != Keep && c.Change != Tighter {
		fail(path+".change", "%q is not known; write %q, %q, %q or %q", c.Change, Carry, Restart, Keep, Tighter)
	}
	return errs
}

// checkValues reports the fields for which no value is listed.
func checkValues(path string, values map[string][]string) (errs []error) {
	for _, name := range sortedKeys(values) {
		if len(values[name]) == 0 {
			errs = append(errs, fieldError(path+"."+name, fmt.Errorf("no value; list those that match")))
		}
	}
	return errs
}

// clone copies what the caller could change later.
func (c Clock) clone() Clock {
	for _, list := range []*[]Trigger{&c.Start, &c.Stop, &c.Cancel, &c.Reopen, &c.Reset} {
		*list = slices.Clone(*list)
		for i, t := range *list {
			(*list)[i] = Trigger{slices.Clone(t.Event), slices.Clone(t.By), cloneValues(t.Where), cloneValues(t.Becomes)}
		}
	}
	c.PauseWhile = slices.Clone(c.PauseWhile)
	for i, condition := range c.PauseWhile {
		c.PauseWhile[i] = cloneValues(condition)
	}
	return c
}

func cloneValues(values map[string][]string) map[string][]string {
	if values == nil {
		return nil
	}
	clone := make(map[string][]string, len(values))
	for name, list := range values {
		clone[name] = slices.Clone(list)
	}
	return clone
}
