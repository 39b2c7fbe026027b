package calendar_test

import (
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
)

// rebuilt makes a calendar anew of its config or its parts, down to the last.
func rebuilt(tb require.TestingT, cal *calendar.Calendar) *calendar.Calendar {
	config, plain := cal.Config()
	op, parts := cal.Parts()
	if plain {
		require.Zero(tb, op)
		require.Empty(tb, parts)
		again, err := calendar.New(config)
		require.NoError(tb, err)
		return again
	}
	compose := map[calendar.Operation]func(a, b *calendar.Calendar, more ...*calendar.Calendar) (*calendar.Calendar, error){
		calendar.UnionOf: calendar.Union, calendar.IntersectionOf: calendar.Intersect, calendar.DifferenceOf: calendar.Subtract,
	}[op]
	require.NotNil(tb, compose, "%v", op)
	require.GreaterOrEqual(tb, len(parts), 2)
	for i, p := range parts {
		parts[i] = rebuilt(tb, p)
		require.True(tb, parts[i].Equal(p))
	}
	again, err := compose(parts[0], parts[1], parts[2:]...)
	require.NoError(tb, err)
	again, err = again.InZone(cal.Zone())
	require.NoError(tb, err)
	again, err = again.WithName(cal.Name())
	require.NoError(tb, err)
	return again
}

// The config of a calendar, or its parts, make it again.
func TestParts(t *testing.T) {
	for _, doc := range []string{
		`{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00; Sa 22:00-04:00","days":[{"on":"easter+1","name":"Easter Monday"},{"on":"2026-12-24","hours":"09:00-12:00"}],"breaks":[{"on":"2026-01-08","hours":"10:00-11:30","name":"all hands"}]}`,
		`{"zone":"UTC","days":[{"on":"2026-01-01","hours":"09:00-12:00,13:00-14:00"}]}`,
		`{"name":"both","zone":"Asia/Tokyo","union":[{"name":"a","zone":"Europe/Berlin","week":"24/7"},{"zone":"UTC","week":"Mo 09:00-10:00"},{"name":"c","intersect":[{"zone":"UTC","week":"24/7"},{"zone":"UTC","week":"Mo off; Tu 09:00-10:00"}]}]}`,
		`{"subtract":[{"zone":"Europe/Berlin","week":"24/7"},{"zone":"Asia/Tokyo","week":"Su 00:00-24:00"}]}`,
	} {
		cal := mustParse(t, doc)
		require.Equal(t, text(t, cal), text(t, rebuilt(t, cal)))
	}
	require.True(t, rebuilt(t, calendar.Always()).Equal(calendar.Always()))
	rapid.Check(t, func(rt *rapid.T) {
		cal := drawCalendar(t, rt)
		require.True(rt, rebuilt(rt, cal).Equal(cal), "%v", cal)
	})
}

// The zero Calendar has neither.
func TestPartsOfNothing(t *testing.T) {
	var zero calendar.Calendar
	config, ok := zero.Config()
	require.False(t, ok)
	require.Nil(t, config.Zone)
	op, parts := zero.Parts()
	require.Zero(t, op)
	require.Empty(t, parts)
	require.False(t, zero.IsAlwaysOpen())
}

// What the caller changes does not reach the calendar.
func TestConfigIsACopy(t *testing.T) {
	cal := mustParse(t, `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"2026-12-24","hours":"09:00-12:00"}],"breaks":[{"on":"2026-01-08","hours":"10:00-11:30"}]}`)
	was := text(t, cal)
	config, _ := cal.Config()
	config.Week[time.Monday][0].Open = 0
	config.Days[0].Hours[0].Open = 0
	config.Breaks[0].Hours[0].Open = 0
	require.Equal(t, was, text(t, cal))
	_, parts := mustParse(t, `{"union":[`+was+`,{"zone":"UTC","week":"24/7"}]}`).Parts()
	require.Equal(t, was, text(t, parts[0]))
}

