package promise

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
)

// An Explanation explains a judgement: what the clock did, step by step, so
// that the counted time adds up to the elapsed time. Its fields are data;
// [Explanation.String] prints it for a person, and it marshals as JSON. All its
// instants are in the zone of the calendar first promised on.
type Explanation struct {
	About // what the promise is about
	// Made is when the promise was made. Due and Target are those first
	// promised.
	Made   time.Time `json:"made,omitzero"`
	Due    Deadline  `json:"due,omitzero"`
	Target Deadline  `json:"target,omitzero"`
	// Calendar is the name of the calendar first promised on, Zone is its zone
	// and Fingerprint its version.
	Calendar    string `json:"calendar,omitempty"`
	Zone        string `json:"zone,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"`
	// Status is the judgement that is explained.
	Status Status `json:"status"`
	// Steps are the steps of the clock from the start to the instant judged, or
	// to the end.
	Steps []Step `json:"steps"`
	// Flags are those in effect, each as last raised. Conditions are the states
	// of the conditions under the terms in force.
	Flags      []Event          `json:"flags,omitempty"`
	Conditions []ConditionState `json:"conditions,omitempty"`
	// Updates are what the customer was told, in order.
	Updates []Notification `json:"updates,omitempty"`
	// Revisions are the changes of the terms, in order.
	Revisions []Revision `json:"revisions,omitempty"`
	// Remarks list the events that changed nothing, and why.
	Remarks []Remark `json:"remarks,omitempty"`
	// Successor is the ID of the promise that replaces this one; empty if none
	// does.
	Successor string `json:"successor,omitempty"`
	// Verdict is the judgement in one sentence.
	Verdict string `json:"verdict"`
}

// A Step is a stretch [From, To) during which the clock did one thing.
type Step struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Counted is the part of the step that counts as elapsed, and Paused the
	// part that counts as paused, in working time.
	Counted time.Duration `json:"counted"`
	Paused  time.Duration `json:"paused,omitzero"`
	// Holds reports whether the paused time of the step does not move the due
	// instant. It is false while running.
	Holds bool `json:"holds,omitempty"`
	// Why describes the step: running, a pause with its reason, a holiday.
	Why string `json:"why"`
	// Phase is the phase of the promise: Running, Paused, or Fulfilled or
	// Withdrawn if it was reopened later.
	Phase Phase `json:"phase"`
	// Reason is the reason of the pause, or the names of the closures.
	Reason string `json:"reason,omitempty"`
	// Closed reports whether the step is closed time with a name of its own, a
	// holiday or a break, while the promise was running.
	Closed bool `json:"closed,omitempty"`
	// Dropped reports whether the step does not count, because a condition was
	// not met in time and the start moved.
	Dropped bool `json:"dropped,omitempty"`
}

// words describes the step.
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
	// At is when the revision was made, By whom, through which Channel and for
	// what Reason.
	At      time.Time `json:"at"`
	By      Actor     `json:"by,omitzero"`
	Channel string    `json:"channel,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	// From is the due instant before the revision and To the one that it gives;
	// zero if there is none.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Agreed reports whether the customer agreed, Binds whether the promise is
	// judged by it.
	Agreed bool `json:"agreed,omitempty"`
	Binds  bool `json:"binds,omitempty"`
	// Named reports whether it gave a due, and not only other terms.
	Named bool `json:"named,omitempty"`
	// Rule reports whether a rule set the date, so that the customer was not
	// told.
	Rule bool `json:"rule,omitempty"`
	// Conditional reports whether it brought conditions, which replace the
	// earlier ones.
	Conditional bool `json:"conditional,omitempty"`
	// Removed lists what it removed from the terms, if it binds.
	Removed Removal `json:"removed,omitzero"`
	// Lapsed is when it was undone because a condition that it brought was
	// missed ([ElseBack]); zero if it was not.
	Lapsed time.Time `json:"lapsed,omitzero"`

	fact int // its number, while the history is walked through
}

// A Notification is something that the customer was told, by an [Update] event.
type Notification struct {
	// At is when the customer was told, By whom and through which Channel.
	At      time.Time `json:"at"`
	By      Actor     `json:"by,omitzero"`
	Channel string    `json:"channel,omitempty"`
	// Late reports whether the customer was told that the promise will be late.
	Late bool `json:"late,omitempty"`
	// Reason and Note are those of the event.
	Reason string `json:"reason,omitempty"`
	Note   string `json:"note,omitempty"`
}

// A ConditionState is the state of a condition.
type ConditionState struct {
	// Name is the name of the condition, By the last instant at which it is met
	// in time and Else the consequence if it is not.
	Name string    `json:"name"`
	By   time.Time `json:"by"`
	Else Else      `json:"else"`
	// Met is when it was met, in time or not; zero if it was not met.
	Met time.Time `json:"met,omitzero"`
	// Missed reports whether it was not met in time.
	Missed bool `json:"missed,omitempty"`
	// Wording describes in the customer's words what the customer must do, by
	// language tag.
	Wording map[string]string `json:"wording,omitempty"`
}

// A Remark describes an event that changed nothing, and why.
type Remark struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Explain explains the judgement that [Promise.At] returns for the same
// instant.
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

// vainRetractions returns remarks on retractions of events that are not in the
// log, or not yet.
func (r *record) vainRetractions() (remarks []Remark) {
	for _, e := range r.log {
		if e.Kind == Retract && !slices.ContainsFunc(r.log, func(old Event) bool { return old.ID == e.Of }) {
			remarks = append(remarks, Remark{At: e.At, Text: fmt.Sprintf("retract: no event %q is known", document.Excerpt(e.Of))})
		}
	}
	return remarks
}

// settle converts all instants to one zone, so that they can be compared by a
// reader regardless of the zones in which they were recorded.
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

// finished returns the steps up to the instant judged or the end, including
// named closures.
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

// split cuts the named closed stretches out of a running step.
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

// gaps returns the closed stretches that contain named closures, from the close
// before to the opening after, with the names of all of them.
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
