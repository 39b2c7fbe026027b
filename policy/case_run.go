package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/promise"
)

// A run is one promise that is being derived. While no rule matches, there is no
// promise yet, but the events of its clock are kept.
type run struct {
	ledger
	stance
	number  int
	start   time.Time       // of the cycle
	day     date.Date       // to which the start belongs, where it is the end of one
	parent  string          // the ID of the promise that the first of its chain follows from
	history []promise.Event // what stopped the clock since the start of the cycle
	byHand  []promise.Event // pauses that facts have opened
	gone    ledger          // the promise that was withdrawn when no rule matched, as if it had not been
	asked   ledger          // the promise before, as if it had not been withdrawn, while its conditions wait and there is none
	backs   []back          // what lapses if a condition is missed
	missed  []time.Time     // when that can be, in order
	paused  string          // by which fields, "" if it runs
	ended   bool            // fulfilled or withdrawn
	done    bool            // fulfilled
	broke   bool            // its break was returned as an event
}

// A stance holds the rule of a run, and the promise with a date that a person has named.
type stance struct {
	under *Commitment // whose rule is in why
	why   Why
	ruled ruling // the rule that was last looked at
	named ledger // the promise as a person named its date, without what rules changed since
}

// A ruling is the rule that matches, and the version of the commitment that has it.
type ruling struct {
	commitment *Commitment
	rule       int
}

// isSame reports whether two rules promise the same.
func (r ruling) isSame(other ruling) bool {
	return r == other || r.commitment.isSame(r.rule, other.commitment, other.rule)
}

// stands records the rule of the run.
func (x *run) stands(c *Commitment, why Why) {
	x.under, x.why, x.ruled = c, why, ruling{c, why.Rule}
}

// promiseID returns the ID of a promise: the case's ID, the commitment's name and the
// number of the cycle.
func (r *runner) promiseID(x *run) string {
	return r.of + "/" + strconv.Itoa(x.number)
}

// part escapes a name for an ID, in which slashes separate the parts.
func part(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "%2", "%252"), "/", "%2F")
}

// note records an event of the case as one of the promise.
func (x *run) note(e *Event, p promise.Event) {
	p = e.stampedOn(p)
	switch p.Kind {
	case promise.Pause, promise.Resume, promise.Fulfill, promise.Reopen, promise.Meet:
		x.history = append(x.history, p)
		x.gone.enter(p)
		x.asked.enter(p)
	case promise.Start, promise.Update, promise.Flag, promise.Clear, promise.Revise, promise.Withdraw, promise.Retract, promise.Rate:
	}
	x.enter(p)
	if p.Rule {
		return
	}
	x.named.enter(p)
}

// noteFacts records the facts of an event in the promise under way, or in the last one.
func (r *runner) noteFacts(e *Event) error {
	n := len(r.runs)
	folded := r.folded // the first condition stands in the revision by the rule
	r.folded = false
	for _, by := range e.saying() {
		for i, f := range by.Facts {
			if f.Commitment != r.commitment.Name || n == 0 {
				continue
			}
			if folded && f.isCondition() {
				folded = false
				continue
			}
			says := f.event(i)
			says.Reason = orElse(says.Reason, by.Reason)
			r.runs[n-1].keepByHand(says)
			r.runs[n-1].note(by, says)
			if err := r.runs[n-1].name(by, says); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepByHand records the pauses that facts have opened.
func (x *run) keepByHand(says promise.Event) {
	if says.Kind != promise.Pause && says.Kind != promise.Resume {
		return
	}
	x.byHand = slices.DeleteFunc(slices.Clone(x.byHand), func(p promise.Event) bool { return p.Key == says.Key })
	if says.Kind == promise.Pause {
		x.byHand = append(x.byHand, says)
	}
}

// openPauses returns the pauses that are open at an event, as if they began with it.
func (x *run) openPauses(e *Event) (list []promise.Event) {
	if x.paused != "" {
		list = append(list, promise.Event{ID: "attach", Kind: promise.Pause, Key: whileKey, Reason: x.paused})
	}
	return append(list, pausesByHand(x.byHand, e)...)
}

// pausesByHand returns those of the pauses that facts have opened that are open at
// an event.
func pausesByHand(pauses []promise.Event, e *Event) (list []promise.Event) {
	for i, p := range pauses {
		if p.Until.IsZero() || p.Until.After(e.At) {
			p.ID = fmt.Sprintf("by hand/%d", i)
			list = append(list, p)
		}
	}
	return list
}

// whileKey is the key of the pauses by conditions on fields.
const whileKey = "while"

// pause pauses or resumes the clock according to the fields. If one waiting state
// follows another, the pause continues with the reason of the second.
func (x *run) pause(e *Event, clock *Clock, fields Fields) {
	waits := ""
	if i := clock.pausing(fields); i >= 0 {
		waits = conditionText(clock.PauseWhile[i], fields)
	}
	switch {
	case waits == x.paused:
	case waits != "":
		x.note(e, promise.Event{Kind: promise.Pause, Key: whileKey, Reason: orElse(e.Reason, waits)})
	default:
		x.note(e, promise.Event{Kind: promise.Resume, Key: whileKey, Reason: e.Reason})
	}
	x.paused = waits
}

// end ends the run, and returns the instant: just after the break if the run's own break
// ends it, since an event at the same instant would come before the break. successor is
// the promise that replaces it.
func (x *run) end(e *Event, kind promise.Kind, successor string) time.Time {
	then := *e
	if e.Type == PromiseBroken {
		if p, err := x.recorded(); err == nil && p.At(e.At).BrokenAt.Equal(e.At) {
			then.At = e.At.Add(1)
		}
	}
	x.ended, x.done, x.paused, x.byHand = true, kind == promise.Fulfill, "", nil
	x.note(&then, promise.Event{Kind: kind, Reason: e.Reason, Agreed: e.Agreed && kind == promise.Withdraw, Successor: successor})
	return then.At
}

// unshare returns a run that can change without changing this one.
func (x run) unshare() *run {
	x.ledger, x.named, x.gone = x.ledger.unshare(), x.named.unshare(), x.gone.unshare()
	x.asked = x.asked.unshare()
	x.history = slices.Clip(x.history)
	x.backs = slices.Clone(x.backs)
	return &x
}
