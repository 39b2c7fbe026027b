package main

import (
	"testing"
	"time"
)

// TestReadsDates: the ways in which exports write one instant, and what none of them
// means. Without a zone it is New York's, five hours behind.
func TestReadsDates(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.January, 14, 16, 5, 0, 0, zone)
	midnight := time.Date(2026, time.January, 14, 0, 0, 0, 0, zone)
	for _, x := range []struct {
		text string
		want time.Time
	}{
		{"2026-01-14T16:05:00", at}, {"2026-01-14T16:05", at}, {"2026-01-14 16:05:00", at}, {"2026-01-14 16:05", at}, {"2026-1-14 16:05", at},
		{"2026/01/14 16:05:00", at}, {"2026.01.14 16:05", at}, {"20260114T160500", at}, {"20260114160500", at}, {"20260114 1605", at},
		{"2026-01-14T21:05:00Z", at}, {"2026-01-14 21:05:00z", at}, {"2026-01-14 21:05 UTC", at}, {"2026-01-14T21:05:00GMT", at}, {"20260114T210500Z", at},
		{"2026-01-14T22:05:00+01:00", at}, {"2026-01-14 22:05:00 +0100", at}, {"2026-01-14 22:05+01", at}, {"2026-01-15T02:50:00+05:45", at}, {"2026-01-14T12:05:00-0900", at},
		{"2026-01-14T16:05:00.25", at.Add(time.Second / 4)}, {"2026-01-14 16:05:00,250000", at.Add(time.Second / 4)}, {"2026-01-14T21:05:00.0000000001Z", at},
		{"14/1/2026 16:05", at}, {"14/01/2026 16:05:00", at}, {"14.01.2026 16:05", at}, {"14.1.2026, 16:05", at}, {"14-01-2026 16:05", at},
		{"14/1/2026 4:05 PM", at}, {"14/1/2026 4:05:00 pm", at}, {"14/1/2026 04:05PM", at}, {"14/1/2026 4:05\u202fp.m.", at}, {"14/1/2026\u00a016:05", at},
		{"14-Jan-2026 16:05", at}, {"14 jan 2026 16:05", at}, {"14 January 2026, 16:05", at}, {"Jan 14, 2026 4:05 PM", at}, {"January 14 2026 16:05", at},
		{"1768424700", at}, {"1768424700.0", at}, {"1768424700000", at}, {"1768424700250", at.Add(time.Second / 4)}, {"1768424700.25", at.Add(time.Second / 4)},
		{"2026-01-14", midnight}, {"14.1.2026", midnight}, {"20260114", midnight}, {"14/1/2026 12:00 AM", midnight}, {"2026-01-13T24:00", midnight}, {"2026-01-14 00:00:00", midnight},
		{"14/1/2026 12:00 pm", midnight.Add(12 * time.Hour)},
	} {
		m, ok := dating{order: dayFirst}.read(x.text, zone)
		if !ok || m.none || !m.at.Equal(x.want) {
			t.Errorf("%q is %v %+v, want %v", x.text, ok, m, x.want)
		}
		if m.at.Location() != zone {
			t.Errorf("%q is told in %v", x.text, m.at.Location())
		}
	}
	for _, text := range []string{"2026-01-14", "14.1.2026", "20260114", "14 Jan 2026"} {
		if m, _ := (dating{order: dayFirst}).read(text, zone); !m.day {
			t.Errorf("%q has a time of day", text)
		}
	}
	if m, _ := (dating{}).read("2026-01-14T00:00", zone); m.day {
		t.Error("midnight is no time of day")
	}
}

