package whatif

import (
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// A key identifies a chain of a case.
type key struct {
	commitment string
	number     int
}

// A chain is a promise and those that replaced it, in order: usually one.
type chain []promise.Promise

// chains returns the chains of promises made up to an instant. Their number is that
// of the cycle, where promises that replaced each other count as one.
func chains(pledges []policy.Pledge, now time.Time) map[key]chain {
	made := map[key]chain{}
	type count struct{ last, replaced int } // the last chain, and how many were replaced so far
	counts := map[string]count{}
	for _, p := range pledges {
		if p.Promise.Made().After(now) {
			continue
		}
		n := counts[p.Commitment]
		restarts, old := p.Promise.About().Restarts, made[key{p.Commitment, n.last}]
		if restarts != "" && len(old) > 0 && restarts == old[len(old)-1].About().ID {
			n.replaced++
		} else {
			n.last = p.Cycle - n.replaced
		}
		counts[p.Commitment] = n
		k := key{p.Commitment, n.last}
		made[k] = append(made[k], p.Promise)
	}
	return made
}

// An outcome is the outcome of a chain. The zero outcome is none.
type outcome struct {
	verdict
	replaced int // how many promises of it were replaced
	done     bool
	due      time.Time
	timed    bool // promised and unused are known
	promised time.Duration
	unused   time.Duration
	padded   bool // there is a target
	pad      time.Duration
}

// A verdict is the part of outcomes that is compared.
type verdict struct {
	standing promise.Standing
	cause    promise.VoidCause
	first    promise.Standing // against the first due instant
}

// class returns the verdict, with every open standing as on track.
func (v verdict) class() verdict {
	for _, s := range []*promise.Standing{&v.standing, &v.first} {
		if *s == promise.AtRisk {
			*s = promise.OnTrack
		}
	}
	return v
}

// outcome returns the outcome of the chain: that of its first broken promise, or
// else of its last. Time used before that one's start counts as promised too.
func (c chain) outcome(now time.Time) outcome {
	judged, before := c[len(c)-1], time.Duration(0)
	for _, p := range c[:len(c)-1] {
		s := p.At(now)
		if s.Standing == promise.Broken {
			judged = p
			break
		}
		before += s.Used()
	}
	s := judged.At(now)
	last := c[len(c)-1].At(now)
	turned := report.Of(judged, now)
	o := outcome{verdict: verdict{s.Standing, s.VoidCause, last.FirstStanding}, replaced: len(c) - 1, done: turned.AlreadyDone}
	if due, ok := s.Due(); ok {
		o.due = due.UTC()
	}
	o.unused = s.Remaining
	o.timed, o.promised = s.HasRemaining(), before+s.Promised
	o.pad, o.padded = padOf(c[0])
	return o
}

// padOf returns the working time between target and due, as first promised.
func padOf(p promise.Promise) (time.Duration, bool) {
	s := p.First()
	due, ok := s.Due()
	target, aimed := s.Target()
	if !ok || !aimed {
		return 0, false
	}
	return p.Terms().Calendar.Between(target, due), true
}

// flip returns the difference of two outcomes.
func flip(id string, k key, a, b outcome) Flip {
	return Flip{
		Case: id, Commitment: k.commitment, Cycle: k.number, Old: a.standing, New: b.standing, OldVoid: a.cause, NewVoid: b.cause,
		OldFirst: a.otherwise(), NewFirst: b.otherwise(), OldDue: a.due, NewDue: b.due,
	}
}

// otherwise returns the standing against the first due instant, if that is different.
func (v verdict) otherwise() promise.Standing {
	if v.first == v.standing {
		return 0
	}
	return v.first
}
