// Package dated turns holidays of github.com/rickar/cal/v2 into dated days for a
// [calendar.Config].
//
//	days, err := dated.Days(us.Holidays, 2026, 2030)
//	cal, err := calendar.New(calendar.Config{..., Days: days})
//
// It is there for lists of your own, and for programs that need the holidays of
// few countries: it imports none, so that only what the program imports itself
// is linked. To look a country up by its code, use package holidays above, which
// links all of them: about 0.3 MB more of binary.
//
// # Why dates
//
// A [cal.Holiday] is a rule that ends in a function, which no document can hold
// and no fingerprint can cover. Days are plain data: the calendar marshals them,
// and its fingerprint pins them, so that a promise made today is judged by the
// holidays that were known today. Years outside the range asked for have no
// holidays: renew the calendar before its days run out.
//
// # Actual and observed
//
// A holiday that falls on a weekend and is taken on another day gives two days:
// the date itself, and the one on which it is observed, named "Independence Day
// (observed)". Both are closed, because whoever works on weekends is closed on
// the date itself. There is one day for each date; where holidays meet, their
// names are joined, sorted: "Christi Himmelfahrt, Tag der Arbeit". StartYear,
// EndYear and Except are those of the year in which the holiday falls, before it
// is observed on another date.
//
// A day belongs to the year of its date. New Year's Day of 2028 in the United
// States, a Saturday, is observed on 2027-12-31, and is found there by asking for
// 2027. So the days of two ranges that meet are those of the whole range:
//
//	Days(list, a, b) and then Days(list, b+1, c) is Days(list, a, c)
//
// # The same everywhere
//
// Package cal counts in [time.Local], in which some midnights do not exist: on a
// machine in São Paulo, All Souls' Day of 2004 comes out as November 1. Here the
// rules of package cal (day of the month, nth weekday, days from Easter) are
// read on dates, which have no zone, from the fields of the holiday. Any other
// Func is called with a copy of its holiday, and what it returns is taken for the
// nearest midnight: an answer from 18:00 on means the next date. So the zone of
// the machine does not show, with one exception. Pacific islands that moved
// across the date line skipped a whole date; a Func whose answer is beside it, on
// a machine with that very zone, is refused, since it could mean either date.
//
// Orthodox Easter is counted as [calendar.OrthodoxEaster] counts it, for all
// years; the rule of package cal is a day early from 2100 on. What a Func does
// inside is out of reach: if it calls that rule by itself, or counts hours between
// dates, it has those answers.
//
// # Purity and cost
//
// Days reads nothing but its arguments, apart from what a Func of the caller's
// reads. It does not change the holidays and is safe for concurrent use, as long
// as nobody else changes them: package cal's own Calc of a few Japanese holidays
// does. Twelve holidays over ten years take a tenth of a millisecond.
package dated
