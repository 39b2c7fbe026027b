package document_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document"
)

// A likeCalendar is a struct like those into which the calendars are read.
type likeCalendar struct {
	Version int       `json:"version"`
	Name    string    `json:"name"`
	Zone    string    `json:"zone"`
	Week    string    `json:"week"`
	Days    []likeDay `json:"days"`
}

type likeDay struct {
	On    string `json:"on"`
	Hours string `json:"hours"`
	Name  string `json:"name"`
}

type likePromise struct {
	Version int         `json:"version"`
	ID      string      `json:"id"`
	To      string      `json:"to"`
	Made    time.Time   `json:"made"`
	Tags    []string    `json:"tags"`
	Terms   *likeTerms  `json:"terms"`
	Events  []likeEvent `json:"events"`
}

type likeTerms struct {
	Calendar *likeCalendarName `json:"calendar"`
	Due      string            `json:"due"`
	Target   string            `json:"target"`
}

type likeCalendarName struct {
	Name        string `json:"name"`
	Fingerprint string `json:"fingerprint"`
}

type likeEvent struct {
	ID     string    `json:"id"`
	Kind   string    `json:"kind"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	By     struct {
		Name string `json:"name"`
		Role string `json:"role"`
	} `json:"by"`
}

type likeHistory struct {
	Version int        `json:"version"`
	Cases   []likeCase `json:"cases"`
}

type likeCase struct {
	ID       string            `json:"id"`
	Fields   map[string]string `json:"fields"`
	Opened   time.Time         `json:"opened"`
	Finished time.Time         `json:"finished"`
	Took     string            `json:"took"`
	Measured bool              `json:"measured"`
}

// calendarOf returns a calendar document with a number of days.
func calendarOf(days int) []byte {
	var list []string
	for i := range days {
		list = append(list, fmt.Sprintf(`{"on":"2026-%02d-%02d","name":"day %d"}`, i/28+1, i%28+1, i))
	}
	return []byte(`{"version":1,"name":"Berlin","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[` + strings.Join(list, ",") + `]}`)
}

// promiseOf returns a promise document with a number of events.
func promiseOf(events int) []byte {
	var list []string
	for i := range events {
		list = append(list, fmt.Sprintf(`{"id":"e%d","kind":"%s","at":"2026-01-05T%02d:00:00Z","reason":"waiting for the file","by":{"name":"Ada","role":"person"}}`,
			i, []string{"pause", "resume"}[i%2], 9+i%8))
	}
	return []byte(`{"version":1,"id":"T-7","to":"ACME","made":"2026-01-05T08:00:00Z","tags":["gold"],"terms":{"calendar":{"name":"Berlin","fingerprint":"` +
		strings.Repeat("0f", 32) + `"},"due":"10h0m0s","target":"8h0m0s"},"events":[` + strings.Join(list, ",") + `]}`)
}

func historyOf(cases int) []byte {
	var list []string
	for i := range cases {
		list = append(list, fmt.Sprintf(`{"id":"%d","fields":{"topic":"print","tier":"gold"},"opened":"2026-01-05T08:00:00Z","finished":"2026-01-06T08:00:00Z","took":"8h0m0s","measured":true}`, i))
	}
	return []byte(`{"version":1,"cases":[` + strings.Join(list, ",") + `]}`)
}

// BenchmarkUnmarshal reads documents into structs, each with this package and with
// encoding/json.
func BenchmarkUnmarshal(b *testing.B) {
	for _, c := range []struct {
		name string
		doc  []byte
		into func() any
	}{
		{"calendar of 300 days", calendarOf(300), func() any { return new(likeCalendar) }},
		{"promise of 0 events", promiseOf(0), func() any { return new(likePromise) }},
		{"promise of 2 events", promiseOf(2), func() any { return new(likePromise) }},
		{"promise of 10 events", promiseOf(10), func() any { return new(likePromise) }},
		{"history of 5000 cases", historyOf(5000), func() any { return new(likeHistory) }},
	} {
		for _, reader := range []struct {
			name string
			read func([]byte, any) error
		}{
			{"document", func(doc []byte, v any) error { return document.Unmarshal("bench", doc, v) }},
			{"encoding-json", json.Unmarshal},
		} {
			b.Run(c.name+"/"+reader.name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(c.doc)))
				for b.Loop() {
					require.NoError(b, reader.read(c.doc, c.into()))
				}
			})
		}
	}
}
