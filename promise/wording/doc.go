// Package wording describes the state of a promise in sentences, for the
// customer and for the team, in English, Tagalog (Filipino), Russian, Hungarian
// and Korean.
//
//	lang, err := wording.New("ru-RU")
//	mail := lang.Customer(p.Explain(now), wording.Options{Zone: moscow, NextUpdate: tomorrow})
//	note := lang.Team(p.Explain(now), wording.Options{Zone: berlin})
//
// The facts come from a [promise.Explanation]. An explanation with only a
// Status is valid too; the text is then shorter. The package does not use the
// calendar, so a text can be written on another machine than the one that
// judged the promise.
//
// # To the customer
//
// [Language.Customer] describes the state of the promise. [Language.Promised],
// [Language.Revised] and [Language.FollowUp] are for three moments: just
// promised, date just changed, fulfilled some time ago. If the promise is not
// at that moment (a follow-up to something that is still open), they return the
// text of Customer.
//
// Texts for customers follow these rules, which tests check:
//
//   - the internal target does not show, in words or by omission: on track and
//     at risk read the same, and so do promises with and without a target, with
//     and without a flag;
//   - nobody is blamed: a pause reads "we will continue as soon as we have
//     everything we need", and the reasons, notes and names of events are left
//     out. [Options.Cause] gives a reason in words meant for the customer;
//   - a time is a weekday, a date and a time of day; a deadline at midnight is
//     the end of the day before;
//   - a date that could be wrong is left out: while the end of a pause is
//     unknown, there is no date;
//   - a date that depends on a condition is written with it: "by Friday, 16:00
//     if we have the log file by Wednesday, 12:00". A condition that was missed
//     is written with its consequence, in the passive;
//   - after an update with Late set there is no date until a revision gives one:
//     the text states that it takes longer, why, and that we will name a time;
//   - the text does not claim that the customer was told a date that was not
//     told ([promise.Explanation.Told]): one that a rule set, the later one of a
//     promise that replaced another, and those of implied promises. An open
//     promise is written with the date in force, because this text tells it.
//     After a break at such a date the text has the date told before, with an
//     apology only if that has passed too; if there is none, it states that it
//     takes longer than we would like;
//   - a promise that another one replaced does not read as given up;
//   - the break of a date that was told is written with an apology and without
//     an excuse;
//   - a text about something open ends with the time of the next update,
//     [Options.NextUpdate], and its channel, [Options.Channel]; without them, no
//     time is made up.
//
// A promise fulfilled early reads earlier than what the customer was told: in
// full hours or days, rounded down, from one hour on. If two hours or less were
// promised, the amount is in minutes, from a tenth of the promised time on.
//
// # To the team
//
// [Language.Team] returns one short paragraph: standing, due and target, what
// the promise waits for and until when, the working time left, the reason, and
// what to do next. It contains everything that texts for customers leave out.
// Never send it to a customer. Time left is rounded down to the minute,
// lateness rounded up.
//
// # Free text
//
// The subject of the promise is written in the words of [promise.About] in the
// reader's language, in a sentence and without quotation marks; a condition is
// written in those of [promise.Condition]. Words for another region are used
// too. The form depends on the language:
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
// Without words in the language, the text has the name (of several conditions,
// all names) in quotation marks or parentheses, so that no ending depends on
// it. Line breaks and control characters become spaces. The texts are plain
// text: escape them for a web page.
//
// # Languages
//
// [New] takes the tags that a reader prefers and returns the language that fits
// them best, English if none does. Dates follow the language. In English, the
// month comes first and the clock has twelve hours for en-US only. A sentence
// that a language lacks is written in English.
//
// To add a language, write one file like english.go and add its catalogue to
// the list in language.go. Tests then find each missing text, each text with a
// fact that the English one does not have, and each number without a form.
//
// # Zero values, concurrency, purity
//
// The zero [Language] is English. The zero [Options] are ready to use. All
// values are immutable and safe for concurrent use. No function reads the
// clock: "today" is the date of Status.At. The same facts give the same text.
//
// # What it does not do
//
// It does not send or sign texts, and it does not decide when to write. A text
// contains a greeting only if [Options.Name] is set.
package wording
