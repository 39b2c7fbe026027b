package whatif_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/whatif"
	"github.com/underpromise/underpromise/promise"
)

// TestOracle counts random cases a second time, slowly: the log is told event by
// event to a new case, promises are looked up one by one, and time is counted from
// the steps of their explanations, minute by minute.
func TestOracle(t *testing.T) {
	var policies []*policy.Policy
	for _, doc := range []string{roomyDoc, restartDoc} {
		policies = append(policies, parse(t, doc))
	}
	from, now := at(t, "mon 09:00"), at(t, "mon2 12:00")
	open := rulerOf(policies[0].Config().Commitments[0].Calendar) // the only one
	rapid.Check(t, func(rt *rapid.T) {
		old := policies[rapid.IntRange(0, len(policies)-1).Draw(rt, "old")]
		next := policies[rapid.IntRange(0, len(policies)-1).Draw(rt, "new")]
		cases := drawCases(rt, old, from, now)
		report, err := whatif.Compare(old, next, cases, now)
		require.NoError(rt, err)
		want := whatif.Row{}
		for _, c := range cases {
			was, is := retold(rt, c, old, now), retold(rt, c, next, now)
			for k, p := range was {
				p.slowly(open, &want.Old, now)
				q, ok := is[k]
				if !ok {
					want.Vanished++
					continue
				}
				want.Matched++
				compareSlowly(open, &want, p, q, now)
			}
			for k, p := range is {
				p.slowly(open, &want.New, now)
				if _, ok := was[k]; !ok {
					want.Appeared++
				}
			}
		}
		got := report.Total
		for _, t := range []*whatif.Times{&got.Old.Promised, &got.Old.Pad, &got.Old.KeptTime, &got.Old.Unused, &got.New.Promised, &got.New.Pad, &got.New.KeptTime, &got.New.Unused, &got.Shift, &got.WallShift} {
			t.Mean, t.Median = 0, 0
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("-slowly +got:\n%s", diff)
		}
	})
}

// A told is the promises that took each other's place.
type told []promise.Promise

// retold tells the log of a case to a new one under a policy. It returns what is
// promised by the commitment and the number of the chain.
func retold(rt *rapid.T, c policy.Case, pol *policy.Policy, now time.Time) map[string]told {
	again, err := pol.Open(c.ID(), c.Opening().Fields, c.Opening().At)
	require.NoError(rt, err)
	for _, e := range c.Events() {
		again, err = again.Record(now, e)
		require.NoError(rt, err)
	}
	again, err = again.Record(now)
	require.NoError(rt, err)
	restarted, list := map[string]int{}, map[string]told{}
	for _, p := range again.Pledges() {
		if p.Promise.About().Restarts != "" {
			restarted[p.Commitment]++
		}
		k := fmt.Sprint(p.Commitment, p.Cycle-restarted[p.Commitment])
		list[k] = append(list[k], p.Promise)
	}
	return list
}

// judged returns the promise by which the chain is judged, and those before it.
func (c told) judged(now time.Time) (judged promise.Promise, before told) {
	for i, p := range c {
		if p.At(now).Standing == promise.Broken {
			return p, c[:i]
		}
	}
	return c[len(c)-1], c[:len(c)-1]
}

// verdict writes how the chain stands, and why, and against what was first said.
func (c told) verdict(now time.Time) string {
	p, _ := c.judged(now)
	s, last := p.At(now), c[len(c)-1].At(now)
	text := fmt.Sprint(s.Standing, s.VoidCause, " first ", last.FirstStanding)
	return strings.ReplaceAll(text, "at risk", "on track")
}

// isDone reports whether a promise was done when it was made.
func isDone(p promise.Promise, s promise.Status) bool {
	return s.Standing == promise.Kept && s.EndedAt.Equal(p.Made()) && s.Elapsed == 0
}

func (c told) slowly(open ruler, s *whatif.Side, now time.Time) {
	s.Promises++
	s.Replaced += len(c) - 1
	p, _ := c.judged(now)
	status := p.At(now)
	first := c[len(c)-1].At(now).FirstStanding
	done := false
	switch status.Standing {
	case promise.Kept:
		if done = isDone(p, status); done {
			s.AlreadyDone++
		} else {
			s.Kept++
		}
	case promise.Broken:
		s.Broken++
	case promise.Void:
		s.Void++
		switch status.VoidCause {
		case promise.VoidByCustomer:
			s.VoidByCustomer++
		case promise.VoidByUs:
			s.VoidByUs++
		default:
			s.VoidByCondition++
		}
	default:
		s.Open++
	}
	if done {
		return
	}
	switch first {
	case promise.Kept:
		s.FirstKept++
	case promise.Broken:
		s.FirstBroken++
	default:
	}
	add := func(t *whatif.Times, d time.Duration) {
		t.Of, t.Sum = t.Of+1, t.Sum.Plus(document.TotalOf(d))
	}
	if promised, left, ok := c.promisedSlowly(open, now); ok {
		add(&s.Promised, promised)
		if status.Standing == promise.Kept {
			add(&s.KeptTime, promised)
			add(&s.Unused, left)
		}
	}
	due := c[0].Terms().Due.String()
	if target := c[0].Terms().Target.String(); target != "" {
		d, _ := time.ParseDuration(due)
		v, _ := time.ParseDuration(target)
		if v == 0 { // "1h30m before"
			v, _ = time.ParseDuration(target[:len(target)-len(" before")])
			v = d - v
		}
		add(&s.Pad, d-v)
	}
}

