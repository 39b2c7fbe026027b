package policy

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Clock says when the clock of a commitment starts, stops and pauses, in terms
// of what happens to a case. The zero Clock starts when the case is opened and
// is stopped by nobody.
//
// An event is looked at in this order: Stop, Cancel, Reset, Reopen, Start; then
// whether the clock pauses, and which rule holds now. So an agent's reply can
// keep one promise and start the next, and a reply that closes the case keeps the
// one and starts nothing: an event that cancels starts and reopens nothing. A case
// that comes in finished is stopped as it is opened.
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
	// Reset withdraws the one under way and starts another in its place, as
	// [Restart] does; an event of the customer's is consent to the new date.
	// Defaults to never.
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
	// Later says whether a later date of a rule binds without the customer's
	// consent. It goes with [Carry] and [Restart] alone. Defaults to no: it is
	// only expected, unless the customer agrees or has the notice of the terms.
	Later Later
	// Retroactive makes a promise that is made only later, when a rule comes to
	// hold, count from the start of the cycle, with all pauses since; after a
	// restart or a reset, from that. Defaults to counting from when the rule
	// holds, with the pauses that are still open.
	Retroactive bool
}

// Later says whether a later date of a rule binds without the customer's consent.
type Later string

// LaterBinds lets it bind: the published rules say so.
const LaterBinds Later = "binds"

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
	// Periodic makes one promise a period, until it is cancelled: the next
	// starts at the due instant of the old one, kept or broken. What nobody
	// fulfilled by then stays broken and is withdrawn. Time must be seen to
	// pass for it: [Case.Record] at an instant does that.
	Periodic Cycle = "periodic"
)

// Change says what becomes of a promise under way when another rule comes to
// hold that promises something else. When no rule holds any more, it is withdrawn,
// unless the change is Keep. What [Fact]s have named for a date that binds stays
// under each of them, until a fact names another one or an event that changes the
// rule is agreed to by the customer.
type Change string

const (
	// Carry revises it: the new terms count from the start, and what has
	// elapsed is used up.
	Carry Change = "carry"
	// Restart withdraws it and makes a new one in its place, which counts from
	// then. While the old due instant is ahead, it holds on where that of the new
	// one is later and does not bind.
	Restart Change = "restart"
	// Keep keeps what was promised.
	Keep Change = "keep"
	// Tighter is Carry if that makes it due earlier, and else Keep.
	Tighter Change = "tighter"
	// Sooner takes of due and target each the earlier: the instant that there
	// was, or the new terms' counted from the change. Nothing moves later, and
	// nothing is broken by what had elapsed before.
	Sooner Change = "sooner"
)

// pausing returns the number of the condition by which the fields pause the clock; -1
// if none does.
func (c *Clock) pausing(fields Fields) int {
	return slices.IndexFunc(c.PauseWhile, func(condition map[string][]string) bool { return have(fields, condition) })
}

// starts returns the triggers that start a cycle.
func (c *Clock) starts() []Trigger {
	if len(c.Start) == 0 {
		return []Trigger{{Event: []string{Opened}}}
	}
	return c.Start
}

// check reports everything wrong with a clock.
func (c *Clock) check(path string) []error {
	wrong := document.Problems{Package: packageName}
	for _, list := range []struct {
		name     string
		triggers []Trigger
	}{{"start", c.Start}, {"stop", c.Stop}, {"cancel", c.Cancel}, {"reopen", c.Reopen}, {"reset", c.Reset}} {
		wrong.Take(checkTriggers(path+"."+list.name, list.triggers)...)
	}
	for i, condition := range c.PauseWhile {
		at := fmt.Sprintf("%s.pause_while[%d]", path, i)
		if len(condition) == 0 {
			wrong.Add(at, "says nothing, and would pause for ever; name a field with its values")
		}
		wrong.Take(checkValues(at, condition)...)
	}
	wrong.Check(path+".cycle", cycleWords.Check(c.Cycle))
	wrong.Check(path+".change", changeWords.Check(c.Change))
	switch err := laterWords.Check(c.Later); {
	case err != nil:
		wrong.Check(path+".later", err)
	case c.Later != "" && (c.Change == Keep || c.Change == Tighter || c.Change == Sooner):
		wrong.Add(path+".later", "%q conflicts with change %q, by which nothing is due later; leave one of the two out", c.Later, c.Change)
	}
	return wrong.List()
}

// clone copies what the caller could change later.
func (c Clock) clone() Clock {
	for _, list := range []*[]Trigger{&c.Start, &c.Stop, &c.Cancel, &c.Reopen, &c.Reset} {
		*list = cloneTriggers(*list)
	}
	c.PauseWhile = slices.Clone(c.PauseWhile)
	for i, condition := range c.PauseWhile {
		c.PauseWhile[i] = cloneValues(condition)
	}
	return c
}
