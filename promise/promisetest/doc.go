// Package promisetest helps to test programs that make promises: assertions
// that explain themselves, and scenarios that read like stories.
//
//	promisetest.Expect(t, p, at, promisetest.Want{Standing: promise.AtRisk, Due: wednesday})
//
//	promisetest.Run(t, `
//		calendar: {"zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}
//		due: 10h
//		begins: 2026-01-05
//
//		mon 09:00 made; 11:00 pause: waiting for the log
//		tue 10:00 resume; expect on track, due wed 10:00
//		wed 10:00 expect broken
//		thu 09:00 fulfill happened tue 16:00; expect kept; expect known wed 10:00 broken
//	`)
//
// A failure shows what was wanted, what was got, and why: the promise's own
// explanation.
//
// # Telling a story
//
// A story is told in order, and stands at the instant that was named last; a
// statement without one happens there. A weekday is the next such one, today
// too if that time is not past; a time alone is today and may not be past; "+1w"
// adds a week. What is past has "last" before its weekday, or its date. Behind
// known, happened, and the at of an end, a weekday is the last such one. Local
// times are those of the calendar's zone: one that comes twice is its first
// coming, one that the clock skips is an error, and RFC 3339 names any instant.
// Only the first weekday needs a date to count from: the header begins, or a
// date of its own.
//
// What is learnt late is told when it is learnt: "thu 09:00 fulfill happened
// tue 16:00". What is known ahead is told when it happens: "fri 09:00 pause
// recorded wed 12:00". Expectations see what has been told so far, those behind
// known only what had been recorded by then, judged then.
//
// # Notation
//
//	story     = { statement ( ";" | newline ) }
//	statement = header | [ when ] ( "made" [ "from" when ] | event | "expect" [ "known" when ] part { "," part } )
//	header    = "begins:" date | "about:" document | "starts:" ( "at once" | "event" ) | "start_day:" date | "restarts:" name |
//	            ( "first_due:" | "carried_due:" ) deadline "at" when [ "holds" ] [ "named" ] | field with a ":" behind its name
//	field     = "calendar" document | "due" deadline | "target" deadline | "notice" duration | "cutoff" time |
//	            "day_zero" ( "opening" | "receipt" ) | "on_pause" ( "shift" | "hold" ) | "on_reopen" ( "continue" | "ignore" ) |
//	            "condition" name "by" when [ "else" ( "void" | "move" | "back" ) ]
//	event     = what { clause } [ ":" reason ]
//	what      = "start" | "pause" [ name ] | "resume" [ name ] | "update" | "flag" [ name ] | "clear" [ name ] | "revise" |
//	            "meet" name | "fulfill" | "reopen" | "withdraw" | "retract" name | "rate" number
//	clause    = "without" removed { "and" removed } | "until" when | "late" | "p" number | field | "carry" | "anew" | "sooner" | "agreed" | "binds" | "rule" |
//	            "successor" name | "happened" when | "recorded" when | "by" ( role [ name ] | name ) | "via" name |
//	            "note" name | "id" name
//	removed   = "target" | "notice" | "cutoff" | "conditions"
//	part      = standing | phase | "broken at" when | ( "fulfilled" | "withdrawn" ) "at" when | "first" standing |
//	            "void by" ( "customer" | "condition" | "replaced" | "us" ) | "successor" name |
//	            [ "wall" ] ( "elapsed" | "remaining" | "paused" ) duration | "no remaining" |
//	            ( "due" | "due if resumed" | "target" | "expected" ) when | "no due" [ why ] | "no target" | "no expected" |
//	            "reason" name | "notice" ( "fair" | "short" | "silent" | "unannounced" ) | "next change" when [ "to" standing ] | "never changes"
//	deadline  = as promise.ParseDeadline | when
//	when      = [ "+" n "w" | "last" ] weekday time | date time | shift [ time ] | time | an instant in RFC 3339
//	shift     = "+" n ( "d" | "w" )
//	weekday   = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"
//	date      = 2026-01-05             time = 09:00 | 09:00:30
//	role      = "person" | "customer" | "bot"
//	name      = one word, or text in double quotes as in Go
//	reason    = text up to the end of the statement, or in quotes
//	document  = a JSON object as in a promise's document, on as many lines as it has
//
// A comment begins with # at the start of a line or behind a blank. Clauses
// that do not go with a kind of event are errors, and so is whatever
// [promise.Make] and [promise.Promise.Record] refuse. Every wrong statement is
// reported at once, with its line and column. A story has at most a thousand
// statements.
//
// # Comparing
//
// Promises, events, terms, deadlines, statuses, explanations, spans and calendars
// can be given to cmp.Diff of package go-cmp as they are; it finds their Equal. To
// see in which event two promises differ, compare them by their [Story]. A
// calendar.Config cannot be given, since it holds a time.Location: compare the
// calendars made of it.
//
// # Zero values, concurrency, purity
//
// Scenarios are values and can be told at the same time. Nothing here reads the
// clock, a file or the environment; a calendar's zone is looked up by its name.
// The same story gives the same bytes. No test library comes along: what is
// imported is this module, its dates, and the standard library.
package promisetest
