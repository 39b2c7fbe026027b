package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A Precondition is something that the customer must do for a promise to count:
// "Friday, if you send the file by Wednesday noon".
type Precondition struct {
	// Name is the name of the condition ("file sent"). Required, and unique in the
	// commitment.
	Name string
	// By is the deadline for meeting the condition, measured from the time the promise
	// is made. Required.
	By promise.Deadline
	// Else is what happens to the promise if the condition is missed. Defaults to
	// [promise.ElseVoid].
	Else promise.Else
	// Wording is the condition in texts for customers, by language
	// ("en": "we have your log file"). It completes a sentence that begins with
	// "if". Defaults to the name, in quotation marks.
	Wording map[string]string
	// Met matches the event that meets the condition. Defaults to never: then record a
	// [Fact] with the kind Meet.
	Met []Trigger
}

// conditions returns the conditions of a promise, with their deadlines.
func (c *Commitment) conditions(terms promise.Terms, made time.Time, day date.Date) ([]promise.Condition, error) {
	var list []promise.Condition
	for i, p := range c.Conditions {
		by, err := terms.Reach(p.By, made, day)
		if err != nil {
			return nil, fmt.Errorf("conditions[%d]: %w", i, err)
		}
		list = append(list, promise.Condition{Name: p.Name, By: by, Else: p.Else, Wording: maps.Clone(p.Wording)})
	}
	return list, nil
}

// meet records the conditions that an event meets.
func (x *run) meet(e *Event, conditions []Precondition, before, after Fields) {
	for _, p := range conditions {
		if by := setOffBy(p.Met, e, before, after); by != nil {
			x.note(by, promise.Event{ID: "meet/" + p.Name, Kind: promise.Meet, Condition: p.Name})
		}
	}
}

// checkConditions returns all errors of the conditions of a commitment.
func (c *Commitment) checkConditions(path string) []error {
	wrong := document.Problems{Package: packageName}
	names := map[string]bool{}
	for i, p := range c.Conditions {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case p.Name == "":
			wrong.Add(at+".name", "required; for example \"file sent\"")
		case names[p.Name]:
			wrong.Add(at+".name", "duplicate %q; remove one of the two", p.Name)
		}
		names[p.Name] = true
		if p.By.IsZero() {
			wrong.Add(at+".by", "required; for example \"1 day\" or \"4h\"")
		} else if _, err := (promise.Terms{Calendar: calendar.Always()}).Reach(p.By, time.Unix(0, 0), 0); err != nil {
			wrong.Take(document.PrefixErrors("policy", at+".by", bare(err)))
		}
		switch p.Else {
		case "", promise.ElseVoid, promise.ElseMove:
		case promise.ElseBack:
			wrong.Add(at+".else", "%q is not supported here, where nothing was promised before; write %q or %q", p.Else, promise.ElseVoid, promise.ElseMove)
		default:
			wrong.Add(at+".else", "unknown word %q; write %q or %q", p.Else, promise.ElseVoid, promise.ElseMove)
		}
		wrong.Take(checkWording(at+".wording", p.Wording)...)
		wrong.Take(checkTriggers(at+".met", p.Met)...)
	}
	return wrong.List()
}

// bare returns the error inside a field error, so that another path can be given.
func bare(err error) error {
	var field *document.FieldError
	if errors.As(err, &field) {
		return field.Err
	}
	return err
}

func cloneConditions(conditions []Precondition) []Precondition {
	conditions = slices.Clone(conditions)
	for i := range conditions {
		conditions[i].Met, conditions[i].Wording = cloneTriggers(conditions[i].Met), maps.Clone(conditions[i].Wording)
	}
	return conditions
}
