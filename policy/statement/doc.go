// Package statement says a policy in plain sentences that can be published: what
// is promised to whom, by which hours, and what happens on the way.
//
//	s, err := statement.Of(pol, now, statement.Options{Languages: []string{"de"}})
//	fmt.Print(s)
//
// A rule becomes "For cases whose priority is “urgent” we promise “first reply”
// within 2 working hours, Monday to Friday, 9:00 to 17:30, Berlin time." A
// [Statement] is data first, sentence by sentence with the commitment and the rule
// that each is about, and text second.
//
// # What is told
//
// Of each commitment: the rules that can hold, in their order, and to whom nothing
// is promised; from when the time counts, and what fulfils it; what stops the
// clock; what a change of the case does, and taking it up again; whether an earlier
// time holds on where the time counts anew, and how a later one comes to hold; and
// what it depends on. Then the hours of each calendar, and what
// is special about them in the year from now.
//
// # Laws
//
// These are tested on random policies:
//
//   - the internal target never shows where it differs from what is promised, nor
//     do reactions or who must keep a promise;
//   - what a rule is said to promise is what [policy.Policy.Terms] makes of it,
//     as a working time rounded up to the minute. Where a pad on business days
//     makes an amount that depends on when a case comes in, the most of the year
//     from now is told, as the most;
//   - a rule is told exactly if there is a case for which it holds, and a value
//     of a field exactly if there is one for which the rule holds with it: what
//     earlier rules take away is not told again. A rule of which some cases are
//     taken away that cannot be told apart by one field is said to be for the
//     remaining cases.
//
// To decide that is hard in theory, so the number of steps is bounded. Beyond it a
// rule counts as one that can hold, and is said to be for the remaining cases: that
// is true if there are none, too. Package lint names such rules.
//
// # The administrator's words
//
// Names of commitments, fields, values, events and calendars are words of the
// administrator, in a language that is not known here. They stand in quotation
// marks where a sentence would need their endings. A commitment's Wording says in
// the reader's language what is promised ("an answer") and stands without marks, and
// so does that of a condition, which completes "if" ("we have your log file").
// [Options.Words] translates the others, and can turn a rule into a sentence of
// your own: with
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
// English and German. To add one, write a file like english.go and name its
// catalogue in the list in catalogue.go; tests then find each text that is missing
// and each that names other facts than the English one.
//
// # Zero values, concurrency, purity
//
// The zero [Options] are good. Nothing reads the clock: now is an argument, and
// the same policy at the same instant gives the same bytes. Everything is safe for
// concurrent use. The text is plain text: escape it before it becomes part of a
// web page.
//
// # What it does not do
//
// It does not say whether a policy is a good one: package lint does. It tells
// nothing of offers, stakes and contact.
package statement
