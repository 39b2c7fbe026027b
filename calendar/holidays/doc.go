// Package holidays has the public holidays of countries and regions as dated days
// with names, ready to be put into a calendar. The rules are those of
// github.com/rickar/cal/v2; none is typed in here.
//
//	days, err := holidays.For("DE-BY", 2026, 2035)
//	cal, err := calendar.New(calendar.Config{Name: "Munich", Zone: munich, Week: week, Days: days})
//
// # Codes
//
// Codes are of ISO 3166: 46 countries ("FR"), the regions of Germany and
// Switzerland ("DE-BY", "CH-ZH"), and the states of Australia ("AU-NSW"), which
// has no list of its own. "GB" is England and Wales. Where a country's regions are
// unknown, its list has the national days; "CA" and "CH" list days that only
// some of their regions have. [Codes] has all codes.
//
// # Days
//
// There is one closed day for each date. A holiday that is observed on another
// date closes both, the second under the name "Independence Day (observed)", and
// a day belongs to the year of its own date: New Year's Day of 2028 is observed
// in the United States on 2027-12-31, and is among the days of 2027. So ranges of
// years that meet give the days of the whole range. Where holidays meet, their
// names are joined, sorted: "Christi Himmelfahrt, Tag der Arbeit".
//
// Names are as package cal has them: most in a language of the country
// ("Mariä Himmelfahrt", "Нова година"), some in English ("JP", "KE", "MX").
//
// Days are data, not rules. The calendar's document holds them and its fingerprint
// pins them, so a later version of the rules changes no promise made before. After
// the last year asked for there are no holidays: renew the calendar in time.
//
// # The same everywhere
//
// The days do not depend on the zone of the machine. Package cal counts in
// [time.Local], where some holidays come out a day early because midnight was
// skipped; how that is avoided is said in package dated.
//
// # What it does not know
//
// It is as good as its source. The rules are today's: most have no first year, so
// that the further back, the less they say what the law was, and nobody knows
// what it will be. What holds in some places only is not in a region's list
// (Assumption Day in most, but not all, of Bavaria), and neither are the
// days that governments set year by year: bridge days, days moved for one year,
// elections, funerals. Days that follow the moon (Islamic, Buddhist) are absent, and
// Japan's days between two holidays after 2032, and New Zealand's Matariki after
// 2052. Some lists are behind the law: compare AR, CA, DE-MV, MX, RU, UA and the
// Swiss cantons with an official list. Then leave out or add days: they are an
// ordinary slice.
//
// Four lists are mended, with holidays of package cal: Good Friday of Argentina,
// which it has on the Thursday; Labour Day of Bulgaria, which it moves from
// weekdays too; orthodox Easter of Cyprus, a day early from 2100 on; and
// New Zealand's, which lacks Matariki. For Japan after 2150, where it would say
// something wrong, For answers with an error.
//
// # Cost
//
// For imports the rules of all countries, some 0.3 MB of a binary. A program that
// needs one country's imports that and package dated below, which also takes a
// list of your own. Ten years of a country take a tenth of a millisecond, all
// 290 years a few; the range is bounded, and so is the answer.
//
// # Purity and concurrency
//
// For and Codes read only their arguments and are safe for concurrent use. Each call
// returns a new slice.
package holidays
