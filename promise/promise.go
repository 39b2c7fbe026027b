package promise

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"
)

// About says what a promise is about. The judge looks at none of it but Start.
type About struct {
	// ID is the name by which its host knows the promise. Defaults to none.
	ID string `json:"id,omitempty"`
	// To is to whom it was made. Defaults to nobody named.
	To string `json:"to,omitempty"`
	// Name is what was promised ("first reply"). Defaults to none.
	Name string `json:"name,omitempty"`
	// Wording is what was promised in the customer's words, by language tag:
	// {"en": "an answer to your question"}. It completes a sentence that begins
	// with "you will have". Defaults to the name, in quotation marks.
	Wording map[string]string `json:"wording,omitempty"`
	// Start is the instant from which it counts. Defaults to when it was made.
	Start time.Time `json:"start,omitzero"`
	// By is who said it. Defaults to unknown.
	By Actor `json:"by,omitzero"`
	// Channel is how it was said ("email"). Defaults to unknown.
	Channel string `json:"channel,omitempty"`
	// StartDay is the business day to which the start belongs, where it is the
	// end of one: a close, or 24:00. It is day 0 of business days, whatever
	// [Terms] say of day 0 and cut-off; if it is no business day any more, the
	// one before is. Defaults to none, where the start decides.
	StartDay date.Date `json:"-"` // "start_day" in documents
	// Origin says whether it was said at all. Defaults to [Explicit].
	Origin Origin `json:"origin,omitempty"`
	// Owner is who must keep it. Defaults to none.
	Owner string `json:"owner,omitempty"`
	// Parent is the ID of the promise that this one follows from. Defaults to
	// none.
	Parent string `json:"parent,omitempty"`
	// Restarts is the ID of the promise in whose place this one was made: its
	// clock began anew, and what was said first still counts. Defaults to none.
	Restarts string `json:"restarts,omitempty"`
	// FirstDue is the due instant first said in the chain of promises that
	// restart each other: FirstStanding is judged by it. Defaults to the due of
	// this promise. It needs Restarts.
	FirstDue Said `json:"first_due,omitzero"`
	// CarriedDue is a due instant of the promise that this one restarts which
	// holds on: this one is due then, and where its own due is later, that is
	// only expected. Defaults to none. It needs Restarts.
	CarriedDue Said `json:"carried_due,omitzero"`
	// Tags sort promises in reports. Defaults to none.
	Tags []string `json:"tags,omitempty"`
	// Stake is what is lost if it is broken. Defaults to nothing.
	Stake Stake `json:"stake,omitzero"`
}

// Origin says how a promise came about.
type Origin string

const (
	// Explicit promises were said to the customer.
	Explicit Origin = "explicit"
	// Implied promises nobody said: a website, a habit or the market did.
	Implied Origin = "implied"
)

// A Stake is an amount of money or, without a currency, a weight.
type Stake struct {
	Amount   float64 `json:"amount"`
	Currency string  `json:"currency,omitempty"` // ISO 4217, like EUR
}

// A Promise is the record of one promise: what was said, what has happened
// since, and when each fact was learnt. [Promise.At] judges it at any instant.
//
// A Promise is an immutable value: [Promise.Record] returns another one. It is
// safe for concurrent use. The zero Promise is none: it is pending, on track
// and without a due instant for ever, and Record refuses it.
type Promise struct{ r *record }

// A record is the content of a Promise. It is never changed.
type record struct {
	terms   Terms
	about   About
	made    time.Time
	log     []Event // as recorded
	facts   []Event // those that count, in the order in which they happened
	revised bool    // whether there is a Revise among the facts
	// The marks as first read, where the start is known beforehand.
	due, target, expected mark
}

// Make makes a promise at the instant at which it is said. The error names
// each field that is wrong, all of them joined: terms without a calendar or a
// due, a date before it was said, a target after the due instant, a deadline
// that the calendar never reaches. A computed due instant that is already past
// is no error: such a promise is broken when it is made.
func Make(terms Terms, about About, made time.Time) (Promise, error) {
	r := &record{terms: terms.clone(), about: about.clone(), made: document.Writable(made)}
	if err := errors.Join(r.about.check(), r.terms.check("terms."), r.checkMade()); err != nil {
		return Promise{}, err
	}
	if err := r.readFirst(); err != nil {
		return Promise{}, err
	}
	return Promise{r}, nil
}

// checkMade checks what the terms say about when it was made.
func (r *record) checkMade() error {
	wrong := document.Problems{Package: packageName}
	if r.made.IsZero() {
		wrong.Add("made", "none; say when it was promised")
	}
	wrong.Check("made", checkInstant(r.made))
	if r.terms.Starts == OnEvent && !r.about.Start.IsZero() {
		wrong.Add("start", "given, but the terms start on an event; leave one out")
	}
	if r.terms.Starts == OnEvent && r.restarts() {
		wrong.Add("restarts", "conflicts with terms that start on an event; a promise that restarts another has started")
	}
	for _, d := range []struct {
		path     string
		deadline Deadline
	}{{"terms.due", r.terms.Due}, {"terms.target", r.terms.Target}} {
		if d.deadline.kind == by && d.deadline.at.Before(r.made) {
			wrong.Add(d.path, "%s is before it was said, at %s; name a later date", stamp(d.deadline.at), stamp(r.made))
		}
	}
	return wrong.Err()
}

