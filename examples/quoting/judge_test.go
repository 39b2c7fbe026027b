package main

import (
	"testing"
	"time"

	"github.com/underpromise/underpromise/promise"
)

// TestScores counts again what the table says, straight from the quotes.
func TestScores(t *testing.T) {
	d := deskOf(t, madeUp())
	w := walk{desk: d, level: 0.9, groups: levels(defaultGroups), from: d.jobs[0].opened.AddDate(0, 0, 30), until: d.last.Add(1)}
	r, err := w.run(&progress{})
	if err != nil {
		t.Fatal(err)
	}
	for m := range d.methods() {
		kept, broken, open, none := 0, 0, 0, 0
		for _, a := range r.judged {
			due, err := d.cal.Add(a.opened, a.quotes[m])
			switch {
			case a.quotes[m] == 0 || err != nil:
				none++
			case !a.finished.IsZero() && !a.finished.After(due):
				kept++
			case !a.finished.IsZero() || !d.last.Before(due):
				broken++
			default:
				open++
			}
		}
		all := r.rows[1+m].byDue.Total()
		if all.Kept != kept || all.Broken != broken || all.Open != open || all.Unquoted != none {
			t.Errorf("%s: %+v, counted again %d kept, %d broken, %d open, %d unquoted", r.rows[1+m].name, all.Counts, kept, broken, open, none)
		}
		if kept == 0 || broken == 0 {
			t.Errorf("%s: nothing to compare", r.rows[1+m].name)
		}
	}
	if all := r.rows[0].byDue.Total(); r.rows[0].name != asPromised || all.Unquoted != 0 || all.Kept+all.Broken+all.Open != len(r.judged) {
		t.Errorf("%s: %+v", r.rows[0].name, all.Counts)
	}
	if e := r.equal; e == nil || e.ours.Keep().Of != e.n || e.theirs.Keep().Of != e.n || share(e.ours.Keep()) < share(e.theirs.Keep()) {
		t.Errorf("not compared on equal cases: %+v", e)
	}
}

func TestVerdict(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, time.January, n, 12, 0, 0, 0, time.UTC) }
	d := &desk{last: day(20)}
	for _, x := range []struct {
		finished, due time.Time
		want          promise.Standing
	}{
		{day(5), day(5), promise.Kept},
		{day(6), day(5), promise.Broken},
		{time.Time{}, day(20), promise.Broken},
		{time.Time{}, day(21), promise.OnTrack},
		{day(4), day(30), promise.Kept},
	} {
		if got := d.verdict(&job{opened: day(1), finished: x.finished}, x.due); got != x.want {
			t.Errorf("finished %v, due %v: %s, want %s", x.finished, x.due, got, x.want)
		}
	}
}
