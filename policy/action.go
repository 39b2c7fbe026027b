package policy

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/underpromise/underpromise/calendar/instants"

	"github.com/underpromise/underpromise/promise"
)

// An Action is a reaction that has become due, or the withdrawal of one that a
// late fact has undone. A withdrawn action can become due again, for example if
// the late fact is retracted.
type Action struct {
	// Key identifies one action or one withdrawal, and is the same in every replay.
	// A host that inserts new keys and ignores the ones that it has already delivers
	// each action exactly once. It is made of the Name, "told" or "withdrawn", and
	// At.
	Key string `json:"key"`
	// Name identifies the task: case, commitment, reaction and planned instant. A
	// withdrawal undoes the last action with its Name, and between two actions with
	// one Name there is a withdrawal. The Name does not contain the number of the
	// cycle, since a late fact can insert another cycle before it.
	Name string `json:"name"`
	// Withdrawn reports whether the action identified by Name should be undone.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// Promise is the ID of the promise, Commitment the name of its commitment,
	// Reaction the name of the reaction, and Do the task of the host.
	Promise    string `json:"promise"`
	Commitment string `json:"commitment"`
	Reaction   string `json:"reaction"`
	Do         string `json:"do,omitempty"`
	// Stake is what is lost if the promise is broken.
	Stake promise.Stake `json:"stake,omitzero"`
	// Planned is the instant for which it was planned, in UTC, and At the instant at
	// which it became due. At is after Planned if the facts were recorded later.
	Planned time.Time `json:"planned"`
	At      time.Time `json:"at"`
}

// Actions returns the actions that became due in (since, now]: those planned in it,
// those planned earlier that became due by an event recorded in it, and the withdrawals
// by such events. They are in the order in which they became due, then by the amount at
// stake, the largest first, then by name.
//
// The actions of (a, b] and of (b, c] are those of (a, c], with the same keys, if
// everything recorded after the first call is recorded later than b. Record
// accepts b itself again, but Actions then never returns the changes to the actions of
// b: a host that has asked up to an instant must record later than that, or ask up
// to just before it (now.Add(-1)) while more can be recorded at it.
//
// Actions planned before the opening was recorded become due at that instant.
func (c Case) Actions(since, now time.Time) []Action {
	if c.policy == nil {
		return nil
	}
	var actions []Action
	tell := func(a Action, at time.Time, withdrawn bool) {
		if a.At, a.Withdrawn = at.UTC(), withdrawn; at.After(since) && !at.After(now) {
			a.Key = a.key()
			actions = append(actions, a)
		}
	}
	then, learnt := c.atOpening(), c.learnt(now)
	done := map[string]Action{}
	begun := !since.Before(c.opened.Recorded)
	if begun {
		// The actions done by since are those planned by then, as known then.
		then = c.KnownAt(since).seenAt(since)
		done = then.plan(since)
		learnt = slices.DeleteFunc(learnt, func(t time.Time) bool { return !t.After(since) })
		learnt = append([]time.Time{since}, learnt...)
	}
	for i, known := range learnt {
		// Actions at an instant at which more is recorded wait for that.
		until, last := now, i+1 == len(learnt)
		if !last {
			until = learnt[i+1].Add(-1)
		}
		if i == 0 && begun {
			then = then.seenAt(until)
		} else {
			then = then.learns(c, known, until)
		}
		plan := then.plan(until)
		for _, name := range sortedKeys(done) {
			if _, still := plan[name]; !still {
				tell(done[name], known, true)
			}
		}
		for _, name := range sortedKeys(plan) {
			if _, told := done[name]; !told {
				tell(plan[name], instants.Later(plan[name].Planned, known), false)
			}
		}
		done = plan
	}
	sort.SliceStable(actions, func(i, j int) bool {
		a, b := &actions[i], &actions[j]
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(b.Stake.Amount, a.Stake.Amount), cmp.Compare(a.Name, b.Name)) < 0
	})
	return actions
}

// key returns the key of one action or withdrawal. An action, its withdrawal and its
// repetition have different instants: actions at an instant at which more is recorded
// wait for that.
func (a *Action) key() string {
	what := "told"
	if a.Withdrawn {
		what = "withdrawn"
	}
	return a.Name + "/" + what + "/" + a.At.Format(time.RFC3339Nano)
}

// atOpening returns the case without its log.
func (c Case) atOpening() Case {
	c.log, c.seen = nil, c.opened.Recorded
	then, err := c.derived()
	if err != nil {
		return c // not reached: it was opened so
	}
	return then
}

// seenAt returns the case as if time had been seen to pass up to an instant.
func (c Case) seenAt(t time.Time) Case {
	c.seen = t
	seen, err := c.settled()
	if err != nil {
		return c // not reached: it was recorded so
	}
	return seen
}

// learns returns the case, which holds all that whole held before the instant known,
// with the entries that whole recorded at it, as seen at until.
func (c Case) learns(whole Case, known, until time.Time) Case {
	log := slices.Clip(c.log)
	for _, e := range whole.log {
		if instants.Later(e.Recorded, c.opened.Recorded).Equal(known) {
			log = append(log, e)
		}
	}
	next, err := c.extended(log, until)
	if err != nil {
		return c // not reached: it was recorded so
	}
	return next
}

// learnt returns the instants up to now at which something was recorded, in order.
func (c Case) learnt(now time.Time) []time.Time {
	times := []time.Time{c.opened.Recorded}
	for _, e := range c.log {
		times = append(times, instants.Later(e.Recorded, c.opened.Recorded))
	}
	times = slices.DeleteFunc(times, func(t time.Time) bool { return t.After(now) })
	sort.SliceStable(times, func(i, j int) bool { return times[i].Before(times[j]) })
	return slices.CompactFunc(times, time.Time.Equal)
}

// plan returns the actions up to and including an instant, by name, as derived from
// the log so far.
func (c Case) plan(until time.Time) map[string]Action {
	plan := map[string]Action{}
	for _, made := range c.made {
		for _, p := range made {
			for i, now := range p.versions {
				next := time.Time{}
				if i+1 < len(p.versions) {
					next = p.versions[i+1].from
				}
				p.plan(plan, now, next, until)
			}
		}
	}
	return plan
}

// plan adds the actions for the promise by one version of its commitment,
// from when it came into force until the next one did; zero if none did.
func (p pledge) plan(plan map[string]Action, version version, next, until time.Time) {
	if len(version.commitment.Reactions) == 0 {
		return
	}
	about, cut := p.promise.About(), stretches(p.promise, until)
	for _, r := range version.commitment.Reactions {
		for _, t := range r.planned(cut) {
			if t.Before(version.from) || (!next.IsZero() && !t.Before(next)) {
				continue
			}
			name := p.of + "/" + part(r.Name) + "/" + t.UTC().Format(time.RFC3339Nano)
			for first, n := name, 2; ; n++ { // another cycle does the same at the same instant
				if _, taken := plan[name]; !taken {
					break
				}
				name = first + "/" + strconv.Itoa(n)
			}
			plan[name] = Action{
				Name: name, Promise: about.ID, Commitment: about.Name, Reaction: r.Name, Do: r.Do, Stake: about.Stake, Planned: t.UTC(),
			}
		}
	}
}
