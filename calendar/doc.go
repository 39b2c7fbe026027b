// Package calendar tells when a clock of working time runs, and does
// arithmetic by it: business hours (opening hours, service hours), holidays,
// breaks, business days, in any time zone.
//
// Most programs need three calls: [New] or [Parse] makes a calendar, [Calendar.Add]
// finds when an amount of working time has passed, and [Calendar.Between] measures
// the working time between two instants.
//
//	cal, err := calendar.New(calendar.Config{
//		Name: "Berlin support",
//		Zone: berlin,
//		Week: calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00"),
//		Days: []calendar.Day{{On: calendar.Yearly(time.December, 25), Name: "Christmas Day"}},
//	})
//	due, err := cal.Add(t, 8*time.Hour) // eight working hours after t
//	left := cal.Between(now, due)       // the working time until then
//
// # The model
//
// A calendar is an odometer. Inside, it knows how much open time has passed up
// to any instant; the reading stands still while closed and never goes back.
// [Calendar.Between] is the difference of two readings, [Calendar.Add] the first
// instant whose reading is so much further. From this follow the laws:
//
//	Between(a, b) + Between(b, c) == Between(a, c)
//	Between(a, b) == -Between(b, a)
//	Between(t, Add(t, d)) == d, and Between(Sub(t, d), t) == d
//	Add(t, d) is not after Add(t, d+1), and Add(t, 0) is t
//	IsOpen(t) exactly when PrevOpen(t) is after PrevClose(t), where both exist
//	and t lies in the supported range
//
// Add stops at a close and does not roll on to the next opening;
// [Calendar.RollForward] does that.
//
// # Hours
//
// A window is [open, close) in local wall time. Windows that touch or overlap
// merge; nothing counts twice. "22:00-06:00" runs past midnight and belongs to
// the date on which it opens, and so do holidays and dated hours. A [Day]
// replaces the weekly hours of the dates that it names; a single date beats one
// that recurs, and of two that are equal in this, hours beat closed. A [Break]
// is cut out last, of the tail of a night shift too.
//
// # When the clocks change
//
// A local time L is the first instant at which the local clock reads L or later.
// A time that the clock jumps over is the instant of the jump, a time that comes
// twice is its first coming, 24:00 is the next midnight, and a date that a zone
// skips is empty. Working time is what really passes inside the windows:
//
//	zone                 date        window       open for
//	America/New_York     2026-03-08  00:00-24:00  23h      the clock skips 02:00-03:00
//	America/New_York     2026-03-08  01:30-02:30  30m      02:30 is the jump, at 02:00
//	America/New_York     2026-03-08  02:15-02:45  0s       there is no such time
//	America/New_York     2026-11-01  00:00-24:00  25h      01:00-02:00 comes twice
//	America/New_York     2026-11-01  00:00-01:30  1h30m    closes when 01:30 comes first
//	America/New_York     2026-11-01  01:30-05:00  4h30m    opens when 01:30 comes first
//	Europe/Dublin        2026-10-25  00:00-01:30  1h30m    the same where summer is standard time
//	Australia/Lord_Howe  2026-10-04  00:00-02:15  2h       the clock skips half an hour
//	Australia/Lord_Howe  2026-04-05  01:30-02:30  1h30m    01:30-02:00 comes twice
//	America/Sao_Paulo    2018-11-04  00:00-02:00  1h       midnight itself is skipped
//	Pacific/Apia         2011-12-30  09:00-17:00  0s       the date was skipped
//	Pacific/Apia         2011-12-29  22:00-06:00  2h       its morning was skipped
//
// Peers differ here, and [time.Date] itself goes back, forward, first or second
// depending on the zone; this rule is the only one under which neighbouring
// windows always meet and none turns inside out.
//
// # Business days
//
// A business day is a date that exists and of whose windows an open moment is
// left, before or after midnight. A date that breaks take away wholly is none,
// like a closed [Day]; a date of which a break leaves one second is one. A
// composed calendar only combines the answers of its parts: a date is a business
// day of a [Union] if it is one of any part, of an [Intersect] if it is one of
// every part, of a [Subtract] if it is one of the first part.
//
// [Calendar.AddDays] and [Calendar.DaysBetween] count business days. A day is not
// 24 hours of work, and nothing here converts one into the other.
//
// # Range
//
// Calendars answer for 1900-01-01 to 2190-01-01 UTC, so that every Between fits
// a [time.Duration]. Outside nothing is open. A search that finds nothing says
// so at once, with [ErrNeverOpen] or [ErrOutOfRange] or ok == false; nothing
// loops.
//
// # Cost
//
// A question about working time costs about as much as one [time.Time.Sub] or
// two, for a day and for ten years; one about business days, which reads the
// local clock, up to fifteen. None allocates. Zones, windows and set algebra are worked out
// once, into a table with one word for each UTC day:
//
//	 63                              20 19          0
//	+----------------------------------+------------+
//	| seconds open before this day     | pattern    |
//	+----------------------------------+------------+
//
// Days that are open at the same times share a pattern: a few windows. So a
// reading is one load, and one clamp for each window. To get from a reading
// back to its instant there are buckets, one for about every working day. The
// table covers the years that were asked about (four kilobytes each) and grows
// when others are; whoever needs a larger one builds it, and nobody waits for a
// lock. A [Union] or [Intersect] gets a table of its own and is as fast as a
// plain calendar.
//
// # Zero values, concurrency, purity
//
// A [Calendar] is immutable and safe for concurrent use. The zero Calendar is
// never open. Nothing here reads the clock, the environment or a global, but
// for [LoadZone] and [Parse], which look a zone's name up. The same inputs give the same
// bytes: [Calendar.Fingerprint] is the version of a calendar.
//
// # Documents
//
//	{"name": "Berlin support", "zone": "Europe/Berlin",
//	 "week": "Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00",
//	 "days": [{"on": "2026-12-24", "hours": "09:00-12:00"},
//	          {"on": "--05-01", "name": "Labour Day"},
//	          {"on": "first monday of september"}, {"on": "easter+1"}],
//	 "breaks": [{"on": "2026-01-08", "hours": "10:00-11:30", "name": "all hands"}]}
//	{"name": "both desks", "union": [{...}, {...}]}
//
// likewise "intersect" and "subtract". Unknown fields are errors.
//
// Documents are read and written by package document, whose comment has the rules.
//
// # Beside it
//
// Package holidays has the public holidays of 46 countries as dated days, ical
// reads closures and openings from an .ics feed and writes them, and monthview
// lays a month out for a page.
//
// # What it does not do
//
// It plans no people, resources or capacity; it has no calendar systems but the
// Gregorian; it guesses no hours and no zone.
package calendar
