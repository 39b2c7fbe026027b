package ical_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/ical"
)

// definitions are VTIMEZONEs that say what zones of the database do, in some
// years, as calendar programs write them.
var definitions = map[string]struct {
	from, to int
	text     string
}{
	"Europe/Berlin": {1997, 2100, `
		BEGIN:STANDARD
		DTSTART:16010101T030000
		TZOFFSETFROM:+0200
		TZOFFSETTO:+0100
		RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
		END:STANDARD
		BEGIN:DAYLIGHT
		DTSTART:16010101T020000
		TZOFFSETFROM:+0100
		TZOFFSETTO:+0200
		RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
		END:DAYLIGHT`},
	"America/New_York": {1968, 2100, `
		BEGIN:DAYLIGHT
		DTSTART:19670430T020000
		RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=4;UNTIL=19730429T070000Z
		TZOFFSETFROM:-0500
		TZOFFSETTO:-0400
		TZNAME:EDT
		END:DAYLIGHT
		BEGIN:STANDARD
		DTSTART:19671029T020000
		RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20061029T060000Z
		TZOFFSETFROM:-0400
		TZOFFSETTO:-0500
		TZNAME:EST
		END:STANDARD
		BEGIN:DAYLIGHT
		DTSTART:19740106T020000
		RDATE:19750223T020000
		TZOFFSETFROM:-0500
		TZOFFSETTO:-0400
		END:DAYLIGHT
		BEGIN:DAYLIGHT
		DTSTART:19760425T020000
		RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=4;UNTIL=19860427T070000Z
		TZOFFSETFROM:-0500
		TZOFFSETTO:-0400
		END:DAYLIGHT
		BEGIN:DAYLIGHT
		DTSTART:19870405T020000
		RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=20060402T070000Z
		TZOFFSETFROM:-0500
		TZOFFSETTO:-0400
		END:DAYLIGHT
		BEGIN:DAYLIGHT
		DTSTART:20070311T020000
		RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
		TZOFFSETFROM:-0500
		TZOFFSETTO:-0400
		END:DAYLIGHT
		BEGIN:STANDARD
		DTSTART:20071104T020000
		RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
		TZOFFSETFROM:-0400
		TZOFFSETTO:-0500
		END:STANDARD`},
	"Australia/Lord_Howe": {2009, 2100, `
		BEGIN:STANDARD
		DTSTART:20080406T020000
		RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU
		TZOFFSETFROM:+1100
		TZOFFSETTO:+1030
		END:STANDARD
		BEGIN:DAYLIGHT
		DTSTART:20081005T020000
		RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU
		TZOFFSETFROM:+1030
		TZOFFSETTO:+1100
		END:DAYLIGHT`},
	"Asia/Kolkata": {1950, 2100, `
		BEGIN:STANDARD
		DTSTART:16010101T000000
		TZOFFSETFROM:+0530
		TZOFFSETTO:+0530
		END:STANDARD`},
	"Europe/Dublin": {1997, 2100, `
		BEGIN:STANDARD
		DTSTART:19970330T010000
		RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
		TZOFFSETFROM:+0000
		TZOFFSETTO:+0100
		END:STANDARD
		BEGIN:DAYLIGHT
		DTSTART:19961027T020000
		RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
		TZOFFSETFROM:+0100
		TZOFFSETTO:+0000
		END:DAYLIGHT`},
}

func timezone(tzid, text string) []string {
	list := []string{"BEGIN:VTIMEZONE", "TZID:" + tzid}
	list = append(list, strings.Split(strings.TrimSpace(lines(text)), "\n")...)
	return append(list, "END:VTIMEZONE")
}

