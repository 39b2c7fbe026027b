// Package contract is underpromise.evaluate/v1: what has happened to a ticket
// goes in, as JSON, and what was promised to the customer comes out: how it
// stands, why, when the next update is due, and what to write or to offer.
//
//	response := contract.Evaluate(request)
//
// The schemas request.schema.json, with policy.schema.json for the policy in it,
// and response.schema.json are the reference for programs in other languages. The
// types of this package are the same in Go.
//
// # What it holds to
//
//   - [Evaluate] never fails and never panics. The response lists what is wrong
//     with a request: each problem has a code, the path of the field and a
//     sentence with the mend.
//   - The same request gives the same bytes, in every host and on every machine
//     with the same time zone data: keys have a fixed order, instants are in
//     the zone that was asked for, nothing is rounded by the platform.
//   - It is a pure function. "now" is part of the request; nothing is stored. An
//     [Evaluator] remembers compiled policies, which changes no answer.
//   - A field that is not known is refused, with its path, so that a misspelt
//     one is never silently without effect.
//   - Version 1 only grows by optional fields of the response; a test pins that.
//
// # What is known
//
// An event happened at "at" and was learnt of at "recorded", which is "at" if it
// is not there. What was recorded after "now" is not known yet and is left out,
// and the response counts it: so the same log can be asked about any instant,
// and gives the answer that it gave then. What is known already to happen later
// (a pause that ends tomorrow) counts from then. The case itself can have been
// learnt of after it was opened: it states "recorded", too, and before that the
// response is empty, and next_change is when it is known.
//
// # Which promises
//
// A long ticket makes many promises. The response has those that are open, and
// of each commitment the last one, unless the whole history is asked for; never
// more than [MaxPromises].
//
// # What may be shown to whom
//
// Of a promise, customer_sentence is written for the customer, and holds neither
// the internal target nor that the promise is at risk. Everything else is for
// the team.
//
// # Limits
//
// A request has at most [MaxRequest] bytes and [MaxEvents] events, and every
// instant in it lies within [MaxYears] years of when the case was opened. A host
// that asks for actions asks at short enough intervals: see [MaxActionWork]. A
// response lists at most [MaxErrors] problems. What a request within these limits costs
// depends on its policy; hosts that take requests from strangers set a deadline,
// as the hosts of this example do.
package contract

import "embed"

// Name is the name and version of the contract, which a request and a response
// state.
const Name = "underpromise.evaluate/v1"

// Limits of a request and of a response.
const (
	// MaxRequest is how long a request may be, in bytes.
	MaxRequest = 1 << 20
	// MaxEvents is how many events it may have.
	MaxEvents = 10_000
	// MaxActionWork bounds the number of events times the number of those that
	// were recorded after "since": actions are worked out anew at each of these.
	// A thousand events may all be new; of ten thousand, a hundred.
	MaxActionWork = 1_000_000
	// MaxYears is how far from the opening of the case an instant may lie.
	MaxYears = 10
	// MaxPromises is the largest number of promises in a response.
	MaxPromises = 200
	// MaxErrors is the largest number of problems in a response.
	MaxErrors = 50
	// MaxText is how many bytes the path or the message of a problem has.
	MaxText = 400
)

// Schemas holds request.schema.json, response.schema.json, and policy.schema.json,
// which is that of package policy (JSON Schema, 2020-12).
//
//go:embed request.schema.json response.schema.json policy.schema.json
var Schemas embed.FS