func TestIsAlwaysOpen(t *testing.T) {
	for doc, always := range map[string]bool{
		`{"zone":"UTC","week":"24/7"}`:                                                                                  true,
		`{"zone":"Pacific/Apia","week":"Mo-Su 00:00-12:00,12:00-24:00"}`:                                                true,
		`{"zone":"America/New_York","week":"24/7","days":[{"on":"2026-12-24","hours":"00:00-24:00"}]}`:                  true,
		`{"zone":"UTC","week":"Mo-Su 12:00-11:00,00:00-12:00"}`:                                                         true,
		`{"zone":"UTC","week":"24/7","days":[{"on":"2189-12-31"}]}`:                                                     false,
		`{"zone":"UTC","week":"24/7","days":[{"on":"1900-01-01"}]}`:                                                     false,
		`{"zone":"UTC","week":"24/7","breaks":[{"on":"1970-01-01","hours":"00:00-00:01"}]}`:                             false,
		`{"zone":"UTC","week":"Mo-Fr 00:00-24:00"}`:                                                                     false,
		`{"union":[{"zone":"UTC","week":"Mo-Fr 00:00-24:00"},{"zone":"UTC","week":"Sa-Su 00:00-24:00"}]}`:               true,
		`{"union":[{"zone":"Europe/Berlin","week":"Mo-Fr 00:00-24:00"},{"zone":"UTC","week":"Sa-Su 00:00-24:00"}]}`:     false,
		`{"intersect":[{"zone":"UTC","week":"24/7"},{"zone":"Europe/Berlin","week":"24/7"}]}`:                           true,
		`{"subtract":[{"zone":"UTC","week":"24/7"},{"zone":"UTC","days":[{"on":"2026-01-01","hours":"09:00-09:01"}]}]}`: false,
	} {
		require.Equal(t, always, mustParse(t, doc).IsAlwaysOpen(), doc)
	}
	require.True(t, calendar.Always().IsAlwaysOpen())
}

// IsAlwaysOpen agrees with the edges: what is always open has none.
func TestIsAlwaysOpenHasNoEdges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal, a := drawCalendar(t, rt), drawInstant(rt, "a")
		_, closes := cal.NextClose(a)
		_, opens := cal.NextOpen(a)
		_, opened := cal.PrevOpen(a)
		if closes || opens || opened {
			require.False(rt, cal.IsAlwaysOpen(), "%v", cal)
		}
	})
}

func TestLoadZone(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "UTC", "Etc/GMT+5", "Asia/Kathmandu"} {
		zone, err := calendar.LoadZone(name)
		require.NoError(t, err)
		require.Equal(t, name, zone.String())
		require.NoError(t, calendar.CheckZone(zone))
	}
	for name, want := range map[string]string{
		"":                     "calendar: zone: required; for example Europe/Berlin",
		"Local":                "calendar: zone: must not be the local zone, which differs from machine to machine; use one like Europe/Berlin",
		"Mars/Olympus":         `calendar: zone: unknown time zone "Mars/Olympus"; write a name of the time zone database, like Europe/Berlin`,
		"../etc/passwd":        `calendar: zone: unknown time zone "../etc/passwd"; write a name of the time zone database, like Europe/Berlin`,
		"Europe/../Asia/Tokyo": `calendar: zone: unknown time zone "Europe/../Asia/Tokyo"; write a name of the time zone database, like Europe/Berlin`,
	} {
		zone, err := calendar.LoadZone(name)
		require.EqualError(t, err, want)
		require.Nil(t, zone)
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
		require.Equal(t, "zone", field.Path)
	}
	for _, zone := range []*time.Location{nil, time.Local, time.FixedZone("CET", 3600), time.FixedZone("Europe/Berlin", 3600)} {
		var field *document.FieldError
		require.ErrorAs(t, calendar.CheckZone(zone), &field, "%v", zone)
		require.Equal(t, "zone", field.Path)
	}
}

// Instant is what a calendar in the zone answers; without a zone it is UTC's.
func TestInstant(t *testing.T) {
	require.Equal(t, time.Date(2026, 3, 29, 2, 30, 0, 5, time.UTC), calendar.Instant(date.New(2026, 3, 29), clock.New(2, 30, 0, 0)+5, nil))
	for _, name := range hardZones {
		zone := loadZone(t, name)
		cal, err := calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("24/7")})
		require.NoError(t, err)
		for _, moment := range hardMoments(t, zone) {
			d, k := date.NewAt(moment), clock.NewAt(moment)
			got := calendar.Instant(d, k, zone)
			require.Equal(t, cal.At(d, k), got)
			before := date.NewAt(got.Add(-1))
			require.True(t, before < d || before == d && clock.NewAt(got.Add(-1)) < k, "the first at which %v %v is read is not %v", d, k, got)
		}
	}
}
