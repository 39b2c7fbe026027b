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
//   - nobody is blamed: a pause is told as "we will continue as soon as we have
//     everything we need", and the reasons, notes and names of events are not
//     told. [Options.Cause] says why in words meant for the customer;
//   - a time is a weekday, a date and a time of day; a deadline at midnight is
//     the end of the day before;
//   - a date that would be false is not told: while nobody knows how long a
//     pause lasts, there is none;
//   - a date that depends on a condition is told with it: "by Friday, 16:00 if we
//     have the log file by Wednesday, 12:00". A condition that was missed is told
//     with what became of the promise, in the passive;
//   - after an update that says "late" no date is told until a revision names one:
//     the text says that it takes longer, why, and that we will name a time;
//   - nobody is said to have been told a date that nobody told
//     ([promise.Explanation.Told]): one that a rule set, the later one of a promise
//     that took another's place, and those of implied promises. An open promise
//     is told with the date that holds, for this text tells it. After a break at
//     such a date the customer reads what was told before, with an apology only if
//     that has passed too; without one, that it takes longer than we would like;
//   - a promise whose place another has taken is not said to be given up;
//   - a break of what was told is told with an apology and without an excuse;
//   - a text about something open ends with when the customer hears from us
//     again, [Options.NextUpdate], and how, [Options.Channel]; without them, no
//     time is made up.
//
// Earlier is told by what the customer had been told: in full hours or days,
// rounded down, from one hour on; in minutes where two hours or less were promised,
// from a tenth of them on.
//
// # To the team
//
// [Language.Team] is one short paragraph: standing, due and target, what is waited
// for and until when, the working time left, why, and what to do next. It shows
// everything that the customer's voice hides. Never send it to a customer. What is
// left is rounded down to the minute, what is late rounded up.
//
// # Free text
//
// What was promised is named by the words of [promise.About] in the reader's
// language, in a sentence and without quotation marks; so is a condition by those
// of [promise.Condition]. Another region's words serve too. In which form a language
// takes them:
//
//   - English: "the repair of your device"; "we have the log file", which follows
//     "if" and "as soon as".
//   - Tagalog: with ang, "ang pagkukumpuni ng inyong device"; "matanggap po namin
//     ang log file", which follows "kung" and "sa sandaling".
//   - Russian: in the accusative, «ремонт вашего устройства», as after «вы
//     получите»; «мы получим файл журнала», which follows «если» and «как только».
//   - Hungarian: in the nominative singular, with its article, „a készülékének
//     javítása”; „megkapjuk a naplófájlt”, which follows „ha” and „amint”.
//   - Korean: without a particle, “기기 수리”; with the ending -면, “로그 파일을
//     보내 주시면”.
//
// Without words in the language, the text has the name, and of several conditions
// all names, in quotation marks or parentheses, so that no ending depends on it.
// Line breaks and control characters become spaces. The texts are plain text:
// escape them before they become part of a web page.
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
// It does not send or sign, and it does not decide when to write. It greets only
// whom [Options.Name] names.
package wording
