package forecast

import (
	"fmt"
	"maps"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
	"github.com/underpromise/underpromise/promise"
)

// Running is an open promise as risk sees it. Its durations are in the promise's
// own clock.
type Running struct {
	// Fields are what is known of the case.
	Fields policy.Fields
	// At is now; only what was known then counts.
	At time.Time
	// Age is how much of the time promised has passed, Due the age at which it
	// breaks.
	Age, Due time.Duration
	// Stage is the state that the case is in and StageAge how much older it is
	// than when it entered it. They default to no stage.
	Stage    string
	StageAge time.Duration
}

// RunningOf reads an open promise at now. Its stage is the one that [CaseOf] would
// give it: in a pause the reason, after one "running", before the first none. ok is
// false if it is pending, over or broken, or has no due instant that could be told.
func RunningOf(p promise.Promise, fields policy.Fields, now time.Time) (r Running, ok bool) {
	s := p.At(now)
	open := s.Phase == promise.Running || s.Phase == promise.Paused
	if !open || !s.HasRemaining() || s.Standing == promise.Broken || s.Standing == promise.Void {
		return Running{}, false
	}
	r = Running{Fields: maps.Clone(fields), At: now, Age: s.Used(), Due: s.Used() + s.Remaining}
	c, _ := RecordOf(p, nil, now)
	n := len(c.Stages)
	switch {
	case s.Phase == promise.Paused:
		r.Stage = pauseName(s.Reason)
	case n > 0:
		r.Stage = running
	}
	if n > 0 && c.Stages[n-1].Name == r.Stage { // or it enters it now
		r.StageAge = max(0, r.Age-c.Stages[n-1].Age)
	}
	return r, true
}

// A Zone says how bad it is.
type Zone uint8

const (
	// Green needs nothing.
	Green Zone = iota + 1
	// Yellow is in danger: warn.
	Yellow
	// Red is as good as lost: act, and tell the customer.
	Red
)

// String returns the zone as a lower-case word.
func (z Zone) String() string {
	switch z {
	case Green:
		return "green"
	case Yellow:
		return "yellow"
	case Red:
		return "red"
	}
	return ""
}

// MarshalText writes the zone as a lower-case word.
func (z Zone) MarshalText() ([]byte, error) {
	if z < Green || z > Red {
		return nil, fieldError("zone", fmt.Errorf("%d has no name; set one", z))
	}
	return []byte(z.String()), nil
}

// UnmarshalText reads what MarshalText writes, and nothing else.
func (z *Zone) UnmarshalText(text []byte) error {
	for _, known := range []Zone{Green, Yellow, Red} {
		if string(text) == known.String() {
			*z = known
			return nil
		}
	}
	return fieldError("zone", fmt.Errorf("%.40q is not known; write green, yellow or red", text))
}

// A Risk says how likely something is to go wrong.
type Risk struct {
	// P is the probability that the promise breaks, from 0 to 1.
	P float64
	// Zone is yellow from a P of 0.5 and red from 0.8, or as the rule says that
	// gave it.
	Zone Zone
	// Why is a sentence for a person.
	Why string
	// Group and Stage name the cases it rests on, and N how many of them were, or
	// had been, as old as this one; faded as the history says. They are empty
	// where it does not come from a history.
	Group, Stage string
	N            int
}

const (
	yellowFrom = 0.5
	redFrom    = 0.8
)

func zoneOf(p float64) Zone {
	switch {
	case p >= redFrom-tolerance:
		return Red
	case p >= yellowFrom-tolerance:
		return Yellow
	}
	return Green
}

// Risk returns how likely an open promise is to break: open(due) / open(age), the
// share of cases like this one, and as old, that were still open when it is due.
// Where the case is in a stage that history knows, it is the share of those that
// had been in that stage as long. Groups with few cases of that age lean on their
// parents, and all on a half.
//
// Pitfall: time alone knows little. Give stages, and flag what people know.
func (h History) Risk(r Running) Risk {
	if r.Due <= r.Age {
		return Risk{P: 1, Zone: Red, Why: "it is due, and still open"}
	}
	o := h.outlook(r)
	out := o.riskAt(r.Age)
	out.Why = out.sentence(r)
	return out
}

