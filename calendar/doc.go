// Package calendar computes with working time: business hours (opening hours,
// service hours), holidays, breaks and business days, in any time zone.
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
// A calendar is an odometer of open time. Its reading at an instant is the open time
// that has passed up to it; the reading stands still while closed and never goes back.
// [Calendar.Between] returns the difference of two readings. [Calendar.Add] returns the
// first instant whose reading is larger by a duration. These laws hold:
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
// the date on which it opens; so do holidays and dated hours. A [Day] replaces the
// weekly hours of its dates. A single date takes precedence over a recurring one, and
// of two single or two recurring ones, hours take precedence over closed. A [Break] is
// cut out last, also from hours that run over from the date before.
//
// # When the clocks change
//
// A local time L is the first instant at which the local clock reads L or later.
// A skipped time is the instant of the change, a repeated time is its first
// occurrence, 24:00 is the next midnight, and a date that a zone skips is empty.
// Working time is the time that elapses inside the windows:
//
//	zone                 date        window       open for
//	America/New_York     2026-03-08  00:00-24:00  23h      the clock skips 02:00-03:00
//	America/New_York     2026-03-08  01:30-02:30  30m      02:30 is the change, at 02:00
//	America/New_York     2026-03-08  02:15-02:45  0s       there is no such time
//	America/New_York     2026-11-01  00:00-24:00  25h      01:00-02:00 is repeated
//	America/New_York     2026-11-01  00:00-01:30  1h30m    closes at the first 01:30
//	America/New_York     2026-11-01  01:30-05:00  4h30m    opens at the first 01:30
//	Europe/Dublin        2026-10-25  00:00-01:30  1h30m    the same where summer is standard time
//	Australia/Lord_Howe  2026-10-04  00:00-02:15  2h       the clock skips half an hour
//	Australia/Lord_Howe  2026-04-05  01:30-02:30  1h30m    01:30-02:00 is repeated
//	America/Sao_Paulo    2018-11-04  00:00-02:00  1h       midnight itself is skipped
//	Pacific/Apia         2011-12-30  09:00-17:00  0s       the date was skipped
//	Pacific/Apia         2011-12-29  22:00-06:00  2h       its morning was skipped
//
// Other libraries differ here, and the result of [time.Date] depends on the zone. Under
// this rule alone, adjacent windows always meet and no window closes before it opens.
//
// # Business days
//
// A business day is a date that exists and whose windows have open time left, before or
// after midnight. A date that breaks close entirely is not a business day, and neither
// is a closed [Day]; a date with one second of open time is one. A composed calendar
// only combines the business days of its parts: a date is a business day of a [Union]
// if it is one of any part, of an [Intersect] if it is one of every part, and of a
// [Subtract] if it is one of the first part.
//
// [Calendar.AddDays] and [Calendar.DaysBetween] count business days. A day is not
// 24 hours of work, and this package never converts one into the other.
//
// # Range
//
// Calendars support 1900-01-01 to 2190-01-01 UTC, so that every Between fits a
// [time.Duration]. They are closed outside this range. A search without a result
// returns [ErrNeverOpen], [ErrOutOfRange] or ok == false; every search is bounded.
//
// # Cost
//
// A call about working time takes about as long as one or two calls of [time.Time.Sub],
// for a day and for ten years. A call about business days reads the local clock and
// takes up to fifteen. None allocates. Zones, windows and set algebra are computed once,
// into a table with one word for each UTC day:
//
//	 63                              20 19          0
//	+----------------------------------+------------+
//	| seconds open before this day     | pattern    |
//	+----------------------------------+------------+
//
// Days that are open at the same times share a pattern of a few windows. A reading is
// one load, and one clamp for each window. Buckets, about one for each working day, lead
// from a reading back to its instant. The table covers the years that were used (four
// kilobytes each) and grows for others; a goroutine that needs a larger table builds it,
// and there are no locks. A [Union] or [Intersect] has its own table and is as fast as
// a plain calendar.
//
// # Zero values, concurrency, purity
//
// A [Calendar] is immutable and safe for concurrent use. The zero Calendar is
// never open. Nothing here reads the clock, the environment or a global, except that
// [LoadZone] and [Parse] look up the names of zones. The same inputs give the same
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
// Package document reads and writes them; its comment has the rules.
//
// # Related packages
//
// Package holidays has the public holidays of 46 countries as dated days, ical
// reads closures and openings from an .ics feed and writes them, and monthview
// lays a month out for a page.
//
// # What it does not do
//
// It does not plan people, resources or capacity. It supports the Gregorian calendar
// only. It has no default hours and no default zone.
package calendar
