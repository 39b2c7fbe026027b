package policy_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
)

// FuzzCase reads any policy and any log, and records it: nothing panics or hangs,
// an error changes nothing, and recording it in two parts gives the same.
func FuzzCase(f *testing.F) {
	for _, doc := range []string{serviceDoc, followDoc, reportDoc, sequenceDoc, offerDoc, changeDoc("tighter"), eightDoc} {
		f.Add([]byte(doc), []byte(`[{"type":"message","at":"2026-01-05T10:00:00Z","by":{"role":"person"}},{"at":"2026-01-06T10:00:00Z","set":{"status":"solved","priority":"high"}}]`))
		f.Add([]byte(doc), []byte(`[{"id":"a","at":"2026-01-05T10:00:00Z","facts":[{"commitment":"resolution","kind":"pause"}]},{"id":"b","retracts":"a"},{"type":"reported","at":"2026-03-05T10:00:00Z"}]`))
	}
	opened := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, doc, log []byte) {
		pol, err := policy.Parse(doc)
		var events []policy.Event
		if err != nil || json.Unmarshal(log, &events) != nil || len(events) > 50 {
			return
		}
		c, err := pol.Open("T-7", policy.Fields{"priority": "low"}, opened)
		if err != nil {
			return
		}
		now := opened.AddDate(0, 3, 0)
		whole, err := c.Record(now, events...)
		if err != nil {
			if len(whole.Events()) > 0 {
				t.Fatalf("an error leaves events behind: %v", err)
			}
			return
		}
		parts := c
		for _, e := range events {
			if parts, err = parts.Record(now, e); err != nil {
				// A part alone may reach beyond a calendar where the whole does not.
				return
			}
		}
		if a, b := show(whole, now), show(parts, now); a != b {
			t.Fatalf("whole:\n%sin parts:\n%s", a, b)
		}
		whole.Actions(opened, now)
		whole.NextChange(now)
		whole.Contact(now)
		conflict.In(whole, now)
		for _, name := range pol.Commitments() {
			if list, err := whole.Offers(name, now, now.Add(time.Hour)); err == nil && len(list) == 0 {
				t.Fatalf("no offer for %s, and no reason", name)
			}
		}
	})
}
