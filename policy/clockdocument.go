package policy

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// clockDocument is a Clock as JSON. Where there is one trigger, condition or
// value, it need not be in a list.
type clockDocument struct {
	Start       oneOrMore[triggerDocument] `json:"start,omitempty"`
	Stop        oneOrMore[triggerDocument] `json:"stop,omitempty"`
	Cancel      oneOrMore[triggerDocument] `json:"cancel,omitempty"`
	Reopen      oneOrMore[triggerDocument] `json:"reopen,omitempty"`
	Reset       oneOrMore[triggerDocument] `json:"reset,omitempty"`
	PauseWhile  oneOrMore[fieldValues]     `json:"pause_while,omitempty"`
	Cycle       Cycle                      `json:"cycle,omitempty"`
	Change      Change                     `json:"change,omitempty"`
	Retroactive bool                       `json:"retroactive,omitempty"`
}

type triggerDocument struct {
	Event   values      `json:"event,omitempty"`
	By      values      `json:"by,omitempty"`
	Where   fieldValues `json:"where,omitempty"`
	Becomes fieldValues `json:"becomes,omitempty"`
}

// oneOrMore is a list that can be written as its only element.
type oneOrMore[T any] []T

func (l oneOrMore[T]) MarshalJSON() ([]byte, error) {
	if len(l) == 1 {
		return json.Marshal(l[0])
	}
	return json.Marshal([]T(l))
}

func (l *oneOrMore[T]) UnmarshalJSON(doc []byte) error {
	if len(doc) > 0 && doc[0] == '{' {
		*l = make(oneOrMore[T], 1)
		return calendar.UnmarshalStrict("policy", doc, &(*l)[0])
	}
	var list []T
	err := calendar.UnmarshalStrict("policy", doc, &list)
	*l = list
	return err
}

// values are the values that a field may have: one, or a list of them.
type values []string

func (v values) MarshalJSON() ([]byte, error) {
	if len(v) == 1 {
		return json.Marshal(v[0])
	}
	return json.Marshal([]string(v))
}

func (v *values) UnmarshalJSON(doc []byte) error {
	var one string
	if json.Unmarshal(doc, &one) == nil {
		*v = values{one}
		return nil
	}
	var many []string
	if err := calendar.UnmarshalStrict("policy", doc, &many); err != nil {
		return fmt.Errorf("neither a value nor a list of values; write \"high\" or [\"urgent\",\"high\"]")
	}
	*v = many
	return nil
}

// fieldValues are the values that fields may have.
type fieldValues map[string]values

func (f fieldValues) values() map[string][]string {
	if f == nil {
		return nil
	}
	m := make(map[string][]string, len(f))
	for name, list := range f {
		m[name] = list
	}
	return m
}

func documentOfValues(m map[string][]string) fieldValues {
	if len(m) == 0 {
		return nil
	}
	f := make(fieldValues, len(m))
	for name, list := range m {
		f[name] = list
	}
	return f
}

func (d *clockDocument) clock() Clock {
	if d == nil {
		return Clock{}
	}
	triggers := func(list []triggerDocument) (triggers []Trigger) {
		for _, t := range list {
			triggers = append(triggers, Trigger{t.Event, roles(t.By), t.Where.values(), t.Becomes.values()})
		}
		return triggers
	}
	c := Clock{
		Start: triggers(d.Start), Stop: triggers(d.Stop), Cancel: triggers(d.Cancel), Reopen: triggers(d.Reopen), Reset: triggers(d.Reset),
		Cycle: d.Cycle, Change: d.Change, Retroactive: d.Retroactive,
	}
	for _, condition := range d.PauseWhile {
		c.PauseWhile = append(c.PauseWhile, condition.values())
	}
	return c
}

func roles(words []string) (roles []promise.Role) {
	for _, w := range words {
		roles = append(roles, promise.Role(w))
	}
	return roles
}

// documentOfClock returns nil for a clock of which nothing is said.
func documentOfClock(c Clock) *clockDocument {
	triggers := func(list []Trigger) (documents oneOrMore[triggerDocument]) {
		for _, t := range list {
			d := triggerDocument{Event: t.Event, Where: documentOfValues(t.Where), Becomes: documentOfValues(t.Becomes)}
			for _, role := range t.By {
				d.By = append(d.By, string(role))
			}
			documents = append(documents, d)
		}
		return documents
	}
	d := clockDocument{
		Start: triggers(c.Start), Stop: triggers(c.Stop), Cancel: triggers(c.Cancel), Reopen: triggers(c.Reopen), Reset: triggers(c.Reset),
		Cycle: c.Cycle, Change: c.Change, Retroactive: c.Retroactive,
	}
	for _, condition := range c.PauseWhile {
		d.PauseWhile = append(d.PauseWhile, documentOfValues(condition))
	}
	if reflect.DeepEqual(d, clockDocument{}) {
		return nil
	}
	return &d
}
