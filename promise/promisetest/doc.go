// Package promisetest helps to test programs that make promises. It has assertions
// with explanations, and scenarios written as stories.
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
// A failure shows what was wanted, what was got, and the promise's own explanation.
//
// # Writing a story
//
// The statements of a story are in order. A statement without a time happens at the
// current time of the story, which is the last one given. A weekday is the next such
// day, including today if the time is not past. A time alone is today and must not be
// past. "+1w" adds a week. For an instant in the past, write "last" before the weekday,
// or the date. After known, happened, and the at of an end, a weekday is the last such
// day. Local times are those of the calendar's zone. A time that occurs twice is the
// first of the two, and a time that the clock skips is an error. An RFC 3339 instant
// can be used everywhere. Only the first weekday needs a date from which it counts: the
// header begins, or its own date.
//
// An event that is recorded late is written when it is recorded: "thu 09:00 fulfill
// happened tue 16:00". An event that is recorded beforehand is written when it happens:
// "fri 09:00 pause recorded wed 12:00". An expectation uses the events so far. One with
// known uses only the events recorded by that instant, and judges at it.
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
// A comment begins with # at the start of a line or after a blank. A clause that does
// not belong to the kind of event is an error, as is any error of [promise.Make] and
// [promise.Promise.Record]. All invalid statements are reported together, each with its
// line and column. A story has at most a thousand statements.
//
// # Comparing
//
// cmp.Diff of package go-cmp compares promises, events, terms, deadlines, statuses,
// explanations, spans and calendars without options; it uses their Equal methods. To
// see in which event two promises differ, compare them by their [Story]. cmp.Diff does
// not support a calendar.Config, which contains a time.Location: compare the calendars
// made from it.
//
// # Zero values, concurrency, purity
//
// Scenarios are values and safe for concurrent use. No function reads the clock, a file
// or the environment; a calendar's zone is looked up by its name. The same story gives
// the same bytes. The package imports no test library: only this module, its date
// library, and the standard library.
package promisetest
