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
// late fact has undone. The same action can become due again after it was
// withdrawn: a retraction takes that late fact back.
type Action struct {
	// Key is different for each telling and for each withdrawal, and the same over
	// every replay: a host that inserts under it what is new, and ignores what it has
	// already, delivers each exactly once. It is the Name, "told" or "withdrawn", and
	// At.
	Key string `json:"key"`
	// Name identifies what is to be done: case, commitment, reaction and planned
	// instant. A withdrawal undoes what was told last under its Name, and between two
	// tellings of a Name there is a withdrawal. It has no number of a cycle, since a
	// fact that comes late can put another cycle before.
	Name string `json:"name"`
	// Withdrawn reports that the action should be undone, if that is possible.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// Promise is the ID of the promise, Commitment its name, Reaction the name
	// of the reaction, and Do what the host is to do.
	Promise    string `json:"promise"`
	Commitment string `json:"commitment"`
	Reaction   string `json:"reaction"`
	Do         string `json:"do,omitempty"`
	// Stake is what is lost if the promise is broken.
	Stake promise.Stake `json:"stake,omitzero"`
	// Planned is the instant at which it should be done, in UTC, and At the one
	// at which it became due: later, where it was only learnt later that it is.
	Planned time.Time `json:"planned"`
	At      time.Time `json:"at"`
}

// Actions returns what became due in (since, now], by when it was known: planned
// instants that have come, those of which it was learnt later that they had, and
// withdrawals of what turned out not to be. They come in the order in which they
// became due, then what is most at stake first (by its amount), then by name.
//
// The actions of (a, b] and of (b, c] are those of (a, c], with the same keys, if all
// that is recorded after the first were asked for is recorded later than b. Record
// accepts b itself again, but what it changes about the actions of b is never told
// then: a host that has asked up to an instant must record later than that, or ask up
// to just before it (now.Add(-1)) while more can be recorded at it.
//
// What was to be done before the opening was recorded is told at that instant.
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
		// What was done by since is what was planned by then, as it was known.
		then = c.KnownAt(since).seenAt(since)
		done = then.plan(since)
		learnt = slices.DeleteFunc(learnt, func(t time.Time) bool { return !t.After(since) })
		learnt = append([]time.Time{since}, learnt...)
	}
	for i, known := range learnt {
		// What falls on the instant at which more is learnt waits for that.
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

// key is that of one telling or withdrawal. An action is told, withdrawn and told
// again at different instants: what falls on an instant at which more is learnt
// waits for that.
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

// learns returns the case, which knows all that another knew before an instant,
// with what that one learnt at it, as seen at until.
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

// learnt returns the instants up to now at which something was learnt, in order.
func (c Case) learnt(now time.Time) []time.Time {
	times := []time.Time{c.opened.Recorded}
	for _, e := range c.log {
		times = append(times, instants.Later(e.Recorded, c.opened.Recorded))
	}
	times = slices.DeleteFunc(times, func(t time.Time) bool { return t.After(now) })
	sort.SliceStable(times, func(i, j int) bool { return times[i].Before(times[j]) })
	return slices.CompactFunc(times, time.Time.Equal)
}

// plan returns what is to be done up to and including an instant, as far as is
// known, by name.
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

// plan adds what is to be done for the promise by one version of its commitment,
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
