package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// A replay is a log turned into cases under a policy, judged at an instant.
type replay struct {
	log        *eventLog
	name       string
	zone       *time.Location
	now, since time.Time
	pledges    []pledge
	actions    []policy.Action // that became due from since on
	cases      map[string]policy.Case
	later      int // cases that came in after now
	none       int // cases that were promised nothing
}

// A pledge is one promise of a case, and how it stands.
type pledge struct {
	id         string // of the case
	commitment string
	group      string // by which it is counted
	promise    promise.Promise
	why        policy.Why
	status     promise.Status

	alreadyDone bool // it was done when it was promised
}

func newReplay(l *eventLog, c *columns, pol *policy.Policy, now, since time.Time, p *progress) (*replay, error) {
	config := pol.Config()
	r := &replay{log: l, name: config.Name, zone: zoneOf(config), now: now, since: since, cases: map[string]policy.Case{}}
	groups := newGroups(config)
	for i, id := range l.cases {
		p.tell("judging", i, len(l.cases))
		rows := until(l.of[id], now)
		if len(rows) == 0 {
			r.later++
			continue
		}
		opening, events := c.events(rows)
		opened, err := pol.Open(id, opening, rows[0].event.At)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", rows[0].event.ID, err)
		}
		told, err := opened.Record(now, events...)
		if err != nil {
			return nil, fmt.Errorf("%s and what follows: %w", rows[0].event.ID, err)
		}
		r.cases[id] = told
		made := told.Pledges()
		if len(made) == 0 {
			r.none++
		}
		for _, p := range made {
			r.pledges = append(r.pledges, pledge{
				id: id, commitment: p.Commitment, group: groups.of(p.Why, opening, told.Fields()),
				promise: p.Promise, why: p.Why, status: p.Promise.At(now), alreadyDone: report.Of(p.Promise, now).AlreadyDone,
			})
		}
		if !isOver(rows, made, since) {
			r.actions = append(r.actions, told.Actions(since, now)...)
		}
	}
	p.done()
	slices.SortStableFunc(r.actions, func(a, b policy.Action) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Name, b.Name)) })
	return r, nil
}

// isOver reports whether nothing can have become due after an instant, so that
// there is no need to ask: all had ended by then, and nothing was learnt since.
func isOver(rows []row, made []policy.Pledge, since time.Time) bool {
	return !rows[len(rows)-1].event.At.After(since) && !slices.ContainsFunc(made, func(p policy.Pledge) bool {
		return pledge{status: p.Promise.At(since)}.isOpen()
	})
}

// zoneOf returns the zone in which a desk reads the clock: that of its first
// calendar.
func zoneOf(config policy.Config) *time.Location {
	first := config.Commitments[0]
	if first.Calendar == nil {
		return first.Rules[0].Calendar.Zone()
	}
	return first.Calendar.Zone()
}

// until returns the rows up to an instant.
func until(rows []row, now time.Time) []row {
	n := slices.IndexFunc(rows, func(x row) bool { return x.event.At.After(now) })
	if n < 0 {
		return rows
	}
	return rows[:n]
}

// events returns with which fields a case opens, and what happens to it from then
// on: its rows, each with the fields that change.
func (c *columns) events(rows []row) (opening policy.Fields, events []policy.Event) {
	opening, known := policy.Fields{}, make([]string, len(c.fields))
	for i, field := range c.fields {
		if value := rows[0].values[i]; value != "" {
			opening[field], known[i] = value, value
		}
	}
	for _, x := range rows {
		e := x.event
		for i, value := range x.values {
			if value == "" || value == known[i] {
				continue
			}
			if e.Set == nil {
				e.Set = policy.Fields{}
			}
			known[i], e.Set[c.fields[i]] = value, value
		}
		events = append(events, e)
	}
	return opening, events
}

// groups are the fields by which the promises of each commitment are counted: those
// that its rules ask for.
type groups map[string]group

type group struct {
	fields []string
	rules  []policy.Rule
}

func newGroups(config policy.Config) groups {
	all := groups{}
	for _, m := range config.Commitments {
		g := group{rules: m.Rules}
		for _, r := range m.Rules {
			g.fields = append(g.fields, sortedKeys(r.When)...)
		}
		slices.Sort(g.fields)
		g.fields = slices.Compact(g.fields)
		all[m.Name] = g
	}
	return all
}

// of returns the group of a promise: as the case came in, or, if another rule
// holds since, as it is now.
func (all groups) of(why policy.Why, opening, now policy.Fields) string {
	g, fields := all[why.Commitment], opening
	if why.Rule < 0 || !matches(g.rules[why.Rule], opening) {
		fields = now
	}
	var values []string
	for _, name := range g.fields {
		values = append(values, cmp.Or(fields[name], "-"))
	}
	return cmp.Or(strings.Join(values, "/"), "all")
}

func matches(r policy.Rule, fields policy.Fields) bool {
	for name, values := range r.When {
		if !slices.Contains(values, fields[name]) {
			return false
		}
	}
	return true
}
