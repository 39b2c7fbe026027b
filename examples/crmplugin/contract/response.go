package contract

import (
	"encoding/json"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// A Response is the state of the promises of a ticket. All its instants are in
// the zone of the request.
type Response struct {
	// Contract is [Name].
	Contract string `json:"contract"`
	// Language is the one in which the sentences are: the first of those asked
	// for that is spoken, else English. Empty if the request could not be read.
	Language string `json:"language"`
	// Promises are those that are open, and the last one of each commitment, or
	// all of them if the history was asked for; in the order of the policy.
	Promises []Promise `json:"promises"`
	// LeftOut counts the promises that the response has no room for.
	LeftOut int `json:"left_out,omitempty"`
	// NextChange is the next instant after Now at which a standing will be
	// another one, an action becomes due or a period begins, if nothing happens.
	// Zero if there is none.
	NextChange time.Time `json:"next_change,omitzero"`
	// ValidUntil is the instant at which another part of the response changes: a
	// phase, a sentence with the word "today", an offer or a wish that has run out.
	// A program that shows the response asks again then, at the latest. Zero if
	// there are neither promises nor a wish.
	ValidUntil time.Time `json:"valid_until,omitzero"`
	// NextUpdateDue is when the next update to the customer is due. It is in the
	// past while the update is late. Zero if no update is promised.
	NextUpdateDue time.Time `json:"next_update_due,omitzero"`
	// Offers answer the wish as of Now, the closest to it first. Ask anew before
	// one is taken: an earliest date moves with the time.
	Offers []Offer `json:"offers"`
	// Actions are what became due since the instant that was asked for.
	Actions []Action `json:"actions"`
	// Contact is the state of the contact with the customer. Nil if the policy does
	// not define which events count as contact, or the case is not known yet.
	Contact *Contact `json:"contact,omitempty"`
	// Conflicts are promises about the same matter that name different dates.
	Conflicts []Conflict `json:"conflicts"`
	// NotYetKnown counts the events that were recorded after Now, the opening
	// included.
	NotYetKnown int `json:"not_yet_known,omitempty"`
	// Errors are what is wrong with the request. What stands beside them holds
	// all the same.
	Errors []Error `json:"errors"`
}

// A Promise is one promise, and how it stands.
type Promise struct {
	// ID is the case's, the commitment's name and the cycle: "T-7/first reply/1".
	ID string `json:"id"`
	// Commitment is the name of what is promised, and Cycle counts its promises
	// from 1.
	Commitment string `json:"commitment"`
	Cycle      int    `json:"cycle"`
	// To is to whom it was promised, and Owner who must keep it, from the fields
	// of the case.
	To    string `json:"to,omitempty"`
	Owner string `json:"owner,omitempty"`
	// Standing is the judgement, Phase what the promise is doing.
	Standing promise.Standing `json:"standing"`
	Phase    promise.Phase    `json:"phase"`
	// Made is when it was promised.
	Made time.Time `json:"made"`
	// Due is by when the customer is to have it, if the Conditions are met. Zero
	// while there is none: NoDue is the reason. Show the customer the sentence
	// instead.
	Due   time.Time     `json:"due,omitzero"`
	NoDue promise.NoDue `json:"no_due,omitempty"`
	// DueIfResumed is what Due would be if the pause ended now. Zero if it is
	// not paused.
	DueIfResumed time.Time `json:"due_if_resumed,omitzero"`
	// Target is what the team aims for; never show it to a customer.
	Target time.Time `json:"target,omitzero"`
	// Expected is a later date that does not bind: one that was announced, or that
	// of a rule.
	Expected time.Time `json:"expected,omitzero"`
	// RemainingSeconds is the working time up to Due: negative once late, the
	// margin once ended. Nil where there is no such time.
	RemainingSeconds *int64 `json:"remaining_seconds,omitempty"`
	// BrokenAt is when it was broken, EndedAt when it was fulfilled or withdrawn.
	BrokenAt time.Time `json:"broken_at,omitzero"`
	EndedAt  time.Time `json:"ended_at,omitzero"`
	// Notice is how the customer learnt of the break.
	Notice promise.Notice `json:"notice,omitempty"`
	// VoidCause is why it is void.
	VoidCause promise.VoidCause `json:"void_cause,omitempty"`
	// Restarts is the ID of the promise in whose place this one was made, and
	// Successor that of the one that took its place.
	Restarts  string `json:"restarts,omitempty"`
	Successor string `json:"successor,omitempty"`
	// Conditions are what the customer must do first.
	Conditions []Condition `json:"conditions,omitempty"`
	// NextChange is when its standing will be another one if nothing happens.
	NextChange time.Time `json:"next_change,omitzero"`
	// Reason is why it is in this state.
	Reason Reason `json:"reason"`
	// CustomerSentence can be sent to the customer as it is, in the language of
	// the response.
	CustomerSentence string `json:"customer_sentence"`
	// TeamSentence is the full state for the team. Never send it to a customer.
	TeamSentence string `json:"team_sentence"`
	// Picture is the promise's timeline, as SVG, if pictures were asked for.
	Picture string `json:"picture,omitempty"`
}

// A Condition is something that a promise depends on.
type Condition struct {
	Name string `json:"name"`
	// By is until when the customer must have done it, and Else what happens
	// otherwise.
	By   time.Time    `json:"by"`
	Else promise.Else `json:"else"`
	// Met is when it was done, Missed that it was not in time.
	Met    time.Time `json:"met,omitzero"`
	Missed bool      `json:"missed,omitempty"`
}

// A Reason is why a promise is in its state.
type Reason struct {
	Code ReasonCode `json:"code"`
	// Params are what a text in another language needs.
	Params Params `json:"params"`
	// Text is a line in English, with times in the zone of the request.
	Text string `json:"text"`
}

// Params are the facts of a [Reason]. Which of them are set depends on its code;
// the schema lists them.
type Params struct {
	Due              time.Time      `json:"due,omitzero"`
	Target           time.Time      `json:"target,omitzero"`
	At               time.Time      `json:"at,omitzero"`
	RemainingSeconds *int64         `json:"remaining_seconds,omitempty"`
	LateSeconds      *int64         `json:"late_seconds,omitempty"`
	EarlySeconds     *int64         `json:"early_seconds,omitempty"`
	Reason           string         `json:"reason,omitempty"`
	Condition        string         `json:"condition,omitempty"`
	By               time.Time      `json:"by,omitzero"`
	Notice           promise.Notice `json:"notice,omitempty"`
	// Cause is why it is void, and Successor the ID of the promise that took its
	// place.
	Cause     promise.VoidCause `json:"cause,omitempty"`
	Successor string            `json:"successor,omitempty"`
	// Conditions are those on which Due depends and which are not met.
	Conditions []Condition `json:"conditions,omitempty"`
	// ToldLate is when the customer was informed that it will be late, if no date
	// was named since.
	ToldLate time.Time `json:"told_late,omitzero"`
	// Untold reports whether the customer was not given Due. ToldDue is the due
	// instant that the customer was given instead; zero if none.
	Untold  bool      `json:"untold,omitempty"`
	ToldDue time.Time `json:"told_due,omitzero"`
}

// An Offer is a date that can be kept, in answer to a wish.
type Offer struct {
	Kind policy.OfferKind `json:"kind"`
	// Name is that of the alternative, or of the part that comes first.
	Name string `json:"name,omitempty"`
	// Due is the date offered, and Rest, for a part, that of the rest.
	Due  time.Time `json:"due"`
	Rest time.Time `json:"rest,omitzero"`
	// LateSeconds is how much later than the wish it is, on the wall clock.
	LateSeconds int64 `json:"late_seconds"`
	// Condition is what the customer must do first, and By until when; else Due
	// does not hold.
	Condition string    `json:"condition,omitempty"`
	By        time.Time `json:"by,omitzero"`
	// Cost is what it costs.
	Cost promise.Stake `json:"cost,omitzero"`
	// Why is how the offer comes about.
	Why string `json:"why"`
	// Accept is the event to add to the log, with its "at", if the customer
	// takes the offer. Nil if it takes more than an event.
	Accept json.RawMessage `json:"accept,omitempty"`
}

// An Action is what the policy asks the host to do, or to take back.
type Action struct {
	// Key is different for each telling and each withdrawal, and the same over every
	// replay: deliver what has a key once.
	Key string `json:"key"`
	// Name identifies what is to be done. A withdrawal undoes the last action with
	// the same name. The action can become due again after that.
	Name string `json:"name"`
	// Withdrawn reports that a fact learnt late has undone it: take it back.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// Promise is the ID of the promise, Commitment its name, Reaction the name
	// of the reaction, and Do the policy's word for what is to be done.
	Promise    string `json:"promise"`
	Commitment string `json:"commitment"`
	Reaction   string `json:"reaction"`
	Do         string `json:"do,omitempty"`
	// Stake is what is lost if the promise is broken.
	Stake promise.Stake `json:"stake,omitzero"`
	// Planned is when it should be done, and At when it became due: later, if
	// that was only learnt later.
	Planned time.Time `json:"planned"`
	At      time.Time `json:"at"`
}

// A Contact is the state of the contact with the customer.
type Contact struct {
	// Told is how often the customer heard from us, Asked how often the customer
	// asked, the opening included, and Chases how many of those questions came
	// while an earlier one was without an answer.
	Told   int `json:"told"`
	Asked  int `json:"asked"`
	Chases int `json:"chases"`
	// Last is when the customer last heard from us; the opening, if never.
	Last time.Time `json:"last"`
	// Unanswered is when the oldest question without an answer was asked.
	Unanswered time.Time `json:"unanswered,omitzero"`
	// SilenceSeconds is the working time since Last, LongestSilenceSeconds the
	// longest that there was.
	SilenceSeconds        int64 `json:"silence_seconds"`
	LongestSilenceSeconds int64 `json:"longest_silence_seconds"`
}

// A Conflict is a set of promises about one matter that name different dates.
type Conflict struct {
	Matter string `json:"matter"`
	// Promises are their IDs, and Due their due instants, the earliest first:
	// that one binds.
	Promises []string    `json:"promises"`
	Due      []time.Time `json:"due"`
}
