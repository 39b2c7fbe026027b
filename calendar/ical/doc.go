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
// midnight. A date is still no business day if the events leave no open moment
// of its hours; this is a rule of package calendar. What Outlook marks as an
// all-day event is one if its times are midnights of their own zone.
//
// Cancelled events do not count, nor those of a feed whose METHOD is CANCEL. Of
// transparent ones ("free"), those that last all day count, because holiday
// feeds mark holidays so, and others do not; [Config.Transparent] changes that.
// What is left out for this, or takes no time, is in [Feed.Ignored]. Tentative
// events count. To-dos, alarms, journals and free-busy data are passed over.
//
// # Recurrence
//
// RRULE, RDATE, EXDATE and replaced instances are expanded from Config.First to
// Config.Last, in the event's own local time: 09:00 stays 09:00 when the clocks
// change. DTSTART is always the first instance, and COUNT counts it. A DTEND
// says a wall time and keeps it; the hours of a DURATION say a length and keep
// that. UNTIL is inclusive, and a date includes its instances. An UNTIL in UTC
// ends all-day events by when their date begins in the calendar's zone. A date
// in EXDATE takes out every instance of that date.
//
// Of events with the same UID, for the same instance, the highest SEQUENCE
// holds, then the latest DTSTAMP. Refused are rules finer than a day, changes
// of "this and all following" instances (RANGE=THISANDFUTURE), EXRULE, and
// what RFC 5545 forbids in a rule.
//
// # Zones and changes of the clocks
//
// A TZID that names a zone of the time zone database is that zone, whatever the
// feed says of it; another must be defined in the feed by a VTIMEZONE, whose
// rules are then worked out. Floating times and dates are those of Config.Zone.
// X-WR-TIMEZONE is not looked at.
//
// A local time L is the first instant at which the clock reads L or later, as
// in package calendar, which does all of this. Times in the calendar's own zone
// stay what they are: hours of a date. Others become instants and are read off
// the calendar's clock. Where that clock shows an hour twice, hours can only
// say its first coming: closed time then grows to the outside of it, and open
// time shrinks.
//
// # Bad input
//
// All problems are told at once, with event and line. With
// [Config.SkipBad] bad events are returned in [Feed.Bad] instead, and so is all
// of their series, which would say something else without them. A feed that
// was cut short is always an error. Lines that say nothing about when an event
// is are not looked at, so that a broken description does no harm.
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
