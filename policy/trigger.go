package policy

import (
	"fmt"
	"slices"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/promise"
)

// A Trigger matches an event if all of its non-empty fields match. The zero Trigger
// matches nothing.
type Trigger struct {
	// Event lists the types of events that match. Defaults to any.
	// A trigger that lists types does not match events of bots, nor private events
	// (data "visibility": "private"), unless By or Where ask for them.
	Event []string
	// By lists the roles of actors that match. Defaults to any.
	By []promise.Role
	// Where lists the values that the event's data must have: one of those listed, for
	// every key. Defaults to any.
	Where map[string][]string
	// Becomes lists the values that fields of the case must have after the
	// event. At least one field must have had another value before. Defaults to any.
	Becomes map[string][]string
	// Leaves lists the values that fields of the case must have had before the
	// event. At least one field must have another value after it. At its opening, a
	// case leaves "" for each field with which it opens. Defaults to any.
	Leaves map[string][]string
	// Changes lists fields. At least one of them must have another value after
	// the event than before. The opening changes no field. Defaults to any.
	Changes []string
}

// visibility is the name of the data that marks an event as private.
const visibility, private = "visibility", "private"

// isGiven reports whether the trigger has any non-empty field.
func (t Trigger) isGiven() bool {
	return len(t.Event)+len(t.By)+len(t.Where)+len(t.Becomes)+len(t.Leaves)+len(t.Changes) > 0
}

// isSetOff reports whether any of the triggers matches an event that changed the fields
// from before to after.
func isSetOff(triggers []Trigger, e *Event, before, after Fields) bool {
	return setOffBy(triggers, e, before, after) != nil
}

func (t *Trigger) isSetOff(e *Event, before, after Fields) bool {
	return t.isGiven() && t.isBy(e) && have(e.Data, t.Where) && t.isChange(e, before, after)
}

// isBy reports whether the type and the actor of the event match.
func (t *Trigger) isBy(e *Event) bool {
	switch {
	case len(t.Event) > 0 && !slices.Contains(t.Event, e.Type):
		return false
	case len(t.By) > 0 && !slices.Contains(t.By, e.By.Role):
		return false
	case len(t.Event) > 0 && len(t.By) == 0 && e.By.Role == promise.RoleBot:
		return false
	}
	return len(t.Event) == 0 || t.Where[visibility] != nil || e.Data[visibility] != private
}

// isChange reports whether the change of the fields matches. Before its opening
// all fields of a case are empty, so the opening can leave only "".
func (t *Trigger) isChange(e *Event, before, after Fields) bool {
	opens := e.Type == Opened
	if len(t.Becomes) > 0 && !(have(after, t.Becomes) && (opens || !have(before, t.Becomes))) {
		return false
	}
	if len(t.Leaves) > 0 && !(have(before, t.Leaves) && !have(after, t.Leaves)) {
		return false
	}
	return len(t.Changes) == 0 || slices.ContainsFunc(t.Changes, func(field string) bool { return !opens && before[field] != after[field] })
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

// checkTriggers returns all errors of triggers.
func checkTriggers(path string, triggers []Trigger) []error {
	wrong := document.Problems{Package: packageName}
	for i, t := range triggers {
		at := fmt.Sprintf("%s[%d]", path, i)
		if !t.isGiven() {
			wrong.Add(at, "must not be empty; name an event, who did it, or what a field becomes")
		}
		for k, role := range t.By {
			if role != promise.RolePerson && role != promise.RoleCustomer && role != promise.RoleBot {
				wrong.Add(fmt.Sprintf("%s.by[%d]", at, k), "unknown word %q; write %q, %q or %q", role, promise.RolePerson, promise.RoleCustomer, promise.RoleBot)
			}
		}
		if slices.Contains(t.Changes, "") {
			wrong.Add(at+".changes", "field name is required; write the name of a field")
		}
		wrong.Take(checkValues(at+".where", t.Where)...)
		wrong.Take(checkValues(at+".becomes", t.Becomes)...)
		wrong.Take(checkValues(at+".leaves", t.Leaves)...)
	}
	return wrong.List()
}

// checkValues returns an error for each field without a value.
func checkValues(path string, values map[string][]string) (errs []error) {
	for _, name := range sortedKeys(values) {
		if len(values[name]) == 0 {
			errs = append(errs, fieldError(path+"."+name, fmt.Errorf("required; list the values that match")))
		}
	}
	return errs
}

func cloneTriggers(triggers []Trigger) []Trigger {
	triggers = slices.Clone(triggers)
	for i, t := range triggers {
		triggers[i] = Trigger{slices.Clone(t.Event), slices.Clone(t.By), cloneValues(t.Where), cloneValues(t.Becomes), cloneValues(t.Leaves), slices.Clone(t.Changes)}
	}
	return triggers
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
