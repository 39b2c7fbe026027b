package wording

import (
	"fmt"
	"strconv"
	"time"
)

// A form is a way to write an instant within a sentence.
type form uint8

const (
	asName  form = iota // Friday, 9 January, 16:00
	asShort             // the same for the team, with relative days: today, 16:00
	asBy                // a deadline: by Friday, 9 January, 16:00
	asAt                // a point in time: on Friday, 9 January, at 16:00
)

// A relative is a day that is called by how it lies to the one of the telling.
type relative uint8

const (
	otherDay relative = iota
	today
	tomorrow
)

// A moment is an instant in the terms of its reader: a date and a time of day in the
// reader's zone, and its position relative to the instant of writing.
type moment struct {
	form         form
	year, day    int
	month        time.Month
	weekday      time.Weekday
	hour, minute int
	relative     relative
	otherYear    bool   // it is in another year than the telling
	past         bool   // it is not after the telling
	dayEnd       bool   // it is a deadline at the midnight that ends the date
	zone         string // how to call the zone, where that is needed
}

// newMoment returns the moment of t as told at now, both in the reader's zone.
// Seconds are left out, as a clock on the wall leaves them out.
func newMoment(f form, t, now time.Time, zone string) moment {
	m := moment{form: f, past: !t.After(now), zone: zone}
	m.hour, m.minute, _ = t.Clock()
	if before := t.Add(-1); f == asBy && m.hour == 0 && m.minute == 0 && !civil(before).Equal(civil(t)) {
		t, m.dayEnd = before, true
	}
	m.year, m.month, m.day = t.Date()
	m.weekday = t.Weekday()
	m.otherYear = m.year != now.Year()
	if ahead := civil(t).Sub(civil(now)); ahead == 0 {
		m.relative = today
	} else if ahead == 24*time.Hour {
		m.relative = tomorrow
	}
	return m
}

// clock24 writes the time of day as 16:00.
func (m moment) clock24() string { return fmt.Sprintf("%02d:%02d", m.hour, m.minute) }

// clock12 writes it as 4:00, on a clock of twelve hours.
func (m moment) clock12() string { return fmt.Sprintf("%d:%02d", (m.hour+11)%12+1, m.minute) }

// inZone puts the zone behind a text, where it must be named.
func (m moment) inZone(text string) string {
	if m.zone == "" {
		return text
	}
	return text + " (" + m.zone + ")"
}

// ofYear returns the year in a text, where it must be named, else "".
func (m moment) ofYear(before, after string) string {
	if !m.otherYear {
		return ""
	}
	return before + strconv.Itoa(m.year) + after
}

// offsetName names the zone of t by its offset: UTC, UTC+1, UTC-3:30.
func offsetName(t time.Time) string {
	_, seconds := t.Zone()
	sign := "+"
	switch {
	case seconds == 0:
		return "UTC"
	case seconds < 0:
		sign, seconds = "-", -seconds
	}
	text := "UTC" + sign + strconv.Itoa(seconds/3600)
	if minutes := seconds % 3600 / 60; minutes > 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}
