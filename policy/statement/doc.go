// Package statement writes a policy as plain sentences that can be published: the
// promises, the hours in which they count, and the effects of changes.
//
//	s, err := statement.Of(pol, now, statement.Options{Languages: []string{"de"}})
//	fmt.Print(s)
//
// A rule becomes "For cases whose priority is “urgent” we promise “first reply”
// within 2 working hours, Monday to Friday, 9:00 to 17:30, Berlin time." A
// [Statement] is data first, sentence by sentence with the commitment and the rule
// that each is about, and text second.
//
// # Contents
//
// For each commitment: the rules that can apply, in their order, and the cases without
// a promise; the start of the time, and the event that fulfils the promise; the pauses;
// the effect of a change of the case, and of reopening it; whether an earlier
// time stays in force when the time counts anew, and how a later one becomes binding; and
// the conditions. Then the hours of each calendar, and the special days in the year
// from now.
//
// # Laws
//
// These are tested on random policies:
//
//   - The internal target is not shown if it differs from the due, nor are
//     reactions, nor the owner of a promise.
//   - The time in the sentence about a rule is that of [policy.Policy.Terms],
//     as a working time rounded up to the minute. If a pad on business days
//     results in an amount that depends on the time of the case, the sentence has the
//     maximum in the year from now, and calls it a maximum.
//   - A rule is mentioned exactly if there is a case to which it applies, and a value
//     of a field exactly if there is such a case with that value: cases that earlier
//     rules match are not mentioned again. If the cases that earlier rules match cannot be
//     separated by one field, the rule is described as applying to the remaining cases.
//
// Deciding this is hard in theory, so the number of steps is bounded. Beyond it a
// rule counts as one that can apply, and is described as applying to the remaining
// cases, which is also true if there are none. Package lint lists such rules.
//
// # The administrator's words
//
// Names of commitments, fields, values, events and calendars are words of the
// administrator, in an unknown language. They are in quotation
// marks where the grammar of a sentence would change them. A commitment's Wording is the
// promise in the reader's language ("an answer") and is written without marks, and
// so is that of a condition, which completes "if" ("we have your log file").
// [Options.Words] translates the others, and can replace the sentence about a rule:
// with
//
//	"first reply":       "We answer {cases} {within}"
//	"priority: urgent":  "urgent questions"
//	"all other cases":   "all other questions"
//
// the example above becomes "We answer urgent questions within 2 working hours,
// Monday to Friday, 9:00 to 17:30, Berlin time."
//
// # Languages
//
// English and German. To add a language, write a file like english.go and add its
// catalogue to the list in catalogue.go; tests then find each missing text
// and each text with other facts than the English one.
//
// # Zero values, concurrency, purity
//
// The zero [Options] is ready to use. Nothing reads the clock: now is an argument, and
// the same policy at the same instant gives the same bytes. Everything is safe for
// concurrent use. The text is plain text: escape it before it becomes part of a
// web page.
//
// # What it does not do
//
// It does not judge a policy: package lint does. It does not describe offers, stakes
// and contact.
package statement