func TestReadsNone(t *testing.T) {
	for _, text := range []string{
		"", "  ", "?", "-", "--", "–", "—", "NULL", "null", "Null", "(null)", "<NULL>", `\N`, "None", "none", "nil", "NaN", "nan", "NaT", "<NA>", "NA", "N/A", "n/a", "N.A.", "#N/A", "undefined",
		"0", "0.0", "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "0000-00-00T00:00:00Z", "open", "Open", "pending", "in progress",
		"0001-01-01T00:00:00Z", "1900-01-01", "1899-12-30 00:00:00", "1753-01-01", "1970-01-01 00:00:00", "1970-01-01T01:00:00", "1/1/1970", "1969-12-31 19:00",
		"9999-12-31", "9999-12-31 23:59:59.9999999", "31/12/9999", "9999-12-31T23:59:59Z", "2999-12-31", "2099-12-31 00:00", "2100-01-01",
		"läuft",
	} {
		if m, ok := (dating{order: dayFirst, none: map[string]bool{"läuft": true}}).read(text, time.UTC); !ok || !m.none || !m.at.IsZero() {
			t.Errorf("%q is %v %+v, want none", text, ok, m)
		}
	}
}

// TestReadsNoDate: what is nearly a date, or may be two.
func TestReadsNoDate(t *testing.T) {
	for _, text := range []string{
		"yesterday", "closed", "no", "2026", "2026-13-01", "2026-14-01", "2026-02-30", "2026-00-10", "31/4/2026", "14/13/2026", "0/1/2026", "29/2/2026",
		"1/2/26", "26/01/14", "14.1.26 16:05", "2026-01-14 25:00", "2026-01-14 24:01", "2026-01-14 16:60", "2026-01-14 16:05:60", "2026-01-14 16", "14/1/2026 16:05 PM", "14/1/2026 0:05 PM",
		"2026-01-14 16:05 CET", "2026-01-14 16:05 EST", "2026-01-14T16:05+25:00", "2026-01-14T16:05+01:60", "2026-01-14 16:05 m", "2026-01-14 16:05 x", "x 2026-01-14",
		"14 Fev 2026", "14 Ja 2026", "32 Jan 2026", "46036.25", "2026011416", "260114160500", "-1", "1e9", "2026-W03-3", "5 days",
	} {
		if m, ok := (dating{order: dayFirst}).read(text, time.UTC); ok {
			t.Errorf("%q is read as %+v", text, m)
		}
	}
}

// TestReadsLayouts: a layout is the only way to read then, and words for none stay.
func TestReadsLayouts(t *testing.T) {
	d, err := readDating("01/02/06 15h04", []string{"Offen", " läuft "})
	if err != nil {
		t.Fatal(err)
	}
	if m, ok := d.read("02/03/26 16h05", time.UTC); !ok || m.day || !m.at.Equal(time.Date(2026, time.February, 3, 16, 5, 0, 0, time.UTC)) {
		t.Errorf("%v %+v", ok, m)
	}
	if m, ok := d.read("2026-02-03 16:05", time.UTC); ok {
		t.Errorf("read as %+v", m)
	}
	for _, text := range []string{"", "NULL", "offen", "LÄUFT"} {
		if m, ok := d.read(text, time.UTC); !ok || !m.none {
			t.Errorf("%q is %v %+v, want none", text, ok, m)
		}
	}
	whole, err := readDating("2.1.06", nil)
	if err != nil {
		t.Fatal(err)
	}
	if m, ok := whole.read("3.2.26", time.UTC); !ok || !m.day || m.at.Month() != time.February {
		t.Errorf("%v %+v", ok, m)
	}
	for _, layout := range []string{"15:04", "2006-01", "Day", "2/2006", "yyyy-mm-dd", "dd.MM.yyyy"} {
		if _, err := readDating(layout, nil); err == nil {
			t.Errorf("%q is taken for a layout", layout)
		}
	}
}

// FuzzReadsDates: nothing panics, and what is read is a date that can be written and
// read again.
func FuzzReadsDates(f *testing.F) {
	for _, text := range []string{"2026-01-14T16:05:00.25+01:00", "14/1/2026 4:05 PM", "Jan 14, 2026", "1768424700", "NULL", "20260114T160500Z"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range []order{0, dayFirst, monthFirst} {
			m, ok := (dating{order: o}).read(text, time.UTC)
			if !ok || m.none {
				continue
			}
			again, ok := (dating{}).read(m.at.Format(time.RFC3339Nano), time.UTC)
			if !ok || !again.at.Equal(m.at) {
				t.Errorf("%q is %v, and that is %v %+v", text, m.at, ok, again)
			}
		}
	})
}
