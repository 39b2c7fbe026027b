package policy

import (
	"fmt"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// clockDocument is a Clock as JSON. Where there is one trigger, condition or
// value, it need not be in a list.
type clockDocument struct {
	Start       oneOrMore[Trigger]     `json:"start,omitempty"`
	Stop        oneOrMore[Trigger]     `json:"stop,omitempty"`
	Cancel      oneOrMore[Trigger]     `json:"cancel,omitempty"`
	Reopen      oneOrMore[Trigger]     `json:"reopen,omitempty"`
	Reset       oneOrMore[Trigger]     `json:"reset,omitempty"`
	PauseWhile  oneOrMore[fieldValues] `json:"pause_while,omitempty"`
	Cycle       Cycle                  `json:"cycle,omitempty"`
	Change      Change                 `json:"change,omitempty"`
	Later       Later                  `json:"later,omitempty"`
	Retroactive bool                   `json:"retroactive,omitempty"`
}

// triggerDocument is a Trigger as JSON.
type triggerDocument struct {
	Event   values                  `json:"event,omitempty"`
	By      oneOrMore[promise.Role] `json:"by,omitempty"`
	Where   fieldValues             `json:"where,omitempty"`
	Becomes fieldValues             `json:"becomes,omitempty"`
	Leaves  fieldValues             `json:"leaves,omitempty"`
	Changes values                  `json:"changes,omitempty"`
}

// contactConfigDocument is a ContactConfig as JSON, whose calendar is a C: by name in
// the document of a policy, and in full by itself.
type contactConfigDocument[C any] struct {
	Told     oneOrMore[Trigger] `json:"told,omitempty"`
	Asked    oneOrMore[Trigger] `json:"asked,omitempty"`
	Calendar C                  `json:"calendar,omitzero"`
}

// oneOrMore is a list that can be written as its only element.
type oneOrMore[T any] []T

func (l oneOrMore[T]) MarshalJSON() ([]byte, error) {
	if len(l) == 1 {
		return document.Marshal("policy", l[0])
	}
	return document.Marshal("policy", []T(l))
}

func (l *oneOrMore[T]) UnmarshalJSON(doc []byte) error {
	if len(doc) > 0 && doc[0] != '[' {
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
		return document.Marshal(packageName, v[0])
	}
	return document.Marshal(packageName, []string(v))
}

func (v *values) UnmarshalJSON(doc []byte) error {
	var one string
	if document.Unmarshal(packageName, doc, &one) == nil {
		*v = values{one}
		return nil
	}
	var many []string
	if err := document.Unmarshal("policy", doc, &many); err != nil {
		return fmt.Errorf("expected a string or a list of strings; write \"high\" or [\"urgent\",\"high\"]")
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

// MarshalJSON writes the clock. A list of one is written as its element.
func (c Clock) MarshalJSON() ([]byte, error) {
	d := clockDocument{
		Start: c.Start, Stop: c.Stop, Cancel: c.Cancel, Reopen: c.Reopen, Reset: c.Reset,
		Cycle: c.Cycle, Change: c.Change, Later: c.Later, Retroactive: c.Retroactive,
	}
	for _, condition := range c.PauseWhile {
		d.PauseWhile = append(d.PauseWhile, documentOfValues(condition))
	}
	return document.Marshal("policy", d)
}

// UnmarshalJSON reads the output of MarshalJSON, and also lists of one element. It
// returns an error for an unknown field.
func (c *Clock) UnmarshalJSON(doc []byte) error {
	var d clockDocument
	err := document.Unmarshal("policy", doc, &d)
	*c = Clock{
		Start: d.Start, Stop: d.Stop, Cancel: d.Cancel, Reopen: d.Reopen, Reset: d.Reset,
		Cycle: d.Cycle, Change: d.Change, Later: d.Later, Retroactive: d.Retroactive,
	}
	for _, condition := range d.PauseWhile {
		c.PauseWhile = append(c.PauseWhile, condition.values())
	}
	return err
}

// orNil returns nil for the zero clock.
func (c Clock) orNil() *Clock {
	if len(c.Start)+len(c.Stop)+len(c.Cancel)+len(c.Reopen)+len(c.Reset)+len(c.PauseWhile) == 0 && c.Cycle == "" && c.Change == "" && c.Later == "" && !c.Retroactive {
		return nil
	}
	return &c
}

// MarshalJSON writes the trigger. A list of one is written as its element.
func (t Trigger) MarshalJSON() ([]byte, error) {
	return document.Marshal("policy", triggerDocument{
		Event: t.Event, By: t.By, Where: documentOfValues(t.Where), Becomes: documentOfValues(t.Becomes), Leaves: documentOfValues(t.Leaves), Changes: t.Changes,
	})
}

// UnmarshalJSON reads the output of MarshalJSON, and also lists of one element. It
// returns an error for an unknown field.
func (t *Trigger) UnmarshalJSON(doc []byte) error {
	var d triggerDocument
	err := document.Unmarshal("policy", doc, &d)
	*t = Trigger{d.Event, d.By, d.Where.values(), d.Becomes.values(), d.Leaves.values(), d.Changes}
	return err
}

// documentOfContact returns nil for the zero configuration.
func documentOfContact[C comparable](c ContactConfig, calendar func(*calendar.Calendar) C) *contactConfigDocument[C] {
	d := contactConfigDocument[C]{c.Told, c.Asked, calendar(c.Calendar)}
	if none := *new(C); d.Told == nil && d.Asked == nil && d.Calendar == none {
		return nil
	}
	return &d
}

// MarshalJSON writes the configuration, its calendar in full.
func (c ContactConfig) MarshalJSON() ([]byte, error) {
	return document.Marshal("policy", contactConfigDocument[*calendar.Calendar]{c.Told, c.Asked, c.Calendar})
}

// UnmarshalJSON reads the output of MarshalJSON. It returns an error for an unknown
// field.
func (c *ContactConfig) UnmarshalJSON(doc []byte) error {
	var d contactConfigDocument[*calendar.Calendar]
	err := document.Unmarshal("policy", doc, &d)
	*c = ContactConfig{d.Told, d.Asked, d.Calendar}
	return err
}
