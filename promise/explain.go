package promise

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
)

// An Explanation says why a promise stands as it does: what the clock did, step
// by step, so that the counted time adds up to what has elapsed. It is data
// first; [Explanation.String] prints it for a person, and it marshals as JSON. All
// its instants are in the zone of the calendar it was first promised on.
type Explanation struct {
	About // what the promise is about
	// Made is when it was promised, Due and Target what was first said.
	Made   time.Time `json:"made,omitzero"`
	Due    Deadline  `json:"due,omitzero"`
	Target Deadline  `json:"target,omitzero"`
	// Calendar is the name of the calendar first promised on, Zone its zone
	// and Fingerprint its version.
	Calendar    string `json:"calendar,omitempty"`
	Zone        string `json:"zone,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"`
	// Status is the judgement that is explained.
	Status Status `json:"status"`
	// Steps are what the clock did from the start up to the instant judged, or
	// to the end.
	Steps []Step `json:"steps"`
	// Flags are those that are up, as they were last raised, and Conditions
	// what the customer must do first, under the terms in force.
	Flags      []Event          `json:"flags,omitempty"`
	Conditions []ConditionState `json:"conditions,omitempty"`
	// Updates are what the customer was told, in order.
	Updates []Notification `json:"updates,omitempty"`
	// Revisions are the changes of the terms, in order.
	Revisions []Revision `json:"revisions,omitempty"`
	// Remarks say which events changed nothing, and why.
	Remarks []Remark `json:"remarks,omitempty"`
	// Successor is the ID of the promise that has taken the place of this one;
	// empty if none has.
	Successor string `json:"successor,omitempty"`
	// Verdict is the judgement in one sentence.
	Verdict string `json:"verdict"`
}

// A Step is a stretch [From, To) during which the clock did one thing.
type Step struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Counted is how much of it counts as elapsed and Paused how much as paused,
	// in working time.
	Counted time.Duration `json:"counted"`
	Paused  time.Duration `json:"paused,omitzero"`
	// Holds reports that no pause moves the due instant: the step is no time off.
	// It is false while running.
	Holds bool `json:"holds,omitempty"`
	// Why says what it was: running, a pause with its reason, a holiday.
	Why string `json:"why"`
	// Phase is what the promise was doing: Running, Paused, or Fulfilled or
	// Withdrawn where it was reopened later.
	Phase Phase `json:"phase"`
	// Reason is that of the pause, or the names of what kept it closed.
	Reason string `json:"reason,omitempty"`
	// Closed says that the step is closed time with a reason of its own, a
	// holiday or a break, while the promise was running.
	Closed bool `json:"closed,omitempty"`
	// Dropped says that the step does not count, because a condition was not
	// met in time and the start moved.
	Dropped bool `json:"dropped,omitempty"`
}

// words says what the step was.
func (s Step) words() string {
	text := s.Phase.String()
	switch {
	case s.Closed:
		text = "closed: " + s.Reason
	case s.Phase == Fulfilled || s.Phase == Withdrawn:
		text += ", later reopened"
	case s.Reason != "":
		text += ": " + s.Reason
	}
	if s.Holds {
		text += " (the due does not move)"
	}
	if s.Dropped {
		text += ", not counted: a condition was not met"
	}
	return text
}

