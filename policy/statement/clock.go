package statement

import (
	"slices"
	"strings"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// starts writes when the time starts, if that is not the opening of a case.
func (w *writer) starts(m *policy.Commitment) {
	how := startsWith
	if m.Clock.Cycle == policy.EachTime {
		how = startsEachTime
	}
	if len(m.Clock.Start) > 1 || !slices.ContainsFunc(m.Clock.Start, isOpening) {
		w.triggered(how, m.Clock.Start)
	}
	switch m.Clock.Cycle {
	case policy.Sequential:
		w.add(w.c.say(startsInTurn))
	case policy.Periodic:
		w.add(w.c.say(startsPeriodic))
	case policy.Once, policy.EachTime:
	}
}

// isOpening reports whether a trigger matches every opening of a case.
func isOpening(t policy.Trigger) bool {
	return len(t.Event) == 1 && t.Event[0] == policy.Opened && len(t.By)+len(t.Where)+len(t.Becomes)+len(t.Leaves)+len(t.Changes) == 0
}

// triggered writes the triggers of something; nothing if there are none.
func (w *writer) triggered(how message, triggers []policy.Trigger) {
	if len(triggers) > 0 {
		w.add(w.c.say(how, "triggers", w.triggers(triggers)))
	}
}

func (w *writer) triggers(triggers []policy.Trigger) string {
	var list []string
	for _, t := range triggers {
		list = append(list, w.trigger(t))
	}
	return strings.Join(list, "; ")
}

// trigger returns the events that match a trigger.
func (w *writer) trigger(t policy.Trigger) string {
	var parts []string
	if len(t.Event)+len(t.By)+len(t.Where) > 0 {
		parts = append(parts, w.happening(t))
	}
	for _, field := range sortedKeys(t.Becomes) {
		parts = append(parts, w.turn(field, t.Becomes[field], becomes, becomesEmpty))
	}
	for _, field := range sortedKeys(t.Leaves) {
		parts = append(parts, w.turn(field, t.Leaves[field], leaves, leavesEmpty))
	}
	if len(t.Changes) > 0 {
		var fields []string
		for _, field := range t.Changes {
			fields = append(fields, w.field(field))
		}
		parts = append(parts, w.c.say(changes, "field", list(fields, w.c.or)))
	}
	return strings.Join(parts, w.c.say(triggerJoin))
}

// turn returns the values to or from which a field changes, or the text for none.
func (w *writer) turn(field string, values []string, known, empty message) string {
	var parts []string
	if some := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" }); len(some) > 0 {
		parts = append(parts, w.c.say(known, "field", w.field(field), "values", w.values(some)))
	}
	if slices.Contains(values, "") {
		parts = append(parts, w.c.say(empty, "field", w.field(field)))
	}
	return list(parts, w.c.or)
}

// happening returns the event of a trigger, with its actor and its data.
func (w *writer) happening(t policy.Trigger) string {
	var events []string
	for _, e := range t.Event {
		events = append(events, w.event(e))
	}
	text := w.c.say(anything)
	if len(events) > 0 {
		text = list(events, w.c.or)
	}
	if len(t.By) > 0 {
		var roles []string
		for _, role := range t.By {
			roles = append(roles, w.c.say(whom(role)))
		}
		text = w.c.say(byAny, "event", text, "roles", list(roles, w.c.or))
	}
	if len(t.Where) > 0 {
		text = w.c.say(withData, "event", text, "conditions", w.conditionsOf(t.Where, " "+w.c.and+" "))
	}
	return text
}

func (w *writer) event(name string) string {
	switch {
	case w.words[name] != "":
		return w.quoted(name)
	case name == policy.Opened:
		return w.c.say(triggerOpened)
	case name == policy.PromiseKept:
		return w.c.say(triggerKept)
	case name == policy.PromiseBroken:
		return w.c.say(triggerBroken)
	}
	return w.quoted(name)
}

func whom(role promise.Role) message {
	switch role {
	case promise.RoleCustomer:
		return byCustomer
	case promise.RoleBot:
		return byBot
	case promise.RolePerson:
	}
	return byPerson
}

// pauses writes the conditions for which the clock pauses.
func (w *writer) pauses(m *policy.Commitment, rules []int) {
	if len(m.Clock.PauseWhile) == 0 {
		return
	}
	var conditions []string
	for _, condition := range m.Clock.PauseWhile {
		conditions = append(conditions, w.conditionsOf(condition, " "+w.c.and+" "))
	}
	// A fixed date is not moved by pauses.
	said := len(rules) > 0 && !slices.ContainsFunc(rules, func(i int) bool {
		_, isDate := m.Rules[i].Due.Date()
		return !isDate
	})
	how := pausesWhile
	if said || m.Terms.OnPause == promise.Hold {
		how = pausesHold
	}
	w.add(w.c.say(how, "conditions", strings.Join(conditions, w.c.say(pausesJoin))))
}

// changes writes what happens to a promise when another rule applies, or none.
func (w *writer) changes(m *policy.Commitment, rules int, open bool) {
	if rules > 1 {
		how := changeCarries
		switch m.Clock.Change {
		case policy.Restart:
			how = changeRestarts
		case policy.Keep:
			how = changeKeeps
		case policy.Tighter:
			how = changeTightens
		case policy.Sooner:
			how = changeSooner
		case policy.Carry:
		}
		w.add(w.c.say(how))
	}
	if open && m.Clock.Change != policy.Keep {
		w.add(w.c.say(changeLapses))
	}
}

// earlier writes whether an earlier time stays in force when the time counts anew. It
// does not if later times bind, or if only events of the customer restart the time.
func (w *writer) earlier(m *policy.Commitment, rules int) {
	if m.Clock.Later == policy.LaterBinds {
		return
	}
	isYours := func(t policy.Trigger) bool { return len(t.By) == 1 && t.By[0] == promise.RoleCustomer }
	canBeYours := func(t policy.Trigger) bool {
		return len(t.By) == 0 || slices.Contains(t.By, promise.RoleCustomer)
	}
	isOurs := func(t policy.Trigger) bool { return !isYours(t) }
	restarts := rules > 1 && m.Clock.Change == policy.Restart
	switch {
	case slices.ContainsFunc(m.Clock.Reset, canBeYours) && (restarts || slices.ContainsFunc(m.Clock.Reset, isOurs)):
		w.add(w.c.say(earlierHoldsUnlessYours))
	case restarts, slices.ContainsFunc(m.Clock.Reset, isOurs):
		w.add(w.c.say(earlierHolds))
	}
}

// reopens writes what happens to a fulfilled promise when it is reopened.
func (w *writer) reopens(m *policy.Commitment) {
	switch {
	case len(m.Clock.Reopen) == 0:
	case m.Terms.OnReopen == promise.Ignore:
		w.add(w.c.say(reopenIgnored))
	default:
		w.triggered(reopenContinues, m.Clock.Reopen)
	}
}
