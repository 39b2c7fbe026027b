package main

import (
	"strings"
	"testing"
	"time"
)

// TestSameAnswers checks that what is measured is the same question: both give
// the same answers at all instants, away from what they are known to see
// differently: the close itself, and days on which the clocks change.
func TestSameAnswers(t *testing.T) {
	d, err := newDesks()
	if err != nil {
		t.Fatal(err)
	}
	for i, from := range d.from {
		to := from.Add(40 * 24 * time.Hour)
		if ours, theirs := d.ours.Between(from, to), d.theirs.WorkHoursInRange(from, to); ours != theirs {
			t.Errorf("%d: from %v to %v: %v and %v", i, from, to, ours, theirs)
		}
		due, err := d.ours.Add(from, 20*time.Hour)
		if theirs := d.theirs.AddWorkHours(from, 20*time.Hour); err != nil || !due.Equal(theirs) {
			t.Errorf("%d: %v and 20 working hours: %v and %v, %v", i, from, due, theirs, err)
		}
		if ours, theirs := d.ours.IsOpen(from), d.theirs.IsWorkTime(from); ours != theirs {
			t.Errorf("%d: open at %v: %v and %v", i, from, ours, theirs)
		}
		if next, ok := d.ours.NextOpen(from); !ok || !next.Equal(d.theirs.NextWorkdayStart(from)) {
			t.Errorf("%d: next opening after %v: %v and %v", i, from, next, d.theirs.NextWorkdayStart(from))
		}
	}
}

func TestPrints(t *testing.T) {
	d, err := newDesks()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := d.print(&b, 1); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"working time in ten years", "the next opening",
		"is it open at the close, 17:00?                         false           true",
		"on the day the clocks go forward it opens at            09:00          10:00",
		"the working time of one such night is                  8h0m0s",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}