// TestDefinedZones checks that a zone that is defined in the feed turns times
// into the same instants as the zone of the database that it describes, and so
// does what recurs in it.
func TestDefinedZones(t *testing.T) {
	for name, definition := range definitions {
		t.Run(name, func(t *testing.T) {
			zone := loadZone(t, name)
			rapid.Check(t, func(rt *rapid.T) {
				year := rapid.IntRange(definition.from, definition.to).Draw(rt, "year")
				at := time.Date(year, time.January, 2, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 362*1440).Draw(rt, "minute")) * time.Minute)
				if rapid.Bool().Draw(rt, "near a change") {
					if _, change := at.In(zone).ZoneBounds(); !change.IsZero() && change.Year() == year {
						_, offset := change.Zone()
						at = change.UTC().Add(time.Duration(offset)*time.Second + time.Duration(rapid.IntRange(-150, 150).Draw(rt, "minutes away"))*time.Minute)
					}
				}
				start, end := at.Format("20060102T150405"), at.Add(95*time.Minute).Format("20060102T150405")
				first := date.NewAt(at) - 2
				c := ical.Config{Zone: time.UTC, First: first, Last: first + date.Date(rapid.IntRange(4, 900).Draw(rt, "long"))}
				event := func(tzid string) []string {
					return []string{"BEGIN:VEVENT", "UID:x", "DTSTART;TZID=" + tzid + ":" + start, "DTEND;TZID=" + tzid + ":" + end, "RRULE:FREQ=DAILY;INTERVAL=13;UNTIL=" + at.AddDate(0, 9, 0).Format("20060102T150405Z"), "END:VEVENT"}
				}
				want := show(read(t, calendarOf(event(name)...), c))
				got := show(read(t, calendarOf(append(timezone("Somewhere else", definition.text), event("Somewhere else")...)...), c))
				require.NotEmpty(rt, want)
				require.Equal(rt, want, got, "%s to %s", start, end)
			})
		})
	}
}

// TestZoneNames shows what a TZID may name.
func TestZoneNames(t *testing.T) {
	berlin := definitions["Europe/Berlin"].text
	event := func(tzid string) []string {
		return []string{"BEGIN:VEVENT", "UID:x", fmt.Sprintf("DTSTART;TZID=%s:20260708T100000", tzid), "DURATION:PT1H", "END:VEVENT"}
	}
	c := in(t, "UTC")
	for name, feed := range map[string]string{
		"Outlook":                       calendarOf(append(timezone("W. Europe Standard Time", berlin), event("W. Europe Standard Time")...)...),
		"Outlook, quoted":               calendarOf(append(timezone(`(UTC+01:00) Amsterdam\, Berlin`, berlin), event(`"(UTC+01:00) Amsterdam, Berlin"`)...)...),
		"Mozilla":                       calendarOf(append(timezone("/mozilla.org/20050126_1/Europe/Berlin", berlin), event("/mozilla.org/20050126_1/Europe/Berlin")...)...),
		"defined after the event":       calendarOf(append(event("Here"), timezone("Here", berlin)...)...),
		"the database goes first":       calendarOf(append(timezone("Europe/Berlin", definitions["America/New_York"].text), event("Europe/Berlin")...)...),
		"defined twice alike":           calendarOf(append(append(timezone("Here", berlin), timezone("Here", berlin)...), event("Here")...)...),
		"a name that means the machine": calendarOf(append(timezone("Local", berlin), event("Local")...)...),
	} {
		require.Equal(t, "07-08/08:00-09:00", brief(read(t, feed, c)), name)
	}
	// Each VCALENDAR has its own definitions.
	second := strings.Replace(calendarOf(append(timezone("Here", definitions["Asia/Kolkata"].text), event("Here")...)...), "UID:x", "UID:y", 1)
	first := calendarOf(append(timezone("Here", berlin), event("Here")...)...)
	require.Equal(t, "07-08/04:30-05:30 07-08/08:00-09:00", brief(read(t, first+second, c)))
	// A definition that nothing uses may be broken.
	require.Equal(t, "07-08/08:00-09:00", brief(read(t, calendarOf(append(timezone("Broken", "BEGIN:STANDARD\nDTSTART:x\nEND:STANDARD"), event("Europe/Berlin")...)...), c)))
}
