package promise_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// FuzzParse checks that no document panics or runs for long, and that what is
// accepted is written and read back as the same, judged the same.
func FuzzParse(f *testing.F) {
	for _, doc := range []string{
		`{"version":1,"id":"T-7","to":"ACME","name":"first reply","made":"2026-01-05T08:00:00Z","terms":{"calendar":` + officeDoc + `,"due":"10h","target":"8h","notice":"4h","cutoff":"14:00"},
		"events":[{"id":"a","kind":"pause","at":"2026-01-05T11:00:00Z","reason":"x","until":"2026-01-06T11:00:00Z"},{"kind":"retract","of":"a","at":"2026-01-05T12:00:00Z"}]}`,
		`{"made":"2026-01-05T08:00:00Z","start":"2026-01-06T08:00:00Z","terms":{"calendar":{"zone":"UTC","week":"24/7"},"due":"2 days 16:00","target":"4h before","on_pause":"hold","on_reopen":"ignore"},
		"events":[{"kind":"fulfill","at":"2026-01-05T11:00:00Z"},{"kind":"reopen","at":"2026-01-07T11:00:00Z"},{"kind":"withdraw","at":"2026-01-07T11:00:00Z"}]}`,
		`{"made":"2026-01-05T08:00:00Z","terms":{"calendar":` + officeDoc + `,"due":"2026-01-09T15:00:00+01:00","target":"1 day close","starts":"event","conditions":[{"name":"file","by":"2026-01-07T12:00:00Z","else":"move"}]},
		"events":[{"kind":"start","at":"2026-01-05T09:00:00Z"},{"kind":"meet","condition":"file","at":"2026-01-08T09:00:00Z"},{"kind":"revise","at":"2026-01-08T10:00:00Z","terms":{"due":"3 days"},"count":"carry","agreed":true},{"kind":"flag","key":"k","p":0.5,"at":"2026-01-08T11:00:00Z"}]}`,
	} {
		f.Add([]byte(doc), int64(100))
	}
	f.Fuzz(func(t *testing.T, doc []byte, hours int64) {
		p, err := promise.Parse(doc)
		if err != nil {
			return
		}
		written, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		back, err := promise.Parse(written)
		if err != nil {
			t.Fatalf("%s\n%v", written, err)
		}
		at := p.Made().Add(time.Duration(hours%5000) * time.Hour)
		if a, b := p.At(at), back.At(at); !a.Equal(b) {
			t.Fatalf("%s\n%+v\n%+v", written, a, b)
		}
		var sum time.Duration
		e := p.Explain(at)
		for _, s := range e.Steps {
			sum += s.Counted
		}
		if sum != e.Status.Elapsed {
			t.Fatalf("%s\nsteps add up to %v, elapsed %v", written, sum, e.Status.Elapsed)
		}
		if next, ok := p.NextChange(at); ok && p.At(next).Standing == p.At(at).Standing {
			t.Fatalf("%s\nnothing changes at %v", written, next)
		}
		_, _ = p.DueIfResumed(at)
		_ = p.KnownAt(at)
	})
}

// FuzzRecord records events made of bytes: a kind, hours and what belongs to
// it, and checks that nothing panics and that order does not matter where
// instants differ.
func FuzzRecord(f *testing.F) {
	f.Add([]byte{2, 10, 0, 3, 20, 0, 9, 30, 0})
	f.Add([]byte{7, 10, 3, 2, 12, 1, 9, 40, 0, 10, 50, 0, 12, 60, 1})
	f.Fuzz(func(t *testing.T, script []byte) {
		p, err := promise.Make(promise.Terms{Calendar: office(t), Due: promise.Within(20 * time.Hour), Target: promise.Before(4 * time.Hour), Notice: time.Hour}, promise.About{}, monday)
		if err != nil {
			t.Fatal(err)
		}
		one, other := p, p
		var events []promise.Event
		seen := map[byte]bool{}
		for ; len(script) >= 3; script = script[3:] {
			if seen[script[1]] {
				continue
			}
			seen[script[1]] = true
			events = append(events, scripted(script[0], script[1], script[2]))
		}
		for i, e := range events {
			if next, err := one.Record(monday, e); err == nil {
				one = next
			}
			if next, err := other.Record(monday, events[len(events)-1-i]); err == nil {
				other = next
			}
		}
		for h := range 80 {
			at := monday.Add(time.Duration(h) * 5 * time.Hour)
			if !one.At(at).Equal(other.At(at)) {
				t.Fatalf("%v\n%v", one.Explain(at), other.Explain(at))
			}
		}
	})
}

// scripted makes an event of three bytes.
func scripted(kind, hours, more byte) promise.Event {
	e := promise.Event{Kind: promise.Kind(kind%14 + 1), At: monday.Add(time.Duration(hours) * time.Hour)}
	e.ID = e.At.String()
	switch e.Kind {
	case promise.Pause:
		e.Key = string('a' + rune(more%3))
		if more > 200 {
			e.Until = e.At.Add(time.Duration(more) * time.Hour)
		}
	case promise.Resume, promise.Clear, promise.Flag:
		e.Key = []string{"", "a", "b"}[more%3]
	case promise.Retract:
		e.Of = monday.Add(time.Duration(more) * time.Hour).String()
	case promise.Revise:
		e.Terms.Due, e.Count, e.Agreed = promise.Within(time.Duration(more)*time.Hour), promise.Carry, more%2 == 0
	case promise.Update:
		e.Late = more%2 == 0
	case promise.Start, promise.Meet, promise.Fulfill, promise.Reopen, promise.Withdraw, promise.Rate:
	}
	return e
}
