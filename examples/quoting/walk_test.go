package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/instants"
)

// said is all that was said of the cases opened before an instant, up to then.
func said(t *testing.T, d *desk, until time.Time) string {
	t.Helper()
	w := walk{desk: d, level: 0.9, groups: levels(defaultGroups), from: d.jobs[0].opened.AddDate(0, 0, 30), until: until}
	r, err := w.run(&progress{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, a := range r.judged {
		fmt.Fprintln(&b, a.id, a.quotes, a.trial)
		for _, x := range []struct {
			working time.Duration
			half
		}{{a.due, a.halfway}, {a.quotes[0], a.halfwayOfQuote}} {
			if at, ok := d.dueAt(a.job, x.working/2); ok && x.working > 0 && at.Before(until) {
				fmt.Fprintln(&b, " ", x.half)
			}
		}
	}
	return b.String()
}

// TestNoLookAhead: another future changes no word of what was said before it. What
// was open then ends at another time or never, and other cases come.
func TestNoLookAhead(t *testing.T) {
	d := deskOf(t, madeUp())
	now := time.Date(2026, time.June, 15, 12, 0, 0, 0, d.cal.Zone())
	want := said(t, d, now)
	if lines := strings.Count(want, "\n"); lines < 2000 {
		t.Fatalf("%d lines: too little is said to compare", lines)
	}
	r := rand.New(rand.NewPCG(9, 9))
	for round := range 3 {
		other := *d
		other.jobs = nil
		for _, j := range d.jobs {
			if !j.opened.Before(now) && r.IntN(2) == 0 {
				continue
			}
			if j.finished.IsZero() || j.finished.After(now) {
				j.finished, j.took = time.Time{}, 0
				if r.IntN(3) > 0 {
					j.finished, _ = d.cal.Add(instants.Later(now, j.opened), time.Duration(1+r.IntN(300))*time.Hour)
					j.took = d.cal.Between(j.opened, j.finished)
				}
			}
			other.jobs = append(other.jobs, j)
		}
		if got := said(t, &other, now); got != want {
			t.Fatalf("round %d: another future changed what was said: %s", round, firstDifference(want, got))
		}
	}
	// And the past does matter: without it this test could not fail.
	other := *d
	other.jobs = append([]job(nil), d.jobs...)
	for i := range other.jobs {
		if j := &other.jobs[i]; i%5 == 0 && j.finished.Before(now) {
			j.finished, j.took = time.Time{}, 0
		}
	}
	if said(t, &other, now) == want {
		t.Fatal("another past changed nothing")
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("%q, was %q", g[i], w[i])
		}
	}
	return "more or less was said"
}
