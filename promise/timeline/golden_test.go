package timeline_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

const (
	berlinDoc  = `{"name":"Berlin support","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30","days":[{"on":"2026-01-06","name":"Epiphany"}]}`
	newYorkDoc = `{"name":"New York desk","zone":"America/New_York","week":"Mo-Su 06:00-22:00"}`
)

func parse(tb testing.TB, doc string) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(doc))
	require.NoError(tb, err)
	return cal
}

// A story is a typical promise, and when it is looked at.
type story struct {
	name, calendar string
	terms          promise.Terms
	about          promise.About
	made, at       string
	events         []promise.Event
	customer       bool // is drawn for the customer too
}

// instant reads "2026-01-05 09:00" on the wall of a zone.
func instant(tb testing.TB, zone *time.Location, text string) time.Time {
	tb.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	require.NoError(tb, err)
	return at
}

func (s story) explain(tb testing.TB) (promise.Explanation, *calendar.Calendar) {
	tb.Helper()
	cal := parse(tb, s.calendar)
	s.terms.Calendar = cal
	p, err := promise.Make(s.terms, s.about, instant(tb, cal.Zone(), s.made))
	require.NoError(tb, err)
	now := instant(tb, cal.Zone(), "2027-01-01 00:00")
	p, err = p.Record(now, s.events...)
	require.NoError(tb, err)
	return p.Explain(instant(tb, cal.Zone(), s.at)), cal
}

func stories(tb testing.TB) []story {
	tb.Helper()
	berlin, newYork := parse(tb, berlinDoc).Zone(), parse(tb, newYorkDoc).Zone()
	in := func(text string) time.Time { return instant(tb, berlin, text) }
	return []story{
		{
			name: "kept", calendar: berlinDoc, made: "2026-01-07 09:20", at: "2026-01-08 10:10",
			terms: promise.Terms{Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour)},
			about: promise.About{ID: "T-7", To: "ACME", Name: "first reply"},
			events: []promise.Event{
				{Kind: promise.Fulfill, At: in("2026-01-08 09:45")},
			},
		},
		{
			name: "atrisk", calendar: berlinDoc, made: "2026-01-05 10:00", at: "2026-01-08 15:15",
			terms: promise.Terms{Due: promise.Within(20 * time.Hour), Target: promise.Within(16 * time.Hour)},
			about: promise.About{ID: "R-118", To: "Dr. Braun", Name: "repair of the centrifuge"},
			events: []promise.Event{
				{Kind: promise.Pause, At: in("2026-01-07 14:00"), Reason: "waiting for the serial number"},
				{Kind: promise.Resume, At: in("2026-01-07 16:30")},
			},
		},
		{
			name: "weekend", calendar: berlinDoc, made: "2026-01-15 11:00", at: "2026-01-18 20:00",
			terms: promise.Terms{Due: promise.Within(14 * time.Hour), Target: promise.Within(12 * time.Hour)},
			about: promise.About{ID: "T-31", To: "Kiosk Lindenstraße", Name: "answer"},
			events: []promise.Event{
				{Kind: promise.Pause, At: in("2026-01-16 15:00"), Reason: "the customer looks for the invoice of 2024 & the delivery note <both pages>"},
			},
		},
		{
			name: "broken", calendar: berlinDoc, made: "2026-01-05 09:00", at: "2026-01-12 12:00",
			terms: promise.Terms{Due: promise.Within(20 * time.Hour), Target: promise.Before(4 * time.Hour), Notice: 8 * time.Hour},
			about: promise.About{ID: "O-4711", To: "Bäckerei Sommer", Name: "delivery of the oven door"},
			events: []promise.Event{
				{Kind: promise.Pause, At: in("2026-01-07 10:00"), Reason: "customer closed for stocktaking"},
				{Kind: promise.Resume, At: in("2026-01-07 14:00")},
				{Kind: promise.Resume, At: in("2026-01-07 16:00"), ID: "mail-9"},
				{Kind: promise.Revise, At: in("2026-01-08 15:00"), Reason: "the part is late", Terms: promise.Terms{Due: promise.By(in("2026-01-13 12:00"))}},
			},
		},
		{
			name: "clockchange", calendar: newYorkDoc, made: "2026-03-06 15:00", at: "2026-03-09 08:00",
			terms: promise.Terms{Due: promise.Within(40 * time.Hour), Target: promise.Within(32 * time.Hour)},
			about: promise.About{ID: "C-9", To: "Harbor Café", Name: "callback"},
			events: []promise.Event{
				{Kind: promise.Pause, At: instant(tb, newYork, "2026-03-07 23:00"), Reason: "line down"},
				{Kind: promise.Resume, At: instant(tb, newYork, "2026-03-08 11:00")},
			},
		},
		{
			name: "conditional", calendar: berlinDoc, made: "2026-01-07 10:00", at: "2026-01-08 10:20", customer: true,
			terms: promise.Terms{
				Due: promise.By(in("2026-01-09 16:00")), Target: promise.By(in("2026-01-09 12:00")),
				Conditions: []promise.Condition{
					{Name: "log file received", By: in("2026-01-08 12:00"), Wording: map[string]string{"de": "wir Ihre Logdatei haben", "en": "we have your log file"}},
					{Name: "key of the cabinet", By: in("2026-01-07 15:00"), Else: promise.ElseMove},
					{Name: "approval by finance", By: in("2026-01-07 17:00"), Else: promise.ElseMove},
				},
			},
			about: promise.About{ID: "T-58", To: "Praxis Dr. Özgür", Name: "analysis of the failure"},
			events: []promise.Event{
				{Kind: promise.Meet, At: in("2026-01-07 14:10"), Condition: "key of the cabinet"},
				{Kind: promise.Meet, At: in("2026-01-07 16:30"), Condition: "approval by finance"},
				{Kind: promise.Update, At: in("2026-01-07 11:30"), By: promise.Person("Ann Weber"), Channel: "email", Note: "asked for the log file once more"},
			},
		},
		{
			name: "toldlate", calendar: berlinDoc, made: "2026-01-07 09:00", at: "2026-01-08 15:30", customer: true,
			terms: promise.Terms{Due: promise.Within(15*time.Hour + 90*time.Second + 250*time.Millisecond), Target: promise.Within(12 * time.Hour)},
			about: promise.About{ID: "T-61", To: "Nordlicht GmbH", Name: "replacement of the pump"},
			events: []promise.Event{
				{Kind: promise.Update, At: in("2026-01-07 15:12").Add(7300 * time.Millisecond), By: promise.Bot("pacer"), Channel: "portal"},
				{Kind: promise.Pause, At: in("2026-01-08 10:00").Add(41 * time.Second), Reason: "waiting for access to the plant"},
				{Kind: promise.Resume, At: in("2026-01-08 11:20").Add(1900 * time.Millisecond)},
				{Kind: promise.Update, At: in("2026-01-08 14:05").Add(12 * time.Second), By: promise.Person("Jörg Ahlers"), Channel: "phone", Late: true, Reason: "stuck in customs for two days"},
			},
		},
	}
}

// TestGolden draws typical promises.
func TestGolden(t *testing.T) {
	for _, s := range stories(t) {
		t.Run(s.name, func(t *testing.T) {
			e, cal := s.explain(t)
			documenttest.Golden(t, s.name+".svg", timeline.SVG(e, timeline.Options{Calendar: cal, Width: 720, ID: s.name}))
			if s.customer {
				documenttest.Golden(t, s.name+"-customer.svg", timeline.SVG(e, timeline.Options{Calendar: cal, Width: 720, ID: s.name, ForCustomer: true}))
			}
		})
	}
}
