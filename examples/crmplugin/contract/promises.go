package contract

import (
	"slices"
	"strconv"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
	"github.com/underpromise/underpromise/promise/wording"
)

// promises adds the states of the promises.
func (e *evaluation) promises() {
	if next, ok := e.c.NextChange(e.now); ok {
		e.changes(next)
	}
	told := e.chosen(e.made())
	for i, p := range told {
		e.response.Promises = append(e.response.Promises, e.promise(p, i))
		e.lasts(p.Promise)
	}
	if len(told) > 0 {
		e.ends(e.tomorrow())
	}
}

// lasts notes the instants at which the state of a promise changes, as far as they
// are known.
func (e *evaluation) lasts(p promise.Promise) {
	e.ends(p.About().Start)
	for _, event := range p.Events() {
		e.ends(event.At)
		e.ends(event.Until)
		for _, c := range event.Terms.Conditions {
			e.ends(c.By)
		}
	}
	for _, c := range p.TermsAt(e.now).Conditions {
		e.ends(c.By)
	}
	if told, ok := p.Explain(e.now).Told(); ok {
		e.ends(told)
	}
	if expected, ok := p.At(e.now).Expected(); ok {
		e.ends(expected)
	}
	if due, ok := e.firstDue(p); ok {
		e.ends(due)
	}
}

// firstDue returns the first due instant given to the customer for a promise that
// was revised, or that restarts another. The team's sentence changes at it.
func (e *evaluation) firstDue(p promise.Promise) (due time.Time, ok bool) {
	revised := slices.ContainsFunc(p.Events(), func(event promise.Event) bool { return event.Kind == promise.Revise })
	if !revised && p.About().FirstDue.IsZero() {
		return time.Time{}, false
	}
	_, first := p.SaidAt(e.now)
	return first.At, !first.IsZero()
}

// tomorrow returns when the reader's next day begins.
func (e *evaluation) tomorrow() time.Time {
	local := e.now.In(e.zone)
	year, month, day := local.Date()
	next := time.Date(year, month, day+1, 0, 0, 0, 0, e.zone)
	if !next.After(e.now) { // there is no midnight, and Date took an instant before the gap
		next = next.Add(time.Hour)
	}
	return next
}

// chosen returns the promises for the response: those that are open and the last
// one of each commitment, or all of them if the history is asked for. It returns at
// most [MaxPromises], and leaves out promises that have ended first.
func (e *evaluation) chosen(made []policy.Pledge) []policy.Pledge {
	open := func(p policy.Pledge) bool { return isOpen(p.Promise.At(e.now)) }
	var list []policy.Pledge
	for i, p := range made {
		isLast := i+1 == len(made) || made[i+1].Commitment != p.Commitment
		if e.request.History || isLast || open(p) {
			list = append(list, p)
		}
	}
	surplus := len(list) - MaxPromises
	if surplus <= 0 {
		return list
	}
	e.response.LeftOut = surplus
	var kept []policy.Pledge
	for _, p := range list {
		if surplus > 0 && !open(p) {
			surplus--
			continue
		}
		kept = append(kept, p)
	}
	return kept[:MaxPromises]
}

// promise returns the state of one promise, the i-th in the response.
func (e *evaluation) promise(pledge policy.Pledge, i int) Promise {
	p := pledge.Promise
	x := p.Explain(e.now)
	s, about := x.Status, p.About()
	told := Promise{
		ID: about.ID, Commitment: pledge.Commitment, Cycle: pledge.Cycle, To: about.To, Owner: about.Owner,
		Standing: s.Standing, Phase: s.Phase, Made: e.at(x.Made), NoDue: s.NoDue, Notice: s.Notice,
		VoidCause: s.VoidCause, Restarts: about.Restarts, Successor: x.Successor,
		BrokenAt: e.at(s.BrokenAt), EndedAt: e.at(s.EndedAt), Reason: e.reason(p, &x),
	}
	due, _ := s.Due()
	target, _ := s.Target()
	expected, _ := s.Expected()
	told.Due, told.Target, told.Expected = e.at(due), e.at(target), e.at(expected)
	if resumed, ok := p.DueIfResumed(e.now); ok && s.Phase == promise.Paused {
		told.DueIfResumed = e.at(resumed)
	}
	if s.HasRemaining() {
		told.RemainingSeconds = seconds(s.Remaining)
	}
	told.Conditions = e.conditions(x.Conditions)
	if next, ok := p.NextChange(e.now); ok {
		told.NextChange = e.at(next)
	}
	told.TeamSentence, told.CustomerSentence = e.sentences(x)
	if picture := e.request.Picture; picture != nil {
		x.ID = ""
		told.Picture = string(timeline.SVG(x, timeline.Options{
			Calendar: p.Terms().Calendar, Width: picture.width(), Theme: picture.Theme, ID: "p" + strconv.Itoa(i+1),
		}))
	}
	return told
}

func (e *evaluation) conditions(list []promise.ConditionState) (told []Condition) {
	for _, c := range list {
		told = append(told, Condition{c.Name, e.at(c.By), c.Else, e.at(c.Met), c.Missed})
	}
	return told
}

const narrow = 320

func (p *Picture) width() int {
	if p.Width == 0 {
		return narrow
	}
	return p.Width
}

// sentences returns the state of a promise for the team and for the customer. The team
// reads its name, the customer the wording of its commitment: in the language of
// the response or, in quotation marks, in the next one that was asked for.
func (e *evaluation) sentences(x promise.Explanation) (team, customer string) {
	x.ID = ""
	options := wording.Options{Zone: e.zone, NextUpdate: e.next}
	team = e.language.Team(x, options)
	x.Name = e.c.Policy().Wording(x.Name, e.request.Language...)
	if !isOpen(x.Status) {
		options.NextUpdate = time.Time{} // it is about what is still open
	}
	return team, e.language.Customer(x, options)
}

// seconds returns a duration in whole seconds, rounded down.
func seconds(d time.Duration) *int64 {
	n := wholeSeconds(d)
	return &n
}

func wholeSeconds(d time.Duration) int64 {
	n := int64(d / time.Second)
	if d%time.Second < 0 {
		n--
	}
	return n
}
