package ical_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/stretchr/testify/require"
	"github.com/teambition/rrule-go"
)

// TestKeptLibraries shows what the kept libraries get wrong, for which this
// package makes up. What fails here is mended there, and what makes up for it
// can go.
func TestKeptLibraries(t *testing.T) {
	iterate := func(text string, start time.Time) func() []time.Time {
		option, err := rrule.StrToROption(text)
		require.NoError(t, err)
		option.Dtstart = start
		rule, err := rrule.NewRRule(*option)
		require.NoError(t, err)
		return func() (list []time.Time) {
			next := rule.Iterator()
			for len(list) < 400 {
				at, ok := next()
				if !ok {
					break
				}
				list = append(list, at)
			}
			return list
		}
	}
	monday := time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)
	require.Panics(t, func() { iterate("FREQ=MONTHLY;BYDAY=-53MO", monday)() }, "a weekday that no month has")
	require.Len(t, iterate("FREQ=DAILY;COUNT=0", monday)(), 400, "a count of none is no count")
	require.Len(t, iterate("FREQ=WEEKLY;COUNT=3;BYDAY=-7MO", monday)(), 3, "numbers that mean nothing are ignored")
	require.Empty(t, iterate("FREQ=MONTHLY;BYDAY=MO,1TU", monday)(), "either weekday")
	require.Len(t, iterate("FREQ=YEARLY;BYWEEKNO=20;COUNT=400", monday)()[:7], 7, "all days of a week")
	require.Equal(t, time.Friday, iterate("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", monday.AddDate(0, 0, 2))()[0].Weekday(), "the second of a week, begun on its second")
	newYear := time.Date(1994, time.January, 1, 0, 0, 0, 0, time.UTC) // in week 52 of 1993, by ISO 8601
	require.True(t, slices.ContainsFunc(iterate("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SA", newYear)(), newYear.Equal), "a week 53 that is a week 52")

	p, err := ics.ParseProperty("?! SUMMARY:x")
	require.NoError(t, err)
	require.Equal(t, "SUMMARY", p.IANAToken, "a name is found anywhere")
	_, err = ics.ParseCalendar(strings.NewReader("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nbroken\nEND:VEVENT\nEND:VCALENDAR\n"))
	require.Error(t, err, "one bad line costs the feed")
	cal, err := ics.ParseCalendar(strings.NewReader("BEGIN:VCALENDAR\nbegin:VEVENT\nSUMMARY:x\nend:VEVENT\nEND:VCALENDAR\n"))
	require.NoError(t, err)
	require.Empty(t, cal.Events(), "names in lower case")
}
