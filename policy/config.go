package policy

import (
	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// Fields are the fields of a case, for example its priority, customer and channel.
// A missing field has the value "".
type Fields map[string]string

// Config holds the parameters for [New].
type Config struct {
	// Name is the name of the policy ("Berlin support"). Defaults to none.
	Name string
	// Commitments are the commitments of the policy. Required.
	Commitments []Commitment
	// Contact defines which events count as contact with the customer. Defaults to
	// none: then no event counts.
	Contact ContactConfig
	// Quoter computes dates for pads with a level. Defaults to none.
	Quoter Quoter
}

// A Commitment is one kind of promise that is made for cases: a first reply, a
// resolution, a delivery.
type Commitment struct {
	// Name is the name of the commitment ("first reply"). Required, and unique in the
	// policy.
	Name string
	// Calendar is the calendar for its rules. Required, unless each rule has its
	// own.
	Calendar *calendar.Calendar
	// Rules give the deadlines. The first rule that matches a case applies;
	// a case that no rule matches gets no promise. Required.
	Rules []Rule
	// Pad is the difference between target and due, for rules that give only one of
	// them. Defaults to none: then they are the same.
	Pad Pad
	// Clock defines when its promises start, stop and pause. Defaults to a clock that
	// starts when a case is opened and never stops.
	Clock Clock
	// Reactions are the actions about its promises. Defaults to none.
	Reactions []Reaction
	// Audience is who receives the promise. Defaults to [AudienceCustomer].
	Audience Audience
	// To and Owner are the names of the fields of a case that hold the recipient of the
	// promise and the person who must keep it. They default to none.
	To, Owner string
	// Matter is the subject of the promise. Package conflict finds the promises
	// with the same matter and different dates. Defaults to none.
	Matter string
	// Origin is whether the promise is made explicitly, or implied by a website or a
	// habit. Defaults to [promise.Explicit].
	Origin promise.Origin
	// Stake is what is lost if it is broken. Defaults to nothing.
	Stake Stake
	// Wording is the name of the commitment in texts for customers, by language ("en":
	// "an answer"). It completes a sentence that begins with "you will have"; package
	// wording documents the form for other languages. Defaults to the name, in
	// quotation marks.
	Wording map[string]string
	// Offers are the alternatives for a customer who wishes an earlier date.
	// Defaults to none.
	Offers []Alternative
	// Conditions are what the customer must do before a promise counts. Defaults to
	// none.
	Conditions []Precondition
	// Terms holds the other terms of every promise of the commitment: notice,
	// cut-off, the effects of pauses and of reopening. Its calendar, due, target and
	// conditions must be empty. Defaults to the zero Terms.
	Terms promise.Terms
}

// Audience is the kind of recipient of a commitment.
type Audience string

const (
	// AudienceCustomer is the customer: a later date needs consent, notice, or a
	// clock with [LaterBinds].
	AudienceCustomer Audience = "customer"
	// AudienceTeam is the team itself (operational level agreement): a later date
	// of a rule binds, and a promise that restarts has its own date.
	AudienceTeam Audience = "team"
	// AudienceSupplier is for the promise of a supplier to us (underpinning
	// contract). A later date binds as for [AudienceTeam].
	AudienceSupplier Audience = "supplier"
)

// A Rule gives the deadline for the cases that it matches. It gives the target, from
// which the pad computes the due, or the due, from which the pad computes the target;
// if it gives both, the pad is not used.
type Rule struct {
	// When lists the values that fields must have: every listed field must have one
	// of its values. Defaults to every case.
	When map[string][]string
	// Calendar is the calendar for this rule. Defaults to the commitment's.
	Calendar *calendar.Calendar
	// Target is the deadline that the team aims for, Due the one that the customer is
	// promised. At least one is required.
	Target, Due promise.Deadline
}
