package policy

import (
	"slices"
	"sort"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A stretch is a time [from, to) in which nothing happens to a promise, so that its
// status at from determines its status in all of it.
type stretch struct {
	from, to time.Time
	revised  bool               // it begins with a revision
	status   promise.Status     // at from
	uses     time.Duration      // how much of the time promised passes in it
	calendar *calendar.Calendar // in force
}

// stretches cuts the time from when a promise was made up to and including an
// instant where something happens.
func stretches(p promise.Promise, until time.Time) []stretch {
	revised := map[int64]bool{}
	times := []time.Time{p.Made(), p.About().Start}
	for _, e := range p.Events() {
		times = append(times, e.At)
		if !e.Until.IsZero() {
			times = append(times, e.Until)
		}
		if e.Kind == promise.Revise {
			revised[e.At.UnixNano()] = true
		}
	}
	for _, c := range p.Terms().Conditions {
		times = append(times, c.By)
	}
	for _, e := range p.Lapsed(until) {
		for _, c := range e.Terms.Conditions { // what goes back is another date, too
			if isBack(c) {
				times = append(times, c.By)
				revised[c.By.UnixNano()] = true
			}
		}
	}
	last := p.At(until)
	if !last.BrokenAt.IsZero() {
		times = append(times, last.BrokenAt)
	}
	times = slices.DeleteFunc(times, func(t time.Time) bool { return t.Before(p.Made()) || t.After(until) })
	sort.SliceStable(times, func(i, j int) bool { return times[i].Before(times[j]) })
	times = slices.CompactFunc(times, time.Time.Equal)
	list := make([]stretch, len(times))
	cal := p.Terms().Calendar
	for i, t := range times {
		if revised[t.UnixNano()] {
			cal = p.TermsAt(t).Calendar
		}
		list[i] = stretch{from: t, to: until.Add(1), revised: revised[t.UnixNano()], status: p.At(t), calendar: cal}
		if i > 0 {
			list[i-1].to, list[i-1].uses = t, p.At(t.Add(-1)).Used()-list[i-1].status.Used()
		}
	}
	if n := len(list); n > 0 {
		list[n-1].uses = last.Used() - list[n-1].status.Used()
	}
	return list
}

// planned returns the instants of the reaction for a promise with these stretches.
func (r Reaction) planned(stretches []stretch) []time.Time {
	var list []time.Time
	var so soFar
	for i := range stretches {
		s := &stretches[i]
		cal := s.calendar
		if r.Wall {
			cal = calendar.Always()
		}
		first, ok := r.When.in(cal, s, &so)
		if !ok {
			continue
		}
		so.reach(s, first)
		for n, t := 0, first; n < r.times() && t.Before(s.to); n++ {
			if n > 0 {
				var err error
				if t, err = cal.Add(first, time.Duration(n)*r.Every); err != nil || !t.Before(s.to) {
					break
				}
			}
			ends := n == 0 && r.When.on != 0
			// What came before this stretch was done in another, if it was done.
			old := t.Before(s.from) && (n > 0 || (!ends && so.done))
			if !old && (ends || isOpen(s.status)) && !slices.ContainsFunc(list, t.Equal) {
				list = append(list, t)
				so.done = so.done || n == 0
			}
		}
	}
	return list
}

// soFar is the state of a moment after the stretches before.
type soFar struct {
	at    time.Time     // when it was, as the promise stood
	done  bool          // it has been, since a revision last moved it
	share time.Time     // when the share of the time was reached
	total time.Duration // the time of which that is the share
}

// reach records the instant of the moment in a stretch. After a revision that moves
// it, the moment can occur again; after a pause it cannot.
func (so *soFar) reach(s *stretch, at time.Time) {
	if s.revised && !at.Equal(so.at) {
		so.done = false
	}
	so.at = at
}

// in returns the instant of the moment by the status of the promise in a stretch. It
// can be before the stretch, if the mark was elsewhere then.
func (m Moment) in(cal *calendar.Calendar, s *stretch, so *soFar) (time.Time, bool) {
	status := &s.status
	switch {
	case m.on == promise.Broken:
		return status.BrokenAt, status.Standing == promise.Broken
	case m.on != 0:
		return status.EndedAt, status.Standing == m.on && !status.EndedAt.IsZero()
	case !isOpen(*status):
		return time.Time{}, false
	case m.share > 0:
		return m.sharedIn(s, so)
	}
	mark, ok := status.Due()
	if m.mark == markTarget {
		mark, ok = status.Target()
	}
	if !ok {
		return time.Time{}, false
	}
	at, err := cal.Add(mark, m.shift)
	return at, err == nil
}

// sharedIn returns the instant at which the share of the time is reached, if that is
// in the stretch or before: in a stretch the promised time either passes or is paused.
func (m Moment) sharedIn(s *stretch, so *soFar) (time.Time, bool) {
	status := &s.status
	if !status.HasRemaining() {
		return so.share, !so.share.IsZero()
	}
	total := status.Promised
	if s.revised && total != so.total {
		so.share = time.Time{}
	}
	so.total = total
	if !so.share.IsZero() {
		return so.share, true
	}
	left := time.Duration(float64(total)*m.share/100) - status.Used()
	if left <= 0 {
		so.share = s.from // a revision caused it, or it took no time
		return s.from, true
	}
	if s.uses < left && s.uses < s.calendar.Between(s.from, s.to.Add(-1)) {
		return time.Time{}, false // the time is paused
	}
	at, err := s.calendar.Add(s.from, left)
	if err != nil || !at.Before(s.to) {
		return time.Time{}, false
	}
	so.share = at
	return at, true
}

func isOpen(s promise.Status) bool {
	return s.Phase != promise.Fulfilled && s.Phase != promise.Withdrawn
}
