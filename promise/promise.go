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

// About is the subject of a promise. Only Start, StartDay, FirstDue and
// CarriedDue affect how the promise is judged.
type About struct {
	// ID identifies the promise in the calling program. Defaults to none.
	ID string `json:"id,omitempty"`
	// To is the customer to whom it was made. Defaults to none.
	To string `json:"to,omitempty"`
	// Name is what was promised ("first reply"). Defaults to none.
	Name string `json:"name,omitempty"`
	// Wording describes in the customer's words what was promised, by language
	// tag: {"en": "an answer to your question"}. Each text completes a sentence
	// that begins with "you will have". Defaults to the name, in quotation
	// marks.
	Wording map[string]string `json:"wording,omitempty"`
	// Start is the instant from which it counts. Defaults to when it was made.
	Start time.Time `json:"start,omitzero"`
	// By is who made it. Defaults to unknown.
	By Actor `json:"by,omitzero"`
	// Channel is the channel through which it was made ("email"). Defaults to
	// unknown.
	Channel string `json:"channel,omitempty"`
	// StartDay is the business day to which the start belongs, if the start is
	// the end of that day: a close, or 24:00. It is then day 0 of business
	// days, regardless of the day zero and cut-off of [Terms]. If it is no
	// longer a business day, the business day before it is day 0. Defaults to
	// none: the start decides.
	StartDay date.Date `json:"-"` // "start_day" in documents
	// Origin is whether it was made explicitly. Defaults to [Explicit].
	Origin Origin `json:"origin,omitempty"`
	// Owner is who must keep it. Defaults to none.
	Owner string `json:"owner,omitempty"`
	// Parent is the ID of the promise that this one follows from. Defaults to
	// none.
	Parent string `json:"parent,omitempty"`
	// Restarts is the ID of the promise that this one replaces with a new
	// clock. The first due instant of the chain still counts. Defaults to none.
	Restarts string `json:"restarts,omitempty"`
	// FirstDue is the due instant first promised in the chain of promises that
	// restart each other. FirstStanding is judged by it. Defaults to the due of
	// this promise. It requires Restarts.
	FirstDue Said `json:"first_due,omitzero"`
	// CarriedDue is a due instant of the restarted promise that remains in
	// force: this promise is due then. If its own due is later, that is only
	// expected. Defaults to none. It requires Restarts.
	CarriedDue Said `json:"carried_due,omitzero"`
	// Tags classify promises in reports. Defaults to none.
	Tags []string `json:"tags,omitempty"`
	// Stake is what is lost if it is broken. Defaults to nothing.
	Stake Stake `json:"stake,omitzero"`
}

// Origin is how a promise came about.
type Origin string

const (
	// Explicit promises were made to the customer in words.
	Explicit Origin = "explicit"
	// Implied promises were not made in words; a website, a habit or the market
	// implies them.
	Implied Origin = "implied"
)

// A Stake is an amount of money or, without a currency, a weight.
type Stake struct {
	Amount   float64 `json:"amount"`
	Currency string  `json:"currency,omitempty"` // ISO 4217, like EUR
}

// A Promise is the record of one promise: its terms, the events since, and when
// each event was recorded. [Promise.At] judges it at any instant.
//
// A Promise is an immutable value: [Promise.Record] returns another one. It is
// safe for concurrent use. The zero Promise is not a promise: its status is
// always pending and on track, without a due instant, and Record returns
// [ErrNone].
type Promise struct{ r *record }

// A record is the content of a Promise. It is never changed.
type record struct {
	terms   Terms
	about   About
	made    time.Time
	log     []Event // as recorded
	facts   []Event // events that are not retracted, in the order in which they happened
	revised bool    // whether there is a Revise among the facts
	// The marks as first read, where the start is known beforehand.
	due, target, expected mark
}

// Make returns a promise made at the instant made. It returns an error that
// joins all problems, each with its field: missing calendar or due, a date
// before made, a target after the due instant, a deadline that the calendar
// never reaches. It is not an error if the computed due instant is already
// past; the promise is then already broken.
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

