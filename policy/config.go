package policy

import (
	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// Fields are what is known of a case: its priority, its customer, its channel.
// A field that is not there has the value "".
type Fields map[string]string

// A Config says what a policy is made of; [New] compiles it.
type Config struct {
	// Name says whose policy it is. Defaults to none.
	Name string
	// Commitments are what is promised. Required.
	Commitments []Commitment
	// Contact says which events count as contact with the customer. Defaults to
	// none: then nothing is known about silence.
	Contact ContactConfig
	// Quoter answers pads that ask for a level. Defaults to none.
	Quoter Quoter
}

// A Commitment is one thing that is promised for every case: a first reply, a
// resolution, a delivery.
type Commitment struct {
	// Name says what is promised ("first reply"). Required, and different for
	// each.
	Name string
	// Calendar is by which its rules count. Required, unless each rule has its
	// own.
	Calendar *calendar.Calendar
	// Rules say how much is promised. The first one that matches a case holds;
	// a case that none matches gets no promise. Required.
	Rules []Rule
	// Pad makes the promise from a rule's target, or the target from its
	// promise. Defaults to none: then they are the same.
	Pad Pad
	// Clock says when its clock starts, stops and pauses. Defaults to one that
	// starts when a case is opened and never stops.
	Clock Clock
	// Reactions say what to do about its promises, and when. Defaults to
	// nothing.
	Reactions []Reaction
	// Audience is to whom it is promised. Defaults to [AudienceCustomer].
	Audience Audience
	// To and Owner name the fields of a case that say to whom it is promised and
	// who must keep it. They default to none.
	To, Owner string
	// Matter says what it is about, where another commitment promises something
	// about the same: package conflict finds where they disagree. Defaults
	// to none.
	Matter string
	// Origin says whether it is said at all, or follows from a website or a
	// habit. Defaults to [promise.Explicit].
	Origin promise.Origin
	// Stake is what is lost if it is broken. Defaults to nothing.
	Stake Stake
	// Wording says to customers what is promised, by language ("en": "an
	// answer"). It completes a sentence that begins with "you will have"; package
	// wording says in which form other languages take it. Defaults to the name, in
	// quotation marks.
	Wording map[string]string
	// Offers are what can be offered to a customer who wishes an earlier date.
	// Defaults to nothing.
	Offers []Alternative
	// Conditions are what the customer must do first. Defaults to nothing.
	Conditions []Precondition
	// Terms holds what every promise of the commitment has besides: notice,
	// cut-off, what pauses and reopening do. Its calendar, due, target and
	// conditions stay empty. Defaults to none of it.
	Terms promise.Terms
}

// Audience is to whom a commitment promises something.
type Audience string

const (
	// AudienceCustomer is the customer: a later date needs consent, notice, or a
	// clock with [LaterBinds].
	AudienceCustomer Audience = "customer"
	// AudienceTeam is the team itself (operational level agreement): a later date
	// of a rule binds, and a clock that starts anew has its own date.
	AudienceTeam Audience = "team"
	// AudienceSupplier is a supplier who promises something to us (underpinning
	// contract). A later date binds as for [AudienceTeam].
	AudienceSupplier Audience = "supplier"
)

// A Rule says how much is promised to the cases that it matches. It gives the
// target, from which the pad makes the promise, or the due, from which the pad
// makes the target; if it gives both, they stay as they are.
type Rule struct {
	// When names the values that fields must have: one of those listed, for
	// every field. Defaults to every case.
	When map[string][]string
	// Calendar is by which this rule counts. Defaults to the commitment's.
	Calendar *calendar.Calendar
	// Target is what the team aims for, Due what the customer is told. At
	// least one is required.
	Target, Due promise.Deadline
}
