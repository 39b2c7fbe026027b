package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// fixDoc promises 4 hours for p 1, and 24 for p 2.
const fixDoc = `{"calendars":[{"name":"office","zone":"UTC","week":"Mo-Fr 09:00-17:00"}],"commitments":[{"name":"fix","calendar":"office",
	"rules":[{"when":{"p":"1","region":["eu","us"]},"due":"4h"},{"when":{"p":"2"},"due":"24h"}],
	"clock":{"stop":{"event":"done"},"reset":[{"event":"file"},{"changes":["product"]}],"pause_while":{"status":["pending","hold"]},
		"cancel":[{"becomes":{"status":"cancelled"}},{"event":"withdrawn"},{"event":"bye","becomes":{"status":"gone"}}]}}]}`

// patch returns an event by its text: who did it, what it is, a field that it sets,
// and whether that was agreed.
func patch(text string) policy.Event {
	e := policy.Event{Batch: "b"}
	for i, word := range strings.Fields(text) {
		name, value, sets := strings.Cut(word, "=")
		switch {
		case i == 0 && word == "Cy":
			e.By, e.Channel = promise.Customer("Cy"), "portal"
		case i == 0:
			e.By, e.Channel = promise.Person(word), "desk"
		case word == "agreed":
			e.Agreed = true
		case sets:
			e.Set = policy.Fields{name: value}
		default:
			e.Type = word
		}
	}
	return e
}

