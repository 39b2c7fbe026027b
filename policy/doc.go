// Package policy computes what to promise. A [Policy] is a document that an
// administrator writes: commitments ("first reply", "resolution"), each with
// ordered rules over the fields of a case, and a pad between the date that the
// team aims for and the date that the customer is promised.
//
// Most programs need three calls: [Parse] reads the document, [Policy.Open] opens a
// case, and [Case.Record] adds to the case what happened. The promises follow.
//
//	pol, err := policy.Parse(doc)
//	c, err := pol.Open("T-7", policy.Fields{"priority": "high"}, opened)
//	c, err = c.Record(now, policy.Event{Type: "replied", At: t, By: promise.Person("Ann")})
//	for _, p := range c.Promises() { ... } // each a promise.Promise
//
// A program without events needs only the terms of a promise that is made now:
//
//	terms, why, err := pol.Terms("resolution", policy.Fields{"priority": "high"}, now)
//	p, err := promise.Make(terms, promise.About{ID: "T-7"}, now)
//
// # The document
//
//	{"version": 1, "name": "Berlin support",
//	 "calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:30"},
//	               {"name": "on call", "zone": "Europe/Berlin", "week": "24/7"}],
//	 "commitments": [
//	   {"name": "resolution", "calendar": "office",
//	    "rules": [{"when": {"priority": "urgent"}, "calendar": "on call", "target": "4h"},
//	              {"when": {"priority": ["high", "normal"]}, "target": "8h"},
//	              {"due": "5 days close"}],
//	    "pad": {"percent": 25, "at_least": "1h", "at_most": "8h", "round": "half hour"},
//	    "clock": {"stop": {"becomes": {"status": ["solved", "closed"]}},
//	              "reopen": {"becomes": {"status": "open"}},
//	              "pause_while": {"status": "pending"}, "change": "carry"},
//	    "terms": {"notice": "2h"}}]}
//
// The first rule that matches applies. A rule gives the target, and the pad adds
// to it for the due; or it gives the due, and the pad subtracts from it for the
// target; or it gives both, and the pad is not used. Deadlines are written as
// package promise reads them.
//
// # Pads
//
// A pad is computed once, when the promise is made, in the working time of the
// calendar: a fixed amount or a percentage of the time that the rule gives, with
// a minimum and a maximum. It can round to the half-hour or to the last close of
// the day: a promise is lengthened, and stays an amount of working time, so that
// pauses still move it; a target is brought forward. [Why] holds the rule that
// matched, the reasons why the rules before it did not, and the effect of the pad.
//
// # Cases and clocks
//
// A [Case] holds the events of a ticket and its fields. The [Clock] of a
// commitment lists the events that start it, stop it (the promise is kept), cancel it,
// reopen it or restart it, and the field values for which it pauses. Promises are
// computed from the whole log, in the order in which the events happened, so events
// that are recorded late or out of order give the same promises as events recorded
// in order. [Case.Pledges] returns each promise with its commitment and the number
// of its cycle; the ID of a promise is a key made of both, in which names are escaped.
//
// A case that is recorded late (a call at nine o'clock, recorded at two) is opened
// with [Policy.RecordOpening], which takes both instants: its promises count from
// nine, actions planned before two become due at two, and before two
// [Case.KnownAt] returns the zero Case. An older message that is merged in later never
// moves the start. Record returns a [promise.ClockError] for a now before the last
// recorded or seen instant, since it would change what was known then. The
// same instant is accepted; a host that has asked for actions up to an instant must
// record later than that instant.
//
// An update that a help desk lists as several changes is recorded as one event, or
// as parts with the same Batch: then their order does not matter, and a message that
// solves the case keeps a reply promise before it cancels anything. A consequence is
// attributed to the parts that cause it: the parts that match a trigger, or that set the
// fields by which another rule applies or the clock pauses. It is attributed to the
// customer if one of these parts is the customer's, and it is agreed if one of them is
// agreed; an unrelated part of the batch is not consent. Parts with different instants
// are separate events, also before the opening: events before the opening count as if
// they had happened at the opening, in the order in which they happened.
//
// "First reply" starts with the case and is stopped by a person's message. "Next
// reply" starts with a customer's message, each time, and counts from the oldest
// message that is not answered. An update promise starts and stops with each message
// to the customer. A private note or a bot matches no trigger that names event types,
// unless the trigger asks for it.
//
// When the fields change so that another rule applies, the promise under way is
// revised to the new terms, with the reason; or it restarts, or is kept, or takes the
// tighter of both terms, or the sooner, counted from the change: see [Change]. A rule
// without a target removes the target of the rule before, unless the change is Tighter
// or Sooner. Pauses are never lost: a [Clock] that is retroactive counts from the start
// of its cycle, whichever rules applied in between, and after a restart from the restart.
//
// [Case.Adopt] puts another version of the policy into force, or the same one with
// another calendar, and the clock's Change applies in the same way: verdicts before the
// adoption do not change. A [Fact] is about a promise itself: the customer was given
// another date, the promise is in danger, a condition was met.
//
// A cycle that starts at the due instant of the one before counts business days from
// the day to which that instant belongs: "5 days close" is a week, week after week.
//
// # Later dates
//
// A later date of a rule is binding if the customer agreed to it or got the notice that
// the terms require; or if the clock has Later set to "binds", which is for published
// rules, or the audience of the commitment is the team or a supplier. Otherwise it is
// only expected. The same is true for a promise that replaces another, by a
// restart, by a reset, or after a time in which no rule matched: the old due instant
// stays in force until it has passed, and events at that instant are applied before the
// break. Such a promise names the promise that it replaces and the first due instant
// (promise.About). A customer's own reset is consent, and a cancellation ends the
// chain.
//
// A binding date that a person gave in a fact stays in force whichever rule applies
// afterwards, until a person gives another one or the customer agrees to a change, which
// then replaces it with the rule's date, also under Sooner and Tighter. The team then
// aims for the earlier of two targets: the one in force when the date was given, and the
// one of the rule. The date also stays in force where no rule matches. It is in force
// again when an acceptance that had replaced it lapses: in a promise of its own, if the
// promise was withdrawn because no rule matched.
//
// Where the rule that matches gives no date, because history has no quote or its date
// is past, neither a change nor a restart nor a reset takes anything back: what was
// promised stays.
//
// # Promises that follow from promises
//
// A promise that is kept or broken is an event too, so a broken resolution can start
// a call back, and a kept one a follow-up:
//
//	{"name": "call back", "calendar": "office", "rules": [{"due": "1h"}],
//	 "clock": {"start": {"event": "promise broken", "where": {"commitment": "resolution"}},
//	           "stop": {"event": "called"}, "cycle": "each time"}}
//
// A break happens without a recorded event, as time passes. So a case holds the instant
// up to which time has passed, which is that of its last [Case.Record]. Call Record
// without events at the instant that [Case.NextChange] returns. A periodic commitment
// (a report every Friday) begins its periods in the same way. At most ten thousand events
// are derived in a case.
//
// # Reactions
//
// A [Reaction] is something to do at a share of the time, at the target, at the
// break, at intervals after it, or when a promise is kept. [Case.Actions] returns
// the actions that became due in an interval. A late fact that undoes an action
// yields a withdrawal with its name, and the action can become due again after that.
// Each action and each withdrawal has a key of its own, which is the same in every
// replay, so an outbox that inserts by key delivers each exactly once.
//
//	"reactions": [{"name": "warn", "when": "75%", "do": "tell the lead"},
//	              {"name": "chase", "when": "1h after due", "every": "4h", "times": 5},
//	              {"name": "follow up", "when": "kept"}]
//
// # Offers
//
// If the date that a customer wishes cannot be kept, [Policy.Offers] and [Case.Offers]
// return dates that can: the earliest one, and the alternatives of the document
// (another tier, a part first, a condition), those closest to the wish first, each with
// its cost and its reason. An offer accepted under a condition lapses if the condition
// is missed: the promise and the fields that were set are then as if it had never been
// accepted, except for fields that have changed since. A commitment that was done by such
// a field is reopened. If another promise replaces the
// one with the condition, the condition applies to the new promise.
//
// # Conflicts and contact
//
// Package conflict finds promises about one matter with different due instants: the
// earliest one binds. A commitment of implied origin is promised by a website or a
// habit. [Case.Contact] counts messages to the customer, questions of the customer and
// repeated questions, and measures silence.
//
// # History
//
// A pad can name a level instead of an amount. Then a [Quoter] computes from history
// the time that is kept with that frequency. Package forecast has a Quoter.
//
// # Laws
//
// These laws are tested on random cases:
//
//   - Events at distinct instants give the same promises in any order of arrival.
//   - Recording a log in two parts gives the same as recording it whole.
//   - An update in parts gives the same as the event that was divided into them. The
//     order of the parts changes no standing, cause or date, if no two of them set the
//     same field.
//   - [Case.KnownAt] returns the case that was known at an instant.
//   - A retroactive promise counts the same whether its policy was in force from the
//     beginning or is adopted at the end.
//   - A promise that replaces another is not due later than the old due instant while
//     that has not passed, unless the new date binds.
//   - A date that a person gave is moved only by pauses, whichever rules apply, unless
//     the customer consents.
//   - Actions asked for in consecutive intervals are those of the whole interval, if all
//     later records are later than the end of the interval before. No key occurs twice.
//     Doing all actions and undoing the withdrawn ones results in exactly the actions
//     that the whole log requires.
//
// A policy and a case copy all values that they take and return, so later changes to
// these values have no effect. A [Quoter] is not copied, unless it has a method Clone.
//
// # Related packages
//
// Package lint finds mistakes in a policy that compiles, and package whatif the
// differences that another policy would have made. Package statement writes a policy
// in plain sentences that can be published. Package route plans promises that pass
// through several hands, and package forecast quotes from history. The file schema.json
// is a JSON Schema of the document, for editors and for hosts in other languages.
//
// # What it does not do
//
// A policy does not judge promises. Package promise does.
//
// # Files
//
// For maintainers: config*.go hold the document and its checks, with
// a file for each part of it (clock.go, trigger.go, pad.go, reaction.go, offer.go,
// precondition.go, stake.go, quote.go); policy.go and matching.go find the rule that
// applies and its terms. case.go is the record of a case, and event.go, fact.go and
// opening.go are what is recorded. The other case_*.go files derive the promises:
// case_derive.go goes through the log, a runner (case_runner.go) follows one commitment,
// a run (case_run.go) is one promise that is being derived, and one file each handles a
// change of fields, an adoption, a new cycle, a batch, a named date and a lapsed
// condition. action*.go compute actions; contact.go, conflict.go and pledge.go answer
// other questions about a case.
package policy