// promisedSlowly counts what ran of those that were replaced, and what was promised
// by the one that is judged.
func (c told) promisedSlowly(open ruler, now time.Time) (promised, left time.Duration, ok bool) {
	p, before := c.judged(now)
	promised, left, ok = promisedSlowly(open, p, now)
	for _, q := range before {
		steps := q.Explain(now).Steps
		if n := len(steps); n > 0 {
			ran, _, _ := walk(open, steps, steps[n-1].To)
			promised += ran
		}
	}
	return promised, left, ok
}

// promisedSlowly counts the working time from start to due, minute by minute,
// without that of the pauses before it.
func promisedSlowly(open ruler, p promise.Promise, now time.Time) (promised, left time.Duration, ok bool) {
	e := p.Explain(now)
	due, known := e.Status.Due()
	if !known {
		if e.Status.NoDue != promise.DuePaused {
			return 0, 0, false
		}
		// What was left when the pause began: as if it ended there.
		paused := e.Steps[len(e.Steps)-1].From
		for i := len(e.Steps) - 1; i >= 0 && e.Steps[i].Phase == promise.Paused; i-- {
			paused = e.Steps[i].From
		}
		if !e.Status.EndedAt.IsZero() {
			return 0, 0, false
		}
		counted, _, _ := walk(open, e.Steps, paused)
		resumed, ok := p.DueIfResumed(now)
		if !ok {
			return 0, 0, false
		}
		return counted + open.between(now, resumed), 0, true
	}
	counted, last, ends := walk(open, e.Steps, due)
	if ends {
		return counted, 0, true // it ran until due, and perhaps on
	}
	if len(e.Steps) == 0 {
		last = p.Made()
	}
	left = open.between(last, due)
	return counted + left, left, true
}

// walk counts the working minutes in which the promise ran, up to an instant. It
// returns until when that is known, and whether that is the instant.
func walk(open ruler, steps []promise.Step, until time.Time) (counted time.Duration, last time.Time, ends bool) {
	for _, s := range steps {
		to := s.To
		if !to.Before(until) {
			to = until
		}
		if s.Phase == promise.Running && s.From.Before(to) {
			counted += open.between(s.From, to)
		}
		if last = to; to.Equal(until) {
			return counted, last, true
		}
	}
	return counted, last, false
}

// A ruler has, for each minute of the forty days from Monday, 2026-01-05 UTC, how
// many before it were open.
type ruler []int

func rulerOf(cal *calendar.Calendar) ruler {
	r := ruler{0}
	for m := range 40 * 24 * 60 {
		n := r[m]
		if cal.IsOpen(monday.Add(time.Duration(m) * time.Minute)) {
			n++
		}
		r = append(r, n)
	}
	return r
}

var monday = time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)

func (r ruler) between(from, to time.Time) time.Duration {
	if !from.Before(to) {
		return 0
	}
	return time.Duration(r[int(to.Sub(monday)/time.Minute)]-r[int(from.Sub(monday)/time.Minute)]) * time.Minute
}

func compareSlowly(open ruler, row *whatif.Row, p, q told, now time.Time) {
	old, _ := p.judged(now)
	next, _ := q.judged(now)
	a, b := old.At(now), next.At(now)
	switch {
	case p.verdict(now) == q.verdict(now):
	case a.Standing == promise.Kept && b.Standing == promise.Broken:
		row.Lost++
	case a.Standing == promise.Broken && b.Standing == promise.Kept:
		row.Won++
	default:
		row.Other++
	}
	if a.Standing == promise.Void || b.Standing == promise.Void || isDone(old, a) || isDone(next, b) {
		return
	}
	was, _, ok := p.promisedSlowly(open, now)
	is, _, known := q.promisedSlowly(open, now)
	if ok && known {
		row.Shift.Of++
		row.Shift.Sum = row.Shift.Sum.Plus(document.TotalOf(is - was))
		if is > was {
			row.Given = row.Given.Plus(document.TotalOf(is - was))
		} else {
			row.Gained = row.Gained.Plus(document.TotalOf(was - is))
		}
	}
	before, ok := a.Due()
	after, known := b.Due()
	if ok && known {
		row.WallShift.Of++
		row.WallShift.Sum = row.WallShift.Sum.Plus(document.TotalOf(after.Sub(before)))
	}
}
