package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

// A Request is what has happened to a ticket, and what is asked about it.
type Request struct {
	// Contract is [Name]. Required.
	Contract string `json:"contract"`
	// Now is the instant to judge at. Before the case was opened it counts as
	// that. Required.
	Now time.Time `json:"now"`
	// Zone is the time zone of the reader, like Europe/Berlin: that of all
	// instants and texts in the response. Required; nothing is guessed.
	Zone string `json:"zone"`
	// Language lists the languages that the customer reads, the preferred one
	// first, as BCP 47 tags. Defaults to English.
	Language []string `json:"language,omitempty"`
	// Policy defines what is promised: the document of package policy, with its
	// calendars. Required.
	Policy json.RawMessage `json:"policy"`
	// Case is the ticket as it was opened. Required.
	Case Case `json:"case"`
	// Events are what has happened to it since, in any order. Defaults to
	// nothing.
	Events []policy.Event `json:"events,omitempty"`
	// Since asks for the actions that became due after that instant, up to and
	// including Now. Let it lie before the Now of the last request by as long as
	// events can come late, and drop those whose keys are known already. Defaults to
	// asking for none.
	Since time.Time `json:"since,omitzero"`
	// Updates names the commitments that are kept by an update to the customer.
	// The earliest due instant of their open promises is when the next update is
	// due. Defaults to those whose matter is "update".
	Updates []string `json:"updates,omitempty"`
	// Wish asks what can be offered to a customer who wishes an earlier date.
	// Defaults to asking nothing.
	Wish *Wish `json:"wish,omitempty"`
	// History asks for all promises, not only for those that are open and the
	// last one of each commitment. Defaults to those.
	History bool `json:"history,omitempty"`
	// Picture asks for a picture of each promise. Defaults to none.
	Picture *Picture `json:"picture,omitempty"`
}

// A Case is a ticket as it was opened.
type Case struct {
	// ID is its name in the host. Required.
	ID string `json:"id"`
	// Opened is when it was opened. Required.
	Opened time.Time `json:"opened"`
	// Recorded is when the host learnt of it: a call that was written down later.
	// Before that nothing is known of the ticket. Defaults to Opened.
	Recorded time.Time `json:"recorded,omitzero"`
	// Fields are what was known of it then. Defaults to nothing.
	Fields policy.Fields `json:"fields,omitempty"`
}

// A Wish is by when a customer would like to have what a commitment promises.
type Wish struct {
	// Commitment is its name. Required.
	Commitment string `json:"commitment"`
	// By is the date wished, not before Now. Required.
	By time.Time `json:"by"`
}

// A Picture configures how pictures are drawn.
type Picture struct {
	// Width is how wide one is, in pixels, from 240 to 2000. Defaults to 320.
	Width int `json:"width,omitempty"`
	// Theme is "light" or "dark". Defaults to what the reader prefers.
	Theme timeline.Theme `json:"theme,omitempty"`
}

// read reads a request and checks all of it that needs no policy. The zone is
// that of the reader, nil if it is not known.
func read(doc []byte) (*Request, *time.Location, []Error) {
	if len(doc) > MaxRequest {
		return nil, nil, []Error{tooLarge(len(doc))}
	}
	var version string
	if written, ok := document.Member(doc, "contract"); ok && document.Unmarshal("request", written, &version) == nil && version != "" && version != Name {
		return nil, nil, []Error{{UnsupportedContract, "contract", fmt.Sprintf("unsupported contract %.40q; expected %q", version, Name)}}
	}
	var r Request
	err := document.Unmarshal("request", doc, &r)
	if isWhole(err) {
		return nil, nil, errorsOf(NotJSON, "", err)
	}
	zone, more := r.check()
	if err = document.JoinErrors(err, more); err != nil {
		return nil, nil, errorsOf(InvalidField, "", err)
	}
	if limits := r.limits(); len(limits) > 0 {
		return nil, nil, limits
	}
	return &r, zone, nil
}

func tooLarge(size int) Error {
	return Error{TooLarge, "", fmt.Sprintf("too large: expected at most %d bytes, got %d; send fewer events, or a shorter policy", MaxRequest, size)}
}

// isWhole reports whether an error concerns the document as a whole.
func isWhole(err error) bool {
	var field *document.FieldError
	return errors.As(err, &field) && field.Path == ""
}

