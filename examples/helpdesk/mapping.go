package main

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// A mapping says what the columns and states of a log mean. It is read from a
// small JSON document:
//
//	{
//	  "commitment": "resolution",            what the policy promises for each case
//	  "columns": {"case": "number",          columns of the log, by their headings: the case,
//	              "at": "sys_updated_at",    when the row happened,
//	              "state": "incident_state", and the state it brought; required.
//	              "to": "customer",          Who was promised, who acted, and why
//	              "by": "agent",             (shown for pauses); may be left out.
//	              "reason": "note"},
//	  "fields": {"priority": "prio"},        fields that the policy's rules ask about, with their columns
//	  "time": "2006-01-02T15:04",            how the log writes instants, as Go's reference time
//	  "zone": "Europe/Berlin",               and in which zone; default UTC
//	  "states": {"New": "open", ...}         what each state means
//	}
//
// A state means "open" (work goes on), "pause" (it waits), "done", "withdrawn"
// or "late" (the customer was told that it will be late; the case stays as it
// is). An open or waiting case after a done one was reopened. What is promised
// is decided by the fields of a case's first row, which is when it is made.
type mapping struct {
	Commitment string             `json:"commitment"`
	Columns    columns            `json:"columns"`
	Fields     map[string]string  `json:"fields"`
	Time       string             `json:"time"`
	Zone       string             `json:"zone"`
	States     map[string]meaning `json:"states"`

	zone *time.Location
}

type columns struct {
	Case   string `json:"case"`
	At     string `json:"at"`
	State  string `json:"state"`
	To     string `json:"to"`
	By     string `json:"by"`
	Reason string `json:"reason"`
}

// meaning is what a state of the log means.
type meaning string

const (
	open      meaning = "open"
	pause     meaning = "pause"
	done      meaning = "done"
	withdrawn meaning = "withdrawn"
	late      meaning = "late"
)

var meanings = []meaning{open, pause, done, withdrawn, late}

func parseMapping(doc []byte) (*mapping, error) {
	m := &mapping{}
	if err := calendar.UnmarshalStrict("mapping", doc, m); err != nil {
		return nil, err
	}
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &calendar.FieldError{Package: "mapping", Path: path, Err: fmt.Errorf(format, args...)})
	}
	for path, value := range map[string]string{"commitment": m.Commitment, "columns.case": m.Columns.Case, "columns.at": m.Columns.At, "columns.state": m.Columns.State, "time": m.Time} {
		if value == "" {
			fail(path, "none; name it")
		}
	}
	for _, state := range sortedKeys(m.States) {
		if !slices.Contains(meanings, m.States[state]) {
			fail("states."+state, "%q is not known; write one of %v", m.States[state], meanings)
		}
	}
	var err error
	if m.zone, err = time.LoadLocation(m.Zone); err != nil || m.Zone == "Local" {
		fail("zone", "%q is not known; name one like Europe/Berlin", m.Zone)
	}
	sort.Slice(errs, func(i, k int) bool { return errs[i].Error() < errs[k].Error() })
	return m, errors.Join(errs...)
}

// parseTime reads an instant as the log writes it.
func (m *mapping) parseTime(text string) (time.Time, error) {
	t, err := time.ParseInLocation(m.Time, text, m.zone)
	if err != nil {
		return t, fmt.Errorf("%q is not a time like %q", text, m.Time)
	}
	return t, nil
}

// parseNow reads the instant to judge at.
func (m *mapping) parseNow(text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	t, err := m.parseTime(text)
	if err != nil {
		return t, fmt.Errorf("-now: %w, nor RFC 3339", err)
	}
	return t, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// headings lists the columns that the mapping asks for, with those that may be
// missing left out.
func (m *mapping) headings() []string {
	list := []string{m.Columns.Case, m.Columns.At, m.Columns.State}
	for _, name := range []string{m.Columns.To, m.Columns.By, m.Columns.Reason} {
		if name != "" {
			list = append(list, name)
		}
	}
	for _, field := range sortedKeys(m.Fields) {
		list = append(list, m.Fields[field])
	}
	return list
}

// find returns where the headings stand in the header.
func (m *mapping) find(header []string) (map[string]int, error) {
	at := map[string]int{}
	for i, name := range header {
		if _, twice := at[name]; twice {
			return nil, fmt.Errorf("the log has two columns %q; rename one", name)
		}
		at[name] = i
	}
	for _, name := range m.headings() {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("the log has no column %q, which the mapping names; it has %s", name, strings.Join(header, ", "))
		}
	}
	return at, nil
}
