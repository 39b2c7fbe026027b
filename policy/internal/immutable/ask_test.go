package immutable

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/route"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
	"github.com/underpromise/underpromise/promise/wording"
)

// ask returns all that a value answers, as text: the same text as long as it has not
// changed.
func ask(v any) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint("panic: ", p)
		}
	}()
	var b strings.Builder
	tell(&b, reflect.ValueOf(v), "")
	return b.String()
}

// tell writes a value, one exported field a line; what is closed is asked.
func tell(b *strings.Builder, v reflect.Value, path string) {
	line := func(text string) { fmt.Fprintf(b, "%s: %s\n", path, text) }
	if !v.IsValid() {
		line("none")
		return
	}
	if answers, ok := answersOf(v.Interface()); ok {
		for i, answer := range answers {
			tell(b, reflect.ValueOf(answer), fmt.Sprintf("%s<%d>", path, i))
		}
		return
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if err, ok := v.Interface().(error); ok {
			line(err.Error())
			return
		}
		tell(b, v.Elem(), path)
	case reflect.Slice, reflect.Array:
		if bytes, ok := v.Interface().([]byte); ok {
			line(string(bytes))
			return
		}
		for i := range v.Len() {
			tell(b, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
		line(fmt.Sprint("length ", v.Len()))
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, key := range keys {
			tell(b, v.MapIndex(key), fmt.Sprintf("%s[%v]", path, key))
		}
	case reflect.Struct:
		if isOpen(v.Type()) {
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() {
					tell(b, v.Field(i), path+"."+f.Name)
				}
			}
			return
		}
		line(textOf(v.Interface()))
	case reflect.Func:
		line("a function")
	default:
		line(fmt.Sprint(v))
	}
}

// textOf returns the text of what is closed and has no answers of its own.
func textOf(v any) string {
	switch v := v.(type) {
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case json.Marshaler:
		doc, err := v.MarshalJSON()
		return fmt.Sprint(string(doc), err)
	case encoding.TextMarshaler:
		doc, err := v.MarshalText()
		return fmt.Sprint(string(doc), err)
	case fmt.Stringer:
		return v.String()
	}
	panic(fmt.Sprintf("%T is closed, and nothing asks it: give it answers", v))
}

// answersOf returns what the values answer that are closed.
func answersOf(v any) ([]any, bool) {
	switch v := v.(type) {
	case *time.Location:
		return []any{v.String()}, true
	case *calendar.Calendar:
		if v == nil {
			return nil, true
		}
		add, err := v.Add(monday, 20*time.Hour)
		return []any{v.String(), v.Fingerprint(), v.Between(monday, end), add, err, v.Closures(monday, end)}, true
	case promise.Promise:
		next, ok := v.NextChange(monday)
		doc, err := v.MarshalJSON()
		return []any{string(doc), err, v.Explain(end).String(), next, ok, v.KnownAt(noon).Explain(end).String()}, true
	case *policy.Policy:
		return answersOfPolicy(v), true
	case policy.Case:
		return answersOfCase(v), true
	case forecast.History:
		doc, err := v.MarshalJSON()
		q := forecast.Query{Fields: policy.Fields{"priority": "high"}, At: end, Level: 0.8}
		return []any{string(doc), err, forecast.Survival{}.Quote(v, q), v.Obstacles(q.Fields, end, 20*time.Hour)}, true
	case forecast.Curve:
		best, ok := v.Best()
		return []any{v.Open(time.Hour), v.Open(20 * time.Hour), best, ok}, true
	case report.Report:
		doc, err := v.MarshalJSON()
		return []any{string(doc), err, v.Summary(0.9, 1)}, true
	case report.Calibration:
		doc, err := v.MarshalJSON()
		return []any{string(doc), err}, true
	case *route.Route:
		plan, err := v.From(monday)
		return []any{plan, err}, true
	case wording.Language:
		return []any{v.String(), v.Team(promiseOf().Explain(end), wording.Options{})}, true
	}
	return nil, false
}

func answersOfPolicy(p *policy.Policy) []any {
	if p == nil {
		return nil
	}
	answers := []any{p.String()}
	for _, name := range p.Commitments() {
		terms, why, err := p.Terms(name, fieldsOf(), monday)
		later, _, _ := p.Terms(name, fieldsOf(), end) // by when there is a history to ask
		answers = append(answers, terms, why, err, later, p.Wording(name, "de"))
	}
	c, err := p.Open("asked", fieldsOf(), monday)
	if err == nil {
		c, err = c.Record(end, eventsOf()...)
	}
	for _, made := range c.Promises() {
		answers = append(answers, made)
	}
	return append(answers, err, c.Actions(monday, end), c.Contact(end))
}

// answersOfCase asks also what follows once all is worked out anew: after an event that
// comes late, and under the same policy.
func answersOfCase(c policy.Case) []any {
	if c.Policy() == nil {
		return nil
	}
	next, ok := c.NextChange(monday)
	answers := []any{
		c.ID(), c.Fields(), c.Opening(), c.Events(), c.Pledges(), c.Actions(monday, end), conflict.In(c, end), c.Contact(end),
		next, ok, c.KnownAt(noon).Promises(),
	}
	for _, p := range c.Promises() {
		why, ok := c.Why(p.About().ID)
		answers = append(answers, why, ok)
	}
	late, err := c.Record(end, policy.Event{ID: "late", Type: "late", At: monday.Add(time.Second)})
	answers = append(answers, late.Promises(), err)
	under, err := c.Under(c.Policy())
	answers = append(answers, under.Promises(), err)
	again, err := c.Record(end, slices.DeleteFunc(c.Events(), func(e policy.Event) bool { return e.Type == policy.Adopted })...)
	return append(answers, again.Promises(), err)
}
