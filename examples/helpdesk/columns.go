package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// A columns document maps the columns of a log to what happens to cases. A policy
// defines what that means for promises. It is a small JSON document:
//
//	{
//	  "columns": {"case": "number",          columns of the log, by their headings: the case
//	              "at": "sys_updated_at",    and when the row happened; required.
//	              "type": "incident_state",  What happened; and who did it, in which role, how,
//	              "by": "agent",             and why. They may be left out.
//	              "role": "author type",
//	              "channel": "channel",
//	              "reason": "note"},
//	  "fields": {"priority": "prio"},        fields of the case, with their columns
//	  "data": {"visibility": "public"},      data of the event itself, with its columns
//	  "roles": {"end-user": "customer"},     what the words of the role column mean;
//	                                         without that column everybody is a person of the team
//	  "time": "2006-01-02T15:04",            how the log writes instants, as Go's reference time
//	  "zone": "Europe/Berlin",               and in which zone; default UTC
//	  "events": {                            the types that there are; default any
//	    "Solved": {},
//	    "Told it will be late": {
//	      "keeps": ["status"],               fields that such a row does not change
//	      "facts": [...]}}                   what it records about a promise directly
//	}
//
// The first row of a case opens it with that row's fields, but for those by which
// the policy's clocks are stopped: they are not known at the opening, and the row
// itself, an event at the same instant, brings them. So a case that comes in as
// solved is solved by its first row. An empty cell leaves a field as it is.
type columns struct {
	Columns headings              `json:"columns"`
	Fields  map[string]string     `json:"fields"`
	Data    map[string]string     `json:"data"`
	Roles   map[string]string     `json:"roles"`
	Events  map[string]eventWords `json:"events"`
	Time    string                `json:"time"`
	Zone    string                `json:"zone"`

	zone   *time.Location
	fields []string // sorted
}

// headings name the columns that every event has.
type headings struct {
	Case    string `json:"case"`
	At      string `json:"at"`
	Type    string `json:"type"`
	By      string `json:"by"`
	Role    string `json:"role"`
	Channel string `json:"channel"`
	Reason  string `json:"reason"`
}

// eventWords are the settings of one type of events.
type eventWords struct {
	Keeps []string      `json:"keeps"`
	Facts []policy.Fact `json:"facts"`
}

func parseColumns(doc []byte) (*columns, error) {
	c := &columns{}
	malformed := document.Unmarshal("columns", doc, c)
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &document.FieldError{Package: "columns", Path: path, Err: fmt.Errorf(format, args...)})
	}
	for _, f := range []struct{ path, value string }{{"columns.case", c.Columns.Case}, {"columns.at", c.Columns.At}, {"time", c.Time}} {
		if f.value == "" {
			fail(f.path, "required; name it")
		}
	}
	if len(c.Events) > 0 && c.Columns.Type == "" {
		fail("columns.type", "required if events are listed; name the column of what happened")
	}
	for _, word := range sortedKeys(c.Roles) {
		if role := promise.Role(c.Roles[word]); !slices.Contains([]promise.Role{promise.RolePerson, promise.RoleCustomer, promise.RoleBot}, role) {
			fail("roles."+word, "unknown role %q; write \"person\", \"customer\" or \"bot\"", role)
		}
	}
	c.fields = sortedKeys(c.Fields)
	for _, event := range sortedKeys(c.Events) {
		for i, field := range c.Events[event].Keeps {
			if c.Fields[field] == "" {
				fail(fmt.Sprintf("events.%s.keeps[%d]", event, i), "unknown field %q; expected one of %s", field, strings.Join(c.fields, ", "))
			}
		}
	}
	c.zone = time.UTC
	if c.Zone != "" {
		var err error
		if c.zone, err = calendar.LoadZone(c.Zone); err != nil {
			fail("zone", "unknown time zone %q; write a name of the time zone database, like Europe/Berlin", c.Zone)
		}
	}
	return c, document.Locate(doc, document.JoinErrors(malformed, errors.Join(errs...)))
}

