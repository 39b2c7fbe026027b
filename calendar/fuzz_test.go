package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// FuzzParseWeek checks that no text panics, and that what is accepted is
// printed and read back as the same.
func FuzzParseWeek(f *testing.F) {
	for _, text := range []string{"Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-14:00; Su off", "24/7", "off", "Fr-Mo 22:00-06:00", "Mo 00:00-24:00,22:00-06:00", "Mo,,", "Mo 09:00-", ";"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		week, err := calendar.ParseWeek(text)
		if err != nil {
			return
		}
		again, err := calendar.ParseWeek(week.String())
		if err != nil || again.String() != week.String() {
			t.Fatalf("%q became %q became %q, %v", text, week, again, err)
		}
	})
}

// FuzzParseDates does the same for the dates of a day.
func FuzzParseDates(f *testing.F) {
	for _, text := range []string{"2026-12-25", "--02-29", "first monday of september", "last friday of november", "easter+1", "orthodox easter-2", "--07-04 observed sa-1 su+1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := calendar.ParseDates(text)
		if err != nil {
			return
		}
		if again, err := calendar.ParseDates(d.String()); err != nil || again != d {
			t.Fatalf("%q became %q, %v", text, d, err)
		}
		for year := 1900; year < 2190; year += 17 {
			_, _ = d.In(year)
		}
	})
}

// FuzzParse checks that no document panics or runs for long, and that what is
// accepted keeps its fingerprint and answers in order.
func FuzzParse(f *testing.F) {
	for _, doc := range []string{
		`{"name":"x","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"--05-01"},{"on":"easter+1","hours":"10:00-12:00"}],"breaks":[{"on":"2026-01-08","hours":"10:00-11:30"}]}`,
		`{"union":[{"zone":"UTC","week":"24/7"},{"zone":"Pacific/Apia","week":"Mo 22:00-06:00"}]}`,
		`{"zone":"Asia/Tokyo","subtract":[{"zone":"UTC","week":"24/7"},{"zone":"UTC","week":"Mo 22:00-06:00"}]}`,
		`{"zone":"UTC","days":[{"on":"2150-01-01","hours":"00:00-00:00:01"}]}`, `null`, `{"zone":"UTC"}`, `[`,
	} {
		f.Add([]byte(doc), int64(1_770_000_000), int64(time.Hour))
	}
	f.Fuzz(func(t *testing.T, doc []byte, sec, d int64) {
		cal, err := calendar.Parse(doc)
		if err != nil {
			return
		}
		written, err := json.Marshal(cal)
		if err != nil {
			t.Fatal(err)
		}
		again, err := calendar.Parse(written)
		if err != nil || again.Fingerprint() != cal.Fingerprint() {
			t.Fatalf("%s became %s, %v", doc, written, err)
		}
		at := time.Unix(sec, 0)
		u, err := cal.Add(at, time.Duration(d))
		if err == nil && cal.Between(at, u) != time.Duration(d) {
			t.Fatalf("%s: %v + %v is %v, which is %v away", written, at, time.Duration(d), u, cal.Between(at, u))
		}
		if next, ok := cal.NextOpen(at); ok && !next.After(at) {
			t.Fatalf("%s: the next opening after %v is %v", written, at, next)
		}
		_ = cal.Why(at)
		_, _ = cal.AddDays(at, int(d%1000))
	})
}
