// Package wording tells how a promise stands in sentences: to the customer, and
// to the team, in English, Tagalog (Filipino), Russian, Hungarian and Korean.
//
//	lang, err := wording.New("ru-RU")
//	mail := lang.Customer(p.Explain(now), wording.Options{Zone: moscow, NextUpdate: tomorrow})
//	note := lang.Team(p.Explain(now), wording.Options{Zone: berlin})
//
// The facts come from a [promise.Explanation]; one that holds a Status alone
// does too, and then less is said. Nothing is asked of the calendar, so a text
// can be written far from where the promise was judged.
//
// # To the customer
//
// [Language.Customer] tells how the promise stands. [Language.Promised],
// [Language.Revised] and [Language.FollowUp] tell of three moments: it was just
// promised, its date was just changed, it was fulfilled some time ago. Where the
// moment is not there (a follow-up to something that is still open) they say
// what Customer says.
//
// The customer's voice holds to these rules, and tests check them:
//
//   - the internal target does not show, in words or in what is left out: on
//     track and at risk read the same, and so do promises with and without a
//     target, with and without a flag;
//   - nobody is blamed: a pause is told as "we continue as soon as we have
//     everything we need", and the reasons, notes and names of events are not
//     told. [Options.Cause] says why in words meant for the customer;
//   - a time is a weekday, a date and a time of day; a deadline at midnight is
//     the end of the day before;
//   - a date that would be false is not told: while nobody knows how long a
//     pause lasts, there is none;
//   - nothing is said to have been told that was not: of a due instant that a rule
//     set when it had come, and of a later date that only follows from a rule, no
//     text speaks, and a promise whose place another has taken is not said to be
//     given up;
//   - a break is told with an apology and without an excuse;
//   - a text about something open ends with when the customer hears from us
//     again, [Options.NextUpdate]; without it, no time is made up.
//
// Earlier is told in full hours or days, rounded down, from one hour on: less is
// not worth saying.
//
// # To the team
//
// [Language.Team] is one short paragraph: standing, due and target, the working
// time left, why, and what to do next. It shows everything that the customer's
// voice hides. Never send it to a customer. What is left is rounded down to the
// minute, what is late rounded up.
//
// # Free text
//
// What was promised ([promise.About]) is text of the host, in a language that is
// not known here. It stands in quotation marks or parentheses, so that no ending
// depends on it, and is left out where there is none. Line breaks and control
// characters in it become spaces. The texts are plain text: escape them before
// they become part of a web page.
//
// # Languages
//
// [New] takes the tags that a reader prefers and finds the language that serves
// them best, English if none does. Dates are in the manner of the language; in
// English the month comes first, and the clock has twelve hours, for en-US
// alone. A sentence that a language lacks is told in English.
//
// To add a language, write one file like english.go and name its catalogue in
// the list in language.go. Tests then find each text that is missing, each that
// names a fact that English does not, and each number without a form.
//
// # Zero values, concurrency, purity
//
// The zero [Language] is English, and the zero [Options] are good. Everything is
// immutable and safe for concurrent use. Nothing reads the clock: "today" is the
// date of Status.At. The same facts give the same text.
//
// # What it does not do
//
// It does not send, greet or sign, and it does not decide when to write.
package wording
