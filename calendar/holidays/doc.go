// Package holidays returns the public holidays of countries and regions as dated days
// with names, for a calendar's config. The rules are those of
// github.com/rickar/cal/v2.
//
//	days, err := holidays.For("DE-BY", 2026, 2035)
//	cal, err := calendar.New(calendar.Config{Name: "Munich", Zone: munich, Week: week, Days: days})
//
// # Codes
//
// Codes are of ISO 3166: 46 countries ("FR"), the regions of Germany and
// Switzerland ("DE-BY", "CH-ZH"), and the states of Australia ("AU-NSW"), which
// has no list of its own. "GB" is England and Wales. If a country's regions are
// not supported, its list has the national days; "CA" and "CH" list days that only
// some of their regions have. [Codes] returns all codes.
//
// # Days
//
// There is one closed day for each date. A holiday that is observed on another
// date closes both, the second with the name "Independence Day (observed)". A day
// belongs to the year of its own date: New Year's Day of 2028 is observed in the
// United States on 2027-12-31, and is among the days of 2027. So the days of adjacent
// ranges of years are those of the whole range. If holidays fall on the same date,
// their names are joined, sorted: "Christi Himmelfahrt, Tag der Arbeit".
//
// Names are those of package cal: most in a language of the country
// ("Mariä Himmelfahrt", "Нова година"), some in English ("JP", "KE", "MX").
//
// Days are data, not rules. The calendar's document holds them and its fingerprint
// pins them, so a later version of the rules changes no promise made before. There
// are no holidays after the last year of the range: renew the calendar in time.
//
// # The same everywhere
//
// The days do not depend on the zone of the machine. Package cal counts in
// [time.Local], where some holidays are a day early because midnight was skipped;
// package dated explains how this is avoided.
//
// # Limits
//
// The lists are as good as their source. The rules are today's. Most have no first
// year, so that they are less reliable for years long past, and future law can differ.
// A region's list does not have days of some places only (Assumption Day in most, but
// not all, of Bavaria), nor days that governments set year by year: bridge days, days
// moved for one year, elections, funerals. Days that follow the moon (Islamic,
// Buddhist) are absent; so are Japan's days between two holidays after 2032, and New
// Zealand's Matariki after 2052. Some lists are behind the law: compare AR, CA, DE-MV,
// MX, RU, UA and the Swiss cantons with an official list. Then remove or add days: they
// are an ordinary slice.
//
// This package corrects four lists, with holidays of package cal: Good Friday of
// Argentina, which cal has on the Thursday; Labour Day of Bulgaria, which cal moves
// from weekdays too; orthodox Easter of Cyprus, a day early from 2100 on; and the list
// of New Zealand, which lacks Matariki. The rules of Japan are wrong after 2150; For
// returns an error there.
//
// # Cost
//
// For links the rules of all countries, about 0.3 MB of a binary. A program that
// needs one country imports its rules and package dated, which also accepts a
// list of your own. Ten years of a country take a tenth of a millisecond, all
// 290 years a few milliseconds; the range and the result are bounded.
//
// # Purity and concurrency
//
// For and Codes read only their arguments and are safe for concurrent use. Each call
// returns a new slice.
package holidays