// readFirst reads the marks from a start known beforehand, and refuses what
// cannot be promised.
func (r *record) readFirst() error {
	j := judge{r: r, terms: &r.terms}
	j.start, j.based = r.start()
	j.readMarks()
	for _, m := range []struct {
		path string
		mark *mark
	}{{"terms.due", &j.due}, {"terms.target", &j.target}} {
		if m.mark.state == unreachable {
			return fieldError(m.path, fmt.Errorf("%s is never reached; promise less, or open longer: %w", m.mark.deadline, m.mark.cause()))
		}
	}
	if j.due.state == read && j.target.state == read && j.target.at.After(j.due.at) {
		return fieldError("terms.target", fmt.Errorf("%s is after the due instant, %s; aim earlier than what was promised", stamp(j.target.at), stamp(j.due.at)))
	}
	j.carryDue()
	r.due, r.target, r.expected = j.due, j.target, j.expected
	return nil
}

// start returns the instant from which it counts, if no event decides that.
func (r *record) start() (time.Time, bool) {
	switch {
	case r.terms.Starts == OnEvent:
		return time.Time{}, false
	case r.about.Start.IsZero():
		return r.made, true
	}
	return r.about.Start, true
}

// About returns what the promise is about.
func (p Promise) About() About {
	if p.r == nil {
		return About{}
	}
	return p.r.about.clone()
}

// Terms returns what was first promised. Revisions are events.
func (p Promise) Terms() Terms {
	if p.r == nil {
		return Terms{}
	}
	return p.r.terms.clone()
}

// First returns the status of the promise when it was made, before any event, also one
// at that instant: its Due and Target are those first promised. They are unknown where
// the terms start on an event. For the zero Promise it is the zero Promise's status.
func (p Promise) First() Status {
	if p.r == nil {
		return p.At(time.Time{})
	}
	first := *p.r
	first.log, first.facts, first.revised = nil, nil, false
	return Promise{&first}.At(first.made)
}

// TermsAt returns the terms in force at t: the first ones, with what revisions that
// bind have changed since. Before it was made, they are the first.
func (p Promise) TermsAt(t time.Time) Terms {
	if p.r == nil || t.Before(p.r.made) {
		return p.Terms()
	}
	var j judge
	j.open(p.r)
	j.walk(t)
	return j.terms.clone()
}

// Made returns when it was promised.
func (p Promise) Made() time.Time {
	if p.r == nil {
		return time.Time{}
	}
	return p.r.made
}

// Events returns a copy of the log: every event as it was recorded, in that
// order, those taken back included.
func (p Promise) Events() []Event {
	if p.r == nil {
		return nil
	}
	events := slices.Clone(p.r.log)
	for i := range events {
		events[i] = events[i].Clone()
	}
	return events
}

// IsZero reports whether there is no promise.
func (p Promise) IsZero() bool { return p.r == nil }

// Equal reports whether two promises are the same record: made at the same
// instant about the same, under the same terms, with the same events in the same
// order, learnt of at the same instants. Instants are compared as instants.
// Package go-cmp finds it.
func (p Promise) Equal(other Promise) bool {
	a, b := p.r, other.r
	if a == nil || b == nil {
		return a == b
	}
	sameEvent := func(a, b Event) bool { return sameFields(&a, &b) }
	return a.made.Equal(b.made) && a.about.equal(b.about) && a.terms.equal(b.terms) && slices.EqualFunc(a.log, b.log, sameEvent)
}

func (a About) equal(b About) bool {
	return a.ID == b.ID && a.To == b.To && a.Name == b.Name && a.Start.Equal(b.Start) && a.By == b.By && a.Channel == b.Channel &&
		a.StartDay == b.StartDay && a.Restarts == b.Restarts && a.FirstDue.equal(b.FirstDue) && a.CarriedDue.equal(b.CarriedDue) &&
		a.Origin == b.Origin && a.Owner == b.Owner && a.Parent == b.Parent && slices.Equal(a.Tags, b.Tags) && maps.Equal(a.Wording, b.Wording) && a.Stake == b.Stake
}

func (a About) clone() About {
	a.Start = document.Writable(a.Start)
	a.FirstDue.First, a.CarriedDue.First = document.Writable(a.FirstDue.First), document.Writable(a.CarriedDue.First)
	a.FirstDue.At, a.CarriedDue.At = document.Writable(a.FirstDue.At), document.Writable(a.CarriedDue.At)
	a.Tags, a.Wording = slices.Clone(a.Tags), maps.Clone(a.Wording)
	return a
}

func (a About) check() error {
	wrong := document.Problems{Package: packageName}
	for _, text := range []struct{ path, text string }{
		{"id", a.ID}, {"to", a.To}, {"name", a.Name}, {"by.name", a.By.Name}, {"channel", a.Channel},
		{"owner", a.Owner}, {"parent", a.Parent}, {"restarts", a.Restarts},
	} {
		wrong.Check(text.path, checkText(text.text))
	}
	for i, tag := range a.Tags {
		wrong.Check(fmt.Sprintf("tags[%d]", i), checkText(tag))
	}
	wrong.Take(checkWording("wording", a.Wording))
	wrong.Check("start", checkInstant(a.Start))
	wrong.Take(a.FirstDue.check("first_due", a.Restarts), a.CarriedDue.check("carried_due", a.Restarts))
	if a.StartDay != 0 {
		wrong.Check("start_day", checkInstant(midnight(a.StartDay)))
	}
	wrong.Check("by.role", roleWords.Check(a.By.Role))
	wrong.Check("origin", originWords.Check(a.Origin))
	if math.IsNaN(a.Stake.Amount) || math.IsInf(a.Stake.Amount, 0) {
		wrong.Add("stake.amount", "not a number; write one")
	}
	if !isCurrency(a.Stake.Currency) {
		wrong.Add("stake.currency", "%q is not a code of ISO 4217; write three capitals, like EUR", document.Excerpt(a.Stake.Currency))
	}
	return wrong.Err()
}

// isCurrency reports whether a code has the form of ISO 4217; none has too.
func isCurrency(code string) bool {
	if code == "" {
		return true
	}
	return len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
