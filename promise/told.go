package promise

import (
	"maps"
	"slices"
	"time"
)

// Told returns the due instant that the customer was last told. It is the due
// of the Status if the customer was told that one; otherwise it is the one told
// before, as it was when it was replaced.
//
// An explicit promise is told when it is made, an implied one is not. A
// revision by a person is told when it is made, and so is one by a rule if the
// customer agreed to it. Any other date that a rule set, by a revision or
// because the promise restarts another, is told by the next Update without
// Late. A revision that lapsed counts as never made.
//
// ok is false if the customer was told no date. It is also false if a pause may
// have moved the date that was told since it was replaced, because its place is
// then unknown.
func (e Explanation) Told() (due time.Time, ok bool) {
	return e.telling(time.Time{}).said(e)
}

// ToldBefore returns the due instant that the customer was last told before t,
// by the rules of [Explanation.Told].
func (e Explanation) ToldBefore(t time.Time) (due time.Time, ok bool) {
	return e.telling(t).said(e)
}

// ToldExpected returns the later date that is expected, if the customer was
// told it. A date that a rule set counts as told only after an Update. ok is
// false if there is none.
func (e Explanation) ToldExpected() (expected time.Time, ok bool) {
	expected, ok = e.Status.Expected()
	if !ok || !e.telling(time.Time{}).later {
		return time.Time{}, false
	}
	return expected, true
}

// ToldLate returns the last update that told the customer that the promise will
// be late, unless a revision has given a date since. Until then texts must not
// repeat the old date. A date that a rule set counts only if the customer
// agreed to it. ok is false if there is none.
func (e Explanation) ToldLate() (last Notification, ok bool) {
	for _, u := range e.Updates {
		if u.Late && !u.At.Before(e.Made) {
			last, ok = u, true
		}
	}
	for _, r := range e.Revisions {
		if ok && r.Named && (!r.Rule || r.Agreed) && r.Lapsed.IsZero() && !r.At.Before(last.At) {
			return Notification{}, false
		}
	}
	return last, ok
}

// Unmet returns the conditions that are not met and on which the promise
// depends, or depended when it was broken or ended, in the order of the terms.
// Conditions that were missed and block the start are included. Conditions of a
// revision that lapsed are not, nor conditions that were missed in a promise
// that runs because it was reopened.
func (e Explanation) Unmet() (unmet []ConditionState) {
	s := e.Status
	open := s.Phase != Fulfilled && s.Phase != Withdrawn && s.Standing != Broken
	for _, c := range e.Conditions {
		waits := c.Else == ElseMove && s.Phase == Pending
		if over := c.Missed && open && !waits; c.Met.IsZero() && !over && !e.lapsed(c) {
			unmet = append(unmet, c.clone())
		}
	}
	return unmet
}

// Lapsed returns the conditions that were missed and undid the revision that
// brought them ([ElseBack]).
func (e Explanation) Lapsed() (lapsed []ConditionState) {
	for _, c := range e.Conditions {
		if e.lapsed(c) {
			lapsed = append(lapsed, c.clone())
		}
	}
	return lapsed
}

func (c ConditionState) clone() ConditionState {
	c.Wording = maps.Clone(c.Wording)
	return c
}

// lapsed reports whether a condition undid its revision. After a break none
// does.
func (e Explanation) lapsed(c ConditionState) bool {
	return c.Else == ElseBack && c.Missed && !e.waits(c) && (e.Status.BrokenAt.IsZero() || !e.Status.BrokenAt.Before(c.By))
}

// waits reports whether a condition was missed after the promise had ended, so
// that its Else applies only after a reopening.
func (e Explanation) waits(c ConditionState) bool {
	s := e.Status
	return c.Missed && !s.EndedAt.IsZero() && !c.By.Before(s.EndedAt) && s.VoidCause != VoidByCondition && s.BrokenAt.IsZero()
}

// A telling is the state of what the customer has been told up to an instant.
type telling struct {
	due   time.Time // in force
	told  bool      // it was told
	last  time.Time // else the one that was, if any
	since time.Time // and when it was replaced
	later bool      // the later date that is expected was told
}

// said returns the due instant that was told last.
func (w telling) said(e Explanation) (due time.Time, ok bool) {
	switch {
	case w.told:
		return w.due, !w.due.IsZero()
	case w.last.IsZero() || e.pausedAfter(w.since):
		return time.Time{}, false
	}
	return w.last, true
}

// pausedAfter reports whether the promise was paused or reopened after t, which may
// have moved a due instant that no longer stood.
func (e Explanation) pausedAfter(t time.Time) bool {
	return slices.ContainsFunc(e.Steps, func(s Step) bool { return s.Phase != Running && !s.Dropped && s.To.After(t) })
}

// telling processes the promise, its revisions and updates before an instant,
// or up to now if it is zero. At one instant, revisions come before updates.
func (e Explanation) telling(before time.Time) telling {
	var binding []Revision // which have not lapsed, in order
	var ends []time.Time
	for _, r := range e.Revisions {
		if r.Lapsed.IsZero() {
			binding, ends = append(binding, r), append(ends, r.From)
		}
	}
	due, _ := e.Status.Due()
	ends = append(ends, due) // ends[i] is the due instant up to the i-th revision
	w := telling{due: ends[0], told: e.Origin != Implied, since: e.Made}
	w.startAgain(e)
	updates := e.Updates
	for i, r := range binding {
		updates = w.update(updates, e.Made, before, r.At)
		if !before.IsZero() && !r.At.Before(before) {
			return w
		}
		w.revise(r, ends[i+1])
	}
	w.update(updates, e.Made, before, time.Time{})
	return w
}

// startAgain applies the due instants of the promise that this one restarts. If
// that due instant was not carried, a rule has set an earlier one.
func (w *telling) startAgain(e Explanation) {
	if e.CarriedDue.IsZero() {
		return
	}
	_, expected := e.Status.Expected()
	if w.due.Before(e.CarriedDue.At) && !expected {
		w.told, w.last = false, e.CarriedDue.At
	}
}

// update applies the updates from the making on, up to the two instants that
// are not zero. It returns those that are left.
func (w *telling) update(updates []Notification, made, before, next time.Time) []Notification {
	for i, u := range updates {
		if !before.IsZero() && !u.At.Before(before) || !next.IsZero() && !u.At.Before(next) {
			return updates[i:]
		}
		if !u.Late && !u.At.Before(made) {
			w.told, w.later = true, true
		}
	}
	return nil
}

// revise applies a revision; due is the due instant after it.
func (w *telling) revise(r Revision, due time.Time) {
	byPerson := !r.Rule || r.Agreed
	switch {
	case !r.Binds:
		if r.Named {
			w.later = byPerson
		}
	case r.To.Equal(r.From) && !(byPerson && r.Named):
	case byPerson:
		w.told, w.later = true, false
	case !w.told && r.To.Equal(w.last):
		w.told = true
	case w.told:
		w.told, w.last, w.since = false, r.From, r.At
	}
	w.due = due
}
