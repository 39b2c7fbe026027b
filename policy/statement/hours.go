package statement

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A schedule is the part of a calendar that a statement describes.
type schedule struct {
	cal    *calendar.Calendar
	config calendar.Config // of a plain calendar
	op     calendar.Operation
	parts  []*calendar.Calendar // of a composed one
	always bool                 // it never closes
}

func (w *writer) schedule(cal *calendar.Calendar) *schedule {
	s := w.schedules[cal]
	if s == nil {
		config, _ := cal.Config()
		s = &schedule{cal: cal, config: config, always: cal.IsAlwaysOpen()}
		s.op, s.parts = cal.Parts()
		w.schedules[cal] = s
	}
	return s
}

// isAlways reports whether a calendar never closes.
func (w *writer) isAlways(cal *calendar.Calendar) bool { return w.schedule(cal).always }

// withHours adds the hours in which a deadline counts: the hours themselves if they are
// the same on all open days of the week, or else the name of the calendar. A fixed date
// has no hours.
func (w *writer) withHours(text string, cal *calendar.Calendar, deadline promise.Deadline) string {
	if _, isDate := deadline.Date(); isDate {
		return text
	}
	if !slices.ContainsFunc(w.calendars, cal.Equal) {
		w.calendars = append(w.calendars, cal)
	}
	s := w.schedule(cal)
	_, days := deadline.BusinessDays()
	switch {
	case s.always && days:
		return text + ", " + w.c.say(everyDay)
	case s.always:
		return text + ", " + w.c.say(aroundTheClock)
	case s.op == 0 && len(groups(s.config.Week)) == 1:
		return text + ", " + w.plainHours(s)
	case cal.Name() == "":
		return text
	}
	return w.c.say(byHoursOf, "within", text, "calendar", w.quoted(cal.Name()))
}

// hours writes the hours of every calendar that was mentioned, and its special days in
// the year to come.
func (w *writer) hours() {
	for _, cal := range w.calendars {
		s := w.schedule(cal)
		w.about = Sentence{Heading: w.c.say(hoursHeading), Calendar: cal.Name(), Rule: -1}
		w.add(w.c.say(hoursAre, "calendar", w.called(cal), "hours", w.hoursOf(s)))
		w.special(s)
	}
}

// called returns the name of a calendar for the beginning of a sentence.
func (w *writer) called(cal *calendar.Calendar) string {
	if cal.Name() == "" {
		return w.c.say(thisCalendar)
	}
	return w.quoted(cal.Name())
}

// hoursOf returns the weekly hours, or the parts of a composed calendar.
func (w *writer) hoursOf(s *schedule) string {
	switch s.op {
	case calendar.UnionOf:
		return w.c.say(openWhenAny, "parts", w.parts(s.parts))
	case calendar.IntersectionOf:
		return w.c.say(openWhenAll, "parts", w.parts(s.parts))
	case calendar.DifferenceOf:
		return w.c.say(openExcept, "first", w.parts(s.parts[:1]), "parts", w.parts(s.parts[1:]))
	}
	return w.plainHours(s)
}

