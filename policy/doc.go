// Package policy says what to promise. A [Policy] is a document that an
// administrator writes: commitments ("first reply", "resolution"), each with
// ordered rules over the fields of a case, and a pad between what the team aims
// for and what the customer is told.
//
// Most programs need three calls: [Parse] reads the document, [Policy.Open] opens a
// case, and [Case.Record] adds to the case what happened. The promises follow.
//
//	pol, err := policy.Parse(doc)
//	c, err := pol.Open("T-7", policy.Fields{"priority": "high"}, opened)
//	c, err = c.Record(now, policy.Event{Type: "replied", At: t, By: promise.Person("Ann")})
//	for _, p := range c.Promises() { ... } // each a promise.Promise
//
// Who has no events, but asks what to promise now, asks for the terms alone:
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
// The first rule that matches holds. A rule gives the target, and the pad makes
// the promise; or it gives the due, and the pad makes the target; or both, and
// there is nothing to pad. Deadlines are written as package promise reads them.
//
// # Pads
//
// A pad is worked out once, when the promise is made, in the calendar's own
// time: a fixed amount or a percentage of what the rule gives, at least so much,
// at most so much. It can round to times that a person would say: a promise is
// lengthened to the next half-hour or last close and stays an amount of working
// time, so that pauses still move it; a target made from a promise is brought
// forward. [Why] says which rule matched, why those before it did not, and what
// the pad did.
//
// # Cases and clocks
//
// A [Case] is what has happened to a ticket, with its fields. The [Clock] of a
// commitment says which events start it, stop it (the promise is kept), cancel it,
// reopen it or start it anew, and for which fields it pauses. What happened early,
// late or out of order gives the same promises as if it had come in order: they
// are worked out from the whole log, by when it happened. [Case.Pledges] returns
// each promise with its commitment and the number of its cycle; the ID of a promise
// is a key made of both, in which names are escaped.
//
// A case that is learnt of late (a call of nine o'clock, written down at two) is opened
// with [Policy.RecordOpening], which states both instants: its promises count from
// nine, what should have been done by two is told at two, and before two
// [Case.KnownAt] is the zero Case. An older message that is merged in later never
// moves the start. Record refuses a now before the last recorded or seen
// instant with a [promise.ClockError], since it would change what was known then. The
// same instant is accepted; a host that has asked for actions up to it records later.
//
// What a help desk lists as several changes of one update is recorded as one event, or
// as parts with one Batch: then their order does not matter, and a message that
// solves is an answer before it cancels anything. What follows is done by the parts
// that bring it about: those that set off a trigger, or that set the fields by which
// another rule holds or the clock pauses. It is done by the customer if one of these
// is the customer's, and agreed if one of them is; a note beside them is no consent.
// Parts of several instants are several events, also before the opening: these count as
// if they had happened at the opening, in the order in which they happened.
//
// "First reply" starts with the case and is stopped by a person's message. "Next
// reply" starts with a customer's message, each time, and the oldest one that is
// not answered counts. An update promise starts and stops with each message of
// ours. A private note or a bot satisfies nothing unless a trigger says so.
//
// When the fields change so that a rule holds that promises something else, what is
// under way carries on under the new terms as a revision, with the reason; or starts
// again, or is kept, or takes the tighter of both, or the sooner, counted from the
// change. A rule without a target takes that of the rule before away, unless the clock
// takes the tighter or the sooner. Pauses are never lost: a [Clock] that is retroactive counts from the start
// of its cycle whatever held in between, and after a restart from that.
//
// [Case.Adopt] puts another version of the policy into force, or the same one with
// another calendar, and the same choice holds: what was judged before stands. A
// [Fact] says something about a promise itself: the customer was told another
// date, it is in danger, a condition was met.
//
// A cycle that starts at the due instant of the one before counts business days from
// the day to which that belongs: "5 days close" is a week, week after week.
//
// # Dates that were said
//
// A later date of a rule binds if the customer agreed or had the notice of the
// terms; or if the clock lets "later" dates bind, which is for published rules, or
// the audience of the commitment is the team or a supplier. Else it is only
// expected. The same holds for a promise that takes the place of another, by a
// restart, by a reset, or after a time in which no rule held: until the old due
// instant has passed, it holds on: at that instant events come before the break. Such
// promises name the one in whose place they come and what was first said
// (promise.About). A customer's own reset is consent, and a cancellation ends the
// chain.
//
// A date that a person named in a fact, and that binds, stays whatever rule comes to
// hold, until a person names another one or the customer agrees to a change, which then
// replaces it by the rule's date, also under Sooner and Tighter. The team then aims for
// the earlier of what it aimed for when the date was named and what the rule says.
// Where no rule holds, the date stays, too. It holds again when what the customer accepted
// in its place goes back: in a promise of its own, if the promise was withdrawn since no
// rule held.
//
// # Promises that follow from promises
//
// What is kept or broken is an event too, so that a broken resolution starts a
// call back and a kept one its follow-up:
//
//	{"name": "call back", "calendar": "office", "rules": [{"due": "1h"}],
//	 "clock": {"start": {"event": "promise broken", "where": {"commitment": "resolution"}},
//	           "stop": {"event": "called"}, "cycle": "each time"}}
//
// Nobody reports a break: it comes with time. So a case knows how far time was
// seen to pass, by its last [Case.Record], which may come without events when
// [Case.NextChange] says so. A periodic commitment (a report every Friday) goes on
// the same way. No more than ten thousand things follow by themselves in a case.
//
// # Reactions
//
// A [Reaction] says what to do at a share of the time, at the target, at the
// break, every so often after it, or when a promise is kept. [Case.Actions] tells
// what has become due since it was last asked. A late fact that undoes an action
// yields a withdrawal with its name, and the action can be told again after that.
// Each telling and each withdrawal has a key of its own, the same over every replay,
// so that an outbox that inserts by key delivers each exactly once.
//
//	"reactions": [{"name": "warn", "when": "75%", "do": "tell the lead"},
//	              {"name": "chase", "when": "1h after due", "every": "4h", "times": 5},
//	              {"name": "follow up", "when": "kept"}]
//
// # Offers
//
// Asked for a date that cannot be kept, [Policy.Offers] and [Case.Offers] answer
// with what can: the earliest honest date, and the alternatives of the document
// (another tier, a part first, a condition), in the order of how close they come
// to the wish, each with what it costs and why. What is accepted under a condition
// goes back if that is missed: the promise stands as if it had never been accepted,
// and so do the fields that were set, unless they have changed since. The condition
// goes over to a promise that comes in the place of the one it was made for.
//
// # What is said twice, and what is not said
//
// Package conflict reports promises about one matter that name different dates: the
// one due first binds. A commitment of implied origin is what a website or a habit
// promises. [Case.Contact] counts how often the customer heard from us, how often
// the customer had to ask again, and how long it was silent.
//
// # History
//
// A pad may name a level instead of an amount. Then a [Quoter] says from history
// what is kept that often: package forecast has one.
//
// # Laws
//
// These are tested on random cases: events at distinct instants give the same
// promises in any order of arrival; recording a log in two parts gives the same as
// recording it whole; an update in parts gives the same as the event that it was cut
// from; [Case.KnownAt] gives what was known; a retroactive promise counts the same
// whether its policy was in force from the beginning or is adopted at the end; no
// promise that takes the place of another is due later than was said while that is
// not past, unless the new date binds; a date that a person named stays, moved by
// pauses alone, whatever rules come to hold without consent; the order of the parts of
// an update changes no standing, cause or date where no two set one field; actions
// asked for in pieces are those of the whole, if all that is recorded after a piece is
// recorded later than its end, no key comes twice, and whoever does them and takes back
// what is withdrawn has in the end done what the whole log asks for.
//
// Nothing that is handed into a policy or a case, or out of one, can be changed
// afterwards: it is copied. A [Quoter] is kept as it is, unless it has a method Clone.
//
// # Beside it
//
// Package lint finds what is wrong with a policy although it compiles, and package
// whatif what another one would have changed. Package statement says it in plain
// sentences that can be published. Package route plans promises that pass through
// several hands, and package forecast quotes from history. The file schema.json is
// a JSON Schema of the document, for editors and for hosts in other languages.
//
// # What it does not do
//
// A policy never judges: promises do.
//
// # Files
//
// For whoever changes the package: config*.go hold the document and its checks, with
// a file for each part of it (clock.go, trigger.go, pad.go, reaction.go, offer.go,
// precondition.go, stake.go, quote.go); policy.go and matching.go answer which rule
// holds and what it promises. case.go is the record of a case and event.go, fact.go and
// opening.go what is recorded. The other case_*.go files work out what follows: case_derive.go
// goes through the log, a runner (case_runner.go) follows one commitment, a run
// (case_run.go) is one promise in the making, and one file each holds what a change of
// fields, an adoption, a new cycle, a batch, a named date or a lapsed condition does.
// action*.go tell what is due; contact.go, conflict.go and pledge.go answer other
// questions about a case.
package policy
