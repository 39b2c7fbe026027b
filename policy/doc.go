// Package policy says what to promise. A [Policy] is a document that an
// administrator writes: commitments ("first reply", "resolution"), each with
// ordered rules over the fields of a case, and a pad between what the team aims
// for and what the customer is told.
//
//	pol, err := policy.Parse(doc)
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
// # What it does not do
//
// A policy never judges: promises do.
package policy
