package contract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// Evaluate answers a request; both are JSON. It never fails: what is wrong
// stands in the response. It is safe for concurrent use.
func Evaluate(request []byte) (response []byte) { return new(Evaluator).Evaluate(request) }

// An Evaluator answers requests as [Evaluate] does, with the same bytes, and
// remembers the last few policies: who asks about many tickets under one policy
// has it compiled once. The zero Evaluator is ready. It is safe for concurrent
// use and must not be copied.
type Evaluator struct{ policies memory }

// Evaluate answers a request as the function does.
func (v *Evaluator) Evaluate(request []byte) (response []byte) {
	defer func() {
		if recover() != nil {
			response = Failure(Internal, "", "the request has met a fault of this program; report it, with the request")
		}
	}()
	return write(v.evaluate(request))
}

// Failure returns a response that has one error and nothing else.
func Failure(code ErrorCode, path, message string) []byte {
	return write(&Response{Contract: Name, Errors: []Error{{code, path, message}}})
}

// Refuse returns the response of [Evaluate] to a request of size bytes, more than
// [MaxRequest]. A host need not read the whole request to refuse it.
func Refuse(size int) []byte {
	return write(&Response{Contract: Name, Errors: []Error{tooLarge(size)}})
}

// write writes a response: every list is there, though it be empty, and
// characters stand as they are.
func write(r *Response) []byte {
	r.Promises, r.Offers, r.Actions = orEmpty(r.Promises), orEmpty(r.Offers), orEmpty(r.Actions)
	r.Conflicts, r.Errors = orEmpty(r.Conflicts), orEmpty(bounded(r.Errors))
	doc, err := document.MarshalVerbatim("response", r)
	if err != nil {
		return Failure(Internal, "", "the response cannot be written; report it, with the request")
	}
	return doc
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// An evaluation is a request on its way to a response.
type evaluation struct {
	compiled
	policies *memory
	request  *Request
	c        policy.Case // as it was known; the zero Case if it was not
	now      time.Time
	zone     *time.Location
	language wording.Language
	next     time.Time // when the next update to the customer is due
	response Response
}

func (v *Evaluator) evaluate(doc []byte) *Response {
	request, zone, errs := read(doc)
	e := evaluation{policies: &v.policies, request: request, zone: zone, response: Response{Contract: Name, Errors: errs}}
	if len(errs) > 0 || !e.prepare() {
		return &e.response
	}
	e.response.Language = e.language.String()
	e.updates()
	e.promises()
	e.offers()
	e.actions()
	e.contact()
	e.conflicts()
	return &e.response
}

// fail adds errors to the response.
func (e *evaluation) fail(list ...Error) { e.response.Errors = append(e.response.Errors, list...) }

// prepare compiles the policy and replays the case. ok is false if one of them
// cannot be.
func (e *evaluation) prepare() (ok bool) {
	r := e.request
	var err error
	if e.language, err = wording.New(r.Language...); err != nil {
		for _, problem := range errorsOf(InvalidField, "", err) {
			problem.Path = "language" + strings.TrimPrefix(problem.Path, "preferred")
			e.fail(problem)
		}
	}
	if e.compiled, err = e.policies.parse(r.Policy); err != nil {
		e.fail(errorsOf(InvalidField, "policy", err)...)
		return false
	}
	c, err := e.policy.RecordOpening(r.Case.Opened, policy.Opening{ID: r.Case.ID, Fields: r.Case.Fields, At: r.Case.Opened, Recorded: r.Case.Recorded})
	if err != nil {
		e.fail(errorsOf(InvalidField, "policy", err)...)
		return false
	}
	events := slices.Clone(r.Events)
	for i := range events {
		if events[i].Recorded.IsZero() {
			events[i].Recorded = events[i].At
		}
	}
	e.now = r.Now
	if e.now.Before(r.Case.Opened) {
		e.now = r.Case.Opened
	}
	whole, err := c.Record(e.now, events...)
	if err != nil {
		e.fail(errorsOf(InvalidField, "", err)...)
		return false
	}
	e.c = whole.KnownAt(e.now)
	e.response.NotYetKnown = len(whole.Events()) - len(e.c.Events())
	if !e.isKnown() {
		e.response.NotYetKnown++
		e.changes(r.Case.Recorded)
	}
	return true
}

// isKnown reports whether the case itself was known.
func (e *evaluation) isKnown() bool { return e.c.Policy() != nil }

// at returns an instant in the zone of the reader; one that its offset there, of
// odd seconds in old times, would make another is in UTC.
func (e *evaluation) at(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return document.Writable(t.In(e.zone))
}

// commitment returns the commitment of that name; nil if there is none, which is
// an error at the path.
func (e *evaluation) commitment(name, path string) *policy.Commitment {
	for i := range e.config.Commitments {
		if e.config.Commitments[i].Name == name {
			return &e.config.Commitments[i]
		}
	}
	e.fail(Error{UnknownCommitment, path, fmt.Sprintf("the policy has no commitment %.40q; known are %s", name, listed(e.policy.Commitments()))})
	return nil
}

// updates sets when the next update to the customer is due.
func (e *evaluation) updates() {
	tells := map[string]bool{}
	for i, name := range e.request.Updates {
		if e.commitment(name, fmt.Sprintf("updates[%d]", i)) != nil {
			tells[name] = true
		}
	}
	if len(e.request.Updates) == 0 {
		for _, c := range e.config.Commitments {
			tells[c.Name] = c.Matter == updateMatter
		}
	}
	for _, p := range e.made() {
		s := p.Promise.At(e.now)
		due, known := s.Due()
		if tells[p.Commitment] && isOpen(s) && known && (e.next.IsZero() || due.Before(e.next)) {
			e.next = due
		}
	}
	e.response.NextUpdateDue = e.at(e.next)
}

// updateMatter is the matter of commitments to send the customer an update.
const updateMatter = "update"

// made returns the promises that were made by now, and notes when those that
// are known already to come will be.
func (e *evaluation) made() []policy.Pledge {
	var list []policy.Pledge
	for _, p := range e.c.Pledges() {
		if made := p.Promise.Made(); made.After(e.now) {
			e.changes(made)
			continue
		}
		list = append(list, p)
	}
	return list
}

// changes notes that something changes at an instant, for who acts on it.
func (e *evaluation) changes(t time.Time) {
	if next := e.response.NextChange; t.After(e.now) && (next.IsZero() || t.Before(next)) {
		e.response.NextChange = e.at(t)
	}
	e.ends(t)
}

// ends notes that something changes at an instant, for who shows it.
func (e *evaluation) ends(t time.Time) {
	if until := e.response.ValidUntil; t.After(e.now) && (until.IsZero() || t.Before(until)) {
		e.response.ValidUntil = e.at(t)
	}
}

func isOpen(s promise.Status) bool {
	return s.Phase != promise.Fulfilled && s.Phase != promise.Withdrawn
}

// listed lists names in quotation marks.
func listed(names []string) string {
	const most = 20
	var b bytes.Buffer
	for i, name := range names {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(names)-most)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%.40q", name)
	}
	return b.String()
}
