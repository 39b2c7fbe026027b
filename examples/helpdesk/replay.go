package main

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// A replay is a log turned into promises, judged at an instant.
type replay struct {
	log   *eventLog
	name  string
	zone  *time.Location
	now   time.Time
	cases []ticket
	later int // cases that came in after now
	none  int // cases that were promised nothing
}

// A ticket is one case with its promise and how it stands.
type ticket struct {
	id      string
	fields  policy.Fields
	promise promise.Promise
	why     policy.Why
	status  promise.Status
}

func newReplay(l *eventLog, m *mapping, pol *policy.Policy, zone *time.Location, now time.Time) (*replay, error) {
	r := &replay{log: l, name: pol.Name(), zone: zone, now: now}
	for _, id := range l.cases {
		rows := l.of[id]
		if rows[0].at.After(now) {
			r.later++
			continue
		}
		t, err := newTicket(id, rows, m, pol)
		if err != nil && t.why.Rule < 0 && t.why.Rules != nil {
			r.none++ // no rule: nothing was promised
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("case %s, line %d: %w", id, rows[0].line, err)
		}
		t.status = t.promise.At(now)
		r.cases = append(r.cases, t)
	}
	return r, nil
}

// newTicket makes the promise when the case came in, and records what happened
// since.
func newTicket(id string, rows []row, m *mapping, pol *policy.Policy) (ticket, error) {
	first := rows[0]
	terms, why, err := pol.Terms(m.Commitment, first.fields, first.at)
	t := ticket{id: id, fields: first.fields, why: why}
	if err != nil {
		return t, err
	}
	p, err := promise.Make(terms, promise.About{ID: id, To: first.to, Name: m.Commitment}, first.at)
	if err != nil {
		return t, err
	}
	t.promise, err = p.Record(first.at, events(rows)...)
	return t, err
}

// events turns the states that a case went through into what happened.
func events(rows []row) []promise.Event {
	var list []promise.Event
	was := open
	for _, x := range rows {
		happened := func(kind promise.Kind) {
			e := promise.Event{Kind: kind, At: x.at, Recorded: x.at, ID: fmt.Sprintf("line %d", x.line)}
			if len(list) > 0 && list[len(list)-1].ID == e.ID {
				e.ID += " too" // a row can reopen and pause
			}
			if x.by != "" {
				e.By = promise.Person(x.by)
			}
			if e.Reason = x.reason; kind == promise.Pause && e.Reason == "" {
				e.Reason = x.state
			}
			e.Late = kind == promise.Update
			list = append(list, e)
		}
		ended := was == done || was == withdrawn
		switch {
		case x.means == late:
			happened(promise.Update)
			continue
		case x.means == done && !ended:
			happened(promise.Fulfill)
		case x.means == withdrawn && !ended:
			happened(promise.Withdraw)
		case x.means == pause:
			if ended {
				happened(promise.Reopen)
			}
			happened(promise.Pause)
		case x.means == open && ended:
			happened(promise.Reopen)
		case x.means == open && was == pause:
			happened(promise.Resume)
		}
		was = x.means
	}
	return list
}
