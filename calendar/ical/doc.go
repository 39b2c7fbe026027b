// Package ical reads closures and openings from an .ics feed (iCalendar, RFC
// 5545), like that of public holidays or of a team's shared calendar, and
// writes a calendar's closures or open time as one.
//
//	feed, err := ical.Read(r, ical.Config{Zone: berlin, First: first, Last: last})
//	cal, err := calendar.New(calendar.Config{Zone: berlin, Week: week, Days: feed.Days, Breaks: feed.Breaks})
//	err = ical.Write(w, cal, ical.Export{From: from, To: to, Stamp: now})
//
// # What events mean
//
// An all-day event closes its dates: each becomes a [calendar.Day] without
// hours. An event with a time of day closes hours: each civil date that it
// touches gets a [calendar.Break]. If [Config.Timed] is Open it opens them
// instead: those dates get hours in place of their weekly ones. The tail of a
// night that ends before noon stays with the date on which the night began.
// Names come from the summary.
//
// An event with times never becomes a Day, even if it lasts from midnight to
// midnight. By the rules of package calendar a date is still not a business day if
// the events leave no open time of its hours. An event that Outlook marks as an
// all-day event is one if its times are midnights of their own zone.
//
// Cancelled events do not count, nor do those of a feed whose METHOD is CANCEL. Of
// transparent events ("free"), those that last all day count, because holiday
// feeds mark holidays so; others do not. [Config.Transparent] changes that. Events
// that do not count for this reason, or that take no time, are in [Feed.Ignored].
// Tentative events count. To-dos, alarms, journals and free-busy data are ignored.
//
// # Recurrence
//
// RRULE, RDATE, EXDATE and replaced instances are expanded from Config.First to
// Config.Last, in the event's own local time: 09:00 stays 09:00 when the clocks
// change. DTSTART is always the first instance, and COUNT counts it. A DTEND
// keeps its wall time in each instance; a DURATION in hours keeps its length. UNTIL
// is inclusive, and a date includes its instances. An UNTIL in UTC ends all-day
// events by the time at which their date begins in the calendar's zone. A date in
// EXDATE removes every instance of that date.
//
// Of events with the same UID, for the same instance, the one with the highest
// SEQUENCE is used, then the latest DTSTAMP. These are not supported: rules finer
// than a day, changes of "this and all following" instances (RANGE=THISANDFUTURE),
// EXRULE, and rules that RFC 5545 forbids.
//
// # Zones and changes of the clocks
//
// A TZID that names a zone of the time zone database is that zone, even if the feed
// defines it. Any other TZID must be defined in the feed by a VTIMEZONE, whose rules
// are then expanded. Floating times and dates are in Config.Zone. X-WR-TIMEZONE is
// ignored.
//
// A local time L is the first instant at which the clock reads L or later, as in
// package calendar. Times in the calendar's own zone are kept as hours of a date.
// Others are converted to instants and then to times of the calendar's clock. If that
// clock repeats an hour, hours can only refer to its first occurrence; closed time is
// then extended to the whole repeated hour, and open time is shortened.
//
// # Bad input
//
// All problems are reported at once, with event and line. With [Config.SkipBad] bad
// events are returned in [Feed.Bad] instead, with the other events of their series,
// whose meaning depends on them. A feed that was cut short is always an error. Lines
// that do not affect the time of an event are ignored, so that a broken description is
// not an error.
//
// A feed is untrusted: its size, its events and the work of its recurrences are
// bounded; beyond the limits it is refused with [ErrTooLarge].
//
// # Purity
//
// Nothing here reads the clock, the network or a file, except that
// [calendar.Parse] looks up the names of zones. The same input gives the same
// result, and the same bytes.
package ical