// An outlook is what history says of a running promise at every age.
type outlook struct {
	r      Running
	curve  Curve
	visits []visit // of the stage that it is in
}

func (h History) outlook(r Running) outlook {
	o := outlook{r: r, curve: h.curve(r.Fields, r.At, sampleAll, 0, 0)}
	o.visits = h.visits(o.curve.Group(), r.Stage, r.Fields, r.At)
	return o
}

// at returns the risk at an age before due, the case being in the same stage still,
// without its sentence.
func (o *outlook) riskAt(age time.Duration) Risk {
	p, n := o.curve.breakProbability(int64(age), int64(o.r.Due))
	out := Risk{P: p, Zone: zoneOf(p), Group: o.curve.Group(), N: int(n + 0.5)}
	if late, m := breaksInStage(o.visits, o.r.StageAge+age-o.r.Age, o.r.Due-age); m > 0 {
		out.P = (m*late + groupPriorWeight*p) / (m + groupPriorWeight)
		out.Zone, out.Stage, out.N = zoneOf(out.P), o.r.Stage, int(m+0.5)
	}
	return out
}

func (r Risk) sentence(running Running) string {
	left, group := short(running.Due-running.Age), plaintext.Field(r.Group)
	switch {
	case r.Group == "":
		return fmt.Sprintf("history knows no such cases; %s left", left)
	case r.N == 0:
		return fmt.Sprintf("older than any case of %s that history knows; %s left", group, left)
	case r.Stage != "":
		return fmt.Sprintf("%s of cases of %s as long in %q were not done within the %s that are left", amount.Percent(r.P), group, plaintext.Field(r.Stage), left)
	}
	return fmt.Sprintf("%s of cases of %s as old as this one were not done within the %s that are left", amount.Percent(r.P), group, left)
}

// rootWorth is how many cases the even chance is worth behind all groups, and
// stageWorth how many the cases of all stages are in those of one.
const (
	evenPriorWeight  = 1.0
	groupPriorWeight = 5.0
)

// breaks returns the probability that a case of this age is open after due, and
// how many cases of the finest group were watched for longer than the age.
func (c *Curve) breakProbability(age, due int64) (p, n float64) {
	const even = 0.5
	if c.shrunk == nil {
		return even, 0
	}
	behind := c.shrunk.atRiskAfter(age)
	p = even
	if open := c.openAfter(age); open > 0 && behind > 0 {
		p = (behind*c.openAfter(due)/open + evenPriorWeight*even) / (behind + evenPriorWeight)
	}
	return p, c.shrunk.own.atRiskAfter(age)
}

// riskyFrom returns the first age from which on a case breaks with probability p, at
// least a half: where no more than 1/p of those that are open at due are still open,
// or where history has seen no case.
func (c *Curve) firstRiskyAge(due int64, p float64) time.Duration {
	if c.shrunk == nil {
		return 0
	}
	last := int64(0)
	for b := c.shrunk; b != nil; b = b.prior {
		last = max(last, b.own.longest())
	}
	if open := c.openAfter(due); open > 0 {
		if x, ok := c.shrunk.reach(open / p); ok {
			last = min(last, x)
		}
	}
	return time.Duration(last)
}

// Remaining returns how much longer an open case takes at most, with a probability:
// the first time d with open(age+d) <= (1-level) open(age). ok is false if history
// never gets there. Age, Fields and At count; Due does not.
func (h History) Remaining(r Running, level float64) (d time.Duration, ok bool) {
	c := h.curve(r.Fields, r.At, sampleAll, 0, 0)
	open := c.openAfter(int64(r.Age))
	if open <= 0 {
		return 0, false
	}
	x, ok := c.reach(1 - (1-level)*open)
	return max(0, time.Duration(x)-r.Age), ok
}
