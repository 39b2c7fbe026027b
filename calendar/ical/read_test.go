package ical_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/ical"
)

// TestEvents reads one event a case, in the calendar of Berlin and the year
// 2026 unless it says otherwise.
func TestEvents(t *testing.T) {
	for _, c := range []struct {
		name, event, want string
		zone              string
		open              bool
	}{
		// All-day events.
		{name: "a date", event: "DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas", want: "2026-12-25 closed Christmas"},
		{name: "a date without VALUE", event: "DTSTART:20261225", want: "2026-12-25 closed"},
		{name: "a date with a zone that means nothing", event: "DTSTART;TZID=Nowhere;VALUE=DATE:20261225", want: "2026-12-25 closed"},
		{name: "the end is exclusive", event: "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227", want: "2026-12-24 closed\n2026-12-25 closed\n2026-12-26 closed"},
		{name: "a duration of days", event: "DTSTART;VALUE=DATE:20261224\nDURATION:P2D", want: "2026-12-24 closed\n2026-12-25 closed"},
		{name: "a duration of a week reaches past the last date", event: "DTSTART;VALUE=DATE:20261230\nDURATION:P1W", want: "2026-12-30 closed\n2026-12-31 closed"},
		{name: "begun before the first date", event: "DTSTART;VALUE=DATE:20251220\nDTEND;VALUE=DATE:20260103", want: "2026-01-01 closed\n2026-01-02 closed"},
		{name: "out of the dates", event: "DTSTART;VALUE=DATE:20270101", want: ""},
		{name: "all day as Outlook writes it", event: "DTSTART;TZID=Europe/Berlin:20261224T000000\nDTEND;TZID=Europe/Berlin:20261226T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE", want: "2026-12-24 closed\n2026-12-25 closed"},
		{name: "midnight to midnight is a break otherwise", event: "DTSTART:20261224T000000\nDTEND:20261225T000000", want: "2026-12-24 break 00:00-24:00"},

		// Timed events.
		{name: "floating", event: "DTSTART:20260108T100000\nDTEND:20260108T113000\nSUMMARY:all hands", want: "2026-01-08 break 10:00-11:30 all hands"},
		{name: "UTC", event: "DTSTART:20260108T100000Z\nDTEND:20260108T113000Z", want: "2026-01-08 break 11:00-12:30"},
		{name: "UTC in summer", event: "DTSTART:20260708T100000Z\nDTEND:20260708T113000Z", want: "2026-07-08 break 12:00-13:30"},
		{name: "its own zone", event: "DTSTART;TZID=Europe/Berlin:20260108T100000\nDTEND;TZID=Europe/Berlin:20260108T113000", want: "2026-01-08 break 10:00-11:30"},
		{name: "another zone", event: "DTSTART;TZID=America/New_York:20260108T100000\nDTEND;TZID=America/New_York:20260108T113000", want: "2026-01-08 break 16:00-17:30"},
		{name: "parameters in lower case", event: "dtstart;tzid=America/New_York;value=date-time:20260108T100000\ndtend;tzid=\"America/New_York\":20260108T113000", want: "2026-01-08 break 16:00-17:30"},
		{name: "from one zone into another", event: "DTSTART;TZID=America/New_York:20260108T180000\nDTEND;TZID=Europe/Berlin:20260109T073000", want: "2026-01-09 break 00:00-07:30"},
		{name: "seconds", event: "DTSTART:20260108T100007\nDTEND:20260108T113059", want: "2026-01-08 break 10:00:07-11:30:59"},
		{name: "a leap second", event: "DTSTART:20260108T100000\nDTEND:20260108T105960", want: "2026-01-08 break 10:00-10:59:59"},
		{name: "a duration", event: "DTSTART:20260108T100000\nDURATION:PT1H30M", want: "2026-01-08 break 10:00-11:30"},
		{name: "a duration of days and hours", event: "DTSTART:20260108T220000\nDURATION:P1DT4H", want: "2026-01-08 break 22:00-24:00\n2026-01-09 break 00:00-24:00\n2026-01-10 break 00:00-02:00"},
		{name: "over midnight", event: "DTSTART:20260108T220000\nDTEND:20260109T020000", want: "2026-01-08 break 22:00-24:00\n2026-01-09 break 00:00-02:00"},
		{name: "to midnight", event: "DTSTART:20260108T220000\nDTEND:20260109T000000", want: "2026-01-08 break 22:00-24:00"},
		{name: "over the last date", event: "DTSTART:20261231T220000\nDTEND:20270101T020000", want: "2026-12-31 break 22:00-24:00"},
		{name: "over the first date", event: "DTSTART:20251231T220000\nDTEND:20260101T020000", want: "2026-01-01 break 00:00-02:00"},
		{name: "no end takes no time", event: "DTSTART:20260108T100000", want: `ignored: ical: line 4: event "x": ends when it starts, so it takes no time; give it a dtend`},
		{name: "an end at the start takes no time", event: "DTSTART:20260108T100000\nDTEND:20260108T100000", want: `ignored: ical: line 4: event "x": ends when it starts, so it takes no time; give it a dtend`},
		{name: "an end at the start in another zone takes no time", event: "DTSTART:20260108T100000\nDTEND:20260108T090000Z", want: `ignored: ical: line 4: event "x": ends when it starts, so it takes no time; give it a dtend`},
		{name: "a duration of nothing takes no time", event: "DTSTART:20260108T100000\nDURATION:PT0S", want: `ignored: ical: line 4: event "x": ends when it starts, so it takes no time; give it a dtend`},

		// When the clocks change. Berlin skips 02:00-03:00 on March 29, and
		// repeats it on October 25.
		{name: "a civil time in a gap stays one", event: "DTSTART:20260329T023000\nDTEND:20260329T050000", want: "2026-03-29 break 02:30-05:00"},
		{name: "a time in the gap of another zone is the jump", zone: "UTC", event: "DTSTART;TZID=Europe/Berlin:20260329T023000\nDTEND;TZID=Europe/Berlin:20260329T050000", want: "2026-03-29 break 01:00-03:00"},
		{name: "a time that comes twice in another zone is its first coming", zone: "UTC", event: "DTSTART;TZID=Europe/Berlin:20261025T023000\nDTEND;TZID=Europe/Berlin:20261025T050000", want: "2026-10-25 break 00:30-04:00"},
		{name: "the second coming is more than hours can say", event: "DTSTART:20261025T013000Z\nDTEND:20261025T040000Z", want: "2026-10-25 break 02:30-05:00"},
		{name: "an end in the second coming closes all of the hour", event: "DTSTART:20261025T000000Z\nDTEND:20261025T011500Z", want: "2026-10-25 break 02:00-03:00"},
		{name: "an opening in the second coming begins after it", open: true, event: "DTSTART:20261025T013000Z\nDTEND:20261025T040000Z", want: "2026-10-25 open 03:00-05:00"},
		{name: "an opening that ends in the second coming ends in the first", open: true, event: "DTSTART:20261024T220000Z\nDTEND:20261025T011500Z", want: "2026-10-25 open 00:00-02:15"},
		{name: "an opening within the second coming is lost, and told", open: true, event: "DTSTART:20261025T011500Z\nDTEND:20261025T013000Z\nRDATE:20261024T011500Z,20261025T011600Z", want: "2026-10-24 open 03:15-03:30\nignored: ical: line 4: event \"x\": takes no time on 2026-10-25 by the clock of Europe/Berlin, because clocks change then; add its hours to the calendar by hand"},
		{name: "what lies in the gap of another zone is lost, and told", zone: "UTC", event: "DTSTART;TZID=Europe/Berlin:20260329T021500\nDTEND;TZID=Europe/Berlin:20260329T024500", want: "ignored: ical: line 4: event \"x\": takes no time on 2026-03-29 by the clock of UTC, because clocks change then; add its hours to the calendar by hand"},
		{name: "half an hour comes twice", zone: "Australia/Lord_Howe", event: "DTSTART:20260404T143000Z\nDTEND:20260404T151000Z", want: "2026-04-05 break 01:30-02:00"},
		{name: "hours of a duration really pass", event: "DTSTART:20260328T220000\nDURATION:PT8H", want: "2026-03-28 break 22:00-24:00\n2026-03-29 break 00:00-07:00"},
		{name: "days of a duration do not", event: "DTSTART:20260328T220000\nDURATION:P1D", want: "2026-03-28 break 22:00-24:00\n2026-03-29 break 00:00-22:00"},
		{name: "an end is a wall time", event: "DTSTART:20260328T220000\nDTEND:20260329T060000", want: "2026-03-28 break 22:00-24:00\n2026-03-29 break 00:00-06:00"},

		// Openings.
		{name: "an opening", open: true, event: "DTSTART:20260108T100000\nDTEND:20260108T113000\nSUMMARY:sale", want: "2026-01-08 open 10:00-11:30 sale"},
		{name: "a night belongs to its evening", open: true, event: "DTSTART:20260108T220000\nDTEND:20260109T020000", want: "2026-01-08 open 22:00-02:00"},
		{name: "a night up to noon is cut", open: true, event: "DTSTART:20260108T220000\nDTEND:20260109T120000", want: "2026-01-08 open 22:00-24:00\n2026-01-09 open 00:00-12:00"},
		{name: "more than a day, up to a morning", open: true, event: "DTSTART:20260108T060000\nDTEND:20260109T070000", want: "2026-01-08 open 06:00-24:00,12:00-07:00"},
		{name: "two days and a night", open: true, event: "DTSTART:20260108T060000\nDTEND:20260110T030000", want: "2026-01-08 open 06:00-24:00\n2026-01-09 open 00:00-24:00,12:00-03:00"},
		{name: "the tail of a night before the first date is that date's", open: true, event: "DTSTART:20251231T220000\nDTEND:20260101T020000", want: ""},
		{name: "the tail of the last night is the last date's", open: true, event: "DTSTART:20261231T220000\nDTEND:20270101T020000", want: "2026-12-31 open 22:00-02:00"},
		{name: "dates close all the same", open: true, event: "DTSTART:20261225", want: "2026-12-25 closed"},

		// Names.
		{name: "escaped", event: `DTSTART:20261225` + "\n" + `SUMMARY:Ämter\, Büros\; a \\ b\nund mehr`, want: `2026-12-25 closed Ämter, Büros; a \ b und mehr`},
		{name: "folded within a letter", event: "DTSTART:20261225\nSUMMARY:Weihn\xc3\n \xa4chten und No\n\tël", want: "2026-12-25 closed Weihnächten und Noël"},
		{name: "with a language", event: "DTSTART:20261225\nSUMMARY;LANGUAGE=de;X-A=\"b:c;d\":Weihnachten", want: "2026-12-25 closed Weihnachten"},

		// What does not count.
		{name: "cancelled", event: "DTSTART:20261225\nSTATUS:CANCELLED", want: ""},
		{name: "cancelled, and so broken that it has no date", event: "STATUS:CANCELLED", want: ""},
		{name: "tentative counts", event: "DTSTART:20261225\nSTATUS:TENTATIVE", want: "2026-12-25 closed"},
		{name: "a transparent date counts", event: "DTSTART:20261225\nTRANSP:TRANSPARENT", want: "2026-12-25 closed"},
		{name: "a transparent time does not", event: "DTSTART:20261225T100000\nDTEND:20261225T110000\nTRANSP:transparent\nSUMMARY:lunch", want: `ignored: ical: line 4: event "x": is transparent (free), so it does not block; set Transparent to CountAll if it should`},
		{name: "an alarm is not the event", event: "DTSTART:20261225\nBEGIN:VALARM\nSUMMARY:wake up\nDURATION:PT5M\nTRIGGER:-PT10M\nEND:VALARM\nSUMMARY:Christmas", want: "2026-12-25 closed Christmas"},
		{name: "what says nothing of time is not looked at", event: "DTSTART:20261225\nATTENDEE;X=\"a\\\"b:mailto:x\nDESCRIPTION;;;\nhttp://example.com/broken\nX-FOO\nGEO;A", want: "2026-12-25 closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := in(t, "Europe/Berlin")
			if c.zone != "" {
				config.Zone = loadZone(t, c.zone)
			}
			if c.open {
				config.Timed = ical.Open
			}
			feed := read(t, eventOf(strings.Split(c.event, "\n")...), config)
			if diff := cmp.Diff(strings.TrimSpace(c.want), strings.TrimSpace(show(feed))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestTransparency shows what the three choices count.
func TestTransparency(t *testing.T) {
	feed := calendarOf(
		"BEGIN:VEVENT", "UID:date", "DTSTART:20261225", "TRANSP:TRANSPARENT", "END:VEVENT",
		"BEGIN:VEVENT", "UID:time", "DTSTART:20261224T100000", "DTEND:20261224T110000", "TRANSP:TRANSPARENT", "END:VEVENT",
		"BEGIN:VEVENT", "UID:busy", "DTSTART:20261226", "TRANSP:OPAQUE", "END:VEVENT")
	c := in(t, "Europe/Berlin")
	for choice, want := range map[ical.Transparency][]string{
		0:                {"2026-12-25", "2026-12-26"},
		ical.CountAllDay: {"2026-12-25", "2026-12-26"},
		ical.CountAll:    {"2026-12-25", "2026-12-26", "2026-12-24"},
		ical.CountNone:   {"2026-12-26"},
	} {
		c.Transparent = choice
		got := read(t, feed, c)
		var dates []string
		for _, d := range got.Days {
			dates = append(dates, d.On.String())
		}
		for _, x := range got.Breaks {
			dates = append(dates, x.On.String())
		}
		require.Equal(t, want, dates, choice)
		require.Len(t, got.Ignored, 3-len(want), choice)
	}
}

// TestMerging puts several events on the same dates.
func TestMerging(t *testing.T) {
	feed := calendarOf(
		"BEGIN:VEVENT", "UID:1", "DTSTART:20261224T130000", "DTEND:20261224T150000", "SUMMARY:afternoon", "END:VEVENT",
		"BEGIN:VEVENT", "UID:2", "DTSTART:20261224T090000", "DTEND:20261224T120000", "SUMMARY:morning", "END:VEVENT",
		"BEGIN:VEVENT", "UID:3", "DTSTART:20261224T090000", "DTEND:20261224T120000", "SUMMARY:morning", "END:VEVENT",
		"BEGIN:VEVENT", "UID:4", "DTSTART:20261224", "SUMMARY:Christmas Eve", "END:VEVENT",
		"BEGIN:VEVENT", "UID:5", "DTSTART:20261224", "SUMMARY:Adam and Eve", "END:VEVENT",
		"BEGIN:VEVENT", "UID:6", "DTSTART:20261224", "END:VEVENT",
		"BEGIN:VEVENT", "UID:7", "DTSTART:20261224", "SUMMARY:Christmas Eve", "END:VEVENT")
	c := in(t, "Europe/Berlin")
	require.Equal(t, lines(`
		2026-12-24 closed Adam and Eve, Christmas Eve
		2026-12-24 break 09:00-12:00 morning
		2026-12-24 break 13:00-15:00 afternoon`), show(read(t, feed, c)))
	c.Timed = ical.Open
	require.Equal(t, lines(`
		2026-12-24 closed Adam and Eve, Christmas Eve
		2026-12-24 open 09:00-12:00,13:00-15:00 afternoon, morning`), show(read(t, feed, c)))
}

// TestForm reads the same event in every form that a feed may come in.
func TestForm(t *testing.T) {
	crlf := eventOf("DTSTART:20261225", "SUMMARY:Christmas")
	for name, feed := range map[string]string{
		"CRLF":                          crlf,
		"LF":                            strings.ReplaceAll(crlf, "\r\n", "\n"),
		"byte order mark":               "\xef\xbb\xbf" + crlf,
		"no last line end":              strings.TrimRight(crlf, "\r\n"),
		"empty lines":                   "\r\n\n" + strings.ReplaceAll(crlf, "\r\n", "\r\n\r\n"),
		"lower case":                    strings.NewReplacer("BEGIN:VEVENT", "begin:vevent", "END:V", "End:v", "UID", "uid", "DTSTART", "Dtstart").Replace(crlf),
		"blanks at the end of names":    strings.ReplaceAll(crlf, "VEVENT\r\n", "VEVENT \r\n"),
		"folded everywhere":             strings.NewReplacer("BEGIN", "BEG\r\n IN", "DTSTART:2026", "DTS\r\n\tTART:20\n 26", "Christ", "Chr\r\n i\r\n s\r\n t").Replace(crlf),
		"other components":              strings.Replace(crlf, "BEGIN:VEVENT", "BEGIN:VTODO\r\nUID:y\r\nDTSTART:20261201\r\nEND:VTODO\r\nBEGIN:X-THING\r\nBEGIN:VEVENT\r\nDTSTART:1\r\nEND:VEVENT\r\nEND:X-THING\r\nBEGIN:VEVENT", 1),
		"twice the same, word for word": strings.Replace(crlf, "END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Christmas\r\nDTSTART:20261225\r\nEND:VEVENT", 1),
		"two calendars":                 crlf + calendarOf(),
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, "2026-12-25 closed Christmas\n", show(read(t, feed, in(t, "Europe/Berlin"))))
		})
	}
	require.Empty(t, show(read(t, calendarOf(), in(t, "Europe/Berlin"))), "a calendar without events")
}

// TestSkipBad goes on after bad events and loses none.
func TestSkipBad(t *testing.T) {
	feed := calendarOf(
		"BEGIN:VEVENT", "UID:good", "DTSTART:20261224", "END:VEVENT",
		"BEGIN:VEVENT", "UID:series", "DTSTART:20260105T100000", "DTEND:20260105T110000", "RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT",
		"BEGIN:VEVENT", "UID:series", "RECURRENCE-ID:20260112T100000", "DTSTART:2026-01-12", "SUMMARY:moved", "END:VEVENT",
		"BEGIN:VEVENT", "SUMMARY:no uid", "DTSTART:20261225", "DTEND:20261224", "END:VEVENT",
		"BEGIN:VEVENT", "DTSTART:20261226", "END:VEVENT",
		"BEGIN:VEVENT", "UID:never", "DTSTART:20260101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "END:VEVENT")
	c := in(t, "Europe/Berlin")
	_, err := ical.Read(strings.NewReader(feed), c)
	require.Error(t, err)
	var problem *ical.Problem
	require.ErrorAs(t, err, &problem)
	require.Equal(t, ical.Problem{Line: 17, UID: "series", Name: "moved", Err: problem.Err}, *problem)

	c.SkipBad = true
	require.Equal(t, lines(`
		2026-12-24 closed
		2026-12-26 closed
		bad: ical: line 8: event "series": another event of its series is invalid; fix that one
		bad: ical: line 17: event "series": dtstart: invalid date or time "2026-01-12"; write 20261225, 20261225T090000 or 20261225T090000Z
		bad: ical: line 23: event "no uid" without uid: dtend: "20261224" must be after dtstart; write the first date after the event, or leave it out for one day
		bad: ical: line 31: event "never": rrule: must have an instance after its start; remove it, or correct its parts`), show(read(t, feed, c)))
}

// TestSame reads the same feed many times: its order must not come from a map.
func TestSame(t *testing.T) {
	var events []string
	for i := range 40 {
		events = append(events, "BEGIN:VEVENT", "UID:"+string(rune('a'+i%20)), "DTSTART:"+dateText(date.New(2026, time.March, 1+i%3)), "SUMMARY:"+string(rune('z'-i)), "TRANSP:TRANSPARENT", "SEQUENCE:"+string(rune('0'+i/20)), "END:VEVENT")
	}
	c := in(t, "Europe/Berlin")
	for _, c.Transparent = range []ical.Transparency{ical.CountAll, ical.CountNone} {
		want := show(read(t, calendarOf(events...), c))
		for range 20 {
			require.Equal(t, want, show(read(t, calendarOf(events...), c)))
		}
	}
}
