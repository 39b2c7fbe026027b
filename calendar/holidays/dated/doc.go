// Package dated turns holidays of github.com/rickar/cal/v2 into dated days for a
// [calendar.Config].
//
//	days, err := dated.Days(us.Holidays, 2026, 2030)
//	cal, err := calendar.New(calendar.Config{..., Days: days})
//
// It is for lists of your own, and for programs that need the holidays of few
// countries: it imports no country, so that only the countries that the program
// imports are linked. To look up a country by its code, use package holidays, which
// links all of them and adds about 0.3 MB to a binary.
//
// # Why dates
//
// A [cal.Holiday] is a rule with a function, which a document cannot hold and a
// fingerprint cannot cover. Days are plain data: the calendar marshals them, and its
// fingerprint pins them, so that a promise made today is judged by today's list of
// holidays. Years outside the range have no holidays: renew the calendar before its
// days run out.
//
// # Actual and observed
//
// A holiday that falls on a weekend and is observed on another day has two days: the
// date itself, and the date on which it is observed, named "Independence Day
// (observed)". Both are closed, because a desk that works on weekends is closed on the
// date itself. There is one day for each date. If holidays fall on the same date, their
// names are joined, sorted: "Christi Himmelfahrt, Tag der Arbeit". StartYear, EndYear
// and Except apply to the year in which the holiday falls, before it is observed on
// another date.
//
// A day belongs to the year of its date. New Year's Day of 2028 in the United
// States, a Saturday, is observed on 2027-12-31, and is among the days of 2027. So the
// days of two adjacent ranges are those of the whole range:
//
//	Days(list, a, b) and then Days(list, b+1, c) is Days(list, a, c)
//
// # The same everywhere
//
// Package cal counts in [time.Local], in which some midnights do not exist: on a
// machine in São Paulo, All Souls' Day of 2004 becomes November 1. Here the rules of
// package cal (day of the month, nth weekday, days from Easter) are evaluated on dates,
// which have no zone, from the fields of the holiday. Any other Func is called with a
// copy of its holiday, and its result is rounded to the nearest midnight: a result from
// 18:00 on means the next date. So the days do not depend on the zone of the machine,
// with one exception. Pacific islands that moved across the date line skipped a whole
// date. If the result of a Func is next to such a date, on a machine in that zone, it is
// an error, because it could mean either date.
//
// Orthodox Easter is computed as [calendar.OrthodoxEaster] does, for all years; the
// rule of package cal is a day early from 2100 on. A Func that calls that rule itself,
// or counts hours between dates, keeps these errors.
//
// # Purity and cost
//
// Days reads only its arguments, apart from what a Func of the caller reads. It does
// not change the holidays, and is safe for concurrent use as long as no other goroutine
// changes them; the Calc method of package cal changes a few Japanese holidays. Twelve
// holidays over ten years take a tenth of a millisecond.
package dated
