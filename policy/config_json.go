package policy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
)

// policyDocument is a Policy as JSON.
type policyDocument struct {
	Version     int                            `json:"version"`
	Name        string                         `json:"name,omitempty"`
	Calendars   []calendarDocument             `json:"calendars,omitempty"`
	Contact     *contactConfigDocument[string] `json:"contact,omitempty"`
	Commitments []commitmentDocument[string]   `json:"commitments"`
}

// A calendarDocument is a calendar of a policy as JSON.
type calendarDocument struct {
	cal  *calendar.Calendar // nil if it could not be read
	name string
}

func (c calendarDocument) MarshalJSON() ([]byte, error) { return document.Marshal(packageName, c.cal) }

func (c *calendarDocument) UnmarshalJSON(doc []byte) error {
	var err error
	if c.cal, err = calendar.Parse(doc); err == nil {
		c.name = c.cal.Name()
		return nil
	}
	if name, ok := document.Member(doc, "name"); ok {
		_ = document.Unmarshal(packageName, name, &c.name) // err tells what is wrong with it
	}
	return err
}

// Parse reads a policy from its document. Its commitments and rules refer by name to
// the calendars under "calendars", and to the calendars given as arguments. It returns
// all errors joined, each a [*document.FieldError] with its path.
func Parse(doc []byte, calendars ...*calendar.Calendar) (*Policy, error) {
	var d policyDocument
	err := document.Unmarshal("policy", doc, &d)
	p, more := d.compile(calendars)
	if err = document.JoinErrors(err, more); err != nil {
		return nil, document.Locate(doc, err)
	}
	return p, nil
}

// UnmarshalJSON reads the document of a policy, as [Parse] does without further
// calendars.
func (p *Policy) UnmarshalJSON(doc []byte) error {
	parsed, err := Parse(doc)
	if err == nil {
		*p = *parsed
	}
	return err
}

// MarshalJSON writes the policy with all its calendars. It returns an error for the zero
// Policy, and if a calendar has no name or two calendars have the same name.
func (p *Policy) MarshalJSON() ([]byte, error) {
	if len(p.config.Commitments) == 0 {
		return nil, fieldError("commitments", errors.New("required; the zero policy has no document, make one with New or Parse"))
	}
	d := policyDocument{Version: 1, Name: p.config.Name}
	written := map[string]*calendar.Calendar{}
	wrong := document.Problems{Package: packageName}
	name := func(c *calendar.Calendar) string {
		switch {
		case c == nil:
			return ""
		case c.Name() == "":
			wrong.Add("calendars", "name required for %s; rules refer to a calendar by its name", c)
		case written[c.Name()] == nil:
			written[c.Name()] = c
		case !c.Equal(written[c.Name()]):
			wrong.Add("calendars", "duplicate name %q; rename one of the two", c.Name())
		}
		return c.Name()
	}
	d.Contact = documentOfContact(p.config.Contact, name)
	for _, c := range p.config.Commitments {
		d.Commitments = append(d.Commitments, documentOf(c, name))
	}
	for _, key := range sortedKeys(written) {
		d.Calendars = append(d.Calendars, calendarDocument{cal: written[key]})
	}
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	return document.Marshal("policy", d)
}

// MarshalJSON writes the document of the policy that [New] makes of the configuration,
// without its Quoter. It returns the errors of New.
func (c Config) MarshalJSON() ([]byte, error) {
	p, err := New(c)
	if err != nil {
		return nil, err
	}
	return p.MarshalJSON()
}

// UnmarshalJSON reads the document of a policy, as [Parse] does.
func (c *Config) UnmarshalJSON(doc []byte) error {
	p, err := Parse(doc)
	if err == nil {
		*c = p.config
	}
	return err
}

// compile makes the policy that the document describes.
func (d policyDocument) compile(given []*calendar.Calendar) (*Policy, error) {
	wrong := document.Problems{Package: packageName}
	if d.Version < 0 || d.Version > 1 {
		wrong.Add("version", "unknown version %d; expected 1", d.Version)
	}
	named := d.named(given, &wrong)
	config := Config{Name: d.Name}
	if d.Contact != nil {
		config.Contact = ContactConfig{Told: d.Contact.Told, Asked: d.Contact.Asked, Calendar: named("contact.calendar", d.Contact.Calendar)}
	}
	for i, cd := range d.Commitments {
		config.Commitments = append(config.Commitments, cd.commitment(fmt.Sprintf("commitments[%d].", i), named))
	}
	p, more := New(config)
	if err := document.JoinErrors(wrong.Err(), more); err != nil {
		return nil, err
	}
	return p, nil
}

// named returns a function that finds a calendar by its name, for the field with that
// path, in the document and in the calendars given.
func (d policyDocument) named(given []*calendar.Calendar, wrong *document.Problems) func(path, name string) *calendar.Calendar {
	known := map[string]*calendar.Calendar{}
	for _, c := range given {
		if c != nil {
			known[c.Name()] = c
		}
	}
	own := map[string]bool{}
	for i, c := range d.Calendars {
		path := fmt.Sprintf("calendars[%d]", i)
		switch {
		case c.cal == nil:
			if known[c.name] == nil {
				known[c.name] = calendar.Always() // so that fields that name it are not reported
			}
		case c.name == "":
			wrong.Add(path+".name", "required; rules refer to a calendar by its name")
		case own[c.name]:
			wrong.Add(path+".name", "duplicate %q; remove one of the two", c.name)
		default:
			known[c.name], own[c.name] = c.cal, true
		}
	}
	return func(path, name string) *calendar.Calendar {
		if name != "" && known[name] == nil {
			wrong.Add(path, "unknown calendar %q; %s", name, expectedCalendar(known))
			return calendar.Always() // so that this is not reported twice
		}
		return known[name]
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// expectedCalendar returns how to mend the name of an unknown calendar.
func expectedCalendar(known map[string]*calendar.Calendar) string {
	if len(known) == 0 {
		return "add it to calendars"
	}
	return "expected " + either(sortedKeys(known))
}

// mostListed bounds how many values a message lists.
const mostListed = 12

// either lists values as "a", "b" or "c".
func either(list []string) string {
	if n := len(list); n > mostListed {
		return joined(list[:mostListed], ", ") + fmt.Sprintf(" and %d more", n-mostListed)
	}
	return joined(list, " or ")
}

// joined lists values in quotation marks, with a word before the last one.
func joined(list []string, last string) string {
	if len(list) == 0 {
		return "none"
	}
	text := strconv.Quote(list[0])
	for i, s := range list[1:] {
		if i+2 == len(list) {
			text += last + strconv.Quote(s)
		} else {
			text += ", " + strconv.Quote(s)
		}
	}
	return text
}
