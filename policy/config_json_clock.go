package policy

import (
	"encoding/json"
	"fmt"

	"github.com/underpromise/underpromise/calendar/document"

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
	Later       Later                      `json:"later,omitempty"`
	Retroactive bool                       `json:"retroactive,omitempty"`
}

type triggerDocument struct {
	Event   values      `json:"event,omitempty"`
	By      values      `json:"by,omitempty"`
	Where   fieldValues `json:"where,omitempty"`
	Becomes fieldValues `json:"becomes,omitempty"`
	Leaves  fieldValues `json:"leaves,omitempty"`
	Changes values      `json:"changes,omitempty"`
}

// contactConfigDocument is a ContactConfig as JSON.
type contactConfigDocument struct {
	Told     oneOrMore[triggerDocument] `json:"told,omitempty"`
	Asked    oneOrMore[triggerDocument] `json:"asked,omitempty"`
	Calendar string                     `json:"calendar,omitempty"`
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
		return document.Unmarshal("policy", doc, &(*l)[0])
	}
	var list []T
	err := document.Unmarshal("policy", doc, &list)
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
	if err := document.Unmarshal("policy", doc, &many); err != nil {
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
	c := Clock{
		Start: triggers(d.Start), Stop: triggers(d.Stop), Cancel: triggers(d.Cancel), Reopen: triggers(d.Reopen), Reset: triggers(d.Reset),
		Cycle: d.Cycle, Change: d.Change, Later: d.Later, Retroactive: d.Retroactive,
	}
	for _, condition := range d.PauseWhile {
		c.PauseWhile = append(c.PauseWhile, condition.values())
	}
	return c
}

func triggers(documents []triggerDocument) (list []Trigger) {
	for _, t := range documents {
		list = append(list, Trigger{t.Event, roles(t.By), t.Where.values(), t.Becomes.values(), t.Leaves.values(), t.Changes})
	}
	return list
}

func roles(words []string) (roles []promise.Role) {
	for _, w := range words {
		roles = append(roles, promise.Role(w))
	}
	return roles
}

// documentOfClock returns nil for a clock of which nothing is said.
func documentOfClock(c Clock) *clockDocument {
	d := clockDocument{
		Start: documentOfTriggers(c.Start), Stop: documentOfTriggers(c.Stop), Cancel: documentOfTriggers(c.Cancel),
		Reopen: documentOfTriggers(c.Reopen), Reset: documentOfTriggers(c.Reset),
		Cycle: c.Cycle, Change: c.Change, Later: c.Later, Retroactive: c.Retroactive,
	}
	for _, condition := range c.PauseWhile {
		d.PauseWhile = append(d.PauseWhile, documentOfValues(condition))
	}
	if len(d.Start)+len(d.Stop)+len(d.Cancel)+len(d.Reopen)+len(d.Reset)+len(d.PauseWhile) == 0 && d.Cycle == "" && d.Change == "" && d.Later == "" && !d.Retroactive {
		return nil
	}
	return &d
}

// documentOfContact returns nil where nothing is said.
func documentOfContact(c ContactConfig, name func(*calendar.Calendar) string) *contactConfigDocument {
	d := contactConfigDocument{documentOfTriggers(c.Told), documentOfTriggers(c.Asked), name(c.Calendar)}
	if d.Told == nil && d.Asked == nil && d.Calendar == "" {
		return nil
	}
	return &d
}

func documentOfTriggers(list []Trigger) (documents oneOrMore[triggerDocument]) {
	for _, t := range list {
		d := triggerDocument{
			Event: t.Event, Where: documentOfValues(t.Where), Becomes: documentOfValues(t.Becomes), Leaves: documentOfValues(t.Leaves), Changes: t.Changes,
		}
		for _, role := range t.By {
			d.By = append(d.By, string(role))
		}
		documents = append(documents, d)
	}
	return documents
}