func (w *writer) parts(calendars []*calendar.Calendar) string {
	var texts []string
	for _, cal := range calendars {
		text := w.hoursOf(w.schedule(cal))
		if cal.Name() != "" {
			text = w.quoted(cal.Name()) + " (" + text + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

// plainHours returns weekly hours with their zone.
func (w *writer) plainHours(s *schedule) string {
	text := w.c.say(neverWeekly)
	all := groups(s.config.Week)
	switch {
	case len(all) == 1 && len(all[0].days) == 7 && isAllDay(all[0].hours):
		text = w.c.say(aroundTheClock)
	case len(all) > 0:
		var parts []string
		for _, g := range all {
			parts = append(parts, w.c.say(dayHours, "days", w.weekdays(g.days), "hours", w.windows(g.hours)))
		}
		text = strings.Join(parts, "; ")
	}
	return w.c.say(inZone, "hours", text, "zone", w.zone(s.cal.Zone().String()))
}

// zone returns the name of a time zone: in the administrator's words, or the place in
// its name.
func (w *writer) zone(name string) string {
	said := plaintext.Line(name)
	if strings.Contains(name, "/") && !strings.HasPrefix(name, "Etc/") {
		said = w.c.say(zoneNamed, "place", plaintext.Line(strings.ReplaceAll(path.Base(name), "_", " ")))
	}
	return w.phrase(name, said)
}

// A group is the days of a week that have the same hours, counted from Monday.
type group struct {
	days  []int
	hours calendar.Hours
}

func groups(week calendar.Week) (list []group) {
	for day := range 7 {
		hours := week[(day+1)%7]
		if len(hours) == 0 {
			continue
		}
		i := slices.IndexFunc(list, func(g group) bool { return slices.Equal(g.hours, hours) })
		if i < 0 {
			list, i = append(list, group{hours: hours}), len(list)
		}
		list[i].days = append(list[i].days, day)
	}
	return list
}

// weekdays returns days of the week, three and more in a row as a range.
func (w *writer) weekdays(days []int) string {
	var texts []string
	name := func(day int) string { return w.c.weekdays[(day+1)%7] }
	for i := 0; i < len(days); {
		end := i
		for end+1 < len(days) && days[end+1] == days[end]+1 {
			end++
		}
		if end-i < 2 {
			end = i
			texts = append(texts, name(days[i]))
		} else {
			texts = append(texts, w.c.say(dayRange, "from", name(days[i]), "to", name(days[end])))
		}
		i = end + 1
	}
	return list(texts, w.c.and)
}

// isAllDay reports whether hours are those from midnight to midnight.
func isAllDay(hours calendar.Hours) bool {
	return slices.Equal(hours, calendar.Hours{{Open: 0, Close: 24 * clock.Hour}})
}

// windows returns the hours of a day.
func (w *writer) windows(hours calendar.Hours) string {
	if isAllDay(hours) {
		return w.c.say(allDay)
	}
	var texts []string
	for _, window := range hours {
		how := timeRange
		if window.Close <= window.Open {
			how = timeRangeNight
		}
		texts = append(texts, w.c.say(how, "from", w.bareClock(window.Open), "to", w.bareClock(window.Close)))
	}
	return list(texts, w.c.and)
}

// mostDays bounds the days of a calendar that are listed one by one.
const mostDays = 12

// special writes the days of the year from now on which a plain calendar, or the parts
// of a composed one, has other hours than in the week.
func (w *writer) special(s *schedule) {
	for _, part := range s.parts {
		w.special(w.schedule(part))
	}
	if s.op != 0 {
		return
	}
	cal := s.cal
	var closed, other []date.Date
	first, last := date.NewAt(w.now.In(cal.Zone())), date.NewAt(w.yearOn().In(cal.Zone()))
	for day := first; day < last; day++ {
		usual, open := usualOn(cal, s.config.Week, day), cal.OpenOn(day)
		switch {
		case !isSupported(day) || slices.EqualFunc(usual, open, sameSpan):
		case len(open) == 0:
			closed = append(closed, day)
		default:
			other = append(other, day)
		}
	}
	name, until := w.called(cal), w.date(shortDate, midday(last-1))
	if len(closed) > 0 {
		var texts []string
		for _, day := range closed[:min(mostDays, len(closed))] {
			texts = append(texts, w.day(s, day, shortDate))
		}
		w.add(w.c.say(closedOn, "calendar", name, "until", until, "days", list(texts, w.c.and)))
	}
	if more := len(closed) - mostDays; more > 0 {
		w.add(w.c.say(closedOften, "calendar", name, "until", until, "n", w.c.count(w.c.otherDays, more)))
	}
	for _, day := range other[:min(mostDays, len(other))] {
		w.add(w.c.say(otherHoursOn, "calendar", name, "date", w.day(s, day, longDate), "hours", w.spans(cal.OpenOn(day))))
	}
	if more := len(other) - mostDays; more > 0 {
		w.add(w.c.say(otherHoursOften, "calendar", name, "until", until, "n", w.c.count(w.c.otherDays, more)))
	}
}

// isSupported reports whether calendars support a date.
func isSupported(day date.Date) bool { return day.Year() >= 1900 && day.Year() < 2190 }

// usualOn returns the weekly open time on a date.
func usualOn(cal *calendar.Calendar, week calendar.Week, day date.Date) (spans []calendar.Span) {
	for _, window := range week[day.Weekday()] {
		from, to := cal.At(day, window.Open), cal.At(day, window.Close)
		if window.Close <= window.Open {
			to = cal.At(day+1, window.Close)
		}
		if to.After(from) {
			spans = append(spans, calendar.Span{From: from, To: to})
		}
	}
	return spans
}

func sameSpan(a, b calendar.Span) bool { return a.From.Equal(b.From) && a.To.Equal(b.To) }

// day returns a date, with its names in the calendar.
func (w *writer) day(s *schedule, day date.Date, how message) string {
	var names []string
	for _, name := range s.namesOn(day) {
		names = append(names, w.phrase(name, plaintext.Line(name)))
	}
	text := w.date(how, midday(day))
	if len(names) > 0 {
		text = w.c.say(namedDate, "name", list(names, w.c.and), "date", text)
	}
	return text
}

// namesOn returns the names of a date in the calendar, breaks by their names alone.
func (s *schedule) namesOn(day date.Date) []string {
	var breaks []calendar.Break
	for _, b := range s.config.Breaks {
		if b.On == day {
			breaks = append(breaks, b)
		}
	}
	names := s.cal.NamesOn(day)
	for i, b := range breaks { // they come last, in the same order
		if b.Name != "" {
			names[len(names)-len(breaks)+i] = b.Name
		}
	}
	return names
}

// midday returns an instant on a date, to format it.
func midday(day date.Date) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, time.UTC)
}

// spans returns open time in the clock of its zone.
func (w *writer) spans(spans []calendar.Span) string {
	var texts []string
	for _, s := range spans {
		how := timeRange
		from, to := clockOf(s.From), clockOf(s.To)
		if to == 0 {
			to += clock.Day
		} else if to <= from {
			how = timeRangeNight
		}
		texts = append(texts, w.c.say(how, "from", w.bareClock(from), "to", w.bareClock(to)))
	}
	return list(texts, w.c.and)
}
