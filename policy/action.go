package policy

import (
	"cmp"
	"slices"
	"time"
)

// An Action is a reaction that has become due, or the withdrawal of one that a
// late fact has undone.
type Action struct {
	// Key is the same over every replay, so that a host can act exactly once:
	// promise, reaction and planned instant. A withdrawal has the key of what
	// it undoes.
	Key string `json:"key"`
	// Withdrawn says that what the key names was done for nothing, as is known
	// now: take it back, if it can be.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// Promise is the ID of the promise, Commitment its name, Reaction the name
	// of the reaction, and Do what the host is to do.
	Promise    string `json:"promise"`
	Commitment string `json:"commitment"`
	Reaction   string `json:"reaction"`
	Do         string `json:"do,omitempty"`
	// Planned is the instant at which it should be done, in UTC, and At the one
	// at which it became due: later, where it was only learnt later that it is.
	Planned time.Time `json:"planned"`
	At      time.Time `json:"at"`
}

// Actions returns what became due in (since, now], by when it was known: planned
// instants that have come, those of which it was learnt later that they had, and
// withdrawals of what turned out not to be. They come in the order in which they
// became due, then by key. Given that Recorded never goes back, the actions of
// (a, b] and of (b, c] are those of (a, c].
func (c Case) Actions(since, now time.Time) []Action {
	if c.policy == nil {
		return nil
	}
	var actions []Action
	tell := func(a Action, at time.Time, withdrawn bool) {
		if a.At, a.Withdrawn = at.UTC(), withdrawn; at.After(since) && !at.After(now) {
			actions = append(actions, a)
		}
	}
	done := map[string]Action{}
	learnt := c.learnt(now)
	for i, known := range learnt {
		// What falls on the instant at which more is learnt waits for that.
		until, last := now, i+1 == len(learnt)
		if !last {
			until = learnt[i+1].Add(-1)
		}
		plan := c.KnownAt(known).plan(until)
		for _, key := range sortedKeys(done) {
			if _, still := plan[key]; !still {
				tell(done[key], known, true)
				delete(done, key)
			}
		}
		for _, key := range sortedKeys(plan) {
			if _, told := done[key]; !told {
				done[key] = plan[key]
				tell(plan[key], later(plan[key].Planned, known), false)
			}
		}
	}
	slices.SortStableFunc(actions, func(a, b Action) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key, b.Key)) })
	return actions
}

// learnt returns the instants up to now at which something was learnt, in order.
func (c Case) learnt(now time.Time) []time.Time {
	times := []time.Time{c.opened.Recorded}
	for _, e := range c.log {
		times = append(times, later(e.Recorded, c.opened.Recorded))
	}
	times = slices.DeleteFunc(times, func(t time.Time) bool { return t.After(now) })
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// plan returns what is to be done up to and including an instant, as far as is
// known, by key.
func (c Case) plan(until time.Time) map[string]Action {
	plan := map[string]Action{}
	for i, made := range c.made {
		commitment := &c.policy.config.Commitments[i]
		for _, p := range made {
			id := p.promise.About().ID
			for _, r := range commitment.Reactions {
				for _, t := range r.planned(p.promise, until) {
					a := Action{
						Key:     id + "/" + r.Name + "/" + t.UTC().Format(time.RFC3339Nano),
						Promise: id, Commitment: commitment.Name, Reaction: r.Name, Do: r.Do, Planned: t.UTC(),
					}
					plan[a.Key] = a
				}
			}
		}
	}
	return plan
}