// check reports what is missing, and what cannot be meant.
func (r *Request) check() (*time.Location, error) {
	var wrong problems
	if r.Contract == "" {
		wrong.add("contract", "required; write %q", Name)
	}
	if r.Now.IsZero() {
		wrong.add("now", "required; write the instant to judge at, in RFC 3339")
	}
	zone, err := calendar.LoadZone(r.Zone)
	switch {
	case r.Zone == "":
		wrong.add("zone", "required; write a name of the time zone database, like Europe/Berlin")
	case err != nil:
		wrong.add("zone", "unknown time zone %.40q; write a name of the time zone database, like Europe/Berlin", r.Zone)
	}
	if len(r.Policy) == 0 {
		wrong.add("policy", "required; write the document that defines what is promised")
	}
	if r.Case.ID == "" {
		wrong.add("case.id", "required; write the ticket's name")
	}
	if r.Case.Opened.IsZero() {
		wrong.add("case.opened", "required; write when the ticket was opened, in RFC 3339")
	}
	for i, e := range r.Events {
		if e.At.IsZero() {
			wrong.add(fmt.Sprintf("events[%d].at", i), "required; write when it happened, in RFC 3339")
		}
	}
	if r.Wish != nil && r.Wish.Commitment == "" {
		wrong.add("wish.commitment", "required; name what the customer wishes earlier")
	}
	if r.Wish != nil && r.Wish.By.IsZero() {
		wrong.add("wish.by", "required; write the date wished, in RFC 3339")
	}
	if p := r.Picture; p != nil && p.Width != 0 && (p.Width < 240 || p.Width > 2000) {
		wrong.add("picture.width", "out of range: expected 240 to 2000, got %d", p.Width)
	}
	if p := r.Picture; p != nil && p.Theme != "" && p.Theme != timeline.Light && p.Theme != timeline.Dark {
		wrong.add("picture.theme", "unknown theme %.40q; write %q or %q, or leave it out", p.Theme, timeline.Light, timeline.Dark)
	}
	return zone, errors.Join(wrong...)
}

// problems collects what is wrong, each with the path of its field.
type problems []error

// add adds a problem of a field, with the mend.
func (p *problems) add(path, format string, args ...any) {
	*p = append(*p, &document.FieldError{Package: "request", Path: path, Err: fmt.Errorf(format, args...)})
}

// limits reports what goes beyond the limits of the contract.
func (r *Request) limits() (list []Error) {
	if len(r.Events) > MaxEvents {
		return []Error{{TooManyEvents, "events", fmt.Sprintf("too many: expected at most %d, got %d; leave out what no trigger of the policy asks for", MaxEvents, len(r.Events))}}
	}
	if recent := r.recent(); recent*len(r.Events) > MaxActionWork {
		return []Error{{TooManyEvents, "since", fmt.Sprintf("too many: %d of %d events were recorded after it, expected at most %d; ask for actions more often, or leave out what no trigger of the policy asks for", recent, len(r.Events), MaxActionWork/len(r.Events))}}
	}
	opened := r.Case.Opened
	first, last := opened.AddDate(-MaxYears, 0, 0), opened.AddDate(MaxYears, 0, 0)
	look := func(t time.Time, path string) {
		if !t.IsZero() && (t.Before(first) || t.After(last)) {
			list = append(list, Error{BeyondHorizon, path, fmt.Sprintf("out of range: %s is more than %d years from when the case was opened, %s; name a nearer instant", stamp(t), MaxYears, stamp(opened))})
		}
	}
	if year := opened.UTC().Year(); year < 1900 || year > 2150 {
		list = append(list, Error{BeyondHorizon, "case.opened", fmt.Sprintf("out of range: expected a year from 1900 to 2150, got %d", year)})
		return list
	}
	look(r.Now, "now")
	look(r.Since, "since")
	look(r.Case.Recorded, "case.recorded")
	if r.Wish != nil {
		look(r.Wish.By, "wish.by")
	}
	for i, e := range r.Events {
		look(e.At, fmt.Sprintf("events[%d].at", i))
		look(e.Recorded, fmt.Sprintf("events[%d].recorded", i))
		for k := range e.Facts {
			instantsOf(&e.Facts[k].Says, fmt.Sprintf("events[%d].facts[%d].", i, k), look)
		}
	}
	return list
}

// instantsOf calls look with the instants that a fact names.
func instantsOf(says *promise.Event, below string, look func(t time.Time, path string)) {
	look(says.Until, below+"until")
	for _, d := range []struct {
		path string
		promise.Deadline
	}{{"due", says.Terms.Due}, {"target", says.Terms.Target}} {
		if t, isDate := d.Date(); isDate {
			look(t.UTC(), below+"terms."+d.path)
		}
	}
	for i, c := range says.Terms.Conditions {
		look(c.By, fmt.Sprintf("%sterms.conditions[%d].by", below, i))
	}
}

// recent counts the events that were recorded after the instant from which on
// actions are asked for.
func (r *Request) recent() (n int) {
	for _, e := range r.Events {
		if !r.Since.IsZero() && (e.Recorded.After(r.Since) || e.Recorded.IsZero() && e.At.After(r.Since)) {
			n++
		}
	}
	return n
}

// stamp writes an instant as it stands in a request.
func stamp(t time.Time) string { return t.Format(time.RFC3339) }
