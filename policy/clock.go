package policy

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Clock defines which events of a case start, stop and pause a commitment. The zero
// Clock starts when the case is opened and never stops.
//
// The triggers are applied to an event in this order: Stop, Cancel, Reset, Reopen,
// Start; then the pauses, then the rule that applies now. So an agent's reply can
// keep one promise and start the next. An event that cancels starts and reopens nothing,
// so a reply that closes the case keeps the promise and starts none. A case that is
// opened in a finished state is stopped at its opening.
type Clock struct {
	// Start starts a cycle, if none is under way. Defaults to the opening of
	// the case.
	Start []Trigger
	// Stop fulfils the promise. Defaults to never.
	Stop []Trigger
	// Cancel withdraws the promise, because it is not wanted any more. Defaults to
	// never.
	Cancel []Trigger
	// Reopen reopens the last fulfilled promise, if none is under way.
	// Defaults to never.
	Reopen []Trigger
	// Reset withdraws the promise under way and starts another in its place, as
	// [Restart] does; an event of the customer's is consent to the new date.
	// Defaults to never.
	Reset []Trigger
	// PauseWhile pauses the clock while the fields of the case match any of the
	// conditions. A condition lists the values that fields must have. Defaults to
	// never.
	PauseWhile []map[string][]string
	// Cycle is how often the clock runs. Defaults to [Once].
	Cycle Cycle
	// Change is what happens to a promise under way when another rule applies.
	// Defaults to [Carry].
	Change Change
	// Later is [LaterBinds] if a later date of a rule binds without the customer's
	// consent. It is valid with [Carry] and [Restart] only. Defaults to no: the date is
	// only expected, unless the customer agrees or has the notice of the terms.
	Later Later
	// Retroactive reports whether a promise that is made later, when a rule begins to
	// match, counts from the start of the cycle, with all pauses since; after a
	// restart or a reset, from that. Defaults to counting from the instant at which the
	// rule begins to match, with the pauses that are still open.
	Retroactive bool
}

// Later defines whether a later date of a rule binds without the customer's consent.
type Later string

// LaterBinds makes a later date bind, as for published rules.
const LaterBinds Later = "binds"

// Cycle is how often the clock of a commitment runs.
type Cycle string

const (
	// Once makes one promise per case, and another one after a promise that was
	// withdrawn.
	Once Cycle = "once"
	// EachTime makes one promise per start event. While one is under way, further
	// start events are ignored, so the customer's oldest open question counts.
	EachTime Cycle = "each time"
	// Sequential makes the next promise as soon as one is fulfilled. If it is
	// fulfilled early, the next one starts at the due instant of the old one.
	Sequential Cycle = "sequential"
	// Periodic makes one promise per period, until it is cancelled: the next
	// starts at the due instant of the old one, kept or broken. A promise that is not
	// fulfilled by then stays broken and is withdrawn. The periods begin when
	// [Case.Record] advances the case.
	Periodic Cycle = "periodic"
)

// Change is what happens to a promise under way when a rule with other terms applies.
// When no rule matches any more, the promise is withdrawn, unless the change is Keep. A
// binding date that a [Fact] names stays in force with each of them, until a fact names
// another one or the customer agrees to an event that changes the rule.
type Change string

const (
	// Carry revises the promise: the new terms count from the start, and the elapsed
	// time is part of them.
	Carry Change = "carry"
	// Restart withdraws the promise and makes a new one in its place, which counts
	// from the change. If the new due instant is later and does not bind, the old one
	// stays in force until it has passed.
	Restart Change = "restart"
	// Keep keeps the promise as it is.
	Keep Change = "keep"
	// Tighter is Carry if that makes the promise due earlier, and Keep otherwise.
	Tighter Change = "tighter"
	// Sooner takes the earlier instant for due and for target: the old one, or that
	// of the new terms counted from the change. Neither moves later, and the time
	// elapsed before the change cannot break the promise.
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

// check returns all errors of a clock.
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
			wrong.Add(at, "must not be empty, or the clock would pause for ever; name a field with its values")
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