// broughtAbout writes how the promises of a case stand: their cause if they are void, their
// dates, and what happened to each, by whom.
func broughtAbout(c policy.Case, at time.Time, who bool) string {
	var list []string
	for _, p := range c.Promises() {
		s := p.At(at)
		text := s.Standing.String()
		if s.Standing == promise.Void {
			text += " by " + string(s.VoidCause)
		} else if due, ok := s.Due(); ok {
			text += ", due " + due.UTC().Format("Mon 15:04")
		}
		if expected, ok := s.Expected(); ok {
			text += ", expected " + expected.UTC().Format("Mon 15:04")
		}
		for _, e := range p.Events() {
			if text += ", " + e.Kind.String(); who {
				text += fmt.Sprintf(" by %s via %s", e.By.Name, e.Channel)
			}
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

// TestBatchBringsAbout: what follows from a batch is done by the parts that bring it
// about, and agreed if one of these is, in whatever order they come. The case is opened
// on Monday at 09:00 with p 1, so that it is due at 13:00; the batch is of 10:00. Of
// 24 hours from 09:00 the last ends on Wednesday at 17:00.
func TestBatchBringsAbout(t *testing.T) {
	nine := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	ten := nine.Add(time.Hour)
	for _, c := range []struct{ parts, want string }{
		// No rule holds any more.
		{"Ann p=0; Cy note=x", "void by us, withdraw by Ann via desk"},
		{"Ann p=0; Cy note=x agreed", "void by us, withdraw by Ann via desk"},
		{"Ann p=0; Cy note=x; Bob message", "void by us, withdraw by Ann via desk"},
		{"Cy p=0; Ann note=x", "void by customer, withdraw by Cy via portal"},
		{"Ann p=0 agreed; Bob note=x", "void by customer, withdraw by Ann via desk"},
		{"Ann p=0; Cy p=0", "void by customer, withdraw by Cy via portal"},
		{"Ann p=0; Cy region=us", "void by us, withdraw by Ann via desk"}, // the region asks for eu or us
		{"Ann p=0; Cy region=sea", "void by customer, withdraw by Cy via portal"},
		{"Ann p=0; Cy p=1 agreed; Bob p=0", "void by us, withdraw by Bob via desk"},
		// Another rule holds.
		{"Ann p=2; Cy note=x agreed", "on track, due Mon 13:00, expected Wed 17:00, revise by Ann via desk"},
		{"Ann p=2; Cy region=us agreed", "on track, due Mon 13:00, expected Wed 17:00, revise by Ann via desk"},
		{"Ann p=2 agreed; Cy note=x", "on track, due Wed 17:00, revise by Ann via desk"},
		{"Cy p=2 agreed; Ann note=x", "on track, due Wed 17:00, revise by Cy via portal"},
		{"Cy p=2 agreed; Ann p=2", "on track, due Wed 17:00, revise by Cy via portal"},
		{"Ann p=2; Cy message agreed", "on track, due Mon 13:00, expected Wed 17:00, revise by Ann via desk"},
		// The clock starts anew: 4 hours from 10:00 end at 14:00.
		{"Ann file; Cy file", "void by customer, withdraw by Cy via portal; on track, due Mon 14:00"},
		{"Ann file; Cy product=x", "void by customer, withdraw by Cy via portal; on track, due Mon 14:00"},
		{"Ann product=x; Cy note=x agreed", "void by replaced, withdraw by Ann via desk; on track, due Mon 13:00, expected Mon 14:00"},
		{"Ann file; Cy note=x", "void by replaced, withdraw by Ann via desk; on track, due Mon 13:00, expected Mon 14:00"},
		{"Ann file agreed; Bob file", "void by customer, withdraw by Bob via desk; on track, due Mon 14:00"},
		// It is cancelled.
		{"Ann status=cancelled; Cy note=x agreed", "void by us, withdraw by Ann via desk"},
		{"Ann status=cancelled; Cy status=cancelled", "void by customer, withdraw by Cy via portal"},
		{"Ann withdrawn; Cy status=cancelled", "void by customer, withdraw by Cy via portal"},
		{"Ann bye; Bob status=gone agreed", "void by customer, withdraw by Ann via desk"},
		{"Ann bye; Bob status=gone; Cy note=x agreed", "void by us, withdraw by Ann via desk"},
		// It is paused, and another rule holds: each has its own part.
		{"Ann status=pending; Cy note=x", "on track, pause by Ann via desk"},
		{"Ann status=pending; Cy p=2 agreed", "on track, pause by Ann via desk, revise by Cy via portal"},
		// What is done is done by the part that does it.
		{"Ann done; Cy p=0", "kept, due Mon 13:00, fulfill by Ann via desk"},
	} {
		parts := strings.Split(c.parts, "; ")
		for _, backwards := range []bool{false, true} {
			if backwards {
				slices.Reverse(parts)
				if c.parts == "Ann file agreed; Bob file" || strings.Contains(c.parts, "p=1") {
					continue // the last of us is named, and the last value counts
				}
			}
			opened, err := parsePolicy(t, fixDoc).Open("T-7", policy.Fields{"p": "1", "region": "eu"}, nine)
			require.NoError(t, err)
			var events []policy.Event
			for _, text := range parts {
				events = append(events, patch(text))
			}
			opened, err = opened.Record(ten, events...)
			require.NoError(t, err)
			if diff := cmp.Diff(c.want, broughtAbout(opened, ten, true)); diff != "" {
				t.Errorf("%s, backwards %t (-want +got):\n%s", c.parts, backwards, diff)
			}
		}
	}
}

// TestBatchPauses: a batch that turns one waiting state into another is done by the
// part that sets it, and so is the one that ends it; what changed while nothing was
// under way is done by the part by which it is again.
func TestBatchPauses(t *testing.T) {
	nine := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	c, err := parsePolicy(t, fixDoc).Open("T-7", policy.Fields{"p": "1", "region": "eu"}, nine)
	require.NoError(t, err)
	for i, update := range []string{"Ann status=pending; Cy note=1", "Bob status=hold; Cy note=2", "Eve status=open; Cy note=3"} {
		for _, text := range strings.Split(update, "; ") {
			c, err = c.Record(nine.Add(time.Duration(i+1)*time.Hour), patch(text))
			require.NoError(t, err)
		}
	}
	require.Equal(t, "on track, due Mon 15:00, pause by Ann via desk, pause by Bob via desk, resume by Eve via desk", broughtAbout(c, nine.Add(3*time.Hour), true))

	doc := strings.Replace(fixDoc, `"clock":{`, `"clock":{"reopen":{"event":"again"},`, 1)
	c, err = parsePolicy(t, doc).Open("T-7", policy.Fields{"p": "1", "region": "eu"}, nine)
	require.NoError(t, err)
	for i, update := range []string{"Ann done", "Bob p=2; Bob status=hold", "Ann again; Cy note=x agreed"} {
		for _, text := range strings.Split(update, "; ") {
			c, err = c.Record(nine.Add(time.Duration(i+1)*time.Hour), patch(text))
			require.NoError(t, err)
		}
	}
	require.Equal(t, "on track, expected, fulfill by Ann via desk, reopen by Ann via desk, pause by Ann via desk, revise by Ann via desk",
		strings.Replace(broughtAbout(c, nine.Add(3*time.Hour), true), "on track,", "on track, expected,", 1))
	require.False(t, c.Promises()[0].Events()[3].Agreed, "the customer agreed to a note")
}

// TestBatchOrderLaw: the order of the parts of a batch, each by somebody else, changes
// neither a standing, nor a cause, nor a date, where they set different fields.
func TestBatchOrderLaw(t *testing.T) {
	nine := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		change := rapid.SampledFrom([]string{"carry", "restart", "tighter", "sooner"}).Draw(rt, "change")
		doc := strings.Replace(fixDoc, `"clock":{`, `"clock":{"start":[{"event":"opened"},{"event":"message"}],"cycle":"each time","reopen":{"event":"again"},"change":"`+change+`",`, 1)
		opened, err := parsePolicy(t, doc).Open("T-7", policy.Fields{"p": "1", "region": "eu"}, nine)
		require.NoError(rt, err)
		one, other, at := opened, opened, nine
		for i := range rapid.IntRange(1, 4).Draw(rt, "updates") {
			at = at.Add(time.Duration(rapid.IntRange(1, 300).Draw(rt, "minutes")) * time.Minute)
			var parts []policy.Event
			for range rapid.IntRange(1, 4).Draw(rt, "parts") {
				parts = append(parts, draw(rt, rapid.SampledFrom([]string{"message", "file", "withdrawn", "bye", "again", "done"}).Draw(rt, "type")))
			}
			for _, field := range []string{"p=0 1 2", "region=us sea eu", "status=open pending hold cancelled gone", "product=a b", "note=x y"} {
				if name, values, _ := strings.Cut(field, "="); rapid.Bool().Draw(rt, name) {
					parts = append(parts, draw(rt, name+"="+rapid.SampledFrom(strings.Fields(values)).Draw(rt, "value")))
				}
			}
			for k := range parts {
				parts[k].Batch = fmt.Sprint("update ", i)
			}
			one, err = one.Record(at, parts...)
			require.NoError(rt, err)
			other, err = other.Record(at, rapid.Permutation(parts).Draw(rt, "order")...)
			require.NoError(rt, err)
			for _, now := range []time.Time{at, at.AddDate(0, 0, 1), at.AddDate(0, 0, 9)} {
				if diff := cmp.Diff(broughtAbout(one, now, false), broughtAbout(other, now, false)); diff != "" {
					rt.Fatalf("at %s (-one order +another):\n%s", now, diff)
				}
			}
		}
	})
}

// draw draws who did a part, and whether it was agreed.
func draw(t *rapid.T, what string) policy.Event {
	who := rapid.SampledFrom([]string{"Ann", "Bob", "Cy"}).Draw(t, "who")
	return patch(who + " " + what + rapid.SampledFrom([]string{"", " agreed"}).Draw(t, "agreed"))
}