// parseTime reads an instant as the log writes it.
func (c *columns) parseTime(text string) (time.Time, error) {
	t, err := time.ParseInLocation(c.Time, text, c.zone)
	if err != nil {
		return t, fmt.Errorf("invalid time %q; expected one like %q", text, c.Time)
	}
	return t, nil
}

// parseInstant reads an instant of the command line.
func (c *columns) parseInstant(name, text string) (time.Time, error) {
	if t, err := document.ParseInstant(text); err == nil {
		return t, nil
	}
	t, err := c.parseTime(text)
	if err != nil {
		return t, fmt.Errorf("-%s: %w, or RFC 3339", name, err)
	}
	return t, nil
}

// headings lists the columns that the document asks for.
func (c *columns) headings() []string {
	list := []string{c.Columns.Case, c.Columns.At}
	for _, name := range []string{c.Columns.Type, c.Columns.By, c.Columns.Role, c.Columns.Channel, c.Columns.Reason} {
		if name != "" {
			list = append(list, name)
		}
	}
	for _, of := range []map[string]string{c.Fields, c.Data} {
		for _, name := range sortedKeys(of) {
			list = append(list, of[name])
		}
	}
	return list
}

// find returns where the headings stand in the header.
func (c *columns) find(header []string) (map[string]int, error) {
	at := map[string]int{}
	for i, name := range header {
		if _, twice := at[name]; twice {
			return nil, fmt.Errorf("duplicate column %q in the log; rename one of the two", name)
		}
		at[name] = i
	}
	for _, name := range c.headings() {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("unknown column %q in the columns document; the log has %s", name, strings.Join(header, ", "))
		}
	}
	return at, nil
}

// row reads one record of the log.
func (c *columns) row(record []string, line, width int, column map[string]int) (row, error) {
	if len(record) != width {
		return row{}, fmt.Errorf("expected %d columns, got %d", width, len(record))
	}
	get := func(heading string) string {
		if heading == "" {
			return ""
		}
		return strings.TrimSpace(record[column[heading]])
	}
	x := row{id: get(c.Columns.Case), event: policy.Event{
		ID: fmt.Sprintf("line %d", line), Type: get(c.Columns.Type), Channel: get(c.Columns.Channel), Reason: get(c.Columns.Reason),
	}}
	if x.id == "" {
		return row{}, fmt.Errorf("%s: required; write the case", c.Columns.Case)
	}
	words, known := c.Events[x.event.Type]
	if !known && len(c.Events) > 0 {
		return row{}, fmt.Errorf("%s: unknown event %q; expected an event of the columns document", c.Columns.Type, x.event.Type)
	}
	var err error
	if x.event.At, err = c.parseTime(get(c.Columns.At)); err != nil {
		return row{}, err
	}
	x.event.Recorded = x.event.At
	if x.event.By, err = c.actor(get(c.Columns.By), get(c.Columns.Role)); err != nil {
		return row{}, err
	}
	for _, name := range sortedKeys(c.Data) {
		if x.event.Data == nil {
			x.event.Data = map[string]string{}
		}
		x.event.Data[name] = get(c.Data[name])
	}
	x.event.Facts = words.Facts
	x.values = make([]string, len(c.fields))
	for i, field := range c.fields {
		if !slices.Contains(words.Keeps, field) {
			x.values[i] = get(c.Fields[field])
		}
	}
	return x, nil
}

// actor returns who did it. It returns an error if the role is not known.
func (c *columns) actor(name, role string) (promise.Actor, error) {
	switch known, ok := c.Roles[role]; {
	case c.Columns.Role == "" && name == "":
		return promise.Actor{}, nil
	case c.Columns.Role == "":
		return promise.Person(name), nil
	case role == "" || ok:
		return promise.Actor{Name: name, Role: promise.Role(known)}, nil
	}
	return promise.Actor{}, fmt.Errorf("%s: unknown role %q; expected a role of the columns document", c.Columns.Role, role)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