// checkMade checks the terms against the instant at which the promise was made.
func (r *record) checkMade() error {
	wrong := document.Problems{Package: packageName}
	if r.made.IsZero() {
		wrong.Add("made", "required; write when the promise was made, like 2026-01-09T16:00:00Z")
	}
	wrong.Check("made", checkInstant(r.made))
	if r.terms.Starts == OnEvent && !r.about.Start.IsZero() {
		wrong.Add("start", "conflicts with terms that start on an event; leave one of the two out")
	}
	if r.terms.Starts == OnEvent && r.restarts() {
		wrong.Add("restarts", "conflicts with terms that start on an event; leave one of the two out")
	}
	for _, d := range []struct {
		path     string
		deadline Deadline
	}{{"terms.due", r.terms.Due}, {"terms.target", r.terms.Target}} {
		if d.deadline.kind == by && d.deadline.at.Before(r.made) {
			wrong.Add(d.path, "must not be before the promise was made at %[2]s, got %[1]s; write a later date", stamp(d.deadline.at), stamp(r.made))
		}
	}
	return wrong.Err()
}

// readFirst computes the marks if the start is known beforehand. It returns an
// error if they cannot be promised.
func (r *record) readFirst() error {
	j := judge{r: r, terms: &r.terms}
	j.start, j.based = r.start()
	j.readMarks()
	for _, m := range []struct {
		path string
		mark *mark
	}{{"terms.due", &j.due}, {"terms.target", &j.target}} {
		if m.mark.state == unreachable {
			return fieldError(m.path, fmt.Errorf("out of range: %s is never reached; shorten the deadline or add open hours: %w", m.mark.deadline, m.mark.cause()))
		}
	}
	if j.due.state == read && j.target.state == read && j.target.at.After(j.due.at) {
		return fieldError("terms.target", fmt.Errorf("must not be after the due instant %[2]s, got %[1]s; write an earlier target", stamp(j.target.at), stamp(j.due.at)))
	}
	j.carryDue()
	r.due, r.target, r.expected = j.due, j.target, j.expected
	return nil
}

// start returns the instant from which time counts, if it does not depend on an
// event.
func (r *record) start() (time.Time, bool) {
	switch {
	case r.terms.Starts == OnEvent:
		return time.Time{}, false
	case r.about.Start.IsZero():
		return r.made, true
	}
	return r.about.Start, true
}

// About returns the subject of the promise.
func (p Promise) About() About {
	if p.r == nil {
		return About{}
	}
	return p.r.about.clone()
}

// Terms returns the terms first promised, without revisions.
func (p Promise) Terms() Terms {
	if p.r == nil {
		return Terms{}
	}
	return p.r.terms.clone()
}

// First returns the status of the promise when it was made, before any event,
// even one at that instant. Its Due and Target are those first promised; they
// are unknown if the terms start on an event. First of the zero Promise is the
// status of the zero Promise.
func (p Promise) First() Status {
	if p.r == nil {
		return p.At(time.Time{})
	}
	first := *p.r
	first.log, first.facts, first.revised = nil, nil, false
	return Promise{&first}.At(first.made)
}

// TermsAt returns the terms in force at t: the first terms with the changes of
// all revisions that bind by then. Before the promise was made, it returns the
// first terms.
func (p Promise) TermsAt(t time.Time) Terms {
	if p.r == nil || t.Before(p.r.made) {
		return p.Terms()
	}
	var j judge
	j.open(p.r)
	j.walk(t)
	return j.terms.clone()
}

// Made returns when the promise was made.
func (p Promise) Made() time.Time {
	if p.r == nil {
		return time.Time{}
	}
	return p.r.made
}

// Events returns a copy of the log: every event in the order in which it was
// recorded, including retracted ones.
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

// IsZero reports whether p is the zero Promise.
func (p Promise) IsZero() bool { return p.r == nil }

// Equal reports whether p and other have the same terms, subject, time of
// making and event log, including the order and recorded times of the events.
// Instants are compared with [time.Time.Equal]. Package go-cmp uses it.
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
		wrong.Add("stake.amount", "expected a finite number, got %v", a.Stake.Amount)
	}
	if !isCurrency(a.Stake.Currency) {
		wrong.Add("stake.currency", "invalid currency %q; expected an ISO 4217 code of three capitals, like EUR", document.Excerpt(a.Stake.Currency))
	}
	return wrong.Err()
}

// isCurrency reports whether a code has the form of ISO 4217 or is empty.
func isCurrency(code string) bool {
	if code == "" {
		return true
	}
	return len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