// A Revision is one change of the terms.
type Revision struct {
	// At is when it was said, By whom, through which Channel and for what
	// Reason.
	At      time.Time `json:"at"`
	By      Actor     `json:"by,omitzero"`
	Channel string    `json:"channel,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	// From is the due instant before it and To the one that it names; zero
	// where there is none.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Agreed says that the customer agreed, Binds that the promise is judged
	// by it.
	Agreed bool `json:"agreed,omitempty"`
	Binds  bool `json:"binds,omitempty"`
	// Named reports that it named a due, and not only other terms.
	Named bool `json:"named,omitempty"`
	// Rule reports that a rule set the date, so that nobody told the customer.
	Rule bool `json:"rule,omitempty"`
	// Conditional reports that it brought conditions, in place of those before.
	Conditional bool `json:"conditional,omitempty"`
	// Removed is what it took out of the terms, if it binds.
	Removed Removal `json:"removed,omitzero"`
	// Lapsed is when it was taken back, because a condition that it brought was
	// missed ([ElseBack]); zero if it was not.
	Lapsed time.Time `json:"lapsed,omitzero"`

	fact int // its number, while the history is walked through
}

// A Notification is something that the customer was told, by an [Update] event.
type Notification struct {
	// At is when it was told, By whom and through which Channel.
	At      time.Time `json:"at"`
	By      Actor     `json:"by,omitzero"`
	Channel string    `json:"channel,omitempty"`
	// Late reports that the customer was told that it will be late.
	Late bool `json:"late,omitempty"`
	// Reason and Note are those of the event.
	Reason string `json:"reason,omitempty"`
	Note   string `json:"note,omitempty"`
}

// A ConditionState says how a condition stands.
type ConditionState struct {
	// Name is the condition's, By the last instant at which it is met in time
	// and Else what happens if it is not.
	Name string    `json:"name"`
	By   time.Time `json:"by"`
	Else Else      `json:"else"`
	// Met is when it was met, in time or not; zero if it has not been.
	Met time.Time `json:"met,omitzero"`
	// Missed says that it was not met in time.
	Missed bool `json:"missed,omitempty"`
	// Wording is what the customer must do, in the customer's words, by language
	// tag.
	Wording map[string]string `json:"wording,omitempty"`
}

// A Remark says that something changed nothing, and why.
type Remark struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Explain explains the judgement of [Promise.At] at the same instant.
func (p Promise) Explain(t time.Time) Explanation {
	if p.r == nil {
		return Explanation{Status: p.At(t), Verdict: "there is no promise"}
	}
	r := p.r
	e := Explanation{
		About: p.About(), Made: r.made.In(r.terms.Calendar.Zone()), Due: r.terms.Due, Target: r.terms.Target,
		Calendar: r.terms.Calendar.Name(), Zone: r.terms.Calendar.Zone().String(), Fingerprint: r.terms.Calendar.Fingerprint(),
		Status: p.At(t),
	}
	var withdrawal Event
	if !t.Before(r.made) {
		var j judge
		j.open(r)
		j.trace = &trace{}
		j.walk(t)
		if j.phase == 0 {
			j.count(t)
		}
		e.Steps = j.trace.finished(&j)
		e.Flags, e.Conditions = j.flagged(), j.conditionStates()
		for _, l := range j.lapsed {
			e.Conditions = append(e.Conditions, l.condition)
		}
		e.Updates = r.updates(t)
		e.Revisions, e.Remarks = j.trace.revisions, append(j.trace.remarks, r.vainRetractions()...)
		withdrawal = j.withdrawal()
		e.Successor = withdrawal.Successor
	}
	e.settle(r.terms.Calendar.Zone())
	e.Verdict = verdict(&e, withdrawal)
	return e
}

// updates returns what the customer was told up to t.
func (r *record) updates(t time.Time) (updates []Notification) {
	for i := range r.facts {
		if e := &r.facts[i]; e.Kind == Update && !e.At.After(t) {
			updates = append(updates, Notification{At: e.At, By: e.By, Channel: e.Channel, Late: e.Late, Reason: e.Reason, Note: e.Note})
		}
	}
	return updates
}

// vainRetractions remarks on what takes back an event that is not in the log, not
// yet perhaps.
func (r *record) vainRetractions() (remarks []Remark) {
	for _, e := range r.log {
		if e.Kind == Retract && !slices.ContainsFunc(r.log, func(old Event) bool { return old.ID == e.Of }) {
			remarks = append(remarks, Remark{At: e.At, Text: fmt.Sprintf("retract: no event %q is known", document.Excerpt(e.Of))})
		}
	}
	return remarks
}

// settle puts all instants into one zone, so that they can be read side by side
// whatever calendars and callers they came from.
func (e *Explanation) settle(zone *time.Location) {
	instants := []*time.Time{
		&e.About.Start, &e.FirstDue.At, &e.CarriedDue.At, &e.Status.At, &e.Status.BrokenAt, &e.Status.EndedAt, &e.Status.due, &e.Status.target, &e.Status.expected,
	}
	for i := range e.Steps {
		instants = append(instants, &e.Steps[i].From, &e.Steps[i].To)
	}
	for i := range e.Flags {
		instants = append(instants, &e.Flags[i].At, &e.Flags[i].Recorded)
	}
	for i := range e.Conditions {
		instants = append(instants, &e.Conditions[i].By, &e.Conditions[i].Met)
	}
	for i := range e.Revisions {
		instants = append(instants, &e.Revisions[i].At, &e.Revisions[i].From, &e.Revisions[i].To, &e.Revisions[i].Lapsed)
	}
	for i := range e.Updates {
		instants = append(instants, &e.Updates[i].At)
	}
	for i := range e.Remarks {
		instants = append(instants, &e.Remarks[i].At)
	}
	for _, t := range instants {
		if !t.IsZero() {
			*t = t.In(zone)
		}
	}
}

// finished returns the steps up to the instant judged or the end, with the
// closures that fell into them.
func (t *trace) finished(j *judge) []Step {
	var steps []Step
	for _, s := range t.steps {
		if j.phase != 0 && !s.From.Before(j.endedAt) {
			break
		}
		if s.ran {
			steps = append(steps, s.split()...)
		} else {
			steps = append(steps, s.Step)
		}
	}
	for i := range steps {
		steps[i].Why = steps[i].words()
	}
	return steps
}

// split cuts out of a running step the closed stretches that have a reason of
// their own.
func (s rawStep) split() []Step {
	var steps []Step
	from := s.From
	run := func(to time.Time) {
		if from.Before(to) {
			steps = append(steps, Step{From: from, To: to, Counted: s.cal.Between(from, to), Phase: s.Phase})
		}
	}
	for _, gap := range gaps(s.cal, s.From, s.To) {
		run(gap.From)
		steps = append(steps, Step{From: gap.From, To: gap.To, Phase: s.Phase, Reason: gap.Name, Closed: true})
		from = gap.To
	}
	run(s.To)
	return steps
}

// gaps returns the closed stretches in which named closures lie, from the close
// before to the opening after, with the names of them all.
func gaps(cal *calendar.Calendar, from, to time.Time) []calendar.Closure {
	var gaps []calendar.Closure
	for _, c := range cal.Closures(from, to) {
		if c.Name == "" {
			continue
		}
		if n := len(gaps) - 1; n >= 0 && c.From.Before(gaps[n].To) {
			if !slices.Contains(strings.Split(gaps[n].Name, ", "), c.Name) {
				gaps[n].Name += ", " + c.Name
			}
			continue
		}
		if closed, ok := cal.PrevClose(c.From); ok && closed.After(from) {
			c.From = closed
		} else {
			c.From = from
		}
		if open, ok := cal.NextOpen(c.From); ok && open.Before(to) {
			c.To = open
		} else {
			c.To = to
		}
		gaps = append(gaps, c)
	}
	return gaps
}
