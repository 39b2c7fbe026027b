// Package monthview returns one month of a calendar as a page that a user interface
// can draw: weeks of seven days, each with its open time, the names of its holidays
// and breaks, and whether it is a business day.
//
//	m := monthview.Of(cal, 2026, time.December, time.Monday)
//	for _, week := range m.Weeks {
//		for _, day := range week {
//			// day.On, day.InMonth, day.Open, day.Names, day.Business
//		}
//	}
//	fmt.Print(m) // the same as text
//
// A page is data: it marshals as JSON, and [Month.String] returns it as text. Its open
// time is that of [calendar.Calendar.OpenOn], so hours that run past midnight belong to
// the date on which they open, and a clock change shows in the length of its day. All
// times are in the calendar's zone. The functions are pure, and safe for concurrent use.
package monthview

import (
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
)

// A Month is the page of one month. The zero Month has no weeks.
type Month struct {
	Year  int        `json:"year"`
	Month time.Month `json:"month"`
	// Weeks are the four to six weeks of the month. The first and the last are filled
	// up with days of the months before and after.
	Weeks [][7]Day `json:"weeks"`
}

// A Day is one field of the page.
type Day struct {
	// On is the date.
	On date.Date `json:"on"`
	// InMonth reports whether the date is in the month of the page.
	InMonth bool `json:"in_month"`
	// Business reports whether the date is a business day. Only a composed calendar
	// can have a business day without open time.
	Business bool `json:"business"`
	// Skipped reports whether the zone's clock skipped the whole date.
	Skipped bool `json:"skipped,omitempty"`
	// Open is the open time of the date, in order. It is empty if the date is closed.
	Open []calendar.Span `json:"open"`
	// Names are the names of the date's day and breaks: "Christmas Day".
	Names []string `json:"names,omitempty"`
	// Total is the length of Open, in JSON a text like "7h30m0s". A night that
	// overlaps the hours of the next date counts on both.
	Total time.Duration `json:"total"`
}

// MarshalJSON writes the day, its total as "7h30m0s".
func (d Day) MarshalJSON() ([]byte, error) { return document.MarshalFields("monthview", d) }

// UnmarshalJSON reads the document of MarshalJSON. An unknown field is an error.
func (d *Day) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("monthview", doc, d) }

// MarshalJSON writes the page, its month as a number from 1 to 12.
func (m Month) MarshalJSON() ([]byte, error) { return document.MarshalFields("monthview", m) }

// UnmarshalJSON reads the document of MarshalJSON. An unknown field, a month outside 1
// to 12 and a week that does not have seven days are errors.
func (m *Month) UnmarshalJSON(doc []byte) error {
	var d struct {
		Year  int     `json:"year"`
		Month int     `json:"month"`
		Weeks [][]Day `json:"weeks"`
	}
	if err := document.Unmarshal("monthview", doc, &d); err != nil {
		return err
	}
	wrong := document.Problems{Package: "monthview"}
	if d.Month < 0 || d.Month > 12 || d.Month == 0 && len(d.Weeks) > 0 {
		wrong.Add("month", "%d is out of range; expected 1 to 12", d.Month)
	}
	read := Month{Year: d.Year, Month: time.Month(d.Month)}
	for i, week := range d.Weeks {
		if len(week) != 7 {
			wrong.Add(fmt.Sprintf("weeks[%d]", i), "expected 7 days, got %d", len(week))
			continue
		}
		read.Weeks = append(read.Weeks, [7]Day(week))
	}
	if err := wrong.Err(); err != nil {
		return document.Locate(doc, err)
	}
	*m = read
	return nil
}

// Of returns the page of a month, with weeks that begin on the given weekday.
// A month outside January to December is a month of another year, as in [time.Date].
// The calendar is closed outside its supported range.
func Of(cal *calendar.Calendar, year int, month time.Month, first time.Weekday) Month {
	begin := date.New(year, month, 1)
	m := Month{Year: begin.Year(), Month: begin.Month()}
	on := begin - date.Date((int(begin.Weekday())-int(first)%7+14)%7)
	for on <= begin || on.Month() == m.Month {
		var week [7]Day
		for i := range week {
			week[i] = dayOf(cal, on, on.Month() == m.Month)
			on++
		}
		m.Weeks = append(m.Weeks, week)
	}
	return m
}

func dayOf(cal *calendar.Calendar, on date.Date, inMonth bool) Day {
	d := Day{
		On: on, InMonth: inMonth, Business: cal.IsBusinessDay(on), Skipped: cal.At(on, 0).Equal(cal.At(on+1, 0)),
		Open: cal.OpenOn(on), Names: cal.NamesOn(on),
	}
	if d.Open == nil {
		d.Open = []calendar.Span{}
	}
	for _, s := range d.Open {
		d.Total += s.To.Sub(s.From)
	}
	return d
}

// String returns the days of the month, one a line, with a blank line between weeks.
func (m Month) String() string {
	if len(m.Weeks) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d\n", m.Month, m.Year)
	for i, week := range m.Weeks {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, d := range week {
			if d.InMonth {
				b.WriteString(strings.TrimRight(d.line(), " ") + "\n")
			}
		}
	}
	return b.String()
}

// line returns one day as text: "Thu 24  09:00-12:00  Christmas Eve".
func (d Day) line() string {
	hours := "closed"
	switch {
	case d.Skipped:
		hours = "skipped"
	case len(d.Open) > 0:
		var spans []string
		for _, s := range d.Open {
			spans = append(spans, d.clock(s.From)+"-"+d.clock(s.To))
		}
		hours = strings.Join(spans, ",")
	}
	return fmt.Sprintf("%.3s %2d  %-23s  %s", d.On.Weekday(), d.On.Day(), hours, plaintext.Sentence(strings.Join(d.Names, ", ")))
}

// clock returns a time of day as text; the midnight that ends the date is 24:00.
func (d Day) clock(t time.Time) string {
	switch {
	case date.NewAt(t) == d.On+1 && t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0:
		return "24:00"
	case t.Second() != 0:
		return t.Format(time.TimeOnly)
	}
	return t.Format("15:04")
}
